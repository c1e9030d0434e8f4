//! The entries of an account, filtered, sorted, a window of them; with the running balance where nothing is left out before a row.

use std::collections::BTreeMap;

use filature_ledger::filter;
use filature_model::{Channel, Currency, folded_words};
use serde_json::Value;

use super::accounts::{sort_of, sort_unknown};
use super::error::Problem;
use super::money::minor_of;
use super::{Answer, Call, Outcome, entry, page};
use crate::state::Base;
use crate::state::columns::SEARCHED;
use crate::state::index::{self, On};

/// What rows are wanted.
#[derive(Debug, Default)]
pub struct Filter {
    asked: filter::Filter,
    /// Whether the text is one that nobody is shown.
    is_hidden: bool,
    marked: Option<String>,
}

impl Filter {
    /// As it is asked.
    ///
    /// # Errors
    /// When something of it is not what was expected.
    pub fn of(call: &Call) -> Result<Self, Problem> {
        let is_credit = match call.asked("direction") {
            None => None,
            Some("in") => Some(true),
            Some("out") => Some(false),
            Some(other) => {
                let en = format!("direction={other:?}: in or out was expected.");
                return Err(Problem::call("direction", en, format!("direction={other:?} : in ou out était attendu.")));
            }
        };
        let text = call.asked("text").map(folded_words).filter(|text| !text.is_empty());
        if text.is_some() && !call.people().names_shown() {
            return Err(Problem::purpose_needed());
        }
        let channels = channels(call)?.iter().filter_map(|word| Channel::from_word(word)).collect();
        let (from, to) = (call.day("from")?, call.day("to")?);
        let (min, max) = (decimal(call, "min")?, decimal(call, "max")?);
        Ok(Self {
            asked: filter::Filter { is_credit, channels, from, to, min, max, text },
            is_hidden: call.asked("text").is_some_and(|text| call.people().hides(text)),
            marked: call.asked("mark").map(str::to_owned),
        })
    }

    fn takes(&self, call: &Call, on: &On) -> bool {
        let base = &call.state.base;
        let row = on.row as usize;
        let (minor, currency) = index::amount(&base.ledger.transactions, on);
        let channel = base.ledger.transactions.channel[on.transaction as usize];
        let seen = filter::Seen { is_credit: on.is_credit, channel, day: base.columns.day(row), minor, currency };
        let texts = || SEARCHED.iter().filter_map(|&column| base.columns.text(row, column)).collect();
        (self.asked.text.is_none() || !self.is_hidden)
            && self.asked.takes(seen, texts)
            && self.marked.as_ref().is_none_or(|mark| is_marked(call, row, mark))
    }

    /// Whether any row is left out.
    fn is_open(&self) -> bool {
        self.asked.is_open() && self.marked.is_none()
    }
}

/// The channels asked for, one or several.
///
/// # Errors
/// For what is none.
pub fn channels(call: &Call) -> Result<Vec<String>, Problem> {
    let asked = call.asked("channel").unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty());
    asked
        .map(|word| match Channel::from_word(word) {
            Some(channel) => Ok(channel.word().to_owned()),
            None => {
                let words = Channel::ALL.map(Channel::word).join(", ");
                let en = format!("channel={word:?}: one of {words} was expected.");
                Err(Problem::call("channel", en, format!("channel={word:?} : l’un de {words} était attendu.")))
            }
        })
        .collect()
}

/// A decimal amount, whatever its currency.
///
/// # Errors
/// For what is none.
pub fn decimal(call: &Call, name: &str) -> Result<Option<String>, Problem> {
    let Some(text) = call.asked(name) else { return Ok(None) };
    let text = text.replace(',', ".");
    if minor_of(&text, Currency::EUR).is_none() {
        let en = format!("{name}={text:?}: an amount was expected, as in 100.00.");
        return Err(Problem::call("amount", en, format!("{name}={text:?} : un montant était attendu, comme 100.00.")));
    }
    Ok(Some(text))
}

fn is_marked(call: &Call, row: usize, mark: &str) -> bool {
    let Some(id) = call.state.base.columns.id(row) else { return false };
    call.state.marks.on(id).any(|known| mark == "any" || known.id == mark || known.label == mark)
}

/// The rows that are wanted of an account, in order, each with its balance where one is known.
pub fn wanted(call: &Call, account: u32) -> Result<Vec<(On, Option<i128>)>, Problem> {
    let base = &call.state.base;
    let filter = Filter::of(call)?;
    let all = base.index.of_account(account);
    let balances = if filter.is_open() { running(base, account, all) } else { vec![None; all.len()] };
    let rows = all.iter().copied().zip(balances);
    let mut rows: Vec<(On, Option<i128>)> = rows.filter(|(on, _)| filter.takes(call, on)).collect();
    let (field, descending) = sort_of(call.asked("sort").unwrap_or("booked_at"));
    let transactions = &base.ledger.transactions;
    match field {
        "booked_at" => {}
        "amount" => rows.sort_by_key(|(on, _)| index::amount(transactions, on).0),
        "channel" => rows.sort_by_key(|(on, _)| transactions.channel[on.transaction as usize].word()),
        "counterparty" => rows.sort_by_key(|(on, _)| other(base, on)),
        _ => return Err(sort_unknown(field)),
    }
    if descending {
        rows.reverse();
    }
    Ok(rows)
}

/// The account on the other side.
pub fn other(_: &Base, on: &On) -> u32 {
    on.other
}

/// The balance behind each row, in the row's currency; none in a currency whose opening is not known.
fn running(base: &Base, account: u32, rows: &[On]) -> Vec<Option<i128>> {
    let transactions = &base.ledger.transactions;
    let openings = transactions.openings.iter().filter(|opening| opening.0 == account);
    let mut balances: BTreeMap<Currency, i128> =
        openings.map(|(_, currency, minor)| (*currency, i128::from(*minor))).collect();
    // From a day on, a balance would tell what is withheld.
    let end = base.withheld.balances_end(account);
    rows.iter()
        .map(|on| {
            let (minor, currency) = index::amount(transactions, on);
            if end.is_some_and(|end| end <= base.columns.day(on.row as usize)) {
                return None;
            }
            let balance = balances.get_mut(&currency)?;
            *balance += if on.is_credit { i128::from(minor) } else { -i128::from(minor) };
            Some(*balance)
        })
        .collect()
}

/// A window of them.
pub fn entries(call: &Call) -> Outcome {
    let account = call.account()?;
    let rows = wanted(call, account)?;
    let (offset, limit) = call.window()?;
    let window = rows.iter().skip(offset).take(limit);
    if call.wants_arrow {
        return Ok(Answer::Bytes(super::arrow::TYPE, super::arrow::entries(call, account, window)?));
    }
    let sent: Vec<Value> = window.filter_map(|(on, balance)| entry::on_account(call, account, on, *balance)).collect();
    Ok(page(rows.len(), sent))
}
