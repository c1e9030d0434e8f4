//! Who is called what in this export.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::naming::{Name, is_joint};

use super::numbers::numbered;
use super::scrub::{Alone, Sought, is_telling};
use super::{GONE, initials, words};
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
    /// What is looked for in texts, those of the content first.
    sought: Vec<Sought>,
    telephones: BTreeSet<String>,
    /// Ids and hashes of files, where these are not shown.
    files: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Known {
    person: BTreeSet<String>,
    shown: String,
    look: Look,
    is_victim: bool,
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
    let of_holders = content.subjects.iter().flat_map(|subject| &subject.accounts);
    all.extend(of_holders.map(|account| account.key.as_str()));
    all.extend(content.subjects.iter().map(|subject| subject.account.as_str()));
    let across = content.subjects.iter().flat_map(|subject| subject.others.values());
    all.extend(across.filter_map(|other| other.account.as_deref()));
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
        let looks = Looks::of(&written, content, rights, &client);
        let persons: BTreeMap<&str, BTreeSet<String>> = written.iter().map(|(_, name)| (*name, words(name))).collect();
        let ids: BTreeMap<&str, String> = persons.iter().map(|(name, words)| (*name, id(words))).collect();
        let numbers = numbered(key, "person", ids.values().map(String::as_str));
        let known = persons.iter().map(|(name, person)| {
            let look = looks.of_person(name, person);
            let number = || ids.get(name).and_then(|id| numbers.get(id)).copied().unwrap_or(0);
            let shown = match look {
                Look::Full => (*name).to_owned(),
                Look::Initials => initials(name),
                Look::Pseudonym => format!("P-{}", number()),
            };
            let is_victim = looks.is_victim(person);
            ((*name).to_owned(), Known { person: person.clone(), shown, look, is_victim })
        });
        let names: BTreeMap<String, Known> = known.collect();
        let is_press = rights.profile.is_press();
        let hides = |account: &str| match &rights.profile {
            Profile::Press { .. } => true,
            Profile::Partner => rights.victims.contains(account),
            Profile::VictimLawyer { of } => rights.victims.contains(account) && !of.contains(account),
            Profile::Defence => false,
        };
        let of_content: BTreeSet<&str> = accounts(content);
        let hidden: BTreeSet<String> =
            of_content.iter().filter(|account| hides(account)).map(|account| (*account).to_owned()).collect();
        let numbers = numbered(key, "account", hidden.iter().map(String::as_str));
        let mut accounts: BTreeMap<String, String> =
            numbers.into_iter().map(|(account, number)| (account, format!("K-{number}"))).collect();
        // What nothing in the content names has no pseudonym: none is needed to tell it from another.
        let elsewhere = rights.known.accounts.iter().chain(&rights.victims).filter(|account| hides(account));
        for account in elsewhere.chain(&rights.known.gone_accounts) {
            if !of_content.contains(account.as_str()) {
                accounts.entry(account.clone()).or_insert_with(|| GONE.to_owned());
            }
        }
        let of_files = content.sources.iter().flat_map(|source| [source.id.to_string(), source.sha256.clone()]);
        let files = if is_press { of_files.collect() } else { BTreeSet::new() };
        let sought = sought(&names, &looks, content, rights);
        let telephones = telephones(content, rights);
        Self { names, accounts, hidden, all: is_press, sought, telephones, files }
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

    /// What of people and places is looked for in texts.
    pub fn sought(&self) -> impl Iterator<Item = &Sought> {
        self.sought.iter()
    }

    /// The accounts that are not shown, and what stands in their place.
    pub fn hidden_accounts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.accounts.iter().map(|(account, shown)| (account.as_str(), shown.as_str()))
    }

    /// The telephones that are not shown.
    pub fn hidden_telephones(&self) -> impl Iterator<Item = &str> {
        self.telephones.iter().map(String::as_str)
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

/// Decides how each name is shown.
struct Looks<'a> {
    profile: &'a Profile,
    show_names: bool,
    clients: BTreeSet<BTreeSet<String>>,
    victims: BTreeSet<BTreeSet<String>>,
}

