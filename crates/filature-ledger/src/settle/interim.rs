//! What a report of the day shows and a statement shows again is one booking.
//!
//! ```text
//! camt.052, camt.054, MT942 ─► lines ─┬► a statement's line: by the bank's reference, else by day and other side
//!                                     └► what is left: another report's line, by its reference, or alike in all
//! ```
//!
//! Such a report has no balances, so nothing but the line itself can tell. A reference is looked for within the days that lie
//! between announcing and booking; without one, both must be of one day and have something in common beside the amount, or
//! be booked within a weekend and name the same account or text. Each line of a statement is taken once by each report: two equal
//! payments of a day are two. What no statement shows stays.

use std::collections::{BTreeMap, HashMap, HashSet};

use filature_model::{Currency, Problem, ProblemCode, days_from_epoch};

use super::days::{accounts_agree, exactly, nothing_differs, share_a_word};
use super::pairs::telling;
use super::{Settled, Spot, StatementLine, entry_id, place};
use crate::build::Segment;

/// A payment may be announced before the weekend and the holidays at whose end it is booked, or after its booking day.
const DAYS_BY_REFERENCE: std::ops::RangeInclusive<i32> = -1..=5;

/// Without a reference it is booked on the same day, or after a weekend at most.
const DAYS_LATER: std::ops::RangeInclusive<i32> = 1..=3;

/// What two lines of one booking always share, but for the day.
type Key<'b> = (&'b str, Currency, bool, i64);

/// Which report a line stands on: file and statement.
type Report = (usize, u32);

/// Settles reports of the day against statements, and against each other; gives the problems to note.
pub fn settle(
    segments: &[Segment],
    lines: &[StatementLine<'_>],
    settled: &mut BTreeMap<Spot, Settled>,
) -> Vec<(usize, Problem)> {
    if segments.iter().all(|segment| !segment.interim) {
        return Vec::new();
    }
    let mut found = Found { booked: HashMap::new(), reported: Vec::new(), of: BTreeMap::new() };
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.paid && !settled.contains_key(&line.spot)) {
        if is_reported(segments, line) {
            found.reported.push(at);
        } else {
            found.booked.entry(key(line)).or_default().push(at);
        }
    }
    let booked = std::mem::take(&mut found.booked);
    for fits in [by_reference as Fits, by_day, later] {
        found.take(lines, &booked, fits);
    }
    let mut reports = HashMap::<Key<'_>, Vec<usize>>::new();
    for &at in found.reported.iter().filter(|at| !found.of.contains_key(*at)) {
        reports.entry(key(&lines[at])).or_default().push(at);
    }
    for fits in [by_reference as Fits, alike] {
        found.take(lines, &reports, fits);
    }
    for (&at, &other) in &found.of {
        // A report that repeats another one's line is the booking that this one is.
        let mut first = other;
        while let Some(&earlier) = found.of.get(&first) {
            first = earlier;
        }
        settled.entry(lines[at].spot).or_default().same_as = Some(lines[first].id);
    }
    found.notes(segments, lines)
}

struct Found<'b> {
    booked: HashMap<Key<'b>, Vec<usize>>,
    reported: Vec<usize>,
    /// Which line each reported one was found to be.
    of: BTreeMap<usize, usize>,
}

/// Whether a reported line is the booking of another one.
type Fits = fn(&StatementLine<'_>, &StatementLine<'_>) -> bool;

