//! Walks through the events of the XML reader and hands each text to the account or payment it is of.

use std::borrow::Cow;

use filature_model::{Place, Problem, ProblemCode, SourceId};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::encoding::Decoded;
use super::kind::{self, Message};
use super::lines::Lines;
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
    let mut walk = Walk::new(source, &decoded.text);
    walk.note_bad_lines(decoded);
    walk.run(&decoded.text)?;
    walk.finish()
}

/// What the first message of the file is read into. A message of another kind in the same file is a problem.
enum Body {
    Reports(Box<Reports>),
    Payments(Box<Payments>),
}

struct Walk<'a> {
    source: SourceId,
    lines: Lines<'a>,
    path: Vec<Tag>,
    /// The message named by the namespace of the open `Document`.
    namespace: Option<String>,
    /// The text of the open element, as far as it was read: where it stands in one piece it is not copied.
    text: Cow<'a, str>,
    currency: String,
    is_leaf: bool,
    wants_text: bool,
    container: Option<Tag>,
    body: Option<Body>,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    fn new(source: SourceId, text: &'a str) -> Self {
        Self {
            source,
            lines: Lines::new(text),
            path: Vec::new(),
            namespace: None,
            text: Cow::Borrowed(""),
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

    fn run(&mut self, text: &'a str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        loop {
            self.lines.begin_event(reader.buffer_position());
            let event = reader.read_event();
            // Blanks at the start of an element's text mean nothing, nor do those behind an element; behind a
            // reference or a comment they do.
            reader.config_mut().trim_text_start = matches!(event, Ok(Event::Start(_) | Event::End(_)));
            match event {
                Ok(Event::Start(start)) => self.start(&start)?,
                Ok(Event::End(_)) => self.end()?,
                Ok(Event::Text(text)) => self.characters(text.into_inner(), Lines::of_text)?,
                Ok(Event::CData(text)) => self.characters(text.into_inner(), Lines::of_markup)?,
                Ok(Event::GeneralRef(reference)) => self.reference(&reference)?,
                Ok(Event::DocType(_)) => {
                    let what = "The file declares a document type, which no bank statement needs and which can be used to exhaust a machine.";
                    let line = self.lines.of_markup();
                    return Err(refuse(line, what, "Ask the sender for the file without a DOCTYPE."));
                }
                Ok(Event::Eof) => break,
                Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_)) => {}
                Err(error) => {
                    let line = self.lines.of_error(reader.error_position());
                    return Err(refuse(line, format!("The file is not well-formed XML: {error}."), ASK_AGAIN));
                }
            }
        }
        match self.path.is_empty() {
            true => Ok(()),
            false => Err(refuse(self.lines.of_markup(), "The file ends in the middle of an element.", ASK_AGAIN)),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.path.len() >= DEPTH_LIMIT {
            let line = self.lines.of_markup();
            return Err(refuse(line, "Elements are nested deeper than in any statement.", ASK_AGAIN));
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
        let line = || self.lines.of_markup();
        self.wants_text = match &mut self.body {
            Some(Body::Reports(reports)) => {
                reports.start(&self.path, line);
                reports.wants_text(&self.path)
            }
            Some(Body::Payments(payments)) => {
                payments.start(&self.path, line);
                payments.wants_text()
            }
            None => false,
        };
        self.is_leaf = true;
        self.text = Cow::Borrowed("");
        self.currency.clear();
        if self.wants_text && tag.is_amount() {
            let currency = start.try_get_attribute("Ccy").map_err(|error| self.not_well_formed(&error))?;
            self.currency.push_str(currency.as_ref().map_or("", |currency| currency.value.trim()));
        }
        Ok(())
    }

    fn not_well_formed(&mut self, error: &dyn std::fmt::Display) -> Refusal {
        refuse(self.lines.of_markup(), format!("The file is not well-formed XML: {error}."), ASK_AGAIN)
    }

    /// The message that the element's own namespace names.
    fn namespace(&mut self, start: &BytesStart<'_>) -> Result<Option<String>, Refusal> {
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
            let place = Place { line: Some(self.lines.of_markup()), ..Place::default() };
            let found = self.namespace.as_deref().unwrap_or(local);
            let problem =
                Problem::new(self.source, place, ProblemCode::UnknownLine, found, "one kind of message a file");
            self.problems.push(problem.in_column("Document"));
            return Ok(());
        }
        let Some(message) = Message::of_container(tag) else {
            return Err(kind::refusal(self.lines.of_markup(), self.namespace.as_deref(), local));
        };
        self.container = Some(tag);
        self.body = Some(match message {
            Message::Order | Message::Transfer => Body::Payments(Box::new(Payments::new(self.source, message, tag))),
            _ => Body::Reports(Box::new(Reports::new(self.source, message, tag))),
        });
        Ok(())
    }

    fn characters(&mut self, text: Cow<'a, str>, line: fn(&mut Lines<'a>) -> u32) -> Result<(), Refusal> {
        if self.path.is_empty() && !text.trim().is_empty() {
            return Err(refuse(line(&mut self.lines), "There is text outside of the XML document.", ASK_AGAIN));
        }
        if self.is_leaf && self.wants_text {
            match self.text.is_empty() {
                true => self.text = text,
                false => self.text.to_mut().push_str(&text),
            }
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Refusal> {
        if let Ok(Some(letter)) = reference.resolve_char_ref() {
            return self.characters(Cow::Owned(letter.into()), Lines::of_markup);
        }
        match resolve_predefined_entity(reference) {
            Some(text) => self.characters(Cow::Borrowed(text), Lines::of_markup),
            None => {
                let what = format!("The file uses the entity {:?}, which XML does not define.", &**reference);
                Err(refuse(self.lines.of_markup(), what, ASK_AGAIN))
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
        let text = if memchr::memchr(b'\n', text.as_bytes()).is_some() {
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
