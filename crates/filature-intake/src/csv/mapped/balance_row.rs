//! Rows that are balances or sums, not entries, told by their words.

use super::super::stretches::Record;
use super::layout::{Layout, cell};

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

const OPENING: [&str; 15] = [
    "opening balance",
    "balance forward",
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

/// Words that state a balance when a date follows them.
const DATED: [&str; 8] = [
    "solde au ",
    "solde créditeur au ",
    "solde débiteur au ",
    "ancien solde au ",
    "nouveau solde au ",
    "balance at ",
    "balance on ",
    "kontostand am ",
];

/// What a row's words say that it is, if not an entry. Only a whole text counts, since a payment may begin with any
/// word, and never the other party's name: Total sells petrol. A row with the other party's account is a payment.
/// The date's column counts where it holds no date.
pub fn balance_row(row: &Record, layout: &Layout, is_dated: bool) -> Option<BalanceRow> {
    if !cell(row, layout.counterparty_account).is_empty() {
        return None;
    }
    let in_place_of_date = (!is_dated).then_some(layout.booked);
    layout.text.iter().copied().chain(in_place_of_date).find_map(|at| kind_of(cell(row, Some(at))))
}

fn kind_of(text: &str) -> Option<BalanceRow> {
    let text = text.trim().trim_end_matches([':', '.']).trim().to_lowercase();
    // `Solde au 31/03/2024`: which end of the statement it is cannot be told from the words alone.
    let dated =
        |words: &&str| text.strip_prefix(words).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if DATED.iter().any(dated) {
        return Some(BalanceRow::Sum);
    }
    let is = |list: &[&str]| list.contains(&text.as_str());
    let kinds = [(is(&OPENING), BalanceRow::Opening), (is(&CLOSING), BalanceRow::Closing), (is(&SUM), BalanceRow::Sum)];
    kinds.into_iter().find(|(found, _)| *found).map(|(_, kind)| kind)
}