impl<'a> Looks<'a> {
    fn of(written: &[(Option<&str>, &str)], content: &Content, rights: &'a Rights, client: &BTreeSet<String>) -> Self {
        let of_case = rights.known.names.iter().map(|(account, name)| (account.as_deref(), name.as_str()));
        let all: Vec<(Option<&str>, &str)> = written.iter().copied().chain(of_case).collect();
        let called = |accounts: &BTreeSet<String>| -> BTreeSet<&str> {
            let of = all.iter().filter(|(account, _)| account.is_some_and(|account| accounts.contains(account)));
            of.map(|(_, name)| *name).collect()
        };
        let words_of = |names: BTreeSet<&str>| -> BTreeSet<BTreeSet<String>> {
            names.into_iter().map(words).filter(|words| !words.is_empty()).collect()
        };
        // An account of two people does not tell which of them is the client.
        let clients = called(client).into_iter().filter(|name| !is_joint(name)).collect();
        Self {
            profile: &rights.profile,
            show_names: content.show_names,
            clients: words_of(clients),
            victims: words_of(called(&rights.victims)),
        }
    }

    fn of_person(&self, name: &str, person: &BTreeSet<String>) -> Look {
        let is_client = !is_joint(name) && self.clients.iter().any(|client| is_part(person, client));
        let is_other = self.victims.difference(&self.clients).any(|victim| is_same(victim, person));
        let is_client = is_client && (self.clients.contains(person) || !is_other);
        let is_victim = self.is_victim(person);
        match self.profile {
            Profile::Press { .. } => Look::Pseudonym,
            Profile::VictimLawyer { .. } if is_client => Look::Full,
            Profile::VictimLawyer { .. } | Profile::Partner if is_victim => Look::Pseudonym,
            Profile::Defence | Profile::Partner if self.show_names && !is_victim => Look::Full,
            _ => Look::Initials,
        }
    }

    /// Whether a name is, or may be, that of a victim: a column of names may hold `MME KOSTOVA`, or `KOSTOVA M`.
    fn is_victim(&self, person: &BTreeSet<String>) -> bool {
        self.victims.iter().any(|victim| is_same(victim, person) || is_part(person, victim))
    }
}

/// In how many names a word may stand that is taken for a name by itself where nothing in the content bears it: what stands in more of them is a first
/// name, or no name at all.
const MOST_NAMES: usize = 8;

/// What is looked for in texts: names of the content, names that the rest of the case knows, and what nothing shown may name.
fn sought(names: &BTreeMap<String, Known>, looks: &Looks<'_>, content: &Content, rights: &Rights) -> Vec<Sought> {
    let mut all: Vec<Sought> = Vec::new();
    for (name, known) in names.iter().filter(|(_, known)| known.look != Look::Full) {
        let alone = if known.is_victim { Alone::EvenShort } else { Alone::InData };
        all.extend(Sought::name(name, known.shown.clone(), alone));
    }
    all.sort();
    let of_content: BTreeSet<&BTreeSet<String>> = names.values().map(|known| &known.person).collect();
    let elsewhere: BTreeMap<BTreeSet<String>, &str> =
        rights.known.names.iter().map(|(_, name)| (words(name), name.as_str())).collect();
    let mut often: BTreeMap<&str, usize> = BTreeMap::new();
    for word in elsewhere.keys().flatten() {
        *often.entry(word).or_default() += 1;
    }
    for (person, name) in elsewhere.iter().filter(|(person, _)| !of_content.contains(person)) {
        let shown = match looks.of_person(name, person) {
            Look::Full => continue,
            Look::Initials => initials(name),
            Look::Pseudonym => GONE.to_owned(),
        };
        let is_victim = looks.is_victim(person);
        let Some(mut one) = Sought::name(name, shown, if is_victim { Alone::EvenShort } else { Alone::InData }) else {
            continue;
        };
        one.is_elsewhere = true;
        if !is_victim {
            one.telling.retain(|word| often.get(word.as_str()).is_none_or(|often| *often <= MOST_NAMES));
        }
        all.push(one);
    }
    let shown: BTreeSet<&BTreeSet<String>> = of_content.into_iter().chain(elsewhere.keys()).collect();
    all.extend(gone(&shown, rights));
    all.extend(places(content, rights));
    all
}

