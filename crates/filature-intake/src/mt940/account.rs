//! `:25:`, the account of a statement.

use filature_model::{AccountId, Currency};

use super::header::is_bic;

/// An account with what its field says beside it.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) id: AccountId,
    pub(super) currency: Option<Currency>,
    /// The country in which it is kept, where that can be told: the dialects of `:86:` go by country.
    pub(super) country: Option<String>,
}

impl Account {
    /// Whether it is kept in one of these countries.
    pub(super) fn is_in(&self, countries: &[&str]) -> bool {
        self.country.as_deref().is_some_and(|country| countries.contains(&country))
    }
}

/// Reads `BANK/ACCOUNT`, an IBAN or a bare number, each with a currency behind it or not. `bank` is the bank
/// that the header names, for a bare number.
pub(super) fn read(body: &str, bank: Option<&str>) -> Option<Account> {
    let text = body.lines().next().unwrap_or("").trim();
    if text.is_empty() {
        return None;
    }
    let (text, currency) = without_currency(text);
    let (bank, number) = match text.split_once('/') {
        Some((bank, number)) => (bank.trim(), number),
        None => (bank.unwrap_or(""), text),
    };
    let id = match AccountId::written(bank) {
        iban if iban.is_iban() => iban,
        _ => AccountId::at_bank(bank, number),
    };
    let country = country(&id, bank);
    Some(Account { id, currency, country })
}

/// The country of an IBAN, else that of the bank's BIC; a bank code of eight digits before a slash is German.
fn country(id: &AccountId, bank: &str) -> Option<String> {
    let is_bank_code = bank.len() == 8 && bank.bytes().all(|byte| byte.is_ascii_digit());
    let of_bic = || Some(bank).filter(|bank| is_bic(bank)).and_then(|bank| bank.get(4..6));
    let german = || is_bank_code.then_some("DE");
    id.iban_country().or_else(of_bic).or_else(german).map(str::to_owned)
}

/// Cuts off a currency behind the account. Three letters right behind a number are one only where what is
/// left is an account by itself: digits, or an IBAN with right check digits.
fn without_currency(text: &str) -> (&str, Option<Currency>) {
    let whole = (text, None);
    if AccountId::written(text).is_iban() {
        return whole;
    }
    let Some((rest, code)) = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at)) else { return whole };
    let Ok(currency) = code.parse::<Currency>() else { return whole };
    let account = rest.trim_end().trim_end_matches('/').trim_end();
    let is_apart = account.len() < rest.len();
    let stands_alone = AccountId::written(account).is_iban()
        || account.rsplit('/').next().is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    if account.is_empty() || !(is_apart || stands_alone) { whole } else { (account, Some(currency)) }
}
