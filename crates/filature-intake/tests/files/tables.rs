//! What is in the public example files of banks' own tables, written down from the files: how many entries, their sum
//! (counted by another program, or by eye where there are few), and how many rows are lost. The files are not part of the repository; where they are absent, nothing is walked.

use std::fs;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use filature_intake::csv::Mapping;
use filature_intake::{Options, Outcome, Reading, read};
use filature_model::{AccountId, Severity};

/// A file, what a person answers of it (nothing: the account alone), its entries, their sum in hundredths, and how many of
/// its rows are lost: footers that hold words where a day and an amount should be, or a currency where the direction should be.
type Table = (&'static str, &'static str, usize, i64, usize);

const PLACES: &str = "delimiter = ';'\nheader_line = 0\ndecimal_mark = ','\ndate_order = 'DMY'\ncurrency = 'EUR'\n";

const SIGNED: &str = "[columns]\nbooked = '#1'\namount = '#4'\ntext = ['#2']\n";

const SPLIT: &str = "[columns]\nbooked = '#1'\ncredit = '#4'\ndebit = '#5'\ntext = ['#2']\n";

const DUTCH: &str = "delimiter = ','\nheader_line = 1\ndecimal_mark = ','\ndate_order = 'YMD'\ncurrency = 'EUR'\n[columns]\n\
    booked = '#1'\namount = '#2'\naccount = '#3'\ncounterparty_account = '#4'\ncounterparty_name = '#5'\ntext = ['#6']\n";

const TABLES: &[Table] = &[
    ("20171001-20171106.csv", "", 1, -5_999, 0),
    ("2018-04-14_10-52-13_bunq-transactieoverzicht.csv", DUTCH, 3, 72_854, 0),
    ("20180226-1000594757-umsatz.CSV", "", 1, -3_699, 0),
    (
        "20180226_12345678.csv",
        "delimiter = ','\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'DMY'\ncurrency = 'GBP'\n[columns]\nbooked = 'Date'\namount = 'Amount'\nbalance = 'Balance'\ntext = ['Description']\n",
        1,
        -500,
        0,
    ),
    ("2019-03-02_11-50-46_bunq-statement.csv", DUTCH, 7, -2_382, 0),
    ("CSV_A_20180414_112204.csv", "", 3, -103_749, 0),
    ("MonzoDataExport_February2018_2018-02-26_174335.csv", "", 1, -1_000, 0),
    ("Movements_1234512345_201805271848.csv", "", 1, -100, 0),
    ("TH_20180101-20180523_page_1.csv", "", 9, -259_999, 0),
    ("TH_20180101-20180523_strana_1.csv", "", 9, -259_999, 0),
    ("TH_20180521-20180523.csv", "", 1, -11_111, 0),
    ("Umsaetze_KtoNr538917600_EUR_02-03-2018_1503.CSV", "", 1, -1_722, 0),
    ("W80844_EBH_201945.202122.csv", "", 2, 94_000, 0),
    (
        "dba33fceecd62c3c727893361e0ba4d3.P000000027355791.csv",
        "delimiter = ','\nheader_line = 0\ndecimal_mark = '.'\ndate_order = 'DMY'\ncurrency = 'SGD'\n[columns]\nbooked = '#1'\ndebit = '#3'\ncredit = '#4'\ntext = ['#2', '#5']\n",
        1,
        -780,
        0,
    ),
    ("export_BE11123456789012_20180304_1422.csv", "", 1, -340, 0),
    ("export_KBC-Mastercard Business Essential_20200204_1604.csv", "", 3, 273, 0),
    (
        "kta_ei.dat",
        "delimiter = '|'\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'YMD'\ncurrency = 'EUR'\n[columns]\nbooked = '#3'\namount = '#5'\ntext = ['#2', '#4', '#6']\n",
        11,
        -615_222,
        0,
    ),
    (
        "statement_1.csv",
        "delimiter = ','\nheader_line = 0\ndecimal_mark = '.'\ndate_order = 'DMY'\ncurrency = 'GBP'\npositive_is_out = true\n[columns]\nbooked = '#1'\namount = '#7'\ntext = ['#2']\n",
        1,
        -2_059,
        0,
    ),
    (
        "test_BOI_TransactionExport.csv",
        "delimiter = ','\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'DMY'\ncurrency = 'EUR'\n[columns]\nbooked = 'Date'\ndebit = 'Debit'\ncredit = 'Credit'\nbalance = 'Balance'\ntext = ['Details']\n",
        27,
        -41_961,
        0,
    ),
    ("test_delimiter_tab.csv", SPLIT, 73, -458_070, 0),
    (
        "test_headers.csv",
        "delimiter = ';'\nheader_line = 1\ndecimal_mark = ','\ndate_order = 'DMY'\n[columns]\nbooked = 'Date'\namount = 'Inflow'\ncurrency = 'Currency'\ntext = ['Payee']\n",
        73,
        -458_070,
        2,
    ),
    ("test_raiffeisen_01.csv", SIGNED, 73, -458_070, 0),
    ("test_raiffeisen_02.csv", SIGNED, 73, -458_070, 0),
    ("test_regex_123456_87654321_1234_21_12.csv", SIGNED, 73, -458_070, 0),
    (
        "test_row_format_CD_flag.csv",
        "debit_words = ['O']\ncredit_words = ['I']\n[columns]\nbooked = '#1'\namount = '#4'\nside = '#5'\ntext = ['#2']\n",
        70,
        -444_116,
        3,
    ),
    ("test_row_format_default.csv", SPLIT, 73, -458_070, 0),
    ("test_row_format_neg_inflow.csv", SIGNED, 73, -458_070, 0),
    ("test_swedebank_statement.xls", "", 13, 257_893, 0),
    ("umsatz-1234________1234-20180227.CSV", "", 1, -500, 0),
];

