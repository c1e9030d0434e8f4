//! Reads a bank's own table by a mapping: a row is a line of a statement.
//!
//! ```text
//! mapping + header ─► layout ─► style (what the signs mean) ─► a line a row ─► statements by account
//! ```

mod layout;
mod statement;
mod style;

use std::collections::BTreeMap;

use filature_model::{
    AccountId, Balance, Booked, Currency, Entry, Legs, Money, Party, Place, Problem, ProblemCode, SourceId,
};

use super::amounts;
use super::dates;
use super::mapping::Mapping;
use super::stretches::Record;
use super::text::Decoded;
use crate::{Format, Reading, Refusal};
use layout::Layout;
use statement::{newest_first, statement};
use style::{BalanceRow, Style, balance_row};

/// Reads a table by its mapping; `account` overrules the mapping's.
///
/// # Errors
/// A refusal when a column is not there, when neither a column nor a person says which account or currency it
/// is, or when no row could be read.
pub fn read(
    source: SourceId,
    decoded: &Decoded<'_>,
    mapping: &Mapping,
    account: Option<&AccountId>,
) -> Result<Reading, Refusal> {
    let layout = Layout::of(&decoded.text, mapping, account)?;
    let rows = layout.rows(&decoded.text)?;
    let mut reader = Reader::new(source, mapping, &layout, Style::of(&rows, &layout, mapping));
    reader.problems = decoded.problems(source);
    reader.preamble();
    let lines: Vec<Option<Line>> = (0_u32..).zip(&rows).map(|(number, row)| reader.line(row, number)).collect();
    reader.finish(lines.into_iter().flatten().collect())
}

/// A row that could be read.
struct Line {
    place: Place,
    account: AccountId,
    booked: Booked,
    amount: Money,
    out: bool,
    reversal: bool,
    balance_minor: Option<i64>,
    row: Record,
}

impl Line {
    fn signed(&self) -> i64 {
        if self.out { -self.amount.minor } else { self.amount.minor }
    }
}

/// The balances that rows of a table state, for the account and currency that they are of.
#[derive(Clone, Copy, Debug, Default)]
struct StatedBalances {
    opening: Option<Balance>,
    closing: Option<Balance>,
}

