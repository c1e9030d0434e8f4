//! Lines to entities by id, with the properties that the ledger has room for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use filature_model::{AccountKind, Place, Problem, ProblemCode, SourceId};

use super::json::{Json, parse};
use crate::Refusal;
use crate::unread::Unread;

/// No entity about money is longer; texts of whole documents are.
const LONGEST_LINE: usize = 4 << 20;

/// What an entity is to the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Money that moved.
    Payment,
    /// An account.
    Account,
    /// Someone who may hold one.
    Party(Option<AccountKind>),
    /// Who owns what.
    Ownership,
}

impl Kind {
    fn of(schema: &str) -> Option<Self> {
        Some(match schema {
            "Payment" => Self::Payment,
            "BankAccount" => Self::Account,
            "Person" => Self::Party(Some(AccountKind::Personal)),
            "Company" | "Organization" => Self::Party(Some(AccountKind::Business)),
            "PublicBody" => Self::Party(Some(AccountKind::Public)),
            "LegalEntity" => Self::Party(None),
            "Ownership" => Self::Ownership,
            _ => return None,
        })
    }

    /// The properties that are read.
    fn properties(self) -> &'static [&'static str] {
        match self {
            Self::Payment => &[
                "payer",
                "beneficiary",
                "payerAccount",
                "beneficiaryAccount",
                "amount",
                "amountEur",
                "amountUsd",
                "currency",
                "date",
                "purpose",
                "transactionNumber",
            ],
            Self::Account => &[
                "iban",
                "accountNumber",
                "bic",
                "bankName",
                "bank",
                "holder",
                "owner",
                "currency",
                "openingDate",
                "closingDate",
            ],
            Self::Party(_) => &[
                "name",
                "country",
                "nationality",
                "jurisdiction",
                "birthDate",
                "phone",
                "email",
                "address",
                "idNumber",
                "passportNumber",
            ],
            Self::Ownership => &["owner", "asset"],
        }
    }
}

/// An entity.
#[derive(Debug)]
pub(super) struct Entity {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) line: u32,
    /// Its number among the payments, where it is one.
    pub(super) row: u32,
    properties: Vec<(&'static str, String)>,
}

impl Entity {
    /// All values of a property, in the order of the file.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.properties.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The first value.
    pub(super) fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// The first value of the first of these properties that has one.
    pub(super) fn first_of(&self, names: &[&'static str]) -> Option<&str> {
        names.iter().find_map(|&name| self.get(name))
    }
}

/// All entities of a file.
pub(super) struct Entities {
    pub(super) source: SourceId,
    pub(super) all: Vec<Entity>,
    positions: BTreeMap<String, usize>,
    pub(super) unread: Unread,
    pub(super) problems: Vec<Problem>,
    /// How many payments were begun.
    payments: u32,
    /// How many lines were entities of any schema.
    taken: u64,
}

impl Entities {
    /// The entity of an id.
    pub(super) fn by_id(&self, id: &str) -> Option<&Entity> {
        self.positions.get(id).and_then(|&at| self.all.get(at))
    }

    fn problem(&mut self, line: u32, code: ProblemCode, column: &str, found: &str, expected: &str) {
        let place = Place { line: Some(line), ..Place::default() };
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(column));
    }

    fn line(&mut self, text: &str, line: u32) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if text.len() > LONGEST_LINE {
            return self.problem(line, ProblemCode::UnknownLine, "entity", "", "an entity of at most 4 MB");
        }
        let Some(value) = parse(text) else {
            return self.problem(line, ProblemCode::UnknownLine, "entity", text, "an entity as JSON");
        };
        let (id, schema) = (value.get("id").and_then(Json::text), value.get("schema").and_then(Json::text));
        let (Some(id), Some(schema), Some(Json::Map(properties))) = (id, schema, value.get("properties")) else {
            let expected = "an entity with id, schema and properties";
            return self.problem(line, ProblemCode::MissingField, "entity", text, expected);
        };
        self.taken += 1;
        match Kind::of(schema) {
            Some(kind) => self.entity(id, schema, kind, properties, line),
            None => self.unread.count("schema", schema, line),
        }
    }

    fn entity(&mut self, id: &str, schema: &str, kind: Kind, properties: &[(Cow<'_, str>, Json<'_>)], line: u32) {
        let next = self.all.len();
        let at = *self.positions.entry(id.to_owned()).or_insert(next);
        if at == next {
            let row = if kind == Kind::Payment { self.payments } else { 0 };
            self.payments = self.payments.saturating_add(u32::from(kind == Kind::Payment));
            self.all.push(Entity { id: id.to_owned(), kind, line, row, properties: Vec::new() });
        } else if self.all.get(at).is_some_and(|known| known.kind != kind) {
            return self.problem(line, ProblemCode::IdConflict, "schema", schema, "one schema for an id");
        } else {
            self.problem(line, ProblemCode::IdRepeated, "id", id, "");
        }
        for (name, value) in properties {
            let known = kind.properties().iter().find(|known| *known == name);
            let values = match value {
                Json::List(values) => values.as_slice(),
                value => std::slice::from_ref(value),
            };
            for value in values {
                match (known, value.text().map(str::trim), self.all.get_mut(at)) {
                    (Some(&name), Some(text), Some(entity)) if !text.is_empty() => {
                        if entity.all(name).any(|known| known == text) {
                            continue;
                        }
                        // A payment with two values of anything is looked at where it is read.
                        if kind != Kind::Payment && entity.get(name).is_some() {
                            self.unread.count(schema, name, line);
                        } else {
                            entity.properties.push((name, text.to_owned()));
                        }
                    }
                    _ => self.unread.count(schema, name, line),
                }
            }
        }
    }
}

/// Reads all lines.
///
/// # Errors
/// A refusal when none is an entity.
pub(super) fn read(source: SourceId, bytes: &[u8]) -> Result<Entities, Refusal> {
    let mut entities = Entities {
        source,
        all: Vec::new(),
        positions: BTreeMap::new(),
        unread: Unread::default(),
        problems: Vec::new(),
        payments: 0,
        taken: 0,
    };
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for (number, line) in body.split(|&byte| byte == b'\n').enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX).saturating_add(1);
        let text = String::from_utf8_lossy(line);
        if matches!(text, Cow::Owned(_)) {
            entities.problem(number, ProblemCode::BadEncoding, "entity", "", "UTF-8");
        }
        entities.line(&text, number);
    }
    if entities.taken == 0 {
        return Err(Refusal::new(
            "This is JSON, and no line of it is a FollowTheMoney entity.",
            "Ask for entities as JSON lines, each with id, schema and properties; or for CSV.",
        ));
    }
    Ok(entities)
}
