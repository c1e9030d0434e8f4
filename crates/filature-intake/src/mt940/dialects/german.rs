//! What the numbered parts mean: Germany's meaning (DFÜ-Abkommen, annex 3), which Austrian, Polish, Czech, Croatian and
//! Bulgarian banks took over.
//!
//! ```text
//! 20-29, 60-65  text, with SEPA's marks in it (EREF+ MREF+ SVWZ+ …)    30  bank    31, 38  account    32, 33  name
//! 00  the bank's word for the booking    10  its batch    34  a code of its own
//! ```

use std::borrow::Cow;

use filature_model::{AccountId, Channel, Legs, iban_check};

use super::super::information::{Context, Information, owned};
use super::numbered::Parts;

/// The marks of SEPA in the text.
const MARKS: [&str; 16] = [
    "EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "IBAN", "BIC", "PURP", "RREF",
    "BREF", "MDAT",
];

/// Reads the dialect, given without line breaks; `purpose` and `name` are room for the parts that are put together.
pub(super) fn read<'a>(
    text: &'a str,
    context: &Context<'_>,
    purpose: &'a mut String,
    name: &'a mut String,
) -> Option<Information<'a>> {
    let parts = Parts::read(text)?;
    let account = account(&parts, context);
    // Some Polish banks put the account into the last part of the text.
    let polish_account = || {
        let number = context.account.is_in(&["PL"]).then(|| parts.one(b"29")).flatten()?;
        polish_iban(number).map(Cow::Owned)
    };
    let purpose = parts.joined(|number| matches!(number, [b'2', _] | [b'6', b'0'..=b'5']), purpose);
    let marked_account = || tagged(purpose, "IBAN").filter(|iban| iban_check(iban) == Some(true));
    let name = parts.joined(|number| matches!(number, b"32" | b"33"), name);
    let other = if context.booking.legs == Legs::Debit { "ABWE" } else { "ABWA" };
    let name = Some(name).filter(|name| !name.is_empty()).or_else(|| tagged(purpose, other));
    let reference = tagged(purpose, "EREF")
        .or_else(|| (context.booking.customer == "KREF+").then(|| tagged(purpose, "KREF")).flatten());
    let account = account.or_else(polish_account).or_else(|| marked_account().map(AccountId::normalised));
    let mut text = Cow::Borrowed(if purpose.is_empty() { parts.one(b"00").unwrap_or("") } else { purpose });
    let mut unknown = String::new();
    let unknown = parts.unknown(&mut unknown);
    if !unknown.is_empty() {
        let text = text.to_mut();
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(unknown);
    }
    let channel = if context.account.is_in(&["DE"]) { channel(parts.code) } else { None };
    Some(Information { text, name: name.map(Cow::Borrowed), account, reference: reference.map(Cow::Borrowed), channel })
}

/// What stands behind a mark of SEPA, up to the next one, or to the bank's own message (`MTLG:`).
fn tagged<'a>(purpose: &'a str, mark: &str) -> Option<&'a str> {
    let pluses = |text: &'a str| memchr::memchr_iter(b'+', text.as_bytes());
    let mut from = pluses(purpose).filter(|at| purpose[..*at].ends_with(mark));
    let after = &purpose[from.next()? + 1..];
    let mut ends = pluses(after).filter_map(|at| {
        let mark = MARKS.iter().find(|mark| after[..at].ends_with(**mark))?;
        Some(at - mark.len())
    });
    let value = &after[..ends.next().unwrap_or(after.len())];
    let mut colons = memchr::memchr_iter(b':', value.as_bytes());
    let value = colons.find_map(|at| value[..at].strip_suffix("MTLG")).unwrap_or(value).trim();
    (!value.is_empty() && value != "NOTPROVIDED").then_some(value)
}

/// The other account: an IBAN where one is given, else the number at its bank. Noughts stand for none.
fn account<'a>(parts: &Parts<'a>, context: &Context<'_>) -> Option<Cow<'a, str>> {
    let [iban, number] = [parts.one(b"38"), parts.one(b"31")].map(|part| part.map(compact));
    let ibans = [&iban, &number].into_iter().flatten().map(|text| normalised(text.clone()));
    if let Some(iban) = ibans.into_iter().find(|id| iban_check(id) == Some(true)) {
        return Some(iban);
    }
    if context.account.is_in(&["PL"])
        && let Some(iban) = [&iban, &number].into_iter().flatten().find_map(|text| polish_iban(text))
    {
        return Some(Cow::Owned(iban));
    }
    let is_some = |text: &Cow<'_, str>| text.bytes().any(|byte| byte != b'0');
    let number = number.or(iban).filter(is_some)?;
    match parts.one(b"30").map(compact).filter(is_some) {
        Some(bank) => Some(owned(AccountId::at_bank(&bank, &number).as_str())),
        None => Some(normalised(number)),
    }
}

/// A text without its blanks.
fn compact(text: &str) -> Cow<'_, str> {
    match text.contains(char::is_whitespace) {
        true => Cow::Owned(text.split_whitespace().collect()),
        false => Cow::Borrowed(text),
    }
}

/// The key of an account.
fn normalised(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => AccountId::normalised(text),
        Cow::Owned(text) => owned(&AccountId::normalised(&text)),
    }
}

/// The IBAN of a Polish number of 26 digits: it is the number with its country before it, and has its check digits
/// already.
pub(super) fn polish_iban(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.len() != 26 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(format!("PL{digits}")).filter(|iban| iban_check(iban) == Some(true))
}

/// The German banks' codes (Geschäftsvorfallcodes) that leave no doubt how the money moved.
fn channel(code: &str) -> Option<Channel> {
    Some(match code {
        "082" => Channel::CashIn,
        "083" => Channel::CashOut,
        "106" => Channel::Card,
        "808" | "809" => Channel::Fee,
        "814" => Channel::Interest,
        "005" | "020" | "051" | "052" | "104" | "105" | "116" | "117" | "118" | "119" | "152" | "153" | "154"
        | "155" | "156" | "166" | "168" | "169" | "191" => Channel::Transfer,
        _ => return None,
    })
}
