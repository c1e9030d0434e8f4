//! `flags`, and flags of a case: files that a person writes, run beside those of the program.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::networks::{detect, kinds, network};
use crate::run::{expect, json as of};
use crate::worked::Worked;

/// The file of a flag that finds every account which receives money, under this id.
fn flag(id: &str, query: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    expect(0, &["flags", "new", id, "--dir", dir]);
    let text = fs::read_to_string(folder.path().join(format!("{id}.md"))).unwrap();
    let (before, rest) = text.split_once("```sql\n").unwrap();
    let (_, after) = rest.split_once("```").unwrap();
    format!("{before}```sql\n{query}\n```{after}")
}

const EVERY_PAYEE: &str = "SELECT json_group_array(tx) AS transactions, creditor AS collector, sum(amount_minor) AS amount_minor, currency,\n\
                           count(*) AS events\n\
                           FROM transactions WHERE creditor IS NOT NULL AND :window_seconds > 0 AND :deposits_least > 0\n\
                           GROUP BY creditor, currency";

/// Puts a file into the flags of a case.
fn put(case: &Worked, name: &str, text: &str) -> String {
    let folder = case.path("case/flags");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), text).unwrap();
    folder.join(name).display().to_string()
}

fn texts(values: &Value) -> Vec<&str> {
    values.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
}

#[test]
fn the_list_has_every_flag_with_its_parameters() {
    let (shown, _) = expect(0, &["flags", "list"]);
    let listed = of(0, &["flags", "list"]);
    let flags = listed["flags"].as_array().unwrap();
    assert_eq!(listed["faults"], json!([]));
    for flag in flags {
        let id = flag["id"].as_str().unwrap();
        let row = shown.lines().find(|line| line.split(' ').next() == Some(id)).unwrap_or_else(|| panic!("no {id}"));
        assert!(row.contains(flag["title"]["en"].as_str().unwrap()), "{row}");
        assert!(row.contains(if flag["on"] == true { " on " } else { " off " }), "{row}");
    }
    let on = flags.iter().filter(|flag| flag["on"] == true).count();
    assert!(shown.contains(&format!("{} flags, {on} on.", flags.len())), "{shown}");
    assert!(shown.contains("nobody has calibrated"), "{shown}");
    let sweep = flags.iter().find(|flag| flag["id"] == "wage-sweep-to-one").unwrap();
    assert_eq!((&sweep["element"], &sweep["family"]), (&json!("means"), &json!("wages")));
    let parameters = sweep["parameters"].as_array().unwrap();
    let window = parameters.iter().find(|parameter| parameter["name"] == "window").unwrap();
    assert_eq!(window, &json!({ "name": "window", "default": "48h", "unit": "span", "basis": "design" }));
}

#[test]
fn a_flag_is_explained_in_both_languages() {
    let explain = |more: &[&str]| expect(0, &[&["flags", "explain", "wage-sweep-to-one"], more].concat()).0;
    let (english, french) = (explain(&[]), explain(&["--lang", "fr"]));
    assert_eq!(english, explain(&["--lang", "en"]));
    let headings = [
        ("What it finds", "Ce qu'il trouve"),
        ("Why it matters", "Pourquoi c'est important"),
        ("Innocent explanations", "Explications innocentes"),
        ("What to check next", "Que vérifier ensuite"),
        ("Parameters", "Paramètres"),
        ("Rule", "Règle"),
    ];
    for (in_english, in_french) in headings {
        let stands = |text: &str, heading: &str| text.lines().any(|line| line == heading);
        assert!(stands(&english, in_english) && !stands(&english, in_french), "{english}");
        assert!(stands(&french, in_french) && !stands(&french, in_english), "{french}");
    }
    for text in [&english, &french] {
        assert!(text.lines().any(|line| line.starts_with("- window = 48h (span): ")), "an item a line: {text}");
        assert!(text.contains("FROM sweeps(:window, 'pay')"), "{text}");
        let before_the_rule = text.split("\nWITH ").next().unwrap();
        assert!(before_the_rule.lines().all(|line| line.chars().count() <= 100), "{before_the_rule}");
        assert!(!text.contains("FATF-APG"), "a source that was not read is not cited: {text}");
    }
    let document = of(0, &["flags", "explain", "wage-sweep-to-one", "--lang", "fr"]);
    assert_eq!((&document["id"], &document["version"]), (&json!("wage-sweep-to-one"), &json!(1)));
    assert!(document["title"]["en"].is_string() && document["title"]["fr"].is_string());
    let (out, said) = expect(2, &["flags", "explain", "no-such-flag"]);
    assert!(
        out.is_empty() && said.contains("no flag is called \"no-such-flag\"") && said.contains("flags list"),
        "{said}"
    );
}

