//! A file in the layout of AMLworld (Timestamp, From Bank, Account, To Bank, Account, Amount Received, Receiving
//! Currency, Amount Paid, Payment Currency, ...) as columns: for measuring what comes after reading, with as little
//! reading as there can be. What filature itself reads, and checks, goes through `filature-intake`.

use ahash::AHashMap;

use filature_model::{AccountId, Channel, Currency, Leg, Transactions};

/// The names of currencies in that layout.
const CURRENCIES: [(&str, &str); 15] = [
    ("US Dollar", "USD"),
    ("Euro", "EUR"),
    ("Yuan", "CNY"),
    ("Yen", "JPY"),
    ("Rupee", "INR"),
    ("Ruble", "RUB"),
    ("UK Pound", "GBP"),
    ("Swiss Franc", "CHF"),
    ("Canadian Dollar", "CAD"),
    ("Australian Dollar", "AUD"),
    ("Mexican Peso", "MXN"),
    ("Brazil Real", "BRL"),
    ("Saudi Riyal", "SAR"),
    ("Shekel", "ILS"),
    ("Bitcoin", "BTC"),
];

struct Row {
    at_micros: i64,
    number: u32,
    debtor: u32,
    creditor: u32,
    received: (i64, Currency),
    paid: (i64, Currency),
}

/// The rows in ledger order, each with its number from 0 as its id.
///
/// # Errors
/// The 0-based number of the first row that is not of the layout.
pub fn read(text: &str) -> Result<Transactions, u32> {
    let mut accounts: AHashMap<(&str, &str), u32> = AHashMap::new();
    let mut rows = Vec::new();
    let mut last = ("", 0);
    for (number, line) in (0..).zip(text.lines().skip(1)) {
        rows.push(row(number, line, &mut accounts, &mut last).ok_or(number)?);
    }
    rows.sort_by_key(|row| row.at_micros);
    Ok(columns(&rows, &accounts))
}

fn row<'a>(
    number: u32,
    line: &'a str,
    accounts: &mut AHashMap<(&'a str, &'a str), u32>,
    last: &mut (&'a str, i64),
) -> Option<Row> {
    let mut fields = line.split(',');
    let time = fields.next()?;
    if time != last.0 {
        *last = (time, at_micros(time)?);
    }
    let mut account = || {
        let key = (fields.next()?, fields.next()?);
        let next = u32::try_from(accounts.len()).ok()?;
        Some(*accounts.entry(key).or_insert(next))
    };
    let (debtor, creditor) = (account()?, account()?);
    let mut money = || {
        let (digits, name) = (fields.next()?, fields.next()?);
        let code = CURRENCIES.iter().find(|currency| currency.0 == name)?.1;
        let currency: Currency = code.parse().ok()?;
        Some((minor(digits, currency)?, currency))
    };
    let (received, paid) = (money()?, money()?);
    Some(Row { at_micros: last.1, number, debtor, creditor, received, paid })
}

fn at_micros(time: &str) -> Option<i64> {
    let (date, clock) = time.split_once(' ')?;
    let mut date = date.split('/').map(|part| part.parse::<i64>().ok());
    let days = days(date.next()??, date.next()??, date.next()??);
    let (hour, minute) = clock.split_once(':')?;
    let minutes = (days * 24 + hour.parse::<i64>().ok()?) * 60;
    Some((minutes + minute.parse::<i64>().ok()?) * 60_000_000)
}

/// Days since 1970 of a day of the Gregorian calendar, its year taken to begin in March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// Digits with a point as minor units; digits beyond them are left out.
fn minor(digits: &str, currency: Currency) -> Option<i64> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let places = usize::try_from(currency.minor_digits()).ok()?;
    let scale = |places: usize| 10_i64.checked_pow(u32::try_from(places).ok()?);
    let part = &part[..part.len().min(places)];
    let part_minor = if part.is_empty() { 0 } else { part.parse::<i64>().ok()? * scale(places - part.len())? };
    whole.parse::<i64>().ok()?.checked_mul(scale(places)?)?.checked_add(part_minor)
}

fn columns(rows: &[Row], accounts: &AHashMap<(&str, &str), u32>) -> Transactions {
    let mut keys: Vec<_> = accounts.iter().collect();
    keys.sort_unstable();
    let mut place = vec![0_u32; keys.len()];
    for (to, (_, from)) in (0..).zip(&keys) {
        place[**from as usize] = to;
    }
    let legs = || rows.iter().map(|row| Leg { at_micros: row.at_micros, list: 0, sequence: i64::from(row.number) });
    Transactions {
        accounts: keys.iter().map(|((bank, account), _)| AccountId::written(&format!("{bank}:{account}"))).collect(),
        in_case: vec![true; keys.len()],
        hub: vec![false; keys.len()],
        ids: rows.iter().map(|row| row.number.to_string()).collect(),
        debtor: rows.iter().map(|row| place[row.debtor as usize]).collect(),
        creditor: rows.iter().map(|row| place[row.creditor as usize]).collect(),
        amount_minor: rows.iter().map(|row| row.paid.0).collect(),
        currency: rows.iter().map(|row| row.paid.1).collect(),
        received: rows.iter().map(|row| (row.paid.1 != row.received.1).then_some(row.received)).collect(),
        debited: legs().collect(),
        credited: legs().collect(),
        channel: vec![Channel::Transfer; rows.len()],
        ..Transactions::default()
    }
}
