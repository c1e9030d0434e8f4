//! Leads: a network gives one and its look-alike none; the files agree, and nothing depends on order or threads.

use std::collections::BTreeSet;
use std::fs;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Value, json};

use crate::networks::{self, HEADER, HOLDERS, detect, family, kinds, network};
use crate::run::{expect, json};
use crate::worked::Worked;

/// Names of the fields of an object, sorted.
fn fields(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn texts(values: &Value) -> Vec<&str> {
    values.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
}

#[test]
fn a_network_that_sweeps_wages_gives_one_lead() {
    let found = detect(&network(), &[]);
    let leads = found["leads"].as_array().unwrap();
    assert_eq!(leads.len(), 1, "{leads:?}");
    let lead = &leads[0];
    assert_eq!(
        (&lead["kind"], &lead["minor"], &lead["use"]),
        (&json!("trafficking"), &json!("no"), &json!("evidence"))
    );
    let side = |account: &str| {
        let members = lead["accounts"].as_array().unwrap();
        members.iter().find(|member| member["account"] == account).map(|member| member["side"].as_str().unwrap())
    };
    assert_eq!(side("COLLECTOR"), Some("controller"));
    for worker in 1..=5 {
        assert_eq!(side(&format!("WORKER{worker}")), Some("victim-pattern"));
    }
    let count = |element: &str| lead["elements"][element].as_u64().unwrap();
    assert!(count("means") >= 2 && count("purpose") >= 1 && count("money") >= 1, "{}", lead["elements"]);
    let kinds = kinds(&found);
    for flag in
        ["wage-sweep-to-one", "batch-onboarding", "shared-identity-hub", "no-life-on-account", "under-the-cosi-line"]
    {
        assert!(kinds.contains(&flag), "{flag}: {kinds:?}");
        assert!(texts(&lead["findings"]).iter().any(|id| id.starts_with(flag)), "{flag}");
    }
    assert_eq!(found["set_aside"], json!([]));
}

#[test]
fn a_family_that_pools_its_wages_gives_none_and_is_told_apart_by_what_it_lives_on() {
    let found = detect(&family(), &[]);
    assert_eq!(found["leads"], json!([]));
    let kinds = kinds(&found);
    assert!(kinds.contains(&"wage-sweep-to-one"), "it looks like the network: {kinds:?}");
    let set_aside = found["set_aside"].as_array().unwrap();
    let explained = |flag: &str| {
        let by = set_aside.iter().find(|pair| pair["finding"].as_str().unwrap().starts_with(flag));
        by.map(|pair| pair["by"].as_str().unwrap())
    };
    assert!(explained("wage-sweep-to-one").is_some_and(|by| by.starts_with("lookalike-household")), "{set_aside:?}");
}

#[test]
fn a_lead_has_the_fields_of_the_contract() {
    let case = network();
    let found = detect(&case, &[]);
    let lead = &found["leads"][0];
    // The contract of DESIGN.md, and the mark of what it rests on, which everything that is found bears.
    let contract = ["id", "kind", "score", "accounts", "findings", "elements", "minor", "for", "against", "ask", "use"];
    assert_eq!(fields(lead), BTreeSet::from(contract));
    assert_eq!(fields(&lead["elements"]), BTreeSet::from(["act", "means", "purpose", "money"]));
    assert!(lead["elements"].as_object().unwrap().values().all(Value::is_u64));
    assert!(lead["id"].is_string() && lead["score"].is_i64());
    for member in lead["accounts"].as_array().unwrap() {
        assert_eq!(fields(member), BTreeSet::from(["account", "role", "side"]));
        let side = member["side"].as_str().unwrap();
        assert!(["victim-pattern", "controller", "employer", "facilitator"].contains(&side), "{side}");
    }
    let ids: BTreeSet<&str> =
        found["findings"].as_array().unwrap().iter().map(|finding| finding["id"].as_str().unwrap()).collect();
    assert!(texts(&lead["findings"]).iter().all(|id| ids.contains(id)), "a lead names findings that are there");
    for (list, whats) in [("for", &["fact"][..]), ("against", &["fact", "assumption"]), ("ask", &["question"])] {
        let statements = lead[list].as_array().unwrap();
        assert!(!statements.is_empty(), "{list}");
        for statement in statements {
            let known = BTreeSet::from(["finding", "flag", "what", "en", "fr"]);
            assert!(fields(statement).is_subset(&known), "{statement}");
            assert!(whats.contains(&statement["what"].as_str().unwrap()), "{list}: {statement}");
            let text = |language: &str| statement[language].as_str().unwrap();
            assert!(!text("en").is_empty() && !text("fr").is_empty() && text("en") != text("fr"), "{statement}");
            assert!(statement["what"] != "fact" || ids.contains(statement["finding"].as_str().unwrap()), "{statement}");
        }
    }
    let shown = expect(0, &["detect", &case.case()]).0;
    assert!(shown.contains(lead["id"].as_str().unwrap()) && shown.contains("trafficking"), "{shown}");
    assert!(!shown.contains(&lead["score"].to_string()), "the order among leads is shown as no number: {shown}");
}

#[test]
fn the_files_of_leads_say_what_the_command_says() {
    let case = network();
    let found = detect(&case, &[]);
    let folder = case.path("case/findings");
    let read = |name: &str| serde_json::from_slice::<Value>(&fs::read(folder.join(name)).unwrap()).unwrap();
    assert_eq!(read("leads.json"), found["leads"]);
    assert_eq!(read("findings.json"), found["findings"]);
    let file = fs::File::open(folder.join("leads.parquet")).unwrap();
    let mut rows = 0;
    for batch in ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap() {
        let batch = batch.unwrap();
        let column = |name: &str| batch.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
        let text = |name: &str, row: usize| column(name).as_string::<i32>().value(row).to_owned();
        for row in 0..batch.num_rows() {
            let lead = &found["leads"][rows];
            for name in ["id", "kind", "minor", "use"] {
                assert_eq!(lead[name], text(name, row), "{name}");
            }
            assert_eq!(lead["score"], column("score").as_primitive::<Int64Type>().value(row));
            for name in ["act", "means", "purpose", "money"] {
                assert_eq!(lead["elements"][name], column(name).as_primitive::<UInt32Type>().value(row), "{name}");
            }
            let members = |key: &str| {
                let members = lead["accounts"].as_array().unwrap().iter();
                members.map(|member| member[key].as_str().unwrap()).collect::<Vec<_>>().join(" ")
            };
            assert_eq!((text("accounts", row), text("sides", row)), (members("account"), members("side")));
            assert_eq!(text("findings", row), texts(&lead["findings"]).join(" "));
            rows += 1;
        }
    }
    assert_eq!(rows, found["leads"].as_array().unwrap().len());
}

#[test]
fn threads_and_the_order_of_files_change_no_byte_of_findings_and_leads() {
    let rows = networks::network_rows();
    let lines: Vec<&str> = rows.lines().collect();
    let part = |from: usize, until: usize| format!("{HEADER}{}\n", lines[from..until].join("\n"));
    let (first, second) = (part(0, 17), part(17, lines.len()));
    let accounts = format!("{HOLDERS}{}", networks::network_accounts());
    let files = [("a.csv", first.as_str()), ("b.csv", &second), ("accounts.csv", &accounts)];
    let mut known: Option<[Vec<u8>; 2]> = None;
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let case =
            order.iter().map(|&at| files[at]).fold(Worked::empty(), |case, (name, text)| case.with(name, text, &[]));
        for threads in ["1", "8"] {
            let found = detect(&case, &["--threads", threads]);
            assert_eq!(found["leads"].as_array().unwrap().len(), 1);
            let bytes =
                ["findings.json", "leads.json"].map(|name| fs::read(case.path("case/findings").join(name)).unwrap());
            let expected = known.get_or_insert_with(|| bytes.clone());
            assert!(bytes == *expected, "files as {order:?}, {threads} threads");
        }
    }
}

