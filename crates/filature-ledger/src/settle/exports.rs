//! Overlaps held against what really happened: one account's life, cut into exports at any points, in two formats, in any order of
//! files. What is settled must be what happened, booking by booking, wherever the balances tell.

use std::collections::{BTreeMap, BTreeSet};

use filature_intake::{Format, Reading};
use filature_model::{
    AccountId, Balance, Booked, Currency, Entry, Legs, Money, Party, Place, ProblemCode, SourceId, Statement, from_days,
};
use proptest::prelude::*;

use super::*;
use crate::tables::Row;

/// Day, signed minor units, what it is.
type Moved = (i32, i64, &'static str);

/// An export: which bookings, in whose words, with balances or not.
#[derive(Clone, Debug)]
struct Export {
    of: std::ops::Range<usize>,
    /// What this bank's system writes before each text; two formats say different things of one booking.
    words: &'static str,
    balances: bool,
    /// Amounts written otherwise than booked, by position in the life.
    altered: BTreeMap<usize, i64>,
}

impl Export {
    fn new(of: std::ops::Range<usize>, words: &'static str) -> Self {
        Self { of, words, balances: true, altered: BTreeMap::new() }
    }
}

fn segment(number: usize, format: Format, life: &[Moved], export: &Export) -> Segment {
    let source: SourceId = format!("{number:012x}").parse().unwrap();
    let balance = |upto: usize| {
        let minor = 100_000 + life[..upto].iter().map(|(_, signed, _)| signed).sum::<i64>();
        export.balances.then_some(Balance { minor, currency: Currency::EUR, on: None, line: None })
    };
    let entries: Vec<Entry> = export
        .of
        .clone()
        .enumerate()
        .map(|(row, at)| {
            let (day, booked_minor, text) = life[at];
            let signed = export.altered.get(&at).copied().unwrap_or(booked_minor);
            let amount = Money { minor: signed.abs(), currency: Currency::EUR };
            let legs = if signed < 0 { Legs::Debit } else { Legs::Credit };
            let place = Place { row: u32::try_from(row).ok(), ..Place::default() };
            let mut entry = Entry::new(place, legs, Booked::day(from_days(20_000 + day).unwrap()), amount);
            let own = Party { account: Some(AccountId::written("X")), ..Party::default() };
            (entry.debtor, entry.creditor) = if signed < 0 { (own, Party::default()) } else { (Party::default(), own) };
            entry.statement = Some(0);
            entry.sequence = i64::try_from(row).ok();
            entry.text = Some(format!("{}{text}", export.words));
            entry
        })
        .collect();
    let statement = Statement {
        ordinal: 0,
        place: Place::default(),
        number: None,
        account: AccountId::written("X"),
        holder: None,
        currency: Some(Currency::EUR),
        from: None,
        to: None,
        opening: balance(export.of.start),
        closing: balance(export.of.end),
        unreadable_rows: 0,
    };
    let reading = Reading::from_entries(format, source, &entries, vec![statement], Vec::new()).unwrap();
    Segment::new(source, reading)
}

fn settled(life: &[Moved], exports: &[Export]) -> Vec<Segment> {
    let numbered = exports.iter().enumerate();
    let mut segments: Vec<Segment> =
        numbered.map(|(number, export)| segment(number, Format::Mapped, life, export)).collect();
    settle(&mut segments, &Apart::default()).unwrap();
    segments
}

/// How often each day and signed amount counts.
fn counted(segments: &[Segment]) -> BTreeMap<(i32, i64), usize> {
    let mut counted = BTreeMap::new();
    for batch in segments.iter().flat_map(|segment| segment.entries.held()) {
        for row in (0..batch.num_rows()).map(|at| Row { batch, at }).filter(|row| row.text("same_as").is_none()) {
            let day = filature_model::days_from_epoch(row.date("booked_on").unwrap()) - 20_000;
            let minor = row.i64("amount_minor").unwrap() * if row.text("legs") == Some("debit") { -1 } else { 1 };
            *counted.entry((day, minor)).or_default() += 1;
        }
    }
    counted
}

fn happened<'a>(moved: impl IntoIterator<Item = &'a Moved>) -> BTreeMap<(i32, i64), usize> {
    let mut happened = BTreeMap::new();
    for (day, signed, _) in moved {
        *happened.entry((*day, *signed)).or_default() += 1;
    }
    happened
}

