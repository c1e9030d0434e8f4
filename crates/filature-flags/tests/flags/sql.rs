//! Queries with their answers, in plain text (`sql/*.slt`, in the manner of SQLite's logic tests).
//!
//! `query` and the lines behind it are the query; behind `----` stand its rows, the values set apart by one space, NULL as `NULL`, an
//! empty text as `(empty)`. `error` is the same with what the message must hold.

use std::sync::Arc;

use filature_flags::{Columns, Limits, Session, Value};

use super::support::columns;

const PAYMENTS: &str = include_str!("sql/payments.csv");
const ACCOUNTS: &str = include_str!("sql/accounts.csv");

fn ledger() -> Arc<Columns> {
    columns(&[("payments.csv", PAYMENTS), ("accounts.csv", ACCOUNTS)])
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "NULL".into(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) if text.is_empty() => "(empty)".into(),
        Value::Text(text) => text.clone(),
    }
}

/// Runs a file of queries.
fn run(file: &str, text: &str) {
    let session = Session::new(&ledger(), Limits::default()).unwrap();
    let (mut ran, mut wrong) = (0, String::new());
    for block in text.split("\n\n") {
        let block: Vec<&str> = block.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
        let Some((kind, rest)) = block.split_first() else { continue };
        let at = rest.iter().position(|line| *line == "----").unwrap_or(rest.len());
        let (sql, expected) = (rest[..at].join("\n"), rest.get(at + 1..).unwrap_or_default());
        let answer = session.query(&sql, &[]);
        ran += 1;
        let found: Vec<String> = match (*kind, answer) {
            ("query", Ok(answer)) => {
                answer.rows.iter().map(|row| row.iter().map(shown).collect::<Vec<_>>().join(" ")).collect()
            }
            ("query", Err(error)) | ("error", Err(error)) => vec![error.to_string()],
            ("error", Ok(answer)) => vec![format!("it was answered, with {} rows", answer.rows.len())],
            (other, _) => panic!("{file}: {other:?} is neither query nor error"),
        };
        let fits = match *kind {
            "error" => expected.iter().all(|part| found[0].contains(part.trim())) && !expected.is_empty(),
            _ => found == expected,
        };
        if !fits {
            wrong.push_str(&format!(
                "\n{sql}\n---- expected\n{}\n---- found\n{}\n",
                expected.join("\n"),
                found.join("\n")
            ));
        }
    }
    assert!(wrong.is_empty(), "{file}: {wrong}");
    assert_eq!(
        ran,
        text.lines().filter(|line| matches!(*line, "query" | "error")).count(),
        "{file}: each block stands alone"
    );
}

#[test]
fn tables() {
    run("tables.slt", include_str!("sql/tables.slt"));
}

#[test]
fn table_functions() {
    run("functions.slt", include_str!("sql/functions.slt"));
}

#[test]
fn wrong_arguments() {
    run("wrong.slt", include_str!("sql/wrong.slt"));
}
