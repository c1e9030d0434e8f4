//! What is done to the case as a whole, on the desk: an archive, an erasure, a copy. The verbs say the same.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::served::Served;
use crate::run::{expect, json as of, walk_files};
use crate::worked::Worked;

const PERSON: &str = "FR7699999000010000000000115";
const ROWS: &str = "id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name,text\n\
    t1,2024-01-02,FR7699999000010000000000115,BAKER-SHOP,61.37,EUR,Zoran Uzor,Baker,rent of Zoran Uzor\n\
    t2,2024-01-03,BAKER-SHOP,OTHER-SHOP,13.19,EUR,Baker,Other,flour\n";
const QUIET: &str = "id,booked_at,debtor,creditor,amount,currency\nq1,2024-02-01,BAKER-SHOP,OTHER-SHOP,5.55,EUR\n";
const SECRET: &str = "nobody would write this by chance";

fn case() -> Worked {
    Worked::empty().with("uzor.csv", ROWS, &[]).with("quiet.csv", QUIET, &[])
}

fn passphrase(more: &Value) -> Value {
    let mut body = json!({ "passphrase": SECRET, "again": SECRET, "reason": "request of 2 May", "by": "Officer A" });
    let fields = more.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(fields);
    body
}

/// What went wrong is said in French too, without an option of the command line.
#[track_caller]
fn in_both_languages(error: &Value) {
    let said = |language: &str| error["message"][language].as_str().unwrap_or_default().to_owned();
    let (english, french) = (said("en"), said("fr"));
    assert!(!english.is_empty() && !french.is_empty() && english != french, "{error}");
    assert!(!french.contains("en anglais") && !(english + &french).contains("--"), "{error}");
}

#[test]
fn an_archive_is_written_beside_the_case_and_opens_to_what_was_sent() {
    let case = case();
    let served = Served::of(&case.case());
    let told = served.json("/api/v1/sending");
    assert_eq!((&told["not_evidence"], &told["protected"], &told["name"]), (&json!(0), &json!(0), &json!("case.age")));
    let job = served.wait(&served.post("/api/v1/sending", &passphrase(&json!({ "to": "court" }))));
    assert_eq!(job["state"], "done", "{job}");
    let file = case.path("case.age");
    let sha256 = job["result"]["sha256"].as_str().unwrap();
    assert_eq!(
        Path::new(job["result"]["file"].as_str().unwrap()).canonicalize().unwrap(),
        file.canonicalize().unwrap()
    );
    let bytes = fs::read(&file).unwrap();
    assert_eq!(filature_ledger::hash_hex(&bytes), sha256);
    assert_eq!(served.get("/api/v1/sending/file/case.age").body, bytes, "it can be saved");
    let last = case.journal().pop().unwrap();
    assert_eq!((&last["act"], &last["to"], &last["by"]), (&json!("case-packed"), &json!("court"), &json!("Officer A")));
    let secret = case.write("secret.txt", SECRET);
    let into = case.path("opened");
    expect(0, &["open", &file.to_string_lossy(), "--into", &into.to_string_lossy(), "--passphrase-file", &secret]);
    assert_eq!(fs::read(into.join("journal.jsonl")).unwrap(), fs::read(case.path("case/journal.jsonl")).unwrap());
    // It stands nowhere: not in the folder, and in no answer.
    for path in walk_files(&case.path("case")) {
        assert!(!String::from_utf8_lossy(&fs::read(&path).unwrap()).contains(SECRET), "{}", path.display());
    }
    for path in ["/api/v1/jobs/1", "/api/v1/journal", "/api/v1/session", "/api/v1/sending"] {
        assert!(!served.get(path).text().contains(SECRET), "{path}");
    }
    assert_eq!(served.json("/api/v1/sending")["name"], "case-2.age", "no file is overwritten");
}

