//! Which part a person has in a case: suspect, victim or another, as a person decided it.
//!
//! ```text
//! set ─► rules ─► one line of the journal ─┬► current: the last decision on each account
//!                                          └► history: all of them, in their order
//! ```
//!
//! Directive (EU) 2016/680, article 6, asks that data of suspects, convicted persons, victims and others be told apart. Nothing of
//! the program decides that, and nobody has a category until somebody decides: then it is *undetermined*. A decision has a
//! source, a reason and the name of who takes it, and is taken back by a later one, never by changing a line.
//!
//! Who was once taken for a victim becomes a suspect only on the word of two people: victims of trafficking are made to open
//! accounts and to carry money, and the records look alike. A step by way of another category changes nothing in that.
//!
//! These are the only names in the journal: those of the officers who decide, because who decides signs. The person concerned
//! stands in it by the key of an account.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountId;
use serde::{Deserialize, Serialize};

use crate::four_eyes::{self, Signed, is_same_name};
use crate::holders::Holders;
use crate::journal::{Act, Line, read_journal};
use crate::{Case, LedgerError};

/// The part that a person has in a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// There are serious grounds to believe that the person committed an offence or is about to.
    Suspect,
    /// Convicted of an offence.
    Convicted,
    /// Victim, or possible victim.
    Victim,
    /// Witness, or another person who can give information.
    Witness,
    /// Nobody decided, or the decision was taken back.
    #[default]
    Undetermined,
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Suspect, Self::Convicted, Self::Victim, Self::Witness, Self::Undetermined];

    /// The word in the journal.
    ///
    /// ```
    /// use filature_ledger::categories::Category;
    /// assert_eq!(Category::Victim.word(), "victim");
    /// assert_eq!(Category::from_word(" Victim "), Some(Category::Victim));
    /// assert_eq!(Category::from_word("guilty"), None);
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Suspect => "suspect",
            Self::Convicted => "convicted",
            Self::Victim => "victim",
            Self::Witness => "witness",
            Self::Undetermined => "undetermined",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|category| category.word() == word)
    }

    fn accuses(self) -> bool {
        matches!(self, Self::Suspect | Self::Convicted)
    }
}

/// A decision to be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The account by which the person is known.
    pub account: String,
    /// The category.
    pub category: Category,
    /// On what it rests: an exhibit, a judgment, a source of the case.
    pub source: String,
    /// Why.
    pub reason: String,
    /// Who decides.
    pub by: String,
    /// Who decides with them, where two have to.
    pub second: Option<String>,
}

/// A decision that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// When, RFC 3339 in UTC.
    pub since: String,
    /// Its line in the journal.
    pub line: u64,
    /// What was decided.
    pub decision: Decision,
}

/// Why a decision was not taken down.
#[derive(Debug, thiserror::Error)]
pub enum CategoryError {
    /// Something that every decision has is empty.
    #[error("a decision on a category needs {0}: nothing was taken down")]
    Missing(&'static str),
    /// One person cannot decide this alone.
    #[error(
        "{account} was taken for a victim: to make a suspect or convicted person of them, a second person has to decide \
         with {by}; name them by --second NAME"
    )]
    SecondNeeded {
        /// The account.
        account: String,
        /// Who decides.
        by: String,
    },
    /// The second person is the first.
    #[error("the second person is {0} again: another one has to decide with them")]
    SecondIsTheFirst(String),
    /// See there.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// What holds now: of each account on which somebody decided, the last decision. An account that is not here is
/// undetermined.
pub fn current(lines: &[Line]) -> BTreeMap<AccountId, Decided> {
    lines.iter().filter_map(decided).map(|known| (AccountId::written(&known.decision.account), known)).collect()
}

/// Keys of the accounts whose holders are victims or possible victims now: no result has them on another side. An account on which nobody
/// decided is a victim's where somebody said that its holder is that of a victim's account ([`crate::holders`]).
pub fn victims(lines: &[Line]) -> BTreeSet<String> {
    let (decided, holders) = (current(lines), Holders::of(lines));
    let is_victims = |known: &Decided| known.decision.category == Category::Victim;
    let of_victims = decided.iter().filter(|(_, known)| is_victims(known)).map(|(account, _)| account);
    let nobody_decided = |account: &AccountId| {
        decided.get(account).is_none_or(|known| is_victims(known) || known.decision.category == Category::Undetermined)
    };
    let all = of_victims.flat_map(|account| holders.all_of(account)).filter(nobody_decided);
    all.map(|account| account.as_str().to_owned()).collect()
}

