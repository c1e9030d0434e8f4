//! What `changes` lists: each row says what it is of, and which new files are behind it.

use std::collections::BTreeSet;

use filature_model::SourceId;
use serde::Serialize;

use super::figures::Figure;
use super::state::{Joined, Standing};
use super::successor::Successor;

/// What differs.
#[derive(Debug, Serialize)]
pub struct Changes {
    /// Files.
    pub sources: Sources,
    /// Entries.
    pub entries: Entries,
    /// Statements.
    pub statements: Three<Statement>,
    /// Findings.
    pub findings: Three<Item>,
    /// Leads.
    pub leads: Three<Item>,
    /// Traces.
    pub traces: Traces,
}

/// New, changed and gone.
#[derive(Debug, Serialize)]
pub struct Three<T> {
    /// Not there then.
    pub new: Vec<T>,
    /// There then and now, and not the same.
    pub changed: Vec<T>,
    /// Not there now.
    pub gone: Vec<T>,
}

/// Files that may be rendered.
#[derive(Debug, Serialize)]
pub struct Sources {
    /// New ones.
    pub new: Vec<File>,
    /// Those that may no longer be rendered.
    pub no_longer_evidence: Vec<File>,
    /// How many files are not evidence and left out of all this.
    pub left_out: usize,
}

/// A file.
#[derive(Debug, Serialize)]
pub struct File {
    /// Its id.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// Its exhibit reference.
    pub exhibit: Option<String>,
    /// Who sent it.
    pub from: Option<String>,
    /// How many entries it gave.
    pub entries: u64,
}

/// Entries.
#[derive(Debug, Serialize)]
pub struct Entries {
    /// How many there were; none where something was erased since, for then it cannot be told any more.
    pub then: Option<u64>,
    /// How many there are.
    pub now: u64,
    /// Entries of files of that time that a new one shows too: they move no money any more.
    pub no_longer_counted: Vec<String>,
    /// Entries of files of that time that move money again.
    pub counted_again: Vec<String>,
    /// Two entries, one of them known then, that are one transfer now.
    pub joined: Vec<Joined>,
    /// Two entries that were one transfer then.
    pub parted: Vec<Joined>,
}

/// A statement.
#[derive(Debug, Serialize)]
pub struct Statement {
    /// The file.
    pub source: SourceId,
    /// Its number in the file.
    pub statement: u32,
    /// How it stood.
    pub from: Option<Standing>,
    /// How it stands.
    pub to: Option<Standing>,
    /// The new files on the same account.
    pub why: BTreeSet<SourceId>,
}

/// A finding or a lead.
#[derive(Debug, Serialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it comes to; none for a lead.
    pub amount: Option<String>,
    /// Its currency.
    pub currency: Option<String>,
    /// What differs, of one that changed.
    pub differs: Vec<Field>,
    /// What took the place of one that is gone.
    pub successor: Option<Successor>,
    /// The new files behind it.
    pub why: BTreeSet<SourceId>,
}

/// What differs in one thing.
#[derive(Debug, Serialize)]
pub struct Field {
    /// What.
    pub what: &'static str,
    /// What it was.
    pub from: String,
    /// What it is.
    pub to: String,
}

/// Traces, by name.
#[derive(Debug, Serialize)]
pub struct Traces {
    /// New ones.
    pub new: Vec<String>,
    /// Those whose figures changed.
    pub changed: Vec<ChangedTrace>,
    /// Those that were not made again since the files changed: nothing can be said of their figures.
    pub not_made_again: Vec<String>,
    /// Those that are not there any more.
    pub gone: Vec<String>,
}

/// A trace whose figures changed.
#[derive(Debug, Serialize)]
pub struct ChangedTrace {
    /// Its name.
    pub name: String,
    /// The figures.
    pub figures: Vec<Figure>,
    /// The new files behind it; where none shows a payment that it names, all new files.
    pub why: BTreeSet<SourceId>,
}
