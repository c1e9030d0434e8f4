//! What the rules say of a claim, read out of every form of the dossier by programs that are not ours where there are any, and
//! held against the trace's JSON: the least and the most of each rule, and what is common to all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::run::expect;
use crate::worked::Worked;

const RULES: [&str; 4] = ["fifo", "lifo", "pro-rata", "libr"];
const CLAIM: &str = "Quill";

/// Least and most in minor units.
type Bounds = (i64, i64);

/// What a form says is held of the claim in all accounts: by rule, and what is common to all.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    rules: BTreeMap<&'static str, Bounds>,
    common: i64,
}

impl Said {
    /// Of a form that gives no common figure of its own: the least that any rule gives.
    fn of(rules: BTreeMap<&'static str, Bounds>) -> Self {
        assert_eq!(rules.len(), RULES.len(), "{rules:?}");
        let common = rules.values().map(|bounds| bounds.0).min().unwrap();
        Self { rules, common }
    }

    /// Of a row of a table: a cell a rule, and one for what is common.
    fn of_row(cells: &[Bounds]) -> Self {
        let [rules @ .., (common, most)] = cells else { panic!("no cells") };
        assert!(rules.len() == RULES.len() && common == most, "{cells:?}");
        Self { rules: RULES.into_iter().zip(rules.iter().copied()).collect(), common: *common }
    }
}

/// A claim that mixes with other money in an account that opens with a balance nobody knows, and goes on to two others and in cash:
/// the rules differ from one another, and some give two figures.
fn case() -> Worked {
    let rows = [
        ("t1", "VICTIM", "HUB", "4321.57"),
        ("t2", "OTHER", "HUB", "2987.13"),
        ("t3", "HUB", "FIRST", "3111.19"),
        ("t4", "THIRD", "FIRST", "1777.77"),
        ("t8", "FIRST", "", "1200.00"),
        ("t5", "FIRST", "SECOND", "2222.23"),
        ("t6", "SECOND", "", "401.09"),
        ("t7", "HUB", "SECOND", "1234.61"),
    ];
    Worked::of(
        &rows,
        &[("FIRST", "812.34"), ("SECOND", "96.11"), ("OTHER", "9000"), ("THIRD", "9000"), ("VICTIM", "9000")],
    )
}

/// Digits alone: two minor digits stand in every form.
fn minor(text: &str) -> i64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("{text:?} is no amount"))
}

/// `12.34`, `12.34 to 56.78`, `12,34 à 56,78`, whatever the spaces.
fn bounds(text: &str) -> Bounds {
    let (low, high) = ["to", "à", "–"].iter().find_map(|word| text.split_once(word)).unwrap_or((text, text));
    (minor(low), minor(high))
}

fn traced(trace: &Value) -> Said {
    let mut rules = BTreeMap::new();
    for rule in RULES {
        let shares = trace["rules"][rule]["restitution"].as_array().unwrap();
        let share = shares.iter().find(|share| share["claim"] == CLAIM).unwrap();
        let amount = |name: &str| minor(share[name].as_str().unwrap());
        rules.insert(rule, (amount("held_low"), amount("held_high")));
    }
    Said::of(rules)
}

/// The row of sums of the table with this caption.
fn table(text: &str, caption: &str, label: &str, unit: &str) -> Said {
    let [text, caption, label] = [text, caption, label].map(|text| text.split_whitespace().collect::<String>());
    let (_, table) = text.split_once(&caption).unwrap_or_else(|| panic!("no table {caption}"));
    let (_, row) = table.split_once(&label).unwrap_or_else(|| panic!("no row {label} after {caption}"));
    Said::of_row(&row.split(unit).take(RULES.len() + 1).map(bounds).collect::<Vec<_>>())
}

/// A page without its markup.
fn page(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    text
}

fn printed(file: &Path) -> Option<String> {
    let Ok(done) = Command::new("pdftotext").args(["-raw", file.to_str().unwrap(), "-"]).output() else {
        println!("passed over: pdftotext is not installed; `cargo xtask check` installs it on Debian");
        return None;
    };
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(String::from_utf8(done.stdout).unwrap())
}

