mod paper;

use filature_model::{AccountId, Place, ProblemCode};
use proptest::prelude::*;

use super::*;
use crate::Reading;
use paper::{Put, left, right, row};

const IBAN: &str = "FR76 9999 9000 0100 0000 0000 115";

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn read_pages(pages: &[Vec<Put>]) -> Result<Reading, Refusal> {
    read(source(), &paper::pages(pages), None)
}

/// The top of a French statement, with a heading of each kind.
fn head(iban: &str) -> Vec<Put> {
    let mut puts = vec![
        left(40, 40, "BANQUE IMAGINAIRE"),
        left(40, 60, "Titulaire : MARTIN Zoé"),
        left(40, 75, &format!("IBAN : {iban}")),
        left(40, 90, "Relevé du 01/01/2024 au 31/01/2024"),
        left(40, 105, "Devise : EUR"),
    ];
    puts.extend([
        left(40, 130, "Date"),
        left(120, 130, "Libellé"),
        right(400, 130, "Débit"),
        right(480, 130, "Crédit"),
        right(560, 130, "Solde"),
    ]);
    puts
}

fn page(head: Vec<Put>, rows: &[Vec<Put>]) -> Vec<Put> {
    let mut puts = head;
    puts.extend(rows.concat());
    puts.push(left(40, 800, "Banque Imaginaire, SA au capital de 1 000,00 EUR - Page 1/2"));
    puts
}

/// Day, direction, minor units, text, page and line of each entry.
fn entries(reading: &Reading) -> Vec<String> {
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
    let batch = &reading.entries[0];
    let column = |name: &str| batch.column_by_name(name).unwrap().clone();
    let text_of = |name: &str, at: usize| {
        let column = arrow_array::cast::as_string_array(&column(name)).clone();
        if column.is_null(at) { String::new() } else { column.value(at).to_owned() }
    };
    (0..batch.num_rows())
        .map(|at| {
            let day = column("booked_on").as_primitive::<Date32Type>().value(at);
            let minor = column("amount_minor").as_primitive::<Int64Type>().value(at);
            let number = |name: &str| column(name).as_primitive::<UInt32Type>().value(at);
            let day = filature_model::from_days(day).unwrap();
            format!(
                "{day} {} {minor} {} @{}:{}",
                text_of("legs", at),
                text_of("text", at),
                number("message"),
                number("line")
            )
        })
        .collect()
}

fn codes(reading: &Reading) -> Vec<(ProblemCode, Option<u32>)> {
    let lost = |problem: &&Problem| problem.code != ProblemCode::NotAnEntry;
    reading.problems.iter().filter(lost).map(|problem| (problem.code, problem.place.message)).collect()
}

fn january() -> Vec<Vec<Put>> {
    vec![
        row(150, "", "Ancien solde au 31/12/2023", ["", "", "1 000,00"]),
        row(165, "02/01", "VIREMENT LOYER", ["650,00", "", ""]),
        vec![left(120, 176, "MOTIF janvier")],
        row(190, "15/01", "SALAIRE", ["", "1 500,50", ""]),
        row(205, "", "Total des mouvements", ["650,00", "1 500,50", ""]),
        row(220, "", "Nouveau solde au 31/01/2024", ["", "", "1 850,50"]),
    ]
}

#[test]
fn a_page_is_read_by_where_its_words_stand() {
    let reading = read_pages(&[page(head(IBAN), &january())]).unwrap();
    assert_eq!(
        entries(&reading),
        ["2024-01-02 debit 65000 VIREMENT LOYER MOTIF janvier @1:8", "2024-01-15 credit 150050 SALAIRE @1:10"]
    );
    let statement = &reading.statements[0];
    assert_eq!(statement.account.as_str(), "FR7699999000010000000000115");
    assert_eq!(statement.holder.as_deref(), Some("MARTIN Zoé"));
    assert_eq!((statement.opening.unwrap().minor, statement.closing.unwrap().minor), (100_000, 185_050));
    assert_eq!(statement.opening.unwrap().on.unwrap().to_string(), "2023-12-31");
    assert_eq!(
        (statement.from.unwrap().to_string(), statement.to.unwrap().to_string()),
        ("2024-01-01".to_owned(), "2024-01-31".to_owned())
    );
    assert_eq!(statement.unreadable_rows, 0);
    assert_eq!(codes(&reading), []);
    assert_eq!(reading.problems.len(), 1, "the furniture of the page is told once: {:?}", reading.problems);
}

