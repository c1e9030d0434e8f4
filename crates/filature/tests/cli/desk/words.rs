//! What an attacker tried on the desk: names and whereabouts in words that people and banks write freely, rows that tell of a protected
//! person in passing, and dossiers as a way around the purpose.

use std::fs;

use serde_json::{Value, json};

use super::served::Served;
use crate::run::expect;
use crate::worked::Worked;

const SHE: &str = "FR7699999000017001000123406";
const ILSE: &str = "FR7699999000017002000567826";
const HUB: &str = "FR7699999000018001000111134";
const SINK: &str = "FR7699999000018002000222262";
const HEADER: &str =
    "id,booked_at,value_date,debtor,creditor,amount,currency,debtor_name,creditor_name,text,city,debtor_phone\n";
const WHY: [&str; 6] = ["--source", "PV 30", "--reason", "heard, Vrablic, 4 rue des Orties", "--by", "Officer A"];

fn decide(case: &Worked, account: &str, what: &[&str]) {
    expect(0, &[&["category", &case.case(), account], what, &WHY[..]].concat());
}

/// Payments of two people to a hub, which pays on; `more` are further rows.
fn rows(more: &str) -> String {
    let mut rows = HEADER.to_owned();
    for month in 1..=4 {
        rows.push_str(&format!(
            "a{month},2024-0{month}-02,,{SHE},{HUB},41{month}.00,EUR,Vesna Vrablic,Sacha Brenner,part,,\n\
             b{month},2024-0{month}-03,,{ILSE},{HUB},42{month}.00,EUR,Ilse Tarnow,Sacha Brenner,part,,\n\
             s{month},2024-0{month}-07,,{HUB},{SINK},80{month}.00,EUR,Sacha Brenner,Victor Marno,,,\n"
        ));
    }
    rows + more
}

fn list() -> String {
    format!("account,holder,city,address,phone\n{SHE},Vesna Vrablic,Quimperlune,4 rue des Orties,+33611110000\n")
}

/// Everything that the desk says, by every way of asking that these cases need.
fn all(served: &Served) -> Vec<(String, String)> {
    let mut paths: Vec<String> = [
        "session",
        "case",
        "case/grid",
        "case/requests",
        "case/problems",
        "leads",
        "traces",
        "marks",
        "journal?limit=500",
    ]
    .map(|path| format!("/api/v1/{path}"))
    .to_vec();
    paths.push("/api/v1/dossier/files".to_owned());
    for query in ["Vrablic", "Orties", "0611110000", "csv", "2024-03", "61371300.37"] {
        paths.push(format!("/api/v1/search?q={query}&limit=100"));
    }
    let rows = |path: &str| served.json(path)["rows"].as_array().unwrap().clone();
    for account in rows("/api/v1/accounts?limit=1000") {
        let key = account["account"]["id"].as_str().unwrap().to_owned();
        for part in ["", "/entries?limit=1000", "/balance", "/calendar", "/counterparties"] {
            paths.push(format!("/api/v1/accounts/{key}{part}"));
        }
        paths.push(format!("/api/v1/network?account={key}&hops=3"));
        for entry in rows(&format!("/api/v1/accounts/{key}/entries?limit=1000")) {
            paths.push(format!("/api/v1/entries/{}", entry["id"].as_str().unwrap()));
        }
    }
    for lead in served.json("/api/v1/leads").as_array().unwrap() {
        paths.push(format!("/api/v1/leads/{}", lead["id"].as_str().unwrap()));
    }
    for trace in served.json("/api/v1/traces").as_array().unwrap() {
        paths.push(format!("/api/v1/traces/{}", trace["name"].as_str().unwrap()));
    }
    for source in served.json("/api/v1/case")["sources"].as_array().unwrap() {
        let sha256 = source["sha256"].as_str().unwrap();
        paths.push(format!("/api/v1/sources/{sha256}/rows?row=0&around=500"));
        paths.push(format!("/api/v1/sources/{sha256}/original"));
    }
    paths.into_iter().map(|path| (path.clone(), served.get(&path).text())).collect()
}

/// Where any of these is said, in whatever case its letters are.
fn told(answers: &[(String, String)], needles: &[&str]) -> Vec<String> {
    let holds = |text: &str, needle: &&&str| text.to_lowercase().contains(&needle.to_lowercase());
    let of = |(path, text): &(String, String)| -> Vec<String> {
        needles.iter().filter(|needle| holds(text, needle)).map(|needle| format!("{needle}: {path}")).collect()
    };
    answers.iter().flat_map(of).collect()
}

