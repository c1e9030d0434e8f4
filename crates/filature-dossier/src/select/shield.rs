//! What is withheld to protect a person: what they do from a day on, where, with whom, and the rows that show it.
//!
//! The caller makes the content without it (`filature_ledger::withheld`). This is the second lock: whatever the content holds all the
//! same, and whatever was made before the person was protected, is held against the same rules here. In doubt, out.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::naming::{Name, Number, Phrase, Written, apart};
use filature_model::{Account, AccountId, Entry, Lead, Problem, SourceId, StatementCheck, Trace};
use jiff::civil::Date;

use crate::{Content, DeclaredIncome, named};

/// A word of fewer letters stands in other texts by chance.
const LEAST_LETTERS: usize = 4;

/// What may not be shown of protected people.
pub struct Shield<'a> {
    protected: &'a BTreeMap<String, Date>,
    /// Names of two words and more, with the day from which they are watched.
    names: Vec<(Name, Date)>,
    numbers: Vec<(Number, Date)>,
    transactions: BTreeSet<&'a str>,
    rows: BTreeSet<(SourceId, u32)>,
    /// Files that hold withheld rows, with the first withheld day.
    files: BTreeMap<SourceId, Date>,
    accounts: BTreeSet<&'a str>,
    touched: BTreeMap<&'a str, Date>,
    sources: &'a BTreeSet<SourceId>,
    terms: BTreeSet<&'a str>,
    /// The same, and the accounts, as words.
    phrases: Vec<Phrase>,
    /// Accounts and words that stand on what is shown.
    shown: BTreeSet<&'a str>,
}

impl<'a> Shield<'a> {
    /// Of what the content says of itself, and of what it holds.
    pub fn new(content: &'a Content) -> Self {
        let (rights, withheld) = (&content.rights, &content.rights.withheld);
        let mut shield = Self {
            protected: &rights.protected,
            names: names(content),
            numbers: rights.protected.iter().map(|(account, from)| (Number::of(account), *from)).collect(),
            transactions: withheld.transactions.iter().map(String::as_str).collect(),
            rows: BTreeSet::new(),
            files: withheld.files.clone(),
            accounts: withheld.accounts.iter().map(String::as_str).collect(),
            touched: withheld.touched.iter().map(|(account, day)| (account.as_str(), *day)).collect(),
            sources: &withheld.sources,
            terms: withheld.terms.iter().map(String::as_str).collect(),
            shown: BTreeSet::new(),
            phrases: Vec::new(),
        };
        for (account, day) in shield.protected {
            shield.touched.entry(account).or_insert(*day);
        }
        if !shield.protected.is_empty() {
            shield.look_at_entries(content);
        }
        shield.terms.retain(|term| term.chars().count() >= LEAST_LETTERS);
        let accounts = shield.accounts.iter().filter(|account| account.chars().count() >= LEAST_LETTERS);
        shield.phrases = shield.terms.iter().chain(accounts).filter_map(|term| Phrase::of(term)).collect();
        shield
    }

    fn look_at_entries(&mut self, content: &'a Content) {
        let is_on = |entries: &[(SourceId, Entry)]| entries.iter().any(|(_, entry)| self.is_on(entry));
        let gone: BTreeSet<&str> =
            content.entries.iter().filter(|(_, all)| is_on(all)).map(|(id, _)| id.as_str()).collect();
        let (mut shown, mut named) = (BTreeSet::new(), BTreeSet::new());
        for (id, entries) in &content.entries {
            let is_gone = gone.contains(id.as_str()) || self.transactions.contains(id.as_str());
            for (source, entry) in entries {
                let accounts = [&entry.debtor, &entry.creditor].map(|party| party.account.as_ref());
                let words = said(entry);
                if !is_gone {
                    shown.extend(accounts.into_iter().flatten().map(AccountId::as_str).chain(words));
                    continue;
                }
                self.rows.extend(entry.place.row.map(|row| (*source, row)));
                let day = entry.value_on.map_or(entry.booked.on, |value| value.min(entry.booked.on));
                let first = self.files.entry(*source).or_insert(day);
                *first = day.min(*first);
                for account in accounts.into_iter().flatten().map(AccountId::as_str) {
                    let first = self.touched.entry(account).or_insert(entry.booked.on);
                    *first = entry.booked.on.min(*first);
                    self.accounts.insert(account);
                }
                named.extend(words);
            }
        }
        shown.extend(content.statements.iter().map(|check| check.statement.account.as_str()));
        self.accounts.retain(|account| !shown.contains(account) || self.protected.is_empty());
        self.terms.extend(named.into_iter().filter(|word| !shown.contains(word)));
        self.terms.extend(&gone);
        self.transactions.extend(gone);
        self.shown = shown;
    }

    /// Whether an entry shows what a protected person did from their day on.
    fn is_on(&self, entry: &Entry) -> bool {
        let last = entry.value_on.map_or(entry.booked.on, |value| value.max(entry.booked.on));
        let parties = [&entry.debtor, &entry.creditor];
        let by_account = parties
            .iter()
            .filter_map(|party| party.account.as_ref())
            .any(|account| self.protected.get(account.as_str()).is_some_and(|from| last >= *from));
        let texts = parties.into_iter().map(|party| &party.name).chain([&entry.text, &entry.reference]).flatten();
        by_account || texts.into_iter().any(|text| self.names_someone(text, last))
    }

    fn names_someone(&self, text: &str, last: Date) -> bool {
        let text = Written::of(text);
        self.names.iter().any(|(name, from)| last >= *from && name.is_in(&text))
            || self.numbers.iter().any(|(number, from)| last >= *from && number.is_in(&text))
    }

