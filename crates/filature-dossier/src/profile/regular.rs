//! What comes back regularly: at least three payments with one other party, one way, at near-equal intervals, of near-equal amounts.
//!
//! ```text
//! party, way ─► by amount: none above the least by more than AMOUNT_PERCENT ─► by day: week, fortnight, month, in this order ─► runs of LEAST or more
//!                                                                                            └─ SHARE_PERCENT of all with that party meanwhile
//! ```
//!
//! Where much passes with one party, some of it is near-equal and near-monthly by chance: a series has to be a good part of all of it.
//! All thresholds are design defaults that nobody calibrated on real data; whoever shows a result says so.

use std::collections::BTreeMap;

use filature_model::Language;

use super::reading::{self, Reading};
use super::{Numbered, Side, Sum, Whole};

/// How many payments make a series.
pub const LEAST: usize = 3;

/// By how many hundredths of the least the largest amount of a series is above it at most.
pub const AMOUNT_PERCENT: i64 = 20;

/// What part, in hundredths, a series has at least of all payments with that party, that way, between its first day and its last.
pub const SHARE_PERCENT: usize = 50;

/// How far apart payments of a series are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interval {
    /// Six to eight days.
    Week,
    /// Thirteen to fifteen days.
    Fortnight,
    /// Twenty-five to thirty-six days: a last working day, or one put off by a holiday.
    Month,
}

impl Interval {
    /// From the shortest: a weekly series is no monthly one.
    pub const ALL: [Self; 3] = [Self::Week, Self::Fortnight, Self::Month];

    /// The fewest days and the most.
    pub fn days(self) -> (i32, i32) {
        match self {
            Self::Week => (6, 8),
            Self::Fortnight => (13, 15),
            Self::Month => (25, 36),
        }
    }

    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Fortnight => "fortnight",
            Self::Month => "month",
        }
    }

    /// What it is called on a page.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Week => language.pick("week", "semaine"),
            Self::Fortnight => language.pick("14 days", "14 j."),
            Self::Month => language.pick("month", "mois"),
        }
    }
}

/// A series of payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regular {
    /// Who pays or is paid.
    pub party: u32,
    /// Whether it comes in.
    pub is_credit: bool,
    /// How far apart.
    pub interval: Interval,
    /// All of it.
    pub sum: Sum,
    /// The least and the most, in minor units.
    pub amounts: (i64, i64),
    /// The first day and the last.
    pub days: (i32, i32),
    /// What it is called, where anything says so. It is kept apart from the figures: see [`Reading`].
    pub reading: Option<Reading>,
}

pub fn of(whole: &Whole<'_>, sides: &Numbered<'_>) -> Vec<Regular> {
    let mut groups = BTreeMap::<(bool, u32), Vec<(u32, &Side)>>::new();
    for &(at, side) in sides {
        if let Some(party) = side.other {
            groups.entry((!side.is_credit, party)).or_default().push((at, side));
        }
    }
    let mut found = Vec::new();
    for ((_, party), sides) in groups.into_iter().filter(|(_, sides)| sides.len() >= LEAST) {
        let mut days: Vec<i32> = sides.iter().map(|(_, side)| side.day).collect();
        days.sort_unstable();
        for near in near_equal(sides) {
            found.extend(runs(near, &days).into_iter().map(|(interval, run)| series(whole, party, interval, &run)));
        }
    }
    found.sort_by_key(|series| {
        (!series.is_credit, std::cmp::Reverse(series.sum.minor()), series.sum.sides().first().copied())
    });
    found
}

/// Groups of near-equal amounts, from the least.
fn near_equal(mut sides: Vec<(u32, &Side)>) -> Vec<Vec<(u32, &Side)>> {
    sides.sort_by_key(|&(at, side)| (side.minor, at));
    let mut groups: Vec<Vec<(u32, &Side)>> = Vec::new();
    for (at, side) in sides {
        let is_near = |group: &Vec<(u32, &Side)>| {
            let least = group.first().map_or(0, |(_, first)| first.minor);
            i128::from(side.minor) * 100 <= i128::from(least) * i128::from(100 + AMOUNT_PERCENT)
        };
        match groups.last_mut() {
            Some(group) if is_near(group) => group.push((at, side)),
            _ => groups.push(vec![(at, side)]),
        }
    }
    groups
}

/// Runs of sides at one interval, each side in one run at most. `all` are the days of all payments with that party, that way, in order.
fn runs<'a>(mut sides: Vec<(u32, &'a Side)>, all: &[i32]) -> Vec<(Interval, Vec<(u32, &'a Side)>)> {
    sides.sort_by_key(|&(at, side)| (side.day, at));
    let mut days = BTreeMap::<i32, Vec<(u32, &Side)>>::new();
    // Taken from the end: the first of a day is taken first.
    sides.into_iter().rev().for_each(|(at, side)| days.entry(side.day).or_default().push((at, side)));
    let mut found = Vec::new();
    for interval in Interval::ALL {
        let starts: Vec<i32> = days.keys().copied().collect();
        for start in starts {
            // A day with several payments of this amount can begin several runs.
            loop {
                let run = chain(&days, start, interval);
                if run.len() < LEAST || !is_good_part(&run, all) {
                    break;
                }
                let taken = run.iter().filter_map(|day| days.get_mut(day).and_then(Vec::pop)).collect();
                found.push((interval, taken));
            }
        }
    }
    found
}

/// Whether a run is a good part of all payments between its first day and its last.
fn is_good_part(run: &[i32], all: &[i32]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let meanwhile = all.partition_point(|day| day <= last) - all.partition_point(|day| day < first);
    run.len() * 100 >= meanwhile * SHARE_PERCENT
}

/// The days of a run from this one on, on each of which a payment is left.
fn chain(days: &BTreeMap<i32, Vec<(u32, &Side)>>, start: i32, interval: Interval) -> Vec<i32> {
    let is_left = |day: &i32| days.get(day).is_some_and(|of_day| !of_day.is_empty());
    let (least, most) = interval.days();
    let mut run: Vec<i32> = Some(start).filter(is_left).into_iter().collect();
    while let Some(&last) = run.last() {
        let next = days.range(last + least..=last + most).map(|(day, _)| *day).find(is_left);
        match next {
            Some(day) => run.push(day),
            None => break,
        }
    }
    run
}

fn series(whole: &Whole<'_>, party: u32, interval: Interval, run: &Numbered<'_>) -> Regular {
    let mut sum = Sum::default();
    run.iter().for_each(|&(at, side)| sum.take(at, side));
    let amounts = run.iter().map(|(_, side)| side.minor);
    let days = run.iter().map(|(_, side)| side.day);
    Regular {
        party,
        is_credit: run.first().is_some_and(|(_, side)| side.is_credit),
        interval,
        sum,
        amounts: (amounts.clone().min().unwrap_or_default(), amounts.max().unwrap_or_default()),
        days: (days.clone().min().unwrap_or_default(), days.max().unwrap_or_default()),
        reading: reading::of(whole, party, run),
    }
}
