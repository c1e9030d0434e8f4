//! Which accounts are held by one person or organisation, as people said it.
//!
//! ```text
//! merge ─► one line of the journal ─► Holders: accounts of one holder, however many merges lead from one to the other
//! undo ──► another line, which takes that merge back, and nothing else
//! ```
//!
//! A merge is an assertion: somebody signs it, on a source and for a reason. The program merges nothing by itself, least of all on a name
//! alone. Nothing of it is kept beside the journal: what holds is worked out from the lines each time, so that
//! a case in which a merge was made and undone is the case in which nobody made it.
//!
//! Other relations (a joint account, a proxy, an owner of a company) are said in the same way and join nothing: a victim's wages that go to an
//! account which she "also" holds are not a transfer to herself.

mod one_each;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountId;
use serde::{Deserialize, Serialize};

use crate::four_eyes::{self, Signed, is_same_name};
use crate::journal::{Act, Line, hash_hex, read_journal};
use crate::{Case, Ledger, LedgerError, categories};
pub use one_each::OneEach;

/// What accounts have to do with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// One person or organisation holds them all: transfers between them are internal.
    #[default]
    Holder,
    /// The holder of the first is one of several holders of the others.
    Joint,
    /// The holder of the first may act for the others.
    Proxy,
    /// The holder of the first owns the organisation that holds the others.
    Owner,
}

impl Relation {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Holder, Self::Joint, Self::Proxy, Self::Owner];

    /// Its word in the journal and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holder => "holder",
            Self::Joint => "joint",
            Self::Proxy => "proxy",
            Self::Owner => "owner",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.word() == word.trim())
    }
}

/// An assertion to be taken down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assertion {
    /// The accounts: two at least.
    pub accounts: Vec<String>,
    /// What they have to do with each other.
    pub relation: Relation,
    /// On what it rests.
    pub source: String,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// Who says so with them, where two have to.
    pub second: Option<String>,
    /// The rule of the case by which it was made, where it was one.
    pub rule: Option<String>,
}

/// A merge, or another relation, that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Its id: it derives from the line.
    pub id: String,
    /// The accounts. Of a merge in the order of their keys; else the first is the one whose holder is meant.
    pub accounts: Vec<AccountId>,
    /// What was said.
    pub assertion: Assertion,
    /// When, RFC 3339 in UTC.
    pub since: String,
    /// Its line in the journal.
    pub line: u64,
}

/// Why nothing was taken down.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// Something that every assertion has is empty.
    #[error("a merge needs {0}: nothing was taken down")]
    Missing(&'static str),
    /// One account is no relation.
    #[error("two accounts at least are merged, and {0} was named: nothing was taken down")]
    TooFew(usize),
    /// The case knows no such account.
    #[error(
        "{0}: no account of this case is called so; `filature sql CASE \"SELECT key FROM accounts\"` lists them. Nothing was taken down"
    )]
    NoAccount(AccountId),
    /// What the files say contradicts it.
    #[error(
        "{what}: a second person has to say so with {by}; name them as the second, or leave the accounts apart. Nothing was taken down"
    )]
    SecondNeeded {
        /// What contradicts.
        what: String,
        /// Who says so.
        by: String,
    },
    /// The second person is the first.
    #[error("the second person is {0} again: another one has to say so with them")]
    SecondIsTheFirst(String),
    /// It stands already.
    #[error("these accounts are one holder's already: nothing was taken down")]
    StandsAlready,
    /// Nothing with this id stands.
    #[error("{0}: no merge with this id stands; `filature merge CASE` lists those that do")]
    NotMerged(String),
    /// See there.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What holds of holders after all lines of a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    merges: Vec<Merge>,
    /// For each merged account the first of its holder's accounts.
    first: BTreeMap<AccountId, AccountId>,
}

impl Holders {
    /// Goes through the lines.
    ///
    /// ```
    /// use filature_ledger::holders::Holders;
    /// assert!(Holders::of(&[]).is_empty());
    /// ```
    pub fn of(lines: &[Line]) -> Self {
        let mut merges: Vec<Merge> = Vec::new();
        for line in lines {
            match &line.act {
                Act::HoldersMerged { merge, accounts, relation, source, reason, by, second, rule } => {
                    let assertion = Assertion {
                        accounts: accounts.clone(),
                        relation: *relation,
                        source: source.clone(),
                        reason: reason.clone(),
                        by: by.clone(),
                        second: second.clone(),
                        rule: rule.clone(),
                    };
                    merges.push(Merge {
                        id: merge.clone(),
                        accounts: accounts.iter().map(|account| AccountId::written(account)).collect(),
                        assertion,
                        since: line.at.clone(),
                        line: line.line,
                    });
                }
                Act::MergeUndone { merge, .. } => merges.retain(|known| known.id != *merge),
                _ => {}
            }
        }
        let first = joined(merges.iter().filter(|merge| merge.assertion.relation == Relation::Holder));
        Self { merges, first }
    }

