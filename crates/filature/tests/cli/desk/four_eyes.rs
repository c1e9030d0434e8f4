//! A case that asks two people for some acts asks them on the desk too.

use std::fs;

use serde_json::{Value, json};

use super::served::Served;
use crate::networks::network;
use crate::run::expect;

#[test]
fn what_takes_two_people_is_refused_to_one_and_both_stand_in_the_journal() {
    let case = network();
    expect(0, &["detect", &case.case()]);
    let path = case.path("case/case.toml");
    let acts = "[four_eyes]\nacts = [\"lead\", \"mark\", \"category\", \"merge\", \"dossier\", \"hub\"]\n";
    fs::write(&path, format!("{}\n{acts}", fs::read_to_string(&path).unwrap())).unwrap();
    let served = Served::of(&case.case());
    let lead = served.json("/api/v1/leads")[0]["id"].as_str().unwrap().to_owned();
    let entry = served.json("/api/v1/accounts/COLLECTOR/entries?limit=1")["rows"][0]["id"].clone();
    let calls: Vec<(String, Value)> = vec![
        (format!("/api/v1/leads/{lead}/decision"), json!({ "state": "kept", "reason": "wages", "by": "Ada" })),
        ("/api/v1/marks".to_owned(), json!({ "entries": [entry], "label": "rent", "by": "Ada" })),
        (
            "/api/v1/categories".to_owned(),
            json!({ "account": "WORKER1", "category": "witness", "source": "PV 3", "reason": "heard", "by": "Ada" }),
        ),
        (
            "/api/v1/merges".to_owned(),
            json!({ "accounts": ["FIRM", "COLLECTOR"], "source": "PV 3", "reason": "heard", "by": "Ada" }),
        ),
        ("/api/v1/hubs".to_owned(), json!({ "account": "COLLECTOR", "through": false, "reason": "r", "by": "Ada" })),
        ("/api/v1/dossier".to_owned(), json!({ "languages": ["en"], "by": "Ada" })),
    ];
    let with = |body: &Value, more: &[(&str, &str)]| {
        let mut body = body.clone();
        more.iter().for_each(|(name, text)| body[*name] = json!(text));
        body
    };
    let before = case.journal().len();
    for (path, body) in &calls {
        for more in [&[][..], &[("second", "Bo")], &[("second", " ADA"), ("second_reason", "r")]] {
            let answer = served.post(path, &with(body, more));
            let code = answer.json()["error"]["code"].clone();
            // A merge has a rule of its own about the second name, and answers as it always did.
            let expected: &[u16] = if path.ends_with("merges") && more.len() == 2 { &[400] } else { &[403] };
            assert!(expected.contains(&answer.status), "{path} {more:?}: {}", answer.text());
            assert_eq!(code, "second-needed", "{path} {more:?}");
        }
        assert_eq!(case.journal().len(), before, "{path}");
    }
    let mut mark = Value::Null;
    for (path, body) in &calls {
        let answer = served.post(path, &with(body, &[("second", "Bo"), ("second_reason", "I heard them too")]));
        assert!([200, 202].contains(&answer.status), "{path}: {}", answer.text());
        if answer.status == 202 {
            assert_eq!(served.wait(&answer)["state"], "done");
        }
        if path.ends_with("marks") {
            mark = answer.json()["id"].clone();
        }
    }
    let mark = format!("/api/v1/marks/{}?by=Ada", mark.as_str().unwrap());
    assert_eq!(served.delete(&mark).status, 403);
    assert_eq!(served.delete(&format!("{mark}&second=Bo&second_reason=twice")).status, 200);
    let lines = case.journal();
    let seconded: Vec<&Value> = lines.iter().filter(|line| line["act"] == "seconded").collect();
    assert_eq!(seconded.len(), calls.len() + 1);
    assert!(seconded.iter().all(|line| line["first"] == "Ada" && line["by"] == "Bo"), "{seconded:?}");
    let kinds: Vec<&Value> = seconded.iter().map(|line| &line["of"]).collect();
    assert_eq!(kinds, ["lead", "mark", "category", "merge", "hub", "dossier", "mark"]);
    // What was taken down reads as sentences in both languages.
    let rows = served.json("/api/v1/journal?order=oldest&limit=200")["rows"].clone();
    let row = rows.as_array().unwrap().iter().find(|row| row["act"] == "seconded").unwrap();
    assert!(row["summary"]["en"].as_str().unwrap().contains("Stands with Ada"), "{row}");
    expect(0, &["verify", &case.case()]);
}
