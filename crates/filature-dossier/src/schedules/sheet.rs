//! A sheet before it is written: its columns, its rows, and the totals under them.

use filature_model::Language;

use super::cell::Cell;
use crate::wording::{Pair, schedules as wording};

/// Which sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Entries relied on.
    Entries,
    /// Statements, re-added.
    Statements,
    /// Leads.
    Leads,
    /// What speaks for and against leads.
    LeadStatements,
    /// Accounts of leads.
    LeadAccounts,
    /// Findings.
    Findings,
    /// Transactions of findings.
    FindingRows,
    /// Accounts of findings.
    FindingAccounts,
    /// Money followed: where it is, by each rule.
    Traces,
    /// The same, added up to each claim.
    TraceChecks,
    /// Each claim's share.
    Restitution,
    /// What to ask for next.
    Requisitions,
    /// Profiles of accounts: months by channels.
    ProfileMonths,
    /// Profiles: who paid and was paid.
    ProfileOthers,
    /// Profiles: their entries.
    ProfileRows,
    /// Files, with their hashes.
    Sources,
}

impl Key {
    /// What it is called, and what is said of it on the first sheet.
    pub fn wording(self) -> (Pair, Pair) {
        match self {
            Self::Entries => (wording::ENTRIES, wording::ABOUT_ENTRIES),
            Self::Statements => (wording::STATEMENTS, wording::ABOUT_STATEMENTS),
            Self::Leads => (wording::LEADS, wording::ABOUT_LEADS),
            Self::LeadStatements => (wording::LEAD_STATEMENTS, wording::ABOUT_LEAD_STATEMENTS),
            Self::LeadAccounts => (wording::LEAD_ACCOUNTS, wording::ABOUT_LEAD_ACCOUNTS),
            Self::Findings => (wording::FINDINGS, wording::ABOUT_FINDINGS),
            Self::FindingRows => (wording::FINDING_ROWS, wording::ABOUT_FINDING_ROWS),
            Self::FindingAccounts => (wording::FINDING_ACCOUNTS, wording::ABOUT_FINDING_ACCOUNTS),
            Self::Traces => (wording::TRACES, wording::ABOUT_TRACES),
            Self::TraceChecks => (wording::TRACE_CHECKS, wording::ABOUT_TRACE_CHECKS),
            Self::Restitution => (wording::RESTITUTION, wording::ABOUT_RESTITUTION),
            Self::Requisitions => (wording::REQUISITIONS, wording::ABOUT_REQUISITIONS),
            Self::ProfileMonths => (wording::PROFILE_MONTHS, wording::ABOUT_PROFILE_MONTHS),
            Self::ProfileOthers => (wording::PROFILE_OTHERS, wording::ABOUT_PROFILE_OTHERS),
            Self::ProfileRows => (wording::PROFILE_ROWS, wording::ABOUT_PROFILE_ROWS),
            Self::Sources => (wording::SOURCES, wording::ABOUT_SOURCES),
        }
    }
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// By what formulas name it.
    pub id: &'static str,
    /// Its heading.
    pub heading: Pair,
    /// The most characters that it is wide.
    pub widest: u16,
    /// Whether longer text goes on in further lines.
    pub wraps: bool,
    /// Whether its amounts are computed by the program, and not shown by a source.
    pub is_computed: bool,
}

impl Column {
    /// As wide as what stands in it, to a limit.
    pub fn new(id: &'static str, heading: Pair) -> Self {
        Self { id, heading, widest: 40, wraps: false, is_computed: false }
    }

    /// For text of any length.
    pub fn wrapped(id: &'static str, heading: Pair, widest: u16) -> Self {
        Self { widest, wraps: true, ..Self::new(id, heading) }
    }

    /// For amounts that the program computes.
    pub fn computed(id: &'static str, heading: Pair) -> Self {
        Self { is_computed: true, ..Self::new(id, heading) }
    }
}

/// How a row looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// As any.
    #[default]
    Plain,
    /// It is supposed, or rests on what a person asserts.
    Asserted,
    /// A total.
    Total,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// A cell a column.
    pub cells: Vec<Cell>,
    /// How it looks.
    pub look: Look,
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Self {
        Self { cells, look: Look::Plain }
    }
}

/// A table on a sheet of its own, or on several where its rows are too many for one.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Which.
    pub key: Key,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Rows of totals, apart from the others.
    pub totals: Vec<Row>,
}

impl Sheet {
    /// An empty table.
    pub fn new(key: Key, columns: Vec<Column>) -> Self {
        Self { key, columns, rows: Vec::new(), totals: Vec::new() }
    }

    /// Its name.
    pub fn name(&self, language: Language) -> String {
        self.key.wording().0.pick(language)
    }

    /// Where a column stands.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// Takes out the columns in which no row has anything.
    pub fn drop_empty(&mut self) {
        let is_used =
            |at: usize| self.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| *cell != Cell::Empty));
        let used: Vec<bool> = (0..self.columns.len()).map(is_used).collect();
        let keep = |at: &mut usize| {
            *at += 1;
            used.get(*at - 1).copied().unwrap_or(true)
        };
        let mut at = 0;
        self.columns.retain(|_| keep(&mut at));
        for row in self.rows.iter_mut().chain(&mut self.totals) {
            let mut at = 0;
            row.cells.retain(|_| keep(&mut at));
        }
    }

    /// A row of totals: a label in the first column, and cells in the columns that are named.
    pub fn total(&mut self, label: String, cells: Vec<(&'static str, Cell)>) {
        let mut made = vec![Cell::Empty; self.columns.len()];
        made.splice(..1, [Cell::Text(label)]);
        for (id, cell) in cells {
            if let Some(place) = self.position(id).and_then(|at| made.get_mut(at)) {
                *place = cell;
            }
        }
        self.totals.push(Row { cells: made, look: Look::Total });
    }
}
