//! Whose accounts belong together: accounts that somebody said are one holder's, and accounts whose holder is written the same.
//!
//! Nothing but the name is compared, without regard to case and spaces: who merges more than that decides something, and the
//! dossier decides nothing; it takes what was decided. Where accounts files give one name two days of birth, these are two people, and an account of that
//! name without a day of birth stands alone. An account whose holder is not known stands alone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::Content;
use crate::catalogue;

/// The holders of accounts, as far as they are known.
#[derive(Debug, Default)]
pub struct People {
    of: BTreeMap<String, String>,
}

impl People {
    /// From the statements, the lists of accounts and the entries.
    pub fn new(content: &Content) -> Self {
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
        let mut people = Self { of };
        content.holders.iter().for_each(|accounts| people.join(accounts));
        people
    }

    /// Makes one holder of those of these accounts.
    fn join(&mut self, accounts: &[String]) {
        let theirs: BTreeSet<String> = accounts.iter().map(|account| self.of(account)).collect();
        let Some(one) = theirs.first() else { return };
        self.of.values_mut().filter(|person| theirs.contains(*person)).for_each(|person| person.clone_from(one));
        self.of.extend(accounts.iter().map(|account| (account.clone(), one.clone())));
    }

    /// The holder of an account, by a key that says nothing; the account itself where nobody is known.
    pub fn of(&self, account: &str) -> String {
        self.of.get(account).cloned().unwrap_or_else(|| format!("account {account}"))
    }

    /// The same under other keys of accounts and of people: what stood in the order of names would tell their order.
    #[must_use]
    pub fn renamed(&self, account: impl Fn(&str) -> String, person: impl Fn(&str) -> String) -> Self {
        Self { of: self.of.iter().map(|(key, known)| (account(key), person(known))).collect() }
    }

    /// The accounts whose holders are known.
    pub fn accounts(&self) -> impl Iterator<Item = &str> {
        self.of.keys().map(String::as_str)
    }

    /// The keys of the people that are known.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.of.values().map(String::as_str)
    }

    /// Whether both accounts are one holder's.
    pub fn is_same(&self, one: &str, other: &str) -> bool {
        one == other || self.of(one) == self.of(other)
    }
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
    fn one_name_is_one_holder_unless_days_of_birth_say_otherwise() {
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
        let people = People::new(&Content { accounts, ..Content::default() });
        let same = [("A", "B"), ("D", "F"), ("X", "X")];
        let apart = [("A", "C"), ("C", "D"), ("D", "E"), ("C", "E"), ("G", "H"), ("X", "Y")];
        assert!(same.iter().all(|(one, other)| people.is_same(one, other)));
        assert!(apart.iter().all(|(one, other)| !people.is_same(one, other)), "{people:?}");
    }
}
