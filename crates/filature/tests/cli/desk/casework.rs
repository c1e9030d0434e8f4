//! What the page shows of casework: the profile of an account, and what was asked for. The verbs say the same.

use serde_json::json;

use super::served::Served;
use crate::run::json as of;
use crate::worked::Worked;

#[test]
fn a_profile_has_the_figures_of_the_verb_and_names_only_for_a_purpose() {
    let rows = "id,booked_at,debtor,debtor_name,creditor,amount,currency\n\
                t1,2024-01-02,X,Zoran Uzor,A,100.00,EUR\n\
                t2,2024-02-02,A,,B,30.50,EUR\n";
    let case = Worked::empty().with("rows.csv", rows, &[]);
    let served = Served::of(&case.case());
    let shown = served.json("/api/v1/accounts/A/profile");
    let verb = of(0, &["profile", &case.case(), "A"]);
    let total = |of: &serde_json::Value, way: &str| of["currencies"][0]["total"][way].clone();
    assert_eq!(total(&shown, "in")["amount"], json!({ "minor": "10000", "currency": "EUR", "digits": 2 }));
    assert_eq!((&total(&verb, "in")["amount"], &total(&verb, "out")["count"]), (&json!("100.00"), &json!(1)));
    assert_eq!((&shown["first"], &shown["last"]), (&verb["first"], &verb["last"]));
    assert!(total(&shown, "in").get("transactions").is_none(), "the page has the entries beside it");
    let largest = |shown: &serde_json::Value| shown["currencies"][0]["counterparties"]["largest"][0]["name"].clone();
    assert_eq!(largest(&shown), "Z.\u{a0}U.");
    served.show_names();
    assert_eq!(largest(&served.json("/api/v1/accounts/A/profile")), "Zoran Uzor");
    assert_eq!(served.get("/api/v1/accounts/NOBODY/profile").status, 404);
}

#[test]
fn what_was_asked_for_is_listed_with_whom_and_overdue_first() {
    let case = Worked::of(&[("t1", "X", "A", "100.00")], &[("A", "10.00")]);
    let served = Served::of(&case.case());
    let ask = |request: &str, due: &str| {
        let said = json!({ "account": "A", "from": "2024-01", "to": "2024-02", "request": request, "of": "Bank X", "due": due, "by": "Officer A" });
        served.post("/api/v1/case/requests", &said)
    };
    assert_eq!(ask("R 1", "").status, 200);
    assert_eq!(ask("R 2", "2024-05-01").status, 200);
    assert_eq!(ask("R 3", "soon").status, 400);
    let asked = served.json("/api/v1/case/asked");
    let rows = asked["rows"].as_array().unwrap();
    let references: Vec<&str> = rows.iter().map(|row| row["request"].as_str().unwrap()).collect();
    assert_eq!((&asked["total"], references), (&json!(2), vec!["R 2", "R 1"]), "{asked}");
    assert!(rows[0]["overdue_days"].as_i64().unwrap() > 0 && rows[1]["overdue_days"].is_null(), "{asked}");
    assert_eq!(
        (&rows[0]["of"], &rows[0]["due"], &rows[0]["state"]),
        (&json!("Bank X"), &json!("2024-05-01"), &json!("waiting"))
    );
    let line = case.journal().last().unwrap()["line"].clone();
    let undo =
        served.post(&format!("/api/v1/journal/{line}/undo"), &json!({ "reason": "an error", "by": "Officer A" }));
    assert_eq!(undo.status, 200, "{}", undo.text());
    assert_eq!(served.json("/api/v1/case/asked")["total"], 1);
}
