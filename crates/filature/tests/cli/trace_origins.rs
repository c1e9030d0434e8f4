//! Backward and between: what a balance or a payment is made of, and how much of a claim reached an account.

use serde_json::Value;

use crate::run::expect;
use crate::worked::Worked;

/// M opens with 50, receives 100 and 50, and pays N 120; N spends 60.
fn worked() -> Worked {
    let of = [("a", "", "M", "100"), ("b", "", "M", "50"), ("o", "M", "N", "120"), ("p", "N", "", "60")];
    Worked::of(&of, &[("M", "50"), ("N", "0")])
}

/// The origins by a rule: transactions (or what else it is) and amount; low and high must agree.
fn origins(made: &Value, rule: &str) -> Vec<(String, String)> {
    let mut origins: Vec<(String, String)> = made["rules"][rule]
        .as_array()
        .unwrap_or_else(|| panic!("{made}"))
        .iter()
        .map(|origin| {
            assert_eq!(origin["low"], origin["high"], "{origin}");
            let ids: Vec<&str> =
                origin["transactions"].as_array().into_iter().flatten().map(|id| id.as_str().unwrap()).collect();
            let what = if ids.is_empty() { origin["kind"].as_str().unwrap().to_owned() } else { ids.join("+") };
            (what, origin["low"].as_str().unwrap().to_owned())
        })
        .collect();
    origins.sort();
    origins
}

fn parts(parts: &[(&str, &str)]) -> Vec<(String, String)> {
    parts.iter().map(|(what, amount)| ((*what).to_owned(), (*amount).to_owned())).collect()
}

const OPENING: &str = "opening-or-overdraft";

#[test]
fn a_balance_is_made_of_its_credits_and_its_opening() {
    let made = worked().trace(&["--of", "M"]);
    assert_eq!(
        (made["of"].as_str(), made["amount"].as_str(), made["currency"].as_str()),
        (Some("M"), Some("80.00"), Some("EUR"))
    );
    // 120 of 200 left: the opening and 70 of a.
    assert_eq!(origins(&made, "fifo"), parts(&[("a", "30.00"), ("b", "50.00")]));
    // b and 70 of a.
    assert_eq!(origins(&made, "lifo"), parts(&[("a", "30.00"), (OPENING, "50.00")]));
    // Two fifths of each.
    assert_eq!(origins(&made, "pro-rata"), parts(&[("a", "40.00"), ("b", "20.00"), (OPENING, "20.00")]));
    assert!(made["rules"].get("poison").is_none() && made["rules"].get("pari-passu").is_none());
}

#[test]
fn a_payment_is_made_of_what_it_took() {
    let worked = worked();
    let made = worked.trace(&["--of", "o"]);
    assert_eq!((made["of"].as_str(), made["amount"].as_str()), (Some("o"), Some("120.00")));
    assert_eq!(origins(&made, "fifo"), parts(&[("a", "70.00"), (OPENING, "50.00")]));
    assert_eq!(origins(&made, "lifo"), parts(&[("a", "70.00"), ("b", "50.00")]));
    assert_eq!(origins(&made, "pro-rata"), parts(&[("a", "60.00"), ("b", "30.00"), (OPENING, "30.00")]));
    // Through two accounts: N spent half of what came from M.
    let made = worked.trace(&["--of", "p", "--rule", "fifo,pro-rata"]);
    assert_eq!(origins(&made, "fifo"), parts(&[("a", "10.00"), (OPENING, "50.00")]));
    assert_eq!(origins(&made, "pro-rata"), parts(&[("a", "30.00"), ("b", "15.00"), (OPENING, "15.00")]));
    assert!(made["rules"].get("lifo").is_none());
    // As of the second day M holds all three.
    let made = worked.trace(&["--of", "M", "--at", "2024-01-02"]);
    assert_eq!((made["at"].as_str(), made["amount"].as_str()), (Some("2024-01-02"), Some("200.00")));
    assert_eq!(origins(&made, "fifo"), parts(&[("a", "100.00"), ("b", "50.00"), (OPENING, "50.00")]));
}

