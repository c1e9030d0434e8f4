//! The workbook: every formula, worked out again over the sheet of entries, gives the result that is written beside it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use filature_model::Language;

use super::super::book::{self, BookOf};
use super::super::{Asked, Profile};
use super::ledger_of;

fn workbook(language: Language) -> Vec<u8> {
    let payments: Vec<super::Payment> = (0_i64..90)
        .map(|at| {
            let small = |by: i64| u8::try_from(at % by).unwrap();
            let received = (at % 11 == 0).then_some(at * 7 + 1);
            (small(4), small(5), at * 13 % 700 + 1, at * 4_001, small(10), small(3), received)
        })
        .collect();
    let (ledger, details) = ledger_of(&payments);
    let profile = Profile::of(&ledger, &details, &Asked { accounts: vec![0, 1], ..Asked::default() }).unwrap();
    assert!(profile.currencies.len() == 2 && profile.currencies.iter().any(|of| of.own.count() > 0));
    book::write(&BookOf {
        profile: &profile,
        ledger: &ledger,
        details: &details,
        language,
        head: &[["Profile".to_owned(), "=A".to_owned()]],
        party: &|party| format!("={party}"),
        reading: &|_| String::new(),
    })
    .unwrap()
}

/// A cell as text: what a condition compares.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::DateTime(day) => day.as_f64().to_string(),
        other => panic!("{other:?}"),
    }
}

/// `$B5` or `'Entries'!$B$2:$B$9`: the column, and the row where there is one.
fn column(reference: &str) -> (usize, Option<usize>) {
    let last = reference.rsplit('!').next().unwrap().split(':').next().unwrap();
    let letters: Vec<&str> = last.split('$').filter(|part| !part.is_empty()).collect();
    let joined = letters.concat();
    let letter = joined.chars().next().unwrap();
    let row = joined[1..].parse::<usize>().ok();
    (usize::try_from(u32::from(letter) - u32::from('A')).unwrap(), row)
}

/// `COUNTIFS(range,condition,…)` or `ROUND(SUMIFS(amounts,range,condition,…),digits)` over the entries, in hundredths.
fn worked_out(formula: &str, entries: &Range<Data>, own: &Range<Data>) -> i64 {
    let (is_sum, inner) = match formula.strip_prefix("COUNTIFS(") {
        Some(rest) => (false, rest.strip_suffix(')').unwrap()),
        None => {
            let rest = formula.strip_prefix("ROUND(SUMIFS(").unwrap();
            (true, rest.split_once("),").unwrap().0)
        }
    };
    let parts: Vec<&str> = inner.split(',').collect();
    let (amounts, conditions) = if is_sum { (Some(column(parts[0]).0), &parts[1..]) } else { (None, &parts[..]) };
    let wanted: Vec<(usize, String)> = conditions
        .chunks(2)
        .map(|pair| {
            let value = match pair[1].strip_prefix('"') {
                Some(word) => word.strip_suffix('"').unwrap().to_owned(),
                None if pair[1].starts_with('$') => {
                    let (at, row) = column(pair[1]);
                    text(own.get_value((u32::try_from(row.unwrap() - 1).unwrap(), u32::try_from(at).unwrap())).unwrap())
                }
                None => pair[1].to_owned(),
            };
            (column(pair[0]).0, value)
        })
        .collect();
    let rows = entries.rows().skip(1).filter(|row| wanted.iter().all(|(at, value)| text(&row[*at]) == *value));
    match amounts {
        Some(at) => rows.map(|row| hundredths(&row[at])).sum(),
        None => i64::try_from(rows.count()).unwrap() * 100,
    }
}

fn hundredths(cell: &Data) -> i64 {
    let text = match cell {
        Data::Float(number) => format!("{number:.2}"),
        Data::Int(number) => format!("{number}.00"),
        other => panic!("{other:?}"),
    };
    text.replace('.', "").parse().unwrap()
}

#[test]
fn every_formula_gives_the_figure_that_is_written() {
    for (language, sheets) in [
        (Language::English, ["Months", "Counterparties", "Cash", "Countries", "Regular"]),
        (Language::French, ["Mois", "Tiers", "Espèces", "Pays", "Réguliers"]),
    ] {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(language))).unwrap();
        let entries = book.worksheet_range(language.pick("Entries", "Écritures")).unwrap();
        let mut checked = 0;
        for sheet in sheets {
            let values = book.worksheet_range(sheet).unwrap();
            let formulas = book.worksheet_formula(sheet).unwrap();
            let (top, left) = formulas.start().unwrap_or_default();
            for (row, column, formula) in formulas.used_cells() {
                let at = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
                let written = hundredths(values.get_value(at).unwrap());
                assert_eq!(worked_out(formula, &entries, &values), written, "{sheet} {at:?} {formula}");
                checked += 1;
            }
        }
        assert!(checked > 200, "{checked}");
    }
}

#[test]
fn the_same_profile_is_the_same_workbook_and_no_name_is_a_formula() {
    assert!(workbook(Language::English) == workbook(Language::English));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook(Language::English))).unwrap();
    let formulas = book.worksheet_formula("Entries").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
}