fn carried(first: [&str; 2], second: [&str; 2]) -> Vec<Vec<Put>> {
    let one = vec![
        row(150, "", "Ancien solde au 31/12/2023", ["", "", "100,00"]),
        row(165, "02/01", "CARTE", [first[0], "", ""]),
        row(180, "", "A reporter", ["", "", first[1]]),
    ];
    // The headings stand on the first page alone.
    let two = [
        vec![left(40, 40, "BANQUE IMAGINAIRE - suite")],
        row(60, "", "Report", ["", "", first[1]]),
        row(75, "20/01", "VERSEMENT", ["", second[0], ""]),
        row(90, "", "Nouveau solde au 31/01/2024", ["", "", second[1]]),
        vec![left(40, 800, "Page 2/2")],
    ];
    vec![page(head(IBAN), &one), two.concat()]
}

#[test]
fn a_table_goes_on_over_pages() {
    let reading = read_pages(&carried(["40,00", "60,00"], ["15,00", "75,00"])).unwrap();
    assert_eq!(entries(&reading), ["2024-01-02 debit 4000 CARTE @1:8", "2024-01-20 credit 1500 VERSEMENT @2:3"]);
    assert_eq!((reading.statements.len(), codes(&reading)), (1, vec![]));
}

#[test]
fn a_page_that_does_not_foot_is_refused_whole_and_the_others_stay() {
    let reading = read_pages(&carried(["40,01", "60,00"], ["15,00", "75,00"])).unwrap();
    assert_eq!(entries(&reading), ["2024-01-20 credit 1500 VERSEMENT @2:3"]);
    assert_eq!(codes(&reading), [(ProblemCode::PageDoesNotFoot, Some(1))]);
    let problem = reading.problems.iter().find(|problem| problem.code == ProblemCode::PageDoesNotFoot).unwrap();
    assert_eq!((problem.found.as_str(), problem.place.line), ("60.00 EUR", Some(9)));
    assert!(problem.expected.starts_with("59.99 EUR"), "{}", problem.expected);
    assert_eq!(reading.statements[0].unreadable_rows, 1);
}

#[test]
fn a_missing_page_is_named() {
    let mut pages = carried(["40,00", "60,00"], ["15,00", "75,00"]);
    pages[1] = [
        row(60, "", "Report", ["", "", "61,00"]),
        row(75, "20/01", "VERSEMENT", ["", "14,00", ""]),
        row(90, "", "Nouveau solde au 31/01/2024", ["", "", "75,00"]),
    ]
    .concat();
    let reading = read_pages(&pages).unwrap();
    assert_eq!(reading.entry_count(), 2);
    assert_eq!(codes(&reading), [(ProblemCode::DoesNotFoot, Some(2))]);
    assert_eq!(reading.statements[0].unreadable_rows, 1);
}

#[test]
fn running_balances_say_which_way_unsigned_amounts_go() {
    let head = || {
        vec![
            left(40, 40, "Konto: 265-1000000012345-67 Valuta: RSD"),
            left(40, 60, "Datum"),
            left(120, 60, "Opis"),
            right(480, 60, "Iznos"),
            right(560, 60, "Stanje"),
        ]
    };
    let line = |y: i32, day: &str, text: &str, amount: &str, balance: &str| {
        vec![left(40, y, day), left(120, y, text), right(480, y, amount), right(560, y, balance)]
    };
    let start = || vec![left(120, 80, "Početno stanje"), right(560, 80, "100,00")];
    let good = [
        start(),
        line(95, "13.01.2024", "Uplata", "50,00", "150,00"),
        line(110, "14.01.2024", "Isplata", "20,00", "130,00"),
    ];
    let reading = read_pages(&[[vec![head()], good.to_vec()].concat().concat()]).unwrap();
    assert_eq!(entries(&reading), ["2024-01-13 credit 5000 Uplata @1:4", "2024-01-14 debit 2000 Isplata @1:5"]);
    assert_eq!(reading.statements[0].currency.unwrap().code(), "RSD");
    let bad = [
        start(),
        line(95, "13.01.2024", "Uplata", "50,00", "150,00"),
        line(110, "14.01.2024", "Isplata", "20,00", "131,00"),
    ];
    let reading = read_pages(&[[vec![head()], bad.to_vec()].concat().concat()]).unwrap();
    assert_eq!((reading.entry_count(), codes(&reading)), (0, vec![(ProblemCode::PageDoesNotFoot, Some(1))]));
}

