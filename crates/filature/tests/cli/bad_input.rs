//! Strange files: a clear refusal or a problem with its place, never a panic, never a half.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run::{expect, json, snapshot};

const HEADER: &str = "booked_at,debtor,creditor,amount,currency\n";

#[test]
fn what_cannot_be_read_is_refused_with_a_reason_and_the_rest_is_added() {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &[u8]); 9] = [
        ("empty.csv", b""),
        ("spaces.csv", b" \n\n \n"),
        ("nul.csv", b"a,b\0c,d\n"),
        ("prose.txt", b"Dear sir,\nplease find nothing enclosed.\n"),
        ("bomb.xlsx", b"PK\x03\x04\x14\x00\x00\x00\x08\x00 nothing is unpacked"),
        ("scan.pdf", b"%PDF-1.7\n"),
        ("cut.xml", b"<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>1</Id><Ntry><Amt Ccy=\"EUR\">1"),
        ("page.html", b"<html><body>not a statement</body></html>"),
        ("good.csv", b"booked_at,debtor,creditor,amount,currency\n2024-01-01,A,B,1,EUR\n"),
    ];
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let case = tempfile::tempdir().unwrap();
    let case = case.path().join("case").to_string_lossy().into_owned();
    let added = json(1, &["add", &case, folder.path().to_str().unwrap()]);
    for file in added["files"].as_array().unwrap() {
        let good = file["file"].as_str().unwrap().ends_with("good.csv");
        assert_eq!(file["refused"].is_null(), good, "{file}");
        assert_eq!(file["entries"], u64::from(good), "{file}");
    }
    let kept = snapshot(Path::new(&case)).into_keys().filter(|name| name.starts_with("sources/")).count();
    assert_eq!(kept, 2, "the one original, and the list");
    expect(1, &["add", &case, folder.path().join("empty.csv").to_str().unwrap()]);
    expect(2, &["add", &case, folder.path().join("no-such-file").to_str().unwrap()]);
}

#[test]
fn a_million_columns_are_refused_by_their_line_or_a_problem_of_their_row() {
    let names: Vec<String> = (0..1_000_000).map(|number| format!("c{number}")).collect();
    let many = "x,".repeat(1_000_000);
    let row = "2024-01-01,A,B,1,EUR";
    let of_bank = "Date;Libellé;Montant;Devise\n22/05/2024;a;1,00;EUR\n";
    let files: [(&str, String, Option<&str>); 4] = [
        ("names.csv", format!("{},{}\n", HEADER.trim(), names.join(",")), Some("line 1: ")),
        ("bank.csv", format!("{of_bank}23/05/2024;{};2,00;EUR\n", many.replace(',', ";")), Some("line 3: ")),
        ("text.csv", format!("{of_bank}23/05/2024;{};2,00;EUR\n", "é".repeat(1_000_000)), Some("line 3: ")),
        ("row.csv", format!("{HEADER}{row}\n{row},{many}\n{row}\n"), None),
    ];
    for (name, text, refused) in files {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let case = folder.path().join("case").to_string_lossy().into_owned();
        let added = json(i32::from(refused.is_some()), &["add", &case, file.to_str().unwrap()]);
        let report = &added["files"][0];
        match refused {
            Some(line) => assert!(report["refused"].as_str().unwrap().starts_with(line), "{report}"),
            None => {
                assert_eq!((report["entries"].as_u64(), report["problems"].as_u64()), (Some(2), Some(1)), "{report}")
            }
        }
    }
}

#[test]
fn ten_thousand_files_are_added_in_one_go() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..10_000 {
        let text = format!("{HEADER}2024-01-01,A{number},B,{number}.25,EUR\n");
        fs::write(folder.path().join(format!("{number}.csv")), text).unwrap();
    }
    let case = tempfile::tempdir().unwrap();
    let case = case.path().join("case").to_string_lossy().into_owned();
    let added = json(0, &["add", &case, folder.path().to_str().unwrap()]);
    assert_eq!(added["files"].as_array().unwrap().len(), 10_000);
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 10_000);
}

