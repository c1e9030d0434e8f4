//! The pockets that claims can reach, and what happens in them.
//!
//! A pocket is one account in one currency: money of different currencies never mixes. Only the pockets that a claim
//! can reach at all need an order, a balance and a queue, and in a large ledger they are few. They are found in one
//! sweep over the arrays, under the assumption that everything that leaves a touched pocket is touched: more than any
//! rule says.

use std::collections::BTreeMap;

use filature_model::{Currency, Leg, OUTSIDE};

use crate::call::{Call, Timeline};
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
    /// Account and currency of each pocket, sorted by currency, then by account.
    pub keys: Vec<(Currency, u32)>,
    /// The instant from which a claim may be there.
    pub touched_micros: Vec<i64>,
    pub events: Vec<Event>,
    /// Some debit is booked after its own credit, and was moved to the credit's instant.
    pub moved_debits: bool,
}

impl Pockets {
    /// The last event of each pocket.
    pub fn last_events(&self) -> Vec<Option<&Event>> {
        let mut last = vec![None; self.keys.len()];
        self.events.iter().for_each(|event| last[event.pocket as usize] = Some(event));
        last
    }
}

/// For each currency that claims can reach, and each account: the first instant at which a claim can be there.
struct Touched(Vec<(Currency, Vec<Option<i64>>)>);

impl Touched {
    fn of(&self, account: u32, currency: Currency) -> Option<i64> {
        let (_, accounts) = self.0.iter().find(|(known, _)| *known == currency)?;
        accounts.get(account as usize).copied().flatten()
    }

    fn earlier(&mut self, account: u32, currency: Currency, micros: i64, accounts: usize) {
        let at = match self.0.iter().position(|(known, _)| *known == currency) {
            Some(at) => at,
            None => {
                self.0.push((currency, vec![None; accounts]));
                self.0.len() - 1
            }
        };
        if let Some(slot) = self.0[at].1.get_mut(account as usize)
            && slot.is_none_or(|known| micros < known)
        {
            *slot = Some(micros);
        }
    }
}

/// Finds them.
pub(crate) fn reach(call: &Call<'_>, timeline: Timeline) -> Pockets {
    let mut touched = touched(call, timeline);
    touched.0.sort_by_key(|(currency, _)| *currency);
    let mut pockets = Pockets { keys: Vec::new(), touched_micros: Vec::new(), events: Vec::new(), moved_debits: false };
    let mut pocket_of: Vec<(Currency, Vec<u32>)> = Vec::new();
    for (currency, accounts) in &touched.0 {
        let mut slots = vec![NONE; accounts.len()];
        for ((account, slot), micros) in (0_u32..).zip(&mut slots).zip(accounts) {
            if let Some(micros) = *micros {
                // One pocket an account and currency: far fewer than 32 bits count.
                *slot = u32::try_from(pockets.keys.len()).unwrap_or(NONE);
                pockets.keys.push((*currency, account));
                pockets.touched_micros.push(micros);
            }
        }
        pocket_of.push((*currency, slots));
    }
    let pocket = |account: u32, currency: Currency| {
        let (_, slots) = pocket_of.iter().find(|(known, _)| *known == currency)?;
        slots.get(account as usize).copied().filter(|&pocket| pocket != NONE)
    };
    for (transaction, position) in (0_u32..).zip(0..call.ledger.len()) {
        if call.is_taken(position) {
            events_of(call, timeline, &touched, transaction, &pocket, &mut pockets);
        }
    }
    pockets.events.sort_unstable_by_key(|event| (event.leg.at_micros, event.transaction, event.side));
    pockets
}

fn events_of(
    call: &Call<'_>,
    timeline: Timeline,
    touched: &Touched,
    transaction: u32,
    pocket: &impl Fn(u32, Currency) -> Option<u32>,
    into: &mut Pockets,
) {
    let position = transaction as usize;
    let (debtor, creditor) = (call.ledger.debtor[position], call.ledger.creditor[position]);
    let ((paid_minor, paid), (received_minor, received)) = (call.debit(position), call.credit(position));
    let (from, to) = (pocket(debtor, paid), pocket(creditor, received));
    if from.is_none() && to.is_none() {
        return;
    }
    let (debit, credit) = call.legs(position, timeline);
    if let Some(pocket) = from {
        into.moved_debits |= timeline == Timeline::Booking && debit != call.ledger.debited[position];
        let event = Event { leg: debit, transaction, side: Side::Debit, pocket, minor: paid_minor, coloured: false };
        into.events.push(event);
    }
    if let Some(pocket) = to {
        let followed = call.departure(position).is_none()
            && touched.of(debtor, paid).is_some_and(|micros| micros <= debit.at_micros);
        let coloured =
            followed || call.claimed.contains_key(&transaction) || call.asserted.sources_of(transaction).is_some();
        let event = Event { leg: credit, transaction, side: Side::Credit, pocket, minor: received_minor, coloured };
        into.events.push(event);
    }
}

