//! Labelled pairs against the engine: `cargo run --release -p filature-identity --example pairs -- PAIRS.csv [--errors]`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    reason = "a tool for measuring, not a part of the program"
)]

use std::collections::BTreeMap;

use filature_identity::{Birth, Party, PartyKind, compare};

fn party(row: &BTreeMap<String, String>, side: &str) -> Party {
    let field = |name: &str| row.get(&format!("{side}_{name}")).cloned().unwrap_or_default();
    let list = |name: &str| Some(field(name)).filter(|text| !text.is_empty()).into_iter().collect::<Vec<_>>();
    let company = row.get("kind").is_some_and(|kind| kind == "company");
    Party {
        kind: PartyKind::Unknown,
        names: vec![field("name")],
        birth: Birth::read(&field("birth_date")),
        country: Some(field("country")).filter(|text| !text.is_empty()),
        accounts: list("account"),
        phones: list("phone"),
        documents: if company { Vec::new() } else { list("document") },
        registrations: if company { list("document") } else { Vec::new() },
        addresses: list("address"),
        ..Party::default()
    }
}

#[derive(Default)]
struct Counts {
    right_same: u32,
    wrong_same: u32,
    missed: u32,
    right_different: u32,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let errors = arguments.iter().any(|argument| argument == "--errors");
    let mut reader = csv::Reader::from_path(&arguments[1]).expect("a CSV file of pairs");
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.expect("a row of the file's columns");
        let found = compare(&party(&row, "left"), &party(&row, "right"));
        let (same, label) = (found.names_agree(), row["label"] == "same");
        let has = |name: &str| !row[&format!("left_{name}")].is_empty() && !row[&format!("right_{name}")].is_empty();
        let bare = !["birth_date", "document", "phone", "account"].iter().any(|name| has(name));
        for key in [
            "all".to_owned(),
            row["language"].clone(),
            if bare { "names alone".to_owned() } else { "with more".to_owned() },
        ] {
            let count = counts.entry(key).or_default();
            *match (same, label) {
                (true, true) => &mut count.right_same,
                (true, false) => &mut count.wrong_same,
                (false, true) => &mut count.missed,
                (false, false) => &mut count.right_different,
            } += 1;
        }
        if (errors && same != label) || arguments.iter().any(|argument| argument == "--every") {
            println!(
                "{} {} | {} | {} | {:?} {:?} {:?} | {}",
                row["label"],
                row["id"],
                row["left_name"],
                row["right_name"],
                found.verdict(),
                found.name,
                found.ways,
                row["reason"]
            );
        }
    }
    println!("{:12} {:>5} {:>9} {:>7} {:>6}", "", "pairs", "precision", "recall", "F1");
    for (name, count) in counts {
        let (right, wrong, missed) =
            (f64::from(count.right_same), f64::from(count.wrong_same), f64::from(count.missed));
        let pairs = count.right_same + count.wrong_same + count.missed + count.right_different;
        println!(
            "{name:12} {pairs:>5} {:>9.3} {:>7.3} {:>6.3}",
            right / (right + wrong),
            right / (right + missed),
            2.0 * right / (2.0 * right + wrong + missed)
        );
    }
}
