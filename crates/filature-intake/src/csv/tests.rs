//! The readers of tables, from bytes to entries: small files written here.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use filature_model::{ProblemCode, SourceId};
use proptest::prelude::*;

use super::*;

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn read_all(text: &str) -> Reading {
    match read(source(), text.as_bytes(), &CsvOptions::default()).unwrap() {
        CsvOutcome::Read(reading, _) => *reading,
        CsvOutcome::InDoubt(draft) => panic!("in doubt: {draft}"),
    }
}

fn codes(reading: &Reading) -> Vec<(ProblemCode, Option<u32>)> {
    reading.problems.iter().map(|problem| (problem.code, problem.place.line)).collect()
}

/// (payer, payee, minor units) of every entry.
fn flows(reading: &Reading) -> Vec<(Option<String>, Option<String>, i64)> {
    let mut flows = Vec::new();
    for batch in &reading.entries {
        let text = |name: &str, at: usize| {
            let column = batch.column_by_name(name).unwrap().as_string::<i32>();
            (!column.is_null(at)).then(|| column.value(at).to_owned())
        };
        let amounts = batch.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>();
        flows.extend((0..batch.num_rows()).map(|at| (text("debtor", at), text("creditor", at), amounts.value(at))));
    }
    flows
}

#[test]
fn the_canonical_layout_keeps_good_rows_and_names_bad_ones() {
    let reading = read_all(
        "id,booked_at,debtor,creditor,amount,currency,channel,status\n\
         a,2024-01-02,M,,10.00,EUR,cash-out,\n\
         b,2024-02-30,M,,10.00,EUR,,\n\
         c,2024-01-02,M,,1.2.3,EUR,,\n\
         d,2024-01-02,M,,-5,EUR,,\n\
         e,2024-01-02,M,,5,EURO,,\n\
         f,2024-01-02,M,,5,EUR,pigeon,paid\n\
         g,2024-01-02,M,,5,EUR,,lost\n\
         h,2024-01-02,M\n",
    );
    assert_eq!(flows(&reading), [(Some("M".into()), None, 1_000), (Some("M".into()), None, 500)]);
    assert_eq!(
        codes(&reading),
        [
            (ProblemCode::BadDate, Some(3)),
            (ProblemCode::BadAmount, Some(4)),
            (ProblemCode::BadAmount, Some(5)),
            (ProblemCode::BadCurrency, Some(6)),
            (ProblemCode::UnknownWord, Some(7)),
            (ProblemCode::BadWord, Some(8)),
            (ProblemCode::BadRow, Some(9)),
        ]
    );
    let rows = reading.entries[0].column_by_name("row").unwrap().as_primitive::<UInt32Type>();
    assert_eq!(rows.values(), &[0, 5], "a row keeps its number in the file, whatever became of those before it");
}

#[test]
fn amlworld_accounts_are_bank_and_account() {
    let reading = read_all(
        "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format,Is Laundering\n\
         2022/09/01 00:20,010,8000AAAA0,0011,8000BBBB0,3697.34,US Dollar,3697.34,US Dollar,Wire,0\n\
         2022/09/01 00:21,010,8000AAAA0,0011,8000AAAA0,12.5,Yen,0.09,Euro,ACH,1\n",
    );
    let account = |bank: &str, number: &str| Some(format!("{bank}:{number}"));
    assert_eq!(
        flows(&reading),
        [
            (account("010", "8000AAAA0"), account("0011", "8000BBBB0"), 369_734),
            (account("010", "8000AAAA0"), account("0011", "8000AAAA0"), 9)
        ]
    );
}

#[test]
fn a_guessed_export_is_read_newest_first_with_its_balances() {
    let reading = read_all(
        "Compte : FR76 9999 9000 0100 0000 0000 115;;;;;\nDevise : EUR;;;;;\n\n\
         Date opération;Date valeur;Libellé;Débit;Crédit;Solde\n\
         15/04/2024;15/04/2024;VIREMENT;1 000,00;;1 850,50\n\
         02/04/2024;02/04/2024;SALAIRE;;1 500,50;2 850,50\n\
         Total;;;;;\n",
    );
    let account = Some("FR7699999000010000000000115".to_owned());
    assert_eq!(flows(&reading), [(account.clone(), None, 100_000), (None, account, 150_050)]);
    let statement = &reading.statements[0];
    assert_eq!((statement.opening.unwrap().minor, statement.closing.unwrap().minor), (135_000, 185_050));
    assert_eq!(codes(&reading), [(ProblemCode::NotAnEntry, None), (ProblemCode::NotAnEntry, Some(7))]);
    let sequence = reading.entries[0].column_by_name("sequence").unwrap().as_primitive::<Int64Type>();
    assert!(sequence.value(0) > sequence.value(1));
}

