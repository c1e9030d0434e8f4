//! `ACCOUNT[:FROM..TO]`: an account, and the days that are meant. Keys of accounts may hold colons themselves.

use filature_model::{Booked, Transactions};

use super::names;
use crate::outcome::Failure;

const DAY_MICROS: i64 = 86_400_000_000;

/// An account over a stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Position of the account.
    pub account: u32,
    /// First instant, microseconds since 1970 in UTC.
    pub from_micros: i64,
    /// First instant after it.
    pub before_micros: i64,
}

impl Period {
    /// Reads it; the whole text is an account first.
    pub fn read(ledger: &Transactions, text: &str, option: &str) -> Result<Self, Failure> {
        let always = |account| Self { account, from_micros: i64::MIN, before_micros: i64::MAX };
        if let Some(account) = names::account(ledger, text) {
            return Ok(always(account));
        }
        let split = text.rsplit_once(':').and_then(|(account, days)| Some((account, days.split_once("..")?)));
        let Some((account, (from, to))) = split else {
            // An account that is known, and something behind it: days, as no others are written here.
            let mut colons = text.rmatch_indices(':').map(|(at, _)| &text[..at]);
            if let Some(account) = colons.find(|account| names::account(ledger, account).is_some()) {
                return Err(Failure::call(format!(
                    "{option} {text}: days are written FROM..TO, as in {account}:2024-01-01..2024-03-31"
                )));
            }
            return names::known_account(ledger, text, option).map(always);
        };
        let mut period = always(names::known_account(ledger, account, option)?);
        if !from.is_empty() {
            period.from_micros = day(from, option)?;
        }
        if !to.is_empty() {
            period.before_micros = day(to, option)?.saturating_add(DAY_MICROS);
        }
        if period.from_micros >= period.before_micros {
            return Err(Failure::call(format!("{option} {text}: it ends before it begins; FROM..TO was expected")));
        }
        Ok(period)
    }

    /// Whether an instant is in it.
    pub fn contains(&self, at_micros: i64) -> bool {
        (self.from_micros..self.before_micros).contains(&at_micros)
    }
}

/// The start of a day.
fn day(text: &str, option: &str) -> Result<i64, Failure> {
    let booked = text.parse::<Booked>().ok().filter(|booked| !booked.has_time);
    booked
        .map(|booked| booked.at_micros)
        .ok_or_else(|| Failure::call(format!("{option}: {text:?} is no day as YYYY-MM-DD")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_with_colons_and_open_ends_are_read() {
        let ledger = Transactions::small(&[("", "BANK:1", 1, 0), ("", "M", 1, 0)]);
        let read = |text: &str| Period::read(&ledger, text, "--takings");
        assert_eq!(read("BANK:1").unwrap().account, 0);
        let day = read("BANK:1:1970-01-02..1970-01-02").unwrap();
        assert_eq!((day.from_micros, day.before_micros), (DAY_MICROS, 2 * DAY_MICROS));
        let until = read("M:..1970-01-01").unwrap();
        assert!(until.contains(-1) && until.contains(0) && !until.contains(DAY_MICROS));
        assert!(read("M:1970-01-01..").unwrap().contains(i64::MAX - 1));
        assert!(read("M:..").unwrap().contains(0));
        for off in ["X", "X:1970-01-01..", "M:1970-01-01", "M:1970-01-02..1970-01-01", "M:1970-01..", "M:x..y"] {
            assert!(read(off).is_err(), "{off}");
        }
    }
}
