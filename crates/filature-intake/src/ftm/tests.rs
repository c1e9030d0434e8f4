use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use filature_model::{AccountKind, ProblemCode};
use proptest::prelude::*;

use super::*;

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn entity(id: &str, schema: &str, properties: &str) -> String {
    format!("{{\"id\": \"{id}\", \"schema\": \"{schema}\", \"properties\": {{{properties}}}}}\n")
}

fn payment(properties: &str) -> String {
    entity("pay1", "Payment", properties)
}

fn read_text(text: &str) -> Reading {
    read(source(), text.as_bytes()).unwrap()
}

fn text<'a>(reading: &'a Reading, column: &str, row: usize) -> Option<&'a str> {
    let column = reading.entries[0].column_by_name(column).unwrap().as_string::<i32>();
    column.is_valid(row).then(|| column.value(row))
}

fn minors(reading: &Reading) -> Vec<i64> {
    reading.entries[0].column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>().values().to_vec()
}

fn codes(reading: &Reading) -> Vec<ProblemCode> {
    reading.problems.iter().map(|problem| problem.code).filter(|code| *code != ProblemCode::NotInLedger).collect()
}

fn people() -> String {
    let account = "\"iban\": [\"RS35 1050 0812 3123 1231 73\"], \"bankName\": [\"Banka Jasen\"], \"currency\": [\"RSD\"], \
                   \"openingDate\": [\"2020-01-15\"], \"accountType\": [\"current\"]";
    [
        entity(
            "m",
            "Person",
            "\"name\": [\"Mira Primer\", \"M. Primer\"], \"country\": [\"rs\"], \"birthDate\": [\"1990\"]",
        ),
        entity("k", "Company", "\"name\": [\"Kompania Shembull\"], \"jurisdiction\": [\"al\"]"),
        entity("own", "Ownership", "\"owner\": [\"m\"], \"asset\": [\"acc\"]"),
        entity("acc", "BankAccount", account),
        entity("dir", "Directorship", "\"director\": [\"m\"], \"organization\": [\"k\"]"),
    ]
    .concat()
}

#[test]
fn a_payment_is_a_whole_transfer() {
    let line = payment(
        "\"payerAccount\": [\"acc\"], \"beneficiary\": [\"k\"], \"amount\": [1250.5], \"currency\": [\"RSD\"], \
         \"amountEur\": [\"10.60\"], \"date\": [\"2024-05-02\"], \"purpose\": [\"room\", \"May\"], \
         \"transactionNumber\": [\"9/1\"], \"programme\": [\"none\"]",
    );
    // The payment stands before what it refers to.
    let reading = read_text(&format!("{line}{}", people()));
    assert_eq!((codes(&reading), minors(&reading)), (vec![], vec![125_050]));
    for (column, expected) in [
        ("legs", "both"),
        ("transaction", "pay1"),
        ("currency", "RSD"),
        ("debtor", "RS35105008123123123173"),
        ("debtor_name", "Mira Primer"),
        ("debtor_country", "rs"),
        ("creditor", "ftm:k"),
        ("creditor_name", "Kompania Shembull"),
        ("creditor_country", "al"),
        ("text", "room; May"),
        ("reference", "9/1"),
    ] {
        assert_eq!(text(&reading, column, 0), Some(expected), "{column}");
    }
    let unread: Vec<String> =
        reading.problems.iter().map(|one| format!("{}: {}", one.column.as_deref().unwrap(), one.found)).collect();
    assert_eq!(
        unread,
        ["BankAccount: accountType 1", "Payment: programme 1", "Person: name 1", "schema: Directorship 1"]
    );
}

#[test]
fn bank_accounts_are_kept_with_their_holder() {
    let reading = read_text(&people());
    let [account] = reading.accounts.as_slice() else { panic!("{:?}", reading.accounts) };
    assert_eq!((account.id.as_str(), account.holder.as_deref()), ("RS35105008123123123173", Some("Mira Primer")));
    assert_eq!((account.kind, account.bank.as_deref()), (Some(AccountKind::Personal), Some("Banka Jasen")));
    assert_eq!(account.opened_on, Some(jiff::civil::date(2020, 1, 15)));
    // A year alone is no day of birth.
    assert_eq!((account.birth_on, account.in_case), (None, false));
}

