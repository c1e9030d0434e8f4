//! What may be shown: everything that rests on a source which is not evidence is taken out here.
//!
//! In doubt, out. A transaction that one source of intelligence also shows, a finding whose row nobody can
//! name, a problem whose words quote a file that may not be named: each is left out and counted. A holder's
//! name that only a restricted file may have given is dropped, since an account does not say who named it.

mod activity;
mod leads;
mod shield;
mod subjects;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Entry, Finding, Footing, Problem, Source, SourceId, StatementCheck, Trace};
use sha2::{Digest, Sha256};

use crate::choice;
use crate::people::People;
use crate::redact::{self, Redacted};
use crate::{Content, Counts, named};
use shield::Shield;

/// The content that may be rendered, and how much was left out.
#[derive(Debug)]
pub struct Selected {
    /// Only what rests on evidence.
    pub content: Content,
    /// What was left out.
    pub left_out: LeftOut,
    /// What was redacted for who is to read it.
    pub redacted: Redacted,
    /// Whose accounts belong together.
    pub people: People,
}

/// Counts of what was left out, and nothing else of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Files.
    pub sources: u64,
    /// Entries of those files.
    pub entries: u64,
    /// Statements.
    pub statements: u64,
    /// Problems.
    pub problems: u64,
    /// Findings that rest on such files.
    pub findings: u64,
    /// Traces that rest on such files.
    pub traces: u64,
    /// Leads that rest on such files.
    pub leads: u64,
    /// Findings, traces and leads of which a row could not be named.
    pub without_rows: u64,
    /// What was withheld to protect a person.
    pub protected: Counts,
}

