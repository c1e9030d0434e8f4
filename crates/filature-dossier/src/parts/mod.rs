//! The parts of the document, one file each, and their order.

mod annexes;
mod finding_flag;
mod finding_flow;
mod finding_members;
mod findings;
mod front;
mod lead_accounts;
mod lead_statements;
mod leads;
mod problems;
mod received;
pub mod sealed;
mod short;
mod statements;
mod trace_asserted;
mod trace_breaks;
mod trace_caps;
mod trace_columns;
mod trace_doubts;
mod trace_exchange;
mod trace_flow;
mod trace_hubs;
mod trace_located;
mod trace_paths;
mod trace_requisitions;
mod trace_restitution;
mod trace_rules;
mod trace_sums;
mod trace_view;
mod traces;
mod transfers;

use filature_model::Language;

use crate::DossierError;
use crate::catalogue::Catalogue;
use crate::document::{Block, Document, Figure, Ground, Grounds, Inline, Link, Part, Set};
use crate::format;
use crate::markup::link;
use crate::select::Selected;
use crate::wording::{self, Pair};

/// Where each part stands, known before any is written, so that each can point to the others.
pub struct Places {
    numbered: Vec<(&'static str, String)>,
    language: Language,
}

impl Places {
    fn new(selected: &Selected, language: Language) -> Self {
        let content = &selected.content;
        let body = [
            ("how", true),
            ("short", true),
            ("received", !content.sources.is_empty()),
            ("statements", !content.statements.is_empty()),
            ("problems", !content.problems.is_empty()),
            ("leads", !content.leads.is_empty() || content.flags_run > 0),
            ("findings", !content.findings.findings.is_empty() || content.findings.transactions_examined > 0),
            ("traces", !content.traces.is_empty()),
        ];
        let annexes = [("entries", !content.entries.is_empty()), ("hashes", !content.sources.is_empty())];
        let present = |parts: &[(&'static str, bool)]| -> Vec<&'static str> {
            parts.iter().filter(|(_, is_there)| *is_there).map(|(name, _)| *name).collect()
        };
        let mut numbered: Vec<(&'static str, String)> =
            (1_u32..).zip(present(&body)).map(|(number, name)| (name, number.to_string())).collect();
        numbered.extend(('A'..='Z').zip(present(&annexes)).map(|(letter, name)| (name, letter.to_string())));
        Self { numbered, language }
    }

    /// The number of a part, if it is there.
    pub fn number(&self, name: &str) -> Option<&str> {
        self.numbered.iter().find(|(known, _)| *known == name).map(|(_, number)| number.as_str())
    }

    /// Grounds of what was counted from a part; the first part stands in for one that is not there.
    pub fn counted(&self, name: &str) -> Grounds {
        Grounds::of(Ground::Part(self.link(name)))
    }

    /// The way to a part.
    pub fn link(&self, name: &str) -> Link {
        let name = if self.number(name).is_some() { name } else { "how" };
        let number = self.number(name).unwrap_or("1");
        let word = if number.starts_with(|c: char| c.is_ascii_digit()) { wording::PART } else { wording::ANNEX };
        link(format!("{} {number}", word.pick(self.language)), name)
    }

    /// A part with its heading.
    pub fn part(&self, name: &'static str, title: Pair, blocks: Vec<Block>) -> Part {
        let number = self.number(name).unwrap_or_default();
        let number = match number.starts_with(|c: char| c.is_ascii_alphabetic()) {
            true => format!("{} {number}", wording::ANNEX.pick(self.language)),
            false => number.to_owned(),
        };
        Part {
            anchor: name.to_owned(),
            number,
            title: title.pick(self.language),
            under: Vec::new(),
            in_contents: true,
            level: 2,
            blocks,
        }
    }
}

/// What every part is written with.
pub struct Desk<'a> {
    /// What may be shown, and how much may not.
    pub selected: &'a Selected,
    /// The rows and how they are cited.
    pub catalogue: &'a Catalogue<'a>,
    /// Where parts stand.
    pub places: &'a Places,
    /// The language.
    pub language: Language,
}

impl Desk<'_> {
    /// A wording.
    pub fn say(&self, pair: Pair) -> String {
        pair.pick(self.language)
    }

    /// A count, grounded in a part.
    pub fn count(&self, number: u64, part: &str) -> Inline {
        Inline::Figure(Figure::count(number, self.language, self.places.counted(part)))
    }

    /// A count about the document itself.
    pub fn tally(&self, number: usize) -> Inline {
        Inline::Words(format::count(number as u64, self.language))
    }

    /// A day.
    pub fn day(&self, date: jiff::civil::Date) -> Inline {
        Inline::Words(format::day(date, self.language))
    }

    /// A day in a table.
    pub fn short_day(&self, date: jiff::civil::Date) -> Inline {
        Inline::Words(format::short_day(date, self.language))
    }

    /// A day that is written as text.
    pub fn day_text(&self, text: &str) -> Inline {
        Inline::Data(format::day_text(text, self.language))
    }
}

/// The longest citation that may stand in one line beside two accounts or four amounts.
const LONGEST_TIGHT: usize = 46;

/// How a column of citations is set: in one line each where all are short; a long exhibit reference must break.
fn set_of_places(places: impl IntoIterator<Item = String>) -> Set {
    let short = places.into_iter().all(|place| place.chars().count() <= LONGEST_TIGHT);
    if short { Set::Tight } else { Set::Left }
}

/// The whole document.
pub fn build(selected: &Selected, language: Language) -> Result<Document, DossierError> {
    let catalogue = Catalogue::new(&selected.content, language);
    let places = Places::new(selected, language);
    let desk = Desk { selected, catalogue: &catalogue, places: &places, language };
    let content = &selected.content;
    let mut parts = vec![front::how_to_read(&desk), short::in_short(&desk)?];
    if places.number("received").is_some() {
        parts.push(received::received(&desk));
    }
    if places.number("statements").is_some() {
        parts.push(statements::statements(&desk));
    }
    if places.number("problems").is_some() {
        parts.push(problems::problems(&desk));
    }
    if places.number("leads").is_some() {
        parts.extend(leads::leads(&desk));
    }
    if places.number("findings").is_some() {
        parts.extend(findings::findings(&desk)?);
    }
    if places.number("traces").is_some() {
        parts.extend(traces::traces(&desk)?);
    }
    if places.number("entries").is_some() {
        parts.push(annexes::entries(&desk));
    }
    if places.number("hashes").is_some() {
        parts.push(annexes::hashes(&desk));
    }
    let manifest: String = content.engine_manifest.chars().take(12).collect();
    Ok(Document {
        language,
        title: content.case_name.clone(),
        overline: desk.say(wording::DOSSIER),
        particulars: front::particulars(&desk),
        running: format!("{} · {} · {manifest}", desk.say(wording::DOSSIER), content.program),
        parts,
    })
}
