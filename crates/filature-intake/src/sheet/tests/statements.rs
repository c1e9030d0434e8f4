//! One sheet: what stands in its cells, and what becomes of it.

use super::written::{day, ods, record, row, statement, xls, xlsx, xlsx_with};
use super::*;
use rust_xlsxwriter::{Format, Formula};

const THREE: [&str; 3] =
    ["1:6 0 2024-05-02 -65000 LOYER", "1:7 1 2024-05-03 123456 SALAIRE", "1:8 2 2024-05-31 -1230 EPICERIE"];

#[test]
fn a_statement_with_a_title_and_a_total_is_read_to_the_cent() {
    let reading = read_all(&statement(|_| {}));
    assert_eq!(entries(&reading), THREE);
    assert!(faults(&reading).is_empty(), "{:?}", reading.problems);
    let [one] = reading.statements.as_slice() else { panic!("{:?}", reading.statements) };
    assert_eq!((one.account.to_string().as_str(), one.place.message, one.unreadable_rows), (ONE, Some(1), 0));
    assert_eq!(one.opening.map(|balance| balance.minor), Some(200_000));
    assert_eq!(one.closing.map(|balance| balance.minor), Some(257_226));
    assert!(has(&reading, ProblemCode::NotAnEntry, "Total"));
    assert!(has(&reading, ProblemCode::NotAnEntry, "lines 1 to 4"));
}

#[test]
fn a_mapping_reads_what_the_guess_read() {
    let bytes = statement(|_| {});
    let (guessed, mapping) = read_with(&bytes, &Options::default());
    let mapping = mapping.unwrap();
    assert_eq!((mapping.header_line, mapping.sheet.as_deref()), (5, None));
    let (given, _) = read_with(&bytes, &Options { mapping: Some(mapping), account: None });
    assert_eq!(given.entries, guessed.entries);
    assert_eq!(given.problems, guessed.problems);
    assert_eq!(given.statements, guessed.statements);
}

#[test]
fn formulas_give_their_kept_results_and_none_is_nought() {
    let bytes = statement(|sheet| {
        sheet.write_formula(5, 3, Formula::new("=600+50").set_result("650")).unwrap();
        sheet.write_formula(6, 4, Formula::new("=B1*2")).unwrap();
        sheet.write_formula(7, 3, Formula::new("=Z9").set_result("#REF!")).unwrap();
    });
    let reading = read_all(&bytes);
    assert_eq!(entries(&reading), THREE[..1]);
    assert_eq!(faults(&reading), ["bad-amount@1:7", "bad-amount@1:8"]);
    assert!(has(&reading, ProblemCode::BadAmount, "#FORMULA WITHOUT RESULT"));
    assert!(has(&reading, ProblemCode::BadAmount, "#REF!"));
    assert_eq!(reading.statements[0].unreadable_rows, 2);
}

#[test]
fn noise_of_doubles_is_no_amount_and_more_decimals_are_a_problem() {
    let bytes = statement(|sheet| {
        sheet.write(5, 3, 650.000_000_000_000_1).unwrap();
        sheet.write(6, 4, 1_234.560_000_000_001).unwrap();
        sheet.write(7, 3, 12.305).unwrap();
    });
    let reading = read_all(&bytes);
    assert_eq!(entries(&reading), THREE[..2]);
    assert_eq!(faults(&reading), ["bad-amount@1:8"]);
}

#[test]
fn a_percentage_is_no_amount() {
    let (_, mapping) = read_with(&statement(|_| {}), &Options::default());
    let bytes = statement(|sheet| {
        sheet.write_with_format(7, 3, 0.123, &Format::new().set_num_format("0.0%")).unwrap();
    });
    let (reading, _) = read_with(&bytes, &Options { mapping, account: None });
    assert_eq!(faults(&reading), ["bad-amount@1:8"]);
    assert!(has(&reading, ProblemCode::BadAmount, "12.3%"));
}

#[test]
fn a_day_that_was_merged_over_rows_is_taken_with_a_doubt() {
    let bytes = statement(|sheet| {
        let format = Format::new().set_num_format("dd/mm/yyyy");
        sheet.merge_range(5, 1, 6, 1, "", &format).unwrap();
        day(sheet, 5, 1, (2024, 5, 2));
    });
    let reading = read_all(&bytes);
    assert_eq!(entries(&reading)[1], "1:7 1 2024-05-02 123456 SALAIRE");
    assert_eq!(faults(&reading), ["merged-cell@1:7"]);
    assert!(has(&reading, ProblemCode::MergedCell, "row 6"));
}

