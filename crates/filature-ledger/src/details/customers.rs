//! Who is meant where no account is: customers of money transfer, and shops.
//!
//! A customer is the number of a document, else a telephone, else a name in a country. That is enough to ask whether one
//! payee comes back, and never to say who it is: two people may bear one name, so no trace and no merge rests on it, and
//! nothing here makes a customer and an account one.

use filature_model::{Details, KnownBy, NO_WORD, OUTSIDE, Transactions};

use super::columns::{Best, Columns};
use super::fold;
use super::pool::Pool;
use crate::LedgerError;

/// How a customer is known, and its number among those of that kind: of the document or telephone, or of name and country.
type Key = (KnownBy, u32, u32);

/// Numbers payers and payees: accounts by their positions, and after them customers by how they are known and by the text
/// that tells them apart. The names and countries of both sides are in `details` already.
///
/// # Errors
/// As [`Columns::codes`].
pub fn number(columns: Columns<'_>, ledger: &Transactions, details: &mut Details) -> Result<(), LedgerError> {
    let (mut documents, mut telephones) = (Pool::folded(fold::document), Pool::folded(fold::telephone));
    let read = |name: &str, best: Best, pool: &mut Pool, accounts: &[u32]| {
        columns.codes(name, best, pool, |position| accounts[position] == OUTSIDE)
    };
    let mut payers_document = read("debtor_document", Best::Payers, &mut documents, &ledger.debtor)?;
    let mut payees_document = read("creditor_document", Best::Payees, &mut documents, &ledger.creditor)?;
    documents.finish(&mut [&mut payers_document, &mut payees_document]);
    let mut payers_phone = read("debtor_phone", Best::Payers, &mut telephones, &ledger.debtor)?;
    let mut payees_phone = read("creditor_phone", Best::Payees, &mut telephones, &ledger.creditor)?;
    telephones.finish(&mut [&mut payers_phone, &mut payees_phone]);
    let payers = Side {
        accounts: &ledger.debtor,
        documents: payers_document,
        telephones: payers_phone,
        names: &details.payer_name,
        countries: &details.debtor_country.codes,
    };
    let payees = Side {
        accounts: &ledger.creditor,
        documents: payees_document,
        telephones: payees_phone,
        names: &details.payee_name,
        countries: &details.creditor_country.codes,
    };
    // Numbers of words follow their texts, but those of the two columns of countries are two: they are brought to one.
    let countries = both_countries(details);
    let mut keys: Vec<Key> = payers.keys(&countries.0).chain(payees.keys(&countries.1)).flatten().collect();
    keys.sort_unstable();
    keys.dedup();
    let first = u32::try_from(ledger.accounts.len()).unwrap_or(OUTSIDE);
    let party = |key: Key| {
        let at = keys.binary_search(&key).ok().and_then(|at| u32::try_from(at).ok());
        at.and_then(|at| first.checked_add(at)).unwrap_or(OUTSIDE)
    };
    let parties = |side: &Side<'_>, countries: &[u32]| -> Vec<u32> {
        let customers = side.keys(countries).map(|key| key.map_or(OUTSIDE, party));
        side.accounts.iter().zip(customers).map(|(&account, customer)| account.min(customer)).collect()
    };
    (details.payer, details.payee) = (parties(&payers, &countries.0), parties(&payees, &countries.1));
    details.customers = keys.into_iter().map(|(known_by, ..)| known_by).collect();
    Ok(())
}

/// What is said of whoever stands on one side of each transaction; the columns are empty where no row has any.
struct Side<'a> {
    accounts: &'a [u32],
    documents: Vec<u32>,
    telephones: Vec<u32>,
    names: &'a [u32],
    countries: &'a [u32],
}

impl Side<'_> {
    /// For each transaction the customer on this side; none where an account is, or nobody is told apart. The numbers of
    /// countries are looked up in `countries`.
    fn keys<'b>(&'b self, countries: &'b [u32]) -> impl Iterator<Item = Option<Key>> + 'b {
        let said = |column: &[u32], row: usize| column.get(row).copied().filter(|&word| word != NO_WORD);
        (0..self.accounts.len()).map(move |row| {
            if self.accounts[row] != OUTSIDE {
                return None;
            }
            let document = said(&self.documents, row).map(|word| (KnownBy::Document, word, 0));
            let telephone = || said(&self.telephones, row).map(|word| (KnownBy::Telephone, word, 0));
            let name = || {
                let country = said(self.countries, row).map_or(0, |word| countries[word as usize]);
                said(self.names, row).map(|word| (KnownBy::Name, word, country))
            };
            document.or_else(telephone).or_else(name)
        })
    }
}

/// For each word of the payers' and of the payees' countries its place among all of them, from 1; 0 is for none.
fn both_countries(details: &Details) -> (Vec<u32>, Vec<u32>) {
    let (payers, payees) = (&details.debtor_country.words, &details.creditor_country.words);
    let mut all: Vec<&str> = payers.iter().chain(payees.iter()).collect();
    all.sort_unstable();
    all.dedup();
    let place = |country: &str| all.binary_search(&country).ok().and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(0);
    (payers.iter().map(place).collect(), payees.iter().map(place).collect())
}
