//! The Dutch dialect, which names its parts (`/EREF/…/BENM//NAME/…/REMI/…`); Belgian and Nordic branches write it too.
//!
//! ```text
//! /TRTP/ kind   /IBAN/ /BIC/ /NAME/ the other side   /ORDP/ its payer  /BENM/ its payee   /CNTP/iban/bic/name/town/
//! /REMI/ text   /EREF/ the payer's reference   /MARF/ mandate   /CSID/ creditor   /RTRN/ reason of a return
//! ```

use std::borrow::Cow;

use filature_model::{AccountId, Channel, Legs, iban_check};

use super::super::information::Information;

/// Lines hold 65 characters, the tag among them in some banks.
const FULL_LINE: usize = 62;

/// More parts than this, of which an entry may have, make room for themselves.
const USUAL_PARTS: usize = 16;

/// Whether a text between slashes is a word of the Dutch dialect.
fn is_word(text: &str) -> bool {
    matches!(
        text,
        "EREF"
            | "PREF"
            | "MARF"
            | "KREF"
            | "RTRN"
            | "ORDP"
            | "BENM"
            | "NAME"
            | "ID"
            | "ADDR"
            | "REMI"
            | "ISDT"
            | "CSID"
            | "TRCD"
            | "TRTP"
            | "IBAN"
            | "BIC"
            | "ULTD"
            | "ULTB"
            | "ULTC"
            | "PURP"
            | "CNTP"
            | "SVCL"
            | "OCMT"
            | "EXCH"
            | "CHGS"
            | "PREFERENCE"
            | "ACCW"
    )
}

/// Whether a text begins with one of the words.
pub(super) fn is_named(text: &str) -> bool {
    text.strip_prefix('/').and_then(|text| text.split('/').next()).is_some_and(is_word)
}

/// Reads the dialect from its lines, which are put together in `room`.
pub(super) fn read<'a>(lines: &'a str, supplement: &'a str, legs: Legs, room: &'a mut String) -> Information<'a> {
    let joined = joined(lines, room).trim();
    let pairs = pairs(joined);
    let value = |word: &str| {
        let (_, value) = pairs.iter().find(|(found, value)| *found == word && !value.trim().is_empty())?;
        Some(value.trim())
    };
    let counterparty: Vec<&str> = value("CNTP").map(|value| value.split('/').collect()).unwrap_or_default();
    let name = name(&pairs, legs).or(counterparty.get(2).copied()).map(str::trim).filter(|name| !name.is_empty());
    let number = value("IBAN").or(counterparty.first().copied()).filter(|number| !number.is_empty());
    let remittance = value("REMI").map(|text| text.strip_prefix("USTD//").unwrap_or(text).trim_end_matches('/'));
    // Before /IBAN/ came up, the other account stood behind the :61:.
    let behind = || iban_check(supplement).map(|_| AccountId::normalised(supplement));
    let reference = value("EREF").filter(|text| !matches!(*text, "NOTPROVIDED" | "NONREF"));
    Information {
        text: Cow::Borrowed(remittance.unwrap_or(joined)),
        name: name.map(Cow::Borrowed),
        account: number.map(AccountId::normalised).or_else(behind),
        reference: reference.map(Cow::Borrowed),
        channel: value("TRTP").filter(|kind| kind.starts_with("SEPA")).map(|_| Channel::Transfer),
    }
}

/// The lines in one: a full one runs on into the next.
fn joined<'a>(lines: &'a str, room: &'a mut String) -> &'a str {
    if memchr::memchr(b'\n', lines.as_bytes()).is_none() {
        return lines;
    }
    room.clear();
    let mut was_full = true;
    for line in lines.lines() {
        if !was_full {
            room.push(' ');
        }
        room.push_str(line);
        let is_full = line.len() >= FULL_LINE && line.chars().count() >= FULL_LINE;
        was_full = is_full || line.ends_with(['/', ' ']);
    }
    room
}

/// The name of the other side: where both are named (`/ORDP//NAME/…/BENM//NAME/…`), the payer's on a credit, the
/// payee's on a debit.
fn name<'a>(pairs: &[(&str, &'a str)], legs: Legs) -> Option<&'a str> {
    let wanted = if legs == Legs::Debit { "BENM" } else { "ORDP" };
    let (mut whose, mut first) = ("", None);
    for (word, value) in pairs {
        match *word {
            "ORDP" | "BENM" | "ULTD" | "ULTB" | "ULTC" => whose = word,
            "NAME" if value.trim().is_empty() => {}
            "NAME" if whose == wanted => return Some(value.trim()),
            "NAME" => first = first.or(Some(value.trim())),
            _ => {}
        }
    }
    // A bank that names one side alone names the other one.
    first
}

/// Splits at the words; a slash inside a value stays in it.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let mut pairs: Vec<(&str, &str)> = Vec::with_capacity(USUAL_PARTS);
    // The word whose value is open, and where that begins.
    let mut open: Option<(&str, usize)> = None;
    let mut start = 0;
    for end in memchr::memchr_iter(b'/', text.as_bytes()).chain([text.len()]) {
        let token = &text[start..end];
        if is_word(token)
            && let Some((word, from)) = open.replace((token, (end + 1).min(text.len())))
        {
            let to = start.saturating_sub(1).max(from);
            pairs.push((word, text[from..to].trim_matches('/')));
        }
        start = end + 1;
    }
    pairs.extend(open.map(|(word, from)| (word, text[from..].trim_matches('/'))));
    pairs
}
