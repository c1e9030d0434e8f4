use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
use arrow_array::{Array, BooleanArray};
use filature_model::{ProblemCode, from_days};
use proptest::prelude::*;

use super::*;

mod dialects;
mod interim;
mod payments;

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn read_text(text: &str) -> Reading {
    read(source(), text.as_bytes()).unwrap()
}

fn codes(reading: &Reading) -> Vec<(ProblemCode, u32)> {
    reading.problems.iter().map(|problem| (problem.code, problem.place.line.unwrap())).collect()
}

fn statement(lines: &str) -> String {
    format!(":20:REF1\n:25:10020030/1234567\n:28C:5/1\n:60F:C231229EUR100,\n{lines}\n:62F:C240103EUR100,\n-\n")
}

fn text(reading: &Reading, column: &str, row: usize) -> Option<String> {
    let array = reading.entries[0].column_by_name(column).unwrap().as_string::<i32>();
    array.is_valid(row).then(|| array.value(row).to_owned())
}

fn day(reading: &Reading, column: &str, row: usize) -> String {
    from_days(reading.entries[0].column_by_name(column).unwrap().as_primitive::<Date32Type>().value(row))
        .unwrap()
        .to_string()
}

fn minor(reading: &Reading, row: usize) -> i64 {
    reading.entries[0].column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>().value(row)
}

