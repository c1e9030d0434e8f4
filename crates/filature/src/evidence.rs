//! What results rest on: which uses their sources allow, and what the dossier is given.

mod activity;
mod flags_run;
mod reach;

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::{Content, DeclaredIncome, TitlePage};
use filature_flags::read_flag;
use filature_ledger::holders::Holders;
use filature_ledger::{Case, EntryBook, Ledger, Line, Settings, categories, sources_hash};
use filature_model::{
    AccountId, Assumption, Currency, Cut, Decomposition, Finding, Findings, Lead, Locality, SourceId, SourceUse, Trace,
    Transactions, days_from_epoch, decimal_string,
};
use filature_trace::Target;

use crate::detection::Detected;
use crate::outcome::Failure;
use crate::verbs::{flags, own_flags};

/// How many findings a dossier shows; the others are counted, and stand in `findings.json`.
const FINDINGS_SHOWN: usize = 12;

/// How many leads a dossier shows; the others are counted, and stand in `leads.json`.
const LEADS_SHOWN: usize = 12;

/// The most restricted use among sources: `intelligence-only` before `consent-needed` before `evidence`.
fn most_restricted(uses: impl Iterator<Item = SourceUse>) -> SourceUse {
    uses.fold(SourceUse::Evidence, SourceUse::narrower)
}

/// The uses of the sources behind transactions.
pub struct Uses {
    by_transaction: BTreeMap<String, BTreeSet<SourceId>>,
    by_source: BTreeMap<SourceId, SourceUse>,
}

impl Uses {
    /// Looks up the sources of these transactions.
    ///
    /// # Errors
    /// A bug of ours, when the ledger cannot be read back.
    pub fn of<'a>(case: &Case, ledger: &Ledger, transactions: impl Iterator<Item = &'a str>) -> Result<Self, Failure> {
        Self::of_book(case, &ledger.book, transactions)
    }

    fn of_book<'a>(
        case: &Case,
        book: &EntryBook,
        transactions: impl Iterator<Item = &'a str>,
    ) -> Result<Self, Failure> {
        let by_source: BTreeMap<SourceId, SourceUse> =
            case.sources().iter().map(|source| (source.id, source.use_)).collect();
        // Where everything is evidence, there is nothing to look up.
        let all_evidence = by_source.values().all(|use_| use_.may_be_rendered());
        let wanted: BTreeSet<&str> = if all_evidence { BTreeSet::new() } else { transactions.collect() };
        Ok(Self { by_transaction: book.sources(&wanted)?, by_source })
    }

    /// The most restricted use behind these transactions.
    pub fn restricted<'a>(&self, transactions: impl Iterator<Item = &'a str>) -> SourceUse {
        let sources = transactions.filter_map(|id| self.by_transaction.get(id)).flatten();
        most_restricted(sources.filter_map(|source| self.by_source.get(source)).copied())
    }
}

/// Marks each finding with the most restricted use that it rests on.
///
/// # Errors
/// As [`Uses::of`].
pub fn mark_findings(case: &Case, book: &EntryBook, detected: &mut Detected) -> Result<(), Failure> {
    let findings = &mut detected.findings.findings;
    let ids: Vec<String> = findings.iter().flat_map(|finding| finding.transactions.clone()).collect();
    let uses = Uses::of_book(case, book, ids.iter().map(String::as_str))?;
    // A flag also looks at what is not there: at all that an account did, and at what lists say of its holder. Where any source is
    // restricted, that may have decided it.
    let any = most_restricted(uses.by_source.values().copied());
    let mut of_finding: BTreeMap<String, SourceUse> = BTreeMap::new();
    for finding in findings.iter_mut() {
        let is_pattern = filature_graph::KINDS.contains(&finding.kind.as_str());
        let moved = uses.restricted(finding.transactions.iter().map(String::as_str));
        let use_ = if is_pattern { moved } else { moved.narrower(any) };
        finding.use_ = use_.word().to_owned();
        if !is_pattern {
            of_finding.insert(finding.id.clone(), use_);
        }
    }
    for lead in &mut detected.leads {
        let used = lead.findings.iter().filter_map(|id| of_finding.get(id.as_str()).copied());
        lead.use_ = most_restricted(used).word().to_owned();
    }
    Ok(())
}

/// Whether any source of the case may not be rendered.
pub fn is_mixed(case: &Case) -> bool {
    case.sources().iter().any(|source| !source.use_.may_be_rendered())
}

