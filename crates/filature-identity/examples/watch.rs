//! How long a list takes to be held against a case, both invented:
//! `cargo run --release -p filature-identity --example watch -- [PARTIES] [RECORDS] [SEED]`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a tool for measuring, not a part of the program"
)]

#[path = "../tests/identity/support/mod.rs"]
mod support;

use std::time::Instant;

use filature_identity::{Book, Record, Strength, WatchOptions, against};
use support::Population;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |at: usize, usual: usize| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (parties, records, seed) = (number(1, 100_000), number(2, 100_000), number(3, 1));
    let mut all = Population::drawn(seed as u64, parties + records).parties;
    all.truncate(parties + records);
    let mut listed = all.split_off(parties);
    let births: Vec<_> = listed.iter_mut().map(|party| party.birth.take().into_iter().collect()).collect();
    all.extend(listed);
    let start = Instant::now();
    let book = Book::of(&all);
    println!("{parties} parties and {records} records read in {:.2} s", start.elapsed().as_secs_f64());
    let places = u32::try_from(parties).unwrap()..;
    let records: Vec<Record> = places.zip(births).map(|(party, births)| Record { party, weak: None, births }).collect();
    let start = Instant::now();
    let watched = against(&book, u32::try_from(parties).unwrap(), &records, WatchOptions::default());
    println!("{} pairs compared in {:.2} s", watched.compared, start.elapsed().as_secs_f64());
    for strength in Strength::ALL {
        let count = watched.matches.iter().filter(|one| Strength::of(&one.comparison) == strength).count();
        println!("{count:>9} {}", strength.word());
    }
    println!("{:>9} contradicted", watched.contradicted);
}
