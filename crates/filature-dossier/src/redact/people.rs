//! Who is called what in this export.

use std::collections::{BTreeMap, BTreeSet};

use super::numbers::numbered;
use super::{initials, words};
use crate::Content;
use crate::rights::{Profile, Rights};

/// How a name is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Full,
    Initials,
    Pseudonym,
}

/// Names and accounts, and what stands in their place.
#[derive(Debug)]
pub struct People {
    names: BTreeMap<String, Known>,
    accounts: BTreeMap<String, String>,
    /// Accounts whose key is changed, without those that were only asked about.
    hidden: BTreeSet<String>,
    /// Whether every account and name has a pseudonym, also one that nobody saw coming.
    all: bool,
    towns: BTreeSet<String>,
    /// Ids and hashes of files, where these are not shown.
    files: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Known {
    person: BTreeSet<String>,
    shown: String,
    look: Look,
}

/// Names beside the account that they stand with.
fn written(content: &Content) -> Vec<(Option<&str>, &str)> {
    let mut all: Vec<(Option<&str>, &str)> = Vec::new();
    for check in &content.statements {
        all.extend(check.statement.holder.as_deref().map(|name| (Some(check.statement.account.as_str()), name)));
    }
    for account in &content.accounts {
        all.extend(account.holder.as_deref().map(|name| (Some(account.id.as_str()), name)));
        all.extend([&account.introducer, &account.signatories].into_iter().flatten().map(|name| (None, name.as_str())));
    }
    for party in content.entries.values().flatten().flat_map(|(_, entry)| [&entry.debtor, &entry.creditor]) {
        let account = party.account.as_ref().map(|account| account.as_str());
        all.extend(party.name.as_deref().map(|name| (account, name)));
    }
    all
}

/// Every account that a content names.
fn accounts(content: &Content) -> BTreeSet<&str> {
    let parties = content.entries.values().flatten().flat_map(|(_, entry)| [&entry.debtor, &entry.creditor]);
    let mut all: BTreeSet<&str> = parties.filter_map(|party| Some(party.account.as_ref()?.as_str())).collect();
    all.extend(content.accounts.iter().map(|account| account.id.as_str()));
    all.extend(content.statements.iter().map(|check| check.statement.account.as_str()));
    all.extend(content.sources.iter().filter_map(|source| source.account.as_deref()));
    let findings = content.findings.findings.iter().chain(&content.lead_findings);
    all.extend(findings.flat_map(|finding| &finding.accounts).map(|member| member.account.as_str()));
    all.extend(content.leads.iter().flat_map(|lead| &lead.accounts).map(|member| member.account.as_str()));
    let activity = &content.activity;
    all.extend(activity.whole.iter().chain(&activity.left_aside).map(String::as_str));
    let moved = activity.movements.iter().flat_map(|movement| [&movement.payer, &movement.payee]);
    all.extend(moved.flatten().map(String::as_str));
    all.extend(content.categories.keys().map(String::as_str));
    all.extend(content.income.iter().map(|income| income.account.as_str()));
    all.extend(content.traces.iter().flat_map(|(_, trace)| crate::named::accounts(trace)));
    all
}

impl People {
    /// Decides for every name and account of a content.
    pub fn of(content: &Content, rights: &Rights) -> Self {
        let key = rights.key.as_ref();
        let client = match &rights.profile {
            Profile::VictimLawyer { of } => of.clone(),
            _ => BTreeSet::new(),
        };
        let written = written(content);
        let called = |accounts: &BTreeSet<String>| -> BTreeSet<BTreeSet<String>> {
            let of = written.iter().filter(|(account, _)| account.is_some_and(|account| accounts.contains(account)));
            of.map(|(_, name)| words(name)).filter(|words| !words.is_empty()).collect()
        };
        let (clients, victims) = (called(&client), called(&rights.victims));
        let is_press = matches!(rights.profile, Profile::Press { .. });
        let look = |person: &BTreeSet<String>| {
            let is_one_of = |known: &BTreeSet<BTreeSet<String>>| known.iter().any(|one| is_same(one, person));
            let (is_client, is_victim) = (is_one_of(&clients), is_one_of(&victims));
            match &rights.profile {
                Profile::Press { .. } => Look::Pseudonym,
                Profile::VictimLawyer { .. } if is_client => Look::Full,
                Profile::VictimLawyer { .. } | Profile::Partner if is_victim => Look::Pseudonym,
                Profile::Defence | Profile::Partner if content.show_names && !is_victim => Look::Full,
                _ => Look::Initials,
            }
        };
        let persons: BTreeMap<&str, BTreeSet<String>> = written.iter().map(|(_, name)| (*name, words(name))).collect();
        let ids: BTreeMap<&str, String> = persons.iter().map(|(name, words)| (*name, id(words))).collect();
        let numbers = numbered(key, "person", ids.values().map(String::as_str));
        let known = persons.iter().map(|(name, person)| {
            let look = look(person);
            let number = || ids.get(name).and_then(|id| numbers.get(id)).copied().unwrap_or(0);
            let shown = match look {
                Look::Full => (*name).to_owned(),
                Look::Initials => initials(name),
                Look::Pseudonym => format!("P-{}", number()),
            };
            ((*name).to_owned(), Known { person: person.clone(), shown, look })
        });
        let names = known.collect();
        let all = accounts(content);
        let hides = |account: &str| match &rights.profile {
            Profile::Press { .. } => true,
            Profile::Partner => rights.victims.contains(account),
            Profile::VictimLawyer { of } => rights.victims.contains(account) && !of.contains(account),
            Profile::Defence => false,
        };
        let hidden: BTreeSet<String> = all.into_iter().filter(|account| hides(account)).map(str::to_owned).collect();
        let numbers = numbered(key, "account", hidden.iter().map(String::as_str));
        let accounts = numbers.into_iter().map(|(account, number)| (account, format!("K-{number}"))).collect();
        let of_accounts = content.accounts.iter().filter_map(|account| {
            let is_hidden = is_press || rights.victims.contains(account.id.as_str());
            account.city.clone().filter(|_| is_hidden)
        });
        let of_places = content.places.values().filter_map(|place| place.town().filter(|_| is_press));
        let towns = of_accounts.chain(of_places.map(str::to_owned));
        let of_files = content.sources.iter().flat_map(|source| [source.id.to_string(), source.sha256.clone()]);
        let files = if is_press { of_files.collect() } else { BTreeSet::new() };
        Self { names, accounts, hidden, all: is_press, towns: towns.collect(), files }
    }

