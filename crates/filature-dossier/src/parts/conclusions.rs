//! Conclusions: one page for who has an hour. What came in and whether it foots, what the leads say, what was followed and where it
//! is, what can be asked for: each with its amounts, the least and the most, and the way to the part that shows it.

use std::collections::BTreeMap;

use filature_model::{Departure, Footing};

use super::trace_columns::{ByRule, add};
use super::trace_sums::Claim;
use super::{Desk, leads, proceeds, requests, taken, trace_breaks, trace_caps, trace_sums, traces};
use crate::DossierError;
use crate::document::{Block, Figure, Inline, Link, Part};
use crate::figures::computed;
use crate::markup::{lines, link, sentence, words};
use crate::wording::{self, course, follow};

/// So many leads, sums followed and requests are named: what is more stands in its part.
const NAMED: usize = 3;

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
pub fn part(desk: &Desk<'_>) -> Result<Part, DossierError> {
    let mut blocks = Vec::new();
    let [_, off, _] = footing(desk);
    if off > 0 {
        let number = Inline::Words(desk.places.number("statements").unwrap_or_default().to_owned());
        let slots = [desk.count(off, "statements"), number];
        blocks.push(Block::Alarm(sentence(wording::SHORT_ALARM, desk.language, &slots)));
    }
    let said = |pair| desk.say(pair);
    let mut pairs = vec![(said(course::CAME_IN), lines(came_in(desk)))];
    pairs.extend(lead_lines(desk).map(|all| (said(course::LEADS_SAY), lines(all))));
    pairs.extend(taken_line(desk).map(|line| (said(course::TAKEN_SHORT), line)));
    let followed = followed(desk)?;
    if !followed.is_empty() {
        pairs.push((said(course::FOLLOWED), lines(followed)));
    }
    let asked = asked(desk)?;
    if !asked.is_empty() {
        pairs.push((said(course::CAN_BE_ASKED), lines(asked)));
    }
    let not_said = [course::NOT_SAID_WORDS, course::BOUNDS].map(|pair| vec![words(pair, desk.language)]);
    pairs.push((said(course::NOT_SAID), lines(not_said)));
    blocks.push(Block::Pairs(pairs));
    Ok(desk.places.part("short", course::CONCLUSIONS, blocks))
}

/// The way to a part, in brackets.
fn way(desk: &Desk<'_>, part: &str) -> Inline {
    Inline::Link(desk.places.link(part))
}

fn came_in(desk: &Desk<'_>) -> Vec<Vec<Inline>> {
    let content = &desk.selected.content;
    let counts = [
        desk.count(content.sources.len() as u64, "received"),
        desk.count(content.source_entries.values().sum(), "received"),
    ];
    let mut all = vec![sentence(course::FILES_ENTRIES, desk.language, &counts)];
    if !content.statements.is_empty() {
        let counts = footing(desk).map(|count| desk.count(count, "statements"));
        let mut line = vec![words(course::STATEMENTS_ARE, desk.language), Inline::Words(" ".to_owned())];
        line.extend(sentence(wording::SHORT_FOOTING, desk.language, &counts));
        line.push(Inline::Words(".".to_owned()));
        all.push(line);
    }
    if !content.problems.is_empty() {
        let slots = [desk.count(content.problems.len() as u64, "problems"), way(desk, "problems")];
        all.push(sentence(course::PROBLEMS_ARE, desk.language, &slots));
    }
    all
}

/// Each lead with its accounts and what came in; how many more there are.
fn lead_lines(desk: &Desk<'_>) -> Option<Vec<Vec<Inline>>> {
    desk.places.number("leads")?;
    let content = &desk.selected.content;
    let counts = [desk.count(content.leads.len() as u64, "leads"), desk.tally(content.flags_run)];
    let mut all = vec![sentence(course::LEADS_ARE, desk.language, &counts)];
    let number = desk.places.number("leads").unwrap_or_default();
    for (at, lead) in content.leads.iter().enumerate().take(NAMED) {
        let to = crate::format::anchor("lead", &lead.id);
        let slots = [
            Inline::Link(link(format!("{number}.{}", at + 1), to)),
            words(leads::title(&lead.kind), desk.language),
            desk.tally(lead.accounts.len()),
        ];
        let mut line = sentence(course::LEAD_IS, desk.language, &slots);
        let takings = proceeds::is_summed(lead).then(|| proceeds::Takings::of(desk, lead).totals());
        for (currency, classes) in takings.into_iter().flatten() {
            let (low, high) = (classes.low(), classes.high());
            let Some(rows) = desk.catalogue.rows(high.ids.iter().copied()) else { continue };
            let grounds = computed(wording::sums::PROCEEDS_HOW, &rows, listed(desk, "proceeds"), desk.language);
            let figure = Figure::range(low.minor, high.minor, currency, desk.language, grounds);
            line.push(Inline::Words(" ".to_owned()));
            line.extend(sentence(course::LEAD_CAME_IN, desk.language, &[Inline::Figure(figure)]));
        }
        all.push(line);
    }
    all.extend(more(desk, content.leads.len()));
    Some(all)
}