    /// Whether nobody said anything that joins accounts.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// What stands, in the order in which it was said.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The account by which the holder of this one is known: the first in the order of keys of all that are theirs.
    pub fn first_of<'a>(&'a self, account: &'a AccountId) -> &'a AccountId {
        self.first.get(account).unwrap_or(account)
    }

    /// Whether both are of one holder.
    pub fn is_same(&self, one: &AccountId, other: &AccountId) -> bool {
        self.first_of(one) == self.first_of(other)
    }

    /// The accounts of each holder who has several, by the first of them.
    pub fn groups(&self) -> BTreeMap<&AccountId, Vec<&AccountId>> {
        let mut groups = BTreeMap::<&AccountId, Vec<&AccountId>>::new();
        for (account, first) in &self.first {
            groups.entry(first).or_default().push(account);
        }
        groups
    }

    /// All accounts of the holder of this one, itself among them.
    pub fn all_of(&self, account: &AccountId) -> BTreeSet<AccountId> {
        let Some(first) = self.first.get(account) else { return BTreeSet::from([account.clone()]) };
        self.first.iter().filter(|(_, of)| *of == first).map(|(account, _)| account.clone()).collect()
    }
}

/// For each account of a merge the first of all that hang together with it.
fn joined<'a>(merges: impl Iterator<Item = &'a Merge>) -> BTreeMap<AccountId, AccountId> {
    let mut groups: Vec<BTreeSet<AccountId>> = Vec::new();
    for merge in merges {
        let mut joined: BTreeSet<AccountId> = merge.accounts.iter().cloned().collect();
        groups.retain(|group| {
            let is_apart = group.is_disjoint(&joined);
            if !is_apart {
                joined.extend(group.iter().cloned());
            }
            is_apart
        });
        groups.push(joined);
    }
    let of_group = |group: BTreeSet<AccountId>| {
        let first = group.first().cloned();
        group.into_iter().filter_map(move |account| Some((account, first.clone()?)))
    };
    groups.into_iter().flat_map(of_group).collect()
}

/// What the files say of an account that a merge has to agree with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Days of birth.
    pub births: BTreeSet<jiff::civil::Date>,
}

/// What a ledger says of each of its accounts that a merge has to agree with.
pub fn known(ledger: &Ledger) -> BTreeMap<AccountId, Known> {
    let of_statements = ledger.statements.iter().map(|check| check.statement.account.clone());
    let moved = ledger.transactions.accounts.iter().cloned().chain(of_statements);
    let mut known: BTreeMap<AccountId, Known> = moved.map(|account| (account, Known::default())).collect();
    for account in &ledger.accounts {
        known.entry(account.id.clone()).or_default().births.extend(account.birth_on);
    }
    known
}

/// Takes down that accounts belong together. `known` is what the files say of each account of the case.
///
/// # Errors
/// [`MergeError`]; then nothing was taken down.
pub fn merge(case: &Case, said: &Assertion, known: &BTreeMap<AccountId, Known>) -> Result<Merge, MergeError> {
    merge_with(case, said, known, None)
}

/// The same with the second person's own reason, which a case may ask for ([`crate::four_eyes`]).
///
/// # Errors
/// As [`merge`].
pub fn merge_with(
    case: &Case,
    said: &Assertion,
    known: &BTreeMap<AccountId, Known>,
    second_reason: Option<&str>,
) -> Result<Merge, MergeError> {
    let (lines, head) = read_journal(&case.folder().join("journal.jsonl"))?;
    let said = allowed(&lines, said, known)?;
    let id = id_of(&head, &said);
    let Assertion { accounts, relation, source, reason, by, second, rule } = said;
    let signed = Signed { by: by.clone(), second: second.clone(), second_reason: None }.because(second_reason);
    let merged = Act::HoldersMerged { merge: id.clone(), accounts, relation, source, reason, by, second, rule };
    case.record_signed(&[merged], &signed)?;
    let stands = Holders::of(&case.journal()?);
    stands.merges.into_iter().find(|merge| merge.id == id).ok_or(MergeError::NotMerged(id))
}

