use std::collections::{BTreeMap, BTreeSet};

use arrow_array::RecordBatch;
use filature_model::naming::{Name, Number, Telephone, Written};
use filature_model::{Account, AccountId, Statement};
use jiff::civil::Date;

use crate::build::Segment;
use crate::tables::Row;

/// Columns in which a person can be named in passing.
const TEXTS: [&str; 2] = ["text", "reference"];
/// The columns of one side of a payment: account, name, and what else tells who it is.
const SIDES: [[&str; 4]; 2] = [
    ["debtor", "debtor_name", "debtor_document", "debtor_phone"],
    ["creditor", "creditor_name", "creditor_document", "creditor_phone"],
];
/// A document, an address or a device of fewer signs is too short to be looked for inside a text.
const LEAST_LETTERS: usize = 6;

/// By what protected people are known, and from which day on.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    people: BTreeMap<String, Person>,
}

#[derive(Clone, Debug)]
struct Person {
    from: Date,
    number: Number,
    /// Names as they are written, each of two words at least.
    written: BTreeSet<String>,
    names: BTreeSet<Name>,
    telephones: BTreeSet<Telephone>,
    /// Documents, addresses and devices, and telephones that are too short for more.
    marks: BTreeSet<String>,
}

impl Watch {
    /// For these accounts, with the names that statements, lists and rows give them.
    pub fn new(protected: &BTreeMap<AccountId, Date>, segments: &[Segment]) -> Self {
        let person = |(account, from): (&AccountId, &Date)| {
            let person = Person {
                from: *from,
                number: Number::of(account.as_str()),
                written: BTreeSet::new(),
                names: BTreeSet::new(),
                telephones: BTreeSet::new(),
                marks: BTreeSet::new(),
            };
            (account.as_str().to_owned(), person)
        };
        let mut watch = Self { people: protected.iter().map(person).collect() };
        for segment in segments {
            watch.learn_listed(&segment.statements, &segment.accounts);
        }
        watch.learn(segments.iter().flat_map(|segment| segment.entries.held()));
        watch
    }

    /// Takes what statements and lists say of the accounts.
    pub fn learn_listed<'a>(
        &mut self,
        statements: impl IntoIterator<Item = &'a Statement>,
        accounts: impl IntoIterator<Item = &'a Account>,
    ) {
        for statement in statements {
            self.learn_name(statement.account.as_str(), statement.holder.as_deref());
        }
        for account in accounts {
            self.learn_name(account.id.as_str(), account.holder.as_deref());
            let Some(person) = self.people.get_mut(account.id.as_str()) else { continue };
            person.learn_telephone(account.phone.as_deref());
            let known = [&account.email, &account.device].map(Option::as_deref);
            person.marks.extend(known.into_iter().flatten().filter_map(mark));
        }
    }

    /// Takes names, documents and telephones from rows that name the accounts.
    pub fn learn<'a>(&mut self, batches: impl Iterator<Item = &'a RecordBatch>) {
        for batch in batches {
            for row in (0..batch.num_rows()).map(|at| Row { batch, at }) {
                for [account, name, document, phone] in SIDES {
                    let Some(key) = row.text(account).filter(|key| self.people.contains_key(*key)) else { continue };
                    self.learn_name(key, row.text(name));
                    if let Some(person) = self.people.get_mut(key) {
                        person.learn_telephone(row.text(phone));
                        person.marks.extend(row.text(document).and_then(mark));
                    }
                }
            }
        }
    }

    fn learn_name(&mut self, account: &str, name: Option<&str>) {
        let (Some(person), Some(name)) = (self.people.get_mut(account), name) else { return };
        if person.written.contains(name) {
            return;
        }
        // One word alone is a first name, a firm, or a bank's own term: too many others are called so.
        if let Some(known) = Name::of(name).filter(|known| known.words().len() > 1) {
            person.names.insert(known);
            person.written.insert(name.to_owned());
        }
    }

    /// The first day of any of them.
    pub fn first_day(&self) -> Option<Date> {
        self.people.values().map(|person| person.from).min()
    }

    /// Whether a row shows what one of them did from their day on.
    pub fn is_on(&self, row: &Row<'_>) -> bool {
        let days = [row.date("booked_on"), row.date("value_on")];
        // A row without a day could be of any.
        let last = days.into_iter().flatten().max().unwrap_or(Date::MAX);
        let mut watched = self.people.iter().filter(|(_, person)| last >= person.from).peekable();
        if watched.peek().is_none() {
            return false;
        }
        let said = Said::of(row);
        watched.any(|(key, person)| person.is_on(key, &said))
    }

    /// Whether a text names one of them: by key, name, document or telephone.
    pub fn is_named_in(&self, text: &str) -> bool {
        if text.is_empty() || self.people.is_empty() {
            return false;
        }
        let written = Written::of(text);
        self.people.iter().any(|(key, person)| text == key || person.is_in(&written))
    }

    /// Whether a holder is one of them by name.
    pub fn is_held_by(&self, holder: &str) -> bool {
        let holder = Written::of(holder);
        self.people.values().any(|person| person.is_called(&holder))
    }
}

/// What a row says that could name somebody, read once for all who are watched.
struct Said<'a> {
    accounts: Vec<&'a str>,
    /// Names, and what stands beside the money.
    texts: Vec<Written>,
    telephones: Vec<Telephone>,
    marks: Vec<String>,
}

impl<'a> Said<'a> {
    fn of(row: &Row<'a>) -> Self {
        let of = |place: usize| SIDES.iter().filter_map(move |side| row.text(side[place]));
        let texts = TEXTS.iter().filter_map(|text| row.text(text));
        let marks = of(2).chain(of(3)).filter_map(mark).collect();
        Self {
            accounts: of(0).collect(),
            // A key that is no account by itself may still be a name, or hold one.
            texts: of(0).chain(of(1)).chain(texts).map(Written::of).collect(),
            telephones: of(3).filter_map(Telephone::of).collect(),
            marks,
        }
    }
}

impl Person {
    fn learn_telephone(&mut self, number: Option<&str>) {
        let Some(number) = number else { return };
        match Telephone::of(number) {
            Some(known) => {
                self.telephones.insert(known);
            }
            None => self.marks.extend(mark(number)),
        }
    }

    fn is_on(&self, key: &str, said: &Said<'_>) -> bool {
        said.accounts.contains(&key)
            || said.telephones.iter().any(|number| self.telephones.contains(number))
            || said.marks.iter().any(|mark| self.marks.contains(mark))
            || said.texts.iter().any(|text| self.is_in(text))
    }

    fn is_called(&self, text: &Written) -> bool {
        self.names.iter().any(|name| name.is_in(text))
    }

    fn is_in(&self, text: &Written) -> bool {
        self.number.is_in(text)
            || self.telephones.iter().any(|number| number.is_in(text))
            || self.marks.iter().any(|mark| text.glued().contains(mark))
            || self.is_called(text)
    }
}

/// Letters and digits alone, where there are enough of them.
fn mark(text: &str) -> Option<String> {
    Some(Written::of(text).glued().to_owned()).filter(|mark| mark.len() >= LEAST_LETTERS)
}
