//! In which order events happen.
//!
//! What is known: the instant; inside one instant the bank's own sequence in one list; and that a debit comes
//! before its own credit. All else is a tie. The orders that are run differ only inside one instant: a
//! topological order of what is known there, with the [`Policy`] choosing among the events that could be next.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use filature_model::Leg;

use crate::pockets::{Event, Side};

/// How ties are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// As in the ledger.
    Ledger,
    /// Credits that may bring a claim's money, then debits while the balance covers them, then clean credits.
    ClaimsFirst,
    /// Credits that may bring a claim's money, then clean credits, then debits: the least overdraft.
    CreditsFirst,
    /// Clean credits, then those that may bring a claim's money, then debits.
    CleanFirst,
    /// Debits first while the balance covers them, then clean credits, then those that may bring a claim's money.
    ClaimsLast,
    /// The ledger's order turned round.
    Reversed,
}

impl Policy {
    pub const ALL: [Self; 6] =
        [Self::Ledger, Self::ClaimsFirst, Self::CreditsFirst, Self::CleanFirst, Self::ClaimsLast, Self::Reversed];
}

/// Whether two events of one pocket in one instant are in no known order. Events come from one instant.
pub(crate) fn has_tie(group: &[Event], matters: impl Fn(&Event) -> bool) -> bool {
    let mut events: Vec<&Event> = group.iter().filter(|event| matters(event)).collect();
    events.sort_unstable_by_key(|event| (event.pocket, event.leg.list, event.leg.sequence));
    events.windows(2).any(|pair| {
        let same_pocket = pair[0].pocket == pair[1].pocket;
        same_pocket && pair[0].transaction != pair[1].transaction && pair[0].leg.order(&pair[1].leg).is_none()
    })
}

/// Events that share an instant.
pub(crate) fn instants(events: &[Event]) -> impl Iterator<Item = &[Event]> {
    events.chunk_by(|one, other| one.leg.at_micros == other.leg.at_micros)
}

/// The order under a policy, and whether the lists contradict each other somewhere (ledger order decides there).
///
/// `events` by instant, then in ledger order; `openings` are those that are known.
pub(crate) fn arrange(events: &[Event], policy: Policy, openings: &[Option<i128>]) -> (Vec<Event>, bool) {
    let (mut order, mut contradiction) = (Vec::with_capacity(events.len()), false);
    let mut balances = openings.to_vec();
    for group in instants(events) {
        let sequenced = || group.iter().any(|event| event.leg.sequence != Leg::NO_SEQUENCE);
        let first = order.len();
        if group.len() == 1 || (policy == Policy::Ledger && !sequenced()) {
            order.extend_from_slice(group);
        } else {
            contradiction |= Group::new(group, policy, &balances).place_all(&mut order);
        }
        if matches!(policy, Policy::ClaimsFirst | Policy::ClaimsLast) {
            for event in &order[first..] {
                if let Some(balance) = &mut balances[event.pocket as usize] {
                    *balance += if event.side == Side::Credit { event.minor } else { -event.minor };
                }
            }
        }
    }
    (order, contradiction)
}

/// Class, place in the ledger or its reverse, side; then which event it is. The lowest is next.
type Key = (u8, i64, Side, usize);

/// One instant while its events are being placed. Nodes past the events are barriers between the entries of one
/// list that have different sequences: they keep the number of edges linear.
struct Group<'a> {
    events: &'a [Event],
    policy: Policy,
    waits_for: Vec<usize>,
    followers: Vec<Vec<usize>>,
    ready: BinaryHeap<Reverse<Key>>,
    /// What could be next but for the policy.
    held_back: BTreeSet<Key>,
    held_back_by_pocket: BTreeMap<u32, Vec<Key>>,
    /// By pocket: credits still to come, those that may bring a claim's money and all.
    to_come: BTreeMap<u32, (usize, usize)>,
    balances: BTreeMap<u32, i128>,
    placed: Vec<bool>,
}

