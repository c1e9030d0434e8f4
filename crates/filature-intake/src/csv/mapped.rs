//! Reads a bank's own table by a mapping: a row is a line of a statement.

use std::collections::BTreeMap;

use filature_model::{
    AccountId, Balance, Booked, Currency, Entry, Legs, Money, Party, Place, Problem, ProblemCode, SourceId, Statement,
};

use super::amounts;
use super::dates;
use super::mapping::Mapping;
use super::stretches::{Record, records};
use super::table::fields;
use super::text::Decoded;
use crate::{Format, Reading, Refusal};

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
    let mut reader = Reader::new(source, mapping, &layout);
    reader.problems = decoded.problems(source);
    reader.preamble();
    let lines: Vec<Option<Line>> = (0_u32..).zip(&rows).map(|(number, row)| reader.line(row, number)).collect();
    reader.finish(lines.into_iter().flatten().collect())
}

/// Where everything is, once the header was found.
struct Layout {
    delimiter: u8,
    body_line: u32,
    header: Vec<String>,
    account: Option<AccountId>,
    currency: Option<Currency>,
    booked: usize,
    value: Option<usize>,
    amount: Option<usize>,
    side: Option<usize>,
    debit: Option<usize>,
    credit: Option<usize>,
    balance: Option<usize>,
    currency_column: Option<usize>,
    account_column: Option<usize>,
    counterparty_account: Option<usize>,
    counterparty_name: Option<usize>,
    reference: Option<usize>,
    text: Vec<usize>,
}

impl Layout {
    fn of(text: &str, mapping: &Mapping, account: Option<&AccountId>) -> Result<Self, Refusal> {
        let delimiter = u8::try_from(mapping.delimiter).unwrap_or(b',');
        let header = match mapping.header_line.checked_sub(1) {
            None => Vec::new(),
            Some(before) => {
                let line = text.lines().nth(before as usize).ok_or_else(|| {
                    Refusal::new(
                        format!("The mapping puts the header on line {}, past the end of the file.", before + 1),
                        "Correct header_line.",
                    )
                })?;
                fields(line, delimiter).iter().map(|name| name.trim().to_owned()).collect()
            }
        };
        let find = |name: &str| column(&header, name, mapping.header_line);
        let maybe = |name: &Option<String>| name.as_deref().map(find).transpose();
        let columns = &mapping.columns;
        let account_column = maybe(&columns.account)?;
        let account = account.cloned().or_else(|| mapping.account.as_deref().map(AccountId::written));
        if account.is_none() && account_column.is_none() {
            return Err(Refusal::new(
                "Nothing says which account this file is of.",
                "Say it with `--account IBAN`, or in the mapping as `account = \"…\"`.",
            ));
        }
        let currency_column = maybe(&columns.currency)?;
        let currency = mapping.currency.as_deref().map(str::parse::<Currency>).transpose().map_err(|error| {
            Refusal::new(format!("The mapping's currency is unknown: {error}."), "Use a code of ISO 4217.")
        })?;
        if currency.is_none() && currency_column.is_none() {
            return Err(Refusal::new(
                "Nothing says which currency the amounts are in.",
                "Say it in the mapping as `currency = \"EUR\"`.",
            ));
        }
        Ok(Self {
            delimiter,
            body_line: mapping.header_line + 1,
            account,
            currency,
            booked: find(&columns.booked)?,
            value: maybe(&columns.value)?,
            amount: maybe(&columns.amount)?,
            side: maybe(&columns.side)?,
            debit: maybe(&columns.debit)?,
            credit: maybe(&columns.credit)?,
            balance: maybe(&columns.balance)?,
            currency_column,
            account_column,
            counterparty_account: maybe(&columns.counterparty_account)?,
            counterparty_name: maybe(&columns.counterparty_name)?,
            reference: maybe(&columns.reference)?,
            text: columns.text.iter().map(|name| find(name)).collect::<Result<_, _>>()?,
            header,
        })
    }

    fn rows(&self, text: &str) -> Result<Vec<Record>, Refusal> {
        let skip = self.body_line.saturating_sub(1) as usize;
        let start =
            memchr::memchr_iter(b'\n', text.as_bytes()).nth(skip.wrapping_sub(1)).map_or(text.len(), |at| at + 1);
        let start = if skip == 0 { 0 } else { start };
        records(&text[start..], self.delimiter, self.body_line)
    }

