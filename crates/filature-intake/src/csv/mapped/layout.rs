//! Where everything is in a table, once its header was found.

use filature_model::{AccountId, Currency};

use super::super::mapping::Mapping;
use super::super::stretches::{Extent, Record, records};
use super::super::table::{LONGEST_LINE, fields, modal_width};
use crate::Refusal;

/// Where everything is, once the header was found.
pub struct Layout {
    pub delimiter: u8,
    pub body_line: u32,
    pub header: Vec<String>,
    /// How many fields a row has: those of the header, else those of most rows.
    pub width: usize,
    pub account: Option<AccountId>,
    pub currency: Option<Currency>,
    pub booked: usize,
    pub value: Option<usize>,
    pub amount: Option<usize>,
    pub side: Option<usize>,
    pub debit: Option<usize>,
    pub credit: Option<usize>,
    pub balance: Option<usize>,
    pub currency_column: Option<usize>,
    pub account_column: Option<usize>,
    pub counterparty_account: Option<usize>,
    pub counterparty_name: Option<usize>,
    pub reference: Option<usize>,
    pub text: Vec<usize>,
}

impl Layout {
    /// Finds the columns that a mapping names.
    ///
    /// # Errors
    /// A refusal that names the column that is not there, or what nobody said.
    pub fn of(text: &str, mapping: &Mapping, account: Option<&AccountId>) -> Result<Self, Refusal> {
        let delimiter = u8::try_from(mapping.delimiter).unwrap_or(b',');
        let header = match mapping.header_line.checked_sub(1) {
            None => Vec::new(),
            Some(before) => header(text, before, delimiter)?,
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
            // A line of which no column is named by its name is passed over, and says nothing of the rows.
            width: if columns.all().all(is_place) { 0 } else { header.len() },
            header,
        })
    }

    /// The rows below the header.
    ///
    /// # Errors
    /// A refusal when a quote is opened that never closes, or closes only behind other rows.
    pub fn rows(&mut self, text: &str) -> Result<Vec<Record>, Refusal> {
        let skip = self.body_line.saturating_sub(1) as usize;
        let start =
            memchr::memchr_iter(b'\n', text.as_bytes()).nth(skip.wrapping_sub(1)).map_or(text.len(), |at| at + 1);
        let start = if skip == 0 { 0 } else { start };
        let fields = Some(self.width).filter(|&width| width > 0);
        let rows = records(&text[start..], self.delimiter, self.body_line, Extent::Whole { fields })?;
        if self.width == 0 {
            self.width = modal_width(&rows);
        }
        Ok(rows)
    }

    /// Whether a row has the fields of the table: none filled beyond them, and all that the mapping names.
    pub fn fits(&self, row: &Record) -> bool {
        row.width == self.width
            || (row.width > self.width && row.is_empty_beyond(self.width))
            || (row.width < self.width && self.columns().all(|at| at < row.width))
    }

    /// Whether a row says the header again, as at the top of a page.
    pub fn is_header_again(&self, row: &Record) -> bool {
        !self.header.is_empty() && row.fields == self.header
    }

    /// The columns that hold amounts.
    pub fn amounts(&self) -> impl Iterator<Item = usize> {
        [self.amount, self.debit, self.credit].into_iter().flatten()
    }

    fn columns(&self) -> impl Iterator<Item = usize> {
        let others = [self.value, self.side, self.balance, self.currency_column, self.account_column];
        let parties = [self.counterparty_account, self.counterparty_name, self.reference];
        let single = others.into_iter().chain(parties).flatten();
        single.chain([self.booked]).chain(self.amounts()).chain(self.text.iter().copied())
    }

    /// What a column is called.
    pub fn name(&self, at: usize) -> String {
        self.header.get(at).cloned().unwrap_or_else(|| format!("#{}", at + 1))
    }
}

/// The text of a row in a column; nothing where the column or the field is not there.
pub fn cell(row: &Record, at: Option<usize>) -> &str {
    at.and_then(|at| row.fields.get(at)).map(String::as_str).unwrap_or_default()
}

/// The names on the line of the header, `before` lines being above it.
fn header(text: &str, before: u32, delimiter: u8) -> Result<Vec<String>, Refusal> {
    let line = text.lines().nth(before as usize).ok_or_else(|| {
        Refusal::new(
            format!("The mapping puts the header on line {}, past the end of the file.", before + 1),
            "Correct header_line.",
        )
    })?;
    if line.len() > LONGEST_LINE {
        let what = format!("Line {} is too long for a header: the file is no table.", before + 1);
        return Err(Refusal::new(what, "Correct header_line, or ask for another export."));
    }
    if line.trim_end_matches('\r').contains('\r') {
        let what = format!("The header on line {} ends in a lone carriage return: rows would be lost.", before + 1);
        return Err(Refusal::new(what, "Save the file with one kind of line end."));
    }
    Ok(fields(line, delimiter).iter().map(|name| name.trim().to_owned()).collect())
}

/// The number in `#3`.
fn place_of(name: &str) -> Option<usize> {
    name.strip_prefix('#').and_then(|place| place.parse().ok())
}

fn is_place(name: &str) -> bool {
    place_of(name).is_some()
}

/// Finds a column by its name or by `#place`. A name that stands twice says nothing, so it is refused.
fn column(header: &[String], name: &str, header_line: u32) -> Result<usize, Refusal> {
    if let Some(place) = place_of(name) {
        return place
            .checked_sub(1)
            .ok_or_else(|| Refusal::new("Columns are counted from #1.", "Correct the mapping."));
    }
    let named = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        (0..).zip(header).filter(|(_, column)| is(column)).map(|(at, _)| at).collect()
    };
    let exact = named(&|column| column == name.trim());
    let found =
        if exact.is_empty() { named(&|column| column.to_lowercase() == name.trim().to_lowercase()) } else { exact };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Refusal::new(
            format!("The mapping names a column {name:?} that line {header_line} does not have."),
            format!("The columns there are: {}.", header.join(", ")),
        )),
        several => {
            let places: Vec<String> = several.iter().map(|at| format!("#{}", at + 1)).collect();
            Err(Refusal::new(
                format!("Line {header_line} has the column {name:?} more than once: {}.", places.join(", ")),
                "Name it in the mapping by its place.",
            ))
        }
    }
}
