//! Joins that a person undid: two lines of which somebody says that they are not the two sides of one transfer.
//!
//! ```text
//! undo ─► one line of the journal ─► pairs that hold ─► the ledger is built again, the two lines apart
//! redo ─► another line, which takes the first one back
//! ```
//!
//! The ledger is a function of the sources and of what was said of them; this is said of two of its entries, by their ids. What
//! was said stays in the journal, and so does what took it back.

use std::collections::BTreeMap;

use filature_model::EntryId;

use crate::journal::{Act, Line, hash_hex};
use crate::{Case, Ledger, LedgerError};

/// Lines that are not one transfer, as a person said: payer's and payee's entry, with the line of the journal that holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    pairs: BTreeMap<(EntryId, EntryId), Undone>,
}

/// A join that was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Why.
    pub reason: String,
    /// When, RFC 3339 in UTC.
    pub since: String,
    /// Its line in the journal.
    pub line: u64,
}

impl Apart {
    /// What holds after all lines of a journal.
    pub fn of(lines: &[Line]) -> Self {
        let mut pairs = BTreeMap::new();
        for line in lines {
            match &line.act {
                Act::JoinUndone { debit, credit, reason } => {
                    let undone = Undone { reason: reason.clone(), since: line.at.clone(), line: line.line };
                    pairs.extend(pair(debit, credit).map(|pair| (pair, undone)));
                }
                Act::JoinRedone { debit, credit, .. } => {
                    if let Some(pair) = pair(debit, credit) {
                        pairs.remove(&pair);
                    }
                }
                _ => {}
            }
        }
        Self { pairs }
    }

    /// Whether somebody said so of these two.
    pub fn holds(&self, debit: EntryId, credit: EntryId) -> bool {
        !self.pairs.is_empty() && self.pairs.contains_key(&(debit, credit))
    }

    /// All of them: payer's entry, payee's entry, and why.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, EntryId, &Undone)> {
        self.pairs.iter().map(|(&(debit, credit), undone)| (debit, credit, undone))
    }

    /// What the ledger depends on: the pairs, without reasons and times; none where there are none.
    pub fn sha256(&self) -> Option<String> {
        let pairs: String = self.pairs.keys().map(|(debit, credit)| format!("{debit} {credit}\n")).collect();
        (!pairs.is_empty()).then(|| hash_hex(pairs.as_bytes()))
    }
}

fn pair(debit: &str, credit: &str) -> Option<(EntryId, EntryId)> {
    debit.parse().ok().zip(credit.parse().ok())
}

/// Two entries that the ledger takes for one transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The transaction that they are.
    pub transaction: String,
    /// The line of the payer's statement.
    pub debit: EntryId,
    /// The line of the payee's statement.
    pub credit: EntryId,
    /// On what ground.
    pub ground: String,
}

/// Why a join was not undone, or not made again.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// Nothing of the case is called so, or it was not joined.
    #[error("{0}: no two lines of this case were joined under this id; `filature join CASE` lists those that were")]
    NotJoined(String),
    /// Nobody undid it.
    #[error("{0}: nobody undid this join")]
    NotUndone(String),
    /// No reason.
    #[error("a reason is needed: nothing was taken down")]
    NoReason,
    /// The case itself.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Takes down that the two lines of a transaction are not one transfer, and builds the ledger again without the join. `id` is
/// that of the transaction, or of one of the two entries.
///
/// # Errors
/// [`JoinError`]; then nothing was taken down.
pub fn undo(case: &Case, id: &str, reason: &str) -> Result<Join, JoinError> {
    let reason = needed(reason)?;
    let ledger = Ledger::load(case)?;
    let named = |join: &Join| join.transaction == id || join.debit.to_string() == id || join.credit.to_string() == id;
    let join = ledger.book.joins().into_iter().find(named).ok_or_else(|| JoinError::NotJoined(id.to_owned()))?;
    let (debit, credit) = (join.debit.to_string(), join.credit.to_string());
    case.record(&[Act::JoinUndone { debit, credit, reason }])?;
    case.ensure_ledger()?;
    Ok(join)
}

/// Takes back what [`undo`] took down; `id` is that of one of the two entries.
///
/// # Errors
/// [`JoinError`]; then nothing was taken down.
pub fn redo(case: &Case, id: &str, reason: &str) -> Result<(EntryId, EntryId), JoinError> {
    let reason = needed(reason)?;
    let apart = Apart::of(&case.journal()?);
    let named = |(debit, credit, _): &(EntryId, EntryId, &Undone)| debit.to_string() == id || credit.to_string() == id;
    let (debit, credit, _) = apart.iter().find(named).ok_or_else(|| JoinError::NotUndone(id.to_owned()))?;
    case.record(&[Act::JoinRedone { debit: debit.to_string(), credit: credit.to_string(), reason }])?;
    case.ensure_ledger()?;
    Ok((debit, credit))
}

fn needed(reason: &str) -> Result<String, JoinError> {
    let reason = reason.trim();
    if reason.is_empty() { Err(JoinError::NoReason) } else { Ok(reason.to_owned()) }
}
