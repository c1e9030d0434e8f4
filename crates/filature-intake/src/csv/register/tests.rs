use filature_model::{Account, AccountId, ProblemCode};
use jiff::civil::date;
use proptest::prelude::*;

use crate::{Format, Options, Outcome, Reading, read};

fn read_text(text: &str) -> Reading {
    let outcome = read("a1b2c3d4e5f6".parse().unwrap(), text.as_bytes(), &Options::default()).unwrap();
    let Outcome::Read(reading, None) = outcome else { panic!("{outcome:?}") };
    assert_eq!((reading.format, reading.entry_count()), (Format::Register, 0));
    *reading
}

fn codes(reading: &Reading) -> Vec<ProblemCode> {
    reading.problems.iter().map(|problem| problem.code).collect()
}

const FRENCH: &str = "Établissement;Numéro de compte;Nature du compte;Nom;Prénom;Date de naissance;Qualité;Date d’ouverture;Date de clôture
Banque du Confluent Vert;FR7699999000010000000000115;courant;EXEMPLE;Léa;12/02/1990;Titulaire;15/01/2020;
Banque du Confluent Vert;FR7699999000010000000000115;courant;MODÈLE;Ivo;03/04/1985;Mandataire;15/01/2020;
Banque du Confluent Vert;FR7699999000010000000000115;courant;MODÈLE;Ana;13/04/1986;Co-titulaire;15/01/2020;
Crédit des Coteaux Bleus;77;épargne;EXEMPLE;Léa;12/02/1990;Titulaire;01/02/2019;28/02/2023
";

#[test]
fn rows_of_one_account_are_brought_together() {
    let reading = read_text(FRENCH);
    assert_eq!(codes(&reading), [ProblemCode::UnreadColumn]);
    let [joint, alone] = reading.accounts.as_slice() else { panic!("{:?}", reading.accounts) };
    assert_eq!(joint.holder.as_deref(), Some("EXEMPLE Léa; MODÈLE Ana"));
    assert_eq!(joint.signatories.as_deref(), Some("MODÈLE Ivo (Mandataire)"));
    assert_eq!((joint.opened_on, joint.closed_on, joint.birth_on), (Some(date(2020, 1, 15)), None, None));
    let expected = Account {
        holder: Some("EXEMPLE Léa".into()),
        bank: Some("Crédit des Coteaux Bleus".into()),
        opened_on: Some(date(2019, 2, 1)),
        closed_on: Some(date(2023, 2, 28)),
        birth_on: Some(date(1990, 2, 12)),
        in_register: true,
        ..Account::new(AccountId::written("Crédit des Coteaux Bleus:77"), None)
    };
    assert_eq!(alone, &expected);
    // It is known to exist; none of its statements is here.
    assert!(joint.in_register && !joint.in_case);
}

#[test]
fn other_languages_and_a_column_for_who_may_sign() {
    let english = "Account number,BIC,Account holder,Signatory,Opened,Closed,Currency\nRS35105008123123123173,ZZQERS2X,Mira Primer,Zoran Uzor,2020-01-15,,RSD\n";
    let reading = read_text(english);
    assert_eq!(codes(&reading), []);
    let account = &reading.accounts[0];
    assert_eq!((account.signatories.as_deref(), account.currency), (Some("Zoran Uzor"), "RSD".parse().ok()));
    let serbian = "Banka;Broj računa;Vlasnik;Uloga;Datum otvaranja;Datum zatvaranja\nBanka Jasen;1-2;Mira Primer;Vlasnik;15.01.2020;30.06.2024\nBanka Jasen;1-2;Zoran Uzor;Punomoćnik;15.01.2020;30.06.2024\n";
    let account = read_text(serbian).accounts.remove(0);
    assert_eq!(account.id.as_str(), "Banka Jasen:1-2");
    assert_eq!(account.signatories.as_deref(), Some("Zoran Uzor (Punomoćnik)"));
    assert_eq!(account.closed_on, Some(date(2024, 6, 30)));
}

