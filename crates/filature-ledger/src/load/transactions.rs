//! From the rows of the entries to what moved, in ledger order.
//!
//! ```text
//! rows, batch by batch ─► sides (what a row says, small) ─► joined in pairs, by time ─► Transactions
//!                                                              └► lines: which row is of which transaction
//! ```

use std::collections::{BTreeMap, HashMap};

use arrow_array::types::{Date32Type, Int64Type, TimestampMicrosecondType, UInt32Type};
use arrow_array::{Array, RecordBatch, StringArray};
use filature_model::{
    Account, AccountId, Channel, Currency, Leg, Legs, OUTSIDE, PaymentStatus, Transactions, UNPLACED, ValueDate, Words,
    days_from_epoch,
};

use super::lines::Lines;
use super::places::Places;
use super::rows::Rows;
use super::{column, column_text, reversals};
use crate::LedgerError;

/// The columns of the entries that say what moved.
const COLUMNS: &[&str] = &[
    "amount_minor",
    "booked_at",
    "booked_on",
    "channel",
    "city",
    "country",
    "creditor",
    "currency",
    "debtor",
    "joined_by",
    "legs",
    "received_currency",
    "received_minor",
    "same_as",
    "sequence",
    "source",
    "statement",
    "status",
    "transaction",
    "value_on",
];

/// A side whose value date is the day of its booking.
const NO_VALUE_DATE: i32 = i32::MIN;

/// One entry on its way to being a transaction. There are millions, so each says what it says in few bytes.
struct Side {
    leg: Leg,
    amount_minor: i64,
    received_minor: i64,
    debtor: u32,
    creditor: u32,
    /// Its value date in days since 1970, where that is another day than the one of its booking.
    value_on: i32,
    /// Where it was done, as [`Places`] has it.
    place: u32,
    /// Its row, counted over all batches.
    row: u32,
    currency: Currency,
    received_currency: Option<Currency>,
    legs: Legs,
    channel: Channel,
    is_half_of_a_pair: bool,
}

impl Side {
    fn received(&self) -> Option<(i64, Currency)> {
        self.received_currency.map(|currency| (self.received_minor, currency))
    }

    fn value_on(&self) -> Option<i32> {
        Some(self.value_on).filter(|&day| day != NO_VALUE_DATE)
    }
}

/// One or two sides of a transaction, by their places in the order of sources and rows.
struct Joined {
    at_micros: i64,
    side: u32,
    other: u32,
}

/// No other side.
const ALONE: u32 = u32::MAX;

/// What moved money, and which rows say so. `accounts` are sorted by key.
///
/// # Errors
/// A bug of ours, when the tables have not the columns that they should.
pub fn transactions(rows: Rows<'_>, accounts: &[Account]) -> Result<(Transactions, Lines), LedgerError> {
    let mut ids: Vec<&AccountId> = accounts.iter().map(|account| &account.id).collect();
    ids.dedup();
    let index: HashMap<&str, u32> = ids.iter().map(|id| id.as_str()).zip(0_u32..).collect();
    let mut read = Read::new(&index);
    rows.each(COLUMNS, |first, batch| read.batch(first, batch))?;
    let Read { sides, ids: names, places, rows: row_count, .. } = read;
    let joined = joined(&sides, &names);
    let mut ledger = Transactions {
        in_case: vec![false; ids.len()],
        hub: vec![false; ids.len()],
        ids: Vec::with_capacity(joined.len()),
        ..Transactions::default()
    };
    for account in accounts {
        if let Some(&at) = index.get(account.id.as_str()) {
            ledger.in_case[at as usize] |= account.in_case;
            ledger.hub[at as usize] |= account.hub;
        }
    }
    ledger.accounts = ids.into_iter().cloned().collect();
    let mut lines = Lines::new(row_count);
    for pair in joined {
        let side = &sides[pair.side as usize];
        let other = sides.get(pair.other as usize);
        push(&mut ledger, names.get(pair.side).unwrap_or_default(), side, other);
        match other {
            None => lines.push(side.row, None),
            Some(other) if side.legs == Legs::Debit => lines.push(side.row, Some(other.row)),
            Some(other) => lines.push(other.row, Some(side.row)),
        }
    }
    drop((sides, names));
    places.write(&mut ledger, accounts, &index);
    ledger.openings = openings(&ledger, accounts, &index);
    ledger.reversals = reversals::of(rows, &ledger)?;
    Ok((ledger, lines))
}

