//! The leads: each with what it covers, its accounts, what speaks for it, what speaks against it, and what to ask for.
//!
//! What speaks for and what speaks against are made by one function, so that neither can be set larger than the other.

use filature_model::Lead;

use super::{Desk, lead_accounts, lead_statements};
use crate::document::{Assumption, Block, Figure, Ground, Grounds, Inline, Part, Row, Said, Set, Table};
use crate::format;
use crate::markup::{link, sentence, stated, strong, words};
use crate::wording::{Pair, leads as wording};

/// The part, and one part inside it for each lead.
pub fn leads(desk: &Desk<'_>) -> Vec<Part> {
    let content = &desk.selected.content;
    let say = |pair| vec![words(pair, desk.language)];
    let mut blocks = vec![Block::Prose(say(wording::LEADS_INTRO)), Block::Prose(denominator(desk))];
    blocks.push(Block::Prose(say(wording::DESIGN)));
    if content.leads.is_empty() {
        blocks.push(Block::Prose(say(wording::NO_LEAD)));
    }
    if content.leads_not_shown > 0 {
        let count = Inline::Words(format::count(content.leads_not_shown, desk.language));
        blocks.push(Block::Prose(sentence(wording::NOT_SHOWN, desk.language, &[count])));
    }
    let mut parts = vec![desk.places.part("leads", wording::LEADS, blocks)];
    let number = desk.places.number("leads").unwrap_or_default();
    for (at, lead) in (1_u32..).zip(&content.leads) {
        parts.push(View { desk, lead, number: format!("{number}.{at}") }.part());
    }
    parts
}

/// Flags run, transactions examined, findings set aside, leads shown.
fn denominator(desk: &Desk<'_>) -> Vec<Inline> {
    let content = &desk.selected.content;
    let aside: std::collections::BTreeSet<&str> =
        content.set_aside.iter().map(|(finding, _)| finding.as_str()).collect();
    let counts = [
        desk.tally(content.flags_run),
        desk.count(content.findings.transactions_examined, "received"),
        desk.tally(aside.len()),
        desk.tally(content.leads.len()),
    ];
    sentence(wording::DENOMINATOR, desk.language, &counts)
}

/// A lead with what is needed to show it.
pub struct View<'a> {
    /// What it is written with.
    pub desk: &'a Desk<'a>,
    /// The lead.
    pub lead: &'a Lead,
    /// `6.1`.
    pub number: String,
}

impl View<'_> {
    fn part(&self) -> Part {
        let (desk, lead) = (self.desk, self.lead);
        let (coercion, against) = lead_statements::apart(&lead.against);
        let mut blocks = self.protection();
        blocks.extend(coercion.map(|said| {
            let text = stated(said, desk.language);
            Block::Said(Said::Assumption(Assumption(vec![
                strong(wording::COERCION_NOTE, desk.language),
                Inline::Data(text),
            ])))
        }));
        blocks.push(Block::Table(self.coverage()));
        blocks.extend(lead_accounts::blocks(self));
        blocks.extend(lead_statements::section(desk, lead, (wording::FOR, wording::NOTHING_FOR), &lead.for_));
        blocks.extend(lead_statements::section(desk, lead, (wording::AGAINST, wording::NOTHING_AGAINST), against));
        if !lead.ask.is_empty() {
            let asks = lead.ask.iter().map(|said| vec![Inline::Data(stated(said, desk.language))]);
            blocks.extend([Block::Heading(desk.say(wording::ASK)), Block::List(asks.collect())]);
        }
        Part {
            anchor: format::anchor("lead", &lead.id),
            number: self.number.clone(),
            title: desk.say(title(&lead.kind)),
            under: sentence(wording::LEAD_ID, desk.language, &[Inline::Key(lead.id.clone())]),
            in_contents: true,
            level: 3,
            new_page: false,
            blocks,
        }
    }

    /// What is known of the age of persons concerned, and what a protective lead asks of its reader.
    fn protection(&self) -> Vec<Block> {
        let language = self.desk.language;
        let known = match self.lead.minor.as_str() {
            "yes" => Some(wording::MINOR_YES),
            "unknown" => Some(wording::MINOR_UNKNOWN),
            _ => None,
        };
        let is_protective = self.lead.kind == "protective";
        let mut blocks = Vec::new();
        if is_protective || self.lead.minor == "yes" {
            let text = [strong(wording::PROTECT, language), Inline::Words(" ".to_owned())];
            blocks.push(Block::Care([&text[..], &[words(wording::PROTECT_LAW, language)]].concat()));
        }
        blocks.extend(known.map(|pair| Block::Prose(vec![words(pair, language)])));
        blocks
    }

    /// How many different flags speak for each element.
    fn coverage(&self) -> Table {
        let (desk, elements) = (self.desk, self.lead.elements);
        let say = |pair| words(pair, desk.language);
        let mut means = vec![say(wording::MEANS_WORDS)];
        if self.lead.kind == "protective" {
            means.extend([Inline::Break, say(wording::CHILD_MEANS)]);
        }
        let lines = [
            (wording::ACT, vec![say(wording::ACT_WORDS)], elements.act),
            (wording::MEANS, means, elements.means),
            (wording::PURPOSE, vec![say(wording::PURPOSE_WORDS)], elements.purpose),
            (wording::MONEY, vec![say(wording::MONEY_WORDS)], elements.money),
        ];
        let grounds = Grounds::of(Ground::Part(link(self.number.clone(), format::anchor("lead", &self.lead.id))));
        let rows = lines.map(|(name, about, flags)| {
            let count = Figure::count(u64::from(flags), desk.language, grounds.clone());
            Row { cells: vec![vec![say(name)], about, vec![Inline::Figure(count)]], ..Row::default() }
        });
        Table {
            caption: self.caption(wording::COVERAGE),
            columns: vec![
                (desk.say(wording::COL_ELEMENT), Set::Left),
                (desk.say(wording::COL_MEANS), Set::Left),
                (desk.say(wording::COL_FLAGS), Set::Right),
            ],
            rows: rows.into(),
            grounds: Some(grounds),
            ..Table::default()
        }
    }

    /// The caption of one of its tables.
    pub fn caption(&self, pair: Pair) -> Vec<Inline> {
        sentence(pair, self.desk.language, &[Inline::Words(self.number.clone())])
    }
}

/// What a lead is of, in general words.
pub fn title(kind: &str) -> Pair {
    match kind {
        "trafficking" => wording::TITLE_TRAFFICKING,
        "laundering" => wording::TITLE_LAUNDERING,
        "protective" => wording::TITLE_PROTECTIVE,
        _ => wording::TITLE_OTHER,
    }
}