#[test]
fn a_flag_that_is_off_says_why_and_is_not_run() {
    let listed = of(0, &["flags", "list"]);
    let off = listed["flags"].as_array().unwrap().iter().find(|flag| flag["on"] == false).unwrap();
    let id = off["id"].as_str().unwrap();
    let shown = |lang: &str| expect(0, &["flags", "explain", id, "--lang", lang]).0;
    assert!(shown("en").contains("\nOff: ") && shown("fr").contains("\nInactif: "));
    let case = network();
    let (_, said) = expect(2, &["detect", &case.case(), "--only", id]);
    assert!(said.contains("is off") && said.contains(id), "{said}");
}

#[test]
fn flags_are_checked_and_their_cases_run() {
    let named = ["wage-sweep-to-one", "lookalike-household"];
    let checked = of(0, &[&["flags", "check"], &named[..]].concat());
    assert_eq!(checked, json!({ "flags": 2, "cases": 0, "faults": [] }));
    let tested = of(0, &[&["flags", "test"], &named[..]].concat());
    assert_eq!((&tested["flags"], &tested["faults"]), (&json!(2), &json!([])));
    assert!(tested["cases"].as_u64() > Some(5), "{tested}");
    let (shown, _) = expect(0, &[&["flags", "test"], &named[..]].concat());
    assert_eq!(shown.trim(), format!("2 flags, {} cases: nothing is wrong.", tested["cases"]));
    assert_eq!(expect(0, &["flags", "check", "wage-sweep-to-one"]).0.trim(), "1 flag: nothing is wrong.");
    let (_, said) = expect(2, &["flags", "test", "no-such-flag"]);
    assert!(said.contains("no flag is called"), "{said}");
    expect(2, &["flags", "test", "no/such/file.md"]);
}

#[test]
fn the_flags_of_the_program_are_right_and_all_run() {
    assert_eq!(of(0, &["flags", "check"])["faults"], json!([]));
    let found = detect(&network(), &[]);
    assert_eq!(found["flag_faults"], json!([]));
    let listed = of(0, &["flags", "list"]);
    let on: Vec<&Value> = listed["flags"].as_array().unwrap().iter().filter(|flag| flag["on"] == true).collect();
    assert_eq!(texts(&found["flags_run"]), on.iter().map(|flag| flag["id"].as_str().unwrap()).collect::<Vec<_>>());
}

