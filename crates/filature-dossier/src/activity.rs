//! What moved on the accounts that the case is about, whole account by whole account.
//!
//! Findings and traces name the transactions that they rest on. Sums over an account (what came in, what was drawn) need all of
//! its transactions: they come here, each once, and their entries stand in the annex like those of any figure. An account for
//! which there is no room is left aside with all of its transactions: a sum over a part of an account would be a false figure.

use std::collections::BTreeSet;

use filature_model::{Channel, Money};

/// The transactions of the accounts of leads, of traces and of persons harmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Accounts of which every transaction is given.
    pub whole: BTreeSet<String>,
    /// Accounts that were left aside, for want of room.
    pub left_aside: BTreeSet<String>,
    /// The transactions of the former, each once, in the order of the ledger.
    pub movements: Vec<Movement>,
}

/// A transaction as the ledger has it: the entries behind it stand in `Content::entries`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The transaction.
    pub id: String,
    /// The account that paid; none for the outside world.
    pub payer: Option<String>,
    /// The account that was paid.
    pub payee: Option<String>,
    /// What was paid.
    pub paid: Money,
    /// What was received.
    pub received: Money,
    /// How.
    pub channel: Channel,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It moved money.
    Moved,
    /// It was taken back, or takes another one back.
    TakenBack,
    /// It was called off, given back or never fetched.
    CalledOff,
}

/// What a holder declared as income for a year, as the person who leads the case states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredIncome {
    /// An account of the holder.
    pub account: String,
    /// The year.
    pub year: i16,
    /// The amount.
    pub money: Money,
    /// The document that says so.
    pub source: String,
}

/// A flag that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagRun {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Its title in English and French.
    pub title: (String, String),
    /// Who describes it so, of those that were read; empty where it is a design of this program.
    pub sources: Vec<String>,
    /// Whether it is one of the case itself: then people of the case wrote all of it.
    pub is_own: bool,
    /// Its thresholds.
    pub thresholds: Vec<Threshold>,
}

/// A value of a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// What it is, in English and French.
    pub meaning: (String, String),
    /// As written in the flag's file.
    pub value: String,
    /// Its unit as the flag's file names it: `percent`, `euro`, `span`, or what the number counts.
    pub unit: String,
    /// Whether a source states it; otherwise it is a design default.
    pub stated: bool,
}
