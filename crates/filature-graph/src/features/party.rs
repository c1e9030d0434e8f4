//! What is computed by pocket, kept by column, and read again in the order of the ledger.

use std::ops::Range;

use super::index::NONE;
use super::{NO_FIGURE, windows};

/// The figures of one party of the transactions of a stretch, by pocket: the order in which they are computed.
pub(super) struct Party {
    amounts: Vec<Vec<i64>>,
    numbers: Vec<Vec<u32>>,
    /// For each row where its figures are, [`NONE`] where the party is nobody.
    pub places: Vec<u32>,
}

/// The part of a party's columns that some pockets fill. Rows are gathered first: a column is then written to by some rows at
/// a time, not by one after a look at each other column.
pub(super) struct Room<'a> {
    amounts: Vec<&'a mut [i64]>,
    numbers: Vec<&'a mut [u32]>,
    /// The columns of the rows that are not written yet.
    new_amounts: [[i64; GATHERED]; windows::AMOUNTS],
    new_numbers: Vec<[u32; GATHERED]>,
    filled: usize,
}

/// So many rows are written at a time.
const GATHERED: usize = 8;

impl Room<'_> {
    fn new(amounts: usize, numbers: usize) -> Self {
        Self {
            amounts: Vec::with_capacity(amounts),
            numbers: Vec::with_capacity(numbers),
            new_amounts: [[0; GATHERED]; windows::AMOUNTS],
            new_numbers: vec![[0; GATHERED]; numbers],
            filled: 0,
        }
    }

    #[inline]
    pub fn put(&mut self, figures: &windows::Figures, facts: &[u32]) {
        let at = self.filled % GATHERED;
        self.filled += 1;
        self.new_amounts.iter_mut().zip(figures.amounts).for_each(|(column, amount)| column[at] = amount);
        let (of_windows, of_facts) = self.new_numbers.split_at_mut(windows::NUMBERS);
        of_windows.iter_mut().zip(figures.numbers).for_each(|(column, number)| column[at] = number);
        of_facts.iter_mut().zip(facts).for_each(|(column, &number)| column[at] = number);
        if at + 1 == GATHERED {
            self.write();
        }
    }

    /// Writes the rows that are not yet written.
    pub fn write(&mut self) {
        let start = self.filled.saturating_sub(1) / GATHERED * GATHERED;
        let (rows, count) = (start..self.filled, self.filled - start);
        for (column, new) in self.amounts.iter_mut().zip(&self.new_amounts) {
            column[rows.clone()].copy_from_slice(&new[..count]);
        }
        for (column, new) in self.numbers.iter_mut().zip(&self.new_numbers) {
            column[rows.clone()].copy_from_slice(&new[..count]);
        }
    }
}

impl Party {
    /// Notes which rows the figures are of, in the order in which they were computed.
    pub fn place(&mut self, rows: &Range<usize>, positions: impl Iterator<Item = u32>) {
        self.places.clear();
        self.places.resize(rows.len(), NONE);
        for (place, position) in (0_u32..).zip(positions) {
            self.places[position as usize - rows.start] = place;
        }
    }

    pub fn new(numbers: usize) -> Self {
        Self { amounts: vec![Vec::new(); windows::AMOUNTS], numbers: vec![Vec::new(); numbers], places: Vec::new() }
    }

    /// Room for so many figures in each of several parts.
    pub fn rooms(&mut self, parts: &[usize]) -> Vec<Room<'_>> {
        let rows = parts.iter().sum();
        let mut rooms: Vec<Room<'_>> =
            parts.iter().map(|_| Room::new(self.amounts.len(), self.numbers.len())).collect();
        for column in &mut self.amounts {
            column.resize(rows, 0);
            split(column, parts, |part, slice| rooms[part].amounts.push(slice));
        }
        for column in &mut self.numbers {
            column.resize(rows, 0);
            split(column, parts, |part, slice| rooms[part].numbers.push(slice));
        }
        rooms
    }

    pub fn numbers(&self, column: usize) -> impl Iterator<Item = u32> + Clone {
        let numbers = &self.numbers[column];
        self.places.iter().map(|&place| numbers.get(place as usize).copied().unwrap_or(NONE))
    }

    pub fn amounts(&self, column: usize) -> impl Iterator<Item = i64> + Clone {
        let amounts = &self.amounts[column];
        self.places.iter().map(|&place| amounts.get(place as usize).copied().unwrap_or(NO_FIGURE))
    }
}

fn split<'a, T>(column: &'a mut [T], parts: &[usize], mut give: impl FnMut(usize, &'a mut [T])) {
    let mut rest = column;
    for (part, &len) in parts.iter().enumerate() {
        let (slice, after) = rest.split_at_mut(len);
        give(part, slice);
        rest = after;
    }
}
