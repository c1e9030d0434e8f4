//! The ledger as a document may show it: of the evidence alone, without what is withheld to protect a person.
//!
//! ```text
//! sources ─► settled ─► rows that name a protected person from their day on ─┐ with all rows of the same transactions
//!               │                                                            ▼
//!               └────────────► taken out: rows, statements, problems, particulars ─► ledger ─► what is found in it
//! ```
//!
//! Rows are taken out after the files were settled against each other and before anything follows from them, so that no sum, balance,
//! account or finding can hold what is not shown. In doubt, out: a statement that covers such a day of an account on such a row is left
//! out whole, since its balances would tell the missing sum; a problem without a row of its own, in a file with such rows, likewise.
//!
//! A person is known by the keys of accounts, and by the names, documents and telephones that stand beside these keys. What is
//! withheld by name can be somebody else's of the same name: it is better that too much is withheld.

mod rows;
mod taken;
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use arrow_array::RecordBatch;
use filature_model::{AccountId, Details, EntryId, SourceId};
use jiff::civil::Date;

use crate::build::{self, Segment};
use crate::erase::Filters;
use crate::said::Said;
use crate::{Case, Ledger, LedgerError};

pub(crate) use rows::id as row_id;
use watch::Watch;

/// What was taken out. It is for counting and for looking whether a text names any of it; none of it is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// The rows.
    pub rows: BTreeSet<EntryId>,
    /// The transactions that they show.
    pub transactions: BTreeSet<String>,
    /// Accounts on these rows, with the first such day: their balances from then on would tell what is missing.
    pub touched: BTreeMap<String, Date>,
    /// Accounts of which no other row speaks.
    pub unknown: BTreeSet<String>,
    /// Files of which nothing is left.
    pub sources: BTreeSet<SourceId>,
    /// Files that held such rows, each with the first day of any.
    pub files: BTreeMap<SourceId, Date>,
    /// Names, places, terminals, texts and ids that stand on these rows alone.
    pub terms: BTreeSet<String>,
    /// Whom and what each list by itself names: of two that say something else, the ledger keeps one.
    pub listed: Said,
    /// How many statements were taken out.
    pub statements: u64,
    /// How many problems.
    pub problems: u64,
}

/// The ledger that a document may rest on.
#[derive(Debug)]
pub struct Shown {
    /// The ledger.
    pub ledger: Ledger,
    /// What its files say beside the money.
    pub details: Details,
    /// What was taken out to protect people.
    pub withheld: Withheld,
}

impl Shown {
    /// Of a case in which these accounts are protected from these days on.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn of(case: &Case, protected: &BTreeMap<AccountId, Date>) -> Result<Self, LedgerError> {
        if protected.is_empty() {
            let (ledger, details) = Ledger::load_evidence_with_details(case)?;
            return Ok(Self { ledger, details, withheld: Withheld::default() });
        }
        let mut segments = build::settled_evidence(case)?;
        let rows = withheld_rows(case, &segments, protected)?;
        let mut listed = Said::default();
        segments.iter().flat_map(|segment| &segment.accounts).for_each(|account| listed.take_account(account));
        let withheld = taken::take(&mut segments, &rows, &rows.watch, protected)?;
        let withheld = Withheld { listed, ..withheld };
        let (ledger, details) = Ledger::of_assembled_with_details(build::assemble_settled(segments)?)?;
        Ok(Self { ledger: Ledger { evidence_only: true, ..ledger }, details, withheld })
    }
}

/// The transactions of the evidence that are withheld to protect the person of these accounts: what stands in a sealed annex.
///
/// # Errors
/// As [`Ledger::load`].
pub fn transactions(case: &Case, protected: &BTreeMap<AccountId, Date>) -> Result<BTreeSet<String>, LedgerError> {
    let segments = build::settled_evidence(case)?;
    Ok(rows::find(&batches(&segments), &Watch::new(protected, &segments)).transactions)
}

/// The rows of a whole ledger, intelligence too, that are withheld to protect these people: what a screen inside the house leaves out
/// as well, by the same rules as a document.
///
/// # Errors
/// When a list of accounts cannot be read again: of two that call a person by two names, the ledger keeps one.
pub fn rows(
    case: &Case,
    ledger: &Ledger,
    protected: &BTreeMap<AccountId, Date>,
) -> Result<BTreeSet<EntryId>, LedgerError> {
    let with_rows = ledger.book.count_by_source()?;
    let mut watch = Watch::new(protected, &[]);
    watch.learn_listed(ledger.statements.iter().map(|check| &check.statement), &ledger.accounts);
    let erased = Filters::all(case.folder(), &case.journal()?)?;
    for source in
        case.sources().iter().filter(|source| source.format == "accounts" && !with_rows.contains_key(&source.id))
    {
        watch.learn_listed(&[], &build::reread(case, source, &erased)?.accounts);
    }
    watch.learn(ledger.book.batches().iter());
    Ok(rows::find(&ledger.book.batches().iter().collect::<Vec<_>>(), &watch).rows)
}

fn batches(segments: &[Segment]) -> Vec<&RecordBatch> {
    segments.iter().flat_map(|segment| segment.entries.held()).collect()
}

/// The rows to take out. A row of evidence can be the other side of one that intelligence alone names: where sources differ in use,
/// the whole ledger is asked too.
fn withheld_rows(
    case: &Case,
    segments: &[Segment],
    protected: &BTreeMap<AccountId, Date>,
) -> Result<rows::Found, LedgerError> {
    let mut watch = Watch::new(protected, segments);
    if case.sources().iter().all(|source| source.use_.may_be_rendered()) {
        let found = rows::find(&batches(segments), &watch);
        return Ok(rows::Found { watch, ..found });
    }
    let all = Ledger::load(case)?;
    // A list or a statement of intelligence alone can be all that tells what they are called.
    watch.learn_listed(all.statements.iter().map(|check| &check.statement), &all.accounts);
    watch.learn(all.book.batches().iter());
    let everywhere = rows::find(&all.book.batches().iter().collect::<Vec<_>>(), &watch);
    let mut found = rows::find(&batches(segments), &watch);
    found.rows.extend(everywhere.rows);
    found.transactions.extend(everywhere.transactions);
    let found = rows::close(&batches(segments), found);
    Ok(rows::Found { watch, ..found })
}
