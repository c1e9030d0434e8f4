//! The messages on accounts: camt.053, camt.052 and camt.054. Each part of one (`Stmt`, `Rpt`, `Ntfctn`) speaks of an
//! account and holds its entries.

mod balance;
mod batch;
pub(super) mod channel;
mod entry;
mod head;
mod paths;
mod statement;
mod summary;

use filature_model::{AccountId, EntryColumns, Problem, SourceId, Statement};

use super::kind::Message;
use super::refuse;
use super::tags::Tag;
use crate::{Reading, Refusal};
pub(super) use head::read_booked;

use entry::{Context, EntryDraft};
use statement::StatementDraft;

/// What was read so far, and the part and the entry that are open.
pub(super) struct Reports {
    source: SourceId,
    message: Message,
    container: Tag,
    /// The depth of the children of the open part.
    base: usize,
    open: Option<Open>,
    entry: EntryDraft,
    rows: u32,
    columns: EntryColumns,
    statements: Vec<Statement>,
    problems: Vec<Problem>,
    /// When the message was made, by its header.
    made: Option<String>,
}

/// The open part.
struct Open {
    draft: StatementDraft,
    /// Its account, once an entry has asked for it.
    account: Option<AccountId>,
}

impl Reports {
    /// Nothing read yet.
    pub(super) fn new(source: SourceId, message: Message, container: Tag) -> Self {
        Self {
            source,
            message,
            container,
            base: 0,
            open: None,
            entry: EntryDraft::default(),
            rows: 0,
            columns: EntryColumns::new(source),
            statements: Vec::new(),
            problems: Vec::new(),
            made: None,
        }
    }

    /// Whether texts are to be collected.
    pub(super) fn wants_text(&self, path: &[Tag]) -> bool {
        self.open.is_some() || path.contains(&Tag::GrpHdr)
    }

    /// Opens the last element of the path, which stands on `line`.
    pub(super) fn start(&mut self, path: &[Tag], line: impl FnOnce() -> u32) {
        match (&mut self.open, path) {
            (None, [.., container, part]) if *container == self.container && *part == self.message.part() => {
                let ordinal = u32::try_from(self.statements.len()).unwrap_or(u32::MAX);
                self.open = Some(Open { draft: StatementDraft::new(ordinal, line()), account: None });
                self.base = path.len();
            }
            (Some(open), path) => match path.get(self.base..) {
                Some([Tag::Ntry]) => self.entry.begin(line()),
                Some([Tag::Ntry, Tag::TxDtls] | [Tag::Ntry, Tag::NtryDtls, Tag::TxDtls]) => {
                    self.entry.begin_payment(line());
                }
                Some([Tag::Bal]) => open.draft.begin_balance(line()),
                _ => {}
            },
            _ => {}
        }
    }

    /// Takes in the text of the last element of the path.
    pub(super) fn leaf(&mut self, path: &[Tag], text: &str, currency: &str) {
        match (&mut self.open, path) {
            (Some(open), path) => match path.get(self.base..).unwrap_or(&[]) {
                [Tag::Ntry, rest @ ..] => self.entry.leaf(rest, text, currency),
                rest => open.draft.leaf(rest, text, currency),
            },
            (None, [.., Tag::GrpHdr, Tag::CreDtTm]) => self.made = Some(text.to_owned()),
            _ => {}
        }
    }

    /// Closes the last element of the path.
    pub(super) fn end(&mut self, path: &[Tag]) -> Result<(), Refusal> {
        let Some(open) = &mut self.open else { return Ok(()) };
        match path.get(self.base..) {
            Some([Tag::Ntry]) => self.end_entry(),
            Some([Tag::Bal]) => {
                open.draft.end_balance();
                Ok(())
            }
            Some([]) => self.end_part(),
            _ => Ok(()),
        }
    }

    fn end_entry(&mut self) -> Result<(), Refusal> {
        let Some(Open { draft, account }) = &mut self.open else { return Ok(()) };
        if account.is_none() {
            *account = draft.account();
        }
        let Some(account) = account.as_ref() else { return Err(no_account(draft.line)) };
        let made = draft.made.as_deref().or(self.made.as_deref());
        let context = Context {
            source: self.source,
            statement: draft.ordinal,
            row: self.rows,
            line: self.entry.line,
            sequence: draft.entries,
            account: account.as_str(),
            holder: draft.holder(),
            currency: draft.currency(),
            // A statement is made days or months after what it shows.
            made: made.filter(|_| self.message != Message::Statement),
        };
        let rows = match self.entry.finish(context, &mut self.columns, &mut self.problems) {
            Ok(rows) => rows,
            Err(problem) => {
                self.problems.push(problem);
                draft.unreadable_rows = draft.unreadable_rows.saturating_add(1);
                1
            }
        };
        let (is_credit, amount) = self.entry.sign_and_amount();
        draft.summary.count(is_credit, amount);
        draft.entries += i64::from(rows);
        self.rows = self.rows.saturating_add(rows);
        Ok(())
    }

    fn end_part(&mut self) -> Result<(), Refusal> {
        let Some(Open { draft, .. }) = self.open.take() else { return Ok(()) };
        let line = draft.line;
        let statement = draft.finish(self.source, self.message, &mut self.problems).ok_or_else(|| no_account(line))?;
        self.statements.push(statement);
        Ok(())
    }

    /// All that was read, with these problems of the file beside.
    pub(super) fn finish(mut self, mut problems: Vec<Problem>) -> Result<Reading, Refusal> {
        if self.statements.is_empty() {
            return Err(self.message.without_parts());
        }
        problems.append(&mut self.problems);
        problems.sort_by_key(|problem| problem.place.line);
        Ok(Reading {
            format: self.message.format(),
            entries: vec![self.columns.finish()?],
            statements: self.statements,
            accounts: Vec::new(),
            rates: Vec::new(),
            problems,
        })
    }
}

fn no_account(line: u32) -> Refusal {
    refuse(
        line,
        "A statement does not say of which account it is (Acct/Id).",
        "Ask the bank for the statement with its account number.",
    )
}