/// Files that stay out: a list of settings; a card statement whose credits alone bear a mark; one whose balances stand above
/// the table with a text that goes on below each row.
const LEFT_OUT: &[&str] =
    &["test.conf", "MS_JANE_SMITH_01-12-2019_14-12-2019.csv", "TransactionHistory_20180418043121.csv"];

fn sum(reading: &Reading) -> i64 {
    let mut sum = 0;
    for batch in &reading.entries {
        let amounts = batch["amount_minor"].as_primitive::<Int64Type>().values();
        let legs = batch["legs"].as_string::<i32>();
        sum += amounts
            .iter()
            .zip(legs)
            .map(|(minor, legs)| if legs == Some("credit") { *minor } else { -minor })
            .sum::<i64>();
    }
    sum
}

fn options(name: &str, answer: &str) -> Options {
    let by_place = answer.starts_with('[') || answer.starts_with("debit_words");
    let mapping = if by_place { format!("{PLACES}{answer}") } else { answer.to_owned() };
    let mapping = if name.contains("tab") { mapping.replace("';'", "\"\\t\"") } else { mapping };
    let mapping = (!mapping.is_empty()).then(|| Mapping::from_toml(&mapping).unwrap());
    let names_its_account = answer == DUTCH;
    Options { account: (!names_its_account).then(|| AccountId::written("X:1")), mapping }
}

#[test]
fn each_table_has_the_entries_and_the_sum_that_were_counted_in_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/bank2ynab/test/test-data");
    if !folder.exists() {
        println!("shared fixtures are not present: not walked");
        return;
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), TABLES.len() + LEFT_OUT.len(), "a file is in no list");
    let mut wrong = Vec::new();
    for (name, answer, entries, minor, lost) in TABLES {
        let bytes = fs::read(folder.join(name)).unwrap();
        match read("a1b2c3d4e5f6".parse().unwrap(), &bytes, &options(name, answer)) {
            Ok(Outcome::Read(reading, _)) => {
                let is_lost = |code: Severity| code == Severity::Lost;
                let found_lost = reading.problems.iter().filter(|problem| is_lost(problem.code.severity())).count();
                let found = (reading.entry_count(), sum(&reading), found_lost);
                if found != (*entries, *minor, *lost) {
                    wrong.push(format!("{name}: {found:?}, not {:?}", (entries, minor, lost)));
                }
            }
            Ok(Outcome::InDoubt(draft)) => wrong.push(format!("{name}: {}", draft.doubts.join("; "))),
            Err(refusal) => wrong.push(format!("{name}: {refusal}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