/// Steps of days and choices of amounts, made to a life in which no balance comes again: then a balance says where one is.
fn life(steps: &[(i32, usize)]) -> Vec<Moved> {
    const AMOUNTS: [i64; 8] = [-250, -250, -250, -1_999, -731, 4_313, 97, -12_345];
    const TEXTS: [&str; 4] = ["CAFE", "CAFE", "RENT", "SHOP"];
    let (mut day, mut balance, mut seen, mut life) = (1, 0, BTreeSet::from([0]), Vec::new());
    for &(step, choice) in steps {
        day += step;
        let signed = AMOUNTS[choice % AMOUNTS.len()];
        if seen.insert(balance + signed) {
            balance += signed;
            life.push((day, signed, TEXTS[choice % TEXTS.len()]));
        }
    }
    life
}

fn lives() -> impl Strategy<Value = Vec<Moved>> {
    // Several bookings a day are the rule, so that exports begin and end within days.
    let steps = (prop_oneof![3 => Just(0), 2 => Just(1), 1 => Just(3)], 0_usize..64);
    proptest::collection::vec(steps, 1..60).prop_map(|steps| life(&steps))
}

proptest! {
    /// Exports of any stretches, ended in the middle of days, in two formats, in any order of files: each booking once.
    #[test]
    fn cut_anywhere_in_any_words_each_booking_counts_once(
        life in lives(),
        cuts in proptest::collection::vec((0_usize..60, 1_usize..60, any::<bool>()), 1..6),
    ) {
        let exports: Vec<Export> = cuts
            .iter()
            .map(|&(from, length, words)| {
                let from = from % life.len();
                let to = (from + length).min(life.len());
                Export::new(from..to, if words { "A " } else { "b:" })
            })
            .collect();
        let shown: BTreeSet<usize> = exports.iter().flat_map(|export| export.of.clone()).collect();
        prop_assert_eq!(counted(&settled(&life, &exports)), happened(shown.iter().map(|&at| &life[at])));
    }

    /// One amount of one of two exports is another one: that booking stays twice, with the doubt at its row, and no other does.
    #[test]
    fn an_altered_amount_is_the_only_difference(life in lives(), at in 0_usize..60, alters_second in any::<bool>()) {
        prop_assume!(life.len() > 8);
        let at = at % life.len();
        let mut exports = [Export::new(0..life.len(), "A "), Export::new(0..life.len(), "b:")];
        exports[usize::from(alters_second)].altered.insert(at, life[at].1 * 2 + 1);
        let segments = settled(&life, &exports);
        let mut expected = happened(&life);
        *expected.entry((life[at].0, life[at].1 * 2 + 1)).or_default() += 1;
        prop_assert_eq!(counted(&segments), expected);
        let doubts: Vec<&Problem> =
            segments.iter().flat_map(|of| &of.problems).filter(|one| one.code == ProblemCode::OverlapDiffers).collect();
        prop_assert_eq!(doubts.len(), 1);
        // Among equal amounts of one day, in other words, nothing tells which is left over.
        let row = usize::try_from(doubts[0].place.row.unwrap()).unwrap();
        prop_assert_eq!((life[row].0, life[row].1), (life[at].0, life[at].1));
        prop_assert!(doubts[0].found.starts_with("1 / 1 "), "{}", doubts[0].found);
    }
}

const DAY: [Moved; 6] =
    [(1, 5_000, "PAY"), (2, -250, "CAFE"), (2, -250, "CAFE"), (3, -700, "SHOP"), (5, -90, "BUS"), (6, -90, "BUS")];

#[test]
fn two_equal_coffees_on_one_day_are_two_where_the_balance_says_so() {
    let whole = Export::new(0..6, "A ");
    for exports in [
        [Export::new(0..2, "A "), Export::new(2..6, "A ")],
        [Export::new(0..3, "A "), Export::new(2..6, "A ")],
        [Export::new(0..3, "A "), Export::new(2..6, "b:")],
        [whole.clone(), Export::new(2..4, "b:")],
    ] {
        assert_eq!(counted(&settled(&DAY, &exports)), happened(&DAY), "{exports:?}");
    }
    // A morning and an afternoon that do not meet, although texts are the same.
    let apart = [Export::new(0..2, "A "), Export::new(3..6, "A ")];
    let shown = happened([&DAY[..2], &DAY[3..]].concat().iter());
    assert_eq!(counted(&settled(&DAY, &apart)), shown);
}

