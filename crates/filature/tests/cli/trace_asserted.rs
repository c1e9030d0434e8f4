//! Elections and links: what a person asserts, shown apart, with a reason, in the journal once.

use serde_json::json;

use crate::worked::{Worked, carried_in, held_in, rows};

const COLUMNS: &str = "id,booked_at,debtor,creditor,amount,currency,channel\n";
const DRAWN: &str = "t,2024-01-01,,A,100,EUR,transfer\nw,2024-01-02,A,,80,EUR,cash-out\n";
const PAID_IN: &str = "d,2024-01-05,,B,70,EUR,cash-in\ns,2024-01-06,B,C,20,EUR,transfer\n";
const OPENINGS: &str =
    "account,opening_balance,opening_at,currency\nA,0,2024-01-01,EUR\nB,0,2024-01-01,EUR\nC,0,2024-01-01,EUR\n";

/// 100 reach A; 80 are drawn in cash; 70 are paid in at B, which pays C 20.
fn carried_by_hand(said_of_b: &[&str]) -> Worked {
    Worked::empty()
        .with("a.csv", &format!("{COLUMNS}{DRAWN}"), &[])
        .with("b.csv", &format!("{COLUMNS}{PAID_IN}"), said_of_b)
        .with("accounts.csv", OPENINGS, &[])
}

const LINK: [&str; 6] = ["--claim", "anna=t", "--link", "w=d", "--reason", "seen on camera, PV 12"];

#[test]
fn a_link_carries_a_claim_over_cash_and_stands_apart() {
    let worked = carried_by_hand(&[]);
    let trace = worked.trace(&LINK);
    for rule in ["fifo", "lifo", "pro-rata", "libr"] {
        let alone = &trace["rules_alone"][rule];
        assert_eq!(held_in(alone), rows(&[("A", "anna", "20.00")]), "{rule}");
        assert_eq!(carried_in(alone, "w"), "80.00", "{rule}");
        let with = &trace["rules"][rule];
        // 70 of the 80 came back; 10 stay cash.
        let there = rows(&[("A", "anna", "20.00"), ("B", "anna", "50.00"), ("C", "anna", "20.00")]);
        assert_eq!(held_in(with), there, "{rule}");
        assert_eq!(carried_in(with, "w"), "10.00", "{rule}");
    }
    let link = &trace["assertions"][0];
    assert_eq!((&link["kind"], &link["debit"], &link["credit"]), (&json!("link"), &json!("w"), &json!("d")));
    assert_eq!(link["reason"], "seen on camera, PV 12");
    let carried = link["carried"].as_array().unwrap();
    assert!(carried.iter().filter(|carried| carried["high"] == "70.00").count() >= 4, "{carried:?}");
    let (shown, _) = worked.shown(&LINK);
    let (alone, with) =
        (shown.find("WHAT THE RULES COMPUTE").unwrap(), shown.find("WITH WHAT A PERSON ASSERTS").unwrap());
    assert!(alone < with && shown[with..].contains("- d is the money of w; reason: seen on camera, PV 12"), "{shown}");
}

#[test]
fn an_assertion_is_in_the_journal_once_and_names_nobody() {
    let worked = carried_by_hand(&[]);
    let said = || -> Vec<_> { worked.journal().into_iter().filter(|line| line["act"] != "trace-written").collect() };
    let before = said().len();
    worked.trace(&LINK);
    worked.trace(&LINK);
    worked.trace(&[&LINK[..], &["--at", "2024-01-31", "--rule", "fifo"]].concat());
    let lines = said();
    assert_eq!(lines.len(), before + 1);
    let line = &lines[before];
    assert_eq!(
        (&line["act"], &line["debit"], &line["credit"], &line["reason"]),
        (&json!("linked"), &json!("w"), &json!("d"), &json!("seen on camera, PV 12"))
    );
    let elect = ["--claim", "anna=t:60", "--elect", "anna=w:75.50"];
    worked.trace(&elect);
    worked.trace(&elect);
    worked.trace(&[&elect[..], &["--reason", "her own words, PV 13"]].concat());
    let lines = said();
    assert_eq!(lines.len(), before + 3);
    assert_eq!(lines[before + 1]["act"], "elected");
    assert_eq!(lines[before + 1]["credits"], json!(["t:60.00"]));
    assert_eq!((&lines[before + 1]["debit"], &lines[before + 1]["worth"]), (&json!("w"), &json!("75.50 EUR")));
    assert_eq!(
        (&lines[before + 1]["reason"], &lines[before + 2]["reason"]),
        (&json!(null), &json!("her own words, PV 13"))
    );
    assert!(worked.journal().iter().all(|line| !line.to_string().contains("anna")));
    crate::run::expect(0, &["verify", &worked.case()]);
}

