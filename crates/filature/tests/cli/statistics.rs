//! `statistics`: figures over many cases, and nobody in them.

use std::fs;

use filature_ledger::categories::Category;
use filature_ledger::{Act, Line, hash_hex};
use serde_json::Value;

use crate::networks::HOLDERS;
use crate::run::{expect, json, snapshot};
use crate::worked::Worked;

/// How many people of each part a case has.
const PEOPLE: [(&str, Category); 6] = [
    ("W1", Category::Victim),
    ("W2", Category::Victim),
    ("W3", Category::Victim),
    ("W4", Category::Victim),
    ("BOSS", Category::Suspect),
    ("AIDE", Category::Suspect),
];

/// Writes a decision as `category` does, at this time. (Within this process a lock on the case could be inherited by a program that
/// another test starts just then.)
fn decide_at(case: &Worked, account: &str, category: Category, source: &str, at: &str) {
    let path = case.path("case/journal.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let act = Act::CategorySet {
        account: account.to_owned(),
        category,
        source: source.to_owned(),
        reason: "heard".to_owned(),
        by: "Officer A".to_owned(),
        second: None,
    };
    let before = hash_hex(text.lines().last().unwrap().as_bytes());
    let line = Line { line: text.lines().count() as u64 + 1, at: at.to_owned(), act, before, heard: None, was: None };
    fs::write(&path, format!("{text}{}\n", serde_json::to_string(&line).unwrap())).unwrap();
}

fn decide(case: &Worked, account: &str, category: Category, source: &str) {
    decide_at(case, account, category, source, "2024-05-02T10:00:00Z");
}

/// A case of four victims and two suspects, with these further lines in `case.toml`. Half of the people are stated to be female, and all
/// victims but the fourth to be exploited for labour.
fn case(number: usize, more: &str) -> Worked {
    let mut accounts = HOLDERS.to_owned();
    let mut rows = "id,booked_at,debtor,creditor,amount,currency\n".to_owned();
    for (at, (name, _)) in (1..).zip(PEOPLE) {
        accounts.push_str(&format!("C{number}{name},Ile Tarnu {at},FR,LYON,personal,2020-01-01,,1990-01-11,\n"));
        rows.push_str(&format!("c{number}t{at},2024-01-0{at},C{number}{name},C{number}BOSS2,{at}00.00,EUR\n"));
    }
    let made = Worked::empty().with("rows.csv", &rows, &[]).with("accounts.csv", &accounts, &[]);
    let mut stated = String::new();
    for (at, (name, category)) in (0..).zip(PEOPLE) {
        decide(&made, &format!("C{number}{name}"), category, "PV 1");
        let sex = if at % 2 == 0 { "female" } else { "male" };
        let form = if name == "W4" { "sexual" } else { "labour" };
        let form = if category == Category::Victim { format!("exploitation = \"{form}\"\n") } else { String::new() };
        stated.push_str(&format!(
            "[[statistics.person]]\naccounts = [\"C{number}{name}\"]\nsex = \"{sex}\"\ncitizenship = \"RO\"\n{form}source = \"D1\"\n\n"
        ));
    }
    state(&made, &format!("{stated}{more}"));
    made
}

fn state(case: &Worked, more: &str) {
    let path = case.path("case/case.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{text}\n{more}")).unwrap();
}

fn cases(count: usize) -> Vec<Worked> {
    (0..count).map(|number| case(number, "")).collect()
}

fn count(cases: &[Worked], more: &[&str]) -> Value {
    let folders: Vec<String> = cases.iter().map(Worked::case).collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    json(0, &[&["statistics"], &folders[..], more].concat())
}

fn population<'a>(found: &'a Value, name: &str) -> &'a Value {
    let all = found["populations"].as_array().unwrap();
    all.iter().find(|population| population["population"] == name).unwrap()
}

/// The cell of a table's only row.
fn cell(found: &Value, name: &str, by: &str, column: &str) -> Option<u64> {
    let tables = population(found, name)["tables"].as_array().unwrap();
    let table = tables.iter().find(|table| table["by"] == by).unwrap();
    let at = table["columns"].as_array().unwrap().iter().position(|known| known == column).unwrap();
    assert_eq!(table["rows"].as_array().unwrap().len(), 1, "{table}");
    table["rows"][0]["counts"][at].as_u64()
}

/// A figure is one of the two multiples of five beside what it counts.
fn is_about(shown: Option<u64>, count: u64) -> bool {
    shown.is_some_and(|shown| shown % 5 == 0 && shown.abs_diff(count) < 5)
}

