//! `accounts` and `parties`: who there is, as numbers.

use std::ops::Range;

use filature_graph::measures::{Cell, Rows};
use filature_model::NO_WORD;

use crate::engine::columns::Columns;
use crate::engine::specs::Spec;

pub(crate) fn accounts() -> Spec {
    Spec {
        name: "accounts",
        columns: &[
            "account",
            "key",
            "kind",
            "country",
            "city",
            "opened_day",
            "birth_day",
            "in_case",
            "hub",
            "first_tx",
            "first_day",
            "last_day",
            "phone",
            "email",
            "device",
            "address",
            "introducer",
        ],
        arguments: &[],
        keys: vec![0],
        open: |columns, _, key| {
            Ok(Box::new(Accounts { columns, rows: rows(columns.ledger.accounts.len(), key), at: 0 }))
        },
    }
}

pub(crate) fn parties() -> Spec {
    Spec {
        name: "parties",
        columns: &["party", "account", "known_by"],
        arguments: &[],
        keys: vec![0],
        open: |columns, _, key| {
            let parties = columns.ledger.accounts.len() + columns.details.customers.len();
            Ok(Box::new(Parties { columns, rows: rows(parties, key), at: 0 }))
        },
    }
}

/// All rows, or the one asked for.
fn rows(length: usize, key: Option<(usize, u32)>) -> Range<usize> {
    match key {
        None => 0..length,
        Some((_, row)) => (row as usize).min(length)..(row as usize).saturating_add(1).min(length),
    }
}

struct Accounts<'a> {
    columns: &'a Columns,
    rows: Range<usize>,
    at: usize,
}

impl Rows for Accounts<'_> {
    fn advance(&mut self) -> bool {
        let next = self.rows.next();
        self.at = next.unwrap_or(0);
        next.is_some()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let (ledger, holders, at) = (&*self.columns.ledger, &self.columns.details.holders, self.at);
        let span = self.columns.spans[at];
        let booked = |at: u32| self.columns.details.day.get(at as usize).copied();
        let text = |text: Option<&'static str>| text.map_or(Cell::Null, Cell::Text);
        match column {
            0 => number(at),
            1 => Cell::Text(ledger.accounts[at].as_str()),
            2 => text(holders.kind.get(at).copied().flatten().map(filature_model::AccountKind::word)),
            3 => holders.country.get(at).map_or(Cell::Null, Cell::Text),
            4 => holders.city.get(at).map_or(Cell::Null, Cell::Text),
            5 => day(holders.opened_day.get(at).copied().flatten()),
            6 => day(holders.birth_day.get(at).copied().flatten()),
            7 => Cell::Number(i64::from(ledger.in_case[at])),
            8 => Cell::Number(i64::from(ledger.hub[at])),
            9 => span.map_or(Cell::Null, |(first, _)| Cell::Number(i64::from(first))),
            10 => day(span.and_then(|(first, _)| booked(first))),
            11 => day(span.and_then(|(_, last)| booked(last))),
            12 => word(&holders.phone, at),
            13 => word(&holders.email, at),
            14 => word(&holders.device, at),
            15 => word(&holders.address, at),
            16 => word(&holders.introducer, at),
            _ => Cell::Null,
        }
    }
}

struct Parties<'a> {
    columns: &'a Columns,
    rows: Range<usize>,
    at: usize,
}

impl Rows for Parties<'_> {
    fn advance(&mut self) -> bool {
        let next = self.rows.next();
        self.at = next.unwrap_or(0);
        next.is_some()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let accounts = self.columns.ledger.accounts.len();
        match column {
            0 => number(self.at),
            1 if self.at < accounts => number(self.at),
            2 => {
                let party = u32::try_from(self.at).unwrap_or(u32::MAX);
                self.columns.details.known_by(party, accounts).map_or(Cell::Null, |known| Cell::Text(known.word()))
            }
            _ => Cell::Null,
        }
    }
}

fn number(at: usize) -> Cell<'static> {
    Cell::Number(i64::try_from(at).unwrap_or(i64::MAX))
}

fn day(day: Option<i32>) -> Cell<'static> {
    day.map_or(Cell::Null, |day| Cell::Number(i64::from(day)))
}

fn word(words: &[u32], at: usize) -> Cell<'static> {
    words.get(at).filter(|&&word| word != NO_WORD).map_or(Cell::Null, |&word| Cell::Number(i64::from(word)))
}
