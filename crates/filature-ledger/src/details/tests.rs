//! Details held against an obvious second reading of the same rows.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{AccountKind, KnownBy, NO_WORD, OUTSIDE, SourceId, Transactions, days_from_epoch, plain_capitals};
use filature_synth::{Options as Synth, OutputFormat, files, generate};
use jiff::civil::date;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use arrow_array::Array;

use super::*;
use crate::build::{Segment, assemble};
use crate::tables::Row as TableRow;
use crate::{AddOptions, Case, Watch, ledger_of, put_in_order_of_ids};

const HEADER: &str = "id,booked_at,debtor,creditor,amount,currency,channel,debtor_name,creditor_name,debtor_country,\
                      creditor_country,country,city,terminal,mcc,text,debtor_document,creditor_document,debtor_phone,\
                      creditor_phone,payroll";

fn table(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[test]
fn every_column_of_a_row_is_kept() {
    let rows = table(&[
        "1,2024-05-02T23:59:30Z,A,,20.00,EUR,card,,Café Zoë,,fr,FR,Saint-Étienne,T 7,5812, dinner ,,,,,",
        "2,2024-05-03,,A,10.00,USD,remittance,Ion Pop,,md,,,,,,,id-1 2,,,,1",
        "3,2024-05-04T00:00:00+02:00,A,B,1.00,EUR,,,,,,be,,,,,,,,,0",
    ]);
    let rates = "currency,date,rate,source\nUSD,2024-05-03,1.2500,x\n";
    let accounts = "account,kind,country,city,opened_at,birth_date,phone,email,device,address,introducer,currency,holder\n\
                    A,personal,FR,Lyon,2024-01-01,1999-01-02,+33 6,a@x.example,D1,1 rue A,G,EUR,x\n\
                    B,business,,,,,0033-6, A@X.example,d 1,\"1, RUE A\",,USD,\nC,,,,,,,,,,,,y\n";
    let (ledger, details) =
        ledger_of(&[("a.csv", accounts.as_bytes()), ("t.csv", rows.as_bytes()), ("r.csv", rates.as_bytes())]).unwrap();
    let day = days_from_epoch(date(2024, 5, 2));
    assert_eq!(details.day, [day, day + 1, day + 2]);
    assert_eq!((0..3).map(|at| details.minute_of(at)).collect::<Vec<_>>(), [Some(1_439), None, Some(0)]);
    assert_eq!(details.payroll, [None, Some(true), Some(false)]);
    assert_eq!(
        (details.country.get(0), details.country.get(1), details.country.get(2)),
        (Some("FR"), None, Some("BE"))
    );
    assert_eq!((details.city.get(0), details.terminal.get(0)), (Some("SAINT ETIENNE"), Some("T 7")));
    assert_eq!((details.mcc.get(0), details.text.get(0)), (Some("5812"), Some("dinner")));
    assert_eq!((details.debtor_country.get(1), details.creditor_country.get(0)), (Some("MD"), Some("FR")));
    assert_eq!((0..3).map(|at| details.euro(at)).collect::<Vec<_>>(), [Some(2_000), Some(800), Some(100)]);
    // Accounts are 0, 1 and 2; Ion is known by his document, the café by its name.
    assert_eq!((ledger.accounts.len(), &details.customers), (3, &vec![KnownBy::Document, KnownBy::Name]));
    assert_eq!((&details.payer, &details.payee), (&vec![0, 3, 0], &vec![4, 0, 1]));
    assert_eq!((&details.payer_name, &details.payee_name), (&vec![NO_WORD, 1, NO_WORD], &vec![0, NO_WORD, NO_WORD]));
    let holders = &details.holders;
    assert_eq!(holders.kind, [Some(AccountKind::Personal), Some(AccountKind::Business), None]);
    assert_eq!((holders.country.get(0), holders.city.get(0), holders.city.get(1)), (Some("FR"), Some("LYON"), None));
    assert_eq!(holders.opened_day, [Some(days_from_epoch(date(2024, 1, 1))), None, None]);
    assert_eq!(holders.birth_day, [Some(days_from_epoch(date(1999, 1, 2))), None, None]);
    for same in [&holders.phone, &holders.email, &holders.device, &holders.address] {
        assert_eq!(**same, [0, 0, NO_WORD]);
    }
    assert_eq!(holders.introducer, [0, NO_WORD, NO_WORD]);
}

#[test]
fn a_ledger_that_says_nothing_more_has_empty_columns() {
    let rows = "id,booked_at,debtor,creditor,amount,currency\n1,2024-01-01,A,,1.00,RSD\n";
    let (ledger, details) = ledger_of(&[("t.csv", rows.as_bytes())]).unwrap();
    assert_eq!((details.payer, details.payee), (ledger.debtor, vec![OUTSIDE]));
    assert_eq!((details.euro_minor, details.minute), (vec![i64::MIN], vec![filature_model::NO_MINUTE]));
    assert!(details.text.codes.is_empty() && details.payer_name.is_empty() && details.customers.is_empty());
    assert_eq!(details.holders.phone, [NO_WORD]);
    assert_eq!(ledger_of(&[]).unwrap(), (Transactions::default(), Details::default()));
}

#[test]
fn bytes_of_which_a_row_would_be_missing_are_refused_by_name() {
    let error = |text: &str| ledger_of(&[("t.csv", text.as_bytes())]).unwrap_err().to_string();
    let lost = error("booked_at,debtor,creditor,amount,currency\n2024-13-01,A,B,1.00,EUR\n");
    assert!(lost.contains("t.csv") && lost.contains("line 2, booked_at") && lost.contains("2024-13-01"), "{lost}");
    assert!(error("a,b\n").contains("t.csv"));
}

#[test]
fn the_list_without_a_currency_speaks_of_the_account_in_all_of_them() {
    let rows = "id,booked_at,debtor,creditor,amount,currency\n1,2024-01-01,A,B,1.00,EUR\n";
    let general = "account,phone,kind\nA,111222,personal\n";
    let euro = "account,currency,kind,email\nA,EUR,personal,a@x.example\nB,EUR,,a@x.example\n";
    let (_, details) = ledger_of(&[("t", rows.as_bytes()), ("a", general.as_bytes()), ("b", euro.as_bytes())]).unwrap();
    assert_eq!((details.holders.phone, details.holders.email), (vec![0, NO_WORD], vec![0, 0]));
}

#[test]
fn one_customer_is_one_whichever_side_and_country_column_says_so() {
    let rows = table(&[
        // A document goes before a telephone, and a telephone before a name.
        "1,2024-01-01,A,,1.00,EUR,remittance,,Ana Pop,,RO,,,,,,,X-1,,+40 7,",
        "2,2024-01-02,,A,1.00,EUR,remittance,Pop Ana,,RO,,,,,,,x1,,,,",
        "3,2024-01-03,A,,1.00,EUR,remittance,,Ana Pop,,RO,,,,,,,,,0040 7,",
        "4,2024-01-04,A,,1.00,EUR,remittance,,Ana Pop,,RO,,,,,,,---,,,",
        "5,2024-01-05,,A,1.00,EUR,remittance,POP ANA,,ro,,,,,,,,,,,",
        "6,2024-01-06,A,,1.00,EUR,remittance,,Ana Pop,,MD,,,,,,,,,,",
        "7,2024-01-07,A,,1.00,EUR,remittance,,Ana Pop,,,,,,,,,,,,",
        "8,2024-01-08,A,,1.00,EUR,cash-out,,,,,,,,,,,,,,",
    ]);
    let (_, details) = ledger_of(&[("t.csv", rows.as_bytes())]).unwrap();
    // 0 is the account A; by name: in no country, in MD, in RO.
    let other: Vec<u32> =
        (0..8).map(|at| if details.payer[at] == 0 { details.payee[at] } else { details.payer[at] }).collect();
    assert_eq!(other, [1, 1, 2, 5, 5, 4, 3, OUTSIDE]);
    let names = [KnownBy::Name; 3];
    assert_eq!(details.customers, [[KnownBy::Document, KnownBy::Telephone].as_slice(), &names].concat());
    assert_eq!(details.known_by(5, 1), Some(KnownBy::Name));
}

/// A random row: day, whether it has a time, and a draw for each column from `debtor` on.
type Random = (i8, bool, Vec<u8>);

const COLUMNS: [&str; 18] = [
    "debtor",
    "creditor",
    "debtor_name",
    "creditor_name",
    "debtor_country",
    "creditor_country",
    "country",
    "city",
    "terminal",
    "mcc",
    "text",
    "debtor_document",
    "creditor_document",
    "debtor_phone",
    "creditor_phone",
    "payroll",
    "currency",
    "channel",
];

/// What is drawn for a column.
fn drawn(row: &Random, column: &str) -> &'static str {
    let words: &[&str] = match column {
        "debtor" | "creditor" => &["", "", "A", "B"],
        "debtor_name" | "creditor_name" => &["", "Ana Pop", "POP. Ana", "Zoë", "-"],
        "debtor_country" | "creditor_country" | "country" => &["", "fr", "FR", "Romania", "MD"],
        "city" => &["", "Lyon", " LYON", "Saint-Étienne"],
        "payroll" => &["", "0", "1"],
        "currency" => &["EUR", "HRK", "RSD"],
        "channel" => &["transfer", "cash-in", "card"],
        "terminal" | "mcc" | "text" => &["", "b", " b", "a"],
        _ => &["", "", "A-1", "a1", "0000", "0033 7", "+337"],
    };
    let at = COLUMNS.iter().position(|name| *name == column).unwrap();
    words[usize::from(row.2[at]) % words.len()]
}

