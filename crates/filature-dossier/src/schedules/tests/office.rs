//! What an office program makes of the formulas, where one is installed.

use std::io::{Cursor, Write};
use std::process::Command;

use calamine::Data;

use super::{LANGUAGES, content, of_height, parts, read};

/// The workbook without the results of its formulas, so that whoever opens it has to work them out.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts(bytes) {
        let mut pieces = xml.split("</f><v>");
        let mut stripped = pieces.next().unwrap().to_owned();
        for piece in pieces {
            stripped.push_str("</f>");
            stripped.push_str(piece.split_once("</v>").unwrap().1);
        }
        made.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        made.write_all(stripped.as_bytes()).unwrap();
    }
    made.finish().unwrap().into_inner()
}

#[test]
fn an_office_program_works_out_the_same_results() {
    for language in LANGUAGES {
        let bytes = of_height(&content(), language, 30);
        let folder = tempfile::tempdir().unwrap();
        let (asked, made) = (folder.path().join("asked.xlsx"), folder.path().join("made"));
        std::fs::write(&asked, without_results(&bytes)).unwrap();
        let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
        let run = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
            .arg(&made)
            .arg(&asked)
            .output();
        if run.is_err() {
            eprintln!("SKIPPED: no soffice here, so that no office program recalculated the workbook");
            return;
        }
        let (ours, theirs) = (read(&bytes), read(&std::fs::read(made.join("asked.xlsx")).unwrap()));
        let mut compared = 0;
        for (sheet, other) in ours.iter().zip(&theirs) {
            assert_eq!(sheet.name, other.name);
            for at in sheet.formulas.keys() {
                let same = match (sheet.value(at.0, at.1), other.value(at.0, at.1)) {
                    (Data::Float(one), Data::Float(two)) => format!("{one:.2}") == format!("{two:.2}"),
                    (one, two) => one == two,
                };
                assert!(same, "{} {at:?}: {:?}", sheet.name, other.value(at.0, at.1));
                compared += 1;
            }
        }
        assert!(compared > 250);
    }
}
