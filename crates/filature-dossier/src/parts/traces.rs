//! Money followed: each claim by every rule side by side, what a person asserts apart from it, how the money came to
//! where it is, and what to ask for next.

use filature_model::Trace;

use super::trace_columns::rule_list;
use super::trace_sums::{self, Claim, Reckoning};
use super::trace_view::View;
use super::transfers::transfers_table;
use super::{
    Desk, trace_asserted, trace_breaks, trace_doubts, trace_exchange, trace_flow, trace_hubs, trace_located,
    trace_paths, trace_requisitions, trace_restitution, trace_rules, trace_time,
};
use crate::DossierError;
use crate::document::{Assumption, Block, Computation, Inline, Part, Said};
use crate::format::{self, typeset};
use crate::markup::{plain, sentence, words};
use crate::wording::{self, follow};

/// How many claims head a trace.
const NAMED: usize = 4;
/// So many letters of a claim's name stand in a heading.
const LONGEST_NAME: usize = 52;

/// The part, and one part inside it for each trace.
pub fn traces(desk: &Desk<'_>) -> Result<Vec<Part>, DossierError> {
    let intro = Block::Prose(vec![words(wording::TRACES_INTRO, desk.language)]);
    let mut parts = vec![desk.places.part("traces", wording::TRACES, vec![intro])];
    for (at, (name, trace)) in desk.selected.content.traces.iter().enumerate() {
        parts.push(Part {
            anchor: anchor(at),
            number: number(desk, at),
            title: title(desk, trace),
            under: sentence(wording::TRACE_FILE, desk.language, &[Inline::Data(name.clone())]),
            in_contents: true,
            level: 3,
            new_page: false,
            blocks: blocks(desk, at, name, trace)?,
        });
    }
    Ok(parts)
}

/// A name cut to what a heading holds in one line.
fn cut(name: &str) -> String {
    let is_short = name.chars().count() <= LONGEST_NAME;
    if is_short { name.to_owned() } else { name.chars().take(LONGEST_NAME - 1).chain(['…']).collect() }
}

/// The claims by their names, the first of them where they are many, and the last day.
fn title(desk: &Desk<'_>, trace: &Trace) -> String {
    let names: Vec<String> = trace.claims.iter().take(NAMED).map(|claim| cut(&claim.claim)).collect();
    let mut line = names.join(", ");
    if trace.claims.len() > NAMED {
        let more = sentence(follow::AND_MORE, desk.language, &[desk.tally(trace.claims.len() - NAMED)]);
        line = format!("{line} {}", plain(&more));
    }
    let claims = Inline::Data(line);
    let title = match &trace.at {
        Some(at) => {
            let day = at.parse().map_or_else(|_| Inline::Data(at.clone()), |day| desk.short_day(day));
            sentence(wording::TRACE_TITLE_TO, desk.language, &[claims, day])
        }
        None => sentence(wording::TRACE_TITLE, desk.language, &[claims]),
    };
    plain(&title)
}

/// Where a trace stands.
pub fn anchor(at: usize) -> String {
    format::anchor("trace", &(at + 1).to_string())
}

/// The number of a trace's part.
pub fn number(desk: &Desk<'_>, at: usize) -> String {
    format!("{}.{}", desk.places.number("traces").unwrap_or_default(), at + 1)
}

fn blocks<'a>(desk: &Desk<'a>, at: usize, name: &'a str, trace: &'a Trace) -> Result<Vec<Block>, DossierError> {
    let when = match &trace.at {
        Some(day) => sentence(wording::TRACE_AT, desk.language, &[desk.day_text(day)]),
        None => vec![words(wording::TRACE_AT_END, desk.language)],
    };
    let mut blocks = vec![Block::Prose(when)];
    if let Some(view) = View::new(desk, at, name, trace)? {
        blocks.extend(computed(&view)?);
        blocks.extend(with_assertions(&view)?);
        blocks.extend(trace_located::located(&view)?);
        blocks.extend(trace_paths::paths(&view)?);
        blocks.extend(trace_exchange::conversions(&view)?);
        blocks.extend(trace_hubs::reached(&view)?);
        blocks.extend(trace_hubs::hubs(&view)?);
        blocks.extend(trace_requisitions::requisitions(&view)?);
        blocks.extend(trace_doubts::sways(&view)?);
    }
    blocks.extend(assumptions(desk, trace));
    Ok(blocks)
}

