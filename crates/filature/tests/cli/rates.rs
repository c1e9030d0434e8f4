//! Exchange rates in a case: added, listed, looked up, contradicted; and the table that can be rebuilt.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{assert_same, expect, json};

const HISTORY: &str = "Date,USD,JPY,BGN,HRK,\n\
    2025-12-31,1.1750,184.09,1.9558,N/A,\n\
    2022-12-30,1.0666,140.66,1.9558,7.5365,\n";

const OWN: &str = "currency,date,rate,source\nRSD,2024-06-28,117.0680,National Bank of Serbia\n\
    MKD,2024-06-27,61.5,National Bank of the Republic of North Macedonia\n";

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path: PathBuf = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn case_in(folder: &Path) -> String {
    folder.join("case").to_str().unwrap().to_owned()
}

#[test]
fn rates_are_added_listed_and_looked_up_with_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let case = case_in(folder.path());
    let (history, own) = (file(folder.path(), "h.csv", HISTORY), file(folder.path(), "own.csv", OWN));
    let added = json(0, &["rates", &case, &history, &own, "--exhibit", "PV 1"]);
    assert_eq!(added["files"].as_array().unwrap().len(), 2);
    let listed = json(0, &["rates", &case]);
    assert_eq!((&added["rates"], &added["fixed"]), (&listed["rates"], &listed["fixed"]));
    let codes: Vec<&str> =
        listed["rates"].as_array().unwrap().iter().map(|line| line["currency"].as_str().unwrap()).collect();
    assert_eq!(codes, ["BGN", "HRK", "JPY", "MKD", "RSD", "USD"]);
    assert_eq!(listed["rates"][0]["first"], "2022-12-30");
    assert_eq!(listed["rates"][0]["days"], 2);
    assert_eq!(listed["fixed"][1]["rate"], "7.53450");

    // A cross rate on a Sunday: both legs say their day, source and line.
    let cross = json(0, &["rates", &case, "--show", "RSD", "--to", "MKD", "--on", "2024-06-30", "--amount", "1170.68"]);
    assert_eq!((&cross["legs"][0]["rate"], &cross["legs"][0]["on"]), (&"117.0680".into(), &"2024-06-28".into()));
    assert_eq!((&cross["legs"][1]["line"], &cross["legs"][1]["on"]), (&3.into(), &"2024-06-27".into()));
    assert_eq!((&cross["converted"], &cross["remainder"]), (&"615.00".into(), &"0".into()));

    // The changeovers: the table before, the law from the day on.
    for (currency, on, rate) in [
        ("BGN", "2025-12-31", "1.9558"),
        ("BGN", "2026-02-01", "1.95583"),
        ("HRK", "2022-12-31", "7.5365"),
        ("HRK", "2023-01-01", "7.53450"),
    ] {
        let answer = json(0, &["rates", &case, "--show", currency, "--on", on]);
        assert_eq!(answer["legs"][0]["rate"], rate, "{currency} {on}");
    }
    let (out, _) = expect(0, &["rates", &case, "--show", "BGN", "--on", "2026-02-01", "--amount", "195.58"]);
    assert!(out.contains("195.58 BGN = 99.99 EUR (rounded down"), "{out}");
}

#[test]
fn no_rate_is_no_figure_and_says_which_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let case = case_in(folder.path());
    expect(0, &["rates", &case, &file(folder.path(), "h.csv", HISTORY)]);
    let (_, err) = expect(1, &["rates", &case, "--show", "USD", "--on", "2024-06-28"]);
    assert!(err.contains("USD") && err.contains("2024-06-21") && err.contains("filature rates CASE FILE"), "{err}");
    let missing = json(1, &["rates", &case, "--show", "EUR", "--to", "RSD", "--on", "2024-06-28"]);
    assert_eq!((&missing["missing"]["currency"], &missing["missing"]["why"]), (&"RSD".into(), &"not-stated".into()));
    for call in [
        ["--show", "USD", "--to", "EUR"].as_slice(),
        &["--show", "DENAR", "--on", "2024-06-28"],
        &["--show", "USD", "--on", "28.06.2024"],
        &["--show", "USD", "--on", "2025-12-31", "--amount", "1,5"],
    ] {
        expect(2, &[&["rates", &case], call].concat());
    }
}

