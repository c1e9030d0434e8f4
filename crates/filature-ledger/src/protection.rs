//! Whom a case protects from a day on, as people decided it.
//!
//! ```text
//! protect ─► one line of the journal ─► current: for each account, the day from which nothing of it is shown
//! lift ────► another line, on the word of two people
//! ```
//!
//! What a protected person does from that day on, where, with whom, and the rows that show it, appear in no document that leaves the
//! case ([`crate::withheld`] takes them out); only in a sealed annex made by a command of its own. One person is enough to protect
//! somebody; to take it back, or to let it begin later, takes two, since what was once shown cannot be called back.
//!
//! A person is known by the keys of accounts. Accounts that are named together in one act are those of one person; other accounts
//! of the same person are for whoever leads the case to name.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountId;
use jiff::civil::Date;

use crate::four_eyes::{Signed, is_same_name};
use crate::holders::Holders;
use crate::journal::{Act, Line};
use crate::{Case, LedgerError};

/// A protection to be taken down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protect {
    /// The accounts by which the person is known: one at least.
    pub accounts: Vec<String>,
    /// The first day that is shown nowhere, `YYYY-MM-DD`.
    pub from: String,
    /// On what it rests.
    pub source: String,
    /// Why.
    pub reason: String,
    /// Who decides.
    pub by: String,
}

/// A protection to be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lift {
    /// The accounts that are no longer protected.
    pub accounts: Vec<String>,
    /// On what it rests.
    pub source: String,
    /// Why.
    pub reason: String,
    /// Who decides.
    pub by: String,
    /// Who decides with them.
    pub second: String,
}

/// A protection that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protected {
    /// The first day that is shown nowhere: the earliest that anybody decided since the last lifting.
    pub from: Date,
    /// The line of the journal that says so.
    pub line: u64,
    /// When that was taken down, RFC 3339 in UTC.
    pub since: String,
    /// On what it rests.
    pub source: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
}