#[test]
fn what_many_cases_hold_is_counted_and_rounded() {
    let cases = cases(16);
    let found = count(&cases, &["--country", "FR"]);
    assert_eq!(found["k"], 11);
    assert!(is_about(found["cases"].as_u64(), 16), "{}", found["cases"]);
    assert!(is_about(population(&found, "victims")["total"].as_u64(), 64));
    assert!(is_about(population(&found, "suspects")["total"].as_u64(), 32));
    assert!(is_about(cell(&found, "victims", "exploitation", "labour"), 48));
    assert!(is_about(cell(&found, "suspects", "sex", "female"), 16));
    assert!(is_about(cell(&found, "suspects", "sex", "male"), 16));
    // Nobody was convicted, and nothing says so but that nothing is shown.
    let convicted = population(&found, "convicted");
    assert_eq!((&convicted["total"], convicted["tables"].as_array().unwrap().len()), (&Value::Null, 0));
    // 16 are exploited sexually, nobody otherwise: with the zero, that can be told from the sum, so one of the two goes with it.
    assert_eq!(cell(&found, "victims", "exploitation", "other"), None);
    assert_eq!(cell(&found, "victims", "exploitation", "sexual"), None);
    // All are citizens of one State: that is about everybody, and not told.
    for column in ["reporting-country", "other-eu", "non-eu"] {
        assert_eq!(cell(&found, "victims", "citizenship", column), None, "{column}");
    }
    assert_eq!(count(&cases, &["--country", "FR"]), found, "the same input, the same figures");
}

#[test]
fn fewer_than_eleven_are_not_shown() {
    let found = count(&cases(2), &[]);
    for name in ["victims", "suspects", "convicted"] {
        assert_eq!(population(&found, name)["total"], Value::Null);
    }
    assert_eq!(found["cases"], Value::Null);
    assert_eq!(found["amounts"][0]["high"], Value::Null);
    let (_, said) = expect(2, &["statistics", "x", "--k", "10"]);
    assert!(said.contains("no figure is about fewer than 11"), "{said}");
    for (option, value) in [("--country", "France"), ("--country", "fr"), ("--out", "figures.pdf")] {
        let (_, said) = expect(2, &["statistics", "x", option, value]);
        assert!(said.contains(option), "{said}");
    }
}

#[test]
fn one_person_in_several_cases_is_counted_once() {
    let once = cases(4);
    assert!(is_about(population(&count(&once, &[]), "victims")["total"].as_u64(), 16));
    // Ten more cases in which a victim of the first one is a victim again: eleven victims more would be seen.
    let again: Vec<Worked> = (0..10)
        .map(|_| {
            let made = Worked::empty().with(
                "accounts.csv",
                &format!("{HOLDERS}C0W1,Ile Tarnu 1,FR,LYON,personal,,,1990-01-11,\n"),
                &[],
            );
            decide(&made, "C0W1", Category::Victim, "PV 9");
            made
        })
        .collect();
    let all: Vec<Worked> = once.into_iter().chain(again).collect();
    assert!(is_about(population(&count(&all, &[]), "victims")["total"].as_u64(), 16));
}

#[test]
fn years_with_few_people_go_together_and_the_first_decision_counts() {
    let people = |number: usize, year: &str| {
        let made = Worked::empty().with("accounts.csv", &format!("{HOLDERS}X{number},,FR,LYON,personal,,,,\n"), &[]);
        for at in 0..10 {
            let account = format!("Y{number}P{at}");
            decide_at(&made, &account, Category::Victim, "PV 1", &format!("{year}-06-01T00:00:00Z"));
            decide_at(&made, &account, Category::Victim, "PV 2", "2025-01-01T00:00:00Z");
        }
        expect(0, &["verify", &made.case()]);
        made
    };
    let cases: Vec<Worked> =
        [(1, "2021"), (2, "2022"), (3, "2023"), (4, "2023")].map(|(number, year)| people(number, year)).into();
    let found = count(&cases, &[]);
    let periods = population(&found, "victims")["periods"].as_array().unwrap();
    let names: Vec<&str> = periods.iter().map(|row| row["period"].as_str().unwrap()).collect();
    assert_eq!(names, ["2021-2022", "2023"], "ten are too few for a year of their own");
    assert!(periods.iter().all(|row| row["counts"][0] == 20));
    assert_eq!(population(&found, "victims")["total"], 40);
}

