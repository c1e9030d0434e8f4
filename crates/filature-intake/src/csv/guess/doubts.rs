//! What cannot be told from a table, and how it is told where it can.

use filature_model::{AccountId, Currency, iban_check};

use super::super::amounts;
use super::super::dates::{self, DateOrder};
use super::super::mapping::Mapping;
use super::super::stretches::Record;
use super::Guesser;

/// No cell that names an account or a currency is longer.
const TELLING_CHARS: usize = 200;

impl Guesser<'_> {
    /// Notes what the amount columns leave open; gives whether a positive amount is money going out.
    pub fn amount_doubts(&mut self, columns: &[Option<usize>; 5], decimal_mark: char) -> bool {
        let [amount, side, debit, credit, balance] = *columns;
        if self.header.is_empty() {
            self.doubts
                .push("the table has no header: which column is what was told from its contents alone".to_owned());
        }
        match (amount, side, debit, credit) {
            (Some(column), None, _, _) => {
                let mark = u8::try_from(decimal_mark).unwrap_or(b'.');
                let read = |cell: &str| amounts::read(cell, mark, Currency::EUR).ok();
                if self.cells(column).filter_map(read).any(|written| written.negative) {
                    return false;
                }
                if let Some(out) = balance.and_then(|balance| self.direction_by_balance(column, balance, mark)) {
                    return out;
                }
                self.doubts.push(format!(
                    "no amount in {:?} is negative: does the column hold money coming in, or money going out (then \
                     `positive_is_out = true`)?",
                    self.name_of(column)
                ));
            }
            (None, _, None, None) => self.doubts.push("no column holds amounts under a name that says so".to_owned()),
            (None, _, Some(_), None) => self.doubts.push("there is a column of debits and none of credits".to_owned()),
            (None, _, None, Some(_)) => self.doubts.push("there is a column of credits and none of debits".to_owned()),
            _ => {}
        }
        false
    }

    /// Whether unsigned amounts go out, as every pair of running balances shows; none when they do not all agree.
    fn direction_by_balance(&self, amount: usize, balance: usize, mark: u8) -> Option<bool> {
        let minor = |row: &Record, column: usize| {
            let written = amounts::read(row.fields.get(column)?, mark, Currency::EUR).ok()?;
            Some(if written.negative { -written.minor } else { written.minor })
        };
        let rows: Vec<(i64, i64)> =
            self.body.iter().filter_map(|row| Some((minor(row, amount)?, minor(row, balance)?))).collect();
        let agree = |newest_first: bool, out: bool| {
            rows.len() > 1
                && rows.windows(2).all(|pair| {
                    let (before, after) = if newest_first { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
                    let moved = if out { after.0.checked_neg() } else { Some(after.0) };
                    moved.and_then(|moved| before.1.checked_add(moved)) == Some(after.1)
                })
        };
        let fits = |out: bool| agree(false, out) || agree(true, out);
        match (fits(false), fits(true)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        }
    }

    /// The decimal mark under which every figure of these columns can be read; in doubt where both can.
    pub fn decimal_mark(&mut self, columns: &[Option<usize>]) -> char {
        if let Some(known) = self.decimal_mark {
            return known;
        }
        let cells: Vec<&str> = columns.iter().flatten().flat_map(|&column| self.cells(column)).collect();
        let marked: Vec<&&str> = cells.iter().filter(|cell| cell.contains([',', '.'])).collect();
        let reads = |mark: u8| marked.iter().filter(|cell| amounts::read(cell, mark, Currency::EUR).is_ok()).count();
        let (point, comma) = (reads(b'.'), reads(b','));
        if !marked.is_empty() && point == comma {
            self.doubts
                .push("whether the comma or the point is the decimal mark cannot be told from the figures".to_owned());
        }
        if comma > point { ',' } else { '.' }
    }

    /// The order of dates under which every date of the column exists; in doubt where two do.
    pub fn date_order(&mut self, column: usize) -> DateOrder {
        let count = |order: DateOrder| self.cells(column).filter(|cell| dates::read(cell, order).is_some()).count();
        let counts = DateOrder::ALL.map(|order| (count(order), order));
        let most = counts.iter().map(|(count, _)| *count).max().unwrap_or_default();
        let mut best = counts.iter().filter(|(count, _)| *count == most).map(|(_, order)| *order);
        let first = best.next().unwrap_or(DateOrder::YearMonthDay);
        let second = best.next();
        // Days and months that can be swapped throughout, with figures on both places.
        if second.is_some() {
            self.doubts.push(
                "no day in the dates is past the 12th: whether the day or the month comes first cannot be told \
                 (date_order = \"DMY\" or \"MDY\")"
                    .to_owned(),
            );
        }
        first
    }

    /// The account: a column, what a person said, or the one IBAN that stands above the table.
    pub fn account(&mut self, mapping: &mut Mapping, preamble: &[Record], said: Option<&AccountId>) {
        if said.is_some() || mapping.columns.account.is_some() {
            return;
        }
        let mut ibans: Vec<String> =
            preamble.iter().flat_map(|row| &row.fields).flat_map(|cell| ibans_in(cell)).collect();
        ibans.sort();
        ibans.dedup();
        match ibans.as_slice() {
            [one] => mapping.account = Some(one.clone()),
            [] => self
                .doubts
                .push("nothing says which account the file is of: add `account = \"…\"`, or `--account`".to_owned()),
            _ => self.doubts.push(format!("several accounts stand above the table: {}", ibans.join(", "))),
        }
    }

    /// The currency: a column, a code in the name of an amount column, or the one code above the table.
    pub fn currency(&mut self, mapping: &mut Mapping, preamble: &[Record]) {
        if mapping.columns.currency.is_some() {
            return;
        }
        let columns = &mapping.columns;
        let names = [&columns.amount, &columns.debit, &columns.credit, &columns.balance];
        let mut codes: Vec<String> = names.into_iter().flatten().flat_map(|name| codes_in(name)).collect();
        if codes.is_empty() {
            codes = preamble.iter().flat_map(|row| &row.fields).flat_map(|cell| codes_in(cell)).collect();
        }
        codes.sort();
        codes.dedup();
        match codes.as_slice() {
            [one] => mapping.currency = Some(one.clone()),
            _ => self
                .doubts
                .push("nothing says which currency the amounts are in: add `currency = \"EUR\"` or another".to_owned()),
        }
    }
}

/// Currency codes that stand as words of their own in capitals.
fn codes_in(text: &str) -> Vec<String> {
    if text.len() > TELLING_CHARS {
        return Vec::new();
    }
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
        .filter(|word| word.parse::<Currency>().is_ok())
        .map(str::to_owned)
        .collect()
}

/// IBANs with right check digits in a text, grouped or compact.
fn ibans_in(text: &str) -> Vec<String> {
    if text.len() > TELLING_CHARS {
        return Vec::new();
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let starts = compact.char_indices().map(|(at, _)| at);
    let mut found = Vec::new();
    for start in starts {
        let rest = &compact[start..];
        let boundary = start == 0 || !compact[..start].ends_with(|c: char| c.is_alphanumeric());
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if boundary && iban_check(&rest[..end]) == Some(true) {
            found.push(rest[..end].to_owned());
        }
    }
    found
}
