//! From the tables to arrays: what moved, in ledger order, and the entries behind it by id.

mod places;
mod reversals;
#[cfg(test)]
mod tests;
pub mod ties;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, TimestampMicrosecondType, UInt32Type};
use arrow_array::{Array, BooleanArray, PrimitiveArray, RecordBatch, StringArray};
use filature_model::{
    Account, AccountId, AccountKind, Booked, Channel, Currency, Entry, EntryId, Leg, Legs, Money, OUTSIDE, Opening,
    Party, PaymentStatus, Place, Problem, Rates, SourceId, StatementCheck, Transactions, UNPLACED, ValueDate,
    days_from_epoch, from_days,
};

use places::Places;

use crate::build::Assembled;
use crate::tables::{self, Row};
use crate::{Case, LedgerError, build, reconcile};

/// The ledger of a case, in memory.
#[derive(Debug)]
pub struct Ledger {
    /// What moved money, in ledger order.
    pub transactions: Transactions,
    /// All entries, also those that moved nothing.
    pub book: EntryBook,
    /// Accounts, sorted by key and currency.
    pub accounts: Vec<Account>,
    /// Statements with their verdicts, in the order of sources.
    pub statements: Vec<StatementCheck>,
    /// Problems, in the order of sources.
    pub problems: Vec<Problem>,
    /// Exchange rates: those that its sources state, and those fixed by law.
    pub rates: Rates,
    /// Whether the tables did not hold for the sources and were built again.
    pub rebuilt: bool,
    /// Whether it is that of the evidence alone.
    pub evidence_only: bool,
}

/// The columns of the entries that say what moved.
const MOVEMENT_COLUMNS: &[&str] = &[
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
    "reference",
    "reversal",
    "same_as",
    "sequence",
    "source",
    "statement",
    "status",
    "transaction",
    "value_on",
];

fn bug(error: impl ToString) -> LedgerError {
    LedgerError::Bug(error.to_string())
}

/// The entries of a ledger, to be looked up by what they are known by.
#[derive(Debug)]
pub struct EntryBook {
    batches: Vec<RecordBatch>,
}

impl Ledger {
    /// Loads the ledger of a case; a case without sources has an empty one.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a table is not what it should be.
    pub fn load(case: &Case) -> Result<Self, LedgerError> {
        if case.sources().is_empty() {
            let book = EntryBook { batches: Vec::new() };
            let (transactions, accounts) = (Transactions::default(), Vec::new());
            let (statements, problems) = (Vec::new(), Vec::new());
            return Ok(Self {
                transactions,
                book,
                accounts,
                statements,
                problems,
                rates: Rates::default(),
                rebuilt: false,
                evidence_only: false,
            });
        }
        let rebuilt = case.ensure_ledger()?;
        let folder = case.folder().join("ledger");
        let entries = folder.join("entries.parquet");
        let batches = tables::read(&entries)?;
        let accounts = account_rows(&folder.join("accounts.parquet"))?;
        let mut statements = tables::statement_rows(&folder.join("statements.parquet"))?;
        reconcile::link(&mut statements);
        let problems = tables::problem_rows(&folder.join("problems.parquet"))?;
        let rates = tables::rate_rows(&folder.join("rates.parquet"))?;
        Ok(Self { rates, rebuilt, ..Self::new(batches, accounts, statements, problems)? })
    }

