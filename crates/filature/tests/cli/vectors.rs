//! The public vectors of tracing, through the command line and canonical CSV, for every rule of which the table speaks.

use std::fs;

use serde_json::Value;

use crate::run::{expect, json};
use crate::worked::{Worked, carried, carried_in, held, held_in, rows};

/// Traces claims over rows (id, payer, payee, amount) a day apart; M opens with nothing.
fn trace(of: &[(&str, &str, &str, &str)], claims: &[&str]) -> Value {
    let arguments: Vec<&str> = claims.iter().flat_map(|claim| ["--claim", claim]).collect();
    Worked::of(of, &[("M", "0")]).trace(&arguments)
}

/// What is held in M for each claim, by name.
fn in_m(of: &[(&str, &str)]) -> Vec<(String, String, String)> {
    rows(&of.iter().map(|(claim, amount)| ("M", *claim, *amount)).collect::<Vec<_>>())
}

#[test]
fn v1_todd() {
    let of = [
        ("p", "", "M", "10"),
        ("m", "", "M", "10"),
        ("o1", "M", "", "10"),
        ("k", "", "M", "10"),
        ("o2", "M", "", "10"),
    ];
    let trace = trace(&of, &["Paul=p", "Michael=m", "Karen=k"]);
    assert_eq!(held(&trace, "fifo"), in_m(&[("Karen", "10.00")]));
    assert_eq!(held(&trace, "lifo"), in_m(&[("Paul", "10.00")]));
    let shared = in_m(&[("Karen", "5.00"), ("Michael", "2.50"), ("Paul", "2.50")]);
    assert_eq!(held(&trace, "pro-rata"), shared);
    assert_eq!(held(&trace, "libr"), shared);
    // Ten in three parts: the odd cent is that of the earliest claimed credit.
    assert_eq!(held(&trace, "pari-passu"), in_m(&[("Karen", "3.33"), ("Michael", "3.33"), ("Paul", "3.34")]));
    let shares: Vec<&str> = trace["rules"]["pari-passu"]["restitution"]
        .as_array()
        .unwrap()
        .iter()
        .map(|share| share["held_high"].as_str().unwrap())
        .collect();
    assert_eq!(shares, ["3.34", "3.33", "3.33"], "in the order of the claims");
}

#[test]
fn v2_barlow_clowes() {
    let trace = trace(&[("a", "", "M", "1000"), ("b", "", "M", "2000"), ("o", "M", "", "600")], &["A=a", "B=b"]);
    for rule in ["pro-rata", "pari-passu", "libr"] {
        assert_eq!(held(&trace, rule), in_m(&[("A", "800.00"), ("B", "1600.00")]), "{rule}");
    }
    assert_eq!(held(&trace, "fifo"), in_m(&[("A", "400.00"), ("B", "2000.00")]));
    assert_eq!(held(&trace, "lifo"), in_m(&[("A", "1000.00"), ("B", "1400.00")]));
}

#[test]
fn v3_peter_and_lisa() {
    let trace = trace(&[("p", "", "M", "100"), ("l", "", "M", "100"), ("o", "M", "", "100")], &["Peter=p", "Lisa=l"]);
    assert_eq!(held(&trace, "fifo"), in_m(&[("Lisa", "100.00")]));
    assert_eq!(held(&trace, "lifo"), in_m(&[("Peter", "100.00")]));
    for rule in ["pro-rata", "libr", "pari-passu"] {
        assert_eq!(held(&trace, rule), in_m(&[("Lisa", "50.00"), ("Peter", "50.00")]), "{rule}");
    }
}

#[test]
fn v4_bitcoin_redux() {
    let trace = trace(&[("s", "", "M", "3"), ("c", "", "M", "7"), ("o", "M", "", "3")], &["stolen=s"]);
    for (rule, out) in [("fifo", "3.00"), ("lifo", "0.00"), ("pro-rata", "0.90"), ("libr", "0.00"), ("poison", "3.00")]
    {
        assert_eq!(carried(&trace, rule, "o"), out, "{rule}");
    }
    assert_eq!(held(&trace, "poison"), in_m(&[("stolen", "7.00")]));
    assert_eq!(held(&trace, "pari-passu"), in_m(&[("stolen", "2.10")]));
}

#[test]
fn v5_roscoe() {
    let trace = trace(&[("t", "", "M", "455"), ("o", "M", "", "430"), ("c", "", "M", "333")], &["tainted=t"]);
    for rule in ["libr", "fifo", "pro-rata"] {
        assert_eq!(held(&trace, rule), in_m(&[("tainted", "25.00")]), "{rule}");
    }
    assert_eq!(held(&trace, "pari-passu"), in_m(&[("tainted", "206.71")]));
}

/// Clean 4000 and the trust's 3000 in, 2137 to an account called Shares, and the rest spent.
fn oatway() -> Worked {
    let of = [("c", "", "M", "4000"), ("t", "", "M", "3000"), ("o1", "M", "Shares", "2137"), ("o2", "M", "", "4863")];
    Worked::of(&of, &[("M", "0"), ("Shares", "0")])
}