#[test]
fn an_archive_for_nobody_or_elsewhere_or_with_a_slip_is_not_written() {
    let case = case();
    let served = Served::of(&case.case());
    let lines = case.journal().len();
    for (body, code) in [
        (json!({ "reason": "r", "by": "A" }), "for-whom"),
        (passphrase(&json!({ "again": "another" })), "not-the-same"),
        (passphrase(&json!({ "keys": "age1" })), "both"),
        (passphrase(&json!({ "name": "../case.age" })), "name"),
        (passphrase(&json!({ "name": "case.zip" })), "name"),
        (passphrase(&json!({ "reason": " " })), "missing"),
        (passphrase(&json!({ "by": "" })), "missing"),
        (passphrase(&json!({ "whole": SECRET })), "body"),
        (passphrase(&json!({ "wohle": true })), "body"),
        (passphrase(&json!({ "reason": format!("sent; {SECRET}") })), "told"),
        (passphrase(&json!({ "name": "case\u{202e}gpj.age" })), "name"),
    ] {
        let answer = served.post("/api/v1/sending", &body);
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (400, &json!(code)), "{body}: {}", answer.text());
        assert!(!answer.text().contains(SECRET), "{}", answer.text());
    }
    let keys = json!({ "keys": "/etc/passwd", "reason": "r", "by": "A" });
    let job = served.wait(&served.post("/api/v1/sending", &keys));
    assert!(job["state"] == "failed" && job["error"]["code"] == "call", "a path is no key: {job}");
    in_both_languages(&job["error"]);
    assert_eq!(served.get("/api/v1/sending/file/secret.txt").status, 404);
    fs::write(case.path("there.age"), "mine").unwrap();
    let job = served.wait(&served.post("/api/v1/sending", &passphrase(&json!({ "name": "there.age" }))));
    assert_eq!((&job["state"], fs::read(case.path("there.age")).unwrap()), (&json!("failed"), b"mine".to_vec()));
    in_both_languages(&job["error"]);
    assert_eq!(case.journal().len(), lines, "nothing was taken down");
}

#[test]
fn what_no_dossier_shows_is_told_before_it_leaves() {
    let case = case().with("tip.csv", &QUIET.replace("q1", "z1"), &["--use", "intelligence-only"]);
    let protect = ["--protected-from", "2024-01-01", "--source", "PV 3", "--reason", "danger", "--by", "Ada"];
    expect(0, &[&["category", &case.case(), "OTHER-SHOP"], &protect[..]].concat());
    let served = Served::of(&case.case());
    let told = served.json("/api/v1/sending");
    assert_eq!((&told["not_evidence"], &told["protected"]), (&json!(1), &json!(1)));
    let refused = served.wait(&served.post("/api/v1/sending", &passphrase(&json!({}))));
    assert!(refused["state"] == "failed" && !case.path("case.age").exists(), "{refused}");
    in_both_languages(&refused["error"]);
    let done = served.wait(&served.post("/api/v1/sending", &passphrase(&json!({ "whole": true }))));
    assert!(done["state"] == "done" && case.path("case.age").exists(), "{done}");
}

fn erase(served: &Served, more: &Value) -> crate::desk::served::Answer {
    let mut body = json!({ "reason": "order of 2 May", "by": "Officer A", "confirm": "erase for good" });
    let fields = more.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(fields);
    served.post("/api/v1/erasing", &body)
}

/// Everything that a page could be shown.
fn all(served: &Served) -> String {
    let paths = [
        "case",
        "accounts?limit=1000",
        "journal?limit=1000",
        "leads",
        "traces",
        "case/grid",
        "case/requests",
        "marks",
        "search?q=uzor",
        "search?q=0000000115",
        "dossier/files",
        "erasing",
        "case/problems",
        "changes?since=2000-01-01",
    ];
    let jobs = (1..20).map(|number| format!("jobs/{number}"));
    paths
        .iter()
        .map(|path| (*path).to_owned())
        .chain(jobs)
        .map(|path| served.get(&format!("/api/v1/{path}")).text())
        .collect()
}

