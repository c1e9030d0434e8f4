//! How long measures take on five million transactions; run by hand:
//! `cargo test --release -p filature-graph --test graph measures_speed:: -- --ignored --nocapture`.

use std::fs::read_to_string;
use std::time::Instant;

use crate::common::Numbers;
use filature_graph::measures::{Argument, Cell, FUNCTIONS, Index, Meaning, Rows, View, open};
use filature_model::{
    AccountId, AccountKind, Channel, Coded, Currency, Details, KnownBy, Leg, NO_MINUTE, NO_WORD, OUTSIDE, Transactions,
    Words,
};

const TRANSACTIONS: usize = 5_000_000;
const ACCOUNTS: usize = 300_000;
const CUSTOMERS: usize = 100_000;
const DAYS: usize = 365;

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}

/// Chosen with a weight close to k to the power of −0.8: some have tens of thousands of payments.
fn often(numbers: &mut Numbers, bound: usize) -> usize {
    let part = numbers.below(1 << 12);
    let fifth = part.pow(5) >> 20;
    ((fifth * bound) >> 40).min(bound - 1) + numbers.below(1 + (bound >> 12).min(part))
}

fn party(numbers: &mut Numbers) -> u32 {
    match numbers.below(20) {
        0 => OUTSIDE,
        1 | 2 => short(ACCOUNTS + numbers.below(CUSTOMERS)),
        _ => short(often(numbers, ACCOUNTS).min(ACCOUNTS - 1)),
    }
}

fn coded(numbers: &mut Numbers, words: usize, missing_permille: usize) -> Coded {
    let mut pool = Words::default();
    (0..words).for_each(|word| {
        pool.push(&format!("W{word}"));
    });
    let code = |_| if numbers.below(1_000) < missing_permille { NO_WORD } else { short(numbers.below(words)) };
    Coded { words: pool, codes: (0..TRANSACTIONS).map(code).collect() }
}

fn ledger(numbers: &mut Numbers) -> Transactions {
    let at = |number: usize| i64::try_from(number * DAYS * 86_400 / TRANSACTIONS).unwrap() * 1_000_000;
    let legs: Vec<Leg> =
        (0..TRANSACTIONS).map(|number| Leg { at_micros: at(number), list: 0, sequence: Leg::NO_SEQUENCE }).collect();
    let channels = [Channel::Transfer, Channel::Card, Channel::Card, Channel::CashIn, Channel::CashOut];
    Transactions {
        accounts: (0..ACCOUNTS).map(|account| AccountId::written(&format!("A{account:08}"))).collect(),
        in_case: vec![true; ACCOUNTS],
        hub: vec![false; ACCOUNTS],
        ids: vec![String::new(); TRANSACTIONS],
        amount_minor: (0..TRANSACTIONS).map(|_| 100 + i64::try_from(numbers.below(100_000)).unwrap()).collect(),
        currency: vec![Currency::EUR; TRANSACTIONS],
        received: vec![None; TRANSACTIONS],
        debited: legs.clone(),
        credited: legs,
        channel: (0..TRANSACTIONS).map(|_| channels[numbers.below(5)]).collect(),
        openings: (0..short(ACCOUNTS)).map(|account| (account, Currency::EUR, 100_000)).collect(),
        ..Transactions::default()
    }
}

fn details(numbers: &mut Numbers, ledger: &mut Transactions) -> Details {
    let mut details = Details {
        day: (0..TRANSACTIONS).map(|at| i32::try_from(at * DAYS / TRANSACTIONS).unwrap()).collect(),
        minute: (0..TRANSACTIONS)
            .map(|_| if numbers.below(10) == 0 { NO_MINUTE } else { u16::try_from(numbers.below(1_440)).unwrap() })
            .collect(),
        country: coded(numbers, 60, 300),
        city: coded(numbers, 2_000, 300),
        terminal: coded(numbers, 20_000, 800),
        mcc: coded(numbers, 200, 600),
        text: coded(numbers, 500_000, 100),
        payer: (0..TRANSACTIONS).map(|_| party(numbers)).collect(),
        // One of them is a chain of shops.
        payee: (0..TRANSACTIONS).map(|_| if numbers.below(12) == 0 { 7 } else { party(numbers) }).collect(),
        customers: vec![KnownBy::Document; CUSTOMERS],
        euro_minor: ledger.amount_minor.clone(),
        ..Details::default()
    };
    details.holders.kind = (0..ACCOUNTS)
        .map(|_| [Some(AccountKind::Personal), Some(AccountKind::Merchant), None][numbers.below(3)])
        .collect();
    let account = |&party: &u32| if (party as usize) < ACCOUNTS { party } else { OUTSIDE };
    ledger.debtor = details.payer.iter().map(account).collect();
    ledger.creditor = details.payee.iter().map(account).collect();
    details
}

