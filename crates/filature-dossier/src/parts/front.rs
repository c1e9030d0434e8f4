//! The title block, how to read the document, and its limits.

use super::Desk;
use crate::document::{Assertion, Assumption, Block, Computation, Fact, Inline, Part, Said};
use crate::markup::{sentence, words};
use crate::redact::Redacted;
use crate::{Profile, wording};

/// Lines of the title block.
pub fn particulars(desk: &Desk<'_>) -> Vec<(String, Vec<Inline>)> {
    let content = &desk.selected.content;
    let mut lines = Vec::new();
    if let Some(reader) = reader(&content.rights.profile) {
        lines.push((desk.say(wording::MADE_FOR), vec![words(reader, desk.language)]));
    }
    if !content.without.is_empty() {
        let titles: Vec<String> = content.without.iter().map(|part| part.title(desk.language)).collect();
        let between = crate::format::typeset(desk.language.pick("; ", " ; "), desk.language);
        lines.push((desk.say(wording::WITHOUT_PARTS), vec![Inline::Words(titles.join(&between))]));
    }
    let stated = [
        (wording::PROCEDURE, &content.title.procedure),
        (wording::SERVICE, &content.title.service),
        (wording::OFFICER, &content.title.officer),
    ];
    for (label, stated) in stated {
        lines.extend(stated.iter().map(|stated| (desk.say(label), vec![Inline::Data(stated.clone())])));
    }
    lines.extend(period(desk));
    if let Some(basis) = &content.legal_basis {
        lines.push((desk.say(wording::LEGAL_BASIS), vec![Inline::Data(basis.clone())]));
    }
    if let Some(currency) = content.base_currency {
        lines.push((desk.say(wording::BASE_CURRENCY), vec![Inline::Data(currency.code().to_owned())]));
    }
    lines.push((desk.say(wording::MADE_WITH), vec![Inline::Data(content.program.clone())]));
    if !content.engine_manifest.is_empty() {
        lines.push((desk.say(wording::MANIFEST), vec![Inline::Key(content.engine_manifest.clone())]));
    }
    lines
}

/// From the first to the last day of the entries relied on.
fn period(desk: &Desk<'_>) -> Option<(String, Vec<Inline>)> {
    let days = || desk.selected.content.entries.values().flatten().map(|(_, entry)| entry.booked.on);
    let (first, last) = (days().min()?, days().max()?);
    let dash = Inline::Words(" – ".to_owned());
    Some((desk.say(wording::PERIOD_COVERED), vec![desk.day(first), dash, desk.day(last)]))
}

/// For whom it is made, so that nobody takes one version for another; none for the dossier itself.
fn reader(profile: &Profile) -> Option<wording::Pair> {
    match profile {
        Profile::Defence => None,
        Profile::Partner => Some(wording::FOR_PARTNER),
        Profile::VictimLawyer { .. } => Some(wording::FOR_LAWYER),
        Profile::Press { .. } => Some(wording::FOR_PRESS),
    }
}

/// The first part.
pub fn how_to_read(desk: &Desk<'_>) -> Part {
    let language = desk.language;
    let say = |pair| vec![words(pair, language)];
    let limits = limits(desk);
    let asserted = desk.selected.content.traces.iter().any(|(_, trace)| !trace.assertions.is_empty());
    let mut blocks = vec![
        Block::Prose(say(wording::HOW_FIGURES)),
        Block::Prose(say(if asserted { wording::HOW_LOOKS_FOUR } else { wording::HOW_LOOKS })),
        Block::Said(Said::Fact(Fact(say(wording::FACT_SAMPLE)))),
        Block::Said(Said::Computation(Computation(say(wording::COMPUTATION_SAMPLE)))),
        Block::Said(Said::Assumption(Assumption(say(wording::ASSUMPTION_SAMPLE)))),
    ];
    if asserted {
        blocks.push(Block::Said(Said::Assertion(Assertion(say(wording::ASSERTION_SAMPLE)))));
    }
    blocks.extend([Block::Heading(desk.say(wording::LIMITS)), Block::List(limits)]);
    desk.places.part("how", wording::HOW_TO_READ, blocks)
}

/// How names stand for who reads it.
fn names(desk: &Desk<'_>) -> wording::Pair {
    match desk.selected.content.rights.profile {
        Profile::Defence if desk.selected.content.show_names => wording::LIMIT_NAMES,
        Profile::Defence => wording::LIMIT_INITIALS,
        Profile::Partner => wording::PROFILE_PARTNER,
        Profile::VictimLawyer { .. } => wording::PROFILE_LAWYER,
        Profile::Press { .. } => wording::PROFILE_PRESS,
    }
}

/// How much was redacted, and nothing else of it.
fn redacted(desk: &Desk<'_>) -> Vec<Vec<Inline>> {
    let Redacted { initials, names, accounts, places, texts, files, exhibits, passages } = desk.selected.redacted;
    let counts = [initials, names, accounts, places, texts, files, exhibits, passages];
    let tally = |number: u64| Inline::Words(crate::format::count(number, desk.language));
    let mut lines = vec![sentence(wording::REDACTED, desk.language, &counts.map(tally))];
    if desk.selected.content.rights.profile.needs_key() {
        lines.push(vec![words(wording::PSEUDONYMS, desk.language)]);
    }
    lines
}

/// What the figures do not say, and what was left out: the same in every form.
pub fn limits(desk: &Desk<'_>) -> Vec<Vec<Inline>> {
    let say = |pair| vec![words(pair, desk.language)];
    let mut limits = vec![
        say(wording::LIMIT_THRESHOLDS),
        say(wording::LIMIT_LAW),
        say(wording::LIMIT_PERSONS),
        say(wording::LIMIT_COERCION),
        say(wording::LIMIT_INNOCENT),
        say(names(desk)),
        say(wording::LIMIT_ESCAPES),
        say(wording::NO_CLOCK),
    ];
    limits.extend(redacted(desk));
    limits.extend(left_out(desk));
    limits
}

/// How much was left out, and nothing else of it.
fn left_out(desk: &Desk<'_>) -> Vec<Vec<Inline>> {
    let left = &desk.selected.left_out;
    if left.is_nothing() {
        return Vec::new();
    }
    let tally = |number: u64| Inline::Words(crate::format::count(number, desk.language));
    let counts = [left.sources, left.entries, left.statements, left.problems, left.findings, left.traces, left.leads];
    let mut lines = Vec::new();
    if counts.iter().any(|&count| count > 0) {
        let mut line = vec![words(wording::LEFT_OUT, desk.language), Inline::Words(" ".to_owned())];
        line.extend(sentence(wording::LEFT_OUT_COUNTS, desk.language, &counts.map(tally)));
        if left.statements > 0 {
            line.extend([Inline::Words(" ".to_owned()), words(wording::LEFT_OUT_CHAIN, desk.language)]);
        }
        lines.push(line);
    }
    let kept = left.protected;
    let counts =
        [kept.rows, kept.sources, kept.statements, kept.problems, kept.findings, kept.traces, kept.leads].map(tally);
    if kept != crate::Counts::default() {
        lines.push(sentence(wording::PROTECTED, desk.language, &counts));
    }
    if left.without_rows > 0 {
        lines.push(sentence(wording::WITHOUT_ROWS, desk.language, &[tally(left.without_rows)]));
    }
    lines
}
