//! What moved, when, for the picture of a claim over time: its credits, the steps of the paths that are listed, and what left.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Trace, days_from_epoch};

use super::Desk;
use super::finding_flow::others;
use super::trace_breaks;
use super::trace_columns::{Bounds, ByRule, Columns, add};
use super::trace_sums::Claim;
use crate::DossierError;
use crate::document::Inline;
use crate::format::short_account;
use crate::markup::words;
use crate::wording;

/// So many of each kind stand alone; the rest of a lane is put together.
const MOST: usize = 9;
/// So many accounts have a lane.
const MOST_LANES: usize = 8;

/// Where a movement begins or ends, before lanes are numbered; none is outside.
pub type Account<'a> = Option<&'a str>;

/// One movement.
#[derive(Clone, Debug)]
pub struct Moved<'a> {
    /// Its day, counted from 1970.
    pub day: i32,
    /// The account that it left.
    pub from: Account<'a>,
    /// The account in which it arrived.
    pub to: Account<'a>,
    /// The least and the most.
    pub bounds: Bounds,
    /// Who paid, or how it left.
    pub what: Vec<Inline>,
    /// How many movements it stands for.
    pub together: usize,
    /// What each rule gives, of what left.
    by_rule: ByRule<'a>,
}

/// Everything that is drawn of a claim.
pub struct Moves<'a> {
    /// In the order in which they were found.
    pub all: Vec<Moved<'a>>,
    /// Accounts, those of the claim's own credits first, then by the day on which something first came or left.
    pub lanes: Vec<&'a str>,
    /// How many of them are the claim's own.
    pub own: usize,
}

/// The movements; none where the credits do not come to the claim, or too many accounts would have to be drawn.
pub fn of<'a>(desk: &Desk<'a>, claim: &Claim<'a>, trace: &'a Trace) -> Result<Option<Moves<'a>>, DossierError> {
    let Some(credits) = credits(desk, claim) else { return Ok(None) };
    let own: BTreeSet<&str> = credits.iter().filter_map(|credit| credit.to).collect();
    let steps = steps(desk, claim, trace)?;
    let left = left(desk, claim);
    let mut first: BTreeMap<&str, i32> = BTreeMap::new();
    for moved in credits.iter().chain(&steps).chain(&left) {
        for account in [moved.from, moved.to].into_iter().flatten() {
            let day = first.entry(account).or_insert(moved.day);
            *day = moved.day.min(*day);
        }
    }
    claim.held.keys().for_each(|account| {
        first.entry(account).or_insert(i32::MAX);
    });
    let mut lanes: Vec<&str> = first.keys().copied().collect();
    lanes.sort_by_key(|account| (!own.contains(account), first.get(account).copied(), *account));
    if lanes.is_empty() || lanes.len() > MOST_LANES {
        return Ok(None);
    }
    let all = largest(desk, claim, credits).into_iter().chain(steps).chain(largest(desk, claim, left)).collect();
    Ok(Some(Moves { all, lanes, own: own.len() }))
}

/// The credits of the claim, when they are whole, in its currency, and each into an account that is named.
fn credits<'a>(desk: &Desk<'a>, claim: &Claim<'a>) -> Option<Vec<Moved<'a>>> {
    let mut made = Vec::new();
    for id in &claim.claim.transactions {
        let transfer = desk.catalogue.transfer(id)?;
        let minor = i128::from(transfer.amount.minor);
        let to = transfer.payee.account?;
        if transfer.amount.currency != claim.reading.currency {
            return None;
        }
        let what = match transfer.payer.account {
            Some(account) => vec![Inline::Key(short_account(account))],
            None => vec![words(wording::NOT_NAMED, desk.language)],
        };
        let day = days_from_epoch(transfer.booked.on);
        let by_rule = claim.columns.compared.iter().map(|rule| (*rule, (minor, minor))).collect();
        made.push(Moved { day, from: None, to: Some(to), bounds: (minor, minor), what, together: 1, by_rule });
    }
    (made.iter().map(|moved| moved.bounds.0).sum::<i128>() == claim.minor).then_some(made)
}

