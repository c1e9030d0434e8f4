//! Names, texts and whereabouts: what is shown to whom, and what to nobody.

use serde_json::json;

use super::served::Served;
use crate::networks::network;
use crate::protected;
use crate::run::expect;

/// Names of the network, and where and when its people live and were born.
const NAMES: [&str; 6] = ["Tarnu", "Derin", "Quillu", "Brelu", "Marrun", "Brume Agricole"];
const WHERE: [&str; 3] = ["QUAI GRIS", "1991-01-11", "GUIDE ZORN"];

/// Everything that can be read without saying of what.
const READS: [&str; 19] = [
    "/api/v1/session",
    "/api/v1/case",
    "/api/v1/case/grid",
    "/api/v1/case/requests",
    "/api/v1/case/problems",
    "/api/v1/leads",
    "/api/v1/network?account=COLLECTOR&hops=2",
    "/api/v1/traces",
    "/api/v1/accounts?limit=1000",
    "/api/v1/accounts/WORKER1",
    "/api/v1/accounts/WORKER1/entries",
    "/api/v1/accounts/COLLECTOR/entries?limit=1000",
    "/api/v1/accounts/WORKER1/balance",
    "/api/v1/accounts/WORKER1/calendar",
    "/api/v1/accounts/WORKER1/counterparties",
    "/api/v1/marks",
    "/api/v1/search?q=WORKER1",
    "/api/v1/journal",
    "/api/v1/dossier/files",
];

fn all(served: &Served) -> String {
    let mut text: String = READS.iter().map(|path| served.get(path).text()).collect();
    for lead in served.json("/api/v1/leads").as_array().unwrap() {
        text.push_str(&served.get(&format!("/api/v1/leads/{}", lead["id"].as_str().unwrap())).text());
    }
    text
}

#[test]
fn names_are_initials_until_a_purpose_is_given_and_again_after() {
    let case = network();
    expect(0, &["detect", &case.case()]);
    let served = Served::of(&case.case());
    let before = all(&served);
    NAMES.iter().for_each(|name| assert!(!before.contains(name), "{name}"));
    assert!(before.contains("I.\u{a0}T."), "initials are shown");
    assert!(before.contains("\"hidden\":true"));
    assert_eq!(served.json("/api/v1/search?q=Tarnu")["groups"], json!([]), "nobody is looked up by name");
    assert_eq!(served.get("/api/v1/accounts/WORKER1/entries?text=Tarnu").status, 403);
    served.show_names();
    let shown = all(&served);
    NAMES.iter().for_each(|name| assert!(shown.contains(name), "{name}"));
    WHERE.iter().for_each(|place| assert!(!shown.contains(place), "{place}"));
    let journal = case.journal();
    let line = journal.iter().find(|line| line["act"] == "purpose-given").unwrap();
    assert_eq!((&line["purpose"], &line["by"]), (&json!("hearing of Thursday"), &json!("Officer A")));
    assert_eq!(served.delete("/api/v1/purpose?by=Officer%20A").status, 200);
    let after = all(&served);
    NAMES.iter().for_each(|name| assert!(!after.contains(name), "{name}"));
}

#[test]
fn no_score_is_ever_sent() {
    let case = network();
    expect(0, &["detect", &case.case()]);
    let served = Served::of(&case.case());
    served.show_names();
    assert!(!all(&served).contains("score"));
}

#[test]
fn where_a_possible_victim_is_leaves_by_no_way() {
    let case = network();
    expect(0, &["detect", &case.case()]);
    let served = Served::of(&case.case());
    served.show_names();
    let body =
        json!({ "account": "WORKER1", "category": "victim", "source": "PV 1", "reason": "heard", "by": "Officer A" });
    assert_eq!(served.post("/api/v1/categories", &body).status, 200);
    let shown = all(&served);
    WHERE.iter().for_each(|place| assert!(!shown.contains(place), "{place}"));
    let victim = served.json("/api/v1/accounts/WORKER1");
    assert_eq!((&victim["account"]["category"], &victim["country"]), (&json!("victim"), &json!(null)));
    let network = served.json("/api/v1/network?account=COLLECTOR");
    let node = network["nodes"].as_array().unwrap().iter().find(|node| node["id"] == "WORKER1").unwrap();
    assert_eq!(node["country"], json!(null));
    for source in served.json("/api/v1/case")["sources"].as_array().unwrap() {
        let sha256 = source["sha256"].as_str().unwrap();
        let rows = served.get(&format!("/api/v1/sources/{sha256}/rows?row=0&around=500"));
        assert_eq!(rows.status, 200, "{}", rows.text());
        let original = served.get(&format!("/api/v1/sources/{sha256}/original"));
        for text in [rows.text(), original.text()] {
            assert!(!text.contains("QUAI GRIS") && !text.contains("1991-01-11"), "{text}");
        }
        let is_list = source["format"] == "accounts";
        assert_eq!(original.status, if is_list { 403 } else { 200 }, "{}", original.text());
    }
}

