//! What `fan-in` and `fan-out` share: the bursts of strangers on one side of one account, as findings.

use filature_model::Reason;

use super::strangers::{Candidate, Seen, Stretches};
use super::{Search, days};
use crate::arrivals::{Arrivals, Burst, Side, apart, best_from_each};
use crate::draft::{Draft, amount, count};

/// The window unless another is asked for.
pub(crate) const WINDOW_MICROS: i64 = days(9);
/// Fewer strangers are no fan.
pub(super) const LEAST: usize = 3;

/// The words of one of the two.
#[derive(Clone, Copy)]
pub(super) struct Fan {
    pub kind: &'static str,
    pub source: &'static str,
    pub side: Side,
    pub strangers: &'static str,
    pub usual: &'static str,
}

/// The bursts of one side of an account that share no stranger.
pub(super) fn candidates(search: &Search<'_>, pocket: u32, side: Side, seen: &Seen) -> Vec<Candidate> {
    let wide: Vec<Burst> = seen.stretches.iter().filter(|burst| burst.strangers() >= LEAST).copied().collect();
    let candidate = |burst: Burst| Candidate {
        pocket,
        stretches: Stretches::One(burst),
        surprise_millibits: burst.worth_millibits() + seen.arrivals.alike_millibits(search, pocket, side, &burst)
            - search.habits.accounts_millibits(),
    };
    apart(best_from_each(&wide)).into_iter().map(candidate).collect()
}

/// A candidate written out.
pub(super) fn draft(search: &Search<'_>, fan: Fan, candidate: &Candidate, window_micros: i64) -> Draft {
    let pocket = candidate.pocket;
    let (Stretches::One(burst) | Stretches::Both(burst, _)) = candidate.stretches;
    let arrivals = &Arrivals::new(search, pocket, fan.side, window_micros);
    let index = search.index;
    let positions = arrivals.payments(search, pocket, fan.side, burst.from, burst.to);
    let (amounts, others, middle) = match fan.side {
        Side::In => (&index.arrived_minor, "source", "hub"),
        Side::Out => (&index.left_minor, "sink", "hub"),
    };
    let sum: i128 = positions.iter().map(|&position| i128::from(amounts[position as usize])).sum();
    let largest = positions.iter().map(|&position| amounts[position as usize]).max().unwrap_or(0);
    let own = index.pockets[pocket as usize];
    let strangers = arrivals.all[burst.from..=burst.to].iter();
    let seconds = positions
        .last()
        .zip(positions.first())
        .map_or(0, |(&last, &first)| (index.at_micros[last as usize] - index.at_micros[first as usize]) / 1_000_000);
    Draft {
        kind: fan.kind,
        source: fan.source,
        surprise_millibits: candidate.surprise_millibits,
        accounts: strangers
            .map(|arrival| (index.account(arrival.other), others))
            .chain([(own.account, middle)])
            .collect(),
        amount_minor: sum,
        currency: own.currency,
        why: vec![
            ("counterparties_in_ledger", Reason::Number(search.habits.counterparties(pocket))),
            ("largest_amount", amount(i128::from(largest), own.currency)),
            (fan.strangers, count(burst.to - burst.from + 1)),
            (fan.usual, count(arrivals.all.len() - (burst.to - burst.from + 1))),
            ("span_seconds", Reason::Number(seconds)),
        ],
        positions,
    }
}
