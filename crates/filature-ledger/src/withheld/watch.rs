use std::collections::{BTreeMap, BTreeSet};

use arrow_array::RecordBatch;
use filature_model::{AccountId, folded_words};
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
/// A key, document or telephone of fewer letters is too short to be looked for inside a text.
const LEAST_LETTERS: usize = 6;

/// By what protected people are known, and from which day on.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    people: BTreeMap<String, Person>,
}

#[derive(Clone, Debug)]
struct Person {
    from: Date,
    /// The key without spaces and signs, where it is long enough to be found in a text.
    compact: Option<String>,
    /// Names in folded words, each of two words at least.
    names: BTreeSet<BTreeSet<String>>,
    /// Documents and telephones.
    marks: BTreeSet<String>,
}

impl Watch {
    /// For these accounts, with the names that statements, lists and rows give them.
    pub fn new(protected: &BTreeMap<AccountId, Date>, segments: &[Segment]) -> Self {
        let person = |(account, from): (&AccountId, &Date)| {
            let compact = Some(compact(account.as_str())).filter(|key| key.len() >= LEAST_LETTERS);
            let person = Person { from: *from, compact, names: BTreeSet::new(), marks: BTreeSet::new() };
            (account.as_str().to_owned(), person)
        };
        let mut watch = Self { people: protected.iter().map(person).collect() };
        for segment in segments {
            for statement in &segment.statements {
                watch.learn_name(statement.account.as_str(), statement.holder.as_deref());
            }
            for account in &segment.accounts {
                watch.learn_name(account.id.as_str(), account.holder.as_deref());
                let known = [&account.phone, &account.email, &account.device].map(Option::as_deref);
                if let Some(person) = watch.people.get_mut(account.id.as_str()) {
                    person.marks.extend(known.into_iter().flatten().filter_map(mark));
                }
            }
        }
        watch.learn(segments.iter().flat_map(|segment| segment.entries.held()));
        watch
    }

    /// Takes names, documents and telephones from rows that name the accounts.
    pub fn learn<'a>(&mut self, batches: impl Iterator<Item = &'a RecordBatch>) {
        for batch in batches {
            for row in (0..batch.num_rows()).map(|at| Row { batch, at }) {
                for [account, name, document, phone] in SIDES {
                    let Some(key) = row.text(account).filter(|key| self.people.contains_key(*key)) else { continue };
                    self.learn_name(key, row.text(name));
                    if let Some(person) = self.people.get_mut(key) {
                        let marks = [row.text(document), row.text(phone)];
                        person.marks.extend(marks.into_iter().flatten().filter_map(mark));
                    }
                }
            }
        }
    }

    fn learn_name(&mut self, account: &str, name: Option<&str>) {
        let (Some(person), Some(name)) = (self.people.get_mut(account), name) else { return };
        let words = words(name);
        // One word alone is a first name, a firm, or a bank's own term: too many others are called so.
        if words.len() > 1 {
            person.names.insert(words);
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
        self.people.iter().any(|(key, person)| last >= person.from && person.is_on(key, row))
    }

    /// Whether a text names one of them: by key, name, document or telephone.
    pub fn is_named_in(&self, text: &str) -> bool {
        !text.is_empty() && self.people.iter().any(|(key, person)| text == key || person.is_in(text))
    }

    /// Whether a holder is one of them by name.
    pub fn is_held_by(&self, holder: &str) -> bool {
        let words = words(holder);
        self.people.values().any(|person| person.is_called(&words))
    }
}

impl Person {
    fn is_on(&self, key: &str, row: &Row<'_>) -> bool {
        SIDES.iter().any(|[account, name, document, phone]| {
            row.text(account) == Some(key)
                || row.text(name).is_some_and(|name| self.is_called(&words(name)))
                || [row.text(document), row.text(phone)]
                    .into_iter()
                    .flatten()
                    .filter_map(mark)
                    .any(|mark| self.marks.contains(&mark))
        }) || TEXTS.iter().filter_map(|text| row.text(text)).any(|text| self.is_in(text))
    }

    fn is_called(&self, words: &BTreeSet<String>) -> bool {
        self.names.iter().any(|name| name.is_subset(words))
    }

    fn is_in(&self, text: &str) -> bool {
        let bare = compact(text);
        self.compact.as_ref().is_some_and(|key| bare.contains(key))
            || self.marks.iter().any(|mark| bare.contains(mark))
            || self.is_called(&words(text))
    }
}

fn words(name: &str) -> BTreeSet<String> {
    folded_words(name).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn mark(text: &str) -> Option<String> {
    Some(compact(text)).filter(|mark| mark.len() >= LEAST_LETTERS)
}

/// Letters and digits alone, in capitals.
fn compact(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
