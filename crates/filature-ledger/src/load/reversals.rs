//! Which earlier booking each reversal takes back.
//!
//! A bank that takes back a booking writes a second one of the same amount in the opposite direction and marks it (`RC`
//! and `RD` in MT940, `RvslInd` in camt); it does not say which booking it takes back. That is looked for among the
//! bookings of the same account, of the same amount and currency in the opposite direction, booked at or before the
//! reversal, that are no reversals themselves and that no earlier reversal took back:
//!
//! 1. those with the reversal's own reference, where it has one; else
//! 2. those with the same account on the other side, where the reversal names one; else
//! 3. the only one that there is, unless both name another side and the two differ.
//!
//! Among several of 1 or of 2 it is the latest. Where two of them are the latest, in no known order, it stays open,
//! and the reversal stands for itself: a wrong pair would give one claim's money back to another. So does a reversal
//! that two statements show and of which each would take back another booking. The answer depends on content alone.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use arrow_array::types::Int64Type;
use arrow_array::{Array, BooleanArray, RecordBatch, StringArray};
use filature_model::{Leg, Legs, PaymentStatus, Transactions};

use super::rows::Rows;
use super::{column, column_text};
use crate::{LedgerError, tables};

/// What a reversal and what it takes back have in common: the account, whether the latter is a debit of it, the amount.
type Key<'a> = (&'a str, bool, i64, &'a str);

/// A booking as the account that it is of shows it.
struct Booking<'a> {
    /// Id of its transaction.
    id: &'a str,
    key: Key<'a>,
    reversal: bool,
    reference: Option<&'a str>,
    /// The account on the other side.
    other: Option<&'a str>,
}

/// A booking with its place in the ledger.
#[derive(Clone, Copy)]
struct Placed<'a> {
    transaction: u32,
    leg: Leg,
    reference: Option<&'a str>,
    other: Option<&'a str>,
}

/// What is read of each row.
const COLUMNS: &[&str] = &[
    "amount_minor",
    "creditor",
    "currency",
    "debtor",
    "legs",
    "reference",
    "reversal",
    "same_as",
    "status",
    "transaction",
];

/// For each transaction that takes back another one, both positions; sorted.
///
/// # Errors
/// A bug of ours, when the tables have not the columns that they should.
pub fn of(rows: Rows<'_>, ledger: &Transactions) -> Result<Vec<(u32, u32)>, LedgerError> {
    // Few ledgers have any, and those of millions of rows are rarely among them.
    let mut any = false;
    rows.each(&["reversal"], |_, batch| {
        any |= reversal_flags(batch)?.true_count() > 0;
        Ok(())
    })?;
    match rows {
        _ if !any => Ok(Vec::new()),
        Rows::Held(batches) => among(batches, ledger),
        Rows::File(path) => among(&tables::read_columns(path, COLUMNS)?, ledger),
    }
}

fn among(batches: &[RecordBatch], ledger: &Transactions) -> Result<Vec<(u32, u32)>, LedgerError> {
    let mut reversed = BTreeSet::<Key<'_>>::new();
    each_booking(batches, |booking| {
        if booking.reversal {
            reversed.insert(original_of(booking.key));
        }
    })?;
    if reversed.is_empty() {
        return Ok(Vec::new());
    }
    let mut bookings = Vec::new();
    each_booking(batches, |booking| {
        let key = if booking.reversal { original_of(booking.key) } else { booking.key };
        if reversed.contains(&key) {
            bookings.push(booking);
        }
    })?;
    let wanted: BTreeSet<&str> = bookings.iter().map(|booking| booking.id).collect();
    let positions: HashMap<&str, u32> =
        ledger.ids.iter().map(String::as_str).zip(0_u32..).filter(|(id, _)| wanted.contains(id)).collect();
    let mut groups = BTreeMap::<Key<'_>, Group<'_>>::new();
    for booking in &bookings {
        let Some(&transaction) = positions.get(booking.id) else { continue };
        let is_debit = booking.key.1;
        let legs = if is_debit { &ledger.debited } else { &ledger.credited };
        let leg = legs[transaction as usize];
        let placed = Placed { transaction, leg, reference: booking.reference, other: booking.other };
        let key = if booking.reversal { original_of(booking.key) } else { booking.key };
        groups.entry(key).or_default().add(placed, booking.reversal);
    }
    Ok(agreed(groups.into_values().flat_map(Group::pairs)))
}

