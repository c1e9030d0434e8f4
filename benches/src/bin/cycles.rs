//! All time-respecting simple cycles of a file in AMLworld's layout, every member listed.
//!
//! `cargo run --release -p filature-benches --bin cycles -- FILE [HOURS] [OUT] [slow]`
//!
//! Strictly increasing instants, 96 hours unless said, any number of hops. Prints how many there are of each number of
//! hops, writes the row numbers of each (0-based, in time order, one cycle a line) to OUT, and at the end says what
//! Linux counts for the whole process. With `slow` it lists them a second time, by a search without any of the means
//! that make the first one fast, and compares.
// It prints by design, and seconds are no money.
#![allow(clippy::print_stdout, clippy::float_arithmetic)]

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;
use std::time::Instant;

use filature_benches::{amlworld, process};
use filature_graph::cycles::{Cycles, Shape, all};
use filature_model::Transactions;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let hours = arguments.get(1).map_or(Some(96), |hours| hours.parse::<i64>().ok());
    let (Some(file), Some(hours)) = (arguments.first(), hours) else {
        println!("usage: cycles FILE [HOURS] [OUT] [slow]");
        return ExitCode::from(2);
    };
    let out = arguments.get(2).filter(|out| *out != "slow");
    match run(file, hours, out.map(String::as_str), arguments.iter().any(|word| word == "slow")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(file: &str, hours: i64, out: Option<&str>, slow: bool) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let text = std::fs::read_to_string(file)?;
    let ledger = amlworld::read(&text).map_err(|row| format!("row {row} is not of that layout"))?;
    println!("{} rows, {} accounts, read after {:.2} s", ledger.len(), ledger.accounts.len(), seconds(begun));
    let shape = Shape { window_seconds: hours * 3_600, strict: true, most_hops: None, through_pooled: true };
    let cycles = all(&ledger, &shape)?;
    println!("{} cycles within {hours} hours, listed after {:.2} s", cycles.len(), seconds(begun));
    for (hops, count) in cycles.by_hops().iter().enumerate().filter(|(_, count)| **count > 0) {
        println!("| {hops} | {count} |");
    }
    if let Some(out) = out {
        std::fs::write(out, lines(&ledger, &cycles)?)?;
    }
    println!("whole process: {}", process::spent());
    if slow {
        let mut second = every_way(&ledger, hours * 3_600_000_000);
        let mut first: Vec<Vec<u32>> = cycles.iter().map(<[u32]>::to_vec).collect();
        first.sort_unstable();
        second.sort_unstable();
        println!("the slow search: {} cycles, the same: {}, {:.1} s", second.len(), first == second, seconds(begun));
    }
    Ok(())
}

fn seconds(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64()
}

fn lines(ledger: &Transactions, cycles: &Cycles) -> Result<String, std::fmt::Error> {
    let mut lines = String::new();
    for cycle in cycles.iter() {
        for (at, &position) in cycle.iter().enumerate() {
            write!(lines, "{}{}", if at > 0 { " " } else { "" }, ledger.ids[position as usize])?;
        }
        lines.push('\n');
    }
    Ok(lines)
}

/// From each payment every way on, hop after hop, whether it leads home or not.
fn every_way(ledger: &Transactions, window_micros: i64) -> Vec<Vec<u32>> {
    let arrived = |at: usize| ledger.received[at].unwrap_or((ledger.amount_minor[at], ledger.currency[at]));
    let payer = |at: usize| (ledger.debtor[at], ledger.currency[at]);
    let payee = |at: usize| (ledger.creditor[at], arrived(at).1);
    let mut paid_by: HashMap<_, Vec<usize>> = HashMap::new();
    for at in 0..ledger.len() {
        let moves = ledger.debtor[at] != ledger.creditor[at] && ledger.amount_minor[at] > 0 && arrived(at).0 > 0;
        if moves && payer(at).1 == payee(at).1 {
            paid_by.entry(payer(at)).or_default().push(at);
        }
    }
    let mut cycles = Vec::new();
    for start in 0..ledger.len() {
        if paid_by.get(&payer(start)).is_none_or(|paid| paid.binary_search(&start).is_err()) {
            continue;
        }
        let latest = ledger.at_micros(start) + window_micros;
        let mut ways = vec![vec![start]];
        while let Some(way) = ways.pop() {
            let Some(&here) = way.last() else { continue };
            let goings = paid_by.get(&payee(here)).map_or(&[][..], Vec::as_slice);
            let later = goings.partition_point(|&next| ledger.at_micros(next) <= ledger.at_micros(here));
            for &next in goings[later..].iter().take_while(|&&next| ledger.at_micros(next) <= latest) {
                let longer = || way.iter().copied().chain([next]);
                if payee(next) == payer(start) {
                    cycles.push(longer().filter_map(|at| u32::try_from(at).ok()).collect());
                } else if way.iter().all(|&before| payer(before) != payee(next)) && payee(next) != payee(here) {
                    ways.push(longer().collect());
                }
            }
        }
    }
    cycles
}
