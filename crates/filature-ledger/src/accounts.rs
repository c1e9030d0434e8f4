//! The tables of accounts and of names, from lists of accounts, statements and entries.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray, UInt64Array};
use filature_model::{
    Account, AccountFault, AccountId, AccountKind, Currency, Opening, Place, Problem, ProblemCode, StatementCheck,
    account_fault, days_from_epoch, schema,
};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::LedgerError;
use crate::build::{Entries, Segment};
use crate::tables::Row;

/// Both tables, sorted.
pub struct AccountTables {
    /// In the schema of [`schema::accounts`].
    pub accounts: RecordBatch,
    /// In the schema of [`schema::parties`].
    pub parties: RecordBatch,
}

type Key = (String, Option<Currency>);

type Rows = BTreeMap<Key, AccountRow>;

/// A row of the table of accounts.
#[derive(Debug, Default)]
struct AccountRow {
    /// What lists and statements say; most accounts are known by their number alone, and there are millions.
    said: Option<Box<Account>>,
    in_case: bool,
    use_: Use,
}

impl AccountRow {
    fn of_list(account: Account) -> Self {
        Self { in_case: account.in_case, said: Some(Box::new(account)), use_: Use::default() }
    }

    /// What is said, to be added to.
    fn said(&mut self, key: &Key) -> &mut Account {
        self.said.get_or_insert_with(|| Box::new(Account::new(AccountId::written(&key.0), key.1)))
    }
}

/// What the entries say of an account.
#[derive(Clone, Copy, Debug, Default)]
pub struct Use {
    /// Rows that name it, repeated ones included.
    pub rows: u64,
    /// Rows that count.
    pub entries: u64,
    /// The first day.
    pub first_on: i32,
    /// The last day.
    pub last_on: i32,
    /// Whether a row shows what the account did, rather than that it was named.
    pub in_case: bool,
}

