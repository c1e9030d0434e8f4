//! One row of a bank's table: an entry, a balance, a text that goes on, or a row that is lost.
//!
//! A row is passed over only when nothing of it could be an entry: no date, nothing in a cell for amounts, no
//! balance. Whatever else is not read is counted on its statement, which then is not said to foot.

use filature_model::{AccountId, Balance, Booked, Currency, Money, Place, Problem, ProblemCode};

use super::super::amounts;
use super::super::dates::{self, DateOrder};
use super::super::mapping::Mapping;
use super::super::stretches::Record;
use super::amount::{self, Fault, mark, stated};
use super::balance_row::{BalanceRow, balance_row};
use super::layout::{Layout, cell};
use super::{Line, Reader};

impl Reader<'_> {
    /// Reads the row number `number`.
    pub(super) fn line(&mut self, row: &Record, number: usize) -> Option<Line> {
        let place = Place { row: u32::try_from(number).ok(), line: Some(row.line), message: None };
        let layout = self.layout;
        let written = cell(row, Some(layout.booked));
        let booked = dates::read(written, self.mapping.date_order);
        if layout.is_header_again(row) || (booked.is_none() && continues(row, layout)) {
            self.no_entry(row, place);
            return None;
        }
        if !layout.fits(row) {
            self.lose_ragged(row, place);
            return None;
        }
        if let Some(kind) = balance_row(row, layout, booked.is_some())
            && !(booked.is_some() && self.steps.is_entry(number, kind))
        {
            let has_balance = !cell(row, layout.balance).is_empty();
            if kind == BalanceRow::Sum && booked.is_some() && has_balance && !self.steps.rests(number) {
                // Called a total, and neither resting on the balance before it nor moving it by its amount.
                let at = layout.balance.unwrap_or_default();
                let expected = "a total that leaves the balance, or a payment that moves it";
                self.lost(place, self.account(row), ProblemCode::BadAmount, at, cell(row, layout.balance), expected);
            } else {
                self.balance_row(row, place, kind, booked);
            }
            return None;
        }
        let account = self.account(row);
        let Some(booked) = booked else {
            let expected = format!("a date in the order {}", order_word(self.mapping));
            self.lost(place, account, ProblemCode::BadDate, layout.booked, written, &expected);
            return None;
        };
        let has_amount = layout.amounts().any(|at| !cell(row, Some(at)).is_empty());
        if !has_amount && self.steps.rests(number) {
            self.no_entry(row, place);
            return None;
        }
        let (account, currency) = self.of_which(row, place)?;
        let (amount, out, reversal) = self.amount(row, place, &account, currency)?;
        let balance_minor = self.balance(row, place, currency);
        Some(Line { place, account, booked, amount, out, reversal, balance_minor, row: row.clone() })
    }

    fn account(&self, row: &Record) -> Option<AccountId> {
        match cell(row, self.layout.account_column) {
            "" => self.layout.account.clone(),
            // A quote that was never opened sticks to the number beside it.
            number => Some(AccountId::written(number.trim_matches('"'))),
        }
    }

    /// The account and the currency of a row, or none with a problem noted.
    fn of_which(&mut self, row: &Record, place: Place) -> Option<(AccountId, Currency)> {
        let layout = self.layout;
        let Some(account) = self.account(row) else {
            let at = layout.account_column.unwrap_or_default();
            self.lost(place, None, ProblemCode::MissingField, at, "", "the account of the statement");
            return None;
        };
        let Some(currency) = amount::currency(row, layout) else {
            let at = layout.currency_column.unwrap_or_default();
            let written = cell(row, layout.currency_column);
            self.lost(place, Some(account), ProblemCode::BadCurrency, at, written, "a code of ISO 4217");
            return None;
        };
        Some((account, currency))
    }

    /// A row with other fields than the table: which cell is which cannot be told, so none of it is read.
    fn lose_ragged(&mut self, row: &Record, place: Place) {
        let account = self.layout.account.clone().filter(|_| self.layout.account_column.is_none());
        *self.unreadable.entry(account).or_default() += 1;
        let (found, expected) = (format!("{} fields", row.width), format!("{} fields", self.layout.width));
        self.problems.push(Problem::new(self.source, place, ProblemCode::BadRow, found, expected));
    }

    /// Takes the balance that a row states, by its balance column, else by its amount.
    fn balance_row(&mut self, row: &Record, place: Place, kind: BalanceRow, booked: Option<Booked>) {
        let is_filled = |at: usize| !cell(row, Some(at)).is_empty();
        let has_figure = self.layout.amounts().chain(self.layout.balance).any(is_filled);
        if kind != BalanceRow::Sum && has_figure {
            let Some((account, currency)) = self.of_which(row, place) else { return };
            let minor = match cell(row, self.layout.balance) {
                "" => self.amount(row, place, &account, currency).map(|(amount, out, _)| signed(amount.minor, out)),
                _ => self.balance(row, place, currency),
            };
            let Some(minor) = minor else { return };
            let balance = Balance { minor, currency, on: booked.map(|booked| booked.on), line: place.line };
            let stated = self.stated.entry((account, currency)).or_default();
            if kind == BalanceRow::Opening {
                stated.opening = stated.opening.or(Some(balance));
            } else {
                stated.closing = Some(balance);
            }
        }
        self.no_entry(row, place);
    }

    fn no_entry(&mut self, row: &Record, place: Place) {
        let found =
            row.fields.iter().filter(|field| !field.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" | ");
        self.problems.push(Problem::new(self.source, place, ProblemCode::NotAnEntry, found, ""));
    }

    fn balance(&mut self, row: &Record, place: Place, currency: Currency) -> Option<i64> {
        let at = self.layout.balance.filter(|&at| !cell(row, Some(at)).is_empty())?;
        let written = cell(row, Some(at));
        match amounts::read(written, mark(self.mapping), currency) {
            Ok(balance) => Some(signed(balance.minor, balance.negative)),
            Err(error) => {
                self.note(place, ProblemCode::UnknownWord, at, written, &format!("a balance ({error})"));
                None
            }
        }
    }

    /// The amount, whether it goes out, and whether it is a reversal.
    fn amount(
        &mut self,
        row: &Record,
        place: Place,
        account: &AccountId,
        currency: Currency,
    ) -> Option<(Money, bool, bool)> {
        let (code, at, expected) = match stated(row, self.layout, self.mapping, currency) {
            Ok(stated) => match self.minus.direction(&stated, self.mapping.positive_is_out) {
                Some((out, reversal)) => {
                    return Some((Money { minor: stated.written.minor, currency }, out, reversal));
                }
                None => (ProblemCode::BadAmount, stated.at, UNTOLD_MINUS.to_owned()),
            },
            Err(Fault::Missing(at)) => (ProblemCode::MissingField, at, "an amount".to_owned()),
            Err(Fault::Both(at)) => (ProblemCode::BadAmount, at, "either a debit or a credit on a row".to_owned()),
            Err(Fault::Unreadable(at, error)) => {
                let mark = char::from(mark(self.mapping));
                (ProblemCode::BadAmount, at, format!("an amount with {mark:?} as its decimal mark ({error})"))
            }
            Err(Fault::Word(at)) => {
                let known = [self.mapping.debit_words.as_slice(), &self.mapping.credit_words].concat().join(", ");
                (ProblemCode::BadWord, at, known)
            }
        };
        self.lost(place, Some(account.clone()), code, at, cell(row, Some(at)), &expected);
        None
    }
}

