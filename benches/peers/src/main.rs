//! The readers of camt.053 and MT940 alone, beside the crates `camt053` and `mt940`: bytes to entries, on one thread.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml -- [CAMT [MT940 [REPEATS]]] [alone]`
//!
//! CAMT and MT940 are about how many transfers the two inputs have (300,000 and 650,000 unless said: 300 and 100 MB; 0
//! leaves the form out). Each input is made in memory, and read by turns by this project's reader and by the peer.
//! Prints bytes, entries, medians of processor seconds of the thread, the fastest and slowest run, and MB a second; or
//! what a reader said that did not read it. The crate `mt940` takes the signs of its own grammar alone and nothing between
//! messages, so that both read the file a second time as the crate takes it. With `alone` the peers are left out, for a profile.
// It prints by design, and seconds are no money.
#![allow(clippy::print_stdout, clippy::float_arithmetic)]

mod process;
mod statements;

use std::error::Error;
use std::process::ExitCode;

use filature_intake::Outcome;
use filature_synth::OutputFormat;

/// Reads a file, and says how many entries it has.
type Read = fn(&[u8]) -> Result<usize, Box<dyn Error>>;

/// An error of a peer may hold the whole input.
const ERROR_LETTERS: usize = 200;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (words, numbers): (Vec<String>, Vec<String>) = arguments.into_iter().partition(|word| word == "alone");
    let number = |place: usize, otherwise: usize| {
        numbers.get(place).map_or(Some(otherwise), |number: &String| number.replace('_', "").parse().ok())
    };
    let (Some(camt), Some(mt940), Some(repeats)) = (number(0, 300_000), number(1, 650_000), number(2, 3)) else {
        println!("usage: filature-peers [CAMT [MT940 [REPEATS]]] [alone]");
        return ExitCode::from(2);
    };
    println!("| form | MB | reader | entries | processor s | fastest, slowest | MB/s |\n|---|---|---|---|---|---|---|");
    if camt > 0 {
        let bytes = statements::camt(&statements::case(camt));
        rows("camt.053", &bytes, &[("filature", ours), ("camt053", camt053)], repeats, words.is_empty());
    }
    if mt940 > 0 {
        let case = statements::case(mt940);
        let readers: [(&str, Read); 2] = [("filature", ours), ("mt940", mt940_crate)];
        for form in [OutputFormat::Mt940, OutputFormat::Mt940Dutch, OutputFormat::Mt940Polish] {
            let bytes = statements::mt940(&case, form);
            rows(form.word(), &bytes, &readers, repeats, words.is_empty());
            if words.is_empty() && form != OutputFormat::Mt940Polish {
                let taken = statements::as_mt940_takes(&bytes);
                rows(&format!("{}, as the crate takes it", form.word()), &taken, &readers, repeats, true);
            }
        }
    }
    println!("\npeak memory of the process: {}", process::peak());
    ExitCode::SUCCESS
}

/// Reads the input by turns with each reader, and prints a row for each.
fn rows(form: &str, bytes: &[u8], readers: &[(&str, Read)], repeats: usize, with_peers: bool) {
    let readers = &readers[..if with_peers { readers.len() } else { 1 }];
    let mut runs: Vec<Vec<(f64, Result<usize, String>)>> = readers.iter().map(|_| Vec::new()).collect();
    for _ in 0..repeats.max(1) {
        for (runs, (_, read)) in runs.iter_mut().zip(readers) {
            let begun = process::thread_nanos();
            let read = read(bytes).map_err(|error| in_one_line(&error.to_string()));
            let nanos = process::thread_nanos().zip(begun).map_or(0, |(now, begun)| now - begun);
            runs.push((nanos as f64 / 1e9, read));
        }
    }
    let megabytes = bytes.len() as f64 / 1e6;
    for ((name, _), mut runs) in readers.iter().zip(runs) {
        runs.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (fastest, slowest) = (runs[0].0, runs[runs.len() - 1].0);
        match &runs[runs.len() / 2] {
            (seconds, Ok(entries)) => println!(
                "| {form} | {megabytes:.1} | {name} | {entries} | {seconds:.2} | {fastest:.2}, {slowest:.2} | {:.1} |",
                megabytes / seconds
            ),
            (_, Err(error)) => println!("| {form} | {megabytes:.1} | {name} | not read: {error} | | | |"),
        }
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(ERROR_LETTERS).collect()
}

fn ours(bytes: &[u8]) -> Result<usize, Box<dyn Error>> {
    match filature_intake::read("a1b2c3d4e5f6".parse()?, bytes, &filature_intake::Options::default())? {
        Outcome::Read(reading, _) => Ok(reading.entry_count()),
        Outcome::InDoubt(_) => Err("taken for a table".into()),
    }
}

fn camt053(bytes: &[u8]) -> Result<usize, Box<dyn Error>> {
    let document = camt053::Document::from_reader(bytes)?;
    Ok(document.statements().iter().map(|statement| statement.entry.len()).sum())
}

fn mt940_crate(bytes: &[u8]) -> Result<usize, Box<dyn Error>> {
    let messages = mt940::parse_mt940(std::str::from_utf8(bytes)?)?;
    Ok(messages.iter().map(|message| message.statement_lines.len()).sum())
}
