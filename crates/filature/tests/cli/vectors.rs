//! The public vectors of tracing, through the command line and canonical CSV.

use std::fs;

use serde_json::Value;

use crate::run::{expect, json};

const OPENING: &str = "account,opening_balance,opening_at,currency\nM,0,2024-01-01,EUR\n";

/// Adds the rows (id, payer, payee, amount), a day apart, and traces the claims.
fn trace(rows: &[(&str, &str, &str, &str)], claims: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let mut csv = "id,booked_at,debtor,creditor,amount,currency\n".to_owned();
    for (day, (id, debtor, creditor, amount)) in rows.iter().enumerate() {
        csv.push_str(&format!("{id},2024-01-{:02},{debtor},{creditor},{amount},EUR\n", day + 1));
    }
    fs::write(path("rows.csv"), csv).unwrap();
    fs::write(path("accounts.csv"), OPENING).unwrap();
    expect(0, &["add", &path("case"), &path("rows.csv"), &path("accounts.csv")]);
    let case = path("case");
    let mut arguments = vec!["trace", case.as_str()];
    claims.iter().for_each(|claim| arguments.extend(["--claim", claim]));
    json(0, &arguments)
}

/// What a rule says is held in M for each claim; low and high must agree.
fn held(trace: &Value, rule: &str) -> Vec<(String, String)> {
    let held = trace["rules"][rule]["held"].as_array().unwrap();
    held.iter()
        .map(|held| {
            assert_eq!(held["low"], held["high"], "{rule}: {held}");
            assert_eq!(held["account"], "M");
            (held["claim"].as_str().unwrap().to_owned(), held["low"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// What a rule says a transaction carried out of M.
fn carried(trace: &Value, rule: &str, transaction: &str) -> String {
    let left = trace["rules"][rule]["left"].as_array().unwrap();
    let found = left.iter().find(|left| left["transaction"] == transaction);
    found.map_or_else(|| "0.00".to_owned(), |left| left["high"].as_str().unwrap().to_owned())
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(claim, amount)| ((*claim).to_owned(), (*amount).to_owned())).collect()
}

#[test]
fn v1_todd() {
    let rows = [
        ("p", "", "M", "10"),
        ("m", "", "M", "10"),
        ("o1", "M", "", "10"),
        ("k", "", "M", "10"),
        ("o2", "M", "", "10"),
    ];
    let trace = trace(&rows, &["Paul=p", "Michael=m", "Karen=k"]);
    assert_eq!(held(&trace, "fifo"), pairs(&[("Karen", "10.00")]));
    assert_eq!(held(&trace, "lifo"), pairs(&[("Paul", "10.00")]));
    let shared = pairs(&[("Karen", "5.00"), ("Michael", "2.50"), ("Paul", "2.50")]);
    assert_eq!(held(&trace, "pro-rata"), shared);
    assert_eq!(held(&trace, "libr"), shared);
}

#[test]
fn v2_barlow_clowes() {
    let trace = trace(&[("a", "", "M", "1000"), ("b", "", "M", "2000"), ("o", "M", "", "600")], &["A=a", "B=b"]);
    assert_eq!(held(&trace, "pro-rata"), pairs(&[("A", "800.00"), ("B", "1600.00")]));
    assert_eq!(held(&trace, "fifo"), pairs(&[("A", "400.00"), ("B", "2000.00")]));
    assert_eq!(held(&trace, "lifo"), pairs(&[("A", "1000.00"), ("B", "1400.00")]));
    assert_eq!(held(&trace, "libr"), pairs(&[("A", "800.00"), ("B", "1600.00")]));
}

#[test]
fn v3_peter_and_lisa() {
    let trace = trace(&[("p", "", "M", "100"), ("l", "", "M", "100"), ("o", "M", "", "100")], &["Peter=p", "Lisa=l"]);
    assert_eq!(held(&trace, "fifo"), pairs(&[("Lisa", "100.00")]));
    assert_eq!(held(&trace, "lifo"), pairs(&[("Peter", "100.00")]));
    assert_eq!(held(&trace, "pro-rata"), pairs(&[("Lisa", "50.00"), ("Peter", "50.00")]));
    assert_eq!(held(&trace, "libr"), pairs(&[("Lisa", "50.00"), ("Peter", "50.00")]));
}

#[test]
fn v4_bitcoin_redux() {
    let trace = trace(&[("s", "", "M", "3"), ("c", "", "M", "7"), ("o", "M", "", "3")], &["stolen=s"]);
    for (rule, out) in [("fifo", "3.00"), ("lifo", "0.00"), ("pro-rata", "0.90"), ("libr", "0.00")] {
        assert_eq!(carried(&trace, rule, "o"), out, "{rule}");
    }
}

#[test]
fn v5_roscoe() {
    let trace = trace(&[("t", "", "M", "455"), ("o", "M", "", "430"), ("c", "", "M", "333")], &["tainted=t"]);
    for rule in ["libr", "fifo", "pro-rata"] {
        assert_eq!(held(&trace, rule), pairs(&[("tainted", "25.00")]), "{rule}");
    }
}

#[test]
fn v7_clean_first() {
    let trace = trace(&[("c", "", "M", "400"), ("t", "", "M", "600"), ("o", "M", "", "500")], &["tainted=t"]);
    for (rule, out) in [("fifo", "100.00"), ("lifo", "500.00"), ("pro-rata", "300.00"), ("libr", "100.00")] {
        assert_eq!(carried(&trace, rule, "o"), out, "{rule}");
    }
    assert_eq!(held(&trace, "libr"), pairs(&[("tainted", "500.00")]));
}

#[test]
fn an_unknown_opening_is_never_one_figure() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let csv = "id,booked_at,debtor,creditor,amount,currency\nt,2024-01-01,,M,100,EUR\nc,2024-01-02,,M,100,EUR\n\
               o,2024-01-03,M,,100,EUR\n";
    fs::write(path("rows.csv"), csv).unwrap();
    expect(0, &["add", &path("case"), &path("rows.csv")]);
    let trace = json(0, &["trace", &path("case"), "--claim", "t=t", "--rule", "fifo"]);
    let held = &trace["rules"]["fifo"]["held"][0];
    assert_eq!((held["low"].as_str(), held["high"].as_str()), (Some("0.00"), Some("100.00")));
}

#[test]
fn a_call_that_is_off_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("rows.csv"), "booked_at,debtor,creditor,amount,currency\n2024-01-01,A,B,1,EUR\n").unwrap();
    expect(0, &["add", &path("case"), &path("rows.csv")]);
    for arguments in [
        vec!["--claim", "x=nothing"],
        vec!["--claim", "x"],
        vec!["--claim", "x=nothing", "--rule", "best"],
        vec!["--claim", "x=nothing", "--at", "soon"],
        vec!["--claim", "x=nothing", "--stop", "Z"],
    ] {
        let case = path("case");
        let (out, err) = expect(2, &[vec!["trace", &case], arguments].concat());
        assert!(out.is_empty() && !err.is_empty(), "{err}");
    }
}
