//! What SWIFT's messages say of one life is one ledger: each dialect of MT940 and the interim reports give the entries
//! that were written, and single payments are the transfers that were made.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use filature_intake::{Format, Reading, mt940};
use filature_model::{Channel, from_days};
use filature_synth::{Options, OutputFormat, SyntheticCase, files, generate};
use proptest::prelude::*;

fn case(seed: u64) -> SyntheticCase {
    generate(&Options { seed, transactions: Some(500), networks: 1, look_alikes: 3 })
}

/// The files of a format, read, by what their names have in common.
fn readings(case: &SyntheticCase, format: OutputFormat) -> BTreeMap<String, Reading> {
    let read = |(name, bytes): (String, Vec<u8>)| {
        let reading = mt940::read("a1b2c3d4e5f6".parse().unwrap(), &bytes).unwrap();
        assert!(reading.problems.is_empty(), "{name}: {:?}", reading.problems);
        (name.split_once(['-', '.']).unwrap().1.to_owned(), reading)
    };
    files(case, &[format]).into_iter().map(read).collect()
}

fn text(batch: &RecordBatch, column: &str, at: usize) -> String {
    let array = batch.column_by_name(column).unwrap().as_string::<i32>();
    if array.is_valid(at) { array.value(at).to_owned() } else { String::new() }
}

fn minor(batch: &RecordBatch, at: usize) -> i64 {
    batch.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>().value(at)
}

fn day(batch: &RecordBatch, at: usize) -> String {
    from_days(batch.column_by_name("booked_on").unwrap().as_primitive::<Date32Type>().value(at)).unwrap().to_string()
}

/// Day, cents, payer, payee, reference.
type Row = (String, i64, String, String, String);

fn rows(reading: &Reading) -> Vec<Row> {
    let batch = &reading.entries[0];
    let row = |at: usize| {
        (
            day(batch, at),
            minor(batch, at),
            text(batch, "debtor", at),
            text(batch, "creditor", at),
            text(batch, "reference", at),
        )
    };
    (0..batch.num_rows()).map(row).collect()
}

/// How often each row was written on the statements of the case: once for each side whose statements are in it.
fn written(case: &SyntheticCase) -> BTreeMap<Row, u32> {
    let account = |position: Option<usize>| position.map_or_else(String::new, |at| case.accounts[at].iban.clone());
    let mut found = BTreeMap::new();
    for made in &case.transfers {
        let sides = [made.debtor.account, made.creditor.account];
        let count = sides.iter().flatten().filter(|at| case.accounts[**at].in_case).count();
        for at in sides.into_iter().flatten().filter(|at| case.accounts[*at].in_case) {
            let credit = made.creditor.account == Some(at) && made.debtor.account != Some(at);
            // The bank's own reference stands for a payer's that is missing.
            let reference = match made.reference.as_str() {
                "" => format!("{}{}", if credit { 'C' } else { 'D' }, made.id),
                reference => reference.to_owned(),
            };
            let row = (
                made.booked_on.to_string(),
                made.amount_minor,
                account(made.debtor.account),
                account(made.creditor.account),
                reference,
            );
            *found.entry(row).or_default() += 1;
        }
        assert!(count <= 2);
    }
    found
}

fn counted(readings: &BTreeMap<String, Reading>) -> BTreeMap<Row, u32> {
    let mut found = BTreeMap::new();
    readings.values().flat_map(rows).for_each(|row| *found.entry(row).or_default() += 1);
    found
}

/// A text without the difference that a line break or the width of a part makes.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn each_dialect_gives_the_entries_that_were_written(seed in any::<u64>()) {
        let case = case(seed);
        let expected = written(&case);
        prop_assert!(expected.len() > 300);
        let german = readings(&case, OutputFormat::Mt940);
        prop_assert_eq!(&counted(&german), &expected);
        for format in [OutputFormat::Mt940Dutch, OutputFormat::Mt940Polish] {
            let others = readings(&case, format);
            prop_assert_eq!(&counted(&others), &expected);
            for (name, other) in &others {
                let german = &german[name];
                for (one, two) in german.statements.iter().zip(&other.statements) {
                    prop_assert_eq!((one.opening.map(|b| b.minor), one.closing.map(|b| b.minor)), (two.opening.map(|b| b.minor), two.closing.map(|b| b.minor)));
                    prop_assert_eq!(&one.account, &two.account);
                }
                let (one, two) = (&german.entries[0], &other.entries[0]);
                for at in 0..one.num_rows() {
                    for column in ["debtor_name", "creditor_name"] {
                        let (one, two) = (bare(&text(one, column, at)), bare(&text(two, column, at)));
                        // A part holds 27 letters: what a dialect has no second one for is cut.
                        prop_assert!(one.starts_with(&two) || two.starts_with(&one), "{name}: {one} {two}");
                        prop_assert_eq!(one.is_empty(), two.is_empty());
                    }
                }
            }
        }
    }

    #[test]
    fn interim_reports_give_the_entries_of_the_statements(seed in any::<u64>()) {
        let case = case(seed);
        let statements = readings(&case, OutputFormat::Mt940);
        let reports = readings(&case, OutputFormat::Mt942);
        prop_assert_eq!(statements.len(), reports.len());
        for (name, report) in &reports {
            prop_assert_eq!(report.format, Format::Mt942);
            prop_assert!(report.statements.iter().all(|part| part.opening.is_none() && part.closing.is_none()));
            let (one, two) = (&report.entries[0], &statements[name].entries[0]);
            let schema = one.schema();
            for column in (0..one.num_columns()).filter(|column| schema.field(*column).name() != "line") {
                prop_assert_eq!(one.column(column), two.column(column), "{}: {}", name, schema.field(column).name());
            }
        }
    }

    #[test]
    fn single_payments_are_the_transfers_that_were_made(seed in any::<u64>()) {
        let case = case(seed);
        let payments = readings(&case, OutputFormat::Mt103);
        let payments = &payments["rje"];
        prop_assert_eq!(payments.format, Format::Mt103);
        let account = |position: Option<usize>| position.map(|at| case.accounts[at].iban.clone());
        let between = case.transfers.iter().filter(|made| made.channel == Channel::Transfer);
        let expected: Vec<Row> = between
            .filter_map(|made| {
                let (from, to) = (account(made.debtor.account)?, account(made.creditor.account)?);
                let reference = if made.reference.is_empty() { &made.id } else { &made.reference };
                Some((made.booked_on.to_string(), made.amount_minor, from, to, reference.clone()))
            })
            .collect();
        prop_assert!(expected.len() > 20);
        prop_assert_eq!(rows(payments), expected);
        let batch = &payments.entries[0];
        prop_assert!((0..batch.num_rows()).all(|at| text(batch, "legs", at) == "both" && text(batch, "status", at).is_empty()));
    }
}
