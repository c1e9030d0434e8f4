//! A dossier checked by somebody who has the case: right away, after later files, after a byte was changed, after a trace was made
//! again, and when something is gone.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{expect, json, snapshot};
use crate::worked::Worked;

const LATER: &str = "id,booked_at,debtor,creditor,amount,currency\nx,2024-02-01,M,N,7.77,EUR\n";

fn traced() -> Worked {
    let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
    worked.trace(&["--claim", "a=t1", "--name", "first"]);
    worked
}

fn page(worked: &Worked, language: &str) -> String {
    worked.path(&format!("case/dossier/dossier.{language}.html")).to_string_lossy().into_owned()
}

/// A copy of a dossier outside the case, as somebody has it who was given it.
fn copy(worked: &Worked, language: &str) -> String {
    let given = worked.path(&format!("given.{language}.html"));
    fs::copy(page(worked, language), &given).unwrap();
    given.to_string_lossy().into_owned()
}

fn verify(code: i32, worked: &Worked, file: &str) -> Value {
    json(code, &["verify", &worked.case(), "--dossier", file])
}

#[test]
fn what_was_written_is_written_again_and_nothing_is_left_behind() {
    let worked = traced();
    let made = json(0, &["dossier", &worked.case()]);
    let before = snapshot(Path::new(&worked.case()));
    for (file, language) in made["files"].as_array().unwrap().iter().zip(["en", "fr"]) {
        let checked = verify(0, &worked, &copy(&worked, language));
        assert_eq!(checked["agrees"], true, "{checked}");
        assert_eq!(checked["sha256"], file["sha256"]);
        assert_eq!(checked["journal_head"], made["journal_head"]);
    }
    let (out, _) = expect(0, &["verify", &worked.case(), "--dossier", &copy(&worked, "en")]);
    assert!(out.contains("agrees with the case"), "{out}");
    assert!(snapshot(Path::new(&worked.case())) == before, "checking left something in the case");
    // The case as a whole holds too.
    expect(0, &["verify", &worked.case()]);
}

#[test]
fn the_head_that_was_printed_is_found_in_the_journal_later_and_another_is_not() {
    let worked = traced();
    let (out, _) = expect(0, &["dossier", &worked.case(), "--lang", "en"]);
    let head = out.lines().find_map(|line| line.strip_prefix("Journal, head ")).unwrap().to_owned();
    let given = copy(&worked, "en");
    let worked = worked.with("later.csv", LATER, &[]);
    let line = worked.journal().iter().find(|line| line["act"] == "dossier-written").unwrap()["line"].clone();
    let checked = json(0, &["verify", &worked.case(), "--dossier", &given, "--head", &head]);
    assert_eq!(checked["head"]["line"], line);
    let other = "0".repeat(64);
    let (out, _) = expect(1, &["verify", &worked.case(), "--dossier", &given, "--head", &other]);
    assert!(out.contains("NOT THIS JOURNAL") && out.contains("agrees with the case"), "{out}");
    expect(1, &["verify", &worked.case(), "--head", &other]);
    expect(0, &["verify", &worked.case(), "--head", &head.to_uppercase()]);
    expect(2, &["verify", &worked.case(), "--head", "abc"]);
}

#[test]
fn later_files_decisions_and_settings_change_nothing_of_it() {
    let worked = traced();
    expect(0, &["dossier", &worked.case(), "--names"]);
    let (english, french) = (copy(&worked, "en"), copy(&worked, "fr"));
    let worked = worked.with("later.csv", LATER, &[]).with(
        "note.csv",
        &LATER.replace('x', "y"),
        &["--use", "intelligence-only"],
    );
    expect(
        0,
        &[
            "category",
            &worked.case(),
            "M",
            "--as",
            "victim",
            "--source",
            "PV 1",
            "--reason",
            "heard",
            "--by",
            "Officer A",
        ],
    );
    let settings = worked.path("case/case.toml");
    let renamed = fs::read_to_string(&settings).unwrap().replace("\"case\"", "\"another name\"");
    fs::write(&settings, renamed).unwrap();
    for file in [&english, &french] {
        let checked = verify(0, &worked, file);
        assert_eq!(checked["agrees"], true, "{checked}");
    }
    // One that is written now is another one, and both agree.
    expect(0, &["dossier", &worked.case()]);
    assert_ne!(fs::read(page(&worked, "en")).unwrap(), fs::read(&english).unwrap());
    verify(0, &worked, &page(&worked, "en"));
    verify(0, &worked, &english);
}

#[test]
fn a_byte_that_was_changed_is_found_wherever_it_stands() {
    let worked = traced();
    expect(0, &["dossier", &worked.case()]);
    let given = copy(&worked, "en");
    let bytes = fs::read(&given).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    // A figure that is read.
    let at = text.find(">48.18<").or_else(|| text.find("48.18")).unwrap();
    let mut changed = bytes.clone();
    changed[at + text[at..].find("48").unwrap()] = b'9';
    fs::write(&given, &changed).unwrap();
    let checked = verify(1, &worked, &given);
    assert!(checked["agrees"] == false && checked["file_is"] == "altered", "{checked}");
    let differs = &checked["differs"];
    assert!(differs["made"].as_str().unwrap().contains("48.18"), "{checked}");
    assert!(differs["found"].as_str().unwrap().contains("98.18") && differs["part"] != "", "{checked}");
    let (out, _) = expect(1, &["verify", &worked.case(), "--dossier", &given]);
    assert!(out.contains("CHANGED") && out.contains("98.18"), "{out}");
    // A letter of how it is set, a byte behind the end, a byte less.
    let style = text.find("<td").unwrap() + 1;
    let mut set = bytes.clone();
    set[style] = b'T';
    for altered in [set, [bytes.as_slice(), b" "].concat(), bytes[..bytes.len() - 1].to_vec()] {
        fs::write(&given, &altered).unwrap();
        let checked = verify(1, &worked, &given);
        assert!(checked["agrees"] == false && !checked["differs"].is_null(), "{checked}");
    }
    // Inside the manifest itself: it is no dossier of this case, unless it stands in its place there.
    let manifest = text.find("journal_line").unwrap();
    let mut altered = bytes;
    altered[manifest] = b'J';
    fs::write(&given, &altered).unwrap();
    assert_eq!(verify(1, &worked, &given)["file_is"], "foreign");
    fs::write(page(&worked, "en"), &altered).unwrap();
    assert_eq!(verify(1, &worked, &page(&worked, "en"))["file_is"], "altered");
    expect(1, &["verify", &worked.case()]);
}