/// The sides as transactions, by the instant of the earlier side, then in the order of sources and rows.
fn joined(sides: &[Side], names: &Words) -> Vec<Joined> {
    let mut pairs = HashMap::<&str, usize>::new();
    let mut joined: Vec<Joined> = Vec::with_capacity(sides.len());
    for (at, side) in (0_u32..).zip(sides) {
        let name = names.get(at).unwrap_or_default();
        match side.is_half_of_a_pair.then(|| pairs.get(name).copied()).flatten() {
            Some(first) => joined[first].other = at,
            None => {
                if side.is_half_of_a_pair {
                    pairs.insert(name, joined.len());
                }
                joined.push(Joined { at_micros: 0, side: at, other: ALONE });
            }
        }
    }
    for pair in &mut joined {
        let at = sides[pair.side as usize].leg.at_micros;
        pair.at_micros = sides.get(pair.other as usize).map_or(at, |other| at.min(other.leg.at_micros));
    }
    joined.sort_unstable_by_key(|pair| (pair.at_micros, pair.side));
    joined
}

fn push(ledger: &mut Transactions, id: &str, side: &Side, other: Option<&Side>) {
    let (debit, credit) = match other {
        None => (None, None),
        Some(other) if side.legs == Legs::Debit => (None, Some(other)),
        Some(other) => (Some(other), None),
    };
    // Each side of a pair knows its own account best: the other one may have been named in another way.
    let debtor = debit.map_or(side.debtor, |debit| debit.debtor);
    let creditor = credit.map_or(side.creditor, |credit| credit.creditor);
    let (debit_leg, credit_leg) =
        (debit.map_or(side.leg, |debit| debit.leg), credit.map_or(side.leg, |credit| credit.leg));
    // Each side counts from the value date of the line from which its booking comes.
    let value_dates = [
        (false, debtor, debit.map_or(side.value_on(), Side::value_on)),
        (true, creditor, credit.map_or(side.value_on(), Side::value_on)),
    ];
    if let Ok(transaction) = u32::try_from(ledger.ids.len()) {
        for (is_credit, account, value_on) in value_dates {
            if let Some(days) = value_on.filter(|_| account != OUTSIDE) {
                let at_micros = i64::from(days) * 86_400_000_000;
                ledger.value_dates.push(ValueDate { transaction, is_credit, at_micros });
            }
        }
    }
    // The payer's line says best where it was done; where it says nothing, the payee's does.
    let known = [debit, Some(side), credit].into_iter().flatten().map(|side| side.place);
    ledger.place.push(known.min_by_key(|&place| place == UNPLACED).unwrap_or(UNPLACED));
    let other_channel = debit.or(credit).map(|other| other.channel);
    ledger.ids.push(id.to_owned());
    ledger.debtor.push(debtor);
    ledger.creditor.push(creditor);
    ledger.amount_minor.push(side.amount_minor);
    ledger.currency.push(side.currency);
    ledger.received.push(side.received());
    ledger.debited.push(debit_leg);
    ledger.credited.push(credit_leg);
    ledger.channel.push(match (side.channel, other_channel) {
        (Channel::Other, Some(other)) => other,
        (channel, _) => channel,
    });
}

/// What was read so far of the rows that moved money.
struct Read<'a> {
    /// Positions of accounts.
    index: &'a HashMap<&'a str, u32>,
    /// All sides.
    sides: Vec<Side>,
    /// The ids of their transactions, side by side; one may stand twice.
    ids: Words,
    /// Numbers of the lists that give an order, by source and statement.
    lists: HashMap<String, HashMap<u32, u32>>,
    list_count: u32,
    places: Places,
    /// Rows seen, those that moved nothing among them.
    rows: usize,
    last_list: (String, u32, u32),
}

impl<'a> Read<'a> {
    fn new(index: &'a HashMap<&'a str, u32>) -> Self {
        Self {
            index,
            sides: Vec::new(),
            ids: Words::default(),
            lists: HashMap::new(),
            list_count: 0,
            places: Places::default(),
            rows: 0,
            last_list: (String::new(), 0, u32::MAX),
        }
    }

    /// The number of a list. Runs of one list are the rule: looking each up once is most of the speed.
    fn list(&mut self, source: &str, statement: u32) -> u32 {
        if self.last_list.0 != source || self.last_list.1 != statement {
            let of_source = match self.lists.get_mut(source) {
                Some(of_source) => of_source,
                None => self.lists.entry(source.to_owned()).or_default(),
            };
            let number = *of_source.entry(statement).or_insert(self.list_count);
            self.list_count = self.list_count.max(number.saturating_add(1));
            self.last_list = (source.to_owned(), statement, number);
        }
        self.last_list.2
    }

