//! Sweeps and profiles by their definition: money is moved minor unit by minor unit, each of them with the credit that
//! brought it.

use std::collections::{BTreeMap, VecDeque};

use filature_model::{Channel, Currency, OUTSIDE};

use super::cases::Case;
use super::measured::{Row, Value};
use super::rolling::{Payment, account, currencies, euro, lower_median, others, payments};
use super::selections::{Asked, class_of, is_channel, is_firm, topic_of};

/// For each credit and debit, positions in the ledger, how many units of the one left with the other.
type Moved = BTreeMap<(usize, usize), i64>;

/// What left with which debit; of credits that came within the span before it, if there is one.
fn moved(ins: &[Payment], outs: &[Payment], span_micros: Option<i64>) -> Moved {
    let mut moved = Moved::new();
    let mut units: VecDeque<Payment> = ins.iter().flat_map(|one| (0..one.minor).map(move |_| *one)).collect();
    for debit in outs {
        for _ in 0..debit.minor {
            let may_take = |unit: &Payment| {
                let came_before = (unit.at_micros, unit.at) < (debit.at_micros, debit.at);
                came_before && span_micros.is_none_or(|span| debit.at_micros - unit.at_micros <= span)
            };
            let Some(at) = units.iter().position(may_take) else { break };
            let Some(unit) = units.remove(at) else { break };
            *moved.entry((unit.at, debit.at)).or_default() += 1;
        }
    }
    moved
}

/// To whom a debit went, in the order in which the first of several with the same is named; and how.
fn payee(case: &Case, at: usize) -> ((u8, u32), &'static str) {
    match case.details.payee[at] {
        _ if is_channel(case, at, Channel::CashOut) => ((1, 0), "cash"),
        OUTSIDE => ((2, 0), "unknown"),
        party if account(case, party).is_some() => ((0, party), "account"),
        party => ((0, party), "customer"),
    }
}

fn sweep_row(case: &Case, holder: u32, currency: Currency, credit: &Payment, moved: &Moved) -> Option<Row> {
    let of_credit: Vec<(usize, i64)> =
        moved.iter().filter(|(key, _)| key.0 == credit.at).map(|(key, &units)| (key.1, units)).collect();
    let mut by_payee: BTreeMap<((u8, u32), &str), i64> = BTreeMap::new();
    of_credit.iter().for_each(|&(debit, units)| *by_payee.entry(payee(case, debit)).or_default() += units);
    let most = by_payee.values().max()?;
    let (&largest, &swept) = by_payee.iter().find(|one| one.1 == most)?;
    let mut debits: Vec<usize> =
        of_credit.iter().map(|one| one.0).filter(|&debit| payee(case, debit) == largest).collect();
    debits.sort_by_key(|&debit| (case.ledger.debited[debit].at_micros, debit));
    let last = case.ledger.debited[debits[debits.len() - 1]].at_micros;
    let left: i64 = of_credit.iter().map(|one| one.1).sum();
    Some(Row::from([
        ("tx", credit.at.into()),
        ("account", holder.into()),
        ("amount_minor", credit.minor.into()),
        ("currency", currency.code().into()),
        ("payee", (largest.0.0 == 0).then_some(largest.0.1).into()),
        ("how", largest.1.into()),
        ("swept_minor", swept.into()),
        ("share_permille", (swept * 1_000 / credit.minor).into()),
        ("seconds", ((last - credit.at_micros) / 1_000_000).into()),
        ("left_minor", left.into()),
        ("left_permille", (left * 1_000 / credit.minor).into()),
        ("debits", debits.into()),
    ]))
}

