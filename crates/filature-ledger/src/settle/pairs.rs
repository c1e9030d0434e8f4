//! The payer's line and the payee's line of one transfer, seen on two statements, are one transaction.
//!
//! Two lines can be one transfer when they have the same amount, stand on different accounts, are booked
//! within [`WINDOW_DAYS`] of each other, and neither names another account than the one that the other line is
//! of. That alone is chance; so there must be a ground too: both name each other's account, or one does and
//! the references agree, or one does, or the references agree. Pairs are taken the best ground first, then the
//! nearest days, then by id, each line once. The ground is kept with the pair.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Currency;

use super::{Settled, Spot, StatementLine};

/// A transfer is booked on both sides within a working week.
const WINDOW_DAYS: i32 = 5;

/// Shorter references (`1`, `LOYER`) are shared by payments that have nothing to do with each other.
const REFERENCE_CHARS: usize = 6;

/// Words that banks put where there is no reference.
const NO_REFERENCE: [&str; 4] = ["NOTPROVIDED", "NONREF", "NOT PROVIDED", "NOREF"];

/// Lines on one side, by what the other side can look them up by.
#[derive(Default)]
struct Credits<'a> {
    by_account: BTreeMap<(&'a str, i64, Currency), Vec<usize>>,
    by_payer: BTreeMap<(&'a str, i64, Currency), Vec<usize>>,
    by_reference: BTreeMap<(&'a str, i64, Currency), Vec<usize>>,
}

/// Joins pairs: both lines get the payer's entry as their transaction.
pub fn settle(lines: &[StatementLine<'_>], settled: &mut BTreeMap<Spot, Settled>) {
    let free = |line: &StatementLine<'_>| {
        line.paid && settled.get(&line.spot).is_none_or(|known| known.same_as.is_none() && known.transaction.is_none())
    };
    let mut credits = Credits::default();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.debit && free(line)) {
        let by = (line.amount_minor, line.currency);
        credits.by_account.entry((line.own, by.0, by.1)).or_default().push(at);
        if let Some(payer) = line.other {
            credits.by_payer.entry((payer, by.0, by.1)).or_default().push(at);
        }
        if let Some(reference) = telling(line.reference) {
            credits.by_reference.entry((reference, by.0, by.1)).or_default().push(at);
        }
    }
    let mut candidates = Vec::new();
    for (at, debit) in lines.iter().enumerate().filter(|(_, line)| line.debit && free(line)) {
        for credit in credits.candidates(debit) {
            if let Some((rank, ground)) = ground(debit, &lines[credit]) {
                let days = (debit.booked_on - lines[credit].booked_on).abs();
                candidates.push((rank, days, debit.id, lines[credit].id, at, credit, ground));
            }
        }
    }
    candidates.sort_unstable();
    let mut taken = BTreeSet::new();
    for (_, _, debit_id, _, debit, credit, ground) in candidates {
        if taken.contains(&debit) || taken.contains(&credit) {
            continue;
        }
        taken.extend([debit, credit]);
        for line in [debit, credit] {
            let entry = settled.entry(lines[line].spot).or_default();
            entry.transaction = Some(debit_id.to_string());
            entry.joined_by = Some(ground);
        }
    }
}

impl Credits<'_> {
    fn candidates(&self, debit: &StatementLine<'_>) -> BTreeSet<usize> {
        let (amount, currency) = (debit.amount_minor, debit.currency);
        let mut found = BTreeSet::new();
        let mut take = |list: Option<&Vec<usize>>| found.extend(list.into_iter().flatten().copied());
        if let Some(payee) = debit.other {
            take(self.by_account.get(&(payee, amount, currency)));
        }
        take(self.by_payer.get(&(debit.own, amount, currency)));
        if let Some(reference) = telling(debit.reference) {
            take(self.by_reference.get(&(reference, amount, currency)));
        }
        found
    }
}

fn telling(reference: Option<&str>) -> Option<&str> {
    reference.map(str::trim).filter(|text| {
        text.chars().count() >= REFERENCE_CHARS && !NO_REFERENCE.contains(&text.to_ascii_uppercase().as_str())
    })
}

/// The ground for taking two lines as one transfer, the best having rank 0.
fn ground(debit: &StatementLine<'_>, credit: &StatementLine<'_>) -> Option<(u8, &'static str)> {
    if debit.own == credit.own || (debit.booked_on - credit.booked_on).abs() > WINDOW_DAYS {
        return None;
    }
    let payee_named = debit.other.map(|payee| payee == credit.own);
    let payer_named = credit.other.map(|payer| payer == debit.own);
    if payee_named == Some(false) || payer_named == Some(false) {
        return None;
    }
    let reference = telling(debit.reference).is_some() && telling(debit.reference) == telling(credit.reference);
    match (payee_named.is_some(), payer_named.is_some(), reference) {
        (true, true, true) => Some((0, "accounts and reference")),
        (true, true, false) => Some((1, "both accounts")),
        (true, false, true) | (false, true, true) => Some((2, "one account and reference")),
        (true, false, false) | (false, true, false) => Some((3, "one account")),
        (false, false, true) => Some((4, "reference")),
        (false, false, false) => None,
    }
}
