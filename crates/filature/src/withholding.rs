//! What a dossier may rest on: the evidence alone, without what is withheld to protect a person.
//!
//! ```text
//! case ─► journal: who is protected ─► ledger without it ─► detected again ─► what of the whole is missing, counted
//! ```
//!
//! Detection is done again on that ledger, so that what remains is found by itself and nothing of the rest can be in it. Traces are not:
//! what was asked is not kept, and a balance without some of its rows would be a wrong one. A trace that may rest on what is withheld
//! is left out and counted; one that ends before the first protected day stays.

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::{Counts, Known, Rights};
use filature_ledger::holders::Holders;
use filature_ledger::withheld::{Shown, Withheld};
use filature_ledger::{Case, Ledger, categories, protection};
use filature_model::{AccountId, Finding, Findings, Lead, SourceId, SourceUse, Trace, naming};
use jiff::civil::Date;

use crate::detection::{self, Asked, Detected};
use crate::evidence;
use crate::outcome::Failure;
use crate::verbs::dossier::How;
use crate::verbs::{ask_all, flags_of};

/// The ledger that a dossier may rest on, where that is not the whole, and what is found in it.
pub struct Showable {
    /// The ledger.
    pub ledger: Ledger,
    /// What is found in it.
    pub detected: Detected,
    /// What was taken out to protect people.
    withheld: Withheld,
    protected: BTreeMap<AccountId, Date>,
}

impl Showable {
    /// Loads and detects, where any source may not be rendered or anybody is protected.
    pub fn of(case: &Case) -> Result<Option<Self>, Failure> {
        Self::with(case, protection::days(&case.journal()?))
    }

    /// The same where these are protected, each from a day on.
    pub fn with(case: &Case, protected: BTreeMap<AccountId, Date>) -> Result<Option<Self>, Failure> {
        if !evidence::is_mixed(case) && protected.is_empty() {
            return Ok(None);
        }
        let Shown { ledger, details, withheld } = Shown::of(case, &protected)?;
        let set = flags_of(case)?;
        let lines = case.journal()?;
        let asked = Asked { victims: categories::victims(&lines), holders: Holders::of(&lines), ..ask_all()? };
        let detected = detection::found(ledger.transactions.clone(), details, &asked, &set)?;
        Ok(Some(Self { ledger, detected, withheld, protected }))
    }

    /// The findings, and behind them those of `all` that rest on other sources: given to the dossier to be counted.
    pub fn with_restricted(&self, all: &Detected) -> Detected {
        let evidence = SourceUse::Evidence.word();
        let (findings, leads) = self.tellable(all);
        // What the evidence alone gives too is shown, and not left out.
        let shown: BTreeSet<&str> = self.detected.findings.findings.iter().map(|found| found.id.as_str()).collect();
        let is_left_out = |found: &&Finding| found.use_ != evidence && !shown.contains(found.id.as_str());
        let restricted = all.findings.findings.iter().filter(is_left_out).cloned();
        let findings = findings.into_iter().cloned().chain(restricted).collect();
        let restricted = all.leads.iter().filter(|lead| lead.use_ != evidence).cloned();
        let leads = leads.into_iter().cloned().chain(restricted).collect();
        let findings = Findings { findings, ..self.detected.findings.clone() };
        Detected { findings, leads, ..self.detected.clone() }
    }

    /// The findings and leads without what only seems so because rows are missing: a flag on a protected person's account that the whole ledger does not raise
    /// likewise would say that nothing happened there.
    pub fn tellable(&self, all: &Detected) -> (Vec<&Finding>, Vec<&Lead>) {
        let whole: BTreeMap<&str, &Finding> =
            all.findings.findings.iter().map(|found| (found.id.as_str(), found)).collect();
        let seems = |found: &Finding| {
            let is_flag = !filature_graph::KINDS.contains(&found.kind.as_str());
            let of_protected = found.accounts.iter().any(|member| self.protects(&member.account));
            let is_likewise = whole.get(found.id.as_str()).is_some_and(|whole| whole.why == found.why);
            is_flag && of_protected && !is_likewise
        };
        let (gone, findings): (Vec<&Finding>, Vec<&Finding>) =
            self.detected.findings.findings.iter().partition(|found| seems(found));
        let gone: BTreeSet<&str> = gone.into_iter().map(|found| found.id.as_str()).collect();
        let rests = |lead: &&Lead| {
            let stated = lead.for_.iter().chain(&lead.against).filter_map(|said| said.finding.as_deref());
            lead.findings.iter().map(String::as_str).chain(stated).any(|id| gone.contains(id))
        };
        (findings, self.detected.leads.iter().filter(|lead| !rests(lead)).collect())
    }

    fn protects(&self, account: &str) -> bool {
        self.protected.contains_key(&AccountId::written(account))
    }

    /// The files of which nothing is left.
    pub fn hides_source(&self, source: SourceId) -> bool {
        self.withheld.sources.contains(&source)
    }

    /// Whether a file held rows that are withheld: numbers of its rows would tell where.
    pub fn holds_withheld(&self, source: SourceId) -> bool {
        self.withheld.files.contains_key(&source)
    }