#[test]
fn origins_are_kept_apart_from_traces_and_the_dossier_is_written() {
    let worked = worked();
    let (shown, said) = worked.shown(&["--of", "M"]);
    assert!(shown.starts_with("M: 80.00 EUR, made of") && shown.contains("no legal advice"), "{shown}");
    let name = said.lines().find_map(|line| line.strip_prefix("Written to traces/origins/")).unwrap();
    assert_eq!(worked.files("traces/origins"), [name.trim_end_matches('.')]);
    assert!(worked.files("traces").is_empty());
    worked.trace(&["--of", "o"]);
    assert_eq!(worked.files("traces/origins").len(), 2);
    expect(0, &["dossier", &worked.case()]);
    let said = worked.refused(&["--of", "a"]);
    assert!(said.contains("payer's account is not in the case"), "{said}");
}

#[test]
fn a_balance_in_two_currencies_is_asked_for_one() {
    let csv = "id,booked_at,debtor,creditor,amount,currency\na,2024-01-01,,M,10,EUR\nb,2024-01-02,,M,20,RSD\n";
    let worked = Worked::empty().with("rows.csv", csv, &[]);
    assert!(worked.refused(&["--of", "M"]).contains("EUR, RSD; choose one with --currency"));
    assert!(worked.refused(&["--of", "M", "--currency", "CHF"]).contains("it has nothing in CHF"));
    assert_eq!(worked.trace(&["--of", "M", "--currency", "RSD"])["currency"], "RSD");
}

#[test]
fn origins_are_marked_by_all_that_can_have_flowed_in() {
    let columns = "id,booked_at,debtor,creditor,amount,currency\n";
    let worked = Worked::empty()
        .with("a.csv", &format!("{columns}a,2024-01-01,,X,10,EUR\n"), &["--use", "intelligence-only"])
        .with("b.csv", &format!("{columns}b,2024-01-02,X,M,5,EUR\nc,2024-01-03,,Y,5,EUR\n"), &[]);
    assert_eq!(worked.trace(&["--of", "M"])["use"], "intelligence-only");
    assert_eq!(worked.trace(&["--of", "Y"])["use"], "evidence");
    assert!(worked.shown(&["--of", "M"]).0.starts_with("NOT FOR A DOSSIER"));
}

#[test]
fn how_much_of_a_claim_reached_an_account() {
    let worked = worked();
    let trace = worked.trace(&["--claim", "a=a", "--to", "N"]);
    let reached = |trace: &Value, rule: &str| {
        let all = trace["reached"].as_array().unwrap();
        let row = all.iter().find(|row| row["rule"] == rule && row["account"] == "N" && row["claim"] == "a").unwrap();
        assert_eq!(row["low"], row["high"]);
        row["low"].as_str().unwrap().to_owned()
    };
    // fifo: the opening, then 70 of a. lifo: b, then 70 of a. pro-rata: three fifths of a. libr: 100 clean, then 20 of a.
    for (rule, amount) in [("fifo", "70.00"), ("lifo", "70.00"), ("pro-rata", "60.00"), ("libr", "20.00")] {
        assert_eq!(reached(&trace, rule), amount, "{rule}");
    }
    let (shown, _) = worked.shown(&["--claim", "a=a", "--to", "N"]);
    assert!(shown.contains("What reached the account that was asked about"), "{shown}");
    let said = Worked::empty()
        .with("a.sta", ":20:R\n:25:10020030/77\n:28C:1/1\n:60F:C240101EUR0,\n:61:2401020102C9,NTRFX\n:86:166?00U?20x?31DE40999900000000000001?32Ida\n:62F:C240102EUR9,\n-\n", &[])
        .refused(&["--takings", "t=10020030:77", "--to", "DE40999900000000000001"]);
    assert!(said.contains("not in the case"), "{said}");
}
