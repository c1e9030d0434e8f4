//! Runs: the statements of an account that follow each other within a file, by their balances, as one stretch of time.
//!
//! ```text
//! lines ─► one list a statement ─► runs (closing of one = opening of the next, in one file)
//!                                    │
//!                                    └► the balance before and after each day, from both ends
//! ```
//!
//! A month in one file may be thirty daily statements, or pages, and a single one in another. Put together first, the two cover
//! the same days, and no more of them begins or ends within a day than has to.

use std::collections::BTreeMap;

use filature_model::{Currency, Place, Statement, days_from_epoch};

use super::StatementLine;
use crate::build::Segment;

/// Statements of a file that are this many days apart or less follow each other where their balances meet.
const DAYS_BETWEEN: i32 = 5;

/// What two lines of one booking always share beside the day: whether it is a debit, and minor units.
pub type Amount = (bool, i64);

/// Statements that follow each other in one file, or one alone.
pub struct Run<'a, 'b> {
    /// Which file.
    pub segment: usize,
    /// The ordinal of the first statement.
    pub ordinal: u32,
    /// Where the first statement stands.
    pub place: Place,
    /// Lines that moved money, in the order of the statements.
    pub lines: Vec<&'a StatementLine<'b>>,
    /// First and last day covered: as stated, else those of the lines.
    pub covers: (i32, i32),
    /// First and last day of a line.
    pub lined: (i32, i32),
    /// Balance before the first line and after the last one.
    pub opening_minor: Option<i128>,
    /// Likewise.
    pub closing_minor: Option<i128>,
    /// Whether the balances and the lines agree, every row read.
    pub foots: bool,
    /// The lines of each day, as positions, with what all days before it come to.
    pub days: BTreeMap<i32, Day>,
}

/// A day of a run.
#[derive(Default)]
pub struct Day {
    /// Its lines.
    pub lines: Vec<usize>,
    /// What the lines of all days before come to, and those of the day with them.
    pub before_minor: i128,
    /// Likewise.
    pub after_minor: i128,
}

impl<'a, 'b> Run<'a, 'b> {
    /// The first and last day on which the run says anything.
    pub fn reach(&self) -> (i32, i32) {
        (self.covers.0.min(self.lined.0), self.covers.1.max(self.lined.1))
    }

    /// Whether the run shows the whole of a day: one strictly within what it covers.
    pub fn has_whole(&self, day: i32) -> bool {
        self.covers.0 < day && day < self.covers.1
    }

    /// Whether it may begin within that day. A line booked before what the statement covers was booked late.
    pub fn begins(&self, day: i32) -> bool {
        day <= self.covers.0
    }

    /// Whether it may end within that day.
    pub fn ends(&self, day: i32) -> bool {
        day >= self.covers.1
    }

    /// The balance at a point that comes `moved_minor` after the opening, counted from the opening and from the closing: the two
    /// differ where the run does not foot.
    pub fn balances(&self, moved_minor: i128) -> [Option<i128>; 2] {
        let all: i128 = self.days.last_key_value().map_or(0, |(_, day)| day.after_minor);
        [
            self.opening_minor.map(|opening| opening + moved_minor),
            self.closing_minor.map(|closing| closing - (all - moved_minor)),
        ]
    }

    /// What all lines up to the end of a day come to.
    pub fn moved_by_end_of(&self, day: i32) -> i128 {
        self.days.range(..=day).next_back().map_or(0, |(_, day)| day.after_minor)
    }

    /// The balances before, between and after the lines of a day.
    pub fn balances_on(&self, day: i32) -> Vec<i128> {
        let Some(of_day) = self.days.get(&day) else { return Vec::new() };
        let mut moved_minor = of_day.before_minor;
        let mut balances: Vec<i128> = self.balances(moved_minor).into_iter().flatten().collect();
        for &at in &of_day.lines {
            moved_minor += signed(self.lines[at]);
            balances.extend(self.balances(moved_minor).into_iter().flatten());
        }
        balances
    }

    /// How often each amount stands on a day.
    pub fn amounts(&self, day: i32) -> BTreeMap<Amount, usize> {
        let mut counts = BTreeMap::new();
        for &at in self.days.get(&day).map_or(&[][..], |day| &day.lines) {
            *counts.entry(amount(self.lines[at])).or_default() += 1;
        }
        counts
    }

