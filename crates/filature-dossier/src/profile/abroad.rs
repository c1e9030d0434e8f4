//! Transfers from and to another country, by country: the route of the money, which says nothing of anybody's origin.
//!
//! What names no channel is counted too: many statements name none. The country is that of the other account's number (IBAN), else the one that the row has for that side, else the one that a list has for
//! that account. Where the own account's country is not known, every country that is known is listed.

use std::collections::BTreeMap;

use filature_model::{Channel, is_country_code};

use super::{Flow, Numbered, Side, Whole};

/// What came from a country and went there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// Two capitals.
    pub country: String,
    /// What came and went.
    pub flow: Flow,
}

pub fn of(whole: &Whole<'_>, sides: &Numbered<'_>) -> Vec<Country> {
    let mut by_country = BTreeMap::<&str, Flow>::new();
    for &(at, side) in sides
        .iter()
        .filter(|(_, side)| matches!(side.channel, Channel::Transfer | Channel::Remittance | Channel::Other))
    {
        let own = of_account(whole, side.account);
        if let Some(country) = of_other(whole, side).filter(|country| own != Some(country)) {
            by_country.entry(country).or_default().take(at, side);
        }
    }
    let mut rows: Vec<Country> =
        by_country.into_iter().map(|(country, flow)| Country { country: country.to_owned(), flow }).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.flow.credits.minor() + row.flow.debits.minor()));
    rows
}

/// The country across, where anything says it.
pub fn of_other<'a>(whole: &Whole<'a>, side: &Side) -> Option<&'a str> {
    let iban = side.other.and_then(|party| whole.ledger.account(party)).and_then(|id| id.iban_country());
    let rows = if side.is_credit { &whole.details.debtor_country } else { &whole.details.creditor_country };
    let row = || rows.get(side.transaction as usize);
    let list = || side.other.and_then(|party| whole.details.holders.country.get(party as usize));
    iban.or_else(row).or_else(list).filter(|country| is_country_code(country))
}

fn of_account<'a>(whole: &Whole<'a>, account: u32) -> Option<&'a str> {
    let iban = whole.ledger.account(account).and_then(|id| id.iban_country());
    iban.or_else(|| whole.details.holders.country.get(account as usize))
}
