//! Walks through the events of the XML reader and hands each text to the statement or entry it is of.

use filature_model::{EntryColumns, Place, Problem, ProblemCode, SourceId, Statement};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::encoding::{Decoded, count_lines};
use super::entry::{Context, EntryDraft};
use super::statement::StatementDraft;
use super::tags::Tag;
use super::{kind, refuse};
use crate::{Format, Reading, Refusal};

/// More elements inside each other than this are an attack, not a statement: the standard needs about 20.
const DEPTH_LIMIT: usize = 256;

const ASK_AGAIN: &str = "Ask the sender for the file again; nothing of it was taken.";

/// Reads the decoded file.
pub(super) fn read(source: SourceId, decoded: &Decoded<'_>) -> Result<Reading, Refusal> {
    let mut walk = Walk::new(source);
    walk.note_bad_lines(decoded);
    walk.run(&decoded.text)?;
    walk.finish()
}

struct Walk {
    source: SourceId,
    line: u32,
    path: Vec<Tag>,
    /// The depth of the open `Stmt`'s children.
    base: usize,
    /// The message named by the namespace of the open `Document`.
    message: Option<String>,
    text: String,
    currency: Option<String>,
    is_leaf: bool,
    has_container: bool,
    statement: Option<StatementDraft>,
    entry: Option<EntryDraft>,
    rows: u32,
    columns: EntryColumns,
    statements: Vec<Statement>,
    problems: Vec<Problem>,
}

