//! The second form of `gather-scatter`: strangers pay the account, and strangers are paid by it.
//!
//! **Definition.** With the strangers and stretches of [`fan_in`](super::super::fan_in) and
//! [`fan_out`](super::super::fan_out): of all stretches of at least two strangers on one side that are worth more than
//! [`LEAST_MILLIBITS`] by themselves (else it is a fan), take the [`MOST_STRETCHES`] most surprising of each side. A stretch
//! of payers from a to b and one of payees from c to d belong together when the gathering starts and ends before the
//! scattering does (a < c, b < d in the ledger), at(d) − at(a) ≤ window, and there are five strangers on both sides. Pairs
//! are taken by the sum of their surprises, each that shares no stranger with one taken before.
//!
//! Amounts do not matter here: the money that leaves may have been there before, so this form finds what the sums of
//! [`super`] cannot; what can have passed through the account, in time order, is the amount of the finding.

use filature_model::Reason;

use crate::arrivals::{Arrivals, Burst, Side};
use crate::draft::{Draft, amount, count};
use crate::flow::{carried_minor, events_at};
use crate::patterns::Search;
use crate::patterns::strangers::{Candidate, Seen, Stretches};

const LEAST_BOTH_SIDES: usize = 5;
const MOST_STRETCHES: usize = 64;
const LEAST_MILLIBITS: i64 = 2_000;

/// The pairs of stretches of an account that belong together.
pub(in crate::patterns) fn candidates(
    search: &Search<'_>,
    pocket: u32,
    (gathered, scattered): (&Seen, &Seen),
    window_micros: i64,
) -> Vec<Candidate> {
    let (ins, outs) = (best(gathered), best(scattered));
    let mut pairs: Vec<(Burst, Burst)> = Vec::new();
    for one in &ins {
        pairs.extend(
            outs.iter()
                .filter(|other| belong(search, (&gathered.arrivals, one), (&scattered.arrivals, other), window_micros))
                .map(|other| (*one, *other)),
        );
    }
    pairs.sort_by_key(|(one, other)| {
        (-one.worth_millibits() - other.worth_millibits(), one.from, one.to, other.from, other.to)
    });
    let mut kept: Vec<(Burst, Burst)> = Vec::new();
    for (one, other) in pairs {
        let apart = |known: &(Burst, Burst)| one.is_apart(&known.0) && other.is_apart(&known.1);
        if kept.iter().all(apart) {
            kept.push((one, other));
        }
    }
    let candidate = |(one, other): (Burst, Burst)| Candidate {
        pocket,
        stretches: Stretches::Both(one, other),
        surprise_millibits: one.worth_millibits()
            + other.worth_millibits()
            + gathered.arrivals.alike_millibits(search, pocket, Side::In, &one)
            + scattered.arrivals.alike_millibits(search, pocket, Side::Out, &other)
            - search.habits.accounts_millibits(),
    };
    kept.into_iter().map(candidate).collect()
}

fn best(seen: &Seen) -> Vec<Burst> {
    let worthy = |burst: &&Burst| burst.worth_millibits() > LEAST_MILLIBITS;
    let mut bursts: Vec<Burst> = seen.stretches.iter().filter(worthy).copied().collect();
    bursts.sort_by_key(|burst| (-burst.worth_millibits(), burst.from, burst.to));
    bursts.truncate(MOST_STRETCHES);
    bursts
}

fn belong(
    search: &Search<'_>,
    (gathered, one): (&Arrivals, &Burst),
    (scattered, other): (&Arrivals, &Burst),
    window_micros: i64,
) -> bool {
    let ((a, b), (c, d)) = (gathered.ends(one), scattered.ends(other));
    let at = |position: u32| search.index.at_micros[position as usize];
    a < c && b < d && at(d) - at(a) <= window_micros && one.strangers() + other.strangers() >= LEAST_BOTH_SIDES
}

/// A candidate written out.
pub(in crate::patterns) fn draft(search: &Search<'_>, candidate: &Candidate, window_micros: i64) -> Draft {
    let pocket = candidate.pocket;
    let gathered = &Arrivals::new(search, pocket, Side::In, window_micros);
    let scattered = &Arrivals::new(search, pocket, Side::Out, window_micros);
    let (one, other) = match &candidate.stretches {
        Stretches::Both(one, other) => (one, other),
        Stretches::One(burst) => (burst, burst),
    };
    let index = search.index;
    let mut positions = gathered.payments(search, pocket, Side::In, one.from, one.to);
    positions.extend(scattered.payments(search, pocket, Side::Out, other.from, other.to));
    positions.sort_unstable();
    let life = events_at(index, pocket, &positions);
    let (came, went, carried) = carried_minor(&life);
    let own = index.pockets[pocket as usize];
    let seconds = positions
        .last()
        .zip(positions.first())
        .map_or(0, |(&last, &first)| (index.at_micros[last as usize] - index.at_micros[first as usize]) / 1_000_000);
    let role = |arrivals: &Arrivals, burst: &Burst, role: &'static str| -> Vec<(u32, &'static str)> {
        arrivals.all[burst.from..=burst.to].iter().map(|arrival| (index.account(arrival.other), role)).collect()
    };
    let mut accounts = role(gathered, one, "source");
    accounts.extend(role(scattered, other, "sink"));
    accounts.push((own.account, "hub"));
    Draft {
        kind: super::KIND,
        source: super::SOURCE,
        surprise_millibits: candidate.surprise_millibits,
        accounts,
        amount_minor: carried,
        currency: own.currency,
        why: vec![
            ("counterparties_in_ledger", Reason::Number(search.habits.counterparties(pocket))),
            ("in_amount", amount(came, own.currency)),
            ("new_payees", count(other.strangers())),
            ("new_payees_else", count(scattered.all.len() - other.strangers())),
            ("new_payers", count(one.strangers())),
            ("new_payers_else", count(gathered.all.len() - one.strangers())),
            ("out_amount", amount(went, own.currency)),
            ("span_seconds", Reason::Number(seconds)),
        ],
        positions,
    }
}