/// Names of people that nothing which may be shown names.
fn gone(shown: &BTreeSet<&BTreeSet<String>>, rights: &Rights) -> Vec<Sought> {
    let of_shown: BTreeSet<&String> = shown.iter().copied().flatten().collect();
    let told = rights.known.gone_names.iter().filter(|name| {
        let words = words(name);
        !shown.iter().any(|known| words.is_subset(known))
    });
    let one = |name: &String| {
        let mut one = Sought::name(name, GONE.to_owned(), Alone::Everywhere)?;
        // A word that somebody else bears as well tells nothing by itself.
        one.telling.retain(|word| !of_shown.contains(word));
        Some(one)
    };
    told.filter_map(one).collect()
}

/// Towns and addresses of victims and of whoever is withheld; in the press of everybody.
fn places(content: &Content, rights: &Rights) -> Vec<Sought> {
    let is_press = rights.profile.is_press();
    let is_hidden = |account: Option<&str>| is_press || account.is_some_and(|account| rights.victims.contains(account));
    let mut places: BTreeSet<&str> = rights.known.gone_places.iter().map(String::as_str).collect();
    for account in content.accounts.iter().filter(|account| is_hidden(Some(account.id.as_str()))) {
        places.extend(
            [&account.city, &account.address, &account.email, &account.device]
                .into_iter()
                .flatten()
                .map(String::as_str),
        );
    }
    let known = rights.known.places.iter().filter(|(account, _)| is_hidden(account.as_deref()));
    places.extend(known.map(|(_, place)| place.as_str()));
    places.extend(content.places.values().filter_map(|place| place.town().filter(|_| is_press)));
    let one = |place: &str| {
        let known = Name::of(place)?;
        let is_town =
            known.words().len() == 1 || !place.contains('@') && !place.bytes().any(|letter| letter.is_ascii_digit());
        // Of an address no word is enough: it holds words of many.
        let mut one = Sought::name(place, GONE.to_owned(), if is_town { Alone::InData } else { Alone::Never })?;
        one.pieces.extend(known.in_one_piece().map(str::to_owned));
        Some(one).filter(|one| one.words.iter().any(|word| is_telling(word)))
    };
    places.into_iter().filter_map(one).collect()
}

fn telephones(content: &Content, rights: &Rights) -> BTreeSet<String> {
    let is_hidden = |account: Option<&str>| {
        rights.profile.is_press() || account.is_some_and(|account| rights.victims.contains(account))
    };
    let listed = content.accounts.iter().filter(|account| is_hidden(Some(account.id.as_str())));
    let listed = listed.filter_map(|account| account.phone.clone());
    let known = rights.known.telephones.iter().filter(|(account, _)| is_hidden(account.as_deref()));
    let known = known.map(|(_, number)| number.clone());
    listed.chain(known).chain(rights.known.gone_telephones.iter().cloned()).collect()
}

/// Whether a name holds no word but those of another, some as initials, and one that tells.
fn is_part(person: &BTreeSet<String>, whole: &BTreeSet<String>) -> bool {
    let is_of = |word: &String| {
        whole.contains(word)
            || (word.chars().count() == 1 && whole.iter().any(|known| known.starts_with(word.as_str())))
    };
    person.iter().all(is_of) && person.iter().any(|word| whole.contains(word) && word.chars().count() > 1)
}

/// Whether all words of the shorter name stand in the longer one; a name of one word is only itself.
fn is_same(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    one == other || (one.len() > 1 && one.is_subset(other)) || (other.len() > 1 && other.is_subset(one))
}

fn id(words: &BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}