#[test]
fn a_person_is_looked_at_first_and_then_in_no_answer_any_more() {
    let case = case();
    // Whoever names a trace by an account names the file so, too.
    case.trace(&["--claim", "a=t1", "--name", &PERSON.to_lowercase()]);
    expect(0, &["detect", &case.case()]);
    let served = Served::of(&case.case());
    served.show_names();
    assert!(all(&served).contains(PERSON) && all(&served).contains("Zoran Uzor"), "they are there before");
    let before = case.journal().len();
    let person = json!({ "person": [PERSON] });
    let told = served.post("/api/v1/erasing/preview", &person).json();
    let verb = of(0, &["erase", &case.case(), "--person", PERSON, "--dry-run"]);
    for field in ["files", "held_by", "journal_lines", "settings"] {
        assert_eq!(told[field], verb[field], "{field}");
    }
    assert_eq!((case.journal().len(), &told["by_two"]), (before, &json!(true)), "looking removes nothing");
    for (more, status, code) in [
        (json!({ "person": [PERSON] }), 400, "second"),
        (json!({ "person": [PERSON], "second": "officer a" }), 403, "second-needed"),
        (json!({ "person": [PERSON], "second": "Officer B", "confirm": "yes" }), 400, "confirm"),
        (json!({ "person": [PERSON], "second": "Officer B", "reason": "" }), 400, "missing"),
        (json!({ "person": [PERSON], "source": "ab", "second": "Officer B" }), 400, "what"),
    ] {
        let answer = erase(&served, &more);
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (status, &json!(code)), "{more}");
    }
    let unknown = served.post("/api/v1/erasing/preview", &json!({ "person": ["NOBODY-AT-ALL"] }));
    assert_eq!((unknown.status, case.journal().len()), (400, before));
    in_both_languages(&unknown.json()["error"]);
    assert!(!unknown.text().contains("NOBODY"), "who was erased already is not repeated: {}", unknown.text());
    let told = erase(&served, &json!({ "person": [PERSON], "second": "Officer B", "reason": "Zoran Uzor asks" }));
    in_both_languages(&served.wait(&told)["error"]);
    for body in [json!([PERSON]), json!({ "person": PERSON }), json!({ "person": [PERSON], "dry_run": true })] {
        let answer = served.post("/api/v1/erasing", &body);
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (400, &json!("body")), "{}", answer.text());
        assert!(!answer.text().contains("Asked"), "a type of ours says nothing to anybody: {}", answer.text());
    }
    let job = served.wait(&erase(&served, &json!({ "person": [PERSON], "second": "Officer B" })));
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!(job["result"]["held_by"], verb["held_by"], "the sources that still hold them are named");
    let line = case.journal().pop().unwrap();
    assert_eq!((&line["act"], &line["second"]), (&json!("person-erased"), &json!("Officer B")));
    assert_eq!(job["result"]["tombstone"]["line"], line["line"]);
    // Searching builds the index anew.
    for _ in 0..200 {
        if served.json("/api/v1/search?q=baker")["index"] == "ready" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let answers = all(&served).replace("\"q\":\"0000000115\"", "");
    assert!(answers.contains("OTHER-SHOP") || answers.contains("OTHERSHOP"), "the others are still there");
    for word in [PERSON, "Zoran", "Uzor", "0000000115"] {
        assert!(
            !answers.contains(word),
            "{word}: {}",
            answers.split(word).next().map_or("", |text| &text[text.len().saturating_sub(200)..])
        );
    }
    assert_eq!(served.get(&format!("/api/v1/accounts/{PERSON}")).status, 404);
    let undo = served.post(&format!("/api/v1/journal/{}/undo", line["line"]), &json!({ "reason": "r", "by": "A" }));
    assert_eq!(undo.status, 409, "there is no way back: {}", undo.text());
}

#[test]
fn of_two_erasures_at_once_the_first_is_told_to_have_been_done() {
    let case = case();
    let served = Served::of(&case.case());
    let quiet = {
        let sources = served.json("/api/v1/case")["sources"].clone();
        let quiet = sources.as_array().unwrap().iter().find(|source| source["name"] == "quiet.csv").unwrap().clone();
        quiet["sha256"].clone()
    };
    let first = erase(&served, &json!({ "person": [PERSON], "second": "Officer B" }));
    let second = erase(&served, &json!({ "source": quiet }));
    assert_eq!(served.wait(&second)["state"], "done");
    let told = served.wait(&first);
    assert_eq!(told["error"]["code"], "forgotten", "what it came to may name who was erased since: {told}");
    assert!(told["error"]["what_is_safe"]["en"].as_str().unwrap().contains("It was done"), "{told}");
    in_both_languages(&told["error"]);
    let erased = case.journal().iter().filter(|line| line["act"] == "person-erased").count();
    assert_eq!(erased, 1);
}

#[test]
fn a_file_is_erased_whole_and_what_is_due_is_listed() {
    let case = case();
    let because = ["--source", "PV 3", "--reason", "heard", "--by", "Ada"];
    expect(0, &[&["category", &case.case(), "BAKER-SHOP", "--as", "witness"], &because[..]].concat());
    let served = Served::of(&case.case());
    assert_eq!(served.get("/api/v1/erasing?on=soon").status, 400);
    let (told, verb) =
        (served.json("/api/v1/erasing?on=2099-01-01"), of(0, &["erase", &case.case(), "--due", "--on", "2099-01-01"]));
    let accounts = |of: &Value, at: &str| {
        let rows = of["no_date"].as_array().unwrap().iter();
        rows.map(|row| row.pointer(at).and_then(Value::as_str).map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(accounts(&told, "/account/id"), accounts(&verb, "/account"));
    let sources = served.json("/api/v1/case")["sources"].clone();
    let quiet =
        sources.as_array().unwrap().iter().find(|source| source["name"] == "quiet.csv").unwrap()["sha256"].clone();
    let told = served.post("/api/v1/erasing/preview", &json!({ "source": quiet })).json();
    assert_eq!((&told["dry_run"], &told["by_two"]), (&json!(true), &json!(false)), "{told}");
    let job = served.wait(&erase(&served, &json!({ "source": quiet })));
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!(served.json("/api/v1/case")["counts"]["sources"], 1);
    assert_eq!(case.journal().iter().rev().find(|line| line["act"] == "source-erased").unwrap()["sha256"], quiet);
    expect(0, &["verify", &case.case()]);
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_folder(&path, &there) } else { fs::copy(&path, there).map(drop).unwrap() }
    }
}