fn line(id: usize, row: &Random) -> String {
    let at = if row.1 { format!("2024-05-{:02}T08:15:00Z", row.0) } else { format!("2024-05-{:02}", row.0) };
    let words: Vec<&str> = COLUMNS.iter().map(|column| drawn(row, column)).collect();
    format!("t{id},{at},1.00,{}\n", words.join(","))
}

/// The obvious way: texts in sets, looked up one by one. Rows by time, then by id.
fn obvious(rows: &[Random]) -> Details {
    let mut sorted: Vec<&Random> = rows.iter().collect();
    sorted.sort_by_key(|row| (row.0, row.1));
    let text = |column: &str, fold: fn(&str) -> String| -> Vec<Option<String>> {
        sorted.iter().map(|row| Some(fold(drawn(row, column))).filter(|text| !text.is_empty())).collect()
    };
    fn numbers(texts: &[Option<String>], among: &BTreeSet<String>) -> Vec<u32> {
        let number = |text: &String| u32::try_from(among.iter().position(|known| known == text).unwrap()).unwrap();
        let numbers = texts.iter().map(|text| text.as_ref().map_or(NO_WORD, number)).collect();
        if among.is_empty() { Vec::new() } else { numbers }
    }
    let coded = |column: &str, fold: fn(&str) -> String| {
        let texts = text(column, fold);
        let known: BTreeSet<String> = texts.iter().flatten().cloned().collect();
        let mut coded = Coded { codes: numbers(&texts, &known), ..Coded::default() };
        known.iter().for_each(|word| assert_ne!(coded.words.push(word), NO_WORD));
        coded
    };
    let trimmed: fn(&str) -> String = |text| text.trim().to_owned();
    let (payers, payees) = (text("debtor_name", fold::name), text("creditor_name", fold::name));
    let names: BTreeSet<String> = payers.iter().chain(&payees).flatten().cloned().collect();
    let accounts: BTreeSet<&str> = sorted
        .iter()
        .flat_map(|row| ["debtor", "creditor"].map(|side| drawn(row, side)))
        .filter(|id| !id.is_empty())
        .collect();
    let customer = |row: &Random, side: &str| {
        let said = |what: &str, fold: fn(&str) -> String| {
            Some(fold(drawn(row, &format!("{side}_{what}")))).filter(|text| !text.is_empty())
        };
        let document = said("document", fold::document).map(|text| (KnownBy::Document, text, String::new()));
        let phone = said("phone", fold::telephone).map(|text| (KnownBy::Telephone, text, String::new()));
        let country = said("country", fold::country).unwrap_or_default();
        let name = said("name", fold::name).map(|text| (KnownBy::Name, text, country));
        document.or(phone).or(name).filter(|_| drawn(row, side).is_empty())
    };
    let customers: BTreeSet<_> =
        sorted.iter().flat_map(|row| ["debtor", "creditor"].map(|side| customer(row, side))).flatten().collect();
    let party = |row: &Random, side: &str| match (drawn(row, side), customer(row, side)) {
        ("", None) => OUTSIDE,
        ("", Some(key)) => {
            u32::try_from(accounts.len() + customers.iter().position(|known| *known == key).unwrap()).unwrap()
        }
        (account, _) => u32::try_from(accounts.iter().position(|known| *known == account).unwrap()).unwrap(),
    };
    let kuna = |currency: &str| match currency {
        "EUR" => 100,
        "HRK" => 13,
        _ => i64::MIN,
    };
    let nothing = || vec![None; accounts.len()];
    let no_word = || vec![NO_WORD; accounts.len()];
    Details {
        day: sorted.iter().map(|row| days_from_epoch(date(2024, 5, row.0))).collect(),
        minute: sorted.iter().map(|row| if row.1 { 495 } else { filature_model::NO_MINUTE }).collect(),
        payroll: sorted
            .iter()
            .map(|row| Some(drawn(row, "payroll") == "1").filter(|_| !drawn(row, "payroll").is_empty()))
            .collect(),
        country: coded("country", fold::country),
        city: coded("city", plain_capitals),
        terminal: coded("terminal", trimmed),
        mcc: coded("mcc", trimmed),
        text: coded("text", trimmed),
        debtor_country: coded("debtor_country", fold::country),
        creditor_country: coded("creditor_country", fold::country),
        payer: sorted.iter().map(|row| party(row, "debtor")).collect(),
        payee: sorted.iter().map(|row| party(row, "creditor")).collect(),
        payer_name: numbers(&payers, &names),
        payee_name: numbers(&payees, &names),
        own: own_by_sets(&payers, &payees),
        customers: customers.iter().map(|key| key.0).collect(),
        euro_minor: sorted.iter().map(|row| kuna(drawn(row, "currency"))).collect(),
        holders: filature_model::Holders {
            kind: vec![None; accounts.len()],
            opened_day: nothing(),
            birth_day: nothing(),
            phone: no_word(),
            email: no_word(),
            device: no_word(),
            address: no_word(),
            introducer: no_word(),
            ..filature_model::Holders::default()
        },
    }
}