/// The key of what is taken back by a reversal with this key.
fn original_of((own, is_debit, minor, currency): Key<'_>) -> Key<'_> {
    (own, !is_debit, minor, currency)
}

/// One reversal takes back one booking and each is taken back once, whichever statement shows it.
fn agreed(pairs: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut by_reversal = BTreeMap::<u32, BTreeSet<u32>>::new();
    for (reversal, original) in pairs {
        by_reversal.entry(reversal).or_default().insert(original);
    }
    let mut taken = BTreeSet::new();
    let mut agreed = Vec::new();
    for (reversal, originals) in by_reversal {
        if let (1, Some(&original)) = (originals.len(), originals.first())
            && taken.insert(original)
        {
            agreed.push((reversal, original));
        }
    }
    agreed
}

/// Gives every booking that moved money to `take`, as each account sees it.
fn each_booking<'a>(batches: &'a [RecordBatch], mut take: impl FnMut(Booking<'a>)) -> Result<(), LedgerError> {
    for batch in batches {
        let text = |name: &str| column_text(batch, name);
        let (ids, legs, currencies) = (text("transaction")?, text("legs")?, text("currency")?);
        let (debtors, creditors, references) = (text("debtor")?, text("creditor")?, text("reference")?);
        let (status, same_as) = (text("status")?, text("same_as")?);
        let amounts = column::<Int64Type>(batch, "amount_minor")?;
        let flags = reversal_flags(batch)?;
        for at in 0..batch.num_rows() {
            if same_as.is_valid(at) || known(status, at).is_some_and(|word| word != PaymentStatus::Paid.word()) {
                continue;
            }
            let legs = Legs::from_word(legs.value(at)).unwrap_or(Legs::Both);
            let (debtor, creditor) = (known(debtors, at), known(creditors, at));
            let sides = [(Legs::Credit, true, debtor, creditor), (Legs::Debit, false, creditor, debtor)];
            for (other_side, is_debit, own, other) in sides {
                let Some(own) = own.filter(|_| legs != other_side) else { continue };
                take(Booking {
                    id: ids.value(at),
                    key: (own, is_debit, amounts.value(at), currencies.value(at)),
                    reversal: flags.is_valid(at) && flags.value(at),
                    reference: known(references, at),
                    other,
                });
            }
        }
    }
    Ok(())
}

fn known(column: &StringArray, at: usize) -> Option<&str> {
    column.is_valid(at).then(|| column.value(at).trim()).filter(|text| !text.is_empty())
}

fn reversal_flags(batch: &RecordBatch) -> Result<&BooleanArray, LedgerError> {
    use arrow_array::cast::AsArray;
    batch
        .column_by_name("reversal")
        .and_then(|column| column.as_boolean_opt())
        .ok_or_else(|| LedgerError::Bug("entries.parquet has no column reversal".to_owned()))
}

/// Bookings of one account and amount: those of one direction, and the reversals of the other that could take them back.
#[derive(Default)]
struct Group<'a> {
    originals: Vec<Placed<'a>>,
    reversals: Vec<Placed<'a>>,
}

/// By what originals are looked up.
#[derive(PartialEq, Eq, Hash)]
enum By<'a> {
    Reference(&'a str),
    Other(Option<&'a str>),
    Any,
}

impl<'a> Group<'a> {
    fn add(&mut self, placed: Placed<'a>, reversal: bool) {
        if reversal { self.reversals.push(placed) } else { self.originals.push(placed) }
    }

    /// Each reversal with what it takes back, in order of time.
    fn pairs(mut self) -> Vec<(u32, u32)> {
        let in_time =
            |placed: &Placed<'_>| (placed.leg.at_micros, placed.leg.list, placed.leg.sequence, placed.transaction);
        self.originals.sort_unstable_by_key(in_time);
        self.reversals.sort_unstable_by_key(in_time);
        let mut waiting =
            Waiting { originals: &self.originals, taken: vec![false; self.originals.len()], by: HashMap::new() };
        let (mut pairs, mut next) = (Vec::new(), 0);
        for reversal in &self.reversals {
            while self.originals.get(next).is_some_and(|original| original.leg.at_micros <= reversal.leg.at_micros) {
                waiting.push(next);
                next += 1;
            }
            if let Some(original) = waiting.taken_back_by(reversal) {
                waiting.taken[original] = true;
                pairs.push((reversal.transaction, self.originals[original].transaction));
            }
        }
        pairs
    }
}

/// Originals that are booked and not taken back, the latest on top.
struct Waiting<'b, 'a> {
    originals: &'b [Placed<'a>],
    taken: Vec<bool>,
    by: HashMap<By<'a>, Vec<usize>>,
}

impl<'a> Waiting<'_, 'a> {
    fn push(&mut self, at: usize) {
        let original = &self.originals[at];
        let keys = [original.reference.map(By::Reference), Some(By::Other(original.other)), Some(By::Any)];
        for key in keys.into_iter().flatten() {
            self.by.entry(key).or_default().push(at);
        }
    }

    fn taken_back_by(&mut self, reversal: &Placed<'a>) -> Option<usize> {
        for key in [reversal.reference.map(By::Reference), reversal.other.map(|other| By::Other(Some(other)))] {
            let [latest, before] = key.map_or([None, None], |key| self.last_two(key, reversal));
            if let Some(latest) = latest {
                let follows = |before: usize| self.originals[before].leg.order(&self.originals[latest].leg);
                return before.is_none_or(|before| follows(before) == Some(Ordering::Less)).then_some(latest);
            }
        }
        // Where the reversal names the other side, those that name another one are out.
        let key = if reversal.other.is_some() { By::Other(None) } else { By::Any };
        match self.last_two(key, reversal) {
            [Some(only), None] => Some(only),
            _ => None,
        }
    }

    /// The last two that are not taken back and do not come after the reversal.
    fn last_two(&mut self, key: By<'a>, reversal: &Placed<'_>) -> [Option<usize>; 2] {
        let Some(stack) = self.by.get_mut(&key) else { return [None, None] };
        while stack.last().is_some_and(|&top| self.taken[top]) {
            stack.pop();
        }
        let originals = self.originals;
        let mut open = stack
            .iter()
            .rev()
            .copied()
            .filter(|&at| !self.taken[at] && originals[at].leg.order(&reversal.leg) != Some(Ordering::Greater));
        [open.next(), open.next()]
    }
}