#[test]
fn one_document_is_one_person() {
    let header = "id,booked_at,debtor,creditor,amount,currency,debtor_document\n";
    let made: Vec<Worked> = (0..24)
        .map(|number| {
            let document = if number < 12 { "AB 123 456".to_owned() } else { format!("CD{number}77") };
            let row = format!("{header}x{number},2024-01-01,P{number},SHOP,10.00,EUR,{document}\n");
            let made = Worked::empty().with("rows.csv", &row, &[]);
            decide(&made, &format!("P{number}"), Category::Victim, "PV 1");
            made
        })
        .collect();
    // 24 accounts, of which twelve are one person's: 13 people.
    let shown = population(&count(&made, &["--k", "13"]), "victims")["total"].clone();
    assert!(shown == Value::Null || shown == 15, "{shown}");
    assert_eq!(population(&count(&made, &["--k", "14"]), "victims")["total"], Value::Null);
}

#[test]
fn what_is_not_evidence_and_who_is_no_person_is_not_counted() {
    let mut cases = cases(4);
    let note = "id,booked_at,debtor,creditor,amount,currency\nn1,2024-01-01,N1,N2,10.00,EUR\n";
    for number in 0..12 {
        let firm = format!("{HOLDERS}FIRM{number},Brume Agricole,FR,LYON,business,,,,\n");
        let made = Worked::empty().with("accounts.csv", &firm, &[]).with(
            "note.csv",
            note,
            &["--use", "intelligence-only", "--exhibit", "N7"],
        );
        decide(&made, &format!("FIRM{number}"), Category::Victim, "PV 1");
        decide(&made, &format!("NOTED{number}"), Category::Victim, "N7");
        cases.push(made);
    }
    assert!(is_about(population(&count(&cases, &[]), "victims")["total"].as_u64(), 16));
    let folders: Vec<String> = cases.iter().map(Worked::case).collect();
    let call: Vec<&str> = ["statistics"].into_iter().chain(folders.iter().map(String::as_str)).collect();
    let (shown, said) = expect(0, &call);
    assert!(said.contains("organisations: people are counted: 12"), "{said}");
    assert!(said.contains("whose source is not evidence: 12"), "{said}");
    assert!(!shown.contains("12") && !shown.contains("FIRM") && !said.contains("FIRM"), "{shown}");
}

