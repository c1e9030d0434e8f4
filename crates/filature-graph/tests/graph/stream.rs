//! Whatever comes in which pieces, on however many threads: the findings are those of the whole.

use crate::common::Numbers;
use filature_graph::{Line, Options, Stream, detect};
use filature_model::{Currency, Findings, Transactions};

/// Some of the transactions as a ledger of their own, with those accounts alone that they name.
fn part(whole: &Transactions, positions: &[usize]) -> Transactions {
    let names = |account: u32| whole.account(account).map_or("", |key| key.as_str());
    let rows: Vec<(&str, &str, i64, i64)> = positions
        .iter()
        .map(|&at| {
            let (debtor, creditor) = (whole.debtor[at], whole.creditor[at]);
            (names(debtor), names(creditor), whole.amount_minor[at], whole.at_micros(at) / 1_000_000)
        })
        .collect();
    let mut ledger = Transactions::small(&rows);
    ledger.ids = positions.iter().map(|&at| whole.ids[at].clone()).collect();
    for (to, &at) in positions.iter().enumerate() {
        (ledger.currency[to], ledger.received[to]) = (whole.currency[at], whole.received[at]);
        (ledger.debited[to], ledger.credited[to]) = (whole.debited[at], whole.credited[at]);
    }
    ledger
}

/// Ties, loops, parallel payments, two currencies and a busy account; instants differ where `apart`.
fn random_ledger(numbers: &mut Numbers, apart: bool) -> Transactions {
    const NAMES: [&str; 12] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", ""];
    let length = 10 + numbers.below(60);
    let mut at_hours: Vec<usize> = (0..length).map(|at| if apart { at * 5 } else { numbers.below(60) * 5 }).collect();
    at_hours.sort_unstable();
    let rows: Vec<(&str, &str, i64, i64)> = at_hours
        .into_iter()
        .map(|hour| {
            let (mut payer, mut payee) = (NAMES[numbers.below(12)], NAMES[numbers.below(12)]);
            match numbers.below(6) {
                0 => payer = "A",
                1 => payee = "A",
                _ => {}
            }
            (payer, payee, [0, 9_000, 9_500, 10_000, 10_000, 95_000][numbers.below(6)], hour as i64 * 3_600)
        })
        .collect();
    let mut ledger = Transactions::small(&rows);
    for at in 0..ledger.len() {
        if numbers.below(30) == 0 {
            ledger.received[at] = Some((10_000, "USD".parse().unwrap()));
        }
    }
    ledger
}

fn options() -> Options {
    Options { lines: vec![Line { amount_minor: 100_000, ..Line::any(Currency::EUR) }], ..Options::default() }
}

#[test]
fn deliveries_of_any_size_and_order_come_to_what_is_found_in_all_of_it() {
    let mut findings = 0;
    for seed in 0..400 {
        let mut numbers = Numbers(seed);
        let apart = numbers.below(2) == 0;
        let whole = random_ledger(&mut numbers, apart);
        let mut pieces: Vec<Vec<usize>> = Vec::new();
        for at in 0..whole.len() {
            if pieces.is_empty() || numbers.below(8) == 0 {
                pieces.push(Vec::new());
            }
            // Where no two stand at one instant, any piece may hold any transaction, and may come at any time.
            let piece = if apart { numbers.below(pieces.len()) } else { pieces.len() - 1 };
            pieces[piece].push(at);
        }
        if apart {
            for at in (1..pieces.len()).rev() {
                pieces.swap(at, numbers.below(at + 1));
            }
        }
        let expected = detect(&part(&whole, &(0..whole.len()).collect::<Vec<_>>()), &options()).unwrap();
        let mut stream = Stream::new(options()).unwrap();
        let mut known: Vec<String> = Vec::new();
        for piece in &pieces {
            let update = stream.add(&part(&whole, piece)).unwrap();
            known.retain(|id| update.gone.iter().all(|gone| gone.id != *id));
            assert!(update.changed.iter().all(|changed| known.contains(&changed.id)));
            known.extend(update.new.into_iter().map(|new| new.id));
        }
        assert_eq!(*stream.findings(), expected, "seed {seed}");
        let mut ids: Vec<String> = expected.findings.iter().map(|finding| finding.id.clone()).collect();
        ids.sort();
        known.sort();
        assert_eq!(known, ids, "seed {seed}");
        findings += ids.len();
        assert_eq!(stream.add(&Transactions::default()).unwrap(), filature_graph::Update::default());
    }
    assert!(findings > 1_000, "{findings}");
}

#[test]
fn threads_change_nothing() {
    for seed in 1_000..1_060 {
        let ledger = random_ledger(&mut Numbers(seed), false);
        let on = |threads: usize| -> Findings {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| detect(&ledger, &options()).unwrap())
        };
        let one = on(1);
        assert_eq!(one, on(16), "seed {seed}");
        assert_eq!(one, on(3), "seed {seed}");
    }
}
