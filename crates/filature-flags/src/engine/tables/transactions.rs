//! `transactions`: a row for each that moved money, read where it is.

use std::ops::Range;

use filature_graph::measures::{Argument, Cell, Meaning, Rows};
use filature_model::{Coded, Details, NO_WORD, OUTSIDE, from_days};

use crate::engine::columns::Columns;
use crate::engine::specs::Spec;

pub(crate) fn transactions() -> Spec {
    Spec {
        name: "transactions",
        columns: &[
            "tx",
            "id",
            "at",
            "day",
            "month",
            "minute",
            "debtor",
            "creditor",
            "payer",
            "payee",
            "payer_name",
            "payee_name",
            "amount_minor",
            "currency",
            "received_minor",
            "received_currency",
            "euro_minor",
            "channel",
            "country",
            "city",
            "debtor_country",
            "creditor_country",
            "terminal",
            "mcc",
            "class",
            "topic",
            "pay",
            "text",
            "own",
        ],
        arguments: &[],
        keys: vec![0, 6, 7, 8, 9],
        open,
    }
}

/// Which rows are asked for.
enum Asked<'a> {
    All(Range<u32>),
    These(std::slice::Iter<'a, u32>),
}

struct Transactions<'a> {
    columns: &'a Columns,
    asked: Asked<'a>,
    at: usize,
}

fn open<'a>(columns: &'a Columns, _: &[Argument<'_>], key: Option<(usize, u32)>) -> Result<Box<dyn Rows + 'a>, String> {
    let rows = u32::try_from(columns.ledger.len()).unwrap_or(u32::MAX);
    let accounts = u32::try_from(columns.ledger.accounts.len()).unwrap_or(u32::MAX);
    let asked = match key {
        None => Asked::All(0..rows),
        Some((0, tx)) => Asked::All(tx.min(rows)..tx.saturating_add(1).min(rows)),
        // The parties begin with the accounts, so one index answers for both.
        Some((6 | 7, party)) if party >= accounts => Asked::All(0..0),
        Some((6 | 8, party)) => Asked::These(columns.index.outgoing(party).iter()),
        Some((_, party)) => Asked::These(columns.index.incoming(party).iter()),
    };
    Ok(Box::new(Transactions { columns, asked, at: 0 }))
}

impl Transactions<'_> {
    /// Whether a merchant of health was paid: no query is told of it.
    fn is_health(&self) -> bool {
        let class = self.columns.meaning.class_of_mcc.get(self.columns.details.mcc.code(self.at) as usize);
        class.is_some_and(|&class| Some(usize::from(class)) == self.columns.health)
    }
}

impl Rows for Transactions<'_> {
    fn advance(&mut self) -> bool {
        let next = match &mut self.asked {
            Asked::All(range) => range.next(),
            Asked::These(list) => list.next().copied(),
        };
        self.at = next.unwrap_or(0) as usize;
        next.is_some()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let (ledger, details, at) = (&*self.columns.ledger, &*self.columns.details, self.at);
        match column {
            0 => Cell::Number(i64::try_from(at).unwrap_or(i64::MAX)),
            1 => Cell::Text(&ledger.ids[at]),
            2 => Cell::Number(ledger.at_micros(at).div_euclid(1_000_000)),
            3 => day(details, at).map_or(Cell::Null, |day| Cell::Number(i64::from(day))),
            4 => day(details, at).and_then(month).map_or(Cell::Null, Cell::Number),
            5 => details.minute_of(at).map_or(Cell::Null, |minute| Cell::Number(i64::from(minute))),
            6 => known(ledger.debtor[at]),
            7 => known(ledger.creditor[at]),
            8 => party(&details.payer, at),
            9 => party(&details.payee, at),
            10 => word(&details.payer_name, at),
            11 => word(&details.payee_name, at),
            12 => Cell::Number(ledger.amount_minor[at]),
            13 => Cell::Text(ledger.currency[at].code()),
            14 => Cell::Number(ledger.received[at].map_or(ledger.amount_minor[at], |(minor, _)| minor)),
            15 => {
                Cell::Text(ledger.received[at].as_ref().map_or(&ledger.currency[at], |(_, currency)| currency).code())
            }
            16 => details.euro(at).map_or(Cell::Null, Cell::Number),
            17 => Cell::Text(ledger.channel[at].word()),
            18 => text(&details.country, at),
            19 => text(&details.city, at),
            20 => country(details, &details.debtor_country, ledger.debtor[at], at),
            21 => country(details, &details.creditor_country, ledger.creditor[at], at),
            22 => text(&details.terminal, at),
            23 if self.is_health() => Cell::Null,
            23 => text(&details.mcc, at),
            24 if self.is_health() => Cell::Null,
            24 => named(&self.columns.meaning.classes, &self.columns.meaning.class_of_mcc, details.mcc.code(at)),
            25 => named(&self.columns.meaning.topics, &self.columns.meaning.topic_of_text, details.text.code(at)),
            26 => Cell::Number(i64::from(self.columns.meaning.pay.get(at).is_some_and(|&pay| pay))),
            27 => text(&details.text, at),
            28 => Cell::Number(i64::from(details.own.get(at).is_some_and(|&own| own))),
            _ => Cell::Null,
        }
    }
}

fn day(details: &Details, at: usize) -> Option<i32> {
    details.day.get(at).copied()
}

/// 12 × year + month − 1.
fn month(day: i32) -> Option<i64> {
    from_days(day).map(|date| 12 * i64::from(date.year()) + i64::from(date.month()) - 1)
}

fn known(account: u32) -> Cell<'static> {
    if account == OUTSIDE { Cell::Null } else { Cell::Number(i64::from(account)) }
}

fn party(parties: &[u32], at: usize) -> Cell<'static> {
    parties.get(at).map_or(Cell::Null, |&party| known(party))
}

fn word(words: &[u32], at: usize) -> Cell<'static> {
    words.get(at).filter(|&&word| word != NO_WORD).map_or(Cell::Null, |&word| Cell::Number(i64::from(word)))
}

fn text(column: &Coded, at: usize) -> Cell<'_> {
    column.get(at).map_or(Cell::Null, Cell::Text)
}

/// As the row has it, else as the account's list does.
fn country<'a>(details: &'a Details, of_row: &'a Coded, account: u32, at: usize) -> Cell<'a> {
    let of_account = || (account != OUTSIDE).then(|| details.holders.country.get(account as usize)).flatten();
    of_row.get(at).or_else(of_account).map_or(Cell::Null, Cell::Text)
}

fn named<'a>(names: &'a [String], numbers: &[u8], word: u32) -> Cell<'a> {
    let number = numbers.get(word as usize).copied().filter(|&number| number != Meaning::NONE);
    number.and_then(|number| names.get(usize::from(number))).map_or(Cell::Null, |name| Cell::Text(name))
}