fn meaning(numbers: &mut Numbers) -> Meaning {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    Meaning {
        classes: names(&["food", "lodging", "health", "transport"]),
        class_of_mcc: (0..200).map(|at| at % 8).map(|at| if at < 4 { at } else { Meaning::NONE }).collect(),
        topics: names(&["rent", "invoice", "pay"]),
        topic_of_text: (0..500_000_u32).map(|at| u8::try_from(at % 9).unwrap()).collect(),
        pay: (0..TRANSACTIONS).map(|_| numbers.below(20) == 0).collect(),
    }
}

/// Seconds of processor time of the whole process so far, in hundredths.
fn processor_hundredths() -> u64 {
    let stat = read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (before, start) = (processor_hundredths(), Instant::now());
    let done = work();
    let hundredths = processor_hundredths() - before;
    println!("{what}: {}.{:02} processor seconds, {:?}", hundredths / 100, hundredths % 100, start.elapsed());
    done
}

fn column(measure: &str, name: &str) -> usize {
    let function = FUNCTIONS.iter().find(|function| function.name == measure).unwrap();
    function.columns.iter().position(|&column| column == name).unwrap()
}

/// Goes through a measure and asks these columns; says how many rows there are.
fn run(view: View<'_>, index: &Index, (name, arguments): (&str, &[Argument<'_>]), columns: &[&str]) {
    let places: Vec<usize> = columns.iter().map(|of| column(name, of)).collect();
    let (mut count, mut cells) = (0_usize, 0_usize);
    timed(&format!("{name}{arguments:?}, {} columns", columns.len()), || {
        let mut rows: Box<dyn Rows + '_> = open(name, view, index, arguments, None).unwrap();
        while rows.advance() {
            count += 1;
            cells += places.iter().filter(|&&place| rows.cell(place) != Cell::Null).count();
        }
    });
    println!("    {count} rows, {cells} cells");
    assert!(count > 0);
}

#[test]
#[ignore = "by hand: it measures"]
fn measures_on_five_million_transactions() {
    use Argument::{Number, Text};
    let mut numbers = Numbers(1);
    let mut ledger = ledger(&mut numbers);
    let details = details(&mut numbers, &mut ledger);
    let meaning = meaning(&mut numbers);
    let view = View { ledger: &ledger, details: &details, meaning: &meaning };
    let index = timed("index", || Index::new(&view));
    let largest = (0..index.parties()).map(|party| index.incoming(party).len()).max();
    println!("    the largest party is paid {largest:?} times");
    let windows = FUNCTIONS[0].columns;
    let all = &windows[..windows.len() - 2];
    let broad = [Text("30d"), Text("in"), Text(""), Number(8)];
    run(view, &index, ("windows", &broad), &["party", "events"]);
    run(view, &index, ("windows", &broad), &["events", "amount_minor", "others", "days"]);
    run(view, &index, ("windows", &broad), all);
    run(view, &index, ("windows", &[Text("180d"), Text("in"), Text(""), Number(100_000)]), all);
    let narrow = [Text("30d"), Text("out"), Text("class:lodging channel:card"), Number(2)];
    run(view, &index, ("windows", &narrow), &["events", "amount_minor", "others", "cities"]);
    run(view, &index, ("windows", &narrow), windows);
    run(view, &index, ("sweeps", &[Text("48h"), Text("")]), FUNCTIONS[1].columns);
    run(view, &index, ("sweeps", &[Text("48h"), Text("pay")]), FUNCTIONS[1].columns);
    run(view, &index, ("pairs", &[Text("")]), &["payments", "amount_minor", "median_gap_days"]);
    run(view, &index, ("pairs", &[Text("channel:cash-out")]), FUNCTIONS[2].columns);
    run(view, &index, ("visits", &[Text("15m"), Text("channel:cash-in,cash-out")]), FUNCTIONS[3].columns);
    run(view, &index, ("profiles", &[]), &["in_minor", "out_minor", "living_minor"]);
    run(view, &index, ("profiles", &[]), FUNCTIONS[5].columns);
    timed("profiles of 100,000 accounts, one by one", || {
        for account in 0..100_000 {
            let mut rows = open("profiles", view, &index, &[], Some(account)).unwrap();
            while rows.advance() {
                rows.cell(2);
            }
        }
    });
    timed("windows of 100,000 parties, one by one", || {
        for party in 0..100_000 {
            let mut rows = open("windows", view, &index, &narrow, Some(party)).unwrap();
            while rows.advance() {
                rows.cell(14);
            }
        }
    });
}
