//! The tables of accounts and of names, from lists of accounts, statements and entries.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray, UInt64Array};
use filature_model::{
    Account, AccountFault, AccountId, Currency, Opening, Place, Problem, ProblemCode, StatementCheck, account_fault,
    days_from_epoch, schema,
};
use rayon::prelude::*;

use crate::LedgerError;
use crate::build::Segment;
use crate::tables::Row;

/// Both tables, sorted.
pub struct AccountTables {
    /// In the schema of [`schema::accounts`].
    pub accounts: RecordBatch,
    /// In the schema of [`schema::parties`].
    pub parties: RecordBatch,
}

type Key = (String, Option<Currency>);

/// What the entries say of an account.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    /// Rows that name it, repeated ones included.
    rows: u64,
    /// Rows that count.
    entries: u64,
    first_on: i32,
    last_on: i32,
    in_case: bool,
}

impl Use {
    fn join(self, other: Self) -> Self {
        if self.rows == 0 {
            return other;
        }
        if other.rows == 0 {
            return self;
        }
        Self {
            rows: self.rows + other.rows,
            entries: self.entries + other.entries,
            first_on: self.first_on.min(other.first_on),
            last_on: self.last_on.max(other.last_on),
            in_case: self.in_case || other.in_case,
        }
    }
}

/// Builds both tables. Lists of accounts that contradict each other are noted.
///
/// # Errors
/// A bug of ours, when columns do not fit.
pub fn accounts(segments: &mut [Segment], checks: &[StatementCheck]) -> Result<AccountTables, LedgerError> {
    let listed = listed(segments);
    let batches: Vec<&RecordBatch> = segments.iter().flat_map(|segment| &segment.entries).collect();
    let used = used(&batches);
    let mut rows: BTreeMap<Key, (Account, Use)> = BTreeMap::new();
    let any_listed = !listed.is_empty();
    for (key, account) in listed {
        rows.insert(key, (account, Use::default()));
    }
    for (key, use_) in used {
        // A list that gives no currency speaks of the account in whichever it is used.
        let base = if any_listed { rows.get(&(key.0.clone(), None)).map(|(account, _)| account.clone()) } else { None };
        let row = rows.entry(key.clone()).or_insert_with(|| (plain(&key), Use::default()));
        if let Some(base) = base {
            // What the list says of the account in this very currency goes before.
            row.0.fill_from(&base);
            row.0.in_case |= base.in_case;
        }
        row.0.in_case |= use_.in_case;
        row.1 = use_;
    }
    for check in checks {
        of_statement(&mut rows, check);
    }
    let unused: Vec<Key> = rows
        .iter()
        .filter(|(key, (_, use_))| key.1.is_none() && use_.rows == 0)
        .filter(|(key, _)| rows.range((key.0.clone(), None)..).nth(1).is_some_and(|(next, _)| next.0 == key.0))
        .map(|(key, _)| key.clone())
        .collect();
    unused.iter().for_each(|key| drop(rows.remove(key)));
    let tables = AccountTables { accounts: accounts_batch(&rows)?, parties: parties(&batches)? };
    note_odd(segments, &rows);
    Ok(tables)
}

/// Notes account numbers with which something is wrong, each where it first stands, and says what.
fn note_odd(segments: &mut [Segment], rows: &BTreeMap<Key, (Account, Use)>) {
    let accounts = rows.keys().map(|(account, _)| account.as_str());
    let mut odd: BTreeMap<&str, AccountFault> =
        accounts.filter_map(|account| account_fault(account).map(|fault| (account, fault))).collect();
    for segment in segments {
        if odd.is_empty() {
            return;
        }
        let mut found = BTreeMap::new();
        for batch in &segment.entries {
            for name in ["debtor", "creditor"] {
                let Some(accounts) = batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>()) else {
                    continue;
                };
                for at in (0..accounts.len()).filter(|&at| accounts.is_valid(at)) {
                    if let Some(fault) = odd.remove(accounts.value(at)) {
                        let row = Row { batch, at };
                        let place = Place { message: row.u32("message"), row: row.u32("row"), line: row.u32("line") };
                        found.insert((place.row, name), (place, accounts.value(at).to_owned(), fault));
                    }
                }
            }
        }
        for ((_, name), (place, account, fault)) in found {
            let problem = Problem::new(segment.source, place, ProblemCode::OddAccount, account, fault.to_string());
            segment.problems.push(problem.in_column(name));
        }
    }
}

