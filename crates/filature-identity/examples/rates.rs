//! How fast pairs are compared and a population is brought together, and how well:
//! `cargo run --release -p filature-identity --example rates -- [RECORDS] [SEED] [--csv FILE]`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    reason = "a tool for measuring, not a part of the program"
)]

#[path = "../tests/identity/support/mod.rs"]
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
    if arguments.iter().any(|argument| argument == "--missed") {
        missed(&book, &population, &clusters.of);
    }
    println!("peak {} MB", peak_megabytes());
}

/// Why pairs of one entity were not found, and some that were found and are not.
fn missed(book: &Book, population: &Population, of: &[u32]) {
    let mut reasons: BTreeMap<String, (u32, Vec<String>)> = BTreeMap::new();
    let mut by_label: BTreeMap<(u8, u32), Vec<u32>> = BTreeMap::new();
    for (party, (entity, cluster)) in (0_u32..).zip(population.truth.iter().zip(of)) {
        by_label.entry((0, *entity)).or_default().push(party);
        by_label.entry((1, *cluster)).or_default().push(party);
    }
    for ((kind, _), group) in by_label {
        for (at, left) in group.iter().enumerate() {
            for right in &group[at + 1..] {
                let other = if kind == 0 { of } else { &population.truth };
                if other[*left as usize] == other[*right as usize] {
                    continue;
                }
                let found = book.compare(*left, *right);
                let reason = format!(
                    "{} {:?} {:?} {:?}",
                    ["missed", "wrong"][usize::from(kind)],
                    found.verdict(),
                    found.name,
                    found.birth
                );
                let names = [left, right].map(|party| population.parties[*party as usize].names[0].clone());
                let entry = reasons.entry(reason).or_default();
                entry.0 += 1;
                entry.1.push(format!("{} | {} {:?}", names[0], names[1], found.ways));
            }
        }
    }
    for (reason, (count, examples)) in reasons {
        println!("{count:>7} {reason}");
        examples
            .iter()
            .step_by((examples.len() / 6).max(1))
            .take(6)
            .for_each(|example| println!("            {example}"));
    }
}

/// Seconds that this thread was on a processor, whatever else the machine does.
fn on_processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
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
    let rate = |what: &str, compare: &mut dyn FnMut(u32, u32) -> bool| {
        let (start, before) = (Instant::now(), on_processor());
        let same = drawn.iter().filter(|(left, right)| compare(*left, *right)).count();
        let (seconds, processor) = (start.elapsed().as_secs_f64(), on_processor() - before);
        let count = drawn.len() as f64;
        println!(
            "{what}: {:.0} pairs a second of processor, {:.0} by the clock ({same} agree)",
            count / processor,
            count / seconds
        );
    };
    rate("nothing remembered", &mut |left, right| book.compare(left, right).names_agree());
    let mut comparer = book.comparer();
    rate("words remembered", &mut |left, right| comparer.compare(left, right).names_agree());
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