#[test]
fn where_no_balance_is_stated_both_stay_and_the_doubt_is_said() {
    let without = |of, words| Export { balances: false, ..Export::new(of, words) };
    // One day alone, and other words: nothing tells.
    let segments = settled(&DAY, &[without(1..3, "A "), without(1..3, "b:")]);
    assert_eq!(counted(&segments), BTreeMap::from([((2, -250), 4)]));
    let doubt = segments[1].problems.iter().find(|one| one.code == ProblemCode::OverlapDiffers);
    assert!(doubt.is_some_and(|doubt| doubt.found.starts_with("2 / 2 ")), "{:?}", segments[1].problems);
    // The same words: one bank's export of the same day.
    assert_eq!(counted(&settled(&DAY, &[without(1..3, "A "), without(1..3, "A ")])), happened(&DAY[1..3]));
    // Several days alike.
    assert_eq!(counted(&settled(&DAY, &[without(0..6, "A "), without(0..6, "b:")])), happened(&DAY));
}

/// Booked in February with a day in January: the export of February opens where that of January closed.
#[test]
fn a_booking_that_comes_late_is_no_repetition() {
    let life = [(30, -250, "CAFE"), (31, -40, "BUS"), (30, -250, "CAFE"), (32, -700, "SHOP")];
    for words in ["A ", "b:"] {
        let exports = [Export::new(0..2, "A "), Export::new(2..4, words)];
        let segments = settled(&life, &exports);
        assert_eq!(counted(&segments), happened(&life));
        assert!(segments.iter().all(|segment| segment.problems.is_empty()), "nothing is in doubt");
    }
}

/// January and February in one file, the quarter in another, and a statement a day in a third.
#[test]
fn pages_and_days_and_quarters_of_one_account_are_one_life() {
    let life: Vec<Moved> =
        (0..40).map(|at| (1 + at / 2, if at % 5 == 0 { 3_001 } else { -250 - i64::from(at % 3) }, "X")).collect();
    let mut exports = vec![Export::new(0..40, "A "), Export::new(0..17, "b:"), Export::new(17..40, "b:")];
    exports.extend((0..20).map(|day| Export::new(day * 2..day * 2 + 2, "c ")));
    assert_eq!(counted(&settled(&life, &exports)), happened(&life));
    exports.reverse();
    assert_eq!(counted(&settled(&life, &exports)), happened(&life));
}

/// A report of the day beside the statement that books it, and beside another report.
mod reports {
    use super::*;

    fn with_reports(life: &[Moved], statement: Option<Export>, reports: &[Export]) -> Vec<Segment> {
        let mut segments: Vec<Segment> =
            statement.iter().map(|export| segment(0, Format::Mapped, life, export)).collect();
        for (number, report) in (1..).zip(reports) {
            let mut made = segment(number, Format::Mapped, life, &Export { balances: false, ..report.clone() });
            made.interim = true;
            segments.push(made);
        }
        settle(&mut segments, &Apart::default()).unwrap();
        segments
    }

    #[test]
    fn what_a_statement_shows_too_counts_once() {
        let report = Export::new(1..4, "A ");
        let segments = with_reports(&DAY, Some(Export::new(0..6, "A ")), &[report.clone(), report]);
        assert_eq!(counted(&segments), happened(&DAY), "the two coffees of the report are the two of the statement");
        let notes: Vec<_> = segments[1].problems.iter().map(|one| (one.code, one.found.clone())).collect();
        assert_eq!(notes, [(ProblemCode::OverlapSame, "3 = 000000000000".to_owned())]);
    }

    #[test]
    fn what_no_statement_shows_stays() {
        let segments = with_reports(&DAY, Some(Export::new(0..3, "A ")), &[Export::new(1..6, "A ")]);
        assert_eq!(counted(&segments), happened(&DAY));
        let reports = [Export::new(1..4, "A "), Export::new(2..6, "A ")];
        assert_eq!(
            counted(&with_reports(&DAY, None, &reports)),
            happened(&DAY[1..]),
            "what two reports show counts once"
        );
    }

    #[test]
    fn other_words_are_another_payment() {
        let segments = with_reports(&DAY, Some(Export::new(0..6, "A ")), &[Export::new(3..4, "b:")]);
        let mut both = happened(&DAY);
        *both.get_mut(&(3, -700)).unwrap() += 1;
        assert_eq!(counted(&segments), both, "amount and day alone are chance");
    }
}
