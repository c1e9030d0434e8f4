use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
use filature_model::{Problem, ProblemCode, from_days};
use proptest::prelude::*;

use super::*;

const HEADER: &str = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n";

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn read_text(text: &str) -> Reading {
    read(source(), text.as_bytes()).unwrap()
}

/// A statement of an invented bank with these transactions, in SGML without end tags.
fn bank(transactions: &str) -> String {
    format!(
        "{HEADER}<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20240601<LANGUAGE>ENG<FI><ORG>Lark Bank<FID>77</FI></SONRS></SIGNONMSGSRSV1>\
         <BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>EUR\n\
         <BANKACCTFROM><BANKID>555<BRANCHID>1<ACCTID>987-6<ACCTTYPE>CHECKING</BANKACCTFROM>\n\
         <BANKTRANLIST><DTSTART>20240501<DTEND>20240531\n{transactions}\n</BANKTRANLIST>\
         <LEDGERBAL><BALAMT>10.00<DTASOF>20240531</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
}

fn transaction(parts: &str) -> String {
    format!("<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20240502<TRNAMT>-5.00{parts}</STMTTRN>")
}

fn codes(reading: &Reading) -> Vec<ProblemCode> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

fn only(reading: &Reading) -> &Problem {
    assert_eq!(reading.problems.len(), 1, "{:?}", reading.problems);
    &reading.problems[0]
}

fn column(reading: &Reading, name: &str) -> Vec<String> {
    let array = reading.entries[0].column_by_name(name).unwrap().as_string::<i32>();
    (0..array.len()).map(|row| if array.is_valid(row) { array.value(row).to_owned() } else { String::new() }).collect()
}

fn days(reading: &Reading, name: &str) -> Vec<String> {
    let array = reading.entries[0].column_by_name(name).unwrap().as_primitive::<Date32Type>();
    array.iter().map(|day| day.map_or(String::new(), |day| from_days(day).unwrap().to_string())).collect()
}

fn minors(reading: &Reading) -> Vec<i64> {
    reading.entries[0].column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>().values().to_vec()
}

fn sequences(reading: &Reading) -> Vec<i64> {
    reading.entries[0].column_by_name("sequence").unwrap().as_primitive::<Int64Type>().values().to_vec()
}

#[test]
fn a_statement_of_sgml_is_read_by_its_parts() {
    let reading = read_text(&bank(
        "<STMTTRN><TRNTYPE>XFER<DTPOSTED>20240502233000.000[-5:EST]<DTAVAIL>20240504<TRNAMT>-12,50<FITID>F1<CHECKNUM>0\
         <NAME>Smith &amp; Sons<BANKACCTTO><BANKID>666<ACCTID>12</BANKACCTTO><MEMO>Invoice 7</STMTTRN>\n\
         <STMTTRN>\n<TRNTYPE>CREDIT\n<DTPOSTED>20240503\n<TRNAMT>+3\n<FITID>F2\n<REFNUM>R2\n<NAME>Olive\n</STMTTRN>\n",
    ));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(minors(&reading), [1_250, 300]);
    assert_eq!(column(&reading, "legs"), ["debit", "credit"]);
    assert_eq!(column(&reading, "debtor"), ["555:987-6", ""]);
    assert_eq!(column(&reading, "creditor"), ["666:12", "555:987-6"]);
    assert_eq!(column(&reading, "creditor_name"), ["Smith & Sons", ""]);
    assert_eq!(column(&reading, "debtor_name"), ["", "Olive"]);
    assert_eq!(column(&reading, "channel"), ["transfer", ""]);
    assert_eq!(column(&reading, "reference"), ["F1", "R2"]);
    assert_eq!(column(&reading, "text"), ["Invoice 7", "Olive"]);
    assert_eq!(days(&reading, "booked_on"), ["2024-05-02", "2024-05-03"]);
    assert_eq!(days(&reading, "value_on"), ["2024-05-04", ""]);
    assert!(!reading.entries[0].column_by_name("has_time").unwrap().as_boolean().value(0));
    let lines = reading.entries[0].column_by_name("line").unwrap().as_primitive::<UInt32Type>();
    assert_eq!([lines.value(0), lines.value(1)], [14, 15]);
    let statement = &reading.statements[0];
    assert_eq!((statement.account.as_str(), statement.currency), ("555:987-6", Some("EUR".parse().unwrap())));
    assert_eq!(
        (statement.from.unwrap().to_string(), statement.to.unwrap().to_string()),
        ("2024-05-01".into(), "2024-05-31".into())
    );
    assert_eq!(statement.closing.map(|closing| (closing.minor, closing.line)), Some((1_000, Some(24))));
    assert!(statement.opening.is_none() && statement.unreadable_rows == 0);
}

#[test]
fn end_tags_change_nothing() {
    let bare = bank(&transaction("<FITID>A<NAME>Ann<MEMO>x"));
    let closed = bank(&transaction("<FITID>A</FITID><NAME>Ann</NAME><MEMO>x</MEMO>"));
    let spread = bank(&transaction("\n  <FITID>A\n  <NAME>Ann\n  <MEMO>x\n"));
    let empty = bank(&transaction("<CHECKNUM><FITID>A<PAYEEID/><NAME>Ann<MEMO2></MEMO2><MEMO>x"));
    let whole = |text: &str| {
        let reading = read_text(text);
        (column(&reading, "reference"), column(&reading, "creditor_name"), column(&reading, "text"), codes(&reading))
    };
    assert_eq!(whole(&bare).1, ["Ann"]);
    for other in [closed, spread, empty] {
        assert_eq!(whole(&other), whole(&bare));
    }
}

#[test]
fn version_two_is_read_likewise() {
    let (_, body) = bank(&transaction("<FITID>A</FITID><NAME><![CDATA[A & B]]></NAME><!-- not said -->"))
        .split_once("\r\n\r\n")
        .map(|(head, body)| (head.to_owned(), body.to_owned()))
        .unwrap();
    let reading = read_text(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n{body}"
    ));
    assert_eq!(column(&reading, "creditor_name"), ["A & B"]);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
}