/// Marks a trace with the most restricted use of anything that it may rest on: every transaction, statement and list that
/// touches an account which the claims can reach, whether or not the trace names it.
///
/// # Errors
/// As [`Uses::of`].
pub fn mark_trace(case: &Case, ledger: &Ledger, trace: &mut Trace) -> Result<(), Failure> {
    let rests = !ledger.evidence_only && is_mixed(case);
    let accounts = if rests { reach::forward(&ledger.transactions, trace) } else { BTreeSet::new() };
    trace.use_ = rests_on(case, ledger, rests.then_some(&accounts))?.word().to_owned();
    Ok(())
}

/// The accounts that the money of a trace's claims can have reached, by their positions.
pub fn reached(ledger: &Ledger, trace: &Trace) -> BTreeSet<u32> {
    reach::forward(&ledger.transactions, trace)
}

/// Marks a decomposition likewise: it may rest on whatever touches an account from which money can have come.
///
/// # Errors
/// As [`Uses::of`].
pub fn mark_origins(case: &Case, ledger: &Ledger, target: Target, made: &mut Decomposition) -> Result<(), Failure> {
    let rests = !ledger.evidence_only && is_mixed(case);
    let accounts = if rests { reach::backward(&ledger.transactions, target) } else { BTreeSet::new() };
    made.use_ = rests_on(case, ledger, rests.then_some(&accounts))?.word().to_owned();
    Ok(())
}

/// The most restricted use of what touches any of these accounts; where all is evidence, none are given.
fn rests_on(case: &Case, ledger: &Ledger, accounts: Option<&BTreeSet<u32>>) -> Result<SourceUse, Failure> {
    let Some(accounts) = accounts else { return Ok(SourceUse::Evidence) };
    let transactions = &ledger.transactions;
    let touched: Vec<usize> = (0..transactions.len())
        .filter(|&at| accounts.contains(&transactions.debtor[at]) || accounts.contains(&transactions.creditor[at]))
        .collect();
    let ids: Vec<&str> = touched.iter().map(|&at| transactions.ids[at].as_str()).collect();
    let uses = Uses::of(case, ledger, ids.iter().copied())?;
    let moved = uses.restricted(ids.iter().copied());
    let keys: BTreeSet<&str> =
        accounts.iter().filter_map(|&at| transactions.account(at)).map(|id| id.as_str()).collect();
    let stated = ledger
        .statements
        .iter()
        .filter(|check| keys.contains(check.statement.account.as_str()))
        .filter_map(|check| uses.by_source.get(&check.source).copied());
    // A list of accounts may state the opening of any of them; a table of rates what any other currency is worth.
    let received = |at: usize| transactions.received[at].map(|(_, currency)| currency);
    let currencies: BTreeSet<Currency> =
        touched.iter().flat_map(|&at| [Some(transactions.currency[at]), received(at)]).flatten().collect();
    let crosses = currencies.len() > 1;
    let is_list = |format: &str| format == "accounts" || (crosses && matches!(format, "rates" | "ecb-rates"));
    let named = ledger.book.sources_naming(&keys)?;
    let named = named.iter().filter_map(|source| uses.by_source.get(source).copied());
    let lists = case.sources().iter().filter(|source| is_list(&source.format)).map(|source| source.use_);
    Ok(most_restricted(stated.chain(lists).chain(named).chain([moved])))
}

/// Says, of every account where a trace holds money, when the bank states another balance than the entries counted come
/// to: the bank's own figure is the judge of whether something was counted twice or is missing.
pub fn doubt_balances(ledger: &Ledger, trace: &mut Trace, before_micros: Option<i64>) {
    let results = trace.rules.values().chain(trace.rules_alone.values());
    let held: BTreeSet<&str> = results.flat_map(|rule| rule.held.iter().map(|held| held.account.as_str())).collect();
    let doubts = balance_doubts(ledger, &held, before_micros);
    trace.assumptions.splice(0..0, doubts);
}

/// The accounts among these of which the bank states another balance than the entries counted come to.
pub fn balance_doubts(ledger: &Ledger, accounts: &BTreeSet<&str>, before_micros: Option<i64>) -> Vec<Assumption> {
    let mut doubts = Vec::new();
    for &name in accounts {
        let of_account = ledger.statements.iter().filter(|check| check.statement.account.as_str() == name);
        let stated = of_account.filter_map(|check| Some((check.statement.to?, check.statement.closing?)));
        let Some((on, closing)) = stated.max_by_key(|(to, _)| *to) else { continue };
        let end = (i64::from(days_from_epoch(on)) + 1).saturating_mul(86_400_000_000);
        if before_micros.is_some_and(|before| before < end) {
            continue;
        }
        let counted = counted_balance(&ledger.transactions, name, closing.currency, end);
        if let Some(counted) = counted.filter(|counted| *counted != i128::from(closing.minor)) {
            let amount = |minor: i128| format!("{} {}", decimal_string(minor, closing.currency), closing.currency);
            doubts.push(Assumption::BalanceDeparts {
                account: name.to_owned(),
                on: on.to_string(),
                stated: amount(i128::from(closing.minor)),
                counted: amount(counted),
            });
        }
    }
    doubts
}