fn plain(key: &Key) -> Account {
    Account::new(AccountId::written(&key.0), key.1)
}

/// The rows of lists of accounts, merged by account and currency.
fn listed(segments: &mut [Segment]) -> BTreeMap<Key, Account> {
    let mut listed = BTreeMap::<Key, Account>::new();
    for segment in segments {
        for account in &segment.accounts {
            let key = (account.id.to_string(), account.currency);
            let Some(known) = listed.get_mut(&key) else {
                listed.insert(key, account.clone());
                continue;
            };
            if !known.fill_from(account) {
                let found = account.id.as_str();
                let problem = Problem::new(segment.source, Place::default(), ProblemCode::AccountConflict, found, "");
                segment.problems.push(problem);
            }
        }
    }
    listed
}

/// Uses by currency code, then by account. Runs of one currency are the rule, so the outer map is looked up once
/// a run; the order of the inner ones never shows.
type Uses<'a> = BTreeMap<&'a str, HashMap<&'a str, Use, ahash::RandomState>>;

/// What the entries say of each account and currency, sorted.
fn used(batches: &[&RecordBatch]) -> BTreeMap<Key, Use> {
    let joined = batches
        .par_iter()
        .fold(Uses::new, |mut uses, batch| {
            count_uses(batch, &mut uses);
            uses
        })
        .reduce(Uses::new, |mut all, more| {
            for (currency, accounts) in more {
                let known = all.entry(currency).or_default();
                for (account, use_) in accounts {
                    let known = known.entry(account).or_default();
                    *known = known.join(use_);
                }
            }
            all
        });
    let mut rows: Vec<(Key, Use)> = joined
        .into_iter()
        .flat_map(|(currency, accounts)| {
            let currency = currency.parse().ok();
            accounts.into_iter().map(move |(account, use_)| ((account.to_owned(), currency), use_))
        })
        .collect();
    rows.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
    rows.into_iter().collect()
}

fn count_uses<'a>(batch: &'a RecordBatch, uses: &mut Uses<'a>) {
    let text = |name: &str| batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>());
    let days = batch.column_by_name("booked_on").and_then(|column| column.as_primitive_opt::<Date32Type>());
    let (Some(debtors), Some(creditors), Some(legs), Some(currencies), Some(same_as), Some(days)) =
        (text("debtor"), text("creditor"), text("legs"), text("currency"), text("same_as"), days)
    else {
        return;
    };
    let mut start = 0;
    while start < batch.num_rows() {
        let currency = currencies.value(start);
        let end = (start..batch.num_rows()).find(|&at| currencies.value(at) != currency).unwrap_or(batch.num_rows());
        let accounts = uses.entry(currency).or_default();
        for at in start..end {
            let day = days.value(at);
            let entries = u64::from(same_as.is_null(at));
            for (names, own) in [(debtors, "debit"), (creditors, "credit")] {
                if names.is_valid(at) {
                    let in_case = matches!(legs.value(at), "both") || legs.value(at) == own;
                    let known = accounts.entry(names.value(at)).or_default();
                    *known = known.join(Use { rows: 1, entries, first_on: day, last_on: day, in_case });
                }
            }
        }
        start = end;
    }
}

