//! Walks through the events of the XML reader and hands each text to the account or payment it is of.

use filature_model::{Place, Problem, ProblemCode, SourceId};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::encoding::{Decoded, count_lines};
use super::kind::{self, Message};
use super::payment::Payments;
use super::refuse;
use super::report::Reports;
use super::tags::Tag;
use crate::{Reading, Refusal};

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

/// What the first message of the file is read into. A message of another kind in the same file is a problem.
enum Body {
    Reports(Box<Reports>),
    Payments(Box<Payments>),
}

struct Walk {
    source: SourceId,
    line: u32,
    path: Vec<Tag>,
    /// The message named by the namespace of the open `Document`.
    namespace: Option<String>,
    text: String,
    currency: String,
    is_leaf: bool,
    wants_text: bool,
    container: Option<Tag>,
    body: Option<Body>,
    problems: Vec<Problem>,
}

impl Walk {
    fn new(source: SourceId) -> Self {
        Self {
            source,
            line: 1,
            path: Vec::new(),
            namespace: None,
            text: String::new(),
            currency: String::new(),
            is_leaf: false,
            wants_text: false,
            container: None,
            body: None,
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
        match (tag, self.path.last()) {
            (Tag::Document, _) => self.namespace = self.namespace(start)?,
            (_, Some(Tag::Document)) if self.container != Some(tag) => self.begin_message(tag, local)?,
            _ if self.container != Some(tag) && Message::of_container(tag).is_some() => {
                self.begin_message(tag, local)?
            }
            _ => {}
        }
        self.path.push(tag);
        match &mut self.body {
            Some(Body::Reports(reports)) => reports.start(&self.path, self.line),
            Some(Body::Payments(payments)) => payments.start(&self.path, self.line),
            None => {}
        }
        self.wants_text = match &self.body {
            Some(Body::Reports(reports)) => reports.wants_text(&self.path),
            Some(Body::Payments(payments)) => payments.wants_text(),
            None => false,
        };
        self.is_leaf = true;
        self.text.clear();
        self.currency.clear();
        if self.wants_text && is_amount(tag) {
            let currency = start.try_get_attribute("Ccy").map_err(|error| self.not_well_formed(&error))?;
            self.currency.push_str(currency.as_ref().map_or("", |currency| currency.value.trim()));
        }
        Ok(())
    }

    fn not_well_formed(&self, error: &dyn std::fmt::Display) -> Refusal {
        refuse(self.line, format!("The file is not well-formed XML: {error}."), ASK_AGAIN)
    }

    /// The message that the element's own namespace names.
    fn namespace(&self, start: &BytesStart<'_>) -> Result<Option<String>, Refusal> {
        let declaration = match start.name().prefix() {
            Some(prefix) => format!("xmlns:{}", prefix.into_inner()),
            None => "xmlns".to_owned(),
        };
        let attribute = start.try_get_attribute(declaration.as_str()).map_err(|error| self.not_well_formed(&error))?;
        Ok(attribute.and_then(|attribute| kind::of_namespace(attribute.value.trim()).map(str::to_owned)))
    }

    /// The first message of the file says what it is read as; one that is not read refuses the file, unless
    /// something that is read came before it.
    fn begin_message(&mut self, tag: Tag, local: &str) -> Result<(), Refusal> {
        if self.container.is_some() {
            let place = Place { line: Some(self.line), ..Place::default() };
            let found = self.namespace.as_deref().unwrap_or(local);
            let problem =
                Problem::new(self.source, place, ProblemCode::UnknownLine, found, "one kind of message a file");
            self.problems.push(problem.in_column("Document"));
            return Ok(());
        }
        let Some(message) = Message::of_container(tag) else {
            return Err(kind::refusal(self.line, self.namespace.as_deref(), local));
        };
        self.container = Some(tag);
        self.body = Some(match message {
            Message::Order | Message::Transfer => Body::Payments(Box::new(Payments::new(self.source, message, tag))),
            _ => Body::Reports(Box::new(Reports::new(self.source, message, tag))),
        });
        Ok(())
    }

    fn characters(&mut self, text: &str) -> Result<(), Refusal> {
        if self.path.is_empty() && !text.trim().is_empty() {
            return Err(refuse(self.line, "There is text outside of the XML document.", ASK_AGAIN));
        }
        if self.is_leaf && self.wants_text {
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
        if std::mem::take(&mut self.is_leaf) && self.wants_text {
            self.leaf();
        }
        match &mut self.body {
            Some(Body::Reports(reports)) => reports.end(&self.path)?,
            Some(Body::Payments(payments)) => payments.end(&self.path),
            None => {}
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
        match &mut self.body {
            Some(Body::Reports(reports)) => reports.leaf(&self.path, text, &self.currency),
            Some(Body::Payments(payments)) => payments.leaf(&self.path, text, &self.currency),
            None => {}
        }
    }

    fn finish(self) -> Result<Reading, Refusal> {
        match self.body {
            Some(Body::Reports(reports)) => reports.finish(self.problems),
            Some(Body::Payments(payments)) => payments.finish(self.problems),
            None => Err(Refusal::new(
                "The file is XML and no message of ISO 20022.",
                "Ask the bank for camt.053, the statement of the booked entries.",
            )),
        }
    }
}

/// Whether the element may carry a currency.
fn is_amount(tag: Tag) -> bool {
    matches!(tag, Tag::Amt | Tag::InstdAmt | Tag::IntrBkSttlmAmt | Tag::TtlIntrBkSttlmAmt | Tag::TtlChrgsAndTaxAmt)
}

/// A position as the XML reader counts it, inside the text whatever it says.
fn position(at: u64, text: &str) -> usize {
    usize::try_from(at).unwrap_or(text.len()).min(text.len())
}