impl LeftOut {
    /// Whether nothing was.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Takes out what may not be shown.
pub fn select(content: &Content) -> Selected {
    let content = &*choice::without(content);
    let screen = Screen::new(content);
    let mut left_out = LeftOut { protected: content.rights.withheld.counts, ..LeftOut::default() };
    left_out.protected.rows += screen.shield.rows();
    let mut kept = Content { sources: Vec::new(), ..content.clone() };
    for source in &content.sources {
        if source.use_.may_be_rendered() && screen.shield.hides_source(source.id) {
            left_out.protected.sources += 1;
        } else if source.use_.may_be_rendered() {
            kept.sources.push(source.clone());
        } else {
            left_out.sources += 1;
            left_out.entries += content.source_entries.get(&source.id).copied().unwrap_or(0);
        }
    }
    kept.sources.sort_by_key(|source| source.id);
    kept.sources.dedup_by_key(|source| source.id);
    let may_count = |id: &SourceId| screen.usable.contains(id) && !screen.shield.hides_source(*id);
    if !kept.engine_manifest.is_empty() {
        kept.engine_manifest = fingerprint(&kept.sources);
    }
    kept.source_entries.retain(|id, _| may_count(id));
    kept.source_problems.retain(|id, _| may_count(id));
    kept.statements =
        keep(&content.statements, |check| screen.usable.contains(&check.source), &mut left_out.statements);
    kept.statements =
        keep(&kept.statements, |check| !screen.shield.hides_statement(check), &mut left_out.protected.statements);
    kept.statements.iter_mut().for_each(|check| screen.trim_statement(check));
    kept.problems = keep(&content.problems, |problem| screen.may_show_problem(problem), &mut left_out.problems);
    kept.problems =
        keep(&kept.problems, |problem| !screen.shield.hides_problem(problem), &mut left_out.protected.problems);
    kept.findings.cut.retain(|cut| !cut.pattern().is_some_and(|pattern| screen.names_restricted(pattern)));
    kept.findings.findings.clear();
    for finding in &content.findings.findings {
        match screen.judge_finding(finding) {
            Verdict::Shown => kept.findings.findings.push(finding.clone()),
            Verdict::Restricted => left_out.findings += 1,
            Verdict::Withheld => left_out.protected.findings += 1,
            Verdict::NoRow => left_out.without_rows += 1,
        }
    }
    kept.traces.clear();
    for (name, trace) in &content.traces {
        match screen.judge_trace(name, trace) {
            Verdict::Shown => kept.traces.push((name.clone(), trace.clone())),
            Verdict::Restricted => left_out.traces += 1,
            Verdict::Withheld => left_out.protected.traces += 1,
            Verdict::NoRow => left_out.without_rows += 1,
        }
    }
    leads::keep(&screen, content, &mut kept, &mut left_out);
    activity::keep(&screen, content, &mut kept);
    subjects::keep(&screen, &mut kept);
    let manifest = kept.manifest.take();
    kept.manifest = manifest.map(|manifest| manifest.of_what_is_shown(&kept.sources, &kept.traces));
    let relied_on = relied_on(&kept);
    kept.entries.retain(|id, _| relied_on.contains(id));
    kept.accounts.retain(|account| !screen.shield.hides_account(account.id.as_str()));
    kept.places.retain(|id, _| kept.entries.contains_key(id));
    kept.accounts.iter_mut().for_each(|account| {
        account.holder = account.holder.take().filter(|holder| screen.may_name(account.id.as_str(), holder));
        screen.shield.strip(account);
    });
    redact::rows::hide(&mut kept, screen.shield.files());
    // Whose accounts belong together is known by names, and two people can have the same initials: it is decided before.
    let mut people = People::new(&kept);
    let redacted = redact::redact(&mut kept, &mut people);
    Selected { content: kept, left_out, redacted, people }
}

/// SHA-256 of the list of the files that are shown: that of all would let whoever has a file try whether it is in the case.
fn fingerprint(sources: &[Source]) -> String {
    let hashes: BTreeSet<&str> = sources.iter().map(|source| source.sha256.as_str()).collect();
    let mut hash = Sha256::new();
    hashes.into_iter().for_each(|sha256| hash.update(format!("{sha256}\n")));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn keep<T: Clone>(all: &[T], may_show: impl Fn(&T) -> bool, left_out: &mut u64) -> Vec<T> {
    let kept: Vec<T> = all.iter().filter(|item| may_show(item)).cloned().collect();
    *left_out += u64::try_from(all.len() - kept.len()).unwrap_or(u64::MAX);
    kept
}

fn relied_on(content: &Content) -> BTreeSet<String> {
    let named: BTreeSet<&str> = content.leads.iter().flat_map(leads::named).collect();
    let of_leads = content.lead_findings.iter().filter(|finding| named.contains(finding.id.as_str()));
    let findings = content.findings.findings.iter().chain(of_leads);
    let of_findings = findings.flat_map(|finding| finding.transactions.iter().cloned());
    let of_traces = content.traces.iter().flat_map(|(_, trace)| trace.transactions().into_iter().map(str::to_owned));
    let of_accounts = content.activity.movements.iter().map(|movement| movement.id.clone());
    let of_subjects = content.subjects.iter().flat_map(|subject| subject.ids.iter().cloned());
    of_findings.chain(of_traces).chain(of_accounts).chain(of_subjects).collect()
}

enum Verdict {
    Shown,
    Restricted,
    /// It would show what a protected person does.
    Withheld,
    NoRow,
}

/// What is known about the sources that decides whether something may be shown.
struct Screen<'a> {
    usable: BTreeSet<SourceId>,
    entries: &'a BTreeMap<String, Vec<(SourceId, Entry)>>,
    /// Ids, hashes, names and exhibit references of files that may not be named.
    restricted_terms: Vec<&'a str>,
    /// Their exhibit references and names, however short: what is nothing else is not shown either.
    restricted_names: BTreeSet<&'a str>,
    /// Accounts that only restricted files name, as far as the content tells.
    restricted_accounts: BTreeSet<&'a str>,
    /// Accounts of which a restricted statement exists: nothing is said of how their statements connect.
    shadowed_accounts: BTreeSet<&'a str>,
    /// Names that evidence gives to an account.
    evidenced_names: BTreeSet<(&'a str, &'a str)>,
    ids: Vec<String>,
    /// What is withheld to protect people.
    shield: Shield<'a>,
}

impl<'a> Screen<'a> {
    fn new(content: &'a Content) -> Self {
        let shield = Shield::new(content);
        let restricted: BTreeSet<SourceId> =
            content.sources.iter().filter(|source| !source.use_.may_be_rendered()).map(|source| source.id).collect();
        let usable: BTreeSet<SourceId> =
            content.sources.iter().map(|source| source.id).filter(|id| !restricted.contains(id)).collect();
        let mut screen = Self {
            entries: &content.entries,
            restricted_terms: restricted_terms(content),
            restricted_names: restricted_names(content),
            restricted_accounts: BTreeSet::new(),
            shadowed_accounts: BTreeSet::new(),
            evidenced_names: BTreeSet::new(),
            ids: restricted.iter().map(ToString::to_string).collect(),
            usable,
            shield,
        };
        screen.read_accounts(content);
        screen
    }

