use filature_model::ProblemCode;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::*;

/// A sheet as it comes back: rows of kind, page, line, date, text, debit, credit, balance.
fn typed(rows: &[[&str; 8]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET_NAME).unwrap();
    let sha256 = "ab".repeat(32);
    for (row, text) in [
        (SOURCE_ROW, sha256.as_str()),
        (ACCOUNT_ROW, "FR7699999000010000000000115"),
        (CURRENCY_ROW, "EUR"),
        (TYPIST_ROW, "A. Martin"),
    ] {
        sheet.write_string(row, 1, text).unwrap();
    }
    for (row, cells) in (HEADINGS_ROW + 1..).zip(rows) {
        for (column, text) in [0, 1, 2, 3, 5, 6, 7, 8].into_iter().zip(cells) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) if text.is_empty() => continue,
                Err(_) => sheet.write_string(row, column, *text).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

const PAGES: [[&str; 8]; 7] = [
    ["brought forward · report", "1", "", "", "", "", "", "100"],
    ["entry", "1", "3", "02/01/2024", "CARTE", "40.10", "", ""],
    ["carried forward · à reporter", "1", "", "", "", "", "", "59.90"],
    ["brought forward · report", "2", "", "", "", "", "", "59,90"],
    ["entry", "2", "1", "2024-01-20", "VERSEMENT", "", "1 000,10", "1060"],
    ["entry", "2", "2", "", "", "", "", ""],
    ["carried forward · à reporter", "2", "", "", "", "", "", "1060"],
];

fn read_rows(rows: &[[&str; 8]]) -> Reading {
    let bytes = typed(rows);
    assert!(looks_like(&bytes));
    read("a1b2c3d4e5f6".parse().unwrap(), &bytes, None).unwrap()
}

#[test]
fn what_was_typed_is_a_statement_with_its_typist() {
    let reading = read_rows(&PAGES);
    let statement = &reading.statements[0];
    assert_eq!((reading.entry_count(), reading.problems.as_slice()), (2, &[][..]));
    assert_eq!(statement.number.as_deref(), Some("abababababab typed by A. Martin"));
    assert_eq!((statement.opening.unwrap().minor, statement.closing.unwrap().minor), (10_000, 106_000));
}

#[test]
fn a_page_that_does_not_foot_is_refused_with_its_number() {
    let mut rows = PAGES;
    rows[1][5] = "40.11";
    let reading = read_rows(&rows);
    let codes: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.place.message)).collect();
    assert_eq!((reading.entry_count(), codes), (1, vec![(ProblemCode::PageDoesNotFoot, Some(1))]));
    assert_eq!(reading.statements[0].unreadable_rows, 1);
}

#[test]
fn pages_that_do_not_follow_each_other_are_named() {
    let mut rows = PAGES;
    (rows[3][7], rows[4][7], rows[6][7]) = ("58.90", "1059", "1059");
    let reading = read_rows(&rows);
    let codes: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.place.message)).collect();
    assert_eq!((reading.entry_count(), codes), (2, vec![(ProblemCode::DoesNotFoot, Some(2))]));
}

#[test]
fn rows_that_cannot_be_read_refuse_their_page() {
    for (column, text, code) in
        [(3, "31/02/2024", ProblemCode::BadDate), (5, "4x", ProblemCode::BadAmount), (6, "1", ProblemCode::BadAmount)]
    {
        let mut rows = PAGES;
        rows[1][column] = text;
        let reading = read_rows(&rows);
        assert_eq!((reading.entry_count(), reading.problems[0].code), (1, code), "{text}");
    }
}

#[test]
fn the_empty_sheet_asks_to_be_filled_in() {
    let original = Original { sha256: &"ab".repeat(32), name: "scan.pdf", pages: 3, typist: "A. Martin" };
    let bytes = sheet(&original).unwrap();
    assert_eq!(bytes, sheet(&original).unwrap(), "the same bytes each time");
    let refusal = read("a1b2c3d4e5f6".parse().unwrap(), &bytes, None).unwrap_err().to_string();
    assert!(refusal.contains("currency"), "{refusal}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_bytes_make_it_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = typed(&PAGES);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if looks_like(&bytes) {
            let _ = read("a1b2c3d4e5f6".parse().unwrap(), &bytes, None);
        }
    }
}
