//! Where marked entries are now.
//!
//! 1. In the file that was marked: the booking with the anchor's content, and of several equal ones the one with its number, where they are
//!    as many as they were. Its id is the one that was marked (found), or another (moved).
//! 2. Where that file has none: the same in each other file. All have to come to one booking.
//! 3. What is left is doubtful, with what it could be, or lost. Two marked bookings never come to one.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{EntryId, SourceId};

use super::anchor::Anchor;
use super::bookings::{Booking, Bookings};
use crate::standing::Mark;

/// Where a marked entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Under the id that was marked.
    Found(EntryId),
    /// Under another id: one entry alone fits.
    Moved(EntryId),
    /// One of these, or none of them: a person has to say.
    Doubtful(Vec<EntryId>),
    /// Nothing of the ledger fits.
    Lost,
}

impl Place {
    /// Its word in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Found(_) => "found",
            Self::Moved(_) => "moved",
            Self::Doubtful(_) => "doubtful",
            Self::Lost => "lost",
        }
    }

    /// The entry, where it is known which.
    pub fn entry(&self) -> Option<EntryId> {
        match self {
            Self::Found(id) | Self::Moved(id) => Some(*id),
            Self::Doubtful(_) | Self::Lost => None,
        }
    }
}

/// An entry of a mark, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The id that was marked.
    pub entry: String,
    /// Where it is.
    pub place: Place,
    /// The row that shows the same booking and counts, where another file's does.
    pub shown_by: Option<EntryId>,
}

/// What is the same booking wherever it was marked.
type Origin<'a> = (Option<SourceId>, &'a str, Option<&'a Anchor>);

/// Where the entries of each mark are, in the order of marks and of their entries. An entry without an anchor was marked by a version
/// that took none down: it is where its id is.
pub fn resolve(marks: &[Mark], bookings: &Bookings) -> Vec<Vec<Placed>> {
    let mut placed: Vec<Vec<Placed>> = marks
        .iter()
        .map(|mark| {
            mark.entries.iter().enumerate().map(|(at, entry)| one(entry, mark.anchors.get(at), bookings)).collect()
        })
        .collect();
    part(marks, &mut placed);
    for placed in placed.iter_mut().flatten() {
        placed.shown_by = placed.place.entry().and_then(|id| bookings.shown_by(id));
    }
    placed
}

fn one(entry: &str, anchor: Option<&Anchor>, bookings: &Bookings) -> Placed {
    let id = entry.parse::<EntryId>().ok();
    let place = match (id, anchor) {
        (Some(id), Some(anchor)) => anchored(id, anchor, bookings),
        (Some(id), None) if bookings.has(id) => Place::Found(id),
        _ => Place::Lost,
    };
    Placed { entry: entry.to_owned(), place, shown_by: None }
}

fn anchored(id: EntryId, anchor: &Anchor, bookings: &Bookings) -> Place {
    let Some(like) = bookings.like(&anchor.content) else { return Place::Lost };
    match like.get(&id.source).map_or(Pick::None, |own| pick(anchor, own)) {
        Pick::One(own) if own.id == id => return Place::Found(id),
        Pick::One(own) => return Place::Moved(own.id),
        Pick::Several(several) => return doubtful(several),
        Pick::None => {}
    }
    let mut counted = BTreeSet::new();
    let mut in_doubt = false;
    for (_, rows) in like.iter().filter(|(source, _)| **source != id.source) {
        match pick(anchor, rows) {
            Pick::None => {}
            Pick::One(one) => {
                counted.insert(who_counts(one, like));
            }
            Pick::Several(several) => {
                in_doubt = true;
                counted.extend(several.into_iter().map(|one| who_counts(one, like)));
            }
        }
    }
    match counted.first() {
        None => Place::Lost,
        Some(&only) if counted.len() == 1 && !in_doubt => Place::Moved(only),
        Some(_) => Place::Doubtful(counted.into_iter().collect()),
    }
}

fn doubtful(several: Vec<&Booking>) -> Place {
    Place::Doubtful(several.into_iter().map(|one| one.id).collect())
}

/// Of two files that show one booking, the row that counts, as long as it has the same content.
fn who_counts(booking: &Booking, like: &BTreeMap<SourceId, Vec<Booking>>) -> EntryId {
    let find = |id: EntryId| like.get(&id.source)?.iter().find(|known| known.id == id);
    let mut last = booking;
    // A row counts, or names one that does: chains are short.
    for _ in 0..4 {
        match last.same_as.and_then(find) {
            Some(next) => last = next,
            None => break,
        }
    }
    last.id
}

/// What the rows of one file with an anchor's content come to.
enum Pick<'a> {
    None,
    One(&'a Booking),
    Several(Vec<&'a Booking>),
}

/// Of equal ones the one with the anchor's number. A reader that has learnt who is at the other end, or says it no longer, makes none another
/// booking; but then all of them have to have done so.
fn pick<'a>(anchor: &Anchor, rows: &'a [Booking]) -> Pick<'a> {
    let equal: Vec<&Booking> = rows.iter().filter(|row| row.other == anchor.other).collect();
    let silent = |row: &&Booking| anchor.other.is_none() || row.other.is_none();
    let near: Vec<&Booking> = rows.iter().filter(|row| row.other != anchor.other && silent(row)).collect();
    let number = usize::try_from(anchor.nth).ok().and_then(|nth| nth.checked_sub(1));
    let numbered = |of: &[&'a Booking]| {
        let is_whole = u32::try_from(of.len()).is_ok_and(|count| count == anchor.of);
        number.filter(|_| is_whole).and_then(|at| of.get(at).copied())
    };
    let group = if equal.is_empty() { &near } else { &equal };
    match numbered(group) {
        Some(one) => Pick::One(one),
        None if group.is_empty() => Pick::None,
        None => {
            let mut several: Vec<&Booking> = equal.into_iter().chain(near).collect();
            several.sort();
            Pick::Several(several)
        }
    }
}

/// Entries that were two do not become one: of those that come to one entry, it keeps the one that its own file says so of; the others that
/// moved there are doubtful.
fn part(marks: &[Mark], placed: &mut [Vec<Placed>]) {
    let origin = |mark: usize, at: usize| -> Option<Origin<'_>> {
        let mark = marks.get(mark)?;
        let entry = mark.entries.get(at)?.as_str();
        Some(match mark.anchors.get(at) {
            // The id tells the file alone: a booking that was marked before and after its row became another is one.
            Some(anchor) => (entry.parse::<EntryId>().ok().map(|id| id.source), "", Some(anchor)),
            None => (None, entry, None),
        })
    };
    let is_own = |origin: Origin<'_>, id: EntryId| origin.0.is_none_or(|source| source == id.source);
    let mut there = BTreeMap::<EntryId, BTreeSet<Origin<'_>>>::new();
    for (number, of_mark) in placed.iter().enumerate() {
        for (at, one) in of_mark.iter().enumerate() {
            if let Some((id, origin)) = one.place.entry().zip(origin(number, at)) {
                there.entry(id).or_default().insert(origin);
            }
        }
    }
    for (number, of_mark) in placed.iter_mut().enumerate() {
        for (at, one) in of_mark.iter_mut().enumerate() {
            let (Place::Moved(id), Some(mine)) = (&one.place, origin(number, at)) else { continue };
            let id = *id;
            let mut others = there.get(&id).into_iter().flatten().filter(|other| **other != mine).peekable();
            let is_alone = others.peek().is_none();
            let stays = is_alone || (is_own(mine, id) && others.all(|other| !is_own(*other, id)));
            if !stays {
                one.place = Place::Doubtful(vec![id]);
            }
        }
    }
}
