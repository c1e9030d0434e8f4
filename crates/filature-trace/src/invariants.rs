//! What must hold after every event and every pass, in release builds too. A violation is a bug of this crate:
//! the call ends with an error, never with a wrong figure.

use std::collections::BTreeMap;

use crate::TraceError;
use crate::bounds::Bounds;
use crate::engine::{Outcome, Scenario};

/// No part is negative, and together they are not more than the balance, nor more than nothing in an overdraft.
pub(crate) fn parts_fit(scenario: &Scenario<'_>, parts: &[i128], balance: i128) -> Result<(), TraceError> {
    if let Some(claim) = parts.iter().position(|&part| part < 0) {
        return Err(scenario.broken(Some(claim), format!("its part is {} minor units", parts[claim])));
    }
    let sum: i128 = parts.iter().sum();
    if sum > balance.max(0) {
        return Err(scenario.broken(None, format!("parts of {sum} minor units in a balance of {balance}")));
    }
    Ok(())
}

/// The same where parts are ranges, or overlap: under a rule that does not follow each unit, claims may share a balance.
pub(crate) fn low_parts_fit(
    scenario: &Scenario<'_>,
    least: &[i128],
    balance: i128,
    conserves: bool,
) -> Result<(), TraceError> {
    if conserves {
        return parts_fit(scenario, least, balance);
    }
    least.iter().try_for_each(|&part| parts_fit(scenario, &[part], balance))
}

/// The rule's own state agrees with the sums of what came and went.
pub(crate) fn same_as_books(scenario: &Scenario<'_>, held: &[Bounds], books: &[i128]) -> Result<(), TraceError> {
    for (claim, part) in held.iter().enumerate() {
        let book = books.get(claim).copied().unwrap_or(0);
        if *part != Bounds::exact(book) {
            let detail = format!("{} minor units held where {book} came and stayed", part.low_minor);
            return Err(scenario.broken(Some(claim), detail));
        }
    }
    Ok(())
}

/// For each claim: held + left + what changes of currency took = claim; where figures are ranges, the claim lies between
/// their sums.
pub(crate) fn conserved(scenario: &Scenario<'_>, outcome: &Outcome) -> Result<(), TraceError> {
    for (claim, sum) in sums(scenario, outcome).into_iter().enumerate() {
        let wanted = scenario.call.claims[claim].1;
        if !sum.contains(Bounds::exact(wanted)) {
            let detail = format!("held and left are {} to {} minor units of {wanted}", sum.low_minor, sum.high_minor);
            return Err(scenario.broken(Some(claim), detail));
        }
    }
    Ok(())
}

/// The figures of one possible world lie inside the ranges.
pub(crate) fn inside(scenario: &Scenario<'_>, ranges: &Outcome, world: &Outcome) -> Result<(), TraceError> {
    all_inside(scenario, &ranges.held, &world.held, |key| key.2)?;
    all_inside(scenario, &ranges.native, &world.native, |key| key.2)?;
    all_inside(scenario, &ranges.left, &world.left, |key| key.2)?;
    all_inside(scenario, &ranges.watched, &world.watched, |key| key.1)?;
    all_inside(scenario, &ranges.linked, &world.linked, |key| key.2)?;
    all_inside(scenario, &ranges.exchange, &world.exchange, |key| key.1)
}

fn all_inside<K: Ord + Copy>(
    scenario: &Scenario<'_>,
    ranges: &BTreeMap<K, Bounds>,
    world: &BTreeMap<K, Bounds>,
    claim: impl Fn(&K) -> usize,
) -> Result<(), TraceError> {
    for key in ranges.keys().chain(world.keys()) {
        let of = |figures: &BTreeMap<K, Bounds>| figures.get(key).copied().unwrap_or_default();
        let (range, figure) = (of(ranges), of(world));
        if !range.contains(figure) {
            let detail = format!("{} minor units are outside {range:?}", figure.low_minor);
            return Err(scenario.broken(Some(claim(key)), detail));
        }
    }
    Ok(())
}

