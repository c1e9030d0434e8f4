//! The same booking on two exports of one account is one; two equal bookings of one day are two.
//!
//! Two statements of one account from different files overlap on the days on which both have entries, unless
//! the one closes with what the other opens with: then they follow each other within a day. On overlapping
//! days the entries are matched one to one by day, side and amount, with equal reference and text first, so
//! that as many stay as the fuller of the two files shows. What only one of them shows stays, and is said.

use std::collections::BTreeMap;

use filature_model::{Currency, Problem, ProblemCode, Statement};

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

/// Settles overlaps; gives the problems to note, with the segment that each belongs to.
pub fn settle(
    segments: &[Segment],
    lines: &[StatementLine<'_>],
    settled: &mut BTreeMap<Spot, Settled>,
) -> Vec<(usize, Problem)> {
    let mut problems = Vec::new();
    for sheets in by_account(segments, lines).into_values() {
        for (later, sheet) in sheets.iter().enumerate() {
            for earlier in sheets[..later].iter().filter(|earlier| earlier.segment != sheet.segment) {
                match_days(earlier, sheet, segments, settled, &mut problems);
            }
        }
    }
    problems
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
        let statement = segments[segment].statements.iter().find(|statement| statement.ordinal == ordinal);
        let (Some(statement), Some(first)) = (statement, lines.first()) else { continue };
        let key = (first.own, first.currency);
        let days = || lines.iter().map(|line| line.booked_on);
        let (Some(first_on), Some(last_on)) = (days().min(), days().max()) else { continue };
        sheets.entry(key).or_default().push(Sheet { segment, statement, lines, first_on, last_on });
    }
    sheets
}

fn match_days(
    earlier: &Sheet<'_, '_>,
    later: &Sheet<'_, '_>,
    segments: &[Segment],
    settled: &mut BTreeMap<Spot, Settled>,
    problems: &mut Vec<(usize, Problem)>,
) {
    let (from, to) = (earlier.first_on.max(later.first_on), earlier.last_on.min(later.last_on));
    if from > to || follow(earlier, later) || follow(later, earlier) {
        return;
    }
    // On one shared day equal amounts alone could be two different bookings.
    let texts_must_agree = from == to;
    let is_free = |settled: &BTreeMap<Spot, Settled>, line: &StatementLine<'_>| {
        settled.get(&line.spot).is_none_or(|known| known.same_as.is_none())
    };
    let within = |line: &&&StatementLine<'_>| (from..=to).contains(&line.booked_on);
    let mut open: Vec<&StatementLine<'_>> =
        earlier.lines.iter().filter(within).filter(|line| is_free(settled, line)).copied().collect();
    let mut unmatched: Vec<&StatementLine<'_>> =
        later.lines.iter().filter(within).filter(|line| is_free(settled, line)).copied().collect();
    let before = unmatched.len();
    for exact in [true, false] {
        if !exact && texts_must_agree {
            break;
        }
        unmatched.retain(|line| {
            let found = open.iter().position(|other| same_booking(other, line, exact));
            if let Some(at) = found {
                let other = open.remove(at);
                settled.entry(line.spot).or_default().same_as = Some(other.id);
            }
            found.is_none()
        });
    }
    let matched = before - unmatched.len();
    let source = segments[later.segment].source;
    let other = segments[earlier.segment].source;
    let mut note = |code: ProblemCode, found: String| {
        problems.push((later.segment, Problem::new(source, later.statement.place, code, found, "")));
    };
    if matched > 0 {
        note(ProblemCode::OverlapSame, format!("{matched} entries also in source {other}"));
    }
    if !texts_must_agree && (!unmatched.is_empty() || !open.is_empty()) {
        let found = format!("{} entries only here, {} only in source {other}", unmatched.len(), open.len());
        note(ProblemCode::OverlapDiffers, found);
    }
}

/// Whether the second begins where the first ends, by their balances.
fn follow(first: &Sheet<'_, '_>, second: &Sheet<'_, '_>) -> bool {
    let meet = match (first.statement.closing, second.statement.opening) {
        (Some(closing), Some(opening)) => (closing.minor, closing.currency) == (opening.minor, opening.currency),
        _ => false,
    };
    meet && first.last_on <= second.first_on
}

fn same_booking(a: &StatementLine<'_>, b: &StatementLine<'_>, exact: bool) -> bool {
    a.booked_on == b.booked_on
        && a.debit == b.debit
        && a.amount_minor == b.amount_minor
        && (!exact || (a.reference == b.reference && a.text == b.text))
}