/// A statement says who holds its account, that it is in the case, and with which balance it began.
fn of_statement(rows: &mut BTreeMap<Key, (Account, Use)>, check: &StatementCheck) {
    let statement = &check.statement;
    let currency = statement.currency.or(statement.opening.map(|opening| opening.currency));
    let key = (statement.account.to_string(), currency);
    let (account, _) = rows.entry(key.clone()).or_insert_with(|| (plain(&key), Use::default()));
    account.in_case = true;
    if account.holder.is_none() {
        account.holder.clone_from(&statement.holder);
    }
    let Some(opening) = statement.opening.filter(|opening| Some(opening.currency) == currency) else { return };
    let on = statement.from.or(opening.on);
    let earlier = account.opening.is_none_or(|known| match (known.on, on) {
        (Some(known), Some(on)) => on < known,
        _ => false,
    });
    if earlier {
        account.opening = Some(Opening { minor: opening.minor, on });
    }
}

fn accounts_batch(rows: &BTreeMap<Key, (Account, Use)>) -> Result<RecordBatch, LedgerError> {
    type Get<'a, T> = &'a dyn Fn(&Account, &Use) -> T;
    let each = || rows.values();
    let maybe = |get: Get<'_, Option<String>>| -> ArrayRef {
        Arc::new(each().map(|(account, use_)| get(account, use_)).collect::<StringArray>())
    };
    let flag = |get: Get<'_, bool>| -> ArrayRef {
        Arc::new(each().map(|(account, use_)| Some(get(account, use_))).collect::<BooleanArray>())
    };
    let day = |get: Get<'_, Option<i32>>| -> ArrayRef {
        Arc::new(each().map(|(account, use_)| get(account, use_)).collect::<Date32Array>())
    };
    let used_day = |use_: &Use, day: i32| (use_.rows > 0).then_some(day);
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(rows.keys().map(|(account, _)| account))),
        maybe(&|account, _| account.currency.map(|currency| currency.to_string())),
        maybe(&|account, _| account.holder.clone()),
        maybe(&|account, _| account.country.clone()),
        maybe(&|account, _| account.city.clone()),
        maybe(&|account, _| account.kind.map(|kind| kind.word().to_owned())),
        Arc::new(each().map(|(account, _)| account.opening.map(|opening| opening.minor)).collect::<Int64Array>()),
        day(&|account, _| account.opening.and_then(|opening| opening.on).map(days_from_epoch)),
        flag(&|account, _| account.in_case),
        flag(&|account, _| account.hub),
        day(&|account, _| account.opened_on.map(days_from_epoch)),
        day(&|account, _| account.birth_on.map(days_from_epoch)),
        maybe(&|account, _| account.phone.clone()),
        maybe(&|account, _| account.email.clone()),
        maybe(&|account, _| account.device.clone()),
        maybe(&|account, _| account.address.clone()),
        maybe(&|account, _| account.introducer.clone()),
        Arc::new(UInt64Array::from_iter_values(each().map(|(_, use_)| use_.entries))),
        day(&|_, use_| used_day(use_, use_.first_on)),
        day(&|_, use_| used_day(use_, use_.last_on)),
        maybe(&|account, _| account.bank.clone()),
        maybe(&|account, _| account.signatories.clone()),
        day(&|account, _| account.closed_on.map(days_from_epoch)),
        flag(&|account, _| account.in_register),
    ];
    Ok(RecordBatch::try_new(schema::accounts(), columns)?)
}

/// Names as written, with the account that they stand beside.
fn parties(batches: &[&RecordBatch]) -> Result<RecordBatch, LedgerError> {
    let mut names = BTreeMap::<(&str, Option<&str>), u64>::new();
    for batch in batches {
        let text = |name: &str| batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>());
        for (name, account) in [("debtor_name", "debtor"), ("creditor_name", "creditor")] {
            let (Some(written), Some(accounts)) = (text(name), text(account)) else { continue };
            if written.null_count() == written.len() {
                continue;
            }
            for at in (0..written.len()).filter(|&at| written.is_valid(at)) {
                let account = accounts.is_valid(at).then(|| accounts.value(at));
                *names.entry((written.value(at), account)).or_default() += 1;
            }
        }
    }
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(names.keys().map(|(name, _)| name))),
        Arc::new(names.keys().map(|(_, account)| *account).collect::<StringArray>()),
        Arc::new(UInt64Array::from_iter_values(names.values().copied())),
    ];
    Ok(RecordBatch::try_new(schema::parties(), columns)?)
}
