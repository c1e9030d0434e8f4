//! The two dialects of `:86:` that name its parts: German numbers and Dutch words.

use filature_model::{AccountId, Channel};

use super::information::Information;

/// A part of the German dialect holds 27 characters; from 26 on (a blank may have been cut off, or a bank
/// counts otherwise) the text runs on into the next part without a break between words.
const FULL_PART: usize = 26;
/// Dutch lines hold 65 characters, the tag among them in some banks.
const FULL_LINE: usize = 62;

/// Whether a text begins as `166?00` does.
pub(super) fn is_numbered(text: &str) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    match text.trim_start().as_bytes() {
        [a, b, c, mark, d, e, ..] => b"?<~>@^|".contains(mark) && [a, b, c, d, e].into_iter().all(is_digit),
        _ => false,
    }
}

/// Splits `166?00GUTSCHRIFT?20...` into its code and parts; none when the text is not of that form. Polish
/// banks use `<` or `~` in place of `?`.
fn parts(text: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    if !is_numbered(text) {
        return None;
    }
    let (code, rest) = text.split_at_checked(3)?;
    let mark = rest.chars().next()?;
    let is_number = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    for (at, _) in rest.match_indices(mark) {
        // The mark is one byte, so what follows it begins at the next one.
        let Some(number) = rest.get(at + 1..at + 3).filter(|number| is_number(number)) else { continue };
        if let Some(last) = found.last_mut() {
            last.2 = at;
        }
        found.push((number, at + 3, rest.len()));
    }
    Some((code, found.into_iter().map(|(number, start, end)| (number, &rest[start..end])).collect()))
}

/// Reads the German dialect (and the Polish one that took it over), given without line breaks.
pub(super) fn german(text: &str, is_german: bool) -> Option<Information> {
    let (code, parts) = parts(text.trim_start())?;
    let part = |number: &str| parts.iter().find(|(found, _)| *found == number).map(|(_, text)| text.trim());
    let run = |from: &'static str, to: &'static str| {
        parts.iter().filter(move |(number, _)| (from..=to).contains(number)).map(|(_, text)| *text)
    };
    let purpose = join(run("20", "29").chain(run("60", "63")));
    let name = join(run("32", "33"));
    Some(Information {
        reference: tagged(&purpose, "EREF+"),
        text: if purpose.is_empty() { part("00").unwrap_or("").to_owned() } else { purpose },
        name: Some(name).filter(|name| !name.is_empty()),
        account: account(part("30"), part("31"), part("38")),
        channel: if is_german { german_channel(code) } else { None },
    })
}

/// Joins parts that a text was cut into.
fn join<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    let mut was_full = true;
    for part in parts {
        if !was_full && !part.starts_with(' ') {
            joined.push(' ');
        }
        joined.push_str(part);
        was_full = part.chars().count() >= FULL_PART || part.ends_with(' ');
    }
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands behind a SEPA mark of the purpose (`EREF+`), up to the next mark.
fn tagged(purpose: &str, mark: &str) -> Option<String> {
    let (_, after) = purpose.split_once(mark)?;
    let marks = ["EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "IBAN", "BIC"];
    let mut ends = after.match_indices('+').filter_map(|(at, _)| {
        let mark = marks.iter().find(|mark| after[..at].ends_with(**mark))?;
        Some(at - mark.len())
    });
    let end = ends.next().unwrap_or(after.len());
    let value = after[..end].trim();
    (!value.is_empty() && value != "NOTPROVIDED").then(|| value.to_owned())
}

/// The other account: an IBAN where one is given, else the number at its bank. Noughts stand for none.
fn account(bank: Option<&str>, number: Option<&str>, iban: Option<&str>) -> Option<AccountId> {
    let compact = |text: &str| text.split_whitespace().collect::<String>();
    let ibans = [iban, number].into_iter().flatten().map(compact);
    if let Some(iban) = ibans.map(|text| AccountId::written(&text)).find(AccountId::is_iban) {
        return Some(iban);
    }
    let is_some = |text: &String| text.bytes().any(|byte| byte != b'0');
    let number = number.map(compact).filter(is_some)?;
    let bank = bank.map(compact).filter(is_some).unwrap_or_default();
    Some(AccountId::at_bank(&bank, &number))
}

/// The German banks' codes (Geschäftsvorfallcodes) that leave no doubt how the money moved.
fn german_channel(code: &str) -> Option<Channel> {
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

/// The words of the Dutch dialect.
const WORDS: &[&str] = &[
    "EREF",
    "PREF",
    "MARF",
    "KREF",
    "RTRN",
    "ORDP",
    "BENM",
    "NAME",
    "ID",
    "ADDR",
    "REMI",
    "ISDT",
    "CSID",
    "TRCD",
    "TRTP",
    "IBAN",
    "BIC",
    "ULTD",
    "ULTB",
    "ULTC",
    "PURP",
    "CNTP",
    "SVCL",
    "OCMT",
    "EXCH",
    "CHGS",
    "PREFERENCE",
];

/// Reads the Dutch dialect, `/EREF/.../BENM//NAME/.../REMI/...`, from its lines.
pub(super) fn dutch(lines: &str) -> Option<Information> {
    let first = lines.trim_start().strip_prefix('/')?.split('/').next()?;
    if !WORDS.contains(&first) {
        return None;
    }
    let mut joined = String::new();
    let mut was_full = true;
    for line in lines.lines() {
        if !was_full {
            joined.push(' ');
        }
        joined.push_str(line);
        was_full = line.chars().count() >= FULL_LINE || line.ends_with(['/', ' ']);
    }
    let pairs = pairs(joined.trim());
    let value = |word: &str| {
        let (_, value) = pairs.iter().find(|(found, value)| *found == word && !value.trim().is_empty())?;
        Some(value.trim())
    };
    let counterparty: Vec<&str> = value("CNTP").map(|value| value.split('/').collect()).unwrap_or_default();
    let name = value("NAME").or(counterparty.get(2).copied()).map(str::trim).filter(|name| !name.is_empty());
    let number = value("IBAN").or(counterparty.first().copied()).filter(|number| !number.is_empty());
    let remittance = value("REMI").map(|text| text.strip_prefix("USTD//").unwrap_or(text).trim_end_matches('/'));
    Some(Information {
        text: remittance.unwrap_or(joined.trim()).to_owned(),
        name: name.map(str::to_owned),
        account: number.map(AccountId::written),
        reference: value("EREF").filter(|text| !matches!(*text, "NOTPROVIDED" | "NONREF")).map(str::to_owned),
        channel: value("TRTP").filter(|kind| kind.starts_with("SEPA")).map(|_| Channel::Transfer),
    })
}

/// Splits at the words; a slash inside a value stays in it.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let mut pairs: Vec<(&str, usize, usize)> = Vec::new();
    let mut start = 0;
    for token in text.split('/') {
        let end = start + token.len();
        if WORDS.contains(&token) {
            pairs.push((token, (end + 1).min(text.len()), text.len()));
            let before = pairs.len().checked_sub(2);
            if let Some(before) = before.and_then(|at| pairs.get_mut(at)) {
                before.2 = start.saturating_sub(1).max(before.1);
            }
        }
        start = end + 1;
    }
    pairs.into_iter().map(|(word, start, end)| (word, text[start..end].trim_matches('/'))).collect()
}
