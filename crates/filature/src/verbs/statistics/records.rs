//! What a case holds of what is counted.
//!
//! Only the evidence: lists and rows of other sources, traces that rest on them, and what a person decided or stated by naming one of
//! them as its source are left out, and counted for who runs the program.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::categories::{self, Category, Decided};
use filature_ledger::{Case, Ledger, StatedPerson};
use filature_model::{Account, AccountId, AccountKind};
use filature_statistics::{AccountInCase, Age, Exploitation, Part, Records, Sex, Stated};

use super::money;
use crate::outcome::Failure;
use crate::screen;

/// What was not counted, over all cases.
#[derive(Debug, Default)]
pub struct LeftOut {
    /// Decisions and statements by a source that is not evidence.
    pub not_evidence: usize,
    /// Decisions on accounts of firms and public bodies.
    pub organisations: usize,
    /// Traces that do not hold any more, or rest on what is not evidence.
    pub traces: usize,
}

impl LeftOut {
    /// Says it, to whoever runs the program.
    pub fn tell(&self) {
        let told = [
            (self.not_evidence, "decisions or statements whose source is not evidence"),
            (self.organisations, "decisions on accounts of organisations: people are counted"),
            (self.traces, "traces that have to be made again, or rest on what is not evidence"),
        ];
        for (count, what) in told.into_iter().filter(|(count, _)| *count > 0) {
            screen::say(&format!("Not counted, of {what}: {count}. This line is for you: it is not to be published."));
        }
    }
}

/// Adds what a case holds.
///
/// # Errors
/// The case's; a table of `case.toml` that cannot be read.
pub fn add(records: &mut Records, left_out: &mut LeftOut, case: &Case) -> Result<(), Failure> {
    let number = usize::try_from(records.cases).unwrap_or(usize::MAX);
    records.cases += 1;
    let ledger = Ledger::load_evidence(case)?;
    let restricted = restricted(case);
    let mut keys: BTreeSet<AccountId> = BTreeSet::new();
    for person in &case.settings().statistics.person {
        person.check().map_err(Failure::call)?;
        if restricted.contains(person.source.trim()) {
            left_out.not_evidence += 1;
            continue;
        }
        let said = stated(person);
        keys.extend(said.accounts.iter().map(|account| AccountId::written(account)));
        records.stated.push(said);
    }
    let located = money::located(case, number, left_out)?;
    let confiscated = money::confiscated(case, number, &restricted, left_out)?;
    let accounts = located.iter().chain(&confiscated).filter_map(|part| part.account.as_deref());
    keys.extend(accounts.map(AccountId::written));
    records.located.extend(located);
    records.confiscated.extend(confiscated);
    let decided = decided(case, &ledger, &restricted, left_out)?;
    keys.extend(decided.keys().cloned());
    let mut documents = ledger.book.documents(&keys)?;
    for key in keys {
        let known = decided.get(&key);
        records.accounts.push(AccountInCase {
            documents: documents.remove(&key).unwrap_or_default(),
            decided: known.map(|known| (known.part, known.year)),
            age: known.and_then(|known| known.age),
            key: key.as_str().to_owned(),
        });
    }
    Ok(())
}