#[test]
fn rows_of_files_are_shown_for_a_purpose_alone() {
    let case = network();
    let served = Served::of(&case.case());
    let sha256 = served.json("/api/v1/case")["sources"][0]["sha256"].as_str().unwrap().to_owned();
    for path in [
        format!("/api/v1/sources/{sha256}/rows?row=0"),
        format!("/api/v1/sources/{sha256}/original"),
        format!("/api/v1/sources/{sha256}/page/1"),
    ] {
        let answer = served.get(&path);
        assert_eq!((answer.status, answer.json()["error"]["code"].clone()), (403, json!("purpose-needed")), "{path}");
    }
    assert_eq!(served.get("/api/v1/dossier/preview?names=true").status, 403);
}

#[test]
fn intelligence_is_seen_marked_and_in_no_dossier() {
    let case = network();
    let report = "id,booked_at,debtor,creditor,amount,currency\nfiu1,2024-06-01,COLLECTOR,FARAWAY,777.00,EUR\n";
    let case = case.with("note.csv", report, &["--use", "intelligence-only"]);
    let served = Served::of(&case.case());
    let rows = served.json("/api/v1/accounts/FARAWAY/entries");
    assert_eq!(rows["rows"][0]["use"], "intelligence-only");
    let preview = served.get("/api/v1/dossier/preview?lang=en").text();
    assert!(preview.contains("<html") && !preview.contains("FARAWAY") && !preview.contains("777"));
}

/// Everything of a case that was asked for in every way that there is.
fn everything(served: &Served) -> String {
    let mut text = served.json("/api/v1/case").to_string();
    let mut read = |path: &str| text.push_str(&format!("\n{path} {}", served.get(path).text()));
    let mut paths: Vec<String> = [
        "case/grid",
        "case/problems?limit=1000",
        "case/requests",
        "leads",
        "traces",
        "marks",
        "journal",
        "dossier/files",
    ]
    .map(|name| format!("/api/v1/{name}"))
    .to_vec();
    let keys: Vec<String> = served.json("/api/v1/accounts?limit=1000")["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["account"]["id"].as_str().unwrap().to_owned())
        .collect();
    for key in &keys {
        for part in ["", "/entries?limit=1000", "/balance", "/calendar", "/counterparties"] {
            paths.push(format!("/api/v1/accounts/{key}{part}"));
        }
        paths.push(format!("/api/v1/network?account={key}&hops=3"));
        for row in served.json(&format!("/api/v1/accounts/{key}/entries?limit=1000"))["rows"].as_array().unwrap() {
            paths.push(format!("/api/v1/entries/{}", row["id"].as_str().unwrap()));
        }
    }
    for lead in served.json("/api/v1/leads").as_array().unwrap() {
        paths.push(format!("/api/v1/leads/{}", lead["id"].as_str().unwrap()));
        paths.push(format!("/api/v1/network?lead={}", lead["id"].as_str().unwrap()));
    }
    for source in served.json("/api/v1/case")["sources"].as_array().unwrap() {
        let sha256 = source["sha256"].as_str().unwrap();
        paths.push(format!("/api/v1/sources/{sha256}/rows?row=0&around=500"));
        paths.push(format!("/api/v1/sources/{sha256}/original"));
    }
    for query in [
        "Wexley",
        "Vrablic",
        "LANDLORD",
        "613713.37",
        "2024-05-03",
        "2024-05-09",
        "foyer",
        "releve",
        "871918.19",
        "Quimperlune",
    ] {
        paths.push(format!("/api/v1/search?q={query}"));
    }
    paths.iter().for_each(|path| read(path));
    // What was asked for is no answer.
    text.lines().map(|line| line.split_once(' ').map_or(line, |(_, answer)| answer)).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_a_protected_person_does_from_that_day_on_is_in_nothing() {
    let case = protected::case();
    expect(0, &["detect", &case.case()]);
    let served = Served::of(&case.case());
    served.show_names();
    let before = everything(&served);
    assert!(before.contains("BANK:LANDLORD-88") && before.contains("Hortensia Wexley"), "a test of the test");
    let sources = served.json("/api/v1/case")["sources"].clone();
    protected::protect(&case);
    // The desk that runs hears of it.
    served.json("/api/v1/session");
    for _ in 0..200 {
        if served.json("/api/v1/search?q=kostova")["index"] == "ready" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let after = everything(&served);
    for seeded in protected::SEEDED {
        let at = after.find(seeded).map(|at| &after[at.saturating_sub(300)..(at + 100).min(after.len())]);
        assert_eq!(at, None, "{seeded}");
    }
    for source in sources.as_array().unwrap() {
        let path = format!("/api/v1/sources/{}/rows?line=1&around=40", source["sha256"].as_str().unwrap());
        let lines = served.get(&path).text();
        protected::SEEDED.iter().for_each(|seeded| assert!(!lines.contains(seeded), "{seeded} in {path}"));
    }
    assert!(after.contains("Mira Kostova"), "the others are shown");
    assert_eq!(served.get("/api/v1/accounts/BANK:LANDLORD-88").status, 404);
    assert_eq!(served.get("/api/v1/entries/late-rent").status, 404);
    let shown = served.json(&format!("/api/v1/accounts/{}/entries", protected::VICTIM));
    assert_eq!(shown["total"], 4, "what she did before stays");
}
