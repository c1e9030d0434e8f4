//! Division among claims in whole units, by largest remainder; the state of several claims in one account.

/// One claim's part of something, minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub claim: u32,
    pub minor: i64,
}

/// Room that is used again for every division.
#[derive(Default)]
pub(crate) struct Division {
    quotas: Vec<u64>,
    /// Remainders with their places, and the places in the order in which units left over are given.
    remainders: Vec<(u128, usize)>,
}

impl Division {
    /// Takes `amount_minor` of `total_minor` from `parts`, each in proportion, by largest remainder, and gives what
    /// is taken to `taken`. What is not in the parts is clean and comes last where remainders are equal; parts stand
    /// in the order of ranks. `0 <= amount <= total`, and the parts, which add up to `sum_minor`, fit the total.
    ///
    /// A quota is rounded down or up and never passes its part; nothing is written where nothing is taken.
    pub fn take(&mut self, amount_minor: i64, total_minor: i64, sum_minor: i64, parts: &mut Vec<Part>, taken: &mut Vec<Part>) {
        let wide = |minor: i64| u128::from(minor.cast_unsigned());
        let (amount, total) = (wide(amount_minor), wide(total_minor));
        let of_all = amount * wide(sum_minor);
        // All quotas are below one unit, and no remainder reaches that of the clean money.
        if 2 * of_all < total {
            return;
        }
        self.quotas.clear();
        self.remainders.clear();
        if u64::try_from(of_all).is_ok() {
            // Every product is a part of this one: 64 bits are enough for each.
            let (amount, total) = (amount_minor.cast_unsigned(), total_minor.cast_unsigned());
            for (place, part) in parts.iter().enumerate() {
                let product = amount * part.minor.cast_unsigned();
                let quota = if product < total { 0 } else { product / total };
                self.quotas.push(quota);
                self.remainders.push((u128::from(product - quota * total), place));
            }
        } else {
            for (place, part) in parts.iter().enumerate() {
                let product = amount * wide(part.minor);
                // A quota is at most its part.
                self.quotas.push(u64::try_from(product / total).unwrap_or(u64::MAX));
                self.remainders.push((product % total, place));
            }
        }
        self.give_rest(total);
        let quotas = self.quotas.iter();
        parts.iter().zip(quotas).filter(|(_, quota)| **quota > 0).for_each(|(part, quota)| {
            taken.push(Part { claim: part.claim, minor: quota.cast_signed() });
        });
        let mut quotas = self.quotas.iter();
        parts.retain_mut(|part| {
            part.minor -= quotas.next().map_or(0, |quota| quota.cast_signed());
            part.minor != 0
        });
    }

    /// Gives the units left over, one each, to the largest remainders.
    fn give_rest(&mut self, total: u128) {
        let sum: u128 = self.remainders.iter().map(|(remainder, _)| remainder).sum();
        if sum == 0 {
            return;
        }
        // All remainders with the clean one are a whole number of totals, and each of them is below one: this many
        // units are left over, fewer than there are colours, and this is the clean remainder.
        let units = sum.div_ceil(total);
        let clean = units * total - sum;
        // At most as many as there are parts.
        let last = usize::try_from(units).unwrap_or(usize::MAX).min(self.remainders.len()) - 1;
        let first = |one: &(u128, usize), other: &(u128, usize)| other.0.cmp(&one.0).then(one.1.cmp(&other.1));
        if last == 0 {
            if let Some(&(remainder, place)) = self.remainders.iter().min_by(|one, other| first(one, other))
                && remainder >= clean
            {
                self.quotas[place] += 1;
            }
            return;
        }
        self.remainders.select_nth_unstable_by(last, first);
        let claims = last + usize::from(self.remainders[last].0 >= clean);
        for &(_, place) in &self.remainders[..claims] {
            self.quotas[place] += 1;
        }
    }
}
