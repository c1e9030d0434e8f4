//! Numbers accounts as they come. A file has millions of names of some hundred thousand accounts, and looking one up is
//! mostly waiting for memory: so many are looked up together, the places where they may stand first and their names after.

use ahash::RandomState;

/// So many names are looked up together.
const TOGETHER: usize = 128;

/// Names with their numbers.
#[derive(Debug)]
pub struct Numbering {
    hasher: RandomState,
    /// A part of a name's hash, and its number with one added; 0 where a slot is free. A power of two, at least half free.
    slots: Vec<(u32, u32)>,
    /// By number.
    names: Vec<Name>,
    /// All names, one after the other.
    text: String,
}

#[derive(Clone, Copy, Debug)]
struct Name {
    hash: u64,
    start: usize,
    length: u32,
}

impl Numbering {
    pub fn new() -> Self {
        Self { hasher: RandomState::default(), slots: vec![(0, 0); 1 << 10], names: Vec::new(), text: String::new() }
    }

    /// The name of a number; nothing for one that was not given.
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", |name| &self.text[name.start..name.start + name.length as usize])
    }

    /// The number of a name, if it has one.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.slot_of(name, self.hasher.hash_one(name)).ok()
    }

    /// How many different names there were.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Gives the number of each name, in order; new ones are numbered as they come.
    pub fn number(&mut self, names: &[Option<&str>], mut give: impl FnMut(Option<u32>)) {
        let mut hashes = Vec::with_capacity(TOGETHER);
        for names in names.chunks(TOGETHER) {
            hashes.clear();
            hashes.extend(names.iter().map(|name| name.map_or(0, |name| self.hasher.hash_one(name))));
            self.touch(&hashes);
            for (name, &hash) in names.iter().zip(&hashes) {
                give(name.map(|name| self.of(name, hash)));
            }
        }
    }

    /// Looks at the first slot of each hash, and at the name there, for nothing but that memory brings them side by side.
    fn touch(&self, hashes: &[u64]) {
        let first = |&hash: &u64| (tag(hash), self.slots[self.slot(hash)]);
        let numbers = hashes.iter().map(first).filter(|(tag, slot)| *tag == slot.0).map(|(_, slot)| slot.1);
        let known = numbers.filter_map(|number| self.names.get((number as usize).wrapping_sub(1)));
        let first_byte = |name: &Name| self.text.as_bytes().get(name.start).copied().unwrap_or_default();
        let seen = known.fold(0, |seen, name| seen ^ first_byte(name));
        std::hint::black_box(seen);
    }

    /// The number of a name, which is a new one where it has none yet.
    fn of(&mut self, name: &str, hash: u64) -> u32 {
        let slot = match self.slot_of(name, hash) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX - 1);
        let length = u32::try_from(name.len()).unwrap_or(u32::MAX);
        self.names.push(Name { hash, start: self.text.len(), length });
        self.text.push_str(name);
        self.slots[slot] = (tag(hash), number + 1);
        if self.names.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    /// The number of a name, or the free slot where it would stand.
    fn slot_of(&self, name: &str, hash: u64) -> Result<u32, usize> {
        let mut slot = self.slot(hash);
        loop {
            let (known, number) = self.slots[slot];
            let Some(number) = number.checked_sub(1) else { return Err(slot) };
            if known == tag(hash) && self.name(number) == name {
                return Ok(number);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn grow(&mut self) {
        self.slots = vec![(0, 0); self.slots.len() * 2];
        for (number, at) in (1_u32..).zip(0..self.names.len()) {
            let hash = self.names[at].hash;
            let mut slot = self.slot(hash);
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = (tag(hash), number);
        }
    }

    #[inline]
    fn slot(&self, hash: u64) -> usize {
        // The lower bits alone count: there are fewer slots.
        usize::try_from(hash & (self.slots.len() as u64 - 1)).unwrap_or_default()
    }
}

#[inline]
fn tag(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_first_time() {
        let names: Vec<String> = (0..5_000).map(|name: u32| format!("account {}", name.pow(2) % 1_999)).collect();
        let mut first: Vec<&str> = Vec::new();
        let expected: Vec<Option<u32>> = names
            .iter()
            .map(|name| {
                let known = first.iter().position(|known| known == name).unwrap_or_else(|| {
                    first.push(name);
                    first.len() - 1
                });
                u32::try_from(known).ok()
            })
            .collect();
        let (mut numbering, mut found) = (Numbering::new(), Vec::new());
        let texts: Vec<Option<&str>> = names.iter().map(|name| Some(name.as_str())).collect();
        texts.chunks(700).for_each(|texts| numbering.number(texts, |number| found.push(number)));
        assert_eq!(found, expected);
        assert_eq!(numbering.len(), first.len());
        numbering.number(&[None, Some("account 0")], |number| found.push(number));
        assert_eq!(found[5_000..], [None, Some(0)]);
    }
}
