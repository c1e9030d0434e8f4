//! Traces as files: their hashes in the journal, what `verify` and `dossier` do with one that was changed, their names.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{expect, filature, json};
use crate::worked::Worked;

fn one_credit() -> Worked {
    Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")])
}

/// The lines of the journal about traces: file and hash.
fn written(worked: &Worked) -> Vec<(Value, Value)> {
    let lines = worked.journal().into_iter().filter(|line| line["act"] == "trace-written");
    lines.map(|line| (line["file"].clone(), line["sha256"].clone())).collect()
}

fn html(worked: &Worked) -> String {
    fs::read_to_string(worked.path("case/dossier/dossier.en.html")).unwrap()
}

#[test]
fn a_trace_is_in_the_journal_with_its_hash_once() {
    let worked = one_credit();
    worked.trace(&["--claim", "a=t1"]);
    worked.trace(&["--claim", "a=t1"]);
    worked.trace(&["--of", "M"]);
    worked.trace(&["--of", "M"]);
    let [trace] = &worked.files("traces")[..] else { panic!("one trace") };
    let [origins] = &worked.files("traces/origins")[..] else { panic!("one file") };
    let lines = written(&worked);
    let names: Vec<&Value> = lines.iter().map(|(file, _)| file).collect();
    assert_eq!(names, [&json!(format!("traces/{trace}")), &json!(format!("traces/origins/{origins}"))]);
    let before = lines.len();
    // Other sources give other bytes: another line, and the first one again once they are as before is one more.
    let worked = worked.with("more.csv", "id,booked_at,debtor,creditor,amount,currency\nx,2024-02-01,,N,1,EUR\n", &[]);
    worked.trace(&["--claim", "a=t1"]);
    let lines = written(&worked);
    assert_eq!(lines.len(), before + 1);
    assert!(lines[before].0 == lines[0].0 && lines[before].1 != lines[0].1);
    expect(0, &["verify", &worked.case()]);
}

/// Found by a newcomer: a figure was changed in the file, `verify` did not say so, and `dossier` printed it.
#[test]
fn a_changed_trace_is_found_and_not_rendered() {
    let worked = one_credit();
    let (_, said) = worked.shown(&["--claim", "a=t1"]);
    let file = said.lines().find_map(|line| line.strip_prefix("Written to ")).unwrap().trim_end_matches('.').to_owned();
    let name = Path::new(&file).file_stem().unwrap().to_string_lossy().into_owned();
    expect(0, &["dossier", &worked.case()]);
    assert!(html(&worked).contains("48.18"), "what is held of 61.37 in M");
    let path = worked.path("case").join(&file);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("48.18", "47.11")).unwrap();
    let (out, _) = expect(1, &["verify", &worked.case()]);
    assert!(out.contains(&format!("CHANGED: {file}")) && out.contains("delete it and trace again"), "{out}");
    assert_eq!(json(1, &["verify", &worked.case()])["bad_traces"], json!([file]));
    let (_, err) = expect(0, &["dossier", &worked.case()]);
    assert!(err.contains("LEFT OUT of the dossier: 1 trace not what the journal says was written"), "{err}");
    assert!(err.contains(&name), "{err}");
    assert!(!html(&worked).contains("47.11") && !html(&worked).contains("48.18"));
    let (_, err) = expect(1, &["dossier", &worked.case(), "--trace", &name]);
    assert!(err.contains("trace again"), "{err}");
    // What is no JSON any more is left out as well, and says what to do.
    fs::write(&path, "cut").unwrap();
    assert!(expect(0, &["dossier", &worked.case()]).1.contains("LEFT OUT"));
    worked.trace(&["--claim", "a=t1"]);
    expect(0, &["verify", &worked.case()]);
    expect(0, &["dossier", &worked.case()]);
    assert!(html(&worked).contains("48.18"));
    // One that is gone is no fault.
    fs::remove_file(&path).unwrap();
    expect(0, &["verify", &worked.case()]);
}

#[test]
fn a_trace_that_no_line_names_is_found_and_not_rendered() {
    let worked = one_credit();
    worked.trace(&["--claim", "a=t1"]);
    worked.trace(&["--of", "M"]);
    let trace = format!("traces/{}", worked.files("traces")[0]);
    let origins = format!("traces/origins/{}", worked.files("traces/origins")[0]);
    fs::copy(worked.path("case").join(&trace), worked.path("case/traces/mine.json")).unwrap();
    fs::write(worked.path("case").join(&origins), "{}").unwrap();
    let verdict = json(1, &["verify", &worked.case()]);
    assert_eq!(verdict["holds"], json!(false));
    assert_eq!(
        (&verdict["bad_traces"], &verdict["unrecorded_traces"]),
        (&json!([origins]), &json!(["traces/mine.json"]))
    );
    let (out, _) = expect(1, &["verify", &worked.case()]);
    assert!(out.contains("NOT IN THE JOURNAL: traces/mine.json"), "{out}");
    assert!(expect(0, &["dossier", &worked.case()]).1.contains("trace again: mine"));
}

