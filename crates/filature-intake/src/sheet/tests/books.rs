//! Several sheets in a file.

use super::written::{fill, row};
use super::*;
use rust_xlsxwriter::Workbook;

/// A cover, a statement, a hidden statement of another account, and an empty month.
fn several() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Cover").unwrap().write(0, 0, "As ordered on 2 June").unwrap();
    fill(book.add_worksheet().set_name("Main").unwrap(), ONE);
    let second = book.add_worksheet().set_name("Second").unwrap();
    fill(second, OTHER);
    second.set_hidden(true);
    for (column, name) in (0..).zip(["Date opération", "Libellé", "Débit", "Crédit", "Solde"]) {
        book.worksheet_from_name("Cover").unwrap().write(9, column, name).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn rows_and_statements_are_counted_through_all_sheets() {
    let (reading, mapping) = read_with(&several(), &Options::default());
    let found = entries(&reading);
    assert_eq!(found.len(), 6);
    assert!(found[2].starts_with("2:8 2 ") && found[3].starts_with("3:6 4 "), "{found:?}");
    assert_eq!(mapping, None, "two mappings were used: each sheet is guessed again");
    let of = |at: usize| {
        let statement = &reading.statements[at];
        (statement.ordinal, statement.place.message, statement.number.clone(), statement.account.to_string())
    };
    assert_eq!(of(0), (0, Some(2), Some("Main".to_owned()), ONE.to_owned()));
    assert_eq!(of(1), (1, Some(3), Some("Second".to_owned()), OTHER.to_owned()));
    assert!(faults(&reading).is_empty(), "{:?}", reading.problems);
    assert!(has(&reading, ProblemCode::HiddenSheet, "Second"));
    assert!(has(&reading, ProblemCode::NotAnEntry, "Cover"));
    let again = read_all(&several());
    assert_eq!((again.entries, again.problems), (reading.entries, reading.problems));
}

#[test]
fn a_mapping_may_name_its_sheet() {
    let one = |book: &mut Workbook| {
        let sheet = book.add_worksheet().set_name("Dons").unwrap();
        for (line, cells) in (0..).zip([["Quand", "Combien", "Qui"], ["2024-05-02", "12.50", "A"]]) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(line, column, cell).unwrap();
            }
        }
    };
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("Main").unwrap(), ONE);
    one(&mut book);
    let bytes = book.save_to_buffer().unwrap();
    let (reading, mapping) = read_with(&bytes, &Options::default());
    assert_eq!(faults(&reading), ["unread-sheet@2:-"]);
    assert_eq!(mapping.unwrap().sheet.as_deref(), Some("Main"));
    let toml = |sheet: &str| {
        format!(
            "sheet = '{sheet}'\ndelimiter = ','\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'YMD'\n\
             currency = 'EUR'\naccount = 'X'\n[columns]\nbooked = 'Quand'\namount = '#2'\n"
        )
    };
    let given = |sheet: &str| Options { mapping: Some(Mapping::from_toml(&toml(sheet)).unwrap()), account: None };
    let (reading, _) = read_with(&bytes, &given("Dons"));
    assert_eq!(entries(&reading)[3], "2:2 4 2024-05-02 1250 ");
    assert!(faults(&reading).is_empty(), "{:?}", reading.problems);
    let refusal = crate::read(source(), &bytes, &given("Gifts")).unwrap_err();
    assert!(refusal.to_do.contains("\"Main\", \"Dons\""), "{refusal}");
}

#[test]
fn a_draft_names_its_sheet_where_there_are_others() {
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("Main").unwrap(), ONE);
    let doubtful = book.add_worksheet().set_name("Cartes").unwrap();
    for (line, cells) in
        (0..).zip([["Date", "Libellé", "Montant"], ["03/04/2024", "a", "1,50"], ["05/04/2024", "b", "2,50"]])
    {
        for (column, cell) in (0..).zip(cells) {
            doubtful.write(line, column, cell).unwrap();
        }
    }
    let draft = in_doubt(&book.save_to_buffer().unwrap());
    assert_eq!(draft.mapping.sheet.as_deref(), Some("Cartes"));
    assert!(draft.to_string().contains("sheet = \"Cartes\""), "{draft}");
}

#[test]
fn a_file_without_a_table_says_which_sheet_was_looked_at() {
    let refusal = refused(&written::xlsx(&row(1, &["Dear Sir"])));
    assert!(refusal.what.starts_with("Sheet \"A & B\": "), "{refusal}");
    assert!(refused(&written::xlsx("")).what.contains("holds nothing"));
}
