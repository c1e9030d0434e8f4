//! What the messages of ISO 20022 say of one life is one ledger: reports and notifications give the entries of the
//! statements, and orders move nothing.

use std::collections::BTreeMap;

use arrow_array::{Array, RecordBatch};
use filature_intake::{Format, Reading, iso20022};
use filature_ledger::Ledger;
use filature_synth::{Options, OutputFormat, SyntheticCase, files, generate};

use crate::ledger_of;

fn case(seed: u64) -> SyntheticCase {
    generate(&Options { seed, transactions: Some(700), networks: 1, look_alikes: 3 })
}

fn readings(case: &SyntheticCase, format: OutputFormat) -> BTreeMap<String, Reading> {
    let read = |(name, bytes): (String, Vec<u8>)| {
        let reading = iso20022::read("a1b2c3d4e5f6".parse().unwrap(), &bytes).unwrap();
        (name.split_once(['-', '.']).unwrap().1.to_owned(), reading)
    };
    files(case, &[format]).into_iter().map(read).collect()
}

/// All columns but the line, which balances shift.
fn without_lines(batch: &RecordBatch) -> Vec<&dyn Array> {
    let schema = batch.schema();
    let kept = (0..batch.num_columns()).filter(|column| schema.field(*column).name() != "line");
    kept.map(|column| batch.column(column).as_ref()).collect()
}

#[test]
fn reports_and_notifications_give_the_entries_of_the_statements() {
    for seed in [5, 6] {
        let case = case(seed);
        let statements = readings(&case, OutputFormat::Camt);
        for (format, read_as) in [(OutputFormat::Camt052, Format::Camt052), (OutputFormat::Camt054, Format::Camt054)] {
            let others = readings(&case, format);
            assert_eq!(others.len(), statements.len());
            for (account, other) in &others {
                let statement = &statements[account];
                assert_eq!(other.format, read_as);
                assert!(other.problems.is_empty(), "{:?}", other.problems);
                assert_eq!(without_lines(&other.entries[0]), without_lines(&statement.entries[0]), "{account}");
                assert!(other.statements.iter().all(|part| part.opening.is_none() && part.closing.is_none()));
                let periods = |reading: &Reading| -> Vec<_> {
                    reading.statements.iter().map(|part| (part.account.clone(), part.from, part.to)).collect()
                };
                assert_eq!(periods(other), periods(statement));
            }
        }
    }
}

#[test]
fn orders_move_no_money() {
    let case = case(7);
    let statements = ledger_of(files(&case, &[OutputFormat::Camt]));
    let with_orders = ledger_of(files(&case, &[OutputFormat::Camt, OutputFormat::Pain001]));
    assert_eq!(with_orders.transactions.len(), statements.transactions.len());
    assert_eq!(with_orders.transactions.amount_minor, statements.transactions.amount_minor);
    assert_eq!(ledger_of(files(&case, &[OutputFormat::Pain001])).transactions.len(), 0);
}

#[test]
fn reports_alone_give_the_transfers_of_the_statements() {
    let case = case(8);
    let statements = ledger_of(files(&case, &[OutputFormat::Camt]));
    for format in [OutputFormat::Camt052, OutputFormat::Camt054] {
        let others = ledger_of(files(&case, &[format]));
        let sums = |ledger: &Ledger| {
            let mut amounts = ledger.transactions.amount_minor.clone();
            amounts.sort_unstable();
            amounts
        };
        assert_eq!(sums(&others), sums(&statements));
    }
}
