//! What a measure reads of one transaction, wherever it stands: parties, sides, days, minutes.
//!
//! A ledger without details has parties all the same, its accounts, and the days of its instants in UTC.

use std::ops::Range;

use filature_model::{AccountKind, Currency, Leg, NO_WORD, OUTSIDE, from_days};

use super::{Meaning, View};

/// Microseconds in a day.
pub(super) const DAY_MICROS: i64 = 86_400_000_000;

/// Night begins and ends with these minutes of the day, the first in it, the last not.
const NIGHT: (u16, u16) = (22 * 60, 6 * 60);

/// Whether a minute of the day is of the night.
pub(super) fn is_night(minute: u16) -> bool {
    minute >= NIGHT.0 || minute < NIGHT.1
}

/// Months since the year 0 of a day.
pub(super) fn month_of(day: i32) -> i32 {
    from_days(day).map_or(0, |date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
}

/// A length or position as the number that a cell holds.
pub(super) fn number(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// A position as lists hold it; there are fewer than four thousand million.
pub(super) fn short(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

impl View<'_> {
    /// Who paid: an account, a customer, or [`OUTSIDE`].
    pub(super) fn payer(&self, position: usize) -> u32 {
        self.details.payer.get(position).copied().unwrap_or_else(|| self.ledger.debtor[position])
    }

    /// Who was paid.
    pub(super) fn payee(&self, position: usize) -> u32 {
        self.details.payee.get(position).copied().unwrap_or_else(|| self.ledger.creditor[position])
    }

    /// How many parties there are: accounts, then customers.
    pub(super) fn parties(&self) -> u32 {
        short(self.ledger.accounts.len() + self.details.customers.len())
    }

    /// How many accounts there are, which are the first parties.
    pub(super) fn accounts(&self) -> u32 {
        short(self.ledger.accounts.len())
    }

    /// Whether a party is an account.
    pub(super) fn is_account(&self, party: u32) -> bool {
        party < self.accounts()
    }

    /// What left the payer.
    pub(super) fn left(&self, position: usize) -> (i64, Currency) {
        (self.ledger.amount_minor[position], self.ledger.currency[position])
    }

    /// What reached the payee.
    pub(super) fn arrived(&self, position: usize) -> (i64, Currency) {
        self.ledger.received[position].unwrap_or_else(|| self.left(position))
    }

    /// Day of booking as written.
    pub(super) fn day(&self, position: usize) -> i32 {
        let in_utc = || i32::try_from(self.ledger.at_micros(position).div_euclid(DAY_MICROS)).unwrap_or(0);
        self.details.day.get(position).copied().unwrap_or_else(in_utc)
    }

    /// Kind of an account's holder; none for a customer.
    pub(super) fn kind(&self, party: u32) -> Option<AccountKind> {
        self.details.holders.kind.get(party as usize).copied().flatten()
    }

    /// The class of the merchant, or [`Meaning::NONE`].
    pub(super) fn class(&self, position: usize) -> u8 {
        meant(&self.meaning.class_of_mcc, self.details.mcc.code(position))
    }

    /// The topic of the text, or [`Meaning::NONE`].
    pub(super) fn topic(&self, position: usize) -> u8 {
        meant(&self.meaning.topic_of_text, self.details.text.code(position))
    }

    /// Whether it is pay.
    pub(super) fn is_pay(&self, position: usize) -> bool {
        self.meaning.pay.get(position).copied().unwrap_or(false)
    }
}

fn meant(meanings: &[u8], word: u32) -> u8 {
    if word == NO_WORD { Meaning::NONE } else { meanings.get(word as usize).copied().unwrap_or(Meaning::NONE) }
}

/// The instants of one side, to sort by.
pub(super) fn at(legs: &[Leg], position: u32) -> (i64, u32) {
    (legs[position as usize].at_micros, position)
}

/// The party, unless nobody knows it.
pub(super) fn known(party: u32) -> Option<u32> {
    (party != OUTSIDE).then_some(party)
}

/// The parties or accounts that a measure goes through: all, or the one that is asked for, if it exists.
pub(super) fn parties_of(all: u32, only: Option<u32>) -> Range<u32> {
    match only {
        None => 0..all,
        Some(one) if one < all => one..one + 1,
        Some(_) => 0..0,
    }
}
