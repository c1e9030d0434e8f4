//! What a case comes to at one moment, from what may be rendered alone.

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::{Rights, Texts};
use filature_ledger::holders::Holders;
use filature_ledger::{Case, Ledger, categories, footing_word};
use filature_model::{AccountId, Finding, Findings, Footing, Lead, Source, SourceId, SourceUse, StatementCheck, Trace};
use jiff::civil::Date;
use serde::Serialize;

use crate::detection::{self, Asked, Detected};
use crate::outcome::Failure;
use crate::verbs::{detect, flags};
use crate::withholding::{self, Showable};

/// A case at one moment.
#[derive(Debug, Default)]
pub struct State {
    /// The files that are evidence.
    pub sources: BTreeMap<SourceId, Source>,
    /// How many files are not.
    pub left_out: usize,
    /// How many entries each file gave.
    pub entries: BTreeMap<SourceId, u64>,
    /// Entries that another one already shows: they move no money.
    pub uncounted: BTreeSet<String>,
    /// Lines of two statements that were taken for one transfer.
    pub joined: BTreeSet<Joined>,
    /// Statements, by file and number.
    pub statements: BTreeMap<(SourceId, u32), Standing>,
    /// Findings, by id.
    pub findings: BTreeMap<String, Finding>,
    /// Leads, by id.
    pub leads: BTreeMap<String, Lead>,
    /// Traces, by name.
    pub traces: BTreeMap<String, Trace>,
    /// The files behind the transactions that findings and traces name.
    pub behind: BTreeMap<String, BTreeSet<SourceId>>,
}

/// Two entries that are one transfer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Joined {
    /// On the payer's statement.
    pub debit: String,
    /// On the payee's.
    pub credit: String,
}

/// How a statement stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Its account.
    pub account: String,
    /// The first day that it covers.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
    /// Whether it foots.
    pub footing: &'static str,
    /// By how much it does not, in minor units.
    pub off_by_minor: Option<String>,
    /// The days missing before it.
    pub gap_before: Option<String>,
    /// What its opening differs by from the closing before it, in minor units.
    pub chain_off_minor: Option<String>,
    /// Files with statements over the same days.
    pub overlaps: BTreeSet<SourceId>,
}

impl Standing {
    fn of(check: &StatementCheck) -> Self {
        let statement = &check.statement;
        let off = match check.footing {
            Footing::Off { by_minor, .. } => Some(by_minor.to_string()),
            _ => None,
        };
        Self {
            account: statement.account.as_str().to_owned(),
            from: statement.from.map(|day| day.to_string()),
            to: statement.to.map(|day| day.to_string()),
            footing: footing_word(&check.footing),
            off_by_minor: off,
            gap_before: check.gap_before.map(|(first, last)| format!("{first}..{last}")),
            chain_off_minor: check.chain_off_minor.map(|minor| minor.to_string()),
            overlaps: check.overlaps.iter().map(|overlap| overlap.with).collect(),
        }
    }
}

