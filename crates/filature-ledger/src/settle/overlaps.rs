//! The same booking on two exports of one account is one; two equal bookings of one day are two.
//!
//! Statements of one account that share days are looked at in pairs. Two that open and close with the same balances over
//! the same amounts are one statement, in whatever format, also within a file. Two of which one closes with what the
//! other opens with follow each other within a day. Otherwise they overlap, and entries of the shared days are matched
//! one to one by day, side and amount:
//!
//! - with equal reference, text and other side: the same booking;
//! - otherwise where both balances meet at both ends of the shared days: then the account was the same, and what two
//!   formats call the other side does not matter;
//! - otherwise where both show exactly the same amounts on each of several days, and nothing that both lines name differs.
//!
//! What only one of them shows stays, and is said: the balance decides, and where it cannot, both stay.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use filature_model::{Currency, Place, Problem, ProblemCode, Statement};

use super::{Settled, Spot, StatementLine};
use crate::build::Segment;

/// One statement with its lines.
struct Sheet<'a, 'b> {
    segment: usize,
    statement: &'a Statement,
    lines: Vec<&'a StatementLine<'b>>,
    first_on: i32,
    last_on: i32,
}

/// Day, whether it is a debit, minor units: what two lines of one booking always share.
type Amounts = (i32, bool, i64);

/// What two files turned out to share of one account.
#[derive(Default)]
struct Shared {
    /// Entries of the second that the first shows too.
    same: u64,
    /// Entries of days that both have, of the first and of the second file.
    of_shared_days: [BTreeSet<Spot>; 2],
    /// Where the second file's first such statement stands.
    place: Option<Place>,
}

/// Everything found so far: what each pair of files shares, and which entries another one was matched with.
#[derive(Default)]
struct Found {
    by_files: BTreeMap<(usize, usize), Shared>,
    matched: HashSet<Spot>,
    /// Which booking an entry was found to be, and the entries and files of each.
    booking_of: HashMap<Spot, usize>,
    bookings: Vec<(Vec<Spot>, BTreeSet<usize>)>,
}

/// Settles overlaps; gives the problems to note, with the segment that each belongs to.
pub fn settle(
    segments: &[Segment],
    lines: &[StatementLine<'_>],
    settled: &mut BTreeMap<Spot, Settled>,
) -> Vec<(usize, Problem)> {
    let mut problems = Vec::new();
    for mut sheets in by_account(segments, lines).into_values() {
        sheets.sort_by_key(|sheet| (sheet.first_on, sheet.last_on, sheet.segment, sheet.statement.ordinal));
        let mut found = Found::default();
        let mut latest = i32::MIN;
        for later in 0..sheets.len() {
            if sheets[later].first_on <= latest {
                let shared = |earlier: &usize| sheets[*earlier].last_on >= sheets[later].first_on;
                for earlier in (0..later).filter(shared) {
                    // The one with the lesser source id is the one that keeps its entries.
                    let in_order = |sheet: &Sheet<'_, '_>| (sheet.segment, sheet.statement.ordinal);
                    let (first, second) = if in_order(&sheets[earlier]) < in_order(&sheets[later]) {
                        (&sheets[earlier], &sheets[later])
                    } else {
                        (&sheets[later], &sheets[earlier])
                    };
                    match_days(first, second, settled, &mut found);
                }
            }
            latest = latest.max(sheets[later].last_on);
        }
        problems.extend(found.problems(segments));
    }
    problems
}

impl Found {
    /// The files that show the booking of an entry.
    fn files(&self, spot: Spot) -> BTreeSet<usize> {
        self.booking_of.get(&spot).map_or_else(|| BTreeSet::from([spot.segment]), |&at| self.bookings[at].1.clone())
    }

    /// Whether two entries can be one booking: no file shows a booking twice.
    fn can_be_one(&self, a: Spot, b: Spot) -> bool {
        a.segment == b.segment || self.files(a).is_disjoint(&self.files(b))
    }

    /// Records that two entries are one booking.
    fn join(&mut self, a: Spot, b: Spot) {
        let members = |found: &Self, spot: Spot| {
            found.booking_of.get(&spot).map_or_else(|| vec![spot], |&at| found.bookings[at].0.clone())
        };
        let spots = [members(self, a), members(self, b)].concat();
        let files = self.files(a).union(&self.files(b)).copied().collect();
        let at = self.bookings.len();
        for spot in &spots {
            self.booking_of.insert(*spot, at);
        }
        self.bookings.push((spots, files));
    }

    /// What is to be said of each pair of files, once all of their statements were matched.
    fn problems(&self, segments: &[Segment]) -> Vec<(usize, Problem)> {
        let mut problems = Vec::new();
        for (&(first, second), shared) in &self.by_files {
            let (source, other) = (segments[second].source, segments[first].source);
            let place = shared.place.unwrap_or_default();
            let mut note = |code: ProblemCode, found: String| {
                problems.push((second, Problem::new(source, place, code, found, "")));
            };
            if shared.same > 0 {
                note(ProblemCode::OverlapSame, format!("{} = {other}", shared.same));
            }
            let [there, here] = shared
                .of_shared_days
                .each_ref()
                .map(|spots| spots.iter().filter(|spot| !self.matched.contains(spot)).count());
            if there + here > 0 {
                note(ProblemCode::OverlapDiffers, format!("{here} / {there} ({other})"));
            }
        }
        problems
    }
}

fn by_account<'a, 'b>(
    segments: &'a [Segment],
    lines: &'a [StatementLine<'b>],
) -> BTreeMap<(&'a str, Currency), Vec<Sheet<'a, 'b>>> {
    let mut of_statement = BTreeMap::<(usize, u32), Vec<&StatementLine<'b>>>::new();
    for line in lines.iter().filter(|line| line.paid) {
        of_statement.entry((line.spot.segment, line.statement)).or_default().push(line);
    }
    let mut sheets = BTreeMap::<(&str, Currency), Vec<Sheet<'a, 'b>>>::new();
    for ((segment, ordinal), lines) in of_statement {
        // Readers number the statements of a file through, in their order.
        let statement = segments[segment].statements.get(ordinal as usize).filter(|found| found.ordinal == ordinal);
        let (Some(statement), Some(first)) = (statement, lines.first()) else { continue };
        let key = (first.own, first.currency);
        let days = || lines.iter().map(|line| line.booked_on);
        let (Some(first_on), Some(last_on)) = (days().min(), days().max()) else { continue };
        sheets.entry(key).or_default().push(Sheet { segment, statement, lines, first_on, last_on });
    }
    sheets
}

