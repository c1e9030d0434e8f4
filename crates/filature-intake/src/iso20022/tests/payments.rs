//! pain.001 and pacs.008: orders and transfers between banks.

use super::*;
use crate::Format;

/// A payment order with this inside.
pub(super) fn order(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn>{inside}</CstmrCdtTrfInitn></Document>"
    )
}

fn to(amount: &str, more: &str) -> String {
    format!(
        "<CdtTrfTxInf><PmtId><InstrId>I</InstrId><EndToEndId>E-{amount}</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">{amount}</InstdAmt></Amt>\
         <CdtrAgt><FinInstnId><BICFI>TESTFRPP</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Garage Fictif</Nm></Cdtr>{more}\
         <RmtInf><Ustrd>bill</Ustrd></RmtInf></CdtTrfTxInf>"
    )
}

/// Two payments of 7.50 together, of which this number and this sum is said.
pub(super) fn ordered(count: &str, sum: &str) -> String {
    let account = "<CdtrAcct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></CdtrAcct>";
    format!(
        "<GrpHdr><NbOfTxs>{count}</NbOfTxs><CtrlSum>{sum}</CtrlSum></GrpHdr><PmtInf><PmtMtd>TRF</PmtMtd><NbOfTxs>{count}</NbOfTxs>\
         <CtrlSum>{sum}</CtrlSum><ReqdExctnDt><Dt>2024-05-02</Dt></ReqdExctnDt><Dbtr><Nm>Lea Exemple</Nm></Dbtr>\
         <DbtrAcct><Id><IBAN>DE75512108001245126199</IBAN></Id></DbtrAcct>\n{}\n{}</PmtInf>",
        to("5.00", account),
        to("2.50", "")
    )
}

/// A transfer of 92 euro between banks, with this inside.
pub(super) fn transfer(inside: &str) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><GrpHdr><NbOfTxs>1</NbOfTxs>\
         <TtlIntrBkSttlmAmt Ccy=\"EUR\">92.00</TtlIntrBkSttlmAmt><IntrBkSttlmDt>2024-05-02</IntrBkSttlmDt></GrpHdr>\
         <CdtTrfTxInf><PmtId><EndToEndId>NOTPROVIDED</EndToEndId><UETR>U-1</UETR></PmtId><IntrBkSttlmAmt Ccy=\"EUR\">92.00</IntrBkSttlmAmt>{inside}\
         <Dbtr><Nm>Lea Exemple</Nm></Dbtr><DbtrAgt><FinInstnId><BICFI>TESTUSNY</BICFI></FinInstnId></DbtrAgt>\
         <CdtrAgt><FinInstnId><BICFI>TESTFRPP</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>Garage Fictif</Nm></Cdtr>\
         <CdtrAcct><Id><Othr><Id>77</Id></Othr></Id></CdtrAcct></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"
    )
}

#[test]
fn an_order_moves_no_money() {
    let reading = read_text(&order(&ordered("2", "7.50")));
    assert_eq!((reading.format, reading.entry_count(), reading.statements.len()), (Format::Pain001, 2, 0));
    assert_eq!((codes(&reading), reading.problems[0].found.as_str()), (vec![ProblemCode::OrderOnly], "2"));
    let first = row(&reading, 0);
    assert_eq!((first.text("legs"), first.text("status"), first.text("channel")), ("both", "pending", "transfer"));
    assert_eq!((first.minor("amount_minor"), first.text("currency")), (Some(500), "EUR"));
    assert_eq!((first.text("debtor"), first.text("debtor_name")), ("DE75512108001245126199", "Lea Exemple"));
    assert_eq!((first.text("creditor"), first.text("creditor_name")), ("GB33BUKB20201555555555", "Garage Fictif"));
    assert_eq!((first.text("reference"), first.text("text")), ("E-5.00", "bill"));
    assert_eq!(
        (first.day("booked_on"), first.number("message"), first.number("line")),
        ("2024-05-02".to_owned(), 1, 3)
    );
    assert_eq!(row(&reading, 1).text("text"), "bill CdtrAgt TESTFRPP");
}

#[test]
fn a_day_may_stand_bare_in_older_versions() {
    let old = order(&ordered("2", "7.50")).replace("<Dt>2024-05-02</Dt>", "2024-05-02");
    assert_eq!(row(&read_text(&old), 1).day("booked_on"), "2024-05-02");
    let container = old.replace("CstmrCdtTrfInitn", "pain.001.001.02");
    assert_eq!(read_text(&container).entry_count(), 2);
}

