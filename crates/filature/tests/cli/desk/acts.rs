//! What people decide on the desk: it stands in the journal, can be taken back, and survives other writers and a kill.

use serde_json::{Value, json};

use super::served::Served;
use crate::networks::{self, network};
use crate::run::expect;
use crate::worked::Worked;

fn detected() -> (Worked, Served) {
    let case = network();
    expect(0, &["detect", &case.case()]);
    let served = Served::of(&case.case());
    (case, served)
}

fn first_lead(served: &Served) -> String {
    served.json("/api/v1/leads")[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_decision_on_a_lead_has_a_reason_and_can_be_taken_back() {
    let (case, served) = detected();
    let lead = first_lead(&served);
    let path = format!("/api/v1/leads/{lead}/decision");
    let decide =
        |state: &str, reason: &str| served.post(&path, &json!({ "state": state, "reason": reason, "by": "Officer A" }));
    assert_eq!(decide("set-aside", " ").status, 400, "a reason is needed");
    assert_eq!(decide("guilty", "r").status, 400);
    assert_eq!(
        served.post("/api/v1/leads/none/decision", &json!({ "state": "kept", "reason": "r", "by": "A" })).status,
        404
    );
    let kept = decide("kept", "wages of five go to one").json();
    let aside = decide("set-aside", "explained on 3 May").json();
    assert!(aside["line"].as_u64() > kept["line"].as_u64());
    let now = || served.json(&format!("/api/v1/leads/{lead}"))["decision"].clone();
    assert_eq!((&now()["state"], &now()["by"]), (&json!("set-aside"), &json!("Officer A")));
    let undo = |line: &Value| {
        served.post(&format!("/api/v1/journal/{line}/undo"), &json!({ "reason": "too early", "by": "Officer B" }))
    };
    assert_eq!(undo(&kept["line"]).status, 409, "something later holds");
    assert_eq!(undo(&aside["line"]).status, 200);
    assert_eq!(now()["state"], "kept", "what was before holds again");
    let acts: Vec<Value> = case.journal().iter().map(|line| line["act"].clone()).collect();
    assert_eq!(acts.iter().filter(|act| **act == "lead-decided").count(), 3, "nothing is taken out");
    expect(0, &["verify", &case.case()]);
}

#[test]
fn entries_are_marked_by_id_and_by_filter_and_marks_are_taken_away() {
    let (_case, served) = detected();
    let entries = served.json("/api/v1/accounts/COLLECTOR/entries?limit=3");
    let ids: Vec<&str> = entries["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let mark = served
        .post("/api/v1/marks", &json!({ "entries": ids, "label": "to check", "note": "", "by": "Officer A" }))
        .json();
    assert_eq!(mark["entries"], 3);
    let out =
        json!({ "filter": { "account": "COLLECTOR", "direction": "out" }, "label": "sent on", "by": "Officer A" });
    let by_filter = served.post("/api/v1/marks", &out).json();
    let sent = served.json("/api/v1/accounts/COLLECTOR/entries?direction=out")["total"].clone();
    assert_eq!(by_filter["entries"], sent);
    let id = mark["id"].as_str().unwrap();
    let marked = served.json(&format!("/api/v1/accounts/COLLECTOR/entries?mark={id}"));
    assert_eq!(marked["total"], 3);
    assert_eq!(marked["rows"][0]["marks"][0]["label"], "to check");
    assert_eq!(served.json("/api/v1/marks?account=FIRM").as_array().unwrap().len(), 0);
    assert_eq!(served.delete(&format!("/api/v1/marks/{id}?by=Officer%20A")).status, 200);
    assert_eq!(served.delete(&format!("/api/v1/marks/{id}?by=Officer%20A")).status, 404);
    assert_eq!(served.json("/api/v1/marks").as_array().unwrap().len(), 1);
    let none = json!({ "entries": ["a1b2c3d4e5f6:9"], "label": "x", "by": "A" });
    assert_eq!(served.post("/api/v1/marks", &none).status, 404);
}

#[test]
fn from_victim_to_suspect_it_takes_two_here_as_well() {
    let (_case, served) = detected();
    let decide = |category: &str, second: Option<&str>| {
        let body = json!({ "account": "WORKER1", "category": category, "source": "PV 12/3", "reason": "heard", "by": "Officer A", "second": second });
        served.post("/api/v1/categories", &body)
    };
    let first = decide("victim", None);
    assert_eq!(first.status, 200, "{}", first.text());
    assert_eq!(decide("suspect", None).status, 400);
    assert_eq!(decide("suspect", Some("officer a")).status, 400);
    assert_eq!(served.json("/api/v1/accounts/WORKER1")["account"]["category"], "victim");
    assert_eq!(decide("suspect", Some("Officer B")).status, 200);
    let line = served.json("/api/v1/journal?limit=1")["rows"][0].clone();
    assert!(line["undoable"].as_bool().unwrap() && line["act"] == "category-set", "{line}");
}

#[test]
fn money_is_followed_with_the_links_that_stand_and_a_dossier_is_written() {
    let (case, served) = detected();
    let body = json!({ "takings": [{ "name": "wages", "account": "COLLECTOR" }], "name": "wages", "by": "Officer A" });
    let job = served.wait(&served.post("/api/v1/traces", &body));
    assert_eq!((&job["state"], &job["result"]["name"]), (&json!("done"), &json!("wages")), "{job}");
    let trace = served.json("/api/v1/traces/wages");
    let picture = &trace["picture"]["fifo"];
    let into: Vec<i64> = amounts(picture, "target");
    assert!(!into.is_empty() && picture["nodes"].as_array().unwrap().len() > 2, "{picture}");
    assert_eq!(served.json("/api/v1/traces")[0]["name"], "wages");
    let requests = served.json("/api/v1/case/requests");
    assert!(requests["total"].as_u64().unwrap() > 0 && requests["rows"][0]["asked"] == json!([]), "{requests}");
    let off = served.wait(
        &served.post("/api/v1/traces", &json!({ "claims": [{ "name": "x", "transactions": ["none"] }], "by": "A" })),
    );
    assert_eq!((&off["state"], &off["error"]["code"]), (&json!("failed"), &json!("call")), "{off}");
    let written = served
        .wait(&served.post("/api/v1/dossier", &json!({ "forms": ["html"], "languages": ["fr"], "by": "Officer A" })));
    assert_eq!(written["state"], "done", "{written}");
    let files = served.json("/api/v1/dossier/files");
    assert_eq!((&files[0]["file"], &files[0]["changed"]), (&json!("dossier.fr.html"), &json!(false)));
    let file = served.get("/api/v1/dossier/file/dossier.fr.html");
    assert_eq!(file.body, std::fs::read(case.path("case/dossier/dossier.fr.html")).unwrap());
    assert!(file.header("content-disposition").unwrap().starts_with("attachment;"));
    expect(0, &["verify", &case.case(), "--dossier", &case.path("case/dossier/dossier.fr.html").to_string_lossy()]);
}

/// The sums of the bands at each end.
fn amounts(picture: &Value, end: &str) -> Vec<i64> {
    let links = picture["links"].as_array().unwrap().iter().filter(|link| link[end].is_string());
    links.map(|link| link["high"]["minor"].as_str().unwrap().parse().unwrap()).collect()
}

#[test]
fn a_file_is_dropped_read_and_its_rows_are_there() {
    let case = Worked::of(&[("t1", "A", "B", "10.00")], &[("A", "50.00")]);
    let served = Served::of(&case.case());
    let rows = "id,booked_at,debtor,creditor,amount,currency\nu1,2024-02-01,A,C,5.00,EUR\nu2,2024-02-02,A,C,x,EUR\n";
    let job = served
        .wait(&served.drop_file("/api/v1/files?name=more.csv&exhibit=PV%201&use=consent-needed", rows.as_bytes()));
    let file = &job["result"]["files"][0];
    assert_eq!(
        (&job["state"], &file["file"], &file["entries"], &file["problems"]),
        (&json!("done"), &json!("more.csv"), &json!(1), &json!(1)),
        "{job}"
    );
    assert!(job["result"]["detected"]["leads"].is_u64(), "{job}");
    assert_eq!(served.json("/api/v1/accounts/C")["entries"], 1);
    let source = served.json("/api/v1/case")["sources"]
        .as_array()
        .unwrap()
        .iter()
        .find(|source| source["name"] == "more.csv")
        .unwrap()
        .clone();
    assert_eq!((&source["exhibit"], &source["use"]), (&json!("PV 1"), &json!("consent-needed")));
    let refused = served.wait(&served.drop_file("/api/v1/files?name=noise.bin", &[0, 159, 146, 150, 1, 2, 3]));
    assert!(refused["result"]["files"][0]["refused"].is_string() || refused["state"] == "failed", "{refused}");
    let off = served.wait(&served.drop_file("/api/v1/files?name=x.csv&use=public", rows.as_bytes()));
    assert_eq!(off["error"]["code"], "call", "{off}");
}

#[test]
fn many_files_are_added_and_patterns_are_looked_for_once_behind_the_last() {
    let case = Worked::of(&[("t1", "A", "B", "10.00")], &[("A", "50.00")]);
    let served = Served::of(&case.case());
    let detected = || served.json("/api/v1/case")["detected"].clone();
    for (name, rows) in [("rows.csv", networks::network_rows()), ("holders.csv", networks::network_accounts())] {
        let header = if name == "rows.csv" { networks::HEADER } else { networks::HOLDERS };
        let path = format!("/api/v1/files?name={name}&detect=false");
        let job = served.wait(&served.drop_file(&path, format!("{header}{rows}").as_bytes()));
        assert_eq!((&job["state"], &job["result"]["detected"]), (&json!("done"), &json!(null)), "{job}");
    }
    assert_eq!((detected(), served.json("/api/v1/leads")), (json!(false), json!([])));
    let job = served.wait(&served.post("/api/v1/detect", &json!({})));
    assert_eq!((&job["kind"], &job["state"]), (&json!("detect"), &json!("done")), "{job}");
    let leads = served.json("/api/v1/leads").as_array().unwrap().len();
    assert_eq!((detected(), job["result"]["leads"].as_u64()), (json!(true), Some(leads as u64)));
    assert!(leads > 0, "{job}");
}

#[test]
fn files_that_wait_for_their_turn_are_added_together_and_read_once() {
    let (case, served) = detected();
    let revision = || -> u64 {
        let session = served.json("/api/v1/session");
        session["revision"].as_str().unwrap().split('-').next().unwrap().parse().unwrap()
    };
    let before = revision();
    let rows = |number: usize| {
        format!("id,booked_at,debtor,creditor,amount,currency\nu{number},2024-02-01,FIRM,Z{number},{number}.00,EUR\n")
    };
    // While this runs, all others come to wait.
    let detecting = served.post("/api/v1/detect", &json!({}));
    let mut begun: Vec<_> = (1..=8)
        .map(|number| {
            let path = format!("/api/v1/files?name=more{number}.csv&detect=false");
            served.drop_file(&path, rows(number).as_bytes())
        })
        .collect();
    begun.push(served.drop_file("/api/v1/files?name=noise.bin&detect=false", &[0, 159, 146, 150, 1, 2, 3]));
    begun.push(served.drop_file("/api/v1/files?name=again.csv&detect=false", rows(1).as_bytes()));
    served.wait(&detecting);
    let jobs: Vec<Value> = begun.iter().map(|begun| served.wait(begun)).collect();
    for (number, job) in (1..=8).zip(&jobs) {
        let files = job["result"]["files"].as_array().unwrap();
        assert_eq!(files.len(), 1, "{job}");
        assert_eq!((&files[0]["file"], &files[0]["entries"]), (&json!(format!("more{number}.csv")), &json!(1)));
        assert_eq!(served.json(&format!("/api/v1/accounts/Z{number}"))["entries"], 1);
    }
    let refused = &jobs[8];
    assert!(refused["result"]["files"][0]["refused"].is_string() || refused["state"] == "failed", "{refused}");
    assert_eq!(jobs[9]["result"]["files"][0]["source"], jobs[0]["result"]["files"][0]["source"], "one file, twice");
    let names = served.json("/api/v1/case")["sources"].to_string();
    assert!(names.contains("more1.csv") && !names.contains("noise.bin"), "{names}");
    assert!(revision() <= before + 4, "the case was read {} times", revision() - before);
    assert_eq!(std::fs::read_dir(case.path("case/cache/incoming")).unwrap().count(), 0, "nothing lies about");
    expect(0, &["verify", &case.case()]);
}

#[test]
fn findings_follow_what_protects_people_when_they_are_looked_for_again() {
    let (case, served) = detected();
    let findings = |served: &Served| served.json("/api/v1/case")["counts"]["findings"].clone();
    let before = findings(&served);
    let body = json!({ "account": "WORKER1", "category": "victim", "source": "PV 12/3", "reason": "heard", "by": "Officer A" });
    assert_eq!(served.post("/api/v1/categories", &body).json()["detect_again"], true);
    let job = served.wait(&served.post("/api/v1/detect", &json!({})));
    assert_eq!(
        (&job["state"], &job["result"]["findings"]),
        (&json!("done"), &findings(&served)),
        "{job}, {before} before"
    );
    let again = crate::run::json(0, &["detect", &case.case()]);
    let ids = again["leads"].as_array().unwrap().iter().map(|lead| lead["id"].clone()).collect::<Vec<_>>();
    let shown =
        served.json("/api/v1/leads").as_array().unwrap().iter().map(|lead| lead["id"].clone()).collect::<Vec<_>>();
    assert_eq!(shown, ids, "as the verb finds them now");
}

#[test]
fn what_was_asked_for_is_taken_down_shown_and_taken_back() {
    let (case, served) = detected();
    let body =
        |to: &str| json!({ "account": "COLLECTOR", "from": "2024-02", "to": to, "request": "R 14", "by": "Officer A" });
    for off in ["2024-01", "march", "2124-01"] {
        assert_eq!(served.post("/api/v1/case/requests", &body(off)).status, 400, "{off}");
    }
    let taken = served.post("/api/v1/case/requests", &body("2024-04"));
    assert_eq!(taken.status, 200, "{}", taken.text());
    let grid = crate::run::json(0, &["statements", &case.case()]);
    assert!(grid.to_string().contains("R 14"), "the verb knows it: {grid}");
    let line = taken.json()["line"].clone();
    let undo =
        served.post(&format!("/api/v1/journal/{line}/undo"), &json!({ "reason": "not sent", "by": "Officer A" }));
    assert_eq!(undo.status, 200, "{}", undo.text());
    assert!(!crate::run::json(0, &["statements", &case.case()]).to_string().contains("R 14"));
}

#[test]
fn the_journal_is_read_in_words_and_files_go_by_their_names() {
    let (case, served) = detected();
    let file = case.write("note.csv", "id,booked_at,debtor,creditor,amount,currency\nu1,2024-02-01,FIRM,Z,5.00,EUR\n");
    expect(0, &["add", &case.case(), &file, "--use", "intelligence-only", "--exhibit", "PV 7"]);
    served.json("/api/v1/session");
    let rows = served.json("/api/v1/journal?limit=200")["rows"].clone();
    let said = |language: &str| -> Vec<String> {
        rows.as_array().unwrap().iter().map(|row| row["summary"][language].as_str().unwrap().to_owned()).collect()
    };
    let (en, fr) = (said("en"), said("fr"));
    assert!(
        en.iter()
            .any(|text| text.starts_with("File added: note.csv (")
                && text.ends_with("as intelligence only; exhibit: PV 7.")),
        "{en:?}"
    );
    assert!(
        fr.iter().any(|text| text.ends_with("comme renseignement seulement\u{202f}; pièce\u{a0}: PV 7.")),
        "{fr:?}"
    );
    assert!(
        fr.iter().any(|text| text.contains("(") && text.ends_with("comme preuve.")),
        "no exhibit, no word of one: {fr:?}"
    );
}

#[test]
fn another_program_writes_and_the_desk_sees_it() {
    let case = Worked::of(&[("t1", "A", "B", "10.00")], &[("A", "50.00")]);
    let served = Served::of(&case.case());
    let before = served.json("/api/v1/session");
    let file = case.write("more.csv", "id,booked_at,debtor,creditor,amount,currency\nu1,2024-02-01,A,Z,5.00,EUR\n");
    expect(0, &["add", &case.case(), &file]);
    let after = served.json("/api/v1/session");
    assert_ne!(before["revision"], after["revision"]);
    assert_eq!(served.json("/api/v1/accounts/Z")["entries"], 1);
    let head = before["journal_head"].as_str().unwrap();
    let stale = served.post(&format!("/api/v1/purpose?head={head}"), &json!({ "purpose": "p", "by": "A" }));
    assert_eq!(
        (stale.status, stale.json()["error"]["code"].clone()),
        (409, json!("head")),
        "the second tab looks first"
    );
    let head = after["journal_head"].as_str().unwrap();
    assert_eq!(served.post(&format!("/api/v1/purpose?head={head}"), &json!({ "purpose": "p", "by": "A" })).status, 200);
}

#[test]
fn many_writers_at_once_leave_a_journal_that_holds() {
    let (case, served) = detected();
    let lead = first_lead(&served);
    let path = format!("/api/v1/leads/{lead}/decision");
    let taken: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|writer| {
                let (served, path) = (&served, &path);
                scope.spawn(move || {
                    for number in 0..6 {
                        let body = json!({ "state": "kept", "reason": format!("{writer}.{number}"), "by": "A" });
                        // While the verb has the case, the desk says so, and nothing is taken down.
                        while served.post(path, &body).status == 409 {
                            std::thread::sleep(std::time::Duration::from_millis(20));
                        }
                    }
                    6
                })
            })
            .collect();
        // Beside them, the verb: it waits for nobody, and is told when the case is taken.
        let verb = scope.spawn(|| {
            (0..4)
                .filter(|number| {
                    let reason = format!("verb {number}");
                    let account = [
                        "category",
                        &case.case(),
                        "WORKER2",
                        "--as",
                        "witness",
                        "--source",
                        "s",
                        "--reason",
                        &reason,
                        "--by",
                        "B",
                    ];
                    crate::run::run(&account).status.success()
                })
                .count()
        });
        let decided: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
        decided + verb.join().unwrap()
    });
    let acts: Vec<Value> = case.journal().iter().map(|line| line["act"].clone()).collect();
    let said = acts.iter().filter(|act| **act == "lead-decided" || **act == "category-set").count();
    assert_eq!(said, taken, "what was confirmed stands, and nothing else does");
    assert!(taken >= 24, "{taken}");
    expect(0, &["verify", &case.case()]);
}