/// Why nothing was taken down.
#[derive(Debug, thiserror::Error)]
pub enum ProtectionError {
    /// Something that every decision has is empty.
    #[error("a decision on protection needs {0}: nothing was taken down")]
    Missing(&'static str),
    /// It is no day.
    #[error("{0:?} is no day: YYYY-MM-DD was expected, as in 2024-05-02; nothing was taken down")]
    NoDay(String),
    /// The account is not protected.
    #[error("{0} is not protected, so nothing can be taken back; `filature category CASE` shows who is")]
    NotProtected(String),
    /// One person cannot take it back alone.
    #[error("to take a protection back, a second person has to decide with {0}; name them by --second NAME")]
    SecondNeeded(String),
    /// The second person is the first.
    #[error("the second person is {0} again: another one has to decide with them")]
    SecondIsTheFirst(String),
    /// See there.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What holds now, by account.
pub fn current(lines: &[Line]) -> BTreeMap<AccountId, Protected> {
    let mut known: BTreeMap<AccountId, Protected> = BTreeMap::new();
    for line in lines {
        match &line.act {
            Act::PersonProtected { accounts, from, source, reason, by } => {
                // A day that cannot be read protects from the beginning: in doubt, more is withheld.
                let from = from.parse().unwrap_or(Date::MIN);
                for account in accounts.iter().map(|account| AccountId::written(account)) {
                    if known.get(&account).is_none_or(|before| from < before.from) {
                        let (source, reason, by) = (source.clone(), reason.clone(), by.clone());
                        let made = Protected { from, line: line.line, since: line.at.clone(), source, reason, by };
                        known.insert(account, made);
                    }
                }
            }
            Act::ProtectionLifted { accounts, .. } => {
                for account in accounts {
                    known.remove(&AccountId::written(account));
                }
            }
            _ => {}
        }
    }
    known
}

/// The day from which each account is protected; accounts that somebody said are one holder's ([`crate::holders`]) from the earliest of
/// theirs.
pub fn days(lines: &[Line]) -> BTreeMap<AccountId, Date> {
    let holders = Holders::of(lines);
    let mut days: BTreeMap<AccountId, Date> = BTreeMap::new();
    for (account, known) in current(lines) {
        for theirs in holders.all_of(&account) {
            let day = days.entry(theirs).or_insert(known.from);
            *day = known.from.min(*day);
        }
    }
    days
}

/// All accounts that stand with this one in an act or a merge, directly or by way of others: those of one person.
pub fn of_one_person(lines: &[Line], account: &AccountId) -> BTreeSet<AccountId> {
    let mut person = BTreeSet::from([account.clone()]);
    let merged = Holders::of(lines);
    let merged = merged.groups().into_values().map(|accounts| accounts.into_iter().cloned().collect());
    let groups: Vec<BTreeSet<AccountId>> = lines
        .iter()
        .filter_map(|line| match &line.act {
            Act::PersonProtected { accounts, .. } => {
                Some(accounts.iter().map(|account| AccountId::written(account)).collect())
            }
            _ => None,
        })
        .chain(merged)
        .collect();
    loop {
        let before = person.len();
        for group in &groups {
            if !group.is_disjoint(&person) {
                person.extend(group.iter().cloned());
            }
        }
        if person.len() == before {
            return person;
        }
    }
}

/// Takes down that a person is protected.
///
/// # Errors
/// [`ProtectionError`]: an account, the day, the source, the reason or the name is missing. Nothing is taken down then.
pub fn protect(case: &Case, decision: &Protect) -> Result<(), ProtectionError> {
    protect_with(case, decision, &Signed::default())
}

/// The same, with a second person, whom a case may ask for ([`crate::four_eyes`]).
///
/// # Errors
/// As [`protect`].
pub fn protect_with(case: &Case, decision: &Protect, signed: &Signed) -> Result<(), ProtectionError> {
    let accounts = accounts(&decision.accounts)?;
    let from = decision.from.trim();
    let from: Date = from.parse().map_err(|_| ProtectionError::NoDay(from.to_owned()))?;
    let act = Act::PersonProtected {
        accounts,
        from: from.to_string(),
        source: written(&decision.source, "a source")?,
        reason: written(&decision.reason, "a reason")?,
        by: written(&decision.by, "the name of who decides")?,
    };
    Ok(case.record_signed(&[act], signed)?)
}

/// Takes a protection back.
///
/// # Errors
/// [`ProtectionError`]: something is missing, an account is not protected, or no second person decides.
pub fn lift(case: &Case, decision: &Lift) -> Result<(), ProtectionError> {
    let accounts = accounts(&decision.accounts)?;
    let known = current(&case.journal()?);
    if let Some(stranger) = accounts.iter().find(|account| !known.contains_key(&AccountId::written(account))) {
        return Err(ProtectionError::NotProtected(stranger.clone()));
    }
    let by = written(&decision.by, "the name of who decides")?;
    let second = decision.second.trim();
    if second.is_empty() {
        return Err(ProtectionError::SecondNeeded(by));
    }
    if is_same_name(second, &by) {
        return Err(ProtectionError::SecondIsTheFirst(second.to_owned()));
    }
    let act = Act::ProtectionLifted {
        accounts,
        source: written(&decision.source, "a source")?,
        reason: written(&decision.reason, "a reason")?,
        by,
        second: second.to_owned(),
    };
    Ok(case.record(&[act])?)
}

fn accounts(given: &[String]) -> Result<Vec<String>, ProtectionError> {
    let accounts: BTreeSet<AccountId> = given.iter().map(|account| AccountId::written(account)).collect();
    if accounts.is_empty() || accounts.iter().any(|account| account.as_str().is_empty()) {
        return Err(ProtectionError::Missing("an account"));
    }
    Ok(accounts.iter().map(|account| account.as_str().to_owned()).collect())
}

fn written(text: &str, what: &'static str) -> Result<String, ProtectionError> {
    match text.trim() {
        "" => Err(ProtectionError::Missing(what)),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new_case() -> (tempfile::TempDir, Case) {
        let folder = tempfile::tempdir().unwrap();
        let (case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
        (folder, case)
    }

    fn protection(accounts: &[&str], from: &str) -> Protect {
        let accounts = accounts.iter().map(|account| (*account).to_owned()).collect();
        let (source, reason, by) = ("PV 3".to_owned(), "moved away".to_owned(), "Ada".to_owned());
        Protect { accounts, from: from.to_owned(), source, reason, by }
    }

    fn lifting(account: &str, second: &str) -> Lift {
        let (source, reason, by) = ("PV 4".to_owned(), "asked for".to_owned(), "Ada".to_owned());
        Lift { accounts: vec![account.to_owned()], source, reason, by, second: second.to_owned() }
    }

    #[test]
    fn one_person_protects_and_two_take_it_back() {
        let (_folder, case) = new_case();
        protect(&case, &protection(&["A", "B"], "2024-05-02")).unwrap();
        assert!(matches!(lift(&case, &lifting("A", " ")), Err(ProtectionError::SecondNeeded(_))));
        assert!(matches!(lift(&case, &lifting("A", " ADA ")), Err(ProtectionError::SecondIsTheFirst(_))));
        assert!(matches!(lift(&case, &lifting("C", "Bo")), Err(ProtectionError::NotProtected(_))));
        assert_eq!(days(&case.journal().unwrap()).len(), 2, "what was refused changed nothing");
        lift(&case, &lifting("A", "Bo")).unwrap();
        let days = days(&case.journal().unwrap());
        assert_eq!(days.keys().map(|account| account.as_str()).collect::<Vec<_>>(), ["B"]);
    }

    #[test]
    fn the_earliest_day_holds_until_it_is_lifted() {
        let (_folder, case) = new_case();
        let day = |case: &Case| days(&case.journal().unwrap()).get(&AccountId::written("A")).map(ToString::to_string);
        for (from, holds) in [("2024-05-02", "2024-05-02"), ("2024-06-01", "2024-05-02"), ("2024-04-01", "2024-04-01")]
        {
            protect(&case, &protection(&["A"], from)).unwrap();
            assert_eq!(day(&case).as_deref(), Some(holds));
        }
        lift(&case, &lifting("A", "Bo")).unwrap();
        assert_eq!(day(&case), None);
        protect(&case, &protection(&["A"], "2024-06-01")).unwrap();
        assert_eq!(day(&case).as_deref(), Some("2024-06-01"));
    }

    #[test]
    fn half_a_decision_is_none() {
        let (_folder, case) = new_case();
        let whole = protection(&["A"], "2024-05-02");
        let lacking = [
            Protect { accounts: Vec::new(), ..whole.clone() },
            Protect { accounts: vec![" ".to_owned()], ..whole.clone() },
            Protect { from: "2 May".to_owned(), ..whole.clone() },
            Protect { source: String::new(), ..whole.clone() },
            Protect { reason: " ".to_owned(), ..whole.clone() },
            Protect { by: String::new(), ..whole },
        ];
        for decision in lacking {
            assert!(protect(&case, &decision).is_err(), "{decision:?}");
        }
        assert_eq!(current(&case.journal().unwrap()), BTreeMap::new());
    }

    #[test]
    fn accounts_named_together_are_one_person() {
        let (_folder, case) = new_case();
        for accounts in [&["A", "B"][..], &["C"], &["B", "D"]] {
            protect(&case, &protection(accounts, "2024-05-02")).unwrap();
        }
        let person = of_one_person(&case.journal().unwrap(), &AccountId::written("D"));
        assert_eq!(person.iter().map(AccountId::as_str).collect::<Vec<_>>(), ["A", "B", "D"]);
    }
}
