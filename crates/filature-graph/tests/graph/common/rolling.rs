//! Windows and pairs by their definition: every window is collected, and every figure counted in it from scratch.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Currency, NO_MINUTE, OUTSIDE, from_days};

use super::cases::Case;
use super::measured::{Row, Value};
use super::selections::Asked;

/// A payment as one side has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Payment {
    pub at_micros: i64,
    pub at: usize,
    pub minor: i64,
    pub other: u32,
}

/// What is paid to (or by) a party in a currency, in time order.
pub fn payments(case: &Case, party: u32, currency: Currency, is_in: bool) -> Vec<Payment> {
    let (ledger, details) = (&case.ledger, &case.details);
    let mut all: Vec<Payment> = (0..ledger.len())
        .filter_map(|at| {
            let (own, other) = (details.payee[at], details.payer[at]);
            let (own, other) = if is_in { (own, other) } else { (other, own) };
            let left = (ledger.amount_minor[at], ledger.currency[at]);
            let (minor, of) = if is_in { ledger.received[at].unwrap_or(left) } else { left };
            let leg = if is_in { ledger.credited[at] } else { ledger.debited[at] };
            let counts = own == party && other != party && of == currency;
            counts.then_some(Payment { at_micros: leg.at_micros, at, minor, other })
        })
        .collect();
    all.sort_unstable();
    all
}

pub fn currencies() -> [Currency; 2] {
    ["CHF".parse().unwrap(), Currency::EUR]
}

pub fn parties(case: &Case) -> u32 {
    u32::try_from(case.ledger.accounts.len() + case.details.customers.len()).unwrap()
}

pub fn account(case: &Case, party: u32) -> Option<u32> {
    ((party as usize) < case.ledger.accounts.len()).then_some(party)
}

fn amounts(held: &[Payment]) -> Vec<i64> {
    let mut amounts: Vec<i64> = held.iter().map(|one| one.minor).collect();
    amounts.sort_unstable();
    amounts
}

pub fn lower_median<T: Copy + Ord>(values: &[T]) -> Option<T> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.len().checked_sub(1).map(|last| values[last / 2])
}

/// The largest c of which (c ÷ 1000)² is not above the variance over the mean squared.
fn cv_permille(held: &[Payment]) -> i64 {
    let count = i128::try_from(held.len()).unwrap();
    let sum: i128 = held.iter().map(|one| i128::from(one.minor)).sum();
    let squares: i128 = held.iter().map(|one| i128::from(one.minor).pow(2)).sum();
    let fits = |permille: &i64| i128::from(*permille).pow(2) * sum * sum <= (count * squares - sum * sum) * 1_000_000;
    if sum == 0 { 0 } else { (0..).take_while(fits).last().unwrap() }
}

pub fn euro(case: &Case, held: &[Payment]) -> Option<i64> {
    let known: Vec<i64> =
        held.iter().map(|one| case.details.euro_minor[one.at]).filter(|&minor| minor != i64::MIN).collect();
    (known.len() == held.len()).then(|| known.iter().sum())
}

fn month(day: i32) -> (i16, i8) {
    let date = from_days(day).unwrap();
    (date.year(), date.month())
}

fn different<T: Ord>(values: impl Iterator<Item = T>) -> usize {
    values.collect::<BTreeSet<T>>().len()
}

/// How often each known party is at the other end.
pub fn others(held: &[Payment]) -> BTreeMap<u32, usize> {
    let mut others = BTreeMap::new();
    held.iter().filter(|one| one.other != OUTSIDE).for_each(|one| *others.entry(one.other).or_default() += 1);
    others
}