    fn name(&self, at: usize) -> String {
        self.header.get(at).cloned().unwrap_or_else(|| format!("#{}", at + 1))
    }
}

/// Finds a column by its name or by `#place`.
fn column(header: &[String], name: &str, header_line: u32) -> Result<usize, Refusal> {
    if let Some(place) = name.strip_prefix('#').and_then(|place| place.parse::<usize>().ok()) {
        return place
            .checked_sub(1)
            .ok_or_else(|| Refusal::new("Columns are counted from #1.", "Correct the mapping."));
    }
    let exact = header.iter().position(|column| column == name.trim());
    exact.or_else(|| header.iter().position(|column| column.to_lowercase() == name.trim().to_lowercase())).ok_or_else(
        || {
            Refusal::new(
                format!("The mapping names a column {name:?} that line {header_line} does not have."),
                format!("The columns there are: {}.", header.join(", ")),
            )
        },
    )
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

struct Reader<'a> {
    source: SourceId,
    mapping: &'a Mapping,
    layout: &'a Layout,
    /// Whether debits are written with a minus throughout, so that the minus is style and not a correction.
    debits_are_negative: bool,
    unreadable: BTreeMap<Option<AccountId>, u32>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(source: SourceId, mapping: &'a Mapping, layout: &'a Layout) -> Self {
        Self { source, mapping, layout, debits_are_negative: true, unreadable: BTreeMap::new(), problems: Vec::new() }
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
        let has_amount = [layout.amount, layout.debit, layout.credit].iter().any(|&at| amounts::plausible(cell(at)));
        if !has_amount {
            let found = row.fields.iter().find(|field| !field.is_empty()).map_or("", String::as_str);
            self.problems.push(Problem::new(self.source, place, ProblemCode::NotAnEntry, found, ""));
            return None;
        }
        let account = match cell(layout.account_column) {
            "" => layout.account.clone(),
            number => Some(AccountId::written(number)),
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
        let (amount, out, reversal) = self.amount(row, place, &account, currency)?;
        let balance_minor = self.balance(cell(layout.balance), place, currency);
        Some(Line { place, account, booked, amount, out, reversal, balance_minor, row: row.clone() })
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
                    Some(out) => out != written.negative,
                    None => written.negative != self.mapping.positive_is_out,
                };
                Some((money(written.minor), out, false))
            }
            (None, Some((_, written)), None) => {
                let correction = written.negative && !self.debits_are_negative;
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
            statements.push(statement(ordinal, &account, currency, &lines, newest_first, unreadable));
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

/// Whether the bank lists the newest row first: by the dates, and where they are all one, by the balances.
fn newest_first(lines: &[Line]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    if first.booked.at_micros != last.booked.at_micros {
        return first.booked.at_micros > last.booked.at_micros;
    }
    let fits = |newest_first: bool| {
        lines
            .windows(2)
            .filter(|pair| {
                let (earlier, later) = if newest_first { (&pair[1], &pair[0]) } else { (&pair[0], &pair[1]) };
                match (earlier.balance_minor, later.balance_minor) {
                    (Some(before), Some(after)) => before.checked_add(later.signed()) == Some(after),
                    _ => false,
                }
            })
            .count()
    };
    fits(true) > fits(false)
}

/// The statement that the rows of one account make. Its balances are those beside its first and last row.
fn statement(
    ordinal: u32,
    account: &AccountId,
    currency: Currency,
    lines: &[Line],
    newest_first: bool,
    unreadable_rows: u32,
) -> Statement {
    let (first, last) = if newest_first { (lines.last(), lines.first()) } else { (lines.first(), lines.last()) };
    let opening = first.and_then(|line| {
        let minor = line.balance_minor?.checked_sub(line.signed())?;
        Some(Balance { minor, currency, on: Some(line.booked.on), line: line.place.line })
    });
    let closing = last.and_then(|line| {
        Some(Balance { minor: line.balance_minor?, currency, on: Some(line.booked.on), line: line.place.line })
    });
    Statement {
        ordinal,
        place: Place { message: None, row: None, line: lines.first().and_then(|line| line.place.line) },
        number: None,
        account: account.clone(),
        holder: None,
        currency: Some(currency),
        from: lines.iter().map(|line| line.booked.on).min(),
        to: lines.iter().map(|line| line.booked.on).max(),
        opening,
        closing,
        unreadable_rows,
    }
}
