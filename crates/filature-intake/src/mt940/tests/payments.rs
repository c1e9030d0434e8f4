//! MT103 and MT101.

use filature_model::ProblemCode;

use super::*;
use crate::Format;

const UETR: &str = "3f0c1b5e-7a10-4c9e-9d39-0123456789ab";

fn transfer(kind: &str, lines: &str) -> String {
    format!(
        "{{1:F01BANKNL2AXXXX0000000000}}{{2:{kind}BANKDEFFXXXXN}}{{3:{{108:X}}{{121:{UETR}}}}}{{4:\r\n:20:SENDER1\r\n:23B:CRED\r\n{lines}-}}{{5:{{CHK:0}}}}"
    )
}

const PARTIES: &str = ":50K:/GB33BUKB20201555555555\r\nANA INVENTEE\r\n1 RUE DU BOIS\r\n:59:/12345\r\nBANKHOLD\r\nSTRASSE 2\r\n:70:LOYER\r\nMAI\r\n:71A:SHA\r\n";

fn with_parties(sums: &str) -> String {
    transfer("I103", &format!("{sums}{PARTIES}"))
}

#[test]
fn a_transfer_names_both_sides() {
    let reading = read_text(&with_parties(":32A:240102EUR1250,5\r\n"));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!((reading.format, reading.entry_count(), reading.statements.len()), (Format::Mt103, 1, 0));
    let column = |name: &str| text(&reading, name, 0).unwrap_or_default();
    assert_eq!((column("legs"), column("status"), column("currency")), ("both".into(), String::new(), "EUR".into()));
    assert_eq!((minor(&reading, 0), day(&reading, "booked_on", 0)), (125_050, "2024-01-02".to_owned()));
    assert_eq!((column("debtor"), column("debtor_name")), ("GB33BUKB20201555555555".into(), "ANA INVENTEE".into()));
    // A name that looks like a bank's header is a name; the number is known by the receiver, whose customer it is.
    assert_eq!((column("creditor"), column("creditor_name")), ("BANKDEFF:12345".into(), "BANKHOLD".into()));
    assert_eq!((column("text"), column("reference")), ("LOYER MAI".into(), "SENDER1".into()));
    assert_eq!(column("transaction"), UETR);
    assert_eq!(column("received_currency"), "");
}

#[test]
fn the_accounts_are_known_by_the_banks_that_are_named() {
    let banks = PARTIES
        .replace(":59:", ":52A:BANKFRPP\r\n:57D://FW021000018\r\nSOME BANK\r\n:59:")
        .replace("GB33BUKB20201555555555", "77");
    let reading = read_text(&transfer("I103", &format!(":32A:240102EUR5,\r\n{banks}")));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(text(&reading, "debtor", 0).as_deref(), Some("BANKFRPP:77"));
    assert_eq!(text(&reading, "creditor", 0).as_deref(), Some("FW021000018:12345"));
    // What comes in names its sender in the second block; the first is the receiver's.
    let output = transfer("I103", &format!(":32A:240102EUR5,\r\n{}", PARTIES.replace("GB33BUKB20201555555555", "77")))
        .replace("{2:I103BANKDEFFXXXXN}", "{2:O1031200240101BANKFRPPAXXX00000000002401011200N}");
    let reading = read_text(&output);
    assert_eq!(text(&reading, "debtor", 0).as_deref(), Some("BANKFRPP:77"));
    assert_eq!(text(&reading, "creditor", 0).as_deref(), Some("BANKNL2A:12345"));
}

#[test]
fn an_order_in_another_currency_gives_two_amounts() {
    let reading = read_text(&with_parties(":32A:240102EUR100,\r\n:33B:RSD11710,\r\n:36:0,00853\r\n:71F:RSD0,\r\n"));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!((minor(&reading, 0), text(&reading, "currency", 0).as_deref()), (1_171_000, Some("RSD")));
    assert_eq!(text(&reading, "received_currency", 0).as_deref(), Some("EUR"));
    let received = reading.entries[0].column_by_name("received_minor").unwrap().as_primitive::<Int64Type>();
    assert_eq!(received.value(0), 10_000);
}

#[test]
fn charges_are_noted_beside_the_amount_sent() {
    let reading = read_text(&with_parties(":32A:240102EUR100,\r\n:33B:EUR110,\r\n:71F:EUR7,\r\n:71F:EUR3,\r\n"));
    assert_eq!(minor(&reading, 0), 10_000);
    assert_eq!(reading.problems.len(), 1);
    assert_eq!(reading.problems[0].code, ProblemCode::Charges);
    assert_eq!(reading.problems[0].found, "SHA :33B:EUR110, :71F:EUR7, :71F:EUR3,");
}