impl State {
    /// Reads and detects. Of the traces, those that rest on evidence alone are taken. `protected` is who is protected *now*, also
    /// for a case of an earlier day: what was shown then is not told again.
    ///
    /// # Errors
    /// As the ledger and detection.
    pub fn of(
        case: &Case,
        traces: Vec<(String, Trace)>,
        protected: &BTreeMap<AccountId, Date>,
    ) -> Result<Self, Failure> {
        let Shown { ledger, detected, traces, hidden, texts } = Shown::of(case, traces, protected)?;
        let may_show = |source: &&Source| source.use_.may_be_rendered() && !hidden.contains(&source.id);
        let sources = case.sources().iter().filter(may_show);
        let clean = |source: &Source| {
            let clean = |text: &Option<String>| text.as_ref().map(|text| texts.clean(text));
            let (exhibit, from, request) = (clean(&source.exhibit), clean(&source.from), clean(&source.request));
            Source { name: texts.clean(&source.name), exhibit, from, request, ..source.clone() }
        };
        let sources: BTreeMap<SourceId, Source> = sources.map(|source| (source.id, clean(source))).collect();
        let traces = traces.into_iter().filter(|(_, trace)| trace.use_ == SourceUse::Evidence.word()).collect();
        let mut state = Self {
            left_out: case.sources().len() - sources.len(),
            sources,
            entries: ledger.book.count_by_source()?.into_iter().collect(),
            uncounted: ledger.book.shown_twice().into_iter().map(|(source, row)| format!("{source}:{row}")).collect(),
            traces,
            ..Self::default()
        };
        let joins = ledger.book.joins().into_iter();
        state.joined = joins.map(|of| Joined { debit: of.debit.to_string(), credit: of.credit.to_string() }).collect();
        let statements = ledger.statements.iter();
        state.statements = statements.map(|of| ((of.source, of.statement.ordinal), Standing::of(of))).collect();
        state.leads = detected.leads.into_iter().map(|lead| (lead.id.clone(), lead)).collect();
        state.findings = detected.findings.findings.into_iter().map(|found| (found.id.clone(), found)).collect();
        let of_findings = state.findings.values().flat_map(|found| found.transactions.iter().map(String::as_str));
        let wanted: BTreeSet<&str> = of_findings.chain(state.traces.values().flat_map(Trace::transactions)).collect();
        let behind = ledger.book.sources(&wanted)?;
        state.behind = behind;
        Ok(state)
    }

    /// The transactions of a lead: those of its findings.
    pub fn of_lead(&self, lead: &Lead) -> BTreeSet<&str> {
        let findings = lead.findings.iter().filter_map(|id| self.findings.get(id));
        findings.flat_map(|finding| finding.transactions.iter().map(String::as_str)).collect()
    }

    /// The files behind transactions.
    pub fn files<'a>(&self, transactions: impl IntoIterator<Item = &'a str>) -> BTreeSet<SourceId> {
        transactions.into_iter().filter_map(|id| self.behind.get(id)).flatten().copied().collect()
    }
}

/// What a case may show, whoever is protected from which day.
struct Shown {
    ledger: Ledger,
    detected: Detected,
    traces: Vec<(String, Trace)>,
    hidden: BTreeSet<SourceId>,
    texts: Texts,
}

impl Shown {
    fn of(case: &Case, traces: Vec<(String, Trace)>, protected: &BTreeMap<AccountId, Date>) -> Result<Self, Failure> {
        let whole = Self::whole(case, traces)?;
        let Some(only) = Showable::with(case, protected.clone())? else { return Ok(whole) };
        let rights = Rights {
            known: withholding::known(&whole.ledger, Some(&only)),
            victims: categories::victims(&case.journal()?),
            ..Rights::default()
        };
        let (traces, _) = only.traces(&whole.ledger, whole.traces);
        let hidden = case.sources().iter().map(|source| source.id).filter(|id| only.hides_source(*id)).collect();
        let (findings, leads) = only.tellable(&whole.detected);
        let (findings, leads) = (findings.into_iter().cloned().collect(), leads.into_iter().cloned().collect());
        let findings = Findings { findings, ..only.detected.findings.clone() };
        let detected = Detected { findings, leads, ..only.detected };
        Ok(Self { ledger: only.ledger, detected, traces, hidden, texts: Texts::of(&rights) })
    }

    fn whole(case: &Case, traces: Vec<(String, Trace)>) -> Result<Self, Failure> {
        // What is detected on has no statements and no texts.
        let (Ledger { transactions, .. }, details) = Ledger::load_with_details(case)?;
        let ledger = Ledger::load(case)?;
        let lines = case.journal()?;
        let victims = categories::victims(&lines);
        let asked = Asked { victims: victims.clone(), holders: Holders::of(&lines), ..detect::ask_all()? };
        let set = flags::of_case(Some(case.folder()))?;
        let detected = detection::found(transactions, details, &asked, &set)?;
        let texts = Texts::of(&Rights { known: withholding::known(&ledger, None), victims, ..Rights::default() });
        Ok(Self { ledger, detected, traces, hidden: BTreeSet::new(), texts })
    }
}
