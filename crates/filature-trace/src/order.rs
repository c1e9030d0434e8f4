//! In which order events happen.
//!
//! What is known: the instant; inside one instant the bank's own sequence in one list; that a debit comes before its
//! own credit, and before a later credit that was linked to it. All else is a tie. The orders that are run differ only inside one instant: a
//! topological order of what is known there, with the [`Policy`] choosing among the events that could be next.
//! Instants can be whole days of a bank: `n` events of one instant take `n log n` steps under every policy.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use filature_model::Leg;

use crate::pockets::{Event, Side};
use crate::work;

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

    /// Whether a debit's turn depends on what is there.
    fn asks_for_balances(self) -> bool {
        matches!(self, Self::ClaimsFirst | Self::ClaimsLast)
    }
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
/// `events` by instant, then in ledger order; `openings` are those that are known; `sources` are, for a credit, debits
/// of other transactions that come before it.
pub(crate) fn arrange(
    events: &[Event],
    policy: Policy,
    openings: &[Option<i128>],
    sources: &BTreeMap<u32, Vec<u32>>,
) -> (Vec<Event>, bool) {
    let (mut order, mut contradiction) = (Vec::with_capacity(events.len()), false);
    let mut balances = openings.to_vec();
    for group in instants(events) {
        let sequenced = || group.iter().any(|event| event.leg.sequence != Leg::NO_SEQUENCE);
        let linked = || !sources.is_empty() && group.iter().any(|event| sources_of(event, sources).is_some());
        let first = order.len();
        if group.len() == 1 || (policy == Policy::Ledger && !sequenced() && !linked()) {
            order.extend_from_slice(group);
        } else {
            contradiction |= Group::new(group, policy, &balances, sources).place_all(&mut order);
        }
        if policy.asks_for_balances() {
            for event in &order[first..] {
                if let Some(balance) = &mut balances[event.pocket as usize] {
                    *balance += if event.side == Side::Credit { event.minor } else { -event.minor };
                }
            }
        }
    }
    (order, contradiction)
}

/// The debits of other transactions that come before a credit.
fn sources_of<'a>(event: &Event, sources: &'a BTreeMap<u32, Vec<u32>>) -> Option<&'a Vec<u32>> {
    if event.side == Side::Credit { sources.get(&event.transaction) } else { None }
}

/// Where a side of a transaction stands among the events of one instant.
fn node_of(group: &[Event], transaction: u32, side: Side) -> Option<usize> {
    group.binary_search_by_key(&(transaction, side), |event| (event.transaction, event.side)).ok()
}

/// Class, place in the ledger or its reverse, side; then which event it is. The lowest is next.
type Key = (u8, i64, Side, usize);

/// What has to be known of one pocket inside one instant.
#[derive(Default)]
struct Tied {
    /// Credits still to come: those that may bring a claim's money, and the others.
    coloured: usize,
    clean: usize,
    /// What is there, where a policy asks for it and it is known.
    balance: Option<i128>,
    /// What waits for credits of one kind to have come, or for enough of a balance.
    held_back: Vec<Key>,
    /// The debits in ledger order, and those of them that wait.
    debits: Vec<usize>,
    short: FirstFit,
}

/// One instant while its events are being placed. Nodes past the events are barriers between the entries of one
/// list that have different sequences: they keep the number of edges linear.
///
/// Of what nothing known is in the way of, the lowest key that its policy lets go on is next. An event is tried
/// again only when its turn may have come: all of a pocket's when the last credit of a kind has come (twice at
/// most), and at a change of the balance only the first debit that it covers.
struct Group<'a> {
    events: &'a [Event],
    policy: Policy,
    waits_for: Vec<usize>,
    followers: Vec<Vec<usize>>,
    ready: BinaryHeap<Reverse<Key>>,
    /// What could be next but for the policy, and what was.
    held_back: BinaryHeap<Reverse<Key>>,
    /// For each event: its pocket in `tied`, and its place among that pocket's debits.
    places: Vec<(usize, usize)>,
    tied: Vec<Tied>,
    placed: Vec<bool>,
}

