use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Int64Array, RecordBatch};
use arrow_select::filter::filter_record_batch;
use filature_model::{Account, AccountId, EntryId, Problem, SourceId, Statement, naming};
use jiff::civil::Date;

use super::rows::{self, Found, each};
use super::watch::Watch;
use super::{Withheld, batches};
use crate::LedgerError;
use crate::build::{Entries, Segment};
use crate::tables::Row;

/// Columns whose words can give away what a row shows.
const TELLING: [&str; 10] = [
    "debtor_name",
    "creditor_name",
    "city",
    "terminal",
    "text",
    "reference",
    "debtor_document",
    "creditor_document",
    "debtor_phone",
    "creditor_phone",
];
/// A word of fewer letters stands in other texts by chance.
const LEAST_LETTERS: usize = 4;

/// Takes the rows out of the segments, and all that would tell of them.
pub fn take(
    segments: &mut Vec<Segment>,
    found: &Found,
    watch: &Watch,
    protected: &BTreeMap<AccountId, Date>,
) -> Result<Withheld, LedgerError> {
    let (gone, left): (Vec<Row<'_>>, Vec<Row<'_>>) = {
        let all = batches(segments);
        each(&all).partition(|row| rows::id(row).is_some_and(|id| found.rows.contains(&id)))
    };
    let mut withheld = Withheld {
        rows: gone.iter().filter_map(rows::id).collect(),
        transactions: found.transactions.clone(),
        touched: touched(&gone, protected),
        files: files(&gone),
        terms: only(&TELLING, &gone, &left),
        unknown: only(&["debtor", "creditor"], &gone, &left),
        ..Withheld::default()
    };
    let shown: BTreeSet<(EntryId, Option<u32>)> =
        left.iter().filter_map(|row| Some((rows::id(row)?, row.u32("line")))).collect();
    let of_gone: BTreeSet<(SourceId, u32)> =
        gone.iter().filter_map(|row| Some((rows::id(row)?.source, row.u32("statement")?))).collect();
    drop((gone, left));
    withheld.terms.retain(|term| term.chars().count() >= LEAST_LETTERS);
    withheld.terms.extend(withheld.transactions.iter().filter(|id| id.chars().count() >= LEAST_LETTERS).cloned());
    for segment in segments.iter_mut() {
        let had = (segment.entries.rows(), segment.statements.len());
        statements(segment, &of_gone, &mut withheld);
        entries(segment, &withheld)?;
        let is_touched = had != (segment.entries.rows(), segment.statements.len());
        problems(segment, is_touched, &shown, watch, &mut withheld);
        if is_touched && segment.entries.rows() == 0 && segment.statements.is_empty() {
            withheld.sources.insert(segment.source);
        }
    }
    let stated: BTreeSet<&str> =
        segments.iter().flat_map(|segment| &segment.statements).map(|known| known.account.as_str()).collect();
    withheld.unknown.retain(|account| !stated.contains(account.as_str()));
    segments.retain(|segment| !withheld.sources.contains(&segment.source));
    for segment in segments {
        accounts(&mut segment.accounts, &withheld, watch, protected);
    }
    Ok(withheld)
}