fn searched(served: &Served) {
    for _ in 0..300 {
        if served.json("/api/v1/search?q=brenner")["index"] == "ready" {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn what_no_dossier_tells_of_a_protected_person_no_screen_tells_either() {
    let late: [(&str, &str, &str, &str); 8] = [
        ("", "", "VIR EN FAVEUR DE VESNA VRA BLIC", ""),
        ("", "VRABLIC VESNA", "", ""),
        ("", "Vràblic Vesna", "", ""),
        ("", "", "RIB 99999 00001 70010001234", ""),
        ("", "", "appeler le 06 11 11 00 00", ""),
        ("", "", "", "06.11.11.00.00"),
        ("", "", "?32VESNA VRAB?33LIC", ""),
        // Booked before that day, and valued on it.
        ("2024-05-01", "Vesna Vrablic", "", ""),
    ];
    let mut more = String::new();
    for (at, (valued, name, text, phone)) in late.iter().enumerate() {
        let day = if valued.is_empty() { format!("2024-05-{:02}", at + 10) } else { "2024-04-30".to_owned() };
        more.push_str(&format!(
            "l{at},{day},{valued},,{HUB},613713{at:02}.37,EUR,{name},Sacha Brenner,{text},Quimperlune,{phone}\n"
        ));
    }
    more.push_str(&format!("n1,2024-05-05,,{ILSE},{HUB},871918.19,EUR,Ilse Tarnow,Sacha Brenner,,,\n"));
    let case = Worked::empty().with("rows.csv", &rows(&more), &[]).with("list.csv", &list(), &[]);
    expect(0, &["detect", &case.case()]);
    decide(&case, SHE, &["--protected-from", "2024-05-01"]);
    let served = Served::of(&case.case());
    let total = |served: &Served| served.json(&format!("/api/v1/accounts/{HUB}/entries"))["total"].clone();
    for names_shown in [false, true] {
        if names_shown {
            served.show_names();
            searched(&served);
        }
        let answers = all(&served);
        assert_eq!(total(&served), 13, "four months of three, and one that is nobody's of hers");
        assert_eq!(told(&answers, &["613713", "Quimperlune", "0611110000", "06 11 11 00 00"]), Vec::<String>::new());
        assert!(!told(&answers, &["87191819"]).is_empty(), "what is not hers stays");
    }
}

#[test]
fn a_trace_whose_balances_would_tell_what_is_missing_is_not_shown() {
    let more = format!("l1,2024-05-10,,{HUB},,613713.37,EUR,Sacha Brenner,Vesna Vrablic,,,\n");
    let case = Worked::empty().with("rows.csv", &rows(&more), &[]).with("list.csv", &list(), &[]);
    expect(0, &["trace", &case.case(), "--claim", "x=b1", "--name", "whole"]);
    expect(0, &["trace", &case.case(), "--claim", "x=b1", "--at", "2024-04-30", "--name", "before"]);
    decide(&case, SHE, &["--protected-from", "2024-05-01"]);
    let served = Served::of(&case.case());
    assert_eq!(served.get("/api/v1/traces/whole").status, 403);
    assert_eq!(served.get("/api/v1/traces/before").status, 200);
}

#[test]
fn names_in_free_words_are_initials_until_a_purpose_is_given() {
    let case = Worked::empty()
        .with(
            "releve_vrablic_2024.csv",
            &rows(""),
            &["--exhibit", "PV audition VRABLIC", "--from", "Me Vesna Vrablic", "--request", "req Vrablic"],
        )
        .with("list.csv", &list(), &[]);
    let settings = case.path("case/case.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let rest: Vec<&str> = text.lines().filter(|line| !line.starts_with("name")).collect();
    fs::write(&settings, format!("name = \"Affaire Vrablic\"\n{}\n", rest.join("\n"))).unwrap();
    expect(0, &["detect", &case.case()]);
    expect(
        0,
        &[
            "trace",
            &case.case(),
            "--claim",
            "vrablic=a1",
            "--elect",
            "vrablic=s1",
            "--reason",
            "selon Vesna Vrablic",
            "--name",
            "t",
        ],
    );
    decide(&case, ILSE, &["--as", "witness"]);
    let served = Served::of(&case.case());
    let entry = served.json(&format!("/api/v1/accounts/{HUB}/entries"))["rows"][0]["id"].clone();
    let mark = json!({ "entries": [entry], "label": "Vrablic?", "note": "selon vrablic", "by": "Officer A" });
    assert_eq!(served.post("/api/v1/marks", &mark).status, 200);
    let hub = json!({ "account": HUB, "through": true, "reason": "dit Vrablic", "by": "Officer A" });
    assert_eq!(served.post("/api/v1/hubs", &hub).status, 200);
    searched(&served);
    assert_eq!(told(&all(&served), &["vrablic"]), Vec::<String>::new());
    assert_eq!(served.json("/api/v1/search?q=Vrablic")["groups"], json!([]), "no hit says that there is such a name");
    assert!(!told(&all(&served), &["V.\u{a0}V."]).is_empty(), "initials stand in their place");
    served.show_names();
    let shown = told(&all(&served), &["vrablic"]);
    for path in ["session", "case", "journal", "marks", "traces", "leads"].map(|path| format!("/api/v1/{path}")) {
        let has_words = shown.iter().any(|told| told.contains(&path)) || path.ends_with("leads");
        assert!(has_words, "{path}: {shown:?}");
    }
}

#[test]
fn where_a_victim_is_stands_in_no_text_of_the_desk_however_it_is_written() {
    let more = format!(
        "m1,2024-04-11,,,{HUB},91.11,EUR,,Sacha Brenner,LOYER 4 RUE DES ORTIES,,\n\
         m2,2024-04-12,,,{HUB},92.22,EUR,,Sacha Brenner,tel 06.11.11.00.00,,\n"
    );
    let case = Worked::empty().with("4 rue des Orties.csv", &rows(&more), &[]).with("list.csv", &list(), &[]);
    decide(&case, SHE, &["--as", "victim"]);
    let served = Served::of(&case.case());
    served.show_names();
    searched(&served);
    let answers = all(&served);
    assert_eq!(told(&answers, &["Orties", "06.11.11", "0611110000"]), Vec::<String>::new());
    assert!(!told(&answers, &["Vesna Vrablic", "9111"]).is_empty(), "a test of the test");
    assert_eq!(served.json("/api/v1/search?q=rue%20des%20Orties")["groups"], json!([]), "nobody is found by it");
    let found = served.json(&format!("/api/v1/accounts/{HUB}/entries?text=4%20rue%20des%20orties"));
    assert_eq!(found["total"], 0);
}

#[test]
fn a_dossier_is_no_way_around_the_purpose() {
    let case = Worked::empty().with("rows.csv", &rows(""), &[]).with("list.csv", &list(), &[]);
    decide(&case, SHE, &["--as", "victim"]);
    expect(0, &["dossier", &case.case(), "--lang", "en", "--format", "html,csv", "--names"]);
    expect(0, &["dossier", &case.case(), "--lang", "en", "--profile", "partner"]);
    expect(0, &["dossier", &case.case(), "--lang", "en", "--profile", "victim-lawyer", "--of", SHE]);
    let served = Served::of(&case.case());
    let status = |path: &str| served.get(&format!("/api/v1/dossier/{path}")).status;
    let lawyer = format!("preview?lang=en&profile=victim-lawyer&of={SHE}");
    let anybody = format!("preview?lang=en&profile=victim-lawyer&of={HUB}");
    let needs: Vec<&str> =
        vec![&lawyer, &anybody, "file/dossier.en.html", "file/dossier.csv", "file/dossier.victim-lawyer.en.html"];
    for path in &needs {
        assert_eq!(status(path), 403, "{path}");
    }
    let write = |of: &str| -> Value {
        let body = json!({ "profile": "victim-lawyer", "of": [of], "languages": ["en"], "forms": ["html"] });
        let answer = served.post("/api/v1/dossier", &body);
        if answer.status == 202 { served.wait(&answer) } else { json!({ "status": answer.status }) }
    };
    assert_eq!(write(SHE), json!({ "status": 403 }));
    assert_eq!(status("file/dossier.partner.en.html"), 200, "pseudonyms and initials are for whoever opens the desk");
    served.show_names();
    // Whoever is no victim has no lawyer here, and stays under initials.
    assert_eq!(status(&anybody), 400);
    assert_eq!(write(HUB)["state"], "failed");
    for path in needs.iter().filter(|path| **path != anybody) {
        assert_eq!(status(path), 200, "{path}");
    }
}

#[test]
fn a_purpose_ends_with_the_desk_that_heard_it() {
    let case = Worked::empty().with("rows.csv", &rows(""), &[]);
    let first = Served::of(&case.case());
    first.show_names();
    assert_eq!(first.json("/api/v1/session")["names_shown"], true);
    first.kill();
    let second = Served::of(&case.case());
    let session = second.json("/api/v1/session");
    assert_eq!(
        (&session["names_shown"], &session["purpose"], &session["person"]),
        (&json!(false), &json!(null), &json!(null))
    );
    assert_eq!(told(&all(&second), &["Vrablic"]), Vec::<String>::new());
    second.show_names();
    assert_eq!(second.json("/api/v1/session")["names_shown"], true);
}
