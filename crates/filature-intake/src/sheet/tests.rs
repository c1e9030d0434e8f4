//! Spreadsheets from bytes to entries: small files written here, and the fixtures of other projects.

#![allow(clippy::unwrap_used, reason = "the helpers of a test are the test")]

mod books;
mod hostile;
mod statements;
mod written;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
use filature_model::{Problem, ProblemCode, Severity, SourceId, from_days};

use super::*;
use crate::Reading;
use crate::csv::{Draft, Mapping};

/// Of a bank that does not exist.
const ONE: &str = "FR7699999000010000000000115";
const OTHER: &str = "RS35999000010000000005";

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn outcome(bytes: &[u8], options: &Options) -> Outcome {
    assert!(looks_like(bytes));
    crate::read(source(), bytes, options).unwrap()
}

fn read_with(bytes: &[u8], options: &Options) -> (Reading, Option<Mapping>) {
    match outcome(bytes, options) {
        Outcome::Read(reading, mapping) => (*reading, mapping),
        Outcome::InDoubt(draft) => panic!("in doubt: {draft}"),
    }
}

fn read_all(bytes: &[u8]) -> Reading {
    read_with(bytes, &Options::default()).0
}

fn in_doubt(bytes: &[u8]) -> Draft {
    match outcome(bytes, &Options::default()) {
        Outcome::InDoubt(draft) => draft,
        Outcome::Read(reading, _) => panic!("read: {:?}", reading.problems),
    }
}

fn refused(bytes: &[u8]) -> Refusal {
    crate::read(source(), bytes, &Options::default()).unwrap_err()
}

/// Problems that cost something: `code@sheet:line`.
fn faults(reading: &Reading) -> Vec<String> {
    let costs = |problem: &&Problem| problem.code.severity() != Severity::Note;
    let number = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let name = |problem: &Problem| {
        format!("{}@{}:{}", problem.code.word(), number(problem.place.message), number(problem.place.line))
    };
    reading.problems.iter().filter(costs).map(name).collect()
}

fn has(reading: &Reading, code: ProblemCode, found: &str) -> bool {
    reading.problems.iter().any(|problem| problem.code == code && problem.found.contains(found))
}

/// `sheet:line row day minor text`, the amount signed by the side of the entry.
fn entries(reading: &Reading) -> Vec<String> {
    let mut all = Vec::new();
    for batch in &reading.entries {
        let numbers = |name: &str| batch.column_by_name(name).unwrap().as_primitive::<UInt32Type>().clone();
        let texts = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>().clone();
        let days = batch.column_by_name("booked_on").unwrap().as_primitive::<Date32Type>();
        let amounts = batch.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>();
        for at in 0..batch.num_rows() {
            let sign = if texts("legs").value(at) == "debit" { "-" } else { "" };
            let text = if texts("text").is_null(at) { String::new() } else { texts("text").value(at).to_owned() };
            all.push(format!(
                "{}:{} {} {} {sign}{} {text}",
                numbers("message").value(at),
                numbers("line").value(at),
                numbers("row").value(at),
                from_days(days.value(at)).unwrap(),
                amounts.value(at),
            ));
        }
    }
    all
}