/// The transfers between accounts that the listed paths pass, each with the least and the most of the rules that list paths.
fn steps<'a>(desk: &Desk<'a>, claim: &Claim<'a>, trace: &'a Trace) -> Result<Vec<Moved<'a>>, DossierError> {
    let mut sums: BTreeMap<(&str, &str), ByRule<'_>> = BTreeMap::new();
    let mut listing: BTreeSet<&str> = BTreeSet::new();
    for (rule, result) in claim.reckoning.rules(trace) {
        if !claim.columns.compared.contains(&rule.as_str()) {
            continue;
        }
        let held = result.held.iter().filter(|held| held.claim == claim.name);
        for path in held.filter_map(|held| held.paths.as_ref()).flat_map(|paths| &paths.paths) {
            listing.insert(rule);
            let minor = claim.reading.minor(&path.amount)?;
            for step in path.steps.iter().skip(1).filter(|step| !step.leaves) {
                add(sums.entry((&step.transaction, &step.account)).or_default(), rule, (minor, minor));
            }
        }
    }
    let mut made = Vec::new();
    for ((transaction, account), sums) in sums {
        let Some(transfer) = desk.catalogue.transfer(transaction) else { continue };
        let Some(from) = transfer.payer.account.filter(|from| *from != account) else { continue };
        let of = |rule: &&str| sums.get(*rule).map_or(0, |bounds| bounds.0);
        let bounds = (listing.iter().map(of).min().unwrap_or(0), listing.iter().map(of).max().unwrap_or(0));
        let day = days_from_epoch(transfer.booked.on);
        let what = vec![desk.short_day(transfer.booked.on)];
        made.push(Moved { day, from: Some(from), to: Some(account), bounds, what, together: 1, by_rule: sums });
    }
    // Those that are not drawn come in by ways that are not listed.
    made.sort_by_key(|moved: &Moved<'_>| -moved.bounds.1);
    made.truncate(MOST);
    made.sort_by_key(|moved| moved.day);
    Ok(made)
}

/// What left, by debit.
fn left<'a>(desk: &Desk<'a>, claim: &Claim<'a>) -> Vec<Moved<'a>> {
    let moved = |(debit, sums): (&super::trace_sums::Break<'a>, &ByRule<'a>)| {
        let transfer = desk.catalogue.transfer(debit.transaction)?;
        Some(Moved {
            day: days_from_epoch(transfer.booked.on),
            from: Some(debit.account),
            to: None,
            bounds: claim.columns.range(sums),
            what: vec![words(trace_breaks::short_departure(debit.how), desk.language)],
            together: 1,
            by_rule: sums.clone(),
        })
    };
    let mut made: Vec<Moved<'a>> = claim.left.iter().filter_map(moved).filter(|moved| moved.bounds.1 > 0).collect();
    made.sort_by_key(|moved| moved.day);
    made
}

/// The largest, in the order of days; of the rest one for each account, on the day of its first.
fn largest<'a>(desk: &Desk<'a>, claim: &Claim<'a>, all: Vec<Moved<'a>>) -> Vec<Moved<'a>> {
    if all.len() <= MOST + 1 {
        return all;
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| (-all[at].bounds.1, at));
    let alone: BTreeSet<usize> = order.into_iter().take(MOST).collect();
    let mut together: BTreeMap<(Account<'a>, Account<'a>), Moved<'a>> = BTreeMap::new();
    let mut made = Vec::new();
    for (at, moved) in all.into_iter().enumerate() {
        if alone.contains(&at) {
            made.push(moved);
            continue;
        }
        match together.entry((moved.from, moved.to)) {
            Entry::Vacant(empty) => {
                empty.insert(moved);
            }
            Entry::Occupied(mut rest) => rest.get_mut().join(&moved),
        }
    }
    made.extend(together.into_values().map(|rest| match rest.together {
        1 => rest,
        count => Moved { bounds: rest.all(&claim.columns, claim.minor), what: others(desk, count), ..rest },
    }));
    made
}

impl<'a> Moved<'a> {
    /// Takes another in: from then on it stands for both, on the day of the first.
    fn join(&mut self, other: &Self) {
        self.day = self.day.min(other.day);
        self.together += other.together;
        self.bounds = (self.bounds.0 + other.bounds.0, self.bounds.1 + other.bounds.1);
        other.by_rule.iter().for_each(|(rule, bounds)| add(&mut self.by_rule, rule, *bounds));
    }
    /// The least and the most of all that it stands for. No rule gives each its most at once, so the sums are taken rule by rule; and
    /// together they are no more than the claim.
    fn all(&self, columns: &Columns<'_>, claim_minor: i128) -> Bounds {
        let (low, high) = if columns.compared.is_empty() { self.bounds } else { columns.range(&self.by_rule) };
        (low, high.min(claim_minor).max(low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(fifo: i128, lifo: i128) -> Moved<'static> {
        let by_rule = [("fifo", (fifo, fifo)), ("lifo", (lifo, lifo))].into_iter().collect();
        let bounds = (fifo.min(lifo), fifo.max(lifo));
        Moved { day: 3, from: Some("a"), to: None, bounds, what: Vec::new(), together: 1, by_rule }
    }

    #[test]
    fn several_together_have_what_a_rule_gives_for_all_of_them() {
        let columns = Columns::of(["fifo", "lifo"]);
        let mut both = moved(10, 0);
        both.join(&Moved { day: 1, ..moved(0, 10) });
        assert_eq!((both.day, both.together), (1, 2));
        assert_eq!(both.all(&columns, 100), (10, 10), "each has 0 to 10, and every rule gives 10 for both");
        both.join(&moved(50, 0));
        assert_eq!(both.all(&columns, 100), (10, 60));
        assert_eq!(both.all(&columns, 40), (10, 40), "never more than what is followed");
    }
}
