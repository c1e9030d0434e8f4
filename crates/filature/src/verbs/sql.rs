use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use filature_flags::{Answer, Columns, Limits, PatternSource, Session, Value};
use filature_ledger::{Ledger, put_in_order_of_ids};

use super::{load_with_details, open};
use crate::outcome::{DONE, Failure};
use crate::{lines, screen};

/// Answers one query on a case; without one it is read from standard input.
pub fn run(case: &Path, query: Option<&str>, limits: Limits, json: bool) -> Result<u8, Failure> {
    let case = open(case)?;
    let query = match query {
        Some(query) => query.to_owned(),
        None => {
            let mut text = String::new();
            let failed = |error: std::io::Error| {
                Failure::call(format!("no query was given, and standard input cannot be read: {error}"))
            };
            std::io::stdin().read_to_string(&mut text).map_err(failed)?;
            text
        }
    };
    let (ledger, mut details) = load_with_details(&case)?;
    let Ledger { mut transactions, .. } = ledger;
    put_in_order_of_ids(&mut transactions, &mut details);
    let patterns = PatternSource::new(lines::with(&[])?, false);
    let columns = Arc::new(Columns::new(Arc::new(transactions), Arc::new(details), patterns));
    let session = Session::new(&columns, limits).map_err(Failure::bug)?;
    let answer = session.query(&query, &[]).map_err(|error| Failure::call(error.to_string()))?;
    if json {
        show_json(&answer)?
    } else {
        show(&answer)
    }
    Ok(DONE)
}

fn show_json(answer: &Answer) -> Result<(), Failure> {
    let cell = |value: &Value| match value {
        Value::Null => serde_json::Value::Null,
        Value::Number(number) => serde_json::json!(number),
        Value::Text(text) => serde_json::json!(text),
    };
    let rows: Vec<Vec<serde_json::Value>> = answer.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    screen::show_json(&serde_json::json!({ "columns": answer.columns, "rows": rows, "cut": answer.cut }))
}

fn show(answer: &Answer) {
    let header: Vec<&str> = answer.columns.iter().map(String::as_str).collect();
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => screen::short(text, 60),
    };
    let rows: Vec<Vec<String>> = answer.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let is_number = |at: usize| answer.rows.iter().all(|row| !matches!(row.get(at), Some(Value::Text(_))));
    let right: Vec<usize> = (0..header.len()).filter(|&at| is_number(at)).collect();
    screen::show(&screen::table(&header, &rows, &right));
    let count = screen::counted(answer.rows.len(), "row", "rows");
    screen::say(&if answer.cut { format!("{count}; more were left out: raise --rows") } else { count });
}
