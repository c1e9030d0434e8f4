use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
use filature_model::{AccountId, ProblemCode, from_days};
use proptest::prelude::*;

use super::*;
use crate::Reading;
use crate::csv::Draft;

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn mapping(order: &str, mark: char) -> Mapping {
    Mapping::from_toml(&format!(
        "delimiter = '^'\nheader_line = 0\ndecimal_mark = '{mark}'\ndate_order = '{order}'\ncurrency = 'USD'\naccount = 'Lark:1'\n\
         [columns]\nbooked = 'D'\namount = 'T'\n"
    ))
    .unwrap()
}

fn outcome(text: &str, mapping: Option<Mapping>) -> Result<CsvOutcome, Refusal> {
    read(source(), text.as_bytes(), &CsvOptions { account: None, mapping })
}

fn read_text(text: &str) -> Reading {
    match outcome(text, Some(mapping("MDY", '.'))).unwrap() {
        CsvOutcome::Read(reading, Some(_)) => *reading,
        other => panic!("{other:?}"),
    }
}

fn draft(text: &str) -> Draft {
    match outcome(text, None).unwrap() {
        CsvOutcome::InDoubt(draft) => draft,
        CsvOutcome::Read(..) => panic!("read without a mapping"),
    }
}

fn column(reading: &Reading, name: &str) -> Vec<String> {
    let array = reading.entries[0].column_by_name(name).unwrap().as_string::<i32>();
    (0..array.len()).map(|row| if array.is_valid(row) { array.value(row).to_owned() } else { String::new() }).collect()
}

fn minors(reading: &Reading) -> Vec<i64> {
    reading.entries[0].column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>().values().to_vec()
}

fn days(reading: &Reading) -> Vec<String> {
    let array = reading.entries[0].column_by_name("booked_on").unwrap().as_primitive::<Date32Type>();
    array.values().iter().map(|&day| from_days(day).unwrap().to_string()).collect()
}

fn codes(reading: &Reading) -> Vec<(ProblemCode, u32)> {
    reading.problems.iter().map(|problem| (problem.code, problem.place.line.unwrap())).collect()
}

const LEDGER: &str = "!Type:Bank\nD1/ 2'24\nT1,000.00\nPOpening Balance\nL[Checking]\n^\n\
    D1/13'24\nT-12.50\nU-12.50\nN1001\nPMill & Son\nMflour\nLFood\n^\nD1/14'24\nT200.00\nNEFT\nPOlive\nL[Savings]\n^\n";

#[test]
fn records_are_entries_and_an_opening_balance_is_none() {
    let reading = read_text(LEDGER);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(minors(&reading), [1_250, 20_000]);
    assert_eq!(days(&reading), ["2024-01-13", "2024-01-14"]);
    assert_eq!(column(&reading, "legs"), ["debit", "credit"]);
    assert_eq!(column(&reading, "debtor"), ["Lark:1", ""]);
    assert_eq!(column(&reading, "creditor_name"), ["Mill & Son", ""]);
    assert_eq!(column(&reading, "debtor_name"), ["", "Olive"]);
    assert_eq!(column(&reading, "reference"), ["1001", "EFT"]);
    assert_eq!(column(&reading, "text"), ["flour; Food", "[Savings]"]);
    // The owner's own word for an account is no account.
    assert_eq!(column(&reading, "channel"), ["", "transfer"]);
    let lines = reading.entries[0].column_by_name("line").unwrap().as_primitive::<UInt32Type>();
    assert_eq!(lines.values(), &[7, 15]);
    let statement = &reading.statements[0];
    assert_eq!(
        (statement.account.as_str(), statement.currency.map(|currency| currency.code().to_owned())),
        ("Lark:1", Some("USD".into()))
    );
    let opening = statement.opening.unwrap();
    assert_eq!(
        (opening.minor, opening.on.unwrap().to_string(), opening.line),
        (100_000, "2024-01-02".to_owned(), Some(2))
    );
    assert!(statement.closing.is_none() && statement.unreadable_rows == 0);
}