impl<'a> Group<'a> {
    fn new(events: &'a [Event], policy: Policy, balances: &[Option<i128>]) -> Self {
        let mut group = Self {
            events,
            policy,
            waits_for: vec![0; events.len()],
            followers: vec![Vec::new(); events.len()],
            ready: BinaryHeap::new(),
            held_back: BTreeSet::new(),
            held_back_by_pocket: BTreeMap::new(),
            to_come: BTreeMap::new(),
            balances: BTreeMap::new(),
            placed: vec![false; events.len()],
        };
        for event in events {
            let to_come = group.to_come.entry(event.pocket).or_default();
            to_come.0 += usize::from(event.coloured);
            to_come.1 += usize::from(event.side == Side::Credit);
            if let Some(balance) = balances[event.pocket as usize] {
                group.balances.insert(event.pocket, balance);
            }
        }
        for (node, pair) in events.windows(2).enumerate() {
            if pair[0].transaction == pair[1].transaction {
                group.edge(node, node + 1);
            }
        }
        group.sequence_edges();
        group
    }

    fn edge(&mut self, from: usize, to: usize) {
        self.followers[from].push(to);
        self.waits_for[to] += 1;
    }

    fn sequence_edges(&mut self) {
        let mut listed: Vec<(u32, u32, i64, usize)> = (0..)
            .zip(self.events)
            .filter(|(_, event)| event.leg.sequence != Leg::NO_SEQUENCE)
            .map(|(node, event)| (event.pocket, event.leg.list, event.leg.sequence, node))
            .collect();
        listed.sort_unstable();
        let equals: Vec<&[(u32, u32, i64, usize)]> =
            listed.chunk_by(|one, other| (one.0, one.1, one.2) == (other.0, other.1, other.2)).collect();
        for pair in equals.windows(2) {
            if (pair[0][0].0, pair[0][0].1) != (pair[1][0].0, pair[1][0].1) {
                continue;
            }
            let barrier = self.waits_for.len();
            self.waits_for.push(0);
            self.followers.push(Vec::new());
            self.placed.push(false);
            pair[0].iter().for_each(|entry| self.edge(entry.3, barrier));
            pair[1].iter().for_each(|entry| self.edge(barrier, entry.3));
        }
    }

    fn key(&self, node: usize) -> Key {
        let Some(event) = self.events.get(node) else { return (0, i64::MIN, Side::Debit, node) };
        let class = match (self.policy, event.side) {
            (Policy::ClaimsLast | Policy::CleanFirst, Side::Credit) => 1 + u8::from(event.coloured),
            (Policy::ClaimsFirst | Policy::CreditsFirst, Side::Credit) => 2 * u8::from(!event.coloured),
            (Policy::ClaimsFirst | Policy::CreditsFirst, Side::Debit) => 1,
            _ => 0,
        };
        let place = i64::from(event.transaction);
        (class, if self.policy == Policy::Reversed { -place } else { place }, event.side, node)
    }

    /// Whether the policy would rather have something else of the pocket first.
    fn must_wait(&self, event: &Event) -> bool {
        let (coloured, credits) = self.to_come.get(&event.pocket).copied().unwrap_or_default();
        let is_debit = event.side == Side::Debit;
        let is_short = || self.balances.get(&event.pocket).is_some_and(|&balance| balance < event.minor);
        match self.policy {
            Policy::ClaimsFirst => !event.coloured && coloured > 0 || is_debit && credits > 0 && is_short(),
            Policy::CreditsFirst => !event.coloured && coloured > 0 || is_debit && credits > 0,
            Policy::CleanFirst => is_debit && credits > 0 || event.coloured && credits > coloured,
            Policy::ClaimsLast => is_debit && credits > 0 && is_short(),
            Policy::Ledger | Policy::Reversed => false,
        }
    }

