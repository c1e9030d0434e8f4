use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use filature_model::{Account, AccountKind, ProblemCode};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn report(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<report>\n<rentity_id>7</rentity_id><submission_code>E</submission_code>\
         <report_code>STR</report_code><entity_reference>R-1</entity_reference>\
         <currency_code_local>RSD</currency_code_local>\n<reason>Wages of ten people go to one account.</reason>\n\
         {inside}\n<report_indicators><indicator>WAGES</indicator><indicator>CASH3</indicator></report_indicators></report>"
    )
}

fn transaction(inside: &str) -> String {
    format!(
        "<transaction><transactionnumber>T1</transactionnumber><internal_ref_number>INT/9</internal_ref_number>\
         <transaction_location>Niš centre</transaction_location><transaction_description>for the room</transaction_description>\
         <date_transaction>2024-05-02T14:30:00</date_transaction><teller>Clerk 3</teller>\
         <transmode_code>BO</transmode_code><amount_local>11706.80</amount_local>{inside}</transaction>"
    )
}

const OWN: &str = "<t_from_my_client><from_funds_code>ELCFT</from_funds_code>\
    <from_account><institution_name>Banka Jasen</institution_name><swift>ZZQERS2X</swift>\
    <account>1</account><currency_code>RSD</currency_code><account_name>Mira Primer</account_name>\
    <iban>RS35 1050 0812 3123 1231 73</iban>\
    <signatory><is_primary>1</is_primary><t_person><first_name>Mira</first_name><last_name>Primer</last_name>\
    <birthdate>1990-02-01T00:00:00</birthdate><phones><phone><tph_country_prefix>381</tph_country_prefix>\
    <tph_number>11555010</tph_number></phone></phones></t_person><role>A</role></signatory>\
    <signatory><t_person><first_name>Zoran</first_name><last_name>Uzor</last_name></t_person><role>B</role></signatory>\
    <opened>2020-01-15T00:00:00</opened><closed>2024-06-30T00:00:00</closed></from_account>\
    <from_country>RS</from_country></t_from_my_client>";

const OTHER: &str = "<t_to><to_funds_code>ELCFT</to_funds_code><to_account><institution_code>998</institution_code>\
    <account>77-1</account><t_entity><name>Kompania Shembull</name>\
    <incorporation_country_code>AL</incorporation_country_code></t_entity></to_account>\
    <to_country>AL</to_country></t_to>";

const CASH: &str = "<t_from><from_funds_code>K</from_funds_code><from_person><first_name>Ana</first_name>\
    <last_name>Primer</last_name><id_number>AB-12 3</id_number></from_person><from_country>RS</from_country></t_from>";

fn read_text(text: &str) -> Reading {
    read(source(), text.as_bytes()).unwrap()
}

fn batch(reading: &Reading) -> &RecordBatch {
    &reading.entries[0]
}

fn text<'a>(reading: &'a Reading, column: &str, row: usize) -> Option<&'a str> {
    let column = batch(reading).column_by_name(column).unwrap().as_string::<i32>();
    column.is_valid(row).then(|| column.value(row))
}

fn minor(reading: &Reading, column: &str, row: usize) -> Option<i64> {
    let column = batch(reading).column_by_name(column).unwrap().as_primitive::<Int64Type>();
    column.is_valid(row).then(|| column.value(row))
}

/// Problems that are neither what the report says nor what the ledger has no room for.
fn codes(reading: &Reading) -> Vec<ProblemCode> {
    let told = [ProblemCode::ReportSays, ProblemCode::NotInLedger];
    reading.problems.iter().map(|problem| problem.code).filter(|code| !told.contains(code)).collect()
}

#[test]
fn a_transaction_of_two_sides_is_a_whole_transfer() {
    let reading = read_text(&report(&transaction(&format!("{OWN}{OTHER}"))));
    assert_eq!(codes(&reading), []);
    assert_eq!((reading.format, reading.entry_count()), (crate::Format::Goaml, 1));
    assert_eq!((minor(&reading, "amount_minor", 0), text(&reading, "currency", 0)), (Some(1_170_680), Some("RSD")));
    assert_eq!(minor(&reading, "received_minor", 0), None);
    for (column, expected) in [
        ("legs", "both"),
        ("transaction", "T1"),
        ("debtor", "RS35105008123123123173"),
        ("creditor", "998:77-1"),
        ("debtor_name", "Mira Primer"),
        ("creditor_name", "Kompania Shembull"),
        ("debtor_country", "RS"),
        ("creditor_country", "AL"),
        ("channel", "transfer"),
        ("reference", "INT/9"),
        ("text", "for the room"),
        ("terminal", "Niš centre"),
    ] {
        assert_eq!(text(&reading, column, 0), Some(expected), "{column}");
    }
    assert_eq!(text(&reading, "status", 0), None);
}

