//! Whose accounts belong together: those that somebody said are one holder's, and none by a name.
//!
//! A sum of one person must rest on more than a name: two people bear it, or one person two. Who is to be protected is another matter: there
//! accounts whose holder is written the same, without regard to case and spaces, are taken for one holder's, as a name too many hidden harms
//! nobody. Where accounts files give one name two days of birth, these are two people even so, and an account of that name without a day
//! of birth stands alone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::Content;
use crate::catalogue;

/// The holders of accounts, as far as they are known.
#[derive(Debug, Default)]
pub struct People {
    /// Of accounts that somebody said are one holder's.
    said: BTreeMap<String, String>,
    /// Of these, and of accounts whose holder is written the same.
    alike: BTreeMap<String, String>,
}

impl People {
    /// From the statements, the lists of accounts and the entries, and from what was said.
    pub fn new(content: &Content) -> Self {
        let mut people = Self { said: BTreeMap::new(), alike: named(content) };
        for accounts in &content.holders {
            join(&mut people.said, accounts);
            join(&mut people.alike, accounts);
        }
        people
    }

    /// The holder of an account, by a key that says nothing; the account itself where nobody said more.
    pub fn of(&self, account: &str) -> String {
        holder(&self.said, account)
    }

    /// Whether both accounts are one holder's.
    pub fn is_same(&self, one: &str, other: &str) -> bool {
        one == other || self.of(one) == self.of(other)
    }

    /// The accounts that may be of the holders of others, by what was said or by how the names are written: to protect them, and for nothing else.
    pub fn may_be<'a>(
        &self,
        accounts: impl Iterator<Item = &'a str>,
        others: impl Iterator<Item = &'a str>,
    ) -> Vec<&'a str> {
        let holders: BTreeSet<String> = others.map(|account| holder(&self.alike, account)).collect();
        accounts.filter(|account| holders.contains(&holder(&self.alike, account))).collect()
    }

    /// The same under other keys of accounts and of people: what stood in the order of names would tell their order.
    #[must_use]
    pub fn renamed(&self, account: impl Fn(&str) -> String, person: impl Fn(&str) -> String) -> Self {
        let renamed =
            |of: &BTreeMap<String, String>| of.iter().map(|(key, known)| (account(key), person(known))).collect();
        Self { said: renamed(&self.said), alike: renamed(&self.alike) }
    }

    /// The accounts whose holders are known.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        self.alike.keys().map(String::as_str)
    }

    /// The keys of the people that are known.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.said.values().chain(self.alike.values()).map(String::as_str)
    }
}

/// The holders whose names are known, one for each name as it is written.
fn named(content: &Content) -> BTreeMap<String, String> {
    let births: BTreeMap<&str, Date> =
        content.accounts.iter().filter_map(|account| Some((account.id.as_str(), account.birth_on?))).collect();
    let holders = catalogue::holders(content);
    let mut days: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    for (account, name) in &holders {
        days.entry(folded(name)).or_default().extend(births.get(account));
    }
    let mut of = BTreeMap::new();
    for (account, name) in holders {
        let name = folded(name);
        let several = days.get(&name).is_some_and(|days| days.len() > 1);
        let person = match (several, births.get(account)) {
            _ if name.is_empty() => continue,
            (false, _) => format!("name {name}"),
            (true, Some(day)) => format!("name {name} {day}"),
            (true, None) => continue,
        };
        of.insert(account.to_owned(), person);
    }
    of
}

fn holder(of: &BTreeMap<String, String>, account: &str) -> String {
    of.get(account).cloned().unwrap_or_else(|| format!("account {account}"))
}

/// Makes one holder of those of these accounts.
fn join(of: &mut BTreeMap<String, String>, accounts: &[String]) {
    let theirs: BTreeSet<String> = accounts.iter().map(|account| holder(of, account)).collect();
    let Some(one) = theirs.first() else { return };
    of.values_mut().filter(|person| theirs.contains(*person)).for_each(|person| person.clone_from(one));
    of.extend(accounts.iter().map(|account| (account.clone(), one.clone())));
}

fn folded(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use filature_model::{Account, AccountId};

    use super::*;

    fn account(id: &str, holder: &str, born: Option<Date>) -> Account {
        let id = AccountId::written(id);
        Account { holder: Some(holder.to_owned()), birth_on: born, ..Account::new(id, None) }
    }

    #[test]
    fn a_name_joins_nothing_but_to_protect() {
        let day = |day| Some(jiff::civil::date(1990, 1, day));
        let accounts = vec![
            account("A", "Mira  Kostova", None),
            account("B", "MIRA KOSTOVA", day(1)),
            account("C", "Jan Weit", day(1)),
            account("D", "Jan Weit", day(2)),
            account("E", "Jan Weit", None),
            account("F", "Jan Weit", day(2)),
            account("G", " ", None),
            account("H", " ", None),
        ];
        let people = People::new(&Content { accounts: accounts.clone(), ..Content::default() });
        let may_be =
            |one: &'static str, other: &'static str| !people.may_be([one].into_iter(), [other].into_iter()).is_empty();
        let alike = [("A", "B"), ("D", "F"), ("X", "X")];
        let apart = [("A", "C"), ("C", "D"), ("D", "E"), ("C", "E"), ("G", "H"), ("X", "Y")];
        assert!(alike.iter().all(|(one, other)| may_be(one, other)));
        assert!(apart.iter().all(|(one, other)| !may_be(one, other)), "{people:?}");
        assert!(!people.is_same("A", "B") && people.is_same("A", "A"));
        // What somebody said holds for both.
        let holders = vec![vec!["B".to_owned(), "C".to_owned()]];
        let people = People::new(&Content { accounts, holders, ..Content::default() });
        assert!(people.is_same("B", "C") && !people.is_same("A", "C"));
        assert_eq!(people.may_be(["A", "D"].into_iter(), ["C"].into_iter()), ["A"]);
    }
}
