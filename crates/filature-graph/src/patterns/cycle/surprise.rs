//! How often chance would close a cycle.
//!
//! **The way.** Home made c1 payments in all, each of which may begin one; each further account made ci between the
//! payment that reached it and the end of the cycle: c1 · … · ck ways of k hops could have been taken from home. A payment of this
//! ledger goes to home with the share w / N, w being those who ever pay home and N all payments. So from this home so many
//! cycles were to be expected: c1 · … · ck · w / N; and there are as many homes as accounts. In a ring out of order each
//! account may have paid at any time of the span; it is the same from each of its k accounts; and that no more of its
//! hops stand out of order than do has the share of orders that Euler's numbers count.
//!
//! **The amounts.** Each hop is weighed by how many of all payments lie as close to the hop before as it does; all hops
//! together by Fisher's method ([`crate::amounts`]). Of two hops it says nothing: a refund is of the
//! same amount.
//!
//! **Habits.** Who pays another for longer than nine days does so by habit. Of what the way is worth only the part of
//! its hops that are none counts: a household's common account, a savings club.

use super::super::Search;
use crate::amounts::joint_millibits;
use crate::chance::{log2_millibits, log2_ratio_millibits};

/// How surprising a cycle is, or a ring of which so many hops are out of order: in such a one each account may have
/// paid at any time of the span.
pub(super) fn millibits(search: &Search<'_>, hops: &[u32], out_of_order: usize) -> i64 {
    let any_order = out_of_order > 0;
    // A ring out of order may be walked from each of its accounts, and is one all the same.
    let walks = if any_order { log2_millibits(hops.len()) + order_millibits(hops.len() - 1, out_of_order) } else { 0 };
    let way = way_millibits(search, hops, any_order);
    strange_part(search, hops, way) + amounts_millibits(search, hops) + walks - search.habits.accounts_millibits()
}

/// The part of the evidence that hops over no habit have.
fn strange_part(search: &Search<'_>, hops: &[u32], way_millibits: i64) -> i64 {
    let index = search.index;
    let ends = |&hop: &u32| (index.payer[hop as usize], index.payee[hop as usize]);
    let strange = hops.iter().map(ends).filter(|&(payer, payee)| !search.habits.is_habit(index, payer, payee)).count();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    if way_millibits > 0 { way_millibits * count(strange) / count(hops.len()) } else { way_millibits }
}

/// How surprising it is that so many things in a random order descend no more often: by Euler's numbers.
fn order_millibits(things: usize, descents: usize) -> i64 {
    let mut numbers = vec![1_usize];
    for length in 2..=things {
        let before = |at: usize| numbers.get(at).copied().unwrap_or(0);
        let number = |at: usize| (at + 1) * before(at) + if at > 0 { (length - at) * before(at - 1) } else { 0 };
        numbers = (0..length).map(number).collect();
    }
    let as_few = numbers.iter().take(descents + 1).sum();
    -log2_ratio_millibits(as_few, numbers.iter().sum())
}

/// −log2 of the cycles to be expected from this home.
pub(crate) fn way_millibits(search: &Search<'_>, hops: &[u32], any_order: bool) -> i64 {
    let index = search.index;
    let first = hops[0];
    let last = hops.iter().copied().max().unwrap_or(first);
    let choices = |at: usize| {
        let row = index.paid_by(index.payer[hops[at] as usize]);
        if at == 0 {
            return log2_millibits(row.len());
        }
        let from = match any_order {
            false => row.partition_point(|&position| !search.follows(hops[at - 1], position)),
            true => row.partition_point(|&position| position < first),
        };
        log2_millibits(row.partition_point(|&position| position <= last) - from)
    };
    let home = index.payer[first as usize];
    let payers = usize::try_from(search.habits.payers(home)).unwrap_or(usize::MAX);
    let share = log2_ratio_millibits(payers.max(1), index.at_micros.len());
    -share - (0..hops.len()).map(choices).sum::<i64>()
}

fn amounts_millibits(search: &Search<'_>, hops: &[u32]) -> i64 {
    let index = search.index;
    let Some(currency) = index.currency(index.payer[hops[0] as usize]) else { return 0 };
    if hops.len() == 2 {
        return 0;
    }
    let closeness = |pair: &[u32]| {
        let (before, next) = (index.arrived_minor[pair[0] as usize], index.left_minor[pair[1] as usize]);
        search.amounts.closeness_millibits(currency, before, next)
    };
    joint_millibits(hops.windows(2).map(closeness).sum(), hops.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_counted_by_eulers_numbers() {
        // Of 6 things 1, 57, 302, 302, 57, 1 orders descend 0 to 5 times.
        assert_eq!(order_millibits(6, 2), 1_000);
        assert_eq!((order_millibits(6, 5), order_millibits(1, 0), order_millibits(0, 0)), (0, 0, 0));
        assert_eq!(order_millibits(6, 0), log2_millibits(720));
        assert_eq!(order_millibits(3, 1), log2_millibits(6) - log2_millibits(5));
    }
}
