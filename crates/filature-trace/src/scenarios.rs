//! The worlds in which the claims are followed, and the range over all of them.
//!
//! Orders are a finite, stated set: the policies on ties ([`Policy`]), by booking and, where value dates differ, by value
//! date. Openings are not finite: for one order the figures are the range over every opening that is not known, from the
//! least upwards, computed by the range form of the rule in one pass. Two exact passes, with the least and with ample
//! openings, must lie inside, or the call ends with an error.
//!
//! The *base* is the world by booking, in the ledger's order, with each opening that is not known at its least. Against it
//! each doubt is measured by itself, so that it can be said which one moves a figure most.

use std::collections::BTreeMap;

use filature_model::Rule;

use crate::TraceError;
use crate::bounds::Bounds;
use crate::call::{Call, Timeline};
use crate::engine::{self, Outcome, Scenario};
use crate::invariants;
use crate::openings;
use crate::order::{self, Policy};
use crate::pockets::{self, Event, Pockets, Side};
use crate::rules::{Fifo, FifoRange, Libr, LibrRange, Lifo, Poison, ProRata, ProRataRange, pari_passu};

/// Up to so many events times openings that are not known, each opening is measured by itself.
const MOST_EVENTS_FOR_EACH_OPENING: usize = 2_000_000;

/// What was run, and what came of it.
pub(crate) struct Run {
    /// The pockets by booking.
    pub pockets: Pockets,
    /// Balances of these pockets at the end, with each opening that is not known at its least.
    pub balances: Vec<i128>,
    /// For each of these pockets, whether its opening is known.
    pub unbounded: Vec<bool>,
    /// In the order in which the rules were given: the range over all worlds, and the base.
    pub outcomes: Vec<(Rule, Outcome, Outcome)>,
    /// Accounts that claims can reach whose opening is not known.
    pub unknown_openings: Vec<u32>,
    /// Events of one instant in one account are in no known order.
    pub ties: bool,
    /// Sides of transactions in reached pockets that count from another day by value date.
    pub value_dated: usize,
    /// The lists contradict each other.
    pub contradiction: bool,
    /// Alone, what each doubt makes of what is held of each claim in all accounts.
    pub sways: Vec<Swayed>,
}

/// A doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubted {
    /// One opening balance, by the account.
    Opening(u32),
    Openings(usize),
    Ties,
    ValueDates,
}

/// What a doubt alone makes of the sum that is held of a claim.
pub(crate) struct Swayed {
    pub doubt: Doubted,
    pub rule: Rule,
    pub claim: usize,
    pub held: Bounds,
}

/// What is asked of a run beside its figures.
#[derive(Clone, Copy, Default)]
pub(crate) struct Asked {
    /// A debit of which it is asked what it carried.
    pub watch: Option<u32>,
    /// Whether the movements of the base are kept.
    pub keep_trail: bool,
}

/// One timeline: what happens in it, and in how many orders.
struct Line {
    pockets: Pockets,
    known: Vec<Option<i128>>,
    unbounded: Vec<bool>,
    /// Of each pocket: its opening is not known, and can change what is held of a claim.
    doubted: Vec<bool>,
    ties: bool,
}

impl Line {
    fn new(call: &Call<'_>, timeline: Timeline) -> Self {
        let pockets = pockets::reach(call, timeline);
        let known = openings::known(call, &pockets);
        let unbounded: Vec<bool> = known.iter().map(Option::is_none).collect();
        // An opening changes nothing of a claim that no debit takes from: then any figure will do, and none is doubted.
        let mut is_debited = vec![false; unbounded.len()];
        for event in pockets.events.iter().filter(|event| event.side == Side::Debit) {
            let pocket = event.pocket as usize;
            is_debited[pocket] |= pockets.touched_micros[pocket] <= event.leg.at_micros;
        }
        let doubted = unbounded.iter().zip(is_debited).map(|(&unbounded, debited)| unbounded && debited).collect();
        let ties = order::instants(&pockets.events).any(|group| {
            // Before a claim is there all is clean, and an order matters only for the least opening.
            order::has_tie(group, |event| {
                let pocket = event.pocket as usize;
                unbounded[pocket] || pockets.touched_micros[pocket] <= event.leg.at_micros
            })
        });
        Self { pockets, known, unbounded, doubted, ties }
    }

    fn policies(&self) -> &'static [Policy] {
        if self.ties { &Policy::ALL } else { &Policy::ALL[..1] }
    }
}