    fn of_statement(segment: usize, statement: &Statement, mut lines: Vec<&'a StatementLine<'b>>) -> Option<Self> {
        lines.sort_by_key(|line| line.sequence);
        let days = || lines.iter().map(|line| line.booked_on);
        let lined = (days().min()?, days().max()?);
        let currency = lines.first()?.currency;
        let minor = |balance: Option<filature_model::Balance>| {
            balance.filter(|balance| balance.currency == currency).map(|balance| i128::from(balance.minor))
        };
        let (opening_minor, closing_minor) = (minor(statement.opening), minor(statement.closing));
        let net: i128 = lines.iter().map(|line| signed(line)).sum();
        let foots = opening_minor.zip(closing_minor).is_some_and(|(opening, closing)| opening + net == closing);
        let covers = (statement.from.map_or(lined.0, days_from_epoch), statement.to.map_or(lined.1, days_from_epoch));
        Some(Self {
            segment,
            ordinal: statement.ordinal,
            place: statement.place,
            lines,
            covers: (covers.0.min(covers.1), covers.0.max(covers.1)),
            lined,
            opening_minor,
            closing_minor,
            foots: foots && statement.unreadable_rows == 0,
            days: BTreeMap::new(),
        })
    }

    fn goes_on_with(&self, next: &Self) -> bool {
        self.segment == next.segment
            && self.closing_minor.is_some()
            && self.closing_minor == next.opening_minor
            && (0..=DAYS_BETWEEN).contains(&(next.covers.0 - self.covers.1))
    }

    fn take(&mut self, next: Self) {
        self.lines.extend(next.lines);
        self.covers = (self.covers.0.min(next.covers.0), self.covers.1.max(next.covers.1));
        self.lined = (self.lined.0.min(next.lined.0), self.lined.1.max(next.lined.1));
        self.closing_minor = next.closing_minor;
        self.foots &= next.foots;
    }

    fn with_days(mut self) -> Self {
        for (at, line) in self.lines.iter().enumerate() {
            self.days.entry(line.booked_on).or_default().lines.push(at);
        }
        let mut moved_minor = 0;
        for day in self.days.values_mut() {
            day.before_minor = moved_minor;
            moved_minor += day.lines.iter().map(|&at| signed(self.lines[at])).sum::<i128>();
            day.after_minor = moved_minor;
        }
        self
    }
}

/// Minor units, negative for a debit.
pub fn signed(line: &StatementLine<'_>) -> i128 {
    i128::from(line.amount_minor) * if line.debit { -1 } else { 1 }
}

/// What a line shares with every line of the same booking.
pub fn amount(line: &StatementLine<'_>) -> Amount {
    (line.debit, line.amount_minor)
}

/// The statements that have lines, of those files whose statements are whole, by account and currency.
pub fn statements<'a, 'b>(
    segments: &'a [Segment],
    lines: &'a [StatementLine<'b>],
) -> BTreeMap<(&'a str, Currency), Vec<Run<'a, 'b>>> {
    let mut of_statement = BTreeMap::<(usize, u32), Vec<&StatementLine<'b>>>::new();
    for line in lines.iter().filter(|line| line.paid) {
        of_statement.entry((line.spot.segment, line.statement)).or_default().push(line);
    }
    let mut runs = BTreeMap::<(&str, Currency), Vec<Run<'a, 'b>>>::new();
    for ((segment, ordinal), lines) in of_statement {
        // Readers number the statements of a file through, in their order.
        let statement = segments[segment].statements.get(ordinal as usize).filter(|found| found.ordinal == ordinal);
        let (Some(statement), Some(first)) = (statement, lines.first()) else { continue };
        if segments[segment].is_interim(statement) {
            continue;
        }
        let key = (first.own, first.currency);
        runs.entry(key).or_default().extend(Run::of_statement(segment, statement, lines));
    }
    runs
}

/// Statements put together to runs, those of one file in its order, in the order of their first days.
pub fn runs<'a, 'b>(statements: impl IntoIterator<Item = Run<'a, 'b>>) -> Vec<Run<'a, 'b>> {
    let mut runs = Vec::<Run<'a, 'b>>::new();
    for statement in statements {
        match runs.last_mut() {
            Some(last) if last.goes_on_with(&statement) => last.take(statement),
            _ => runs.push(statement),
        }
    }
    let mut runs: Vec<_> = runs.into_iter().map(Run::with_days).collect();
    runs.sort_by_key(|run| (run.reach(), run.segment, run.ordinal));
    runs
}
