//! What results rest on: which uses their sources allow, and what the dossier is given.

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::Content;
use filature_ledger::{Case, Ledger, sources_hash};
use filature_model::{
    Assumption, Currency, Cut, Finding, Findings, OUTSIDE, SourceId, SourceUse, Trace, Transactions, days_from_epoch,
    decimal_string,
};

use crate::outcome::Failure;

/// How many findings a dossier shows; the others are counted, and stand in `findings.json`.
const FINDINGS_SHOWN: usize = 12;

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
        let by_source: BTreeMap<SourceId, SourceUse> =
            case.sources().iter().map(|source| (source.id, source.use_)).collect();
        // Where everything is evidence, there is nothing to look up.
        let all_evidence = by_source.values().all(|use_| use_.may_be_rendered());
        let wanted: BTreeSet<&str> = if all_evidence { BTreeSet::new() } else { transactions.collect() };
        Ok(Self { by_transaction: ledger.book.sources(&wanted)?, by_source })
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
pub fn mark_findings(case: &Case, ledger: &Ledger, findings: &mut Findings) -> Result<(), Failure> {
    let ids: Vec<String> = findings.findings.iter().flat_map(|finding| finding.transactions.clone()).collect();
    let uses = Uses::of(case, ledger, ids.iter().map(String::as_str))?;
    for finding in &mut findings.findings {
        finding.use_ = uses.restricted(finding.transactions.iter().map(String::as_str)).word().to_owned();
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
    if ledger.evidence_only || !is_mixed(case) {
        trace.use_ = SourceUse::Evidence.word().to_owned();
        return Ok(());
    }
    let transactions = &ledger.transactions;
    let reached = reached(transactions, trace);
    let touches = |account: u32| reached.contains_key(&account);
    let ids: Vec<&str> = (0..transactions.len())
        .filter(|&at| touches(transactions.debtor[at]) || touches(transactions.creditor[at]))
        .map(|at| transactions.ids[at].as_str())
        .collect();
    let uses = Uses::of(case, ledger, ids.iter().copied())?;
    let moved = uses.restricted(ids.iter().copied());
    let keys: BTreeSet<&str> =
        reached.keys().filter_map(|&at| transactions.account(at)).map(|id| id.as_str()).collect();
    let stated = ledger
        .statements
        .iter()
        .filter(|check| keys.contains(check.statement.account.as_str()))
        .filter_map(|check| uses.by_source.get(&check.source).copied());
    // A list of accounts may state the opening of any of them.
    let lists = case.sources().iter().filter(|source| source.format == "accounts").map(|source| source.use_);
    trace.use_ = most_restricted(stated.chain(lists).chain([moved])).word().to_owned();
    Ok(())
}

/// Says, of every account where a trace holds money, when the bank states another balance than the entries counted come
/// to: the bank's own figure is the judge of whether something was counted twice or is missing.
pub fn doubt_balances(ledger: &Ledger, trace: &mut Trace, before_micros: Option<i64>) {
    let held: BTreeSet<&str> =
        trace.rules.values().flat_map(|rule| rule.held.iter().map(|held| held.account.as_str())).collect();
    let mut doubts = Vec::new();
    for name in held {
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
    trace.assumptions.splice(0..0, doubts);
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

/// The accounts that the money of a trace's claims can have reached, each with the earliest instant.
fn reached(transactions: &Transactions, trace: &Trace) -> BTreeMap<u32, i64> {
    let claimed: BTreeSet<&str> =
        trace.claims.iter().flat_map(|claim| claim.transactions.iter().map(String::as_str)).collect();
    let mut since = BTreeMap::new();
    for at in (0..transactions.len()).filter(|&at| claimed.contains(transactions.ids[at].as_str())) {
        since.entry(transactions.creditor[at]).or_insert(transactions.at_micros(at));
    }
    // Transactions stand in order of time; only ties can need another pass.
    loop {
        let before = since.len();
        for at in 0..transactions.len() {
            let instant = transactions.credited[at].at_micros.max(transactions.at_micros(at));
            let carries = since.get(&transactions.debtor[at]).is_some_and(|&since| since <= instant);
            if carries && transactions.creditor[at] != OUTSIDE {
                since.entry(transactions.creditor[at]).or_insert(instant);
            }
        }
        if since.len() == before {
            return since;
        }
    }
}

fn trace_transactions(trace: &Trace) -> BTreeSet<String> {
    let claimed = trace.claims.iter().flat_map(|claim| claim.transactions.iter().cloned());
    let left = trace.rules.values().flat_map(|rule| rule.left.iter().map(|left| left.transaction.clone()));
    claimed.chain(left).collect()
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

/// What the dossier is given: the first findings, the traces, and every entry that either relies on. `ledger` is that of
/// the evidence alone, `all` that of every source, from which only counts are taken; findings and traces that rest on other sources are given too, to be counted and left out.
///
/// # Errors
/// A bug of ours, when the ledger cannot be read back.
pub fn content(
    case: &Case,
    ledger: &Ledger,
    all: &Ledger,
    findings: &Findings,
    traces: Vec<(String, Trace)>,
    show_names: bool,
) -> Result<Content, Failure> {
    let findings = first_shown(findings);
    let mut relied: BTreeSet<String> =
        findings.findings.iter().flat_map(|finding: &Finding| finding.transactions.clone()).collect();
    relied.extend(traces.iter().flat_map(|(_, trace)| trace_transactions(trace)));
    let mut source_entries = BTreeMap::new();
    let mut source_problems = BTreeMap::new();
    for (source, entries) in all.book.count_by_source()? {
        source_entries.insert(source, entries);
    }
    // What restricted sources gave goes along to be counted, and only that.
    let restricted: BTreeSet<SourceId> =
        case.sources().iter().filter(|source| !source.use_.may_be_rendered()).map(|source| source.id).collect();
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
        sources: case.sources().to_vec(),
        source_entries,
        source_problems,
        accounts: ledger.accounts.clone(),
        statements,
        problems,
        findings,
        traces,
        entries: ledger.book.entries(&relied)?,
        program: format!("filature {}", env!("CARGO_PKG_VERSION")),
        engine_manifest: sources_hash(case)?,
        show_names,
    })
}
