use std::collections::HashMap;

use filature_model::{Currency, Rate, Rates, Transactions, from_days};

/// What left each payer in cents of euro, at the rate of the day of booking as written, rounded down; `i64::MIN` where no
/// rate of that day is known or the sum is too large.
pub fn of(ledger: &Transactions, days: &[i32], rates: &Rates) -> Vec<i64> {
    // A ledger has few currencies and some thousand days: each rate is looked up once.
    let mut known = HashMap::<(Currency, i32), Option<Rate>>::new();
    let mut euro = |minor: i64, currency: Currency, day: i32| -> Option<i64> {
        if currency == Currency::EUR {
            return Some(minor);
        }
        let rate = known
            .entry((currency, day))
            .or_insert_with(|| from_days(day).and_then(|on| rates.rate(currency, Currency::EUR, on).ok()));
        let converted = rate.as_ref()?.convert(i128::from(minor)).ok()?;
        i64::try_from(converted.minor).ok()
    };
    let amounts = ledger.amount_minor.iter().zip(&ledger.currency).zip(days);
    amounts.map(|((&minor, &currency), &day)| euro(minor, currency, day).unwrap_or(i64::MIN)).collect()
}
