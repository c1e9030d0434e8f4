//! Who is erased: the accounts that were named, and what stands beside these accounts in the sources.
//!
//! A person has no number of their own in bank records. They are known by the keys of accounts, and by the names, papers and telephones
//! that rows, statements and lists write beside these keys. What is found by name can be somebody else's of the same name: it is better
//! that too much goes.

use std::collections::BTreeSet;

use arrow_array::Array;
use filature_model::naming::{Name, Number, Telephone, Written, close_spelling};
use filature_model::{Account, AccountId};

use super::filter::Filter;
use crate::build::Segment;
use crate::tables::{Row, texts};

/// A paper or an address of fewer letters is in other texts by chance.
const LEAST_PAPER: usize = 5;

/// A word of a name of fewer letters is in other texts by chance.
const LEAST_WORD: usize = 4;

/// By what a person is known. It is held in memory while they are erased, and written nowhere.
#[derive(Clone, Debug, Default)]
pub struct Person {
    accounts: BTreeSet<AccountId>,
    numbers: BTreeSet<Number>,
    names: BTreeSet<Name>,
    /// Names of one word, which only count where they are all that is written.
    lone: BTreeSet<String>,
    telephones: BTreeSet<Telephone>,
    /// Numbers of papers and addresses of mail, letters and digits in one piece.
    papers: BTreeSet<String>,
}

impl Person {
    /// Of accounts alone.
    pub fn of(accounts: impl IntoIterator<Item = AccountId>) -> Self {
        let accounts: BTreeSet<AccountId> = accounts.into_iter().collect();
        let numbers = accounts.iter().map(|account| Number::of(account.as_str())).collect();
        Self { accounts, numbers, ..Self::default() }
    }

    /// The keys of their accounts.
    pub fn accounts(&self) -> &BTreeSet<AccountId> {
        &self.accounts
    }

    /// Takes up what stands beside their accounts in a source. Says whether any of them stands there.
    pub(crate) fn learn(&mut self, segment: &Segment) -> bool {
        let mut is_there = false;
        let accounts = self.accounts.clone();
        for statement in segment.statements.iter().filter(|known| accounts.contains(&known.account)) {
            is_there = true;
            self.name(statement.holder.as_deref());
        }
        for account in segment.accounts.iter().filter(|known| accounts.contains(&known.id)) {
            is_there = true;
            let Account { holder, phone, email, .. } = account;
            self.name(holder.as_deref());
            self.telephone(phone.as_deref());
            self.paper(email.as_deref());
        }
        for batch in segment.entries.held() {
            for [account, name, paper, phone] in [
                ["debtor", "debtor_name", "debtor_document", "debtor_phone"],
                ["creditor", "creditor_name", "creditor_document", "creditor_phone"],
            ] {
                let Some(keys) = texts(batch, account) else { continue };
                for at in (0..batch.num_rows()).filter(|&at| !keys.is_null(at)) {
                    if accounts.contains(&AccountId::written(keys.value(at))) {
                        let row = Row { batch, at };
                        is_there = true;
                        self.name(row.text(name));
                        self.paper(row.text(paper));
                        self.telephone(row.text(phone));
                    }
                }
            }
        }
        is_there
    }

    fn name(&mut self, name: Option<&str>) {
        let Some((name, text)) = name.and_then(|text| Some((Name::of(text)?, text))) else { return };
        if name.words().len() > 1 {
            self.names.insert(name);
        } else {
            self.lone.insert(Written::of(text).glued().to_owned());
        }
    }

    fn telephone(&mut self, text: Option<&str>) {
        self.telephones.extend(text.and_then(Telephone::of));
    }

    fn paper(&mut self, text: Option<&str>) {
        let glued = text.map(|text| Written::of(text).glued().to_owned());
        self.papers.extend(glued.filter(|glued| glued.chars().count() >= LEAST_PAPER));
    }

    /// Whether a text names them.
    pub fn is_in(&self, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        let written = Written::of(text);
        self.accounts.contains(&AccountId::written(text))
            || self.numbers.iter().any(|number| number.is_in(&written))
            || self.names.iter().any(|name| name.is_in(&written))
            || self.lone.contains(written.glued())
            || self.telephones.iter().any(|telephone| telephone.is_in(&written))
            || self.papers.iter().any(|paper| written.glued().contains(paper))
    }

    /// Whether a text has a word of their name, where it is long enough to be no word by chance.
    pub fn has_word_in(&self, text: &str) -> bool {
        let written: BTreeSet<String> = Written::of(text).words().iter().map(|word| close_spelling(word)).collect();
        let own = self.names.iter().flat_map(|name| name.words()).chain(&self.lone);
        own.filter(|word| word.chars().count() >= LEAST_WORD).any(|word| written.contains(&close_spelling(word)))
    }

    /// Whether any field of bytes names them, read as UTF-8 where they are, else as one byte a letter. A line, an element and a quoted text
    /// are fields: in a file that is one line, words of two people would else be one name.
    pub fn is_in_bytes(&self, bytes: &[u8]) -> bool {
        let fields = bytes.split(|byte| matches!(byte, b'\n' | b'<' | b'>' | b'"'));
        fields.filter(|field| !field.is_empty()).any(|field| match std::str::from_utf8(field) {
            Ok(text) => self.is_in(text),
            Err(_) => self.is_in(&field.iter().map(|&byte| char::from(byte)).collect::<String>()),
        })
    }

    /// Puts hashes of all of it into a filter.
    pub(crate) fn hide_in(&self, filter: &mut Filter) {
        self.accounts.iter().for_each(|account| filter.account(account));
        for number in &self.numbers {
            number.within().for_each(|part| filter.within(part));
            number.whole().for_each(|part| filter.whole(part));
        }
        for name in &self.names {
            let pieces: Vec<&str> = name.in_one_piece().collect();
            for piece in &pieces {
                filter.within(piece);
                filter.within(&close_spelling(piece));
            }
            if pieces.is_empty() {
                let words: Vec<&str> = name.words().iter().map(String::as_str).collect();
                filter.whole(&words.concat());
                filter.whole(&words.iter().rev().copied().collect::<String>());
            }
        }
        self.lone.iter().for_each(|word| filter.lone(word));
        self.telephones.iter().for_each(|telephone| filter.within(telephone.digits()));
        self.papers.iter().for_each(|paper| filter.within(paper));
    }
}