    /// What detection needs of the ledger, in half of the memory: its book knows the sources of transactions, and no more.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn load_to_detect(case: &Case) -> Result<Self, LedgerError> {
        if case.sources().is_empty() {
            return Self::load(case);
        }
        let rebuilt = case.ensure_ledger()?;
        let folder = case.folder().join("ledger");
        let batches = tables::read_columns(&folder.join("entries.parquet"), MOVEMENT_COLUMNS)?;
        let accounts = account_rows(&folder.join("accounts.parquet"))?;
        let ledger = Self::new(batches, accounts, Vec::new(), Vec::new())?;
        let sources = |batch: &RecordBatch| -> Result<RecordBatch, LedgerError> {
            let columns = ["transaction", "source"].map(|name| batch.schema().index_of(name));
            let columns: Vec<usize> = columns.into_iter().collect::<Result<_, _>>().map_err(bug)?;
            batch.project(&columns).map_err(bug)
        };
        let batches = ledger.book.batches.iter().map(sources).collect::<Result<_, _>>()?;
        Ok(Self { rebuilt, book: EntryBook { batches }, ..ledger })
    }

    /// The ledger that the sources which may be rendered give by themselves, as if no other were in the case: what a
    /// dossier may rest on. Nothing of a restricted source (no amount, no balance, no name, no match, no rate) can reach it.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn load_evidence(case: &Case) -> Result<Self, LedgerError> {
        if case.sources().iter().all(|source| source.use_.may_be_rendered()) {
            return Self::load(case);
        }
        Ok(Self { evidence_only: true, ..Self::of_assembled(build::assemble_evidence(case)?)? })
    }

    /// The ledger of sources that were settled, without the tables.
    ///
    /// # Errors
    /// A bug of ours, when columns do not fit.
    pub(crate) fn of_assembled(assembled: Assembled) -> Result<Self, LedgerError> {
        let Assembled { segments, mut checks, accounts, rates } = assembled;
        reconcile::link(&mut checks);
        let batches = segments.iter().flat_map(|segment| segment.entries.iter().cloned()).collect();
        let problems = segments.into_iter().flat_map(|segment| segment.problems).collect();
        let ledger = Self::new(batches, accounts_of(&accounts.accounts), checks, problems)?;
        Ok(Self { rates, ..ledger })
    }

    fn new(
        batches: Vec<RecordBatch>,
        accounts: Vec<Account>,
        statements: Vec<StatementCheck>,
        problems: Vec<Problem>,
    ) -> Result<Self, LedgerError> {
        let transactions = transactions(&batches, &accounts)?;
        transactions.check().map_err(|error| LedgerError::Bug(error.to_string()))?;
        Ok(Self {
            transactions,
            book: EntryBook { batches },
            accounts,
            statements,
            problems,
            rates: Rates::default(),
            rebuilt: false,
            evidence_only: false,
        })
    }
}

impl EntryBook {
    /// The entries of each of these transactions, in the order of sources and rows. Entries that another row
    /// already shows are among them.
    ///
    /// # Errors
    /// A bug of ours, when a row cannot be read back.
    pub fn entries(&self, wanted: &BTreeSet<String>) -> Result<BTreeMap<String, Vec<(SourceId, Entry)>>, LedgerError> {
        let mut found = BTreeMap::<String, Vec<(SourceId, Entry)>>::new();
        for batch in &self.batches {
            let ids = column_text(batch, "transaction")?;
            for at in (0..ids.len()).filter(|&at| ids.is_valid(at)) {
                if let Some(id) = wanted.get(ids.value(at)) {
                    let row = Row { batch, at };
                    let entry =
                        entry(&row).ok_or_else(|| LedgerError::Bug(format!("entry {id} cannot be read back")))?;
                    found.entry(id.clone()).or_default().push(entry);
                }
            }
        }
        Ok(found)
    }

