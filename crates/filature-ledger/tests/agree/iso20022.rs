//! What the messages of ISO 20022 say of one life is one ledger: reports and notifications give the entries of the
//! statements, orders move nothing, and transfers between banks are those that were made.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use filature_intake::{Format, Reading, iso20022};
use filature_ledger::Ledger;
use filature_model::{Channel, Severity, from_days};
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

/// How often each (day, cents, payer, payee, reference, text) was ordered or passed on.
fn rows(reading: &Reading, status: &str) -> BTreeMap<(String, i64, String, String, String, String), u32> {
    let mut found = BTreeMap::new();
    for batch in &reading.entries {
        let column = |name: &str| batch.column_by_name(name).unwrap();
        let text = |name: &str, at: usize| {
            let array = column(name).as_string::<i32>();
            if array.is_valid(at) { array.value(at).to_owned() } else { String::new() }
        };
        for at in 0..batch.num_rows() {
            assert_eq!((text("legs", at).as_str(), text("status", at).as_str()), ("both", status));
            let day = from_days(column("booked_on").as_primitive::<Date32Type>().value(at)).unwrap().to_string();
            let minor = column("amount_minor").as_primitive::<Int64Type>().value(at);
            let key = (day, minor, text("debtor", at), text("creditor", at), text("reference", at), text("text", at));
            *found.entry(key).or_default() += 1;
        }
    }
    found
}

/// The same of the transfers that were made.
fn made(
    case: &SyntheticCase,
    is_one: impl Fn(&filature_synth::SynthTransfer) -> bool,
) -> BTreeMap<(String, i64, String, String, String), u32> {
    let account = |position: Option<usize>| position.map_or_else(String::new, |at| case.accounts[at].iban.clone());
    let mut found = BTreeMap::new();
    for made in case.transfers.iter().filter(|made| made.channel == Channel::Transfer && is_one(made)) {
        let (from, to) = (account(made.debtor.account), account(made.creditor.account));
        *found.entry((made.booked_on.to_string(), made.amount_minor, from, to, made.reference.clone())).or_default() +=
            1;
    }
    found
}

#[test]
fn orders_and_transfers_between_banks_are_those_that_were_made() {
    for seed in [5, 6] {
        let case = case(seed);
        let in_case = |position: Option<usize>| position.is_some_and(|at| case.accounts[at].in_case);
        let mut ordered = BTreeMap::new();
        for reading in readings(&case, OutputFormat::Pain001).values() {
            assert_eq!(reading.format, Format::Pain001);
            assert!(reading.problems.iter().all(|problem| problem.code.severity() == Severity::Note));
            for ((day, minor, from, to, reference, _), count) in rows(reading, "pending") {
                *ordered.entry((day, minor, from, to, reference)).or_default() += count;
            }
        }
        assert!(ordered.len() > 50);
        assert_eq!(ordered, made(&case, |made| in_case(made.debtor.account)));

        let passed = readings(&case, OutputFormat::Pacs008);
        let passed = &passed["xml"];
        assert!(passed.problems.is_empty(), "{:?}", passed.problems);
        let mut found = BTreeMap::new();
        for ((day, minor, from, to, reference, text), count) in rows(passed, "") {
            assert!(!text.contains("Agt"));
            *found.entry((day, minor, from, to, reference)).or_default() += count;
        }
        assert_eq!(found, made(&case, |made| made.debtor.account.is_some() && made.creditor.account.is_some()));
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