/// The first withheld day of each account on such a row, and of each that is protected.
fn touched(gone: &[Row<'_>], protected: &BTreeMap<AccountId, Date>) -> BTreeMap<String, Date> {
    let mut touched: BTreeMap<String, Date> =
        protected.iter().map(|(account, from)| (account.as_str().to_owned(), *from)).collect();
    for row in gone {
        let day = [row.date("booked_on"), row.date("value_on")].into_iter().flatten().min().unwrap_or(Date::MIN);
        for account in ["debtor", "creditor"].into_iter().filter_map(|side| row.text(side)) {
            let first = touched.entry(account.to_owned()).or_insert(day);
            // Of a protected account only the days from its own day on are withheld, whatever a value date says.
            if !protected.contains_key(&AccountId::written(account)) {
                *first = day.min(*first);
            }
        }
    }
    touched
}

/// The first withheld day in each file.
fn files(gone: &[Row<'_>]) -> BTreeMap<SourceId, Date> {
    let mut files = BTreeMap::new();
    for row in gone {
        let day = [row.date("booked_on"), row.date("value_on")].into_iter().flatten().min().unwrap_or(Date::MIN);
        let Some(id) = rows::id(row) else { continue };
        let first = files.entry(id.source).or_insert(day);
        *first = day.min(*first);
    }
    files
}

/// What stands in these columns of rows that go, and of none that stay.
fn only(columns: &[&str], gone: &[Row<'_>], left: &[Row<'_>]) -> BTreeSet<String> {
    let words = |rows: &[Row<'_>]| -> BTreeSet<String> {
        let of =
            |row: &Row<'_>| columns.iter().filter_map(|name| row.text(name)).map(str::to_owned).collect::<Vec<_>>();
        rows.iter().flat_map(of).collect()
    };
    // The same name in other letters is no other name.
    let left: BTreeSet<String> = words(left).iter().map(|word| naming::apart(word)).collect();
    words(gone).into_iter().filter(|word| !left.contains(&naming::apart(word))).collect()
}

/// Statements that hold such a row, or cover such a day of such an account.
fn statements(segment: &mut Segment, of_gone: &BTreeSet<(SourceId, u32)>, withheld: &mut Withheld) {
    let before = segment.statements.len();
    let source = segment.source;
    let stays = |statement: &Statement| {
        let last = [statement.to, statement.closing.and_then(|closing| closing.on)].into_iter().flatten().max();
        let covers = |first: &Date| last.is_none_or(|last| last >= *first);
        !of_gone.contains(&(source, statement.ordinal))
            && !withheld.touched.get(statement.account.as_str()).is_some_and(covers)
    };
    segment.statements.retain(stays);
    withheld.statements += u64::try_from(before - segment.statements.len()).unwrap_or(u64::MAX);
}

fn entries(segment: &mut Segment, withheld: &Withheld) -> Result<(), LedgerError> {
    let Entries::Held(batches) = &mut segment.entries else {
        return Err(LedgerError::Bug("entries were not opened before rows were withheld".to_owned()));
    };
    let is_list = segment.statements.is_empty();
    for batch in batches {
        let stays = |at: usize| {
            let id = rows::id(&Row { batch, at });
            Some(!id.is_some_and(|id| withheld.rows.contains(&id)))
        };
        let kept = filter_record_batch(batch, &(0..batch.num_rows()).map(stays).collect::<BooleanArray>())?;
        *batch = without_balances(&kept, withheld, is_list)?;
    }
    Ok(())
}

/// Takes out balances that would tell, by their difference, what is missing between them. A list without statements has one implied
/// by its balances: there all of an account go.
fn without_balances(batch: &RecordBatch, withheld: &Withheld, is_list: bool) -> Result<RecordBatch, LedgerError> {
    let mut columns = batch.columns().to_vec();
    for (account, balance) in [("debtor", "debtor_balance_minor"), ("creditor", "creditor_balance_minor")] {
        let Ok(place) = batch.schema().index_of(balance) else { continue };
        let value = |at: usize| {
            let row = Row { batch, at };
            let first = row.text(account).and_then(|account| withheld.touched.get(account));
            let tells = first.is_some_and(|first| is_list || row.date("booked_on").is_none_or(|day| day >= *first));
            row.i64(balance).filter(|_| !tells)
        };
        let made: ArrayRef = Arc::new((0..batch.num_rows()).map(value).collect::<Int64Array>());
        columns[place] = made;
    }
    Ok(RecordBatch::try_new(batch.schema(), columns)?)
}

/// Problems that are, or may be, of what is withheld.
fn problems(
    segment: &mut Segment,
    is_touched: bool,
    shown: &BTreeSet<(EntryId, Option<u32>)>,
    watch: &Watch,
    withheld: &mut Withheld,
) {
    let source = segment.source;
    let lines: BTreeSet<u32> =
        shown.iter().filter(|(id, _)| id.source == source).filter_map(|(_, line)| *line).collect();
    let rows: BTreeSet<u32> = shown.iter().filter(|(id, _)| id.source == source).map(|(id, _)| id.row).collect();
    let is_of_shown = |problem: &Problem| match (problem.place.row, problem.place.line) {
        (Some(row), _) => rows.contains(&row),
        (None, Some(line)) => lines.contains(&line),
        (None, None) => false,
    };
    let phrases: Vec<naming::Phrase> =
        withheld.terms.iter().chain(&withheld.unknown).filter_map(|term| naming::Phrase::of(term)).collect();
    let before = segment.problems.len();
    segment.problems.retain(|problem| {
        let texts = [&problem.found, &problem.expected];
        let tells = |text: &&String| {
            let words = naming::apart(text);
            withheld.terms.iter().chain(&withheld.unknown).any(|term| text.contains(term))
                || phrases.iter().any(|phrase| phrase.is_in(&words))
        };
        let named = |text: &&String| watch.is_named_in(text);
        let of_shown = is_of_shown(problem);
        (of_shown || !(is_touched || texts.iter().any(named))) && !texts.iter().any(tells)
    });
    withheld.problems += u64::try_from(before - segment.problems.len()).unwrap_or(u64::MAX);
}

/// What lists say of the accounts: of protected people nothing that has no day, of accounts known by withheld rows alone nothing.
fn accounts(listed: &mut Vec<Account>, withheld: &Withheld, watch: &Watch, protected: &BTreeMap<AccountId, Date>) {
    let first_day = watch.first_day();
    let is_other = |account: &Account| {
        !protected.contains_key(&account.id) && account.holder.as_deref().is_some_and(|name| watch.is_held_by(name))
    };
    listed.retain(|account| {
        let is_new = account.opened_on.is_none_or(|day| Some(day) >= first_day);
        let goes = withheld.unknown.contains(account.id.as_str()) || (is_other(account) && is_new);
        !goes
    });
    for account in listed {
        let from = protected.get(&account.id).copied().or(first_day.filter(|_| is_other(account)));
        if let Some(from) = from {
            strip(account, from);
        }
    }
}

/// Leaves of an account what was so before a day, and what does not tell where its holder is or with whom.
pub fn strip(account: &mut Account, from: Date) {
    let kept = account.clone();
    *account = Account {
        holder: kept.holder,
        kind: kept.kind,
        hub: kept.hub,
        in_case: kept.in_case,
        birth_on: kept.birth_on,
        opening: kept.opening.filter(|opening| opening.on.is_some_and(|on| on < from)),
        opened_on: kept.opened_on.filter(|day| *day < from),
        ..Account::new(kept.id, kept.currency)
    };
}