impl Use {
    /// Of both.
    pub fn join(self, other: Self) -> Self {
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
    let mut rows: Rows =
        listed(segments).into_iter().map(|(key, account)| (key, AccountRow::of_list(account))).collect();
    let any_listed = !rows.is_empty();
    for (key, use_) in used(segments) {
        // A list that gives no currency speaks of the account in whichever it is used.
        let base = if any_listed { rows.get(&(key.0.clone(), None)).and_then(|row| row.said.clone()) } else { None };
        let row = rows.entry(key.clone()).or_default();
        if let Some(base) = base {
            // What the list says of the account in this very currency goes before.
            row.said(&key).fill_from(&base);
            row.in_case |= base.in_case;
        }
        row.in_case |= use_.in_case;
        row.use_ = use_;
    }
    for check in checks {
        of_statement(&mut rows, check);
    }
    let unused: Vec<Key> = rows
        .iter()
        .filter(|(key, row)| key.1.is_none() && row.use_.rows == 0)
        .filter(|(key, _)| rows.range((key.0.clone(), None)..).nth(1).is_some_and(|(next, _)| next.0 == key.0))
        .map(|(key, _)| key.clone())
        .collect();
    unused.iter().for_each(|key| drop(rows.remove(key)));
    let tables = AccountTables { accounts: accounts_batch(&rows)?, parties: parties(segments)? };
    note_odd(segments, &rows)?;
    Ok(tables)
}

/// Notes account numbers with which something is wrong, each where it first stands, and says what.
fn note_odd(segments: &mut [Segment], rows: &Rows) -> Result<(), LedgerError> {
    let accounts: Vec<&str> = rows.keys().map(|(account, _)| account.as_str()).collect();
    let fault = |account: &&str| account_fault(account).map(|fault| (account.to_string(), fault));
    let mut odd: BTreeMap<String, AccountFault> = accounts.par_iter().filter_map(fault).collect();
    for segment in segments {
        let mut found = Vec::new();
        match &segment.entries {
            Entries::Held(batches) => batches.iter().for_each(|batch| find_odd(batch, &mut odd, &mut found)),
            Entries::Packed(packed) if odd.keys().any(|account| packed.tally().names(account)) => {
                packed.each_batch(&["row", "message", "line", "debtor", "creditor"], |batch| {
                    find_odd(&batch, &mut odd, &mut found);
                    Ok(())
                })?;
            }
            Entries::Packed(_) => {}
        }
        found.sort_by_key(|(column, place, ..)| (place.row, *column));
        for (column, place, account, fault) in found {
            let problem = Problem::new(segment.source, place, ProblemCode::OddAccount, account, fault.to_string());
            segment.problems.push(problem.in_column(column));
        }
    }
    Ok(())
}

/// An odd number: its column, its place, the number, and what is wrong with it.
type Odd = (&'static str, Place, String, AccountFault);

/// Takes the odd numbers that stand in a batch.
fn find_odd(batch: &RecordBatch, odd: &mut BTreeMap<String, AccountFault>, found: &mut Vec<Odd>) {
    if odd.is_empty() {
        return;
    }
    for column in ["debtor", "creditor"] {
        let Some(accounts) = batch.column_by_name(column).and_then(|column| column.as_string_opt::<i32>()) else {
            continue;
        };
        for at in (0..accounts.len()).filter(|&at| accounts.is_valid(at)) {
            if let Some((account, fault)) = odd.remove_entry(accounts.value(at)) {
                let row = Row { batch, at };
                let place = Place { message: row.u32("message"), row: row.u32("row"), line: row.u32("line") };
                found.push((column, place, account, fault));
            }
        }
    }
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
fn used(segments: &[Segment]) -> Vec<(Key, Use)> {
    let batches: Vec<&RecordBatch> = segments.iter().flat_map(|segment| segment.entries.held()).collect();
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
    let held = joined.into_iter().flat_map(|(currency, accounts)| {
        let currency = currency.parse().ok();
        accounts.into_iter().map(move |(account, use_)| ((account, currency), use_))
    });
    let packed = segments.iter().filter_map(|segment| segment.entries.packed());
    let packed = packed.flat_map(|packed| packed.tally().uses());
    let mut all: Vec<((&str, Option<Currency>), Use)> =
        held.chain(packed.map(|(account, currency, use_)| ((account, Some(currency)), use_))).collect();
    all.par_sort_unstable_by_key(|(key, _)| *key);
    let joined = all.chunk_by(|a, b| a.0 == b.0).filter_map(|same| {
        let ((account, currency), _) = same.first()?;
        Some(((account.to_string(), *currency), same.iter().fold(Use::default(), |all, (_, use_)| all.join(*use_))))
    });
    joined.collect()
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
fn of_statement(rows: &mut Rows, check: &StatementCheck) {
    let statement = &check.statement;
    let currency = statement.currency.or(statement.opening.map(|opening| opening.currency));
    let key = (statement.account.to_string(), currency);
    let row = rows.entry(key.clone()).or_default();
    row.in_case = true;
    let account = row.said(&key);
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

fn accounts_batch(rows: &Rows) -> Result<RecordBatch, LedgerError> {
    // There may be millions: the columns are made side by side, from rows that stand in a row.
    type Column<'a> = Box<dyn Fn() -> ArrayRef + Sync + 'a>;
    let rows: Vec<(&Key, &AccountRow)> = rows.iter().collect();
    let keys = || rows.iter().map(|(key, _)| *key);
    let said = || rows.iter().map(|(_, row)| row.said.as_deref());
    let uses = || rows.iter().map(|(_, row)| row.use_);
    let maybe = |get: fn(&Account) -> Option<&str>| -> Column<'_> {
        Box::new(move || Arc::new(said().map(|account| account.and_then(get)).collect::<StringArray>()))
    };
    let flag = |get: fn(&AccountRow) -> bool| -> Column<'_> {
        let rows = &rows;
        Box::new(move || Arc::new(rows.iter().map(|(_, row)| Some(get(row))).collect::<BooleanArray>()))
    };
    let day = |get: fn(&Account) -> Option<Date>| -> Column<'_> {
        Box::new(move || {
            Arc::new(said().map(|account| account.and_then(get).map(days_from_epoch)).collect::<Date32Array>())
        })
    };
    let used_day = |get: fn(Use) -> i32| -> Column<'_> {
        Box::new(move || Arc::new(uses().map(|use_| (use_.rows > 0).then(|| get(use_))).collect::<Date32Array>()))
    };
    let currency = |key: &Key| key.1.map(|code| code.to_string());
    let opening = |account: Option<&Account>| account?.opening.map(|opening| opening.minor);
    let columns: Vec<Column<'_>> = vec![
        Box::new(|| Arc::new(StringArray::from_iter_values(keys().map(|(account, _)| account)))),
        Box::new(|| Arc::new(keys().map(currency).collect::<StringArray>())),
        maybe(|account| account.holder.as_deref()),
        maybe(|account| account.country.as_deref()),
        maybe(|account| account.city.as_deref()),
        maybe(|account| account.kind.map(AccountKind::word)),
        Box::new(|| Arc::new(said().map(opening).collect::<Int64Array>())),
        day(|account| account.opening.and_then(|opening| opening.on)),
        flag(|row| row.in_case),
        flag(|row| row.said.as_deref().is_some_and(|account| account.hub)),
        day(|account| account.opened_on),
        day(|account| account.birth_on),
        maybe(|account| account.phone.as_deref()),
        maybe(|account| account.email.as_deref()),
        maybe(|account| account.device.as_deref()),
        maybe(|account| account.address.as_deref()),
        maybe(|account| account.introducer.as_deref()),
        Box::new(|| Arc::new(UInt64Array::from_iter_values(uses().map(|use_| use_.entries)))),
        used_day(|use_| use_.first_on),
        used_day(|use_| use_.last_on),
        maybe(|account| account.bank.as_deref()),
        maybe(|account| account.signatories.as_deref()),
        day(|account| account.closed_on),
        flag(|row| row.said.as_deref().is_some_and(|account| account.in_register)),
    ];
    let columns = columns.par_iter().map(|column| column()).collect();
    Ok(RecordBatch::try_new(schema::accounts(), columns)?)
}

/// Names as written, with the account that they stand beside.
fn parties(segments: &[Segment]) -> Result<RecordBatch, LedgerError> {
    let mut names = HashMap::<(&str, Option<&str>), u64, ahash::RandomState>::default();
    for batch in segments.iter().flat_map(|segment| segment.entries.held()) {
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
    let packed = segments.iter().filter_map(|segment| segment.entries.packed());
    let mut all: Vec<((&str, Option<&str>), u64)> =
        names.into_iter().chain(packed.flat_map(|packed| packed.tally().named())).collect();
    all.par_sort_unstable();
    let joined: Vec<_> = all
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, rows)| rows).sum::<u64>())))
        .collect();
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(joined.iter().map(|((name, _), _)| name))),
        Arc::new(joined.iter().map(|((_, account), _)| *account).collect::<StringArray>()),
        Arc::new(UInt64Array::from_iter_values(joined.iter().map(|(_, rows)| *rows))),
    ];
    Ok(RecordBatch::try_new(schema::parties(), columns)?)
}
