//! The bank's XML: a `Cube` with a `time` holds a `Cube` with a `currency` and a `rate` for each of them.

use std::sync::Arc;

use filature_model::{Currency, Place, ProblemCode, SourceId};
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::dates::{A_DAY, day};
use super::list::{Found, List, is_unpublished};
use crate::iso20022::encoding::{count_lines, decode};
use crate::{Format, Reading, Refusal};

/// How much of a file is looked at to tell what it is.
const SNIFF_BYTES: usize = 2_048;

/// More elements inside each other than this are an attack: the layout needs four.
const DEPTH_LIMIT: usize = 32;

const ASK_AGAIN: &str = "Take the file again from where it was published; nothing of it was taken.";

/// Whether the bytes look like reference rates of the European Central Bank in XML.
///
/// ```
/// use filature_intake::rates;
/// assert!(rates::looks_like(b"<gesmes:Envelope xmlns='http://www.ecb.int/vocabulary/2002-08-01/eurofxref'>"));
/// assert!(!rates::looks_like(b"<Document>"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(SNIFF_BYTES)];
    let Ok(decoded) = decode(head) else { return false };
    let text = decoded.text.trim_start();
    text.starts_with('<') && ["gesmes:Envelope", "/eurofxref"].iter().any(|mark| text.contains(mark))
}

/// Reads `eurofxref-daily.xml`, `eurofxref-hist-90d.xml` or `eurofxref-hist.xml`. Rows are counted by rate.
///
/// # Errors
/// A [`Refusal`], and nothing is taken, when the file is no well-formed XML, declares a document type, ends early, or
/// states no rate that can be read.
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Reading, Refusal> {
    let decoded = decode(bytes)?;
    let mut walk = Walk {
        list: List::new(source, Format::EcbRates),
        line: 1,
        days: Vec::new(),
        rows: 0,
        sender: None,
        in_name: false,
        column: "rate".into(),
    };
    for &line in &decoded.bad_lines {
        let place = Place { line: Some(line), ..Place::default() };
        walk.list.problem(place, ProblemCode::BadEncoding, "", "", decoded.encoding);
    }
    walk.run(&decoded.text)?;
    walk.list.finish()
}

struct Walk {
    list: List,
    line: u32,
    /// For each open element the day that holds in it.
    days: Vec<Day>,
    rows: u32,
    /// Who sends the file, as `gesmes:name` says.
    sender: Option<Arc<str>>,
    in_name: bool,
    column: Arc<str>,
}

/// The day of a `Cube`.
#[derive(Clone, Copy)]
enum Day {
    /// None was said yet.
    None,
    /// It was said and cannot be read: its rates are counted under that one problem.
    Bad,
    /// It.
    On(Date),
}

impl Walk {
    fn run(&mut self, text: &str) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut counted = 0;
        loop {
            let before = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
            self.line = self.line.saturating_add(count_lines(&text.as_bytes()[counted..before]));
            counted = before;
            match reader.read_event().map_err(|error| self.malformed(&error))? {
                Event::Start(start) => self.start(&start)?,
                Event::End(_) => {
                    self.days.pop();
                    self.in_name = false;
                }
                Event::Text(text) if self.in_name && self.sender.is_none() => {
                    self.sender = Some(text.trim()).filter(|text| !text.is_empty()).map(Into::into);
                }
                Event::DocType(_) => {
                    return Err(
                        self.refuse("The file declares a document type, which no table of rates needs.".to_owned())
                    );
                }
                Event::Eof => break,
                _ => {}
            }
        }
        match self.days.is_empty() {
            true => Ok(()),
            false => Err(self.refuse("The file ends in the middle of an element.".to_owned())),
        }
    }

    fn refuse(&self, what: String) -> Refusal {
        Refusal::new(what, ASK_AGAIN).at(Place { line: Some(self.line), ..Place::default() })
    }

    fn malformed(&self, error: &dyn std::fmt::Display) -> Refusal {
        self.refuse(format!("The file is not well-formed XML: {error}."))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.days.len() >= DEPTH_LIMIT {
            return Err(self.refuse("Elements are nested deeper than in any table of rates.".to_owned()));
        }
        let name = start.local_name().into_inner();
        self.in_name = name == "name";
        let mut day_here = self.days.last().copied().unwrap_or(Day::None);
        if name == "Cube" {
            if let Some(time) = self.attribute(start, "time")? {
                day_here = self.day_of(&time);
            }
            if let Some(code) = self.attribute(start, "currency")? {
                let rate = self.attribute(start, "rate")?.unwrap_or_default();
                self.rate(day_here, &code, &rate);
            }
        }
        self.days.push(day_here);
        Ok(())
    }

    fn attribute(&self, start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
        match start.try_get_attribute(name) {
            Ok(attribute) => Ok(attribute.map(|attribute| attribute.value.trim().to_owned())),
            Err(error) => Err(self.malformed(&error)),
        }
    }

    fn day_of(&mut self, time: &str) -> Day {
        match day(time) {
            Some(on) => Day::On(on),
            None => {
                let place = Place { line: Some(self.line), ..Place::default() };
                self.list.problem(place, ProblemCode::BadDate, "time", time, A_DAY);
                Day::Bad
            }
        }
    }

    fn rate(&mut self, on: Day, code: &str, written: &str) {
        let place = Place { line: Some(self.line), row: Some(self.rows), message: None };
        self.rows = self.rows.saturating_add(1);
        let on = match on {
            Day::On(on) => on,
            Day::Bad => return,
            Day::None => return self.list.problem(place, ProblemCode::MissingField, "time", "", A_DAY),
        };
        let Ok(currency) = code.parse::<Currency>() else {
            return self.list.problem(place, ProblemCode::BadCurrency, "currency", code, "a code of ISO 4217");
        };
        if !is_unpublished(written) {
            let (column, stated_by) = (Arc::clone(&self.column), self.sender.clone());
            self.list.state(&Found { currency, on, place, column: &column, written, stated_by: stated_by.as_ref() });
        }
    }
}
