use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use filature_model::ProblemCode;
use proptest::prelude::*;

use crate::{Format, Options, Outcome, Reading, read};

fn read_text(text: &str) -> Reading {
    let outcome = read("a1b2c3d4e5f6".parse().unwrap(), text.as_bytes(), &Options::default()).unwrap();
    let Outcome::Read(reading, None) = outcome else { panic!("{outcome:?}") };
    assert_eq!(reading.format, Format::Mto);
    *reading
}

fn text<'a>(reading: &'a Reading, column: &str, row: usize) -> Option<&'a str> {
    let column = reading.entries[0].column_by_name(column).unwrap().as_string::<i32>();
    column.is_valid(row).then(|| column.value(row))
}

fn minors(reading: &Reading, column: &str) -> Vec<Option<i64>> {
    reading.entries[0].column_by_name(column).unwrap().as_primitive::<Int64Type>().iter().collect()
}

const HEADER: &str = "MTCN,Send date,Pay-out date,Status,Sender name,Sender customer number,Sender document,Sender phone,Sender country,Receiver name,Receiver document,Receiver country,Agent,Place,Send amount,Send currency,Pay-out amount,Pay-out currency,Fee";

fn row(status: &str) -> String {
    format!(
        "9900112233,2024-05-02 18:04:00,2024-05-03,{status},Mira Primer,,AB-12 3,+38111555010,RS,Ana Shembull,C9,AL,Agent 12,Niš,100.00,EUR,\"10,312.50\",ALL,4.90\n"
    )
}

#[test]
fn a_row_is_a_whole_transfer_in_two_currencies() {
    let reading = read_text(&format!("{HEADER}\n{}", row("Paid")));
    assert_eq!(minors(&reading, "amount_minor"), [Some(10_000)]);
    assert_eq!(minors(&reading, "received_minor"), [Some(1_031_250)]);
    for (column, expected) in [
        ("legs", "both"),
        ("currency", "EUR"),
        ("received_currency", "ALL"),
        ("channel", "remittance"),
        ("terminal", "Agent 12"),
        ("city", "Niš"),
        ("reference", "9900112233"),
        ("debtor_name", "Mira Primer"),
        ("debtor_document", "AB-12 3"),
        ("debtor_phone", "+38111555010"),
        ("debtor_country", "RS"),
        ("creditor_name", "Ana Shembull"),
        ("creditor_document", "C9"),
        ("creditor_country", "AL"),
    ] {
        assert_eq!(text(&reading, column, 0), Some(expected), "{column}");
    }
    // Without a customer number nobody is an account: never by name.
    assert_eq!((text(&reading, "debtor", 0), text(&reading, "creditor", 0)), (None, None));
    assert_eq!((reading.problems.len(), reading.problems[0].found.as_str()), (1, "fee"));
}

#[test]
fn a_customer_number_is_an_account_of_the_operator() {
    let text_ = format!("{HEADER}\n{}", row("paid").replace("Mira Primer,,", "Mira Primer,4711,"));
    assert_eq!(text(&read_text(&text_), "debtor", 0), Some("mto:4711"));
}

#[test]
fn only_what_was_paid_out_moves_money() {
    let rows: String = ["PAID OUT", "Cancelled", "refunded", "Unclaimed", "Vanished", ""].map(row).concat();
    let reading = read_text(&format!("{HEADER}\n{rows}"));
    let statuses: Vec<_> = (0..4).map(|at| text(&reading, "status", at)).collect();
    assert_eq!(statuses, [None, Some("cancelled"), Some("refunded"), Some("unclaimed")]);
    assert_eq!(reading.entry_count(), 4);
    let lost: Vec<_> =
        reading.problems.iter().filter(|one| one.code == ProblemCode::BadWord).map(|one| one.place.line).collect();
    assert_eq!(lost, [Some(6), Some(7)]);
}

#[test]
fn french_and_serbian_lists_are_read_with_their_commas_and_days() {
    let french = "MTCN;Date d’envoi;Statut;Nom de l’expéditeur;Nom du bénéficiaire;Agent;Montant envoyé;Devise d’envoi;Montant payé;Devise de paiement\n\
        77;03/04/2024;Payé;Léa Exemple;Ivo Model;Agence 3;1 250,50;EUR;146 400,00;RSD\n";
    let reading = read_text(french);
    assert_eq!(
        (minors(&reading, "amount_minor"), minors(&reading, "received_minor")),
        (vec![Some(125_050)], vec![Some(14_640_000)])
    );
    let serbian = "MTCN;Datum slanja;Status;Pošiljalac;Primalac;Poslati iznos;Valuta slanja\n5;03.04.2024;Nepodignuto;Mira;Ana;100,00;EUR\n";
    assert_eq!(text(&read_text(serbian), "status", 0), Some("unclaimed"));
}

#[test]
fn a_fault_in_the_pay_out_leaves_the_send() {
    let wrong = row("Paid").replace("\"10,312.50\",ALL", "x,ALL").replace("2024-05-03", "2024-02-31");
    let reading = read_text(&format!("{HEADER}\n{wrong}{}", row("Paid").replace("100.00,EUR", "1.0.0,EUR")));
    assert_eq!((reading.entry_count(), minors(&reading, "received_minor")), (1, vec![None]));
    let codes: Vec<_> = reading.problems.iter().map(|problem| problem.code).collect();
    let expected =
        [ProblemCode::UnreadColumn, ProblemCode::BadValueDate, ProblemCode::UnknownWord, ProblemCode::BadAmount];
    assert_eq!(codes, expected);
}

proptest! {
    #[test]
    fn every_row_is_an_entry_or_a_problem(cells in prop::collection::vec("[-0-9a-z.,]{0,6}", 19..20), status in "(paid|cancelled|x)") {
        let mut cells = cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>();
        cells[3] = status;
        let reading = read_text(&format!("{HEADER}\n{}\n{}", cells.join(","), row("paid")));
        let lost = reading.problems.iter().any(|one| one.place.row == Some(0) && one.code.severity() == filature_model::Severity::Lost);
        prop_assert_eq!(reading.entry_count(), 2 - usize::from(lost));
    }
}
