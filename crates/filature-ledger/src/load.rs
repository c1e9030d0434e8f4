//! From the tables to arrays: what moved, in ledger order, and the entries behind it by id.

mod called_off;
pub mod lines;
mod places;
mod reversals;
pub mod rows;
#[cfg(test)]
mod tests;
pub mod ties;
mod transactions;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, UInt32Type};
use arrow_array::{Array, BooleanArray, PrimitiveArray, RecordBatch, StringArray};
use filature_model::{
    Account, AccountId, AccountKind, Booked, Channel, Details, Entry, EntryId, Legs, Money, Opening, Party,
    PaymentStatus, Place, Problem, Rates, SourceId, StatementCheck, Transactions, from_days,
};

use lines::Lines;
use rows::Rows;

use crate::build::Assembled;
use crate::joins::Join;
use crate::tables::{self, Row};
use crate::{Case, LedgerError, build, details, hash_hex, reconcile};

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
        Ok(Self::load_with_lines(case)?.0)
    }

    /// The same, and which transaction each row of its book is of.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn load_with_lines(case: &Case) -> Result<(Self, Lines), LedgerError> {
        if case.sources().is_empty() {
            return Ok((Self::empty(), Lines::default()));
        }
        let rebuilt = case.ensure_ledger()?;
        let folder = case.folder().join("ledger");
        let entries = folder.join("entries.parquet");
        let batches = tables::read(&entries)?;
        let accounts = account_rows(&folder.join("accounts.parquet"))?;
        let mut statements = tables::statement_rows(&folder.join("statements.parquet"))?;
        reconcile::link(&mut statements, &reconcile::interim_sources(case.sources()));
        let problems = tables::problem_rows(&folder.join("problems.parquet"))?;
        let rates = tables::rate_rows(&folder.join("rates.parquet"))?;
        let (transactions, lines) = moved(Rows::Held(&batches), &accounts)?;
        let book = EntryBook { batches };
        let evidence_only = false;
        Ok((Self { transactions, book, accounts, statements, problems, rates, rebuilt, evidence_only }, lines))
    }

    /// What detection needs of the ledger, in a part of the memory: its book knows the sources of transactions, and no more;
    /// there are no statements, problems and rates in it.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn load_to_detect(case: &Case) -> Result<Self, LedgerError> {
        Ok(Self::load_lines(case)?.0)
    }

    /// The same with what the files say of transactions and accounts beside the money, position by position, and the rates.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn load_with_details(case: &Case) -> Result<(Self, Details), LedgerError> {
        let (mut ledger, lines) = Self::load_lines(case)?;
        if case.sources().is_empty() {
            return Ok((ledger, Details::default()));
        }
        let folder = case.folder().join("ledger");
        ledger.rates = tables::rate_rows(&folder.join("rates.parquet"))?;
        let entries = folder.join("entries.parquet");
        let details = details::of(Rows::File(&entries), &lines, &ledger)?;
        Ok((ledger, details))
    }

    /// [`Ledger::load`], and what the files say beside the money, for who needs both statements and names: all of it in memory.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn load_whole_with_details(case: &Case) -> Result<(Self, Details), LedgerError> {
        let (ledger, lines) = Self::load_with_lines(case)?;
        if case.sources().is_empty() {
            return Ok((ledger, Details::default()));
        }
        let details = details::of(Rows::Held(&ledger.book.batches), &lines, &ledger)?;
        Ok((ledger, details))
    }

    fn load_lines(case: &Case) -> Result<(Self, Lines), LedgerError> {
        if case.sources().is_empty() {
            return Ok((Self::empty(), Lines::default()));
        }
        let rebuilt = case.ensure_ledger()?;
        let folder = case.folder().join("ledger");
        let entries = folder.join("entries.parquet");
        let accounts = account_rows(&folder.join("accounts.parquet"))?;
        let (transactions, lines) = moved(Rows::File(&entries), &accounts)?;
        let book = EntryBook { batches: tables::read_columns(&entries, &["transaction", "source"])? };
        Ok((Self { transactions, book, accounts, rebuilt, ..Self::empty() }, lines))
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

    /// [`Ledger::load_evidence`], and what those sources say beside the money.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn load_evidence_with_details(case: &Case) -> Result<(Self, Details), LedgerError> {
        let (ledger, details) = Self::of_assembled_with_details(build::assemble_evidence(case)?)?;
        Ok((Self { evidence_only: true, ..ledger }, details))
    }

    /// The ledger of sources that were settled, without the tables.
    ///
    /// # Errors
    /// A bug of ours, when columns do not fit.
    pub(crate) fn of_assembled(assembled: Assembled) -> Result<Self, LedgerError> {
        Ok(Self::lines_of_assembled(assembled)?.0)
    }

    /// The same with its details.
    ///
    /// # Errors
    /// A bug of ours, when columns do not fit.
    pub(crate) fn of_assembled_with_details(assembled: Assembled) -> Result<(Self, Details), LedgerError> {
        let (ledger, lines) = Self::lines_of_assembled(assembled)?;
        let details = details::of(Rows::Held(&ledger.book.batches), &lines, &ledger)?;
        Ok((ledger, details))
    }

    fn lines_of_assembled(assembled: Assembled) -> Result<(Self, Lines), LedgerError> {
        let Assembled { segments, checks: mut statements, accounts, rates } = assembled;
        reconcile::link(&mut statements, &reconcile::interim_segments(&segments));
        let batches: Vec<RecordBatch> =
            segments.iter().flat_map(|segment| segment.entries.held().iter().cloned()).collect();
        let problems = segments.into_iter().flat_map(|segment| segment.problems).collect();
        let accounts = accounts_of(&accounts.accounts);
        let (transactions, lines) = moved(Rows::Held(&batches), &accounts)?;
        let book = EntryBook { batches };
        Ok((Self { transactions, book, accounts, statements, problems, rates, ..Self::empty() }, lines))
    }

    fn empty() -> Self {
        Self {
            transactions: Transactions::default(),
            book: EntryBook { batches: Vec::new() },
            accounts: Vec::new(),
            statements: Vec::new(),
            problems: Vec::new(),
            rates: Rates::default(),
            rebuilt: false,
            evidence_only: false,
        }
    }
}

