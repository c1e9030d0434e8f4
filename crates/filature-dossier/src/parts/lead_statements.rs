//! The statements of a lead: facts with their rows, explanations as assumptions.

use std::collections::BTreeSet;
use std::sync::Arc;

use filature_model::{Finding, Lead, LeadStatement};

use super::{Desk, findings};
use crate::document::{Assumption, Block, Fact, Figure, Ground, Grounds, Inline, Link, Said};
use crate::format;
use crate::markup::{filled, link, plain, sentence, stated, words};
use crate::wording::{self as common, Pair, follow, leads as wording};

/// So many accounts are named beside a fact.
const MOST_NAMED: usize = 4;

/// The coercion hypothesis, which stands first and is of no flag, and the other statements.
pub fn apart(against: &[LeadStatement]) -> (Option<&LeadStatement>, &[LeadStatement]) {
    match against.split_first() {
        Some((first, rest)) if first.flag.is_none() && first.finding.is_none() && first.what == "assumption" => {
            (Some(first), rest)
        }
        _ => (None, against),
    }
}

/// A heading and its statements, facts before assumptions; the same for what speaks for a lead and for what speaks against.
pub fn section(
    desk: &Desk<'_>,
    lead: &Lead,
    (heading, nothing): (Pair, Pair),
    statements: &[LeadStatement],
) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(desk.say(heading))];
    let (facts, others): (Vec<_>, Vec<_>) = statements.iter().partition(|said| said.what == "fact");
    blocks.extend(facts.into_iter().filter_map(|said| fact(desk, lead, said)).map(Block::Said));
    blocks.extend(others.into_iter().map(|said| {
        let text = vec![Inline::Data(stated(said, desk.language))];
        Block::Said(Said::Assumption(Assumption(text)))
    }));
    if blocks.len() == 1 {
        blocks.push(Block::Prose(vec![words(nothing, desk.language)]));
    }
    blocks
}

/// The sentence with the note of its rows, and the way to the finding where that is shown. What has no finding is no fact.
fn fact(desk: &Desk<'_>, lead: &Lead, said: &LeadStatement) -> Option<Said> {
    let finding = find(desk, said.finding.as_deref()?)?;
    let shown = findings::place(desk, &finding.id);
    let figure = Figure::sentence(stated(said, desk.language), grounds(desk, finding, shown.as_ref()));
    let mut text = vec![Inline::Figure(figure)];
    if !finding.accounts.is_empty() {
        text.push(Inline::Words(" ".to_owned()));
        text.extend(filled(wording::ON_ACCOUNTS, desk.language, &[accounts(desk, finding, lead)]));
    }
    if let Some(shown) = shown {
        text.push(Inline::Words(" ".to_owned()));
        text.extend(sentence(wording::AT_FINDING, desk.language, &[Inline::Link(shown)]));
    }
    Some(Said::Fact(Fact(text)))
}

/// The accounts of a fact: those of the lead, where any of them are in it.
fn accounts(desk: &Desk<'_>, finding: &Finding, lead: &Lead) -> Vec<Inline> {
    let all: BTreeSet<&str> = finding.accounts.iter().map(|member| member.account.as_str()).collect();
    let of_lead: BTreeSet<&str> = lead.accounts.iter().map(|member| member.account.as_str()).collect();
    let both: Vec<&str> = all.intersection(&of_lead).copied().collect();
    let named = if both.is_empty() { all.into_iter().collect() } else { both };
    let mut line = Vec::new();
    for account in named.iter().take(MOST_NAMED) {
        line.extend((!line.is_empty()).then(|| Inline::Words(", ".to_owned())));
        line.push(Inline::Key((*account).to_owned()));
    }
    if named.len() > MOST_NAMED {
        line.push(Inline::Words(" ".to_owned()));
        line.extend(sentence(follow::AND_MORE, desk.language, &[desk.tally(named.len() - MOST_NAMED)]));
    }
    line
}

/// A finding that is shown, or that a lead names.
pub fn find<'a>(desk: &Desk<'a>, id: &str) -> Option<&'a Finding> {
    let content = &desk.selected.content;
    content.findings.findings.iter().chain(&content.lead_findings).find(|finding| finding.id == id)
}

/// The entries behind a finding; of one that rests on no payment, the files that say what accounts are.
fn grounds(desk: &Desk<'_>, finding: &Finding, shown: Option<&Link>) -> Grounds {
    let language = desk.language;
    let how = |pair: Pair| plain(&sentence(pair, language, &[Inline::Key(finding.id.clone())]));
    let listed = shown.map(|shown| {
        let number = vec![Inline::Words(shown.text.clone())];
        link(plain(&filled(common::TABLE_OF_ROWS, language, &[number])), format::anchor("rows", &finding.id))
    });
    match desk.catalogue.rows(finding.transactions.iter().map(String::as_str)) {
        Some(rows) => Grounds::of(Ground::Computed { how: how(wording::FACT_HOW), rows: Arc::clone(&rows), listed }),
        None => {
            let lists = desk.selected.content.sources.iter().filter(|source| source.format == "accounts");
            let files: Vec<String> = lists.map(|source| desk.catalogue.cite_source(source.id)).collect();
            let said = how(wording::FACT_LISTS);
            match files.is_empty() {
                true => Grounds::both(Ground::Line(said), Ground::Part(desk.places.link("received"))),
                false => Grounds::both(Ground::Line(said), Ground::Line(files.join(", "))),
            }
        }
    }
}