#[test]
fn a_copy_beside_the_case_is_offered_looked_at_and_combined() {
    let case = case();
    copy_folder(&case.path("case"), &case.path("copy"));
    copy_folder(&case.path("case"), &case.path("broken"));
    fs::write(case.path("broken/journal.jsonl"), "{}\n").unwrap();
    let copy = case.path("copy").to_string_lossy().into_owned();
    let said = |folder: &str, word: &str, by: &str| {
        let because = ["--source", "PV 3", "--reason", "heard Zoran Uzor", "--by", by];
        expect(0, &[&["category", folder, "BAKER-SHOP", "--as", word], &because[..]].concat());
    };
    said(&case.case(), "victim", "Ada");
    said(&copy, "witness", "Bo");
    let new = case.write("new.csv", &QUIET.replace("q1", "n1").replace("5.55", "7.77"));
    expect(0, &["add", &copy, &new]);
    let served = Served::of(&case.case());
    assert_eq!(served.json("/api/v1/combining")["copies"], json!(["copy"]));
    let before = case.journal();
    let told = served.post("/api/v1/combining/preview", &json!({ "with": "copy" })).json();
    let verb = of(0, &["combine", &case.case(), "--with", &copy, "--dry-run"]);
    for field in ["common", "lines", "acts", "sources", "settings_differ"] {
        assert_eq!(told[field], verb[field], "{field}");
    }
    let conflict = &told["conflicts"][0];
    assert_eq!((&conflict["mine"][0]["says"], &conflict["theirs"][0]["says"]), (&json!("victim"), &json!("witness")));
    assert_eq!((&conflict["protecting"], &conflict["takes_two"]), (&json!("mine"), &json!(["theirs"])));
    assert!(!told.to_string().contains("Uzor"), "names are initials until a purpose is given: {told}");
    assert_eq!(json!(told["taken"].as_array().unwrap().len()), told["lines"]);
    assert_eq!(
        served.post("/api/v1/combining/preview", &json!({ "with": "case" })).status,
        400,
        "it is the case itself"
    );
    let nowhere = served.post("/api/v1/combining/preview", &json!({ "with": "nowhere" }));
    assert_eq!(nowhere.status, 422);
    in_both_languages(&nowhere.json()["error"]);
    let combine = |more: Value| {
        let mut body = json!({ "with": "copy", "by": "Cy", "reason": "heard both" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        served.post("/api/v1/combining", &body)
    };
    for open in [json!({}), json!({ "settle": { "1": "theirs" } }), json!({ "settle": { "9": "mine" } })] {
        let job = served.wait(&combine(open.clone()));
        assert_eq!(job["state"], "failed", "{open}: {job}");
        in_both_languages(&job["error"]);
    }
    assert_eq!(combine(json!({ "settle": { "1": "mine" }, "reason": " " })).status, 400);
    assert_eq!(combine(json!({ "settle": { "1": "mine" }, "by": "" })).status, 400);
    assert_eq!(case.journal(), before, "nothing was done");
    let job = served.wait(&combine(json!({ "settle": { "1": "mine" } })));
    assert_eq!((&job["state"], &job["result"]["lines"]), (&json!("done"), &verb["lines"]), "{job}");
    assert_eq!(served.json("/api/v1/case")["counts"]["sources"], 3, "the desk sees the new file at once");
    let told = served.post("/api/v1/combining/preview", &json!({ "with": "copy" })).json();
    assert_eq!((&told["lines"], &told["conflicts"]), (&json!(0), &json!([])), "nothing is new any more");
}

#[test]
fn a_case_that_asks_two_for_combining_asks_them_here_too() {
    let case = case();
    let settings = case.path("case/case.toml");
    let asks = format!("{}\n[four_eyes]\nacts = [\"combine\"]\n", fs::read_to_string(&settings).unwrap());
    fs::write(&settings, asks).unwrap();
    copy_folder(&case.path("case"), &case.path("copy"));
    let new = case.write("new.csv", &QUIET.replace("q1", "n1").replace("5.55", "7.77"));
    expect(0, &["add", &case.path("copy").to_string_lossy(), &new]);
    let served = Served::of(&case.case());
    let alone = served.post("/api/v1/combining", &json!({ "with": "copy", "by": "Cy" }));
    assert_eq!((alone.status, &alone.json()["error"]["code"]), (403, &json!("second-needed")));
    let two = json!({ "with": "copy", "by": "Cy", "second": "Di", "second_reason": "I read both" });
    let job = served.wait(&served.post("/api/v1/combining", &two));
    assert_eq!(job["state"], "done", "{job}");
}
