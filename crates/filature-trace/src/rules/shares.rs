//! Division in whole units.

use std::cmp::Reverse;

/// Divides `amount_minor` in proportion to `weights` and to `clean`, by largest remainder, and gives the parts
/// of `weights`: the rest is clean. Equal remainders: the lower position first, clean last; positions are the
/// ranks of the claims, so that the earliest claimed credit comes first.
///
/// A part is its quota rounded down or up, and never more than its weight while `amount_minor` is not more
/// than the sum: that is what the range forms of the rules rest on.
pub(crate) fn shares(amount_minor: i128, weights: &[i128], clean: i128) -> Vec<i128> {
    let total = weights.iter().sum::<i128>() + clean;
    if total == 0 {
        return vec![0; weights.len()];
    }
    let all = || weights.iter().copied().chain([clean]);
    let mut parts: Vec<i128> = all().map(|weight| amount_minor * weight / total).collect();
    let left_over = amount_minor - parts.iter().sum::<i128>();
    if left_over > 0 {
        let mut order: Vec<(Reverse<i128>, usize)> =
            all().map(|weight| Reverse(amount_minor * weight % total)).zip(0..).collect();
        order.sort_unstable();
        // Fewer units are left over than there are parts, so that each gets one at most.
        for (_, (_, position)) in (0..left_over).zip(order) {
            parts[position] += 1;
        }
    }
    parts.pop();
    parts
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn the_odd_unit_goes_to_the_largest_remainder_then_to_the_first_rank_then_to_clean() {
        assert_eq!(shares(10, &[1, 1], 1), [4, 3]);
        assert_eq!(shares(1, &[1, 1], 0), [1, 0]);
        assert_eq!(shares(1, &[1], 1), [1]);
        assert_eq!(shares(1, &[1], 2), [0]);
        assert_eq!(shares(5, &[0, 3], 0), [0, 5]);
        assert_eq!(shares(0, &[], 0), [0; 0]);
    }
}