#[test]
fn accounts_are_kept_with_who_holds_them() {
    let reading = read_text(&report(&transaction(&format!("{OWN}{OTHER}"))));
    let [own, other] = reading.accounts.as_slice() else { panic!("{:?}", reading.accounts) };
    let expected = Account {
        holder: Some("Mira Primer".into()),
        kind: Some(AccountKind::Personal),
        opened_on: Some(date(2020, 1, 15)),
        closed_on: Some(date(2024, 6, 30)),
        birth_on: Some(date(1990, 2, 1)),
        phone: Some("+381 11555010".into()),
        bank: Some("Banka Jasen".into()),
        signatories: Some("Mira Primer (A); Zoran Uzor (B)".into()),
        ..Account::new(filature_model::AccountId::written("RS35105008123123123173"), "RSD".parse().ok())
    };
    assert_eq!(own, &expected);
    assert_eq!((other.kind, other.country.as_deref()), (Some(AccountKind::Business), Some("AL")));
    assert!(!own.in_register && !own.in_case);
}

#[test]
fn what_the_report_says_and_what_has_no_room_is_told_and_counted() {
    let two = transaction(&format!("{OWN}{OTHER}")).repeat(2);
    let reading = read_text(&report(&two));
    let says: Vec<(&str, &str)> = reading
        .problems
        .iter()
        .filter(|problem| problem.code == ProblemCode::ReportSays)
        .map(|problem| (problem.column.as_deref().unwrap(), problem.found.as_str()))
        .collect();
    assert_eq!(
        says,
        [
            ("entity_reference", "R-1"),
            ("reason", "Wages of ten people go to one account."),
            ("indicator", "WAGES"),
            ("indicator", "CASH3"),
        ]
    );
    let unread: Vec<(&str, &str)> = reading
        .problems
        .iter()
        .filter(|problem| problem.code == ProblemCode::NotInLedger)
        .map(|problem| (problem.column.as_deref().unwrap(), problem.found.as_str()))
        .collect();
    assert_eq!(
        unread,
        [
            ("from_account", "account 2"),
            ("report", "rentity_id 1, report_code 1, submission_code 1"),
            ("transaction", "teller 2, transmode_code 2"),
        ]
    );
}

#[test]
fn cash_goes_in_and_out_of_an_account_and_the_outside() {
    let to = OTHER.replace("t_to>", "t_to_my_client>");
    let from = OWN.replace("from", "to");
    let drawn = "<t_from><from_funds_code>ELCFT</from_funds_code><from_account><account>5</account></from_account></t_from>\
                 <t_to><to_funds_code>CASH</to_funds_code><to_person><last_name>Primer</last_name></to_person></t_to>";
    let all = [format!("{CASH}{to}"), format!("{CASH}{from}"), drawn.to_owned()];
    let reading = read_text(&report(&all.map(|sides| transaction(&sides)).concat()));
    assert_eq!(codes(&reading), []);
    assert_eq!(text(&reading, "debtor", 0), None);
    assert_eq!(
        (text(&reading, "debtor_name", 0), text(&reading, "debtor_document", 0)),
        (Some("Ana Primer"), Some("AB-12 3"))
    );
    let channels: Vec<_> = (0..3).map(|row| text(&reading, "channel", row).unwrap()).collect();
    assert_eq!(channels, ["cash-in", "cash-in", "cash-out"]);
    assert_eq!((text(&reading, "debtor", 2), text(&reading, "creditor", 2)), (Some("5"), None));
}

