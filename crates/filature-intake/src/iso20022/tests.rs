mod batches;
mod messages;
mod payments;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
use arrow_array::{Array, RecordBatch};
use filature_model::ProblemCode;
use proptest::prelude::*;

use super::*;

const NOTHING: [ProblemCode; 0] = [];
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn file(statement: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"{NAMESPACE}\"><BkToCstmrStmt><GrpHdr/>\
         <Stmt><Id>S1</Id><ElctrncSeqNb>7</ElctrncSeqNb>\
         <Acct><Id><IBAN>DE75512108001245126199</IBAN></Id><Ownr><Nm>Lea Exemple</Nm></Ownr></Acct>\n{statement}\
         </Stmt></BkToCstmrStmt></Document>"
    )
}

fn balance(kind: &str, amount: &str, sign: &str) -> String {
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>\
         <Dt><Dt>2024-05-02</Dt></Dt></Bal>"
    )
}

fn entry(amount: &str, sign: &str, more: &str) -> String {
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>\
         <BookgDt><Dt>2024-05-02</Dt></BookgDt><ValDt><Dt>2024-05-03</Dt></ValDt>{more}</Ntry>"
    )
}

fn read_text(text: &str) -> Reading {
    read(source(), text.as_bytes()).unwrap()
}

fn refusal(bytes: &[u8]) -> Refusal {
    read(source(), bytes).unwrap_err()
}

/// A row of a reading.
struct Row<'a>(&'a RecordBatch, usize);

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        let array = self.0.column_by_name(column).unwrap().as_string::<i32>();
        if array.is_valid(self.1) { array.value(self.1) } else { "" }
    }

    fn minor(&self, column: &str) -> Option<i64> {
        let array = self.0.column_by_name(column).unwrap().as_primitive::<Int64Type>();
        array.is_valid(self.1).then(|| array.value(self.1))
    }

    fn number(&self, column: &str) -> u32 {
        self.0.column_by_name(column).unwrap().as_primitive::<UInt32Type>().value(self.1)
    }

    fn day(&self, column: &str) -> String {
        let array = self.0.column_by_name(column).unwrap().as_primitive::<Date32Type>();
        filature_model::from_days(array.value(self.1)).unwrap().to_string()
    }

    fn is_reversal(&self) -> bool {
        let array = self.0.column_by_name("reversal").unwrap().as_boolean();
        array.is_valid(self.1) && array.value(self.1)
    }
}

fn row(reading: &Reading, at: usize) -> Row<'_> {
    Row(&reading.entries[0], at)
}

/// An entry of 12.50 with these details.
fn one(sign: &str, more: &str, details: &str) -> Reading {
    read_text(&file(&entry("12.5", sign, &format!("{more}<NtryDtls><TxDtls>{details}</TxDtls></NtryDtls>"))))
}

fn codes(reading: &Reading) -> Vec<ProblemCode> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn a_statement_is_read_with_its_balances() {
    let text =
        file(&[balance("OPBD", "10.00", "DBIT"), entry("12.5", "CRDT", ""), balance("CLBD", "2.50", "CRDT")].concat());
    let reading = read_text(&text);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(reading.entry_count(), 1);
    let statement = &reading.statements[0];
    assert_eq!(statement.account.as_str(), "DE75512108001245126199");
    assert_eq!(statement.holder.as_deref(), Some("Lea Exemple"));
    assert_eq!(statement.number.as_deref(), Some("7"));
    assert_eq!(statement.opening.unwrap().minor, -1_000);
    assert_eq!(statement.closing.unwrap().minor, 250);
    assert_eq!(statement.opening.unwrap().line, Some(3));
}

#[test]
fn a_page_is_opened_and_closed_by_interim_balances() {
    let page = "<StmtPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>";
    let text = file(&[page.to_owned(), balance("ITBD", "1.00", "CRDT"), balance("ITBD", "3.00", "CRDT")].concat());
    let reading = read_text(&text);
    assert_eq!(reading.statements[0].opening.unwrap().minor, 100);
    assert_eq!(reading.statements[0].closing.unwrap().minor, 300);
    let text = file(&[page.to_owned(), balance("ITBD", "1.00", "CRDT")].concat());
    let reading = read_text(&text);
    assert_eq!((reading.statements[0].opening, reading.statements[0].closing), (None, None));
}

#[test]
fn the_other_party_is_the_one_across() {
    let reading = one(
        "DBIT",
        "",
        "<RltdPties><Dbtr><Nm>Lea Exemple</Nm></Dbtr><Cdtr><Pty><Nm>Garage Fictif</Nm></Pty></Cdtr>\
         <CdtrAcct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></CdtrAcct></RltdPties>",
    );
    let debit = row(&reading, 0);
    assert_eq!(debit.text("legs"), "debit");
    assert_eq!(debit.text("debtor"), "DE75512108001245126199");
    assert_eq!(debit.text("creditor_name"), "Garage Fictif");
    assert_eq!(debit.text("creditor"), "GB33BUKB20201555555555");
}