#[test]
fn without_a_mapping_what_the_file_tells_is_drafted() {
    let told = draft(LEDGER);
    assert_eq!((told.mapping.decimal_mark, told.mapping.date_order), ('.', crate::csv::dates::DateOrder::MonthDayYear));
    assert_eq!(told.doubts.len(), 2, "{:?}", told.doubts);
    assert!(told.doubts[0].contains("account") && told.doubts[1].contains("currency"));
    assert_eq!(told.sample[1][0], "D1/13'24");
    // The draft, with the currency that a person says, reads the file.
    let text = told
        .to_string()
        .replace("# currency = \"EUR\"", "currency = \"USD\"")
        .replace("[columns]", "account = \"Lark:1\"\n[columns]");
    let confirmed = Mapping::from_toml(&text).unwrap();
    assert!(matches!(outcome(LEDGER, Some(confirmed)), Ok(CsvOutcome::Read(reading, _)) if reading.entry_count() == 2));
    let unsure = draft("!Type:Bank\nD03/04/2024\nT1.234\n^\n");
    assert_eq!(unsure.doubts.len(), 3, "{:?}", unsure.doubts);
    let european = draft("!Type:Bank\nD31.12.2024\nT-1.234,56\n^\n");
    assert_eq!(
        (european.mapping.decimal_mark, european.mapping.date_order),
        (',', crate::csv::dates::DateOrder::DayMonthYear)
    );
    let said = CsvOptions { account: Some(AccountId::written("Lark:1")), mapping: None };
    assert!(
        matches!(read(source(), LEDGER.as_bytes(), &said), Ok(CsvOutcome::InDoubt(draft)) if draft.doubts.len() == 1)
    );
    // The mapping of a table is not one of these.
    let table = Mapping::from_toml("delimiter = ';'\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'MDY'\n[columns]\nbooked = 'Date'\namount = 'Amount'\n").unwrap();
    assert!(matches!(outcome(LEDGER, Some(table)), Ok(CsvOutcome::InDoubt(_))));
}

#[test]
fn a_mapping_without_account_or_currency_is_refused() {
    let without = |what: &str| {
        let mut mapping = mapping("MDY", '.');
        if what == "account" {
            mapping.account = None
        } else {
            mapping.currency = None
        }
        outcome(LEDGER, Some(mapping)).unwrap_err().what
    };
    assert!(without("account").contains("which account"));
    assert!(without("currency").contains("which currency"));
    let mut odd = mapping("MDY", '.');
    odd.currency = Some("ZZZ".to_owned());
    assert!(outcome(LEDGER, Some(odd)).unwrap_err().what.contains("ZZZ"));
}

#[test]
fn parts_stay_in_the_text_and_must_add_up() {
    let split = |second: &str| {
        format!("!Type:Bank\nD1/13/24\nT-10.00\nPMill\nLFood\nSFood\nEbread\n$-7.00\nSDrink\n${second}\n^\n")
    };
    let reading = read_text(&split("-3.00"));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(column(&reading, "text"), ["Food; Food: bread -7.00; Drink -3.00"]);
    assert_eq!((minors(&reading), reading.entry_count()), (vec![1_000], 1));
    let off = read_text(&split("-2.00"));
    assert_eq!((off.problems[0].code, off.problems[0].found.as_str()), (ProblemCode::PartsDiffer, "-9.00"));
    assert_eq!(minors(&off), [1_000]);
    assert_eq!(codes(&read_text(&split("x"))), [(ProblemCode::PartsDiffer, 2)]);
}

#[test]
fn what_cannot_be_read_is_lost_with_its_place() {
    let reading = read_text(
        "!Type:Bank\nD1/13/24\nT-1.00\n^\nD31/12/2024\nT1\n^\nD1/14/24\nTone\n^\nT1\n^\nD1/14/24\nT1.00\nU2.00\n^\nD1/15/24\nT1.00\n?what\nCX\n^\n\
         D1/16/24\nPOpening Balance\nT5\n^\nD1/17/24\nPOpening Balance\nT5\n^\nD1/17/24\nT1",
    );
    use ProblemCode::{BadAmount, BadDate, MissingField, NotAnEntry, Truncated, UnknownLine, UnreadColumn};
    let expected = [
        (BadDate, 5),
        (BadAmount, 8),
        (MissingField, 11),
        (BadAmount, 13),
        (UnknownLine, 19),
        (UnreadColumn, 20),
        // After the first booking, so it opens nothing; and a second one.
        (NotAnEntry, 22),
        (UnknownLine, 26),
        (Truncated, 30),
    ];
    assert_eq!(codes(&reading), expected);
    assert_eq!((reading.entry_count(), reading.statements[0].unreadable_rows), (2, 6));
    assert!(reading.statements[0].opening.is_none());
    let rows = reading.entries[0].column_by_name("row").unwrap().as_primitive::<UInt32Type>();
    assert_eq!(rows.values(), &[0, 5]);
}

