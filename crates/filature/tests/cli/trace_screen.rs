//! What people see of a trace.

use crate::run::{expect, json};
use crate::worked::Worked;

/// No line is wider than a page.
fn fits(shown: &str) {
    for line in shown.lines() {
        assert!(line.chars().count() <= 100, "{} columns: {line}", line.chars().count());
    }
}

#[test]
fn claims_are_shown_side_by_side_with_their_sum_and_the_figure_common_to_all() {
    let of = [
        ("p", "", "M", "10"),
        ("m", "", "M", "10"),
        ("o1", "M", "", "10"),
        ("k", "", "M", "10"),
        ("o2", "M", "", "10"),
    ];
    let worked = Worked::of(&of, &[("M", "0")]);
    let (shown, _) = worked.shown(&["--claim", "Paul=p", "--claim", "Michael=m", "--claim", "Karen=k"]);
    fits(&shown);
    let columns = |name: &str| -> Vec<String> {
        let table = &shown[shown.find("Held in all accounts together").unwrap()..];
        table.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(columns("Karen"), ["Karen", "10.00", "10.00", "0.00", "5.00", "5.00", "0.00"]);
    assert_eq!(columns("Paul"), ["Paul", "10.00", "0.00", "10.00", "2.50", "2.50", "0.00"]);
    // The rules differ on whose the ten are, and agree that ten are there.
    assert_eq!(columns("sum"), ["sum", "30.00", "10.00", "10.00", "10.00", "10.00", "10.00"]);
    for told in [
        "Common to all rules run (fifo, lifo, pro-rata, libr)",
        "Apart from these: pari-passu\npari-passu shares",
        "together 10.00 EUR",
        "Apart from these: poison\npoison marks",
        "Assets located",
        "k [",
        "What to ask for next",
        "No rule here is stated to be the law of any forum, and this is no legal advice.",
        "nobody has calibrated on real data",
    ] {
        assert!(shown.replace("\nat ", " at ").contains(told), "{told}: {shown}");
    }
    assert_eq!(shown.matches("never an").count(), 1, "a warning is given once");
    let (one, _) = worked.shown(&["--claim", "Paul=p", "--rule", "libr"]);
    assert!(!one.contains("Common to all") && !one.contains("poison"), "{one}");
}

#[test]
fn a_synthetic_case_fits_the_page_and_asks_for_the_largest_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    expect(0, &["synth", "--out", &path("received"), "--seed", "5", "--transactions", "1500"]);
    expect(0, &["add", &path("case"), &path("received")]);
    let found = json(0, &["detect", &path("case")]);
    let findings = found["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for finding in findings.iter().take(4) {
        let claim = format!("a rather long name for a claim={}", finding["id"].as_str().unwrap());
        let (shown, _) = expect(0, &["trace", &path("case"), "--claim", &claim]);
        fits(&shown);
        let trace = json(0, &["trace", &path("case"), "--claim", &claim]);
        let steps = trace["rules"]["fifo"]["held"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|held| held["paths"]["paths"].as_array().unwrap())
            .flat_map(|of| of["steps"].as_array().unwrap());
        for step in steps {
            assert!(step["entries"].as_array().is_some_and(|entries| !entries.is_empty()), "{step}");
        }
        let asked = trace["requisitions"].as_array().map_or(0, Vec::len);
        assert!(asked <= 20 || shown.contains(&format!("… and {} more requests", asked - 20)), "{asked}");
    }
}