    /// How many entries the content held all the same.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    /// The files of which not every row may be numbered, each with the day from which on none is.
    pub fn files(&self) -> &BTreeMap<SourceId, Date> {
        &self.files
    }

    /// Whether a file is left out.
    pub fn hides_source(&self, source: SourceId) -> bool {
        self.sources.contains(&source)
    }

    /// Whether a transaction is withheld.
    pub fn hides_transaction(&self, id: &str) -> bool {
        self.transactions.contains(id)
    }

    /// Whether an account is known by what is withheld alone.
    pub fn hides_account(&self, account: &str) -> bool {
        self.accounts.contains(account)
    }

    /// Whether a decision on a person is not told: nothing that is shown names the account.
    pub fn hides_decided(&self, account: &str) -> bool {
        self.hides_account(account) || (self.protected.contains_key(account) && !self.shown.contains(account))
    }

    /// Whether an income is of a protected person, and of the year of their day or later.
    pub fn hides_income(&self, income: &DeclaredIncome) -> bool {
        let from = self.protected.get(&income.account);
        self.hides_account(&income.account)
            || self.hides_text(&income.source)
            || from.is_some_and(|from| income.year >= from.year())
    }

    /// Whether a text names what is withheld.
    pub fn hides_text(&self, text: &str) -> bool {
        let words = apart(text);
        self.terms.iter().any(|term| text.contains(term))
            || self.accounts.iter().any(|known| known.chars().count() >= LEAST_LETTERS && text.contains(known))
            || self.phrases.iter().any(|phrase| phrase.is_in(&words))
    }

    /// Whether a statement covers such a day of such an account: its balances would tell what is missing.
    pub fn hides_statement(&self, check: &StatementCheck) -> bool {
        let statement = &check.statement;
        let last = [statement.to, statement.closing.and_then(|closing| closing.on)].into_iter().flatten().max();
        let covers = |first: &Date| last.is_none_or(|last| last >= *first);
        self.hides_source(check.source)
            || self.touched.get(statement.account.as_str()).is_some_and(covers)
            || self.hides_account(statement.account.as_str())
    }

    /// Whether a problem is of what is withheld, or quotes it.
    pub fn hides_problem(&self, problem: &Problem) -> bool {
        let texts = [&problem.found, &problem.expected];
        let is_of_row = problem.place.row.is_some_and(|row| self.rows.contains(&(problem.source, row)));
        // What could not be read has no day.
        let has_no_row = problem.place.row.is_none();
        self.hides_source(problem.source)
            || is_of_row
            || texts.iter().any(|text| self.hides_text(text))
            || (has_no_row && texts.iter().any(|text| self.names_someone(text, Date::MAX)))
    }

    /// Whether a trace may rest on what is withheld: an account that it names holds, from that day on, another balance.
    pub fn hides_trace(&self, name: &str, trace: &Trace) -> bool {
        let last: Option<Date> = trace.at.as_deref().and_then(|at| at.get(..10)).and_then(|day| day.parse().ok());
        let tells =
            |account: &str| self.touched.get(account).is_some_and(|first| last.is_none_or(|last| last >= *first));
        named::accounts(trace).into_iter().any(|account| self.hides_account(account) || tells(account))
            || trace.transactions().into_iter().any(|id| self.hides_transaction(id))
            || named::texts(trace).into_iter().chain([name]).any(|text| self.hides_text(text))
    }

    /// Whether a lead says anything of it; its findings are judged by themselves.
    pub fn hides_lead(&self, lead: &Lead) -> bool {
        let mut texts = lead.for_.iter().chain(&lead.against).chain(&lead.ask).flat_map(|said| [&said.en, &said.fr]);
        lead.accounts.iter().any(|member| self.hides_account(&member.account))
            || texts.any(|text| self.hides_text(text))
    }

    /// Takes out of what is known of an account all that may be so from that day on.
    pub fn strip(&self, account: &mut Account) {
        let Some(from) = self.protected.get(account.id.as_str()).copied() else { return };
        let kept = account.clone();
        *account = Account {
            holder: kept.holder,
            kind: kept.kind,
            hub: kept.hub,
            in_case: kept.in_case,
            birth_on: kept.birth_on,
            opening: kept.opening.filter(|opening| opening.on.is_some_and(|on| on < from)),
            opened_on: kept.opened_on.filter(|day| *day < from),
            ..Account::new(kept.id, kept.currency)
        };
    }
}

/// What an entry says that could give it away elsewhere.
fn said(entry: &Entry) -> Vec<&str> {
    let parties = [&entry.debtor, &entry.creditor].map(|party| party.name.as_deref());
    parties.into_iter().chain([entry.text.as_deref(), entry.reference.as_deref()]).flatten().collect()
}

/// The names that stand beside the accounts of protected people.
fn names(content: &Content) -> Vec<(Name, Date)> {
    let of_entries = content
        .entries
        .values()
        .flatten()
        .flat_map(|(_, entry)| [&entry.debtor, &entry.creditor])
        .filter_map(|party| Some((party.account.as_ref()?.as_str(), party.name.as_deref()?)));
    let of_statements = content
        .statements
        .iter()
        .filter_map(|check| Some((check.statement.account.as_str(), check.statement.holder.as_deref()?)));
    let of_accounts =
        content.accounts.iter().filter_map(|account| Some((account.id.as_str(), account.holder.as_deref()?)));
    let known = content.rights.known.names.iter();
    let of_case = known.filter_map(|(account, name)| Some((account.as_deref()?, name.as_str())));
    let watched = of_entries.chain(of_case).chain(of_statements).chain(of_accounts).filter_map(|(account, name)| {
        let from = content.rights.protected.get(account)?;
        Name::of(name).filter(|name| name.words().len() > 1).map(|name| (name, *from))
    });
    watched.collect::<BTreeSet<_>>().into_iter().collect()
}
