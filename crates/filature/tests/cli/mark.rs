//! `mark`: what an investigator writes beside entries, and that it holds on to them.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use filature_ledger::{Act, Case};
use serde_json::{Value, json as value};

use crate::protected;
use crate::run::{expect, filature, json, snapshot};
use crate::worked::Worked;

const BY: [&str; 2] = ["--by", "Officer A"];

/// Rents and others, one day apart.
fn case() -> Worked {
    Worked::of(
        &[
            ("t1", "A", "LANDLORD", "500.00"),
            ("t2", "A", "SHOP", "20.00"),
            ("t3", "B", "A", "900.00"),
            ("t4", "A", "LANDLORD", "510.00"),
        ],
        &[("A", "1000.00")],
    )
}

/// A case of one file, of these rows as the canonical layout has them.
fn rows(name: &str, rows: &[&str]) -> Worked {
    let text: String = rows.iter().map(|row| format!("{row}\n")).collect();
    Worked::empty().with(name, &format!("booked_at,debtor,creditor,amount,currency\n{text}"), &[])
}

fn marked(case: &Worked, arguments: &[&str]) -> Value {
    json(0, &[&["mark", &case.case()][..], arguments, &BY].concat())
}

fn marks(case: &Worked) -> Value {
    json(0, &["mark", &case.case()])
}

