//! The bookings of a ledger that marks can be on: of millions of rows, those alone that fit an anchor or bear a marked id.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
use arrow_array::{Array, RecordBatch, StringArray};
use filature_model::{EntryId, Legs, SourceId, days_from_epoch, from_days};
use jiff::civil::Date;

use super::anchor::{Anchor, Content, sides};
use crate::LedgerError;
use crate::load::{EntryBook, column, column_text};
use crate::standing::Mark;

/// A row of the ledger, as far as a mark looks at it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Booking {
    /// Its id.
    pub id: EntryId,
    /// The account at the other end.
    pub other: Option<String>,
    /// The row that shows the same booking and counts, where this one does not.
    pub same_as: Option<EntryId>,
}

/// Bookings by what they moved, those of a file in the order of its rows.
#[derive(Clone, Debug, Default)]
pub struct Bookings {
    by_content: BTreeMap<Content, BTreeMap<SourceId, Vec<Booking>>>,
    /// Marked ids that some row bears, with the row that shows the same booking and counts, where there is one.
    present: BTreeMap<EntryId, Option<EntryId>>,
}

impl Bookings {
    /// Those that marks can be on.
    ///
    /// # Errors
    /// A bug of ours, when the tables have not the columns that they should.
    pub fn of(book: &EntryBook, marks: &[Mark]) -> Result<Self, LedgerError> {
        let anchors = marks.iter().flat_map(|mark| &mark.anchors);
        let wanted = anchors.map(|anchor| anchor.content.clone()).collect();
        let ids = marks.iter().flat_map(|mark| &mark.entries).filter_map(|id| id.parse().ok()).collect();
        Self::scan(book, &wanted, &ids)
    }

    /// Rows of these contents, and rows with these ids.
    fn scan(book: &EntryBook, wanted: &BTreeSet<Content>, ids: &BTreeSet<EntryId>) -> Result<Self, LedgerError> {
        let mut found = Self::default();
        if wanted.is_empty() && ids.is_empty() {
            return Ok(found);
        }
        // Most rows are told not to be meant by two numbers.
        let day = |content: &Content| content.on.parse::<Date>().ok().map(days_from_epoch);
        let quick: HashSet<(i32, u64)> =
            wanted.iter().filter_map(|content| Some((day(content)?, content.minor.unsigned_abs()))).collect();
        let rows: HashSet<u32> = ids.iter().map(|id| id.row).collect();
        for batch in book.batches() {
            let columns = Columns::of(batch)?;
            for at in 0..batch.num_rows() {
                let is_near = quick.contains(&columns.quick(at));
                if !is_near && !rows.contains(&columns.rows.value(at)) {
                    continue;
                }
                let Some(id) = columns.id(at) else { continue };
                if ids.contains(&id) {
                    found.present.insert(id, columns.same_as(at));
                }
                if is_near
                    && let Some((content, other)) = columns.content(at).filter(|(content, _)| wanted.contains(content))
                {
                    found.add(content, Booking { id, other, same_as: columns.same_as(at) });
                }
            }
        }
        Ok(found)
    }

    /// Adds a row, behind those of its file that are there.
    pub fn add(&mut self, content: Content, booking: Booking) {
        self.present.insert(booking.id, booking.same_as);
        self.by_content.entry(content).or_default().entry(booking.id.source).or_default().push(booking);
    }

    /// The rows with this content, file by file.
    pub(super) fn like(&self, content: &Content) -> Option<&BTreeMap<SourceId, Vec<Booking>>> {
        self.by_content.get(content)
    }

    /// Whether a row bears this id.
    pub(super) fn has(&self, id: EntryId) -> bool {
        self.present.contains_key(&id)
    }

    /// The row that shows the same booking and counts, where this one does not.
    pub(super) fn shown_by(&self, id: EntryId) -> Option<EntryId> {
        let first = (*self.present.get(&id)?)?;
        Some(self.present.get(&first).copied().flatten().unwrap_or(first))
    }

    /// The anchor of one of them.
    fn anchor(&self, content: &Content, id: EntryId) -> Option<Anchor> {
        let of_file = self.by_content.get(content)?.get(&id.source)?;
        let other = of_file.iter().find(|booking| booking.id == id)?.other.clone();
        let equal: Vec<EntryId> =
            of_file.iter().filter(|booking| booking.other == other).map(|booking| booking.id).collect();
        let at = equal.iter().position(|equal| *equal == id)?;
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Some(Anchor { content: content.clone(), other, nth: number(at + 1), of: number(equal.len()) })
    }
}

