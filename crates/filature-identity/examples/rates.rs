//! How fast pairs are compared and a population is brought together, and how well:
//! `cargo run --release -p filature-identity --example rates -- [RECORDS] [SEED] [--csv FILE]`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    reason = "a tool for measuring, not a part of the program"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::time::Instant;

use filature_identity::{Book, Options, Party, resolve_book};
use support::{Dice, Population};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |at: usize, usual: u64| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (records, seed) = (number(1, 100_000), number(2, 1));
    let population = Population::drawn(seed, records as usize);
    if let Some(at) = arguments.iter().position(|argument| argument == "--csv") {
        write(&population, &arguments[at + 1]);
        return;
    }
    println!("{} records of {} entities", population.parties.len(), population.truth.iter().max().unwrap() + 1);
    let start = Instant::now();
    let book = Book::of(&population.parties);
    println!("read {:.2} s", start.elapsed().as_secs_f64());
    pairs(&book, &population.truth, seed);
    let start = Instant::now();
    let clusters = resolve_book(&book, &Options::default());
    println!(
        "blocked, compared, clustered {:.2} s; {} comparisons, {} refused, {} capped blocks ({} pairs left out)",
        start.elapsed().as_secs_f64(),
        clusters.compared,
        clusters.refused.len(),
        clusters.capped.len(),
        clusters.capped.iter().map(|capped| capped.not_compared).sum::<u64>()
    );
    quality(&clusters.of, &population.truth);
    println!("peak {} MB", peak_megabytes());
}

/// One core: pairs of one entity, of neighbours and of strangers, in turn.
fn pairs(book: &Book, truth: &[u32], seed: u64) {
    let mut by_entity: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    truth.iter().zip(0..).for_each(|(entity, party)| by_entity.entry(*entity).or_default().push(party));
    let groups: Vec<&Vec<u32>> = by_entity.values().collect();
    let mut dice = Dice::new(seed);
    let drawn: Vec<(u32, u32)> = (0..400_000)
        .map(|at| {
            let group = dice.pick(&groups);
            let left = *dice.pick(group);
            // Half of them of one entity or of the next drawn (often a relative), half at random.
            let right = if at % 2 == 0 { *dice.pick(group) } else { dice.below(book.len() as u64) as u32 };
            (left, right)
        })
        .collect();
    let start = Instant::now();
    let same = drawn.iter().filter(|(left, right)| book.compare(*left, *right).names_agree()).count();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:.0} pairs a second on one core, nothing remembered between pairs ({same} agree)",
        drawn.len() as f64 / seconds
    );
}

fn quality(of: &[u32], truth: &[u32]) {
    let pairs = |count: u64| count * count.saturating_sub(1) / 2;
    let count = |labels: &mut dyn Iterator<Item = (u32, u32)>| {
        let mut counts: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        labels.for_each(|label| *counts.entry(label).or_default() += 1);
        counts.into_values().map(pairs).sum::<u64>() as f64
    };
    let found = count(&mut of.iter().map(|cluster| (*cluster, 0)));
    let true_pairs = count(&mut truth.iter().map(|entity| (*entity, 0)));
    let right = count(&mut of.iter().copied().zip(truth.iter().copied()));
    println!("pairs: precision {:.4}, recall {:.4}", right / found, right / true_pairs);
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// The same records for another program.
fn write(population: &Population, path: &str) {
    let mut writer = csv::Writer::from_path(path).expect("a file to write");
    writer
        .write_record(["id", "entity", "name", "birth_date", "phone", "document", "account", "address"])
        .expect("a row");
    for (at, (party, entity)) in population.parties.iter().zip(&population.truth).enumerate() {
        let first = |list: &[String]| list.first().cloned().unwrap_or_default();
        let Party { names, birth, phones, documents, accounts, addresses, .. } = party;
        let birth = birth.map(|birth| birth.to_string()).unwrap_or_default();
        let row = [
            at.to_string(),
            entity.to_string(),
            first(names),
            birth,
            first(phones),
            first(documents),
            first(accounts),
            first(addresses),
        ];
        writer.write_record(row).expect("a row");
    }
}
