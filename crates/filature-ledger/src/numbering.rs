//! Numbers accounts as they come. A file has millions of names of some hundred thousand accounts, and looking one up is
//! mostly waiting for memory: so many are looked up together, the places where they may stand first and their names after.

use ahash::RandomState;

/// So many names are looked up together.
const TOGETHER: usize = 128;

/// Names with their numbers.
///
/// A slot leads straight to the bytes of the name, and its number stands before them: each lookup waits for memory twice.
#[derive(Debug)]
pub struct Numbering {
    hasher: RandomState,
    /// A part of a name's hash, and where it stands with one added; 0 where a slot is free. A power of two, at least half free.
    slots: Vec<(u32, u32)>,
    /// By number: where the name stands.
    places: Vec<u32>,
    /// Of each name: its number, its length, its bytes, and nothing up to the next multiple of [`STEP_BYTES`]. Places count in
    /// such steps.
    names: Vec<u8>,
}

/// Places are multiples of it, so that 32 bits reach over 32 GiB of names.
const STEP_BYTES: usize = 8;

/// The number and the length of a name, in front of its bytes.
const FRONT_BYTES: usize = 8;

impl Numbering {
    pub fn new() -> Self {
        Self { hasher: RandomState::default(), slots: vec![(0, 0); 1 << 10], places: Vec::new(), names: Vec::new() }
    }

    /// The name of a number; nothing for one that was not given.
    pub fn name(&self, number: u32) -> &str {
        let bytes = self.places.get(number as usize).map_or(&[][..], |&place| self.at(place).1);
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Whether this is the name of a number.
    pub fn is_name(&self, number: u32, name: &str) -> bool {
        self.places.get(number as usize).is_some_and(|&place| self.at(place).1 == name.as_bytes())
    }

    /// The number of a name, if it has one.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.slot_of(name, self.hasher.hash_one(name)).ok()
    }

    /// The number and the bytes of the name at a place.
    fn at(&self, place: u32) -> (u32, &[u8]) {
        let entry = self.names.get(place as usize * STEP_BYTES..).unwrap_or_default();
        let Some((front, rest)) = entry.split_first_chunk::<FRONT_BYTES>() else { return (0, &[]) };
        let [a, b, c, d, length @ ..] = *front;
        let length = u32::from_le_bytes(length) as usize;
        (u32::from_le_bytes([a, b, c, d]), rest.get(..length).unwrap_or_default())
    }

    /// How many different names there were.
    pub fn len(&self) -> usize {
        self.places.len()
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
        let places = hashes.iter().map(first).filter(|(tag, slot)| *tag == slot.0).map(|(_, slot)| slot.1);
        let first_byte = |place: u32| self.names.get((place as usize).wrapping_sub(1).wrapping_mul(STEP_BYTES));
        let seen = places.filter_map(first_byte).fold(0, |seen, byte| seen ^ byte);
        std::hint::black_box(seen);
    }

    /// The number of a name, which is a new one where it has none yet.
    fn of(&mut self, name: &str, hash: u64) -> u32 {
        let slot = match self.slot_of(name, hash) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        let number = u32::try_from(self.places.len()).unwrap_or(u32::MAX - 1);
        let place = u32::try_from(self.names.len() / STEP_BYTES).unwrap_or(u32::MAX - 1);
        let length = u32::try_from(name.len()).unwrap_or(u32::MAX);
        self.places.push(place);
        self.names.extend_from_slice(&number.to_le_bytes());
        self.names.extend_from_slice(&length.to_le_bytes());
        self.names.extend_from_slice(name.as_bytes());
        self.names.resize(self.names.len().next_multiple_of(STEP_BYTES), 0);
        self.slots[slot] = (tag(hash), place + 1);
        if self.places.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    /// The number of a name, or the free slot where it would stand.
    fn slot_of(&self, name: &str, hash: u64) -> Result<u32, usize> {
        let mut slot = self.slot(hash);
        loop {
            let (known, place) = self.slots[slot];
            let Some(place) = place.checked_sub(1) else { return Err(slot) };
            if known == tag(hash)
                && let (number, bytes) = self.at(place)
                && bytes == name.as_bytes()
            {
                return Ok(number);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn grow(&mut self) {
        self.slots = vec![(0, 0); self.slots.len() * 2];
        for number in 0..self.places.len() {
            let place = self.places[number];
            let hash = self.hasher.hash_one(std::str::from_utf8(self.at(place).1).unwrap_or_default());
            let mut slot = self.slot(hash);
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = (tag(hash), place + 1);
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
