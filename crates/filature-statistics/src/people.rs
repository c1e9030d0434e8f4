//! Who is counted: people, each once, over many cases.
//!
//! A case knows people by accounts. Two accounts are one person's where a person stated so, and where the rows of each give its holder
//! one and the same number of a document. Nothing else joins: a name is no ground. An account whose rows give several documents may be
//! held by several people, and is joined by none of them; a document on many accounts is nobody's.
//!
//! ```text
//! accounts of all cases ─► joined by key, by document, by statement ─► people: one part, one year, what is known of them
//! ```
//!
//! Who is a victim in any case is counted among the victims and nowhere else, as everywhere in this program; then comes convicted, then
//! suspect. So nobody stands in two populations, and none can be taken from another to find the rest.

use std::collections::{BTreeMap, BTreeSet};

/// A document on more accounts than this is a form filled in by habit, and nobody's.
const MOST_ACCOUNTS_OF_A_DOCUMENT: usize = 20;

/// The part that a person has, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Victim, or possible victim.
    Victim,
    /// Convicted.
    Convicted,
    /// Suspect.
    Suspect,
}

/// Coarse age, and no other: it is all that may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    /// 0 to 17.
    Child,
    /// 18 and over.
    Adult,
}

/// Sex, as a person stated it from a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// The form of exploitation, in the three groups of Eurostat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exploitation {
    /// Sexual exploitation.
    Sexual,
    /// Forced labour or services.
    Labour,
    /// Another form.
    Other,
}

/// An account in a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountInCase {
    /// Its key.
    pub key: String,
    /// Numbers of documents of its holder, in the form in which two writings are the same.
    pub documents: BTreeSet<String>,
    /// What was decided on its holder, and the year in which that was taken down.
    pub decided: Option<(Part, i16)>,
    /// Age on that day.
    pub age: Option<Age>,
}

/// What a person stated of another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Keys of their accounts.
    pub accounts: Vec<String>,
    /// Age.
    pub age: Option<Age>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Country of citizenship, two capitals.
    pub citizenship: Option<String>,
    /// Form of exploitation.
    pub exploitation: Option<Exploitation>,
}

/// A person who is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their part.
    pub part: Part,
    /// The first year in which a decision gave them that part.
    pub year: i16,
    /// Age then, where known and undisputed.
    pub age: Option<Age>,
    /// Sex, likewise.
    pub sex: Option<Sex>,
    /// Citizenship, likewise.
    pub citizenship: Option<String>,
    /// Form of exploitation, likewise.
    pub exploitation: Option<Exploitation>,
}

/// The people of many cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Those who are counted.
    pub people: Vec<Person>,
    /// The person of each account, by a number that means nothing else: also of accounts on which nobody decided.
    pub of_account: BTreeMap<String, usize>,
}

impl People {
    /// Joins the accounts of all cases to people.
    pub fn of(accounts: &[AccountInCase], stated: &[Stated]) -> Self {
        let of_account = joined(accounts, stated);
        let mut gathered = BTreeMap::<usize, Gathered<'_>>::new();
        for account in accounts {
            if let Some(&person) = of_account.get(&account.key) {
                gathered.entry(person).or_default().accounts.push(account);
            }
        }
        for said in stated {
            let person = said.accounts.iter().find_map(|account| of_account.get(account));
            if let Some(known) = person.and_then(|person| gathered.get_mut(person)) {
                known.stated.push(said);
            }
        }
        Self { people: gathered.values().filter_map(Gathered::person).collect(), of_account }
    }
}

/// All that cases say of one person.
#[derive(Default)]
struct Gathered<'a> {
    accounts: Vec<&'a AccountInCase>,
    stated: Vec<&'a Stated>,
}

impl Gathered<'_> {
    fn person(&self) -> Option<Person> {
        let (part, year) = self.accounts.iter().filter_map(|account| account.decided).min()?;
        let decided_so = |account: &&&AccountInCase| account.decided.is_some_and(|(of, _)| of == part);
        let by_birth = || undisputed(self.accounts.iter().filter(decided_so).map(|account| account.age));
        let stated_age = undisputed(self.stated.iter().map(|said| said.age));
        let says_age = self.stated.iter().any(|said| said.age.is_some());
        Some(Person {
            part,
            year,
            age: if says_age { stated_age } else { by_birth() },
            sex: undisputed(self.stated.iter().map(|said| said.sex)),
            citizenship: undisputed(self.stated.iter().map(|said| said.citizenship.clone())),
            exploitation: undisputed(self.stated.iter().map(|said| said.exploitation)),
        })
    }
}

/// The one thing that is said; none where nothing is, or two things are.
fn undisputed<T: PartialEq>(said: impl Iterator<Item = Option<T>>) -> Option<T> {
    let mut said = said.flatten();
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}

