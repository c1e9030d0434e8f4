//! The resolver beside a slow, obvious one, on random ledgers whose files are read again with rows shifted, or replaced.

use std::collections::BTreeMap;

use filature_model::{EntryId, SourceId};
use proptest::prelude::*;

use super::*;
use crate::standing::Mark;

/// A row of a file that was read: whose booking it is, in truth, is known here.
#[derive(Clone, Debug)]
struct Row {
    id: EntryId,
    content: Content,
    other: Option<String>,
    truth: usize,
}

/// A booking that happened: few accounts, days and amounts, so that many are equal.
fn booking() -> impl Strategy<Value = (Content, Option<String>)> {
    let account = prop::sample::select(vec!["A", "B"]);
    let on = prop::sample::select(vec!["2024-01-05", "2024-01-06"]);
    let other = prop::sample::select(vec![None, Some("X"), Some("Y")]);
    let currency = prop::sample::select(vec!["EUR", "RSD"]);
    (account, on, prop::sample::select(vec![-2_000_i64, -2_000, 2_000, 500]), currency, other).prop_map(
        |(account, on, minor, currency, other)| {
            let content = Content { account: account.into(), on: on.into(), minor, currency: currency.into() };
            (content, other.map(str::to_owned))
        },
    )
}

/// What becomes of a file between two readings of it.
#[derive(Clone, Debug)]
struct Change {
    /// It is another file with the same content.
    is_replaced: bool,
    /// Rows in front that the better reader counts too.
    shift: u32,
    /// Rows that are no longer read, by their number; few.
    dropped: Vec<usize>,
    /// Whether it is gone.
    is_gone: bool,
}

fn change() -> impl Strategy<Value = Change> {
    (any::<bool>(), 0_u32..3, prop::collection::vec(0_usize..12, 0..2), prop::bool::weighted(0.2))
        .prop_map(|(is_replaced, shift, dropped, is_gone)| Change { is_replaced, shift, dropped, is_gone })
}

fn source(number: usize, is_new: bool) -> SourceId {
    format!("{:012x}", number + if is_new { 100 } else { 1 }).parse().unwrap()
}

fn read(file: usize, bookings: &[(Content, Option<String>)], first: usize, change: Option<&Change>) -> Vec<Row> {
    if change.is_some_and(|change| change.is_gone) {
        return Vec::new();
    }
    let source = source(file, change.is_some_and(|change| change.is_replaced));
    let shift = change.map_or(0, |change| change.shift);
    let is_read = |at: &usize| change.is_none_or(|change| !change.dropped.contains(at));
    let row = |(number, at): (u32, usize)| {
        let (content, other) = bookings[at].clone();
        Row { id: EntryId { source, row: number + shift }, content, other, truth: first + at }
    };
    (0..).zip((0..bookings.len()).filter(is_read)).map(row).collect()
}

fn bookings_of(rows: &[Row]) -> Bookings {
    let mut all = Bookings::default();
    for row in rows {
        all.add(row.content.clone(), Booking { id: row.id, other: row.other.clone(), same_as: None });
    }
    all
}

fn anchor_of(rows: &[Row], row: &Row) -> Anchor {
    let equal: Vec<&Row> = rows
        .iter()
        .filter(|one| one.id.source == row.id.source && one.content == row.content && one.other == row.other)
        .collect();
    let nth = 1 + equal.iter().position(|one| one.id == row.id).unwrap();
    Anchor {
        content: row.content.clone(),
        other: row.other.clone(),
        nth: u32::try_from(nth).unwrap(),
        of: u32::try_from(equal.len()).unwrap(),
    }
}

fn mark(id: &str, entries: &[(EntryId, Option<Anchor>)]) -> Mark {
    let text = |text: &str| text.to_owned();
    Mark {
        id: text(id),
        entries: entries.iter().map(|(id, _)| id.to_string()).collect(),
        anchors: entries.iter().filter_map(|(_, anchor)| anchor.clone()).collect(),
        label: text("l"),
        note: text(""),
        by: text("Ada"),
        at: text("t"),
        line: 1,
    }
}

