//! A person taken out of what a source gave: their own rows go, on those of others they are emptied, and the amounts of others stay.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray, new_null_array};
use arrow_select::filter::filter_record_batch;
use filature_model::{Account, Problem, Statement};
use rayon::prelude::*;

use super::Filter;
use crate::LedgerError;
use crate::build::{Entries, Segment};
use crate::erase::redact::ERASED;
use crate::tables::Row;

/// Text columns in which a person can stand beside the accounts and names.
const FREE: [&str; 5] = ["transaction", "city", "terminal", "text", "reference"];

impl Filter {
    /// Takes the person out of what a source gave. Says whether they were in it.
    pub(super) fn apply(&self, segment: &mut Segment) -> Result<bool, LedgerError> {
        if let Entries::Packed(packed) = &segment.entries {
            segment.entries = Entries::Held(packed.open()?);
        }
        let own: BTreeSet<u32> = segment
            .statements
            .iter()
            .filter(|known| self.is_account(known.account.as_str()))
            .map(|known| known.ordinal)
            .collect();
        let mut is_touched = !own.is_empty();
        segment.statements.retain(|statement| !own.contains(&statement.ordinal));
        for statement in &mut segment.statements {
            is_touched |= self.blank_statement(statement);
        }
        let left: Vec<Option<(RecordBatch, BTreeSet<u32>)>> =
            segment.entries.held().par_iter().map(|batch| self.left_of(batch, &own)).collect::<Result<_, _>>()?;
        let mut gone = BTreeSet::new();
        for (batch, left) in segment.entries.held_mut().iter_mut().zip(left) {
            if let Some((left, gone_of_batch)) = left {
                *batch = left;
                gone.extend(gone_of_batch);
                is_touched = true;
            }
        }
        let listed = segment.accounts.len();
        segment.accounts.retain(|account| !self.is_account(account.id.as_str()));
        is_touched |= listed != segment.accounts.len();
        for account in &mut segment.accounts {
            is_touched |= self.blank_account(account);
        }
        segment.problems.retain(|problem| !problem.place.row.is_some_and(|row| gone.contains(&row)));
        for problem in &mut segment.problems {
            is_touched |= self.blank_problem(problem);
        }
        Ok(is_touched)
    }

    fn blank_statement(&self, statement: &mut Statement) -> bool {
        let mut is_touched = false;
        for text in [&mut statement.holder, &mut statement.number] {
            is_touched |= self.blank(text);
        }
        is_touched
    }

    fn blank_account(&self, account: &mut Account) -> bool {
        let mut is_touched = false;
        let Account { holder, address, phone, email, device, introducer, signatories, .. } = account;
        for text in [holder, address, phone, email, device, introducer, signatories] {
            is_touched |= self.blank(text);
        }
        is_touched
    }

    fn blank_problem(&self, problem: &mut Problem) -> bool {
        let mut is_touched = false;
        for text in [&mut problem.found, &mut problem.expected] {
            if self.is_in(text) {
                ERASED.clone_into(text);
                is_touched = true;
            }
        }
        is_touched
    }

    /// Empties a field that names the person. It is not filled with a word: two fields with one word would look like one person.
    fn blank(&self, text: &mut Option<String>) -> bool {
        let is_in = text.as_deref().is_some_and(|text| self.is_in(text));
        if is_in {
            *text = None;
        }
        is_in
    }

    /// The rows that stay, with the person taken out of them; none where nothing changes. The amounts of another's statement stay, so
    /// that it foots. With the numbers of the rows that go.
    fn left_of(
        &self,
        batch: &RecordBatch,
        own: &BTreeSet<u32>,
    ) -> Result<Option<(RecordBatch, BTreeSet<u32>)>, LedgerError> {
        let (rows, mut gone) = (batch.num_rows(), BTreeSet::new());
        let (mut stays, mut blank) = (vec![true; rows], BTreeMap::<&str, BTreeSet<usize>>::new());
        for at in 0..rows {
            let row = Row { batch, at };
            let is_own = row.u32("statement").is_some_and(|statement| own.contains(&statement));
            let sides = ["debtor", "creditor"].map(|side| row.text(side).is_some_and(|key| self.is_account(key)));
            let other = ["debtor", "creditor"].iter().zip(sides).any(|(side, is)| !is && row.text(side).is_some());
            if is_own || (sides.contains(&true) && !other && row.u32("statement").is_none()) {
                if let (Some(is_left), Some(number)) = (stays.get_mut(at), row.u32("row")) {
                    *is_left = false;
                    gone.insert(number);
                }
                continue;
            }
            for (side, is_person) in SIDES.iter().zip(sides) {
                let by_name =
                    side.iter().skip(1).take(3).any(|column| row.text(column).is_some_and(|text| self.is_in(text)));
                let columns: &[&str] = match (is_person, by_name) {
                    (true, _) => side,
                    (false, true) => side.get(1..4).unwrap_or_default(),
                    _ => &[],
                };
                // The text of a payment of theirs names them in ways that nobody foresees: by the surname alone, by an initial.
                for &column in columns.iter().chain((!columns.is_empty()).then_some(&"text")) {
                    blank.entry(column).or_default().insert(at);
                }
            }
            for column in FREE {
                if row.text(column).is_some_and(|text| self.is_in(text)) {
                    blank.entry(column).or_default().insert(at);
                }
            }
        }
        if stays.iter().all(|stays| *stays) && blank.is_empty() {
            return Ok(None);
        }
        let blanked = blanked(batch, &blank)?;
        Ok(Some((filter_record_batch(&blanked, &BooleanArray::from(stays))?, gone)))
    }
}

/// What of a row is a side's: the account, then what names its holder, then what is known of it.
const SIDES: [[&str; 6]; 2] = [
    ["debtor", "debtor_name", "debtor_document", "debtor_phone", "debtor_country", "debtor_balance_minor"],
    ["creditor", "creditor_name", "creditor_document", "creditor_phone", "creditor_country", "creditor_balance_minor"],
];

/// The batch with these fields emptied; a text says that it was.
fn blanked(batch: &RecordBatch, blank: &BTreeMap<&str, BTreeSet<usize>>) -> Result<RecordBatch, LedgerError> {
    let schema = batch.schema();
    let mut columns: Vec<ArrayRef> = batch.columns().to_vec();
    for (field, column) in schema.fields().iter().zip(&mut columns) {
        let Some(rows) = blank.get(field.name().as_str()) else { continue };
        let keep: BooleanArray = (0..batch.num_rows()).map(|at| Some(!rows.contains(&at))).collect();
        *column = if field.name() == "text" {
            let texts = (0..batch.num_rows()).map(|at| {
                let row = Row { batch, at };
                if rows.contains(&at) { Some(ERASED) } else { row.text("text") }
            });
            Arc::new(texts.collect::<StringArray>())
        } else {
            let nothing = new_null_array(column.data_type(), column.len());
            arrow_select::zip::zip(&keep, column, &nothing)?
        };
    }
    Ok(RecordBatch::try_new(schema, columns)?)
}