#[test]
fn a_kill_while_a_trace_is_written_leaves_a_case_that_says_what_to_do() {
    let worked = one_credit();
    for delay_micros in [0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 8_000, 10_000, 12_000, 15_000, 20_000, 30_000] {
        // Another question each time, so that each time a line and a file are new.
        let claim = format!("a=t1:{}", 1 + delay_micros / 1_000);
        let call = ["trace", &worked.case(), "--claim", &claim].map(str::to_owned);
        let call: Vec<&str> = call.iter().map(String::as_str).collect();
        let mut child = filature(&call).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(delay_micros));
        child.kill().unwrap();
        child.wait().unwrap();
        // The file is there as its line says, or not at all.
        expect(0, &["verify", &worked.case()]);
        expect(0, &call);
        expect(0, &["verify", &worked.case()]);
    }
    // The moment between the line and a file that is written anew: the old file is still there.
    worked.trace(&["--claim", "a=t1"]);
    let old = fs::read(worked.path("case/traces").join(&worked.files("traces")[0])).unwrap();
    let path = worked.path("case/traces").join(&worked.files("traces")[0]);
    let worked = worked.with("more.csv", "id,booked_at,debtor,creditor,amount,currency\nx,2024-02-01,,N,1,EUR\n", &[]);
    let named: Value = serde_json::from_slice(&old).unwrap();
    let amount = named["claims"][0]["amount"].as_str().unwrap();
    worked.trace(&["--claim", &format!("a=t1:{amount}")]);
    fs::write(&path, old).unwrap();
    let (out, _) = expect(0, &["verify", &worked.case()]);
    assert!(out.contains("writing it again was cut short. Write it again; it is no fault."), "{out}");
    assert!(expect(0, &["dossier", &worked.case()]).1.contains("LEFT OUT"));
    worked.trace(&["--claim", &format!("a=t1:{amount}")]);
    expect(0, &["verify", &worked.case()]);
}

#[test]
fn a_trace_has_the_name_that_a_person_chose() {
    let worked = one_credit();
    let (_, said) = worked.shown(&["--claim", "a=t1", "--name", "Shop_2024-1"]);
    assert!(said.contains("Written to traces/Shop_2024-1.json."), "{said}");
    worked.trace(&["--of", "M", "--name", "what-M-has"]);
    assert_eq!(
        (worked.files("traces"), worked.files("traces/origins")),
        (vec!["Shop_2024-1.json".into()], vec!["what-M-has.json".into()])
    );
    // The same again is the same; something else is said to replace it.
    let again = worked.shown(&["--claim", "a=t1", "--name", "Shop_2024-1"]).1;
    assert!(!again.contains("is replaced"), "{again}");
    let other = worked.shown(&["--claim", "a=t1:5", "--name", "Shop_2024-1"]).1;
    assert!(other.contains("traces/Shop_2024-1.json was there with something else in it, and is replaced"), "{other}");
    expect(0, &["verify", &worked.case()]);
    let long = "x".repeat(101);
    for name in ["", "a/b", "..", "a.b", "a b", "\u{e9}t\u{e9}", "../x", &long] {
        let said = worked.refused(&["--claim", "a=t1", "--name", name]);
        assert!(said.contains("letters a to z, digits, - and _"), "{name}: {said}");
    }
    assert_eq!(worked.files("traces").len(), 1);
}

#[test]
fn a_dossier_has_the_traces_that_are_named_or_all() {
    let worked = one_credit();
    for (name, claim) in [("one", "a=t1:11.11"), ("two", "a=t1:22.22"), ("three", "a=t1:33.33")] {
        worked.trace(&["--claim", claim, "--name", name]);
    }
    let shown = |arguments: &[&str]| {
        expect(0, &[&["dossier", &worked.case()], arguments].concat());
        let html = html(&worked);
        ["11.11", "22.22", "33.33"].map(|amount| html.contains(amount))
    };
    assert_eq!(shown(&[]), [true; 3]);
    assert_eq!(shown(&["--trace", "two"]), [false, true, false]);
    assert_eq!(shown(&["--trace", "one,three"]), [true, false, true]);
    assert_eq!(shown(&["--trace", "one", "--trace", "two"]), [true, true, false]);
    let (_, err) = expect(2, &["dossier", &worked.case(), "--trace", "one,four"]);
    assert!(err.contains("there is no traces/four.json; the case has one, three, two"), "{err}");
    // One that is stale is left out, and refused where it was asked for.
    let more = worked.write("more.csv", "id,booked_at,debtor,creditor,amount,currency\nx,2024-02-01,,N,1,EUR\n");
    expect(0, &["add", &worked.case(), &more]);
    worked.trace(&["--claim", "a=t1:22.22", "--name", "two"]);
    let (_, err) = expect(0, &["dossier", &worked.case()]);
    assert!(err.contains("2 traces made before the sources changed; trace again: one, three"), "{err}");
    assert_eq!(shown(&["--trace", "two"]), [false, true, false]);
    let (_, err) = expect(1, &["dossier", &worked.case(), "--trace", "one"]);
    assert!(err.contains("1 trace made before the sources changed"), "{err}");
}