/// The dossier with names, in both languages, as one text; without its method, which lists every flag that ran, whatever it found.
fn dossier(case: &Worked) -> String {
    expect(0, &["dossier", &case.case(), "--names"]);
    let read = |code: &str| {
        let page = fs::read_to_string(case.path(&format!("case/dossier/dossier.{code}.html"))).unwrap();
        let (before, method) = page.split_once("<section class=\"method\">").unwrap();
        let (_, after) = method.split_once("</section>").unwrap();
        format!("{before}{after}")
    };
    read("en") + &read("fr")
}

fn findings_of_flags(found: &Value) -> Vec<&Value> {
    let patterns = texts(&found["patterns_run"]);
    let findings = found["findings"].as_array().unwrap().iter();
    findings.filter(|finding| !patterns.contains(&finding["kind"].as_str().unwrap())).collect()
}

#[test]
fn what_rests_on_a_restricted_list_of_accounts_is_marked_and_is_not_in_the_dossier() {
    let accounts = format!("{HOLDERS}{}", networks::network_accounts());
    let case = Worked::empty().with("rows.csv", &format!("{HEADER}{}", networks::network_rows()), &[]).with(
        "accounts.csv",
        &accounts,
        &["--use", "intelligence-only"],
    );
    let found = detect(&case, &[]);
    let of_flags = findings_of_flags(&found);
    assert!(of_flags.len() > 5);
    assert!(of_flags.iter().all(|finding| finding["use"] == "intelligence-only"), "the list may have decided each");
    let leads = found["leads"].as_array().unwrap();
    assert!(!leads.is_empty() && leads.iter().all(|lead| lead["use"] == "intelligence-only"));
    // What the evidence gives without the list may stand in the dossier; what was found by the list may not, nor what it says.
    let by_list = ["batch-onboarding", "shared-identity-hub"];
    let found_by_list = of_flags.iter().filter(|finding| by_list.contains(&finding["kind"].as_str().unwrap()));
    let ids: Vec<&str> = found_by_list.map(|finding| finding["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 2);
    let (restricted, open) = (dossier(&case), dossier(&network()));
    assert!(restricted.contains("rows.csv"));
    for secret in ids.iter().chain(&by_list).chain(&["Marrun", "Tarnu", "Brelu", "Brume Agricole"]) {
        assert!(open.contains(secret), "where all is evidence it is there: {secret}");
        assert!(!restricted.contains(secret), "{secret}");
    }
    for value in ["QUAI GRIS", "ZORN"] {
        assert!(!restricted.contains(value) && !open.contains(value), "in no dossier: {value}");
    }
}

#[test]
fn nothing_of_a_network_that_is_intelligence_is_in_the_dossier() {
    let restricted = ["--use", "intelligence-only"];
    let case = Worked::empty()
        .with("note.csv", &format!("{HEADER}{}", networks::network_rows()), &restricted)
        .with("list.csv", &format!("{HOLDERS}{}", networks::network_accounts()), &restricted)
        .with("plain.csv", &format!("{HEADER}p1,2024-03-01,OPEN1,OPEN2,5.00,EUR,transfer,FR,FR,,,,,,,\n"), &[]);
    let found = detect(&case, &[]);
    let lead = &found["leads"][0];
    assert_eq!(lead["use"], "intelligence-only");
    assert!(findings_of_flags(&found).iter().all(|finding| finding["use"] == "intelligence-only"));
    let (restricted, open) = (dossier(&case), dossier(&network()));
    assert!(restricted.contains("plain.csv"));
    let id = lead["id"].as_str().unwrap();
    for secret in ["WORKER", "COLLECTOR", "FIRM", "Marrun", "13,995", "wage-sweep-to-one", id] {
        assert!(open.contains(secret), "where all is evidence it is there: {secret}");
        assert!(!restricted.contains(secret), "{secret}");
    }
    for finding in found["findings"].as_array().unwrap() {
        assert!(!restricted.contains(finding["id"].as_str().unwrap()), "{finding}");
    }
    let (shown, _) = expect(0, &["detect", &case.case()]);
    let row = shown.lines().find(|line| line.contains(id)).unwrap();
    assert!(row.contains("intelligence-only"), "{row}");
}

/// A decision on a lead was taken down on the desk alone.
#[test]
fn a_lead_is_decided_by_command_and_keeps_its_decision_when_files_are_added() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    expect(0, &["demo", "--dir", &path("demo")]);
    let case = path("demo/case");
    let rows = || json(0, &["leads", &case])["leads"].as_array().unwrap().clone();
    let id = rows()[0]["id"].as_str().unwrap().to_owned();
    assert!(rows().iter().all(|row| row["state"] == "open" && row["is_found"] == true));
    let decide = |code: i32, id: &str, state: &str, more: &[&str]| {
        expect(code, &[&["leads", &case, id, "--decide", state], more].concat())
    };
    decide(2, &id, "kept", &["--by", "Ada"]);
    decide(2, &id, "kept", &["--by", "Ada", "--reason", " "]);
    decide(2, &id, "guilty", &["--by", "Ada", "--reason", "r"]);
    let (_, err) = decide(2, "nobody", "kept", &["--by", "Ada", "--reason", "r"]);
    assert!(err.contains("no lead of this case is called so"), "{err}");
    decide(0, &id, "kept", &["--by", "Ada", "--reason", "heard the owner"]);
    decide(0, &id, "set-aside", &["--by", "Bo", "--reason", "a household: PV 51"]);
    let more = path("more.csv");
    fs::write(&more, "id,booked_at,debtor,creditor,amount,currency\nm1,2024-03-01,X1,Y1,4.44,EUR\n").unwrap();
    expect(0, &["add", &case, &more]);
    expect(0, &["detect", &case]);
    let row = rows().into_iter().find(|row| row["id"] == id.as_str()).unwrap();
    assert_eq!(
        (&row["state"], &row["by"], &row["reason"]),
        (&"set-aside".into(), &"Bo".into(), &"a household: PV 51".into())
    );
    let (out, _) = expect(0, &["leads", &case]);
    assert!(
        out.contains("set-aside") && out.contains("PV 51") && out.contains("says nothing of anybody's guilt"),
        "{out}"
    );
    // What is found no more is still told to have been decided.
    fs::remove_dir_all(folder.path().join("demo/case/findings")).unwrap();
    let rows = rows();
    assert_eq!((rows.len(), &rows[0]["is_found"], &rows[0]["state"]), (1, &false.into(), &"set-aside".into()));
    decide(0, &id, "open", &["--by", "Bo", "--reason", "new statements"]);
    let settings = folder.path().join("demo/case/case.toml");
    let asks = format!("{}\n[four_eyes]\nacts = [\"lead\"]\n", fs::read_to_string(&settings).unwrap());
    fs::write(&settings, asks).unwrap();
    decide(2, &id, "kept", &["--by", "Ada", "--reason", "r"]);
    decide(0, &id, "kept", &["--by", "Ada", "--reason", "r", "--second", "Bo", "--second-reason", "read it too"]);
}