#[test]
fn a_line_is_read_by_its_parts() {
    let reading = read_text(&statement(
        ":61:2312310102DR12,5NTRFCUST 1//BANK 1\nmore of it\n:86:two\nlines\n:61:240102RC,5FMSCNONREF\n:61:240103RDK7,NCHGNONREF//B2",
    ));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!([minor(&reading, 0), minor(&reading, 1), minor(&reading, 2)], [1_250, 50, 700]);
    // The booking of 2 January is of the year that is near its value date.
    assert_eq!(day(&reading, "booked_on", 0), "2024-01-02");
    assert_eq!(day(&reading, "value_on", 0), "2023-12-31");
    let column = |name: &str| (0..3).map(|row| text(&reading, name, row).unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(column("legs"), ["debit", "debit", "credit"]);
    assert_eq!(column("reference"), ["CUST 1", "", "B2"]);
    assert_eq!(column("channel"), ["transfer", "", "fee"]);
    assert_eq!(column("text")[0], "two lines more of it");
    assert_eq!(column("debtor"), ["10020030:1234567", "10020030:1234567", ""]);
    let reversals: &BooleanArray = reading.entries[0].column_by_name("reversal").unwrap().as_boolean();
    assert!(reversals.value(1) && reversals.value(2));
    let lines = reading.entries[0].column_by_name("line").unwrap().as_primitive::<UInt32Type>();
    assert_eq!([lines.value(0), lines.value(1), lines.value(2)], [5, 9, 10]);
}

#[test]
fn the_german_dialect_is_read_across_its_line_breaks() {
    let reading = read_text(&statement(
        ":61:240102CR5,NTRFNONREF\n:86:166?00GUTSCHRIFT?20EREF+RECHNUNG 7?21SVWZ+Miete fuer das klei\nne Zi?22mmer?30BANKDEFFXXX?31DE7551210800124512\n6199?32Frieda Erfunden?33 und Sohn",
    ));
    assert_eq!(text(&reading, "debtor", 0).as_deref(), Some("DE75512108001245126199"));
    assert_eq!(text(&reading, "debtor_name", 0).as_deref(), Some("Frieda Erfunden und Sohn"));
    assert_eq!(text(&reading, "reference", 0).as_deref(), Some("RECHNUNG 7"));
    assert_eq!(text(&reading, "text", 0).as_deref(), Some("EREF+RECHNUNG 7 SVWZ+Miete fuer das kleine Zimmer"));
    assert_eq!(text(&reading, "channel", 0).as_deref(), Some("transfer"));
}

#[test]
fn german_cash_codes_are_german_only() {
    let lines = ":61:240102D50,NMSCNONREF\n:86:083?00AUSZAHLUNG";
    assert_eq!(text(&read_text(&statement(lines)), "channel", 0).as_deref(), Some("cash-out"));
    let polish = statement(lines).replace("10020030/", "/");
    assert_eq!(text(&read_text(&polish), "channel", 0), None);
}

#[test]
fn the_dutch_dialect_is_read_by_its_words() {
    let reading = read_text(&statement(
        ":61:240102D5,NTRFEREF//B1\n:86:/TRTP/SEPA OVERBOEKING/IBAN/GB33BUKB20201555555555/BIC/BUKBGB22/NA\nME/Zaak Verzonnen/REMI/huur 1/2/EREF/E77\n:61:240102D5,NTRFEREF\nGB33BUKB20201555555555\n:86:/BENM//NAME/Zaak Verzonnen/REMI/nogmaals",
    ));
    assert_eq!(text(&reading, "creditor", 0).as_deref(), Some("GB33BUKB20201555555555"));
    assert_eq!(text(&reading, "creditor_name", 0).as_deref(), Some("Zaak Verzonnen"));
    assert_eq!(text(&reading, "text", 0).as_deref(), Some("huur 1/2"));
    assert_eq!(text(&reading, "reference", 0).as_deref(), Some("E77"));
    assert_eq!(text(&reading, "creditor", 1).as_deref(), Some("GB33BUKB20201555555555"));
    assert_eq!(text(&reading, "text", 1).as_deref(), Some("nogmaals"));
}

#[test]
fn accounts_are_keyed_by_their_bank() {
    let read = |body: &str, bank: Option<&str>| account::read(body, bank).unwrap().id.as_str().to_owned();
    assert_eq!(read("10020030/1234567 EUR", None), "10020030:1234567");
    assert_eq!(read("BANKHUHB/99ABC/HUF", None), "BANKHUHB:99ABC");
    assert_eq!(read("GB33BUKB20201555555555EUR", None), "GB33BUKB20201555555555");
    assert_eq!(read("GB33BUKB20201555555555/GBP", None), "GB33BUKB20201555555555");
    assert_eq!(read("123456789", Some("BANKNL2A")), "BANKNL2A:123456789");
    assert_eq!(read("0123456789EUR", None), "0123456789");
    assert!(account::read("  ", None).is_none());
    let wrapped = "{1:F01BANKNL2AXXXX0000000000}{2:I940BANKDEFFXXXXN}{4:\r\n:20:A\r\n:25:55\r\n:60F:C240101EUR1,\r\n:62F:C240101EUR1,\r\n-}{5:{CHK:0}}";
    assert_eq!(read_text(wrapped).statements[0].account.as_str(), "BANKNL2A:55");
    let output = wrapped.replace("{2:I940BANKDEFFXXXXN}", "{2:O9401200240101BANKFRPPAXXX00000000002401011200N}");
    assert_eq!(read_text(&output).statements[0].account.as_str(), "BANKFRPP:55");
}

#[test]
fn a_line_that_cannot_be_read_is_lost_alone() {
    let reading = read_text(&statement(
        ":61:240102D5NTRFNONREF\n:61:240102D5.00NTRFX\n:61:2402D5,NTRF\n:61:240102X5,NTRF\n:61:240230D5,NTRFX\n:61:2402300103D5,NTRFX\n:61:2401020230D5,NTRFX\n:99Z:odd\n:61:240102D5,001NTRFX",
    ));
    use ProblemCode::{BadAmount, BadBookingDate, BadDate, BadValueDate, BadWord, UnknownLine};
    let expected = [
        (BadAmount, 5),
        (BadAmount, 6),
        (BadDate, 7),
        (BadWord, 8),
        (BadDate, 9),
        (BadValueDate, 10),
        (BadBookingDate, 11),
        (UnknownLine, 12),
        (BadAmount, 13),
    ];
    assert_eq!(codes(&reading), expected);
    assert_eq!(reading.entry_count(), 2);
    assert_eq!(reading.statements[0].unreadable_rows, 6);
    let rows = reading.entries[0].column_by_name("row").unwrap().as_primitive::<UInt32Type>();
    assert_eq!([rows.value(0), rows.value(1)], [5, 6]);
}

#[test]
fn blanks_before_a_tag_lose_no_entry() {
    let reading =
        read_text(&statement(" :61:240102C5000,NTRFX\n\t:86: salary\n :61:240102D5000,NTRFX\n:86:at\n :20: in a text"));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!([minor(&reading, 0), minor(&reading, 1)], [500_000, 500_000]);
    assert_eq!(text(&reading, "text", 0).as_deref(), Some("salary"));
    assert_eq!(text(&reading, "text", 1).as_deref(), Some("at :20: in a text"));
}

#[test]
fn stray_lines_keep_a_statement_from_footing() {
    let two = ["x 61:240102C5,NTRFX", ":61A:240102C5,NTRFX\n:61:240102C5,NTRFX"].map(statement).concat();
    let reading = read_text(&two);
    let unreadable: Vec<u32> = reading.statements.iter().map(|statement| statement.unreadable_rows).collect();
    assert_eq!((codes(&reading).len(), unreadable), (2, vec![1, 1]));
    let shared = statement("").replace("-\n", ":60F:C240103EUR1,\nodd\n:62F:C240103EUR1,\n");
    let unreadable: Vec<u32> = read_text(&shared).statements.iter().map(|one| one.unreadable_rows).collect();
    assert_eq!(unreadable, [0, 1]);
}

#[test]
fn a_message_without_its_end_keeps_its_entries() {
    let whole = statement(":61:240102D5,NTRFX\n:86:text\n-\nof it\n:61:240102C5,NTRFX");
    let cut = whole.split(":62F:").next().unwrap();
    let reading = read_text(&[cut, &whole].concat());
    assert_eq!(reading.entry_count(), 4);
    assert_eq!(reading.statements.len(), 2);
    assert_eq!(reading.statements[0].closing, None);
    assert_eq!(reading.statements[1].place.message, Some(2));
    assert_eq!(codes(&reading), [(ProblemCode::Truncated, 9)]);
}

#[test]
fn a_lone_hyphen_and_a_time_of_day_are_text() {
    let reading = read_text(&statement(":61:240102D5,NTRFX\n:86:at\n20:44:45\n-\nand more\n:61:240102C5,NTRFX"));
    assert_eq!(text(&reading, "text", 0).as_deref(), Some("at 20:44:45 - and more"));
}

#[test]
fn two_statements_may_share_a_message() {
    let more = ":60F:C240103EUR100,\n:61:240104C1,NTRFX\n:62F:C240104EUR101,\n";
    let reading = read_text(&[statement(":61:240102D5,NTRFX").trim_end_matches("-\n"), more].concat());
    assert_eq!(reading.statements.len(), 2);
    assert_eq!(reading.statements[1].account.as_str(), "10020030:1234567");
    assert_eq!(reading.statements[1].place.message, Some(1));
}

#[test]
fn headings_and_information_are_noted_once() {
    let text = ["A page of\nexplanation\n\n", &statement(":86:of the statement\n:86:two lines")].concat();
    let reading = read_text(&text);
    assert_eq!(codes(&reading), [(ProblemCode::NotAnEntry, 1), (ProblemCode::NotAnEntry, 8)]);
    let headed = ["BANKNL2A\n940\nBANKNL2A\n", &statement("").replace("10020030/", "")].concat();
    let reading = read_text(&headed);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(reading.statements[0].account.as_str(), "BANKNL2A:1234567");
}

#[test]
fn old_code_pages_are_guessed_with_a_doubt() {
    let french = statement(":61:240102D5,NTRFX\n:86:Café à la carte, façade, élève");
    let bytes: Vec<u8> = french.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let reading = read(source(), &bytes).unwrap();
    assert_eq!(codes(&reading), [(ProblemCode::BadEncoding, 6)]);
    assert_eq!(text(&reading, "text", 0).as_deref(), Some("Café à la carte, façade, élève"));
}

#[test]
fn other_messages_are_refused_by_their_type() {
    let refusal = |text: &str| {
        assert!(looks_like(text.as_bytes()), "{text}");
        read(source(), text.as_bytes()).unwrap_err().to_string()
    };
    let cover =
        "{1:F01BANKNL2AXXXX0000000000}{2:I202BANKDEFFXXXXN}{4:\n:20:A\n:21:B\n:32A:240102EUR5,\n:58A:BANKFRPP\n-}";
    assert!(refusal(cover).contains("MT202 is a transfer between banks"));
    assert!(refusal(cover).contains("MT103"), "what to ask for instead");
    assert!(refusal(&cover[cover.find(":20:").unwrap()..]).contains("MT202"));
    assert!(refusal(&cover.replace("I202", "I102")).contains("MT102 is a batch of payments"));
    assert!(refusal(&cover.replace("I202", "I910")).contains("MT910 is a confirmation of one credit"));
    assert!(refusal(&cover.replace("I202", "I199")).contains("MT199 is a letter between banks"));
    assert!(refusal(&cover.replace("I202", "I700")).contains("letters of credit"));
    assert!(refusal(":20:A\n:21:B\n:25:1\n:32A:240102EUR5,\n").contains("MT900/910"));
    assert!(refusal(":20:A\n:60F:C240101EUR1,\n:62F:C240101EUR1,\n").contains("which account"));
    assert!(refusal(":20:A\n").contains("No message"));
    assert!(read(source(), b"").unwrap_err().what.contains("No message"));
    // Beside a statement, the other message is a problem with its line.
    let mixed = [cover, "\n", &statement("")].concat();
    assert_eq!(codes(&read_text(&mixed)), [(ProblemCode::UnknownLine, 2)]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        looks_like(&bytes);
        let _ = read(source(), &bytes);
    }

    #[test]
    fn no_change_of_a_file_makes_it_panic(at in 0_usize..400, with in any::<u8>(), more in "(:[0-9]{2}[A-Z]?:|[?/-].{0,3}|\\PC{0,5})") {
        let text = statement(":61:2401020103DR5,NTRFX//Y\nabc\n:86:166?00A?20B?31C?32Dé\n:61:240102D5,NTRFX\n:86:/EREF/A/NAME/B/REMI//C/");
        let mut bytes = text.into_bytes();
        let at = at.min(bytes.len() - 1);
        bytes[at] = with;
        bytes.splice(at..at, more.bytes());
        let _ = read(source(), &bytes);
    }
}
