//! Division among claims in whole units, by largest remainder; the parts of several claims in one account.
//!
//! The largest part stands first, and of equal ones that of the first rank. Where an account holds little of each
//! claim, which is what most accounts do, no quota reaches a unit: the remainders are then in the order of the parts,
//! and the units left over go to the first of the list. Nothing else of it is read.

use std::cmp::Reverse;

/// One claim's part of what is on its way, minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub claim: u32,
    pub minor: i64,
}

/// One claim's part of an account in one number, greater for a greater part and then for an earlier claim. Lists of
/// parts are what a pass for many claims waits for: half the memory is worth some arithmetic.
pub(crate) trait Key: Copy + Ord {
    fn new(part: Part) -> Self;
    fn minor(self) -> i64;
    fn claim(self) -> u32;
}

/// Up to 2^16 claims of less than 2^48 minor units.
pub(crate) const NARROW: (usize, i64) = (1 << 16, 1 << 48);

impl Key for u64 {
    #[inline]
    fn new(part: Part) -> Self {
        (part.minor.cast_unsigned() << 16) | u64::from(0xFFFF - (part.claim & 0xFFFF))
    }

    #[inline]
    fn minor(self) -> i64 {
        (self >> 16).cast_signed()
    }

    #[inline]
    fn claim(self) -> u32 {
        0xFFFF - (self & 0xFFFF) as u32
    }
}

impl Key for u128 {
    #[inline]
    fn new(part: Part) -> Self {
        (Self::from(part.minor.cast_unsigned()) << 32) | Self::from(!part.claim)
    }

    #[inline]
    fn minor(self) -> i64 {
        ((self >> 32) as u64).cast_signed()
    }

    #[inline]
    fn claim(self) -> u32 {
        !(self as u32)
    }
}

/// The parts of one account, none of them zero, and their sum.
#[derive(Debug)]
pub(crate) struct Set<K> {
    pub sum_minor: i64,
    keys: Vec<K>,
}

impl<K> Default for Set<K> {
    fn default() -> Self {
        Self { sum_minor: 0, keys: Vec::new() }
    }
}

impl<K: Key> Set<K> {
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub fn keys(&self) -> &[K] {
        &self.keys
    }

    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.keys.iter().map(|key| Part { claim: key.claim(), minor: key.minor() })
    }

    /// Adds a claim's part to what is there of it.
    pub fn add(&mut self, part: Part) {
        self.sum_minor += part.minor;
        match self.keys.iter().position(|key| key.claim() == part.claim) {
            Some(place) => {
                let key = K::new(Part { claim: part.claim, minor: self.keys[place].minor() + part.minor });
                let to = self.keys[..place].partition_point(|&larger| larger > key);
                self.keys.copy_within(to..place, to + 1);
                self.keys[to] = key;
            }
            None => {
                let key = K::new(part);
                self.keys.insert(self.keys.partition_point(|&larger| larger > key), key);
            }
        }
    }

    /// Gives up everything.
    pub fn take_all(&mut self, taken: &mut Vec<Part>) {
        taken.extend(self.parts());
        self.keys.clear();
        self.sum_minor = 0;
    }

    /// Gives up a number of units of the part at a place, and of parts before it.
    fn give(&mut self, place: usize, minor: i64, taken: &mut Vec<Part>) {
        let (claim, before_minor) = (self.keys[place].claim(), self.keys[place].minor());
        taken.push(Part { claim, minor });
        self.sum_minor -= minor;
        if minor == before_minor {
            self.keys.remove(place);
            return;
        }
        let key = K::new(Part { claim, minor: before_minor - minor });
        let mut at = place;
        while let Some(&next) = self.keys.get(at + 1)
            && next > key
        {
            self.keys[at] = next;
            at += 1;
        }
        self.keys[at] = key;
    }
}

/// A claim among those that may be given a unit left over: its remainder, its rank, its place and its quota.
type Candidate = (Reverse<u128>, u32, usize, i64);

/// Room that is used again for every division.
#[derive(Default)]
pub(crate) struct Division(Vec<Candidate>);

impl Division {
    /// Takes `amount_minor` of `total_minor` from a set, of each part in proportion, by largest remainder, and adds
    /// what is taken to `taken`. What is not in the set is clean, and comes last where remainders are equal.
    /// `0 < amount <= total`, and the parts fit the total; a quota is rounded down or up and never passes its part.
    pub fn take<K: Key>(&mut self, amount_minor: i64, total_minor: i64, set: &mut Set<K>, taken: &mut Vec<Part>) {
        let (amount, total) = (amount_minor.cast_unsigned(), total_minor.cast_unsigned());
        let most = set.keys.first().map_or(0, |key| key.minor()).cast_unsigned();
        match amount.checked_mul(set.sum_minor.cast_unsigned()) {
            // Every product with a part is a piece of this one, and fits. No quota reaches a unit:
            Some(of_all) if amount * most < total => {
                // All remainders with the clean one are a whole number of totals, and each of them is below one: so
                // many units are left over, fewer than there are colours, and this is the clean remainder.
                let units = if of_all <= total { 1 } else { of_all.div_ceil(total) };
                let clean = u128::from(units) * u128::from(total) - u128::from(of_all);
                // There are at most as many units as parts.
                let last = usize::try_from(units).unwrap_or(usize::MAX).min(set.keys.len()) - 1;
                let of_last = amount * set.keys[last].minor().cast_unsigned();
                let claims = last + usize::from(u128::from(of_last) >= clean);
                for place in (0..claims).rev() {
                    set.give(place, 1, taken);
                }
            }
            _ => self.take_quotas(amount_minor, total_minor, set, taken),
        }
    }

    /// The same where quotas reach a unit, or where products need more than 64 bits.
    fn take_quotas<K: Key>(&mut self, amount_minor: i64, total_minor: i64, set: &mut Set<K>, taken: &mut Vec<Part>) {
        let wide = |minor: i64| u128::from(minor.cast_unsigned());
        let (amount, total) = (wide(amount_minor), wide(total_minor));
        let (mut rest, mut found) = (amount * wide(set.sum_minor), 0);
        let candidates = &mut self.0;
        candidates.clear();
        for (place, key) in set.keys.iter().enumerate() {
            let product = amount * wide(key.minor());
            let (quota, remainder) = match u64::try_from(product) {
                _ if product < total => (0, product),
                Ok(product) => {
                    let quota = product / total_minor.cast_unsigned();
                    (u128::from(quota), u128::from(product % total_minor.cast_unsigned()))
                }
                Err(_) => (product / total, product % total),
            };
            if quota == 0 {
                // From here on remainders are in order: no more of them can be given a unit than units are left over.
                if found > rest.div_ceil(total) {
                    break;
                }
                found += 1;
            }
            rest -= quota * total;
            // A quota is at most its part.
            candidates.push((Reverse(remainder), key.claim(), place, i64::try_from(quota).unwrap_or(0)));
        }
        let units = rest.div_ceil(total);
        let clean = units * total - rest;
        let units = usize::try_from(units).unwrap_or(usize::MAX).min(candidates.len());
        candidates.sort_unstable();
        for (order, (remainder, _, _, quota)) in candidates.iter_mut().take(units).enumerate() {
            // The last unit may be clean.
            *quota += i64::from(order + 1 < units || remainder.0 >= clean);
        }
        // From the last place to the first: what is given up changes nothing before it.
        candidates.sort_unstable_by_key(|&(_, _, place, _)| Reverse(place));
        for &(_, _, place, quota) in candidates.iter().filter(|(_, _, _, quota)| *quota > 0) {
            set.give(place, quota, taken);
        }
    }
}