/// What moved money, held against what the arrays promise.
fn moved(rows: Rows<'_>, accounts: &[Account]) -> Result<(Transactions, Lines), LedgerError> {
    let (transactions, lines) = transactions::transactions(rows, accounts)?;
    transactions.check().map_err(|error| LedgerError::Bug(error.to_string()))?;
    Ok((transactions, lines))
}

impl EntryBook {
    /// The entries as they stand in the table, in the schema of [`filature_model::schema::entries`].
    pub fn batches(&self) -> &[RecordBatch] {
        &self.batches
    }

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

    /// The accounts on which rows that record a whole transfer speak: they need no statement to be seen.
    pub fn accounts_of_lists(&self) -> BTreeSet<&str> {
        let mut accounts = BTreeSet::new();
        for batch in &self.batches {
            let texts = ["legs", "debtor", "creditor"].map(|name| column_text(batch, name));
            let [Ok(legs), Ok(debtors), Ok(creditors)] = texts else { continue };
            for at in (0..legs.len()).filter(|&at| legs.value(at) == Legs::Both.word()) {
                accounts.extend(
                    [debtors, creditors].into_iter().filter(|side| side.is_valid(at)).map(|side| side.value(at)),
                );
            }
        }
        accounts
    }

    /// The entries that another row already shows, by source and row: they move no money.
    pub fn shown_twice(&self) -> BTreeSet<(String, u32)> {
        let mut shown = BTreeSet::new();
        for batch in &self.batches {
            let Ok(same_as) = column_text(batch, "same_as") else { continue };
            for row in (0..same_as.len()).filter(|&at| same_as.is_valid(at)).map(|at| Row { batch, at }) {
                shown.extend(row.text("source").map(str::to_owned).zip(row.u32("row")));
            }
        }
        shown
    }

