//! The messages that pass a payment on: pain.001, by which a customer orders it, and pacs.008, by which a bank
//! hands it to the next.
//!
//! Each `CdtTrfTxInf` names both sides, so it is an entry that shows a whole transfer. An order moves no money: it
//! is `pending` for good, and a statement of the payer shows whether it was carried out. What banks passed on was
//! paid on its day of settlement.
//!
//! ```text
//! GrpHdr ─────────────┐ number and sum of payments: held against those in the message
//! PmtInf (pain.001) ──┤ payer, day: said once for the payments in it
//! CdtTrfTxInf ────────┴► an entry
//! ```

mod paths;
mod transfer;

use filature_model::{EntryColumns, Place, Problem, ProblemCode, SourceId};

use super::detail::Detail;
use super::kind::Message;
use super::leaves::Leaves;
use super::tags::Tag;
use super::tally::{Decimal, Tally};
use crate::{Reading, Refusal};

use transfer::{Context, Written};

/// The payments read so far, and what is open.
pub(super) struct Payments {
    source: SourceId,
    message: Message,
    container: Tag,
    /// The depth of the children of the container.
    base: usize,
    is_open: bool,
    group: Level,
    part: Level,
    /// How many messages or, of orders, parts there were.
    number: u32,
    payment: Leaves,
    payment_line: u32,
    rows: u32,
    columns: EntryColumns,
    problems: Vec<Problem>,
}

/// A message, or one `PmtInf` of it: what it says for all its payments, and of their number and sum.
#[derive(Default)]
struct Level {
    line: u32,
    leaves: Leaves,
    count: Option<String>,
    sum: Option<String>,
    total: Option<String>,
    tally: Tally,
}

impl Level {
    fn begin(&mut self, line: u32) {
        *self = Self { line, ..Self::default() };
    }

    /// Takes in what it says of its payments as a whole, or for all of them.
    fn leaf(&mut self, rest: &[Tag], text: &str, currency: &str) {
        let slot = match rest {
            [Tag::NbOfTxs] => &mut self.count,
            [Tag::CtrlSum] => &mut self.sum,
            [Tag::TtlIntrBkSttlmAmt] => &mut self.total,
            rest => {
                // Each is kept once: it is gone through for every payment.
                let field = paths::of_level(rest).filter(|field| !self.leaves.has(*field));
                return field.into_iter().for_each(|field| self.leaves.push(field, text, currency));
            }
        };
        slot.get_or_insert_with(|| text.to_owned());
    }

    /// Where what is stated is not what there is: column, what is stated, what the payments give.
    fn differences(&self) -> Vec<(&'static str, String, String)> {
        let mut found = Vec::new();
        let tally = &self.tally;
        if let Some(count) = self.count.as_deref().filter(|count| !tally.has_count(count)) {
            found.push(("NbOfTxs", count.to_owned(), tally.count.to_string()));
        }
        for (column, stated) in [("CtrlSum", &self.sum), ("TtlIntrBkSttlmAmt", &self.total)] {
            if let Some(sum) = stated.as_deref().filter(|sum| !tally.has_sum(sum)) {
                let read = tally.sum.as_ref().map_or_else(String::new, Decimal::to_string);
                found.push((column, sum.to_owned(), read));
            }
        }
        found
    }
}

impl Payments {
    /// Nothing read yet.
    pub(super) fn new(source: SourceId, message: Message, container: Tag) -> Self {
        Self {
            source,
            message,
            container,
            base: 0,
            is_open: false,
            group: Level::default(),
            part: Level::default(),
            number: 0,
            payment: Leaves::default(),
            payment_line: 0,
            rows: 0,
            columns: EntryColumns::new(source),
            problems: Vec::new(),
        }
    }

    /// Whether texts are to be collected.
    pub(super) fn wants_text(&self) -> bool {
        self.is_open
    }