/// Runs all rules over all worlds.
pub(crate) fn run(call: &Call<'_>, rules: &[Rule], asked: Asked) -> Result<Run, TraceError> {
    let booking = Line::new(call, Timeline::Booking);
    let value_dated = value_dated(call, &booking.pockets);
    let by_value = if value_dated > 0 { Some(Line::new(call, Timeline::ValueDates)) } else { None };
    let mut spreads: Vec<Spreads> = rules.iter().map(|&rule| Spreads::new(rule)).collect();
    let (mut contradiction, mut balances) = (false, Vec::new());
    let lines = [Some(&booking), by_value.as_ref()];
    for (line, timeline) in lines.into_iter().flatten().zip([Timeline::Booking, Timeline::ValueDates]) {
        for &policy in line.policies() {
            let (order, contradicts) =
                order::arrange(&line.pockets.events, policy, &line.known, &call.asserted.sources);
            contradiction |= contradicts;
            let least = openings::least(&line.known, &order);
            let is_base = timeline == Timeline::Booking && policy == Policy::Ledger;
            for spread in &mut spreads {
                let scenario = Scenario {
                    call,
                    pockets: &line.pockets,
                    order: &order,
                    openings: &least,
                    unbounded: if spread.rule.is_followed() { &line.doubted } else { &line.unbounded },
                    rule: spread.rule,
                    watch: asked.watch,
                    keep_trail: is_base && asked.keep_trail && spread.rule.is_followed(),
                };
                let worlds = every_opening(scenario, &line.known)?;
                spread.add(call, worlds, (timeline, policy));
            }
            if is_base {
                each_opening(call, line, &order, &least, &mut spreads)?;
                balances = least;
                for event in &order {
                    let minor = if event.side == Side::Credit { event.minor } else { -event.minor };
                    balances[event.pocket as usize] += minor;
                }
            }
        }
    }
    let unknown = booking.pockets.keys.iter().zip(&booking.doubted).filter(|(_, unbounded)| **unbounded);
    let mut unknown_openings: Vec<u32> = unknown.map(|(key, _)| key.1).collect();
    unknown_openings.sort_unstable();
    unknown_openings.dedup();
    let mut sways = Vec::new();
    // What stands outside the sum is no figure to be moved.
    for spread in spreads.iter().filter(|spread| spread.rule.is_followed()) {
        spread.sways(&unknown_openings, booking.ties, value_dated > 0, &mut sways);
    }
    Ok(Run {
        balances,
        unbounded: booking.unbounded,
        outcomes: spreads.into_iter().map(|spread| (spread.rule, spread.all, spread.base)).collect(),
        unknown_openings,
        ties: booking.ties || by_value.is_some_and(|line| line.ties),
        value_dated,
        contradiction,
        sways,
        pockets: booking.pockets,
    })
}

/// How many sides of transactions in reached pockets count from another instant by value date.
fn value_dated(call: &Call<'_>, pockets: &Pockets) -> usize {
    if call.ledger.value_dates.is_empty() || call.options.value_window_days == 0 {
        return 0;
    }
    let differs = |event: &&Event| {
        let (debit, credit) = call.legs(event.transaction as usize, Timeline::ValueDates);
        let leg = if event.side == Side::Debit { debit } else { credit };
        leg.at_micros != event.leg.at_micros
    };
    pockets.events.iter().filter(differs).count()
}

/// The range over every opening that is not known, and the world with the least of each.
fn every_opening(scenario: Scenario<'_>, known: &[Option<i128>]) -> Result<(Outcome, Outcome), TraceError> {
    let least = exact(scenario)?;
    // Poison is the same for all of them, and pari-passu gives its range at once.
    if !scenario.unbounded.contains(&true) || !scenario.rule.is_followed() {
        return Ok((least.clone(), least));
    }
    let ample = openings::ample(known, scenario.openings, scenario.order);
    let ample = exact(Scenario { openings: &ample, keep_trail: false, ..scenario })?;
    let ranges = ranges(scenario, &least)?;
    invariants::inside(&scenario, &ranges, &least)?;
    invariants::inside(&scenario, &ranges, &ample)?;
    Ok((ranges, least))
}

fn ranges(scenario: Scenario<'_>, least: &Outcome) -> Result<Outcome, TraceError> {
    let scenario = Scenario { keep_trail: false, ..scenario };
    let mut ranges = match scenario.rule {
        Rule::Fifo => engine::run::<FifoRange>(scenario)?,
        // Independent of the opening (`rules/lifo.rs`): the checks make sure of it for the two ends.
        Rule::Lifo | Rule::PariPassu | Rule::Poison => least.clone(),
        Rule::ProRata => engine::run::<ProRataRange>(scenario)?,
        Rule::Libr => engine::run::<LibrRange>(scenario)?,
    };
    invariants::narrow(&scenario, &mut ranges);
    Ok(ranges)
}

fn exact(scenario: Scenario<'_>) -> Result<Outcome, TraceError> {
    match scenario.rule {
        Rule::Fifo => engine::run::<Fifo>(scenario),
        Rule::Lifo => engine::run::<Lifo>(scenario),
        Rule::ProRata => engine::run::<ProRata>(scenario),
        Rule::Libr => engine::run::<Libr>(scenario),
        Rule::Poison => engine::run::<Poison>(scenario),
        Rule::PariPassu => Ok(pari_passu(scenario)),
    }
}

