//! The amount that the cells of a row state, before it is known what its sign means.

use filature_model::{AmountError, Currency};

use super::super::amounts::{self, Written};
use super::super::mapping::Mapping;
use super::super::stretches::Record;
use super::layout::{Layout, cell};

/// What says the direction, beside the sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Nothing: the sign alone.
    Unsaid,
    /// Money going out: the column of debits, or a word.
    Debit,
    /// Money coming in.
    Credit,
}

/// An amount, where it stands, and what says its direction.
#[derive(Clone, Copy, Debug)]
pub struct Stated {
    pub at: usize,
    pub side: Side,
    pub written: Written,
}

/// Why a row states no amount; each with the column to look at.
#[derive(Clone, Debug)]
pub enum Fault {
    /// No cell for amounts holds anything.
    Missing(usize),
    /// It is no amount.
    Unreadable(usize, AmountError),
    /// A debit and a credit.
    Both(usize),
    /// The word for the direction is not known.
    Word(usize),
}

/// The decimal mark of a mapping.
pub fn mark(mapping: &Mapping) -> u8 {
    u8::try_from(mapping.decimal_mark).unwrap_or(b'.')
}

/// Reads the amount of a row.
///
/// # Errors
/// The fault.
pub fn stated(row: &Record, layout: &Layout, mapping: &Mapping, currency: Currency) -> Result<Stated, Fault> {
    let read = |at: Option<usize>| match at.filter(|_| !cell(row, at).is_empty()) {
        None => Ok(None),
        Some(at) => match amounts::read(cell(row, Some(at)), mark(mapping), currency) {
            Ok(written) => Ok(Some((at, written))),
            Err(error) => Err(Fault::Unreadable(at, error)),
        },
    };
    let (amount, debit, credit) = (read(layout.amount)?, read(layout.debit)?, read(layout.credit)?);
    let moves = |found: &(usize, Written)| found.1.minor != 0;
    match (amount, debit.filter(moves), credit.filter(moves)) {
        (Some((at, written)), _, _) => Ok(Stated { at, side: side(row, layout, mapping)?, written }),
        (None, Some((at, _)), Some(_)) => Err(Fault::Both(at)),
        (None, Some((at, written)), None) => Ok(Stated { at, side: Side::Debit, written }),
        (None, None, Some((at, written))) => Ok(Stated { at, side: Side::Credit, written }),
        (None, None, None) => match debit.or(credit) {
            Some((at, written)) => Ok(Stated { at, side: Side::Debit, written }),
            None => Err(Fault::Missing(layout.amounts().next().unwrap_or_default())),
        },
    }
}

fn side(row: &Record, layout: &Layout, mapping: &Mapping) -> Result<Side, Fault> {
    let Some(at) = layout.side else { return Ok(Side::Unsaid) };
    let word = cell(row, Some(at));
    let is = |words: &[String]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    match (is(&mapping.debit_words), is(&mapping.credit_words)) {
        (true, _) => Ok(Side::Debit),
        (false, true) => Ok(Side::Credit),
        (false, false) => Err(Fault::Word(at)),
    }
}

/// The currency of a row, if it is one.
pub fn currency(row: &Record, layout: &Layout) -> Option<Currency> {
    match (cell(row, layout.currency_column), layout.currency) {
        ("", Some(currency)) => Some(currency),
        (written, _) => written.parse().ok(),
    }
}

/// The balance of a row in minor units, if it states one that can be read.
pub fn balance(row: &Record, layout: &Layout, mapping: &Mapping, currency: Currency) -> Option<i64> {
    let written = amounts::read(cell(row, layout.balance), mark(mapping), currency).ok()?;
    Some(if written.negative { -written.minor } else { written.minor })
}
