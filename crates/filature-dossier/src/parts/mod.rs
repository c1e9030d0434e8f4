//! The parts of the document, one file each, and their order.

mod annexes;
mod assets;
mod calendars;
mod chronology;
mod conclusions;
mod corridors;
pub mod finding_flag;
mod finding_flow;
mod finding_members;
pub mod findings;
pub mod front;
mod lead_accounts;
mod lead_statements;
pub mod leads;
mod lists;
mod means;
mod method;
mod network;
mod network_flows;
mod problems;
mod proceeds;
mod profile_flows;
mod profile_more;
pub mod profile_tables;
pub mod profiles;
mod received;
mod requests;
pub mod sealed;
mod statements;
mod sums;
mod taken;
mod trace_asserted;
pub mod trace_breaks;
mod trace_caps;
pub mod trace_columns;
mod trace_doubts;
mod trace_exchange;
mod trace_flow;
mod trace_hubs;
mod trace_located;
mod trace_paths;
pub mod trace_requisitions;
mod trace_restitution;
mod trace_rules;
mod trace_sums;
mod trace_time;
mod trace_time_moves;
mod trace_view;
mod traces;
mod transfers;

use filature_model::Language;

use crate::DossierError;
use crate::catalogue::Catalogue;
use crate::document::{Block, Document, Figure, Ground, Grounds, Inline, Link, Part, Set};
use crate::format;
use crate::markup::link;
use crate::people::People;
use crate::select::Selected;
use crate::wording::{self, Pair};

/// Where each part stands, known before any is written, so that each can point to the others.
pub struct Places {
    numbered: Vec<(&'static str, String)>,
    language: Language,
}

impl Places {
    /// Of what is shown.
    pub fn new(selected: &Selected, language: Language) -> Self {
        let content = &selected.content;
        let traces = || content.traces.iter().map(|(_, trace)| trace);
        let body = [
            ("short", true),
            ("how", true),
            ("proceeds", content.leads.iter().any(proceeds::is_summed) && !content.activity.movements.is_empty()),
            ("means", !content.activity.whole.is_empty()),
            ("received", !content.sources.is_empty()),
            ("statements", !content.statements.is_empty()),
            ("problems", !content.problems.is_empty()),
            ("chronology", chronology::is_there(content)),
            ("leads", !content.leads.is_empty() || content.flags_run > 0),
            ("network", !content.entries.is_empty()),
            ("findings", !content.findings.findings.is_empty() || content.findings.transactions_examined > 0),
            ("traces", !content.traces.is_empty()),
            ("assets", traces().any(|trace| !trace.balances.is_empty())),
            ("taken", taken::is_there(content)),
            (
                "requests",
                !content.rights.profile.is_press()
                    && (requests::any_of_statements(&content.statements)
                        || traces().any(|trace| !trace.requisitions.is_empty())),
            ),
            ("method", true),
            ("profiles", !content.subjects.is_empty()),
        ];
        // To the press no hash of a file is shown.
        let has_hashes = !content.sources.is_empty() && !content.rights.profile.is_press();
        let annexes = [("entries", !content.entries.is_empty()), ("hashes", has_hashes)];
        let is_out = |name: &str| content.without.iter().any(|part| part.word() == name);
        let present = |parts: &[(&'static str, bool)]| -> Vec<&'static str> {
            parts.iter().filter(|(name, is_there)| *is_there && !is_out(name)).map(|(name, _)| *name).collect()
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

    /// The letter of an annex behind the others.
    pub fn next_annex(&self) -> char {
        let letters = self.numbered.iter().filter(|(_, number)| number.starts_with(|c: char| c.is_ascii_alphabetic()));
        ('A'..='Z').nth(letters.count()).unwrap_or('Z')
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

    /// The way to a part that a document can be ordered without.
    pub fn way(&self, name: &str) -> Inline {
        match self.number(name) {
            Some(_) => Inline::Link(self.link(name)),
            None => Inline::Words(wording::PART_LEFT_OUT.pick(self.language)),
        }
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
            // The conclusions have a page to themselves, so what follows them begins one too.
            new_page: matches!(
                name,
                "short" | "how" | "findings" | "traces" | "leads" | "profiles" | "entries" | "hashes" | "lists"
            ),
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
    /// Whose accounts are whose.
    pub people: &'a People,
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
    let desk = Desk { selected, catalogue: &catalogue, places: &places, people: &selected.people, language };
    let content = &selected.content;
    let mut parts = parts(&desk)?;
    let lists = lists::complete(&desk, &mut parts);
    parts.extend(lists);
    let manifest: String = content.engine_manifest.chars().take(12).collect();
    Ok(Document {
        language,
        title: content.case_name.clone(),
        overline: desk.say(wording::DOSSIER),
        particulars: front::particulars(&desk),
        running: [desk.say(wording::DOSSIER), content.program.clone(), manifest]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        parts,
        date: last_day(content),
        manifest: content.manifest.as_ref().map(|manifest| manifest.of_language(language)),
    })
}

/// The last day that a file was received or an entry booked.
fn last_day(content: &crate::Content) -> Option<jiff::civil::Date> {
    let received = content.sources.iter().filter_map(|source| source.received.as_deref()?.parse().ok());
    let booked = content.entries.values().flatten().map(|(_, entry)| entry.booked.on);
    received.chain(booked).max()
}

/// The parts that are there, in their order.
fn parts(desk: &Desk<'_>) -> Result<Vec<Part>, DossierError> {
    let mut parts = Vec::new();
    for (name, _) in &desk.places.numbered {
        match *name {
            "short" => parts.push(conclusions::part(desk)?),
            "how" => parts.push(front::how_to_read(desk)),
            "proceeds" => parts.extend(proceeds::part(desk)),
            "means" => parts.push(means::part(desk)),
            "received" => parts.push(received::received(desk)),
            "statements" => parts.push(statements::statements(desk)),
            "problems" => parts.push(problems::problems(desk)),
            "chronology" => parts.push(chronology::part(desk)),
            "leads" => parts.extend(leads::leads(desk)),
            "network" => parts.extend(network::pictures(desk)?),
            "findings" => parts.extend(findings::findings(desk)?),
            "traces" => parts.extend(traces::traces(desk)?),
            "assets" => parts.extend(assets::parts(desk)?),
            "taken" => parts.push(taken::part(desk)),
            "requests" => parts.push(requests::part(desk)?),
            "method" => parts.push(method::part(desk)),
            "profiles" => parts.extend(profiles::parts(desk)),
            "entries" => parts.push(annexes::entries(desk)),
            "hashes" => parts.push(annexes::hashes(desk)),
            _ => {}
        }
    }
    Ok(parts)
}