#[test]
fn a_month_that_cannot_be_told_is_not_guessed() {
    let text =
        "Numéro de compte;Titulaire;Qualité;Date d'ouverture\nA;x;Titulaire;03/04/2020\nB;y;Titulaire;05/06/2020\n";
    let reading = read_text(text);
    assert_eq!(codes(&reading), [ProblemCode::BadDate, ProblemCode::BadDate]);
    assert_eq!(reading.accounts.len(), 2);
    assert_eq!(reading.problems[1].place.line, Some(3));
    let told = read_text(&format!("{text}C;z;Titulaire;25/06/2020\n"));
    assert_eq!((codes(&told), told.accounts[0].opened_on), (vec![], Some(date(2020, 4, 3))));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let text = "Numéro de compte;Titulaire;Qualité;Date d'ouverture;Banque\nFR7699999000010000000000116;x;Titulaire;13/04/2020;B\n\
                ;y;Titulaire;;B\nA;z\nFR7699999000010000000000116;x;Titulaire;14/04/2020;B\nC;u;Titulaire;31/04/2020;B\n";
    let reading = read_text(text);
    let told: Vec<_> = reading.problems.iter().map(|problem| (problem.code, problem.place.line.unwrap())).collect();
    let expected = [
        (ProblemCode::OddAccount, 2),
        (ProblemCode::MissingField, 3),
        (ProblemCode::BadRow, 4),
        (ProblemCode::AccountConflict, 5),
        (ProblemCode::BadDate, 6),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_list_of_accounts_of_our_own_stays_one() {
    for text in ["account,holder,opened_at\nA,x,2020-01-15\n", "account,holder,kind,role\nA,x,personal,owner\n"] {
        let outcome = read("a1b2c3d4e5f6".parse().unwrap(), text.as_bytes(), &Options::default()).unwrap();
        assert!(matches!(outcome, Outcome::Read(reading, None) if reading.format == Format::Accounts));
    }
}

proptest! {
    #[test]
    fn every_row_is_an_account_or_a_problem(rows in prop::collection::vec("[A-C]?;[xy]?;(Titulaire|Mandataire|\u{e9}|);[0-9/]{0,10}", 1..12)) {
        let text = format!("Compte;Titulaire;Qualité;Date d'ouverture\n{}\n", rows.join("\n"));
        if let Ok(Outcome::Read(reading, _)) = read("a1b2c3d4e5f6".parse().unwrap(), text.as_bytes(), &Options::default()) {
            for row in rows.iter().filter(|row| row.starts_with(|c: char| c.is_ascii_uppercase())) {
                let account = &row[..1];
                prop_assert!(reading.accounts.iter().any(|known| known.id.as_str() == account));
            }
            let unnamed = rows.iter().filter(|row| row.starts_with(';') && row.chars().any(|c| c != ';')).count();
            let missing = codes(&reading).iter().filter(|code| **code == ProblemCode::MissingField).count();
            prop_assert_eq!(unnamed, missing);
        }
    }
}

/// A sheet of the same reply: a title above the header, days as days.
fn workbook_of(text: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Réponse à votre réquisition").unwrap();
    for (line, row) in (2..).zip(text.lines()) {
        for (column, cell) in (0..).zip(row.split(';')) {
            let parts: Vec<u16> = cell.split('/').filter_map(|part| part.parse().ok()).collect();
            if let [of_month, month, year] = parts[..] {
                let date = rust_xlsxwriter::ExcelDateTime::from_ymd(
                    year,
                    u8::try_from(month).unwrap(),
                    u8::try_from(of_month).unwrap(),
                );
                sheet.write_datetime_with_format(line, column, date.unwrap(), &day).unwrap();
            } else {
                sheet.write(line, column, cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_reply_as_a_workbook_says_what_it_says_as_text() {
    let outcome = read("a1b2c3d4e5f6".parse().unwrap(), &workbook_of(FRENCH), &Options::default()).unwrap();
    let Outcome::Read(reading, None) = outcome else { panic!("{outcome:?}") };
    assert_eq!(reading.format, Format::Register);
    assert_eq!(reading.accounts, read_text(FRENCH).accounts);
}