#[test]
fn a_refused_trace_leaves_no_line() {
    let worked = carried_by_hand(&[]);
    let before = worked.journal();
    for (arguments, told) in [
        (vec!["--link", "w=d"], "--reason TEXT"),
        (vec!["--link", "w=d", "--reason", " "], "it is empty"),
        (
            vec!["--link", "w=d", "--link", "w=s", "--link", "w=t", "--reason", "a", "--reason", "b"],
            "--link \"w=t\" has two reasons",
        ),
        (vec!["--link", "w=d", "--reason", "a", "--reason", "b"], "has two reasons, \"a\" and \"b\""),
        (vec!["--reason", "a"], "no --elect and no --link stands before it"),
        (vec!["--reason", "a", "--link", "w=d"], "no --elect and no --link stands before it"),
        (vec!["--link", "w=d", "--elect", "anna=w", "--reason", "a"], "--link \"w=d\" has no reason"),
        (vec!["--link", "w", "--reason", "a"], "DEBIT=CREDIT"),
        (vec!["--link", "w=x", "--reason", "a"], "nothing in the ledger is called x"),
        (vec!["--link", "d=w", "--reason", "a"], "cannot be the money of"),
        (vec!["--elect", "anna"], "CLAIM=TX[:WORTH]"),
        (vec!["--elect", "bo=w"], "which the call does not make"),
        (vec!["--elect", "anna=d"], "no payment out of an account of the case"),
        (vec!["--elect", "anna=w:1.001"], "what it is worth now in EUR"),
        (vec!["--elect", "anna=w", "--elect", "anna=w"], "elected twice"),
    ] {
        let said = worked.refused(&[vec!["--claim", "anna=t"], arguments].concat());
        assert!(said.contains(told), "{told}: {said}");
    }
    assert_eq!(worked.journal(), before);
    assert!(worked.files("traces").is_empty());
}

/// Found by a newcomer: the reason of a link went to an election, and so into the journal.
#[test]
fn a_reason_is_that_of_what_stands_before_it_also_in_the_journal() {
    let elect = ["--elect", "anna=w"];
    let link = ["--link", "w=d"];
    let (deed, heard) = (["--reason", "acte de vente"], ["--reason", "PV audition"]);
    let none: &[&str] = &[];
    for (order, election, linked) in [
        ([&elect[..], &deed, &link, &heard], json!("acte de vente"), "PV audition"),
        ([&link[..], &heard, &elect, &deed], json!("acte de vente"), "PV audition"),
        ([&elect[..], &link, &heard, none], json!(null), "PV audition"),
        ([&link[..], &heard, &elect, none], json!(null), "PV audition"),
    ] {
        let worked = carried_by_hand(&[]);
        let trace = worked.trace(&[&["--claim", "anna=t"], &order.concat()[..]].concat());
        let reason = |rows: &[serde_json::Value], key: &str, kind: &str| {
            let row = rows.iter().find(|row| row[key] == kind).unwrap();
            row["reason"].clone()
        };
        let asserted = trace["assertions"].as_array().unwrap();
        assert_eq!(reason(asserted, "kind", "election"), election, "{order:?}");
        assert_eq!(reason(asserted, "kind", "link"), linked, "{order:?}");
        let lines = worked.journal();
        assert_eq!(reason(&lines, "act", "elected"), election, "{order:?}");
        assert_eq!(reason(&lines, "act", "linked"), linked, "{order:?}");
    }
    let (help, _) = crate::run::expect(0, &["trace", "--help"]);
    assert!(help.contains("the reason of the --elect or --link that stands before it"), "{help}");
}

#[test]
fn what_a_link_reaches_counts_for_what_may_be_shown() {
    let worked = carried_by_hand(&["--use", "intelligence-only"]);
    assert_eq!(worked.trace(&["--claim", "anna=t"])["use"], "evidence");
    assert_eq!(worked.trace(&LINK)["use"], "intelligence-only");
    assert!(worked.shown(&LINK).0.starts_with("NOT FOR A DOSSIER"));
}