    /// Puts the events at the end of `order`; whether what is known contradicts itself.
    fn place_all(mut self, order: &mut Vec<Event>) -> bool {
        let mut contradiction = false;
        let wanted = order.len() + self.events.len();
        for node in 0..self.waits_for.len() {
            if self.waits_for[node] == 0 {
                self.ready.push(Reverse(self.key(node)));
            }
        }
        // Where everything left waits for something else, the first of them in the ledger goes on.
        let mut stuck_from = 0;
        while order.len() < wanted {
            if let Some(Reverse(key)) = self.ready.pop() {
                match self.events.get(key.3) {
                    Some(event) if self.must_wait(event) => {
                        self.held_back.insert(key);
                        self.held_back_by_pocket.entry(event.pocket).or_default().push(key);
                    }
                    _ => self.place(key.3, order),
                }
            } else if let Some(key) = self.held_back.pop_first() {
                self.place(key.3, order);
            } else {
                contradiction = true;
                while self.placed[stuck_from] {
                    stuck_from += 1;
                }
                self.place(stuck_from, order);
            }
        }
        contradiction
    }

    fn place(&mut self, node: usize, order: &mut Vec<Event>) {
        if std::mem::replace(&mut self.placed[node], true) {
            return;
        }
        if let Some(event) = self.events.get(node) {
            order.push(*event);
            self.release(event);
        }
        for follower in std::mem::take(&mut self.followers[node]) {
            self.waits_for[follower] -= 1;
            if self.waits_for[follower] == 0 && !self.placed[follower] {
                self.ready.push(Reverse(self.key(follower)));
            }
        }
    }

    /// Lets what an event held back in its pocket try again.
    fn release(&mut self, event: &Event) {
        if let Some(balance) = self.balances.get_mut(&event.pocket) {
            *balance += if event.side == Side::Credit { event.minor } else { -event.minor };
        }
        let to_come = self.to_come.entry(event.pocket).or_default();
        to_come.0 -= usize::from(event.coloured);
        to_come.1 -= usize::from(event.side == Side::Credit);
        let free = match self.policy {
            Policy::CreditsFirst => event.coloured && to_come.0 == 0 || to_come.1 == 0,
            Policy::CleanFirst => to_come.0 == to_come.1,
            _ => event.side == Side::Credit,
        };
        if free {
            for key in self.held_back_by_pocket.remove(&event.pocket).unwrap_or_default() {
                if self.held_back.remove(&key) {
                    self.ready.push(Reverse(key));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use filature_model::Leg;

    use super::{Policy, arrange};
    use crate::pockets::{Event, Side};

    fn event(transaction: u32, side: Side, pocket: u32, minor: i128, coloured: bool) -> Event {
        let leg = Leg { at_micros: 0, list: 0, sequence: Leg::NO_SEQUENCE };
        Event { leg, transaction, side, pocket, minor, coloured }
    }

    #[test]
    fn each_policy_has_its_order() {
        // Pocket 0 has 5: out 8, clean in 9, and 10 of a claim from pocket 1.
        let events = [
            event(0, Side::Debit, 0, 8, false),
            event(1, Side::Credit, 0, 9, false),
            event(2, Side::Debit, 1, 10, false),
            event(2, Side::Credit, 0, 10, true),
        ];
        let placed = |policy| {
            let (order, contradiction) = arrange(&events, policy, &[Some(5), Some(10)]);
            assert!(!contradiction);
            order.iter().filter(|event| event.pocket == 0).map(|event| event.transaction).collect::<Vec<_>>()
        };
        assert_eq!(placed(Policy::Ledger), [0, 1, 2]);
        assert_eq!(placed(Policy::ClaimsFirst), [2, 0, 1]);
        assert_eq!(placed(Policy::CreditsFirst), [2, 1, 0]);
        assert_eq!(placed(Policy::CleanFirst), [1, 2, 0]);
        assert_eq!(placed(Policy::ClaimsLast), [1, 0, 2]);
        assert_eq!(placed(Policy::Reversed), [2, 1, 0]);
    }
}
