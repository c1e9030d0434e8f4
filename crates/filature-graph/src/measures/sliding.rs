//! Counts over a window that only moves forward: what enters is added, what leaves is taken out again.
//!
//! Each count has its own window, and moves it when it is asked: a column that nobody asks for costs nothing, and one
//! that is asked at every row costs one step for each event that comes and goes.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// What can be counted over a window of places.
pub(super) trait Count: Default {
    /// What is counted of a place.
    type Value;
    /// A place enters, after all others.
    fn add(&mut self, place: usize, value: Self::Value);
    /// The earliest place leaves.
    fn remove(&mut self, place: usize, value: Self::Value);
}

/// A count and the window that it stands at.
#[derive(Default)]
pub(super) struct Sliding<C> {
    count: C,
    window: Range<usize>,
}

impl<C: Count> Sliding<C> {
    /// Moves to a window, neither of whose ends is before that of the last one.
    pub(super) fn at(&mut self, window: &Range<usize>, value: impl Fn(usize) -> C::Value) -> &C {
        if window.start >= self.window.end {
            self.reset();
            self.window = window.start..window.start;
        }
        for place in self.window.end..window.end {
            self.count.add(place, value(place));
        }
        for place in self.window.start..window.start {
            self.count.remove(place, value(place));
        }
        self.window = window.clone();
        &self.count
    }

    /// Forgets all: the places are others from now on.
    pub(super) fn reset(&mut self) {
        if self.window.end > 0 {
            *self = Self::default();
        }
    }
}

/// How often each key is there. Keys of nothing are left out.
#[derive(Default)]
pub(super) struct Tally {
    counts: HashMap<u32, u32, BuildHasherDefault<Mix>>,
    /// Keys that are there once.
    pub once: usize,
}

impl Tally {
    /// How many different keys there are.
    pub(super) fn distinct(&self) -> usize {
        self.counts.len()
    }
}

impl Count for Tally {
    type Value = Option<u32>;

    fn add(&mut self, _place: usize, key: Option<u32>) {
        let Some(key) = key else { return };
        let count = self.counts.entry(key).or_insert(0);
        *count += 1;
        match *count {
            1 => self.once += 1,
            2 => self.once -= 1,
            _ => {}
        }
    }

    fn remove(&mut self, _place: usize, key: Option<u32>) {
        let Some(key) = key else { return };
        let Some(count) = self.counts.get_mut(&key) else { return };
        *count -= 1;
        match *count {
            0 => {
                self.counts.remove(&key);
                self.once -= 1;
            }
            1 => self.once += 1,
            _ => {}
        }
    }
}

/// The largest value: places in falling order of their values, each later than the one before.
#[derive(Default)]
pub(super) struct Largest(VecDeque<(usize, i64)>);

impl Largest {
    /// The largest value of the window.
    pub(super) fn value(&self) -> Option<i64> {
        self.0.front().map(|first| first.1)
    }
}

impl Count for Largest {
    type Value = i64;

    fn add(&mut self, place: usize, value: i64) {
        while self.0.back().is_some_and(|last| last.1 <= value) {
            self.0.pop_back();
        }
        self.0.push_back((place, value));
    }

    fn remove(&mut self, place: usize, _value: i64) {
        if self.0.front().is_some_and(|first| first.0 == place) {
            self.0.pop_front();
        }
    }
}

/// How many there are and their sum, of places that have a value.
#[derive(Default)]
pub(super) struct Sum {
    /// Places with a value.
    pub known: usize,
    /// Places without one.
    pub unknown: usize,
    /// The sum of the values.
    pub sum: i128,
}

impl Count for Sum {
    type Value = Option<i64>;

    fn add(&mut self, _place: usize, value: Option<i64>) {
        match value {
            Some(value) => {
                self.known += 1;
                self.sum += i128::from(value);
            }
            None => self.unknown += 1,
        }
    }

    fn remove(&mut self, _place: usize, value: Option<i64>) {
        match value {
            Some(value) => {
                self.known -= 1;
                self.sum -= i128::from(value);
            }
            None => self.unknown -= 1,
        }
    }
}

impl Count for super::figures::Moments {
    type Value = i64;

    fn add(&mut self, _place: usize, minor: i64) {
        Self::add(self, minor);
    }

    fn remove(&mut self, _place: usize, minor: i64) {
        Self::remove(self, minor);
    }
}

/// Spreads the bits of one number: maps are asked millions of times and never gone through, so their order is nobody's.
#[derive(Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(u32::from(byte)));
    }

    fn write_u32(&mut self, number: u32) {
        let mixed = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
