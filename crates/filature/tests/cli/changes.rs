//! What is new, changed or gone since a dossier, for the supplementary report.

use std::fs;

use serde_json::{Value, json as value};

use crate::run::{expect, json};
use crate::worked::Worked;

const HEADER: &str = "id,booked_at,debtor,creditor,amount,currency\n";

/// Six payers into one account, which pays most of it on.
fn gathered() -> Worked {
    let mut rows = HEADER.to_owned();
    for payer in 1..=6 {
        rows.push_str(&format!("in{payer},2024-03-0{payer},P{payer},HUB,900.00,EUR\n"));
    }
    for payee in 1..=4 {
        rows.push_str(&format!("out{payee},2024-03-08,HUB,Q{payee},1300.00,EUR\n"));
    }
    let accounts = "account,opening_balance,opening_at,currency\nHUB,0,2024-01-01,EUR\n";
    let worked = Worked::empty().with("rows.csv", &rows, &[]).with("accounts.csv", accounts, &[]);
    worked.trace(&["--claim", "c=in1", "--name", "one"]);
    worked.trace(&["--claim", "c=in2", "--name", "two"]);
    expect(0, &["dossier", &worked.case()]);
    fs::copy(worked.path("case/dossier/dossier.en.html"), worked.path("given.html")).unwrap();
    worked
}