    /// Takes the rows of a batch that moved money.
    fn batch(&mut self, first: usize, batch: &RecordBatch) -> Result<(), LedgerError> {
        let text = |name: &str| column_text(batch, name);
        let (ids, sources, legs) = (text("transaction")?, text("source")?, text("legs")?);
        let (debtors, creditors, currencies) = (text("debtor")?, text("creditor")?, text("currency")?);
        let (channels, status, same_as, joined_by) =
            (text("channel")?, text("status")?, text("same_as")?, text("joined_by")?);
        let amounts = column::<Int64Type>(batch, "amount_minor")?;
        let instants = column::<TimestampMicrosecondType>(batch, "booked_at")?;
        let (booked_days, value_days) =
            (column::<Date32Type>(batch, "booked_on")?, column::<Date32Type>(batch, "value_on")?);
        let sequences = column::<Int64Type>(batch, "sequence")?;
        let statements = column::<UInt32Type>(batch, "statement")?;
        let received = column::<Int64Type>(batch, "received_minor")?;
        let received_currencies = text("received_currency")?;
        // A column that nobody filled is not looked at a million times.
        let filled =
            |name: &str| text(name).map(|column| Some(column).filter(|column| column.null_count() < column.len()));
        let (countries, cities) = (filled("country")?, filled("city")?);
        let mut last_currency = ("", Currency::EUR);
        self.rows += batch.num_rows();
        for at in 0..batch.num_rows() {
            if same_as.is_valid(at) || known(status, at).is_some_and(|word| word != PaymentStatus::Paid.word()) {
                continue;
            }
            let code = currencies.value(at);
            if last_currency.0 != code {
                let currency =
                    code.parse().map_err(|_| LedgerError::Bug(format!("entries.parquet: currency {code}")))?;
                last_currency = (code, currency);
            }
            let statement = if statements.is_valid(at) { statements.value(at) } else { u32::MAX };
            let list = self.list(sources.value(at), statement);
            let sequence = if sequences.is_valid(at) { sequences.value(at) } else { Leg::NO_SEQUENCE };
            let account = |column| known(column, at).and_then(|account| self.index.get(account).copied());
            let value_on = value_days.is_valid(at).then(|| value_days.value(at));
            let (country, city) =
                (countries.and_then(|column| known(column, at)), cities.and_then(|column| known(column, at)));
            self.ids.push(ids.value(at));
            self.sides.push(Side {
                leg: Leg { at_micros: instants.value(at), list, sequence },
                amount_minor: amounts.value(at),
                received_minor: if received.is_valid(at) { received.value(at) } else { 0 },
                debtor: account(debtors).unwrap_or(OUTSIDE),
                creditor: account(creditors).unwrap_or(OUTSIDE),
                value_on: value_on.filter(|&day| day != booked_days.value(at)).unwrap_or(NO_VALUE_DATE),
                place: self.places.of(country, city),
                row: u32::try_from(first + at).map_err(|_| LedgerError::Bug("too many entries".to_owned()))?,
                currency: last_currency.1,
                received_currency: known(received_currencies, at).and_then(|code| code.parse().ok()),
                legs: Legs::from_word(legs.value(at)).unwrap_or(Legs::Both),
                channel: known(channels, at).and_then(Channel::from_word).unwrap_or_default(),
                is_half_of_a_pair: joined_by.is_valid(at),
            });
        }
        Ok(())
    }
}

fn known(column: &StringArray, at: usize) -> Option<&str> {
    column.is_valid(at).then(|| column.value(at))
}

/// Opening balances before the first transaction: those stated later are brought back by what was booked
/// before their day. One that no 64 bits can hold is as good as unknown.
fn openings(ledger: &Transactions, accounts: &[Account], index: &HashMap<&str, u32>) -> Vec<(u32, Currency, i64)> {
    let mut stated = BTreeMap::<(u32, Currency), (i64, i128)>::new();
    for account in accounts {
        let (Some(opening), Some(currency), Some(&at)) =
            (account.opening, account.currency, index.get(account.id.as_str()))
        else {
            continue;
        };
        let day = opening.on.map_or(i64::MIN, |on| i64::from(days_from_epoch(on)) * 86_400_000_000);
        stated.insert((at, currency), (day, i128::from(opening.minor)));
    }
    for position in 0..ledger.len() {
        let amount = i128::from(ledger.amount_minor[position]);
        let currency = ledger.currency[position];
        let (credited, credit_currency) = match ledger.received[position] {
            Some((minor, currency)) => (i128::from(minor), currency),
            None => (amount, currency),
        };
        if let Some((day, opening)) = stated.get_mut(&(ledger.debtor[position], currency))
            && ledger.debited[position].at_micros < *day
        {
            *opening += amount;
        }
        if let Some((day, opening)) = stated.get_mut(&(ledger.creditor[position], credit_currency))
            && ledger.credited[position].at_micros < *day
        {
            *opening -= credited;
        }
    }
    stated
        .into_iter()
        .filter_map(|((account, currency), (_, opening))| Some((account, currency, i64::try_from(opening).ok()?)))
        .collect()
}
