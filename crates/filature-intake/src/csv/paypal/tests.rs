use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use filature_model::{AccountId, ProblemCode};
use proptest::prelude::*;

use crate::{Format, Options, Outcome, Reading, Refusal, read};

const HEADER: &str = "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Balance\"";

fn outcome(text: &str, account: Option<&str>) -> Result<Reading, Refusal> {
    let options = Options { account: account.map(AccountId::written), ..Options::default() };
    match read("a1b2c3d4e5f6".parse().unwrap(), text.as_bytes(), &options)? {
        Outcome::Read(reading, None) => {
            assert_eq!(reading.format, Format::Paypal);
            Ok(*reading)
        }
        other => panic!("{other:?}"),
    }
}

fn text<'a>(reading: &'a Reading, column: &str) -> Vec<Option<&'a str>> {
    reading.entries[0].column_by_name(column).unwrap().as_string::<i32>().iter().collect()
}

fn minors(reading: &Reading, column: &str) -> Vec<Option<i64>> {
    reading.entries[0].column_by_name(column).unwrap().as_primitive::<Int64Type>().iter().collect()
}

fn codes(reading: &Reading) -> Vec<ProblemCode> {
    let codes = reading.problems.iter().map(|problem| problem.code);
    codes.filter(|code| *code != ProblemCode::UnreadColumn).collect()
}

fn english() -> String {
    [
        HEADER,
        "28/03/2024,10:00:00,CET,Ana Primer,Website Payment,Completed,EUR,100.00,-3.20,96.80,ana@example.org,Shop@example.com,T1,\"1,096.80\"",
        "28/03/2024,11:00:00,CET,Ivo Model,Express Checkout Payment,Pending,EUR,50.00,0.00,50.00,ivo@example.org,shop@example.com,T2,\"1,096.80\"",
        "29/03/2024,09:00:00,CET,,General Currency Conversion,Completed,EUR,-40.00,0.00,-40.00,,,T3,\"1,056.80\"",
        "29/03/2024,09:00:00,CET,,General Currency Conversion,Completed,USD,43.00,0.00,43.00,,,T4,43.00",
        "30/03/2024,09:00:00,CET,Room & Co,Mobile Payment,Completed,USD,-20.00,0.00,-20.00,shop@example.com,room@example.net,T5,23.00",
        "",
    ]
    .join("\n")
}

#[test]
fn a_statement_a_currency_with_fees_of_their_own() {
    let reading = outcome(&english(), None).unwrap();
    assert_eq!(codes(&reading), [ProblemCode::NotBooked]);
    assert_eq!(minors(&reading, "amount_minor"), [10_000, 320, 5_000, 4_000, 4_300, 2_000].map(Some));
    assert_eq!(text(&reading, "legs"), ["credit", "debit", "credit", "debit", "credit", "debit"].map(Some));
    assert_eq!(text(&reading, "channel"), [None, Some("fee"), None, None, None, None]);
    assert_eq!(text(&reading, "status"), [None, None, Some("pending"), None, None, None]);
    let statements: Vec<_> = reading
        .statements
        .iter()
        .map(|one| {
            (
                one.account.as_str(),
                one.currency.unwrap().to_string(),
                one.opening.unwrap().minor,
                one.closing.unwrap().minor,
            )
        })
        .collect();
    assert_eq!(
        statements,
        [
            ("paypal:shop@example.com", "EUR".to_owned(), 100_000, 105_680),
            ("paypal:shop@example.com", "USD".to_owned(), 0, 2_300)
        ]
    );
    // The balance stands behind the fee, where the net has moved.
    assert_eq!(minors(&reading, "creditor_balance_minor"), [None, None, None, None, Some(4_300), None]);
    assert_eq!(minors(&reading, "debtor_balance_minor"), [None, Some(109_680), None, Some(105_680), None, Some(2_300)]);
    assert_eq!(text(&reading, "debtor")[0], Some("paypal:ana@example.org"));
    assert_eq!(
        (text(&reading, "creditor")[5], text(&reading, "creditor_name")[5]),
        (Some("paypal:room@example.net"), Some("Room & Co"))
    );
    assert_eq!((text(&reading, "reference")[1], text(&reading, "debtor")[4]), (Some("T1"), None));
}

#[test]
fn the_newest_row_may_come_first() {
    let text_ = english();
    let mut lines: Vec<&str> = text_.lines().collect();
    lines[1..].reverse();
    let (there, back) = (outcome(&text_, None).unwrap(), outcome(&format!("{}\n", lines.join("\n")), None).unwrap());
    assert_eq!(minors(&there, "amount_minor"), minors(&back, "amount_minor"));
    assert_eq!(there.statements[0].closing.unwrap().minor, back.statements[0].closing.unwrap().minor);
}