#[test]
fn a_heading_over_two_rows_is_the_lower_one() {
    let sheet = [
        row(1, &[ONE, "EUR"]),
        row(2, &["Date", "Libellé", "Mouvements"]),
        row(3, &["", "", "Débit", "Crédit"]),
        row(4, &["2024-05-20", "LOYER", "650,00"]),
        row(5, &["2024-05-21", "SALAIRE", "", "10,00"]),
    ]
    .concat();
    let merged = "</sheetData><mergeCells><mergeCell ref='A2:A3'/><mergeCell ref='B2:B3'/><mergeCell ref='C2:D2'/></mergeCells><sheetData>";
    let reading = read_all(&xlsx(&format!("{sheet}{merged}")));
    assert_eq!(entries(&reading), ["1:4 0 2024-05-20 -65000 LOYER", "1:5 1 2024-05-21 1000 SALAIRE"]);
    assert!(faults(&reading).is_empty(), "{:?}", reading.problems);
}

#[test]
fn days_are_written_in_the_order_of_the_dates_that_are_text() {
    let reading = read_all(&statement(|sheet| {
        sheet.write(7, 1, "31.05.2024").unwrap();
        day(sheet, 6, 1, (2024, 5, 13));
    }));
    assert_eq!(
        entries(&reading),
        ["1:6 0 2024-05-02 -65000 LOYER", "1:7 1 2024-05-13 123456 SALAIRE", "1:8 2 2024-05-31 -1230 EPICERIE"]
    );
    assert!(faults(&reading).is_empty(), "{:?}", reading.problems);
}

#[test]
fn days_and_texts_that_cannot_be_told_are_asked_for() {
    let ambiguous = in_doubt(&statement(|sheet| _ = sheet.write(7, 1, "03/06/2024").unwrap()));
    assert!(ambiguous.doubts.iter().any(|doubt| doubt.contains("DMY")), "{:?}", ambiguous.doubts);
    // Opened and saved by a program of another country: what could be swapped was.
    let swapped = in_doubt(&statement(|sheet| _ = sheet.write(7, 1, "31/05/2024").unwrap()));
    assert!(swapped.doubts.iter().any(|doubt| doubt.contains("swapped")), "{:?}", swapped.doubts);
}

#[test]
fn numbers_are_written_with_the_mark_of_the_amounts_that_are_text() {
    let reading = read_all(&statement(|sheet| {
        sheet.write(6, 4, "1.234,56 €").unwrap();
        sheet.write(7, 5, "2 572,26").unwrap();
    }));
    assert_eq!(entries(&reading), THREE);
    assert!(faults(&reading).is_empty(), "{:?}", reading.problems);
    let draft = in_doubt(&statement(|sheet| _ = sheet.write(6, 4, "1,234").unwrap()));
    assert!(draft.doubts.iter().any(|doubt| doubt.contains("1,234")), "{:?}", draft.doubts);
}

#[test]
fn the_canonical_layout_is_known_below_a_title_and_away_from_column_a() {
    let sheet = [
        row(2, &["", "Ledger of the case"]),
        row(4, &["", "booked_at", "debtor", "creditor", "amount", "currency", "text"]),
        row(
            5,
            &["", "<c s='1'><v>45414.75</v></c>", "A", "B", "<c><v>0.30000000000000004</v></c>", "EUR", "\"said\" he"],
        ),
        row(7, &["", "2024-05-03", "A", "B", "<c t='e'><v>#N/A</v></c>", "EUR", "x"]),
    ]
    .concat();
    let reading = read_all(&xlsx(&sheet));
    assert_eq!(reading.format.word(), "filature");
    assert_eq!(entries(&reading), ["1:5 0 2024-05-02 30 \"said\" he"]);
    assert_eq!(faults(&reading), ["bad-amount@1:7"]);
}

#[test]
fn the_last_row_of_a_sheet_is_named() {
    let sheet = [
        row(1, &["booked_at", "debtor", "creditor", "amount", "currency"]),
        row(1_048_576, &["2024-05-03", "A", "B", "x", "EUR"]),
    ];
    assert_eq!(faults(&read_all(&xlsx(&sheet.concat()))), ["bad-amount@1:1048576"]);
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let sheet = [
        row(1, &["booked_at", "debtor", "creditor", "amount", "currency"]),
        row(2, &["<c s='1'><v>43920</v></c>", "A", "B", "<c><v>1</v></c>", "<c t='s'><v>0</v></c>"]),
    ];
    let reading = read_all(&xlsx_with("<workbookPr date1904='1'/>", &sheet.concat()));
    // The text that cells share is `Société`, its reading aid left out: no currency.
    assert!(has(&reading, ProblemCode::BadCurrency, "Société"), "{:?}", reading.problems);
    let sheet = sheet.concat().replace("<c t='s'><v>0</v></c>", "<c t='str'><v>EUR</v></c>");
    let reading = read_all(&xlsx_with("<workbookPr date1904='1'/>", &sheet));
    assert_eq!(entries(&reading), ["1:2 0 2024-03-31 100 "]);
}