/// A transaction's credit is never before its start, so that one sweep by start settles all but chains inside one
/// instant.
fn touched(call: &Call<'_>, timeline: Timeline) -> Touched {
    let accounts = call.ledger.accounts.len();
    let mut touched = Touched(Vec::new());
    for &transaction in call.claimed.keys() {
        let position = transaction as usize;
        let account = call.ledger.creditor[position];
        if call.barrier(account).is_none() {
            touched.earlier(account, call.currency, call.legs(position, timeline).1.at_micros, accounts);
        }
    }
    // What a credit takes of a linked debit is gone for the debit's other credits, whether or not a claim reaches it.
    let by_person =
        |debit: u32| call.asserted.is_by_person && call.options.links.iter().any(|link| link.debit == debit);
    for (_, credit) in call.asserted.links().filter(|(debit, _)| by_person(*debit)) {
        let position = credit as usize;
        let (account, currency) = (call.ledger.creditor[position], call.credit(position).1);
        touched.earlier(account, currency, call.legs(position, timeline).1.at_micros, accounts);
    }
    let mut linked: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (debit, credit) in call.asserted.links() {
        linked.entry(debit).or_default().push(credit);
    }
    let sweep = Sweep { call, timeline, linked, accounts };
    let starts = |position: u32| call.legs(position as usize, timeline).0.at_micros;
    let mut positions: Vec<(i64, u32)> = (0_u32..)
        .zip(0..call.ledger.len())
        .filter(|&(transaction, position)| call.is_taken(position) && sweep.can_pass_on(transaction))
        .map(|(transaction, _)| (starts(transaction), transaction))
        .collect();
    // Ledger order is that of the starts but for a side outside the case: nearly sorted, and cheap.
    positions.sort_unstable();
    for group in positions.chunk_by(|one, other| one.0 == other.0) {
        sweep.instant(group, &mut touched);
    }
    touched
}

struct Sweep<'a> {
    call: &'a Call<'a>,
    timeline: Timeline,
    /// For each debit whose colours are kept: the credits that they wait for.
    linked: BTreeMap<u32, Vec<u32>>,
    accounts: usize,
}

impl Sweep<'_> {
    /// Whether a claim that is at the payer goes on to somebody.
    fn can_pass_on(&self, transaction: u32) -> bool {
        let position = transaction as usize;
        self.call.ledger.debtor[position] != OUTSIDE
            && (self.linked.contains_key(&transaction) || self.call.departure(position).is_none())
    }

    /// Passes on inside one instant, each transaction once: those of a pocket wait until a claim is there.
    fn instant(&self, group: &[(i64, u32)], touched: &mut Touched) {
        let (mut next, mut waiting) = (Vec::new(), BTreeMap::<(u32, Currency), Vec<u32>>::new());
        for &(start_micros, transaction) in group {
            let position = transaction as usize;
            let (debtor, currency) = (self.call.ledger.debtor[position], self.call.debit(position).1);
            if touched.of(debtor, currency).is_some_and(|micros| micros <= start_micros) {
                next.push((start_micros, transaction));
            } else if group.len() > 1 {
                waiting.entry((debtor, currency)).or_default().push(transaction);
            }
        }
        while let Some((start_micros, transaction)) = next.pop() {
            work::step();
            let mut arrive = |credit: u32| {
                let (position, micros) = (credit as usize, self.call.legs(credit as usize, self.timeline).1.at_micros);
                let (creditor, currency) = (self.call.ledger.creditor[position], self.call.credit(position).1);
                touched.earlier(creditor, currency, micros, self.accounts);
                if micros <= start_micros {
                    let awake = waiting.remove(&(creditor, currency)).unwrap_or_default();
                    next.extend(awake.into_iter().map(|transaction| (start_micros, transaction)));
                }
            };
            match self.linked.get(&transaction) {
                Some(credits) => credits.iter().for_each(|&credit| arrive(credit)),
                None => arrive(transaction),
            }
        }
    }
}