proptest! {
    /// Rows in any order, over any number of files: the same details, and those of the obvious reading.
    #[test]
    fn neither_the_order_of_rows_nor_that_of_files_leaves_a_mark(
        rows in proptest::collection::vec(
            (1_i8..6, any::<bool>(), proptest::collection::vec(any::<u8>(), COLUMNS.len())), 1..40),
        order in proptest::collection::vec((any::<u32>(), 0_usize..3), 40),
    ) {
        let mut placed: Vec<(u32, usize, String)> =
            rows.iter().enumerate().map(|(id, row)| (order[id].0, order[id].1, line(id, row))).collect();
        placed.sort();
        let mut texts = BTreeMap::<usize, String>::new();
        for (_, file, line) in &placed {
            let header = || format!("id,booked_at,amount,{}\n", COLUMNS.join(","));
            texts.entry(*file).or_insert_with(header).push_str(line);
        }
        let files: Vec<(&str, &[u8])> = texts.values().map(|text| ("t.csv", text.as_bytes())).collect();
        let (mut ledger, mut details) = ledger_of(&files).unwrap();
        put_in_order_of_ids(&mut ledger, &mut details);
        prop_assert_eq!(details, obvious(&rows));
    }
}

/// What the two lines of each transaction say of one column, the payer's line first where that is asked.
fn said(ledger: &Ledger, batches: &[arrow_array::RecordBatch], column: &str, first: &str) -> Vec<Option<String>> {
    let mut lines = BTreeMap::<String, Vec<(bool, String)>>::new();
    for batch in batches {
        for at in 0..batch.num_rows() {
            let row = TableRow { batch, at };
            if row.text("same_as").is_none()
                && row.text("status").is_none()
                && let Some(text) = row.text(column).map(str::trim).filter(|text| !text.is_empty())
            {
                let id = row.text("transaction").unwrap().to_owned();
                lines.entry(id).or_default().push((row.text("legs") != Some(first), text.to_owned()));
            }
        }
    }
    lines.values_mut().for_each(|lines| lines.sort());
    ledger.transactions.ids.iter().map(|id| lines.get(id).map(|lines| lines[0].1.clone())).collect()
}

