//! Small random ledgers: ties, parallel payments, loops, payments to oneself and of nothing, a pooled account, two
//! currencies, exchanges on the way, the outside world, accounts whose statements are not in the case.

use filature_model::{Currency, Transactions};

use super::Numbers;

const NAMES: [&str; 11] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", ""];

/// Payments between pairs that `pair` draws (of the first ten names), one in twelve between any two; instants are
/// multiples of six hours below `hours`; amounts are some of `amounts`.
pub fn small(
    numbers: &mut Numbers,
    length: usize,
    hours: usize,
    amounts: &[i64],
    pair: &dyn Fn(&mut Numbers, usize) -> (usize, usize),
) -> Transactions {
    let mut at_hours: Vec<usize> = (0..length).map(|_| numbers.below(hours / 6) * 6).collect();
    at_hours.sort_unstable();
    let rows: Vec<(&str, &str, i64, i64)> = (0..length)
        .map(|number| {
            let (payer, payee) = match numbers.below(12) {
                0 => (numbers.below(NAMES.len()), numbers.below(NAMES.len())),
                _ => pair(numbers, number),
            };
            let seconds = i64::try_from(at_hours[number]).unwrap() * 3_600;
            (NAMES[payer], NAMES[payee], amounts[numbers.below(amounts.len())], seconds)
        })
        .collect();
    let mut ledger = Transactions::small(&rows);
    let dollar: Currency = "USD".parse().unwrap();
    for at in 0..ledger.len() {
        match numbers.below(80) {
            0 => ledger.currency[at] = dollar,
            1 => ledger.received[at] = Some((10_000, dollar)),
            _ => {}
        }
    }
    if numbers.below(6) == 0 {
        let pooled = numbers.below(ledger.hub.len().max(1));
        ledger.hub.iter_mut().skip(pooled).take(1).for_each(|hub| *hub = true);
    }
    if numbers.below(6) == 0 {
        let elsewhere = numbers.below(ledger.in_case.len().max(1));
        ledger.in_case.iter_mut().skip(elsewhere).take(1).for_each(|known| *known = false);
    }
    ledger
}