impl<'a> Group<'a> {
    fn new(events: &'a [Event], policy: Policy, balances: &[Option<i128>], sources: &BTreeMap<u32, Vec<u32>>) -> Self {
        let mut group = Self {
            events,
            policy,
            waits_for: vec![0; events.len()],
            followers: vec![Vec::new(); events.len()],
            ready: BinaryHeap::new(),
            held_back: BinaryHeap::new(),
            places: Vec::with_capacity(events.len()),
            tied: Vec::new(),
            placed: vec![false; events.len()],
        };
        group.pockets(balances);
        for (node, pair) in events.windows(2).enumerate() {
            if pair[0].transaction == pair[1].transaction {
                group.edge(node, node + 1);
            }
        }
        for (credit, event) in events.iter().enumerate() {
            for &debit in sources_of(event, sources).into_iter().flatten() {
                if let Some(debit) = node_of(events, debit, Side::Debit) {
                    group.edge(debit, credit);
                }
            }
        }
        group.sequence_edges();
        group
    }

    fn pockets(&mut self, balances: &[Option<i128>]) {
        let mut pockets: Vec<u32> = self.events.iter().map(|event| event.pocket).collect();
        pockets.sort_unstable();
        pockets.dedup();
        self.tied.resize_with(pockets.len(), Tied::default);
        for (node, event) in self.events.iter().enumerate() {
            let at = pockets.partition_point(|&pocket| pocket < event.pocket);
            let tied = &mut self.tied[at];
            tied.balance = balances[event.pocket as usize].filter(|_| self.policy.asks_for_balances());
            self.places.push((at, tied.debits.len()));
            match event.side {
                Side::Debit => tied.debits.push(node),
                Side::Credit if event.coloured => tied.coloured += 1,
                Side::Credit => tied.clean += 1,
            }
        }
        for tied in self.tied.iter_mut().filter(|tied| tied.balance.is_some()) {
            tied.short = FirstFit::new(tied.debits.len());
        }
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
    fn must_wait(&self, node: usize) -> bool {
        let (event, tied) = (&self.events[node], &self.tied[self.places[node].0]);
        let is_debit = event.side == Side::Debit;
        let debit_waits = is_debit && tied.coloured + tied.clean > 0;
        let is_short = || tied.balance.is_some_and(|balance| balance < event.minor);
        match self.policy {
            Policy::ClaimsFirst => !event.coloured && tied.coloured > 0 || debit_waits && is_short(),
            Policy::CreditsFirst => !event.coloured && tied.coloured > 0 || debit_waits,
            Policy::CleanFirst => debit_waits || event.coloured && tied.clean > 0,
            Policy::ClaimsLast => debit_waits && is_short(),
            Policy::Ledger | Policy::Reversed => false,
        }
    }

    /// Puts the events at the end of `order`; whether what is known contradicts itself.
    fn place_all(mut self, order: &mut Vec<Event>) -> bool {
        let mut contradiction = false;
        let wanted = order.len() + self.events.len();
        self.start();
        // Where everything left waits for something else, the first of them in the ledger goes on.
        let mut stuck_from = 0;
        while order.len() < wanted {
            work::step();
            if let Some(Reverse(key)) = self.ready.pop() {
                self.try_place(key, order);
            } else if let Some(Reverse(key)) = self.held_back.pop() {
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

    fn start(&mut self) {
        for node in 0..self.waits_for.len() {
            if self.waits_for[node] == 0 {
                self.ready.push(Reverse(self.key(node)));
            }
        }
    }

    fn try_place(&mut self, key: Key, order: &mut Vec<Event>) {
        let node = key.3;
        let Some(event) = self.events.get(node) else { return self.place(node, order) };
        if self.placed[node] || !self.must_wait(node) {
            return self.place(node, order);
        }
        let (at, debit) = self.places[node];
        self.held_back.push(Reverse(key));
        self.tied[at].held_back.push(key);
        if event.side == Side::Debit {
            self.tied[at].short.set(debit, event.minor);
        }
    }

    fn place(&mut self, node: usize, order: &mut Vec<Event>) {
        if std::mem::replace(&mut self.placed[node], true) {
            return;
        }
        if let Some(event) = self.events.get(node) {
            order.push(*event);
            self.release(node);
        }
        for follower in std::mem::take(&mut self.followers[node]) {
            self.waits_for[follower] -= 1;
            if self.waits_for[follower] == 0 && !self.placed[follower] {
                self.ready.push(Reverse(self.key(follower)));
            }
        }
    }

    /// Lets what an event held back in its pocket try again.
    fn release(&mut self, node: usize) {
        let (event, (at, debit)) = (&self.events[node], self.places[node]);
        let tied = &mut self.tied[at];
        if let Some(balance) = &mut tied.balance {
            *balance += if event.side == Side::Credit { event.minor } else { -event.minor };
        }
        let came_last = match event.side {
            Side::Debit => {
                tied.short.set(debit, FirstFit::NOTHING);
                false
            }
            Side::Credit => {
                let to_come = if event.coloured { &mut tied.coloured } else { &mut tied.clean };
                *to_come -= 1;
                *to_come == 0
            }
        };
        if came_last {
            self.ready.extend(tied.held_back.drain(..).map(Reverse));
        } else if let Some(fit) = tied.balance.and_then(|balance| tied.short.first(balance)) {
            let node = tied.debits[fit];
            let key = self.key(node);
            self.ready.push(Reverse(key));
        }
    }
}

/// Amounts in a row, and the first that is not more than a limit, in logarithmic time: a tree of least amounts.
#[derive(Default)]
struct FirstFit {
    least: Vec<i128>,
    leaves: usize,
}

impl FirstFit {
    /// More than any limit.
    const NOTHING: i128 = i128::MAX;

    fn new(count: usize) -> Self {
        let leaves = count.next_power_of_two();
        Self { least: vec![Self::NOTHING; 2 * leaves], leaves }
    }

    /// Without places nothing is kept.
    fn set(&mut self, place: usize, minor: i128) {
        let mut node = self.leaves + place;
        if node >= self.least.len() {
            return;
        }
        self.least[node] = minor;
        while node > 1 {
            work::step();
            node /= 2;
            self.least[node] = self.least[2 * node].min(self.least[2 * node + 1]);
        }
    }

    fn first(&self, limit: i128) -> Option<usize> {
        if self.least.get(1).is_none_or(|&least| least > limit) {
            return None;
        }
        let mut node = 1;
        while node < self.leaves {
            node = 2 * node + usize::from(self.least[2 * node] > limit);
        }
        Some(node - self.leaves)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use filature_model::Leg;
    use proptest::prelude::*;

    use super::{Group, Policy, arrange};
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
            let (order, contradiction) = arrange(&events, policy, &[Some(5), Some(10)], &BTreeMap::new());
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

    /// The definition, word by word: of what nothing known is in the way of, the lowest key that does not have to
    /// wait; else the lowest; else the first of the ledger.
    fn slow(events: &[Event], policy: Policy, balances: &[Option<i128>]) -> (Vec<Event>, bool) {
        let (mut group, mut order, mut contradiction) =
            (Group::new(events, policy, balances, &BTreeMap::new()), Vec::new(), false);
        while order.len() < events.len() {
            let free: Vec<usize> =
                (0..group.waits_for.len()).filter(|&node| !group.placed[node] && group.waits_for[node] == 0).collect();
            let least = |nodes: Vec<usize>| nodes.into_iter().min_by_key(|&node| group.key(node));
            let unhindered = free.iter().copied().filter(|&node| node >= events.len() || !group.must_wait(node));
            let next = least(unhindered.collect()).or_else(|| least(free));
            contradiction |= next.is_none();
            let next = next.unwrap_or_else(|| (0..events.len()).find(|&node| !group.placed[node]).unwrap());
            group.place(next, &mut order);
        }
        (order, contradiction)
    }

    type Row = (u32, u32, i128, bool, (u32, i64), (u32, i64));

    /// Rows of one instant among three pockets and the outside (3), some with the sequence of a list.
    fn tied(rows: &[Row]) -> Vec<Event> {
        let mut events = Vec::new();
        for (transaction, &(payer, payee, minor, coloured, debited, credited)) in (0..).zip(rows) {
            let leg = |(list, sequence): (u32, i64)| Leg {
                at_micros: 0,
                list,
                sequence: if sequence > 3 { Leg::NO_SEQUENCE } else { sequence },
            };
            if payer < 3 {
                events.push(Event { leg: leg(debited), ..event(transaction, Side::Debit, payer, minor, false) });
            }
            if payee < 3 {
                events.push(Event { leg: leg(credited), ..event(transaction, Side::Credit, payee, minor, coloured) });
            }
        }
        events
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

        #[test]
        fn the_order_is_the_one_defined(
            rows in proptest::collection::vec(
                (0_u32..4, 0_u32..4, 0_i128..20, any::<bool>(), (0_u32..2, 0_i64..30), (0_u32..2, 0_i64..30)), 0..40),
            balances in proptest::array::uniform3(proptest::option::of(-10_i128..40)),
        ) {
            let events = tied(&rows);
            for policy in Policy::ALL {
                let of = |(order, contradiction): (Vec<Event>, bool)| {
                    (order.iter().map(|event| (event.transaction, event.side)).collect::<Vec<_>>(), contradiction)
                };
                prop_assert_eq!(of(arrange(&events, policy, &balances, &BTreeMap::new())), of(slow(&events, policy, &balances)));
            }
        }
    }
}
