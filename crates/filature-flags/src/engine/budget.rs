//! What a query may take: steps of the engine, time, and memory. Each is a limit, and which one stopped a query is said.
//!
//! Steps are the same on every machine, so a query that stops at them stops everywhere. Time is the backstop for what takes no steps.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How much a query may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Steps of SQLite's virtual machine.
    pub steps: u64,
    /// Seconds.
    pub seconds: u64,
    /// Bytes that all queries of this process may hold at one time. SQLite only ever lowers it: the least that any session of the process
    /// has asked for holds for all that follow.
    pub memory_bytes: i64,
    /// Rows of the answer.
    pub rows: usize,
    /// Whether it may use SQLite's functions of date and time, which also tell what day it is. A flag may not: the same ledger gives
    /// the same findings on any day.
    pub dates: bool,
}

impl Default for Limits {
    /// Four thousand million steps, two minutes, a gigabyte, 100,000 rows: an order of magnitude above what the flags take on 5 million
    /// transactions.
    fn default() -> Self {
        Self { steps: 4_000_000_000, seconds: 120, memory_bytes: 1_000_000_000, rows: 100_000, dates: false }
    }
}

/// Why a query was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Too many steps.
    Steps,
    /// Too long.
    Time,
}

/// What the query that is running has taken.
#[derive(Debug)]
pub struct Budget {
    steps_left: AtomicU64,
    until: std::sync::Mutex<Option<Instant>>,
    stopped: AtomicU8,
}

/// How many steps are between two looks at the budget.
pub(crate) const STEPS_BETWEEN: i32 = 100_000;

impl Budget {
    pub(crate) fn new() -> Self {
        Self { steps_left: AtomicU64::new(0), until: std::sync::Mutex::new(None), stopped: AtomicU8::new(0) }
    }

    /// Begins anew.
    pub(crate) fn begin(&self, limits: &Limits) {
        self.steps_left.store(limits.steps, Ordering::Relaxed);
        self.stopped.store(0, Ordering::Relaxed);
        if let Ok(mut until) = self.until.lock() {
            *until = Instant::now().checked_add(Duration::from_secs(limits.seconds));
        }
    }

    /// Takes some steps off; true when the query has to stop.
    pub(crate) fn take(&self, steps: u64) -> bool {
        let left = self.steps_left.load(Ordering::Relaxed);
        self.steps_left.store(left.saturating_sub(steps), Ordering::Relaxed);
        if left < steps {
            self.stopped.store(1, Ordering::Relaxed);
            return true;
        }
        self.is_late()
    }

    /// Whether its time is over.
    pub(crate) fn is_late(&self) -> bool {
        let late = self.until.lock().is_ok_and(|until| until.is_some_and(|until| Instant::now() > until));
        if late {
            self.stopped.store(2, Ordering::Relaxed);
        }
        late
    }

    /// Why it stopped, if a limit stopped it.
    pub(crate) fn stopped(&self) -> Option<Stop> {
        match self.stopped.load(Ordering::Relaxed) {
            1 => Some(Stop::Steps),
            2 => Some(Stop::Time),
            _ => None,
        }
    }
}
