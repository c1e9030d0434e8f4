//! Strangers: when did an account first deal with each of its counterparties, and when did many of them come at once?
//!
//! Who is paid every month is a habit, and no habit is a scheme's sign; what `fan-in`, `fan-out` and the looser form
//! of `gather-scatter` look for is a burst of counterparties that the account deals with for a short while and never
//! else. This module gives those for one side of one account, and weighs every stretch of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::adjacency::Adjacency;
use crate::alike::alike_millibits;
use crate::chance::{log2_millibits, log2_ratio_millibits};
use crate::habits::Pair;
use crate::patterns::Search;

const DAY_MICROS: i64 = 86_400_000_000;

/// Of the strangers of one day, so many count as evidence: a payroll, a feast or a day of collection is one event of
/// many hands.
const COUNTED_A_DAY: usize = 6;

/// A stretch of more strangers than this is not searched on from its start.
pub(crate) const MOST_IN_STRETCH: usize = 512;

/// Which side of the account is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Who paid it.
    In,
    /// Whom it paid.
    Out,
}

/// A counterparty that the account dealt with for no longer than the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    /// Position of the first payment between the two.
    pub first: u32,
    /// The counterparty's pocket.
    pub other: u32,
    /// Whether it counts as evidence; the fifth of one day does not.
    pub counted: bool,
    /// How much rarer than usual the counterparty deals with anybody, thousandths of a bit; below 0 when it often does.
    pub rarity_millibits: i64,
}

/// A stretch of arrivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Burst {
    /// Index of its first arrival.
    pub from: usize,
    /// Index of its last.
    pub to: usize,
    /// How surprising it is for this account on these days.
    pub surprise_millibits: i64,
    /// How many such stretches the ledger's time has room for, as a logarithm.
    pub places_millibits: i64,
}

impl Burst {
    /// What it is worth, with the number of such stretches that the time has room for taken off.
    pub fn worth_millibits(&self) -> i64 {
        self.surprise_millibits - self.places_millibits
    }

    /// How many strangers there are in it.
    pub fn strangers(&self) -> usize {
        self.to - self.from + 1
    }

    /// Whether the two share no arrival.
    pub fn is_apart(&self, other: &Self) -> bool {
        self.to < other.from || other.to < self.from
    }
}

/// What an account's arrivals on one side are.
pub(crate) struct Arrivals {
    /// In the order of their first payments.
    pub all: Vec<Arrival>,
    /// Payments of the ledger for each stranger that an account here has on average: what is known of the rate before
    /// the account is looked at.
    usual_wait: usize,
    counted: Vec<usize>,
    rarity_millibits: Vec<i64>,
}

impl Arrivals {
    /// The strangers of a pocket on one side; a counterparty is one when all payments between the two, from the first
    /// to the last of the whole ledger, stand within the window.
    pub fn new(search: &Search<'_>, pocket: u32, side: Side, window_micros: i64) -> Self {
        let index = search.index;
        let brief =
            |pair: &&Pair| index.at_micros[pair.last as usize] - index.at_micros[pair.first as usize] <= window_micros;
        let mut pairs: Vec<(u32, u32)> = match side {
            Side::In => search.habits.pairs_to(pocket).filter(brief).map(|pair| (pair.first, pair.payer)).collect(),
            Side::Out => {
                search.habits.pairs_by(pocket).iter().filter(brief).map(|pair| (pair.first, pair.payee)).collect()
            }
        };
        pairs.sort_unstable();
        let (mut day, mut of_day) = (i64::MIN, 0);
        let all: Vec<Arrival> = pairs
            .into_iter()
            .map(|(first, other)| {
                let today = index.at_micros[first as usize].div_euclid(DAY_MICROS);
                of_day = if today == day { of_day + 1 } else { 1 };
                day = today;
                let rarity_millibits = rarity_millibits(search, other, side);
                Arrival { first, other, counted: of_day <= COUNTED_A_DAY, rarity_millibits }
            })
            .collect();
        let (mut counted, mut rarity) = (vec![0], vec![0]);
        for arrival in &all {
            counted.push(counted[counted.len() - 1] + usize::from(arrival.counted));
            let evidence = if arrival.counted { arrival.rarity_millibits } else { 0 };
            rarity.push(rarity[rarity.len() - 1] + evidence);
        }
        Self { all, usual_wait: usual_wait(search, side), counted, rarity_millibits: rarity }
    }

    /// How many came in a stretch and count.
    pub fn counted(&self, from: usize, to: usize) -> usize {
        self.counted[to + 1] - self.counted[from]
    }

    /// How many came outside a stretch and count.
    pub fn counted_outside(&self, from: usize, to: usize) -> usize {
        self.counted[self.all.len()] - self.counted(from, to)
    }

    /// The stretch between two arrivals, weighed; none when strangers came no faster in it than in the rest.
    fn weigh(&self, search: &Search<'_>, from: usize, to: usize) -> Option<Burst> {
        let stretch = (self.all[to].first - self.all[from].first + 1) as usize;
        let stretch = stretch.max(search.habits.payments_a_day());
        let rest = search.index.at_micros.len().saturating_sub(stretch).max(stretch);
        let rest = rest + self.usual_wait;
        let (inside, outside) = (self.counted(from, to), self.counted_outside(from, to));
        let burst = search.chance.burst_millibits(inside, outside, stretch, rest);
        let rarity = self.rarity_millibits[to + 1] - self.rarity_millibits[from];
        let places_millibits = log2_millibits(inside) - log2_ratio_millibits(stretch, stretch + rest);
        (burst > 0).then_some(Burst { from, to, surprise_millibits: burst + rarity, places_millibits })
    }