/// The person of each account: the position of the first account that is theirs.
fn joined(accounts: &[AccountInCase], stated: &[Stated]) -> BTreeMap<String, usize> {
    let named = stated.iter().flat_map(|said| &said.accounts);
    let keys: BTreeSet<&String> = accounts.iter().map(|account| &account.key).chain(named).collect();
    let place: BTreeMap<&String, usize> = keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    let mut first: Vec<usize> = (0..keys.len()).collect();
    for accounts in by_document(accounts).values() {
        join(&mut first, accounts.iter().filter_map(|key| place.get(key).copied()));
    }
    for said in stated {
        join(&mut first, said.accounts.iter().filter_map(|key| place.get(key).copied()));
    }
    keys.iter().enumerate().map(|(at, key)| ((*key).clone(), root(&first, at))).collect()
}

/// The accounts that each document joins.
fn by_document(accounts: &[AccountInCase]) -> BTreeMap<&String, BTreeSet<&String>> {
    let mut of_account = BTreeMap::<&String, BTreeSet<&String>>::new();
    for account in accounts {
        of_account.entry(&account.key).or_default().extend(&account.documents);
    }
    let mut by_document = BTreeMap::<&String, BTreeSet<&String>>::new();
    for (key, documents) in of_account.into_iter().filter(|(_, documents)| documents.len() == 1) {
        documents.into_iter().for_each(|document| {
            by_document.entry(document).or_default().insert(key);
        });
    }
    by_document.retain(|_, accounts| accounts.len() <= MOST_ACCOUNTS_OF_A_DOCUMENT);
    by_document
}

fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
}

fn join(first: &mut [usize], mut places: impl Iterator<Item = usize>) {
    let Some(one) = places.next() else { return };
    for other in places {
        let (one, other) = (root(first, one), root(first, other));
        first[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(key: &str, documents: &[&str], decided: Option<(Part, i16)>) -> AccountInCase {
        let documents = documents.iter().map(|&number| number.to_owned()).collect();
        AccountInCase { key: key.to_owned(), documents, decided, age: None }
    }

    fn parts(accounts: &[AccountInCase], stated: &[Stated]) -> Vec<(Part, i16)> {
        People::of(accounts, stated).people.iter().map(|person| (person.part, person.year)).collect()
    }

    const VICTIM: Option<(Part, i16)> = Some((Part::Victim, 2023));

    #[test]
    fn one_account_in_two_cases_is_one_person_counted_in_the_first_year() {
        let twice = [account("A", &[], Some((Part::Victim, 2024))), account("A", &[], VICTIM)];
        assert_eq!(parts(&twice, &[]), [(Part::Victim, 2023)]);
    }

    #[test]
    fn one_document_is_one_person_and_several_on_an_account_join_nobody() {
        let one = [account("A", &["ZX81"], VICTIM), account("B", &["ZX81"], VICTIM)];
        assert_eq!(parts(&one, &[]).len(), 1);
        // The second document of B stands in another case.
        let joint = [one[0].clone(), one[1].clone(), account("B", &["ZX82"], None)];
        assert_eq!(parts(&joint, &[]).len(), 2);
        let many: Vec<AccountInCase> = (0..21).map(|at| account(&format!("M{at}"), &["ZX81"], VICTIM)).collect();
        assert_eq!(parts(&many, &[]).len(), 21);
        assert_eq!(parts(&many[..20], &[]).len(), 1);
    }

    #[test]
    fn what_is_stated_joins_accounts_and_what_is_disputed_is_not_known() {
        let accounts = [account("A", &[], VICTIM), account("B", &[], VICTIM), account("C", &[], VICTIM)];
        let said = |accounts: &[&str], sex| Stated {
            accounts: accounts.iter().map(|&key| key.to_owned()).collect(),
            sex: Some(sex),
            ..Stated::default()
        };
        let people = People::of(&accounts, &[said(&["A", "B"], Sex::Female), said(&["C"], Sex::Male)]);
        let sexes: Vec<_> = people.people.iter().map(|person| person.sex).collect();
        assert_eq!(sexes, [Some(Sex::Female), Some(Sex::Male)]);
        assert_eq!(people.of_account["A"], people.of_account["B"]);
        let people = People::of(&accounts, &[said(&["A"], Sex::Female), said(&["A", "B"], Sex::Male)]);
        assert_eq!(people.people[0].sex, None);
    }

    #[test]
    fn who_is_a_victim_anywhere_is_counted_nowhere_else() {
        let both = [account("A", &[], Some((Part::Suspect, 2020))), account("A", &[], VICTIM)];
        assert_eq!(parts(&both, &[]), [(Part::Victim, 2023)]);
        let later = [account("A", &[], Some((Part::Suspect, 2020))), account("A", &[], Some((Part::Convicted, 2022)))];
        assert_eq!(parts(&later, &[]), [(Part::Convicted, 2022)]);
        assert_eq!(parts(&[account("A", &[], None)], &[]), []);
    }

    #[test]
    fn a_stated_age_goes_before_a_date_of_birth() {
        let child = AccountInCase { age: Some(Age::Child), ..account("A", &[], VICTIM) };
        let adult = Stated { accounts: vec!["A".to_owned()], age: Some(Age::Adult), ..Stated::default() };
        assert_eq!(People::of(std::slice::from_ref(&child), &[]).people[0].age, Some(Age::Child));
        assert_eq!(People::of(&[child], &[adult]).people[0].age, Some(Age::Adult));
    }
}