#[test]
fn lists_and_securities_are_no_entries() {
    let text = "!Option:AutoSwitch\n!Account\nNChecking\nTBank\n^\n!Clear:AutoSwitch\n!Type:Cat\nNFood\nE\n^\n!Account\nNChecking\n^\n!Type:Bank\nD1/13/24\nT1\n^\n!Type:Luck\nDx\n^\n";
    let reading = read_text(text);
    use ProblemCode::{NotAnEntry, UnknownLine};
    assert_eq!(codes(&reading), [(NotAnEntry, 3), (NotAnEntry, 7), (NotAnEntry, 12), (UnknownLine, 18)]);
    assert_eq!(reading.entry_count(), 1);
    let refusal = outcome("!Type:Invst\nD1/13/24\nNBuy\nYLark\nT5\n^\n", Some(mapping("MDY", '.'))).unwrap_err();
    assert!(refusal.what.contains("No record") && refusal.what.contains("Buy Lark 5"), "{refusal}");
    assert!(outcome("!Type:Cat\nNFood\n^\n", None).unwrap_err().what.contains("no bookings"));
}

#[test]
fn several_accounts_are_refused_by_name() {
    let text =
        "!Account\nNChecking\n^\n!Type:Bank\nD1/13/24\nT1\n^\n!Account\nNSavings\n^\n!Type:Bank\nD1/13/24\nT1\n^\n";
    let refusal = outcome(text, None).unwrap_err();
    assert!(refusal.what.contains("\"Checking\", \"Savings\"") && refusal.to_do.contains("--account"), "{refusal}");
    // A heading may be repeated over the records of one account.
    assert_eq!(read_text("!Type:Bank\nD1/13/24\nT1\n^\n!Type:Bank\nD1/14/24\nT1\n^\n").entry_count(), 2);
}

#[test]
fn the_newest_first_is_numbered_backwards() {
    let sequences = |text: &str| {
        read_text(text).entries[0].column_by_name("sequence").unwrap().as_primitive::<Int64Type>().values().to_vec()
    };
    assert_eq!(sequences("!Type:Bank\nD1/14/24\nT1\n^\nD1/13/24\nT1\n^\n"), [0, -1]);
    assert_eq!(sequences("!Type:Bank\nD1/13/24\nT1\n^\nD1/13/24\nT1\n^\n"), [0, 1]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = looks_like(&bytes);
        let whole = [b"!Type:Bank\n", &bytes[..]].concat();
        for mapping in [None, Some(mapping("DMY", ','))] {
            let _ = read(source(), &whole, &CsvOptions { account: None, mapping });
        }
    }

    #[test]
    fn no_damage_makes_it_panic_or_lose_a_record_unseen(at in 0_usize..200, length in 0_usize..20, with in "[\\^!DTULNPMS$E0-9.,'\\[\\]\\né]{0,10}") {
        let mut text = LEDGER.to_owned();
        let from = at.min(text.len());
        let to = (from + length).min(text.len());
        text.replace_range(from..to, &with);
        if let Ok(CsvOutcome::Read(reading, _)) = outcome(&text, Some(mapping("MDY", '.'))) {
            let rows = reading.entries[0].column_by_name("row").unwrap().as_primitive::<UInt32Type>();
            // Rows that are no entries are problems with their number.
            let last = rows.values().iter().max().copied().unwrap_or(0);
            for row in 0..last {
                let is_problem = reading.problems.iter().any(|problem| problem.place.row == Some(row));
                prop_assert!(rows.values().contains(&row) || is_problem);
            }
        }
    }
}