#[test]
fn the_currency_above_a_table_is_no_heading_of_it() {
    let line = |y: i32, day: &str, text: &str, amount: &str, balance: &str| {
        vec![left(40, y, day), left(120, y, text), right(480, y, amount), right(560, y, balance)]
    };
    let rows = [
        vec![left(40, 30, "Konto: 265-1000000012345-67"), left(40, 45, "Valuta: RSD")],
        line(60, "Datum", "Opis", "Iznos", "Stanje"),
        line(75, "", "Početno stanje", "", "100,00"),
        line(90, "13.03.2024", "Uplata", "+250,00", "350,00"),
    ];
    assert_eq!(entries(&read_pages(&[rows.concat()]).unwrap()), ["2024-03-13 credit 25000 Uplata @1:5"]);
}

#[test]
fn several_statements_of_several_accounts_stand_in_one_file() {
    let other = "FR76 9999 9000 0100 0000 0000 212";
    assert_eq!(iban_check(&other.replace(' ', "")), Some(true));
    let reading = read_pages(&[page(head(IBAN), &january()), page(head(other), &january())]).unwrap();
    let accounts: Vec<&str> = reading.statements.iter().map(|statement| statement.account.as_str()).collect();
    assert_eq!(accounts, ["FR7699999000010000000000115", "FR7699999000010000000000212"]);
    assert_eq!((reading.entry_count(), codes(&reading)), (4, vec![]));
}

#[test]
fn a_table_that_ends_above_another_on_its_page_keeps_its_account() {
    let mut pages = carried(["40,00", "60,00"], ["15,00", "75,00"]);
    let shifted = page(head("FR76 9999 9000 0100 0000 0000 212"), &january()).into_iter().map(|put| put.down(100));
    pages[1].retain(|put| !format!("{put:?}").contains("Page 2/2"));
    pages[1].extend(shifted);
    let reading = read_pages(&pages).unwrap();
    let accounts: Vec<(&str, u32)> =
        reading.statements.iter().map(|statement| (statement.account.as_str(), statement.unreadable_rows)).collect();
    assert_eq!(accounts, [("FR7699999000010000000000115", 0), ("FR7699999000010000000000212", 0)]);
    assert_eq!((reading.entry_count(), codes(&reading)), (4, vec![]));
}

#[test]
fn a_day_above_headings_is_no_row() {
    let dated = |mut puts: Vec<Put>| {
        puts.push(left(40, 20, "31/01/2024"));
        puts.push(left(120, 20, "Lyon"));
        puts
    };
    let rows = |report: &str, last: &str| {
        vec![row(150, "", "Report", ["", "", report]), row(165, "02/01", "CARTE", ["10,00", "", last])]
    };
    let pages = [dated(page(head(IBAN), &rows("100,00", "90,00"))), dated(page(head(IBAN), &rows("90,00", "80,00")))];
    let reading = read_pages(&pages).unwrap();
    assert_eq!((reading.statements.len(), reading.entry_count(), codes(&reading)), (1, 2, vec![]));
}

#[test]
fn a_day_is_printed_once_for_several_entries() {
    let rows = vec![
        row(150, "", "Ancien solde au 31/12/2023", ["", "", "100,00"]),
        row(165, "02/01", "CARTE A", ["10,00", "", ""]),
        row(180, "", "CARTE B", ["20,00", "", ""]),
        row(195, "", "Nouveau solde au 31/01/2024", ["", "", "70,00"]),
    ];
    let reading = read_pages(&[page(head(IBAN), &rows)]).unwrap();
    assert_eq!(entries(&reading), ["2024-01-02 debit 1000 CARTE A @1:8", "2024-01-02 debit 2000 CARTE B @1:9"]);
}

