//! `merge`: which accounts are one holder's, as somebody says it, and what follows from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{expect, json};
use crate::worked::Worked;

const WHY: [&str; 6] = ["--source", "D 44", "--reason", "one passport", "--by", "Officer A"];

/// Every file of a case but the journal, and the kept hashes of it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).unwrap().map(|item| item.unwrap().path()) {
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if !name.starts_with("journal.") {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Money that goes from A by B to C: a round when C is held by A, and none while nobody says so.
fn open_round() -> Worked {
    Worked::of(
        &[("t1", "A", "B", "900.00"), ("t2", "B", "C", "880.00"), ("t3", "X", "Y", "20.00")],
        &[("A", "1000.00"), ("B", "0.00"), ("C", "0.00")],
    )
}

fn cycles(case: &Worked) -> Vec<Vec<String>> {
    let found = json(0, &["detect", &case.case(), "--only", "cycle"]);
    let accounts = |finding: &Value| {
        let members = finding["accounts"].as_array().unwrap().iter();
        members.map(|member| member["account"].as_str().unwrap().to_owned()).collect()
    };
    found["findings"].as_array().unwrap().iter().map(accounts).collect()
}

#[test]
fn a_round_that_closes_within_one_holder_is_found_and_gone_when_that_is_taken_back() {
    let case = open_round();
    expect(0, &["detect", &case.case()]);
    let before = files(&case.path("case"));
    assert_eq!(cycles(&case), Vec::<Vec<String>>::new());
    expect(0, &["detect", &case.case()]);
    let said = json(0, &[&["merge", &case.case(), "C", "A"][..], &WHY].concat());
    assert_eq!(said["holders"], serde_json::json!([["A", "C"]]));
    // What was found is found again, and names the accounts that took part.
    let written: Value = serde_json::from_slice(&fs::read(case.path("case/findings/findings.json")).unwrap()).unwrap();
    assert!(written.as_array().unwrap().iter().any(|finding| finding["kind"] == "cycle"), "{written}");
    assert_eq!(cycles(&case), [["A", "B", "C"].map(str::to_owned).to_vec()]);
    let id = said["merges"][0]["id"].as_str().unwrap();
    let taken = json(0, &["merge", &case.case(), "--undo", id, "--reason", "two people", "--by", "Officer B"]);
    assert_eq!((&taken["merges"], &taken["holders"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(files(&case.path("case")), before);
    expect(0, &["verify", &case.case()]);
}

#[test]
fn transfers_within_one_holder_make_no_pattern() {
    let case = Worked::of(
        &[("t1", "A", "B", "900.00"), ("t2", "B", "C", "880.00"), ("t3", "C", "A", "870.00")],
        &[("A", "1000.00"), ("B", "0.00"), ("C", "0.00")],
    );
    assert_eq!(cycles(&case).len(), 1);
    expect(0, &[&["merge", &case.case(), "A", "B", "C"][..], &WHY].concat());
    assert_eq!(cycles(&case), Vec::<Vec<String>>::new());
}

#[test]
fn any_merges_and_undos_leave_the_case_of_those_that_remain() {
    let made = |steps: &[(&[&str], bool)]| {
        let case = open_round();
        expect(0, &["detect", &case.case()]);
        for (accounts, is_undone) in steps {
            let said = json(0, &[&["merge", &case.case()][..], accounts, &WHY].concat());
            let last = said["merges"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
            if *is_undone {
                json(0, &["merge", &case.case(), "--undo", &last, "--reason", "no", "--by", "Officer A"]);
            }
        }
        files(&case.path("case"))
    };
    let (a_c, x_y, b_c): (&[&str], &[&str], &[&str]) = (&["A", "C"], &["X", "Y"], &["B", "C"]);
    assert_eq!(made(&[(b_c, true), (a_c, false), (x_y, true), (b_c, true)]), made(&[(a_c, false)]));
    assert_eq!(made(&[(a_c, false), (b_c, false)]), made(&[(b_c, false), (a_c, false)]));
}

#[test]
fn what_is_off_is_refused_and_nothing_is_taken_down() {
    let case = open_round();
    let lines = case.journal().len();
    let refused = |arguments: &[&str], told: &str| {
        let (_, said) = expect(2, &[&["merge", &case.case()][..], arguments].concat());
        assert!(said.contains(told), "{told}: {said}");
    };
    refused(&["A", "C"], "--source");
    refused(&[&["A"][..], &WHY].concat(), "two accounts at least");
    refused(&[&["A", "Z"][..], &WHY].concat(), "Z: no account of this case is called so");
    refused(&[&["A", "C", "--relation", "cousin"][..], &WHY].concat(), "holder, joint, proxy, owner");
    refused(&["--undo", "abc", "--reason", "r", "--by", "o"], "no merge with this id stands");
    refused(&[&["A", "C", "--undo", "abc"][..], &WHY].concat(), "cannot be used with");
    assert_eq!(case.journal().len(), lines);
    let (out, _) = expect(0, &["merge", &case.case()]);
    assert!(out.contains("Nobody has said"), "{out}");
}

#[test]
fn two_days_of_birth_take_two_people() {
    let case = open_round().with(
        "born.csv",
        "account,holder,birth_date,currency\nA,Mila Dorn,1990-01-02,EUR\nC,Mila Dorn,1991-01-02,EUR\n",
        &[],
    );
    let (_, said) = expect(2, &[&["merge", &case.case(), "A", "C"][..], &WHY].concat());
    assert!(said.contains("2 days of birth") && !said.contains("1990"), "{said}");
    expect(0, &[&["merge", &case.case(), "A", "C", "--second", "Officer B"][..], &WHY].concat());
}

/// Accounts whose holders a list names: one under two spellings with one paper and one day of birth, a namesake, and who uses the paper of another.
fn listed() -> Worked {
    open_round().with(
        "holders.csv",
        "account,holder,birth_date,phone,currency\n\
         A,Mila Đordić,1990-01-02,+381601112223,EUR\n\
         C,DJORDIC MILA,1990-01-02,+381601112223,EUR\n\
         X,Ana Brezić,,,EUR\n\
         Y,Ana Brezić,,,EUR\n",
        &[],
    )
}

#[test]
fn what_more_than_a_name_agrees_on_is_proposed_and_nothing_is_merged() {
    let case = listed();
    let lines = case.journal().len();
    let found = json(0, &["merge", &case.case()]);
    let proposed = found["found"]["proposed"].as_array().unwrap();
    assert_eq!(proposed.len(), 1, "{found}");
    assert_eq!(proposed[0]["accounts"], serde_json::json!(["A", "C"]));
    assert_eq!(proposed[0]["proposal"], "examine");
    let why = proposed[0]["why"].to_string();
    assert!(!why.to_lowercase().contains("mila") && !why.contains("1112223"), "{why}");
    assert_eq!((case.journal().len(), &found["holders"]), (lines, &serde_json::json!([])));
    let (out, _) = expect(0, &["merge", &case.case()]);
    assert!(out.contains("To be looked at: A, C") && out.contains("Nothing was merged"), "{out}");
    // Said once, it is proposed no more.
    expect(0, &[&["merge", &case.case(), "A", "C"][..], &WHY].concat());
    assert_eq!(json(0, &["merge", &case.case()])["found"]["proposed"], serde_json::json!([]));
}

#[test]
fn a_rule_of_the_case_takes_down_what_it_covers_each_by_itself() {
    let case = listed().with(
        "sent.csv",
        "id,booked_at,debtor,debtor_name,debtor_document,creditor,amount,currency\n\
         s1,2024-02-01,A,Mila Đordić,PA0012345,B,5.00,EUR\n\
         s2,2024-02-02,C,DJORDIC MILA,PA0012345,B,5.00,EUR\n\
         s3,2024-02-03,P,Ivo Marev,PB7700881,B,5.00,EUR\n\
         s4,2024-02-04,Q,Petar Klisura,PB7700881,B,5.00,EUR\n\
         s5,2024-02-05,X,Luka Stanor,,B,5.00,EUR\n",
        &[],
    );
    let found = json(0, &["merge", &case.case()]);
    assert_eq!(found["found"]["proposed"][0]["proposal"], "confirm", "{found}");
    let remarks: Vec<&Value> =
        found["found"]["remarks"].as_array().unwrap().iter().map(|one| &one["accounts"]).collect();
    assert_eq!(remarks, [&serde_json::json!(["P", "Q"]), &serde_json::json!(["X", "X"])], "{found}");
    let (_, said) = expect(2, &[&["merge", &case.case(), "--rule", "names"][..], &WHY].concat());
    assert!(said.contains("paper-and-birth"), "{said}");
    let merged = json(0, &[&["merge", &case.case(), "--rule", "paper-and-birth"][..], &WHY].concat());
    assert_eq!(merged["holders"], serde_json::json!([["A", "C"]]));
    assert_eq!(
        (&merged["merges"][0]["rule"], &merged["merges"][0]["by"]),
        (&"paper-and-birth".into(), &"Officer A".into())
    );
    let again = expect(0, &[&["merge", &case.case(), "--rule", "paper-and-birth"][..], &WHY].concat());
    assert!(again.1.contains("covers nothing"), "{}", again.1);
    let id = merged["merges"][0]["id"].as_str().unwrap();
    let taken = json(0, &["merge", &case.case(), "--undo", id, "--reason", "no", "--by", "Officer A"]);
    assert_eq!(taken["holders"], serde_json::json!([]));
    expect(0, &["verify", &case.case()]);
}