/// Measures each opening that is not known by itself, where they are few enough.
fn each_opening(
    call: &Call<'_>,
    line: &Line,
    order: &[Event],
    least: &[i128],
    spreads: &mut [Spreads],
) -> Result<(), TraceError> {
    let unknown: Vec<usize> = (0..line.doubted.len()).filter(|&pocket| line.doubted[pocket]).collect();
    if unknown.len() < 2 || unknown.len().saturating_mul(order.len()) > MOST_EVENTS_FOR_EACH_OPENING {
        return Ok(());
    }
    for pocket in unknown {
        let mut unbounded = vec![false; line.unbounded.len()];
        unbounded[pocket] = true;
        for spread in spreads.iter_mut().filter(|spread| spread.rule.is_followed()) {
            let scenario = Scenario {
                call,
                pockets: &line.pockets,
                order,
                openings: least,
                unbounded: &unbounded,
                rule: spread.rule,
                watch: None,
                keep_trail: false,
            };
            let held = held_sums(call, spread.rule, &ranges(scenario, &spread.base)?);
            spread.by_opening.push((line.pockets.keys[pocket].1, held));
        }
    }
    Ok(())
}

/// What is held of each claim in all accounts: the sum of the accounts, as far as conservation does not say it closer.
pub(crate) fn held_sums(call: &Call<'_>, rule: Rule, outcome: &Outcome) -> Vec<Bounds> {
    let mut held = vec![Bounds::default(); call.claims.len()];
    let mut gone = held.clone();
    outcome.held.iter().for_each(|(key, part)| held[key.2].add(*part));
    if !rule.is_followed() {
        return held;
    }
    outcome.left.iter().for_each(|(key, part)| gone[key.2].add(*part));
    outcome.exchange.iter().for_each(|(key, part)| gone[key.1].add(*part));
    for ((held, gone), (_, claimed)) in held.iter_mut().zip(gone).zip(&call.claims) {
        held.low_minor = held.low_minor.max(claimed - gone.high_minor);
        held.high_minor = held.high_minor.min(claimed - gone.low_minor);
    }
    held
}

/// Of one rule: the range over all worlds, and what each doubt makes of the base.
struct Spreads {
    rule: Rule,
    all: Outcome,
    base: Outcome,
    count: usize,
    /// Of each claim, what is held over the orders by booking, with the least openings.
    by_ties: Vec<Bounds>,
    /// Of each claim, what is held by booking and by value date, in the ledger's order.
    by_value: Vec<Bounds>,
    /// Of each claim, what is held over all openings, in the base's order.
    by_openings: Vec<Bounds>,
    by_opening: Vec<(u32, Vec<Bounds>)>,
}

impl Spreads {
    fn new(rule: Rule) -> Self {
        Self {
            rule,
            all: Outcome::default(),
            base: Outcome::default(),
            count: 0,
            by_ties: Vec::new(),
            by_value: Vec::new(),
            by_openings: Vec::new(),
            by_opening: Vec::new(),
        }
    }

    fn add(&mut self, call: &Call<'_>, (ranges, least): (Outcome, Outcome), world: (Timeline, Policy)) {
        if self.count == 0 {
            self.by_openings = held_sums(call, self.rule, &ranges);
            self.by_ties = held_sums(call, self.rule, &least);
            self.by_value.clone_from(&self.by_ties);
            self.all = Outcome { trail: Vec::new(), ..ranges };
            self.base = least;
        } else {
            let sums = match world {
                (Timeline::Booking, _) => Some(&mut self.by_ties),
                (Timeline::ValueDates, Policy::Ledger) => Some(&mut self.by_value),
                _ => None,
            };
            for (sum, other) in sums.into_iter().flatten().zip(held_sums(call, self.rule, &least)) {
                *sum = sum.hull(other);
            }
            widen(&mut self.all.held, ranges.held);
            widen(&mut self.all.native, ranges.native);
            widen(&mut self.all.left, ranges.left);
            widen(&mut self.all.exchange, ranges.exchange);
            widen(&mut self.all.watched, ranges.watched);
            widen(&mut self.all.linked, ranges.linked);
            self.all.crossed.extend(ranges.crossed);
        }
        self.count += 1;
    }

    fn sways(&self, unknown: &[u32], ties: bool, value_dates: bool, into: &mut Vec<Swayed>) {
        let rule = self.rule;
        let mut push = |doubt: Doubted, held: &[Bounds]| {
            into.extend(held.iter().enumerate().map(|(claim, &held)| Swayed { doubt, rule, claim, held }));
        };
        match unknown {
            [] => {}
            [one] => push(Doubted::Opening(*one), &self.by_openings),
            several => {
                push(Doubted::Openings(several.len()), &self.by_openings);
                self.by_opening.iter().for_each(|(account, held)| push(Doubted::Opening(*account), held));
            }
        }
        if ties {
            push(Doubted::Ties, &self.by_ties);
        }
        if value_dates {
            push(Doubted::ValueDates, &self.by_value);
        }
    }
}

fn widen<K: Ord>(all: &mut BTreeMap<K, Bounds>, mut figures: BTreeMap<K, Bounds>) {
    for (key, range) in all.iter_mut() {
        *range = range.hull(figures.remove(key).unwrap_or_default());
    }
    // What is new was zero in all the outcomes before.
    all.extend(figures.into_iter().map(|(key, figure)| (key, figure.hull(Bounds::default()))));
}
