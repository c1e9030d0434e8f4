//! Does each statement foot: opening + entries = closing, to the minor unit, and every running balance met?
//!
//! A false green is worse than a red: a statement with a row that could not be read, or with balances in
//! another currency than its entries, is never said to foot.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use filature_model::{
    Currency, Footing, Overlap, Problem, ProblemCode, Source, SourceId, Statement, StatementCheck, UnknownFooting,
    days_from_epoch, decimal_string, from_days,
};
use jiff::civil::Date;

use crate::build::{Segment, is_interim};
use crate::implied::{Implied, implied};
use crate::settle::{StatementLine, statement_lines};

/// Checks all statements, in the order of sources and ordinals, and notes those that do not foot.
pub fn checks(segments: &mut [Segment]) -> Vec<StatementCheck> {
    let mut checks = Vec::new();
    {
        let lines = statement_lines(segments);
        let mut by_statement = BTreeMap::<(SourceId, u32), Vec<&StatementLine<'_>>>::new();
        for line in &lines {
            by_statement.entry((line.id.source, line.statement)).or_default().push(line);
        }
        for segment in segments.iter() {
            for statement in &segment.statements {
                let mut lines = by_statement.remove(&(segment.source, statement.ordinal)).unwrap_or_default();
                lines.sort_by_key(|line| line.sequence);
                checks.push(check(segment.source, statement, &lines));
            }
            for Implied { statement, lines } in implied(segment) {
                checks.push(check(segment.source, &statement, &lines.iter().collect::<Vec<_>>()));
            }
        }
    }
    for check in &checks {
        let Footing::Off { by_minor, first } = check.footing else { continue };
        let Some(segment) = segments.iter_mut().find(|segment| segment.source == check.source) else { continue };
        let currency = check.statement.currency.or(check.statement.opening.map(|opening| opening.currency));
        let found = match currency {
            Some(currency) if by_minor != 0 => format!("{} {currency}", decimal_string(by_minor, currency)),
            // A row that could not be read is a problem of its own; a balance that departs is named by its entry.
            _ => first.map_or_else(String::new, |entry| entry.to_string()),
        };
        let place = check.statement.place;
        segment.problems.push(Problem::new(check.source, place, ProblemCode::DoesNotFoot, found, ""));
    }
    link(&mut checks, &interim_segments(segments));
    checks
}

