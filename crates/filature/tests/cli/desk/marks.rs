//! Marks on the desk are those of the command line: they have anchors, colours, and an entry that is open is settled.

use std::path::Path;

use filature_ledger::{Act, Case};
use serde_json::{Value, json};

use super::served::Served;
use crate::run::expect;
use crate::worked::Worked;

const HEAD: &str = "booked_at,debtor,creditor,amount,currency\n";

fn case(rows: &[&str]) -> Worked {
    let text: String = rows.iter().map(|row| format!("{row}\n")).collect();
    Worked::empty().with("rows.csv", &format!("{HEAD}{text}"), &[])
}

#[test]
fn a_mark_of_the_desk_holds_on_to_its_entries_like_one_of_the_command_line() {
    let first = case(&["2024-01-05,A,X,20.00,EUR", "2024-01-06,A,Y,30.00,EUR", "2024-01-07,A,Z,40.00,EUR"]);
    let served = Served::of(&first.case());
    let label = json!({ "label": "rent", "colour": "blue", "meaning": "of the flats", "by": "Officer A" });
    assert_eq!(served.post("/api/v1/labels", &label).status, 200);
    let mauve = json!({ "label": "rent", "colour": "mauve", "by": "Officer A" });
    assert_eq!(served.post("/api/v1/labels", &mauve).status, 400);
    let mark = json!({ "filter": { "account": "A" }, "label": "rent", "by": "Officer A" });
    assert_eq!(served.post("/api/v1/marks", &mark).json()["entries"], 3);
    assert_eq!(served.json("/api/v1/accounts/A/entries")["rows"][0]["marks"][0]["colour"], "blue");
    drop(served);
    let line = first.journal().into_iter().find(|line| line["act"] == "marked").unwrap();
    assert_eq!(line["anchors"].as_array().unwrap().len(), 3);
    // The file was corrected: a row more in front, one that is there twice, and one that is another.
    let corrected = case(&[
        "2024-01-04,A,W,1.00,EUR",
        "2024-01-05,A,X,20.00,EUR",
        "2024-01-06,A,Y,30.00,EUR",
        "2024-01-06,A,Y,30.00,EUR",
        "2024-01-07,A,Z,41.00,EUR",
    ]);
    let act: Act = serde_json::from_value(line).unwrap();
    let (grafted, _) = Case::open(Path::new(&corrected.case())).unwrap();
    grafted.record(&[act]).unwrap();
    drop(grafted);
    let served = Served::of(&corrected.case());
    let now = served.json("/api/v1/marks")[0].clone();
    let numbers =
        |now: &Value| [&now["moved_number"], &now["doubtful_number"], &now["lost_number"]].map(|n| n.as_u64().unwrap());
    assert_eq!(numbers(&now), [1, 1, 1], "{now}");
    let marked = served.json("/api/v1/accounts/A/entries?mark=rent");
    assert_eq!(marked["total"], 1, "only what is known is marked: {marked}");
    let path = format!("/api/v1/marks/{}/settle", now["id"].as_str().unwrap());
    let settle = |entry: &Value, to: &Value, reason: &str| {
        served.post(&path, &json!({ "entry": entry, "to": to, "reason": reason, "by": "Officer B" })).status
    };
    let (doubtful, lost) = (&now["doubtful"][0], &now["lost"][0]);
    assert_eq!(settle(&doubtful["entry"], &doubtful["could_be"][1], " "), 400, "a reason is needed");
    assert_eq!(settle(&json!("a1b2c3d4e5f6:9"), &doubtful["could_be"][1], "r"), 404);
    assert_eq!(settle(&doubtful["entry"], &json!("a1b2c3d4e5f6:9"), "r"), 404);
    assert_eq!(settle(&doubtful["entry"], &doubtful["could_be"][1], "the second one: PV 14"), 200);
    assert_eq!(settle(lost, &doubtful["could_be"][0], "not the same amount, but meant"), 200);
    assert_eq!(numbers(&served.json("/api/v1/marks")[0]), [1, 0, 0]);
    assert_eq!(served.json("/api/v1/accounts/A/entries?mark=rent")["total"], 3);
    let journal = served.json("/api/v1/journal").to_string();
    assert!(journal.contains("is now") && journal.contains("est désormais"), "{journal}");
    expect(0, &["verify", &corrected.case()]);
}

#[test]
fn a_filter_of_the_command_line_takes_what_the_list_of_the_desk_shows() {
    let case = case(&["2024-01-05,A,X,20.00,EUR", "2024-01-06,Y,A,30.00,EUR", "2024-01-07,A,Z,40.00,EUR"]);
    let served = Served::of(&case.case());
    let filters: [&[(&str, &str)]; 6] = [
        &[],
        &[("direction", "in")],
        &[("direction", "out"), ("min", "20.01")],
        &[("max", "30,00")],
        &[("from", "2024-01-06"), ("to", "2024-01-06")],
        &[("channel", "other")],
    ];
    for filter in filters {
        let query: String = filter.iter().map(|(name, value)| format!("{name}={value}&")).collect();
        let shown = served.json(&format!("/api/v1/accounts/A/entries?{query}"))["rows"].clone();
        let ids: Vec<&str> = shown.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
        let options: Vec<String> =
            filter.iter().flat_map(|(name, value)| [format!("--{name}"), (*value).to_owned()]).collect();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let folder = case.case();
        let call = [&["mark", &folder, "--account", "A", "--label", "x", "--dry-run"][..], &options].concat();
        let dry = crate::run::json(0, &call);
        assert!(!ids.is_empty() && dry["marked"][0]["entries"] == json!(ids), "{filter:?}: {dry} {ids:?}");
    }
}