#[test]
fn the_holder_is_never_the_other_party() {
    let own = "<DbtrAcct><Id><IBAN>DE75512108001245126199</IBAN></Id></DbtrAcct>";
    let parties =
        format!("<RltdPties><Dbtr><Nm>Lea Exemple</Nm></Dbtr>{own}<Cdtr><Nm>Garage Fictif</Nm></Cdtr></RltdPties>");
    let reading = one("CRDT", "<RvslInd>true</RvslInd>", &parties);
    assert!(row(&reading, 0).is_reversal());
    assert_eq!(row(&reading, 0).text("legs"), "credit");
    assert_eq!(row(&reading, 0).text("debtor_name"), "Garage Fictif");
    let reading = one("CRDT", "", &format!("<RltdPties>{own}</RltdPties>"));
    assert_eq!(row(&reading, 0).text("debtor"), "");
}

#[test]
fn what_is_not_booked_is_pending() {
    let reading = read_text(&file(&entry("5.00", "CRDT", "").replace("BOOK", "PDNG")));
    assert_eq!(row(&reading, 0).text("status"), "pending");
    assert_eq!(codes(&reading), [ProblemCode::NotBooked]);
}

#[test]
fn an_entry_that_cannot_be_read_is_lost_alone() {
    let entries = [
        entry("5.001", "CRDT", ""),
        entry("-5.00", "CRDT", ""),
        entry("5.00", "BOTH", ""),
        entry("5.00", "CRDT", "").replace("EUR", "ZZZ"),
        entry("5.00", "CRDT", "").replace("2024-05-0", "2024-15-0"),
        entry("5.00000", "CRDT", ""),
    ];
    let reading = read_text(&file(&entries.concat()));
    use ProblemCode::{BadAmount, BadCurrency, BadDate, BadWord};
    assert_eq!(codes(&reading), [BadAmount, BadAmount, BadWord, BadCurrency, BadDate]);
    assert_eq!(reading.entry_count(), 1);
    assert_eq!(reading.statements[0].unreadable_rows, 5);
    assert_eq!(reading.problems[1].place.row, Some(1));
}

#[test]
fn of_two_dates_the_good_one_holds() {
    let text = entry("5.00", "CRDT", "").replace("2024-05-02", "2024-02-30");
    assert_eq!(codes(&read_text(&file(&text))), [ProblemCode::BadBookingDate]);
    let text = entry("5.00", "CRDT", "").replace("2024-05-03", "2024-02-30");
    assert_eq!(codes(&read_text(&file(&text))), [ProblemCode::BadValueDate]);
    let text =
        entry("5.00", "CRDT", "").replace("<Dt>2024-05-02</Dt>", "<Dt><DtTm>2024-05-02T10:00:00.000000000</DtTm></Dt>");
    assert!(read_text(&file(&text)).problems.is_empty());
}

#[test]
fn prefixes_wrappers_and_lines_are_no_matter() {
    let text = file(&format!("\r\n\r\n{}", entry("5.00", "CRDT", "<AddtlNtryInf>A &amp; B &#233;</AddtlNtryInf>")));
    let prefixed = text.replace("</", "</d:").replace("<", "<d:").replace("<d:/d:", "</d:").replace("<d:?", "<?");
    let prefixed = prefixed.replace("xmlns=", "xmlns:d=");
    let wrapped = format!("<message>\n<AppHdr/>{}</message>", &prefixed[prefixed.find("<d:Document").unwrap()..]);
    for text in [text, prefixed, wrapped] {
        let reading = read_text(&text);
        assert_eq!(reading.entry_count(), 1, "{text}");
        let line = text[..text.find("Ntry>").unwrap()].matches('\n').count() + 1;
        assert_eq!(usize::try_from(row(&reading, 0).number("line")).unwrap(), line);
        assert_eq!(row(&reading, 0).text("text"), "A & B é");
    }
}

#[test]
fn encodings_are_those_declared() {
    let text = file(&entry("5.00", "CRDT", "<AddtlNtryInf>Écrit à Nîmes</AddtlNtryInf>"));
    let latin = text.replace("UTF-8", "ISO-8859-1");
    let latin: Vec<u8> = latin.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = ["\u{FEFF}", &text].concat().into_bytes();
    for bytes in [latin, utf_16, marked] {
        assert!(looks_like(&bytes));
        let reading = read(source(), &bytes).unwrap();
        assert_eq!(row(&reading, 0).text("text"), "Écrit à Nîmes");
        assert!(reading.problems.is_empty());
    }
    let wrong = text.into_bytes().into_iter().map(|byte| if byte == 0xC3 { 0xFF } else { byte }).collect::<Vec<u8>>();
    let reading = read(source(), &wrong).unwrap();
    assert_eq!(codes(&reading), [ProblemCode::BadEncoding]);
    assert!(refusal(b"<?xml version='1.0' encoding='EBCDIC-FR'?><a/>").what.contains("EBCDIC-FR"));
}

