//! In short: what came in, what was found, what each trace says in one line.

use filature_model::Footing;

use super::{Desk, trace_sums, traces};
use crate::DossierError;
use crate::document::{Block, Inline, Part};
use crate::format::typeset;
use crate::markup::{lines, link, sentence, words};
use crate::wording::{self, follow, kinds};

/// How many statements foot, do not, and cannot be said to.
pub fn footing(desk: &Desk<'_>) -> [u64; 3] {
    let mut counts = [0; 3];
    for check in &desk.selected.content.statements {
        match check.footing {
            Footing::Foots => counts[0] += 1,
            Footing::Off { .. } => counts[1] += 1,
            Footing::Unknown(_) => counts[2] += 1,
        }
    }
    counts
}

/// The part.
pub fn in_short(desk: &Desk<'_>) -> Result<Part, DossierError> {
    let mut pairs = intake(desk);
    pairs.extend(leads(desk));
    pairs.extend(findings(desk));
    for (at, claim) in trace_sums::claims(desk)? {
        let label = sentence(wording::TRACE_TITLE, desk.language, &[Inline::Data(claim.name.to_owned())]);
        let mut line = sentence(
            wording::SHORT_TRACE,
            desk.language,
            &[claim.amount(desk), claim.common_held(desk), claim.common_left(desk)],
        );
        let asserted = desk.selected.content.traces.get(at).map_or(0, |(_, trace)| trace.assertions.len());
        if asserted > 0 {
            let place = Inline::Link(link(traces::number(desk, at), traces::anchor(at)));
            line.push(Inline::Break);
            line.extend(sentence(follow::SHORT_ASSERTED, desk.language, &[desk.tally(asserted), place]));
        }
        pairs.push((crate::markup::plain(&label), line));
    }
    let mut blocks = Vec::new();
    let [_, off, _] = footing(desk);
    if off > 0 {
        let number = Inline::Words(desk.places.number("statements").unwrap_or_default().to_owned());
        blocks.push(Block::Alarm(sentence(
            wording::SHORT_ALARM,
            desk.language,
            &[desk.count(off, "statements"), number],
        )));
    }
    blocks.push(Block::Pairs(pairs));
    Ok(desk.places.part("short", wording::IN_SHORT, blocks))
}

fn intake(desk: &Desk<'_>) -> Vec<(String, Vec<Inline>)> {
    let content = &desk.selected.content;
    let mut pairs = vec![
        (desk.say(wording::SHORT_FILES), vec![desk.count(content.sources.len() as u64, "received")]),
        (desk.say(wording::SHORT_ENTRIES), vec![desk.count(content.source_entries.values().sum(), "received")]),
    ];
    if !content.problems.is_empty() {
        let count = desk.count(content.problems.len() as u64, "problems");
        pairs.push((desk.say(wording::SHORT_PROBLEMS), vec![count]));
    }
    if !content.statements.is_empty() {
        let counts = footing(desk).map(|count| desk.count(count, "statements"));
        pairs.push((desk.say(wording::SHORT_STATEMENTS), sentence(wording::SHORT_FOOTING, desk.language, &counts)));
    }
    pairs
}

fn leads(desk: &Desk<'_>) -> Option<(String, Vec<Inline>)> {
    desk.places.number("leads")?;
    let content = &desk.selected.content;
    let counts = [desk.count(content.leads.len() as u64, "leads"), desk.tally(content.flags_run)];
    Some((desk.say(wording::leads::LEADS), sentence(wording::leads::SHORT, desk.language, &counts)))
}

fn findings(desk: &Desk<'_>) -> Vec<(String, Vec<Inline>)> {
    let findings = &desk.selected.content.findings;
    if desk.places.number("findings").is_none() {
        return Vec::new();
    }
    let counts = [
        desk.count(findings.findings.len() as u64, "findings"),
        desk.count(findings.transactions_examined, "findings"),
        desk.tally(findings.patterns_run.len()),
    ];
    let mut pairs =
        vec![(desk.say(wording::SHORT_FINDINGS), sentence(wording::SHORT_EXAMINED, desk.language, &counts))];
    if !findings.patterns_run.is_empty() {
        let name = |name: &String| match kinds::kind(name) {
            kind if kind.word.is_empty() => vec![Inline::Data(name.clone())],
            // By its word the lines below tell what a limit cut.
            kind => {
                let mark = |mark: &str| Inline::Words(mark.to_owned());
                vec![words(kind.title, desk.language), mark(" ("), Inline::Key(kind.word.to_owned()), mark(")")]
            }
        };
        pairs.push((desk.say(wording::SHORT_PATTERNS), lines(findings.patterns_run.iter().map(name))));
    }
    if !findings.cut.is_empty() {
        let sentences =
            findings.cut.iter().map(|cut| vec![Inline::Data(typeset(&cut.sentence(desk.language), desk.language))]);
        pairs.push((desk.say(wording::SHORT_CUT), lines(sentences)));
    }
    pairs
}
