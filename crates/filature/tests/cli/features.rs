//! `features`: a table for other people's models, made of the past alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use crate::run::{expect, json};

const HEADER: &str = "id,booked_at,debtor,creditor,amount,currency,status";

fn csv(rows: usize) -> String {
    let mut text = format!("{HEADER}\n");
    for row in 0..rows {
        // A few accounts that pay each other in turn, several times a day.
        let (day, hour) = (1 + row / 24 % 28, row % 24);
        let (debtor, creditor) = (row * 7 % 11, (row * 5 + 3) % 13);
        let status = if row % 10 == 9 { "cancelled" } else { "paid" };
        text.push_str(&format!(
            "t{row},2024-05-{day:02}T{hour:02}:00:00Z,B:{debtor},B:{creditor},{}.50,EUR,{status}\n",
            row % 97 + 1
        ));
    }
    text
}

/// All cells of a table as text, by column.
fn cells(path: &Path) -> BTreeMap<String, Vec<String>> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap().build().unwrap();
    let mut cells: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for batch in reader {
        let batch: RecordBatch = batch.unwrap();
        for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
            let texts = cells.entry(field.name().clone()).or_default();
            texts.extend(
                (0..column.len()).map(|row| if column.is_null(row) { "null".into() } else { cell(column, row) }),
            );
        }
    }
    cells
}

fn cell(column: &dyn Array, row: usize) -> String {
    use arrow_array::types::{Int32Type, Int64Type, TimestampMicrosecondType, UInt32Type};
    if let Some(texts) = column.as_string_opt::<i32>() {
        return texts.value(row).to_owned();
    }
    let count = column.as_primitive_opt::<UInt32Type>().map(|column| i64::from(column.value(row)));
    let amount = column.as_primitive_opt::<Int64Type>().map(|column| column.value(row));
    let signed = column.as_primitive_opt::<Int32Type>().map(|column| i64::from(column.value(row)));
    let instant = column.as_primitive_opt::<TimestampMicrosecondType>().map(|column| column.value(row));
    count.or(amount).or(signed).or(instant).unwrap().to_string()
}

fn features(input: &Path, out: &Path, more: &[&str]) -> Value {
    let arguments = ["features", input.to_str().unwrap(), "--out", out.to_str().unwrap()];
    json(0, &[&arguments, more].concat())
}

#[test]
fn a_row_for_each_transaction_that_moved_money() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("in.csv"), folder.path().join("out.parquet"));
    let rows = "t1,2024-05-01T08:00:00Z,B:1,B:2,10.00,EUR,paid\n\
                t2,2024-05-02T08:00:00Z,B:2,B:1,4.00,EUR,paid\n\
                t3,2024-05-02T09:00:00Z,B:2,B:1,9.00,EUR,cancelled\n\
                t4,2024-05-03T08:00:00Z,B:1,B:2,6.00,EUR,paid\n\
                t5,2024-05-03T09:00:00Z,,B:2,1.00,EUR,paid\n";
    fs::write(&input, format!("{HEADER}\n{rows}")).unwrap();
    let document = features(&input, &out, &[]);
    assert_eq!(document["rows"], 4);
    assert_eq!(document["entries"], 5);
    assert_eq!(document["entries_without_row"], 1);
    assert_eq!(document["format"], "filature");
    assert_eq!(document["cut"], serde_json::json!([]));
    let table = cells(&out);
    let names: Vec<&str> = document["columns"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(names.len(), table.len());
    assert!(names.iter().all(|name| table[*name].len() == 4));
    assert_eq!(table["transaction"], ["t1", "t2", "t4", "t5"]);
    assert_eq!(table["amount_minor"], ["1000", "400", "600", "100"]);
    assert_eq!(table["pair_payments_before"], ["0", "0", "1", "0"]);
    assert_eq!(table["pair_seconds_since_last"], ["null", "null", "172800", "null"]);
    assert_eq!(table["cycles_2_4d"], ["0", "1", "1", "0"]);
    assert_eq!(table["payer_dwell_seconds"], ["null", "86400", "86400", "null"]);
    assert_eq!(table["payer_dwell_covered_permille"], ["0", "1000", "666", "0"]);
    assert_eq!(table["payee_in_sum_4d_minor"], ["1000", "400", "1600", "1700"]);
    assert_eq!(table["payer_out_sum_1d_minor"], ["1000", "400", "600", "0"]);
    let said = expect(0, &["features", input.to_str().unwrap(), "--out", out.to_str().unwrap()]).0;
    assert!(said.contains("1 entry has no row"), "{said}");
}

