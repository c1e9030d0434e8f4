//! Persons, entities and accounts as a report describes them.

use filature_model::{Account, AccountId, AccountKind, Booked, Currency, Place, Problem, ProblemCode, SourceId};
use jiff::civil::Date;

use crate::account_book::account_id;
use crate::xml_tree::Element;

/// What a report says of a person or an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) name: Option<String>,
    pub(super) document: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) country: Option<String>,
    pub(super) city: Option<String>,
    pub(super) address: Option<String>,
    pub(super) born_on: Option<Date>,
    pub(super) is_person: bool,
}

/// Where problems of the element go.
pub(super) struct Notes<'a> {
    pub(super) source: SourceId,
    pub(super) place: Place,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl Notes<'_> {
    pub(super) fn add(&mut self, code: ProblemCode, column: &str, found: &str, expected: &str) {
        self.problems.push(Problem::new(self.source, self.place, code, found, expected).in_column(column));
    }

    /// A day of an element; one that cannot be read is told, and the rest is kept without it.
    fn day(&mut self, of: Element<'_>, name: &str) -> Option<Date> {
        let written = of.get(name)?;
        match written.parse::<Booked>() {
            Ok(booked) => Some(booked.on),
            Err(_) => {
                self.add(ProblemCode::BadDate, name, written, "YYYY-MM-DD");
                None
            }
        }
    }
}

/// A `t_person`, whatever it is called where it stands.
pub(super) fn person(of: Element<'_>, notes: &mut Notes<'_>) -> Described {
    let names = ["first_name", "middle_name", "prefix", "last_name"];
    let name: Vec<&str> = names.iter().filter_map(|name| of.get(name)).collect();
    let documents = ["id_number", "passport_number"];
    let identified = of.list("identifications", "identification").find_map(|one| one.get("number"));
    let (city, country, address) = address(of);
    Described {
        name: some(&name.join(" ")),
        document: of.first_of(&documents).or(identified).or_else(|| of.get("ssn")).map(str::to_owned),
        phone: phone(of),
        email: of.get("email").map(str::to_owned),
        country: of.first_of(&["residence"]).map(str::to_owned).or(country),
        city,
        address,
        born_on: notes.day(of, "birthdate"),
        is_person: true,
    }
}

/// A `t_entity`.
pub(super) fn entity(of: Element<'_>) -> Described {
    let (city, country, address) = address(of);
    Described {
        name: of.first_of(&["name", "commercial_name"]).map(str::to_owned),
        document: of.get("incorporation_number").map(str::to_owned),
        phone: phone(of),
        email: of.get("email").map(str::to_owned),
        country: of.get("incorporation_country_code").map(str::to_owned).or(country),
        city,
        address,
        ..Described::default()
    }
}

/// The first telephone, with its country in front where the report parts the two.
fn phone(of: Element<'_>) -> Option<String> {
    let phone = of.list("phones", "phone").find(|phone| phone.child("tph_number").is_some())?;
    let number = phone.get("tph_number")?;
    let is_national = !number.starts_with(['+', '0']);
    let prefix = phone.get("tph_country_prefix").filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_digit()));
    Some(match prefix {
        Some(prefix) if is_national => format!("+{prefix} {number}"),
        _ => number.to_owned(),
    })
}

/// Town, country and street of the first address.
fn address(of: Element<'_>) -> (Option<String>, Option<String>, Option<String>) {
    let Some(address) = of.list("addresses", "address").next() else { return (None, None, None) };
    let text = |name: &str| address.get(name).map(str::to_owned);
    (text("city").or_else(|| text("town")), text("country_code"), text("address"))
}

/// A `t_account`, whatever it is called; none where it has no number.
pub(super) fn account(of: Element<'_>, notes: &mut Notes<'_>) -> Option<Account> {
    let bank = of.first_of(&["swift", "institution_code"]);
    let bank_name = of.get("institution_name");
    // Where there is an IBAN, the bank's own number is told as what the ledger has no room for.
    let iban = of.get("iban");
    let number = if iban.is_some() { None } else { of.get("account") };
    let id = match (iban, number) {
        (Some(iban), _) => AccountId::written(iban),
        (None, Some(number)) => account_id(bank.or(bank_name).unwrap_or_default(), number),
        (None, None) => {
            notes.add(ProblemCode::MissingField, of.name(), "", "the number of the account");
            return None;
        }
    };
    let mut account = Account::new(id, currency(of, notes));
    account.bank = bank_name.or(bank).map(str::to_owned);
    account.opened_on = notes.day(of, "opened");
    account.closed_on = notes.day(of, "closed");
    let entity = of.child("t_entity").map(entity);
    let signatories = signatories(of, notes);
    let alone = signatories.iter().find(|one| one.is_primary).or(match signatories.as_slice() {
        [one] => Some(one),
        _ => None,
    });
    let holder = entity.clone().or_else(|| alone.map(|one| one.described.clone())).unwrap_or_default();
    account.holder = of.get("account_name").map(str::to_owned).or_else(|| holder.name.clone());
    account.kind = match (entity.is_some(), signatories.is_empty()) {
        (true, _) => Some(AccountKind::Business),
        (false, false) => Some(AccountKind::Personal),
        (false, true) => None,
    };
    account.country = holder.country;
    account.city = holder.city;
    account.address = holder.address;
    account.phone = holder.phone;
    account.email = holder.email;
    account.birth_on = holder.born_on;
    account.signatories = named(&signatories, account.holder.as_deref());
    Some(account)
}

fn currency(of: Element<'_>, notes: &mut Notes<'_>) -> Option<Currency> {
    let written = of.get("currency_code")?;
    let currency = written.parse();
    if currency.is_err() {
        notes.add(ProblemCode::UnknownWord, "currency_code", written, "a code of ISO 4217");
    }
    currency.ok()
}

/// Someone who may sign for an account.
struct Signatory {
    described: Described,
    role: Option<String>,
    is_primary: bool,
}

fn signatories(of: Element<'_>, notes: &mut Notes<'_>) -> Vec<Signatory> {
    let listed = of.list("related_persons", "account_related_person");
    let all = of.children().filter(|child| child.name() == "signatory").chain(listed);
    all.filter_map(|one| {
        let of = one.children().find(|child| child.name().starts_with("t_person"))?;
        Some(Signatory {
            described: person(of, notes),
            role: one.get("role").map(str::to_owned),
            is_primary: one.get("is_primary").is_some_and(|word| matches!(word, "1" | "true")),
        })
    })
    .collect()
}

/// Those who may sign beside the holder, with their roles.
fn named(signatories: &[Signatory], holder: Option<&str>) -> Option<String> {
    let others = signatories.iter().filter(|one| one.described.name.as_deref() != holder || one.role.is_some());
    let names: Vec<String> = others
        .filter_map(|one| {
            let name = one.described.name.as_deref()?;
            Some(one.role.as_ref().map_or_else(|| name.to_owned(), |role| format!("{name} ({role})")))
        })
        .collect();
    some(&names.join("; "))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