/// Safeguard S20: who is alone in a combination stands in no figure of any form, by no word, and the case that holds them takes nothing out
/// of the figures that were shown before.
#[test]
fn a_rare_person_is_found_in_no_form() {
    let mut cases = cases(12);
    let before = count(&cases, &["--country", "FR"]);
    let rare = Worked::empty().with(
        "accounts.csv",
        &format!("{HOLDERS}RARE77,Zoltana Quirin,MD,ORHEI,personal,2024-02-03,9 RUE DU PUITS,2012-03-04,GUIDE ZORN\n"),
        &[],
    );
    decide(&rare, "RARE77", Category::Victim, "PV 99");
    state(
        &rare,
        "[[statistics.person]]\naccounts = [\"RARE77\"]\nsex = \"female\"\ncitizenship = \"MD\"\nexploitation = \"other\"\nsource = \"D77\"\n",
    );
    cases.push(rare);
    let after = count(&cases, &["--country", "FR"]);
    for (by, column) in
        [("exploitation", "other"), ("age-and-sex", "0-17"), ("age-and-sex", "0-17/female"), ("citizenship", "non-eu")]
    {
        assert_eq!(cell(&before, "victims", by, column), None, "{column}");
        assert_eq!(cell(&after, "victims", by, column), None, "{column}");
    }
    let total = |found: &Value| population(found, "victims")["total"].as_u64().unwrap();
    assert!(is_about(Some(total(&before)), 48) && is_about(Some(total(&after)), 49));
    let folders: Vec<String> = cases.iter().map(Worked::case).collect();
    let out = cases[0].path("figures");
    let mut seen = Vec::new();
    for lang in ["en", "fr"] {
        for ending in ["csv", "xlsx"] {
            let file = out.with_extension(ending).to_string_lossy().into_owned();
            let more = ["--country", "FR", "--lang", lang, "--out", &file];
            let call: Vec<&str> =
                ["statistics"].into_iter().chain(folders.iter().map(String::as_str)).chain(more).collect();
            let (shown, said) = expect(0, &call);
            seen.push(shown);
            seen.push(said);
            seen.push(unpacked(&fs::read(&file).unwrap()));
        }
    }
    seen.push(after.to_string());
    for text in &seen {
        for word in ["RARE77", "Zoltana", "Quirin", "ORHEI", "MD", "PUITS", "2012", "ZORN", "D77", "PV 99", "Officer"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

/// A file's text; of a workbook that of all its parts.
fn unpacked(bytes: &[u8]) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return String::from_utf8(bytes.to_vec()).unwrap();
    };
    (0..archive.len()).map(|at| std::io::read_to_string(archive.by_index(at).unwrap()).unwrap()).collect()
}

#[test]
fn the_forms_say_the_same_and_the_same_each_time() {
    let cases = cases(12);
    let found = count(&cases, &["--country", "FR"]);
    let folders: Vec<String> = cases.iter().map(Worked::case).collect();
    let written = |name: &str, lang: &str| {
        let file = cases[0].path(name).to_string_lossy().into_owned();
        let more = ["--country", "FR", "--lang", lang, "--out", &file];
        let call: Vec<&str> =
            ["statistics"].into_iter().chain(folders.iter().map(String::as_str)).chain(more).collect();
        let (shown, _) = expect(0, &call);
        (shown, fs::read(&file).unwrap())
    };
    let (english, csv) = written("one.csv", "en");
    let csv = String::from_utf8(csv).unwrap();
    let total = population(&found, "victims")["total"].as_u64().unwrap();
    assert!(csv.contains(&format!("\nvictims,,all,,{total},,\n")), "{csv}");
    assert!(csv.contains("victims,exploitation,") && csv.contains(",other,,,\n"), "{csv}");
    assert!(english.contains(&format!("Victims or possible victims: {total}")), "{english}");
    assert!(english.contains("design defaults") && english.contains("persons prosecuted"), "{english}");
    let (french, _) = written("one.csv", "fr");
    assert!(french.contains(&format!("Victimes ou victimes possibles\u{A0}: {total}")), "{french}");
    assert!(french.contains("«\u{A0}·\u{A0}» n’est pas montré\u{A0}:"), "{french}");
    assert!(!french.contains(" :") && !french.contains(" ;"), "{french}");
    assert_eq!(written("one.xlsx", "fr").1, written("two.xlsx", "fr").1);
    let again = cases[0].path("case");
    let before = snapshot(&again);
    count(&cases, &[]);
    assert!(snapshot(&again) == before, "counting changes nothing of a case");
    let (_, said) = expect(2, &["statistics", &folders[0], &folders[0]]);
    assert!(said.contains("one case"), "{said}");
}

#[test]
fn assets_are_summed_over_many_people_alone() {
    let traced: Vec<Worked> = (0..12)
        .map(|number| {
            let (from, to) = (format!("F{number}"), format!("H{number}"));
            let made = Worked::of(&[("t1", &from, &to, "1000.00")], &[(&from, "5000.00"), (&to, "0.00")]);
            made.trace(&["--claim", "one=t1"]);
            // The same money, followed again under another name.
            made.trace(&["--claim", "two=t1"]);
            state(&made, "[[statistics.confiscated]]\namount = \"250.00\"\ncurrency = \"EUR\"\nsource = \"D9\"\n");
            made
        })
        .collect();
    let amounts = |cases: &[Worked]| count(cases, &[])["amounts"].clone();
    let all = amounts(&traced);
    let amount = |at: usize, field: &str| all[at][field].as_str().unwrap().to_owned();
    assert_eq!((amount(0, "low"), amount(0, "high")), ("12000.00".to_owned(), "12000.00".to_owned()));
    assert_eq!(all[1]["amount"], "assets-confiscated");
    assert_eq!((amount(1, "low"), amount(1, "high")), ("3000.00".to_owned(), "3000.00".to_owned()));
    assert!(amounts(&traced[..10]).as_array().unwrap().iter().all(|amount| amount["high"].is_null()));
}

#[test]
fn a_word_that_is_not_known_is_said_and_stops_nothing_else() {
    let made = case(1, "[[statistics.person]]\naccounts = [\"C1W1\"]\nsex = \"f\"\nsource = \"D1\"\n");
    let (_, said) = expect(2, &["statistics", &made.case()]);
    assert!(said.contains("[[statistics.person]] of \"C1W1\"") && said.contains("female, male"), "{said}");
    expect(0, &["category", &made.case()]);
}

/// The figures were written into a case, over its journal, where somebody named it.
#[test]
fn figures_are_written_into_no_case() {
    let case = Worked::empty();
    expect(
        0,
        &[
            "add",
            &case.case(),
            &case.write("a.csv", "id,booked_at,debtor,creditor,amount,currency\na,2024-02-01,M,N,7.77,EUR\n"),
        ],
    );
    let inside = case.path("case/figures.csv");
    let (_, said) = expect(2, &["statistics", &case.case(), "--out", &inside.to_string_lossy()]);
    assert!(said.contains("inside the case") && !inside.exists(), "{said}");
}