#[test]
fn german_and_french_are_read_likewise() {
    let german = "\"Datum\",\"Uhrzeit\",\"Zeitzone\",\"Name\",\"Typ\",\"Status\",\"Währung\",\"Brutto\",\"Gebühr\",\"Netto\",\"Absender E-Mail-Adresse\",\"Empfänger E-Mail-Adresse\",\"Transaktionscode\",\"Guthaben\",\"Auswirkung auf Guthaben\"\n\
        \"28.03.2024\",\"10:00:00\",\"MEZ\",\"Ana\",\"Zahlung\",\"Abgeschlossen\",\"EUR\",\"1.000,00\",\"-3,20\",\"996,80\",\"ana@example.org\",\"shop@example.com\",\"T1\",\"996,80\",\"Haben\"\n\
        \"28.03.2024\",\"10:00:00\",\"MEZ\",\"Ana\",\"Autorisierung\",\"Ausstehend\",\"EUR\",\"7,00\",\"0,00\",\"7,00\",\"ana@example.org\",\"shop@example.com\",\"T2\",\"996,80\",\"Memo\"\n";
    let reading = outcome(german, None).unwrap();
    assert_eq!(
        (minors(&reading, "amount_minor"), codes(&reading)),
        (vec![Some(100_000), Some(320)], vec![ProblemCode::NotAnEntry])
    );
    let french = "Date,Heure,Fuseau horaire,Nom,Type,État,Devise,Avant commission,Commission,Net,De l'adresse email,À l'adresse email,Numéro de transaction,Solde\n\
        13/03/2024,10:00:00,CET,Léa,Paiement,Terminé,EUR,\"-45,00\",\"0,00\",\"-45,00\",moi@example.com,lea@example.org,T9,\"5,00\"\n";
    let reading = outcome(french, None).unwrap();
    assert_eq!(
        (minors(&reading, "amount_minor"), reading.statements[0].opening.unwrap().minor),
        (vec![Some(4_500)], 5_000)
    );
}

#[test]
fn what_cannot_be_told_is_refused_or_a_problem() {
    let refusal = |text: &str| outcome(text, None).unwrap_err().to_string();
    let row = |rest: &str| format!("{HEADER}\n{rest}\n");
    assert!(
        refusal(&row("03/04/2024,10:00:00,CET,A,x,Completed,EUR,1.00,0.00,1.00,a@example.org,b@example.org,T,1.00"))
            .contains("March or in April")
    );
    assert!(
        refusal(&row("13/04/2024,10:00:00,CET,A,x,Completed,EUR,1.00,0.00,1.00,,,T,1.00"))
            .contains("which PayPal account")
    );
    let bad = row("13/04/2024,10:00:00,CET,A,x,Vanished,EUR,1.00,0.00,1.00,a@example.org,b@example.org,T,1.00\n\
                   13/04/2024,10:00:00,CET,A,x,Completed,EUR,1.00,-0.10,1.00,a@example.org,b@example.org,T,1.00\n\
                   13/04/2024,11:00:00,CET,A,x,Completed,EUR,1.00,,1.00,a@example.org,b@example.org,T,1.00");
    let reading = outcome(&bad, None).unwrap();
    assert_eq!((codes(&reading), reading.entry_count()), (vec![ProblemCode::BadWord, ProblemCode::BadAmount], 1));
    // A row that was not read keeps its statement from being called right.
    assert_eq!(reading.statements[0].unreadable_rows, 2);
    let told = outcome(&bad, Some("paypal:me@example.org")).unwrap();
    assert_eq!(told.statements[0].account.as_str(), "paypal:me@example.org");
    let two = row("13/04/2024,10:00:00,CET,A,x,Completed,EUR,1.00,,1.00,a@example.org,b@example.org,T,1.00\n\
                   13/04/2024,10:00:00,CET,A,x,Completed,EUR,-1.00,,-1.00,c@example.org,b@example.org,T,1.00");
    assert!(refusal(&two).contains("not of one"));
}

proptest! {
    #[test]
    fn no_change_makes_it_panic(at in 200_usize..1_200, with in "[-0-9,.\"a\n]{0,4}", cut in 0_usize..20) {
        let mut text = english();
        let at = at.min(text.len());
        let end = (at + cut).min(text.len());
        text.replace_range(at..end, &with);
        let _ = read("a1b2c3d4e5f6".parse().unwrap(), text.as_bytes(), &Options::default());
    }
}
