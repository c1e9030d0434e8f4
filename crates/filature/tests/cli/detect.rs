//! `detect`: lines, ties, places.

use std::fs;

use crate::run::{expect, json};

const HEADER: &str = "id,booked_at,debtor,creditor,amount,currency,channel,country,city\n";

/// A case of these rows, in a folder of its own.
fn case_of(rows: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.csv");
    fs::write(&file, format!("{HEADER}{rows}")).unwrap();
    let case = folder.path().join("case").to_str().unwrap().to_owned();
    expect(0, &["add", &case, file.to_str().unwrap()]);
    (folder, case)
}

#[test]
fn payments_below_a_line_of_the_table_and_below_an_own_one() {
    let row =
        |day: u8, amount: u32| format!("t{day},2026-03-{day:02},SENDER,AGENT,{amount}.00,EUR,remittance,FR,Metz\n");
    let (_folder, case) = case_of(&[row(2, 950), row(3, 980), row(5, 940)].concat());
    let found = json(0, &["detect", &case, "--only", "structuring"]);
    let finding = &found["findings"][0];
    assert_eq!((&finding["kind"], &finding["why"]["line"]), (&"structuring".into(), &"FR-transfer-operation".into()));
    assert_eq!(finding["transactions"], serde_json::json!(["t2", "t3", "t5"]));
    let moved = ["detect", &case, "--only", "structuring", "--line", "FR-transfer-operation=800 EUR"];
    assert_eq!(json(0, &moved)["findings"], serde_json::json!([]), "that line is now elsewhere");
    let own = ["detect", &case, "--only", "structuring", "--line", "own=955 EUR@remittance:2026-03-01..2026-03-31"];
    assert_eq!(json(0, &own)["findings"].as_array().unwrap().len(), 1, "the same payments: one finding");
    for line in ["own", "own=955", "own=955 EUR@post", "own=955 EUR:2026", "=955 EUR", "own=0 EUR"] {
        let (_, said) = expect(2, &["detect", &case, "--line", line]);
        assert!(said.contains("NAME=AMOUNT CURRENCY"), "{said}");
    }
}

#[test]
fn ties_follow_in_ledger_order_unless_strictly_later_is_asked_for() {
    let (_folder, case) = case_of("1,2026-03-01,A,B,500,EUR,transfer,,\n2,2026-03-01,B,A,500,EUR,transfer,,\n");
    let count = |found: serde_json::Value| found["findings"].as_array().unwrap().len();
    assert_eq!(count(json(0, &["detect", &case, "--only", "cycle"])), 1);
    assert_eq!(count(json(0, &["detect", &case, "--only", "cycle", "--strict"])), 0);
}

#[test]
fn a_funnel_needs_places_and_says_so_without_any() {
    let credit = |day: u8, city: &str| format!("c{day},2026-03-{day:02},,HOLDER,300,EUR,cash-in,FR,{city}\n");
    let drawn = "d,2026-03-06,HOLDER,,1100,EUR,cash-out,FR,Marseille\n";
    let rows = |cities: [&str; 4]| (2..).zip(cities).map(|(day, city)| credit(day, city)).collect::<String>() + drawn;
    let (_folder, case) = case_of(&rows(["Lille", "Metz", "Lyon", "Lille"]));
    let found = json(0, &["detect", &case, "--only", "funnel"]);
    assert_eq!(found["findings"][0]["transactions"].as_array().unwrap().len(), 5);
    assert_eq!(found["cut"], serde_json::json!([]));
    let (_folder, case) = case_of("1,2026-03-01,A,B,500,EUR,transfer,,\n");
    let found = json(0, &["detect", &case, "--only", "funnel"]);
    assert_eq!(found["cut"][0]["lack"], "places");
    let (out, _) = expect(0, &["detect", &case, "--only", "funnel"]);
    assert!(out.contains("funnel: not searched for"), "{out}");
}

/// Dates alone, so that most rows are tied: which stands before which in the file says nothing.
#[test]
fn the_order_of_rows_changes_no_byte() {
    let mut rows: Vec<String> = (0..400_usize)
        .map(|at| {
            let (day, payer, payee) = (1 + at * 7 % 20, at * at % 23, at * 5 % 19);
            let amount = 100 + at % 9 * 5;
            format!("r{at},2026-03-{day:02},B:{payer},B:{payee},{amount}.00,EUR,transfer,,\n")
        })
        .collect();
    let (_first_folder, first) = case_of(&rows.concat());
    let expected = json(0, &["detect", &first]);
    assert!(expected["findings"].as_array().unwrap().len() > 20);
    for step in [7, 131] {
        rows = (0..rows.len()).map(|at| rows[at * step % 400].clone()).rev().collect();
        let (_folder, case) = case_of(&rows.concat());
        assert_eq!(json(0, &["detect", &case]), expected);
        assert_eq!(json(0, &["detect", &case, "--threads", "16"]), expected);
    }
}
