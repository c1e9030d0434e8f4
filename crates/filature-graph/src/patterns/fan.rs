//! What `fan-in` and `fan-out` share: the bursts of strangers on one side of one account, as findings.

use rayon::prelude::*;

use filature_model::{Cut, Reason};

use super::{Search, days, stopped};
use crate::arrivals::{Arrivals, Burst, MOST_IN_STRETCH, Side, apart};
use crate::draft::{Draft, amount, count};

/// The window unless another is asked for.
pub(super) const WINDOW_MICROS: i64 = days(9);
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

/// Searches one side of every account that is not pooled.
pub(super) fn search(search: &Search<'_>, fan: Fan) -> (Vec<Draft>, Vec<Cut>) {
    let window_micros = search.window_micros.unwrap_or(WINDOW_MICROS);
    let found: Vec<(Vec<Draft>, usize)> = search
        .index
        .all_pockets()
        .into_par_iter()
        .filter(|&pocket| !search.index.pooled[pocket as usize])
        .map(|pocket| of_account(search, pocket, fan, window_micros))
        .filter(|(drafts, cut)| *cut > 0 || !drafts.is_empty())
        .collect();
    let cut = found.iter().map(|(_, cut)| cut).sum();
    (found.into_iter().flat_map(|(drafts, _)| drafts).collect(), stopped(fan.kind, cut, MOST_IN_STRETCH))
}

fn of_account(search: &Search<'_>, pocket: u32, fan: Fan, window_micros: i64) -> (Vec<Draft>, usize) {
    let arrivals = Arrivals::new(search, pocket, fan.side, window_micros);
    let (bursts, cut) = arrivals.bursts(search, LEAST, window_micros);
    (apart(bursts).into_iter().map(|burst| draft(search, pocket, fan, &arrivals, burst)).collect(), cut)
}

fn draft(search: &Search<'_>, pocket: u32, fan: Fan, arrivals: &Arrivals, burst: Burst) -> Draft {
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
        surprise_millibits: burst.worth_millibits() + arrivals.alike_millibits(search, pocket, fan.side, &burst)
            - search.habits.accounts_millibits(),
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
