//! The sealed annex: the rows that are withheld to protect one person, and nothing else of the case.
//!
//! It does not come of what is selected for a dossier, which holds none of it. It is made by a call of its own from rows that the caller
//! gives, and only rows of sources that may be rendered are taken.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Entry, Language, Source, SourceId};
use jiff::civil::Date;

use super::{Desk, Places, annexes};
use crate::catalogue::Catalogue;
use crate::document::{Block, Document, Inline};
use crate::markup::words;
use crate::people::People;
use crate::redact::Redacted;
use crate::select::{LeftOut, Selected};
use crate::{Content, html, wording};

/// What a sealed annex holds.
#[derive(Clone, Debug, Default)]
pub struct Sealed {
    /// The name of the case.
    pub case_name: String,
    /// The accounts of the person, each with the first day that is withheld.
    pub accounts: BTreeMap<String, Date>,
    /// Why it is written.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// Who receives it.
    pub to: String,
    /// The sources of the case.
    pub sources: Vec<Source>,
    /// The withheld transactions, with their entries.
    pub entries: BTreeMap<String, Vec<(SourceId, Entry)>>,
    /// How many transactions were left out, since they also concern another protected person.
    pub of_others: u64,
    /// The program and its version.
    pub program: String,
}

/// The annex as one self-contained HTML file.
///
/// ```
/// use filature_dossier::{Sealed, render_sealed};
/// use filature_model::Language;
/// let page = render_sealed(&Sealed::default(), Language::English);
/// assert!(page.contains("SEALED ANNEX"));
/// ```
pub fn render_sealed(sealed: &Sealed, language: Language) -> String {
    html::render(&document(sealed, language))
}

/// The annex before it has a form.
pub(crate) fn document(sealed: &Sealed, language: Language) -> Document {
    let (content, people) = (content(sealed), People::default());
    let selected = Selected { content, left_out: LeftOut::default(), redacted: Redacted::default(), people };
    let catalogue = Catalogue::new(&selected.content, language);
    let places = Places::new(&selected, language);
    let desk = Desk { selected: &selected, catalogue: &catalogue, places: &places, people: &selected.people, language };
    let mut parts = vec![places.part("how", wording::SEALED_TITLE, about(&desk, sealed))];
    if places.number("entries").is_some() {
        parts.extend([annexes::entries(&desk), annexes::hashes(&desk)]);
    }
    let overline = desk.say(wording::SEALED);
    Document {
        language,
        title: sealed.case_name.clone(),
        running: format!("{overline} · {}", sealed.program),
        overline,
        particulars: vec![(desk.say(wording::SEALED_TO), vec![Inline::Data(sealed.to.clone())])],
        parts,
        date: None,
        manifest: None,
    }
}

/// The rows of evidence, and the files that they stand in.
fn content(sealed: &Sealed) -> Content {
    let usable: BTreeSet<SourceId> =
        sealed.sources.iter().filter(|source| source.use_.may_be_rendered()).map(|source| source.id).collect();
    let mut entries = sealed.entries.clone();
    entries.values_mut().for_each(|rows| rows.retain(|(source, _)| usable.contains(source)));
    entries.retain(|_, rows| !rows.is_empty());
    let named: BTreeSet<SourceId> = entries.values().flatten().map(|(source, _)| *source).collect();
    let mut sources: Vec<Source> = sealed.sources.iter().filter(|source| named.contains(&source.id)).cloned().collect();
    sources.sort_by_key(|source| source.id);
    Content { sources, entries, show_names: true, program: sealed.program.clone(), ..Content::default() }
}

fn about(desk: &Desk<'_>, sealed: &Sealed) -> Vec<Block> {
    let data = |text: &str| vec![Inline::Data(text.to_owned())];
    let from = sealed.accounts.iter().map(|(account, from)| {
        vec![Inline::Key(account.clone()), Inline::Words(" · ".to_owned()), desk.short_day(*from)]
    });
    let transactions = desk.selected.content.entries.len();
    let mut pairs = vec![
        (desk.say(wording::SEALED_FROM), crate::markup::lines(from)),
        (desk.say(wording::SEALED_REASON), data(&sealed.reason)),
        (desk.say(wording::SEALED_BY), data(&sealed.by)),
        (desk.say(wording::SEALED_TO), data(&sealed.to)),
        (desk.say(wording::SEALED_ROWS), vec![desk.tally(transactions)]),
    ];
    if sealed.of_others > 0 {
        let count = usize::try_from(sealed.of_others).unwrap_or(usize::MAX);
        pairs.push((desk.say(wording::SEALED_LEFT_OUT), vec![desk.tally(count)]));
    }
    vec![
        Block::Alarm(vec![words(wording::SEALED_ALARM, desk.language)]),
        Block::Pairs(pairs),
        Block::Prose(vec![words(wording::SEALED_LAW, desk.language)]),
    ]
}