fn window_row(case: &Case, party: u32, currency: Currency, held: &[Payment]) -> Row {
    let (details, first, last) = (&case.details, held[0].at, held[held.len() - 1].at);
    let others = others(held);
    let places = || held.iter().map(|one| one.at);
    let timed: Vec<u16> = places().map(|at| details.minute[at]).filter(|&minute| minute != NO_MINUTE).collect();
    Row::from([
        ("party", party.into()),
        ("account", account(case, party).into()),
        ("tx", last.into()),
        ("first_tx", first.into()),
        ("from_day", details.day[first].into()),
        ("to_day", details.day[last].into()),
        ("events", held.len().into()),
        ("amount_minor", amounts(held).iter().sum::<i64>().into()),
        ("currency", currency.code().into()),
        ("euro_minor", euro(case, held).into()),
        ("least_minor", amounts(held)[0].into()),
        ("most_minor", amounts(held)[held.len() - 1].into()),
        ("median_minor", lower_median(&amounts(held)).into()),
        ("cv_permille", cv_permille(held).into()),
        ("others", others.len().into()),
        ("once", others.values().filter(|&&times| times == 1).count().into()),
        ("unknowns", held.iter().filter(|one| one.other == OUTSIDE).count().into()),
        ("cities", different(places().filter_map(|at| details.city.get(at))).into()),
        ("countries", different(places().filter_map(|at| details.country.get(at))).into()),
        ("terminals", different(places().filter_map(|at| details.terminal.get(at))).into()),
        ("days", different(places().map(|at| details.day[at])).into()),
        ("months", different(places().map(|at| month(details.day[at]))).into()),
        ("night", timed.iter().filter(|&&minute| !(360..1_320).contains(&minute)).count().into()),
        ("timed", timed.len().into()),
        ("round", held.iter().filter(|one| one.minor > 0 && one.minor % 1_000 == 0).count().into()),
        ("texts", different(places().filter_map(|at| details.text.get(at))).into()),
        ("transactions", places().collect::<Vec<usize>>().into()),
        ("parties", others.keys().copied().collect::<Vec<u32>>().into()),
    ])
}

pub fn windows(case: &Case, span_micros: i64, is_in: bool, asked: &Asked, least_events: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for party in 0..parties(case) {
        for currency in currencies() {
            let all = payments(case, party, currency, is_in);
            let events: Vec<Payment> = all.into_iter().filter(|one| asked.selects(case, one.at)).collect();
            let windows: Vec<Vec<Payment>> = (0..events.len())
                .map(|last| {
                    let in_it = |one: &&Payment| one.at_micros > events[last].at_micros - span_micros;
                    events[..=last].iter().filter(in_it).copied().collect()
                })
                .collect();
            for (at, held) in windows.iter().enumerate() {
                let is_held = windows.get(at + 1).is_some_and(|next| held.iter().all(|one| next.contains(one)));
                if held.len() >= least_events && !is_held {
                    rows.push(window_row(case, party, currency, held));
                }
            }
        }
    }
    rows
}

fn pair_row(case: &Case, (payer, payee): (u32, u32), currency: Currency, held: &[Payment]) -> Row {
    let (details, first, last) = (&case.details, held[0].at, held[held.len() - 1].at);
    let places = || held.iter().map(|one| one.at);
    let days: Vec<i32> = places().map(|at| details.day[at]).collect::<BTreeSet<i32>>().into_iter().collect();
    let gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    Row::from([
        ("payer", payer.into()),
        ("payee", payee.into()),
        ("payments", held.len().into()),
        ("amount_minor", amounts(held).iter().sum::<i64>().into()),
        ("currency", currency.code().into()),
        ("euro_minor", euro(case, held).into()),
        ("first_tx", first.into()),
        ("last_tx", last.into()),
        ("first_day", details.day[first].into()),
        ("last_day", details.day[last].into()),
        ("days", days.len().into()),
        ("months", different(days.iter().map(|&day| month(day))).into()),
        ("cities", different(places().filter_map(|at| details.city.get(at))).into()),
        ("least_minor", amounts(held)[0].into()),
        ("most_minor", amounts(held)[held.len() - 1].into()),
        ("median_minor", lower_median(&amounts(held)).into()),
        ("cv_permille", cv_permille(held).into()),
        ("median_gap_days", Value::from(lower_median(&gaps))),
        ("transactions", places().collect::<Vec<usize>>().into()),
    ])
}

pub fn pairs(case: &Case, asked: &Asked) -> Vec<Row> {
    let mut rows = Vec::new();
    for payer in 0..parties(case) {
        for payee in 0..parties(case) {
            for currency in currencies() {
                let all = payments(case, payer, currency, false).into_iter();
                let held: Vec<Payment> = all.filter(|one| one.other == payee && asked.selects(case, one.at)).collect();
                if !held.is_empty() {
                    rows.push(pair_row(case, (payer, payee), currency, &held));
                }
            }
        }
    }
    rows
}