    fn read_accounts(&mut self, content: &'a Content) {
        let mut evidenced = BTreeSet::new();
        for check in &content.statements {
            let account = check.statement.account.as_str();
            if self.usable.contains(&check.source) {
                evidenced.insert(account);
                self.evidenced_names.extend(check.statement.holder.as_deref().map(|holder| (account, holder)));
            } else {
                self.restricted_accounts.insert(account);
                self.shadowed_accounts.insert(account);
            }
        }
        for (source, entry) in content.entries.values().flatten() {
            for party in [&entry.debtor, &entry.creditor] {
                let Some(account) = &party.account else { continue };
                if self.usable.contains(source) {
                    evidenced.insert(account.as_str());
                    self.evidenced_names.extend(party.name.as_deref().map(|name| (account.as_str(), name)));
                } else {
                    self.restricted_accounts.insert(account.as_str());
                }
            }
        }
        self.restricted_accounts.retain(|account| !evidenced.contains(account));
    }

    fn names_restricted(&self, text: &str) -> bool {
        self.restricted_terms.iter().any(|term| text.contains(term)) || self.ids.iter().any(|id| text.contains(id))
    }

    /// Whether a text is the reference or the name of a file that may not be named, and of no other.
    fn is_restricted_name(&self, text: &str) -> bool {
        self.restricted_names.contains(text.trim())
    }

    fn may_name(&self, account: &str, holder: &str) -> bool {
        self.ids.is_empty() || self.evidenced_names.contains(&(account, holder))
    }

    fn may_show_problem(&self, problem: &Problem) -> bool {
        self.usable.contains(&problem.source)
            && !self.names_restricted(&problem.found)
            && !self.names_restricted(&problem.expected)
            && !self.restricted_accounts.iter().any(|account| problem.found.contains(account))
    }

    fn trim_statement(&self, check: &mut StatementCheck) {
        let may_name = |source: SourceId| self.usable.contains(&source) && !self.shield.hides_source(source);
        check.overlaps.retain(|overlap| may_name(overlap.with));
        let account = check.statement.account.as_str();
        if self.shadowed_accounts.contains(account) {
            // The neighbour may be the restricted one: its balance or its days would show through.
            check.gap_before = None;
            check.chain_off_minor = None;
        }
        if let Footing::Off { first, .. } = &mut check.footing {
            *first = first.filter(|entry| self.usable.contains(&entry.source));
        }
    }