#[test]
fn what_was_confirmed_survives_a_kill() {
    let (case, served) = detected();
    let lead = first_lead(&served);
    let body = json!({ "state": "kept", "reason": "confirmed", "by": "Officer A" });
    assert_eq!(served.post(&format!("/api/v1/leads/{lead}/decision"), &body).status, 200);
    let rows = "id,booked_at,debtor,creditor,amount,currency\nu1,2024-02-01,FIRM,C,5.00,EUR\n";
    let begun = served.drop_file("/api/v1/files?name=late.csv", rows.as_bytes());
    assert_eq!(begun.status, 202);
    served.kill();
    // The journal may end in half a line; what is whole, holds.
    expect(0, &["verify", &case.case()]);
    let served = Served::of(&case.case());
    assert_eq!(served.json(&format!("/api/v1/leads/{lead}"))["decision"]["reason"], "confirmed");
}

#[test]
fn a_dossier_has_the_parts_that_are_chosen_and_others_are_refused() {
    let (case, served) = detected();
    let options = served.json("/api/v1/dossier/options")["parts"].clone();
    let part = |word: &str| options.as_array().unwrap().iter().find(|part| part["id"] == word).unwrap().clone();
    assert_eq!((&part("statements")["always"], &part("network")["always"]), (&json!(true), &json!(false)));
    assert_eq!(part("leads")["title"]["fr"], "Pistes");
    let page = |parts: &str| served.get(&format!("/api/v1/dossier/preview?lang=en{parts}")).text();
    let has = |page: &str, part: &str| page.contains(&format!("<section class=\"{part}\">"));
    assert!(has(&page(""), "network") && has(&page(""), "leads"));
    let less = page("&parts=leads,method");
    assert!(has(&less, "leads") && has(&less, "statements") == has(&page(""), "statements"));
    assert!(!has(&less, "network") && !has(&less, "findings"));
    let off = served.get("/api/v1/dossier/preview?parts=appendix");
    assert_eq!((off.status, off.json()["error"]["code"].clone()), (400, json!("call")));
    assert!(off.text().contains("leads, network, findings"), "says what there is: {}", off.text());
    let body = json!({ "forms": ["html"], "languages": ["fr"], "parts": ["leads"], "by": "Officer A" });
    let written = served.wait(&served.post("/api/v1/dossier", &body));
    assert_eq!(written["state"], "done", "{written}");
    let files = served.json("/api/v1/dossier/files");
    assert_eq!(
        (&files[0]["file"], &files[0]["form"], &files[0]["language"]),
        (&json!("dossier.extract.fr.html"), &json!("html"), &json!("fr"))
    );
    let path = case.path("case/dossier/dossier.extract.fr.html");
    expect(0, &["verify", &case.case(), "--dossier", &path.to_string_lossy()]);
    let off = served.wait(&served.post("/api/v1/dossier", &json!({ "parts": ["appendix"], "by": "A" })));
    assert_eq!(off["error"]["code"], "call", "{off}");
}

