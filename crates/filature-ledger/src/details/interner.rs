use ahash::RandomState;
use filature_model::Words;

/// Texts, numbered as they come. Beside the texts themselves it holds two numbers for each, so that millions fit.
pub struct Interner {
    hasher: RandomState,
    /// The number of a text with one added, at a place that its hash gives; 0 where a slot is free. A power of two, at
    /// least half free.
    slots: Vec<u32>,
    words: Words,
}

impl Interner {
    pub fn new() -> Self {
        Self { hasher: RandomState::default(), slots: vec![0; 1 << 8], words: Words::default() }
    }

    /// The number of a text, and whether it is new.
    pub fn number(&mut self, text: &str) -> (u32, bool) {
        let mut slot = self.slot(text);
        while let Some(number) = self.slots[slot].checked_sub(1) {
            if self.words.get(number) == Some(text) {
                return (number, false);
            }
            slot = self.next(slot);
        }
        let number = self.words.push(text);
        self.slots[slot] = number.saturating_add(1);
        if self.words.len() * 2 > self.slots.len() {
            self.grow();
        }
        (number, true)
    }

    pub fn words(&self) -> &Words {
        &self.words
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for number in 0_u32.. {
            let Some(text) = self.words.get(number) else { return };
            let mut slot = self.slot(text);
            while self.slots[slot] != 0 {
                slot = self.next(slot);
            }
            self.slots[slot] = number.saturating_add(1);
        }
    }

    fn slot(&self, text: &str) -> usize {
        // The lower bits alone count: there are fewer slots.
        usize::try_from(self.hasher.hash_one(text) & (self.slots.len() as u64 - 1)).unwrap_or_default()
    }

    fn next(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn numbers_are_those_of_the_first_time() {
        let (mut interner, mut known) = (Interner::new(), HashMap::<String, u32>::new());
        for text in (0..20_000_u64).map(|number| format!("{}", number * number % 4_999)) {
            let next = u32::try_from(known.len()).unwrap();
            let is_new = !known.contains_key(&text);
            let number = *known.entry(text.clone()).or_insert(next);
            assert_eq!(interner.number(&text), (number, is_new));
        }
        assert_eq!(interner.words().len(), known.len());
    }
}
