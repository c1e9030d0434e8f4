//! A list as FollowTheMoney entities, one JSON object a line, as OpenSanctions and Aleph give it.
//!
//! Lines with one id are fragments of one entity. Papers and accounts may stand in entities of their own, which name their holder and may come
//! before it; so all lines are read before they are brought together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Fault, ListFormat, Listed, ListedKind, Unread, WatchList};
use crate::Refusal;
use crate::ftm::json::{Json, parse};

/// No entity about a person is longer.
const LONGEST_LINE: usize = 4 << 20;

/// Parts of a person's name, in the order in which they are put together.
const PARTS: [&str; 5] = ["firstName", "secondName", "middleName", "fatherName", "lastName"];

/// What an entity holds beside a person: numbers, and whose they are.
#[derive(Default)]
struct Beside {
    holders: Vec<String>,
    numbers: Vec<String>,
    is_account: bool,
}

#[derive(Default)]
struct Entities {
    listed: Vec<Listed>,
    /// The first value of each part of the name, record by record.
    parts: Vec<[Option<String>; PARTS.len()]>,
    positions: BTreeMap<String, usize>,
    beside: Vec<Beside>,
    others: BTreeMap<String, (u64, u32)>,
    unread: Vec<Unread>,
}

/// Reads a list.
///
/// # Errors
/// A refusal when no line is an entity that names anybody.
pub(super) fn read(bytes: &[u8]) -> Result<WatchList, Refusal> {
    let mut entities = Entities::default();
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for (line, bytes) in (1_u32..).zip(body.split(|&byte| byte == b'\n')) {
        entities.line(bytes, line);
    }
    entities.finish()
}

/// The texts of a value: it may be one, or a list of them.
fn texts<'a>(value: &'a Json<'_>) -> impl Iterator<Item = &'a str> {
    let values = match value {
        Json::List(values) => values.as_slice(),
        one => std::slice::from_ref(one),
    };
    values.iter().filter_map(Json::text).map(str::trim).filter(|text| !text.is_empty())
}

impl Entities {
    fn fault(&mut self, line: u32, fault: Fault) {
        self.unread.push(Unread { line, fault });
    }

    fn line(&mut self, bytes: &[u8], line: u32) {
        if bytes.len() > LONGEST_LINE {
            return self.fault(line, Fault::TooLong);
        }
        let text = String::from_utf8_lossy(bytes);
        if text.trim().is_empty() {
            return;
        }
        if matches!(text, Cow::Owned(_)) {
            self.fault(line, Fault::Bytes);
        }
        let Some(value) = parse(text.trim()) else { return self.fault(line, Fault::NoEntity) };
        let (id, schema) = (value.get("id").and_then(Json::text), value.get("schema").and_then(Json::text));
        let (Some(id), Some(schema), Some(Json::Map(properties))) = (id, schema, value.get("properties")) else {
            return self.fault(line, Fault::NoEntity);
        };
        match schema {
            "Person" => self.entity(id, ListedKind::Person, properties, line),
            "Company" | "Organization" | "PublicBody" => self.entity(id, ListedKind::Organisation, properties, line),
            "LegalEntity" => self.entity(id, ListedKind::Unknown, properties, line),
            "Identification" | "Passport" | "BankAccount" => self.beside(properties, schema == "BankAccount"),
            other => self.others.entry(other.to_owned()).or_insert((0, line)).0 += 1,
        }
    }

    fn entity(&mut self, id: &str, kind: ListedKind, properties: &[(Cow<'_, str>, Json<'_>)], line: u32) {
        let next = self.listed.len();
        let at = *self.positions.entry(id.to_owned()).or_insert(next);
        if at == next {
            self.listed.push(Listed { line, id: Some(id.to_owned()), ..Listed::default() });
            self.parts.push(Default::default());
        }
        let (Some(listed), Some(parts)) = (self.listed.get_mut(at), self.parts.get_mut(at)) else { return };
        // Of fragments that are said more and less exactly, the more exact one tells.
        listed.kind = listed.kind.max(kind);
        for (name, value) in properties {
            for text in texts(value) {
                match PARTS.iter().position(|part| part == name) {
                    Some(part) => {
                        parts[part].get_or_insert_with(|| text.to_owned());
                    }
                    None => take(listed, name, text),
                }
            }
        }
    }

    fn beside(&mut self, properties: &[(Cow<'_, str>, Json<'_>)], is_account: bool) {
        let mut found = Beside { is_account, ..Beside::default() };
        for (name, value) in properties {
            let to = match &**name {
                "holder" | "owner" => &mut found.holders,
                "number" | "passportNumber" | "personalNumber" if !is_account => &mut found.numbers,
                "iban" | "accountNumber" if is_account => &mut found.numbers,
                _ => continue,
            };
            to.extend(texts(value).map(str::to_owned));
        }
        self.beside.push(found);
    }

    fn finish(mut self) -> Result<WatchList, Refusal> {
        for found in std::mem::take(&mut self.beside) {
            for at in found.holders.iter().filter_map(|holder| self.positions.get(holder)) {
                if let Some(listed) = self.listed.get_mut(*at) {
                    let to = if found.is_account { &mut listed.accounts } else { &mut listed.documents };
                    to.extend(found.numbers.iter().cloned());
                }
            }
        }
        for (listed, parts) in self.listed.iter_mut().zip(&self.parts) {
            // A name put together adds nothing to one that is written out.
            if listed.names.is_empty() {
                listed.names.extend(put_together(parts));
            }
        }
        for (schema, (count, line)) in std::mem::take(&mut self.others) {
            self.fault(line, Fault::OtherKind(schema, count));
        }
        WatchList::of(ListFormat::Entities, self.listed, self.unread)
    }
}

/// A name of its parts; the father's stands in brackets.
fn put_together(parts: &[Option<String>; PARTS.len()]) -> Option<String> {
    let written = PARTS.iter().zip(parts).filter_map(|(name, part)| {
        let part = part.as_deref()?;
        Some(if *name == "fatherName" { format!("({part})") } else { part.to_owned() })
    });
    let name = written.collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

fn take(listed: &mut Listed, property: &str, text: &str) {
    let is_organisation = listed.kind != ListedKind::Person;
    let to = match property {
        "name" | "alias" | "previousName" => &mut listed.names,
        "weakAlias" | "abbreviation" => &mut listed.weak_names,
        "birthDate" => {
            // A time behind the day says nothing of it.
            listed.births.push(text.split_once('T').map_or(text, |(day, _)| day).to_owned());
            return;
        }
        "country" | "nationality" | "citizenship" | "jurisdiction" | "mainCountry" => return listed.take_country(text),
        "passportNumber" => &mut listed.documents,
        "socialSecurityNumber" => &mut listed.national_numbers,
        "registrationNumber" | "taxNumber" | "vatCode" | "idNumber" if is_organisation => &mut listed.registrations,
        "registrationNumber" | "taxNumber" | "idNumber" => &mut listed.documents,
        "phone" => &mut listed.phones,
        "email" => &mut listed.emails,
        "address" => &mut listed.addresses,
        _ => return,
    };
    to.push(text.to_owned());
}
