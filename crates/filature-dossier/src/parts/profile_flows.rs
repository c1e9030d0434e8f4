//! Rows of a profile's tables: how many came in and their sum, how many went out and theirs, and the entries of both.

use filature_model::Currency;

use super::trace_columns::dash;
use super::{Desk, sums};
use crate::document::{Figure, Ground, Grounds, Inline, Row, Set};
use crate::figures::computed;
use crate::notes::NOTE_ROWS;
use crate::profile::{Flow, Sum};
use crate::subject::Subject;
use crate::wording::{self as common, Pair, profiles as wording};

/// What rows are written with.
#[derive(Clone, Copy)]
pub struct Flows<'a, 'd> {
    /// The document.
    pub desk: &'a Desk<'d>,
    /// Whose profile.
    pub subject: &'a Subject,
    /// In which currency.
    pub currency: Currency,
}

impl Flows<'_, '_> {
    /// The grounds of what is made of these sums; none where none of their entries is known.
    pub fn grounds(&self, sums: &[&Sum]) -> Option<Grounds> {
        let rows = self.desk.catalogue.rows(sums.iter().flat_map(|sum| self.subject.ids_of(sum)))?;
        Some(computed(wording::HOW, &rows, None, self.desk.language))
    }

    /// The entries of a row for its last column. Where they are many, nothing: the annex of lists has them, and puts its link here.
    pub fn entries(&self, grounds: &Grounds) -> Vec<Inline> {
        match grounds.iter().next() {
            Some(Ground::Computed { rows, .. }) if rows.len() > NOTE_ROWS => Vec::new(),
            _ => sums::entries(self.desk, grounds),
        }
    }

    /// An amount.
    pub fn amount(&self, minor: i128, grounds: &Grounds) -> Inline {
        sums::minor(self.desk, minor, self.currency, grounds)
    }

    /// A count.
    pub fn count(&self, number: usize, grounds: &Grounds) -> Inline {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        Inline::Figure(Figure::count(number, self.desk.language, grounds.clone()))
    }

    /// A row of several flows together, with the cells that stand before and behind the figures.
    pub fn row(&self, first: Vec<Inline>, flows: &[&Flow], behind: Vec<Vec<Inline>>, sum: bool) -> Option<Row> {
        let all: Vec<&Sum> = flows.iter().flat_map(|flow| [&flow.credits, &flow.debits]).collect();
        let grounds = self.grounds(&all)?;
        let credits: Vec<&Sum> = flows.iter().map(|flow| &flow.credits).collect();
        let debits: Vec<&Sum> = flows.iter().map(|flow| &flow.debits).collect();
        let mut cells = vec![first];
        cells.extend([credits, debits].iter().flat_map(|sums| self.both(sums, &grounds)));
        cells.extend(behind);
        cells.push(self.entries(&grounds));
        Some(Row { cells, sum, ..Row::default() })
    }

    /// How many and how much.
    fn both(&self, sums: &[&Sum], grounds: &Grounds) -> [Vec<Inline>; 2] {
        let count: usize = sums.iter().map(|sum| sum.count()).sum();
        if count == 0 {
            return [vec![dash()], vec![dash()]];
        }
        let minor = sums.iter().map(|sum| sum.minor()).sum();
        [vec![self.count(count, grounds)], vec![self.amount(minor, grounds)]]
    }

    /// The columns of such rows.
    pub fn columns(&self, first: (Pair, Set), behind: &[(Pair, Set)]) -> Vec<(String, Set)> {
        let say = |(pair, set): (Pair, Set)| (self.desk.say(pair), set);
        let mut columns = vec![say(first)];
        columns.extend(
            [
                (wording::COL_COUNT, Set::Right),
                (wording::COL_IN, Set::Right),
                (wording::COL_COUNT, Set::Right),
                (wording::COL_OUT, Set::Right),
            ]
            .map(say),
        );
        columns.extend(behind.iter().copied().map(say));
        columns.push(say((common::COL_ENTRIES, Set::Left)));
        columns
    }
}
