//! The picture of a claim: who paid it, and where every rule agrees that it is.
//!
//! No rule is chosen for the picture. What all rules agree on is drawn at its place; the rest of the claim,
//! which goes here or there by one rule or another, is one dotted band that says so.

use std::collections::BTreeMap;

use super::finding_flow::others;
use super::trace_sums::Claim;
use super::{Desk, trace_breaks};
use crate::document::{Inline, Picture};
use crate::flow::{Band, Flow, Look, Node};
use crate::format::{short_account, typeset};
use crate::markup::{plain, sentence, words};
use crate::pictures::Drawing;
use crate::wording;

/// Boxes of one look in a column; the smaller ones are put together.
const MOST_BOXES: usize = 6;

/// The picture.
pub fn picture(desk: &Desk<'_>, claim: &Claim<'_>) -> Picture {
    let grounds = claim.rule_grounds(desk, wording::COMMON_HOW);
    let mut flow = Flow::default();
    let payers = payers(desk, claim);
    let column = usize::from(!payers.is_empty());
    let claim_at = payers.len();
    for (label, minor) in payers {
        let at = flow.nodes.len();
        flow.nodes.push(Node { column: 0, label: vec![label, vec![amount(desk, claim, minor)]], look: Look::Plain });
        flow.bands.push(Band { from: at, to: claim_at, minor });
    }
    let name = vec![words(wording::FLOW_CLAIM, desk.language)];
    let label = vec![name, vec![Inline::Data(claim.name.to_owned())], vec![claim.amount(desk)]];
    flow.nodes.push(Node { column, label, look: Look::Plain });
    let mut agreed = 0;
    for (label, minor, look) in ends(desk, claim) {
        agreed += minor;
        add_end(desk, claim, &mut flow, (claim_at, column + 1), (label, minor, look));
    }
    if claim.minor > agreed {
        let label = vec![words(wording::FLOW_DEPENDS, desk.language)];
        add_end(desk, claim, &mut flow, (claim_at, column + 1), (label, claim.minor - agreed, Look::Open));
    }
    let description = flow.nodes[claim_at + 1..]
        .iter()
        .map(|node| node.label.iter().map(|line| plain(line)).collect::<Vec<_>>().join(" "));
    let caption = sentence(wording::FLOW_TRACE, desk.language, &[Inline::Data(claim.name.to_owned())]);
    Picture {
        anchor: claim.anchor("follow"),
        caption,
        description: description.collect::<Vec<_>>().join("; "),
        drawing: Box::new(Drawing::Flow(flow)),
        grounds,
    }
}

type End = (Vec<Inline>, i128, Look);

fn add_end(
    desk: &Desk<'_>,
    claim: &Claim<'_>,
    flow: &mut Flow,
    (from, column): (usize, usize),
    (label, minor, look): End,
) {
    let to = flow.nodes.len();
    flow.nodes.push(Node { column, label: vec![label, vec![amount(desk, claim, minor)]], look });
    flow.bands.push(Band { from, to, minor });
}

fn amount(desk: &Desk<'_>, claim: &Claim<'_>, minor: i128) -> Inline {
    claim.figure(desk, (minor, minor), claim.rule_grounds(desk, wording::COMMON_HOW))
}

/// Who paid the claim, when its credits are whole and in its currency; otherwise nobody is drawn.
fn payers(desk: &Desk<'_>, claim: &Claim<'_>) -> Vec<(Vec<Inline>, i128)> {
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    for transfer in claim.claim.transactions.iter().filter_map(|id| desk.catalogue.transfer(id)) {
        if transfer.amount.currency != claim.reading.currency {
            return Vec::new();
        }
        *sums.entry(transfer.payer.account.unwrap_or("").to_owned()).or_default() += i128::from(transfer.amount.minor);
    }
    if sums.values().sum::<i128>() != claim.minor {
        return Vec::new();
    }
    let label = |account: &String| match account.is_empty() {
        true => vec![words(wording::NOT_NAMED, desk.language)],
        false => vec![Inline::Key(short_account(account))],
    };
    largest(desk, sums.iter().map(|(account, minor)| (label(account), *minor)).collect())
}

/// Where all rules agree that a part of the claim is: held first, then left.
fn ends(desk: &Desk<'_>, claim: &Claim<'_>) -> Vec<End> {
    let space = || Inline::Words(" ".to_owned());
    let held = claim.held.iter().map(|(account, sums)| {
        let label = vec![words(wording::HELD_IN, desk.language), space(), Inline::Key(short_account(account))];
        (label, claim.common(sums))
    });
    let mut by_how: BTreeMap<_, i128> = BTreeMap::new();
    for ((how, _), sums) in claim.ways() {
        *by_how.entry(how).or_default() += claim.common(&sums);
    }
    let left = by_how.iter().map(|(how, minor)| {
        let left = typeset(wording::LEFT_BY.pick(desk.language).as_str(), desk.language);
        (vec![Inline::Words(left), space(), words(trace_breaks::short_departure(*how), desk.language)], *minor)
    });
    let some =
        |ends: Vec<(Vec<Inline>, i128)>| largest(desk, ends.into_iter().filter(|(_, minor)| *minor > 0).collect());
    let held = some(held.collect()).into_iter().map(|(label, minor)| (label, minor, Look::Held));
    let left = some(left.collect()).into_iter().map(|(label, minor)| (label, minor, Look::Left));
    held.chain(left).collect()
}

/// The largest, and the others as one.
fn largest(desk: &Desk<'_>, mut ends: Vec<(Vec<Inline>, i128)>) -> Vec<(Vec<Inline>, i128)> {
    // A stable sort: equal amounts stay in the order of their keys.
    ends.sort_by_key(|(_, minor)| -minor);
    if ends.len() <= MOST_BOXES {
        return ends;
    }
    let rest = ends.split_off(MOST_BOXES - 1);
    ends.push((others(desk, rest.len()), rest.iter().map(|(_, minor)| minor).sum()));
    ends
}