#[test]
fn control_sums_are_held_against_the_payments() {
    use ProblemCode::{OrderOnly, SumDiffers};
    let reading = read_text(&order(&ordered("3", "7.51")));
    assert_eq!(codes(&reading).iter().filter(|code| **code == SumDiffers).count(), 4);
    let reading = read_text(&order(&ordered("2", "7.5")));
    assert_eq!(codes(&reading), [OrderOnly]);
    let reading = read_text(&transfer("").replace(">92.00</Ttl", ">93.00</Ttl"));
    assert_eq!((codes(&reading), reading.problems[0].expected.as_str()), (vec![SumDiffers], "92"));
}

#[test]
fn a_payment_that_cannot_be_read_is_lost_alone() {
    let text = order(&ordered("2", "7.50")).replace(">5.00</InstdAmt", ">5,00</InstdAmt");
    let reading = read_text(&text);
    assert_eq!(reading.entry_count(), 1);
    assert_eq!(row(&reading, 0).number("row"), 1);
    let lost = reading.problems.iter().find(|problem| problem.code == ProblemCode::BadAmount).unwrap();
    assert_eq!((lost.place.row, lost.place.line), (Some(0), Some(3)));
    let dateless = order(&ordered("2", "7.50")).replace("ReqdExctnDt", "Nothing");
    assert_eq!(codes(&read_text(&dateless)).iter().filter(|code| **code == ProblemCode::MissingField).count(), 2);
}

#[test]
fn an_order_may_name_an_amount_of_the_payers_currency() {
    let text = order(&ordered("2", "7.50")).replace(
        "<InstdAmt Ccy=\"EUR\">5.00</InstdAmt>",
        "<EqvtAmt><Amt Ccy=\"EUR\">5.00</Amt><CcyOfTrf>USD</CcyOfTrf></EqvtAmt>",
    );
    let reading = read_text(&text);
    assert_eq!((codes(&reading), row(&reading, 0).minor("amount_minor")), (vec![ProblemCode::OrderOnly], Some(500)));
}

#[test]
fn a_wrong_payer_is_noted_once() {
    let reading = read_text(&order(&ordered("2", "7.50")).replace("DE75512108001245126199", "DE76512108001245126199"));
    assert_eq!(codes(&reading).iter().filter(|code| **code == ProblemCode::OddAccount).count(), 1);
    assert_eq!(row(&reading, 1).text("debtor"), "DE76512108001245126199");
}

#[test]
fn a_transfer_between_banks_is_paid_on_its_day() {
    let reading = read_text(&transfer(""));
    assert_eq!((reading.format, codes(&reading)), (Format::Pacs008, vec![]));
    let row = row(&reading, 0);
    assert_eq!((row.text("legs"), row.text("status"), row.day("booked_on")), ("both", "", "2024-05-02".to_owned()));
    assert_eq!((row.minor("amount_minor"), row.minor("received_minor")), (Some(9_200), None));
    assert_eq!((row.text("debtor"), row.text("creditor")), ("", "TESTFRPP:77"));
    assert_eq!((row.text("text"), row.text("reference")), ("DbtrAgt TESTUSNY", "U-1"));
}

#[test]
fn what_was_ordered_in_another_currency_is_what_the_payer_gave() {
    let reading = read_text(&transfer("<InstdAmt Ccy=\"USD\">100.00</InstdAmt>"));
    let exchanged = row(&reading, 0);
    assert_eq!((exchanged.minor("amount_minor"), exchanged.text("currency")), (Some(10_000), "USD"));
    assert_eq!((exchanged.minor("received_minor"), exchanged.text("received_currency")), (Some(9_200), "EUR"));
    let reading = read_text(&transfer("<InstdAmt Ccy=\"EUR\">95.00</InstdAmt>"));
    assert_eq!((codes(&reading), reading.problems[0].found.as_str()), (vec![ProblemCode::Charges], "95.00 EUR"));
    assert_eq!(row(&reading, 0).minor("amount_minor"), Some(9_200));
    let reading = read_text(&transfer("<InstdAmt Ccy=\"EUR\">9x</InstdAmt><IntrBkSttlmDt>2024-05-03</IntrBkSttlmDt>"));
    assert_eq!(
        (codes(&reading), row(&reading, 0).day("booked_on")),
        (vec![ProblemCode::BadAmount], "2024-05-03".to_owned())
    );
}

#[test]
fn what_is_said_for_all_payments_is_kept_once() {
    // Gone through again for every payment, this would take hours.
    let names = "<Dbtr><Nm>Lea Exemple</Nm></Dbtr>".repeat(50_000);
    let payments = to("1.00", "").repeat(50_000);
    let text = order(&format!("<PmtInf><ReqdExctnDt>2024-05-02</ReqdExctnDt>{names}{payments}</PmtInf>"));
    let reading = read_text(&text);
    assert_eq!(reading.entry_count(), 50_000);
    assert_eq!(row(&reading, 49_999).text("debtor_name"), "Lea Exemple");
}
