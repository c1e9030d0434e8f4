//! Many parties made ready to be compared: each word once, each party a few numbers.
//!
//! Names are read and identifiers checked once a party, and words analysed once a word, so that a pair costs little. Numbers of words
//! depend on the order of the parties; no result does.

use ahash::AHashMap;
use rayon::prelude::*;

use crate::birth::Birth;
use crate::identifiers::{self, Identifier, IdentifierKind};
use crate::keys::{Word, hashed, mixed};
use crate::normal::{LegalForm, Name, NoName, Oddities, Role};
use crate::party::{Party, PartyKind};

/// Parties that are read at once: their texts are held until their words have numbers.
const CHUNK: usize = 1 << 15;
/// The most words of a name that are looked at.
pub(crate) const MOST_SLOTS: usize = 8;

/// What a value is a value of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Number of an identity paper.
    Document,
    /// National number of a person.
    National,
    /// Registration number of a company.
    Registration,
    /// Account number.
    Account,
    /// Telephone.
    Phone,
    /// E-mail address.
    Email,
    /// Device.
    Device,
    /// Postal address.
    Address,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Document,
        Self::National,
        Self::Registration,
        Self::Account,
        Self::Phone,
        Self::Email,
        Self::Device,
        Self::Address,
    ];
}

/// A value that identifies, as a number: equal values have equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Value {
    pub field: Field,
    /// Values of two sorts (JMBG and passport of one field) do not contradict one another.
    pub sort: u8,
    pub number: u64,
}

/// A word of a name and its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    pub word: u32,
    pub role: Role,
    pub compound: u8,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct NameRow {
    first: u32,
    count: u8,
    pub kind: PartyKind,
    pub form: Option<LegalForm>,
    pub form_home: Option<&'static str>,
    pub oddities: Oddities,
    pub may_be_cut: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    first_name: u32,
    names: u8,
    first_value: u32,
    values: u16,
    /// Why there is no name, where there is none.
    pub lack: Option<NoName>,
    pub birth: Option<Birth>,
}

/// Parties, ready to be compared.
#[derive(Debug, Default)]
pub struct Book {
    words: Vec<Word>,
    numbers: AHashMap<Box<str>, u32>,
    slots: Vec<Slot>,
    names: Vec<NameRow>,
    rows: Vec<Row>,
    values: Vec<Value>,
}

struct Read {
    names: Vec<Name>,
    lack: Option<NoName>,
    birth: Option<Birth>,
    values: Vec<Value>,
}

impl Book {
    /// Reads the parties; they are known by their place.
    pub fn of(parties: &[Party]) -> Self {
        let mut book = Self::default();
        for chunk in parties.chunks(CHUNK) {
            let read: Vec<Read> = chunk.par_iter().map(read).collect();
            let mut fresh: Vec<Box<str>> = Vec::new();
            for party in read {
                book.add(party, &mut fresh);
            }
            book.words.par_extend(fresh.par_iter().map(|text| Word::new(text)));
        }
        book.presume();
        book
    }