/// Adds a file while no file may grow past so many KiB, as on a full disk, and gives what was said.
fn add_on_a_full_disk(kibibytes: u32, case: &str, file: &str) -> String {
    let program = env!("CARGO_BIN_EXE_filature");
    let call = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec '{program}' add '{case}' '{file}'");
    let output = Command::new("bash").args(["-c", &call]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    said
}

#[test]
fn a_disk_that_fills_up_is_said_and_nothing_is_half_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("small.csv"), format!("{HEADER}2024-01-01,A,B,1,EUR\n")).unwrap();
    let rows: String =
        (0..40_000).map(|row| format!("2024-01-01,A{row},B{row},{}.25,EUR\n", row * 7 % 9_001)).collect();
    fs::write(path("large.csv"), format!("{HEADER}{rows}")).unwrap();

    // The original does not fit: nothing of it is in the case.
    expect(0, &["add", &path("case"), &path("small.csv")]);
    let before = snapshot(Path::new(&path("case")));
    let said = add_on_a_full_disk(100, &path("case"), &path("large.csv"));
    assert!(said.contains("sources/"), "{said}");
    expect(0, &["verify", &path("case")]);
    assert!(snapshot(Path::new(&path("case"))) == before);

    // The original fits and the tables do not: it is in the case, and the ledger is finished later.
    expect(0, &["add", &path("other"), &path("large.csv")]);
    let said = add_on_a_full_disk(100, &path("other"), &path("small.csv"));
    assert!(said.contains("entries.parquet"), "{said}");
    assert_eq!(json(0, &["detect", &path("other")])["transactions_examined"], 40_001);
    expect(0, &["verify", &path("other")]);
}

#[test]
fn the_wrong_call_ends_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("something"), "not a case").unwrap();
    fs::write(path("rows.csv"), format!("{HEADER}2024-01-01,A,B,1,EUR\n")).unwrap();
    expect(2, &["statements", &path("nowhere")]);
    expect(2, &["add", folder.path().to_str().unwrap(), &path("rows.csv")]);
    expect(2, &["add", &path("new"), &path("no-such-file")]);
    assert!(!Path::new(&path("new")).exists(), "a slip in a name leaves no empty case");
    expect(2, &["detect"]);
    expect(2, &["frobnicate"]);
    expect(0, &["add", &path("case"), &path("rows.csv")]);
    expect(2, &["detect", &path("case"), "--only", "pyramid"]);
    expect(2, &["detect", &path("case"), "--window", "soon"]);
    expect(2, &["add", &path("case"), &path("rows.csv"), "--received", "yesterday"]);
    expect(2, &["add", &path("case"), &path("rows.csv"), "--mapping", &path("something")]);
    expect(2, &["statements", &path("case"), "--threads", "0"]);
}

#[test]
fn every_verb_has_an_example_in_its_help() {
    for verb in ["demo", "investigate", "add", "statements", "detect", "trace", "dossier", "verify", "synth"] {
        let (help, _) = expect(0, &[verb, "--help"]);
        assert!(help.contains("Example") && help.contains(&format!("filature {verb}")), "{help}");
    }
}

#[test]
fn one_file_under_many_names_is_one_source() {
    let folder = tempfile::tempdir().unwrap();
    for name in 0..40 {
        let rows: String = (0..3_000).map(|row| format!("2024-01-01,A{row},B,{row}.25,EUR\n")).collect();
        fs::write(folder.path().join(format!("{name}.csv")), format!("{HEADER}{rows}")).unwrap();
    }
    let case = tempfile::tempdir().unwrap();
    let case = case.path().join("case").to_string_lossy().into_owned();
    let added = json(0, &["add", &case, folder.path().to_str().unwrap()]);
    assert!(
        added["files"].as_array().unwrap().iter().all(|file| file["entries"] == 3_000 && file["refused"].is_null())
    );
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 3_000);
    expect(0, &["verify", &case]);
}

#[test]
fn a_table_in_doubt_is_refused_with_its_draft_and_read_once_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("bank.csv"), "Date,Description,Amount\n01/02/2024,a,-1.50\n03/04/2024,b,2.25\n").unwrap();
    let added = json(1, &["add", &path("case"), &path("bank.csv")]);
    let draft = added["files"][0]["draft_mapping"].as_str().unwrap();
    assert!(draft.contains("# in doubt: ") && draft.contains("date_order"), "{draft}");
    fs::write(path("bank.toml"), draft.replace("[columns]", "currency = \"EUR\"\n[columns]")).unwrap();
    let mapping = path("bank.toml");
    let added = json(0, &["add", &path("case"), &path("bank.csv"), "--mapping", &mapping, "--account", "BANK:1"]);
    assert_eq!(added["files"][0]["entries"], 2);
    fs::remove_dir_all(Path::new(&path("case")).join("ledger")).unwrap();
    assert_eq!(json(0, &["detect", &path("case")])["transactions_examined"], 2, "the mapping is kept in the case");
}