fn match_days(first: &Sheet<'_, '_>, second: &Sheet<'_, '_>, settled: &mut BTreeMap<Spot, Settled>, found: &mut Found) {
    let (from, to) = (first.first_on.max(second.first_on), first.last_on.min(second.last_on));
    let same = same_statement(first, second);
    // Pages of one file follow each other; only a statement that is there twice is the same.
    if from > to || (!same && (first.segment == second.segment || follow(first, second) || follow(second, first))) {
        return;
    }
    let free = |sheet: &Sheet<'_, '_>, settled: &BTreeMap<Spot, Settled>| -> Vec<usize> {
        let untouched = |line: &StatementLine<'_>| settled.get(&line.spot).is_none_or(|known| known.same_as.is_none());
        let within = |at: &usize| (from..=to).contains(&sheet.lines[*at].booked_on) && untouched(sheet.lines[*at]);
        (0..sheet.lines.len()).filter(within).collect()
    };
    let (mut open, mut unmatched) = (free(first, settled), free(second, settled));
    let (all_open, before) = (open.clone(), unmatched.clone());
    let by_balance = same || balances_agree(first, second, from, to) == Some(true);
    let by_amounts = balances_agree(first, second, from, to).is_none()
        && from < to
        && multiset(first, from, to) == multiset(second, from, to);
    let mut take = |alike: Alike| take_same((first, &mut open), (second, &mut unmatched), alike, settled, found);
    take(exactly);
    if by_balance || by_amounts {
        take(nothing_differs);
    }
    if by_balance {
        take(|_, _| true);
    }
    let shared = found.by_files.entry((first.segment, second.segment)).or_default();
    shared.place.get_or_insert(second.statement.place);
    shared.same += u64::try_from(before.len() - unmatched.len()).unwrap_or(u64::MAX);
    for (spots, (sheet, all)) in shared.of_shared_days.iter_mut().zip([(first, &all_open), (second, &before)]) {
        spots.extend(all.iter().map(|&at| sheet.lines[at].spot));
    }
    let taken = |all: &[usize], left: &[usize], sheet: &Sheet<'_, '_>| -> Vec<Spot> {
        let left: HashSet<usize> = left.iter().copied().collect();
        all.iter().filter(|at| !left.contains(at)).map(|&at| sheet.lines[at].spot).collect()
    };
    found.matched.extend(taken(&all_open, &open, first));
    found.matched.extend(taken(&before, &unmatched, second));
}

/// Whether two lines of equal day, side and amount are taken for one booking.
type Alike = fn(&StatementLine<'_>, &StatementLine<'_>) -> bool;

/// Marks entries of the second sheet that are bookings of the first, and takes both off the lists of open ones.
fn take_same(
    (first, open): (&Sheet<'_, '_>, &mut Vec<usize>),
    (second, unmatched): (&Sheet<'_, '_>, &mut Vec<usize>),
    alike: Alike,
    settled: &mut BTreeMap<Spot, Settled>,
    found: &mut Found,
) {
    let mut by_amounts = HashMap::<Amounts, Vec<usize>>::new();
    for &at in open.iter().rev() {
        by_amounts.entry(amounts(first.lines[at])).or_default().push(at);
    }
    let mut taken = HashSet::new();
    unmatched.retain(|&at| {
        let line = second.lines[at];
        let Some(candidates) = by_amounts.get_mut(&amounts(line)) else { return true };
        // The lists are in reverse, so the last is the first of the file. Bookings that agree in all stand at the end
        // of the search as a rule; a day with thousands of equal amounts and different texts is not a bank's.
        let fits = |&candidate: &usize| {
            let other = first.lines[candidate];
            alike(other, line) && found.can_be_one(other.spot, line.spot)
        };
        let Some(position) = candidates.iter().rposition(fits) else { return true };
        let candidate = candidates.remove(position);
        found.join(first.lines[candidate].spot, line.spot);
        settled.entry(line.spot).or_default().same_as = Some(first.lines[candidate].id);
        taken.insert(candidate);
        false
    });
    open.retain(|at| !taken.contains(at));
}