const MAPPED: &str = "delimiter = ','\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'YMD'\ncurrency = 'EUR'\n\
    account = 'X'\n";

fn read_mapped(mapping: &str, text: &str) -> Reading {
    let mapping = Some(Mapping::from_toml(&format!("{MAPPED}{mapping}")).unwrap());
    match read(source(), text.as_bytes(), &CsvOptions { mapping, account: None }).unwrap() {
        CsvOutcome::Read(reading, _) => *reading,
        CsvOutcome::InDoubt(draft) => panic!("in doubt: {draft}"),
    }
}

#[test]
fn balances_among_the_rows_are_no_entries() {
    let mapping = "debit_words = ['D']\ncredit_words = ['K']\n[columns]\nbooked = 'Date'\namount = 'Sum'\nside = 'S'\ntext = ['Text']\n";
    let reading = read_mapped(
        mapping,
        "Date,Text,Sum,S\n2024-01-01,Opening balance,10.00,K\n2024-01-02,Total Energy,2.50,D\n2024-01-02,Turnover,2.50,D\n\
         2024-01-02,Closing balance,7.50,K\n",
    );
    assert_eq!(flows(&reading), [(Some("X".into()), None, 250)]);
    let statement = &reading.statements[0];
    assert_eq!((statement.opening.unwrap().minor, statement.closing.unwrap().minor), (1_000, 750));
    assert_eq!(reading.problems.len(), 3);
}

#[test]
fn a_sign_that_repeats_the_side_turns_nothing_round() {
    let mapping =
        "debit_words = ['out']\ncredit_words = ['in']\n[columns]\nbooked = 'Date'\namount = 'Sum'\nside = 'S'\n";
    let (own, none) = (Some("X".to_owned()), None);
    let repeated = read_mapped(mapping, "Date,Sum,S\n2024-01-01,-5,out\n2024-01-01,3,in\n");
    assert_eq!(flows(&repeated), [(own.clone(), none.clone(), 500), (none.clone(), own.clone(), 300)]);
    let corrected = read_mapped(mapping, "Date,Sum,S\n2024-01-01,5,out\n2024-01-01,-5,out\n");
    assert_eq!(flows(&corrected), [(own.clone(), none.clone(), 500), (none, own, 500)]);
}

#[test]
fn a_dated_row_without_a_readable_amount_is_lost_and_said() {
    let reading = read_mapped(
        "[columns]\nbooked = 'Date'\namount = 'Sum'\n",
        "Date,Sum\n2024-01-01,1.00\n2024-01-02,\n2024-01-03,1.2.3\n2024-01-04,twelve\n",
    );
    assert_eq!(
        codes(&reading),
        [(ProblemCode::MissingField, Some(3)), (ProblemCode::BadAmount, Some(4)), (ProblemCode::BadAmount, Some(5)),]
    );
    assert_eq!(reading.statements[0].unreadable_rows, 3);
}

#[test]
fn an_accounts_file_is_known_by_its_header() {
    let reading = read_all(
        "account,holder,kind,opening_balance,opening_at,currency,hub\nM,A. B.,personal,0,2024-01-01,EUR,\nN,,robot,1.5,,,1\n",
    );
    assert_eq!(reading.accounts.len(), 2);
    assert_eq!(reading.accounts[0].opening.unwrap().minor, 0);
    assert!(reading.accounts[1].hub && reading.accounts[1].opening.is_none());
    assert_eq!(codes(&reading), [(ProblemCode::UnknownWord, Some(3)), (ProblemCode::MissingField, Some(3))]);
}

#[test]
fn a_mapping_that_names_a_missing_column_is_refused_with_those_there_are() {
    let mapping = Mapping::from_toml(
        "delimiter = ','\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'YMD'\ncurrency = 'EUR'\naccount = 'X'\n\
         [columns]\nbooked = 'Date'\namount = 'Sum'\n",
    )
    .unwrap();
    let options = CsvOptions { mapping: Some(mapping), account: None };
    let refusal = read(source(), b"Date,Amount\n2024-01-01,1\n", &options).unwrap_err();
    assert!(refusal.to_string().contains("\"Sum\"") && refusal.to_string().contains("Amount"), "{refusal}");
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(source(), &bytes, &CsvOptions::default());
    }

    #[test]
    fn no_table_makes_a_reader_panic(text in "[0-9a-zé.,;:/ \"\n\t-]{0,300}") {
        let _ = read(source(), text.as_bytes(), &CsvOptions::default());
        let with_header = format!("id,booked_at,debtor,creditor,amount,currency\n{text}");
        let _ = read(source(), with_header.as_bytes(), &CsvOptions::default());
    }
}
