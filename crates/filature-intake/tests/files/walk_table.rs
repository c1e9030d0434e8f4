//! What became of every file of some folders, as rows of the table of `docs/reference/formats.md`.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use arrow_array::{Array, RecordBatch};
use filature_intake::{Options, Outcome, Reading, Refusal, read};

/// One file.
pub struct Walked {
    /// Its name.
    pub file: String,
    /// What it was read as, or a dash.
    pub format: &'static str,
    /// Entries read.
    pub entries: usize,
    /// Statements of which both balances are stated, and those of them that foot.
    pub statements: (usize, usize),
    /// Why nothing was taken.
    pub refused: Option<String>,
}

impl fmt::Display for Walked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, format, entries, statements: (stated, footing), refused } = self;
        // A long number in a name may be somebody's account.
        let file = masked(file);
        let why = refused.as_deref().unwrap_or("").replace('|', "\\|").replace('\n', " ");
        write!(f, "| {file} | {format} | {entries} | {footing} of {stated} | {why} |")
    }
}

/// The name without its long numbers.
fn masked(name: &str) -> String {
    let digits = |at: usize| name.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (mut shown, mut at) = (String::new(), 0);
    for (start, letter) in name.char_indices() {
        match digits(start) {
            _ if start < at => {}
            long if long > 8 => {
                shown.push('…');
                at = start + long;
            }
            _ => shown.push(letter),
        }
    }
    shown
}

/// Every file whose name ends in one of these, in the order of the paths.
pub fn walk(folders: &[PathBuf], ends: &[&str]) -> Vec<Walked> {
    let mut paths = Vec::new();
    folders.iter().for_each(|folder| collect(folder, &mut paths));
    paths.retain(|path| path.extension().is_some_and(|end| ends.iter().any(|wanted| end == *wanted)));
    paths.iter().map(|path| read_one(path)).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { collect(&path, found) } else { found.push(path) }
    }
}

fn read_one(path: &Path) -> Walked {
    let name = path.file_name().unwrap().to_string_lossy();
    walked(&name, read("a1b2c3d4e5f6".parse().unwrap(), &fs::read(path).unwrap(), &Options::default()))
}

/// What became of a file of this name.
pub fn walked(name: &str, outcome: Result<Outcome, Refusal>) -> Walked {
    let (format, entries, statements, refused) = match outcome {
        Ok(Outcome::Read(reading, _)) => (reading.format.word(), reading.entry_count(), footing(&reading), None),
        Ok(Outcome::InDoubt(draft)) => ("-", 0, (0, 0), Some(draft.doubts.join("; "))),
        Err(refusal) => ("-", 0, (0, 0), Some(refusal.to_string())),
    };
    Walked { file: name.to_owned(), format, entries, statements, refused }
}

/// Statements with both balances, and those of them that foot.
fn footing(reading: &Reading) -> (usize, usize) {
    let mut sums = vec![0_i64; reading.statements.len()];
    for batch in &reading.entries {
        (0..batch.num_rows()).for_each(|at| add(batch, at, &mut sums));
    }
    let stated = reading.statements.iter().zip(sums).filter_map(|(statement, sum)| {
        Some((statement.opening?.minor + sum == statement.closing?.minor) && statement.unreadable_rows == 0)
    });
    let foots: Vec<bool> = stated.collect();
    (foots.len(), foots.iter().filter(|foots| **foots).count())
}

/// Adds a row to the sum of its statement, if it moved money.
fn add(batch: &RecordBatch, at: usize, sums: &mut [i64]) {
    let column = |name: &str| batch.column_by_name(name).unwrap();
    if column("statement").is_null(at) || column("status").is_valid(at) {
        return;
    }
    let ordinal = column("statement").as_primitive::<UInt32Type>().value(at);
    let minor = column("amount_minor").as_primitive::<Int64Type>().value(at);
    let is_credit = column("legs").as_string::<i32>().value(at) == "credit";
    sums[usize::try_from(ordinal).unwrap()] += if is_credit { minor } else { -minor };
}
