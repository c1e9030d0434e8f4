//! What the signs of a table mean, told from all its rows; and rows that are balances, not entries.

use super::super::amounts;
use super::super::mapping::Mapping;
use super::super::stretches::Record;
use super::layout::Layout;

/// How a bank writes the direction of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Debits carry a minus throughout: it is style, and not the correction of a debit.
    pub debits_are_negative: bool,
    /// A minus stands on every debit and on no credit: it says again what the side column says.
    pub sign_repeats_side: bool,
}

impl Style {
    /// The style of a table.
    pub fn of(rows: &[Record], layout: &Layout, mapping: &Mapping) -> Self {
        let mark = u8::try_from(mapping.decimal_mark).unwrap_or(b'.');
        let cell = |row: &Record, at: Option<usize>| at.and_then(|at| row.fields.get(at)).cloned().unwrap_or_default();
        // The currency decides only how many decimals there may be; the sign is the same in any.
        let read = |text: &str| amounts::read(text, mark, filature_model::Currency::EUR).ok().filter(|w| w.minor != 0);
        let positive_debit =
            rows.iter().filter_map(|row| read(&cell(row, layout.debit))).any(|written| !written.negative);
        let is = |words: &[String], word: &str| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        let signed: Vec<(bool, bool)> = rows
            .iter()
            .filter_map(|row| Some((row, read(&cell(row, layout.amount))?)))
            .map(|(row, written)| (written.negative, is(&mapping.debit_words, &cell(row, layout.side))))
            .collect();
        let sign_repeats_side =
            signed.iter().any(|(negative, _)| *negative) && signed.iter().all(|(negative, debit)| negative == debit);
        Self { debits_are_negative: !positive_debit, sign_repeats_side }
    }
}

/// A row that states a balance or a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BalanceRow {
    /// The balance before the first entry.
    Opening,
    /// The balance after the last one.
    Closing,
    /// A total or a turnover.
    Sum,
}

const OPENING: [&str; 14] = [
    "opening balance",
    "balance brought forward",
    "brought forward",
    "solde initial",
    "ancien solde",
    "solde précédent",
    "anfangssaldo",
    "alter kontostand",
    "beginsaldo",
    "saldo początkowe",
    "sold initial",
    "početno stanje",
    "nyitó egyenleg",
    "saldo inicial",
];
const CLOSING: [&str; 14] = [
    "closing balance",
    "balance carried forward",
    "carried forward",
    "solde final",
    "nouveau solde",
    "solde de clôture",
    "endsaldo",
    "neuer kontostand",
    "eindsaldo",
    "saldo końcowe",
    "sold final",
    "krajnje stanje",
    "záró egyenleg",
    "saldo final",
];
const SUM: [&str; 10] = [
    "turnover",
    "total",
    "totals",
    "totaux",
    "total des opérations",
    "sous-total",
    "subtotal",
    "summe",
    "umsätze",
    "ukupno",
];

/// Whether a row's text says that it is no entry. Only a whole text counts: a payment may begin with any word.
pub fn balance_row<'a>(mut texts: impl Iterator<Item = &'a str>) -> Option<BalanceRow> {
    texts.find_map(|text| {
        let text = text.trim().trim_end_matches([':', '.']).trim().to_lowercase();
        let is = |list: &[&str]| list.contains(&text.as_str());
        let kinds =
            [(is(&OPENING), BalanceRow::Opening), (is(&CLOSING), BalanceRow::Closing), (is(&SUM), BalanceRow::Sum)];
        kinds.into_iter().find(|(found, _)| *found).map(|(_, kind)| kind)
    })
}
