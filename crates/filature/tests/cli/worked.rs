//! Small ledgers worked out by hand: rows in, a trace out.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::run::{expect, json};

/// A case with a folder of its own.
pub struct Worked {
    folder: tempfile::TempDir,
}

impl Worked {
    /// A case of canonical rows (id, payer, payee, amount), a day apart from 1 January 2024 on, in euro; these accounts
    /// open with these balances.
    pub fn of(rows: &[(&str, &str, &str, &str)], openings: &[(&str, &str)]) -> Self {
        let mut csv = "id,booked_at,debtor,creditor,amount,currency\n".to_owned();
        for (day, (id, debtor, creditor, amount)) in (1..).zip(rows) {
            csv.push_str(&format!("{id},2024-01-{day:02},{debtor},{creditor},{amount},EUR\n"));
        }
        let mut accounts = "account,opening_balance,opening_at,currency\n".to_owned();
        for (account, balance) in openings {
            accounts.push_str(&format!("{account},{balance},2024-01-01,EUR\n"));
        }
        Self::empty().with("rows.csv", &csv, &[]).with("accounts.csv", &accounts, &[])
    }

    /// A case with nothing in it yet.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Adds a file, with what is said of it.
    pub fn with(self, name: &str, text: &str, said: &[&str]) -> Self {
        let file = self.write(name, text);
        expect(0, &[&["add", &self.case(), &file], said].concat());
        self
    }

    /// Writes a file beside the case.
    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }

    /// The case folder.
    pub fn case(&self) -> String {
        self.path("case").to_string_lossy().into_owned()
    }

    /// Something in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `trace --json`.
    pub fn trace(&self, arguments: &[&str]) -> Value {
        json(0, &[&["trace", &self.case()], arguments].concat())
    }

    /// `trace` for people: what it shows, and what it says beside that.
    pub fn shown(&self, arguments: &[&str]) -> (String, String) {
        expect(0, &[&["trace", &self.case()], arguments].concat())
    }

    /// What is said when a call is refused, with exit code 2 and nothing on standard output.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let (out, err) = expect(2, &[&["trace", &self.case()], arguments].concat());
        assert!(out.is_empty(), "{out}");
        err
    }

    /// The lines of the journal.
    pub fn journal(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.path("case/journal.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The names of the files in a folder of the case.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let Ok(items) = fs::read_dir(self.path("case").join(folder)) else { return Vec::new() };
        let mut names: Vec<String> = items
            .map(|item| item.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// What a rule says is held: account, claim and amount; low and high must agree.
pub fn held(trace: &Value, rule: &str) -> Vec<(String, String, String)> {
    held_in(&trace["rules"][rule])
}

/// The same of one rule's result.
pub fn held_in(result: &Value) -> Vec<(String, String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = result["held"].as_array().unwrap_or_else(|| panic!("{result}"));
    rows.iter()
        .map(|row| {
            assert_eq!(row["low"], row["high"], "{row}");
            (text(row, "account"), text(row, "claim"), text(row, "low"))
        })
        .collect()
}

/// Rows of account, claim and amount.
pub fn rows(rows: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let owned = |row: &(&str, &str, &str)| (row.0.to_owned(), row.1.to_owned(), row.2.to_owned());
    rows.iter().map(owned).collect()
}

/// What a rule says that a transaction carried out of sight, over all claims that it names: `0.00` for none.
pub fn carried(trace: &Value, rule: &str, transaction: &str) -> String {
    carried_in(&trace["rules"][rule], transaction)
}

/// The same of one rule's result.
pub fn carried_in(result: &Value, transaction: &str) -> String {
    let left = result["left"].as_array().unwrap();
    let found: Vec<&Value> = left.iter().filter(|left| left["transaction"] == transaction).collect();
    assert!(found.len() < 2, "several claims: {found:?}");
    found.first().map_or_else(
        || "0.00".to_owned(),
        |left| {
            assert_eq!(left["low"], left["high"], "{left}");
            left["high"].as_str().unwrap().to_owned()
        },
    )
}