    /// Opens the last element of the path, which stands on `line`.
    pub(super) fn start(&mut self, path: &[Tag], line: impl FnOnce() -> u32) {
        if !self.is_open && path.last() == Some(&self.container) {
            (self.is_open, self.base) = (true, path.len());
            let line = line();
            self.group.begin(line);
            if self.message == Message::Transfer {
                self.begin_part(line);
            }
            return;
        }
        match path.get(self.base..).filter(|_| self.is_open) {
            Some([Tag::PmtInf]) if self.message == Message::Order => self.begin_part(line()),
            Some([Tag::CdtTrfTxInf] | [Tag::PmtInf, Tag::CdtTrfTxInf]) => {
                self.payment.clear();
                self.payment_line = line();
            }
            _ => {}
        }
    }

    fn begin_part(&mut self, line: u32) {
        self.part.begin(line);
        self.number = self.number.saturating_add(1);
    }

    /// Takes in the text of the last element of the path.
    pub(super) fn leaf(&mut self, path: &[Tag], text: &str, currency: &str) {
        match path.get(self.base..).unwrap_or(&[]) {
            [Tag::PmtInf, Tag::CdtTrfTxInf, rest @ ..] | [Tag::CdtTrfTxInf, rest @ ..] => {
                if let Some(field) = paths::of_payment(rest) {
                    self.payment.push(field, text, currency);
                }
            }
            [Tag::GrpHdr, rest @ ..] => self.group.leaf(rest, text, currency),
            [Tag::PmtInf, rest @ ..] => self.part.leaf(rest, text, currency),
            _ => {}
        }
    }

    /// Closes the last element of the path.
    pub(super) fn end(&mut self, path: &[Tag]) {
        if !self.is_open {
            return;
        }
        match path.get(self.base..) {
            Some([Tag::CdtTrfTxInf] | [Tag::PmtInf, Tag::CdtTrfTxInf]) => self.end_payment(),
            Some([Tag::PmtInf]) => self.end_part(),
            Some([]) => self.end_message(),
            _ => {}
        }
    }

    fn end_payment(&mut self) {
        let texts = self.payment.all().chain(self.part.leaves.all()).chain(self.group.leaves.all());
        let detail = Detail::of(texts);
        let amount = Written::of(self.message, &detail).map_or("", |written| written.text);
        self.group.tally.add(amount);
        self.part.tally.add(amount);
        let context = Context {
            source: self.source,
            message: self.message,
            number: self.number.max(1),
            row: self.rows,
            line: self.payment_line,
            // The payer of an order is said once for all payments of its part, and noted once.
            is_first: self.message == Message::Transfer || self.part.tally.count == 1,
        };
        if let Err(problem) = transfer::write(&detail, &context, &mut self.columns, &mut self.problems) {
            self.problems.push(problem);
        }
        self.rows = self.rows.saturating_add(1);
    }

    fn end_part(&mut self) {
        let place = Place { message: Some(self.number), row: None, line: Some(self.part.line) };
        if self.part.tally.count > 0 {
            let found = self.part.tally.count.to_string();
            let note = Problem::new(self.source, place, ProblemCode::OrderOnly, found, "");
            self.problems.push(note.in_column("PmtInf"));
        }
        self.note_differences(self.part.differences(), place);
    }

    fn end_message(&mut self) {
        self.is_open = false;
        // Of orders, the parts are counted, and what is said of all of them is said of none.
        let message = (self.message == Message::Transfer).then_some(self.number);
        let place = Place { message, row: None, line: Some(self.group.line) };
        self.note_differences(self.group.differences(), place);
    }

    fn note_differences(&mut self, differences: Vec<(&str, String, String)>, place: Place) {
        self.problems.extend(differences.into_iter().map(|(column, found, expected)| {
            Problem::new(self.source, place, ProblemCode::SumDiffers, found, expected).in_column(column)
        }));
    }

    /// All that was read, with these problems of the file beside.
    pub(super) fn finish(mut self, mut problems: Vec<Problem>) -> Result<Reading, Refusal> {
        if self.rows == 0 {
            return Err(self.message.without_parts());
        }
        problems.append(&mut self.problems);
        problems.sort_by_key(|problem| problem.place.line);
        Ok(Reading {
            format: self.message.format(),
            entries: vec![self.columns.finish()?],
            statements: Vec::new(),
            accounts: Vec::new(),
            rates: Vec::new(),
            problems,
        })
    }
}
