//! `category`: which part a person has, as people decide it, and what that changes.

use serde_json::{Value, json};

use crate::networks::{detect, network};
use crate::run::{expect, json as of};
use crate::worked::Worked;

const WHY: [&str; 6] = ["--source", "PV 12/3", "--reason", "heard on 2 May", "--by", "Officer A"];

/// Decides, with this exit code.
fn decide(code: i32, case: &Worked, account: &str, category: &str, more: &[&str]) -> (String, String) {
    expect(code, &[&["category", &case.case(), account, "--as", category], &WHY[..], more].concat())
}

/// The decisions on an account, without their times.
fn history(case: &Worked, account: &str) -> Vec<Value> {
    let shown = of(0, &["category", &case.case(), account]);
    shown["categories"].as_array().unwrap().clone()
}

#[test]
fn nobody_has_a_category_until_a_person_decides() {
    let case = network();
    assert_eq!(of(0, &["category", &case.case()]), json!({ "categories": [] }));
    let (shown, _) = expect(0, &["category", &case.case(), "WORKER1"]);
    assert_eq!(shown.trim(), "undetermined: nobody has decided.");
    expect(0, &["detect", &case.case()]);
    assert_eq!(of(0, &["category", &case.case()]), json!({ "categories": [] }), "detection decides nothing");
}

#[test]
fn dossiers_that_do_not_know_of_a_decision_are_named() {
    let case = network();
    let (_, said) = decide(0, &case, "WORKER1", "suspect", &[]);
    assert!(!said.contains("Written before"), "{said}");
    expect(0, &["dossier", &case.case(), "--lang", "en"]);
    let (_, said) = decide(0, &case, "WORKER1", "witness", &[]);
    assert!(said.contains("Written before this decision") && said.contains("dossier/dossier.en.html (20"), "{said}");
}

#[test]
fn a_decision_is_shown_with_its_reason_and_who_took_it() {
    let case = network();
    let (shown, said) = decide(0, &case, "WORKER1", "victim", &[]);
    for part in ["WORKER1", "victim or possible victim", "PV 12/3", "heard on 2 May", "Officer A"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(said.is_empty(), "{said}");
    let decisions = history(&case, "WORKER1");
    assert_eq!(decisions.len(), 1);
    let mut decision = decisions[0].clone();
    let since = decision["since"].take();
    assert!(since.as_str().unwrap().ends_with('Z'), "{since}");
    let line = decision["line"].take().as_u64().unwrap();
    assert_eq!(case.journal()[usize::try_from(line - 1).unwrap()]["act"], "category-set");
    assert_eq!(
        decision,
        json!({ "account": "WORKER1", "category": "victim", "since": null, "line": null, "source": "PV 12/3",
                "reason": "heard on 2 May", "by": "Officer A", "second": null })
    );
    decide(0, &case, "WORKER1", "witness", &[]);
    let words: Vec<Value> = history(&case, "WORKER1").iter().map(|known| known["category"].clone()).collect();
    assert_eq!(words, ["victim", "witness"], "both stay");
    let all = of(0, &["category", &case.case()]);
    assert_eq!(all["categories"].as_array().unwrap().len(), 1);
    assert_eq!(all["categories"][0]["category"], "witness", "the last one holds");
    expect(0, &["verify", &case.case()]);
}

#[test]
fn who_was_taken_for_a_victim_becomes_a_suspect_by_two_alone() {
    let case = network();
    decide(0, &case, "WORKER1", "victim", &[]);
    let lines = case.journal().len();
    for accused in ["suspect", "convicted"] {
        let (out, said) = decide(2, &case, "WORKER1", accused, &[]);
        assert!(out.is_empty() && said.contains("a second person has to decide"), "{said}");
        let (_, said) = decide(2, &case, "WORKER1", accused, &["--second", "Officer A"]);
        assert!(said.contains("Officer A again"), "{said}");
    }
    // By way of another category it takes two all the same.
    assert_eq!(case.journal().len(), lines, "what was refused was not taken down");
    decide(0, &case, "WORKER1", "undetermined", &[]);
    decide(2, &case, "WORKER1", "suspect", &[]);
    let (shown, _) = decide(0, &case, "WORKER1", "suspect", &["--second", "Magistrate B"]);
    assert!(shown.contains("Officer A, Magistrate B"), "{shown}");
    assert_eq!(history(&case, "WORKER1").last().unwrap()["second"], "Magistrate B");
    decide(0, &case, "COLLECTOR", "suspect", &[]);
    assert_eq!(history(&case, "COLLECTOR")[0]["category"], "suspect", "who was never taken for one: by one");
}

#[test]
fn half_a_decision_is_none() {
    let case = network();
    let lines = case.journal().len();
    let (_, said) = decide(2, &case, "WORKER1", "guilty", &[]);
    assert!(said.contains("suspect, convicted, victim, witness, undetermined"), "{said}");
    let (_, said) = expect(2, &["category", &case.case(), "WORKER1", "--as", "victim", "--by", "Officer A"]);
    assert!(said.contains("--source") && said.contains("--reason"), "{said}");
    expect(2, &["category", &case.case(), "--as", "victim", "--source", "x", "--reason", "y", "--by", "z"]);
    let empty = ["--source", "PV 1", "--reason", " ", "--by", "Officer A"];
    expect(2, &[&["category", &case.case(), "WORKER1", "--as", "victim"], &empty[..]].concat());
    assert_eq!(case.journal().len(), lines);
    assert_eq!(of(0, &["category", &case.case()]), json!({ "categories": [] }));
}

#[test]
fn a_slip_in_the_account_is_said() {
    let case = network();
    let (_, said) = decide(0, &case, "WORKER9", "victim", &[]);
    assert!(said.contains("No account of this case is called WORKER9"), "{said}");
}

#[test]
fn whom_somebody_calls_a_possible_victim_is_on_no_other_side() {
    let case = network();
    let side = |found: &Value| -> Vec<String> {
        let leads = found["leads"].as_array().unwrap();
        let members = leads.iter().flat_map(|lead| lead["accounts"].as_array().unwrap());
        let collectors = members.filter(|member| member["account"] == "COLLECTOR");
        collectors.map(|member| member["side"].as_str().unwrap().to_owned()).collect()
    };
    let before = detect(&case, &[]);
    assert_eq!(side(&before), ["controller"]);
    decide(0, &case, "COLLECTOR", "victim", &[]);
    let after = detect(&case, &[]);
    assert_eq!(side(&after), ["victim-pattern"]);
    assert_eq!(after["findings"], before["findings"], "what was seen stays as it was");
    let score = |found: &Value| found["leads"][0]["score"].as_i64().unwrap();
    assert!(score(&after) < score(&before), "what victims show moves no lead up");
    decide(0, &case, "COLLECTOR", "undetermined", &[]);
    assert_eq!(detect(&case, &[]), before, "the decision was taken back");
}