/// The balance that the transactions counted give an account before an instant; none where its opening is not known.
fn counted_balance(transactions: &Transactions, name: &str, currency: Currency, end_micros: i64) -> Option<i128> {
    let at = transactions.accounts.binary_search_by(|id| id.as_str().cmp(name)).ok()?;
    let account = u32::try_from(at).ok()?;
    let opening = transactions.openings.iter().find(|opening| (opening.0, opening.1) == (account, currency))?.2;
    let mut balance = i128::from(opening);
    for at in 0..transactions.len() {
        let (credited, credit_currency) =
            transactions.received[at].unwrap_or((transactions.amount_minor[at], transactions.currency[at]));
        if transactions.debtor[at] == account
            && transactions.currency[at] == currency
            && transactions.debited[at].at_micros < end_micros
        {
            balance -= i128::from(transactions.amount_minor[at]);
        }
        if transactions.creditor[at] == account
            && credit_currency == currency
            && transactions.credited[at].at_micros < end_micros
        {
            balance += i128::from(credited);
        }
    }
    Some(balance)
}

/// The first findings. Those that may not be rendered take no place of the others: the dossier only counts them.
fn first_shown(findings: &Findings) -> Findings {
    let mut findings = findings.clone();
    let mut usable = 0;
    findings.findings.retain(|finding| {
        usable += usize::from(finding.use_ == SourceUse::Evidence.word());
        finding.use_ != SourceUse::Evidence.word() || usable <= FINDINGS_SHOWN
    });
    if let Ok(beyond @ 1..) = u64::try_from(usable.saturating_sub(FINDINGS_SHOWN)) {
        findings.cut.push(Cut::NotShown { findings: beyond });
    }
    findings
}

/// The first leads, and how many stand beyond them. Those that may not be rendered take no place of the others: the dossier only
/// counts them, and not those of which it shows what the evidence alone gives.
fn first_leads(leads: &[Lead]) -> (Vec<Lead>, u64) {
    let may = |lead: &&Lead| lead.use_ == SourceUse::Evidence.word();
    let usable: Vec<&Lead> = leads.iter().filter(may).collect();
    let beyond = u64::try_from(usable.len().saturating_sub(LEADS_SHOWN)).unwrap_or(u64::MAX);
    let ids: BTreeSet<&str> = usable.iter().map(|lead| lead.id.as_str()).collect();
    let restricted = leads.iter().filter(|lead| !may(lead) && !ids.contains(lead.id.as_str()));
    (usable.iter().take(LEADS_SHOWN).copied().chain(restricted).cloned().collect(), beyond)
}

/// The findings that a lead's statements name.
fn stated(lead: &Lead) -> impl Iterator<Item = &str> {
    lead.for_.iter().chain(&lead.against).filter_map(|statement| statement.finding.as_deref())
}

/// The findings that these leads rest on and that are not among those shown.
fn behind<'a>(leads: &'a [Lead], shown: &Findings, all: &Findings) -> Vec<Finding> {
    let may = |lead: &&'a Lead| lead.use_ == SourceUse::Evidence.word();
    let of_lead = |lead: &'a Lead| stated(lead).chain(lead.findings.iter().map(String::as_str));
    let named: BTreeSet<&str> = leads.iter().filter(may).flat_map(of_lead).collect();
    let shown: BTreeSet<&str> = shown.findings.iter().map(|finding| finding.id.as_str()).collect();
    let is_behind = |finding: &&Finding| named.contains(finding.id.as_str()) && !shown.contains(finding.id.as_str());
    all.findings.iter().filter(is_behind).cloned().collect()
}

/// Where these transactions were done, as far as an entry says it.
pub fn places(transactions: &Transactions, relied: &BTreeSet<String>) -> BTreeMap<String, Locality> {
    let place = |at: usize| transactions.place_of(at).and_then(|place| transactions.places.get(place as usize));
    let named = (0..transactions.len()).filter(|&at| relied.contains(&transactions.ids[at]));
    named.filter_map(|at| Some((transactions.ids[at].clone(), place(at)?.clone()))).collect()
}