struct Reader<'a> {
    source: SourceId,
    mapping: &'a Mapping,
    layout: &'a Layout,
    style: Style,
    unreadable: BTreeMap<Option<AccountId>, u32>,
    stated: BTreeMap<(AccountId, Currency), StatedBalances>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(source: SourceId, mapping: &'a Mapping, layout: &'a Layout, style: Style) -> Self {
        let (unreadable, stated, problems) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { source, mapping, layout, style, unreadable, stated, problems }
    }

    fn preamble(&mut self) {
        if self.layout.body_line > 2 {
            let found = format!("lines 1 to {}", self.layout.body_line - 2);
            self.problems.push(Problem::new(self.source, Place::default(), ProblemCode::NotAnEntry, found, ""));
        }
    }

    fn note(&mut self, place: Place, code: ProblemCode, at: usize, found: &str, expected: &str) {
        let name = self.layout.name(at);
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(name));
    }

    fn lost(
        &mut self,
        place: Place,
        account: Option<AccountId>,
        code: ProblemCode,
        at: usize,
        found: &str,
        expected: &str,
    ) {
        *self.unreadable.entry(account).or_default() += 1;
        self.note(place, code, at, found, expected);
    }

    fn line(&mut self, row: &Record, number: u32) -> Option<Line> {
        let place = Place { row: Some(number), line: Some(row.line), message: None };
        let cell = |at: Option<usize>| at.and_then(|at| row.fields.get(at)).map(String::as_str).unwrap_or_default();
        let layout = self.layout;
        let written = cell(Some(layout.booked));
        let booked = dates::read(written, self.mapping.date_order);
        let amount_cells = [layout.amount, layout.debit, layout.credit];
        let has_amount = amount_cells.iter().any(|&at| amounts::plausible(cell(at)));
        let any_amount = amount_cells.iter().any(|&at| !cell(at).is_empty());
        let is_continued = booked.is_none() && !has_amount;
        let only_balance = booked.is_some() && !any_amount && !cell(layout.balance).is_empty();
        if is_continued || only_balance {
            self.no_entry(row, place);
            return None;
        }
        let account = match cell(layout.account_column) {
            "" => layout.account.clone(),
            // A quote that was never opened sticks to the number beside it.
            number => Some(AccountId::written(number.trim_matches('"'))),
        };
        let Some(booked) = booked else {
            let expected = format!("a date in the order {}", order_word(self.mapping));
            self.lost(place, account, ProblemCode::BadDate, layout.booked, written, &expected);
            return None;
        };
        let Some(account) = account else {
            let at = layout.account_column.unwrap_or_default();
            self.lost(place, None, ProblemCode::MissingField, at, "", "the account of the statement");
            return None;
        };
        let currency = match (cell(layout.currency_column), layout.currency) {
            ("", Some(currency)) => currency,
            (written, _) => match written.parse::<Currency>() {
                Ok(currency) => currency,
                Err(_) => {
                    let at = layout.currency_column.unwrap_or_default();
                    self.lost(place, Some(account), ProblemCode::BadCurrency, at, written, "a code of ISO 4217");
                    return None;
                }
            },
        };
        if !any_amount {
            let at = layout.amount.or(layout.debit).or(layout.credit).unwrap_or_default();
            self.lost(place, Some(account), ProblemCode::MissingField, at, "", "an amount");
            return None;
        }
        let (amount, out, reversal) = self.amount(row, place, &account, currency)?;
        let texts = layout.text.iter().copied().chain(layout.counterparty_name).map(|at| cell(Some(at)));
        if let Some(kind) = balance_row(texts) {
            let minor = if out { -amount.minor } else { amount.minor };
            let balance = Balance { minor, currency, on: Some(booked.on), line: place.line };
            let stated = self.stated.entry((account, currency)).or_default();
            match kind {
                BalanceRow::Opening => stated.opening = stated.opening.or(Some(balance)),
                BalanceRow::Closing => stated.closing = Some(balance),
                BalanceRow::Sum => {}
            }
            self.no_entry(row, place);
            return None;
        }
        let balance_minor = self.balance(cell(layout.balance), place, currency);
        Some(Line { place, account, booked, amount, out, reversal, balance_minor, row: row.clone() })
    }

    fn no_entry(&mut self, row: &Record, place: Place) {
        let found =
            row.fields.iter().filter(|field| !field.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" | ");
        self.problems.push(Problem::new(self.source, place, ProblemCode::NotAnEntry, found, ""));
    }

    fn balance(&mut self, written: &str, place: Place, currency: Currency) -> Option<i64> {
        if written.is_empty() {
            return None;
        }
        let mark = u8::try_from(self.mapping.decimal_mark).unwrap_or(b'.');
        match amounts::read(written, mark, currency) {
            Ok(balance) => Some(if balance.negative { -balance.minor } else { balance.minor }),
            Err(error) => {
                let at = self.layout.balance.unwrap_or_default();
                self.note(place, ProblemCode::UnknownWord, at, written, &format!("a balance ({error})"));
                None
            }
        }
    }

    /// The amount, whether it goes out, and whether it is a correction.
    fn amount(
        &mut self,
        row: &Record,
        place: Place,
        account: &AccountId,
        currency: Currency,
    ) -> Option<(Money, bool, bool)> {
        let mark = u8::try_from(self.mapping.decimal_mark).unwrap_or(b'.');
        let cell = |at: usize| row.fields.get(at).map(String::as_str).unwrap_or_default();
        let read = |reader: &mut Self, at: Option<usize>| {
            let at = at.filter(|&at| !cell(at).is_empty())?;
            match amounts::read(cell(at), mark, currency) {
                Ok(written) => Some(Ok((at, written))),
                Err(error) => {
                    let expected = format!("an amount with {:?} as its decimal mark ({error})", char::from(mark));
                    reader.lost(place, Some(account.clone()), ProblemCode::BadAmount, at, cell(at), &expected);
                    Some(Err(()))
                }
            }
        };
        let signed = read(self, self.layout.amount).transpose().ok()?;
        let debit = read(self, self.layout.debit).transpose().ok()?.filter(|(_, written)| written.minor != 0);
        let credit = read(self, self.layout.credit).transpose().ok()?.filter(|(_, written)| written.minor != 0);
        let money = |minor| Money { minor, currency };
        match (signed, debit, credit) {
            (Some((_, written)), _, _) => {
                let out = match self.side(cell(self.layout.side.unwrap_or(usize::MAX)), place, account)? {
                    Some(out) => out != (written.negative && !self.style.sign_repeats_side),
                    None => written.negative != self.mapping.positive_is_out,
                };
                Some((money(written.minor), out, false))
            }
            (None, Some((_, written)), None) => {
                let correction = written.negative && !self.style.debits_are_negative;
                Some((money(written.minor), !correction, correction))
            }
            (None, None, Some((_, written))) => Some((money(written.minor), written.negative, written.negative)),
            (None, None, None) => Some((money(0), true, false)),
            (None, Some((at, _)), Some(_)) => {
                let expected = "either a debit or a credit on a row";
                self.lost(place, Some(account.clone()), ProblemCode::BadAmount, at, cell(at), expected);
                None
            }
        }
    }

    /// `Some(None)` where the table has no side column.
    fn side(&mut self, word: &str, place: Place, account: &AccountId) -> Option<Option<bool>> {
        let Some(at) = self.layout.side else { return Some(None) };
        let is = |words: &[String]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
        if is(&self.mapping.debit_words) {
            Some(Some(true))
        } else if is(&self.mapping.credit_words) {
            Some(Some(false))
        } else {
            let known = [self.mapping.debit_words.as_slice(), &self.mapping.credit_words].concat().join(", ");
            self.lost(place, Some(account.clone()), ProblemCode::BadWord, at, word, &known);
            None
        }
    }

    fn finish(mut self, lines: Vec<Line>) -> Result<Reading, Refusal> {
        if lines.is_empty() {
            let reason = self.problems.iter().find(|problem| problem.code != ProblemCode::NotAnEntry);
            let detail = reason.map_or_else(|| "no row has a date and an amount".to_owned(), ToString::to_string);
            return Err(Refusal::new(
                format!("No row of the file could be read: {detail}"),
                "Correct the mapping, or ask for another export.",
            ));
        }
        let mut groups: Vec<(AccountId, Currency, Vec<Line>)> = Vec::new();
        for line in lines {
            let same = |group: &&mut (AccountId, Currency, Vec<Line>)| {
                group.0 == line.account && group.1 == line.amount.currency
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.2.push(line),
                None => groups.push((line.account.clone(), line.amount.currency, vec![line])),
            }
        }
        let mut statements = Vec::new();
        let mut entries = Vec::new();
        for (ordinal, (account, currency, lines)) in (0_u32..).zip(groups) {
            let newest_first = newest_first(&lines);
            let unreadable = self.unreadable.remove(&Some(account.clone())).unwrap_or_default();
            let stated = self.stated.remove(&(account.clone(), currency)).unwrap_or_default();
            statements.push(statement(ordinal, &account, currency, &lines, newest_first, stated, unreadable));
            for (position, line) in (0_i64..).zip(&lines) {
                let sequence = if newest_first { -position } else { position };
                entries.push(self.entry(line, ordinal, sequence));
            }
        }
        entries.sort_by_key(|entry| entry.place.row);
        // A row whose account could not be read may belong to any of the statements: none is said to foot.
        if let Some(unplaced) = self.unreadable.remove(&None) {
            statements.iter_mut().for_each(|statement| statement.unreadable_rows += unplaced);
        }
        Ok(Reading::from_entries(Format::Mapped, self.source, &entries, statements, self.problems)?)
    }

    fn entry(&self, line: &Line, statement: u32, sequence: i64) -> Entry {
        let cell =
            |at: Option<usize>| at.and_then(|at| line.row.fields.get(at)).filter(|text| !text.is_empty()).cloned();
        let layout = self.layout;
        let other = Party {
            account: cell(layout.counterparty_account).map(|number| AccountId::written(&number)),
            name: cell(layout.counterparty_name),
            country: None,
        };
        let own = Party { account: Some(line.account.clone()), ..Party::default() };
        let legs = if line.out { Legs::Debit } else { Legs::Credit };
        let mut entry = Entry::new(line.place, legs, line.booked, line.amount);
        (entry.debtor, entry.creditor) = if line.out { (own, other) } else { (other, own) };
        entry.statement = Some(statement);
        entry.sequence = Some(sequence);
        entry.value_on =
            cell(layout.value).and_then(|text| dates::read(&text, self.mapping.date_order)).map(|booked| booked.on);
        entry.reference = cell(layout.reference);
        let text: Vec<String> = layout.text.iter().filter_map(|&at| cell(Some(at))).collect();
        entry.text = (!text.is_empty()).then(|| text.join(" "));
        entry.reversal = line.reversal;
        if line.out {
            entry.debtor_balance_minor = line.balance_minor;
        } else {
            entry.creditor_balance_minor = line.balance_minor;
        }
        entry
    }
}

fn order_word(mapping: &Mapping) -> &'static str {
    match mapping.date_order {
        dates::DateOrder::YearMonthDay => "year, month, day",
        dates::DateOrder::DayMonthYear => "day, month, year",
        dates::DateOrder::MonthDayYear => "month, day, year",
    }
}
