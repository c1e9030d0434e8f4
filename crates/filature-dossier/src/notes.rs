//! The numbers of notes: the same in every form that has notes, so that a note can be cited whatever is read.
//!
//! Equal grounds share a note within a part; numbers run through the whole document.

use std::collections::BTreeMap;

use crate::document::{Figure, Grounds, Inline, Rows};

/// How many rows a note names before it says how many more there are.
pub const NOTE_ROWS: usize = 12;

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

/// Whether a figure bears the mark of a note, given what follows it in its line: figures of one line that share their
/// grounds share the mark after the last of them.
pub fn is_marked(after: &[Inline], figure: &Figure, shared: Option<&Grounds>, sourced: bool) -> bool {
    let is_again = |later: &Inline| matches!(later, Inline::Figure(later) if later.grounds() == figure.grounds());
    !sourced && shared != Some(figure.grounds()) && !after.iter().any(is_again)
}

/// The numbers of the entries of a list, in its order.
pub fn numbers(rows: &Rows) -> Vec<u32> {
    rows.iter().map(|row| row.number).collect()
}

/// Numbers of entries as they are written, three or more that follow each other as a range: `E4`, `E7–E12`.
pub fn ranges(numbers: &[u32]) -> Vec<String> {
    let runs = numbers.chunk_by(|one, next| one.checked_add(1) == Some(*next));
    let written = runs.flat_map(|run| match run {
        [first, _, .., last] => vec![format!("E{first}–E{last}")],
        few => few.iter().map(|number| format!("E{number}")).collect(),
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_each_other_is_a_range() {
        assert_eq!(ranges(&[4]), ["E4"]);
        assert_eq!(ranges(&[4, 5]), ["E4", "E5"]);
        assert_eq!(ranges(&[1, 4, 5, 6, 9, u32::MAX]), ["E1", "E4–E6", "E9", "E4294967295"]);
    }
}