impl<'b> Found<'b> {
    /// Takes, for each line that is still open, in the order of files and rows, the nearest one by day that fits.
    fn take(&mut self, lines: &[StatementLine<'b>], candidates: &HashMap<Key<'b>, Vec<usize>>, fits: Fits) {
        let report = |at: usize| -> Report { (lines[at].spot.segment, lines[at].statement) };
        let mut taken: HashSet<(Report, usize)> = self.of.iter().map(|(&at, &other)| (report(at), other)).collect();
        for &at in &self.reported {
            if self.of.contains_key(&at) {
                continue;
            }
            let line = &lines[at];
            let Some(candidates) = candidates.get(&key(line)) else { continue };
            let free = candidates.iter().copied().filter(|&other| {
                let earlier =
                    report(other) != report(at) && (other < at || self.reported.binary_search(&other).is_err());
                earlier && !taken.contains(&(report(at), other)) && fits(line, &lines[other])
            });
            let nearest = free.min_by_key(|&other| ((lines[other].booked_on - line.booked_on).abs(), lines[other].id));
            if let Some(other) = nearest {
                taken.insert((report(at), other));
                self.of.insert(at, other);
            }
        }
    }

    fn notes(&self, segments: &[Segment], lines: &[StatementLine<'_>]) -> Vec<(usize, Problem)> {
        let mut by_files = BTreeMap::<(usize, usize), Vec<usize>>::new();
        for (&at, &other) in &self.of {
            by_files.entry((lines[at].spot.segment, lines[other].spot.segment)).or_default().push(at);
        }
        let mut problems = Vec::new();
        let mut note = |at: usize, code: ProblemCode, found: String| {
            let spot = lines[at].spot;
            let problem = Problem::new(segments[spot.segment].source, place(segments, spot), code, found, "");
            problems.push((spot.segment, problem));
        };
        for ((_, other), same) in by_files {
            note(same[0], ProblemCode::OverlapSame, format!("{} = {}", same.len(), segments[other].source));
        }
        // A statement covers the day, and does not show the line.
        let mut missing = BTreeMap::<(usize, usize), Vec<usize>>::new();
        for &at in self.reported.iter().filter(|at| !self.of.contains_key(*at)) {
            if let Some(statement) = covered_by(segments, &lines[at]) {
                missing.entry((lines[at].spot.segment, statement)).or_default().push(at);
            }
        }
        for ((_, statement), alone) in missing {
            let (source, entry) = (segments[statement].source, entry_id(segments, lines[alone[0]].spot));
            note(alone[0], ProblemCode::OverlapDiffers, format!("{} / 0 ({source}); {entry}", alone.len()));
        }
        problems
    }
}

fn key<'b>(line: &StatementLine<'b>) -> Key<'b> {
    (line.own, line.currency, line.debit, line.amount_minor)
}

fn is_reported(segments: &[Segment], line: &StatementLine<'_>) -> bool {
    let segment = &segments[line.spot.segment];
    segment.interim && segment.statements.get(line.statement as usize).is_some_and(|known| segment.is_interim(known))
}

fn covered_by(segments: &[Segment], line: &StatementLine<'_>) -> Option<usize> {
    let covers = |segment: &Segment| {
        segment.statements.iter().any(|statement| {
            let days = statement.from.zip(statement.to).map(|(from, to)| days_from_epoch(from)..=days_from_epoch(to));
            statement.account.as_str() == line.own
                && statement.currency.is_none_or(|currency| currency == line.currency)
                && days.is_some_and(|days| days.contains(&line.booked_on))
                && !segment.is_interim(statement)
        })
    };
    segments.iter().position(covers)
}

fn by_reference(reported: &StatementLine<'_>, other: &StatementLine<'_>) -> bool {
    telling(reported.reference).is_some()
        && telling(reported.reference) == telling(other.reference)
        && DAYS_BY_REFERENCE.contains(&(other.booked_on - reported.booked_on))
        && accounts_agree(reported, other)
}

/// The same day, nothing that differs, and something beside the amount that is the same.
fn by_day(reported: &StatementLine<'_>, other: &StatementLine<'_>) -> bool {
    reported.booked_on == other.booked_on
        && nothing_differs(reported, other)
        && references_agree(reported, other)
        && (in_common(reported, other)
            || reported.other_name.zip(other.other_name).is_some_and(|(a, b)| share_a_word(a, b)))
}

fn later(reported: &StatementLine<'_>, other: &StatementLine<'_>) -> bool {
    DAYS_LATER.contains(&(other.booked_on - reported.booked_on))
        && nothing_differs(reported, other)
        && references_agree(reported, other)
        && in_common(reported, other)
}

/// Whether no reference that tells differs: two that differ are two payments.
fn references_agree(a: &StatementLine<'_>, b: &StatementLine<'_>) -> bool {
    telling(a.reference).zip(telling(b.reference)).is_none_or(|(a, b)| a == b)
}

/// The same account on the other side, or the same text.
fn in_common(a: &StatementLine<'_>, b: &StatementLine<'_>) -> bool {
    (a.other.is_some() && a.other == b.other) || (a.text.is_some() && a.text == b.text)
}

/// A line of another file that agrees in all.
fn alike(reported: &StatementLine<'_>, other: &StatementLine<'_>) -> bool {
    reported.booked_on == other.booked_on && reported.spot.segment != other.spot.segment && exactly(reported, other)
}