/// The anchors of entries, in their order; none of those that are no entry of the ledger.
///
/// # Errors
/// A bug of ours, when the tables have not the columns that they should.
pub fn anchors(book: &EntryBook, entries: &[EntryId]) -> Result<Vec<Option<Anchor>>, LedgerError> {
    let ids: BTreeSet<EntryId> = entries.iter().copied().collect();
    let rows: HashSet<u32> = ids.iter().map(|id| id.row).collect();
    let mut contents = BTreeMap::new();
    for batch in book.batches() {
        let columns = Columns::of(batch)?;
        for at in (0..batch.num_rows()).filter(|&at| rows.contains(&columns.rows.value(at))) {
            if let Some(id) = columns.id(at).filter(|id| ids.contains(id))
                && let Some((content, _)) = columns.content(at)
            {
                contents.insert(id, content);
            }
        }
    }
    let bookings = Bookings::scan(book, &contents.values().cloned().collect(), &BTreeSet::new())?;
    Ok(entries.iter().map(|id| bookings.anchor(contents.get(id)?, *id)).collect())
}

/// The rows of a book in which entries stand, counted over all batches.
///
/// # Errors
/// A bug of ours, when the tables have not the columns that they should.
pub fn rows(book: &EntryBook, ids: &BTreeSet<EntryId>) -> Result<BTreeMap<EntryId, usize>, LedgerError> {
    let numbers: HashSet<u32> = ids.iter().map(|id| id.row).collect();
    let (mut found, mut before) = (BTreeMap::new(), 0);
    for batch in book.batches() {
        let columns = Columns::of(batch)?;
        for at in (0..batch.num_rows()).filter(|&at| numbers.contains(&columns.rows.value(at))) {
            if let Some(id) = columns.id(at).filter(|id| ids.contains(id)) {
                found.insert(id, before + at);
            }
        }
        before += batch.num_rows();
    }
    Ok(found)
}

/// The columns of a batch that are looked at.
struct Columns<'a> {
    sources: &'a StringArray,
    rows: &'a arrow_array::PrimitiveArray<UInt32Type>,
    legs: &'a StringArray,
    debtor: &'a StringArray,
    creditor: &'a StringArray,
    days: &'a arrow_array::PrimitiveArray<Date32Type>,
    minor: &'a arrow_array::PrimitiveArray<Int64Type>,
    currency: &'a StringArray,
    same_as: &'a StringArray,
}

impl<'a> Columns<'a> {
    fn of(batch: &'a RecordBatch) -> Result<Self, LedgerError> {
        Ok(Self {
            sources: column_text(batch, "source")?,
            rows: column::<UInt32Type>(batch, "row")?,
            legs: column_text(batch, "legs")?,
            debtor: column_text(batch, "debtor")?,
            creditor: column_text(batch, "creditor")?,
            days: column::<Date32Type>(batch, "booked_on")?,
            minor: column::<Int64Type>(batch, "amount_minor")?,
            currency: column_text(batch, "currency")?,
            same_as: column_text(batch, "same_as")?,
        })
    }

    fn quick(&self, at: usize) -> (i32, u64) {
        (self.days.value(at), self.minor.value(at).unsigned_abs())
    }

    fn id(&self, at: usize) -> Option<EntryId> {
        Some(EntryId { source: self.sources.value(at).parse().ok()?, row: self.rows.value(at) })
    }

    fn same_as(&self, at: usize) -> Option<EntryId> {
        self.same_as.is_valid(at).then(|| self.same_as.value(at).parse().ok())?
    }

    fn content(&self, at: usize) -> Option<(Content, Option<String>)> {
        let text = |column: &'a StringArray| column.is_valid(at).then(|| column.value(at));
        let legs = Legs::from_word(self.legs.value(at))?;
        let (account, other, sign) = sides(legs, text(self.debtor), text(self.creditor));
        let content = Content {
            account: account.unwrap_or_default().to_owned(),
            on: from_days(self.days.value(at))?.to_string(),
            minor: self.minor.value(at).saturating_mul(sign),
            currency: self.currency.value(at).to_owned(),
        };
        Some((content, other.map(str::to_owned)))
    }
}