/// What a decision may not rest on: the exhibits, ids and names of files that are not evidence.
fn restricted(case: &Case) -> BTreeSet<String> {
    let sources = case.sources().iter().filter(|source| !source.use_.may_be_rendered());
    let names = sources.flat_map(|source| {
        [source.exhibit.clone(), Some(source.id.to_string()), Some(source.name.clone()), source.request.clone()]
    });
    names.flatten().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn stated(person: &StatedPerson) -> Stated {
    Stated {
        accounts: person.accounts.iter().map(|key| AccountId::written(key).as_str().to_owned()).collect(),
        age: match person.age.as_deref() {
            Some("0-17") => Some(Age::Child),
            Some(_) => Some(Age::Adult),
            None => None,
        },
        sex: match person.sex.as_deref() {
            Some("female") => Some(Sex::Female),
            Some(_) => Some(Sex::Male),
            None => None,
        },
        citizenship: person.citizenship.clone(),
        exploitation: match person.exploitation.as_deref() {
            Some("sexual") => Some(Exploitation::Sexual),
            Some("labour") => Some(Exploitation::Labour),
            Some(_) => Some(Exploitation::Other),
            None => None,
        },
    }
}

/// A decision that is counted.
struct Counted {
    part: Part,
    year: i16,
    age: Option<Age>,
}

fn decided(
    case: &Case,
    ledger: &Ledger,
    restricted: &BTreeSet<String>,
    left_out: &mut LeftOut,
) -> Result<BTreeMap<AccountId, Counted>, Failure> {
    let lines = case.journal()?;
    let current = categories::current(&lines);
    let mut listed = BTreeMap::<&AccountId, Vec<&Account>>::new();
    for known in ledger.accounts.iter().filter(|known| current.contains_key(&known.id)) {
        listed.entry(&known.id).or_default().push(known);
    }
    let mut counted = BTreeMap::new();
    for (account, now) in &current {
        let part = match now.decision.category {
            Category::Victim => Part::Victim,
            Category::Convicted => Part::Convicted,
            Category::Suspect => Part::Suspect,
            Category::Witness | Category::Undetermined => continue,
        };
        if restricted.contains(now.decision.source.trim()) {
            left_out.not_evidence += 1;
            continue;
        }
        let of_account = listed.get(account).map_or(&[][..], Vec::as_slice);
        if of_account.iter().any(|known| known.kind.is_some_and(|kind| kind != AccountKind::Personal)) {
            left_out.organisations += 1;
            continue;
        }
        let history = categories::history(&lines, account);
        let since = since(&history).unwrap_or(now);
        let birth = of_account.iter().find_map(|known| known.birth_on);
        let age = birth.and_then(|birth| age(&birth.to_string(), &since.since));
        let year = since.since.get(..4).and_then(|year| year.parse().ok());
        let year = year.ok_or_else(|| Failure::bug(format!("a line of the journal has no year: {}", since.since)))?;
        counted.insert(account.clone(), Counted { part, year, age });
    }
    Ok(counted)
}

/// The first decision of the unbroken run of those that say what the last one says.
fn since(history: &[Decided]) -> Option<&Decided> {
    let now = history.last()?.decision.category;
    history.iter().rev().take_while(|known| known.decision.category == now).last()
}

/// Age on a day, both as `YYYY-MM-DD…`: eighteen on the eighteenth birthday.
fn age(birth: &str, day: &str) -> Option<Age> {
    let (born, rest) = birth.split_once('-')?;
    let coming_of_age = format!("{:04}-{rest}", born.parse::<u32>().ok()? + 18);
    Some(if day.get(..10)? < coming_of_age.as_str() { Age::Child } else { Age::Adult })
}

#[cfg(test)]
mod tests {
    use filature_ledger::categories::Decision;

    use super::*;

    #[test]
    fn one_is_a_child_until_the_eighteenth_birthday() {
        let on = |day| age("2006-05-04", day);
        assert_eq!(on("2024-05-03T23:59:59Z"), Some(Age::Child));
        assert_eq!(on("2024-05-04T00:00:00Z"), Some(Age::Adult));
        assert_eq!(on("2024"), None);
    }

    #[test]
    fn what_was_said_again_counts_from_the_first_time() {
        let said = |since: &str, category| Decided {
            since: since.to_owned(),
            line: 1,
            decision: Decision { category, ..Decision::default() },
        };
        let history = [
            said("2021", Category::Victim),
            said("2022", Category::Undetermined),
            said("2023", Category::Victim),
            said("2024", Category::Victim),
        ];
        assert_eq!(since(&history).unwrap().since, "2023");
        assert_eq!(since(&history[..1]).unwrap().since, "2021");
    }
}
