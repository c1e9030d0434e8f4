use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray, UInt32Array};
use filature_model::{Place, Problem, ProblemCode, schema};

use super::{Row, read};
use crate::LedgerError;

/// Problems as a batch, in the order given.
///
/// # Errors
/// A bug of ours, when the columns do not fit.
pub fn problems_batch(problems: &[Problem]) -> Result<RecordBatch, LedgerError> {
    let text = |get: &dyn Fn(&Problem) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(problems.iter().map(get)))
    };
    let number = |get: &dyn Fn(&Problem) -> Option<u32>| -> ArrayRef {
        Arc::new(problems.iter().map(get).collect::<UInt32Array>())
    };
    let columns = vec![
        text(&|problem| problem.source.to_string()),
        number(&|problem| problem.place.message),
        number(&|problem| problem.place.row),
        number(&|problem| problem.place.line),
        Arc::new(problems.iter().map(|problem| problem.column.as_deref()).collect::<StringArray>()),
        text(&|problem| problem.code.severity().word().to_owned()),
        text(&|problem| problem.code.word().to_owned()),
        text(&|problem| problem.found.clone()),
        text(&|problem| problem.expected.clone()),
    ];
    Ok(RecordBatch::try_new(schema::problems(), columns)?)
}

/// Reads `problems.parquet`.
///
/// # Errors
/// When it cannot be read, or holds a word that this version does not know.
pub fn problem_rows(path: &Path) -> Result<Vec<Problem>, LedgerError> {
    let mut problems = Vec::new();
    for batch in read(path)? {
        for at in 0..batch.num_rows() {
            let row = Row { batch: &batch, at };
            problems.push(problem(&row).ok_or_else(|| LedgerError::Damaged {
                path: path.to_owned(),
                what: format!("row {at} cannot be read; delete the ledger folder to have it rebuilt"),
            })?);
        }
    }
    Ok(problems)
}

fn problem(row: &Row<'_>) -> Option<Problem> {
    let place = Place { message: row.u32("message"), row: row.u32("row"), line: row.u32("line") };
    let code = ProblemCode::from_word(row.text("code")?)?;
    let source = row.text("source")?.parse().ok()?;
    let mut problem = Problem::new(source, place, code, row.text("found")?, row.text("expected")?);
    problem.column = row.text("column").map(str::to_owned);
    Some(problem)
}