/// The obvious one: each file by itself, in words rather than in maps. It does not know that two marked bookings may not become one.
fn slowly(id: EntryId, anchor: &Anchor, rows: &[Row]) -> Place {
    let of_file = |source: SourceId| -> (Vec<EntryId>, Option<EntryId>) {
        let content: Vec<&Row> =
            rows.iter().filter(|row| row.id.source == source && row.content == anchor.content).collect();
        let exact: Vec<&Row> = content.iter().copied().filter(|row| row.other == anchor.other).collect();
        let vague: Vec<&Row> = content
            .iter()
            .copied()
            .filter(|row| row.other == anchor.other || row.other.is_none() || anchor.other.is_none())
            .collect();
        let looked_at = if exact.is_empty() { &vague } else { &exact };
        let ids = vague.iter().map(|row| row.id).collect();
        let one = (looked_at.len() == anchor.of as usize).then(|| looked_at[anchor.nth as usize - 1].id);
        (ids, one)
    };
    match of_file(id.source) {
        (_, Some(one)) if one == id => return Place::Found(id),
        (_, Some(one)) => return Place::Moved(one),
        (ids, None) if !ids.is_empty() => return Place::Doubtful(ids),
        _ => {}
    }
    let mut sources: Vec<SourceId> =
        rows.iter().map(|row| row.id.source).filter(|source| *source != id.source).collect();
    sources.sort();
    sources.dedup();
    let (mut sure, mut could_be) = (Vec::new(), Vec::new());
    for source in sources {
        match of_file(source) {
            (_, Some(one)) => sure.push(one),
            (ids, None) => could_be.extend(ids),
        }
    }
    match (sure.as_slice(), could_be.as_slice()) {
        ([], []) => Place::Lost,
        ([one], []) => Place::Moved(*one),
        _ => {
            let mut all = [sure, could_be].concat();
            all.sort();
            Place::Doubtful(all)
        }
    }
}

proptest! {
    #[test]
    fn a_mark_holds_on_to_its_booking_and_to_no_other(
        files in prop::collection::vec((prop::collection::vec(booking(), 1..12), change()), 1..4),
    ) {
        let (mut before, mut after, mut first) = (Vec::new(), Vec::new(), 0);
        for (number, (bookings, change)) in files.iter().enumerate() {
            before.extend(read(number, bookings, first, None));
            after.extend(read(number, bookings, first, Some(change)));
            first += bookings.len();
        }
        after.sort_by_key(|row| row.id);
        let marks: Vec<Mark> = before
            .iter()
            .map(|row| mark(&row.id.to_string(), &[(row.id, Some(anchor_of(&before, row)))]))
            .collect();
        let placed = resolve(&marks, &bookings_of(&after));
        let known: BTreeMap<EntryId, &Row> = after.iter().map(|row| (row.id, row)).collect();
        let mut taken = BTreeMap::new();
        for ((marked, mark), placed) in before.iter().zip(&marks).zip(&placed) {
            let place = &placed[0].place;
            if let Some(id) = place.entry() {
                prop_assert_eq!(&known[&id].content, &marked.content);
                prop_assert!(taken.insert(id, marked.id).is_none(), "two marks on {}", id);
            }
            let slow = slowly(marked.id, &mark.anchors[0], &after);
            let is_parted = matches!((place, &slow), (Place::Doubtful(one), Place::Moved(id)) if one == &[*id]);
            prop_assert!(*place == slow || is_parted, "{:?} and {:?}", place, slow);
            // Where the file is still there whole, whatever its rows are called, the mark is on its own booking.
            let file = files.iter().scan(0, |start, (bookings, change)| {
                *start += bookings.len();
                Some((*start, bookings.len(), change))
            });
            let (_, rows, change) = file.clone().find(|(end, ..)| marked.truth < *end).unwrap();
            let is_whole = !change.is_gone && change.dropped.iter().all(|at| *at >= rows);
            if is_whole && !change.is_replaced {
                prop_assert_eq!(known[&place.entry().unwrap()].truth, marked.truth);
            }
            if is_whole && files.len() == 1 {
                prop_assert_eq!(known[&place.entry().unwrap()].truth, marked.truth);
            }
        }
    }
}

fn id(text: &str) -> EntryId {
    text.parse().unwrap()
}

fn content(minor: i64) -> Content {
    Content { account: "A".into(), on: "2024-01-05".into(), minor, currency: "EUR".into() }
}

fn anchor(minor: i64, other: Option<&str>, nth: u32, of: u32) -> Anchor {
    Anchor { content: content(minor), other: other.map(str::to_owned), nth, of }
}

fn ledger(rows: &[(&str, i64, Option<&str>, Option<&str>)]) -> Bookings {
    let mut all = Bookings::default();
    for (of, minor, other, same_as) in rows {
        let booking = Booking { id: id(of), other: other.map(str::to_owned), same_as: same_as.map(id) };
        all.add(content(*minor), booking);
    }
    all
}

const S: &str = "aaaaaaaaaaaa:1";
const T: &str = "bbbbbbbbbbbb:7";

fn place(anchor: Anchor, bookings: &Bookings) -> Placed {
    resolve(&[mark("m", &[(id(S), Some(anchor))])], bookings).remove(0).remove(0)
}

#[test]
fn an_id_that_is_now_another_bookings_is_not_followed() {
    let bookings = ledger(&[(S, 900, None, None), ("aaaaaaaaaaaa:2", 500, None, None)]);
    assert_eq!(place(anchor(500, None, 1, 1), &bookings).place, Place::Moved(id("aaaaaaaaaaaa:2")));
    assert_eq!(place(anchor(700, None, 1, 1), &bookings).place, Place::Lost);
}