#[test]
fn a_payment_that_cannot_be_read_is_a_problem_with_its_line() {
    let sides = "\"payer\": [\"m\"], \"beneficiary\": [\"k\"]";
    let day = "\"date\": [\"2024-05-02\"]";
    let bad = [
        (format!("{sides}, {day}, \"amount\": [\"5\"]"), ProblemCode::MissingField),
        (format!("{sides}, {day}"), ProblemCode::MissingField),
        (format!("{sides}, {day}, \"amountEur\": [\"1,5\"]"), ProblemCode::BadAmount),
        (format!("{sides}, {day}, \"amountEur\": [\"-1.5\"]"), ProblemCode::BadAmount),
        (format!("{sides}, {day}, \"amountEur\": [1.555]"), ProblemCode::BadAmount),
        (format!("{sides}, {day}, \"amountEur\": [\"1\", \"2\"]"), ProblemCode::BadAmount),
        (format!("{sides}, {day}, \"amount\": [1], \"currency\": [\"XQX\"]"), ProblemCode::BadCurrency),
        (format!("{sides}, \"amountEur\": [1], \"date\": [\"2024-05\"]"), ProblemCode::BadDate),
        (format!("{sides}, \"amountEur\": [1]"), ProblemCode::MissingField),
        (format!("{day}, \"amountEur\": [1]"), ProblemCode::MissingField),
        (format!("{day}, \"amountEur\": [1], \"payer\": [\"m\", \"k\"]"), ProblemCode::BadWord),
    ];
    for (properties, code) in bad {
        let good = entity("pay2", "Payment", &format!("{sides}, {day}, \"amountUsd\": [\"7\"]"));
        let reading = read_text(&format!("{}{}{good}", people(), payment(&properties)));
        assert_eq!((codes(&reading), minors(&reading)), (vec![code], vec![700]), "{properties}");
        let problem = reading.problems.iter().find(|problem| problem.code == code).unwrap();
        assert_eq!((problem.place.row, problem.place.line), (Some(0), Some(6)), "{properties}");
        let rows = reading.entries[0].column_by_name("row").unwrap().as_primitive::<UInt32Type>();
        assert_eq!(rows.value(0), 1);
    }
}

#[test]
fn lines_that_are_no_entity_are_told() {
    let text = format!(
        "{}{{\"id\": \"x\"}}\n\nnot json\n{}",
        people(),
        entity("m", "Person", "\"phone\": [\"+38111555010\"]")
    );
    let reading = read_text(&text);
    assert_eq!(codes(&reading), [ProblemCode::MissingField, ProblemCode::UnknownLine, ProblemCode::IdRepeated]);
    // A second line of an id is a fragment of the same entity.
    assert_eq!(reading.accounts[0].phone.as_deref(), Some("+38111555010"));
    let other = read_text(&format!("{}{}", people(), entity("m", "Company", "")));
    assert_eq!(codes(&other), [ProblemCode::IdConflict]);
    let refused = read(source(), b"{\"schema\": 1, \"properties\": 2}").unwrap_err();
    assert!(refused.what.contains("no line of it"), "{refused}");
}

#[test]
fn a_reference_that_is_not_in_the_file_is_counted_and_keeps_its_id() {
    let line =
        payment("\"payer\": [\"gone\"], \"beneficiary\": [\"k\"], \"amountEur\": [\"3\"], \"date\": [\"2024-05-02\"]");
    let reading = read_text(&format!("{}{line}", people()));
    assert_eq!((text(&reading, "debtor", 0), text(&reading, "debtor_name", 0)), (Some("ftm:gone"), None));
    assert!(reading.problems.iter().any(|problem| problem.found == "payer not in the file 1"));
}

proptest! {
    #[test]
    fn no_change_makes_it_panic(at in 0_usize..1_200, with in prop::collection::vec(any::<u8>(), 0..6), cut in 0_usize..30) {
        let line = payment("\"payerAccount\": [\"acc\"], \"beneficiary\": [\"k\"], \"amountEur\": [\"3\"], \"date\": [\"2024-05-02\"]");
        let mut bytes = format!("{}{line}", people()).into_bytes();
        let at = at.min(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, with);
        let _ = looks_like(&bytes);
        if let Ok(reading) = read(source(), &bytes) {
            prop_assert!(reading.entry_count() == 1 || !codes(&reading).is_empty() || !reading.problems.is_empty());
        }
    }
}