/// What a share says was bought: money outside the case, rise and recovery; low and high must agree.
fn bought(share: &Value) -> [&str; 3] {
    ["outside", "rise", "recovery"].map(|what| {
        let bound = |end: &str| share["bought"][format!("{what}_{end}")].as_str().unwrap();
        assert_eq!(bound("low"), bound("high"), "{share}");
        bound("low")
    })
}

#[test]
fn v6_oatway_without_an_election() {
    let trace = oatway().trace(&["--claim", "trust=t"]);
    let shares = |amount: &str| rows(&[("Shares", "trust", amount)]);
    for (rule, held_there, out) in [
        ("fifo", vec![], "3000.00"),
        ("lifo", shares("2137.00"), "863.00"),
        // 2137 · 3/7 is 915.857…; what is left of the 3000 goes with the rest.
        ("pro-rata", shares("915.86"), "2084.14"),
        ("libr", vec![], "3000.00"),
    ] {
        assert_eq!(held(&trace, rule), held_there, "{rule}");
        assert_eq!(carried(&trace, rule, "o2"), out, "{rule}");
    }
    assert!(trace.get("rules_alone").is_none() && trace.get("assertions").is_none(), "nobody asserted anything");
}

#[test]
fn v6_oatway_with_an_election() {
    let worked = oatway();
    let trace = worked.trace(&["--claim", "trust=t", "--elect", "trust=o1:2475", "--reason", "bought as trustee"]);
    for rule in ["fifo", "lifo", "pro-rata", "libr"] {
        let result = &trace["rules"][rule];
        assert_eq!(held_in(result), rows(&[("Shares", "trust", "2137.00")]), "{rule}");
        assert_eq!(carried_in(result, "o2"), "863.00", "{rule}");
        // The rise is on a line of its own, and is no part of what is held.
        let share = &result["restitution"][0];
        assert_eq!((&share["held_high"], &share["claimed"]), (&"2137.00".into(), &"3000.00".into()), "{rule}");
        assert_eq!(bought(share), ["0.00", "338.00", "2475.00"], "{rule}");
    }
    // What the rules compute without it stands beside it, unchanged.
    assert_eq!(carried_in(&trace["rules_alone"]["libr"], "o2"), "3000.00");
    assert_eq!(trace["rules_alone"], worked.trace(&["--claim", "trust=t"])["rules"]);
    // Nothing that no rule follows is moved by what a person says.
    for rule in ["poison", "pari-passu"] {
        assert_eq!(trace["rules"][rule], trace["rules_alone"][rule], "{rule}");
    }
}

/// The same where no account of the case receives what was paid: the money in it is counted beside what is held.
#[test]
fn v6_oatway_bought_outside_the_case() {
    let of = [("c", "", "M", "4000"), ("t", "", "M", "3000"), ("o1", "M", "", "2137"), ("o2", "M", "", "4863")];
    let worked = Worked::of(&of, &[("M", "0")]);
    let call = ["--claim", "trust=t", "--elect", "trust=o1:2475", "--reason", "bought as trustee"];
    let trace = worked.trace(&call);
    for rule in ["fifo", "lifo", "pro-rata", "libr"] {
        let result = &trace["rules"][rule];
        assert_eq!(held_in(result), rows(&[]), "{rule}");
        assert_eq!((carried_in(result, "o1"), carried_in(result, "o2")), ("2137.00".into(), "863.00".into()), "{rule}");
        let share = &result["restitution"][0];
        assert_eq!((&share["held_high"], &share["claimed"]), (&"0.00".into(), &"3000.00".into()), "{rule}");
        assert_eq!(bought(share), ["2137.00", "338.00", "2475.00"], "{rule}");
    }
    let (shown, _) = worked.shown(&call);
    let table = &shown[shown.find("With what was bought").unwrap()..];
    let row: Vec<&str> = table.lines().find(|line| line.starts_with("trust")).unwrap().split_whitespace().collect();
    assert_eq!(row, ["trust", "fifo", "0.00", "2137.00", "338.00", "3000.00", "2475.00"], "{table}");
}

#[test]
fn v6_oatway_recovers_no_more_than_the_claim() {
    let worked = oatway();
    for (worth, rise, recovery) in
        [("5000", "2863.00", "3000.00"), ("2999.99", "862.99", "2999.99"), ("0", "-2137.00", "0.00")]
    {
        let trace = worked.trace(&["--claim", "trust=t", "--elect", &format!("trust=o1:{worth}")]);
        let share = &trace["rules"]["libr"]["restitution"][0];
        assert_eq!(bought(share), ["0.00", rise, recovery], "{worth}");
    }
}

#[test]
fn v7_clean_first() {
    let trace = trace(&[("c", "", "M", "400"), ("t", "", "M", "600"), ("o", "M", "", "500")], &["tainted=t"]);
    for (rule, out) in
        [("fifo", "100.00"), ("lifo", "500.00"), ("pro-rata", "300.00"), ("libr", "100.00"), ("poison", "500.00")]
    {
        assert_eq!(carried(&trace, rule, "o"), out, "{rule}");
    }
    assert_eq!(held(&trace, "libr"), in_m(&[("tainted", "500.00")]));
    assert_eq!(held(&trace, "pari-passu"), in_m(&[("tainted", "300.00")]));
}

