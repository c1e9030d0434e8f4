//! Who paid whom in the payments behind a lead: sums by payer and payee, the smaller accounts put together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use filature_model::{Channel, Currency, Lead};

use super::Desk;
use super::lead_statements::find;
use crate::catalogue::{Side, Transfer};
use crate::document::{RowRef, Rows};

/// Accounts that are drawn one by one.
const MOST: usize = 28;

/// Who pays or is paid.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// An account.
    Account(String),
    /// Cash that was paid in.
    CashIn,
    /// Cash that was drawn.
    CashOut,
    /// A payer of whom no account is named.
    UnnamedPayer,
    /// A payee of whom no account is named.
    UnnamedPayee,
    /// All that have no room of their own.
    Others,
}

/// All that one paid another.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Who paid.
    pub from: Key,
    /// Who was paid.
    pub to: Key,
    /// How much.
    pub minor: i128,
    /// In how many transactions.
    pub transactions: usize,
    /// Their entries.
    pub rows: Arc<Rows>,
}

/// The flows of a lead, in the currency in which most of its transactions are.
#[derive(Debug)]
pub struct Flows {
    /// That currency.
    pub currency: Currency,
    /// Each flow, the largest first.
    pub all: Vec<Flow>,
    /// The same with the smaller accounts put together.
    pub drawn: Vec<Flow>,
    /// How many accounts those are.
    pub others: usize,
    /// Transactions in other currencies.
    pub elsewhere: usize,
    /// Every entry that the flows rest on.
    pub rows: Arc<Rows>,
}

/// The flows of the transactions of a lead's findings, as far as their entries are relied on.
pub fn of_lead(desk: &Desk<'_>, lead: &Lead) -> Option<Flows> {
    let findings: BTreeSet<&str> = lead.findings.iter().map(String::as_str).collect();
    let ids: BTreeSet<&String> =
        findings.into_iter().filter_map(|id| find(desk, id)).flat_map(|finding| &finding.transactions).collect();
    let transfers: Vec<&Transfer<'_>> = ids.into_iter().filter_map(|id| desk.catalogue.transfer(id)).collect();
    let currency = commonest(transfers.iter().copied())?;
    let here: Vec<&Transfer<'_>> =
        transfers.iter().copied().filter(|transfer| transfer.amount.currency == currency).collect();
    let all = sums(here.iter().map(|transfer| (key(transfer, true), key(transfer, false), *transfer)));
    let rows = Rows::of(all.iter().flat_map(|flow| flow.rows.iter().cloned()).collect()).map(Arc::new)?;
    let large = large(&all);
    let shown = |key: Key| if large.contains(&key) { key } else { Key::Others };
    let drawn = sums(here.iter().map(|transfer| (shown(key(transfer, true)), shown(key(transfer, false)), *transfer)));
    let every: BTreeSet<&Key> = all.iter().flat_map(|flow| [&flow.from, &flow.to]).collect();
    let others = every.iter().filter(|key| !large.contains(**key)).count();
    Some(Flows { currency, drawn, others, elsewhere: transfers.len() - here.len(), rows, all })
}

/// The currency of most transactions.
pub fn commonest<'a>(transfers: impl Iterator<Item = &'a Transfer<'a>>) -> Option<Currency> {
    let mut counts: BTreeMap<&str, (usize, Currency)> = BTreeMap::new();
    for transfer in transfers {
        let currency = &transfer.amount.currency;
        counts.entry(currency.code()).or_insert((0, *currency)).0 += 1;
    }
    counts.into_values().rev().max_by_key(|(count, _)| *count).map(|(_, currency)| currency)
}

fn key(transfer: &Transfer<'_>, pays: bool) -> Key {
    let Side { account, .. } = if pays { transfer.payer } else { transfer.payee };
    match (account, transfer.channel, pays) {
        (Some(account), ..) => Key::Account(account.to_owned()),
        (None, Some(Channel::CashIn | Channel::CashOut), true) => Key::CashIn,
        (None, Some(Channel::CashIn | Channel::CashOut), false) => Key::CashOut,
        (None, _, true) => Key::UnnamedPayer,
        (None, _, false) => Key::UnnamedPayee,
    }
}

/// Sums by payer and payee, the largest first; what stays with one is no flow.
fn sums<'a>(transfers: impl Iterator<Item = (Key, Key, &'a Transfer<'a>)>) -> Vec<Flow> {
    let mut sums: BTreeMap<(Key, Key), (i128, usize, Vec<RowRef>)> = BTreeMap::new();
    for (from, to, transfer) in transfers.filter(|(from, to, _)| from != to) {
        let sum = sums.entry((from, to)).or_default();
        sum.0 += i128::from(transfer.amount.minor);
        sum.1 += 1;
        sum.2.extend(transfer.rows.iter().cloned());
    }
    let flow = |((from, to), (minor, transactions, rows)): ((Key, Key), (i128, usize, Vec<RowRef>))| {
        Some(Flow { from, to, minor, transactions, rows: Arc::new(Rows::of(rows)?) })
    };
    let mut flows: Vec<Flow> = sums.into_iter().filter_map(flow).collect();
    flows.sort_by_key(|flow| -flow.minor);
    flows
}

/// Those through which most moved.
fn large(flows: &[Flow]) -> BTreeSet<Key> {
    let mut through: BTreeMap<&Key, i128> = BTreeMap::new();
    for flow in flows {
        *through.entry(&flow.from).or_default() += flow.minor;
        *through.entry(&flow.to).or_default() += flow.minor;
    }
    let mut keys: Vec<(&Key, i128)> = through.into_iter().collect();
    keys.sort_by_key(|(_, minor)| -minor);
    keys.into_iter().take(MOST).map(|(key, _)| key.clone()).collect()
}
