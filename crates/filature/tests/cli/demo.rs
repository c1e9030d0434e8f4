//! The demo: the whole way, and the network is what is seen first.

use std::fs;

use serde_json::Value;

use crate::run::{assert_same, expect, json};

#[test]
fn the_demo_finds_its_network_and_its_planted_faults() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let (out, _) = expect(0, &["demo", "--dir", dir.to_str().unwrap()]);
    assert!(out.contains("dossier.fr.html"), "{out}");
    let truth: Value = serde_json::from_str(&fs::read_to_string(dir.join("truth.json")).unwrap()).unwrap();
    let case = dir.join("case").to_string_lossy().into_owned();
    let parts = truth["networks"][0]["accounts"].as_array().unwrap();
    let collector = parts.iter().find(|part| part["role"] == "collector").unwrap()["account"].as_str().unwrap();
    let found = json(0, &["detect", &case]);
    let first = &found["findings"][0];
    let hub = first["accounts"].as_array().unwrap().iter().find(|member| member["role"] == "hub").unwrap();
    assert_eq!(hub["account"], collector);
    let statements = json(0, &["statements", &case]);
    let statements = statements["statements"].as_array().unwrap();
    let off: Vec<&Value> = statements.iter().filter(|statement| statement["footing"] == "does-not-foot").collect();
    let gaps: Vec<&Value> = statements.iter().filter(|statement| !statement["gap_before"].is_null()).collect();
    let faults = truth["faults"].as_array().unwrap();
    let account = |kind: &str| faults.iter().find(|fault| fault["kind"] == kind).unwrap()["account"].clone();
    assert_eq!(
        off.iter().map(|statement| statement["account"].clone()).collect::<Vec<_>>(),
        [account("altered-amount")]
    );
    assert_eq!(
        gaps.iter().map(|statement| statement["account"].clone()).collect::<Vec<_>>(),
        [account("missing-month")]
    );
    let again = folder.path().join("again");
    expect(0, &["demo", "--dir", again.to_str().unwrap()]);
    assert_same(&dir.join("case"), &again.join("case"));
}