/// What is expected of a table whose debits are partly with and partly without a minus.
const UNTOLD_MINUS: &str = "a minus on every debit or on none, or a running balance that shows what it means: whether                             it repeats the side or corrects a debit cannot be told";

fn signed(minor: i64, is_negative: bool) -> i64 {
    if is_negative { -minor } else { minor }
}

/// Whether a row without a date that can be read is a heading, or goes on with the text above it: nothing of it
/// could be an entry. Of a row too short to have all cells, any cell could be.
fn continues(row: &Record, layout: &Layout) -> bool {
    let telling = layout.amounts().chain(layout.balance);
    if dates::is_shaped(cell(row, Some(layout.booked))) || telling.into_iter().any(|at| !cell(row, Some(at)).is_empty())
    {
        return false;
    }
    let could_be = |field: &String| dates::is_shaped(field) || amounts::plausible(field);
    let is_plain = row.fields.iter().filter(|field| !field.is_empty()).count() < 2 || !row.fields.iter().any(could_be);
    layout.fits(row) || (row.width < layout.width && is_plain)
}

fn order_word(mapping: &Mapping) -> &'static str {
    match mapping.date_order {
        DateOrder::YearMonthDay => "year, month, day",
        DateOrder::DayMonthYear => "day, month, year",
        DateOrder::MonthDayYear => "month, day, year",
    }
}
