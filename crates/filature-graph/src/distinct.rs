//! How many different things there are among numbers that come one after the other.
//!
//! Most windows hold a few, and to look through a short list costs less than to hash; a hub has thousands, and then a
//! set takes over.

use std::collections::HashSet;

/// So many are looked through one after the other.
const FEW: usize = 32;

/// Distinct numbers, a short list for as long as they are few.
#[derive(Default)]
pub(crate) struct Distinct {
    few: Vec<u32>,
    /// All of them, once they are more than a few; until then none.
    many: HashSet<u32>,
}

impl Distinct {
    /// Adds one; whether it is new.
    pub fn insert(&mut self, number: u32) -> bool {
        if !self.many.is_empty() {
            return self.many.insert(number);
        }
        if self.few.contains(&number) {
            return false;
        }
        self.few.push(number);
        if self.few.len() > FEW {
            self.many.extend(self.few.iter().copied());
        }
        true
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        if self.many.is_empty() { self.few.len() } else { self.many.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_counted_once_each() {
        for most in [3_u32, 32, 33, 500] {
            let mut distinct = Distinct::default();
            assert!((0..most).all(|number| distinct.insert(number)));
            assert!((0..most).all(|number| !distinct.insert(number)));
            assert_eq!(distinct.len(), most as usize);
        }
    }
}
