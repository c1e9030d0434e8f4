//! camt.052 and camt.054: reports of a day and notifications.

use filature_model::Statement;

use super::*;
use crate::Format;

fn as_report(text: &str) -> String {
    text.replace("camt.053", "camt.052").replace("BkToCstmrStmt", "BkToCstmrAcctRpt").replace("Stmt>", "Rpt>")
}

fn as_notification(text: &str) -> String {
    text.replace("camt.053", "camt.054").replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn").replace("Stmt>", "Ntfctn>")
}

#[test]
fn reports_and_notifications_give_the_entries_of_a_statement() {
    let text = file(
        &[entry("12.5", "CRDT", "<AcctSvcrRef>B7</AcctSvcrRef>"), entry("1.00", "DBIT", "").replace("BOOK", "INFO")]
            .concat(),
    );
    let statement = read_text(&text);
    let (report, notification) = (read_text(&as_report(&text)), read_text(&as_notification(&text)));
    assert_eq!((report.format, notification.format), (Format::Camt052, Format::Camt054));
    for other in [report, notification] {
        assert_eq!(other.entries, statement.entries);
        assert_eq!(other.statements, statement.statements);
        assert_eq!(codes(&other), [ProblemCode::NotBooked]);
    }
}

#[test]
fn an_interim_balance_neither_opens_nor_closes_a_day() {
    let of = |balances: &[String]| -> Statement {
        let text =
            file(&format!("<RptPgntn><PgNb>1</PgNb></RptPgntn>{}{}", balances.concat(), entry("1.00", "CRDT", "")));
        read_text(&as_report(&text)).statements.remove(0)
    };
    let interim = [balance("ITBD", "1.00", "CRDT"), balance("ITBD", "2.00", "CRDT")];
    assert_eq!((of(&interim).opening, of(&interim).closing), (None, None));
    let of_day = [balance("OPBD", "1.00", "CRDT"), balance("ITBD", "2.00", "CRDT")];
    assert_eq!((of(&of_day).opening.unwrap().minor, of(&of_day).closing), (100, None));
    let whole = [balance("OPBD", "1.00", "CRDT"), balance("CLBD", "2.00", "CRDT")];
    assert_eq!(of(&whole).closing.unwrap().minor, 200);
}

#[test]
fn several_accounts_in_one_file_are_kept_apart() {
    let text = as_report(&file(&entry("1.00", "CRDT", "")));
    let (from, to) = (text.find("<Rpt>").unwrap(), text.find("</BkToCstmrAcctRpt>").unwrap());
    let other = text[from..to].replace("DE75512108001245126199", "GB33BUKB20201555555555");
    let reading = read_text(&[&text[..to], &other, &text[to..]].concat());
    assert_eq!(reading.statements.len(), 2);
    assert_eq!(
        (row(&reading, 0).text("creditor"), row(&reading, 1).text("creditor")),
        ("DE75512108001245126199", "GB33BUKB20201555555555")
    );
    assert_eq!(
        (row(&reading, 1).number("statement"), row(&reading, 1).number("message"), row(&reading, 1).number("row")),
        (1, 2, 1)
    );
}

#[test]
fn the_day_of_the_message_stands_for_a_missing_one() {
    let bare = entry("1.00", "CRDT", "").replace("BookgDt", "Nothing").replace("ValDt", "Nothing");
    let text = file(&bare).replace("<GrpHdr/>", "<GrpHdr><CreDtTm>2024-05-06T18:00:00+02:00</CreDtTm></GrpHdr>");
    for made in [as_report(&text), as_notification(&text)] {
        let reading = read_text(&made);
        assert_eq!(
            (codes(&reading), row(&reading, 0).day("booked_on")),
            (vec![ProblemCode::DayOfMessage], "2024-05-06".to_owned())
        );
    }
    let own = as_report(&text.replace("<Id>S1</Id>", "<Id>S1</Id><CreDtTm>2024-05-07T00:10:00</CreDtTm>"));
    assert_eq!(row(&read_text(&own), 0).day("booked_on"), "2024-05-07");
    // A statement is made long after what it shows, and a report without any day has none.
    assert_eq!(codes(&read_text(&text)), [ProblemCode::MissingField]);
    assert_eq!(codes(&read_text(&as_report(&file(&bare)))), [ProblemCode::MissingField]);
}

#[test]
fn a_summary_that_differs_is_said() {
    let entries = [entry("1.50", "CRDT", ""), entry("2.00", "CRDT", ""), entry("0.25", "DBIT", "")].concat();
    let summary = |count: &str, sum: &str| {
        format!(
            "<TxsSummry><TtlNtries><NbOfNtries>{count}</NbOfNtries><Sum>{sum}</Sum></TtlNtries><TtlCdtNtries><NbOfNtries>2</NbOfNtries>\
             <Sum>3.5</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>0.25</Sum></TtlDbtNtries></TxsSummry>"
        )
    };
    assert_eq!(codes(&read_text(&file(&[summary("3", "3.75"), entries.clone()].concat()))), NOTHING);
    let reading = read_text(&file(&[summary("4", "3.76"), entries].concat()));
    assert_eq!(codes(&reading), [ProblemCode::SumDiffers; 2]);
    assert_eq!((reading.problems[1].found.as_str(), reading.problems[1].expected.as_str()), ("3.76", "3.75"));
}

#[test]
fn a_second_kind_of_message_in_a_file_is_said() {
    let text = file(&entry("1.00", "CRDT", ""));
    let document = |text: &str| text[text.find("<Document").unwrap()..].to_owned();
    let both = format!("<all>{}\n{}\n{}</all>", document(&text), document(&text), document(&as_report(&text)));
    let reading = read_text(&both);
    assert_eq!((reading.statements.len(), reading.entry_count()), (2, 2));
    assert_eq!(codes(&reading), [ProblemCode::UnknownLine]);
    assert_eq!(reading.problems[0].found, "camt.052.001.08");
}

#[test]
fn the_first_versions_carry_their_number_in_the_name() {
    let text = as_report(&file(&entry("1.00", "CRDT", "<Btch><NbOfTxs>20</NbOfTxs></Btch>")));
    let old = text.replace("BkToCstmrAcctRpt", "BkToCstmrAcctRptV01");
    let old = old.replace(
        "<Id><IBAN>DE75512108001245126199</IBAN></Id>",
        "<Id><PrtryAcct><Id>4711</Id></PrtryAcct></Id><Svcr><FinInstnId><BIC>TESTFRPP</BIC></FinInstnId></Svcr>",
    );
    let reading = read_text(&old);
    assert_eq!(reading.statements[0].account.as_str(), "TESTFRPP:4711");
    assert_eq!(codes(&reading), [ProblemCode::Batch]);
}