fn states(document: &Value) -> Vec<String> {
    let marks = document["marks"].as_array().unwrap().iter();
    marks
        .flat_map(|mark| mark["entries"].as_array().unwrap())
        .map(|entry| entry["is"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn entries_are_marked_by_id_by_filter_and_by_list_and_none_twice() {
    let case = case();
    let by_id = marked(&case, &["t1", "t4", "t1", "--label", "rent", "--note", "PV 12"]);
    assert_eq!(by_id["marked"][0]["entries"].as_array().unwrap().len(), 2, "{by_id}");
    let filter = ["--account", "A", "--direction", "out", "--min", "100", "--label", "rent", "--note", "PV 12"];
    let again = marked(&case, &filter);
    assert_eq!((&again["marked"][0]["already"], &again["marked"][0]["mark"]), (&value!(2), &Value::Null));
    let list = case.write("ids.csv", "id,why\n\"t3\",x\n");
    let dry = json(0, &["mark", &case.case(), "--from-list", &list, "--label", "wage", "--dry-run"]);
    assert_eq!(dry["marked"][0]["entries"].as_array().unwrap().len(), 1);
    assert_eq!(marks(&case)["marks"].as_array().unwrap().len(), 1, "a dry run marks nothing");
    marked(&case, &["--from-list", &list, "--label", "wage"]);
    let all = marks(&case);
    assert_eq!(all["entries"], value!({ "found": 3, "moved": 0, "doubtful": 0, "lost": 0 }));
    assert_eq!(all["marks"][0]["entries"][0]["amount"], "-500.00");
    // Search in labels, notes and accounts.
    let found = |arguments: &[&str]| {
        json(0, &[&["mark", &case.case()][..], arguments].concat())["marks"].as_array().unwrap().len()
    };
    assert_eq!((found(&["--label", "rent"]), found(&["--text", "pv 12"]), found(&["--text", "pv 13"])), (1, 1, 0));
    assert_eq!((found(&["--account", "B"]), found(&["--account", "LANDLORD"]), found(&["--account", "A"])), (1, 1, 2));
    // The journal has ids and numbers, and the anchors of both.
    let line = case.journal().into_iter().find(|line| line["act"] == "marked").unwrap();
    assert_eq!(line["anchors"][0]["minor"], -50_000);
    assert_eq!(line["anchors"].as_array().unwrap().len(), 2);
    expect(0, &["verify", &case.case()]);
}

#[test]
fn a_filter_takes_what_the_desk_shows() {
    let case = case();
    let chosen = |filter: &[&str]| {
        let dry = json(0, &[&["mark", &case.case(), "--label", "x", "--dry-run"][..], filter].concat());
        dry["marked"][0]["entries"].as_array().unwrap().len()
    };
    assert_eq!(chosen(&["--account", "A"]), 4);
    assert_eq!(chosen(&["--account", "A", "--direction", "in"]), 1);
    assert_eq!(chosen(&["--min", "20", "--max", "500,00"]), 2);
    assert_eq!(chosen(&["--from", "2024-01-02", "--to", "2024-01-03"]), 2);
    assert_eq!(chosen(&["--channel", "other"]), 4);
    let refused =
        |channel: &str| expect(2, &["mark", &case.case(), "--label", "x", "--dry-run", "--channel", channel]).1;
    assert!(refused("cash-in").contains("matches this filter"));
    assert!(refused("coins").contains("one of transfer, card, cash-in"), "{}", refused("coins"));
}

#[test]
fn labels_have_colours_and_marks_are_taken_away() {
    let case = case();
    marked(&case, &["t1", "--label", "rent"]);
    let defined = json(
        0,
        &["mark", &case.case(), "--define", "rent", "--colour", "blue", "--meaning", "of the flats", "--by", "A"],
    );
    assert_eq!(
        (&defined["marks"][0]["colour"], &defined["labels"][0]["meaning"]),
        (&value!("blue"), &value!("of the flats"))
    );
    json(0, &["mark", &case.case(), "--define", "rent", "--colour", "orange", "--by", "A"]);
    let (text, _) = expect(0, &["mark", &case.case()]);
    assert!(text.contains("orange") && text.contains("rent"), "{text}");
    let (_, said) = expect(2, &["mark", &case.case(), "--define", "rent", "--colour", "mauve", "--by", "A"]);
    assert!(said.contains("blue, sky, green, yellow, orange, red, purple, grey"), "{said}");
    let id = defined["marks"][0]["id"].as_str().unwrap();
    let gone = json(0, &["mark", &case.case(), "--undo", id, "--reason", "no", "--by", "B"]);
    assert_eq!(gone["marks"], value!([]));
    expect(2, &["mark", &case.case(), "--undo", id, "--reason", "no", "--by", "B"]);
}

#[test]
fn what_is_off_is_refused_and_nothing_is_taken_down() {
    let case = case();
    let lines = case.journal().len();
    let refused = |arguments: &[&str], told: &str| {
        let (out, said) = expect(2, &[&["mark", &case.case()][..], arguments].concat());
        assert!(said.contains(told) && out.is_empty(), "{told}: {said}");
    };
    refused(&["t1", "--by", "A"], "--label");
    refused(&["t1", "--label", "x"], "--by");
    refused(&["--min", "5", "--label", "x"], "--by");
    refused(&["nobody", "--label", "x", "--by", "A"], "nobody: no entry or transaction");
    refused(&["t1", "t2", "nobody", "--label", "x", "--by", "A"], "nobody");
    refused(&["t1", "--label", " ", "--by", "A"], "--label is needed");
    refused(&["t1", "--label", &"x".repeat(61), "--by", "A"], "longer than 60");
    refused(&["--label", "x", "--by", "A"], "no entry was chosen");
    refused(&["--account", "NOBODY", "--label", "x", "--by", "A"], "--account NOBODY");
    refused(&["--account", "A", "--min", "a lot", "--label", "x", "--by", "A"], "an amount was expected");
    refused(&["--settle", "m", "t1", "--reason", "r", "--by", "A"], "ENTRY=NEW was expected");
    refused(&["--settle", "m", "t1=t2", "--reason", "r", "--by", "A"], "no mark with this id stands");
    refused(&["--undo", "m", "--by", "A"], "--reason");
    refused(&["--export", "marks.pdf"], ".xlsx or .csv was expected");
    refused(&["t1", "--label", "x", "--by", "A", "--account", "A"], "cannot be used with");
    assert_eq!(case.journal().len(), lines);
}

/// What a mark made in one case says, taken down in another: what a corrected file leaves of it.
fn graft(from: &Worked, to: &Worked) {
    let act = from.journal().into_iter().find(|line| line["act"] == "marked").unwrap();
    let act: Act = serde_json::from_value(act).unwrap();
    let (case, _) = Case::open(Path::new(&to.case())).unwrap();
    case.record(&[act]).unwrap();
}

#[test]
fn a_mark_follows_its_entry_into_a_corrected_file_and_says_so() {
    let first = rows("a.csv", &["2024-01-05,A,X,20.00,EUR", "2024-01-06,A,Y,30.00,EUR", "2024-01-06,A,Y,30.00,EUR"]);
    let id = marked(&first, &["--account", "A", "--label", "rent"])["marked"][0]["entries"].clone();
    assert_eq!(id.as_array().unwrap().len(), 3);
    // A row more in front: every id is another, and every booking is there.
    let corrected = rows(
        "b.csv",
        &[
            "2024-01-04,A,Z,1.00,EUR",
            "2024-01-05,A,X,20.00,EUR",
            "2024-01-06,A,Y,30.00,EUR",
            "2024-01-06,A,Y,30.00,EUR",
        ],
    );
    graft(&first, &corrected);
    let now = marks(&corrected);
    assert_eq!(states(&now), ["moved"; 3], "{now}");
    let numbers: Vec<&str> = now["marks"][0]["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["now"].as_str().unwrap().split_once(':').unwrap().1)
        .collect();
    assert_eq!(numbers, ["1", "2", "3"]);
    let (text, _) = expect(0, &["mark", &corrected.case()]);
    assert!(text.contains("3 moved, 0 doubtful, 0 lost"), "{text}");
}

#[test]
fn what_cannot_be_told_is_doubtful_or_lost_until_a_person_settles_it() {
    let first = rows("a.csv", &["2024-01-05,A,X,20.00,EUR", "2024-01-06,A,Y,30.00,EUR"]);
    marked(&first, &["--account", "A", "--label", "rent"]);
    let other = rows("b.csv", &["2024-01-05,A,X,20.00,EUR", "2024-01-05,A,X,20.00,EUR", "2024-01-06,A,Y,31.00,EUR"]);
    graft(&first, &other);
    let now = marks(&other);
    assert_eq!(states(&now), ["doubtful", "lost"], "{now}");
    let was = |at: usize| now["marks"][0]["entries"][at]["was"].clone();
    assert_eq!(was(0), value!({ "on": "2024-01-05", "account": "A", "amount": "-20.00", "currency": "EUR" }));
    assert_eq!(was(1), value!({ "on": "2024-01-06", "account": "A", "amount": "-30.00", "currency": "EUR" }));
    let (text, _) = expect(0, &["mark", &other.case()]);
    assert!(text.contains("DOUBTFUL") && text.contains("LOST"), "{text}");
    let changes = json(0, &["changes", &other.case(), "--since", "2000-01-01"]);
    assert_eq!(changes["marks"], value!({ "moved": 0, "doubtful": 1, "lost": 1 }));
    let mark = now["marks"][0]["id"].as_str().unwrap();
    let entries = &now["marks"][0]["entries"];
    let could_be = entries[0]["could_be"][1].as_str().unwrap();
    let settle = |entry: &Value, to: &str| {
        let pair = format!("{}={to}", entry["entry"].as_str().unwrap());
        json(0, &["mark", &other.case(), "--settle", mark, &pair, "--reason", "compared with the paper", "--by", "A"])
    };
    let settled = settle(&entries[0], could_be);
    assert_eq!(settled["marks"][0]["entries"][0]["now"], could_be);
    let last = could_be.replace(":1", ":2");
    let settled = settle(&entries[1], &last);
    assert_eq!(states(&settled), ["found", "found"], "{settled}");
    assert!(
        other.journal().iter().any(|line| line["act"] == "mark-moved" && line["reason"] == "compared with the paper")
    );
    expect(0, &["verify", &other.case()]);
}

#[test]
fn a_second_file_that_overlaps_moves_no_mark() {
    let list = rows("a.csv", &["2024-01-05,A,X,20.00,EUR", "2024-01-06,A,Y,30.00,EUR"]);
    marked(&list, &["--account", "A", "--label", "rent"]);
    let list = list.with("b.csv", "id,booked_at,debtor,creditor,amount,currency\nk1,2024-01-07,A,W,5.00,EUR\n", &[]);
    assert_eq!(states(&marks(&list)), ["found", "found"]);
}

#[test]
fn a_table_goes_out_and_comes_back_with_what_was_written_into_it() {
    let case = case();
    marked(&case, &["t1", "t4", "--label", "rent", "--note", "asked, twice"]);
    for name in ["marks.xlsx", "marks.csv"] {
        let file = case.path(name).display().to_string();
        let said = json(0, &["mark", &case.case(), "--export", &file]);
        assert_eq!((&said["rows"], &said["marks"]), (&value!(2), &value!(1)));
        let back = marked(&case, &["--from-xlsx", &file]);
        assert_eq!((&back["marked"][0]["already"], &back["marked"][0]["entries"]), (&value!(2), &value!([])), "{back}");
    }
    let text = fs::read_to_string(case.path("marks.csv")).unwrap();
    assert!(text.contains("\"asked, twice\""), "{text}");
    // One label changed, a row added, an id broken, a label beside no id.
    let first = text.lines().nth(1).unwrap();
    let changed = first.replace(",rent,", ",=deposit,");
    let edited = format!(
        "{}\n{changed}\n{}\nt2,,,,,food,,,,\nt9,,,,,lost,,,,\n,,,,,nothing,,,,\n",
        text.lines().next().unwrap(),
        text.lines().nth(2).unwrap()
    );
    let file = case.write("edited.csv", &edited);
    let dry = json(1, &["mark", &case.case(), "--from-xlsx", &file, "--dry-run"]);
    assert_eq!(dry["marked"].as_array().unwrap().len(), 3, "{dry}");
    let back = json(1, &["mark", &case.case(), "--from-xlsx", &file, "--by", "Officer A"]);
    let labels: Vec<&str> = back["marked"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| !one["mark"].is_null())
        .map(|one| one["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["=deposit", "food"]);
    assert_eq!(back["marked"][0]["bear_other_labels"][0]["label"], "rent");
    let problems: Vec<&str> = back["problems"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert!(problems.len() == 2 && problems.iter().any(|one| one.starts_with("row 5: \"t9\"")), "{problems:?}");
    assert!(problems.iter().any(|one| one.starts_with("row 6:") && one.contains("beside no id")), "{problems:?}");
    assert_eq!(states(&marks(&case)).len(), 4);
    // As a workbook, a label that begins like a formula is text, there and back.
    let file = case.path("all.xlsx").display().to_string();
    json(0, &["mark", &case.case(), "--export", &file]);
    assert!(!part(&file, "xl/worksheets/sheet1.xml").contains("<f>"));
    let back = marked(&case, &["--from-xlsx", &file]);
    assert!(back["marked"].as_array().unwrap().iter().all(|one| one["mark"].is_null()), "{back}");
}

#[test]
fn what_is_doubtful_comes_back_without_being_marked_on_another_booking() {
    let first = rows("a.csv", &["2024-01-05,A,X,20.00,EUR"]);
    marked(&first, &["--account", "A", "--label", "rent"]);
    let other = rows("b.csv", &["2024-01-05,A,X,20.00,EUR", "2024-01-05,A,X,20.00,EUR"]);
    graft(&first, &other);
    let file = other.path("marks.xlsx").display().to_string();
    json(0, &["mark", &other.case(), "--export", &file]);
    let lines = other.journal().len();
    let back = marked(&other, &["--from-xlsx", &file]);
    assert_eq!((&back["marked"][0]["already"], other.journal().len()), (&value!(1), lines), "{back}");
    // A row whose number is another booking's now can be marked like any other, whatever its number was before.
    let shifted = rows("c.csv", &["2024-01-04,A,Z,1.00,EUR", "2024-01-05,A,X,20.00,EUR"]);
    graft(&first, &shifted);
    let again = marked(&shifted, &["--min", "1", "--max", "1", "--label", "rent"]);
    assert_eq!(again["marked"][0]["entries"].as_array().unwrap().len(), 1, "{again}");
}

/// A part of a workbook.
fn part(file: &str, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_sheet_of_entries_of_a_dossier_comes_back_with_a_column_written_into_it() {
    let case = protected::case();
    expect(0, &["detect", &case.case()]);
    expect(0, &["dossier", &case.case(), "--format", "xlsx", "--lang", "en"]);
    let file = case.path("case/dossier/dossier.en.xlsx").display().to_string();
    // The heading "Channel" is written over by the investigator: the words under it are labels then.
    let channel = marked(&case, &["--from-xlsx", &file, "--column", "Channel"]);
    let number: usize =
        channel["marked"].as_array().unwrap().iter().map(|one| one["entries"].as_array().unwrap().len()).sum();
    assert!(number > 0 && channel["problems"] == value!([]), "{channel}");
    let (_, said) = expect(1, &["mark", &case.case(), "--from-xlsx", &file, "--by", "A"]);
    assert!(said.contains("--column") && said.contains("\"Channel\""), "{said}");
    let odd = case.write("odd.pdf", "%PDF-1.7 nothing");
    expect(1, &["mark", &case.case(), "--from-xlsx", &odd, "--by", "A"]);
}

fn sheet(file: &str, at: usize) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook(file).unwrap();
    let name = book.sheet_names()[at].clone();
    let range = book.worksheet_range(&name).unwrap();
    let cell = |data: &Data| match data {
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

#[test]
fn what_is_put_to_a_person_is_numbered_and_has_only_what_may_be_rendered() {
    let case = protected::case();
    marked(&case, &["n1", "--label", "to check", "--note", "Zara Quill says so"]);
    marked(&case, &["--account", "BANK:HUB-1", "--direction", "in", "--label", "to check"]);
    let file = case.path("ask.xlsx").display().to_string();
    let said = json(0, &["mark", &case.case(), "--interview", &file, "--lang", "fr"]);
    assert_eq!(said["left_out"], 1, "intelligence is not put to anybody: {said}");
    let rows = sheet(&file, 0);
    let head = rows.iter().position(|row| row[0] == "N°").unwrap();
    assert!(rows[head].iter().any(|cell| cell == "Réponse") && !rows[head].iter().any(|cell| cell == "Note"));
    let numbers: Vec<&str> = rows[head + 1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(numbers, (1..=numbers.len()).map(|number| number.to_string()).collect::<Vec<_>>());
    assert_eq!(value!(numbers.len()), said["entries"]);
    let days: Vec<&String> = rows[head + 1..].iter().map(|row| &row[1]).collect();
    assert!(days.is_sorted(), "{days:?}");
    let text = format!("{rows:?} {:?}", sheet(&file, 1));
    for secret in ["SECRETPAYER", "Zara", "Quill", "7777", "BANK:HUB-1"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(sheet(&file, 1).len(), numbers.len() + 1, "each has its row");
    let again = fs::read(&file).unwrap();
    json(0, &["mark", &case.case(), "--interview", &file, "--lang", "fr", "--force"]);
    assert_eq!(fs::read(&file).unwrap(), again, "the same bytes");
    json(0, &["mark", &case.case(), "--interview", &file, "--names", "--with-notes", "--force"]);
    let rows = sheet(&file, 0);
    let text = format!("{rows:?}");
    assert!(text.contains("BANK:HUB-1") && text.contains("Note") && text.contains("Payment text"), "{text}");
    assert!(!text.contains("Quill"), "whom intelligence alone names, no reader is given: {text}");
}

#[test]
fn who_is_protected_is_neither_marked_nor_shown() {
    let case = protected::case();
    marked(&case, &["late-credit", "--label", "later"]);
    protected::protect(&case);
    let (_, said) = expect(2, &["mark", &case.case(), "late-credit", "--label", "x", "--by", "A"]);
    assert!(said.contains("no entry or transaction of this case is called so"), "{said}");
    let now = marks(&case);
    assert_eq!((&now["withheld"], &now["marks"][0]["entries"]), (&value!(1), &value!([])), "{now}");
    let file = case.path("out.csv").display().to_string();
    json(0, &["mark", &case.case(), "--export", &file]);
    let text = fs::read_to_string(&file).unwrap();
    assert!(!text.contains("871918"), "{text}");
    let ask = case.path("ask.xlsx").display().to_string();
    assert_eq!(json(0, &["mark", &case.case(), "--interview", &ask, "--names"])["entries"], 0);
    let changes = json(0, &["changes", &case.case(), "--since", "2000-01-01"]).to_string();
    assert!(!changes.contains("anchors") && !changes.contains("87191819"), "{changes}");
}

#[test]
fn ids_come_from_standard_input() {
    let case = case();
    let mut child = filature(&["mark", &case.case(), "--from-list", "-", "--label", "x", "--by", "A", "--json"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"t1\r\nt2\n\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["marked"][0]["entries"].as_array().unwrap().len(), 2, "{document}");
}

#[test]
fn a_table_is_written_neither_into_the_case_nor_over_a_file_that_is_there() {
    let case = case();
    marked(&case, &["t1", "--label", "rent"]);
    let there = case.write("there.xlsx", "answers of three days");
    let inside = case.path("case/sources/marks.xlsx").display().to_string();
    let before = (snapshot(&case.path("case")), case.journal());
    for option in ["--export", "--interview"] {
        let (out, said) = expect(2, &["mark", &case.case(), option, &there]);
        assert!(out.is_empty() && said.contains("it is there already") && said.contains("--force"), "{said}");
        let (_, said) = expect(2, &["mark", &case.case(), option, &inside, "--force"]);
        assert!(said.contains("inside the case") && said.contains(option), "{said}");
    }
    assert_eq!(fs::read_to_string(&there).unwrap(), "answers of three days");
    assert!(before == (snapshot(&case.path("case")), case.journal()));
    expect(0, &["mark", &case.case(), "--export", &there, "--force"]);
    assert_eq!(sheet(&there, 0)[0][0], "id");
    let (_, said) = expect(2, &["mark", &case.case(), "--force"]);
    assert!(said.contains("--export") || said.contains("--interview"), "{said}");
}

#[test]
fn accounts_in_labels_and_notes_are_masked_unless_names_are_asked_for() {
    const OWN: &str = "FR7699999000010000000000115";
    let case = rows("a.csv", &[&format!("2024-01-05,{OWN},BANK:SHOP-4711,20.00,EUR")]);
    let note = "asked about FR76 9999 9000 0100 0000 0000 115, fr76-9999-9000-0100-0000-0000-115, BANK:SHOP-4711 and DE75 5121 0800 1245 1261 99";
    marked(&case, &["--min", "20", "--label", &format!("see {OWN}"), "--note", note]);
    let file = case.path("ask.xlsx").display().to_string();
    json(0, &["mark", &case.case(), "--interview", &file, "--with-notes"]);
    let text = format!("{:?}", sheet(&file, 0));
    let glued: String = text.chars().filter(|sign| sign.is_ascii_alphanumeric()).collect::<String>().to_uppercase();
    for whole in ["9999900001", "0000000115", "SHOP4711", "1245126199"] {
        assert!(!glued.contains(whole), "{whole}: {text}");
    }
    assert!(text.contains("asked about FR76…0115, FR76…0115, BANK…4711 and "), "{text}");
    json(0, &["mark", &case.case(), "--interview", &file, "--with-notes", "--names", "--force"]);
    assert!(format!("{:?}", sheet(&file, 0)).contains("FR76 9999 9000 0100 0000 0000 115"));
}

#[test]
fn what_a_lost_mark_was_on_is_told_masked_and_stands_first() {
    const OWN: &str = "FR7699999000010000000000115";
    let first = rows("a.csv", &[&format!("2024-01-06,{OWN},Y,30.00,EUR")]);
    let lost = marked(&first, &["--min", "30", "--label", "rent"])["marked"][0]["entries"][0].clone();
    let other = rows("b.csv", &["2024-01-05,A,X,20.00,EUR"]);
    marked(&other, &["--min", "20", "--label", "wage"]);
    graft(&first, &other);
    let now = marks(&other);
    assert_eq!(states(&now), ["lost", "found"], "{now}");
    let was = value!({ "on": "2024-01-06", "account": "FR76…0115", "amount": "-30.00", "currency": "EUR" });
    assert_eq!(now["marks"][0]["entries"][0]["was"], was);
    let (text, _) = expect(0, &["mark", &other.case()]);
    assert!(text.contains("marked on 2024-01-06  FR76…0115  -30.00 EUR: no entry of the ledger fits"), "{text}");
    assert!(text.find("LOST") < text.find("  wage  "), "{text}");
    let file = other.path("marks.csv").display().to_string();
    json(0, &["mark", &other.case(), "--export", &file]);
    let text = fs::read_to_string(&file).unwrap();
    let row = format!("{},2024-01-06,FR76…0115,-30.00,EUR,rent,,,lost,", lost.as_str().unwrap());
    assert!(text.lines().nth(1).unwrap().starts_with(&row), "{text}");
}

#[test]
fn of_a_lost_entry_nothing_is_told_from_the_first_protected_day_on() {
    // She is named by her name alone in the row that was marked: no key tells that it is hers.
    let first = rows("a.csv", &["2024-04-06,BANK:HUB-1,,11.13,EUR", "2024-05-09,BANK:HUB-1,,871918.21,EUR"]);
    marked(&first, &["--account", "BANK:HUB-1", "--label", "later"]);
    let case = protected::case();
    protected::protect(&case);
    graft(&first, &case);
    let now = marks(&case);
    assert_eq!(states(&now), ["lost", "lost"], "{now}");
    let entries = &now["marks"][0]["entries"];
    assert_eq!((&entries[0]["was"]["amount"], &entries[1]["was"]), (&value!("-11.13"), &value!("withheld")), "{now}");
    let (text, _) = expect(0, &["mark", &case.case()]);
    let file = case.path("marks.csv").display().to_string();
    json(0, &["mark", &case.case(), "--export", &file]);
    let table = fs::read_to_string(&file).unwrap();
    assert!(!format!("{now} {text} {table}").contains("871918"), "{text} {table}");
    assert!(text.contains("what it was on is withheld to protect a person"), "{text}");
}

#[test]
fn a_formula_without_a_result_is_no_label_and_is_said_with_its_row() {
    let case = case();
    marked(&case, &["t1", "t4", "--label", "rent"]);
    let file = case.path("marks.xlsx").display().to_string();
    json(0, &["mark", &case.case(), "--export", &file]);
    let edited = case.path("edited.xlsx").display().to_string();
    let mut archive = zip::ZipArchive::new(fs::File::open(&file).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(fs::File::create(&edited).unwrap());
    for at in 0..archive.len() {
        let (name, mut bytes) = {
            let mut item = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            item.read_to_end(&mut bytes).unwrap();
            (item.name().unwrap().into_owned(), bytes)
        };
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(bytes).unwrap();
            let start = text.find("<c r=\"F2\"").unwrap();
            let end = start + text[start..].find("</c>").unwrap();
            bytes = format!("{}<c r=\"F2\"><f>A1</f>{}", &text[..start], &text[end..]).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap();
    let lines = case.journal().len();
    let back = json(1, &["mark", &case.case(), "--from-xlsx", &edited, "--by", "Officer A"]);
    let problem = back["problems"][0].as_str().unwrap();
    assert!(problem.contains("row 2: its label is a formula of which the file holds no result"), "{back}");
    assert!(!back["marked"].to_string().contains("FORMULA"), "{back}");
    assert_eq!(case.journal().len(), lines);
}

#[test]
fn a_filter_that_takes_nothing_and_a_list_that_is_empty_are_said_to_be_so() {
    let case = case();
    let refused = |arguments: &[&str], told: &str| {
        let (_, said) = expect(2, &[&["mark", &case.case(), "--label", "x", "--by", "A"][..], arguments].concat());
        assert!(said.contains(told) && !said.contains("no entry was chosen"), "{told}: {said}");
    };
    refused(&["--min", "99999"], "no entry that may be shown matches this filter");
    refused(&["--from", "2024-03-01", "--to", "2024-02-01"], "--to: 2024-02-01 is before 2024-03-01");
    for text in ["", "id\n"] {
        let list = case.write("ids.csv", text);
        refused(&["--from-list", &list], "the list is empty");
    }
}

#[test]
fn a_label_that_no_mark_bears_is_listed_only_where_all_are() {
    let case = case();
    marked(&case, &["t1", "--label", "rent", "--note", "PV 12"]);
    json(0, &["mark", &case.case(), "--define", "wage", "--colour", "blue", "--by", "A"]);
    let labels = |arguments: &[&str]| -> Vec<String> {
        let found = json(0, &[&["mark", &case.case()][..], arguments].concat());
        let labels = found["labels"].as_array().unwrap().iter();
        labels.map(|label| label["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels(&[]), ["rent", "wage"]);
    for search in [["--label", "rent"], ["--text", "pv"], ["--account", "A"]] {
        assert_eq!(labels(&search), ["rent"], "{search:?}");
    }
    assert!(labels(&["--account", "B"]).is_empty());
}

#[test]
fn control_characters_in_a_label_or_a_name_are_refused() {
    let case = case();
    let lines = case.journal().len();
    for (arguments, told) in [
        (["t1", "--label", "rent\nx", "--by", "A"], "--label"),
        (["t1", "--label", "rent", "--by", "A\nB"], "--by"),
        (["t1", "--label", "rent\u{1b}[31m", "--by", "A"], "--label"),
    ] {
        let (_, said) = expect(2, &[&["mark", &case.case()][..], &arguments].concat());
        assert!(said.contains(told) && said.contains("without control characters"), "{said}");
    }
    let (_, said) = expect(2, &["mark", &case.case(), "--define", "a\tb", "--colour", "blue", "--by", "A"]);
    assert!(said.contains("--define") && said.contains("without control characters"), "{said}");
    let table = case.write("back.csv", "id,label\nt1,\"rent\nx\"\n");
    let back = json(1, &["mark", &case.case(), "--from-xlsx", &table, "--by", "A"]);
    assert!(back["problems"][0].as_str().unwrap().contains("a line break"), "{back}");
    assert_eq!(case.journal().len(), lines);
}

#[test]
fn a_csv_with_texts_that_a_spreadsheet_would_run_is_said_to_have_them() {
    let case = case();
    marked(&case, &["t1", "--label", "=1+1", "--note", "@x"]);
    let said = |name: &str| expect(0, &["mark", &case.case(), "--export", &case.path(name).display().to_string()]).1;
    assert!(said("marks.csv").contains("2 of its texts begin with one of = + - @"));
    assert!(!said("marks.xlsx").contains("begin with"), "in a workbook they are text");
}
