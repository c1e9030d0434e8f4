//! How long `detect` takes: `cargo run --release -p filature-graph --example speed [TRANSACTIONS]`.
//!
//! Ten transactions an account over 18 days, a few payees each, amounts over several orders of magnitude, two large
//! hubs: the shape of `bench/background.py`. Same number, same ledger.

use std::time::Instant;

use filature_graph::{KINDS, Options, detect};
use filature_model::{AccountId, Channel, Currency, Leg, Transactions};

/// The next of a sequence of numbers (SplitMix64), below `bound`.
fn below(state: &mut u64, bound: u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) % bound
}

fn ledger(count: u64) -> Transactions {
    let (accounts, mut state) = ((count / 10).max(10), 1);
    let mut ledger = Transactions {
        accounts: (0..accounts).map(|number| AccountId::written(&format!("{number:09}"))).collect(),
        in_case: vec![true; usize::try_from(accounts).unwrap_or(0)],
        hub: vec![false; usize::try_from(accounts).unwrap_or(0)],
        ..Transactions::default()
    };
    let some = |state: &mut u64| {
        // The product of two uniform numbers favours the low ones: degrees with a heavy tail.
        u32::try_from(below(state, accounts) * below(state, accounts) / accounts).unwrap_or(0)
    };
    for number in 0..count {
        let payer = match below(&mut state, 1_000) {
            0..33 => 17,
            33..53 => 4_242 % u32::try_from(accounts).unwrap_or(1),
            _ => some(&mut state),
        };
        let payee = if below(&mut state, 3) == 0 {
            payer.wrapping_mul(31).wrapping_add(1) % u32::try_from(accounts).unwrap_or(1)
        } else {
            some(&mut state)
        };
        let micros = i64::try_from(number * (18 * 86_400_000_000 / count)).unwrap_or(0);
        let leg = Leg { at_micros: micros, list: 0, sequence: Leg::NO_SEQUENCE };
        let scale = 10_i64.pow(u32::try_from(2 + below(&mut state, 4)).unwrap_or(2));
        ledger.ids.push(format!("t{number}"));
        ledger.debtor.push(payer);
        ledger.creditor.push(payee);
        ledger.amount_minor.push(scale + i64::try_from(below(&mut state, 9_000)).unwrap_or(0) * scale / 1_000);
        ledger.currency.push(Currency::EUR);
        ledger.received.push(None);
        ledger.debited.push(leg);
        ledger.credited.push(leg);
        ledger.channel.push(Channel::Transfer);
    }
    ledger
}

#[allow(clippy::print_stdout, reason = "an example that reports its measure")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count = std::env::args().nth(1).map_or(Ok(1_000_000), |text| text.parse())?;
    let ledger = ledger(count);
    for kinds in KINDS.iter().map(|&kind| vec![kind.to_owned()]).chain([Vec::new()]) {
        let options = Options { only: kinds, window_seconds: None };
        let begun = Instant::now();
        let found = detect(&ledger, &options)?;
        println!(
            "{count} transactions, {:?}: {:?}, {} findings, cut: {:?}",
            found.patterns_run,
            begun.elapsed(),
            found.findings.len(),
            found.cut
        );
    }
    Ok(())
}
