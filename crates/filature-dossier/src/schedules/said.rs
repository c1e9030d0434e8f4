//! What several sheets say in the same way: accounts, entries of a transaction, totals by currency.

use std::collections::BTreeMap;

use filature_model::{Channel, Currency, Finding, PaymentStatus};

use super::cell::{Cell, Given, Outcome, Sum};
use super::sheet::{Column, Key, Sheet};
use crate::catalogue::{Side, Transfer};
use crate::markup::{plain, sentence};
use crate::notes::{numbers, ranges};
use crate::parts::Desk;
use crate::wording::{self, Pair, follow, schedules};

/// The most letters of a cell of entries: a workbook holds 32,767, and nobody reads as many.
const LETTERS: usize = 4_000;

/// A sentence with its slots filled in.
pub fn filled<const N: usize>(desk: &Desk<'_>, pair: Pair, slots: [String; N]) -> String {
    plain(&sentence(pair, desk.language, &slots.map(crate::document::Inline::Words)))
}

/// An account and, in a cell of its own, who holds it, as may be shown.
pub fn account(desk: &Desk<'_>, account: &str) -> [Cell; 2] {
    [Cell::text(account), Cell::maybe(desk.catalogue.holder(account))]
}

/// One side of a transfer: its account, and the name that stands with it, or what stands in place of both.
pub fn side(desk: &Desk<'_>, side: Side<'_>, channel: Option<Channel>) -> [Cell; 2] {
    let name = side.name.map(|name| desk.catalogue.name(name));
    let name = name.or_else(|| side.account.and_then(|account| desk.catalogue.holder(account)));
    let name = name.filter(|name| !name.is_empty());
    match (side.account, name) {
        (None, None) => {
            let words = desk.catalogue.side(side, channel);
            [Cell::Empty, Cell::text(plain(&words))]
        }
        (account, name) => [Cell::maybe(account), Cell::maybe(name)],
    }
}

/// The numbers of the entries of these transactions, those that follow each other as a range; so many as a cell holds.
pub fn entries<'a>(desk: &Desk<'_>, transactions: impl IntoIterator<Item = &'a str>) -> Cell {
    let Some(rows) = desk.catalogue.rows(transactions) else { return Cell::Empty };
    let numbers = numbers(&rows);
    // What is left out is counted in entries, so ranges are made of what is named.
    let mut named = numbers.len();
    let mut written = ranges(&numbers).join(" ");
    while written.len() > LETTERS {
        named /= 2;
        written = ranges(&numbers[..named]).join(" ");
    }
    if named < numbers.len() {
        written = format!("{written} {}", filled(desk, follow::AND_MORE, [(numbers.len() - named).to_string()]));
    }
    Cell::text(written)
}

/// The columns of a payment: payer, payee, amount and currency.
pub fn payment_columns() -> [Column; 6] {
    [
        Column::new("payer", schedules::PAYER_ACCOUNT),
        Column::wrapped("payer_name", wording::COL_PAYER, 24),
        Column::new("payee", schedules::PAYEE_ACCOUNT),
        Column::wrapped("payee_name", wording::COL_PAYEE, 24),
        Column::new("amount", wording::COL_AMOUNT),
        Column::new("currency", schedules::CURRENCY),
    ]
}

/// Payer, payee, amount and currency of a transfer.
pub fn transfer(desk: &Desk<'_>, transfer: &Transfer<'_>) -> Vec<Cell> {
    let [payer, payer_name] = side(desk, transfer.payer, transfer.channel);
    let [payee, payee_name] = side(desk, transfer.payee, transfer.channel);
    let amount = [Cell::money(transfer.amount), Cell::code(transfer.amount.currency)];
    [payer, payer_name, payee, payee_name].into_iter().chain(amount).collect()
}

/// The findings that are shown, then those that leads alone rest on: numbered in this order on every sheet.
pub fn findings<'a>(desk: &Desk<'a>) -> impl Iterator<Item = (u64, &'a Finding)> {
    let content = &desk.selected.content;
    let shown = &content.findings.findings;
    let of_leads = content.lead_findings.iter().filter(|finding| !shown.iter().any(|other| other.id == finding.id));
    (1..).zip(shown.iter().chain(of_leads))
}

/// Sums by currency, in the order of their codes.
pub type ByCurrency = BTreeMap<Currency, i128>;

/// A total for each currency: of these columns, over the rows in that currency that meet what else is given.
pub fn totals(
    sheet: &mut Sheet,
    label: impl Fn(Currency) -> String,
    columns: &[(&'static str, ByCurrency)],
    given: &[(&'static str, Given)],
) {
    let currencies: std::collections::BTreeSet<Currency> =
        columns.iter().flat_map(|(_, sums)| sums.keys().copied()).collect();
    let key = sheet.key;
    for currency in currencies {
        let mut cells = vec![("currency", Cell::code(currency))];
        cells.extend(columns.iter().filter_map(|(column, sums)| {
            let minor = sums.get(&currency)?;
            let of = [("currency", Given::Word(currency.code().to_owned()))];
            let given = of.into_iter().chain(given.iter().cloned()).collect();
            Some((*column, Cell::sum(Sum { sheet: key, column, given }, Outcome::Money(*minor, currency))))
        }));
        sheet.total(label(currency), cells);
    }
}

/// A sum over the rows of another sheet.
pub fn sum_where(sheet: Key, column: &'static str, given: Vec<(&'static str, Given)>, result: Outcome) -> Cell {
    Cell::sum(Sum { sheet, column, given }, result)
}

/// Whether something holds: a formula over its row that says so in a word.
pub fn verdict(desk: &Desk<'_>, condition: &str, holds: bool) -> Cell {
    let [yes, no] = [schedules::YES, schedules::NO].map(|pair| desk.say(pair));
    let quoted = super::layout::quoted;
    let formula = format!("IF({condition},{},{})", quoted(&yes), quoted(&no));
    Cell::own(formula, Outcome::Word(if holds { yes } else { no }))
}

/// How the money moved.
pub fn channel(channel: Channel) -> Pair {
    match channel {
        Channel::Transfer => schedules::BY_TRANSFER,
        Channel::Card => schedules::BY_CARD,
        Channel::CashIn => schedules::BY_CASH_IN,
        Channel::CashOut => schedules::BY_CASH_OUT,
        Channel::Remittance => schedules::BY_REMITTANCE,
        Channel::Cheque => schedules::BY_CHEQUE,
        Channel::Fee => schedules::BY_FEE,
        Channel::Interest => schedules::BY_INTEREST,
        Channel::Crypto => schedules::BY_CRYPTO,
        Channel::Other => schedules::BY_OTHER,
    }
}

/// What became of a payment that was not carried out.
pub fn status(status: PaymentStatus) -> Option<Pair> {
    match status {
        PaymentStatus::Paid => None,
        PaymentStatus::Pending => Some(schedules::WAS_PENDING),
        PaymentStatus::Cancelled => Some(schedules::WAS_CANCELLED),
        PaymentStatus::Refunded => Some(schedules::WAS_REFUNDED),
        PaymentStatus::Unclaimed => Some(schedules::WAS_UNCLAIMED),
    }
}

/// Whether a statement is a fact, a question or supposed.
pub fn nature(what: &str) -> Pair {
    match what {
        "fact" => wording::FACT,
        "question" => schedules::QUESTION,
        _ => wording::ASSUMPTION,
    }
}