fn since(worked: &Worked) -> Value {
    json(0, &["changes", &worked.case(), "--since", worked.path("given.html").to_str().unwrap()])
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn nothing_differs_where_nothing_came() {
    let worked = gathered();
    let given = worked.path("given.html").to_string_lossy().into_owned();
    let (out, _) = expect(0, &["changes", &worked.case(), "--since", &given]);
    assert!(out.contains("Nothing differs."), "{out}");
    let (out, _) = expect(0, &["changes", &worked.case(), "--since", &given, "--lang", "fr"]);
    assert!(out.contains("Rien ne diffère."), "{out}");
}

#[test]
fn a_new_file_is_told_with_what_it_changes_and_what_took_the_place_of_what_is_gone() {
    let worked = gathered();
    let before = json(0, &["detect", &worked.case()]);
    let more = format!("{HEADER}in7,2024-03-07,P7,HUB,900.00,EUR\nback,2024-03-09,HUB,P1,77.00,EUR\n");
    let file = worked.write("more.csv", &more);
    let added = json(0, &["add", &worked.case(), &file, "--exhibit", "PV 9"]);
    let new = added["files"][0]["source"].clone();
    worked.trace(&["--claim", "c=in1", "--name", "one"]);
    worked.trace(&["--claim", "c=in7", "--name", "three"]);
    let changes = since(&worked);
    assert_eq!(changes["sources"]["new"][0]["source"], new);
    assert_eq!((&changes["entries"]["then"], &changes["entries"]["now"]), (&value!(10), &value!(12)));
    // Findings by their ids: what detect says now against what it said then.
    let after = json(0, &["detect", &worked.case()]);
    let (was, is) = (ids(&before["findings"]), ids(&after["findings"]));
    let mut gone: Vec<&str> = was.iter().filter(|id| !is.contains(id)).copied().collect();
    let mut arrived: Vec<&str> = is.iter().filter(|id| !was.contains(id)).copied().collect();
    gone.sort_unstable();
    arrived.sort_unstable();
    assert!(!gone.is_empty() && !arrived.is_empty());
    assert_eq!(ids(&changes["findings"]["gone"]), gone);
    assert_eq!(ids(&changes["findings"]["new"]), arrived);
    for item in changes["findings"]["gone"].as_array().unwrap() {
        let successor = &item["successor"];
        assert!(arrived.contains(&successor["id"].as_str().unwrap()), "{item}");
        assert!(successor["shared"].as_u64().unwrap() > 0);
    }
    let by_new = |item: &&Value| item["why"] == value!([new]);
    assert!(changes["findings"]["new"].as_array().unwrap().iter().any(|item| by_new(&item)));
    // The trace that was made again has its figures from and to; the other has to be made again.
    assert_eq!(changes["traces"]["new"], value!(["three"]));
    assert_eq!(changes["traces"]["not_made_again"], value!(["two"]));
    assert_eq!(changes["traces"]["gone"], value!([]));
    let figures = changes["traces"]["changed"][0]["figures"].as_array().unwrap();
    let figure = |rule: &str, account: &str| {
        figures.iter().find(|of| of["rule"] == rule && of["account"] == account && of["what"] == "held").unwrap()
    };
    // Pro rata: 900 of 5400, of which 200 stay, and 900 of 6300, of which 1023 stay and 77 go back.
    let hub = figure("pro-rata", "HUB");
    assert_eq!((&hub["from"]["low"], &hub["to"]["low"]), (&value!("33.33"), &value!("146.14")), "{hub}");
    let back = figure("pro-rata", "P1");
    assert!(back["from"].is_null() && back["to"]["high"] == "11.00", "{back}");
    assert_eq!(figure("poison", "P1")["to"], value!({"low": "77.00", "high": "77.00", "or_more": true}));
    assert_eq!(changes["traces"]["changed"][0]["why"], value!([new]));
    let given = worked.path("given.html").to_string_lossy().into_owned();
    let (out, _) = expect(0, &["changes", &worked.case(), "--since", &given]);
    for told in ["New files", "more.csv (PV 9)", "10 → 12", "New findings", "Gone findings", "which has", "two"] {
        assert!(out.contains(told), "{told}: {out}");
    }
    let (out, _) = expect(0, &["changes", &worked.case(), "--since", &given, "--lang", "fr"]);
    assert!(
        out.contains("5\u{202f}277,00 EUR")
            && out.contains("Nouveaux fichiers")
            && out.contains("qui en reprend")
            && !out.contains("New "),
        "{out}"
    );
}

#[test]
fn a_statement_that_fills_a_gap_changes_how_its_neighbour_stands() {
    let statement = |number: u32, month: &str, last: u32, opening: &str, amount: &str, closing: &str| {
        format!(
            ":20:S{number}\n:25:FR7699999000010000000000115\n:28C:{number}/1\n:60F:C24{month}01EUR{opening}\n\
             :61:24{month}05C{amount}NTRFX{number}//R\n:86:x\n:62F:C24{month}{last}EUR{closing}\n-\n"
        )
    };
    let worked = Worked::empty().with("january.sta", &statement(1, "01", 31, "100,00", "10,00", "110,00"), &[]).with(
        "march.sta",
        &statement(3, "03", 31, "140,00", "5,00", "145,00"),
        &[],
    );
    expect(0, &["dossier", &worked.case()]);
    fs::copy(worked.path("case/dossier/dossier.en.html"), worked.path("given.html")).unwrap();
    let file = worked.write("february.sta", &statement(2, "02", 29, "110,00", "30,00", "140,00"));
    let added = json(0, &["add", &worked.case(), &file]);
    let changes = since(&worked);
    assert_eq!(changes["statements"]["new"].as_array().unwrap().len(), 1);
    let changed = &changes["statements"]["changed"];
    assert_eq!(changed.as_array().unwrap().len(), 1, "{changes}");
    assert!(!changed[0]["from"]["gap_before"].is_null() && changed[0]["to"]["gap_before"].is_null(), "{changed}");
    assert_eq!(changed[0]["why"], value!([added["files"][0]["source"]]));
}

#[test]
fn since_a_day_and_since_an_instant() {
    let worked = gathered();
    let instant = worked.journal().last().unwrap()["at"].as_str().unwrap().to_owned();
    let worked = worked.with("more.csv", &format!("{HEADER}in7,2024-03-07,P7,HUB,900.00,EUR\n"), &[]);
    expect(
        0,
        &[
            "category",
            &worked.case(),
            "HUB",
            "--as",
            "witness",
            "--source",
            "PV 1",
            "--reason",
            "heard",
            "--by",
            "Officer A",
        ],
    );
    let changes = json(0, &["changes", &worked.case(), "--since", &instant]);
    assert_eq!(changes["sources"]["new"].as_array().unwrap().len(), 1);
    assert_eq!(changes["decisions"][0]["act"], "category-set");
    assert_eq!(changes["traces"]["not_made_again"], value!(["one", "two"]));
    // Before there was anything, all is new; after the last line, nothing.
    let changes = json(0, &["changes", &worked.case(), "--since", "2001-01-01"]);
    assert_eq!(changes["sources"]["new"].as_array().unwrap().len(), 3);
    assert_eq!(changes["entries"]["then"], 0);
    let (out, _) = expect(0, &["changes", &worked.case(), "--since", "2199-01-01"]);
    assert!(out.contains("to be made again") || out.contains("Nothing differs."), "{out}");
}

#[test]
fn what_is_no_dossier_of_the_case_and_no_day_is_refused() {
    let worked = gathered();
    let (_, err) = expect(2, &["changes", &worked.case(), "--since", "soon"]);
    assert!(err.contains("YYYY-MM-DD"), "{err}");
    let plain = worked.write("plain.html", "<p>no dossier</p>");
    let (_, err) = expect(1, &["changes", &worked.case(), "--since", &plain]);
    assert!(err.contains("did not write"), "{err}");
    let given = worked.path("given.html");
    let text = fs::read_to_string(&given).unwrap();
    fs::write(&given, text.replacen("900.00", "901.00", 1)).unwrap();
    let (_, err) = expect(1, &["changes", &worked.case(), "--since", given.to_str().unwrap()]);
    assert!(err.contains("was changed"), "{err}");
}

#[test]
fn since_a_day_before_an_erasure_no_false_number_is_given_for_then() {
    let worked = gathered();
    let more = worked.write("more.csv", &format!("{HEADER}in7,2024-03-07,P7,HUB,900.00,EUR\n"));
    let added = json(0, &["add", &worked.case(), &more]);
    let instant = worked.journal().last().unwrap()["at"].as_str().unwrap().to_owned();
    let source = added["files"][0]["source"].as_str().unwrap();
    let why = ["--by", "Officer A", "--reason", "order of 2 May"];
    expect(0, &[&["erase", &worked.case(), "--source", source][..], &why].concat());
    let line = worked.journal().iter().position(|line| line["act"] == "source-erased").unwrap() + 1;
    let changes = json(0, &["changes", &worked.case(), "--since", &instant]);
    assert_eq!((&changes["entries"]["then"], &changes["entries"]["now"]), (&Value::Null, &value!(10)), "{changes}");
    let erased = &changes["since"]["erased"][0];
    assert_eq!((&erased["line"], &erased["source"]), (&value!(line), &value!(source)), "{changes}");
    assert_eq!((&erased["reason"], &erased["by"]), (&value!("order of 2 May"), &value!("Officer A")), "{changes}");
    assert!(!erased["on"].as_str().unwrap().is_empty());
    for (language, told) in [
        ("en", ["can no longer be told", "Erased since (1):", "order of 2 May", source]),
        ("fr", ["ne peut plus être dit", "Effacé depuis (1)", "order of 2 May", source]),
    ] {
        let (out, _) = expect(0, &["changes", &worked.case(), "--since", &instant, "--lang", language]);
        told.iter().for_each(|told| assert!(out.contains(told), "{told}: {out}"));
        assert!(!out.contains('→') || !out.contains("10 →"), "{out}");
    }
    // After it, and before the file came, what was there is known.
    assert_eq!(json(0, &["changes", &worked.case(), "--since", "2199-01-01"])["entries"]["then"], 10);
    assert_eq!(json(0, &["changes", &worked.case(), "--since", "2001-01-01"])["entries"]["then"], 0);
}

#[test]
fn since_a_day_before_a_person_was_erased_no_false_number_is_given_for_then() {
    let worked = gathered();
    let instant = worked.journal().last().unwrap()["at"].as_str().unwrap().to_owned();
    let why = ["--by", "Officer A", "--second", "Officer B", "--reason", "order of 2 May"];
    expect(0, &[&["erase", &worked.case(), "--person", "P1"][..], &why].concat());
    let changes = json(0, &["changes", &worked.case(), "--since", &instant]);
    assert_eq!(changes["entries"]["then"], Value::Null, "{changes}");
    let erased = &changes["since"]["erased"][0];
    assert_eq!((&erased["source"], &erased["second"]), (&Value::Null, &value!("Officer B")), "{changes}");
}

#[test]
fn what_was_decided_is_said_in_words_and_not_in_the_codes_of_the_journal() {
    let worked = gathered();
    let why = ["--source", "PV 1", "--reason", "heard", "--by", "Officer A"];
    expect(0, &[&["category", &worked.case(), "HUB", "--as", "witness"], &why[..]].concat());
    let of = ["--asked", "HUB", "--from", "2024-01", "--to", "2024-02", "--request", "R 9"];
    expect(0, &[&["statements", &worked.case()][..], &of].concat());
    for (language, told) in [
        ("en", ["case made", "part in the case decided", "statements asked for"]),
        ("fr", ["affaire créée", "place dans l’affaire décidée", "relevés demandés"]),
    ] {
        let (out, _) = expect(0, &["changes", &worked.case(), "--since", "2001-01-01", "--lang", language]);
        told.iter().for_each(|told| assert!(out.contains(told), "{told}: {out}"));
        for code in ["case-made", "category-set", "statements-asked"] {
            assert!(!out.contains(code), "{code}: {out}");
        }
    }
}