#[test]
fn foreign_currency_makes_two_amounts() {
    let foreign = |side: &str, code: &str, amount: &str| {
        format!(
            "<{side}_foreign_currency><foreign_currency_code>{code}</foreign_currency_code>\
             <foreign_amount>{amount}</foreign_amount><foreign_exchange_rate>117</foreign_exchange_rate>\
             </{side}_foreign_currency>"
        )
    };
    let with = |from: &str, to: &str| {
        let own = OWN.replace("<from_account>", &format!("{from}<from_account>"));
        let other = OTHER.replace("<to_account>", &format!("{to}<to_account>"));
        transaction(&format!("{own}{other}"))
    };
    let (sent, got) = (foreign("from", "EUR", "100.00"), foreign("to", "EUR", "100"));
    let other = foreign("to", "ALL", "10000.00");
    let all = [
        with(&sent, ""),
        with("", &got),
        with(&sent, &got),
        with(&sent, &other),
        with(&foreign("from", "EUR", "-1"), ""),
    ];
    let reading = read_text(&report(&all.concat()));
    let money = |row: usize| {
        let received = minor(&reading, "received_minor", row).zip(text(&reading, "received_currency", row));
        (minor(&reading, "amount_minor", row).unwrap(), text(&reading, "currency", row).unwrap(), received)
    };
    assert_eq!(money(0), (10_000, "EUR", Some((1_170_680, "RSD"))));
    assert_eq!(money(1), (1_170_680, "RSD", Some((10_000, "EUR"))));
    assert_eq!(money(2), (10_000, "EUR", None));
    assert_eq!(money(3), (10_000, "EUR", Some((1_000_000, "ALL"))));
    assert_eq!(money(4), (1_170_680, "RSD", None));
    assert_eq!(codes(&reading), [ProblemCode::UnknownWord]);
    // The account that was paid is kept in what was sent: the schema need not say it twice.
    let account = OTHER.replace("<account>77-1</account>", "<account>77-1</account><currency_code>EUR</currency_code>");
    let own = OWN.replace("<from_account>", &format!("{sent}<from_account>"));
    let reading = read_text(&report(&transaction(&format!("{own}{account}"))));
    assert_eq!((minor(&reading, "amount_minor", 0), minor(&reading, "received_minor", 0)), (Some(10_000), None));
}

fn party(role: &str, what: &str) -> String {
    format!("<party><role>{role}</role>{what}<funds_code>-</funds_code><country>RS</country></party>")
}

#[test]
fn of_several_parties_the_payer_and_the_payee_are_not_guessed() {
    let person = "<person><first_name>Ana</first_name><last_name>Primer</last_name></person>";
    let account = "<account_my_client><account>5</account></account_my_client>";
    let of = |parties: &[String]| {
        let parties = parties.concat();
        read_text(&report(&transaction(&format!("<involved_parties>{parties}</involved_parties>"))))
    };
    let told = of(&[party("Sender", account), party("Beneficiary", person), party("W", person)]);
    assert_eq!((codes(&told), told.entry_count()), (vec![], 1));
    assert_eq!((text(&told, "debtor", 0), text(&told, "creditor_name", 0)), (Some("5"), Some("Ana Primer")));
    let by_code = of(&[party("B", account), party("S", person)]);
    assert_eq!((codes(&by_code), by_code.entry_count()), (vec![ProblemCode::BadWord], 0));
    let problem = by_code.problems.iter().find(|problem| problem.code == ProblemCode::BadWord).unwrap();
    assert_eq!((problem.place.message, problem.place.row, problem.place.line), (Some(1), Some(0), Some(5)));
    assert_eq!(problem.found, "B, S");
    // Its account is known all the same.
    assert_eq!(by_code.accounts[0].id.as_str(), "5");
    let two = of(&[party("payer", account), party("from", person), party("payee", person)]);
    assert_eq!((codes(&two), two.entry_count()), (vec![ProblemCode::BadWord], 0));
    let alone = read_text(&report(&transaction(OWN)));
    assert_eq!((codes(&alone), alone.entry_count()), (vec![ProblemCode::MissingField], 0));
}

#[test]
fn what_was_not_carried_out_moves_no_money() {
    let with = |status: &str| {
        let status = format!("<transaction_status>{status}</transaction_status>");
        transaction(&format!("{status}{OWN}{OTHER}"))
    };
    let reading = read_text(&report(&["C", "I", "rejected", "U"].map(with).concat()));
    let statuses: Vec<_> = (0..4).map(|row| text(&reading, "status", row)).collect();
    assert_eq!(statuses, [None, Some("pending"), Some("cancelled"), Some("pending")]);
    assert_eq!(codes(&reading), [ProblemCode::NotBooked, ProblemCode::NotBooked, ProblemCode::UnknownWord]);
}

