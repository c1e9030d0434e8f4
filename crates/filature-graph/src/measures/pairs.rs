//! Who pays whom: one row for a payer, a payee and a currency.
//!
//! ```text
//! payer ─► what it paid to known parties ─► by payee and currency, each in time order ─► rows
//! ```
//! Amounts are what left the payer. Cost: the payer's payments are put in order, and each column that is asked goes once
//! through those of the row.

use std::cell::OnceCell;
use std::ops::Range;

use filature_model::NO_WORD;

use super::events::{Event, Way, gather, stretch, tx};
use super::figures::{cell_of, median, moments};
use super::reading::{known, month_of, number};
use super::{Cell, Index, MeasureError, Rows, Selection, View, parties_of};

/// The columns, in order.
pub const COLUMNS: &[&str] = &[
    "payer",
    "payee",
    "payments",
    "amount_minor",
    "currency",
    "euro_minor",
    "first_tx",
    "last_tx",
    "first_day",
    "last_day",
    "days",
    "months",
    "cities",
    "least_minor",
    "most_minor",
    "median_minor",
    "cv_permille",
    "median_gap_days",
    "transactions",
];

/// Opens the pairs of all payers, or of one.
///
/// # Errors
/// A selection that is not known.
pub fn open<'a>(
    view: View<'a>,
    index: &'a Index,
    selection: &str,
    only: Option<u32>,
) -> Result<Box<dyn Rows + 'a>, MeasureError> {
    Ok(Box::new(Pairs {
        view,
        index,
        selection: Selection::parse(selection, &view)?,
        payers: parties_of(index.parties(), only),
        payer: 0,
        events: Vec::new(),
        row: 0..0,
        days: OnceCell::new(),
        transactions: OnceCell::new(),
    }))
}

struct Pairs<'a> {
    view: View<'a>,
    index: &'a Index,
    selection: Selection,
    /// Payers still to come.
    payers: Range<u32>,
    payer: u32,
    /// Payments of the payer, by payee and currency.
    events: Vec<Event>,
    /// Those of the row.
    row: Range<usize>,
    /// Different days of the row, sorted.
    days: OnceCell<Vec<i32>>,
    transactions: OnceCell<Vec<u32>>,
}

impl Pairs<'_> {
    fn payments(&self) -> &[Event] {
        &self.events[self.row.clone()]
    }

    fn amounts(&self) -> impl Iterator<Item = i64> {
        self.payments().iter().map(|event| event.minor)
    }

    fn days(&self) -> &[i32] {
        self.days.get_or_init(|| distinct(self.payments().iter().map(|event| self.view.day(event.place()))))
    }

    fn median_gap_days(&self) -> Option<i64> {
        let gaps = self.days().windows(2).map(|pair| i64::from(pair[1]) - i64::from(pair[0]));
        median(gaps.collect())
    }

    fn euro_minor(&self) -> Option<i64> {
        let euro = self.payments().iter().map(|event| self.view.details.euro(event.place()).map(i128::from));
        euro.sum::<Option<i128>>().map(cell_of)
    }

    fn cities(&self) -> usize {
        let cities = self.payments().iter().map(|event| self.view.details.city.code(event.place()));
        distinct(cities.filter(|&city| city != NO_WORD)).len()
    }
}

/// Sorted, each once.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

impl Rows for Pairs<'_> {
    fn advance(&mut self) -> bool {
        self.days.take();
        self.transactions.take();
        loop {
            self.row = stretch(&self.events, self.row.end, |event| (event.other, event.currency));
            if !self.row.is_empty() {
                return true;
            }
            let Some(payer) = self.payers.next() else { return false };
            self.payer = payer;
            self.row = 0..0;
            let (view, selection) = (&self.view, &self.selection);
            let counts = |position| known(view.payee(position)).is_some() && selection.selects(view, position);
            gather(&mut self.events, (view, self.index), (payer, Way::Out), counts);
            // Stable: in time order within a pair.
            self.events.sort_by_key(|event| (event.other, event.currency));
        }
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let ([first, .., last] | [first @ last]) = self.payments() else { return Cell::Null };
        let day = |event: &Event| self.view.day(event.place());
        Cell::Number(match column {
            0 => i64::from(self.payer),
            1 => i64::from(first.other),
            2 => number(self.row.len()),
            3 => cell_of(self.amounts().map(i128::from).sum()),
            4 => return Cell::Text(first.currency.code()),
            5 => return self.euro_minor().map_or(Cell::Null, Cell::Number),
            6 => tx(first),
            7 => tx(last),
            8 => i64::from(day(first)),
            9 => i64::from(day(last)),
            10 => number(self.days().len()),
            11 => number(distinct(self.days().iter().map(|&day| month_of(day))).len()),
            12 => number(self.cities()),
            13 => return self.amounts().min().map_or(Cell::Null, Cell::Number),
            14 => return self.amounts().max().map_or(Cell::Null, Cell::Number),
            15 => return median(self.amounts().collect()).map_or(Cell::Null, Cell::Number),
            16 => moments(self.amounts()).cv_permille(self.amounts()),
            17 => return self.median_gap_days().map_or(Cell::Null, Cell::Number),
            18 => {
                let list = || self.payments().iter().map(|event| event.position).collect();
                return Cell::List(self.transactions.get_or_init(list));
            }
            _ => return Cell::Null,
        })
    }
}
