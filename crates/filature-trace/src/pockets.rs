//! The accounts that claims can reach, and what happens in them.
//!
//! A pocket is one account in the currency of the claims: money of another currency never mixes with it. Only
//! the pockets that a claim can reach at all need an order, a balance and a queue, and in a large ledger they
//! are few. They are found in one sweep over the arrays, under the assumption that everything that leaves a
//! touched pocket is touched: more than any rule says.

use std::collections::BTreeMap;

use filature_model::{Leg, OUTSIDE};

use crate::call::Call;
use crate::work;

/// No pocket.
const NONE: u32 = u32::MAX;

/// The payer's or the payee's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Debit,
    Credit,
}

/// One side of a transaction in one pocket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    /// The instant at which it is executed, and its place in the bank's list.
    pub leg: Leg,
    pub transaction: u32,
    pub side: Side,
    pub pocket: u32,
    pub minor: i128,
    /// A credit that may bring money of a claim.
    pub coloured: bool,
}

/// The pockets that claims can reach, and their events by instant, then in ledger order, debit before credit.
pub(crate) struct Pockets {
    /// Position of each pocket's account.
    pub accounts: Vec<u32>,
    /// The instant from which a claim may be there.
    pub touched_micros: Vec<i64>,
    pub events: Vec<Event>,
    /// Some debit is booked after its own credit, and was moved to the credit's instant.
    pub moved_debits: bool,
}

/// Finds them.
pub(crate) fn reach(call: &Call) -> Pockets {
    let touched = touched(call);
    let mut pocket_of = vec![NONE; touched.len()];
    let mut pockets =
        Pockets { accounts: Vec::new(), touched_micros: Vec::new(), events: Vec::new(), moved_debits: false };
    for ((account, slot), micros) in (0_u32..).zip(&mut pocket_of).zip(&touched) {
        if let Some(micros) = *micros {
            // One pocket an account, and accounts are counted in 32 bits.
            *slot = u32::try_from(pockets.accounts.len()).unwrap_or(NONE);
            pockets.accounts.push(account);
            pockets.touched_micros.push(micros);
        }
    }
    let pocket = |account: u32| pocket_of.get(account as usize).copied().filter(|&pocket| pocket != NONE);
    for (transaction, position) in (0_u32..).zip(0..call.ledger.len()) {
        if call.is_taken(position) {
            events_of(call, &touched, transaction, position, &pocket, &mut pockets);
        }
    }
    pockets.events.sort_unstable_by_key(|event| (event.leg.at_micros, event.transaction, event.side));
    pockets
}

fn events_of(
    call: &Call,
    touched: &[Option<i64>],
    transaction: u32,
    position: usize,
    pocket: &impl Fn(u32) -> Option<u32>,
    into: &mut Pockets,
) {
    let (debtor, creditor) = (call.ledger.debtor[position], call.ledger.creditor[position]);
    let start_micros = call.start_micros(position);
    if let (Some(pocket), Some(minor)) = (pocket(debtor), call.debit(position)) {
        let leg = Leg { at_micros: start_micros, ..call.ledger.debited[position] };
        into.moved_debits |= leg != call.ledger.debited[position];
        into.events.push(Event { leg, transaction, side: Side::Debit, pocket, minor, coloured: false });
    }
    if let (Some(pocket), Some(minor)) = (pocket(creditor), call.credit(position)) {
        let leg = call.ledger.credited[position];
        let followed = call.departure(position).is_none()
            && debtor != OUTSIDE
            && touched[debtor as usize].is_some_and(|micros| micros <= start_micros);
        let coloured = followed || call.claimed.contains_key(&transaction);
        into.events.push(Event { leg, transaction, side: Side::Credit, pocket, minor, coloured });
    }
}

/// For each account, the first instant at which a claim can be there.
///
/// A transaction's credit is never before its start, so that one sweep by start settles all but chains inside
/// one instant.
fn touched(call: &Call) -> Vec<Option<i64>> {
    let mut touched: Vec<Option<i64>> = vec![None; call.ledger.accounts.len()];
    for &transaction in call.claimed.keys() {
        let position = transaction as usize;
        let account = call.ledger.creditor[position];
        if call.barrier(account).is_none() {
            earlier(&mut touched[account as usize], call.ledger.credited[position].at_micros);
        }
    }
    let mut positions: Vec<usize> = (0..call.ledger.len()).filter(|&position| call.is_taken(position)).collect();
    // Ledger order is that of the starts but for a side outside the case: nearly sorted, and cheap.
    positions.sort_by_key(|&position| call.start_micros(position));
    for group in positions.chunk_by(|&one, &other| call.start_micros(one) == call.start_micros(other)) {
        sweep_instant(call, group, &mut touched);
    }
    touched
}

/// Passes on inside one instant, each transaction once: those of an account wait until a claim is there.
fn sweep_instant(call: &Call, group: &[usize], touched: &mut [Option<i64>]) {
    let (mut next, mut waiting) = (Vec::new(), BTreeMap::<u32, Vec<usize>>::new());
    for &position in group.iter().filter(|&&position| can_pass_on(call, position)) {
        let debtor = call.ledger.debtor[position];
        if touched[debtor as usize].is_some_and(|micros| micros <= call.start_micros(position)) {
            next.push(position);
        } else if group.len() > 1 {
            waiting.entry(debtor).or_default().push(position);
        }
    }
    while let Some(position) = next.pop() {
        work::step();
        let (creditor, micros) = (call.ledger.creditor[position], call.ledger.credited[position].at_micros);
        earlier(&mut touched[creditor as usize], micros);
        if micros <= call.start_micros(position) {
            next.extend(waiting.remove(&creditor).unwrap_or_default());
        }
    }
}

/// Whether a claim that is at the payer goes on to the payee.
fn can_pass_on(call: &Call, position: usize) -> bool {
    call.ledger.debtor[position] != OUTSIDE
        && call.ledger.currency[position] == call.currency
        && call.departure(position).is_none()
}

fn earlier(slot: &mut Option<i64>, micros: i64) {
    if slot.is_none_or(|known| micros < known) {
        *slot = Some(micros);
    }
}