fn check(source: SourceId, statement: &Statement, lines: &[&StatementLine<'_>]) -> StatementCheck {
    let booked = || lines.iter().filter(|line| line.paid);
    let sum = |debit: bool| booked().filter(|line| line.debit == debit).map(|line| i128::from(line.amount_minor)).sum();
    let (credits_minor, debits_minor): (i128, i128) = (sum(false), sum(true));
    let mut statement = statement.clone();
    let days = || booked().filter_map(|line| from_days(line.booked_on));
    statement.from = statement.from.or_else(|| days().min());
    statement.to = statement.to.or_else(|| days().max());
    StatementCheck {
        source,
        footing: footing(&statement, lines, credits_minor - debits_minor),
        entries: u32::try_from(lines.len()).unwrap_or(u32::MAX),
        statement,
        credits_minor,
        debits_minor,
        gap_before: None,
        chain_off_minor: None,
        overlaps: Vec::new(),
    }
}

fn footing(statement: &Statement, lines: &[&StatementLine<'_>], net_minor: i128) -> Footing {
    let opening = match (statement.opening, statement.closing) {
        (None, _) => return Footing::Unknown(UnknownFooting::NoOpening),
        (_, None) => return Footing::Unknown(UnknownFooting::NoClosing),
        (Some(opening), Some(_)) => opening,
    };
    let Some(closing) = statement.closing else { return Footing::Unknown(UnknownFooting::NoClosing) };
    let one_currency = closing.currency == opening.currency
        && lines.iter().filter(|line| line.paid).all(|line| line.currency == opening.currency);
    if !one_currency {
        return Footing::Unknown(UnknownFooting::MixedCurrencies);
    }
    let by_minor = i128::from(closing.minor) - i128::from(opening.minor) - net_minor;
    let mut balance = i128::from(opening.minor);
    let mut first = None;
    for line in lines.iter().filter(|line| line.paid) {
        balance += i128::from(line.amount_minor) * if line.debit { -1 } else { 1 };
        if let Some(stated) = line.balance_minor
            && i128::from(stated) != balance
            && first.is_none()
        {
            first = Some(line.id);
        }
    }
    if by_minor == 0 && first.is_none() && statement.unreadable_rows == 0 {
        Footing::Foots
    } else {
        Footing::Off { by_minor, first }
    }
}

/// The sources that report what was booked so far.
pub fn interim_segments(segments: &[Segment]) -> BTreeSet<SourceId> {
    segments.iter().filter(|segment| segment.interim).map(|segment| segment.source).collect()
}

/// The same, of the list of sources.
pub fn interim_sources(sources: &[Source]) -> BTreeSet<SourceId> {
    sources.iter().filter(|source| is_interim(&source.format)).map(|source| source.id).collect()
}

/// Finds gaps, chains that do not hold and overlaps among the statements of each account. Reports of what was booked so far
/// are no links of a chain.
pub fn link(checks: &mut [StatementCheck], interim: &BTreeSet<SourceId>) {
    let mut by_account = BTreeMap::<(String, Option<Currency>), Vec<usize>>::new();
    for (at, check) in checks.iter().enumerate() {
        let statement = &check.statement;
        let is_report = interim.contains(&check.source) && (statement.opening.is_none() || statement.closing.is_none());
        if statement.from.is_some() && statement.to.is_some() && !is_report {
            let currency = statement.currency.or(statement.opening.map(|opening| opening.currency));
            by_account.entry((statement.account.to_string(), currency)).or_default().push(at);
        }
    }
    for mut members in by_account.into_values() {
        members.sort_by_key(|&at| {
            let check = &checks[at];
            (check.statement.from, check.statement.to, check.source, check.statement.ordinal)
        });
        // The one of all before that goes furthest: behind it begins what is missing. Several may end on that day.
        let mut furthest = Vec::<usize>::new();
        for &at in &members {
            (checks[at].gap_before, checks[at].chain_off_minor) = between(checks, &furthest, at);
            let ends = |at: usize| checks[at].statement.to;
            match furthest.first().map(|&first| ends(first).cmp(&ends(at))) {
                Some(Ordering::Greater) => {}
                Some(Ordering::Equal) => furthest.push(at),
                Some(Ordering::Less) | None => furthest = vec![at],
            }
        }
        // In order of their first days, so that the search ends at the first that begins too late.
        let mut found = vec![Vec::new(); members.len()];
        for (number, &at) in members.iter().enumerate() {
            let later = members.iter().enumerate().skip(number + 1);
            for (other_number, &other) in
                later.take_while(|(_, other)| checks[**other].statement.from <= checks[at].statement.to)
            {
                found[number].extend(overlap(&checks[at], &checks[other]));
                found[other_number].extend(overlap(&checks[other], &checks[at]));
            }
        }
        for (&at, overlaps) in members.iter().zip(found) {
            checks[at].overlaps = overlaps;
        }
    }
}

/// The days missing between a statement and those that end last before it, and by how much it opens with something else than
/// they close with.
fn between(checks: &[StatementCheck], before: &[usize], at: usize) -> (Option<(Date, Date)>, Option<i128>) {
    let after = &checks[at];
    let ended = before.first().and_then(|&first| checks[first].statement.to);
    let (Some(ended), Some(begins)) = (ended, after.statement.from) else { return (None, None) };
    let (ended, begins) = (days_from_epoch(ended), days_from_epoch(begins));
    let off = |before: &StatementCheck| match (before.statement.closing, after.statement.opening) {
        (Some(closing), Some(opening)) if closing.currency == opening.currency => {
            Some(i128::from(opening.minor) - i128::from(closing.minor))
        }
        _ => None,
    };
    // One that meets is enough: another export of the same day may have been made at noon.
    let off = before.iter().filter_map(|&at| off(&checks[at])).min_by_key(|off| off.abs());
    // Balances that meet show that nothing was booked between, whatever the dates.
    let gap = (begins > ended + 1 && off != Some(0)).then(|| from_days(ended + 1).zip(from_days(begins - 1))).flatten();
    (gap, off.filter(|&off| off != 0 && begins > ended))
}

fn overlap(check: &StatementCheck, other: &StatementCheck) -> Option<Overlap> {
    // Pages of one file follow each other; only another export can cover the same days again.
    if check.source == other.source {
        return None;
    }
    let from = check.statement.from?.max(other.statement.from?);
    let to = check.statement.to?.min(other.statement.to?);
    let meet =
        |first: &StatementCheck, second: &StatementCheck| match (first.statement.closing, second.statement.opening) {
            (Some(closing), Some(opening)) => {
                from == to && closing.minor == opening.minor && first.statement.to == Some(from)
            }
            _ => false,
        };
    (from <= to && !meet(check, other) && !meet(other, check)).then_some(Overlap { with: other.source, from, to })
}
