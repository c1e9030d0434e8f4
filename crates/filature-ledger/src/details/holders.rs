use std::collections::BTreeSet;

use filature_model::{Account, Coded, Holders, NO_WORD, days_from_epoch, plain_capitals};

use super::fold;
use super::pool::Pool;

/// What is said of each account. One in several currencies has several rows, sorted by currency: the first that says
/// something is taken.
pub fn of(accounts: &[Account]) -> Holders {
    // The accounts of the ledger are those of these rows, in the same order.
    let by_key = By(accounts.chunk_by(|one, other| one.id == other.id).collect());
    Holders {
        kind: by_key.first(|account| account.kind),
        country: by_key.coded(|account| account.country.as_deref(), fold::country),
        city: by_key.coded(|account| account.city.as_deref(), fold::town),
        opened_day: by_key.first(|account| account.opened_on.map(days_from_epoch)),
        birth_day: by_key.first(|account| account.birth_on.map(days_from_epoch)),
        phone: by_key.numbers(|account| account.phone.as_deref(), fold::telephone),
        email: by_key.numbers(|account| account.email.as_deref(), fold::compact),
        device: by_key.numbers(|account| account.device.as_deref(), fold::compact),
        address: by_key.numbers(|account| account.address.as_deref(), plain_capitals),
        introducer: by_key.numbers(|account| account.introducer.as_deref(), plain_capitals),
    }
}

/// The rows of each account.
struct By<'a>(Vec<&'a [Account]>);

impl<'a> By<'a> {
    fn first<T>(&self, get: impl Fn(&'a Account) -> Option<T>) -> Vec<Option<T>> {
        self.0.iter().map(|rows| rows.iter().find_map(&get)).collect()
    }

    fn folded(&self, get: fn(&Account) -> Option<&str>, fold: fn(&str) -> String) -> Vec<Option<String>> {
        self.first(|account| get(account).map(fold).filter(|text| !text.is_empty()))
    }

    fn coded(&self, get: fn(&Account) -> Option<&str>, fold: fn(&str) -> String) -> Coded {
        let mut pool = Pool::as_written();
        let texts = self.folded(get, fold);
        let mut codes = texts.iter().map(|text| text.as_deref().map_or(NO_WORD, |text| pool.code(text))).collect();
        let words = pool.finish(&mut [&mut codes]);
        Coded { words, codes }
    }

    /// Values by number: in the order of their texts, which stay here.
    fn numbers(&self, get: fn(&Account) -> Option<&str>, fold: fn(&str) -> String) -> Vec<u32> {
        let texts = self.folded(get, fold);
        let known: Vec<&String> = texts.iter().flatten().collect::<BTreeSet<_>>().into_iter().collect();
        let number = |text: &String| known.binary_search(&text).ok().and_then(|at| u32::try_from(at).ok());
        texts.iter().map(|text| text.as_ref().and_then(number).unwrap_or(NO_WORD)).collect()
    }
}