#[test]
fn what_was_not_made_moves_no_money() {
    let status = |text_of: &str| {
        let reading = read_text(text_of);
        assert_eq!(reading.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [ProblemCode::NotBooked]);
        text(&reading, "status", 0).unwrap()
    };
    let sent = with_parties(":32A:240102EUR100,\r\n");
    assert_eq!(status(&format!("{{1:F21BANKNL2AXXXX0}}{{4:{{177:2401021000}}{{451:1}}}}{sent}")), "cancelled");
    assert_eq!(status(&with_parties(":32A:240102EUR100,\r\n:72:/REJT/59\r\n/AC01/\r\n")), "cancelled");
    assert_eq!(status(&with_parties(":32A:240102EUR100,\r\n:72:/RETN/59\r\n")), "refunded");
    // An acknowledgement that says yes changes nothing, and several messages stand in a file.
    let accepted = format!("{{1:F21BANKNL2AXXXX0}}{{4:{{177:2401021000}}{{451:0}}}}{sent}$\r\n{sent}\r\n$\r\n{sent}");
    let reading = read_text(&accepted);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!([0, 1, 2].map(|row| text(&reading, "status", row)), [None, None, None]);
    let messages = reading.entries[0].column_by_name("message").unwrap().as_primitive::<UInt32Type>();
    assert_eq!([0, 1, 2].map(|row| messages.value(row)), [1, 2, 3]);
}

#[test]
fn a_transfer_that_cannot_be_read_is_lost_with_its_line() {
    for (sums, code) in [
        ("", ProblemCode::MissingField),
        (":32A:240230EUR5,\r\n", ProblemCode::BadDate),
        (":32A:240202EU5,\r\n", ProblemCode::BadCurrency),
        (":32A:240202EUR5\r\n", ProblemCode::BadAmount),
    ] {
        let reading = read_text(&with_parties(sums));
        assert_eq!((codes(&reading), reading.entry_count()), (vec![(code, 2)], 0), "{sums:?}");
        assert_eq!(reading.problems[0].place.row, Some(0));
    }
    let odd = read_text(&with_parties(":32A:240202EUR5,\r\n:99Z:ODD\r\nMORE\r\n:32A:240203EUR6,\r\n"));
    assert_eq!(codes(&odd), [(ProblemCode::UnknownLine, 5), (ProblemCode::UnknownLine, 7)]);
    assert_eq!(minor(&odd, 0), 500);
    let wrong = read_text(&with_parties(":32A:240202EUR5,\r\n").replace("GB33", "GB34"));
    assert_eq!(codes(&wrong), [(ProblemCode::OddAccount, 2)]);
    assert_eq!(text(&wrong, "debtor", 0).as_deref(), Some("GB34BUKB20201555555555"));
}

const ORDERS: &str = ":20:ORDERS1\n:28D:1/1\n:50L:SOMEONE\n:50H:/GB33BUKB20201555555555\nFIRMA IZMISLJENA\n:52A:BANKDEFF\n:30:240105\n\
:21:FIRST\n:32B:EUR10,\n:57A:BANKFRPP\n:59:/1\nANA INVENTEE\n:70:SALAIRE\n:71A:OUR\n\
:21:SECOND\n:23E:CHQB\n:32B:EUR20,5\n:50H:/999\nAUTRE FIRME\n:59F:/2\n1/BORIS IZMISLJENI\n3/RS/NIS\n:71A:OUR\n";

#[test]
fn orders_move_no_money() {
    let reading = read_text(ORDERS);
    assert_eq!((reading.format, codes(&reading)), (Format::Mt101, vec![(ProblemCode::OrderOnly, 1)]));
    let column = |name: &str| [0, 1].map(|row| text(&reading, name, row).unwrap_or_default());
    assert_eq!(column("status"), ["pending", "pending"]);
    assert_eq!([minor(&reading, 0), minor(&reading, 1)], [1_000, 2_050]);
    assert_eq!(column("debtor"), ["GB33BUKB20201555555555", "BANKDEFF:999"]);
    assert_eq!(column("debtor_name"), ["FIRMA IZMISLJENA", "AUTRE FIRME"]);
    assert_eq!(column("creditor"), ["BANKFRPP:1", "2"]);
    assert_eq!(column("creditor_name"), ["ANA INVENTEE", "BORIS IZMISLJENI"]);
    assert_eq!(column("reference"), ["FIRST", "SECOND"]);
    assert_eq!(column("channel"), ["transfer", "cheque"]);
    assert_eq!(column("text"), ["SALAIRE", ""]);
    assert_eq!(day(&reading, "booked_on", 1), "2024-01-05");
    let lines = reading.entries[0].column_by_name("line").unwrap().as_primitive::<UInt32Type>();
    assert_eq!([lines.value(0), lines.value(1)], [8, 15]);
}

#[test]
fn an_order_that_cannot_be_read_is_lost_alone() {
    let reading = read_text(&ORDERS.replace("EUR10,", "EUR10"));
    assert_eq!(codes(&reading), [(ProblemCode::OrderOnly, 1), (ProblemCode::BadAmount, 8)]);
    assert_eq!(reading.entry_count(), 1);
    let undated = read_text(&ORDERS.replace(":30:240105\n", ""));
    let lost = codes(&undated).into_iter().filter(|(code, _)| *code == ProblemCode::BadDate).count();
    assert_eq!((lost, undated.entry_count()), (2, 0));
}

proptest! {
    #[test]
    fn no_change_of_a_payment_makes_it_panic(at in 0_usize..700, with in any::<u8>(), more in "(:[0-9]{2}[A-Z]?:|[/{}$-].{0,3}|\\PC{0,5})") {
        let mut bytes = [with_parties(":32A:240102EUR100,\r\n:33B:RSD11710,\r\n"), ORDERS.to_owned()].concat().into_bytes();
        let at = at.min(bytes.len() - 1);
        bytes[at] = with;
        bytes.splice(at..at, more.bytes());
        let _ = read(source(), &bytes);
    }
}