/// The workbook's sheet of shares, and the sums over the accounts on the sheet of traces.
fn workbook(file: &Path, sheets: [&str; 2], names: &BTreeMap<&str, &'static str>) -> [Said; 2] {
    let mut book: Xlsx<_> = calamine::open_workbook(file).unwrap();
    let [shares, parts] = sheets.map(|name| book.worksheet_range(name).unwrap());
    let column = |rows: &[Vec<Data>], heading: &str| {
        rows[0].iter().position(|cell| *cell == heading).unwrap_or_else(|| panic!("{heading}: {:?}", rows[0]))
    };
    let amount = |cell: &Data| match cell {
        Data::Float(number) => minor(&format!("{number:.2}")),
        Data::Int(number) => number * 100,
        other => panic!("{other:?} is no amount"),
    };
    let read = |range: &calamine::Range<Data>, [rule, low, high]: [&str; 3], held: Option<&str>| {
        let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let [rule, low, high] = [rule, low, high].map(|heading| column(&rows, heading));
        let mut sums: BTreeMap<&'static str, Bounds> = BTreeMap::new();
        for row in &rows[1..] {
            let is_held = held.is_none_or(|word| row.iter().any(|cell| *cell == word));
            let Some(rule) = names.get(row[rule].to_string().as_str()).filter(|_| is_held) else { continue };
            let sum = sums.entry(rule).or_default();
            *sum = (sum.0 + amount(&row[low]), sum.1 + amount(&row[high]));
        }
        Said::of(sums)
    };
    [
        read(&shares, ["Rule", "Share, least", "Share, most"], None),
        read(&parts, ["Rule", "Least", "Most"], Some("held")),
    ]
}

/// The notes on accounts, added up. They are of accounts: where there are two figures, their sum may be wider than the share.
fn exchanged(file: &Path) -> Said {
    let mut sums: BTreeMap<&'static str, Bounds> = BTreeMap::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        let entity: Value = serde_json::from_str(line).unwrap();
        let said = entity["properties"]["description"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for text in said.filter(|_| entity["schema"] == "Note") {
            for rule in RULES {
                let begin = format!("By {rule}, held of claim {CLAIM}: ");
                for after in text.split(&begin).skip(1) {
                    let (low, high) = bounds(after.split_once(" EUR.").unwrap().0.trim_end_matches("EUR"));
                    let sum = sums.entry(rule).or_default();
                    *sum = (sum.0 + low, sum.1 + high);
                }
            }
        }
    }
    Said::of(sums)
}

/// The sums over accounts, as the trace's JSON gives the accounts.
fn by_account(trace: &Value) -> Said {
    let of_rule = |rule: &'static str| {
        let held = trace["rules"][rule]["held"].as_array().unwrap().iter().filter(|held| held["claim"] == CLAIM);
        let amount = |held: &Value, name: &str| minor(held[name].as_str().unwrap());
        let sum = held.fold((0, 0), |sum, held| (sum.0 + amount(held, "low"), sum.1 + amount(held, "high")));
        (rule, sum)
    };
    Said::of(RULES.into_iter().map(of_rule).collect())
}

#[test]
fn every_form_says_what_the_trace_says() {
    let case = case();
    let trace = case.trace(&["--claim", &format!("{CLAIM}=t1"), "--rule", "all"]);
    let (expected, accounts) = (traced(&trace), by_account(&trace));
    let distinct: std::collections::BTreeSet<&Bounds> = expected.rules.values().collect();
    assert!(distinct.len() >= 3 && expected.rules.values().any(|(low, high)| low < high), "too plain: {expected:?}");
    expect(0, &["dossier", &case.case(), "--format", "html,pdf,xlsx,ftm"]);
    let file = |name: &str| case.path("case/dossier").join(name);
    let tables = [
        ("en", [format!("Where claim {CLAIM} is, by each rule."), "All held".to_owned()], "EUR"),
        ("fr", [format!("Où se trouve la somme {CLAIM}, selon chaque règle."), "Total détenu".to_owned()], "€"),
    ];
    for (language, [caption, label], unit) in &tables {
        let html = page(&fs::read_to_string(file(&format!("dossier.{language}.html"))).unwrap());
        assert_eq!(table(&html, caption, label, unit), expected, "HTML, {language}");
        if let Some(text) = printed(&file(&format!("dossier.{language}.pdf"))) {
            assert_eq!(table(&text, caption, label, unit), expected, "PDF, {language}");
        }
    }
    let names = BTreeMap::from([
        ("first in, first out", "fifo"),
        ("last in, first out", "lifo"),
        ("in proportion", "pro-rata"),
        ("lowest intermediate balance", "libr"),
    ]);
    let [shares, parts] = workbook(&file("dossier.en.xlsx"), ["Restitution", "Money followed"], &names);
    assert_eq!(shares, expected, "XLSX, shares");
    assert_eq!(parts, accounts, "XLSX, accounts");
    assert_eq!(exchanged(&file("dossier.ftm.json")), accounts, "FollowTheMoney, accounts");
}
