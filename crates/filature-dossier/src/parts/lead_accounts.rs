//! The accounts of a lead. Who holds them stands in one table, their places in patterns in another: what a source describes is never
//! printed against a name.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Finding, LeadMember};

use super::lead_statements::find;
use super::leads::View;
use crate::document::{Block, Inline, Row, Set, Size, Table};
use crate::markup::{filled, plain, sentence, words};
use crate::source_names::source_name;
use crate::wording::{self as common, Pair, follow, leads as wording, roles};

/// So many accounts of one lead are listed.
pub const MOST_LISTED: usize = 40;
/// So many are named for each place in a pattern.
const MOST_NAMED: usize = 12;

/// Both tables, and how many accounts they leave out.
pub fn blocks(view: &View<'_>) -> Vec<Block> {
    let (desk, members) = (view.desk, &view.lead.accounts);
    let facts = facts(view);
    let listed = listed(members, &facts);
    let rows = listed.iter().enumerate().map(|(at, member)| Row {
        cells: vec![
            vec![desk.tally(at + 1)],
            vec![Inline::Key(member.account.clone())],
            desk.catalogue.holder(&member.account).map(Inline::Data).into_iter().collect(),
        ],
        ..Row::default()
    });
    let say = |pair, set| (desk.say(pair), set);
    let accounts = Table {
        caption: view.caption(wording::ACCOUNTS),
        columns: vec![
            say(common::COL_NUMBER, Set::Tight),
            say(common::COL_MEMBER, Set::Left),
            say(common::COL_HOLDER, Set::Left),
        ],
        rows: rows.collect(),
        ..Table::default()
    };
    let counts = [desk.tally(listed.len()), desk.tally(members.len())];
    let cut =
        (listed.len() < members.len()).then(|| Block::Prose(sentence(wording::ACCOUNTS_CUT, desk.language, &counts)));
    let places = Block::Table(places(view, &facts));
    [Block::Table(accounts)].into_iter().chain(cut).chain([places]).collect()
}

/// The findings that the lead rests on.
fn facts<'a>(view: &View<'a>) -> Vec<&'a Finding> {
    let named: BTreeSet<&str> = view.lead.findings.iter().map(String::as_str).collect();
    named.into_iter().filter_map(|id| find(view.desk, id)).collect()
}

/// The accounts that stand in most of the facts, in the order of their keys.
fn listed<'a>(members: &'a [LeadMember], facts: &[&Finding]) -> Vec<&'a LeadMember> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for member in facts.iter().flat_map(|finding| &finding.accounts) {
        *count.entry(&member.account).or_default() += 1;
    }
    let mut listed: Vec<&LeadMember> = members.iter().collect();
    listed.sort_by_key(|member| (Reverse(count.get(member.account.as_str()).copied()), &member.account));
    listed.truncate(MOST_LISTED);
    listed.sort();
    listed
}

/// A row for each pattern and place in it, those of people who may be under control first.
fn places(view: &View<'_>, facts: &[&Finding]) -> Table {
    let (desk, language) = (view.desk, view.desk.language);
    let mut places: BTreeMap<(usize, String, String, String), Vec<&str>> = BTreeMap::new();
    for member in &view.lead.accounts {
        let (order, side) = side(&member.side);
        let (by, described) = source(view, facts, member);
        let slots = [vec![Inline::Data(by)], vec![words(side, language)]];
        let pattern = plain(&filled(described, language, &slots));
        let role = roles::role(&member.role).map_or_else(|| member.role.replace('_', " "), |pair| desk.say(pair));
        places.entry((order, member.side.clone(), pattern, role)).or_default().push(&member.account);
    }
    let rows = places.into_iter().map(|((_, _, pattern, role), accounts)| Row {
        cells: vec![vec![Inline::Data(pattern)], vec![Inline::Data(role)], keys(view, &accounts)],
        ..Row::default()
    });
    let say = |pair, set| (desk.say(pair), set);
    Table {
        caption: vec![words(wording::PLACES, language)],
        columns: vec![
            say(wording::COL_PATTERN, Set::Left),
            say(wording::COL_PLACE, Set::Left),
            say(wording::COL_ACCOUNTS, Set::Left),
        ],
        rows: rows.collect(),
        size: Size::Dense,
        ..Table::default()
    }
}

fn keys(view: &View<'_>, accounts: &[&str]) -> Vec<Inline> {
    let mut line = Vec::new();
    for account in accounts.iter().take(MOST_NAMED) {
        line.extend((!line.is_empty()).then_some(Inline::Break));
        line.push(Inline::Key((*account).to_owned()));
    }
    if accounts.len() > MOST_NAMED {
        line.push(Inline::Break);
        let more = [view.desk.tally(accounts.len() - MOST_NAMED)];
        line.extend(sentence(follow::AND_MORE, view.desk.language, &more));
    }
    line
}

/// Who describes the patterns in which the account has its place, and whether that is one or several.
fn source(view: &View<'_>, facts: &[&Finding], member: &LeadMember) -> (String, Pair) {
    let has_place = |finding: &&&Finding| {
        finding.accounts.iter().any(|other| other.account == member.account && other.role == member.role)
    };
    let described: Vec<&Finding> = facts.iter().filter(has_place).copied().collect();
    let names: BTreeSet<&str> = described
        .iter()
        .filter_map(|finding| sources_of(&finding.source))
        .flat_map(|names| names.split("; "))
        .collect();
    let names: Vec<String> = names.into_iter().map(|name| source_name(name, view.desk.language)).collect();
    match (names.as_slice(), described.is_empty()) {
        ([], true) => (view.desk.say(wording::BY_FLAG), wording::SIDE),
        ([], false) => (view.desk.say(wording::BY_DESIGN), wording::SIDE),
        ([one], _) => (one.clone(), wording::SIDE),
        (several, _) => (several.join(", "), wording::SIDES),
    }
}

/// The names of the sources of a flag, without its version and the remark on its thresholds; none where the design is this program's.
pub fn sources_of(source: &str) -> Option<&str> {
    let names = source.rfind(" (flag ").map_or(source, |at| &source[..at]);
    (names != "design of this program").then_some(names)
}

/// The words for a side, and their order.
fn side(side: &str) -> (usize, Pair) {
    match side {
        "victim-pattern" => (0, wording::SIDE_PROTECTED),
        "buyer" => (1, wording::SIDE_BUYER),
        "employer" => (2, wording::SIDE_EMPLOYER),
        "facilitator" => (3, wording::SIDE_FACILITATOR),
        "controller" => (4, wording::SIDE_CONTROLLER),
        _ => (5, wording::SIDE_OTHER),
    }
}
