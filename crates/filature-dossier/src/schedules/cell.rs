//! What stands in a cell: each kind of value has a type of its own, so that text can never become a formula.

use filature_model::{Currency, Money};
use jiff::civil::Date;

use super::sheet::Key;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words of the program, of a source or of a person: always text.
    Text(String),
    /// A day.
    Day(Date),
    /// How many.
    Count(u64),
    /// An amount in minor units.
    Money(i128, Currency),
    /// What a formula gives, and the result that is written with it.
    Computed(Box<Computed>),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Text where there is some.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A day that is written `YYYY-MM-DD`; what is no such day stays text.
    pub fn day_text(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::text(text), Self::Day)
    }

    /// A day where there is one.
    pub fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// A count of things in memory.
    pub fn tally(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// A number of a place in a source, where there is one.
    pub fn place(number: Option<u32>) -> Self {
        number.map_or(Self::Empty, |number| Self::Count(u64::from(number)))
    }

    /// An amount.
    pub fn money(money: Money) -> Self {
        Self::Money(i128::from(money.minor), money.currency)
    }

    /// The code of a currency.
    pub fn code(currency: Currency) -> Self {
        Self::text(currency.code())
    }

    /// The sum of a column over the rows that meet what is given.
    pub fn sum(of: Sum, result: Outcome) -> Self {
        Self::Computed(Box::new(Computed { formula: Formula::Sum(of), result }))
    }

    /// A formula over cells of its own row, which it names by their columns: `{opening}+{credits}`.
    pub fn own(template: impl Into<String>, result: Outcome) -> Self {
        Self::Computed(Box::new(Computed { formula: Formula::Own(template.into()), result }))
    }
}

/// A formula with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// What computes it.
    pub formula: Formula,
    /// What it gives, worked out here in whole minor units: a reader that does not recalculate shows it.
    pub result: Outcome,
}

/// What computes a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// A sum over a column.
    Sum(Sum),
    /// Over cells of the same row, by their columns in braces.
    Own(String),
}

/// A sum over a column of a sheet, on however many sheets its rows go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The sheet.
    pub sheet: Key,
    /// The column.
    pub column: &'static str,
    /// Which rows: all for which these columns are as given.
    pub given: Vec<(&'static str, Given)>,
}

/// What a column is to be.
///
/// Text of the data is never a criterion: `>1` or `*` in it would be read as an instruction. Rows are told apart by numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A number of the program.
    Number(u64),
    /// A word of the program, or the code of a currency.
    Word(String),
}

/// The result of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An amount.
    Money(i128, Currency),
    /// How many.
    Count(u64),
    /// A word of the program.
    Word(String),
}

impl From<&Outcome> for Cell {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Money(minor, currency) => Self::Money(*minor, *currency),
            Outcome::Count(count) => Self::Count(*count),
            Outcome::Word(word) => Self::text(word),
        }
    }
}