fn amounts(line: &StatementLine<'_>) -> Amounts {
    (line.booked_on, line.debit, line.amount_minor)
}

fn exactly(a: &StatementLine<'_>, b: &StatementLine<'_>) -> bool {
    (a.reference, a.text, a.other, a.other_name) == (b.reference, b.text, b.other, b.other_name)
        && (a.reference.is_some() || a.text.is_some())
}

/// Whether no account or name that both lines give differs. References and texts of two formats may.
fn nothing_differs(a: &StatementLine<'_>, b: &StatementLine<'_>) -> bool {
    let same_or_absent = |a: Option<&str>, b: Option<&str>| match (a, b) {
        (Some(a), Some(b)) => a.trim().eq_ignore_ascii_case(b.trim()),
        _ => true,
    };
    same_or_absent(a.other, b.other) && same_or_absent(a.other_name, b.other_name)
}

fn multiset(sheet: &Sheet<'_, '_>, from: i32, to: i32) -> BTreeMap<Amounts, u32> {
    let mut counts = BTreeMap::new();
    for line in sheet.lines.iter().filter(|line| (from..=to).contains(&line.booked_on)) {
        *counts.entry(amounts(line)).or_default() += 1;
    }
    counts
}

/// Whether two statements are one: the same balances around the same amounts. Within a file the lines must agree in
/// all, since a bank may well book the same amounts twice.
fn same_statement(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>) -> bool {
    let balances = |sheet: &Sheet<'_, '_>| {
        let minor = |balance: filature_model::Balance| (balance.minor, balance.currency);
        Some((sheet.statement.opening.map(minor)?, sheet.statement.closing.map(minor)?))
    };
    let days = (a.first_on, a.last_on) == (b.first_on, b.last_on);
    let known = balances(a).is_some() && balances(a) == balances(b);
    let lines = || a.lines.len() == b.lines.len() && a.lines.iter().zip(&b.lines).all(|(a, b)| exactly(a, b));
    days && known
        && multiset(a, a.first_on, a.last_on) == multiset(b, b.first_on, b.last_on)
        // Within a file a second statement that moves money would have to open where the first one closed.
        && (a.segment != b.segment || lines() || balances(a).is_some_and(|(opening, closing)| opening != closing))
}

/// Whether two statements give the account the same balance before and after the shared days; none where one of them
/// states no opening.
fn balances_agree(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>, from: i32, to: i32) -> Option<bool> {
    let at = |sheet: &Sheet<'_, '_>, day: i32, inclusive: bool| {
        let opening = sheet.statement.opening?;
        let before = |line: &&&StatementLine<'_>| line.booked_on < day || (inclusive && line.booked_on == day);
        let signed = |line: &&StatementLine<'_>| i128::from(line.amount_minor) * if line.debit { -1 } else { 1 };
        Some(i128::from(opening.minor) + sheet.lines.iter().filter(before).map(signed).sum::<i128>())
    };
    Some(at(a, from, false)? == at(b, from, false)? && at(a, to, true)? == at(b, to, true)?)
}

/// Whether the second begins where the first ends, by their balances.
fn follow(first: &Sheet<'_, '_>, second: &Sheet<'_, '_>) -> bool {
    let meet = match (first.statement.closing, second.statement.opening) {
        (Some(closing), Some(opening)) => (closing.minor, closing.currency) == (opening.minor, opening.currency),
        _ => false,
    };
    meet && first.last_on <= second.first_on && !repeats_a_day(first, second)
}

/// Whether the day on which one statement ends and another begins is there twice: the same lines in both, which come to
/// nothing, so that the balances meet all the same.
fn repeats_a_day(first: &Sheet<'_, '_>, second: &Sheet<'_, '_>) -> bool {
    let day = lines_of_day(first, first.last_on);
    let told = |line: &DayLine<'_>| line.1.is_some() || line.2.is_some();
    first.last_on == second.first_on && day.iter().all(told) && day == lines_of_day(second, first.last_on)
}

/// What two lines of one booking share in two exports of one bank.
type DayLine<'a> = (Amounts, Option<&'a str>, Option<&'a str>);

fn lines_of_day<'b>(sheet: &Sheet<'_, 'b>, day: i32) -> Vec<DayLine<'b>> {
    let of_day = sheet.lines.iter().filter(|line| line.booked_on == day);
    let mut lines: Vec<DayLine<'b>> = of_day.map(|line| (amounts(line), line.reference, line.text)).collect();
    lines.sort_unstable();
    lines
}