#[test]
fn two_files_that_contradict_each_other_are_a_problem_and_give_no_figure() {
    let folder = tempfile::tempdir().unwrap();
    let other = "currency,date,rate,source\nUSD,2025-12-31,1.1751,a bank\nUSD,2025-12-30,1.1760,a bank\n";
    let files = [file(folder.path(), "h.csv", HISTORY), file(folder.path(), "other.csv", other)];
    let case = case_in(folder.path());
    let (out, err) = expect(0, &["rates", &case, &files[0], &files[1]]);
    assert!(out.contains("contradictory") && err.contains("1.1751"), "{out}\n{err}");
    let missing = json(1, &["rates", &case, "--show", "USD", "--on", "2025-12-31"]);
    assert_eq!(missing["missing"]["why"], "contradictory");
    // Neither the day before nor the other currencies are touched.
    assert_eq!(json(0, &["rates", &case, "--show", "USD", "--on", "2025-12-30"])["legs"][0]["rate"], "1.1760");
    json(0, &["rates", &case, "--show", "JPY", "--on", "2025-12-31"]);
    // The other way round, one at a time, by `add`: the same bytes, and they verify.
    let back = folder.path().join("back").join("case");
    fs::create_dir(folder.path().join("back")).unwrap();
    for file in files.iter().rev() {
        let added = json(0, &["add", back.to_str().unwrap(), file]);
        assert_eq!(added["files"][0]["entries"], 0);
    }
    assert_same(Path::new(&case), &back);
    expect(0, &["verify", &case]);
    fs::write(Path::new(&case).join("ledger/rates.parquet"), b"x").unwrap();
    let verdict = json(1, &["verify", &case]);
    assert!(verdict["bad_tables"].as_array().unwrap().contains(&"rates.parquet".into()), "{verdict}");
    assert_same(Path::new(&case), &back);
}

#[test]
fn what_is_no_file_of_rates_is_refused_and_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let case = case_in(folder.path());
    let rows = "id,booked_at,debtor,creditor,amount,currency\na,2024-05-02,A,B,12.50,EUR\n";
    let bank = "Datum;Betrag;Text\n02.05.2024;-12,50;Miete\n03.05.2024;-12,51;Miete\n";
    let files = [
        file(folder.path(), "rows.csv", rows),
        file(folder.path(), "bank.csv", bank),
        file(folder.path(), "x.pdf", "%PDF-1.7"),
        file(folder.path(), "h.csv", HISTORY),
    ];
    let report = json(1, &["rates", &case, &files[0], &files[1], &files[2], &files[3]]);
    let refused: Vec<&str> =
        report["files"].as_array().unwrap().iter().filter_map(|file| file["refused"].as_str()).collect();
    assert_eq!(refused.len(), 3, "{report}");
    assert!(refused.iter().all(|refused| refused.contains("currency,date,rate,source")), "{refused:?}");
    // The rates among them are in.
    assert_eq!(report["rates"].as_array().unwrap().len(), 4);
    // A file that the case has as something else is refused too; a known one of rates is not.
    expect(0, &["add", &case, &files[0]]);
    expect(1, &["rates", &case, &files[0]]);
    expect(0, &["rates", &case, &files[3]]);
    expect(2, &["rates", &case, folder.path().join("not-there.csv").to_str().unwrap()]);
    expect(2, &["rates", folder.path().join("no-case").to_str().unwrap()]);
}

#[test]
fn a_case_without_rates_has_an_empty_table_and_the_fixed_ones() {
    let folder = tempfile::tempdir().unwrap();
    let case = case_in(folder.path());
    let rows = "id,booked_at,debtor,creditor,amount,currency\na,2024-05-02,A,B,12.50,EUR\n";
    expect(0, &["add", &case, &file(folder.path(), "rows.csv", rows)]);
    assert!(Path::new(&case).join("ledger/rates.parquet").exists());
    let (out, _) = expect(0, &["rates", &case]);
    assert!(out.contains("no file of exchange rates") && out.contains("1.95583 BGN from 2026-01-01"), "{out}");
    expect(0, &["rates", &case, "--show", "HRK", "--on", "2024-01-01"]);
}