/// All decisions on an account, in their order.
pub fn history(lines: &[Line], account: &AccountId) -> Vec<Decided> {
    let of_account = |known: &Decided| AccountId::written(&known.decision.account) == *account;
    lines.iter().filter_map(decided).filter(of_account).collect()
}

fn decided(line: &Line) -> Option<Decided> {
    let Act::CategorySet { account, category, source, reason, by, second } = &line.act else { return None };
    let decision = Decision {
        account: account.clone(),
        category: *category,
        source: source.clone(),
        reason: reason.clone(),
        by: by.clone(),
        second: second.clone(),
    };
    Some(Decided { since: line.at.clone(), line: line.line, decision })
}

/// Takes down a decision in the journal of a case.
///
/// [`Category::Undetermined`] takes back the one before; the line of that one stays.
///
/// # Errors
/// [`CategoryError`]: the account, the source, the reason or a name is empty; a second person is needed, or is the first
/// again; the journal does not hold together. Nothing is taken down then.
pub fn set(case: &Case, decision: &Decision) -> Result<(), CategoryError> {
    set_with(case, decision, None)
}

/// The same with the second person's own reason, which a case may ask for ([`crate::four_eyes`]).
///
/// # Errors
/// As [`set`].
pub fn set_with(case: &Case, decision: &Decision, second_reason: Option<&str>) -> Result<(), CategoryError> {
    let (lines, _) = read_journal(&case.folder().join("journal.jsonl"))?;
    let decision = allowed(&lines, decision)?;
    let Decision { account, category, source, reason, by, second } = decision;
    let signed = Signed { by: by.clone(), second: second.clone(), second_reason: None }.because(second_reason);
    Ok(case.record_signed(&[Act::CategorySet { account, category, source, reason, by, second }], &signed)?)
}

/// The decision as it is taken down, if it may be.
fn allowed(lines: &[Line], decision: &Decision) -> Result<Decision, CategoryError> {
    let account = AccountId::written(&decision.account);
    let written = |text: &str, what| match text.trim() {
        "" => Err(CategoryError::Missing(what)),
        text => Ok(text.to_owned()),
    };
    let decision = Decision {
        account: written(account.as_str(), "an account")?,
        category: decision.category,
        source: written(&decision.source, "a source")?,
        reason: written(&decision.reason, "a reason")?,
        by: written(&decision.by, "the name of who decides")?,
        second: four_eyes::written(decision.second.as_deref()),
    };
    match &decision.second {
        Some(second) if is_same_name(second, &decision.by) => Err(CategoryError::SecondIsTheFirst(second.clone())),
        None if decision.category.accuses() && was_victim(lines, &account) => {
            Err(CategoryError::SecondNeeded { account: decision.account, by: decision.by })
        }
        _ => Ok(decision),
    }
}

