//! Measures that a rule asks for and that SQL is slow at: rolling windows, what is swept on, who pays whom, who stands at one machine.
//!
//! ```text
//! View (transactions + details + meaning) ─► Index ─► windows, sweeps, pairs, visits, shared, profiles ─► Rows
//! ```
//!
//! Arrays in, rows out, party by party, so that a caller holds one party's rows at a time. Every measure answers through [`Rows`], cell by
//! cell, so that a caller pays only for the columns it asks for. The columns are those of `docs/reference/sql.md`.
//!
//! # What holds for every measure
//! - **Order**: by party, then by code of currency, then by time. What a party is paid stands at the instant at which it was
//!   credited, what it pays at that at which it was debited; the ledger's order breaks ties. A row without a time of day
//!   stands at the start of its day.
//! - **Amounts** are those of the party's own side: what reached it, or what left it. Nothing is converted but what is said
//!   to be of euro, and a sum in euro is none as soon as one of its parts has no rate.
//! - **A payment to oneself** is neither paid nor received: it is in no window, sweep, pair or profile, though it moves the
//!   balances of an account between its currencies.
//! - **First and last day** are those of the first and last transaction.
//! - Shares are rounded down; medians are the lower one of two.

mod balances;
mod events;
mod fifo;
mod figures;
mod functions;
mod index;
mod pairs;
mod profiles;
mod reading;
mod selection;
mod shared;
mod sliding;
mod span;
mod sweeps;
mod visits;
mod windows;

use filature_model::{Details, Transactions};

pub use functions::{Argument, FUNCTIONS, Function, open};
pub use index::Index;
use reading::parties_of;
pub use selection::Selection;
pub use span::span_seconds;

/// What merchant categories and texts mean here: the data behind it is the caller's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Names of classes of merchants.
    pub classes: Vec<String>,
    /// For each word of [`Details::mcc`] its class, a position in `classes`, or [`Meaning::NONE`].
    pub class_of_mcc: Vec<u8>,
    /// Names of topics.
    pub topics: Vec<String>,
    /// For each word of [`Details::text`] its topic, a position in `topics`, or [`Meaning::NONE`].
    pub topic_of_text: Vec<u8>,
    /// For each transaction, whether it is pay.
    pub pay: Vec<bool>,
}

impl Meaning {
    /// No class, no topic.
    pub const NONE: u8 = u8::MAX;
}

/// The ledger as measures see it.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// What moved.
    pub ledger: &'a Transactions,
    /// What is said of it.
    pub details: &'a Details,
    /// What that means.
    pub meaning: &'a Meaning,
}

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is known, or there is nothing.
    Null,
    /// A whole number: a count, minor units, a position, a day.
    Number(i64),
    /// A word.
    Text(&'a str),
    /// Positions: of transactions, accounts or parties. In SQL a JSON list.
    List(&'a [u32]),
}

/// The rows of a measure, one after the other.
pub trait Rows {
    /// Goes to the next row, the first at the first call; false when there is none.
    fn advance(&mut self) -> bool;
    /// A value of the row that [`Rows::advance`] went to; `column` is a position in the measure's columns.
    fn cell(&self, column: usize) -> Cell<'_>;
}

/// What a measure that cannot be taken says; the fault is the caller's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MeasureError(pub String);
