//! Readings of several sheets as one: rows and statements counted through the file, the sheet being the message.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt32Type;
use arrow_array::{ArrayRef, RecordBatch, UInt32Array};
use arrow_schema::ArrowError;
use filature_model::{Place, Problem};

use crate::{Format, Reading};

/// Readings as they are joined.
pub struct Joined {
    reading: Option<Reading>,
    problems: Vec<Problem>,
    rows: u32,
}

impl Joined {
    /// None yet.
    pub fn new() -> Self {
        Self { reading: None, problems: Vec::new(), rows: 0 }
    }

    /// Notes a problem of a sheet or of the file.
    pub fn note(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Adds the reading of a sheet; `name` names it where there are others.
    ///
    /// # Errors
    /// Arrow's own: a bug of ours.
    pub fn add(&mut self, sheet: u32, name: Option<&str>, mut reading: Reading) -> Result<(), ArrowError> {
        let statements = self.reading.as_ref().map_or(0, |joined| joined.statements.len());
        let shift = Shift { sheet, rows: self.rows, statements: u32::try_from(statements).unwrap_or(u32::MAX) };
        let mut last_row = None;
        for batch in &mut reading.entries {
            *batch = shift.batch(batch)?;
            last_row = last_row.max(batch.column_by_name("row").and_then(|rows| {
                rows.as_primitive_opt::<UInt32Type>().and_then(|rows| rows.values().iter().copied().max())
            }));
        }
        for statement in &mut reading.statements {
            statement.ordinal = statement.ordinal.saturating_add(shift.statements);
            statement.place.message = Some(sheet);
            statement.number = statement.number.take().or_else(|| name.map(str::to_owned));
        }
        for place in reading.problems.iter_mut().map(|problem| &mut problem.place) {
            last_row = last_row.max(shift.place(place));
        }
        for place in reading.rates.iter_mut().map(|rate| &mut rate.place) {
            last_row = last_row.max(shift.place(place));
        }
        self.rows = last_row.map_or(self.rows, |row| row.saturating_add(1));
        self.problems.append(&mut reading.problems);
        match &mut self.reading {
            None => self.reading = Some(reading),
            Some(joined) => {
                if joined.entry_count() == 0 && reading.entry_count() > 0 {
                    joined.format = reading.format;
                }
                joined.entries.append(&mut reading.entries);
                joined.statements.append(&mut reading.statements);
                joined.accounts.append(&mut reading.accounts);
                joined.rates.append(&mut reading.rates);
            }
        }
        Ok(())
    }

    /// All of them.
    pub fn finish(self) -> Option<Reading> {
        let problems = self.problems;
        self.reading.map(|reading| Reading { problems, ..reading })
    }

    /// What the first sheet was read as.
    pub fn format(&self) -> Option<Format> {
        self.reading.as_ref().map(|reading| reading.format)
    }
}

/// By how much the places of a sheet move.
struct Shift {
    sheet: u32,
    rows: u32,
    statements: u32,
}

impl Shift {
    /// Moves a place, and gives its row.
    fn place(&self, place: &mut Place) -> Option<u32> {
        place.message = Some(self.sheet);
        place.row = place.row.map(|row| row.saturating_add(self.rows));
        place.row
    }

    fn batch(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let schema = batch.schema();
        let mut columns: Vec<ArrayRef> = batch.columns().to_vec();
        let mut replace = |name: &str, make: &dyn Fn(&UInt32Array) -> UInt32Array| {
            let at = schema.index_of(name)?;
            if let Some(column) = columns.get_mut(at)
                && let Some(numbers) = column.as_primitive_opt::<UInt32Type>()
            {
                *column = Arc::new(make(numbers));
            }
            Ok::<(), ArrowError>(())
        };
        replace("row", &|rows| rows.unary(|row| row.saturating_add(self.rows)))?;
        replace("message", &|messages| UInt32Array::from(vec![self.sheet; arrow_array::Array::len(messages)]))?;
        replace("statement", &|ordinals| ordinals.unary(|ordinal| ordinal.saturating_add(self.statements)))?;
        RecordBatch::try_new(schema, columns)
    }
}