#[test]
fn of_two_lines_each_says_what_it_knows_best_and_the_file_gives_what_memory_does() {
    let case = generate(&Synth { seed: 7, transactions: Some(1_500), networks: 1, look_alikes: 2 });
    let written = files(&case, &[OutputFormat::Camt, OutputFormat::Mt940]);
    let segments: BTreeMap<SourceId, Segment> = written
        .iter()
        .map(|(name, bytes)| {
            let source = SourceId::from_sha256(&Sha256::digest(bytes).into());
            match filature_intake::read(source, bytes, &filature_intake::Options::default()).unwrap() {
                filature_intake::Outcome::Read(reading, _) => (source, Segment::new(source, *reading)),
                filature_intake::Outcome::InDoubt(_) => panic!("{name}"),
            }
        })
        .collect();
    let assembled = assemble(segments.into_values().collect(), &crate::joins::Apart::default()).unwrap();
    let batches: Vec<_> = assembled.segments.iter().flat_map(|segment| segment.entries.held().to_vec()).collect();
    let (ledger, details) = Ledger::of_assembled_with_details(assembled).unwrap();
    let texts =
        |coded: &Coded| (0..ledger.transactions.len()).map(|at| coded.get(at).map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(texts(&details.text), said(&ledger, &batches, "text", "debit"));
    assert_eq!(texts(&details.terminal), said(&ledger, &batches, "terminal", "debit"));
    assert_eq!(texts(&details.creditor_country), said(&ledger, &batches, "creditor_country", "credit"));
    let payees = said(&ledger, &batches, "creditor_name", "credit");
    let names: BTreeMap<&str, u32> =
        payees.iter().zip(&details.payee_name).filter_map(|(name, &number)| Some((name.as_deref()?, number))).collect();
    for (name, &number) in payees.iter().zip(&details.payee_name) {
        assert_eq!(name.as_deref().map_or(NO_WORD, |name| names[name]), number);
    }
    let pairs = batches.iter().map(|batch| batch["joined_by"].len() - batch["joined_by"].null_count()).sum::<usize>();
    assert!(pairs > 20 && !details.payee_name.is_empty() && !details.text.codes.is_empty(), "{pairs} lines of pairs");

    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = written.iter().map(|(name, _)| folder.path().join(name)).collect();
    for (path, (_, bytes)) in paths.iter().zip(&written) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    case.add(&paths, &AddOptions::default(), Watch::NOBODY).unwrap();
    let (read, read_details) = Ledger::load_with_details(&case).unwrap();
    assert_eq!((&read.transactions, &read_details), (&ledger.transactions, &details));
    assert_eq!(Ledger::load(&case).unwrap().transactions, ledger.transactions);
    assert_eq!(Ledger::load_to_detect(&case).unwrap().transactions, ledger.transactions);
}

/// Whether the words of one name are among those of the other, two at least; nothing when that is so of no row.
fn own_by_sets(payers: &[Option<String>], payees: &[Option<String>]) -> Vec<bool> {
    let words = |name: &Option<String>| -> BTreeSet<String> {
        name.iter().flat_map(|name| name.split_whitespace()).map(str::to_owned).collect()
    };
    let is_own = |(payer, payee): (&Option<String>, &Option<String>)| {
        let (payer, payee) = (words(payer), words(payee));
        payer.len().min(payee.len()) > 1 && (payer.is_subset(&payee) || payee.is_subset(&payer))
    };
    let own: Vec<bool> = payers.iter().zip(payees).map(is_own).collect();
    if own.contains(&true) { own } else { Vec::new() }
}
