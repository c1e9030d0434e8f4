//! Which of several transactions at one instant comes first in the ledger.
//!
//! A bank's own order (the order of a statement's lines, a column `sequence`) stays. Where a file gives none, the order of its
//! rows says nothing: who sorts a list by another column has the same list. There the order is that of the ids, numbers
//! in them by their value, so that `t9` comes before `t10` and a file without ids keeps the order of its rows.

use std::cmp::Ordering;

/// Reorders runs of one instant: those without an order of their own, among the places that they hold.
pub fn settle<'a, T: Copy>(
    all: &mut [T],
    at: impl Fn(&T) -> i64,
    is_free: impl Fn(&T) -> bool,
    id: impl Fn(&T) -> &'a str,
) {
    for run in all.chunk_by_mut(|one, next| at(one) == at(next)) {
        let places: Vec<usize> = (0..run.len()).filter(|&place| is_free(&run[place])).collect();
        if places.len() < 2 {
            continue;
        }
        let mut free: Vec<T> = places.iter().map(|&place| run[place]).collect();
        free.sort_by(|one, other| natural(id(one), id(other)));
        for (place, item) in places.into_iter().zip(free) {
            run[place] = item;
        }
    }
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
        let mut all = [(0, false, "t3"), (1, true, "t9"), (1, false, "t1"), (1, true, "t2"), (2, true, "t0")];
        settle(&mut all, |row| row.0, |row| row.1, |row| row.2);
        assert_eq!(all.map(|row| row.2), ["t3", "t2", "t1", "t9", "t0"]);
    }
}
