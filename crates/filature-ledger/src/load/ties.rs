//! Which of several transactions at one instant comes first for detection.
//!
//! A bank's own order (the order of a statement's lines, a column `sequence`) stays. Where a file gives none, the order of its
//! rows says nothing: who sorts a list by another column has the same list. There the order is that of the ids, numbers
//! in them by their value, so that `t9` comes before `t10` and a file without ids keeps the order of its rows.

use std::cmp::Ordering;

use filature_model::{Leg, Transactions};

/// The ledger with the transactions of one instant that have no order of their own in the order of their ids, in the
/// places that they hold; none where they stand so already.
pub fn in_order_of_ids(ledger: &Transactions) -> Option<Transactions> {
    let is_free =
        |at: usize| [ledger.debited[at], ledger.credited[at]].iter().all(|leg| leg.sequence == Leg::NO_SEQUENCE);
    let mut order: Vec<usize> = (0..ledger.len()).collect();
    for run in order.chunk_by_mut(|&one, &next| ledger.at_micros(one) == ledger.at_micros(next)) {
        let places: Vec<usize> = (0..run.len()).filter(|&place| is_free(run[place])).collect();
        let mut free: Vec<usize> = places.iter().map(|&place| run[place]).collect();
        free.sort_by(|&one, &other| natural(&ledger.ids[one], &ledger.ids[other]));
        for (place, at) in places.into_iter().zip(free) {
            run[place] = at;
        }
    }
    (!order.is_sorted()).then(|| reordered(ledger, &order))
}

fn reordered(ledger: &Transactions, order: &[usize]) -> Transactions {
    fn of<T: Clone>(column: &[T], order: &[usize]) -> Vec<T> {
        order.iter().filter_map(|&at| column.get(at).cloned()).collect()
    }
    let mut positions = vec![0_u32; order.len()];
    for (position, &at) in (0_u32..).zip(order) {
        positions[at] = position;
    }
    let place = |position: u32| positions[position as usize];
    let mut other = ledger.clone();
    other.ids = of(&ledger.ids, order);
    other.debtor = of(&ledger.debtor, order);
    other.creditor = of(&ledger.creditor, order);
    other.amount_minor = of(&ledger.amount_minor, order);
    other.currency = of(&ledger.currency, order);
    other.received = of(&ledger.received, order);
    other.debited = of(&ledger.debited, order);
    other.credited = of(&ledger.credited, order);
    other.channel = of(&ledger.channel, order);
    other.place = of(&ledger.place, order);
    other.value_dates.iter_mut().for_each(|date| date.transaction = place(date.transaction));
    other.value_dates.sort_unstable();
    other.reversals.iter_mut().for_each(|pair| *pair = (place(pair.0), place(pair.1)));
    other.reversals.sort_unstable();
    other
}

/// Texts in order, digits in them as numbers; equal numbers by their digits.
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one.as_bytes(), other.as_bytes());
    while let (Some(a), Some(b)) = (left.first(), right.first()) {
        if a.is_ascii_digit() && b.is_ascii_digit() {
            let ((number, rest), (other_number, other_rest)) = (digits(left), digits(right));
            let by_value = number.len().cmp(&other_number.len()).then_with(|| number.cmp(other_number));
            if by_value != Ordering::Equal {
                return by_value;
            }
            (left, right) = (rest, other_rest);
        } else if a == b {
            (left, right) = (&left[1..], &right[1..]);
        } else {
            return a.cmp(b);
        }
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(other))
}

/// The digits at the beginning without leading zeros, and what follows them.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let zeros = text[..end].iter().take_while(|&&byte| byte == b'0').count();
    (&text[zeros..end], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_ids_are_numbers() {
        let mut ids = ["t10", "t9", "t", "a:2", "a:10", "t09", "b", "a:10:1", "t9x"];
        ids.sort_by(|one, other| natural(one, other));
        assert_eq!(ids, ["a:2", "a:10", "a:10:1", "b", "t", "t09", "t9", "t9x", "t10"]);
    }

    #[test]
    fn only_what_has_no_order_of_its_own_moves() {
        let rows = [("A", "B", 1, 0), ("A", "B", 2, 1), ("A", "B", 3, 1), ("A", "B", 4, 1), ("A", "B", 5, 2)];
        let mut ledger = Transactions::small(&rows);
        ledger.ids = ["t3", "t9", "t1", "t2", "t0"].map(str::to_owned).to_vec();
        assert_eq!(in_order_of_ids(&ledger), None);
        for at in [1, 3] {
            ledger.debited[at].sequence = Leg::NO_SEQUENCE;
            ledger.credited[at].sequence = Leg::NO_SEQUENCE;
        }
        let settled = in_order_of_ids(&ledger).unwrap_or_default();
        assert_eq!(settled.ids, ["t3", "t2", "t1", "t9", "t0"]);
        assert_eq!(settled.amount_minor, [1, 4, 3, 2, 5]);
        assert_eq!(in_order_of_ids(&settled), None);
    }
}
