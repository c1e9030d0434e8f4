//! The same booking on two exports of one account is one; two equal bookings of one day are two.
//!
//! ```text
//! statements ─► the same statement twice? ─► runs ─► pairs of two files that share days ─► one follows the other?
//!                                                                                            │ no
//!                                             bookings ◄─ lines, day by day (`days`) ◄───────┘
//! ```
//!
//! Two statements that open and close with the same balances over the same amounts are one, in whatever format, also within a
//! file. A run that opens with what another one closes with follows it, whatever days its lines bear: a booking that comes late
//! bears a day that the earlier one covers. All others overlap on the days that both show.
//!
//! What only one of them shows stays, and is said: the balance decides, and where it cannot, both stay.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Problem, ProblemCode};

use super::bookings::Bookings;
use super::days::{Ground, exactly, match_day, told_alike};
use super::runs::{Run, amount, runs, signed, statements};
use super::{Settled, Spot, StatementLine, place};
use crate::build::Segment;

/// What two files turned out to share of one account.
#[derive(Default)]
struct Shared {
    /// Lines of days that both show, of the first and of the second file.
    of_shared_days: [BTreeSet<Spot>; 2],
}

/// Settles overlaps; gives the problems to note, with the segment that each belongs to.
pub fn settle(
    segments: &[Segment],
    lines: &[StatementLine<'_>],
    settled: &mut BTreeMap<Spot, Settled>,
) -> Vec<(usize, Problem)> {
    let mut problems = Vec::new();
    for statements in statements(segments, lines).into_values() {
        let mut bookings = Bookings::default();
        let (kept, repeated) = apart(statements, &mut bookings);
        let runs = runs(kept);
        let mut by_files = BTreeMap::<(usize, usize), Shared>::new();
        let mut latest = i32::MIN;
        for (number, later) in runs.iter().enumerate() {
            let begins = later.reach().0;
            let earlier = runs[..number].iter().filter(|earlier| begins <= latest && earlier.reach().1 >= begins);
            for earlier in earlier.filter(|earlier| earlier.segment != later.segment) {
                // The one with the lesser source id is the one that keeps its entries.
                let (first, second) = if earlier.segment < later.segment { (earlier, later) } else { (later, earlier) };
                if let Some(shared) = match_runs(first, second, &mut bookings) {
                    let known = by_files.entry((first.segment, second.segment)).or_default();
                    for (known, shared) in known.of_shared_days.iter_mut().zip(shared) {
                        known.extend(shared);
                    }
                }
            }
            latest = latest.max(later.reach().1);
        }
        problems.extend(repeated.into_iter().map(|run| {
            let source = segments[run.segment].source;
            let found = format!("{} = {source}", run.lines.len());
            (run.segment, Problem::new(source, run.place, ProblemCode::OverlapSame, found, ""))
        }));
        problems.extend(notes(segments, &by_files, &bookings));
        bookings.settle(lines, settled);
    }
    problems
}

/// Takes out statements that stand in their file a second time, whose lines are the bookings of the first.
fn apart<'a, 'b>(statements: Vec<Run<'a, 'b>>, bookings: &mut Bookings) -> (Vec<Run<'a, 'b>>, Vec<Run<'a, 'b>>) {
    let (mut kept, mut repeated) = (Vec::<Run<'a, 'b>>::new(), Vec::new());
    let mut known = BTreeMap::<_, Vec<usize>>::new();
    for statement in statements {
        let key = (statement.segment, statement.lined, statement.opening_minor, statement.closing_minor);
        let alike = known.entry(key).or_default();
        match alike.iter().find(|&&at| is_repeated(&kept[at], &statement)) {
            Some(&at) => {
                join_all(&kept[at], &statement, bookings);
                repeated.push(statement);
            }
            None => {
                alike.push(kept.len());
                kept.push(statement);
            }
        }
    }
    (kept, repeated)
}

/// Whether a file has a statement twice: the same balances around the same amounts on the same days. A second one that moves
/// money would have to open where the first one closed; one that does not must agree in all its lines.
fn is_repeated(a: &Run<'_, '_>, b: &Run<'_, '_>) -> bool {
    let Some((opening, closing)) = a.opening_minor.zip(a.closing_minor) else { return false };
    let lines = || a.lines.len() == b.lines.len() && a.lines.iter().zip(&b.lines).all(|(a, b)| exactly(a, b));
    sorted_lines(a) == sorted_lines(b) && (opening != closing || lines())
}

fn sorted_lines(run: &Run<'_, '_>) -> Vec<(i32, (bool, i64))> {
    let mut lines: Vec<_> = run.lines.iter().map(|line| (line.booked_on, amount(line))).collect();
    lines.sort_unstable();
    lines
}

fn join_all(first: &Run<'_, '_>, second: &Run<'_, '_>, bookings: &mut Bookings) {
    let sorted = |run: &Run<'_, '_>| {
        let mut order: Vec<usize> = (0..run.lines.len()).collect();
        order.sort_by_key(|&at| {
            (run.lines[at].booked_on, amount(run.lines[at]), run.lines[at].reference, run.lines[at].text)
        });
        order
    };
    for (a, b) in sorted(first).into_iter().zip(sorted(second)) {
        bookings.join(first.lines[a].spot, second.lines[b].spot);
    }
}

/// Matches the lines of two runs of different files, and gives the lines of the days that both show; none where one follows
/// the other.
fn match_runs(first: &Run<'_, '_>, second: &Run<'_, '_>, bookings: &mut Bookings) -> Option<[Vec<Spot>; 2]> {
    let same = is_same(first, second);
    if !same && (follows(first, second) || follows(second, first)) {
        return None;
    }
    let reaches = (first.reach(), second.reach());
    let (from, to) = (reaches.0.0.max(reaches.1.0), reaches.0.1.min(reaches.1.1));
    let ground = if same { Ground::OneStatement } else { ground(first, second, from, to) };
    let days_of = |run: &Run<'_, '_>| run.days.range(from..=to).map(|(day, _)| *day).collect::<Vec<_>>();
    let shown: BTreeSet<i32> = [days_of(first), days_of(second)].concat().into_iter().collect();
    let mut shared = [Vec::new(), Vec::new()];
    for day in shown {
        if first.days.contains_key(&day) && second.days.contains_key(&day) {
            match_day(day, first, second, ground, bookings);
        }
        for (spots, (run, other)) in shared.iter_mut().zip([(first, second), (second, first)]) {
            // Where the other may show a part of the day only, its balances say that nothing of the rest is missing.
            let sure = other.has_whole(day) || (other.days.contains_key(&day) && !(run.foots && other.foots));
            let of_day = run.days.get(&day).map_or(&[][..], |of_day| &of_day.lines);
            spots.extend(of_day.iter().map(|&at| run.lines[at].spot).filter(|spot| sure || bookings.has(*spot)));
        }
    }
    Some(shared)
}

/// Whether two files have one statement, in whatever format: the same balances around the same amounts on the same days.
fn is_same(a: &Run<'_, '_>, b: &Run<'_, '_>) -> bool {
    let balances = |run: &Run<'_, '_>| run.opening_minor.zip(run.closing_minor);
    balances(a).is_some() && balances(a) == balances(b) && sorted_lines(a) == sorted_lines(b)
}

/// On what ground amounts alone are taken for bookings.
fn ground(first: &Run<'_, '_>, second: &Run<'_, '_>, from: i32, to: i32) -> Ground {
    let balances = [first, second].map(|run| run.opening_minor.is_some() || run.closing_minor.is_some());
    if balances == [true, true] {
        return if meet_anywhere(first, second, from, to) { Ground::Balances } else { Ground::None };
    }
    let amounts =
        |run: &Run<'_, '_>| -> Vec<_> { run.days.range(from..=to).map(|(day, _)| (*day, run.amounts(*day))).collect() };
    let (a, b) = (amounts(first), amounts(second));
    if a.len() > 1 && a == b { Ground::Amounts } else { Ground::None }
}

/// Whether the two give the account the same balance at the beginning or the end of a day that both show, or one of them where the
/// other begins or ends within a day.
fn meet_anywhere(first: &Run<'_, '_>, second: &Run<'_, '_>, from: i32, to: i32) -> bool {
    let meet = |a: i128, b: i128| {
        let there = second.balances(b);
        first.balances(a).into_iter().flatten().any(|balance| there.contains(&Some(balance)))
    };
    let within = |one: &Run<'_, '_>, other: &Run<'_, '_>| {
        let ends = [(one.lined.0, one.opening_minor), (one.lined.1, one.closing_minor)];
        ends.into_iter().any(|(day, balance)| balance.is_some_and(|balance| other.balances_on(day).contains(&balance)))
    };
    if within(first, second) || within(second, first) {
        return true;
    }
    let days = first.days.range(from..=to).chain(second.days.range(from..=to)).map(|(day, _)| *day);
    days.chain([from, to]).any(|day| {
        meet(first.moved_by_end_of(day - 1), second.moved_by_end_of(day - 1))
            || meet(first.moved_by_end_of(day), second.moved_by_end_of(day))
    })
}

/// Whether the second run opens where the first one closes, and shows none of its days again.
fn follows(first: &Run<'_, '_>, second: &Run<'_, '_>) -> bool {
    first.closing_minor.is_some()
        && first.closing_minor == second.opening_minor
        && first.covers.0 <= second.covers.0
        && first.covers.1 <= second.covers.1
        && !repeats(first, second)
}

/// Whether days that come to nothing stand in both, so that the balances meet all the same: the same texts, or the same amounts
/// on several days.
fn repeats(first: &Run<'_, '_>, second: &Run<'_, '_>) -> bool {
    let (from, to) = (first.lined.0.max(second.lined.0), first.lined.1.min(second.lined.1));
    if from > to {
        return false;
    }
    let within =
        |run: &Run<'_, '_>| run.days.range(from..=to).flat_map(|(_, day)| day.lines.clone()).collect::<Vec<_>>();
    let (a, b) = (within(first), within(second));
    let net: i128 = a.iter().map(|&at| signed(first.lines[at])).sum();
    let days = first.days.range(from..=to).count();
    let same_amounts =
        first.days.range(from..=to).map(|(day, _)| *day).all(|day| first.amounts(day) == second.amounts(day));
    if net != 0 || a.len() != b.len() || !same_amounts {
        return false;
    }
    let told = || {
        let sorted = |run: &Run<'_, '_>, lines: &[usize]| {
            let mut lines = lines.to_vec();
            lines.sort_by_key(|&at| {
                (run.lines[at].booked_on, amount(run.lines[at]), run.lines[at].reference, run.lines[at].text)
            });
            lines
        };
        sorted(first, &a).into_iter().zip(sorted(second, &b)).all(|(a, b)| told_alike(first.lines[a], second.lines[b]))
    };
    days > 1 || told()
}

/// What is to be said of each pair of files, once all of their runs were matched.
fn notes(
    segments: &[Segment],
    by_files: &BTreeMap<(usize, usize), Shared>,
    bookings: &Bookings,
) -> Vec<(usize, Problem)> {
    let mut problems = Vec::new();
    for (&(first, second), shared) in by_files {
        let (source, other) = (segments[second].source, segments[first].source);
        let [there, here] = &shared.of_shared_days;
        let same: Vec<Spot> = here.iter().filter(|spot| bookings.has(**spot)).copied().collect();
        let mut note = |at: Option<&Spot>, code: ProblemCode, found: String| {
            let place = at.map(|spot| place(segments, *spot)).unwrap_or_default();
            problems.push((second, Problem::new(source, place, code, found, "")));
        };
        if !same.is_empty() {
            note(same.first(), ProblemCode::OverlapSame, format!("{} = {other}", same.len()));
        }
        let alone = |spots: &BTreeSet<Spot>| -> Vec<Spot> {
            spots.iter().filter(|spot| !bookings.has(**spot)).copied().collect()
        };
        let (there, here) = (alone(there), alone(here));
        if there.len() + here.len() > 0 {
            let first_there = there.first().map(|spot| super::entry_id(segments, *spot));
            let named = first_there.map_or_else(String::new, |entry| format!("; {entry}"));
            note(
                here.first(),
                ProblemCode::OverlapDiffers,
                format!("{} / {} ({other}){named}", here.len(), there.len()),
            );
        }
    }
    problems
}
