//! Where everything is in a table, once its header was found.

use filature_model::{AccountId, Currency};

use super::super::mapping::Mapping;
use super::super::stretches::{Record, records};
use super::super::table::fields;
use crate::Refusal;

/// Where everything is, once the header was found.
pub struct Layout {
    pub delimiter: u8,
    pub body_line: u32,
    pub header: Vec<String>,
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

    /// The rows below the header.
    ///
    /// # Errors
    /// A refusal when a quote is opened that never closes.
    pub fn rows(&self, text: &str) -> Result<Vec<Record>, Refusal> {
        let skip = self.body_line.saturating_sub(1) as usize;
        let start =
            memchr::memchr_iter(b'\n', text.as_bytes()).nth(skip.wrapping_sub(1)).map_or(text.len(), |at| at + 1);
        let start = if skip == 0 { 0 } else { start };
        records(&text[start..], self.delimiter, self.body_line)
    }

    /// What a column is called.
    pub fn name(&self, at: usize) -> String {
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