#[test]
fn every_rule_that_follows_units_gives_back_the_whole_claim() {
    let minor = |text: &Value| text.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let trace = oatway().trace(&["--claim", "trust=t", "--elect", "trust=o1"]);
    for results in [&trace["rules"], &trace["rules_alone"]] {
        for rule in ["fifo", "lifo", "pro-rata", "libr"] {
            let all = ["held", "left"].iter().flat_map(|part| results[rule][part].as_array().unwrap());
            assert_eq!(all.map(|row| minor(&row["low"])).sum::<i64>(), 300_000, "{rule}");
        }
    }
}

#[test]
fn an_unknown_opening_is_never_one_figure() {
    let of = [("t", "", "M", "100"), ("c", "", "M", "100"), ("o", "M", "", "100")];
    let worked = Worked::of(&of, &[("Z", "0")]);
    let trace = worked.trace(&["--claim", "t=t", "--rule", "fifo"]);
    let held = &trace["rules"]["fifo"]["held"][0];
    assert_eq!((held["low"].as_str(), held["high"].as_str()), (Some("0.00"), Some("100.00")));
    let (shown, _) = worked.shown(&["--claim", "t=t"]);
    assert!(
        shown.contains("0.00 to 100.00") && shown.contains("What moves the figure most: the opening balance of M"),
        "{shown}"
    );
}

#[test]
fn a_call_that_is_off_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("rows.csv"), "booked_at,debtor,creditor,amount,currency\n2024-01-01,A,B,1,EUR\n").unwrap();
    expect(0, &["add", &path("case"), &path("rows.csv")]);
    let source = json(0, &["add", &path("case"), &path("rows.csv")])["files"][0]["source"].as_str().unwrap().to_owned();
    let claim = format!("x={source}:0");
    for (arguments, told) in [
        (vec![], "--claim NAME=TX"),
        (vec!["--claim", "x=nothing"], "a finding"),
        (vec!["--claim", "x"], "NAME=TX"),
        (vec!["--claim", &claim, "--rule", "best"], "pari-passu, poison and all"),
        (vec!["--claim", &claim, "--at", "soon"], "YYYY-MM-DD"),
        (vec!["--claim", &claim, "--stop", "Z"], "no such account"),
        (vec!["--claim", &claim, "--to", "Z"], "no such account"),
        (vec!["--claim", &claim, "--paths", "some"], "a number, or all"),
        (vec!["--claim", &claim, "--currency", "euro"], "as in EUR"),
        (vec!["--claim", &claim, "--of", "B"], "cannot be used with"),
        (vec!["--of", "Z"], "called Z; an account, a transaction's id"),
        (vec!["--claim", &claim, "--value-window", "-1"], "--value-window"),
    ] {
        let case = path("case");
        let (out, err) = expect(2, &[vec!["trace", &case], arguments].concat());
        assert!(out.is_empty() && err.contains(told), "{told}: {err}");
    }
    json(0, &["trace", &path("case"), "--claim", &claim]);
}

/// Where what the payment carries is a range, so is all that was bought with it: of an opening of nothing the 700 take the
/// claim's money, and 300 of it are left to buy with; of 700 or more they take none.
#[test]
fn what_was_bought_is_a_range_where_the_money_in_it_is_one() {
    let of = [("t", "", "M", "1000"), ("o", "M", "", "700"), ("c", "", "M", "600"), ("buy", "M", "", "600")];
    let worked = Worked::of(&of, &[("Z", "0")]);
    let call = ["--claim", "x=t", "--elect", "x=buy:900", "--rule", "fifo"];
    let share = &worked.trace(&call)["rules"]["fifo"]["restitution"][0];
    let bounds = |of: &Value, what: &str| {
        let bound = |end: &str| of[format!("{what}_{end}")].as_str().unwrap().to_owned();
        (bound("low"), bound("high"))
    };
    let pair = |low: &str, high: &str| (low.to_owned(), high.to_owned());
    // What is held ends a little wide: 400 is the most that can be reached.
    assert_eq!(bounds(share, "held"), pair("0.00", "700.00"));
    assert_eq!(bounds(&share["bought"], "outside"), pair("300.00", "600.00"));
    assert_eq!(bounds(&share["bought"], "rise"), pair("150.00", "300.00"));
    assert_eq!(bounds(&share["bought"], "recovery"), pair("450.00", "1000.00"));
    let (shown, _) = worked.shown(&call);
    assert!(
        shown.contains("carries 300.00 to 600.00 EUR of x; what it bought is now worth 150.00 to 300.00 more"),
        "{shown}"
    );
    let table = &shown[shown.find("With what was bought").unwrap()..];
    let rows: Vec<Vec<&str>> = table.lines().skip(3).take(2).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["x", "fifo", "0.00", "300.00", "150.00", "1000.00", "450.00"], "{table}");
    assert_eq!(rows[1], ["to", "700.00", "to", "600.00", "to", "300.00", "to", "1000.00"], "{table}");
}
