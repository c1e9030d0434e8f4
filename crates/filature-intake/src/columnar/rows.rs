//! From batches to rows, read as those of a CSV.

use arrow_array::RecordBatch;
use csv::StringRecord;
use filature_model::{Place, SourceId};

use super::cells::{Cell, cells};
use super::sources::Batches;
use super::{damaged, kinds};
use crate::csv::{CanonicalRows, Fields, Record, Rows, accounts, canonical, collect_rows, refuse_repeated};
use crate::{Format, Reading, Refusal};

/// How many entries are gathered before their columns are built.
const GATHERED_ROWS: usize = 65_536;

/// A table has no more rows than bytes, but for small ones: what claims more holds the same row over and over.
const FREE_ROWS: usize = 65_536;

/// Reads the batches of a file of this many bytes.
pub fn read(source: SourceId, format: Format, size: usize, table: Batches<'_>) -> Result<Reading, Refusal> {
    let header: Vec<String> = table.schema.fields().iter().map(|field| field.name().trim().to_lowercase()).collect();
    let most_rows = size.saturating_add(FREE_ROWS);
    if canonical::is_header(&header) {
        refuse_repeated(&header, canonical::is_read)?;
        kinds::refuse_others(&table.schema, canonical::is_read)?;
        return read_canonical(source, format, &header, table, most_rows);
    }
    if accounts::is_header(&header) {
        refuse_repeated(&header, accounts::is_read)?;
        kinds::refuse_others(&table.schema, accounts::is_read)?;
        let mut records = Vec::new();
        each_row(table, &header, accounts::is_read, most_rows, |fields, _| {
            let fields: Vec<String> = fields.iter().map(|field| field.trim().to_owned()).collect();
            records.push(Record { line: 0, width: fields.len(), fields });
        })?;
        let reading = accounts::read_records(source, &header, records);
        return if reading.accounts.is_empty() && reading.problems.is_empty() { Err(empty()) } else { Ok(reading) };
    }
    Err(other_layout(&header))
}

fn read_canonical(
    source: SourceId,
    format: Format,
    header: &[String],
    table: Batches<'_>,
    most_rows: usize,
) -> Result<Reading, Refusal> {
    let reader = CanonicalRows::of(header)?;
    let (mut all, mut rows, mut count) = (Vec::new(), Rows::new(source), 0_usize);
    let (mut record, mut ends) = (StringRecord::new(), Vec::new());
    each_row(table, header, canonical::is_read, most_rows, |fields, number| {
        record.clear();
        fields.iter().for_each(|field| record.push_field(field));
        let fields = Fields::of_record(&record, &mut ends);
        reader.read(&fields, Place { row: Some(number), ..Place::default() }, &mut rows);
        count += 1;
        if rows.columns.rows() >= GATHERED_ROWS {
            all.push(std::mem::replace(&mut rows, Rows::new(source)));
        }
    })?;
    all.push(rows);
    if count == 0 {
        return Err(empty());
    }
    collect_rows(format, all, canonical::unread_columns(source, header))
}

/// Calls `each` with the texts of every row and its number; those of columns that are not read are empty.
fn each_row(
    table: Batches<'_>,
    header: &[String],
    is_read: impl Fn(&str) -> bool,
    most_rows: usize,
    mut each: impl FnMut(&[String], u32),
) -> Result<(), Refusal> {
    let mut fields = vec![String::new(); header.len()];
    let mut before = 0_usize;
    for batch in table.batches {
        let batch: RecordBatch = batch.map_err(|error| damaged(&error))?;
        if before.saturating_add(batch.num_rows()) > most_rows {
            return Err(damaged(&"it claims more rows than it has bytes"));
        }
        let columns = columns(&batch, header, &is_read)?;
        for row in 0..batch.num_rows() {
            for (field, column) in fields.iter_mut().zip(&columns) {
                field.clear();
                if let Some(write) = column {
                    write(row, field);
                }
            }
            let number = u32::try_from(before + row)
                .map_err(|_| Refusal::new("The file has more than 4,294,967,295 rows.", "Split it by month."))?;
            each(&fields, number);
        }
        before += batch.num_rows();
    }
    Ok(())
}

/// How the cells of each column are written; none for one that is not read.
fn columns<'a>(
    batch: &'a RecordBatch,
    header: &[String],
    is_read: impl Fn(&str) -> bool,
) -> Result<Vec<Option<Cell<'a>>>, Refusal> {
    let column = |(name, array): (&String, &'a arrow_array::ArrayRef)| match cells(array.as_ref()) {
        _ if !is_read(name) => Ok(None),
        Some(cell) => Ok(Some(cell)),
        None => Err(damaged(&format!("the column {name:?} is not of the type that its schema says"))),
    };
    header.iter().zip(batch.columns()).map(column).collect()
}

fn empty() -> Refusal {
    Refusal::new("The table has columns and no rows.", "Ask the sender for the whole file.")
}

fn other_layout(header: &[String]) -> Refusal {
    let has = |name: &str| header.iter().any(|column| column == name);
    if has("amount_minor") && has("legs") && has("source") {
        return Refusal::new(
            "This is the table of entries of a case: its rows are what another case made of its sources.",
            "Add the sources themselves: they are in the folder `sources` of that case.",
        );
    }
    let columns: Vec<&str> = header.iter().take(20).map(String::as_str).collect();
    Refusal::new(
        format!("The columns are in no layout that is known: {}.", columns.join(", ")),
        "Name them as in the canonical layout (booked_at, debtor, creditor, amount, currency, …; see docs/reference/formats.md).",
    )
}