pub fn sweeps(case: &Case, span_micros: i64, asked: &Asked) -> Vec<Row> {
    let mut rows = Vec::new();
    for holder in 0..u32::try_from(case.ledger.accounts.len()).unwrap() {
        for currency in currencies() {
            let ins = payments(case, holder, currency, true);
            let moved = moved(&ins, &payments(case, holder, currency, false), Some(span_micros));
            let selected = ins.iter().filter(|one| asked.selects(case, one.at));
            rows.extend(selected.filter_map(|credit| sweep_row(case, holder, currency, credit, &moved)));
        }
    }
    rows
}

fn is_living(case: &Case, one: &Payment) -> bool {
    match (class_of(case, one.at), topic_of(case, one.at)) {
        (Some("health"), _) => false,
        (Some("food"), _) | (_, Some("rent")) => true,
        (_, Some("invoice")) => is_firm(case, one.other),
        _ => false,
    }
}

fn largest_payee(outs: &[Payment]) -> Option<(u32, i64)> {
    let mut paid: BTreeMap<u32, i64> = BTreeMap::new();
    outs.iter().filter(|one| one.other != OUTSIDE).for_each(|one| *paid.entry(one.other).or_default() += one.minor);
    let most = paid.values().max()?;
    paid.iter().find(|one| one.1 == most).map(|(&party, &minor)| (party, minor))
}

fn dwell(case: &Case, ins: &[Payment], outs: &[Payment]) -> Option<i64> {
    let stay = |key: &(usize, usize)| case.ledger.debited[key.1].at_micros - case.ledger.credited[key.0].at_micros;
    let stays: Vec<i64> = moved(ins, outs, None).keys().map(|key| stay(key) / 1_000_000).collect();
    lower_median(&stays)
}

fn profile_row(case: &Case, holder: u32, currency: Currency) -> Option<Row> {
    let ins = payments(case, holder, currency, true);
    let outs = payments(case, holder, currency, false);
    let mut all: Vec<Payment> = ins.iter().chain(&outs).copied().collect();
    all.sort_unstable();
    let (first, last) = (all.first()?.at, all.last()?.at);
    let sum = |of: &[Payment], counts: &dyn Fn(&Payment) -> bool| -> Value {
        of.iter().filter(|one| counts(one)).map(|one| one.minor).sum::<i64>().into()
    };
    let by = |channel: Channel| move |one: &Payment| is_channel(case, one.at, channel);
    let largest = largest_payee(&outs);
    Some(Row::from([
        ("account", holder.into()),
        ("currency", currency.code().into()),
        ("in_minor", sum(&ins, &|_| true)),
        ("out_minor", sum(&outs, &|_| true)),
        ("ins", ins.len().into()),
        ("outs", outs.len().into()),
        ("pay_minor", sum(&ins, &|one| case.meaning.pay[one.at])),
        ("living_minor", sum(&outs, &|one| is_living(case, one))),
        ("rent_minor", sum(&outs, &|one| topic_of(case, one.at) == Some("rent"))),
        ("cash_in_minor", sum(&ins, &by(Channel::CashIn))),
        ("cash_out_minor", sum(&outs, &by(Channel::CashOut))),
        ("card_minor", sum(&outs, &by(Channel::Card))),
        ("remitted_minor", sum(&outs, &by(Channel::Remittance))),
        ("payers", others(&ins).len().into()),
        ("payees", others(&outs).len().into()),
        ("first_day", case.details.day[first].into()),
        ("last_day", case.details.day[last].into()),
        ("first_tx", first.into()),
        ("dwell_median_seconds", dwell(case, &ins, &outs).into()),
        ("largest_payee", largest.map(|largest| largest.0).into()),
        ("largest_payee_minor", largest.map(|largest| largest.1).into()),
        ("euro_in_minor", euro(case, &ins).into()),
        ("euro_out_minor", euro(case, &outs).into()),
    ]))
}

pub fn profiles(case: &Case) -> Vec<Row> {
    let holders = 0..u32::try_from(case.ledger.accounts.len()).unwrap();
    let all = holders.flat_map(|holder| currencies().map(|currency| profile_row(case, holder, currency)));
    all.flatten().collect()
}
