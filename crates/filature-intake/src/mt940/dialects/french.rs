//! The labels of French transfers: `VIR SEPA RECU /DE NOM /MOTIF LOYER /REF 12`, or `VIR RECU … DE: NOM MOTIF: LOYER`.
//!
//! They stand behind a word for the transfer or debit alone: elsewhere `DE:` is a word of the text.

use filature_model::{Channel, Legs};

use super::super::information::{Context, Information, one_line, owned};
use super::labels::{self, Label, What};

const COLONS: &[Label] = &[
    ("DE", What::Payer),
    ("POUR", What::Payee),
    ("IBAN", What::Account),
    ("REF", What::Reference),
    ("MOTIF", What::Other),
    ("CHEZ", What::Other),
    ("DATE", What::Other),
    ("ID", What::Other),
];

/// Reads the text, if it begins as a transfer or a card payment.
pub(super) fn read<'a>(body: &'a str, context: &Context<'_>) -> Option<Information<'a>> {
    let text = one_line(body);
    // A remark of the form `/RE/` may stand before the word.
    let start = text.strip_prefix("/RE/").unwrap_or(&text).trim_start();
    if start.starts_with("RETRAIT DAB") {
        return Some(Information { channel: Some(Channel::CashOut), text, ..Information::default() });
    }
    if !start.starts_with("VIR") && !start.starts_with("PRLV") && !start.starts_with("PRELEVEMENT") {
        return None;
    }
    let slashes = slashes(start);
    let payee_or_payer = if context.booking.legs == Legs::Debit { "BEN" } else { "DE" };
    let of = |word: &str| slashes.iter().find(|(found, _)| *found == word).map(|(_, value)| owned(value));
    let information = if slashes.is_empty() {
        labels::found(start, COLONS, context).unwrap_or_default()
    } else {
        Information { name: of(payee_or_payer), reference: of("REF").or_else(|| of("REFDO")), ..Information::default() }
    };
    Some(Information { channel: Some(Channel::Transfer), text, ..information })
}

/// Values behind `/WORD `, up to the next one.
fn slashes(text: &str) -> Vec<(&str, &str)> {
    const WORDS: [&str; 7] = ["DE", "BEN", "MOTIF", "REF", "REFDO", "REFBEN", "ID"];
    let mut marks: Vec<(&str, usize, usize)> = Vec::new();
    for (at, _) in text.match_indices(" /") {
        let word = text.get(at + 2..).unwrap_or_default().split(' ').next().unwrap_or_default();
        if WORDS.contains(&word) {
            marks.push((word, at, at + 2 + word.len()));
        }
    }
    let ends = marks.iter().skip(1).map(|(_, start, _)| *start).chain([text.len()]).collect::<Vec<_>>();
    let values = marks.iter().zip(ends).filter_map(|((word, _, from), to)| Some((*word, text.get(*from..to)?.trim())));
    values.filter(|(_, value)| !value.is_empty()).collect()
}
