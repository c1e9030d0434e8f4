//! The Dutch dialect, which names its parts (`/EREF/…/BENM//NAME/…/REMI/…`); Belgian and Nordic branches write it too.
//!
//! ```text
//! /TRTP/ kind   /IBAN/ /BIC/ /NAME/ the other side   /ORDP/ its payer  /BENM/ its payee   /CNTP/iban/bic/name/town/
//! /REMI/ text   /EREF/ the payer's reference   /MARF/ mandate   /CSID/ creditor   /RTRN/ reason of a return
//! ```

use filature_model::{AccountId, Channel, Legs, iban_check};

use super::super::information::Information;

/// Lines hold 65 characters, the tag among them in some banks.
const FULL_LINE: usize = 62;

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
    "ACCW",
];

/// Reads the dialect from its lines; none where the first word is none of its own.
pub(super) fn read(lines: &str, supplement: &str, legs: Legs) -> Option<Information> {
    let first = lines.trim_start().strip_prefix('/')?.split('/').next()?;
    if !WORDS.contains(&first) {
        return None;
    }
    let joined = joined(lines);
    let pairs = pairs(joined.trim());
    let value = |word: &str| {
        let (_, value) = pairs.iter().find(|(found, value)| *found == word && !value.trim().is_empty())?;
        Some(value.trim())
    };
    let counterparty: Vec<&str> = value("CNTP").map(|value| value.split('/').collect()).unwrap_or_default();
    let name = name(&pairs, legs).or(counterparty.get(2).copied()).map(str::trim).filter(|name| !name.is_empty());
    let number = value("IBAN").or(counterparty.first().copied()).filter(|number| !number.is_empty());
    let remittance = value("REMI").map(|text| text.strip_prefix("USTD//").unwrap_or(text).trim_end_matches('/'));
    // Before /IBAN/ came up, the other account stood behind the :61:.
    let behind = || iban_check(supplement).map(|_| AccountId::written(supplement));
    Some(Information {
        text: remittance.unwrap_or(joined.trim()).to_owned(),
        name: name.map(str::to_owned),
        account: number.map(AccountId::written).or_else(behind),
        reference: value("EREF").filter(|text| !matches!(*text, "NOTPROVIDED" | "NONREF")).map(str::to_owned),
        channel: value("TRTP").filter(|kind| kind.starts_with("SEPA")).map(|_| Channel::Transfer),
    })
}

/// The lines in one: a full one runs on into the next.
fn joined(lines: &str) -> String {
    let mut joined = String::new();
    let mut was_full = true;
    for line in lines.lines() {
        if !was_full {
            joined.push(' ');
        }
        joined.push_str(line);
        was_full = line.chars().count() >= FULL_LINE || line.ends_with(['/', ' ']);
    }
    joined
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
