//! Which credit a victim means who knows its amount, its day, the account, and perhaps the payer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use filature_ledger::Ledger;
use filature_model::{AccountId, ClaimedCredit, Currency, Entry, Legs, SourceId, parse_minor};

use super::{Credit, Flaw, Known, Row, flaw, near};
use crate::outcome::Failure;
use crate::verbs::trace::names::{self, credit_of};

/// The credits that rows may mean.
pub struct Fits {
    /// By account: its credits, in ledger order.
    by_account: BTreeMap<u32, Vec<u32>>,
    /// Entries of those credits that have the amount of a row and nearly its day, by transaction.
    entries: BTreeMap<String, Vec<(SourceId, Entry)>>,
    currency: Option<Currency>,
}

impl Fits {
    /// Looks up what may fit any of the rows.
    pub fn of(ledger: &Ledger, rows: &[Row], currency: Option<Currency>) -> Result<Self, Failure> {
        let transactions = &ledger.transactions;
        let known = || {
            rows.iter().filter_map(|row| match &row.credit {
                Credit::Known(known) => Some((names::account(transactions, &known.account)?, known)),
                Credit::Named { .. } => None,
            })
        };
        let mut fits = Self {
            by_account: known().map(|(account, _)| (account, Vec::new())).collect(),
            entries: BTreeMap::new(),
            currency,
        };
        if !fits.by_account.is_empty() {
            for (at, creditor) in (0_u32..).zip(&transactions.creditor) {
                if let Some(credits) = fits.by_account.get_mut(creditor) {
                    credits.push(at);
                }
            }
            let close = known().flat_map(|(account, known)| fits.close(ledger, account, known));
            let wanted: BTreeSet<String> = close.map(|at| transactions.ids[at as usize].clone()).collect();
            fits.entries = ledger.book.entries(&wanted)?;
        }
        Ok(fits)
    }

    /// Credits of the amount, within a day: a day as a file writes it may be another one in UTC.
    fn close(&self, ledger: &Ledger, account: u32, known: &Known) -> Vec<u32> {
        let day_micros = 86_400_000_000_i64;
        let days = known.on.at_micros - day_micros..known.on.at_micros + 2 * day_micros;
        let fits = |at: &&u32| {
            let position = **at as usize;
            days.contains(&ledger.transactions.credited[position].at_micros) && self.has_amount(ledger, position, known)
        };
        self.by_account.get(&account).into_iter().flatten().filter(fits).copied().collect()
    }

    fn has_amount(&self, ledger: &Ledger, at: usize, known: &Known) -> bool {
        let (minor, currency) = credit_of(&ledger.transactions, at);
        self.currency.is_none_or(|chosen| chosen == currency)
            && parse_minor(known.amount.as_bytes(), b'.', currency) == Ok(minor)
    }

    /// The one credit that a row means.
    pub fn one(&self, ledger: &Ledger, row: &Row, known: &Known) -> Result<ClaimedCredit, Flaw> {
        let Some(account) = names::account(&ledger.transactions, &known.account) else {
            let what = format!("no such account in the ledger: {:?}", known.account);
            return Err(flaw(row.number, "account", what));
        };
        let close = self.close(ledger, account, known);
        let meant: Vec<u32> = close.into_iter().filter(|&at| self.is_meant(ledger, at as usize, known)).collect();
        match meant.as_slice() {
            [transaction] => Ok(ClaimedCredit { transaction: *transaction, part_minor: None }),
            [] => Err(flaw(row.number, row.credit.column(), self.none(ledger, account, known))),
            several => {
                let what = format!(
                    "{} credits fit: {}; add a column payer, or name the transaction",
                    several.len(),
                    near::list(ledger, several)
                );
                Err(flaw(row.number, row.credit.column(), what))
            }
        }
    }

    /// Whether the day is that of the payee's own line, and the payer the one named, by account or by name.
    fn is_meant(&self, ledger: &Ledger, at: usize, known: &Known) -> bool {
        let transactions = &ledger.transactions;
        let Some(entries) = self.entries.get(&transactions.ids[at]) else { return false };
        let of_payee: Vec<&Entry> =
            entries.iter().map(|(_, entry)| entry).filter(|entry| entry.legs != Legs::Debit).collect();
        let on_day = |entry: &&Entry| entry.booked.on == known.on.on;
        let day_fits = if of_payee.is_empty() {
            entries.iter().any(|(_, entry)| on_day(&entry))
        } else {
            of_payee.iter().any(on_day)
        };
        let Some(payer) = &known.payer else { return day_fits };
        let by_account =
            transactions.account(transactions.debtor[at]).is_some_and(|id| *id == AccountId::written(payer));
        let by_name = || {
            let wanted = payer.to_lowercase();
            entries
                .iter()
                .any(|(_, entry)| entry.debtor.name.as_ref().is_some_and(|name| name.to_lowercase() == wanted))
        };
        day_fits && (by_account || by_name())
    }

    /// What is said where no credit fits: what comes near.
    fn none(&self, ledger: &Ledger, account: u32, known: &Known) -> String {
        let credits = self.by_account.get(&account).map_or(&[][..], Vec::as_slice);
        let transactions = &ledger.transactions;
        let same_day = |at: &u32| {
            let day_micros = 86_400_000_000;
            transactions.credited[*at as usize].at_micros.div_euclid(day_micros)
                == known.on.at_micros.div_euclid(day_micros)
        };
        let of_amount: Vec<u32> =
            credits.iter().copied().filter(|&at| self.has_amount(ledger, at as usize, known)).collect();
        let of_day: Vec<u32> = credits.iter().copied().filter(same_day).collect();
        let payer = known.payer.as_ref().map_or_else(String::new, |payer| format!(" from {payer}"));
        let on = known.on.on;
        let mut text = format!("no credit of {}{payer} on {on} to {}", known.amount, known.account);
        if !of_amount.is_empty() {
            let _ = write!(text, "; of that amount there is {}", near::list(ledger, &of_amount));
        } else if !of_day.is_empty() {
            let _ = write!(text, "; on that day there is {}", near::list(ledger, &of_day));
        }
        text
    }
}