    /// Whether the transactions have rows, all of them in evidence.
    fn judge_transactions<'b>(&self, transactions: impl Iterator<Item = &'b str>) -> Verdict {
        let mut verdict = Verdict::Shown;
        for id in transactions {
            match self.entries.get(id).map(Vec::as_slice) {
                _ if self.shield.hides_transaction(id) => return Verdict::Withheld,
                None | Some([]) if self.names_restricted(id) => return Verdict::Restricted,
                None | Some([]) => verdict = Verdict::NoRow,
                Some(rows) if rows.iter().any(|(source, _)| !self.usable.contains(source)) => {
                    return Verdict::Restricted;
                }
                Some(_) if self.names_restricted(id) => return Verdict::Restricted,
                Some(_) => {}
            }
        }
        verdict
    }

    /// Whether anything that a finding says is of a file that may not be named.
    fn is_restricted(&self, finding: &Finding) -> bool {
        let reasons = finding.why.values().any(|reason| match reason {
            filature_model::Reason::Text(text) => self.names_restricted(text),
            filature_model::Reason::Number(_) => false,
        });
        let members = finding.accounts.iter().any(|member| self.restricted_accounts.contains(member.account.as_str()));
        finding.use_ != "evidence" || reasons || members || self.names_restricted(&finding.source)
    }

    /// Whether anything that a finding says would show what a protected person does.
    fn is_withheld(&self, finding: &Finding) -> bool {
        let reasons = finding.why.values().any(|reason| match reason {
            filature_model::Reason::Text(text) => self.shield.hides_text(text),
            filature_model::Reason::Number(_) => false,
        });
        let shield = &self.shield;
        reasons
            || finding.accounts.iter().any(|member| shield.hides_account(&member.account))
            || finding.transactions.iter().any(|id| shield.hides_transaction(id))
    }

    fn judge_finding(&self, finding: &Finding) -> Verdict {
        if self.is_restricted(finding) {
            return Verdict::Restricted;
        }
        if self.is_withheld(finding) {
            return Verdict::Withheld;
        }
        if finding.transactions.is_empty() {
            return Verdict::NoRow;
        }
        self.judge_transactions(finding.transactions.iter().map(String::as_str))
    }

    fn judge_trace(&self, name: &str, trace: &Trace) -> Verdict {
        let accounts = named::accounts(trace);
        if trace.use_ != "evidence"
            || self.names_restricted(name)
            || named::texts(trace).into_iter().chain(accounts.iter().copied()).any(|text| self.names_restricted(text))
            || accounts.iter().any(|account| self.restricted_accounts.contains(account))
        {
            return Verdict::Restricted;
        }
        if self.shield.hides_trace(name, trace) {
            return Verdict::Withheld;
        }
        if trace.claims.iter().any(|claim| claim.transactions.is_empty()) {
            return Verdict::NoRow;
        }
        self.judge_transactions(trace.transactions().into_iter())
    }
}

/// What names a file that may not be named; a name or reference that a usable file shares gives nothing away.
fn restricted_terms(content: &Content) -> Vec<&str> {
    let (usable, restricted): (Vec<_>, Vec<_>) =
        content.sources.iter().partition(|source| source.use_.may_be_rendered());
    let shared =
        |term: &&str| usable.iter().any(|source| source.name == *term || source.exhibit.as_deref() == Some(*term));
    let mut terms: Vec<&str> = restricted
        .iter()
        .flat_map(|source| [Some(source.sha256.as_str()), Some(source.name.as_str()), source.exhibit.as_deref()])
        .flatten()
        .filter(|term| term.chars().count() >= 4 && !shared(term))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Exhibit references and names of files that may not be named, and that no usable file has.
fn restricted_names(content: &Content) -> BTreeSet<&str> {
    let names = |usable: bool| {
        let of_use = content.sources.iter().filter(move |source| source.use_.may_be_rendered() == usable);
        of_use.flat_map(|source| [Some(source.name.trim()), source.exhibit.as_deref().map(str::trim)]).flatten()
    };
    let usable: BTreeSet<&str> = names(true).collect();
    names(false).filter(|name| !usable.contains(name)).collect()
}