    /// The traces that rest on nothing that is withheld, and how many do. `all` is the whole ledger.
    pub fn traces(&self, all: &Ledger, traces: Vec<(String, Trace)>) -> (Vec<(String, Trace)>, u64) {
        if self.protected.is_empty() {
            return (traces, 0);
        }
        let first = self.withheld.touched.values().min().copied().unwrap_or(Date::MAX);
        let (kept, gone): (Vec<_>, Vec<_>) = traces.into_iter().partition(|(_, trace)| {
            let last = trace.at.as_deref().and_then(|at| at.get(..10)).and_then(|day| day.parse::<Date>().ok());
            last.is_some_and(|last| last < first) || !self.reaches_withheld(all, trace)
        });
        (kept, u64::try_from(gone.len()).unwrap_or(u64::MAX))
    }

    fn reaches_withheld(&self, all: &Ledger, trace: &Trace) -> bool {
        let reached = evidence::reached(all, trace);
        let names = reached.iter().filter_map(|&at| all.transactions.account(at));
        names.into_iter().any(|account| self.withheld.touched.contains_key(account.as_str()))
            || trace.transactions().into_iter().any(|id| self.withheld.transactions.contains(id))
    }

    /// What the dossier must not show, and how much of `all` is withheld.
    pub fn rights(&self, all: &Detected, traces: u64) -> Rights {
        let evidence = SourceUse::Evidence.word();
        let (findings, leads) = self.tellable(all);
        let shown: BTreeSet<&str> = findings.iter().map(|found| found.id.as_str()).collect();
        let rests = |found: &&Finding| {
            found.use_ == evidence
                && !shown.contains(found.id.as_str())
                && (found.transactions.iter().any(|id| self.withheld.transactions.contains(id))
                    || found.accounts.iter().any(|member| self.withheld.touched.contains_key(&member.account)))
        };
        let leads: BTreeSet<&str> = leads.iter().map(|lead| lead.id.as_str()).collect();
        let is_gone = |lead: &&Lead| {
            lead.use_ == evidence
                && !leads.contains(lead.id.as_str())
                && lead.accounts.iter().any(|member| self.withheld.touched.contains_key(&member.account))
        };
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        let counts = Counts {
            rows: count(self.withheld.rows.len()),
            // Files are counted where they are left out.
            sources: 0,
            statements: self.withheld.statements,
            problems: self.withheld.problems,
            findings: count(all.findings.findings.iter().filter(rests).count()),
            traces,
            leads: count(all.leads.iter().filter(is_gone).count()),
        };
        let withheld = self.withheld.clone();
        Rights {
            protected: self.protected.iter().map(|(id, from)| (id.as_str().to_owned(), *from)).collect(),
            withheld: filature_dossier::Withheld {
                counts,
                transactions: withheld.transactions,
                accounts: withheld.unknown,
                touched: withheld.touched,
                sources: withheld.sources,
                files: withheld.files,
                terms: withheld.terms,
            },
            ..Rights::default()
        }
    }
}

/// What the whole case calls people and places: what may be shown in some form, and what only withheld rows or intelligence name.
pub fn known(all: &Ledger, shown: Option<&Showable>) -> Known {
    let whole = all.said();
    let (whole, said) = match shown {
        None => (whole.clone(), whole),
        Some(only) => (whole.with(&only.withheld.listed), only.ledger.said()),
    };
    let texts = |of: &BTreeSet<(Option<String>, String)>| -> BTreeSet<String> {
        of.iter().map(|(_, text)| text.clone()).collect()
    };
    // Written in another order or without accents, it is the same name.
    let gone = |whole: &BTreeSet<(Option<String>, String)>, said: &BTreeSet<(Option<String>, String)>| {
        let shown: BTreeSet<BTreeSet<String>> = texts(said).iter().map(|text| naming::words(text)).collect();
        texts(whole).into_iter().filter(|text| !shown.contains(&naming::words(text))).collect()
    };
    Known {
        gone_names: gone(&whole.names, &said.names),
        gone_places: gone(&whole.places, &said.places),
        gone_telephones: gone(&whole.telephones, &said.telephones),
        gone_accounts: whole.accounts.difference(&said.accounts).cloned().collect(),
        names: said.names,
        accounts: said.accounts,
        places: said.places,
        telephones: said.telephones,
    }
}

/// From which the order of pseudonyms derives: random, new for each export, and in the case alone.
pub type Key = [u8; 32];

/// A new one.
pub fn new_key() -> Result<Key, Failure> {
    let mut key = Key::default();
    getrandom::fill(&mut key).map_err(|error| {
        Failure::data(format!("the system gave no random key ({error}); no pseudonyms without one"))
    })?;
    Ok(key)
}

/// Gives rights their reader.
pub fn for_reader(case: &Case, rights: &mut Rights, how: &How<'_>) -> Result<(), Failure> {
    rights.victims = categories::victims(&case.journal()?);
    rights.profile = how.profile.clone();
    rights.key = how.key;
    Ok(())
}
