//! What is written as OFX and QIF is read back the same: every leg of every transfer of a synthetic case, its account,
//! day, amount, other side, reference and text.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use filature_intake::csv::Mapping;
use filature_intake::{Format, Options, Outcome, Reading, read};
use filature_model::{AccountId, from_days};
use filature_synth::{OutputFormat, SynthTransfer, SyntheticCase, files, generate};
use proptest::prelude::*;

/// A line of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Leg {
    account: String,
    day: String,
    minor: i64,
    name: String,
    other: String,
    reference: String,
    text: String,
    channel: String,
}

fn text(batch: &RecordBatch, name: &str, row: usize) -> String {
    let array = batch.column_by_name(name).unwrap().as_string::<i32>();
    if array.is_valid(row) { array.value(row).to_owned() } else { String::new() }
}

fn legs(reading: &Reading) -> Vec<Leg> {
    let batch = &reading.entries[0];
    let days = batch.column_by_name("booked_on").unwrap().as_primitive::<Date32Type>();
    let minors = batch.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>();
    let leg = |row: usize| {
        let is_debit = text(batch, "legs", row) == "debit";
        let (own, other) = if is_debit { ("debtor", "creditor") } else { ("creditor", "debtor") };
        Leg {
            account: text(batch, own, row),
            day: from_days(days.value(row)).unwrap().to_string(),
            minor: if is_debit { -minors.value(row) } else { minors.value(row) },
            name: text(batch, &format!("{other}_name"), row),
            other: text(batch, other, row),
            reference: text(batch, "reference", row),
            text: text(batch, "text", row),
            channel: text(batch, "channel", row),
        }
    };
    (0..batch.num_rows()).map(leg).collect()
}

/// Every leg that a statement of the case shows, as `leg` sees it.
fn true_legs(case: &SyntheticCase, leg: impl Fn(&SynthTransfer, bool) -> Leg) -> Vec<Leg> {
    let mut made = Vec::new();
    for transfer in &case.transfers {
        for (side, is_debit) in [(&transfer.debtor, true), (&transfer.creditor, false)] {
            let Some(account) = side.account.map(|account| &case.accounts[account]).filter(|account| account.in_case)
            else {
                continue;
            };
            let mut leg = leg(transfer, is_debit);
            leg.account.clone_from(&account.iban);
            leg.day = transfer.booked_on.to_string();
            leg.minor = if is_debit { -transfer.amount_minor } else { transfer.amount_minor };
            let other = if is_debit { &transfer.creditor } else { &transfer.debtor };
            leg.name = other.name.to_string();
            made.push(leg);
        }
    }
    made.sort();
    made
}

fn of_ofx(case: &SyntheticCase, transfer: &SynthTransfer, is_debit: bool) -> Leg {
    let other = if is_debit { &transfer.creditor } else { &transfer.debtor };
    let side = if is_debit { 'D' } else { 'C' };
    let channel = match transfer.channel.word() {
        "remittance" | "crypto" | "other" => String::new(),
        word => word.to_owned(),
    };
    Leg {
        other: other.account.map_or(String::new(), |account| case.accounts[account].iban.clone()),
        reference: if transfer.reference.is_empty() {
            format!("{side}{}", transfer.id)
        } else {
            transfer.reference.clone()
        },
        text: if transfer.text.is_empty() { other.name.to_string() } else { transfer.text.to_string() },
        channel,
        ..Leg::default()
    }
}

fn of_qif(transfer: &SynthTransfer) -> Leg {
    let is_cash = transfer.channel.word().starts_with("cash");
    Leg {
        reference: if is_cash { "ATM".to_owned() } else { transfer.reference.clone() },
        text: transfer.text.to_string(),
        channel: if is_cash { transfer.channel.word().to_owned() } else { String::new() },
        ..Leg::default()
    }
}

fn mapping() -> Mapping {
    Mapping::from_toml(
        "delimiter = '^'\nheader_line = 0\ndecimal_mark = '.'\ndate_order = 'MDY'\ncurrency = 'EUR'\n[columns]\nbooked = 'D'\namount = 'T'\n",
    )
    .unwrap()
}

fn read_file(name: &str, bytes: &[u8]) -> Reading {
    let options = match name.strip_prefix("qif-").and_then(|name| name.strip_suffix(".qif")) {
        Some(iban) => Options { account: Some(AccountId::written(iban)), mapping: Some(mapping()) },
        None => Options::default(),
    };
    match read("a1b2c3d4e5f6".parse().unwrap(), bytes, &options) {
        Ok(Outcome::Read(reading, _)) => *reading,
        other => panic!("{name}: {other:?}"),
    }
}

fn case(seed: u64) -> SyntheticCase {
    generate(&filature_synth::Options { seed, transactions: Some(400), networks: 1, look_alikes: 2 })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn what_is_written_is_read_back_the_same(seed in 1_u64..10_000) {
        let case = case(seed);
        for format in [OutputFormat::Ofx1, OutputFormat::Ofx2, OutputFormat::Qif] {
            let is_qif = format == OutputFormat::Qif;
            let mut read: Vec<Leg> = Vec::new();
            for (name, bytes) in files(&case, &[format]) {
                let reading = read_file(&name, &bytes);
                prop_assert_eq!(reading.format, if is_qif { Format::Qif } else { Format::Ofx });
                prop_assert!(reading.problems.is_empty(), "{} {:?}", name, reading.problems);
                read.extend(legs(&reading));
            }
            read.sort();
            let truth = if is_qif {
                true_legs(&case, |transfer, _| of_qif(transfer))
            } else {
                true_legs(&case, |transfer, is_debit| of_ofx(&case, transfer, is_debit))
            };
            prop_assert_eq!(read, truth, "{}", format.word());
        }
    }
}

#[test]
fn balances_are_read_back() {
    let case = case(7);
    let opening = |iban: &str| case.accounts.iter().find(|account| account.iban == iban).unwrap().opening_minor;
    for (name, bytes) in files(&case, &[OutputFormat::Ofx1, OutputFormat::Qif]) {
        let reading = read_file(&name, &bytes);
        let mut balance = opening(reading.statements[0].account.as_str());
        if reading.format == Format::Qif {
            assert_eq!(reading.statements[0].opening.unwrap().minor, balance, "{name}");
            continue;
        }
        assert_eq!(reading.statements.len(), 8, "{name}");
        let all = legs(&reading);
        for statement in &reading.statements {
            let (from, to) = (statement.from.unwrap().to_string(), statement.to.unwrap().to_string());
            balance += all.iter().filter(|leg| leg.day >= from && leg.day <= to).map(|leg| leg.minor).sum::<i64>();
            assert_eq!(statement.closing.unwrap().minor, balance, "{name} {to}");
        }
    }
}

#[test]
fn without_a_mapping_a_file_of_qif_is_drafted_with_what_it_tells() {
    let (_, bytes) = files(&case(7), &[OutputFormat::Qif]).remove(0);
    match read("a1b2c3d4e5f6".parse().unwrap(), &bytes, &Options::default()).unwrap() {
        Outcome::InDoubt(draft) => {
            assert_eq!((draft.mapping.decimal_mark, draft.doubts.len()), ('.', 2), "{:?}", draft.doubts);
            assert!(draft.to_string().contains("date_order = \"MDY\""));
        }
        Outcome::Read(..) => panic!("read without its currency"),
    }
}
