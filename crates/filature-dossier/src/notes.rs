//! The numbers of notes: the same in every form that has notes, so that a note can be cited whatever is read.
//!
//! Equal grounds share a note within a part; numbers run through the whole document.

use std::collections::BTreeMap;

use crate::document::Grounds;

/// A note as it stands at one place of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its number.
    pub number: u32,
    /// Whether it stands here for the first time.
    pub is_first: bool,
}

/// The notes of the part that is being written.
#[derive(Debug)]
pub struct Notes {
    numbers: BTreeMap<Grounds, u32>,
    next: u32,
}

impl Notes {
    /// Before the first part.
    pub fn new() -> Self {
        Self { numbers: BTreeMap::new(), next: 1 }
    }

    /// The note of these grounds.
    pub fn mark(&mut self, grounds: &Grounds) -> Mark {
        if let Some(&number) = self.numbers.get(grounds) {
            return Mark { number, is_first: false };
        }
        let number = self.next;
        self.numbers.insert(grounds.clone(), number);
        self.next += 1;
        Mark { number, is_first: true }
    }

    /// A part ends: the next one names its grounds anew.
    pub fn close_part(&mut self) {
        self.numbers.clear();
    }
}