    /// How many parties there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn row(&self, party: u32) -> &Row {
        &self.rows[party as usize]
    }

    pub(crate) fn names(&self, party: u32) -> &[NameRow] {
        let row = self.row(party);
        &self.names[row.first_name as usize..][..usize::from(row.names)]
    }

    pub(crate) fn slots(&self, name: &NameRow) -> &[Slot] {
        &self.slots[name.first as usize..][..usize::from(name.count)]
    }

    pub(crate) fn values(&self, party: u32) -> &[Value] {
        let row = self.row(party);
        &self.values[row.first_value as usize..][..usize::from(row.values)]
    }

    pub(crate) fn word(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    fn add(&mut self, party: Read, fresh: &mut Vec<Box<str>>) {
        let row = Row {
            first_name: small(self.names.len()),
            names: u8::try_from(party.names.len()).unwrap_or(u8::MAX),
            first_value: small(self.values.len()),
            values: u16::try_from(party.values.len()).unwrap_or(u16::MAX),
            lack: party.lack,
            birth: party.birth,
        };
        for name in party.names.into_iter().take(usize::from(row.names)) {
            let first = small(self.slots.len());
            let count = name.tokens.len().min(MOST_SLOTS);
            for token in name.tokens.into_iter().take(count) {
                let word = self.numbered(token.text, fresh);
                self.slots.push(Slot { word, role: token.role, compound: token.compound });
            }
            let (kind, form, oddities) = (name.kind, name.legal_form, name.oddities);
            let (form_home, may_be_cut) = (name.form_home, name.may_be_cut);
            self.names.push(NameRow { first, count: count as u8, kind, form, form_home, oddities, may_be_cut });
        }
        self.values.extend(party.values.into_iter().take(usize::from(row.values)));
        self.rows.push(row);
    }

    fn numbered(&mut self, text: String, fresh: &mut Vec<Box<str>>) -> u32 {
        if let Some(&number) = self.numbers.get(text.as_str()) {
            return number;
        }
        let number = small(self.words.len() + fresh.len());
        let text: Box<str> = text.into();
        self.numbers.insert(text.clone(), number);
        fresh.push(text);
        number
    }

    /// Who is not said to be a person, and has a given name in the name, is taken for one.
    fn presume(&mut self) {
        for at in 0..self.names.len() {
            let name = self.names[at];
            let slots = self.slots(&name);
            // "Jardins de Félicie": a given name behind an article is part of another.
            let behind = |place: usize| place > 0 && slots[place - 1].role == Role::Particle;
            let known = |(place, slot): (usize, &Slot)| {
                slot.role == Role::Plain && !behind(place) && self.words[slot.word as usize].given.is_known()
            };
            if name.kind == PartyKind::Unknown && slots.iter().enumerate().any(known) {
                self.names[at].kind = PartyKind::Person;
            }
        }
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn read(party: &Party) -> Read {
    let mut lack = if party.names.is_empty() { Some(NoName::Empty) } else { None };
    let mut names: Vec<Name> = Vec::with_capacity(party.names.len());
    for written in &party.names {
        match Name::read(written, party.kind) {
            Ok(name) => {
                names.push(name);
                names.extend(Name::in_other_capitals(written, party.kind));
            }
            Err(why) => lack = lack.or(Some(why)),
        }
    }
    // One name that is none does not take the others away.
    let lack = lack.filter(|_| names.is_empty());
    let numbers: Vec<Identifier> =
        party.national_numbers.iter().filter_map(|text| Identifier::national(text)).collect();
    let birth = party.birth.or_else(|| numbers.iter().find_map(Identifier::birth));
    Read { names, lack, birth, values: values(party, &numbers) }
}

fn values(party: &Party, numbers: &[Identifier]) -> Vec<Value> {
    let mut all = Vec::new();
    let mut add = |field, sort, number: u64| all.push(Value { field, sort, number });
    let text = |text: &str| hashed(text.bytes());
    for document in party.documents.iter().filter_map(|written| significant(written)) {
        // A national number that stands where a document's number should is one.
        match Identifier::national(&document).filter(|found| found.kind() != IdentifierKind::AlbanianNumber) {
            Some(number) => add(Field::National, number.kind() as u8, text(number.in_full())),
            None => add(Field::Document, 0, text(&document)),
        }
    }
    for number in numbers {
        add(Field::National, number.kind() as u8, text(number.in_full()));
    }
    let unread = |written: &&String| Identifier::national(written).is_none();
    for number in party.national_numbers.iter().filter(unread).filter_map(|written| significant(written)) {
        add(Field::National, u8::MAX, text(&number));
    }
    for number in party.registrations.iter().filter_map(|written| significant(written)) {
        let digits = ["RO", "BG", "EL", "FR", "RS", "HR", "SI"].iter().find_map(|country| number.strip_prefix(country));
        let number = digits.unwrap_or(&number);
        add(Field::Registration, number.len() as u8, text(number));
        // A SIRET begins with the SIREN of its company.
        if let Some(siren) = number.get(..9).filter(|_| number.len() == 14) {
            add(Field::Registration, 9, text(siren));
        }
    }
    for written in &party.accounts {
        let number = identifiers::account(written).or_else(|| significant(written));
        number.iter().for_each(|number| add(Field::Account, 0, text(number)));
    }
    for written in &party.phones {
        let phone = Identifier::read(IdentifierKind::Phone, written, party.country.as_deref());
        phone_number(phone.as_ref().map_or(written.as_str(), Identifier::in_full))
            .iter()
            .for_each(|&number| add(Field::Phone, 0, number));
    }
    for email in party.emails.iter().filter_map(|written| Identifier::read(IdentifierKind::Email, written, None)) {
        add(Field::Email, 0, text(email.in_full()));
    }
    for device in party.devices.iter().filter(|device| !device.trim().is_empty()) {
        add(Field::Device, 0, text(device.trim()));
    }
    for number in party.addresses.iter().filter_map(|written| address(written)) {
        add(Field::Address, 0, number);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// A number without the words around it: "MB 99000605", "pasoš 000123456". Two capitals before it are its series: "XB 990417".
fn significant(written: &str) -> Option<String> {
    const LABELS: [&str; 12] = ["MB", "МБ", "NO", "NR", "ID", "CI", "BI", "LK", "ЛК", "PB", "АТ", "BR"];
    let mut text = String::new();
    let words: Vec<&str> = written.split_whitespace().collect();
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    for (at, word) in words.iter().enumerate() {
        let before_number = words.get(at + 1).is_some_and(|next| next.starts_with(|sign: char| sign.is_ascii_digit()));
        let series = before_number && word.chars().count() <= 2 && word.chars().all(char::is_uppercase);
        if has_digit(word) || (series && !LABELS.contains(word)) {
            let signs = word.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase);
            text.extend(signs.map(crate::normal::latin_capital));
        }
    }
    // 0000 and 9 identify nobody.
    let told: std::collections::BTreeSet<char> = text.chars().collect();
    (text.len() >= 4 && told.len() > 1).then_some(text)
}

/// The last eight digits: what is left of a telephone number in every form of it.
fn phone_number(written: &str) -> Option<u64> {
    let digits: Vec<u64> = written.chars().filter_map(|sign| sign.to_digit(10).map(u64::from)).collect();
    let last = digits.get(digits.len().checked_sub(8)?..)?;
    let number = last.iter().fold(0, |number, digit| number * 10 + digit);
    (number > 0).then_some(number)
}

/// The words of an address in any order, so that town and street may stand either way round.
fn address(written: &str) -> Option<u64> {
    const LEFT_OUT: [&str; 20] = [
        "rue",
        "avenue",
        "av",
        "bd",
        "ulica",
        "ul",
        "улица",
        "ул",
        "rr",
        "rruga",
        "str",
        "strada",
        "sokak",
        "sk",
        "cad",
        "utca",
        "u",
        "br",
        "no",
        "nr",
    ];
    let lower = written.to_lowercase();
    let words =
        lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty() && !LEFT_OUT.contains(word));
    let mut keys: Vec<u64> = words.map(|word| Word::new(word).classes.fine).collect();
    keys.sort_unstable();
    keys.dedup();
    // A town alone is where many live.
    let numbered = written.bytes().any(|byte| byte.is_ascii_digit());
    (numbered && keys.len() > 1).then(|| keys.into_iter().fold(0, |hash, key| mixed(hash ^ key)))
}
