//! FollowTheMoney entities, one a line: bank accounts with their holders, others by name, and a payment for each transfer.

use std::collections::BTreeMap;

use filature_model::AccountKind;

use super::point;
use crate::{SynthSide, SyntheticCase};

/// All entities: accounts, their holders, then payments, before each of which stand those that it names first.
pub(super) fn file(case: &SyntheticCase) -> (String, Vec<u8>) {
    let mut out = String::new();
    for (position, account) in case.accounts.iter().enumerate() {
        let schema = if account.kind == AccountKind::Personal { "Person" } else { "Company" };
        let holder = format!("h{position}");
        entity(&mut out, &holder, schema, &[("name", &account.holder), ("country", &account.country.to_lowercase())]);
        let properties = [
            ("iban", account.iban.as_str()),
            ("bankName", account.bank.name()),
            ("currency", "EUR"),
            ("openingDate", &account.opened_on.to_string()),
            ("holder", &holder),
        ];
        entity(&mut out, &format!("a{position}"), "BankAccount", &properties);
    }
    let mut outside = BTreeMap::new();
    for made in &case.transfers {
        let payer = side(&mut out, &mut outside, &made.debtor);
        let payee = side(&mut out, &mut outside, &made.creditor);
        let at = format!("{}T{:02}:{:02}:00Z", made.booked_on, made.minute / 60, made.minute % 60);
        let properties = [
            (if made.debtor.account.is_some() { "payerAccount" } else { "payer" }, payer.as_str()),
            (if made.creditor.account.is_some() { "beneficiaryAccount" } else { "beneficiary" }, &payee),
            ("amount", &point(made.amount_minor)),
            ("currency", "EUR"),
            ("date", &at),
            ("purpose", &made.text),
            ("transactionNumber", &made.reference),
        ];
        entity(&mut out, &made.id, "Payment", &properties);
    }
    ("entities.ftm.json".to_owned(), out.into_bytes())
}

/// The id of a side's account, or of the one who has none; they are told apart by all that is said of them. Nobody is nothing.
fn side<'a>(out: &mut String, outside: &mut BTreeMap<[&'a str; 3], usize>, side: &'a SynthSide) -> String {
    if let Some(position) = side.account {
        return format!("a{position}");
    }
    if side.name.is_empty() {
        return String::new();
    }
    let document = side.identity.as_ref().map_or("", |identity| &identity.document);
    let key = [&*side.name, side.country, document];
    let next = outside.len();
    let number = *outside.entry(key).or_insert(next);
    let id = format!("o{number}");
    if number == next {
        let country = side.country.to_lowercase();
        entity(
            out,
            &id,
            "LegalEntity",
            &[("name", &*side.name), ("country", country.as_str()), ("idNumber", document)],
        );
    }
    id
}

/// A line; properties without a value are left out.
fn entity(out: &mut String, id: &str, schema: &str, properties: &[(&str, &str)]) {
    let written: Vec<String> = properties
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("\"{name}\": [{}]", quoted(value)))
        .collect();
    let id = quoted(id);
    out.push_str(&format!("{{\"id\": {id}, \"schema\": \"{schema}\", \"properties\": {{{}}}}}\n", written.join(", ")));
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
