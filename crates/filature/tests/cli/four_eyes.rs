//! Cases that ask two people for some acts: two names and two reasons, in the journal, whichever way the act is done.

use std::fs;

use serde_json::Value;

use crate::run::{expect, json};
use crate::worked::Worked;

fn asking(acts: &str) -> Worked {
    let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
    let path = worked.path("case/case.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n[four_eyes]\nacts = [{acts}]\n")).unwrap();
    worked
}

const SECOND: [&str; 4] = ["--second", "Bo", "--second-reason", "I heard her too"];

fn seconded(worked: &Worked) -> Vec<Value> {
    worked.journal().into_iter().filter(|line| line["act"] == "seconded").collect()
}

#[test]
fn each_act_that_the_case_names_takes_two_names_and_two_reasons() {
    let worked = asking("\"category\", \"merge\", \"dossier\", \"protection\", \"combine\"");
    let case = worked.case();
    let said = ["--source", "PV 3", "--reason", "heard", "--by", "Ada"];
    let copy = worked.path("copy");
    fs::create_dir(&copy).unwrap();
    for name in ["case.toml", "journal.jsonl"] {
        fs::copy(worked.path("case").join(name), copy.join(name)).unwrap();
    }
    fs::create_dir(copy.join("sources")).unwrap();
    for item in fs::read_dir(worked.path("case/sources")).unwrap() {
        let path = item.unwrap().path();
        fs::copy(&path, copy.join("sources").join(path.file_name().unwrap())).unwrap();
    }
    let copy = copy.to_string_lossy().into_owned();
    expect(0, &["statements", &copy, "--asked", "M", "--from", "2024-01", "--to", "2024-02", "--request", "R1"]);
    let acts: [Vec<&str>; 5] = [
        [&["category", &case, "M", "--as", "victim"], &said[..]].concat(),
        [&["category", &case, "M", "--protected-from", "2024-05-02"], &said[..]].concat(),
        [&["merge", &case, "M", "N"], &said[..]].concat(),
        vec!["dossier", &case, "--lang", "en", "--by", "Ada"],
        vec!["combine", &case, "--with", &copy, "--by", "Ada"],
    ];
    for (number, act) in (1..).zip(&acts) {
        let before = fs::read(worked.path("case/journal.jsonl")).unwrap();
        let refused = |more: &[&str], word: &str| {
            let (_, err) = expect(2, &[&act[..], more].concat());
            assert!(err.contains(word), "{act:?} {more:?}: {err}");
            assert_eq!(fs::read(worked.path("case/journal.jsonl")).unwrap(), before, "{act:?} {more:?}");
        };
        refused(&[], "two people");
        refused(&["--second", "Bo"], "--second-reason");
        refused(&["--second", " ADA ", "--second-reason", "r"], "again");
        expect(0, &[&act[..], &SECOND].concat());
        let lines = seconded(&worked);
        assert_eq!(lines.len(), number, "{act:?}");
        let last = lines.last().unwrap();
        assert_eq!(
            (&last["first"], &last["by"], &last["reason"]),
            (&"Ada".into(), &"Bo".into(), &"I heard her too".into())
        );
        // It stands before the act that it is about.
        let behind =
            worked.journal().into_iter().find(|line| line["line"].as_u64() == last["line"].as_u64().map(|at| at + 1));
        // What is written of a dossier names nobody; every other act names who did it.
        let is_of_ada = |line: &Value| line["by"] == "Ada" || line["act"] == "dossier-written";
        assert!(behind.is_some_and(|line| line["act"] != "seconded" && is_of_ada(&line)), "{act:?}");
    }
    assert!(!worked.path("case/dossier").join("dossier.fr.html").exists());
    let merge = json(0, &["merge", &case])["merges"][0]["id"].as_str().unwrap().to_owned();
    let undo = ["merge", &case, "--undo", &merge, "--reason", "a mistake", "--by", "Ada"];
    assert!(expect(2, &undo).1.contains("two people"));
    expect(0, &[&undo[..], &SECOND].concat());
    expect(0, &["verify", &case]);
}

#[test]
fn a_link_that_a_trace_asserts_takes_two_where_the_case_says_so_and_once_said_no_more() {
    let rows = [("t1", "", "M", "61.37"), ("o", "M", "", "13.19"), ("i", "", "N", "13.19")];
    let worked = Worked::of(&rows, &[("M", "0"), ("N", "0")]);
    let path = worked.path("case/case.toml");
    fs::write(&path, format!("{}\n[four_eyes]\nacts = [\"link\"]\n", fs::read_to_string(&path).unwrap())).unwrap();
    let link = ["trace", &worked.case(), "--claim", "a=t1", "--link", "o=i", "--reason", "same notes"];
    assert!(expect(2, &link).1.contains("two people"));
    assert!(expect(2, &[&link[..], &SECOND].concat()).1.contains("--by"), "who asserts it has to be named too");
    assert_eq!(worked.files("traces"), [] as [&str; 0], "nothing was traced");
    expect(0, &[&link[..], &["--by", "Ada"], &SECOND].concat());
    assert_eq!(seconded(&worked).len(), 1);
    expect(0, &link);
    assert_eq!(seconded(&worked).len(), 1);
}

#[test]
fn what_the_case_does_not_name_takes_one_and_a_word_that_is_none_stops_with_those_that_are() {
    let worked = asking("\"merge\"");
    let said = ["--source", "PV 3", "--reason", "heard", "--by", "Ada"];
    expect(0, &[&["category", &worked.case(), "M", "--as", "victim"], &said[..]].concat());
    expect(0, &["dossier", &worked.case(), "--lang", "en"]);
    assert_eq!(seconded(&worked), [] as [Value; 0]);
    // Somebody who stands behind it all the same is taken down.
    expect(0, &[&["category", &worked.case(), "N", "--as", "witness"], &said[..], &SECOND].concat());
    assert_eq!(seconded(&worked).len(), 1);
    for acts in ["\"leads\"", "\"erase\", \"lead\"", "lead"] {
        let (_, err) = expect(2, &["statements", &asking(acts).case()]);
        assert!(err.contains("case.toml") && err.contains("four_eyes") | err.contains("line"), "{acts}: {err}");
    }
    // The program says that it knows nobody.
    assert!(expect(0, &["combine", "--help"]).0.contains("does not check who"));
}
