//! Division among claims in whole units, by largest remainder; the state of several claims in one account.

/// One claim's part of something, minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub claim: u32,
    pub minor: i64,
}

/// Parts of one account, or on their way: their sum, the largest, and each of them by rank; none is zero.
#[derive(Debug, Default)]
pub(crate) struct Set {
    pub sum_minor: i64,
    pub most_minor: i64,
    pub parts: Vec<Part>,
}

impl Set {
    /// Says anew what has changed.
    pub fn update(&mut self) {
        (self.sum_minor, self.most_minor) = self
            .parts
            .iter()
            .fold((0, 0), |(sum, most), part| (sum + part.minor, part.minor.max(most)));
    }
}

/// Largest remainders found up to now with their places, the largest first: room that is used again.
#[derive(Default)]
pub(crate) struct Division(Vec<(u64, u32)>);

impl Division {
    /// Takes `amount_minor` of `total_minor` from a set, of each part in proportion, by largest remainder, and adds
    /// what is taken to `taken`. What is not in the set is clean and comes last where remainders are equal; parts
    /// stand in the order of ranks. `0 < amount <= total`, and the parts fit the total.
    ///
    /// A quota is rounded down or up and never passes its part. The parts are read twice at most, and nothing is
    /// divided but what has a quota of a unit or more.
    pub fn take(&mut self, amount_minor: i64, total_minor: i64, set: &mut Set, taken: &mut Vec<Part>) {
        let (amount, total) = (amount_minor.cast_unsigned(), total_minor.cast_unsigned());
        let Some(of_all) = amount.checked_mul(set.sum_minor.cast_unsigned()) else {
            return self.take_wide(amount_minor, total_minor, set, taken);
        };
        // Every product below is a part of this one, and fits.
        let product = |part: &Part| amount * part.minor.cast_unsigned();
        let most = amount * set.most_minor.cast_unsigned();
        let mut rest = of_all;
        if most >= total {
            let whole = |part: &Part| if product(part) < total { 0 } else { product(part) / total * total };
            rest -= set.parts.iter().map(whole).sum::<u64>();
        } else if of_all < total && most < total - of_all {
            // One unit is left over, and it is clean.
            return;
        }
        // All remainders with the clean one are a whole number of totals, and each of them is below one: so many
        // units are left over, fewer than there are colours, and this is the clean remainder.
        let units = rest.div_ceil(total);
        let clean = u128::from(units) * u128::from(total) - u128::from(rest);
        let remainder = |part: &Part| if product(part) < total { product(part) } else { product(part) % total };
        self.find(set.parts.iter().map(remainder), usize::try_from(units).unwrap_or(usize::MAX));
        if self.0.last().is_some_and(|&(last, _)| u128::from(last) < clean) {
            self.0.pop();
        }
        if self.0.is_empty() && most < total {
            return;
        }
        self.0.sort_unstable_by_key(|&(_, place)| place);
        let mut given = self.0.iter().map(|&(_, place)| place as usize).peekable();
        let mut place = 0;
        set.parts.retain_mut(|part| {
            let of_part = product(part);
            let mut minor = if of_part < total { 0 } else { (of_part / total).cast_signed() };
            minor += i64::from(given.next_if_eq(&place).is_some());
            place += 1;
            if minor > 0 {
                taken.push(Part { claim: part.claim, minor });
                part.minor -= minor;
            }
            part.minor != 0
        });
        set.update();
    }

    /// The largest remainders, so many of them; of equal ones the first.
    fn find(&mut self, remainders: impl Iterator<Item = u64>, units: usize) {
        self.0.clear();
        if units == 0 {
            return;
        }
        let mut least = 0;
        for (place, remainder) in (0_u32..).zip(remainders) {
            if self.0.len() == units {
                if remainder <= least {
                    continue;
                }
                self.0.pop();
            }
            let at = self.0.partition_point(|&(larger, _)| larger >= remainder);
            self.0.insert(at, (remainder, place));
            least = self.0.last().map_or(0, |&(last, _)| last);
        }
    }

    /// The same where products need more than 64 bits, plainly.
    #[cold]
    fn take_wide(&mut self, amount_minor: i64, total_minor: i64, set: &mut Set, taken: &mut Vec<Part>) {
        let wide = |minor: i64| u128::from(minor.cast_unsigned());
        let total = wide(total_minor);
        let products: Vec<u128> = set.parts.iter().map(|part| wide(amount_minor) * wide(part.minor)).collect();
        let sum: u128 = products.iter().map(|product| product % total).sum();
        let units = sum.div_ceil(total);
        let clean = units * total - sum;
        let mut order: Vec<usize> = (0..products.len()).collect();
        // Sorting keeps the order of ranks where remainders are equal.
        order.sort_by_key(|&place| std::cmp::Reverse(products[place] % total));
        let mut quotas: Vec<u128> = products.iter().map(|product| product / total).collect();
        for &place in order.iter().take(usize::try_from(units).unwrap_or(usize::MAX)) {
            let is_last = quotas.iter().sum::<u128>() + 1 == products.iter().map(|product| product / total).sum::<u128>() + units;
            quotas[place] += u128::from(!is_last || products[place] % total >= clean);
        }
        for (part, quota) in set.parts.iter_mut().zip(quotas) {
            // A quota is at most its part.
            let minor = i64::try_from(quota).unwrap_or(0);
            if minor > 0 {
                taken.push(Part { claim: part.claim, minor });
                part.minor -= minor;
            }
        }
        set.parts.retain(|part| part.minor != 0);
        set.update();
    }
}
