//! Every formula gives the result that is written with it, and the amounts are those of the trace.

use std::collections::BTreeMap;

use calamine::Data;
use filature_model::Language;
use serde_json::Value as Json;

use super::evaluate::{Reference, Value, exact};
use super::{LANGUAGES, Sheet, content, minor, of_height, read, sheet, workbook};
use crate::select::select;
use crate::wording::{self, schedules as words};

/// The number of formulas, each compared with its result.
pub fn compare(sheets: &[Sheet]) -> usize {
    let reference = Reference::new(sheets);
    let mut compared = 0;
    for sheet in sheets {
        for (at, formula) in &sheet.formulas {
            let written = match sheet.value(at.0, at.1) {
                Data::Float(number) => Value::Number(exact(*number)),
                Data::String(text) => Value::Text(text.clone()),
                other => panic!("{other:?} is the result of {formula} on {}", sheet.name),
            };
            assert_eq!(reference.evaluate(sheet, formula), written, "{formula} on {}, {at:?}", sheet.name);
            compared += 1;
        }
    }
    compared
}

#[test]
fn a_slow_reference_gives_every_result() {
    for language in LANGUAGES {
        assert!(compare(&read(&workbook(&content(), language))) > 250);
    }
}

#[test]
fn what_goes_on_on_a_second_sheet_is_added_too() {
    let language = Language::English;
    let whole = read(&workbook(&content(), language));
    let sheets = read(&of_height(&content(), language, 20));
    assert_eq!(compare(&sheets), compare(&whole), "as many formulas");
    let pieces: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.name.starts_with("Entries")).collect();
    assert_eq!(pieces[1].name, "Entries (2)");
    assert!(sheets.iter().skip(1).all(|sheet| sheet.values.height() <= 20), "a sheet is too high");
    let rows = |sheets: &[&Sheet]| sheets.iter().map(|sheet| sheet.rows().len()).sum::<usize>();
    assert_eq!(rows(&pieces), rows(&[sheet(&whole, words::ENTRIES, language)]));
    let total = |sheet: &Sheet| sheet.formulas.values().cloned().collect::<Vec<_>>();
    assert!(pieces[..pieces.len() - 1].iter().all(|sheet| total(sheet).is_empty()));
    assert_eq!(total(pieces[pieces.len() - 1])[0].matches("SUMIFS").count(), pieces.len());
}

/// Least and most of every part, as the JSON of the traces has them.
fn of_json(language: Language) -> BTreeMap<(String, String), usize> {
    let mut found = BTreeMap::new();
    for (_, trace) in &select(&content()).content.traces {
        let json = serde_json::to_value(trace).unwrap();
        let reckonings = [("rules_alone", words::RULES_ALONE), ("rules", words::WITH_ASSERTED)];
        for (key, reckoning) in reckonings {
            let alone = json.get("rules_alone").is_none();
            let said = if alone { words::RULES_ALONE } else { reckoning }.pick(language);
            for result in json.get(key).and_then(Json::as_object).into_iter().flat_map(|rules| rules.values()) {
                for part in ["held", "left", "exchange"] {
                    for part in result.get(part).and_then(Json::as_array).into_iter().flatten() {
                        let (low, high) = (part["low"].as_str().unwrap(), part["high"].as_str().unwrap());
                        *found.entry((said.clone(), format!("{low} {high}"))).or_default() += 1;
                    }
                }
            }
        }
    }
    found
}

#[test]
fn the_amounts_of_a_trace_are_those_of_its_json() {
    for language in LANGUAGES {
        let sheets = read(&workbook(&content(), language));
        let traces = sheet(&sheets, words::TRACES, language);
        let [low, high, reckoning] =
            [words::LOW, words::HIGH, words::RECKONING].map(|heading| traces.column(heading, language));
        let mut found: BTreeMap<(String, String), usize> = BTreeMap::new();
        for row in traces.rows() {
            let text = |column| match traces.value(row, column) {
                Data::Float(number) => format!("{number:.2}"),
                other => panic!("{other:?}"),
            };
            let said = traces.value(row, reckoning).to_string();
            *found.entry((said, format!("{} {}", text(low), text(high)))).or_default() += 1;
        }
        assert_eq!(found, of_json(language));
        assert!(found.len() > 30);
    }
}

#[test]
fn a_statement_that_does_not_foot_says_by_how_much() {
    let sheets = read(&workbook(&content(), Language::English));
    let statements = sheet(&sheets, words::STATEMENTS, Language::English);
    let [difference, adds_up, verdict, opening, credits, debits, closing] = [
        words::DIFFERENCE,
        words::RE_ADDED,
        wording::COL_VERDICT,
        wording::COL_OPENING,
        wording::COL_CREDITS,
        wording::COL_DEBITS,
        wording::COL_CLOSING,
    ]
    .map(|heading| statements.column(heading, Language::English));
    let mut said = Vec::new();
    for row in statements.rows() {
        said.push([difference, adds_up, verdict].map(|column| statements.value(row, column).to_string()));
        if *statements.value(row, opening) != Data::Empty {
            let of = |column| minor(statements.value(row, column));
            assert_eq!(of(closing) - (of(opening) + of(credits) - of(debits)), of(difference));
        }
    }
    said.sort();
    let row = |texts: [&str; 3]| texts.map(str::to_owned);
    assert_eq!(
        said,
        [row(["", "", "? cannot be said"]), row(["-125", "no", "✗ does not foot"]), row(["0", "yes", "✓ foots"]),]
    );
}

/// A transfer that both banks show stands twice, and its total once.
#[test]
fn a_transaction_of_two_entries_is_counted_once() {
    let mut twice = content();
    let before = total(&twice);
    let (id, entries) = twice.entries.iter().find(|(id, _)| id.starts_with("a1b2c3d4e5f6")).unwrap();
    let (id, mut other) = (id.clone(), entries[0].clone());
    other.0 = super::sample::id("c3d4e5f60718");
    other.1.place.row = Some(9_000);
    other.1.legs = filature_model::Legs::Debit;
    twice.entries.get_mut(&id).unwrap().push(other);
    assert_eq!(total(&twice), before);
    let sheets = read(&workbook(&twice, Language::English));
    let entries = sheet(&sheets, words::ENTRIES, Language::English);
    let [stands, counted] = [words::STANDS, words::COUNTED].map(|heading| entries.column(heading, Language::English));
    let pair: Vec<(String, String)> = entries
        .rows()
        .map(|row| (entries.value(row, stands).to_string(), entries.value(row, counted).to_string()))
        .filter(|(stands, _)| stands == "2")
        .collect();
    assert_eq!(pair.len(), 2);
    assert_eq!(pair.iter().filter(|(_, counted)| counted == "1").count(), 1);
}

fn total(content: &crate::Content) -> Vec<String> {
    let sheets = read(&workbook(content, Language::English));
    let entries = sheet(&sheets, words::ENTRIES, Language::English);
    entries.formulas.keys().map(|at| entries.value(at.0, at.1).to_string()).collect()
}