    /// A name as it may be read.
    pub fn name(&self, name: &str) -> String {
        match self.names.get(name) {
            Some(known) => known.shown.clone(),
            None if self.all => "P-0".to_owned(),
            None => initials(name),
        }
    }

    /// The key of an account as it may be read.
    pub fn account(&self, account: &str) -> String {
        match self.accounts.get(account) {
            Some(shown) => shown.clone(),
            None if self.all => "K-0".to_owned(),
            None => account.to_owned(),
        }
    }

    /// The names that are not shown in full: their words, and what stands in their place.
    pub fn hidden_names(&self) -> impl Iterator<Item = (&BTreeSet<String>, &str)> {
        let hidden = self.names.values().filter(|known| known.look != Look::Full);
        hidden.map(|known| (&known.person, known.shown.as_str()))
    }

    /// The accounts that are not shown, and what stands in their place.
    pub fn hidden_accounts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.accounts.iter().map(|(account, shown)| (account.as_str(), shown.as_str()))
    }

    /// The towns that are not shown.
    pub fn hidden_towns(&self) -> impl Iterator<Item = &str> {
        self.towns.iter().map(String::as_str)
    }

    /// The ids and hashes of files that are not shown.
    pub fn hidden_files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// Whether everything is under a pseudonym.
    pub fn hides_all(&self) -> bool {
        self.all
    }

    /// How many people stand as initials and as pseudonyms, and how many accounts as pseudonyms.
    pub fn counts(&self) -> (u64, u64, u64) {
        let of = |look: Look| {
            let people: BTreeSet<&BTreeSet<String>> =
                self.names.values().filter(|known| known.look == look).map(|known| &known.person).collect();
            u64::try_from(people.len()).unwrap_or(u64::MAX)
        };
        (of(Look::Initials), of(Look::Pseudonym), u64::try_from(self.hidden.len()).unwrap_or(u64::MAX))
    }
}

/// Whether all words of the shorter name stand in the longer one; a name of one word is only itself.
fn is_same(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    one == other || (one.len() > 1 && one.is_subset(other)) || (other.len() > 1 && other.is_subset(one))
}

fn id(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}