    /// Transaction ids of names that people use: a transaction's id, or an entry's `SOURCE:ROW`. A name that is both
    /// is the transaction; one that nothing answers to is not in the answer.
    ///
    /// # Errors
    /// A bug of ours, when the tables have not the columns that they should.
    pub fn find<'a>(&self, names: &BTreeSet<&'a str>) -> Result<BTreeMap<&'a str, String>, LedgerError> {
        let mut places = HashMap::<(u32, String), &'a str>::new();
        for name in names {
            if let Ok(entry) = name.parse::<EntryId>() {
                places.insert((entry.row, entry.source.to_string()), name);
            }
        }
        let rows_asked: BTreeSet<u32> = places.keys().map(|(row, _)| *row).collect();
        let (mut by_id, mut by_place) = (BTreeMap::new(), BTreeMap::new());
        for batch in &self.batches {
            let (ids, sources) = (column_text(batch, "transaction")?, column_text(batch, "source")?);
            let rows = column::<UInt32Type>(batch, "row")?;
            for at in 0..batch.num_rows() {
                let id = ids.value(at);
                if let Some(name) = names.get(id) {
                    by_id.entry(*name).or_insert_with(|| id.to_owned());
                }
                if rows_asked.contains(&rows.value(at))
                    && let Some(name) = places.get(&(rows.value(at), sources.value(at).to_owned()))
                {
                    by_place.insert(*name, id.to_owned());
                }
            }
        }
        by_place.extend(by_id);
        Ok(by_place)
    }

    /// The entries of each of these transactions by their ids alone, in the order of sources and rows.
    ///
    /// # Errors
    /// A bug of ours, when the tables have not the columns that they should.
    pub fn entry_ids(&self, wanted: &BTreeSet<&str>) -> Result<BTreeMap<String, Vec<EntryId>>, LedgerError> {
        let mut found = BTreeMap::<String, Vec<EntryId>>::new();
        for batch in &self.batches {
            let (ids, sources) = (column_text(batch, "transaction")?, column_text(batch, "source")?);
            let rows = column::<UInt32Type>(batch, "row")?;
            for at in (0..ids.len()).filter(|&at| wanted.contains(ids.value(at))) {
                if let Ok(source) = sources.value(at).parse() {
                    found.entry(ids.value(at).to_owned()).or_default().push(EntryId { source, row: rows.value(at) });
                }
            }
        }
        Ok(found)
    }

    /// The sources that each of these transactions rests on.
    ///
    /// # Errors
    /// A bug of ours, when the tables have not the columns that they should.
    pub fn sources(&self, wanted: &BTreeSet<&str>) -> Result<BTreeMap<String, BTreeSet<SourceId>>, LedgerError> {
        let mut found = BTreeMap::<String, BTreeSet<SourceId>>::new();
        for batch in &self.batches {
            let (ids, sources) = (column_text(batch, "transaction")?, column_text(batch, "source")?);
            for at in (0..ids.len()).filter(|&at| wanted.contains(ids.value(at))) {
                if let Ok(source) = sources.value(at).parse() {
                    found.entry(ids.value(at).to_owned()).or_default().insert(source);
                }
            }
        }
        Ok(found)
    }

    /// The sources of which any row names one of these accounts, also a row that moved no money: a cancelled payment puts an
    /// account into the case all the same.
    ///
    /// # Errors
    /// A bug of ours, when the tables have not the columns that they should.
    pub fn sources_naming(&self, accounts: &BTreeSet<&str>) -> Result<BTreeSet<SourceId>, LedgerError> {
        let mut found = BTreeSet::new();
        for batch in &self.batches {
            let sources = column_text(batch, "source")?;
            let (debtors, creditors) = (column_text(batch, "debtor")?, column_text(batch, "creditor")?);
            let names = |column: &StringArray, at: usize| column.is_valid(at) && accounts.contains(column.value(at));
            for at in (0..batch.num_rows()).filter(|&at| names(debtors, at) || names(creditors, at)) {
                if let Ok(source) = sources.value(at).parse() {
                    found.insert(source);
                }
            }
        }
        Ok(found)
    }

    /// How many entries each source has.
    ///
    /// # Errors
    /// A bug of ours, when the tables have not the columns that they should.
    pub fn count_by_source(&self) -> Result<BTreeMap<SourceId, u64>, LedgerError> {
        let mut counts = BTreeMap::new();
        for batch in &self.batches {
            tables::count_runs(column_text(batch, "source")?, &mut counts);
        }
        Ok(counts)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn column_text<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a StringArray, LedgerError> {
    batch
        .column_by_name(name)
        .and_then(|column| column.as_string_opt::<i32>())
        .ok_or_else(|| LedgerError::Bug(format!("entries.parquet has no column {name}")))
}

fn column<'a, T: arrow_array::types::ArrowPrimitiveType>(
    batch: &'a RecordBatch,
    name: &str,
) -> Result<&'a PrimitiveArray<T>, LedgerError> {
    batch
        .column_by_name(name)
        .and_then(|column| column.as_primitive_opt::<T>())
        .ok_or_else(|| LedgerError::Bug(format!("entries.parquet has no column {name}")))
}

fn account_rows(path: &Path) -> Result<Vec<Account>, LedgerError> {
    Ok(tables::read(path)?.iter().flat_map(accounts_of).collect())
}

fn accounts_of(batch: &RecordBatch) -> Vec<Account> {
    let account = |at: usize| {
        let row = Row { batch, at };
        let text = |name: &str| row.text(name).map(str::to_owned);
        Account {
            id: AccountId::written(row.text("account").unwrap_or_default()),
            currency: row.text("currency").and_then(|code| code.parse().ok()),
            holder: text("holder"),
            country: text("country"),
            city: text("city"),
            kind: row.text("kind").and_then(AccountKind::from_word),
            opening: row.i64("opening_minor").map(|minor| Opening { minor, on: row.date("opening_on") }),
            in_case: row.flag("in_case").unwrap_or_default(),
            hub: row.flag("hub").unwrap_or_default(),
        }
    };
    (0..batch.num_rows()).map(account).collect()
}