/// The part that says more of a figure of this one, where it is there.
fn listed(desk: &Desk<'_>, name: &str) -> Option<Link> {
    desk.places.number(name).map(|_| desk.places.link(name))
}

fn more(desk: &Desk<'_>, count: usize) -> Option<Vec<Inline>> {
    (count > NAMED).then(|| sentence(follow::AND_MORE, desk.language, &[desk.tally(count - NAMED)]))
}

fn taken_line(desk: &Desk<'_>) -> Option<Vec<Inline>> {
    desk.places.number("taken")?;
    let mut line =
        sentence(course::TAKEN_ACCOUNTS, desk.language, &[desk.tally(taken::count(desk)), way(desk, "taken")]);
    for (currency, bounds) in taken::totals(desk) {
        let Some(rows) = desk.catalogue.rows(bounds.high.ids.iter().copied()) else { continue };
        let grounds = computed(wording::sums::TAKEN_HOW, &rows, listed(desk, "taken"), desk.language);
        let figure = Figure::range(bounds.low.minor, bounds.high.minor, currency, desk.language, grounds);
        line.push(Inline::Words(" ".to_owned()));
        line.extend(sentence(course::TAKEN_SUM, desk.language, &[Inline::Figure(figure)]));
    }
    Some(line)
}

/// Each sum followed: how much, what is held, by which ways the rest left, what a person asserts.
fn followed(desk: &Desk<'_>) -> Result<Vec<Vec<Inline>>, DossierError> {
    let claims = trace_sums::claims(desk)?;
    let mut all = Vec::new();
    for (at, claim) in claims.iter().take(NAMED) {
        let place = Inline::Link(link(traces::number(desk, *at), traces::anchor(*at)));
        // One note for all that the rules give.
        let grounds = claim.rule_grounds(desk, wording::RULES_HOW);
        let figure = |bounds| claim.figure(desk, bounds, grounds.clone());
        let slots = [
            place.clone(),
            Inline::Data(claim.name.to_owned()),
            claim.amount(desk),
            figure(claim.columns.range(&claim.all_held())),
            figure((claim.common(&claim.all_held()), claim.common(&claim.all_held()))),
        ];
        let mut line = sentence(course::CLAIM_IS, desk.language, &slots);
        line.push(Inline::Words(" ".to_owned()));
        let common = claim.common(&claim.all_left());
        let left = [words(course::CLAIM_LEFT, desk.language), Inline::Words(" ".to_owned()), figure((common, common))];
        line.extend(left);
        line.extend(ways(desk, claim));
        line.push(Inline::Words(".".to_owned()));
        let asserted = desk.selected.content.traces.get(*at).map_or(0, |(_, trace)| trace.assertions.len());
        if asserted > 0 {
            line.push(Inline::Words(" ".to_owned()));
            line.extend(sentence(follow::SHORT_ASSERTED, desk.language, &[desk.tally(asserted), place]));
        }
        all.push(line);
    }
    all.extend(more(desk, claims.len()));
    Ok(all)
}

/// By which ways it left: no way more than all that left.
fn ways(desk: &Desk<'_>, claim: &Claim<'_>) -> Vec<Inline> {
    let all = claim.all_left();
    let mut by_how: BTreeMap<Departure, ByRule<'_>> = BTreeMap::new();
    for ((how, _), sums) in claim.ways() {
        let way = by_how.entry(how).or_default();
        sums.iter().for_each(|(rule, bounds)| add(way, rule, *bounds));
    }
    let mut line = Vec::new();
    for (how, mut sums) in by_how {
        for (rule, sum) in &mut sums {
            *sum = trace_caps::at_most(*sum, all.get(rule).map_or(claim.minor, |all| all.1));
        }
        let bounds = claim.columns.range(&sums);
        if bounds.1 == 0 {
            continue;
        }
        line.push(Inline::Words(if line.is_empty() { " (".to_owned() } else { ", ".to_owned() }));
        line.push(words(trace_breaks::short_departure(how), desk.language));
        line.push(Inline::Words(" ".to_owned()));
        line.push(claim.figure(desk, bounds, claim.rule_grounds(desk, wording::RULES_HOW)));
    }
    if !line.is_empty() {
        line.push(Inline::Words(")".to_owned()));
    }
    line
}

/// How many requests there are, and the first of them.
fn asked(desk: &Desk<'_>) -> Result<Vec<Vec<Inline>>, DossierError> {
    if desk.places.number("requests").is_none() {
        return Ok(Vec::new());
    }
    let requests = requests::all(desk)?;
    let slots = [desk.count(requests.len() as u64, "requests"), way(desk, "requests")];
    let mut all = vec![sentence(course::REQUESTS_ARE, desk.language, &slots)];
    all.extend(requests.iter().take(NAMED).map(|request| request.line(desk)));
    Ok(all)
}
