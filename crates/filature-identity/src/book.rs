//! Many parties made ready to be compared: each word once, each party a few numbers.
//!
//! Names are read and identifiers checked once a party, and words analysed once a word, so that a pair costs little. Numbers of words
//! depend on the order of the parties; no result does.

mod values;

use ahash::AHashMap;
use rayon::prelude::*;

use crate::birth::Birth;
use crate::identifiers::Identifier;
use crate::keys::Word;
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
    Read { names, lack, birth, values: values::values(party, &numbers) }
}
