//! Holds the reader of ISO 20022 against what genkgo/camt says that its example files contain: references, parties, texts,
//! charges, accounts and periods. Amounts, days and balances are compared in `fixtures.rs`.
//!
//! The files are not part of the repository; where they are absent, nothing is walked.

use std::fs;
use std::path::PathBuf;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use filature_intake::{Reading, iso20022};
use filature_model::ProblemCode;
use serde_json::Value;

use crate::shared;
use crate::walk_table::walk;

/// The readings that have an expected file, by name.
fn examples() -> Vec<(String, Reading, Value)> {
    let Ok(folder) = fs::read_dir(shared().join("genkgo-camt/test/data")) else {
        println!("not present: not walked");
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "xml") && path.with_extension("json").exists());
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expected = serde_json::from_str(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        let reading = iso20022::read("a1b2c3d4e5f6".parse().unwrap(), &fs::read(path).unwrap()).unwrap();
        (name, reading, expected)
    };
    paths.into_iter().map(read).collect()
}

/// All objects whose class ends so, in the order of the file.
fn objects<'a>(value: &'a Value, class: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| objects(item, class, found)),
        Value::Object(fields) => {
            if fields.get("__CLASS__").and_then(Value::as_str).is_some_and(|name| name.ends_with(class)) {
                found.push(value);
            }
            fields.values().for_each(|field| objects(field, class, found));
        }
        _ => {}
    }
}

fn all<'a>(value: &'a Value, class: &str) -> Vec<&'a Value> {
    let mut found = Vec::new();
    objects(value, class, &mut found);
    found
}

fn text(reading: &Reading, column: &str, row: usize) -> String {
    let array = reading.entries[0].column_by_name(column).unwrap().as_string::<i32>();
    if array.is_valid(row) { array.value(row).to_owned() } else { String::new() }
}

fn account(party: &Value) -> &str {
    party["getAccount"]["getIdentification"].as_str().unwrap_or("")
}

#[test]
fn accounts_and_periods_are_those_expected() {
    let (mut compared, examples) = (0, examples());
    for (name, reading, expected) in &examples {
        for class in ["DTO\\Statement", "DTO\\Report", "DTO\\Notification"] {
            let records = all(expected, class);
            let skipped = reading.statements.len() - records.len().min(reading.statements.len());
            for (record, statement) in records.iter().zip(reading.statements.iter().skip(skipped)) {
                let account = record["getAccount"]["getIdentification"].as_str().unwrap();
                assert_eq!(statement.account.as_str().rsplit(':').next().unwrap(), account, "{name}");
                let sequence =
                    record["getElectronicSequenceNumber"].as_str().or(record["getLegalSequenceNumber"].as_str());
                assert!(sequence.is_none() || statement.number.as_deref() == sequence, "{name}");
                if let Some(from) = record["getFromDate"]["0"].as_str() {
                    assert_eq!(statement.from.unwrap().to_string(), from[..10], "{name}");
                }
                if let Some(to) = record["getToDate"]["0"].as_str() {
                    assert_eq!(statement.to.unwrap().to_string(), to[..10], "{name}");
                }
                compared += 1;
            }
        }
    }
    assert!(examples.is_empty() || compared >= 24, "{compared} statements compared");
}

#[test]
fn references_texts_and_charges_are_those_expected() {
    let (mut compared, examples) = (0, examples());
    for (name, reading, expected) in &examples {
        let entries = all(expected, "DTO\\Entry");
        let hidden = reading.entry_count() - entries.len();
        for (entry, row) in entries.iter().zip(hidden..) {
            let details = all(entry, "EntryTransactionDetail");
            let of_detail = details.iter().filter_map(|detail| detail["getReference"]["getEndToEndId"].as_str());
            let of_entry = [entry["getAccountServicerReference"].as_str(), entry["getReference"].as_str()];
            let mut payer: Vec<&str> = of_detail.filter(|reference| *reference != "NOTPROVIDED").collect();
            payer.dedup();
            let reference = text(reading, "reference", row);
            match (payer.as_slice(), of_entry.into_iter().flatten().next()) {
                ([one], _) => assert_eq!(reference, *one, "{name}"),
                (_, Some(of_bank)) => assert_eq!(reference, of_bank, "{name}"),
                _ => {}
            }
            let written = text(reading, "text", row);
            for message in details.iter().filter_map(|detail| detail["getRemittanceInformation"]["getMessage"].as_str())
            {
                // Where some payments of a batch have a free text, the structured references of the others give way to it.
                let is_structured = details.len() > 1 && message.starts_with("ISR ref");
                assert!(written.contains(message) || is_structured, "{name}: {written} for {message}");
                compared += 1;
            }
            let total = |money: &&Value| money["getAmount"].as_str().is_some_and(|minor| minor != "0");
            let has_charges = all(entry, "DTO\\Charges")
                .iter()
                .map(|charges| &charges["getTotalChargesAndTaxAmount"])
                .any(|money| total(&money));
            let is_noted = reading.problems.iter().any(|problem| problem.code == ProblemCode::Charges);
            assert_eq!(is_noted, has_charges, "{name}: charges");
        }
    }
    assert!(examples.is_empty() || compared >= 15, "{compared} texts compared");
}

#[test]
fn the_other_party_is_one_of_those_expected() {
    let (mut compared, examples) = (0, examples());
    for (name, reading, expected) in &examples {
        let entries = all(expected, "DTO\\Entry");
        let hidden = reading.entry_count() - entries.len();
        for (entry, row) in entries.iter().zip(hidden..) {
            if all(entry, "EntryTransactionDetail").len() > 1 {
                continue;
            }
            let (own, other) = match text(reading, "legs", row).as_str() {
                "debit" => ("debtor", "creditor"),
                _ => ("creditor", "debtor"),
            };
            let own = text(reading, own, row);
            let parties = all(entry, "DTO\\RelatedParty");
            let side = |kind: &str| {
                let is_of = |party: &&&Value| {
                    party["getRelatedPartyType"]["__CLASS__"].as_str().unwrap().to_lowercase().ends_with(kind)
                };
                parties.iter().filter(is_of).find(|party| account(party) != own)
            };
            // The party across; where that is the account itself, the opposite one.
            let across =
                side(other).or_else(|| parties.iter().any(|party| account(party) == own).then(|| side("")).flatten());
            let found = (text(reading, &format!("{other}_name"), row), text(reading, other, row));
            let Some(party) = across else { continue };
            let wanted = party["getRelatedPartyType"]["getName"].as_str().unwrap_or("");
            assert_eq!(found.0, wanted, "{name}");
            assert!(found.1.ends_with(account(party)), "{name}: {found:?}");
            compared += 1;
        }
    }
    assert!(examples.is_empty() || compared >= 12, "{compared} parties compared");
}

#[test]
fn the_walk_counts_what_was_read() {
    let folders = ["genkgo-camt", "prowide-iso20022"].map(|folder| shared().join(folder));
    let walked = walk(&folders, &["xml"]);
    for row in &walked {
        println!("{row}");
    }
    if walked.is_empty() {
        println!("not present: not walked");
        return;
    }
    assert_eq!(walked.len(), 28);
    assert_eq!(walked.iter().map(|row| row.entries).sum::<usize>(), 25);
    let refused: Vec<&str> = walked.iter().filter(|row| row.refused.is_some()).map(|row| row.file.as_str()).collect();
    assert_eq!(refused, ["camt053.v2.wrong.xml", "camt.003.001.04.xml"]);
}