/// One entry on its way to being a transaction.
struct Side<'a> {
    id: &'a str,
    legs: Legs,
    debtor: Option<&'a str>,
    creditor: Option<&'a str>,
    amount_minor: i64,
    currency: Currency,
    received: Option<(i64, Currency)>,
    leg: Leg,
    /// Its value date in days since 1970, where that is another day than the one of its booking.
    value_on: Option<i32>,
    channel: Channel,
    /// Where it was done, as [`Places`] has it.
    place: u32,
}

fn transactions(batches: &[RecordBatch], accounts: &[Account]) -> Result<Transactions, LedgerError> {
    let mut ids: Vec<&AccountId> = accounts.iter().map(|account| &account.id).collect();
    ids.dedup();
    let index: HashMap<&str, u32> = ids.iter().map(|id| id.as_str()).zip(0_u32..).collect();
    let mut sides = Vec::new();
    let mut lists = HashMap::<(&str, u32), u32>::new();
    let mut places = Places::default();
    for batch in batches {
        read_sides(batch, &mut lists, &mut places, &mut sides)?;
    }
    let mut pairs = HashMap::<&str, usize>::new();
    let mut joined: Vec<Joined> = Vec::with_capacity(sides.len());
    for (at, (side, is_pair)) in sides.iter().enumerate() {
        match is_pair.then(|| pairs.get(side.id).copied()).flatten() {
            Some(first) => joined[first].other = Some(at),
            None => {
                if *is_pair {
                    pairs.insert(side.id, joined.len());
                }
                joined.push(Joined { at_micros: 0, side: at, other: None });
            }
        }
    }
    drop(pairs);
    for pair in &mut joined {
        let at = |side: usize| sides[side].0.leg.at_micros;
        pair.at_micros = pair.other.map_or(at(pair.side), |other| at(pair.side).min(at(other)));
    }
    joined.sort_unstable_by_key(|pair| (pair.at_micros, pair.side));
    let mut ledger =
        Transactions { in_case: vec![false; ids.len()], hub: vec![false; ids.len()], ..Transactions::default() };
    for account in accounts {
        if let Some(&at) = index.get(account.id.as_str()) {
            ledger.in_case[at as usize] |= account.in_case;
            ledger.hub[at as usize] |= account.hub;
        }
    }
    ledger.accounts = ids.into_iter().cloned().collect();
    for pair in joined {
        push(&mut ledger, &index, &sides[pair.side].0, pair.other.map(|other| &sides[other].0));
    }
    places.write(&mut ledger, accounts, &index);
    ledger.openings = openings(&ledger, accounts, &index);
    ledger.reversals = reversals::of(batches, &ledger)?;
    Ok(ledger)
}

/// One or two sides of a transaction, by their places in the order of sources and rows.
struct Joined {
    at_micros: i64,
    side: usize,
    other: Option<usize>,
}

fn push(ledger: &mut Transactions, index: &HashMap<&str, u32>, side: &Side<'_>, other: Option<&Side<'_>>) {
    let find = |account: Option<&str>| account.and_then(|account| index.get(account).copied()).unwrap_or(OUTSIDE);
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
        (false, find(debtor), debit.map_or(side.value_on, |debit| debit.value_on)),
        (true, find(creditor), credit.map_or(side.value_on, |credit| credit.value_on)),
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
    ledger.ids.push(side.id.to_owned());
    ledger.debtor.push(find(debtor));
    ledger.creditor.push(find(creditor));
    ledger.amount_minor.push(side.amount_minor);
    ledger.currency.push(side.currency);
    ledger.received.push(side.received);
    ledger.debited.push(debit_leg);
    ledger.credited.push(credit_leg);
    ledger.channel.push(match (side.channel, other_channel) {
        (Channel::Other, Some(other)) => other,
        (channel, _) => channel,
    });
}

