//! Tracing over columns beside plain passes, in one process, by turns.
//!
//! `cargo run --release -p filature-benches --bin bulk -- ROWS ACCOUNTS SEED [REPEATS] [index]`
//!
//! Makes the ledger of that seed, and prints medians of wall seconds, the ratio to the plain pass beside it, and at
//! the end processor seconds and peak memory of the whole process. With `index` it measures that too, which needs
//! more memory.
// It prints by design, and seconds are no money.
#![allow(clippy::print_stdout, clippy::float_arithmetic)]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use filature_benches::ledger::Ledger;
use filature_benches::plain::{self, Found};
use filature_model::Rule;
use filature_trace::bulk::{
    BulkError, Columns, Index, NEVER, Outcome, fifo, libr, libr_many, pro_rata, pro_rata_many, reach,
};

/// Credits of a claim, and of a large one.
const CREDITS: usize = 20;
const CREDITS_OF_LARGE: usize = 20_000;

/// Claims at once.
const CLAIMS: usize = 64;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, otherwise: u64| {
        arguments.get(place).map_or(Some(otherwise), |argument| argument.replace('_', "").parse().ok())
    };
    let (Some(rows), Some(accounts), Some(seed), Some(repeats)) =
        (number(0, 10_000_000), number(1, 1_000_000), number(2, 1), number(3, 5))
    else {
        println!("usage: bulk ROWS ACCOUNTS SEED [REPEATS] [index]");
        return ExitCode::from(2);
    };
    let size = (usize::try_from(rows).unwrap_or(0), u32::try_from(accounts).unwrap_or(0));
    match run(size, seed, usize::try_from(repeats).unwrap_or(1), arguments.iter().any(|word| word == "index")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run((rows, accounts): (usize, u32), seed: u64, repeats: usize, index: bool) -> Result<(), BulkError> {
    let start = Instant::now();
    let ledger = Ledger::new(rows, accounts, seed);
    println!("{rows} rows, {accounts} accounts, seed {seed}, medians of {repeats}");
    println!("made in {:.2} s\n", start.elapsed().as_secs_f64());
    println!("| what | s | ratio |\n|---|---|---|");
    row("reading the columns alone", median(repeats, || black_box(plain::stream(&ledger))).0, None);
    let (checked, columns) = median(repeats, || {
        Columns::new(&ledger.debtor, &ledger.creditor, &ledger.amount_minor, &ledger.openings_minor)
    });
    let columns = columns?;
    row("Columns::new", checked, None);
    let claims = ledger.claims(CLAIMS, CREDITS.min(rows / 2_000 + 1), seed);
    let large = ledger.claims(1, CREDITS_OF_LARGE.min(rows / 64), seed).concat();
    for (size, claim) in [("", &claims[0]), (", large claim", &large)] {
        let beside = |name: &str,
                      one: fn(&Ledger, &[u32]) -> Found,
                      pass: fn(&Columns, &[u32]) -> Result<Outcome, BulkError>| {
            pair(repeats, &format!("{name}{size}"), || one(&ledger, claim), || pass(&columns, claim))
        };
        beside("pro-rata", plain::pro_rata, pro_rata)?;
        beside("libr", plain::libr, libr)?;
        beside("fifo", plain::fifo, fifo)?;
    }
    many(repeats, &columns, "", &claims)?;
    let single: Vec<Vec<u32>> = claims.iter().map(|claim| claim[..1].to_vec()).collect();
    many(repeats, &columns, " of one credit", &single)?;
    let (seconds, arrivals) = median(repeats, || reach(&columns, &claims[0]));
    let reached = arrivals?.iter().filter(|&&arrival| arrival != NEVER).count();
    row(&format!("reach ({reached} accounts)"), seconds, None);
    whole("passes", start);
    if index {
        ask(repeats, columns, &claims, &large)?;
        whole("all", start);
    }
    Ok(())
}

/// A plain pass and ours, by turns.
fn pair(
    repeats: usize,
    name: &str,
    plain: impl Fn() -> Found,
    ours: impl Fn() -> Result<Outcome, BulkError>,
) -> Result<(), BulkError> {
    let (mut plain_seconds, mut our_seconds) = (Vec::new(), Vec::new());
    for _ in 0..repeats {
        let (seconds, expected) = timed(&plain);
        plain_seconds.push(seconds);
        let (seconds, outcome) = timed(&ours);
        our_seconds.push(seconds);
        let outcome = outcome?;
        let held_minor = outcome.held.iter().map(|held| held.minor).sum();
        let left_minor = outcome.left.iter().map(|left| left.minor).sum();
        if expected != (Found { held_minor, left_minor }) {
            println!("{name}: the plain pass found {expected:?}, this one {held_minor} and {left_minor}");
        }
    }
    let (plain_seconds, our_seconds) = (middle(plain_seconds), middle(our_seconds));
    row(&format!("{name}, plain pass"), plain_seconds, None);
    row(name, our_seconds, Some(our_seconds / plain_seconds));
    Ok(())
}

/// All claims at once beside one, another one each time.
fn many(repeats: usize, columns: &Columns, size: &str, claims: &[Vec<u32>]) -> Result<(), BulkError> {
    type Many = fn(&Columns, &[Vec<u32>]) -> Result<Vec<Outcome>, BulkError>;
    type One = fn(&Columns, &[u32]) -> Result<Outcome, BulkError>;
    for (name, one, all) in [("pro-rata", pro_rata as One, pro_rata_many as Many), ("libr", libr, libr_many)] {
        let (mut one_seconds, mut all_seconds) = (Vec::new(), Vec::new());
        for claim in claims.iter().cycle().take(repeats) {
            let (seconds, outcome) = timed(|| one(columns, claim));
            black_box(outcome?);
            one_seconds.push(seconds);
            let (seconds, outcomes) = timed(|| all(columns, claims));
            black_box(outcomes?);
            all_seconds.push(seconds);
        }
        let (one_seconds, all_seconds) = (middle(one_seconds), middle(all_seconds));
        row(&format!("{name}, one of {CLAIMS} claims{size}"), one_seconds, None);
        row(&format!("{name}, {CLAIMS} claims{size} at once"), all_seconds, Some(all_seconds / one_seconds));
    }
    Ok(())
}

fn ask(repeats: usize, columns: Columns, claims: &[Vec<u32>], large: &[u32]) -> Result<(), BulkError> {
    let (seconds, index) = timed(|| Index::new(columns));
    row("Index::new", seconds, None);
    let single: Vec<Vec<u32>> = claims.iter().map(|claim| claim[..1].to_vec()).collect();
    for (rule, pass) in [
        (Rule::ProRata, pro_rata as fn(&Columns, &[u32]) -> Result<Outcome, BulkError>),
        (Rule::Libr, libr),
        (Rule::Fifo, fifo),
    ] {
        for (size, claims) in [("one claim", claims), ("one claim of one credit", &single)] {
            let mut all_seconds = Vec::new();
            for claim in claims {
                let (seconds, outcome) = timed(|| index.ask(claim, rule));
                outcome?;
                all_seconds.push(seconds);
            }
            let worst = all_seconds.iter().copied().fold(0.0, f64::max);
            row(&format!("ask {}, {size}: median of {CLAIMS}", rule.word()), middle(all_seconds), None);
            row(&format!("ask {}, {size}: the slowest", rule.word()), worst, None);
        }
        let (seconds, outcome) = median(repeats, || index.ask(large, rule));
        row(&format!("ask {}, large claim", rule.word()), seconds, None);
        for claim in [&claims[0], large] {
            if index.ask(claim, rule)? != pass(&columns, claim)? {
                println!("{}: the answer is not that of the pass", rule.word());
            }
        }
        let outcome = outcome?;
        println!("| ({} held, {} left) | | |", outcome.held.len(), outcome.left.len());
    }
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64(), done)
}

/// The median of some runs, and the result of the last.
fn median<T>(repeats: usize, work: impl Fn() -> T) -> (f64, T) {
    let (seconds, mut done) = timed(&work);
    let mut all = vec![seconds];
    for _ in 1..repeats {
        let (seconds, again) = timed(&work);
        all.push(seconds);
        done = again;
    }
    (middle(all), done)
}

fn middle(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

fn row(what: &str, seconds: f64, ratio: Option<f64>) {
    let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    println!("| {what} | {seconds:.4} | {ratio} |");
}

/// What Linux says of the whole process up to now.
fn whole(what: &str, start: Instant) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or("unknown", str::trim);
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Hundredths of seconds, the 14th and 15th field: the name, which may hold anything, ends with a bracket.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let hundredths: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    println!(
        "\nwhole process, {what}: {:.1} s wall, {}.{:02} s processor, peak {peak}\n",
        start.elapsed().as_secs_f64(),
        hundredths / 100,
        hundredths % 100
    );
}