#[test]
fn a_new_flag_is_right_as_it_is_written_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("own").display().to_string();
    let file = format!("{dir}/two-phones.md");
    let (shown, _) = expect(0, &["flags", "new", "two-phones", "--dir", &dir]);
    assert!(shown.contains(&file) && shown.contains(&format!("filature flags test {file}")), "{shown}");
    let (shown, _) = expect(0, &["flags", "test", &file]);
    assert!(shown.ends_with("nothing is wrong.\n"), "{shown}");
    assert_eq!(of(0, &["flags", "check", &file])["faults"], json!([]));
    let before = fs::read_to_string(&file).unwrap();
    let (_, said) = expect(2, &["flags", "new", "two-phones", "--dir", &dir]);
    assert!(said.contains("nothing was written"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    let written = of(0, &["flags", "new", "three-phones", "--dir", &dir]);
    assert_eq!(written, json!({ "files": [format!("{dir}/three-phones.md"), format!("{dir}/cases/three-phones.md")] }));
    for id in ["Two", "two phones", "../two", ""] {
        let (_, said) = expect(2, &["flags", "new", id, "--dir", &dir]);
        assert!(said.contains("is no id"), "{said}");
    }
    assert!(!folder.path().join("two.md").exists());
}

#[test]
fn what_is_wrong_with_a_flag_is_said_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad-query.md");
    let text = flag("bad-query", &EVERY_PAYEE.replace("currency,\n", "curency,\n"));
    let line = 1 + text.lines().position(|line| line.contains("curency")).unwrap();
    fs::write(&file, &text).unwrap();
    let (shown, _) = expect(1, &["flags", "check", file.to_str().unwrap()]);
    assert!(shown.contains(&format!("bad-query.md, line {line}: ")) && shown.contains("curency"), "{shown}");
    assert!(shown.contains("docs/reference/sql.md"), "what to do: {shown}");
    let (shown, _) = expect(1, &["flags", "test", file.to_str().unwrap()]);
    assert!(shown.contains("has no cases"), "{shown}");
    let document = of(1, &["flags", "test", file.to_str().unwrap()]);
    assert_eq!(document["flags"], 1);
    assert!(texts(&document["faults"]).iter().any(|fault| fault.contains(&format!("line {line}: "))), "{document}");
}

#[test]
fn a_case_of_a_flag_that_comes_out_otherwise_is_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    expect(0, &["flags", "new", "mine", "--dir", dir]);
    let cases = folder.path().join("cases/mine.md");
    let text = fs::read_to_string(&cases).unwrap();
    fs::write(&cases, text.replacen("1000.00", "1000.01", 1)).unwrap();
    let file = format!("{dir}/mine.md");
    assert_eq!(of(0, &["flags", "check", &file])["faults"], json!([]), "checking runs no case");
    let (shown, _) = expect(1, &["flags", "test", &file]);
    assert!(shown.contains("cases/mine.md, line ") && shown.contains("1000.01"), "{shown}");
}

#[test]
fn a_broken_file_in_the_flags_of_a_case_stops_no_other() {
    let case = network();
    let whole = detect(&case, &[]);
    let file = put(&case, "broken.md", "+++\nid = \"broken\"\nversion = 1\nstatus = \"perhaps\"\n+++\n");
    let broken_query =
        put(&case, "broken-query.md", &flag("broken-query", &EVERY_PAYEE.replace("creditor AS", "no_such_column AS")));
    let found = detect(&case, &[]);
    for key in ["findings", "leads", "flags_run"] {
        assert_eq!(found[key], whole[key], "{key}");
    }
    let mut faults = texts(&found["flag_faults"]);
    faults.retain(|said| said.starts_with(&case.case()));
    let fault =
        |file: &str| *faults.iter().find(|fault| fault.starts_with(file)).unwrap_or_else(|| panic!("{faults:?}"));
    assert_eq!(faults.len(), 2, "{faults:?}");
    for (file, to_do) in [(&file, "docs/reference/flag-files.md"), (&broken_query, "docs/reference/sql.md")] {
        let said = fault(file);
        assert!(said.contains(", line ") && said.contains(to_do), "file, line and what to do: {said}");
    }
    assert!(fault(&broken_query).contains("no_such_column"));
    let (shown, _) = expect(0, &["detect", &case.case()]);
    assert!(faults.iter().all(|fault| shown.contains(fault)), "{shown}");
    let (_, said) = expect(2, &["detect", &case.case(), "--only", "broken"]);
    assert!(said.contains(fault(&file)), "{said}");
    let listed = of(0, &["flags", "list", "--case", &case.case()]);
    assert_eq!(texts(&listed["faults"]), [fault(&file)]);
    let checked = of(1, &["flags", "check", "--case", &case.case()]);
    assert!(texts(&checked["faults"]).contains(&fault(&file)), "{checked}");
}