#[test]
fn an_opendocument_sheet_is_read_with_its_repetitions() {
    let text =
        |text: &str| format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>");
    let number = |value: &str| {
        format!(
            "<table:table-cell office:value-type='float' office:value='{value}'><text:p>shown</text:p></table:table-cell>"
        )
    };
    let date = |value: &str| format!("<table:table-cell office:value-type='date' office:date-value='{value}'/>");
    let line = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let header = ["Datum", "Verwendungszweck", "Betrag", "Saldo"].map(text).concat();
    let remark = "<table:table-cell office:value-type='string'><office:annotation><text:p>remark</text:p></office:annotation><text:p>MIETE</text:p><text:p>Mai</text:p></table:table-cell>";
    let body = [
        line([text(ONE), text("EUR")].concat()),
        "<table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>".to_owned(),
        line(header),
        line([date("2024-05-02"), remark.to_owned(), number("-650"), number("350")].concat()),
        format!("<table:table-row table:number-rows-repeated='2'>{}</table:table-row>", [date("2024-05-03"), text("KAFFEE"), number("-1.5"), number("347")].concat()),
        line([date("2024-05-04"), text("X"), "<table:table-cell table:formula='of:=1/0' office:value-type='string' calcext:value-type='error'><text:p>#DIV/0!</text:p></table:table-cell>".to_owned()].concat()),
        "<table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>".to_owned(),
    ]
    .concat();
    let hidden = "<table:table table:name='Notes' table:style-name='ta2'><table:table-row><table:table-cell office:value-type='string'><text:p>a note</text:p></table:table-cell></table:table-row></table:table>";
    let bytes = ods(&format!("{hidden}<table:table table:name='Konto' table:style-name='ta1'>{body}</table:table>"));
    let reading = read_all(&bytes);
    assert_eq!(
        entries(&reading),
        ["2:6 0 2024-05-02 -65000 MIETE Mai", "2:7 1 2024-05-03 -150 KAFFEE", "2:8 2 2024-05-03 -150 KAFFEE"]
    );
    assert_eq!(faults(&reading), ["bad-amount@2:9"]);
    assert!(has(&reading, ProblemCode::NotAnEntry, "Notes"));
}

#[test]
fn an_old_workbook_is_read_with_its_packed_numbers() {
    let two = |number: u16| number.to_le_bytes();
    let at = |row: u16, column: u16, style: u16| [two(row), two(column), two(style)].concat();
    let shared = |row, column, text: u32| record(0x00FD, &[&at(row, column, 0), &text.to_le_bytes()]);
    let double = |row, column, style, value: f64| record(0x0203, &[&at(row, column, style), &value.to_le_bytes()]);
    // A whole number of hundredths: shifted by two, with both marks.
    let hundredths =
        |row, column, value: i32| record(0x027E, &[&at(row, column, 0), &((value << 2) | 3).to_le_bytes()]);
    let formula = |row, column, value: [u8; 8]| record(0x0006, &[&at(row, column, 0), &value, &[0; 6], &[0; 2]]);
    let texts = [ONE, "EUR", "Booking date", "Description", "Amount", "Balance", "Łódź", "cash"];
    let mut cells = vec![shared(0, 0, 0), shared(0, 1, 1)];
    cells.extend((0..4).map(|column| shared(1, column, u32::from(column) + 2)));
    cells.extend([double(2, 0, 1, 45_414.0), shared(2, 1, 6), hundredths(2, 2, -123_456), hundredths(2, 3, 100_000)]);
    cells.extend([double(3, 0, 1, 45_415.0), shared(3, 1, 7), double(3, 2, 0, 0.1), hundredths(3, 3, 100_010)]);
    cells.extend([double(4, 0, 1, 45_416.0), shared(4, 1, 7), formula(4, 2, [2, 0, 0x17, 0, 0, 0, 0xFF, 0xFF])]);
    let reading = read_all(&xls(&texts, &cells));
    assert_eq!(entries(&reading), ["1:3 0 2024-05-02 -123456 Łódź", "1:4 1 2024-05-03 10 cash"]);
    assert_eq!(faults(&reading), ["bad-amount@1:5"]);
    assert!(has(&reading, ProblemCode::BadAmount, "#REF!"));
}