/// What the dossier is given: the first findings and leads, the traces, and every entry that any of them relies on. `ledger` is that of
/// the evidence alone, `all` that of every source, from which only counts are taken; findings and traces that rest on other sources are given too, to be counted and left out.
///
/// # Errors
/// A bug of ours, when the ledger cannot be read back.
pub fn content(
    case: &Case,
    ledger: &Ledger,
    all: &Ledger,
    detected: &Detected,
    traces: Vec<(String, Trace)>,
    show_names: bool,
) -> Result<Content, Failure> {
    let findings = first_shown(&detected.findings);
    let (leads, leads_not_shown) = first_leads(&detected.leads);
    let lead_findings = behind(&leads, &findings, &detected.findings);
    let mut relied: BTreeSet<String> =
        findings.findings.iter().flat_map(|finding| finding.transactions.clone()).collect();
    let stated: BTreeSet<&str> = leads.iter().flat_map(stated).collect();
    let of_leads = lead_findings.iter().filter(|finding| stated.contains(finding.id.as_str()));
    relied.extend(of_leads.flat_map(|finding| finding.transactions.clone()));
    relied.extend(traces.iter().flat_map(|(_, trace)| trace.transactions().into_iter().map(str::to_owned)));
    let lines = case.journal()?;
    let decided = categories::current(&lines);
    let mut categories: BTreeMap<String, String> = decided
        .iter()
        .map(|(account, known)| (account.as_str().to_owned(), known.decision.category.word().to_owned()))
        .collect();
    // Another account of a victim, as somebody said, is a victim's.
    categories
        .extend(categories::victims(&lines).into_iter().map(|account| (account, filature_dossier::VICTIM.to_owned())));
    let victims = categories.iter().filter(|(_, word)| *word == filature_dossier::VICTIM);
    let victims = victims.map(|(account, _)| account.clone()).collect();
    let activity = activity::of(ledger, &leads, &traces, &victims)?;
    relied.extend(activity.movements.iter().map(|movement| movement.id.clone()));
    let own = own_flags(case.folder())?;
    let own = own.iter().filter_map(|(name, text)| Some(read_flag(name, text).ok()?.id)).collect();
    let flags = flags_run::of(&flags::of_case(Some(case.folder()))?, &detected.flags_run, &own);
    let mut source_entries = BTreeMap::new();
    let mut source_problems = BTreeMap::new();
    // What restricted sources gave goes along to be counted, and only that.
    let restricted: BTreeSet<SourceId> =
        case.sources().iter().filter(|source| !source.use_.may_be_rendered()).map(|source| source.id).collect();
    source_entries.extend(ledger.book.count_by_source()?);
    source_entries.extend(all.book.count_by_source()?.into_iter().filter(|(source, _)| restricted.contains(source)));
    let mut problems = ledger.problems.clone();
    let mut statements = ledger.statements.clone();
    if ledger.evidence_only {
        problems.extend(all.problems.iter().filter(|problem| restricted.contains(&problem.source)).cloned());
        statements.extend(all.statements.iter().filter(|check| restricted.contains(&check.source)).cloned());
    }
    for problem in &problems {
        *source_problems.entry(problem.source).or_insert(0) += 1;
    }
    let settings = case.settings();
    Ok(Content {
        case_name: settings.name.clone(),
        base_currency: settings.base_currency,
        legal_basis: settings.legal_basis.clone(),
        title: title_page(settings),
        sources: case.sources().to_vec(),
        source_entries,
        source_problems,
        accounts: ledger.accounts.clone(),
        statements,
        problems,
        findings,
        leads,
        lead_findings,
        leads_not_shown,
        without: BTreeSet::new(),
        set_aside: detected.set_aside.clone(),
        flags_run: detected.flags_run.len(),
        traces,
        places: places(&ledger.transactions, &relied),
        entries: ledger.book.entries(&relied)?,
        activity,
        subjects: Vec::new(),
        categories,
        holders: merged(&lines),
        income: declared(case)?,
        flags,
        program: format!("filature {}", env!("CARGO_PKG_VERSION")),
        engine_manifest: sources_hash(case)?,
        show_names,
        manifest: None,
        rights: filature_dossier::Rights::default(),
    })
}

/// The accounts that somebody said are one holder's.
fn merged(lines: &[Line]) -> Vec<Vec<String>> {
    let holders = Holders::of(lines);
    let groups = holders.groups().into_values();
    groups.map(|accounts| accounts.into_iter().map(|account| account.as_str().to_owned()).collect()).collect()
}

/// What whoever leads the case writes for the first page.
fn title_page(settings: &Settings) -> TitlePage {
    let filature_ledger::TitlePage { procedure, service, officer } = settings.title.clone();
    TitlePage { procedure, service, officer }
}

/// The incomes that `case.toml` states.
fn declared(case: &Case) -> Result<Vec<DeclaredIncome>, Failure> {
    let one = |income: &filature_ledger::Income| {
        Ok(DeclaredIncome {
            account: AccountId::written(&income.account).as_str().to_owned(),
            year: income.year,
            money: income.money().map_err(Failure::call)?,
            source: income.source.trim().to_owned(),
        })
    };
    case.settings().income.iter().map(one).collect()
}