#[test]
fn a_flag_of_a_case_takes_the_place_of_one_by_the_same_id() {
    let case = network();
    let before = detect(&case, &[]);
    put(&case, "wage-sweep-to-one.md", &flag("wage-sweep-to-one", EVERY_PAYEE));
    let found = detect(&case, &["--only", "wage-sweep-to-one"]);
    let findings: Vec<&Value> =
        found["findings"].as_array().unwrap().iter().filter(|found| found["kind"] == "wage-sweep-to-one").collect();
    let mut payees: Vec<&str> =
        findings.iter().map(|finding| finding["accounts"][0]["account"].as_str().unwrap()).collect();
    payees.sort_unstable();
    assert_eq!(payees, ["COLLECTOR", "WORKER1", "WORKER2", "WORKER3", "WORKER4", "WORKER5"]);
    assert_eq!(found["flag_faults"], json!([]));
    let all = detect(&case, &[]);
    assert_eq!(all["flags_run"], before["flags_run"], "one flag of that id");
    let listed = of(0, &["flags", "list", "--case", &case.case()]);
    let file = |listed: &Value| {
        let flags = listed["flags"].as_array().unwrap();
        let flag = flags.iter().find(|flag| flag["id"] == "wage-sweep-to-one").unwrap();
        flag["file"].as_str().unwrap().to_owned()
    };
    assert!(Path::new(&file(&listed)).starts_with(case.path("case")), "{}", file(&listed));
    assert_eq!(file(&of(0, &["flags", "list"])), "flags/wage-sweep-to-one.md");
}

#[test]
fn detect_runs_the_flags_that_are_asked_for() {
    let case = network();
    let found = detect(&case, &["--only", "wage-sweep-to-one"]);
    assert_eq!(kinds(&found), ["wage-sweep-to-one"]);
    assert_eq!((&found["patterns_run"], &found["leads"]), (&json!([]), &json!([])), "one flag alone is no lead");
    let run = texts(&found["flags_run"]).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let others: Vec<&String> =
        run.iter().filter(|id| *id != "wage-sweep-to-one" && !id.starts_with("lookalike-")).collect();
    assert!(run.contains(&"lookalike-household".to_owned()), "what speaks against is never left out: {run:?}");
    assert!(others.is_empty(), "{others:?}");
    let both = detect(&case, &["--only", "wage-sweep-to-one,gather-scatter"]);
    assert_eq!(kinds(&both), ["gather-scatter", "wage-sweep-to-one"]);
    assert_eq!(kinds(&detect(&case, &["--only", "gather-scatter"])), ["gather-scatter"]);
    for only in ["unknown", "wage-sweep-to-one,unknown", "Wage-Sweep-To-One"] {
        let (out, said) = expect(2, &["detect", &case.case(), "--only", only]);
        assert!(
            out.is_empty() && said.contains("no pattern and no flag is called") && said.contains("flags list"),
            "{said}"
        );
    }
}

#[test]
fn another_value_of_a_parameter_changes_what_is_found() {
    let case = network();
    let count = |set: &[&str]| {
        let sets: Vec<&str> = set.iter().flat_map(|set| ["--set", set]).collect();
        detect(&case, &[&["--only", "wage-sweep-to-one"], &sets[..]].concat())["findings"].as_array().unwrap().len()
    };
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&["wage-sweep-to-one.payees_least=5"]), 1);
    assert_eq!(count(&["wage-sweep-to-one.payees_least=6"]), 0);
    assert_eq!(count(&["wage-sweep-to-one.window=1h"]), 0);
    assert_eq!(count(&["wage-sweep-to-one.window=72h", "wage-sweep-to-one.share_percent=94"]), 0);
    let wrong = [
        ("wage-sweep-to-one.no_such=1", "has no parameter no_such"),
        ("no-such-flag.window=1h", "no-such-flag has no parameter window"),
        ("wage-sweep-to-one.window", "FLAG.PARAMETER=VALUE"),
        ("window=72h", "FLAG.PARAMETER=VALUE"),
        ("wage-sweep-to-one.payees_least=many", "a whole number"),
        ("wage-sweep-to-one.payees_least=4.5", "a whole number"),
        ("wage-sweep-to-one.window=72", "a span of time"),
    ];
    for (set, said) in wrong {
        let (out, err) = expect(2, &["detect", &case.case(), "--set", set]);
        assert!(out.is_empty() && err.contains(said), "{set}: {err}");
    }
}