#[test]
fn the_encoding_is_the_one_that_is_declared_or_the_one_that_is_there() {
    let with_name = |name: &[u8], header: &str| {
        let text = bank(&transaction("<NAME>@@")).replace(HEADER, header);
        let (before, after) = text.split_once("@@").unwrap();
        let bytes = [before.as_bytes(), name, after.as_bytes()].concat();
        let reading = read(source(), &bytes).unwrap();
        (column(&reading, "creditor_name").remove(0), codes(&reading))
    };
    assert_eq!(with_name(b"Ren\xE9e", HEADER), ("Renée".to_owned(), vec![]));
    assert_eq!(with_name(b"\xC8apek", &HEADER.replace("1252", "1250")), ("Čapek".to_owned(), vec![]));
    assert_eq!(with_name("Renée".as_bytes(), &HEADER.replace("USASCII", "UTF-8")), ("Renée".to_owned(), vec![]));
    // The header says one thing and the bytes another.
    assert_eq!(with_name("Renée".as_bytes(), HEADER), ("Renée".to_owned(), vec![ProblemCode::BadEncoding]));
    assert_eq!(with_name(b"Ren\xE9e", ""), ("Renée".to_owned(), vec![ProblemCode::BadEncoding]));
    assert_eq!(
        with_name(b"Ren\xE9e", "OFXHEADER:100DATA:OFXSGMLENCODING:USASCIICHARSET:1252COMPRESSION:NONE"),
        ("Renée".to_owned(), vec![])
    );
    let unknown = bank(&transaction("<NAME>Ren")).replace("1252", "EBCDIC-X").into_bytes();
    let bytes = [&unknown[..], b"\xE9"].concat();
    assert!(read(source(), &bytes).unwrap_err().what.contains("ebcdic-x"));
    let wide: Vec<u8> = bank(&transaction("<NAME>Čapek")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(looks_like(&wide));
    assert_eq!(column(&read(source(), &wide).unwrap(), "creditor_name"), ["Čapek"]);
    let macintosh = bank(&transaction("<NAME>Ann")).replace("\r\n", "\r").replace('\n', "\r");
    assert_eq!(read_text(&macintosh).statements[0].place.line, Some(11));
}

#[test]
fn the_number_of_a_cheque_stays_in_the_text() {
    let reading = read_text(&bank(&format!(
        "{}{}",
        transaction("<FITID>A<CHECKNUM>319<MEMO>rent"),
        transaction("<CHECKNUM>320<NAME>Ann")
    )));
    assert_eq!(column(&reading, "text"), ["rent CHECKNUM 319", "Ann"]);
    assert_eq!(column(&reading, "reference"), ["A", "320"]);
}

#[test]
fn an_account_is_an_iban_or_a_number_at_a_bank() {
    let account = |element: &str| {
        let text = bank("")
            .replace("<BANKACCTFROM><BANKID>555<BRANCHID>1<ACCTID>987-6<ACCTTYPE>CHECKING</BANKACCTFROM>", element);
        let reading = read_text(&text);
        (reading.statements[0].account.to_string(), codes(&reading))
    };
    let bare = |id: &str| (id.to_owned(), vec![]);
    assert_eq!(
        account("<BANKACCTFROM><BANKID>555<ACCTID>GB33 BUKB 2020 1555 5555 55</BANKACCTFROM>"),
        bare("GB33BUKB20201555555555")
    );
    assert_eq!(account("<CCACCTFROM><ACCTID>4000123412341234</CCACCTFROM>"), bare("4000123412341234"));
    // Another bank may have a card of the same masked number.
    assert_eq!(account("<CCACCTFROM><ACCTID>XXXX1234</CCACCTFROM>"), bare("Lark Bank:XXXX1234"));
    let (odd, codes) = account("<BANKACCTFROM><BANKID>555<ACCTID>GB34BUKB20201555555555</BANKACCTFROM>");
    assert_eq!((odd.as_str(), codes), ("555:GB34BUKB20201555555555", vec![ProblemCode::OddAccount]));
    let nameless = bank("").replace("<ACCTID>987-6", "");
    let refusal = read(source(), nameless.as_bytes()).unwrap_err();
    assert!(refusal.what.contains("which account") && refusal.place.line == Some(11), "{refusal}");
}

#[test]
fn what_cannot_be_read_is_lost_with_its_place_and_the_rest_goes_on() {
    let reading = read_text(&bank(
        "<STMTTRN><DTPOSTED>20240502<TRNAMT>1,234</STMTTRN>\n<STMTTRN><DTPOSTED>20240231<TRNAMT>1.00</STMTTRN>\n\
         <STMTTRN><TRNAMT>1.00</STMTTRN>\n<STMTTRN><DTPOSTED>20240502</STMTTRN>\n\
         <STMTTRN><DTPOSTED>20240502<TRNAMT>1.00<CURRENCY><CURRATE>1<CURSYM>ZZZ</CURRENCY></STMTTRN>\n<LUCK>7</LUCK>\n\
         <STMTTRN><DTPOSTED>20240502<TRNAMT>1.00</STMTTRN>",
    ));
    use ProblemCode::{BadAmount, BadCurrency, BadDate, MissingField, UnknownLine};
    assert_eq!(codes(&reading), [BadAmount, BadDate, MissingField, MissingField, BadCurrency, UnknownLine]);
    let places: Vec<_> =
        reading.problems.iter().map(|problem| (problem.place.row.unwrap(), problem.place.line.unwrap())).collect();
    assert_eq!(places, [(0, 14), (1, 15), (2, 16), (3, 17), (4, 18), (5, 19)]);
    assert_eq!((reading.entry_count(), reading.statements[0].unreadable_rows), (1, 6));
    let rows = reading.entries[0].column_by_name("row").unwrap().as_primitive::<UInt32Type>();
    assert_eq!(rows.value(0), 6);
}

#[test]
fn text_that_belongs_to_no_element_is_said() {
    let reading = read_text(&bank(&format!("stray\n{}</OOPS>", transaction(""))));
    let found: Vec<_> = reading.problems.iter().map(|problem| (problem.found.as_str(), problem.code)).collect();
    // The first is the text of DTEND, which is no day then.
    assert_eq!(found, [("20240531 stray", ProblemCode::BadDate), ("</OOPS>", ProblemCode::UnknownLine)]);
    let reading = read_text(&bank("").replace("</STMTRS>", "</STMTRS>word"));
    assert_eq!((only(&reading).code, only(&reading).found.as_str()), (ProblemCode::UnknownLine, "word"));
}

#[test]
fn the_sign_decides_and_a_word_against_it_is_a_doubt() {
    let word = |word: &str, amount: &str| {
        let reading =
            read_text(&bank(&format!("<STMTTRN><TRNTYPE>{word}<DTPOSTED>20240502<TRNAMT>{amount}</STMTTRN>")));
        (column(&reading, "legs").remove(0), column(&reading, "channel").remove(0), codes(&reading))
    };
    let read = |legs: &str, channel: &str, codes: Vec<ProblemCode>| (legs.to_owned(), channel.to_owned(), codes);
    assert_eq!(word("ATM", "-20"), read("debit", "cash-out", vec![]));
    assert_eq!(word("CASH", "20"), read("credit", "cash-in", vec![]));
    assert_eq!(word("POS", "-20"), read("debit", "card", vec![]));
    assert_eq!(word("INT", "0.01"), read("credit", "interest", vec![]));
    assert_eq!(word("SRVCHG", "-1"), read("debit", "fee", vec![]));
    assert_eq!(word("CHECK", "-1"), read("debit", "cheque", vec![]));
    assert_eq!(word("Credit", "1"), read("credit", "", vec![]));
    assert_eq!(word("DEBIT", "20"), read("credit", "", vec![ProblemCode::UnknownWord]));
    assert_eq!(word("CREDIT", "-20"), read("debit", "", vec![ProblemCode::UnknownWord]));
    assert_eq!(word("LUNCH", "-20"), read("debit", "", vec![ProblemCode::UnknownWord]));
}

#[test]
fn what_is_announced_moves_no_money() {
    let pending = "</BANKTRANLIST><BANKTRANLISTP><DTASOF>20240531<STMTTRNP><TRNTYPE>POS<DTTRAN>20240530<TRNAMT>-8.00<NAME>Mill</STMTTRNP>\
                   </BANKTRANLISTP><REST>";
    let reading = read_text(&bank(&transaction("")).replace("</BANKTRANLIST>", pending).replace("<REST>", ""));
    assert_eq!(column(&reading, "status"), ["", "pending"]);
    assert_eq!(days(&reading, "booked_on"), ["2024-05-02", "2024-05-30"]);
    assert_eq!(codes(&reading), [ProblemCode::NotBooked]);
    let hold = read_text(&bank("<STMTTRN><TRNTYPE>HOLD<DTPOSTED>20240502<TRNAMT>-8.00</STMTTRN>"));
    assert_eq!(column(&hold, "status"), ["pending"]);
}

#[test]
fn a_correction_takes_back_what_it_corrects() {
    let reading = read_text(&bank(&format!(
        "{}{}{}{}",
        transaction("<FITID>A"),
        transaction("<FITID>B<CORRECTFITID>A<CORRECTACTION>REPLACE"),
        transaction("<FITID>C<CORRECTFITID>Z<CORRECTACTION>DELETE"),
        transaction("<FITID>D"),
    )));
    assert_eq!(column(&reading, "status"), ["cancelled", "", "cancelled", ""]);
    use ProblemCode::{NotBooked, UnknownWord};
    assert_eq!(codes(&reading), [UnknownWord, NotBooked, NotBooked]);
    assert_eq!(reading.problems[0].found, "Z");
}

#[test]
fn the_same_number_with_the_same_content_is_a_doubt_and_both_stay() {
    let line = transaction("<FITID>A<NAME>Mill");
    let reading =
        read_text(&bank(&format!("{line}{line}{}{}", transaction("<FITID>A<NAME>Other"), transaction("<NAME>Mill"))));
    assert_eq!(reading.entry_count(), 4);
    assert_eq!((only(&reading).code, only(&reading).place.row), (ProblemCode::ReferenceRepeated, Some(1)));
}

#[test]
fn an_amount_is_in_its_own_currency_and_an_original_one_is_only_said() {
    let reading = read_text(&bank(&format!(
        "{}{}",
        transaction("<CURRENCY><CURRATE>1.06<CURSYM>USD</CURRENCY>"),
        transaction("<ORIGCURRENCY><CURRATE>1.06<CURSYM>USD</ORIGCURRENCY>"),
    )));
    assert_eq!(column(&reading, "currency"), ["USD", "EUR"]);
    let problem = only(&reading);
    assert_eq!((problem.code, problem.found.as_str()), (ProblemCode::UnreadColumn, "1.06 USD"));
}

#[test]
fn the_newest_first_is_numbered_from_the_end() {
    let on = |day: &str| format!("<STMTTRN><DTPOSTED>{day}<TRNAMT>1</STMTTRN>");
    let list = |days: [&str; 3]| sequences(&read_text(&bank(&days.map(on).concat())));
    assert_eq!(list(["20240503", "20240502", "20240502"]), [2, 1, 0]);
    assert_eq!(list(["20240502", "20240502", "20240503"]), [0, 1, 2]);
    assert_eq!(list(["20240503", "20240502", "20240503"]), [0, 1, 2]);
}

#[test]
fn a_balance_of_another_day_closes_nothing() {
    let closing = |as_of: &str| {
        let reading = read_text(&bank(&transaction("")).replace("<DTASOF>20240531", as_of));
        (reading.statements[0].closing.map(|closing| closing.minor), codes(&reading))
    };
    assert_eq!(closing("<DTASOF>20240531235959[+2:CEST]"), (Some(1_000), vec![]));
    assert_eq!(closing("<DTASOF>20240502"), (Some(1_000), vec![]));
    assert_eq!(closing("<DTASOF>20240615"), (None, vec![ProblemCode::NotAnEntry]));
    assert_eq!(closing("<DTASOF>20240501"), (None, vec![ProblemCode::NotAnEntry]));
    assert_eq!(closing("<DTASOF>20240541"), (Some(1_000), vec![ProblemCode::BadDate]));
    assert_eq!(closing(""), (Some(1_000), vec![]));
}

#[test]
fn what_is_no_statement_says_what_it_is() {
    let refusal = |text: &str| read(source(), text.as_bytes()).unwrap_err().to_string();
    let error = "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Wrong password</STATUS></SONRS></SIGNONMSGSRSV1></OFX>";
    assert!(refusal(error).contains("Wrong password (code 15500)"));
    assert!(refusal("<OFX></OFX>").contains("no statement"));
    assert!(refusal("OFXHEADER:100\n").contains("nothing more"));
    assert!(refusal("<OFX><BANKMSGSRQV1><STMTTRNRQ><TRNUID>1<STMTRQ><INCTRAN><INCLUDE>Y</INCTRAN></STMTRQ></STMTTRNRQ></BANKMSGSRQV1></OFX>").contains("request"));
    let whole = bank(&transaction(""));
    assert!(refusal(&whole[..whole.len() - 30]).contains("never closed"));
    assert!(refusal(&whole.replacen("</STMTTRN>", "", 1)).contains("<STMTTRN> is never closed"));
    assert!(refusal(&whole.replace("<OFX>", "<!DOCTYPE x [<!ENTITY a \"b\">]><OFX>")).contains("document type"));
    assert!(refusal(&whole.replace("</STMTRS>", &"</A>".repeat(2_000))).contains("belong to no element"));
}

#[test]
fn an_error_beside_a_statement_is_a_problem() {
    let error = "<STMTTRNRS><STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>No answer</STATUS></STMTTRNRS></BANKMSGSRSV1>";
    let reading = read_text(&bank("").replace("</BANKMSGSRSV1>", error));
    assert_eq!((only(&reading).code, only(&reading).found.as_str()), (ProblemCode::BankError, "No answer (code 2000)"));
}

#[test]
fn securities_are_problems_and_cash_is_an_entry() {
    let text = format!(
        "{HEADER}<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20240531<CURDEF>EUR<INVACCTFROM><BROKERID>lark.example<ACCTID>7</INVACCTFROM>\
         <INVTRANLIST><DTSTART>20240501<DTEND>20240531\n<BUYSTOCK><INVBUY><INVTRAN><FITID>1<DTTRADE>20240502<MEMO>bought</INVTRAN><TOTAL>-90.00</INVBUY></BUYSTOCK>\n\
         <INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240503<TRNAMT>5.00</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN></INVTRANLIST>\
         <INVPOSLIST><POSSTOCK><INVPOS><UNITS>1</INVPOS></POSSTOCK></INVPOSLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>"
    );
    let reading = read_text(&text);
    assert_eq!(reading.statements[0].account.as_str(), "lark.example:7");
    assert_eq!((minors(&reading), reading.statements[0].unreadable_rows), (vec![500], 1));
    assert_eq!(codes(&reading), [ProblemCode::SecuritiesBooking, ProblemCode::NotAnEntry]);
    let securities = &reading.problems[0];
    assert_eq!((securities.found.as_str(), securities.column.as_deref()), ("TOTAL -90.00 bought", Some("BUYSTOCK")));
}

#[test]
fn a_list_of_accounts_is_read_without_statements() {
    let info = |number: &str| {
        format!(
            "<ACCTINFO><DESC>Mine<BANKACCTINFO><BANKACCTFROM><BANKID>555<ACCTID>{number}<ACCTTYPE>SAVINGS</BANKACCTFROM><SUPTXDL>Y</BANKACCTINFO></ACCTINFO>"
        )
    };
    let text = format!(
        "<OFX><SIGNUPMSGSRSV1><ACCTINFOTRNRS><ACCTINFORS><DTACCTUP>20240501{}{}{}</ACCTINFORS></ACCTINFOTRNRS></SIGNUPMSGSRSV1></OFX>",
        info("1"),
        info("2"),
        info("1")
    );
    let reading = read_text(&text);
    let ids: Vec<&str> = reading.accounts.iter().map(|account| account.id.as_str()).collect();
    assert_eq!(ids, ["555:1", "555:2"]);
    assert!(reading.accounts.iter().all(|account| !account.in_case) && reading.entry_count() == 0);
}

#[test]
fn the_other_side_is_read_from_payee_where_it_is_given() {
    let reading = read_text(&bank(&transaction(
        "<PAYEE><NAME>Mill<ADDR1>1 Road<CITY>Ys<STATE>X<POSTALCODE>1<COUNTRY>FRA<PHONE>+33 1</PAYEE><BANKACCTTO><BANKID>555<ACCTID>987-6</BANKACCTTO><FAVOUR>much",
    )));
    assert_eq!(
        (column(&reading, "creditor_name"), column(&reading, "creditor_country")),
        (vec!["Mill".into()], vec!["FRA".into()])
    );
    assert_eq!(column(&reading, "creditor_phone"), ["+33 1"]);
    // The account itself is not its own other side.
    assert_eq!(column(&reading, "creditor"), [""]);
    assert_eq!((only(&reading).code, only(&reading).column.as_deref()), (ProblemCode::UnreadColumn, Some("FAVOUR")));
}

#[test]
fn a_million_open_tags_take_no_longer_than_they_are_long() {
    for piece in ["<A>", "</A>", "<!--", "<a ", "<A><B></A>", "&#1", "<![CDATA["] {
        let pieces = piece.repeat(200_000);
        let begun = std::time::Instant::now();
        for text in [format!("<OFX>{pieces}"), bank(&transaction(&pieces)), format!("{}{pieces}", bank(""))] {
            let _ = read(source(), text.as_bytes());
        }
        assert!(begun.elapsed().as_secs() < 5, "{piece}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = looks_like(&bytes);
        let _ = read(source(), &bytes);
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0_usize..900, length in 0_usize..40, with in "[<>/&;!-\\[A-Z0-9.,é]{0,12}") {
        let line = transaction("<FITID>A<NAME>Mill<BANKACCTTO><BANKID>1<ACCTID>2</BANKACCTTO><CURRENCY><CURSYM>USD</CURRENCY>");
        let mut text = bank(&format!("{line}\n{line}"));
        let from = at.min(text.len());
        let to = (from + length).min(text.len());
        text.replace_range(from..to, &with);
        if let Ok(reading) = read(source(), text.as_bytes()) {
            let lost = reading.statements.iter().map(|statement| statement.unreadable_rows as usize).sum::<usize>();
            let rows = reading.entry_count() + lost;
            prop_assert!(reading.statements.is_empty() || rows >= text.matches("<STMTTRN>").count().min(1) || !reading.problems.is_empty());
        }
    }

    #[test]
    fn bare_and_closed_elements_give_the_same(names in proptest::collection::vec("[A-Za-z ]{1,12}", 1..6)) {
        let lines = |end: &str| names.iter().map(|name| transaction(&format!("<NAME>{name}{end}<MEMO>m"))).collect::<String>();
        let (bare, closed) = (read_text(&bank(&lines(""))), read_text(&bank(&lines("</NAME>"))));
        prop_assert_eq!(&bare.entries, &closed.entries);
        prop_assert_eq!(bare.entry_count(), names.len());
    }
}
