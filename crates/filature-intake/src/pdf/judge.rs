//! The balances are the judge: rows are taken only between two balances that they lead from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Item};
use super::events::{Row, Spot, StatedBalance};

/// Where the sum and a stated balance part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The line that states the balance, or the last row where no balance follows.
    pub spot: Spot,
    /// What it states; none where no balance follows.
    pub stated_minor: Option<i128>,
    /// What the rows come to.
    pub reached_minor: Option<i128>,
    /// The pages of the rows in between.
    pub pages: BTreeSet<u32>,
}

/// A balance with its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proven {
    /// Minor units.
    pub minor: i64,
    /// The line that states it; for an opening that only follows from the first running balance, that of the row.
    pub spot: Spot,
    /// As stated.
    pub balance: Option<StatedBalance>,
}

/// What the balances say of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Minor units of each row by its number, below nought for what goes out.
    pub minor: BTreeMap<u32, i64>,
    /// Rows that stand between two balances that they join.
    pub proven: BTreeSet<u32>,
    /// Where they do not.
    pub breaks: Vec<Break>,
    /// First and last balance.
    pub opening: Option<Proven>,
    /// Likewise.
    pub closing: Option<Proven>,
}

/// Judges a statement. Where no amount says which way it goes, the steps of the running balance say it, if every one does.
pub fn judge(draft: &Draft) -> Verdict {
    let (items, end) = draft.in_order();
    let as_written = run(&items, end, |row, _| Some(row.minor));
    let is_mute = draft.rows().all(|(_, row)| !row.is_directed && row.minor >= 0);
    if as_written.breaks.is_empty() || !is_mute {
        return as_written;
    }
    let by_steps = run(&items, end, |row, before| {
        let step = i128::from(row.balance_minor?) - before?;
        (step.unsigned_abs() == u128::from(row.minor.unsigned_abs())).then(|| i64::try_from(step).ok()).flatten()
    });
    if by_steps.breaks.is_empty() { by_steps } else { as_written }
}

/// Walks the rows and balances in the order of time.
fn run(items: &[Item], end: Option<StatedBalance>, signed: impl Fn(&Row, Option<i128>) -> Option<i64>) -> Verdict {
    let mut walk = Walk::default();
    for item in items {
        match item {
            Item::Row(number, row) => {
                let minor = signed(row, walk.reached());
                walk.row(*number, row.spot, minor);
                if let Some(balance) = row.balance_minor {
                    walk.check(balance, row.spot, None);
                }
            }
            Item::Balance(balance) => walk.check(balance.minor, balance.spot, Some(*balance)),
        }
    }
    if let Some(end) = end {
        walk.check(end.minor, end.spot, Some(end));
    }
    walk.finish()
}

#[derive(Default)]
struct Walk {
    verdict: Verdict,
    /// The last balance.
    at: Option<i128>,
    /// Rows since, with what they move.
    since: Vec<(u32, Spot, Option<i64>)>,
    /// What they move together.
    moved: i128,
    /// Whether it is not known of one of them which way it goes.
    is_unknown: bool,
}

impl Walk {
    fn reached(&self) -> Option<i128> {
        self.at.filter(|_| !self.is_unknown).map(|at| at + self.moved)
    }

    fn row(&mut self, number: u32, spot: Spot, minor: Option<i64>) {
        self.verdict.minor.extend(minor.map(|minor| (number, minor)));
        self.moved += i128::from(minor.unwrap_or_default());
        self.is_unknown |= minor.is_none();
        self.since.push((number, spot, minor));
    }

    fn check(&mut self, minor: i64, spot: Spot, balance: Option<StatedBalance>) {
        let stated = i128::from(minor);
        let reached = self.reached();
        let proven = Proven { minor, spot, balance };
        match (self.at, self.since.as_slice()) {
            (None, []) => self.verdict.opening = Some(proven),
            // The first running balance says what stood before its row.
            (None, &[(number, row, Some(moved))]) if balance.is_none() => {
                if let Some(before) = minor.checked_sub(moved) {
                    self.verdict.opening = Some(Proven { minor: before, spot: row, balance: None });
                    self.verdict.proven.insert(number);
                }
            }
            (Some(_), since) if reached == Some(stated) => {
                self.verdict.proven.extend(since.iter().map(|(number, ..)| *number))
            }
            (_, since) => {
                let pages = since.iter().map(|(_, spot, _)| spot.page).collect();
                self.verdict.breaks.push(Break { spot, stated_minor: Some(stated), reached_minor: reached, pages });
            }
        }
        self.verdict.closing = Some(proven);
        self.at = Some(stated);
        self.since.clear();
        (self.moved, self.is_unknown) = (0, false);
    }

    fn finish(mut self) -> Verdict {
        if let Some((_, spot, _)) = self.since.last() {
            let pages = self.since.iter().map(|(_, spot, _)| spot.page).collect();
            let reached_minor = self.reached();
            self.verdict.breaks.push(Break { spot: *spot, stated_minor: None, reached_minor, pages });
            self.verdict.closing = None;
        } else if self.verdict.proven.is_empty() && self.verdict.opening == self.verdict.closing {
            // One balance alone, and nothing that moved.
            self.verdict.closing = None;
        }
        self.verdict
    }
}
