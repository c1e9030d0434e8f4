//! Files that wait to be added. Each adding reads all files of the case again, so those that lie ready are added together.
//!
//! ```text
//! upload ─► put ─► a job each ─► the first one's turn: it takes along all that wait behind it and of which the same is said
//!                          └───► the others' turns: what became of theirs is known already
//! ```

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::api::error::Problem;
use crate::operations::Provenance;

/// The most files that are added together: until they are, none of them says what became of it.
const TOGETHER_MOST: usize = 500;

/// A file that lies ready.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its number, in the order in which files came.
    pub number: u64,
    /// Where it lies.
    pub path: PathBuf,
    /// What is said of it.
    pub said: Provenance,
}

/// What a job has to do about its file.
#[derive(Debug)]
pub enum Turn {
    /// It was added with another one, and this became of it.
    Done(Result<Value, Problem>),
    /// Add these, its own first.
    Add(Vec<Waiting>),
}

#[derive(Default)]
struct Inner {
    last: u64,
    waiting: VecDeque<Waiting>,
    done: BTreeMap<u64, Result<Value, Problem>>,
}

/// All files that wait.
#[derive(Default)]
pub struct Incoming(Mutex<Inner>);

impl Incoming {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number for a file that comes.
    pub fn number(&self) -> u64 {
        let mut inner = self.lock();
        inner.last += 1;
        inner.last
    }

    /// Puts a file behind those that wait.
    pub fn put(&self, file: Waiting) {
        self.lock().waiting.push_back(file);
    }

    /// The turn of a file. What a person confirmed of a layout is of one file alone.
    pub fn turn(&self, number: u64) -> Turn {
        let mut inner = self.lock();
        if let Some(outcome) = inner.done.remove(&number) {
            return Turn::Done(outcome);
        }
        let Some(at) = inner.waiting.iter().position(|file| file.number == number) else {
            return Turn::Done(Err(Problem::bug("a file that was to be added is not waiting")));
        };
        let own = &inner.waiting[at];
        let is_alike = |file: &&Waiting| file.said == own.said && !file.said.confirm_layout;
        let alike = inner.waiting.iter().skip(at).take(TOGETHER_MOST).take_while(is_alike).count();
        Turn::Add(inner.waiting.drain(at..at + alike.max(1)).collect())
    }

    /// Says what became of a file that was taken along.
    pub fn tell(&self, number: u64, outcome: Result<Value, Problem>) {
        self.lock().done.insert(number, outcome);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(incoming: &Incoming, use_: &str, confirm_layout: bool) -> u64 {
        let said = Provenance { use_: Some(use_.to_owned()), confirm_layout, ..Provenance::default() };
        let number = incoming.number();
        incoming.put(Waiting { number, path: PathBuf::from(format!("{number}.csv")), said });
        number
    }

    fn added(turn: Turn) -> Vec<u64> {
        match turn {
            Turn::Add(files) => files.into_iter().map(|file| file.number).collect(),
            Turn::Done(outcome) => panic!("{outcome:?}"),
        }
    }

    #[test]
    fn files_of_which_the_same_is_said_are_added_together() {
        let incoming = Incoming::default();
        let numbers: Vec<u64> = [("a", false), ("a", false), ("b", false), ("a", false), ("a", true), ("a", true)]
            .iter()
            .map(|(use_, confirmed)| put(&incoming, use_, *confirmed))
            .collect();
        assert_eq!(added(incoming.turn(numbers[0])), numbers[..2]);
        incoming.tell(numbers[1], Ok(Value::from(7)));
        assert!(matches!(incoming.turn(numbers[1]), Turn::Done(Ok(value)) if value == 7));
        assert!(matches!(incoming.turn(numbers[1]), Turn::Done(Err(_))), "once");
        for number in &numbers[2..] {
            assert_eq!(added(incoming.turn(*number)), [*number]);
        }
    }

    #[test]
    fn whose_turn_it_is_leaves_those_before_it() {
        let incoming = Incoming::default();
        let (first, second) = (put(&incoming, "a", false), put(&incoming, "a", false));
        assert_eq!(added(incoming.turn(second)), [second]);
        assert_eq!(added(incoming.turn(first)), [first]);
    }
}