    /// Every stretch of at least `least` strangers within the window that is denser than the rest, and how many starts
    /// were not searched to their end. A stretch begins with a stranger that counts and ends before one that does, so
    /// that those of a day who do not count are in it with those who do.
    pub fn stretches(&self, search: &Search<'_>, least: usize, window_micros: i64) -> (Vec<Burst>, usize) {
        let mut stopped = 0;
        let mut stretches = Vec::new();
        for from in 0..self.all.len() {
            let strangers = self.within(search, from, window_micros);
            stopped += usize::from(strangers > MOST_IN_STRETCH);
            if !self.all[from].counted {
                continue;
            }
            let ends = from + least - 1..from + strangers.min(MOST_IN_STRETCH);
            let is_end = |&to: &usize| self.all.get(to + 1).is_none_or(|next| next.counted);
            stretches.extend(ends.filter(is_end).filter_map(|to| self.weigh(search, from, to)));
        }
        (stretches, stopped)
    }

    /// How many strangers came from one on within the window, or one more than are searched.
    fn within(&self, search: &Search<'_>, from: usize, window_micros: i64) -> usize {
        let at = |arrival: &Arrival| search.index.at_micros[arrival.first as usize];
        let last = at(&self.all[from]).saturating_add(window_micros);
        self.all[from..].iter().take(MOST_IN_STRETCH + 1).take_while(|&arrival| at(arrival) <= last).count()
    }

    /// How surprisingly alike the first amounts of those are that count, thousandths of a bit.
    pub fn alike_millibits(&self, search: &Search<'_>, pocket: u32, side: Side, burst: &Burst) -> i64 {
        let amounts = match side {
            Side::In => &search.index.arrived_minor,
            Side::Out => &search.index.left_minor,
        };
        let counted = self.all[burst.from..=burst.to].iter().filter(|arrival| arrival.counted);
        let amounts_minor = counted.map(|arrival| amounts[arrival.first as usize]).collect();
        search.index.currency(pocket).map_or(0, |currency| alike_millibits(search.amounts, currency, amounts_minor))
    }

    /// Positions of the first payments of a stretch's first and last strangers.
    pub fn ends(&self, burst: &Burst) -> (u32, u32) {
        (self.all[burst.from].first, self.all[burst.to].first)
    }

    /// The payments between the account and the strangers of a stretch, up to its end, in order.
    pub fn payments(&self, search: &Search<'_>, pocket: u32, side: Side, from: usize, to: usize) -> Vec<u32> {
        let index = search.index;
        let mut others: Vec<u32> = self.all[from..=to].iter().map(|arrival| arrival.other).collect();
        others.sort_unstable();
        let row = row(index, pocket, side);
        let begin = row.partition_point(|&position| position < self.all[from].first);
        let end = row.partition_point(|&position| position <= self.all[to].first);
        let is_of = |position: &&u32| others.binary_search(&other(index, **position, side)).is_ok();
        row[begin..end].iter().filter(is_of).copied().collect()
    }
}

/// Of stretches in the order of their first strangers, from each first the one of most worth, the shortest of equals.
pub(crate) fn best_from_each(stretches: &[Burst]) -> Vec<Burst> {
    let from_one = stretches.chunk_by(|one, next| one.from == next.from);
    from_one
        .filter_map(|of| of.iter().max_by_key(|burst| (burst.worth_millibits(), Reverse(burst.to))).copied())
        .collect()
}

/// Bursts in the order of their worth, each that shares no arrival with one before it.
pub(crate) fn apart(mut bursts: Vec<Burst>) -> Vec<Burst> {
    bursts.sort_by_key(|burst| (-burst.worth_millibits(), burst.from));
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    bursts.retain(|burst| {
        let is_apart = taken.range(..=burst.to).next_back().is_none_or(|(_, &to)| to < burst.from);
        if is_apart {
            taken.insert(burst.from, burst.to);
        }
        is_apart
    });
    bursts
}

fn usual_wait(search: &Search<'_>, side: Side) -> usize {
    let mean_thousandths = match side {
        Side::In => search.habits.mean_payers_thousandths(),
        Side::Out => search.habits.mean_payees_thousandths(),
    };
    search.index.at_micros.len().saturating_mul(1_000) / mean_thousandths.max(1_000)
}

fn row(index: &Adjacency, pocket: u32, side: Side) -> &[u32] {
    match side {
        Side::In => index.paid_to(pocket),
        Side::Out => index.paid_by(pocket),
    }
}

fn other(index: &Adjacency, position: u32, side: Side) -> u32 {
    match side {
        Side::In => index.payer[position as usize],
        Side::Out => index.payee[position as usize],
    }
}

/// How much rarer than the mean a counterparty of this side deals with anybody.
pub(crate) fn rarity_millibits(search: &Search<'_>, other: u32, side: Side) -> i64 {
    match side {
        Side::In => search.habits.rarity_as_payer_millibits(other),
        Side::Out => search.habits.rarity_as_payee_millibits(other),
    }
}