/// Whether the holder of an account was ever called a victim, by this account or another of theirs.
fn was_victim(lines: &[Line], account: &AccountId) -> bool {
    let is_victim =
        |account: &AccountId| history(lines, account).iter().any(|known| known.decision.category == Category::Victim);
    Holders::of(lines).all_of(account).iter().any(is_victim)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;

    fn decision(category: Category, by: &str, second: Option<&str>) -> Decision {
        Decision {
            account: "A".to_owned(),
            category,
            source: "PV 12".to_owned(),
            reason: "heard on 2 May".to_owned(),
            by: by.to_owned(),
            second: second.map(str::to_owned),
        }
    }

    fn new_case() -> (tempfile::TempDir, Case) {
        let folder = tempfile::tempdir().unwrap();
        let (case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
        (folder, case)
    }

    fn lines(case: &Case) -> Vec<Line> {
        read_journal(&case.folder().join("journal.jsonl")).unwrap().0
    }

    #[test]
    fn a_victim_becomes_a_suspect_only_on_the_word_of_two() {
        let (_folder, case) = new_case();
        set(&case, &decision(Category::Victim, "Ada", None)).unwrap();
        let alone = set(&case, &decision(Category::Suspect, "Ada", None)).unwrap_err();
        assert!(alone.to_string().contains("a second person has to decide with Ada"), "{alone}");
        for same in ["ada", " ADA  "] {
            let error = set(&case, &decision(Category::Convicted, "Ada", Some(same))).unwrap_err();
            assert!(matches!(error, CategoryError::SecondIsTheFirst(_)), "{error}");
        }
        assert!(set(&case, &decision(Category::Suspect, "Ada", Some("  "))).is_err());
        // By way of another category it takes two as well.
        for between in [Category::Undetermined, Category::Witness] {
            set(&case, &decision(between, "Ada", None)).unwrap();
            assert!(set(&case, &decision(Category::Suspect, "Ada", None)).is_err());
        }
        set(&case, &decision(Category::Suspect, "Ada", Some("Bo"))).unwrap();
        let account = AccountId::written("A");
        assert_eq!(current(&lines(&case))[&account].decision.category, Category::Suspect);
        let all: Vec<Category> = history(&lines(&case), &account).iter().map(|known| known.decision.category).collect();
        assert_eq!(all, [Category::Victim, Category::Undetermined, Category::Witness, Category::Suspect]);
    }

    #[test]
    fn a_decision_without_source_reason_name_or_account_is_none() {
        let (_folder, case) = new_case();
        let whole = decision(Category::Witness, "Ada", None);
        let blank = || " \t".to_owned();
        let lacking = [
            (Decision { source: blank(), ..whole.clone() }, "a source"),
            (Decision { reason: blank(), ..whole.clone() }, "a reason"),
            (Decision { by: blank(), ..whole.clone() }, "the name"),
            (Decision { account: blank(), ..whole.clone() }, "an account"),
        ];
        for (decision, what) in lacking {
            let error = set(&case, &decision).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        }
        assert_eq!(current(&lines(&case)), BTreeMap::new());
    }

    #[test]
    fn an_iban_in_any_writing_is_one_account_and_the_line_reads_as_documented() {
        let (_folder, case) = new_case();
        let spaced = "de75 5121 0800 1245 1261 99";
        set(&case, &Decision { account: spaced.to_owned(), ..decision(Category::Victim, "Ada", None) }).unwrap();
        let text = fs::read_to_string(case.folder().join("journal.jsonl")).unwrap();
        let line: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        let said = ["act", "account", "category", "source", "reason", "by"].map(|name| line[name].as_str().unwrap());
        assert_eq!(said, ["category-set", "DE75512108001245126199", "victim", "PV 12", "heard on 2 May", "Ada"]);
        assert_eq!(history(&lines(&case), &AccountId::written(spaced)).len(), 1);
    }

    /// What is tried: account, category, who, who with them, and whether the reason is left out.
    type Try = (usize, usize, usize, Option<usize>, bool);

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Random sequences beside a list of what an obvious reading of the rules lets through.
        #[test]
        fn any_sequence_of_decisions_follows_the_rules(
            tries in proptest::collection::vec(
                (0..2_usize, 0..5_usize, 0..3_usize, proptest::option::of(0..3_usize), proptest::bool::weighted(0.1)), 1..24),
        ) {
            let (_folder, case) = new_case();
            let (names, accounts) = (["Ada", "Bo", " ada "], ["A", "B"]);
            let is_same = |one: usize, other: usize| one == other || (one != 1 && other != 1);
            let mut taken: Vec<Try> = Vec::new();
            for step in tries {
                let (account, category, by, second, is_blank) = step;
                let before = fs::read(case.folder().join("journal.jsonl")).unwrap();
                let tried = Decision {
                    account: accounts[account].to_owned(),
                    reason: if is_blank { String::new() } else { "r".to_owned() },
                    ..decision(Category::ALL[category], names[by], second.map(|second| names[second]))
                };
                let outcome = set(&case, &tried);
                let was_victim = taken.iter().any(|known| known.0 == account && known.1 == 2);
                let needs_two = category < 2 && was_victim;
                let expected = !is_blank && second.map_or(!needs_two, |second| !is_same(by, second));
                prop_assert_eq!(outcome.is_ok(), expected);
                let after = fs::read(case.folder().join("journal.jsonl")).unwrap();
                prop_assert!(after.starts_with(&before), "what was written stays");
                prop_assert_eq!(after.len() > before.len(), expected);
                if expected {
                    taken.push(step);
                }
                let lines = lines(&case);
                for (number, name) in accounts.iter().enumerate() {
                    let of: Vec<usize> = taken.iter().filter(|known| known.0 == number).map(|known| known.1).collect();
                    let account = AccountId::written(name);
                    let words = |all: &[Decided]| all.iter().map(|known| known.decision.category).collect::<Vec<_>>();
                    let expected: Vec<Category> = of.iter().map(|&category| Category::ALL[category]).collect();
                    prop_assert_eq!(words(&history(&lines, &account)), expected.clone());
                    let now = current(&lines).get(&account).map(|known| known.decision.category);
                    prop_assert_eq!(now, expected.last().copied());
                }
            }
        }
    }
}
