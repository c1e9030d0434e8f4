//! A count of the steps that a trace takes, for the test that holds them to the size of the ledger. Times vary
//! from machine to machine; steps do not. Outside that test nothing is counted.

/// Counts a step.
#[cfg(not(test))]
#[inline(always)]
pub(crate) fn step() {}

#[cfg(test)]
pub(crate) use counted::step;

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    use filature_model::{Claim, Currency, Leg, Transactions};

    use crate::Options;

    thread_local! {
        static STEPS: Cell<u64> = const { Cell::new(0) };
    }

    pub(crate) fn step() {
        STEPS.with(|steps| steps.set(steps.get() + 1));
    }

    /// A ledger of rows (payer, payee, minor units, instant).
    type Shape = fn(usize) -> Vec<(String, String, i64, i64)>;

    fn name(number: usize) -> String {
        format!("A{number:06}")
    }

    fn from_outside(to: usize, minor: i64, at: i64) -> (String, String, i64, i64) {
        (String::new(), name(to), minor, at)
    }

    /// Two accounts pay each other ten units, in 27 days.
    fn back_and_forth(count: usize) -> Vec<(String, String, i64, i64)> {
        (0..count).map(|row| (name(row % 2), name((row + 1) % 2), 10, (row * 27 / count) as i64)).collect()
    }

    /// A chain of payments in one instant, the last of them first in the ledger.
    fn chain_turned_round(count: usize) -> Vec<(String, String, i64, i64)> {
        let hops = (1..count).rev().map(|hop| (name(hop - 1), name(hop), 100, 0));
        [from_outside(0, 100, 0)].into_iter().chain(hops).collect()
    }

    /// One account with many debits that are not covered, and many small credits, clean ones and others.
    fn uncovered_debits(count: usize) -> Vec<(String, String, i64, i64)> {
        let mut rows = vec![from_outside(0, 1_000_000, 0), from_outside(1, 10, 1)];
        rows.extend((1..count / 3).map(|row| (name(1), name(2 + row), 1_000 + row as i64, 1)));
        rows.extend((0..count / 3).map(|_| from_outside(1, 10, 1)));
        rows.extend((0..count / 3).map(|_| (name(0), name(1), 10, 1)));
        rows
    }

    /// Many units of many colours, then all of it paid on from account to account.
    fn swept_on(count: usize) -> Vec<(String, String, i64, i64)> {
        let mut rows: Vec<_> = (0..count / 2).map(|row| from_outside(row % 2, 10, 0)).collect();
        rows.extend((0..count / 4).flat_map(|_| [(name(0), name(2), 10, 1), (name(1), name(2), 10, 1)]));
        let sum = 20 * (count / 4) as i64;
        rows.extend((2..2 + count / 2).map(|hop| (name(hop), name(hop + 1), sum, hop as i64)));
        rows
    }

    /// Payments among a few accounts that cut what they hold finer and finer, in 16 days.
    fn mixed_among_few(count: usize) -> Vec<(String, String, i64, i64)> {
        let mut seed = 5_usize;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let mut rows: Vec<_> = (0..20).map(|row| from_outside(row % 8, 10_000_000, 0)).collect();
        rows.extend((0..count).map(|row| {
            let (payer, payee) = (random(8), random(8));
            (name(payer), name(payee), 1 + random(9_000_000) as i64, 1 + (row * 16 / count) as i64)
        }));
        rows
    }

    fn steps(shape: Shape, count: usize, opening: Option<i64>) -> u64 {
        let rows = shape(count);
        let rows: Vec<(&str, &str, i64, i64)> =
            rows.iter().map(|row| (row.0.as_str(), row.1.as_str(), row.2, row.3)).collect();
        let mut ledger = Transactions::small(&rows);
        ledger.debited.iter_mut().chain(&mut ledger.credited).for_each(|leg| leg.sequence = Leg::NO_SEQUENCE);
        ledger.openings = match opening {
            Some(minor) => (0..).zip(&ledger.accounts).map(|(at, _)| (at, Currency::EUR, minor)).collect(),
            None => Vec::new(),
        };
        // Every second of the credits with which it begins, for two claims in turn.
        let begin = rows.iter().take_while(|row| row.0.is_empty()).count().max(4);
        let claim = |name: &str, from: u32| {
            let credits: Vec<u32> = (from..u32::try_from(begin).unwrap()).step_by(4).collect();
            Claim::whole(name, &credits)
        };
        let claims = [claim("one", 0), claim("two", 2)];
        STEPS.with(|steps| steps.set(0));
        crate::trace(&ledger, &claims, &Options::default()).unwrap();
        STEPS.with(Cell::get)
    }

    #[test]
    fn steps_grow_with_the_ledger_and_no_faster() {
        let shapes: [(&str, Shape); 5] = [
            ("back and forth", back_and_forth),
            ("a chain turned round", chain_turned_round),
            ("uncovered debits", uncovered_debits),
            ("swept on", swept_on),
            ("mixed among few", mixed_among_few),
        ];
        for (what, shape) in shapes {
            for opening in [Some(0), Some(1_000_000), None] {
                let (few, many) = (steps(shape, 2_000, opening), steps(shape, 20_000, opening));
                println!("{what}, opening {opening:?}: {few} and {many} steps");
                // Ten times the rows; the rest is for the logarithm.
                assert!(many < 15 * few, "{what}, opening {opening:?}: {few} steps, then {many}");
            }
        }
    }
}
