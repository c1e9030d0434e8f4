//! A synthetic case in the canonical layout, loose, packed, and as Parquet and Arrow, is the same ledger each time.

use std::io::{Cursor, Write};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use filature_model::Transactions;
use filature_synth::{Options, OutputFormat, files, generate};
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::arrow::ArrowWriter;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::ledger_of;

type Files = Vec<(String, Vec<u8>)>;

/// What moved, without what depends on the hash of the file.
fn moved(transactions: &Transactions) -> Vec<(String, i64, i64, String, String)> {
    let account = |index: u32| transactions.account(index).map_or_else(String::new, ToString::to_string);
    let row = |at: usize| {
        let (debtor, creditor) = (account(transactions.debtor[at]), account(transactions.creditor[at]));
        (transactions.ids[at].clone(), transactions.at_micros(at), transactions.amount_minor[at], debtor, creditor)
    };
    let mut rows: Vec<_> = (0..transactions.len()).map(row).collect();
    rows.sort();
    rows
}

fn openings(transactions: &Transactions) -> Vec<(String, String, i64)> {
    let named = |&(account, currency, minor): &(u32, filature_model::Currency, i64)| {
        (transactions.account(account).map_or_else(String::new, ToString::to_string), currency.to_string(), minor)
    };
    let mut openings: Vec<_> = transactions.openings.iter().map(named).collect();
    openings.sort();
    openings
}

fn zipped(files: &Files) -> Files {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(format!("case/{name}"), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    vec![("case.zip".to_owned(), writer.finish().unwrap().into_inner())]
}

fn gzipped(files: &Files) -> Files {
    let pack = |(name, bytes): &(String, Vec<u8>)| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        (format!("{name}.gz"), encoder.finish().unwrap())
    };
    files.iter().map(pack).collect()
}

/// A table of texts as it stands in a CSV.
fn table(bytes: &[u8]) -> RecordBatch {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |at: usize| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(&row[at]).filter(|text| !text.is_empty())).collect::<StringArray>())
    };
    RecordBatch::try_from_iter(header.iter().enumerate().map(|(at, name)| (name, column(at)))).unwrap()
}

fn written(files: &Files, write: fn(&RecordBatch) -> Vec<u8>) -> Files {
    files.iter().map(|(name, bytes)| (name.replace(".csv", ".bin"), write(&table(bytes)))).collect()
}

fn parquet(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

fn arrow_file(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

fn arrow_stream(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn a_case_is_the_same_however_it_is_packed_or_written() {
    for seed in [11, 12] {
        let case = generate(&Options { seed, transactions: Some(900), networks: 1, look_alikes: 2 });
        let loose = files(&case, &[OutputFormat::Canonical]);
        let truth = ledger_of(loose.clone());
        let ways = [
            ("zip", zipped(&loose)),
            ("gzip", gzipped(&loose)),
            ("zip of gzip", zipped(&gzipped(&loose))),
            ("parquet", written(&loose, parquet)),
            ("arrow file", written(&loose, arrow_file)),
            ("arrow stream", written(&loose, arrow_stream)),
            ("zip of parquet", zipped(&written(&loose, parquet))),
        ];
        for (way, files) in ways {
            let read = ledger_of(files);
            assert_eq!(moved(&read.transactions), moved(&truth.transactions), "seed {seed}, {way}");
            assert_eq!(openings(&read.transactions), openings(&truth.transactions), "seed {seed}, {way}");
        }
    }
}
