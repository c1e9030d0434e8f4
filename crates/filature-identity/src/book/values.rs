//! What identifies a party, as numbers: equal values have equal numbers.

use super::{Field, Value};
use crate::identifiers::{self, Identifier, IdentifierKind};
use crate::keys::{Word, hashed, mixed};
use crate::party::Party;

pub(super) fn values(party: &Party, numbers: &[Identifier]) -> Vec<Value> {
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
