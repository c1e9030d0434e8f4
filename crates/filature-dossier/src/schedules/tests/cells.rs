//! What kind each cell is, and what happens to what no cell can hold.

use calamine::Data;
use filature_model::Language;

use super::{LANGUAGES, content, read, sheet, workbook};
use crate::wording::{self, schedules as words};

#[test]
fn every_row_has_a_cell_a_column() {
    for show_names in [true, false] {
        let mut content = content();
        content.show_names = show_names;
        let selected = crate::select::select(&content);
        let book = super::super::book(&selected, Language::French, super::super::MOST_ROWS).unwrap();
        assert_eq!(book.sheets.len(), 13);
        for sheet in &book.sheets {
            let mut ids: Vec<&str> = sheet.columns.iter().map(|column| column.id).collect();
            for row in sheet.rows.iter().chain(&sheet.totals) {
                assert_eq!(row.cells.len(), ids.len(), "{:?}", sheet.key);
            }
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), sheet.columns.len(), "{:?} has a column twice", sheet.key);
            assert!(sheet.name(Language::French).chars().count() <= 25);
        }
    }
}

#[test]
fn days_are_days_amounts_are_numbers_and_ids_are_text() {
    for language in LANGUAGES {
        let sheets = read(&workbook(&content(), language));
        let entries = sheet(&sheets, words::ENTRIES, language);
        let at = |heading| entries.column(heading, language);
        let (day, amount) = (at(words::BOOKED), at(wording::COL_AMOUNT));
        let texts = [at(wording::COL_ENTRY_SHORT), at(words::TRANSACTION), at(words::PAYEE_ACCOUNT)];
        for row in entries.rows() {
            assert!(matches!(entries.value(row, day), Data::DateTime(_)), "{:?}", entries.value(row, day));
            assert!(matches!(entries.value(row, amount), Data::Float(_)), "{:?}", entries.value(row, amount));
            for column in texts {
                assert!(matches!(entries.value(row, column), Data::String(_) | Data::Empty));
            }
        }
        let number = |row| entries.value(row, texts[0]).to_string();
        assert_eq!((number(1), number(17)), ("E1".to_owned(), "E17".to_owned()));
    }
}

#[test]
fn an_amount_that_no_number_can_hold_is_text_and_so_is_its_total() {
    let mut content = content();
    let id = content.entries.keys().find(|id| id.starts_with("a1b2c3d4e5f6")).unwrap().clone();
    content.entries.get_mut(&id).unwrap()[0].1.amount.minor = 9_007_199_254_740_993;
    let sheets = read(&workbook(&content, Language::English));
    let entries = sheet(&sheets, words::ENTRIES, Language::English);
    let amount = entries.column(wording::COL_AMOUNT, Language::English);
    let text = Data::String("90071992547409.93".to_owned());
    assert_eq!(entries.rows().filter(|row| *entries.value(*row, amount) == text).count(), 1);
    assert!(entries.formulas.is_empty(), "a formula would leave the text out");
    let total = entries.value(entries.values.end().unwrap().0, amount);
    assert_eq!(*total, Data::String("90071992581849.09".to_owned()), "to the cent");
    let said: Vec<String> = sheets[0].values.used_cells().map(|(.., cell)| cell.to_string()).collect();
    assert!(said.iter().any(|text| text.contains("more than 15 digits") && text.contains("without a formula")));
}

#[test]
fn a_text_that_no_cell_can_hold_is_cut_and_counted() {
    let mut content = content();
    content.show_names = true;
    let id = content.entries.keys().find(|id| id.starts_with("a1b2c3d4e5f6")).unwrap().clone();
    content.entries.get_mut(&id).unwrap()[0].1.text = Some("𝄞".repeat(20_000));
    let sheets = read(&workbook(&content, Language::French));
    let entries = sheet(&sheets, words::ENTRIES, Language::French);
    let cut = entries.values.used_cells().filter(|(.., cell)| cell.to_string().ends_with("𝄞 […]")).count();
    assert_eq!(cut, 1);
    let said = sheets[0].values.used_cells().any(|(.., cell)| cell.to_string().contains("à la marque […]"));
    assert!(said);
}

#[test]
fn what_is_empty_has_no_sheet() {
    let sheets = read(&workbook(&crate::Content::default(), Language::English));
    assert_eq!(sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["Read me"]);
}