#[test]
fn a_second_file_that_shows_the_same_moves_nothing_and_says_which_row_counts() {
    let bookings = ledger(&[(S, 500, None, Some(T)), (T, 500, None, None)]);
    let placed = place(anchor(500, None, 1, 1), &bookings);
    assert_eq!((placed.place, placed.shown_by), (Place::Found(id(S)), Some(id(T))));
}

#[test]
fn two_files_that_show_one_booking_are_one_place_to_go_to() {
    let bookings = ledger(&[(T, 500, None, Some("cccccccccccc:3")), ("cccccccccccc:3", 500, None, None)]);
    assert_eq!(place(anchor(500, None, 1, 1), &bookings).place, Place::Moved(id("cccccccccccc:3")));
    let apart = ledger(&[(T, 500, None, None), ("cccccccccccc:3", 500, None, None)]);
    assert_eq!(place(anchor(500, None, 1, 1), &apart).place, Place::Doubtful(vec![id(T), id("cccccccccccc:3")]));
}

#[test]
fn whom_a_better_reader_names_makes_no_other_booking_and_whom_it_names_otherwise_does() {
    let bookings = ledger(&[(S, 500, Some("X"), None)]);
    assert_eq!(place(anchor(500, None, 1, 1), &bookings).place, Place::Found(id(S)));
    assert_eq!(place(anchor(500, Some("Y"), 1, 1), &bookings).place, Place::Lost);
}

#[test]
fn one_more_equal_one_is_a_doubt() {
    let bookings = ledger(&[(S, 500, None, None), ("aaaaaaaaaaaa:2", 500, None, None)]);
    let place = place(anchor(500, None, 1, 1), &bookings).place;
    assert_eq!(place, Place::Doubtful(vec![id(S), id("aaaaaaaaaaaa:2")]));
}

#[test]
fn what_moves_onto_another_marks_booking_is_doubtful_and_one_booking_marked_twice_is_not() {
    let bookings = ledger(&[(T, 500, None, None)]);
    let gone = mark("m1", &[(id(S), Some(anchor(500, None, 1, 1)))]);
    let there = mark("m2", &[(id(T), Some(anchor(500, None, 1, 1)))]);
    let placed = resolve(&[gone.clone(), there], &bookings);
    assert_eq!((&placed[0][0].place, &placed[1][0].place), (&Place::Doubtful(vec![id(T)]), &Place::Found(id(T))));
    let placed = resolve(&[gone.clone(), gone], &bookings);
    assert!(placed.iter().all(|of_mark| of_mark[0].place == Place::Moved(id(T))), "{placed:?}");
}

#[test]
fn a_mark_of_before_is_where_its_id_is() {
    let bookings = ledger(&[(S, 500, None, None)]);
    let placed = resolve(&[mark("m", &[(id(S), None)]), mark("n", &[(id(T), None)])], &bookings);
    assert_eq!((&placed[0][0].place, &placed[1][0].place), (&Place::Found(id(S)), &Place::Lost));
}

#[test]
fn lines_of_before_read_and_keep_their_bytes() {
    let old = r#"{"line":3,"at":"2026-01-01T00:00:00Z","act":"marked","mark":"m","entries":["aaaaaaaaaaaa:1"],"label":"l","note":"","by":"Ada","before":"00"}"#;
    let line: crate::Line = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&line).unwrap(), old);
    let anchored = crate::Act::MarkMoved {
        mark: "m".into(),
        entry: S.into(),
        to: T.into(),
        anchor: anchor(-500, Some("X"), 1, 2),
        reason: "r".into(),
        by: "Ada".into(),
    };
    let line = crate::Line { act: anchored, ..line };
    let text = serde_json::to_string(&line).unwrap();
    assert!(
        text.contains(
            r#""anchor":{"account":"A","on":"2024-01-05","minor":-500,"currency":"EUR","other":"X","nth":1,"of":2}"#
        ),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<crate::Line>(&text).unwrap(), line);
}

#[test]
fn what_a_person_settles_holds_from_then_on() {
    let marked = crate::Act::Marked {
        mark: "m".into(),
        entries: vec![S.into()],
        label: "l".into(),
        note: String::new(),
        by: "Ada".into(),
        anchors: vec![anchor(500, None, 1, 1)],
    };
    let moved = crate::Act::MarkMoved {
        mark: "m".into(),
        entry: S.into(),
        to: T.into(),
        anchor: anchor(700, None, 1, 1),
        reason: "corrected".into(),
        by: "Bo".into(),
    };
    let line = |(number, act)| crate::Line {
        line: number,
        at: "t".into(),
        act,
        before: String::new(),
        heard: None,
        was: None,
    };
    let lines: Vec<crate::Line> = (1..).zip([marked, moved]).map(line).collect();
    let standing = crate::standing::Standing::of(&lines);
    let placed = resolve(&standing.marks, &ledger(&[(T, 700, None, None)]));
    assert_eq!(placed[0][0].place, Place::Found(id(T)));
}