#[test]
fn fixtures_of_other_projects_are_what_they_are() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    // A list of donations: dates and amounts, no account. It is a table in doubt, which a mapping would read.
    match std::fs::read(folder.join("opensanctions-nomenklatura/tests/fixtures/donations.xlsx")) {
        Err(_) => println!("donations.xlsx: not present: not walked"),
        Ok(bytes) => {
            let refusal = refused(&bytes);
            assert!(refusal.what.contains("no column of it holds dates"), "{refusal}");
            let mapping = Mapping::from_toml(
                "delimiter = ','\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'YMD'\ncurrency = 'EUR'\n\
                 account = 'X'\n[columns]\nbooked = 'DonationDate'\namount = 'DonationEUR'\n\
                 counterparty_name = 'Donor'\ntext = ['Party']\n",
            );
            let options = Options { mapping: Some(mapping.unwrap()), account: None };
            let (reading, _) = read_with(&bytes, &options);
            // The same list as CSV, where it has a row a donation.
            let rows = std::fs::read_to_string(folder.join("opensanctions-nomenklatura/tests/fixtures/donations.csv"));
            assert!(faults(&reading).is_empty(), "{:?}", reading.problems);
            assert_eq!(reading.entry_count(), rows.unwrap().lines().count() - 1);
        }
    }
    // It says .xls and is a text of separated values: no spreadsheet.
    match std::fs::read(folder.join("bank2ynab/test/test-data/test_swedebank_statement.xls")) {
        Err(_) => println!("test_swedebank_statement.xls: not present: not walked"),
        Ok(bytes) => {
            assert!(!looks_like(&bytes));
            let Outcome::Read(reading, _) = crate::read(source(), &bytes, &Options::default()).unwrap() else {
                panic!("it is in doubt");
            };
            assert_eq!((reading.entry_count(), faults(&reading).len()), (13, 0));
        }
    }
}

#[test]
fn cells_are_those_that_another_reader_finds() {
    use calamine::{Data, Reader, Xlsx};
    let bytes = written::statement(|_| {});
    let mut theirs: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.as_slice())).unwrap();
    let mut room = Room::of(bytes.len());
    let Some(Opened::Xlsx(mut package)) = open(&bytes) else { panic!("no workbook") };
    let ours = xlsx::read(&mut package, &mut room).unwrap();
    let mut compared = 0;
    for sheet in &ours.sheets {
        let range = theirs.worksheet_range(&sheet.name).unwrap();
        assert_eq!(range.used_cells().count(), sheet.cells.len());
        for placed in &sheet.cells {
            let value = range.get_value((placed.line - 1, placed.column)).unwrap();
            match (&placed.cell, value) {
                (cell::Cell::Text(text), Data::String(other)) => assert_eq!(&**text, other),
                (cell::Cell::Number(number), Data::Float(other)) => assert_eq!(number.to_bits(), other.to_bits()),
                (cell::Cell::Moment(moment), Data::DateTime(other)) => {
                    let (year, month, day, ..) = other.to_ymd_hms_milli();
                    let ours = moment.day.unwrap();
                    assert_eq!((ours.year(), ours.month(), ours.day()), (year as i16, month as i8, day as i8));
                }
                (cell, other) => panic!("{cell:?} and {other:?}"),
            }
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared}");
}

/// Files that this project made with other programs: openpyxl writes formulas without results, LibreOffice opened that
/// file, calculated it and saved it in three formats, and xlwt wrote the same statement one row higher.
#[test]
fn files_of_other_programs_are_read_alike() {
    let rows = |first: u32| {
        let texts = ["2024-05-02 -65000 LOYER", "2024-05-03 123456 SALAIRE", "2024-05-31 -1230 EPICERIE"];
        (first..).zip(0..).zip(texts).map(|((line, row), text)| format!("1:{line} {row} {text}")).collect::<Vec<_>>()
    };
    let files: [(&str, &[u8], u32, Option<i64>); 5] = [
        ("openpyxl", include_bytes!("tests/made/openpyxl.xlsx"), 6, None),
        ("LibreOffice XLSX", include_bytes!("tests/made/libreoffice.xlsx"), 6, Some(257_226)),
        ("LibreOffice ODS", include_bytes!("tests/made/libreoffice.ods"), 6, Some(257_226)),
        ("LibreOffice XLS", include_bytes!("tests/made/libreoffice.xls"), 6, Some(257_226)),
        ("xlwt", include_bytes!("tests/made/xlwt.xls"), 5, Some(257_226)),
    ];
    for (program, bytes, first, closing) in files {
        let reading = read_all(bytes);
        assert_eq!(entries(&reading), rows(first), "{program}");
        assert!(faults(&reading).is_empty(), "{program}: {:?}", reading.problems);
        let statement = &reading.statements[0];
        assert_eq!(statement.closing.map(|balance| balance.minor), closing, "{program}");
        assert_eq!(statement.opening.map(|balance| balance.minor), closing.map(|_| 200_000), "{program}");
    }
}
