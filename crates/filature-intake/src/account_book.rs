//! Accounts that a file names again and again, each kept once.

use std::collections::BTreeMap;

use filature_model::{Account, AccountId, Currency, iban_check};

/// The key of an account at a bank. What is written as an IBAN stands for itself, whether its check digits are right or not.
pub(crate) fn account_id(bank: &str, number: &str) -> AccountId {
    if iban_check(&compact(number)).is_some() { AccountId::written(number) } else { AccountId::at_bank(bank, number) }
}

/// Whether a key is written as an IBAN and its check digits are wrong.
pub(crate) fn is_odd(account: &AccountId) -> bool {
    iban_check(&compact(account.as_str())) == Some(false)
}

fn compact(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// Accounts by number and currency, in the order in which the file names them first.
#[derive(Default)]
pub(crate) struct AccountBook {
    accounts: Vec<Account>,
    positions: BTreeMap<(String, Option<Currency>), usize>,
}

impl AccountBook {
    /// Adds what is said of an account to what the file has said of it; false when it says something else, and then the first
    /// holds.
    pub(crate) fn add(&mut self, account: Account) -> bool {
        let key = (account.id.as_str().to_owned(), account.currency);
        let next = self.accounts.len();
        let at = *self.positions.entry(key).or_insert(next);
        match self.accounts.get_mut(at) {
            Some(known) => known.fill_from(&account),
            None => {
                self.accounts.push(account);
                true
            }
        }
    }

    /// All of them.
    pub(crate) fn into_accounts(self) -> Vec<Account> {
        self.accounts
    }
}
