//! `combine`: two people work on copies of one case, and it becomes one case again.

use std::fs;
use std::path::Path;

use serde_json::{Value, json as value};

use crate::run::{expect, filature, json, snapshot};
use crate::worked::Worked;

const HEADER: &str = "id,booked_at,debtor,creditor,amount,currency\n";

/// A case and a copy of it, in which nobody has said anything since.
fn two_copies() -> (Worked, String) {
    let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
    let copy = worked.path("copy");
    copy_folder(&worked.path("case"), &copy);
    (worked, copy.to_string_lossy().into_owned())
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_folder(&path, &there) } else { fs::copy(&path, there).map(drop).unwrap() }
    }
}

fn category(case: &str, account: &str, word: &str, by: &str) {
    let said = ["--source", "PV 3", "--reason", "heard", "--by", by];
    expect(0, &[&["category", case, account, "--as", word], &said[..]].concat());
}

fn combine(code: i32, worked: &Worked, copy: &str, more: &[&str]) -> Value {
    json(code, &[&["combine", &worked.case(), "--with", copy, "--by", "Cy"], more].concat())
}

fn journal(case: &str) -> Vec<Value> {
    let text = fs::read_to_string(format!("{case}/journal.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What the case says of categories and joins, without lines and times.
fn categories(case: &str) -> Vec<(Value, Value)> {
    let rows = json(0, &["category", case])["categories"].clone();
    rows.as_array().unwrap().iter().map(|row| (row["account"].clone(), row["category"].clone())).collect()
}

#[test]
fn what_each_side_added_and_said_stands_in_one_case_as_if_one_person_had_done_it() {
    let (worked, copy) = two_copies();
    let (mine, theirs) = (
        worked.write("mine.csv", &format!("{HEADER}a,2024-02-01,N,P,7.77,EUR\n")),
        worked.write("theirs.csv", &format!("{HEADER}b,2024-02-02,P,Q,3.33,EUR\n")),
    );
    expect(0, &["add", &worked.case(), &mine, "--exhibit", "D1"]);
    category(&worked.case(), "N", "witness", "Ada");
    expect(0, &["add", &copy, &theirs, "--exhibit", "D2", "--from", "Bank B", "--use", "consent-needed"]);
    category(&copy, "M", "victim", "Bo");
    let before = snapshot(Path::new(&copy));
    let journal_before = fs::read(format!("{copy}/journal.jsonl")).unwrap();

    let done = combine(0, &worked, &copy, &[]);
    assert_eq!((&done["lines"], &done["conflicts"]), (&value!(2), &value!([])), "{done}");
    assert_eq!(done["sources"].as_array().unwrap().len(), 1);
    expect(0, &["verify", &worked.case()]);
    assert!(snapshot(Path::new(&copy)) == before, "the other copy was changed");
    assert_eq!(fs::read(format!("{copy}/journal.jsonl")).unwrap(), journal_before);

    // One case in which one person did all of it.
    let alone = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
    expect(0, &["add", &alone.case(), &mine, "--exhibit", "D1"]);
    expect(0, &["add", &alone.case(), &theirs, "--exhibit", "D2", "--from", "Bank B", "--use", "consent-needed"]);
    category(&alone.case(), "N", "witness", "Ada");
    category(&alone.case(), "M", "victim", "Bo");
    for folder in ["ledger", "sources"] {
        let (one, other) = (worked.path("case").join(folder), alone.path("case").join(folder));
        let (one, other) = (snapshot(&one), snapshot(&other));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (name, bytes) in &one {
            assert!(bytes == &other[name], "{folder}/{name} differs");
        }
    }
    assert_eq!(categories(&worked.case()), categories(&alone.case()));

    // A line that was taken over keeps its time and its name, and says where it stood.
    let lines = journal(&worked.case());
    let taken = lines.iter().find(|line| line["act"] == "category-set" && line["account"] == "M").unwrap();
    let there = journal(&copy).into_iter().find(|line| line["act"] == "category-set").unwrap();
    assert_eq!((&taken["by"], &taken["at"]), (&value!("Bo"), &there["at"]));
    assert_eq!(taken["heard"]["line"], there["line"]);

    // Once more, and the other way round: nothing is left to say.
    let text = fs::read(format!("{}/journal.jsonl", worked.case())).unwrap();
    assert_eq!(combine(0, &worked, &copy, &[])["lines"], 0);
    assert_eq!(fs::read(format!("{}/journal.jsonl", worked.case())).unwrap(), text);
    let (out, _) = expect(0, &["combine", &worked.case(), "--with", &copy, "--by", "Cy"]);
    assert!(out.contains("Nothing new"), "{out}");
    let back = json(0, &["combine", &copy, "--with", &worked.case(), "--by", "Di"]);
    assert_eq!(back["conflicts"], value!([]), "{back}");
    assert_eq!(categories(&copy), categories(&worked.case()));
    expect(0, &["verify", &copy]);
    // What is only evidence for its sender's consent stays that.
    assert_eq!(snapshot(&worked.path("copy").join("ledger")), snapshot(&worked.path("case").join("ledger")));
}

#[test]
fn a_conflict_is_shown_with_both_sides_and_nothing_is_done_until_a_person_settles_it() {
    let (worked, copy) = two_copies();
    category(&worked.case(), "M", "victim", "Ada");
    category(&copy, "M", "suspect", "Bo");
    let (before, text) = (snapshot(&worked.path("case")), fs::read(worked.path("case/journal.jsonl")).unwrap());
    let unchanged = || {
        assert!(snapshot(&worked.path("case")) == before);
        assert_eq!(fs::read(worked.path("case/journal.jsonl")).unwrap(), text);
    };
    let shown = combine(1, &worked, &copy, &[]);
    let conflict = &shown["conflicts"][0];
    assert_eq!(
        (&conflict["number"], &conflict["about"], &conflict["ids"]),
        (&value!(1), &value!("category"), &value!(["M"]))
    );
    assert_eq!((&conflict["mine"][0]["says"], &conflict["theirs"][0]["says"]), (&value!("victim"), &value!("suspect")));
    assert_eq!((&conflict["theirs"][0]["by"], &conflict["protecting"]), (&value!("Bo"), &value!("mine")));
    unchanged();
    let (out, _) = expect(1, &["combine", &worked.case(), "--with", &copy, "--by", "Cy"]);
    for word in ["1. category: M", "mine", "victim", "Ada", "theirs", "suspect", "Bo", "heard", "protects"] {
        assert!(out.contains(word), "{word}: {out}");
    }
    let call = |more: &[&str]| {
        let (out, err) = expect(2, &[&["combine", &worked.case(), "--with", &copy], more].concat());
        assert!(out.is_empty(), "{out}");
        err
    };
    for (settle, wanted) in
        [("1=ours", "mine,2=theirs"), ("one=mine", "mine,2=theirs"), ("1", "mine,2=theirs"), ("2=mine", "no conflict")]
    {
        let err = call(&["--by", "Cy", "--reason", "r", "--settle", settle]);
        assert!(err.contains(wanted), "{err}");
    }
    assert!(call(&["--by", "Cy", "--settle", "1=mine"]).contains("--reason"));
    assert!(call(&["--reason", "r", "--settle", "1=mine"]).contains("--by"));
    assert!(call(&["--by", "Cy", "--reason", "r", "--settle", "1=mine,1=theirs"]).contains("both ways"));
    assert!(call(&["--by", "Cy", "--reason", "r", "--settle", "1=theirs"]).contains("--second"));
    let same = call(&["--by", "Cy", "--reason", "r", "--settle", "1=theirs", "--second", " cy "]);
    assert!(same.contains("again"), "{same}");
    unchanged();

    let settled = combine(0, &worked, &copy, &["--settle", "1=theirs", "--reason", "heard both", "--second", "Di"]);
    assert_eq!(settled["conflicts"][0]["holds"], "theirs");
    assert_eq!(categories(&worked.case()), [(value!("M"), value!("suspect"))]);
    let lines = journal(&worked.case());
    let line = lines.iter().find(|line| line["act"] == "conflicts-settled").unwrap();
    assert_eq!((&line["by"], &line["second"], &line["reason"]), (&value!("Cy"), &value!("Di"), &value!("heard both")));
    let last = lines.iter().rfind(|line| line["act"] != "sources-listed").unwrap();
    assert_eq!((&last["act"], &last["second"]), (&value!("category-set"), &value!("Di")));
    expect(0, &["verify", &worked.case()]);
    // The other copy catches up with what was settled.
    let back = json(0, &["combine", &copy, "--with", &worked.case(), "--by", "Bo"]);
    assert_eq!(back["conflicts"], value!([]));
    assert_eq!(categories(&copy), categories(&worked.case()));
}

#[test]
fn a_dossier_of_either_copy_is_checked_in_the_combined_case_by_what_that_copy_knew() {
    let (worked, copy) = two_copies();
    expect(0, &["trace", &worked.case(), "--claim", "a=t1", "--name", "first"]);
    category(&worked.case(), "N", "witness", "Ada");
    expect(0, &["dossier", &worked.case(), "--lang", "en"]);
    // The other copy: another file, another word, another trace of the same name, several acts more.
    let theirs = worked.write("theirs.csv", &format!("{HEADER}b,2024-02-02,N,Q,3.33,EUR\n"));
    expect(0, &["add", &copy, &theirs]);
    category(&copy, "M", "victim", "Bo");
    category(&copy, "Q", "witness", "Bo");
    expect(0, &["trace", &copy, "--claim", "a=t1", "--name", "first"]);
    expect(0, &["dossier", &copy, "--lang", "en"]);
    let given = ["case", "copy"].map(|of| {
        let kept = worked.path(&format!("given-{of}.html"));
        fs::copy(worked.path(&format!("{of}/dossier/dossier.en.html")), &kept).unwrap();
        kept.to_string_lossy().into_owned()
    });
    assert_ne!(fs::read(&given[0]).unwrap(), fs::read(&given[1]).unwrap());
    category(&worked.case(), "P", "witness", "Ada");

    let done = combine(0, &worked, &copy, &[]);
    assert_eq!(done["renamed"].as_object().unwrap().len(), 2, "{done}");
    let renamed = done["renamed"]["dossier/dossier.en.html"].as_str().unwrap();
    assert_eq!(fs::read(worked.path("case").join(renamed)).unwrap(), fs::read(&given[1]).unwrap());
    expect(0, &["verify", &worked.case()]);
    for (file, of_other) in given.iter().zip([false, true]) {
        let checked = json(0, &["verify", &worked.case(), "--dossier", file]);
        assert_eq!((&checked["agrees"], &checked["of_other_copy"]), (&value!(true), &value!(of_other)), "{checked}");
    }
    // What is new since the other copy's dossier: what this one said and added, and nothing that it knew.
    let changes = json(0, &["changes", &worked.case(), "--since", &given[1]]);
    let decided: Vec<&Value> = changes["decisions"].as_array().unwrap().iter().map(|line| &line["account"]).collect();
    assert!(decided.contains(&&value!("N")) && decided.contains(&&value!("P")), "{decided:?}");
    assert!(!decided.contains(&&value!("M")) && !decided.contains(&&value!("Q")), "{decided:?}");
    let changes = json(0, &["changes", &worked.case(), "--since", &given[0]]);
    assert_eq!(changes["sources"]["new"].as_array().unwrap().len(), 1, "{}", changes["sources"]);
    // Copies of copies: the dossier of the second copy still checks in a third one.
    let third = worked.path("third").to_string_lossy().into_owned();
    copy_folder(&worked.path("copy"), Path::new(&third));
    category(&third, "T", "witness", "Ed");
    let fourth = worked.path("fourth").to_string_lossy().into_owned();
    copy_folder(&worked.path("case"), Path::new(&fourth));
    category(&fourth, "F", "witness", "Flo");
    json(0, &["combine", &third, "--with", &fourth, "--by", "Ed"]);
    for file in &given {
        assert_eq!(json(0, &["verify", &third, "--dossier", file])["agrees"], true);
    }
    expect(0, &["verify", &third]);
}

#[test]
fn what_is_no_copy_is_damaged_or_is_the_case_itself_is_refused_and_changes_nothing() {
    let (worked, copy) = two_copies();
    let other = Worked::of(&[("t1", "", "M", "1.00")], &[("M", "0")]);
    let text = fs::read(worked.path("case/journal.jsonl")).unwrap();
    let refused = |code: i32, with: &str, word: &str| {
        let (out, err) = expect(code, &["combine", &worked.case(), "--with", with, "--by", "Cy"]);
        assert!(out.is_empty() && err.contains(word), "{out}{err}");
        assert_eq!(fs::read(worked.path("case/journal.jsonl")).unwrap(), text);
    };
    refused(1, &other.case(), "not copies of one case");
    refused(2, &worked.case(), "the case itself");
    refused(1, &worked.path("nowhere").to_string_lossy(), "no case");
    let theirs = worked.write("theirs.csv", &format!("{HEADER}b,2024-02-02,P,Q,3.33,EUR\n"));
    expect(0, &["add", &copy, &theirs]);
    let added = journal(&copy).last().unwrap()["sha256"].as_str().unwrap().to_owned();
    let original = format!("{copy}/sources/{added}");
    let bytes = fs::read(&original).unwrap();
    fs::write(&original, "other bytes").unwrap();
    refused(1, &copy, "was changed");
    fs::write(&original, bytes).unwrap();
    let journal = format!("{copy}/journal.jsonl");
    let whole = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, whole.replace("evidence", "Evidence")).unwrap();
    refused(1, &copy, "line");
    fs::write(&journal, whole).unwrap();
    combine(0, &worked, &copy, &[]);
}

#[test]
fn a_process_that_is_killed_at_any_moment_loses_nothing_and_the_work_can_be_done_again() {
    let (worked, copy) = two_copies();
    for number in 0..3 {
        let file = worked.write(&format!("{number}.csv"), &format!("{HEADER}k{number},2024-02-02,P,Q,3.33,EUR\n"));
        expect(0, &["add", &copy, &file]);
        category(&copy, &format!("K{number}"), "witness", "Bo");
    }
    let case = worked.case();
    let start = worked.path("start");
    copy_folder(&worked.path("case"), &start);
    for millis in [0, 2, 5, 9, 14, 20, 30, 45, 70, 110] {
        fs::remove_dir_all(&case).unwrap();
        copy_folder(&start, &worked.path("case"));
        let mut child = filature(&["combine", &case, "--with", &copy, "--by", "Cy"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(millis));
        child.kill().unwrap();
        child.wait().unwrap();
        combine(0, &worked, &copy, &[]);
        expect(0, &["verify", &case]);
        assert_eq!(
            journal(&case).iter().filter(|line| line["act"] == "journals-combined").count(),
            1,
            "after {millis} ms"
        );
        assert_eq!(categories(&case).len(), 3);
        assert_eq!(snapshot(&worked.path("case/ledger")), snapshot(&worked.path("copy/ledger")));
    }
}

#[test]
fn a_dry_run_says_what_would_be_taken_over_and_changes_neither_side() {
    let (worked, copy) = two_copies();
    let theirs = worked.write("theirs.csv", &format!("{HEADER}b,2024-02-02,N,Q,3.33,EUR\n"));
    expect(0, &["add", &copy, &theirs]);
    category(&worked.case(), "M", "victim", "Ada");
    category(&copy, "M", "witness", "Bo");
    let before = (journal(&worked.case()), journal(&copy), snapshot(Path::new(&worked.case())));
    // Nobody has to be named to look.
    let told = json(0, &["combine", &worked.case(), "--with", &copy, "--dry-run"]);
    assert_eq!((&told["dry_run"], &told["acts"]["category-set"]), (&value!(true), &value!(1)), "{told}");
    assert_eq!(told["sources"].as_array().unwrap().len(), 1);
    assert_eq!(told["conflicts"][0]["takes_two"], value!(["theirs"]));
    let (out, err) = expect(0, &["combine", &worked.case(), "--with", &copy, "--dry-run"]);
    assert!(
        out.contains("WOULD BE TAKEN OVER") && out.contains("1 file.") && out.contains("1. category"),
        "{out}{err}"
    );
    expect(2, &["combine", &worked.case(), "--with", &copy, "--dry-run", "--settle", "1=mine"]);
    assert_eq!(before, (journal(&worked.case()), journal(&copy), snapshot(Path::new(&worked.case()))));
    let done = combine(0, &worked, &copy, &["--settle", "1=mine", "--reason", "heard both"]);
    assert_eq!((&done["lines"], &done["sources"]), (&told["lines"], &told["sources"]), "it is what was said before");
    let (out, _) = expect(0, &["combine", &worked.case(), "--with", &copy, "--dry-run"]);
    assert!(out.contains("Nothing new"), "{out}");
}

#[test]
fn a_label_defined_in_two_ways_is_settled_once_and_then_neither_side_has_anything_new() {
    for side in ["mine", "theirs"] {
        let (worked, copy) = two_copies();
        let define = |case: &str, colour: &str, meaning: &str| {
            expect(0, &["mark", case, "--define", "rent", "--colour", colour, "--meaning", meaning, "--by", "Ada"]);
        };
        define(&worked.case(), "red", "flats");
        define(&copy, "blue", "cars");
        let shown = combine(1, &worked, &copy, &[]);
        assert_eq!(
            (&shown["conflicts"][0]["about"], &shown["conflicts"][0]["ids"]),
            (&value!("label"), &value!(["rent"]))
        );
        let settle = format!("1={side}");
        let call =
            ["combine", &worked.case(), "--with", &copy, "--by", "Cy", "--settle", &settle, "--reason", "heard both"];
        let (out, _) = expect(0, &call);
        assert!(out.contains("0 files") && !out.contains("fewer files"), "{out}");
        let back = ["combine", &copy, "--with", &worked.case(), "--by", "Di"];
        expect(0, &back);
        let there = ["combine", &worked.case(), "--with", &copy, "--by", "Cy"];
        for call in [&there, &back, &there] {
            let (out, _) = expect(0, call);
            assert!(out.contains("Nothing new"), "{out}");
            let (out, _) = expect(0, &[&call[..4], &["--dry-run"]].concat());
            assert!(out.contains("Nothing new"), "{out}");
        }
        let labels = |case: &str| json(0, &["mark", case])["labels"].clone();
        let meaning = if side == "mine" { "flats" } else { "cars" };
        for case in [&worked.case(), &copy] {
            assert_eq!(labels(case)[0]["meaning"], meaning);
            expect(0, &["verify", case]);
        }
    }
}