    /// The lines that were taken for the two sides of one transfer, in the order of transactions.
    pub fn joins(&self) -> Vec<Join> {
        let mut sides = BTreeMap::<&str, (Option<EntryId>, Option<EntryId>, &str)>::new();
        for batch in &self.batches {
            let Ok(grounds) = column_text(batch, "joined_by") else { continue };
            for at in (0..grounds.len()).filter(|&at| grounds.is_valid(at)) {
                let row = Row { batch, at };
                let id = row.text("source").and_then(|source| source.parse::<SourceId>().ok()).zip(row.u32("row"));
                let (Some(transaction), Some((source, row_number))) = (row.text("transaction"), id) else { continue };
                let entry = EntryId { source, row: row_number };
                let known = sides.entry(transaction).or_insert((None, None, grounds.value(at)));
                let side = if row.text("legs") == Some(Legs::Debit.word()) { &mut known.0 } else { &mut known.1 };
                *side = Some(entry);
            }
        }
        let join = |(transaction, (debit, credit, ground)): (&str, (Option<EntryId>, Option<EntryId>, &str))| {
            Some(Join {
                transaction: transaction.to_owned(),
                debit: debit?,
                credit: credit?,
                ground: ground.to_owned(),
            })
        };
        sides.into_iter().filter_map(join).collect()
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

    /// The documents that rows give the holders of these accounts, each as a hash: enough to say that two are one, whatever the
    /// writing and the case. The numbers themselves go no further.
    ///
    /// # Errors
    /// A bug of ours, when the tables have not the columns that they should.
    pub fn documents(
        &self,
        accounts: &BTreeSet<AccountId>,
    ) -> Result<BTreeMap<AccountId, BTreeSet<String>>, LedgerError> {
        let mut found = BTreeMap::<AccountId, BTreeSet<String>>::new();
        for batch in &self.batches {
            for side in ["debtor", "creditor"] {
                let holders = column_text(batch, side)?;
                let numbers = column_text(batch, &format!("{side}_document"))?;
                for at in (0..batch.num_rows()).filter(|&at| holders.is_valid(at) && numbers.is_valid(at)) {
                    let number = details::folded_document(numbers.value(at));
                    let holder = AccountId::written(holders.value(at));
                    if !number.is_empty() && accounts.contains(&holder) {
                        found.entry(holder).or_default().insert(hash_hex(number.as_bytes()));
                    }
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

    /// The entry of a row, counted over all batches, with its source; none behind the last.
    pub fn at(&self, row: usize) -> Option<(SourceId, Entry)> {
        let (batch, at) = self.row(row)?;
        entry(&Row { batch, at })
    }

    /// A text of a row beside what an entry has: `same_as`, `joined_by`, or any of [`filature_model::TextColumn`].
    pub fn text(&self, row: usize, column: &str) -> Option<&str> {
        let (batch, at) = self.row(row)?;
        Row { batch, at }.text(column)
    }

    /// The batch of a row, and its place in it.
    fn row(&self, row: usize) -> Option<(&RecordBatch, usize)> {
        let mut before = 0;
        for batch in &self.batches {
            if row < before + batch.num_rows() {
                return Some((batch, row - before));
            }
            before += batch.num_rows();
        }
        None
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

/// A column of texts of the entries.
///
/// # Errors
/// A bug of ours, when there is none.
pub fn column_text<'a>(batch: &'a RecordBatch, name: &str) -> Result<&'a StringArray, LedgerError> {
    batch
        .column_by_name(name)
        .and_then(|column| column.as_string_opt::<i32>())
        .ok_or_else(|| LedgerError::Bug(format!("entries.parquet has no column {name}")))
}

/// A column of numbers, days or instants of the entries.
///
/// # Errors
/// A bug of ours, when there is none.
pub fn column<'a, T: arrow_array::types::ArrowPrimitiveType>(
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
            opened_on: row.date("opened_on"),
            birth_on: row.date("birth_on"),
            phone: text("phone"),
            email: text("email"),
            device: text("device"),
            address: text("address"),
            introducer: text("introducer"),
            bank: text("bank"),
            signatories: text("signatories"),
            closed_on: row.date("closed_on"),
            in_register: row.flag("in_register").unwrap_or_default(),
        }
    };
    (0..batch.num_rows()).map(account).collect()
}

fn entry(row: &Row<'_>) -> Option<(SourceId, Entry)> {
    let text = |name: &str| row.text(name).map(str::to_owned);
    let place = Place { message: row.u32("message"), row: row.u32("row"), line: row.u32("line") };
    let days = row.batch.column_by_name("booked_on")?.as_primitive_opt::<Date32Type>()?.value(row.at);
    let booked = Booked {
        at_micros: row.micros("booked_at")?,
        on: from_days(days)?,
        has_time: row.flag("has_time").unwrap_or_default(),
        offset_minutes: row.i16("offset_minutes").unwrap_or_default(),
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
