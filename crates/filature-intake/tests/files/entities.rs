//! Walks the public example files of FollowTheMoney beside the repository, and holds the entities against the table that they
//! were made from.
//!
//! The files are not part of the repository; where they are absent, nothing is walked.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use filature_intake::{Format, Options, Outcome, read};
use filature_model::{Currency, Money, ProblemCode, Severity, from_days};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/opensanctions-nomenklatura/tests/fixtures")
}

/// Payer, payee, day and cents.
type Donation = (String, String, String, i64);

fn of_table(text: &[u8]) -> BTreeMap<Donation, u32> {
    let mut table = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(text);
    for row in reader.records() {
        let row = row.unwrap();
        let cents = Money::parse(&row[1], Currency::EUR).unwrap().minor;
        // Names end in a space on many rows.
        let text = |at: usize| row[at].trim().to_owned();
        *table.entry((text(3), text(0), text(7), cents)).or_insert(0) += 1;
    }
    table
}

#[test]
fn every_donation_of_the_table_is_a_payment_of_the_entities() {
    let (Ok(entities), Ok(table)) =
        (fs::read(folder().join("donations.ijson")), fs::read(folder().join("donations.csv")))
    else {
        println!("opensanctions-nomenklatura: not present: not walked");
        return;
    };
    let Outcome::Read(reading, None) = read("a1b2c3d4e5f6".parse().unwrap(), &entities, &Options::default()).unwrap()
    else {
        unreachable!("entities need no mapping");
    };
    assert_eq!((reading.format, reading.entry_count()), (Format::Ftm, 290));
    let batch = &reading.entries[0];
    let text = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>();
    let minors = batch.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>();
    let days = batch.column_by_name("booked_on").unwrap().as_primitive::<Date32Type>();
    let mut found = BTreeMap::new();
    for row in 0..batch.num_rows() {
        let day = from_days(days.value(row)).unwrap().to_string();
        let (payer, payee) = (text("debtor_name").value(row), text("creditor_name").value(row));
        *found.entry((payer.to_owned(), payee.to_owned(), day, minors.value(row))).or_insert(0_u32) += 1;
    }
    // Two rows of the table stand there twice over, to the letter; whoever made the entities made one of each.
    let mut expected = of_table(&table);
    let twice: Vec<_> = expected.iter().filter(|(_, times)| **times > 1).map(|(row, _)| row.clone()).collect();
    assert_eq!(expected.values().sum::<u32>(), 292);
    for row in &twice {
        expected.insert(row.clone(), 1);
    }
    assert_eq!(twice.len(), 2, "{twice:?}");
    assert_eq!(found, expected);
    assert!(reading.problems.iter().all(|problem| problem.code.severity() == Severity::Note), "{:?}", reading.problems);
    let addresses = reading.problems.iter().find(|problem| problem.column.as_deref() == Some("schema")).unwrap();
    assert_eq!((addresses.code, addresses.found.as_str()), (ProblemCode::NotInLedger, "Address 89"));
    assert_eq!(reading.accounts.len(), 95);
}