#[test]
fn a_trace_that_was_made_again_or_deleted_changes_nothing_of_it() {
    let worked = traced();
    expect(0, &["dossier", &worked.case()]);
    let given = copy(&worked, "fr");
    let worked = worked.with("later.csv", LATER, &[]);
    worked.trace(&["--claim", "a=t1", "--name", "first"]);
    verify(0, &worked, &given);
    fs::remove_file(worked.path("case/traces/first.json")).unwrap();
    verify(0, &worked, &given);
    // What is kept of it was changed: that is said, and no verdict is given.
    let kept = worked.path("case/dossier/manifests/traces");
    let trace = fs::read_dir(&kept).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&trace).unwrap();
    fs::write(&trace, text.replace("48.18", "47.11")).unwrap();
    let checked = verify(1, &worked, &given);
    assert!(checked["not_remade"].as_str().unwrap().contains("first"), "{checked}");
}

#[test]
fn flags_of_the_case_are_those_of_that_time() {
    let worked = traced();
    let flag = concat!(env!("CARGO_MANIFEST_DIR"), "/../../flags/m1-funnel.md");
    fs::create_dir_all(worked.path("case/flags")).unwrap();
    fs::copy(flag, worked.path("case/flags/m1-funnel.md")).unwrap();
    expect(0, &["dossier", &worked.case()]);
    let given = copy(&worked, "en");
    let text = fs::read_to_string(flag).unwrap();
    fs::write(worked.path("case/flags/m1-funnel.md"), format!("{text}\n")).unwrap();
    verify(0, &worked, &given);
    fs::remove_dir_all(worked.path("case/flags")).unwrap();
    verify(0, &worked, &given);
    expect(0, &["dossier", &worked.case()]);
    assert_eq!(verify(0, &worked, &page(&worked, "en"))["agrees"], true);
}

#[test]
fn an_original_that_is_gone_and_a_use_that_was_narrowed_are_said() {
    let worked = traced();
    let later = worked.write("later.csv", LATER);
    let added = json(0, &["add", &worked.case(), &later]);
    let source = added["files"][0]["source"].as_str().unwrap().to_owned();
    expect(0, &["dossier", &worked.case()]);
    let given = copy(&worked, "en");
    expect(0, &["add", &worked.case(), &later, "--use", "intelligence-only"]);
    let checked = verify(0, &worked, &given);
    assert_eq!(checked["no_longer_evidence"][0], source);
    let (out, _) = expect(0, &["verify", &worked.case(), "--dossier", &given]);
    assert!(out.contains("NO LONGER EVIDENCE"), "{out}");
    let originals = fs::read_dir(worked.path("case/sources")).unwrap().map(|item| item.unwrap().path());
    let original =
        originals.into_iter().find(|path| path.file_name().unwrap().to_string_lossy().starts_with(&source)).unwrap();
    fs::write(&original, "other bytes").unwrap();
    let checked = verify(1, &worked, &given);
    assert_eq!(checked["sources_gone"][0], source);
}

#[test]
fn a_file_of_another_case_is_none_of_this_one_and_a_changed_journal_stops_all() {
    let (worked, other) = (traced(), traced());
    expect(0, &["dossier", &worked.case()]);
    let other = other.with("later.csv", LATER, &[]);
    expect(0, &["dossier", &other.case()]);
    let (out, _) = expect(1, &["verify", &worked.case(), "--dossier", &page(&other, "en")]);
    assert!(out.contains("NOT OF THIS CASE"), "{out}");
    let plain = worked.write("plain.txt", "no dossier");
    assert_eq!(verify(1, &worked, &plain)["file_is"], "foreign");
    expect(2, &["verify", &worked.case(), "--dossier", "nowhere.html"]);
    let journal = worked.path("case/journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("evidence", "evidenca", 1)).unwrap();
    let (_, err) = expect(1, &["verify", &worked.case(), "--dossier", &page(&worked, "en")]);
    assert!(err.contains("journal.jsonl, line"), "{err}");
}

#[test]
fn one_of_several_traces_in_one_language_is_made_again_so() {
    let worked = traced();
    worked.trace(&["--claim", "b=o", "--name", "second"]);
    expect(0, &["dossier", &worked.case(), "--trace", "second", "--lang", "fr"]);
    let given = copy(&worked, "fr");
    worked.trace(&["--claim", "c=t1:5.00", "--name", "not-asked-for"]);
    expect(0, &["dossier", &worked.case()]);
    let checked = verify(0, &worked, &given);
    assert_eq!(checked["agrees"], true, "{checked}");
    assert!(!fs::read_to_string(&given).unwrap().contains("not-asked-for"));
}
