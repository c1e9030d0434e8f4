//! What is not evidence is named by no manifest that leaves the house: not by its hash, its id or its number.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::run::{expect, json};
use crate::worked::Worked;

const NOTE: &str = "id,booked_at,debtor,creditor,amount,currency\ns1,2024-02-01,M,SECRETACC,7.77,EUR\n";

fn written(worked: &Worked) -> Vec<PathBuf> {
    let items = fs::read_dir(worked.path("case/dossier")).unwrap().map(|item| item.unwrap().path());
    items.filter(|path| path.is_file()).collect()
}

/// The manifest that a page carries.
fn carried(page: &str) -> Value {
    let (_, rest) = page.split_once("name=\"filature-manifest\" content=\"").unwrap();
    serde_json::from_str(&rest.split_once('"').unwrap().0.replace("&quot;", "\"").replace("&amp;", "&")).unwrap()
}

#[test]
fn a_restricted_file_is_in_no_file_that_is_written_and_the_dossier_can_be_checked_all_the_same() {
    let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
    let note = worked.write("note.csv", NOTE);
    let added = json(0, &["add", &worked.case(), &note, "--use", "intelligence-only", "--exhibit", "SECRETREF"]);
    let id = added["files"][0]["source"].as_str().unwrap().to_owned();
    worked.trace(&["--claim", "a=t1", "--name", "resting"]);
    expect(0, &["dossier", &worked.case(), "--names"]);
    let files = written(&worked);
    assert_eq!(files.len(), 2);
    for file in &files {
        let page = fs::read_to_string(file).unwrap();
        for secret in [id.as_str(), "SECRET", "note.csv", "7.77", "intelligence-only"] {
            assert!(!page.contains(secret), "{}: {secret}", file.display());
        }
        let manifest = carried(&page);
        assert_eq!(manifest["sources"].as_array().unwrap().len(), 2, "{manifest}");
        // The trace may rest on the note: it is counted in the dossier, and in no manifest.
        assert_eq!(manifest["traces"], Value::Array(Vec::new()), "{manifest}");
        assert_eq!(json(0, &["verify", &worked.case(), "--dossier", file.to_str().unwrap()])["agrees"], true);
    }
    // The case keeps all of it: without the note, the counts of what was left out could not be made again.
    let kept = worked.files("dossier/manifests");
    assert_eq!(kept.len(), 2);
    for name in kept {
        let text = fs::read_to_string(worked.path("case/dossier/manifests").join(name)).unwrap();
        assert!(text.contains(&id) && text.contains("SECRETREF"));
    }
}

#[test]
fn changes_are_of_what_may_be_rendered() {
    let worked = Worked::of(&[("t1", "", "M", "61.37")], &[("M", "0")]);
    expect(0, &["dossier", &worked.case()]);
    let worked = worked.with("note.csv", NOTE, &["--use", "intelligence-only"]);
    let page = worked.path("case/dossier/dossier.en.html").to_string_lossy().into_owned();
    let changes = json(0, &["changes", &worked.case(), "--since", &page]);
    assert_eq!(changes["sources"]["left_out"], 1);
    assert!(!changes.to_string().contains("SECRET") && !changes.to_string().contains("note.csv"), "{changes}");
    assert_eq!(changes["sources"]["new"], Value::Array(Vec::new()));
}