/// What the rules compute, without anything that a person asserts.
fn computed(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let (desk, trace) = (view.desk, view.trace);
    let mut blocks = Vec::new();
    if !trace.assertions.is_empty() {
        blocks.push(Block::Heading(desk.say(follow::ALONE)));
        blocks.push(Block::Prose(vec![words(follow::ALONE_INTRO, desk.language)]));
    }
    let claims = trace_sums::of_trace(desk, view.number, view.name, trace, Reckoning::Alone)?;
    if claims.len() > 1 {
        blocks.push(Block::Heading(desk.say(follow::RESTITUTION)));
        blocks.extend(trace_restitution::restitution(view, &claims)?);
    }
    for claim in &claims {
        let name = sentence(follow::CLAIM, desk.language, &[Inline::Data(claim.name.to_owned())]);
        blocks.extend((claims.len() > 1).then(|| Block::Heading(plain(&name))));
        blocks.extend(claim_blocks(view, claim)?);
    }
    Ok(blocks)
}

/// What a person asserts, and the figures with it.
fn with_assertions(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let (desk, trace) = (view.desk, view.trace);
    if trace.assertions.is_empty() {
        return Ok(Vec::new());
    }
    let mut blocks = trace_asserted::assertions(view)?;
    blocks.push(Block::Heading(desk.say(follow::ASSERTED_FIGURES)));
    let claims = trace_sums::of_trace(desk, view.number, view.name, trace, Reckoning::Asserted)?;
    let before = trace_sums::of_trace(desk, view.number, view.name, trace, Reckoning::Alone)?;
    for (claim, before) in claims.iter().zip(&before) {
        blocks.extend(trace_rules::tables(desk, claim));
        blocks.extend(trace_rules::apart_table(desk, claim, Some(before)));
    }
    let shares = || trace.rules.values().flat_map(|result| &result.restitution);
    if claims.len() > 1 || shares().any(|share| share.bought.is_some()) {
        blocks.extend(trace_restitution::restitution(view, &claims)?);
    }
    Ok(blocks)
}

fn claim_blocks(view: &View<'_, '_>, claim: &Claim<'_>) -> Result<Vec<Block>, DossierError> {
    let (desk, language) = (view.desk, view.desk.language);
    let name = || Inline::Data(claim.name.to_owned());
    let line = sentence(wording::CLAIM_LINE, language, &[name(), claim.amount(desk)]);
    let credits: Vec<_> = claim.claim.transactions.iter().filter_map(|id| desk.catalogue.transfer(id)).collect();
    let caption = sentence(wording::CLAIM_ROWS_CAPTION, language, &[name()]);
    let mut blocks = vec![
        // The credits are facts; the name, and that these are followed, are a choice, of a person or of `investigate`.
        Block::Prose(line),
        Block::Table(transfers_table(desk, caption, claim.anchor("credits"), &credits)),
    ];
    if !claim.columns.compared.is_empty() {
        let rules = rule_list(desk, &claim.columns.compared);
        let common = [Inline::Words(rules), claim.common_held(desk), claim.common_left(desk)];
        blocks.push(Block::Said(Said::Computation(Computation(sentence(wording::COMMON_LINE, language, &common)))));
        blocks.push(Block::Picture(trace_flow::picture(desk, claim)));
        blocks.extend(trace_time::picture(desk, claim, view.trace)?.map(Block::Picture));
    }
    blocks.extend(trace_rules::tables(desk, claim));
    blocks.extend(trace_rules::apart_table(desk, claim, None));
    blocks.extend(trace_breaks::breaks(desk, claim, &view.trace.requisitions));
    Ok(blocks)
}

fn assumptions(desk: &Desk<'_>, trace: &Trace) -> Vec<Block> {
    // The measure of a hub stands in its table, where each figure says where it comes from.
    let shown = |assumption: &&filature_model::Assumption| match assumption {
        filature_model::Assumption::MeasuredHub { account, .. } => {
            !trace.hubs.iter().any(|hub| hub.account == *account)
        }
        _ => true,
    };
    let shown: Vec<_> = trace.assumptions.iter().filter(shown).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let said = |assumption: &filature_model::Assumption| {
        let text = typeset(&assumption.sentence(desk.language), desk.language);
        Block::Said(Said::Assumption(Assumption(vec![Inline::Words(text)])))
    };
    let mut blocks = vec![Block::Heading(desk.say(wording::ASSUMPTIONS))];
    blocks.extend(shown.into_iter().map(said));
    blocks
}