/// Narrows ranges by conservation: what the other figures of a claim leave, at the least and at the most.
pub(crate) fn narrow(scenario: &Scenario<'_>, outcome: &mut Outcome) {
    let sums = sums(scenario, outcome);
    let narrowed = |claim: usize, part: Bounds| {
        let (wanted, sum) = (scenario.call.claims[claim].1, sums[claim]);
        Bounds {
            low_minor: part.low_minor.max(wanted - (sum.high_minor - part.high_minor)),
            high_minor: part.high_minor.min(wanted - (sum.low_minor - part.low_minor)),
        }
    };
    outcome.held.iter_mut().for_each(|(key, part)| *part = narrowed(key.2, *part));
    outcome.left.iter_mut().for_each(|(key, part)| *part = narrowed(key.2, *part));
    outcome.exchange.iter_mut().for_each(|(key, part)| *part = narrowed(key.1, *part));
}

/// For each claim, the sum of its figures.
pub(crate) fn sums(scenario: &Scenario<'_>, outcome: &Outcome) -> Vec<Bounds> {
    let mut sums = vec![Bounds::default(); scenario.call.claims.len()];
    outcome.held.iter().for_each(|(key, part)| sums[key.2].add(*part));
    outcome.left.iter().for_each(|(key, part)| sums[key.2].add(*part));
    outcome.exchange.iter().for_each(|(key, part)| sums[key.1].add(*part));
    sums
}

#[cfg(test)]
mod tests {
    use filature_model::{Claim, Rule, Transactions};

    use crate::bounds::Bounds;
    use crate::engine::{Scenario, run};
    use crate::lots::Lots;
    use crate::rules::{Fifo, Pocket, Wanted};
    use crate::{Options, TraceError, call, pockets};

    /// A rule with a bug: `KEEP` units of what it gives up stay in its own books, `LOSE` units of what comes in
    /// are lost, and `SHORT` units are missing from each debit.
    struct Wrong<const KEEP: i128, const LOSE: i128, const SHORT: i128>(Fifo);

    impl<const KEEP: i128, const LOSE: i128, const SHORT: i128> Pocket for Wrong<KEEP, LOSE, SHORT> {
        const EXACT: bool = true;
        type Parcel = Lots;

        fn open(clean_minor: i128, unbounded: bool, claims: usize) -> Self {
            Self(Fifo::open(clean_minor, unbounded, claims))
        }

        fn credit(&mut self, mut parcel: Lots) {
            drop(parcel.0.take_head(LOSE));
            self.0.credit(parcel);
        }

        fn debit(&mut self, minor: i128) -> Lots {
            self.0.debit(minor - SHORT)
        }

        fn debit_first(&mut self, minor: i128, _wanted: &[Wanted]) -> Lots {
            self.debit(minor)
        }

        fn held(&self) -> Vec<Bounds> {
            let mut held = self.0.held();
            held.iter_mut().for_each(|part| part.add(Bounds::exact(KEEP)));
            held
        }
    }

    fn broken<P: Pocket>() -> Option<String> {
        let ledger = Transactions::small(&[("", "A", 100, 1), ("A", "B", 40, 2)]);
        let claims = [Claim::whole("c", &[0])];
        let options = Options::default();
        let call = call::Call::new(&ledger, &claims, &options).unwrap();
        let pockets = pockets::reach(&call, call::Timeline::Booking);
        let (openings, unbounded) = (vec![0; 2], vec![false; 2]);
        let order = &pockets.events;
        let scenario = Scenario {
            call: &call,
            pockets: &pockets,
            order,
            openings: &openings,
            unbounded: &unbounded,
            rule: Rule::Fifo,
            watch: None,
            keep_trail: false,
        };
        match run::<P>(scenario) {
            Ok(_) => None,
            Err(TraceError::InvariantBroken { detail, .. }) => Some(detail),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_rule_with_a_bug_gives_no_figure() {
        assert_eq!(broken::<Wrong<0, 0, 0>>(), None);
        assert!(broken::<Wrong<1, 0, 0>>().unwrap().contains("61 minor units held where 60 came and stayed"));
        assert!(broken::<Wrong<0, 1, 0>>().unwrap().contains("59 minor units held where 60 came and stayed"));
        assert!(broken::<Wrong<0, 0, 1>>().unwrap().contains("a debit of 40 minor units carries 39"));
    }
}
