//! Small random cases: ledgers with all that can be said beside the money, much of it missing; ties, customers, two
//! currencies, sides at different instants, payments to oneself and of nothing.

use filature_graph::measures::{Meaning, View};
use filature_model::{
    AccountId, AccountKind, Channel, Coded, Currency, Details, Holders, KnownBy, Leg, NO_MINUTE, NO_WORD, OUTSIDE,
    Transactions, Words,
};

use super::Numbers;

pub const DAY: i64 = 86_400_000_000;
pub const HOUR: i64 = 3_600_000_000;

pub struct Case {
    pub ledger: Transactions,
    pub details: Details,
    pub meaning: Meaning,
}

impl Case {
    pub fn view(&self) -> View<'_> {
        View { ledger: &self.ledger, details: &self.details, meaning: &self.meaning }
    }
}

/// Sizes of a random case.
pub struct Shape {
    pub transactions: usize,
    pub accounts: usize,
    pub customers: usize,
    pub hours: usize,
}

impl Shape {
    pub fn small(numbers: &mut Numbers) -> Self {
        Self {
            transactions: 4 + numbers.below(22),
            accounts: 2 + numbers.below(3),
            customers: numbers.below(3),
            hours: [12, 48, 200, 2_000][numbers.below(4)],
        }
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}

/// A column of words, one in `missing` of them not written; now and then no row has any.
fn coded(numbers: &mut Numbers, rows: usize, words: &[&str], missing: usize) -> Coded {
    let mut pool = Words::default();
    // Not in the same order in every column, as columns have numbers of their own.
    let turn = numbers.below(words.len());
    words.iter().cycle().skip(turn).take(words.len()).for_each(|word| {
        pool.push(word);
    });
    if numbers.below(12) == 0 {
        return Coded { words: pool, codes: Vec::new() };
    }
    let code = |_| if numbers.below(missing) == 0 { NO_WORD } else { short(numbers.below(words.len())) };
    Coded { words: pool, codes: (0..rows).map(code).collect() }
}

fn maybe<T>(numbers: &mut Numbers, value: impl FnOnce(&mut Numbers) -> T) -> Option<T> {
    (numbers.below(4) > 0).then(|| value(numbers))
}

fn holders(numbers: &mut Numbers, accounts: usize) -> Holders {
    use AccountKind::{Agent, Business, Merchant, Personal, Public};
    const KINDS: [AccountKind; 6] = [Personal, Personal, Business, Merchant, Public, Agent];
    let values =
        |numbers: &mut Numbers| -> Vec<u32> { (0..accounts).map(|_| [NO_WORD, 0, 1, 2][numbers.below(4)]).collect() };
    Holders {
        phone: values(numbers),
        email: values(numbers),
        device: values(numbers),
        address: values(numbers),
        introducer: values(numbers),
        kind: (0..accounts).map(|_| maybe(numbers, |numbers| KINDS[numbers.below(6)])).collect(),
        country: coded(numbers, accounts, &["FR", "BE", "DE"], 4),
        opened_day: (0..accounts).map(|at| maybe(numbers, |_| i32::try_from(at).unwrap() - 1)).collect(),
        ..Holders::default()
    }
}

fn ledger(numbers: &mut Numbers, shape: &Shape) -> Transactions {
    const AMOUNTS: [i64; 9] = [0, 1, 1, 7, 30, 500, 1_000, 1_000, 2_000];
    let currencies: [Currency; 2] = [Currency::EUR, "CHF".parse().unwrap()];
    let mut ledger = Transactions {
        accounts: (0..shape.accounts).map(|at| AccountId::written(&format!("A{at}"))).collect(),
        in_case: vec![true; shape.accounts],
        hub: vec![false; shape.accounts],
        ..Transactions::default()
    };
    let second = if numbers.below(3) == 0 { 3 } else { 40 };
    let mut legs: Vec<(i64, i64)> = (0..shape.transactions)
        .map(|_| {
            let at = i64::try_from(numbers.below(shape.hours / 6) * 6).unwrap() * HOUR;
            let later = [0, 0, 0, 0, 6 * HOUR, DAY, -DAY][numbers.below(7)];
            (at, at + later)
        })
        .collect();
    legs.sort_by_key(|leg| leg.0.min(leg.1));
    let leg = |at_micros| Leg { at_micros, list: 0, sequence: Leg::NO_SEQUENCE };
    for (at, (debited, credited)) in legs.into_iter().enumerate() {
        ledger.ids.push(format!("t{at}"));
        ledger.debited.push(leg(debited));
        ledger.credited.push(leg(credited));
        ledger.amount_minor.push(AMOUNTS[numbers.below(AMOUNTS.len())]);
        ledger.currency.push(currencies[usize::from(numbers.below(second) == 0)]);
        let exchanged = (AMOUNTS[numbers.below(AMOUNTS.len())], currencies[numbers.below(2)]);
        ledger.received.push((numbers.below(9) == 0).then_some(exchanged));
        let channels = [10, 4, 4, 4][numbers.below(4)];
        ledger.channel.push(Channel::ALL[numbers.below(channels)]);
    }
    for account in 0..short(shape.accounts) {
        for currency in currencies {
            if numbers.below(3) > 0 {
                ledger.openings.push((account, currency, i64::try_from(numbers.below(4_000)).unwrap() - 500));
            }
        }
    }
    ledger
}

/// A case of that shape. Who pays whom is chosen from few, and some of all that nobody knows.
pub fn random(numbers: &mut Numbers, shape: &Shape) -> Case {
    let mut ledger = ledger(numbers, shape);
    let rows = shape.transactions;
    let party = |numbers: &mut Numbers| match numbers.below(7) {
        0 => OUTSIDE,
        1..4 => short(numbers.below(2)),
        _ => short(numbers.below(shape.accounts + shape.customers)),
    };
    let payer: Vec<u32> = (0..rows).map(|_| party(numbers)).collect();
    let payee: Vec<u32> = (0..rows).map(|_| party(numbers)).collect();
    let account = |&party: &u32| if party < short(shape.accounts) { party } else { OUTSIDE };
    ledger.debtor = payer.iter().map(account).collect();
    ledger.creditor = payee.iter().map(account).collect();
    let day = |at: usize| i32::try_from(ledger.at_micros(at).div_euclid(DAY)).unwrap();
    let minutes = [NO_MINUTE, 0, 359, 360, 720, 1_319, 1_320, 1_439];
    let euro = |numbers: &mut Numbers, at: usize| {
        if numbers.below(8) == 0 { i64::MIN } else { ledger.amount_minor[at] * 9 / 10 }
    };
    let details = Details {
        day: (0..rows).map(|at| day(at) * [1, 1, 31][numbers.below(3)]).collect(),
        minute: (0..rows).map(|_| minutes[numbers.below(8)]).collect(),
        country: coded(numbers, rows, &["FR", "BE", "DE"], 4),
        city: coded(numbers, rows, &["LYON", "GAND", "KOLN"], 4),
        terminal: coded(numbers, rows, &["M1", "M2"], 4),
        mcc: coded(numbers, rows, &["5411", "7011", "8062", "9999"], 4),
        text: coded(numbers, rows, &["rent", "invoice", "wage", "hello"], 4),
        debtor_country: coded(numbers, rows, &["FR", "BE"], 2),
        creditor_country: coded(numbers, rows, &["FR", "DE"], 2),
        payer,
        payee,
        customers: vec![KnownBy::Document; shape.customers],
        euro_minor: (0..rows).map(|at| euro(numbers, at)).collect(),
        holders: holders(numbers, shape.accounts),
        ..Details::default()
    };
    let meaning = Meaning {
        classes: ["food", "lodging", "health"].map(String::from).to_vec(),
        class_of_mcc: meanings(&details.mcc, &["5411", "7011", "8062"]),
        topics: ["rent", "invoice", "pay"].map(String::from).to_vec(),
        topic_of_text: meanings(&details.text, &["rent", "invoice", "wage"]),
        pay: (0..rows).map(|_| numbers.below(3) == 0).collect(),
    };
    Case { ledger, details, meaning }
}

fn meanings(column: &Coded, meant: &[&str]) -> Vec<u8> {
    let number = |word: &str| meant.iter().position(|&known| known == word);
    column.words.iter().map(|word| number(word).map_or(Meaning::NONE, |at| u8::try_from(at).unwrap())).collect()
}