#[test]
fn what_is_not_read_is_refused_by_its_name() {
    let refusal_of = |text: &str| refusal(text.as_bytes()).to_string();
    let recall = file("").replace("camt.053.001.08", "camt.056.001.08").replace("BkToCstmrStmt", "FIToFIPmtCxlReq");
    assert!(looks_like(recall.as_bytes()));
    assert!(refusal_of(&recall).contains("camt.056.001.08 is a bank's request to cancel a payment"));
    // The container says what it is, also in the namespace of another message or of none.
    assert!(refusal_of("<Document><PmtRtr/></Document>").contains("pacs.004 is a returned payment"));
    assert!(refusal_of(&recall.replace("camt.056", "camt.053")).contains("camt.056 is"));
    assert!(refusal_of("<Document><CdtrPmtActvtnReqStsRpt/></Document>").contains("pain.014"));
    assert!(refusal_of("<Document><CstmrPmtStsRpt/></Document>").contains("Ask for the orders themselves"));
    assert!(refusal_of("<Document><Unheard/></Document>").contains("\"Unheard\" is not a statement"));
    assert!(refusal_of("<Document><BkToCstmrStmt/></Document>").contains("camt.053 and has no statement"));
    assert!(refusal_of("<Document><CstmrCdtTrfInitn/></Document>").contains("pain.001 and has no payment"));
    assert!(refusal_of("<html></html>").contains("no message of ISO 20022"));
    assert!(refusal_of("").contains("no message of ISO 20022"));
    let nobody = file("").replace("IBAN", "Nothing");
    assert!(refusal_of(&nobody).contains("of which account"));
}

#[test]
fn a_bomb_is_refused() {
    let bomb = "<?xml version='1.0'?>\n<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>\n<Document>&b;</Document>";
    let refused = refusal(bomb.as_bytes());
    assert!(refused.what.contains("document type"));
    assert_eq!(refused.place.line, Some(2));
    let undefined = file("<AddtlStmtInf>&b;</AddtlStmtInf>");
    assert!(refusal(undefined.as_bytes()).what.contains("entity"));
    let deep = "<a>".repeat(100_000);
    assert!(refusal(deep.as_bytes()).what.contains("nested"));
}

#[test]
fn a_truncated_file_is_refused_wherever_it_ends() {
    let text = file(&[balance("OPBD", "10.00", "DBIT"), entry("12.5", "CRDT", ""), "\n".to_owned()].concat());
    for end in (0..text.len()).step_by(7) {
        assert!(read(source(), &text.as_bytes()[..end]).is_err(), "cut at {end}");
    }
    let crossed = text.replace("</BookgDt>", "</ValDt>");
    assert_eq!(refusal(crossed.as_bytes()).place.line, Some(3));
}

#[test]
fn a_million_attributes_and_a_huge_text_are_gone_through_once() {
    // Were either looked at again for each part of it, this would take hours.
    let attributes: String = (0..200_000).map(|number| format!(" a{number}='x'")).collect();
    let text = "&amp;".repeat(400_000);
    let more = format!("<AddtlNtryInf{attributes}>{text}</AddtlNtryInf>");
    let reading = read_text(&file(&entry("5.00", "CRDT", &more).replace("<Amt ", &format!("<Amt{attributes} "))));
    assert_eq!(row(&reading, 0).text("text").len(), 400_000);
    assert_eq!(row(&reading, 0).text("currency"), "EUR");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        looks_like(&bytes);
        let _ = read(source(), &bytes);
    }

    #[test]
    fn no_change_of_a_file_makes_it_panic(which in 0_usize..3, at in 0_usize..2_000, with in any::<u8>(), more in ".{0,5}") {
        let text = match which {
            0 => file(&[balance("OPBD", "1", "DBIT"), entry("12.5", "CRDT", "<NtryDtls><TxDtls/></NtryDtls>")].concat()),
            1 => payments::order(&payments::ordered("2", "7.50")),
            _ => payments::transfer(""),
        };
        let mut bytes = text.into_bytes();
        let at = at.min(bytes.len() - 1);
        bytes[at] = with;
        bytes.splice(at..at, more.bytes());
        let _ = read(source(), &bytes);
    }
}