#[test]
fn what_changed_since_a_dossier_is_told_in_words() {
    let (case, served) = detected();
    let written = served
        .wait(&served.post("/api/v1/dossier", &json!({ "forms": ["html"], "languages": ["en"], "by": "Officer A" })));
    assert_eq!(written["state"], "done", "{written}");
    let changes = |since: &str| served.get(&format!("/api/v1/changes?since={since}&lang=fr"));
    let headings = |found: &Value| {
        found
            .as_array()
            .unwrap()
            .iter()
            .map(|section| section["heading"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let nothing = changes("dossier.en.html").json();
    assert_eq!(headings(&nothing)[1..], ["Rien ne diffère."], "{nothing}");
    let more = case
        .write("more.csv", "id,booked_at,debtor,creditor,amount,currency\nnew1,2024-06-03,WORKER1,SHOP,12.00,EUR\n");
    let added = crate::run::json(0, &["add", &case.case(), &more]);
    let source = added["files"][0]["source"].as_str().unwrap();
    let found = changes("dossier.en.html").json();
    assert!(headings(&found).contains(&"Nouveaux fichiers".to_owned()), "{found}");
    let files = found.as_array().unwrap().iter().find(|section| section["heading"] == "Nouveaux fichiers").unwrap();
    assert!(files["number"] == 1 && files["items"][0].as_str().unwrap().contains(source), "{files}");
    assert_eq!(changes("2020-01-01").status, 200);
    for off in ["", "none.html", "..%2Fcase.toml", "dossier/dossier.en.html"] {
        assert_eq!(changes(off).status, 404, "{off}");
    }
}

#[test]
fn accounts_are_said_to_be_one_holders_here_as_by_the_verb_and_that_is_taken_back() {
    let (case, served) = detected();
    let holder = |account: &str| served.json(&format!("/api/v1/accounts/{account}/holder"));
    assert_eq!(holder("WORKER1")["accounts"].as_array().unwrap().len(), 1, "itself alone");
    let body = |accounts: &[&str], more: Value| {
        // The files give them two days of birth.
        let mut body = json!({ "accounts": accounts, "source": "PV 3", "reason": "one passport", "by": "Officer A", "second": "Officer B" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let say = |accounts: &[&str], more: Value| served.post("/api/v1/merges", &body(accounts, more));
    for (accounts, more, status, code) in [
        (&["WORKER1"][..], json!({}), 400, "too-few"),
        (&["WORKER1", "NOBODY"], json!({}), 404, "not-found"),
        (&["WORKER1", "WORKER2"], json!({ "source": " " }), 400, "missing"),
        (&["WORKER1", "WORKER2"], json!({ "relation": "cousin" }), 400, "relation"),
        (&["WORKER1", "WORKER2"], json!({ "second": "officer a" }), 400, "second-needed"),
    ] {
        let off = say(accounts, more);
        assert_eq!((off.status, off.json()["error"]["code"].clone()), (status, json!(code)), "{}", off.text());
        let said = off.json()["error"]["message"].clone();
        assert_ne!(said["en"], said["fr"]);
    }
    let head = served.json("/api/v1/session")["journal_head"].as_str().unwrap().to_owned();
    let said = say(&["WORKER2", "WORKER1"], json!({})).json();
    assert_eq!(said["detect_again"], true, "{said}");
    let late = served.post(&format!("/api/v1/merges?head={head}"), &body(&["WORKER1", "WORKER3"], json!({})));
    assert_eq!(late.status, 409, "the second tab looks first");
    assert_eq!(say(&["WORKER1", "WORKER2"], json!({})).json()["error"]["code"], "stands-already");
    let proxy = say(&["COLLECTOR", "WORKER1"], json!({ "relation": "proxy" })).json();
    assert_eq!(proxy["detect_again"], false, "{proxy}");
    let now = holder("WORKER2");
    let ids = |value: &Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|who| who["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&now["accounts"]), ["WORKER1", "WORKER2"]);
    assert_eq!((now["said"].as_array().unwrap().len(), &now["said"][1]["relation"]), (2, &json!("proxy")));
    assert_eq!((&now["said"][0]["by"], &now["said"][0]["source"]), (&json!("Officer A"), &json!("PV 3")));
    assert_eq!(ids(&served.json("/api/v1/accounts/WORKER1")["held_with"]), ["WORKER2"]);
    let verb = crate::run::json(0, &["merge", &case.case()]);
    assert_eq!(verb["holders"], json!([["WORKER1", "WORKER2"]]), "the verb knows it");
    assert_eq!(verb["merges"][0]["id"], said["merge"]);
    let line = now["said"][0]["line"].clone();
    let undone =
        served.post(&format!("/api/v1/journal/{line}/undo"), &json!({ "reason": "two people", "by": "Officer B" }));
    assert_eq!((undone.status, undone.json()["detect_again"].clone()), (200, json!(true)), "{}", undone.text());
    assert_eq!(ids(&holder("WORKER2")["accounts"]), ["WORKER2"]);
    assert_eq!(crate::run::json(0, &["merge", &case.case()])["holders"], json!([]));
    expect(0, &["verify", &case.case()]);
}

#[test]
fn two_days_of_birth_take_two_people_here_as_well() {
    let (_case, served) = detected();
    let say = |second: Value| {
        let body = json!({ "accounts": ["WORKER1", "WORKER2"], "source": "PV 3", "reason": "r", "by": "Officer A", "second": second });
        served.post("/api/v1/merges", &body)
    };
    let off = say(json!(null));
    assert_eq!((off.status, off.json()["error"]["code"].clone()), (400, json!("second-needed")), "{}", off.text());
    assert!(!off.text().contains("1991"), "no day is told: {}", off.text());
    assert_eq!(say(json!("Officer B")).status, 200);
}

#[test]
fn what_the_files_propose_of_holders_is_shown_in_words_and_of_nobody_who_is_protected() {
    let case = Worked::of(&[("t1", "A", "B", "900.00"), ("t2", "B", "C", "880.00")], &[("A", "1000.00")]).with(
        "holders.csv",
        "account,holder,birth_date,phone,currency\n\
         A,Mila Dordic,1990-01-02,+381601112223,EUR\nC,DORDIC MILA,1990-01-02,+381601112223,EUR\n",
        &[],
    );
    let served = Served::of(&case.case());
    let proposed = |account: &str| served.json(&format!("/api/v1/accounts/{account}/proposals"))["proposed"].clone();
    let found = proposed("A");
    let ids: Vec<&str> =
        found[0]["accounts"].as_array().unwrap().iter().map(|who| who["id"].as_str().unwrap()).collect();
    assert_eq!((found.as_array().unwrap().len(), ids), (1, vec!["A", "C"]));
    assert_ne!(found[0]["why"][0]["en"], found[0]["why"][0]["fr"]);
    let text = found.to_string();
    assert!(!text.contains("1112223") && !text.contains("1990") && !text.to_lowercase().contains("dordic"), "{text}");
    assert_eq!((proposed("C"), proposed("B")), (found, json!([])));
    let body = json!({ "accounts": ["A", "C"], "source": "PV 3", "reason": "one passport", "by": "Officer A" });
    let said = served.post("/api/v1/merges", &body);
    assert_eq!(said.status, 200, "{}", said.text());
    assert_eq!(proposed("A"), json!([]), "said once, it is proposed no more");
    let line = said.json()["line"].clone();
    served.post(&format!("/api/v1/journal/{line}/undo"), &json!({ "reason": "two people", "by": "Officer A" }));
    assert_eq!(proposed("A").as_array().unwrap().len(), 1);
    let why = ["--source", "PV 4", "--reason", "R", "--by", "Officer A"];
    expect(0, &[&["category", &case.case(), "C", "--protected-from", "2024-01-01"][..], &why].concat());
    served.json("/api/v1/session");
    assert_eq!(proposed("A"), json!([]));
}
