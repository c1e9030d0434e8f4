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
    // What a payroll fans out may arrive at a bank without statements only: then there is nothing to follow.
    let ids = findings.iter().filter_map(|finding| finding["id"].as_str()).filter(|id| !id.starts_with("fan-out"));
    for id in ids.take(4) {
        let claim = format!("a rather long name for a claim={id}");
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

#[test]
fn one_of_anything_is_in_the_singular() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let header = "id,booked_at,debtor,creditor,amount,currency\n";
    std::fs::write(path("one.csv"), format!("{header}t,2024-01-01,,M,5,EUR\n")).unwrap();
    let (_, said) = expect(0, &["add", &path("case"), &path("one.csv")]);
    assert!(said.contains("1 file added with 1 entry, 0 already in the case, 0 refused; 0 problems noted"), "{said}");
    let (_, said) = expect(0, &["add", &path("case"), &path("one.csv"), "--from", "A"]);
    assert!(said.contains("1 file was in the case already") && said.contains("0 files added with 0 entries"), "{said}");
    // 31 claims on one account: one more than is listed; and five credits of one claim, one path more than three.
    let rows: String = (0..31).map(|at| format!("c{at},2024-01-02T10:{at:02}:00Z,,M,{},EUR\n", at + 1)).collect();
    std::fs::write(path("many.csv"), format!("{header}{rows}")).unwrap();
    let (_, said) = expect(0, &["add", &path("case"), &path("many.csv")]);
    assert!(said.contains("1 file added with 31 entries"), "{said}");
    let claims: Vec<String> = (0..31).map(|at| format!("n{at}=c{at}")).collect();
    let call = |claims: &[String]| -> String {
        let case = path("case");
        let mut arguments = vec!["trace", &case];
        arguments.extend(claims.iter().flat_map(|claim| ["--claim", claim.as_str()]));
        expect(0, &arguments).0
    };
    let shown = call(&claims);
    assert!(shown.contains("… and 1 more claim; all together 496.00 EUR"), "{shown}");
    assert!(shown.contains("… and 1 more row, in traces/"), "{shown}");
    let shown = call(&["x=c0,c1,c2,c3".to_owned()]);
    assert!(shown.contains("  1.00 by 1 smaller path\n") && shown.contains("claim x: 10.00 EUR, 4 credits"), "{shown}");
    let list = path("list.csv");
    std::fs::write(&list, "claim,transaction\nx,nothing\n").unwrap();
    let (_, said) = expect(2, &["trace", &path("case"), "--claims", &list]);
    assert!(said.contains("1 row cannot be taken"), "{said}");
}

#[test]
fn a_requisition_names_its_transactions_up_to_five() {
    let paid = |count: usize| {
        let mut of: Vec<(String, &str, &str)> = vec![("t".to_owned(), "", "M")];
        of.extend((0..count).map(|at| (format!("out-{at}"), "M", "")));
        let of: Vec<(&str, &str, &str, &str)> =
            of.iter().map(|(id, from, to)| (id.as_str(), *from, *to, if id == "t" { "100" } else { "10" })).collect();
        let shown = Worked::of(&of, &[("M", "0")]).shown(&["--claim", "a=t", "--rule", "fifo"]).0;
        fits(&shown);
        shown[shown.find("What to ask for next").unwrap()..].to_owned()
    };
    assert!(paid(1).contains("\n    M  out-0\n"), "{}", paid(1));
    assert!(paid(5).contains("\n    M\n    out-0, out-1, out-2, out-3, out-4\n"), "{}", paid(5));
    assert!(paid(7).contains("\n    M\n    out-0, out-1, out-2, out-3, out-4, and 2 more\n"), "{}", paid(7));
}

#[test]
fn paths_explain_no_nothing_and_say_once_which_world_they_explain() {
    let note = "the paths explain what is held with entries in the order of the ledger and every opening balance that is not \
                known at its least";
    let shown = |worked: &Worked, arguments: &[&str]| {
        let shown = worked.shown(arguments).0;
        fits(&shown);
        assert!(!shown.contains("\n0.00 EUR of"), "{shown}");
        shown.replace('\n', " ")
    };
    // By fifo M holds 0.00 to 100.00 of a: nothing with the least opening. By lifo all of it, and 100 of b.
    let of = [("a", "", "M", "100"), ("b", "", "M", "100"), ("o", "M", "", "100")];
    let worked = Worked::of(&of, &[("Z", "0")]);
    let one = shown(&worked, &["--claim", "cezar=a", "--rule", "fifo"]);
    assert!(one.contains("0.00 to 100.00") && !one.contains("By which paths"), "{one}");
    let two = shown(&worked, &["--claim", "cezar=a", "--claim", "b=b", "--rule", "fifo"]);
    assert_eq!(two.matches(note).count(), 1, "{two}");
    assert!(two.contains("100.00 EUR of b in M"), "{two}");
    // Where every figure is one, there is nothing to say.
    let worked = Worked::of(&of, &[("M", "0")]);
    let known = shown(&worked, &["--claim", "b=b", "--rule", "fifo"]);
    assert!(known.contains("By which paths") && !known.contains(note), "{known}");
}

#[test]
fn only_doubts_that_move_a_figure_are_named_and_eight_at_most() {
    let moved = |out: &str| {
        let mut rows = Vec::new();
        let names: Vec<[String; 3]> =
            (0..10).map(|at| [format!("t{at}"), format!("o{at}"), format!("M{at}")]).collect();
        rows.extend(names.iter().map(|[id, _, account]| (id.as_str(), "", account.as_str(), "100")));
        rows.extend(names.iter().map(|[_, id, account]| (id.as_str(), account.as_str(), "", out)));
        let claims: Vec<String> = (0..10).map(|at| format!("c{at}=t{at}")).collect();
        let mut arguments: Vec<&str> = claims.iter().flat_map(|claim| ["--claim", claim.as_str()]).collect();
        arguments.extend(["--rule", "fifo"]);
        let worked = Worked::of(&rows, &[("Z", "0")]);
        assert!(worked.trace(&arguments)["sways"].as_array().unwrap().len() >= 10, "every one is in the file");
        let shown = worked.shown(&arguments).0;
        fits(&shown);
        (shown.matches("What moves the figure most: ").count(), shown.matches("\nThen ").count())
    };
    assert_eq!(moved("30"), (1, 7));
    assert_eq!(moved("1"), (1, 7));
    assert_eq!(moved("0.99"), (0, 0));
}

#[test]
fn a_balance_without_an_opening_says_what_it_is_counted_from() {
    let of = [("a", "", "M", "100"), ("b", "M", "N", "30")];
    let note = "counted from these entries alone: its opening is not known, and it may have made payments that are not in the \
                files";
    let shown = |openings: &[(&str, &str)]| {
        let shown = Worked::of(&of, openings).shown(&["--claim", "x=a", "--rule", "fifo"]).0;
        fits(&shown);
        let assets = &shown[shown.find("Assets located").unwrap()..shown.find("By which paths").unwrap()];
        assets.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let assets = shown(&[("M", "0")]);
    assert!(assets.contains("M 70.00 EUR 2024-01-02 N 30.00 EUR 2024-01-02 *"), "{assets}");
    assert_eq!(assets.matches(note).count(), 1, "{assets}");
    assert!(!assets.contains("or more"), "{assets}");
    assert!(!shown(&[("M", "0"), ("N", "0")]).contains("counted from"));
}