/// Reads the rows of a batch that moved money; each with whether it is half of a pair.
fn read_sides<'a>(
    batch: &'a RecordBatch,
    lists: &mut HashMap<(&'a str, u32), u32>,
    places: &mut Places<'a>,
    sides: &mut Vec<(Side<'a>, bool)>,
) -> Result<(), LedgerError> {
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
    let filled = |name: &str| text(name).map(|column| Some(column).filter(|column| column.null_count() < column.len()));
    let (countries, cities) = (filled("country")?, filled("city")?);
    let known = |column: &'a StringArray, at: usize| column.is_valid(at).then(|| column.value(at));
    let (mut last_currency, mut last_list) = (("", Currency::EUR), (("", 0), u32::MAX));
    for at in 0..batch.num_rows() {
        if same_as.is_valid(at) || known(status, at).is_some_and(|word| word != PaymentStatus::Paid.word()) {
            continue;
        }
        // Runs of one currency and one list are the rule: looking each up once is most of the speed.
        let code = currencies.value(at);
        if last_currency.0 != code {
            let currency = code.parse().map_err(|_| LedgerError::Bug(format!("entries.parquet: currency {code}")))?;
            last_currency = (code, currency);
        }
        let statement = if statements.is_valid(at) { statements.value(at) } else { u32::MAX };
        if last_list.0 != (sources.value(at), statement) {
            let next = u32::try_from(lists.len()).unwrap_or(u32::MAX);
            last_list = ((sources.value(at), statement), *lists.entry((sources.value(at), statement)).or_insert(next));
        }
        let sequence = if sequences.is_valid(at) { sequences.value(at) } else { Leg::NO_SEQUENCE };
        let other_currency = known(received_currencies, at).and_then(|code| code.parse::<Currency>().ok());
        let side = Side {
            id: ids.value(at),
            legs: Legs::from_word(legs.value(at)).unwrap_or(Legs::Both),
            debtor: known(debtors, at),
            creditor: known(creditors, at),
            amount_minor: amounts.value(at),
            currency: last_currency.1,
            received: other_currency.map(|currency| (received.value(at), currency)),
            leg: Leg { at_micros: instants.value(at), list: last_list.1, sequence },
            value_on: value_days
                .is_valid(at)
                .then(|| value_days.value(at))
                .filter(|&value_on| value_on != booked_days.value(at)),
            channel: known(channels, at).and_then(Channel::from_word).unwrap_or_default(),
            place: places
                .of(countries.and_then(|column| known(column, at)), cities.and_then(|column| known(column, at))),
        };
        sides.push((side, joined_by.is_valid(at)));
    }
    Ok(())
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

fn entry(row: &Row<'_>) -> Option<(SourceId, Entry)> {
    let text = |name: &str| row.text(name).map(str::to_owned);
    let place = Place { message: row.u32("message"), row: row.u32("row"), line: row.u32("line") };
    let days = row.batch.column_by_name("booked_on")?.as_primitive_opt::<Date32Type>()?.value(row.at);
    let booked = Booked {
        at_micros: row.micros("booked_at")?,
        on: from_days(days)?,
        has_time: row.flag("has_time").unwrap_or_default(),
    };
    let amount = Money { minor: row.i64("amount_minor")?, currency: row.text("currency")?.parse().ok()? };
    let mut entry = Entry::new(place, Legs::from_word(row.text("legs")?)?, booked, amount);
    let party = |side: &str| Party {
        account: row.text(side).map(AccountId::written),
        name: text(&format!("{side}_name")),
        country: text(&format!("{side}_country")),
    };
    entry.statement = row.u32("statement");
    entry.transaction = text("transaction");
    entry.value_on = row.date("value_on");
    entry.sequence = row.i64("sequence");
    entry.received = row
        .i64("received_minor")
        .zip(row.text("received_currency").and_then(|code| code.parse().ok()))
        .map(|(minor, currency)| Money { minor, currency });
    entry.debtor = party("debtor");
    entry.creditor = party("creditor");
    entry.channel = row.text("channel").and_then(Channel::from_word);
    entry.text = text("text");
    entry.reference = text("reference");
    entry.status = row.text("status").and_then(PaymentStatus::from_word).unwrap_or_default();
    entry.reversal = row
        .batch
        .column_by_name("reversal")?
        .as_boolean_opt()
        .is_some_and(|flags: &BooleanArray| flags.is_valid(row.at) && flags.value(row.at));
    entry.debtor_balance_minor = row.i64("debtor_balance_minor");
    entry.creditor_balance_minor = row.i64("creditor_balance_minor");
    Some((row.text("source")?.parse().ok()?, entry))
}