#[test]
fn an_amount_a_day_or_a_currency_that_cannot_be_read_loses_its_transaction_alone() {
    let whole = transaction(&format!("{OWN}{OTHER}"));
    let broken = [
        whole.replace("11706.80", "11.706,80"),
        whole.replace("11706.80", "-5"),
        whole.replace("<amount_local>11706.80</amount_local>", ""),
        whole.replace("2024-05-02T14:30:00", "2024-02-30T00:00:00"),
        whole.replace("<date_transaction>2024-05-02T14:30:00</date_transaction>", ""),
    ];
    let reading = read_text(&report(&format!("{}{whole}", broken.concat())));
    let expected = [
        ProblemCode::BadAmount,
        ProblemCode::BadAmount,
        ProblemCode::MissingField,
        ProblemCode::BadDate,
        ProblemCode::MissingField,
    ];
    assert_eq!((codes(&reading), reading.entry_count()), (expected.to_vec(), 1));
    let rows = batch(&reading).column_by_name("row").unwrap().as_primitive::<arrow_array::types::UInt32Type>();
    assert_eq!(rows.value(0), 5);
    let no_currency = report(&whole).replace("<currency_code_local>RSD</currency_code_local>", "");
    assert_eq!(codes(&read_text(&no_currency)), [ProblemCode::MissingField]);
}

#[test]
fn midnight_is_a_day_without_a_time() {
    let whole = transaction(&format!("{OWN}{OTHER}"));
    let reading = read_text(&report(&format!("{whole}{}", whole.replace("14:30:00", "00:00:00"))));
    let timed = batch(&reading).column_by_name("has_time").unwrap().as_boolean();
    assert_eq!((timed.value(0), timed.value(1)), (true, false));
}

#[test]
fn a_report_without_transactions_tells_its_parties() {
    let activity = "<activity><report_parties>\
        <report_party><account><account>RS36105008123123123173</account></account><significance>8</significance></report_party>\
        <report_party><person_my_client><first_name>Ana</first_name><last_name>Primer</last_name></person_my_client>\
        <reason>often with her</reason></report_party></report_parties></activity>";
    let reading = read_text(&report(activity));
    assert_eq!((reading.entry_count(), reading.accounts.len()), (0, 1));
    assert_eq!(codes(&reading), [ProblemCode::OddAccount]);
    assert!(reading.problems.iter().any(|problem| problem.found == "Ana Primer: often with her"));
}

#[test]
fn several_reports_in_one_file_are_counted() {
    let one = report(&transaction(&format!("{OWN}{OTHER}")));
    let body = one.trim_start_matches("<?xml version=\"1.0\"?>\n");
    let reading = read_text(&format!("<reports>{body}{}</reports>", body.replace("RSD</curr", "EUR</curr")));
    assert_eq!((text(&reading, "currency", 0), text(&reading, "currency", 1)), (Some("RSD"), Some("EUR")));
    let messages = batch(&reading).column_by_name("message").unwrap().as_primitive::<arrow_array::types::UInt32Type>();
    assert_eq!((messages.value(0), messages.value(1)), (1, 2));
}

#[test]
fn what_is_no_report_is_refused() {
    let refused = |text: &str| read(source(), text.as_bytes()).unwrap_err().to_string();
    assert!(refused("<report><rentity_id>1</rentity_id></report>").contains("neither"));
    assert!(refused("<report><transaction>").contains("middle of an element"));
    assert!(refused("<report><transaction></report>").contains("well-formed"));
    assert!(refused("<!DOCTYPE x [<!ENTITY a 'b'>]><report/>").contains("document type"));
    assert!(refused("<report><reason>&a;</reason></report>").contains("entity"));
    assert!(refused(&"<a>".repeat(10_000)).contains("nested deeper"));
    let stray = report(&transaction(&format!("lost words {OWN}{OTHER}")));
    assert_eq!(codes(&read_text(&stray)), [ProblemCode::UnknownLine]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = (looks_like(&bytes), read(source(), &bytes));
    }

    #[test]
    fn no_change_of_a_report_makes_it_panic(at in 0_usize..2_500, with in prop::collection::vec(any::<u8>(), 0..6), cut in 0_usize..40) {
        let mut bytes = report(&transaction(&format!("{OWN}{OTHER}"))).into_bytes();
        let at = at.min(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, with);
        if let Ok(reading) = read(source(), &bytes) {
            prop_assert!(reading.entry_count() <= 1);
            prop_assert!(reading.entry_count() == 1 || !codes(&reading).is_empty() || reading.problems.len() > 2);
        }
    }
}
