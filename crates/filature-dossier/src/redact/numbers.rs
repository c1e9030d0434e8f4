//! Numbers whose order tells nothing: that of SHA-256 of this export's key and of what is numbered.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::SourceId;
use sha2::{Digest, Sha256};

use crate::Content;
use crate::rights::{Profile, Rights};

/// Numbers things from 1 on. The hash orders them and stands nowhere.
pub fn numbered<'a>(
    key: Option<&[u8; 32]>,
    kind: &str,
    things: impl IntoIterator<Item = &'a str>,
) -> BTreeMap<String, u32> {
    let things: BTreeSet<&str> = things.into_iter().collect();
    let mut order: Vec<([u8; 32], &str)> = things
        .into_iter()
        .map(|thing| {
            let mut hash = Sha256::new();
            hash.update(key.unwrap_or(&[0; 32]));
            // The length keeps kind and thing apart whatever stands in them.
            hash.update(u64::try_from(kind.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(kind.as_bytes());
            hash.update(thing.as_bytes());
            (hash.finalize().into(), thing)
        })
        .collect();
    order.sort_unstable();
    order.into_iter().zip(1..).map(|((_, thing), number)| (thing.to_owned(), number)).collect()
}

/// The ids of what is no person: a bank's reference or a hash of a file tells as much as a name. In the press they are new, elsewhere
/// they stay.
#[derive(Debug, Default)]
pub struct Ids {
    press: bool,
    keeps_claims: bool,
    sources: BTreeMap<String, u32>,
    transactions: BTreeMap<String, u32>,
    findings: BTreeMap<String, u32>,
    claims: BTreeMap<String, u32>,
    traces: BTreeMap<String, u32>,
}

impl Ids {
    /// Of all that a content names; `tells` says whether an id holds what is redacted.
    pub fn of(content: &Content, rights: &Rights, tells: impl Fn(&str) -> bool) -> Self {
        let key = rights.key.as_ref();
        let claims = content.traces.iter().flat_map(|(_, trace)| &trace.claims).map(|claim| claim.claim.as_str());
        let claims = numbered(key, "claim", claims);
        let keeps_claims = rights.profile == Profile::Defence;
        let of_traces = content.traces.iter().flat_map(|(_, trace)| trace.transactions());
        let all = || content.findings.findings.iter().chain(&content.lead_findings);
        let of_findings = all().flat_map(|finding| finding.transactions.iter().map(String::as_str));
        let of_accounts = content.activity.movements.iter().map(|movement| movement.id.as_str());
        let transactions =
            content.entries.keys().map(String::as_str).chain(of_traces).chain(of_findings).chain(of_accounts);
        let aside = content.set_aside.iter().flat_map(|(one, other)| [one.as_str(), other]);
        let of_leads = content.leads.iter().flat_map(|lead| {
            lead.findings.iter().map(String::as_str).chain([lead.id.as_str()]).chain(super::findings::named(lead))
        });
        let findings = all().map(|finding| finding.id.as_str()).chain(aside).chain(of_leads);
        if !matches!(rights.profile, Profile::Press { .. }) {
            let telling: BTreeSet<&str> = transactions.collect();
            let transactions = numbered(key, "transaction", telling.into_iter().filter(|id| tells(id)));
            // That of a finding begins with its flag's, which somebody of the case may have called after a person.
            let own: Vec<&str> = content.flags.iter().filter(|flag| flag.is_own).map(|flag| flag.id.as_str()).collect();
            let telling: BTreeSet<&str> = findings.filter(|id| own.iter().any(|flag| id.starts_with(flag))).collect();
            let findings = numbered(key, "finding", telling.into_iter().filter(|id| tells(id)));
            return Self { transactions, findings, claims, keeps_claims, ..Self::default() };
        }
        let sources: Vec<String> = content.sources.iter().map(|source| source.id.to_string()).collect();
        Self {
            press: true,
            keeps_claims,
            sources: numbered(key, "source", sources.iter().map(String::as_str)),
            transactions: numbered(key, "transaction", transactions),
            findings: numbered(key, "finding", findings),
            claims,
            traces: numbered(key, "trace", content.traces.iter().map(|(name, _)| name.as_str())),
        }
    }

    fn renamed(&self, known: &BTreeMap<String, u32>, letter: char, id: &str) -> String {
        if !self.press {
            return id.to_owned();
        }
        format!("{letter}-{}", known.get(id).copied().unwrap_or(0))
    }

    /// A transaction. Its id holds whatever a file has for one, be it a name: then it is another in every profile.
    pub fn transaction(&self, id: &str) -> String {
        match self.transactions.get(id) {
            Some(number) => format!("T-{number}"),
            None => self.renamed(&self.transactions, 'T', id),
        }
    }

    /// A finding or a lead; likewise.
    pub fn finding(&self, id: &str) -> String {
        match self.findings.get(id) {
            Some(number) => format!("N-{number}"),
            None => self.renamed(&self.findings, 'N', id),
        }
    }

    /// A trace.
    pub fn trace(&self, name: &str) -> String {
        self.renamed(&self.traces, 'R', name)
    }

    /// A claim, which mostly bears the name of a possible victim: only what the judge and all parties read keeps it.
    pub fn claim(&self, name: &str) -> String {
        if self.keeps_claims {
            return name.to_owned();
        }
        format!("C-{}", self.claims.get(name).copied().unwrap_or(0))
    }

    /// The number of a file.
    pub fn file(&self, id: SourceId) -> u32 {
        self.sources.get(&id.to_string()).copied().unwrap_or(0)
    }

    /// A file.
    pub fn source(&self, id: SourceId) -> SourceId {
        if !self.press {
            return id;
        }
        // Twelve digits of a number are always an id.
        format!("{:012}", self.file(id)).parse().unwrap_or(SourceId::from_sha256(&[0; 32]))
    }
}
