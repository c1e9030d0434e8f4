//! A list of people and organisations that somebody brings, to be held against a case: who is on it, and by what they can be known.
//!
//! ```text
//! bytes ─┬► entities        FollowTheMoney, one entity a line
//!        ├► united_nations  the Security Council's consolidated list, XML     ─► Listed, one a record, with its line
//!        └► table           CSV, by the names of its columns (columns)        └► Unread: what could not be read, with its line
//! ```
//!
//! A list is no source of a case: nothing of it enters the ledger, and no reader here gives an entry. Everything is kept as written; what it
//! means is for whoever compares. What cannot be read is said with its line, and the rest goes on.

mod columns;
mod entities;
mod table;
#[cfg(test)]
mod tests;
mod united_nations;
mod unread;

pub use unread::{Fault, Unread};

use crate::iso20022::encoding::decode;
use crate::{Refusal, archive, columnar, ftm, goaml, iso20022, mt940, ofx, pdf, scan, sheet};

/// How much of a file is looked at to tell whether it is XML.
const SNIFF_BYTES: usize = 8_192;

/// More names of one record than this are not kept.
const MOST_NAMES: usize = 200;

const WHAT_IS_READ: &str = "Give a CSV with a column \"name\", FollowTheMoney entities one a line, or the consolidated list of the United Nations as XML.";

/// Whose name a record gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListedKind {
    /// The list does not say.
    #[default]
    Unknown,
    /// A person.
    Person,
    /// A company, an association, a public body.
    Organisation,
}

/// One record of a list. Everything is as written; what the list does not say stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// By what the list itself calls it.
    pub id: Option<String>,
    /// Person or organisation.
    pub kind: ListedKind,
    /// Names and aliases.
    pub names: Vec<String>,
    /// Names that the list itself calls weak: they say something only where more agrees.
    pub weak_names: Vec<String>,
    /// Dates of birth, or years; several where the list knows several, or gives a range.
    pub births: Vec<String>,
    /// Country, two capitals.
    pub country: Option<String>,
    /// Numbers of passports, identity cards and other papers.
    pub documents: Vec<String>,
    /// National numbers of persons.
    pub national_numbers: Vec<String>,
    /// Registration and tax numbers of organisations.
    pub registrations: Vec<String>,
    /// Account numbers.
    pub accounts: Vec<String>,
    /// Telephones.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Postal addresses.
    pub addresses: Vec<String>,
}

impl Listed {
    /// Whether anybody could be known by it.
    fn says_something(&self) -> bool {
        let lists = [
            &self.names,
            &self.weak_names,
            &self.documents,
            &self.national_numbers,
            &self.registrations,
            &self.accounts,
            &self.phones,
            &self.emails,
        ];
        lists.iter().any(|list| !list.is_empty())
    }

    /// Takes the first country that is two letters: others are names of countries, which tell nothing of telephones.
    fn take_country(&mut self, written: &str) {
        if self.country.is_none() && written.len() == 2 && written.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            self.country = Some(written.to_ascii_uppercase());
        }
    }
}

/// In which of the formats a list was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListFormat {
    /// Separated values under a header.
    Csv,
    /// FollowTheMoney entities, one a line.
    Entities,
    /// The consolidated list of the United Nations Security Council.
    UnitedNations,
}

impl ListFormat {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Entities => "ftm",
            Self::UnitedNations => "un-xml",
        }
    }
}

/// A list, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchList {
    /// As what it was read.
    pub format: ListFormat,
    /// Its records, in the order of the file.
    pub listed: Vec<Listed>,
    /// What could not be read of it, in the order of lines.
    pub unread: Vec<Unread>,
}

impl WatchList {
    /// Puts aside records by which nobody can be known, and names beyond the most that are kept.
    fn of(format: ListFormat, all: Vec<Listed>, mut unread: Vec<Unread>) -> Result<Self, Refusal> {
        let mut listed = Vec::with_capacity(all.len());
        for mut record in all {
            for names in [&mut record.names, &mut record.weak_names] {
                each_once(names);
                if names.len() > MOST_NAMES {
                    let more = names.len() - MOST_NAMES;
                    unread.push(Unread { line: record.line, fault: Fault::TooManyNames { kept: MOST_NAMES, more } });
                    names.truncate(MOST_NAMES);
                }
            }
            if record.says_something() {
                listed.push(record);
            } else {
                unread.push(Unread { line: record.line, fault: Fault::Nobody });
            }
        }
        unread.sort_by_key(|one| one.line);
        if listed.is_empty() {
            let what = unread.first().map_or_else(String::new, |one| format!(" The first that was not read: {one}"));
            return Err(Refusal::new(format!("No record of the list names anybody.{what}"), WHAT_IS_READ));
        }
        Ok(Self { format, listed, unread })
    }
}

/// Whether bytes are of a format.
type Test = fn(&[u8]) -> bool;

/// What is known to be something else, and what to do then.
const OTHERS: [(Test, &str, &str); 9] = [
    (sheet::looks_like, "This is a spreadsheet.", "Save the table as CSV."),
    (archive::looks_like, "This is an archive.", "Unpack it, and give the list that is in it."),
    (columnar::looks_like, "This is a Parquet or Arrow file.", "Save the table as CSV."),
    (scan::looks_like, "This is a picture.", WHAT_IS_READ),
    (pdf::looks_like, "This is a PDF.", WHAT_IS_READ),
    (ofx::looks_like, STATEMENT, WHAT_IS_READ),
    (iso20022::looks_like, STATEMENT, WHAT_IS_READ),
    (mt940::looks_like, STATEMENT, WHAT_IS_READ),
    (goaml::looks_like, "This is a report to a financial intelligence unit, and no list.", WHAT_IS_READ),
];

const STATEMENT: &str = "This is a statement of an account, and no list of people or organisations.";

/// Reads a list; the format is told from the bytes.
///
/// # Errors
/// A [`Refusal`] when it is none of the formats, or none of its records names anybody.
///
/// ```
/// use filature_intake::watch_list;
/// let list = watch_list::read("id;nom;prénom;né(e) le\n7;Exemple;Léa;1991-03-12\n".as_bytes())?;
/// assert_eq!((list.listed[0].names[0].as_str(), list.listed[0].births[0].as_str()), ("Léa Exemple", "1991-03-12"));
/// # Ok::<(), filature_intake::Refusal>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<WatchList, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new("The list is empty.", WHAT_IS_READ));
    }
    if let Some((_, what, to_do)) = OTHERS.iter().find(|(looks_like, ..)| looks_like(bytes)) {
        return Err(Refusal::new(*what, *to_do));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if ftm::looks_like(bytes) || text.starts_with(b"{") {
        return entities::read(bytes);
    }
    let head = decode(&bytes[..bytes.len().min(SNIFF_BYTES)]);
    if head.is_ok_and(|head| head.text.trim_start().starts_with('<')) {
        return united_nations::read(bytes);
    }
    table::read(bytes)
}

/// Each value once, the first of two; empty ones not at all.
fn each_once(values: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    values.retain(|value| !value.trim().is_empty() && seen.insert(value.clone()));
}
