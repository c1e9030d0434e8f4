//! Archives: each file in one is listed, kept and checked as a file.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::run::{expect, json};

fn zip_in(folder: &Path, name: &str, files: &[(&str, &[u8])]) -> String {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let path = folder.join(name);
    fs::write(&path, writer.finish().unwrap().into_inner()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_zip_is_listed_with_each_file_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case").to_str().unwrap().to_owned();
    let payments = b"id,booked_at,debtor,creditor,amount,currency\n1,2024-05-02,A,B,20.00,EUR\n";
    let archive =
        zip_in(folder.path(), "from-bank.zip", &[("2024/may.csv", payments), ("other.7z", b"7z\xBC\xAF\x27\x1C")]);
    let added = json(1, &["add", &case, &archive]);
    let files = added["files"].as_array().unwrap();
    let names: Vec<&str> = files.iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!(names, [archive.clone(), format!("{archive}/2024/may.csv"), format!("{archive}/other.7z")]);
    assert_eq!((&files[0]["format"], &files[1]["format"]), (&"zip".into(), &"filature".into()));
    assert_eq!((&files[0]["entries"], &files[1]["entries"]), (&0.into(), &1.into()));
    assert!(files[2]["refused"].as_str().unwrap().contains("7z"));
    assert_eq!(json(0, &["verify", &case])["holds"], true);
    assert_eq!(json(1, &["add", &case, &archive])["files"][1]["entries"], 1);
    expect(0, &["statements", &case]);
}

#[test]
fn rates_are_taken_from_the_zip_in_which_they_are_published() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case").to_str().unwrap().to_owned();
    let history = b"Date,USD,JPY,\n2025-12-31,1.1750,184.09,\n";
    let archive = zip_in(folder.path(), "eurofxref-hist.zip", &[("eurofxref-hist.csv", history)]);
    json(0, &["rates", &case, &archive]);
    assert_eq!(json(0, &["rates", &case])["rates"].as_array().unwrap().len(), 2);
}