/// Takes a merge back.
///
/// # Errors
/// [`MergeError`]; then nothing was taken down.
pub fn undo(case: &Case, id: &str, reason: &str, by: &str) -> Result<Merge, MergeError> {
    undo_with(case, id, reason, &Signed { by: by.to_owned(), ..Signed::default() })
}

/// The same, with a second person, whom a case may ask for ([`crate::four_eyes`]).
///
/// # Errors
/// As [`undo`].
pub fn undo_with(case: &Case, id: &str, reason: &str, signed: &Signed) -> Result<Merge, MergeError> {
    let by = &signed.by;
    let (reason, by) = (written(reason, "a reason")?, written(by, "the name of who says so")?);
    let stands = Holders::of(&case.journal()?);
    let merge =
        stands.merges.into_iter().find(|merge| merge.id == id).ok_or_else(|| MergeError::NotMerged(id.to_owned()))?;
    case.record_signed(&[Act::MergeUndone { merge: merge.id.clone(), reason, by }], signed)?;
    Ok(merge)
}

/// The id of an assertion that becomes the line behind `head`: one line has one.
fn id_of(head: &str, said: &Assertion) -> String {
    let text = format!("{head}\n{}\n{}\n", said.relation.word(), said.accounts.join("\n"));
    hash_hex(text.as_bytes()).chars().take(12).collect()
}

fn written(text: &str, what: &'static str) -> Result<String, MergeError> {
    match text.trim() {
        "" => Err(MergeError::Missing(what)),
        text => Ok(text.to_owned()),
    }
}

/// The assertion as it is taken down, if it may be.
fn allowed(lines: &[Line], said: &Assertion, known: &BTreeMap<AccountId, Known>) -> Result<Assertion, MergeError> {
    let accounts: Vec<AccountId> = said.accounts.iter().map(|account| AccountId::written(account)).collect();
    let each: BTreeSet<&AccountId> = accounts.iter().collect();
    if each.len() < 2 {
        return Err(MergeError::TooFew(each.len()));
    }
    if let Some(unknown) = accounts.iter().find(|account| !known.contains_key(account)) {
        return Err(MergeError::NoAccount(unknown.clone()));
    }
    // Of other relations the first account is the one whose holder is meant.
    let in_order: Vec<&AccountId> = match said.relation {
        Relation::Holder => each.into_iter().collect(),
        _ => accounts.iter().collect(),
    };
    let asserted = Assertion {
        accounts: in_order.iter().map(|account| account.as_str().to_owned()).collect(),
        relation: said.relation,
        source: written(&said.source, "a source")?,
        reason: written(&said.reason, "a reason")?,
        by: written(&said.by, "the name of who says so")?,
        second: four_eyes::written(said.second.as_deref()),
        rule: said.rule.clone(),
    };
    if let Some(second) = asserted.second.as_ref().filter(|second| is_same_name(second, &asserted.by)) {
        return Err(MergeError::SecondIsTheFirst(second.clone()));
    }
    if asserted.relation == Relation::Holder {
        let holders = Holders::of(lines);
        if in_order.windows(2).all(|pair| holders.is_same(pair[0], pair[1])) {
            return Err(MergeError::StandsAlready);
        }
        let all: BTreeSet<AccountId> = in_order.iter().flat_map(|account| holders.all_of(account)).collect();
        if let (None, Some(what)) = (&asserted.second, contradiction(lines, &all, known)) {
            return Err(MergeError::SecondNeeded { what, by: asserted.by });
        }
    }
    Ok(asserted)
}

/// What speaks against that all these accounts are one holder's.
fn contradiction(lines: &[Line], accounts: &BTreeSet<AccountId>, known: &BTreeMap<AccountId, Known>) -> Option<String> {
    let births: BTreeSet<_> =
        accounts.iter().filter_map(|account| known.get(account)).flat_map(|known| &known.births).collect();
    if births.len() > 1 {
        return Some(format!("the files give their holders {} days of birth", births.len()));
    }
    let decided = categories::current(lines);
    let categories: BTreeSet<&str> = accounts
        .iter()
        .filter_map(|account| decided.get(account))
        .map(|known| known.decision.category.word())
        .collect();
    let is_victim = categories.contains(categories::Category::Victim.word());
    (is_victim && categories.len() > 1)
        .then(|| "one of them is a victim's, and the holder of another was put in another category".to_owned())
}
