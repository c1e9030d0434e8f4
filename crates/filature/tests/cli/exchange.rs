//! The forms of exchange as their readers get them, and the canonical CSV read back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{expect, json};

const FILES: [&str; 5] = ["dossier.anx", "dossier.csv", "dossier.ftm.json", "dossier.graphml", "dossier.parquet"];

/// What each transaction is, by its id.
const TRANSACTIONS: &str = "SELECT t.id, t.at, t.day, t.minute, d.key, c.key, t.amount_minor, t.currency, t.channel, t.text \
     FROM transactions t LEFT JOIN accounts d ON d.account = t.debtor LEFT JOIN accounts c ON c.account = t.creditor \
     ORDER BY t.id";

fn transactions(case: &str) -> Vec<Value> {
    let answer = json(0, &["sql", case, TRANSACTIONS, "--rows", "1000000"]);
    answer["rows"].as_array().unwrap().clone()
}

/// The ids in the first column; no text of these files holds a line end.
fn ids(csv: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(csv).unwrap();
    text.lines().skip(1).map(|line| line.split(',').next().unwrap().trim_matches('"').to_owned()).collect()
}

/// Adds the CSV of a dossier to a case of its own and holds what is in it against the case that the dossier is of.
fn read_back(case: &str, csv: &Path, fresh: &str) -> usize {
    let added = json(0, &["add", fresh, csv.to_str().unwrap()]);
    let (file, ids) = (&added["files"][0], ids(csv));
    assert_eq!(file["format"], "filature");
    assert_eq!(file["entries"], ids.len());
    let is_relied_on = |row: &Value| ids.contains(row[0].as_str().unwrap());
    let original: Vec<Value> = transactions(case).into_iter().filter(is_relied_on).collect();
    let again = transactions(fresh);
    assert_eq!(original.len(), again.len());
    for (one, other) in original.iter().zip(&again) {
        assert_eq!(one, other);
    }
    again.len()
}

#[test]
fn each_form_is_written_once_and_says_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    expect(0, &["demo", "--dir", dir.to_str().unwrap()]);
    let case = dir.join("case").to_string_lossy().into_owned();
    let formats = "ftm,graphml,anx,csv,parquet";
    let (out, err) = expect(0, &["dossier", &case, "--format", formats, "--names"]);
    for file in FILES {
        assert!(dir.join("case/dossier").join(file).is_file() && out.contains(file), "{file}");
        assert!(err.lines().any(|line| line.contains(file) && line.ends_with(": left out")), "{file}: {err}");
    }
    for (sentence, times) in [("Findings and leads", 1), ("Traces of money", 4), ("not tried in Analyst", 1)] {
        assert_eq!(err.matches(sentence).count(), times, "{sentence}: {err}");
    }
    let first: Vec<Vec<u8>> = FILES.map(|file| fs::read(dir.join("case/dossier").join(file)).unwrap()).into();
    let (_, err) = expect(0, &["dossier", &case, "--format", formats, "--names", "--lang", "fr"]);
    assert!(
        err.contains("dossier.anx: n’y est pas repris") && err.contains("Les constatations et les pistes"),
        "{err}"
    );
    for (file, bytes) in FILES.into_iter().zip(first) {
        assert_eq!(fs::read(dir.join("case/dossier").join(file)).unwrap(), bytes, "{file}");
    }
    let fresh = folder.path().join("fresh").to_string_lossy().into_owned();
    assert!(read_back(&case, &dir.join("case/dossier/dossier.csv"), &fresh) > 20);
}

#[test]
fn what_a_spreadsheet_would_run_is_read_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let rows = [
        "t1,2024-01-01,A,B,90071992547409.93,EUR,transfer,=SUM(A1),\"=HYPERLINK(\"\"x\"\",1)\"",
        "t2,2024-01-01T23:30:00+02:00,B,-C,0.01,EUR,cash-in,+33 1,@cmd",
        "t3,2024-01-02,-C,D,1.001,KWD,,-1,\"a;b, 'c'\"",
        "t4,2024-01-02,B,,12.30,EUR,cash-out,,",
    ];
    let header = "id,booked_at,debtor,creditor,amount,currency,channel,debtor_name,text";
    fs::write(path("hostile.csv"), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    expect(0, &["add", &path("case"), &path("hostile.csv")]);
    for claim in ["a=t1", "b=t2", "c=t3"] {
        expect(0, &["trace", &path("case"), "--claim", claim]);
    }
    expect(0, &["dossier", &path("case"), "--format", "csv", "--names"]);
    let csv = folder.path().join("case/dossier/dossier.csv");
    let text = fs::read_to_string(&csv).unwrap();
    assert!(
        text.contains(",=SUM(A1),") && text.contains("90071992547409.93") && text.contains("2024-01-01T23:30:00+02:00")
    );
    assert!(read_back(&path("case"), &csv, &path("fresh")) >= 3);
}

#[test]
fn what_rests_on_intelligence_is_in_no_export() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let header = "id,booked_at,debtor,creditor,amount,currency,debtor_name\n";
    let paid_in = (1..7).map(|day| format!("in{day},2024-03-0{day},PAYER{day},OPENHUB,900.00,EUR,Lea Moor\n"));
    let paid_out = (1..5).map(|to| format!("out{to},2024-03-08,OPENHUB,PAYEE{to},1300.00,EUR,\n"));
    fs::write(path("open.csv"), header.to_owned() + &paid_in.chain(paid_out).collect::<String>()).unwrap();
    fs::write(path("note.csv"), format!("{header}i1,2024-03-09,PAYEE1,SECRETACC,777.77,EUR,Zara Quill\n")).unwrap();
    fs::write(path("accounts.csv"), "account,holder,kind\nPAYEE1,Zara Quill,personal\n").unwrap();
    for file in ["note.csv", "accounts.csv"] {
        expect(0, &["add", &path("case"), &path(file), "--use", "intelligence-only", "--exhibit", "SECRETREF"]);
    }
    expect(0, &["investigate", &path("open.csv"), "--case", &path("case")]);
    expect(0, &["dossier", &path("case"), "--format", "ftm,graphml,anx,csv,parquet", "--names"]);
    for file in FILES {
        let bytes = fs::read(folder.path().join("case/dossier").join(file)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("OPENHUB"), "{file} is empty");
        for secret in ["SECRET", "Zara", "777.77", "77777", "note.csv", "accounts.csv", "\"Person\""] {
            assert!(!text.contains(secret), "{file}: {secret}");
        }
    }
}