#[test]
fn what_a_statement_does_not_say_is_asked_for() {
    let refused = |pages: &[Vec<Put>], word: &str| {
        let refusal = read_pages(pages).unwrap_err().to_string();
        assert!(refusal.contains(word), "{word}: {refusal}");
    };
    let without = |text: &str| {
        page(head(IBAN), &january()).into_iter().filter(|put| !format!("{put:?}").contains(text)).collect::<Vec<Put>>()
    };
    refused(&[without("IBAN")], "of which account");
    let mute = vec![row(165, "02/01", "VIREMENT LOYER", ["650,00", "", ""])];
    refused(&[page(head(IBAN), &mute)], "states no balance");
    refused(&[vec![left(40, 40, "Chère Madame, veuillez trouver ci-joint les pièces")]], "no table");
    let said = AccountId::written("FR7699999000010000000000115");
    assert!(read(source(), &paper::pages(&[without("IBAN")]), Some(&said)).is_ok());
}

#[test]
fn pictures_are_a_scan_and_letters_behind_them_are_not_trusted() {
    let picture = b"q 595 0 0 842 0 0 cm /I1 Do Q\n".to_vec();
    let behind = [picture.clone(), paper::content(&page(head(IBAN), &january()), 3)].concat();
    for contents in [vec![picture.clone()], vec![behind.clone(), picture]] {
        let reading = read(source(), &paper::file(&contents), None).unwrap();
        assert_eq!((reading.format, reading.entry_count()), (Format::Scan, 0));
        assert!(codes(&reading).iter().all(|(code, page)| *code == ProblemCode::Scan && page.is_some()));
    }
    let text = paper::content(&page(head(IBAN), &january()), 0);
    let mixed = read(source(), &paper::file(&[text, behind]), None).unwrap();
    assert_eq!(
        (mixed.format, mixed.entry_count(), codes(&mixed)),
        (Format::Pdf, 2, vec![(ProblemCode::Scan, Some(2))])
    );
}

#[test]
fn turned_pages_read_like_upright_ones() {
    let upright = paper::content(&page(head(IBAN), &january()), 0);
    let turned = [b"0 1 -1 0 842 0 cm\n".to_vec(), upright.clone()].concat();
    let of = |content: Vec<u8>| entries(&read(source(), &paper::file(&[content]), None).unwrap());
    assert_eq!(of(turned), of(upright));
}

#[test]
fn forms_that_call_themselves_end() {
    let mut bytes = paper::pages(&[page(head(IBAN), &january())]);
    let at = memchr::memmem::find(&bytes, b"/Subtype/Image").unwrap();
    bytes.splice(at..at + 14, *b"/Subtype/Form ");
    let _ = read(source(), &bytes, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(
        cut in 0..4_000_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let mut bytes = paper::pages(&carried(["40,00", "60,00"], ["15,00", "75,00"]));
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut < bytes.len() && cut % 3 == 0 {
            bytes.truncate(cut);
        }
        let _ = read(source(), &bytes, None);
    }

    #[test]
    fn a_changed_figure_is_never_taken(digit in 0..10_u8, place in 0..4_usize) {
        let pages = carried(["40,00", "60,00"], ["15,00", "75,00"]);
        let mut bytes = paper::pages(&pages);
        let at = memchr::memmem::find(&bytes, b"(40,00)").unwrap() + [1, 2, 4, 5][place];
        prop_assume!(bytes[at] != b'0' + digit);
        bytes[at] = b'0' + digit;
        let reading = read(source(), &bytes, None).unwrap();
        prop_assert_eq!(entries(&reading).len(), 1);
        prop_assert_eq!(codes(&reading), vec![(ProblemCode::PageDoesNotFoot, Some(1))]);
    }
}

#[test]
fn places_are_those_of_the_paper() {
    let spot = place(Spot { page: 3, line: 7 });
    assert_eq!(spot, Place { message: Some(3), row: None, line: Some(7) });
}
