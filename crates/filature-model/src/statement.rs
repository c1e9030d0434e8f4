use jiff::civil::Date;

use crate::{AccountId, Currency, EntryId, Place, SourceId};

/// A balance that a statement states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Minor units, negative for an overdraft.
    pub minor: i64,
    /// Currency.
    pub currency: Currency,
    /// The day it is of: the opening is that of the start, the closing that of the end of its period.
    pub on: Option<Date>,
    /// The line that states it, counted from 1.
    pub line: Option<u32>,
}

/// A statement as a file gives it: one account, one stretch of time, two balances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its number among the statements of the file, from 0.
    pub ordinal: u32,
    /// Where it stands (message and line).
    pub place: Place,
    /// The bank's own number for it.
    pub number: Option<String>,
    /// The account.
    pub account: AccountId,
    /// The holder's name, as written.
    pub holder: Option<String>,
    /// The currency of the account.
    pub currency: Option<Currency>,
    /// First day covered, where stated or implied by the balances.
    pub from: Option<Date>,
    /// Last day covered, likewise.
    pub to: Option<Date>,
    /// Balance before the first entry.
    pub opening: Option<Balance>,
    /// Balance after the last entry.
    pub closing: Option<Balance>,
    /// Rows of this statement that could not be read: with any, it cannot be said to foot.
    pub unreadable_rows: u32,
}

/// Why nothing can be said of a statement's sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownFooting {
    /// It states no opening balance.
    NoOpening,
    /// It states no closing balance.
    NoClosing,
    /// Its balances, or its entries, are in different currencies.
    MixedCurrencies,
}

impl UnknownFooting {
    /// The word in `statements.parquet` and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoOpening => "no-opening",
            Self::NoClosing => "no-closing",
            Self::MixedCurrencies => "mixed-currencies",
        }
    }
}

/// Whether opening + entries = closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// To the minor unit, every row read, every running balance met.
    Foots,
    /// It does not: by how much, and the first entry where a stated running balance departs, if any does.
    Off {
        /// closing − (opening + entries), in minor units; 0 when only a running balance departs or a row
        /// could not be read.
        by_minor: i128,
        /// The first entry whose stated balance is not the one computed.
        first: Option<EntryId>,
    },
    /// It cannot be said.
    Unknown(UnknownFooting),
}

/// Two statements of one account that cover the same days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The source of the other statement.
    pub with: SourceId,
    /// First day both cover.
    pub from: Date,
    /// Last day both cover.
    pub to: Date,
}

/// A statement with what reconciling it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementCheck {
    /// The file it is in.
    pub source: SourceId,
    /// The statement.
    pub statement: Statement,
    /// How many entries it has.
    pub entries: u32,
    /// Sum of the credits of the account, in minor units.
    pub credits_minor: i128,
    /// Sum of the debits, not negative.
    pub debits_minor: i128,
    /// The verdict.
    pub footing: Footing,
    /// Days missing between the account's previous statement and this one: first and last missing day.
    pub gap_before: Option<(Date, Date)>,
    /// What this opening differs by from the previous statement's closing, where the two should be equal.
    pub chain_off_minor: Option<i128>,
    /// Other statements of the account over the same days.
    pub overlaps: Vec<Overlap>,
}
