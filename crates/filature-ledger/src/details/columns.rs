//! The columns of the entries, each brought to the transactions that its rows are of.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int16Type, TimestampMicrosecondType};
use arrow_array::{Array, BooleanArray, RecordBatch};
use filature_model::{NO_MINUTE, NO_WORD};

use super::pool::Pool;
use crate::LedgerError;
use crate::load::lines::Lines;
use crate::load::rows::Rows;
use crate::load::{column, column_text};

const MINUTE_MICROS: i64 = 60_000_000;
const MINUTES_OF_A_DAY: i64 = 1_440;

/// Whose line of a pair knows a thing best.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Best {
    Payers,
    Payees,
}

/// The rows of the entries, and which transaction each is of.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    pub rows: Rows<'a>,
    pub lines: &'a Lines,
}

impl Columns<'_> {
    /// For each transaction the word of a column of texts, for now as the pool numbers it, where the transaction is wanted.
    /// Empty when no row has any.
    pub fn codes(
        self,
        name: &str,
        best: Best,
        pool: &mut Pool,
        wanted: impl Fn(usize) -> bool,
    ) -> Result<Vec<u32>, LedgerError> {
        let mut codes = Vec::new();
        self.rows.each(&[name], |first, batch| {
            let texts = column_text(batch, name)?;
            if texts.null_count() == texts.len() {
                return Ok(());
            }
            if codes.is_empty() {
                codes = vec![NO_WORD; self.lines.transactions()];
            }
            for at in (0..texts.len()).filter(|&at| texts.is_valid(at)) {
                let Some((position, is_payees)) = self.lines.of(first + at).filter(|line| wanted(line.0)) else {
                    continue;
                };
                let code = pool.code(texts.value(at));
                if code != NO_WORD && (codes[position] == NO_WORD || is_payees == (best == Best::Payees)) {
                    codes[position] = code;
                }
            }
            Ok(())
        })?;
        Ok(codes)
    }

    /// The day of booking as the payer's line or only row writes it.
    pub fn days(self) -> Result<Vec<i32>, LedgerError> {
        let mut days = vec![0; self.lines.transactions()];
        self.rows.each(&["booked_on"], |first, batch| {
            let booked = column::<Date32Type>(batch, "booked_on")?;
            for at in 0..booked.len() {
                if let Some((position, false)) = self.lines.of(first + at) {
                    days[position] = booked.value(at);
                }
            }
            Ok(())
        })?;
        Ok(days)
    }

    /// The minute of that day as written: of the payer's line, or of the payee's where that is booked on the same day.
    pub fn minutes(self, days: &[i32]) -> Result<Vec<u16>, LedgerError> {
        let mut minutes = vec![NO_MINUTE; days.len()];
        self.rows.each(&["booked_on", "booked_at", "has_time", "offset_minutes"], |first, batch| {
            let (booked, instants) =
                (column::<Date32Type>(batch, "booked_on")?, column::<TimestampMicrosecondType>(batch, "booked_at")?);
            let has_time = flags(batch, "has_time")?;
            if has_time.true_count() == 0 {
                return Ok(());
            }
            let offsets = column::<Int16Type>(batch, "offset_minutes")?;
            for at in (0..booked.len()).filter(|&at| has_time.value(at)) {
                let Some((position, is_payees)) = self.lines.of(first + at) else { continue };
                let offset = if offsets.is_valid(at) { i64::from(offsets.value(at)) } else { 0 };
                let minute = (instants.value(at).div_euclid(MINUTE_MICROS) + offset).rem_euclid(MINUTES_OF_A_DAY);
                if booked.value(at) == days[position] && (minutes[position] == NO_MINUTE || !is_payees) {
                    minutes[position] = u16::try_from(minute).unwrap_or(NO_MINUTE);
                }
            }
            Ok(())
        })?;
        Ok(minutes)
    }

    /// Whether a transaction is marked as pay, or marked as none.
    pub fn payroll(self) -> Result<Vec<Option<bool>>, LedgerError> {
        let mut marks = vec![None; self.lines.transactions()];
        self.rows.each(&["payroll"], |first, batch| {
            let flags = flags(batch, "payroll")?;
            if flags.null_count() == flags.len() {
                return Ok(());
            }
            for at in (0..flags.len()).filter(|&at| flags.is_valid(at)) {
                if let Some((position, is_payees)) = self.lines.of(first + at)
                    && (marks[position].is_none() || !is_payees)
                {
                    marks[position] = Some(flags.value(at));
                }
            }
            Ok(())
        })?;
        Ok(marks)
    }
}

fn flags<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a BooleanArray, LedgerError> {
    batch
        .column_by_name(name)
        .and_then(|column| column.as_boolean_opt())
        .ok_or_else(|| LedgerError::Bug(format!("entries.parquet has no column {name}")))
}