#[test]
fn rows_that_are_appended_change_no_earlier_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("short.csv"), csv(300)).unwrap();
    fs::write(path("long.csv"), csv(600)).unwrap();
    features(&path("short.csv"), &path("short.parquet"), &[]);
    features(&path("long.csv"), &path("long.parquet"), &[]);
    let (short, long) = (cells(&path("short.parquet")), cells(&path("long.parquet")));
    assert_eq!(short["transaction"].len(), 270);
    for (name, column) in &short {
        assert_eq!(column[..], long[name][..270], "{name}");
    }
}

#[test]
fn threads_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (input, one, many) =
        (folder.path().join("in.csv"), folder.path().join("one.parquet"), folder.path().join("many.parquet"));
    fs::write(&input, csv(2_000)).unwrap();
    features(&input, &one, &["--threads", "1"]);
    features(&input, &many, &["--threads", "16"]);
    assert!(fs::read(one).unwrap() == fs::read(many).unwrap());
}

#[test]
fn every_format_of_transactions_has_features() {
    let folder = tempfile::tempdir().unwrap();
    let received = folder.path().join("received");
    let formats = ["--format", "camt,mt940,csv,amlworld,filature", "--networks", "1", "--seed", "4"];
    expect(0, &[&["synth", "--out", received.to_str().unwrap(), "--transactions", "300"], &formats[..]].concat());
    let (mut made, mut kinds) = (0, std::collections::BTreeSet::new());
    for item in fs::read_dir(&received).unwrap() {
        let (input, out) = (item.unwrap().path(), folder.path().join("out.parquet"));
        let arguments = ["features", input.to_str().unwrap(), "--out", out.to_str().unwrap(), "--json"];
        let output = crate::run::run(&arguments);
        if output.status.code() == Some(0) {
            let document: Value = serde_json::from_slice(&output.stdout).unwrap();
            kinds.insert(document["format"].as_str().unwrap().to_owned());
            assert_eq!(cells(&out)["transaction"].len() as u64, document["rows"].as_u64().unwrap());
            made += 1;
            fs::remove_file(out).unwrap();
        } else {
            // A list of accounts, or a table that a person has to confirm.
            assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
            assert!(!out.exists());
        }
    }
    assert!(made > 4);
    for kind in ["camt.053", "mt940", "amlworld", "filature"] {
        assert!(kinds.contains(kind), "{kinds:?}");
    }
}

#[test]
fn a_file_that_is_refused_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("in.pdf"), folder.path().join("out.parquet"));
    fs::write(&input, "%PDF-1.7 not a table").unwrap();
    let (said, why) = expect(1, &["features", input.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert!(said.is_empty());
    assert!(why.contains("This PDF is damaged"), "{why}");
    assert!(!out.exists());
    let gone = folder.path().join("gone.csv");
    expect(2, &["features", gone.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    fs::write(&input, csv(5)).unwrap();
    let nowhere = folder.path().join("no/such/folder/out.parquet");
    expect(1, &["features", input.to_str().unwrap(), "--out", nowhere.to_str().unwrap()]);
}

#[test]
fn what_is_read_and_what_is_in_a_case_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("payments.csv"), csv(30)).unwrap();
    fs::hard_link(path("payments.csv"), path("other-name.csv")).unwrap();
    expect(0, &["add", &path("case"), &path("payments.csv")]);
    for out in ["payments.csv", "other-name.csv", "case/ledger/entries.parquet", "case/features.parquet"] {
        expect(2, &["features", &path("payments.csv"), "--out", &path(out)]);
    }
    assert_eq!(fs::read_to_string(path("payments.csv")).unwrap(), csv(30));
    assert!(!folder.path().join("case/features.parquet").exists());
    expect(0, &["verify", &path("case")]);
}
