//! The worlds in which the claims are followed, and the range over all of them.
//!
//! Orders are a finite, stated set ([`Policy`]). Openings are not: for one order the figures are the range over
//! every opening that is not known, from the least upwards, computed by the range form of the rule in one pass.
//! Two exact passes, with the least and with ample openings, must lie inside, or the call ends with an error.

use std::collections::BTreeMap;

use filature_model::Rule;

use crate::TraceError;
use crate::bounds::Bounds;
use crate::call::Call;
use crate::engine::{self, Outcome, Scenario};
use crate::invariants;
use crate::openings;
use crate::order::{self, Policy};
use crate::pockets::Pockets;
use crate::rules::{Fifo, FifoRange, Libr, LibrRange, Lifo, ProRata, ProRataRange};

/// What was run, and what came of it.
pub(crate) struct Run {
    /// In the order in which the rules were given.
    pub outcomes: Vec<(Rule, Outcome)>,
    /// Accounts that claims can reach whose opening is not known.
    pub unknown_openings: Vec<u32>,
    /// Events of one instant in one account are in no known order.
    pub ties: bool,
    /// The lists contradict each other.
    pub contradiction: bool,
}

/// Runs all rules over all worlds.
pub(crate) fn run(call: &Call, pockets: &Pockets, rules: &[Rule]) -> Result<Run, TraceError> {
    let known = openings::known(call, pockets);
    let unbounded: Vec<bool> = known.iter().map(Option::is_none).collect();
    let ties = order::instants(&pockets.events).any(|group| {
        // Before a claim is there all is clean, and an order matters only for the least opening.
        order::has_tie(group, |event| {
            let pocket = event.pocket as usize;
            unbounded[pocket] || pockets.touched_micros[pocket] <= event.leg.at_micros
        })
    });
    let policies = if ties { &Policy::ALL[..] } else { &Policy::ALL[..1] };
    let mut spreads: Vec<(Rule, Spread)> = rules.iter().map(|&rule| (rule, Spread::default())).collect();
    let mut contradiction = false;
    for &policy in policies {
        let (order, contradicts) = order::arrange(&pockets.events, policy, &known);
        contradiction |= contradicts;
        let least = openings::least(&known, &order);
        for (rule, spread) in &mut spreads {
            let scenario =
                Scenario { call, pockets, order: &order, openings: &least, unbounded: &unbounded, rule: *rule };
            spread.add(every_opening(scenario, &known)?);
        }
    }
    let unknown = pockets.accounts.iter().zip(&unbounded).filter(|(_, unbounded)| **unbounded);
    Ok(Run {
        outcomes: spreads.into_iter().map(|(rule, spread)| (rule, spread.all)).collect(),
        unknown_openings: unknown.map(|(&account, _)| account).collect(),
        ties,
        contradiction,
    })
}

/// The range over every opening that is not known, in one order.
fn every_opening(scenario: Scenario, known: &[Option<i128>]) -> Result<Outcome, TraceError> {
    let least = exact(scenario)?;
    if !scenario.unbounded.contains(&true) {
        return Ok(least);
    }
    let ample = openings::ample(known, scenario.openings, scenario.order);
    let ample = exact(Scenario { openings: &ample, ..scenario })?;
    let mut ranges = match scenario.rule {
        Rule::Fifo => engine::run::<FifoRange>(scenario)?,
        // Independent of the opening (`rules/lifo.rs`): the check below makes sure of it for the two ends.
        Rule::Lifo => least.clone(),
        Rule::ProRata => engine::run::<ProRataRange>(scenario)?,
        Rule::Libr => engine::run::<LibrRange>(scenario)?,
    };
    invariants::narrow(&scenario, &mut ranges);
    invariants::inside(&scenario, &ranges, &least)?;
    invariants::inside(&scenario, &ranges, &ample)?;
    Ok(ranges)
}

fn exact(scenario: Scenario) -> Result<Outcome, TraceError> {
    match scenario.rule {
        Rule::Fifo => engine::run::<Fifo>(scenario),
        Rule::Lifo => engine::run::<Lifo>(scenario),
        Rule::ProRata => engine::run::<ProRata>(scenario),
        Rule::Libr => engine::run::<Libr>(scenario),
    }
}

/// The range over several outcomes; a figure that one of them does not have is zero there.
#[derive(Default)]
struct Spread {
    all: Outcome,
    count: usize,
}

impl Spread {
    fn add(&mut self, outcome: Outcome) {
        if self.count == 0 {
            self.all = outcome;
        } else {
            widen(&mut self.all.held, outcome.held);
            widen(&mut self.all.left, outcome.left);
        }
        self.count += 1;
    }
}

fn widen<K: Ord>(all: &mut BTreeMap<K, Bounds>, mut figures: BTreeMap<K, Bounds>) {
    for (key, range) in all.iter_mut() {
        *range = range.hull(figures.remove(key).unwrap_or_default());
    }
    // What is new was zero in all the outcomes before.
    all.extend(figures.into_iter().map(|(key, figure)| (key, figure.hull(Bounds::default()))));
}