impl Walk {
    fn new(source: SourceId) -> Self {
        Self {
            source,
            line: 1,
            path: Vec::new(),
            base: 0,
            message: None,
            text: String::new(),
            currency: None,
            is_leaf: false,
            has_container: false,
            statement: None,
            entry: None,
            rows: 0,
            columns: EntryColumns::new(source),
            statements: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn note_bad_lines(&mut self, decoded: &Decoded<'_>) {
        for &line in &decoded.bad_lines {
            let place = Place { line: Some(line), ..Place::default() };
            let code = ProblemCode::BadEncoding;
            self.problems.push(Problem::new(self.source, place, code, "", decoded.encoding));
        }
    }

    fn run(&mut self, text: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut counted = 0;
        loop {
            let before = position(reader.buffer_position(), text);
            self.line = self.line.saturating_add(count_lines(&text.as_bytes()[counted..before]));
            counted = before;
            let event = reader.read_event().map_err(|error| {
                let at = position(reader.error_position(), text).max(counted);
                let line = self.line.saturating_add(count_lines(&text.as_bytes()[counted..at]));
                refuse(line, format!("The file is not well-formed XML: {error}."), ASK_AGAIN)
            })?;
            match event {
                Event::Start(start) => self.start(&start)?,
                Event::End(_) => self.end()?,
                Event::Text(text) => self.characters(&text)?,
                Event::CData(text) => self.characters(&text)?,
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::DocType(_) => {
                    let what = "The file declares a document type, which no bank statement needs and which can be used to exhaust a machine.";
                    return Err(refuse(self.line, what, "Ask the sender for the file without a DOCTYPE."));
                }
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
            }
        }
        match self.path.is_empty() {
            true => Ok(()),
            false => Err(refuse(self.line, "The file ends in the middle of an element.", ASK_AGAIN)),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.path.len() >= DEPTH_LIMIT {
            return Err(refuse(self.line, "Elements are nested deeper than in any statement.", ASK_AGAIN));
        }
        let local = start.local_name().into_inner();
        let tag = Tag::of(local);
        if self.path.last() == Some(&Tag::Document) && tag != Tag::BkToCstmrStmt {
            self.other_document(local)?;
        }
        self.is_leaf = true;
        self.text.clear();
        self.currency = None;
        match (tag, self.path.last()) {
            (Tag::Document, _) => self.message = self.namespace(start)?,
            (Tag::BkToCstmrStmt, _) => self.has_container = true,
            (Tag::Stmt, Some(Tag::BkToCstmrStmt)) => self.begin_statement(),
            (Tag::Ntry, _) if self.is_child() => self.entry = Some(EntryDraft::new(self.line)),
            (Tag::Bal, _) if self.is_child() => {
                let line = self.line;
                self.statement.iter_mut().for_each(|statement| statement.begin_balance(line));
            }
            (Tag::Amt, _) if self.statement.is_some() && self.path.len() == self.base + 1 => {
                self.currency = self.attribute(start, "Ccy")?
            }
            _ => {}
        }
        self.path.push(tag);
        Ok(())
    }

    /// Whether the next element is a child of the open `Stmt`.
    fn is_child(&self) -> bool {
        self.statement.is_some() && self.path.len() == self.base
    }

    fn attribute(&self, start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
        match start.try_get_attribute(name) {
            Ok(attribute) => Ok(attribute.map(|attribute| attribute.value.trim().to_owned())),
            Err(error) => Err(refuse(self.line, format!("The file is not well-formed XML: {error}."), ASK_AGAIN)),
        }
    }

    /// The message that the element's own namespace names.
    fn namespace(&self, start: &BytesStart<'_>) -> Result<Option<String>, Refusal> {
        let declaration = match start.name().prefix() {
            Some(prefix) => format!("xmlns:{}", prefix.into_inner()),
            None => "xmlns".to_owned(),
        };
        let namespace = self.attribute(start, &declaration)?;
        Ok(namespace.as_deref().and_then(kind::of_namespace).map(str::to_owned))
    }

    /// A document that is no statement: the file is refused, unless statements came before it.
    fn other_document(&mut self, container: &str) -> Result<(), Refusal> {
        if !self.has_container {
            return Err(kind::refusal(self.line, self.message.as_deref(), container));
        }
        let place = Place { line: Some(self.line), ..Place::default() };
        let found = self.message.as_deref().unwrap_or(container);
        let problem = Problem::new(self.source, place, ProblemCode::UnknownLine, found, "BkToCstmrStmt");
        self.problems.push(problem.in_column("Document"));
        Ok(())
    }

    fn begin_statement(&mut self) {
        let ordinal = u32::try_from(self.statements.len()).unwrap_or(u32::MAX);
        self.statement = Some(StatementDraft::new(ordinal, self.line));
        self.base = self.path.len() + 1;
    }

    fn characters(&mut self, text: &str) -> Result<(), Refusal> {
        if self.path.is_empty() && !text.trim().is_empty() {
            return Err(refuse(self.line, "There is text outside of the XML document.", ASK_AGAIN));
        }
        if self.is_leaf && self.statement.is_some() {
            self.text.push_str(text);
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Refusal> {
        if let Ok(Some(letter)) = reference.resolve_char_ref() {
            return self.characters(letter.encode_utf8(&mut [0; 4]));
        }
        match resolve_predefined_entity(reference) {
            Some(text) => self.characters(text),
            None => {
                let what = format!("The file uses the entity {:?}, which XML does not define.", &**reference);
                Err(refuse(self.line, what, ASK_AGAIN))
            }
        }
    }

    fn end(&mut self) -> Result<(), Refusal> {
        // quick-xml has checked that this end has its start, by name.
        let is_leaf = std::mem::take(&mut self.is_leaf);
        if self.statement.is_some() {
            if is_leaf {
                self.leaf();
            }
            match self.path.get(self.base..) {
                Some([Tag::Ntry]) => self.end_entry()?,
                Some([Tag::Ntry, .., Tag::TxDtls]) => self.entry.iter_mut().for_each(EntryDraft::end_detail),
                Some([Tag::Bal]) => self.statement.iter_mut().for_each(StatementDraft::end_balance),
                Some([]) => self.end_statement()?,
                _ => {}
            }
        }
        self.path.pop();
        Ok(())
    }

    fn leaf(&mut self) {
        let text = self.text.trim();
        if text.is_empty() {
            return;
        }
        let joined;
        let text = if text.contains('\n') {
            joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
            joined.as_str()
        } else {
            text
        };
        let path = self.path.get(self.base..).unwrap_or(&[]);
        match (path, &mut self.entry, &mut self.statement) {
            ([Tag::Ntry, rest @ ..], Some(entry), _) => entry.leaf(rest, text, self.currency.as_deref()),
            (rest, _, Some(statement)) => statement.leaf(rest, text, self.currency.as_deref()),
            _ => {}
        }
    }

    fn end_entry(&mut self) -> Result<(), Refusal> {
        let (Some(draft), Some(statement)) = (self.entry.take(), &mut self.statement) else { return Ok(()) };
        let Some(account) = statement.account() else { return Err(no_account(statement.line)) };
        let context = Context {
            source: self.source,
            message: statement.ordinal.saturating_add(1),
            statement: statement.ordinal,
            row: self.rows,
            sequence: statement.entries,
            account: &account,
            holder: statement.holder(),
            currency: statement.currency(),
        };
        match draft.finish(&context, &mut self.problems) {
            Ok(entry) => self.columns.push(&entry),
            Err(problem) => {
                self.problems.push(problem);
                statement.unreadable_rows = statement.unreadable_rows.saturating_add(1);
            }
        }
        statement.entries += 1;
        self.rows = self.rows.saturating_add(1);
        Ok(())
    }

    fn end_statement(&mut self) -> Result<(), Refusal> {
        let Some(draft) = self.statement.take() else { return Ok(()) };
        let line = draft.line;
        let statement = draft.finish(self.source, &mut self.problems).ok_or_else(|| no_account(line))?;
        self.statements.push(statement);
        Ok(())
    }

    fn finish(mut self) -> Result<Reading, Refusal> {
        if self.statements.is_empty() {
            return Err(match self.has_container {
                true => Refusal::new(
                    "The message is a camt.053 and has no statement (Stmt) in it.",
                    "Ask the bank for the statements of the account and period of the request.",
                ),
                false => Refusal::new(
                    "The file is XML and no message of ISO 20022.",
                    "Ask the bank for camt.053, the statement of the booked entries.",
                ),
            });
        }
        self.problems.sort_by_key(|problem| problem.place.line);
        Ok(Reading {
            format: Format::Camt053,
            entries: vec![self.columns.finish()?],
            statements: self.statements,
            accounts: Vec::new(),
            rates: Vec::new(),
            problems: self.problems,
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

/// A position as the XML reader counts it, inside the text whatever it says.
fn position(at: u64, text: &str) -> usize {
    usize::try_from(at).unwrap_or(text.len()).min(text.len())
}
