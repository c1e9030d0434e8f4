//! Sums over whole accounts set in cells: the amount with its rows, the holder with the accounts.

use std::collections::BTreeSet;

use filature_model::Currency;

use super::Desk;
use super::trace_columns::dash;
use super::transfers::first_links;
use crate::document::{Figure, Ground, Grounds, Inline};
use crate::figures::computed;
use crate::markup::sentence;
use crate::reckon::Sum;
use crate::wording::{Pair, follow};

/// How many accounts of a holder are named in one cell.
const ACCOUNTS: usize = 3;
/// How many entries of a sum are named in one cell.
const LINKS: usize = 3;

/// Grounds of a sum of these transactions; none where none of them is known.
pub fn grounds<'b>(desk: &Desk<'_>, how: Pair, ids: impl IntoIterator<Item = &'b str>) -> Option<Grounds> {
    let rows = desk.catalogue.rows(ids)?;
    let annex = desk.places.number("entries").map(|_| desk.places.link("entries"));
    Some(computed(how, &rows, annex, desk.language))
}

/// A sum; a dash where nothing is in it.
pub fn amount(desk: &Desk<'_>, sum: &Sum<'_>, currency: Currency, grounds: &Grounds) -> Vec<Inline> {
    if sum.is_empty() {
        return vec![dash()];
    }
    vec![minor(desk, sum.minor, currency, grounds)]
}

/// An amount.
pub fn minor(desk: &Desk<'_>, minor: i128, currency: Currency, grounds: &Grounds) -> Inline {
    Inline::Figure(Figure::amount(minor, currency, desk.language, grounds.clone()))
}

/// The entries of a sum as links, the first of them where they are many: for a last column.
pub fn entries(desk: &Desk<'_>, grounds: &Grounds) -> Vec<Inline> {
    match grounds.iter().next() {
        Some(Ground::Computed { rows, .. }) => first_links(desk, rows, LINKS),
        _ => Vec::new(),
    }
}

/// An amount with the transactions that it is a sum of, each noted by itself; a dash where there are none.
pub fn noted(desk: &Desk<'_>, sum: &Sum<'_>, currency: Currency, how: Pair) -> Vec<Inline> {
    match grounds(desk, how, sum.ids.iter().copied()) {
        Some(grounds) => amount(desk, sum, currency, &grounds),
        None => vec![dash()],
    }
}

/// The holder, as it may be shown, and the accounts.
pub fn holder(desk: &Desk<'_>, accounts: &BTreeSet<&str>) -> Vec<Inline> {
    let name = accounts.iter().find_map(|account| desk.catalogue.holder(account));
    let mut cell: Vec<Inline> = name.map(Inline::Data).into_iter().collect();
    for account in accounts.iter().take(ACCOUNTS) {
        cell.extend((!cell.is_empty()).then_some(Inline::Break));
        cell.push(Inline::Key((*account).to_owned()));
    }
    if accounts.len() > ACCOUNTS {
        cell.push(Inline::Break);
        cell.extend(sentence(follow::AND_MORE, desk.language, &[desk.tally(accounts.len() - ACCOUNTS)]));
    }
    cell
}
