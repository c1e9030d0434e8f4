//! The chronology: what leads and traces rest on in the order of time, each event with its row.
//!
//! One transaction is one line, whatever is to be said of it. Where there are more events than room, those of traces and leads come
//! before others and the larger before the smaller; how many are left out is said.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Channel, Departure, Finding};
use jiff::civil::Date;

use super::lead_statements::find;
use super::{Desk, finding_flag, findings, traces, transfers};
use crate::Content;
use crate::document::{Block, Figure, Grounds, Inline, Part, Row, Set, Size, Table};
use crate::format;
use crate::markup::{lines, link, sentence, words};
use crate::reckon::dated;
use crate::wording::{self as common, course, follow, kinds};

/// So many events are shown.
const EVENTS: usize = 60;
/// So many of the largest payments, and of the largest withdrawals, are events by themselves.
const LARGEST: usize = 10;
/// So much is said of one transaction.
const SAID: usize = 4;

/// How much an event matters where there is no room for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Claim,
    Opening,
    Lead,
    Cash,
    Largest,
    Finding,
}

/// What is said of transactions, and accounts that were opened.
#[derive(Default)]
struct Events<'a> {
    transactions: BTreeMap<&'a str, (Option<Rank>, Vec<Vec<Inline>>)>,
    opened: BTreeSet<(Date, &'a str)>,
}

impl<'a> Events<'a> {
    fn say(&mut self, id: &'a str, rank: Rank, line: Vec<Inline>) {
        let (known, said) = self.transactions.entry(id).or_default();
        *known = Some(known.map_or(rank, |known| known.min(rank)));
        said.push(line);
    }
}

/// Whether there is anything to tell.
pub fn is_there(content: &Content) -> bool {
    !content.traces.is_empty() || !content.leads.is_empty() || !content.findings.findings.is_empty()
}

/// The part.
pub fn part(desk: &Desk<'_>) -> Part {
    let mut events = Events::default();
    of_traces(desk, &mut events);
    of_findings(desk, &mut events);
    of_movements(desk, &mut events);
    openings(desk, &mut events);
    let mut rows: Vec<(Rank, Reverse<i128>, Date, String, Row)> = Vec::new();
    for (id, (rank, said)) in events.transactions {
        let Some(transfer) = desk.catalogue.transfer(id) else { continue };
        let amount = i128::from(transfer.amount.minor);
        let rank = rank.unwrap_or(Rank::Finding);
        rows.push((rank, Reverse(amount), transfer.booked.on, id.to_owned(), transaction(desk, id, said)));
    }
    for (on, account) in events.opened {
        rows.push((Rank::Opening, Reverse(0), on, account.to_owned(), opening(desk, on, account)));
    }
    let count = rows.len();
    rows.sort_by(|one, other| (one.0, one.1, one.2, &one.3).cmp(&(other.0, other.1, other.2, &other.3)));
    rows.truncate(EVENTS);
    rows.sort_by(|one, other| (one.2, one.0, &one.3).cmp(&(other.2, other.0, &other.3)));
    let mut blocks = vec![Block::Prose(vec![words(course::CHRONOLOGY_INTRO, desk.language)])];
    if count > EVENTS {
        let counts = [desk.tally(EVENTS), desk.tally(count)];
        blocks.push(Block::Prose(sentence(course::CHRONOLOGY_CUT, desk.language, &counts)));
    }
    blocks.push(Block::Table(table(desk, rows.into_iter().map(|(.., row)| row).collect())));
    desk.places.part("chronology", course::CHRONOLOGY, blocks)
}

fn table(desk: &Desk<'_>, rows: Vec<Row>) -> Table {
    let say = |pair, set| (desk.say(pair), set);
    Table {
        caption: vec![words(course::CHRONOLOGY_CAPTION, desk.language)],
        columns: vec![
            say(common::COL_DATE, Set::Tight),
            say(course::COL_EVENT, Set::Left),
            say(course::COL_WHO, Set::Left),
            say(common::COL_AMOUNT, Set::Right),
            say(common::COL_ENTRIES, Set::Left),
        ],
        rows,
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    }
}

fn transaction(desk: &Desk<'_>, id: &str, mut said: Vec<Vec<Inline>>) -> Row {
    let Some(transfer) = desk.catalogue.transfer(id) else { return Row::default() };
    let more = said.len().saturating_sub(SAID);
    said.truncate(SAID);
    if more > 0 {
        said.push(sentence(follow::AND_MORE, desk.language, &[desk.tally(more)]));
    }
    let grounds = Grounds::rows(&transfer.rows);
    let amount = Figure::amount(i128::from(transfer.amount.minor), transfer.amount.currency, desk.language, grounds);
    // One below the other: beside each other, two accounts leave no room for what happened.
    let mut who = desk.catalogue.side(transfer.payer, transfer.channel);
    who.extend([Inline::Break, Inline::Words("→ ".to_owned())]);
    who.extend(desk.catalogue.side(transfer.payee, transfer.channel));
    let cells = vec![
        vec![desk.short_day(transfer.booked.on)],
        lines(said),
        who,
        vec![Inline::Figure(amount)],
        transfers::links(&transfer.rows),
    ];
    Row { cells, ..Row::default() }
}

fn opening(desk: &Desk<'_>, on: Date, account: &str) -> Row {
    let lists = desk.selected.content.sources.iter().filter(|source| source.format == "accounts");
    let cited: Vec<String> = lists.map(|source| desk.catalogue.cite_source(source.id)).collect();
    let account = sentence(course::OPENED, desk.language, &[Inline::Key(account.to_owned())]);
    let source = match cited.is_empty() {
        true => vec![words(course::BY_LIST, desk.language)],
        false => vec![Inline::Words(cited.join(", "))],
    };
    let cells = vec![vec![desk.short_day(on)], account, Vec::new(), Vec::new(), source];
    Row { cells, ..Row::default() }
}

/// The first credit of each claim, and cash drawn with money that is followed.
fn of_traces<'a>(desk: &Desk<'a>, events: &mut Events<'a>) {
    for (at, (_, trace)) in desk.selected.content.traces.iter().enumerate() {
        let place = || Inline::Link(link(traces::number(desk, at), traces::anchor(at)));
        for claim in &trace.claims {
            let first = ends(desk, &claim.transactions).map(|(first, _)| first);
            let slots = [Inline::Data(claim.claim.clone()), place()];
            let line = sentence(course::CLAIM_BEGINS, desk.language, &slots);
            first.into_iter().for_each(|first| events.say(first, Rank::Claim, line.clone()));
        }
        let results = trace.rules.values().chain(trace.rules_alone.values());
        let left = results.flat_map(|result| &result.left).filter(|left| left.how == Departure::Cash);
        let cash: BTreeSet<&str> = left.map(|left| left.transaction.as_str()).collect();
        for id in largest(desk, cash) {
            events.say(id, Rank::Cash, sentence(course::CASH_OF_TRACE, desk.language, &[place()]));
        }
    }
}

/// The largest of these transactions.
fn largest<'a>(desk: &Desk<'_>, ids: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let amount = |id: &str| desk.catalogue.transfer(id).map(|transfer| Reverse(transfer.amount.minor));
    let mut all: Vec<&str> = ids.into_iter().filter(|id| amount(id).is_some()).collect();
    all.sort_by_key(|id| (amount(id), *id));
    all.truncate(LARGEST);
    all
}

/// The first and the last in time of these transactions.
fn ends<'a>(desk: &Desk<'_>, ids: &'a [String]) -> Option<(&'a str, &'a str)> {
    let booked = |id: &&str| desk.catalogue.transfer(id).map(|transfer| transfer.rows.first.number);
    let known = || ids.iter().map(String::as_str).filter(|id| booked(id).is_some());
    Some((known().min_by_key(booked)?, known().max_by_key(booked)?))
}

/// The first and the last payment of each finding that is shown or that a lead rests on.
fn of_findings<'a>(desk: &Desk<'a>, events: &mut Events<'a>) {
    let content = &desk.selected.content;
    let number = desk.places.number("leads").unwrap_or_default();
    let mut of_leads: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, lead) in content.leads.iter().enumerate() {
        lead.findings.iter().for_each(|id| of_leads.entry(id).or_default().push(at));
    }
    let shown = content.findings.findings.iter().map(|finding| finding.id.as_str());
    let all: BTreeSet<&str> = shown.chain(of_leads.keys().copied()).collect();
    for id in all {
        let Some(finding) = find(desk, id) else { continue };
        let Some((first, last)) = ends(desk, &finding.transactions) else { continue };
        let leads = of_leads.get(id).map(Vec::as_slice).unwrap_or_default();
        let rank = if leads.is_empty() { Rank::Finding } else { Rank::Lead };
        let way = match (findings::place(desk, id), leads.first()) {
            (Some(place), _) => Inline::Link(place),
            (None, Some(at)) => {
                Inline::Link(link(format!("{number}.{}", at + 1), format::anchor("lead", &content.leads[*at].id)))
            }
            (None, None) => Inline::Key(id.to_owned()),
        };
        let title = title(desk, finding);
        let say = |pair| sentence(pair, desk.language, &[title.clone(), way.clone()]);
        if first == last {
            events.say(first, rank, say(course::FINDING_ONLY));
        } else {
            events.say(first, rank, say(course::FINDING_FIRST));
            events.say(last, rank, say(course::FINDING_LAST));
        }
    }
}

/// The largest payments and withdrawals of the accounts that are given whole; none within one holder.
fn of_movements<'a>(desk: &Desk<'a>, events: &mut Events<'a>) {
    let movements = dated(desk.catalogue);
    let apart = |payer: Option<&str>, payee: Option<&str>| {
        payer.zip(payee).is_none_or(|(payer, payee)| !desk.people.is_same(payer, payee))
    };
    let stays = movements.iter().filter(|moved| moved.stays() && apart(moved.payer(), moved.payee()));
    let (cash, others): (Vec<_>, Vec<_>) = stays.partition(|moved| moved.movement.channel == Channel::CashOut);
    let ids = |all: Vec<&crate::reckon::Dated<'a>>| -> Vec<&'a str> {
        all.into_iter().map(|moved| moved.movement.id.as_str()).collect()
    };
    for (all, pair) in [(ids(cash), course::LARGEST_CASH), (ids(others), course::LARGEST)] {
        for id in largest(desk, all) {
            events.say(id, Rank::Largest, vec![words(pair, desk.language)]);
        }
    }
}

/// When the accounts of leads and of money held were opened, where a list of accounts says so.
fn openings<'a>(desk: &Desk<'a>, events: &mut Events<'a>) {
    let content = &desk.selected.content;
    let of_leads = content.leads.iter().flat_map(|lead| lead.accounts.iter().map(|member| member.account.as_str()));
    let held = content.traces.iter().flat_map(|(_, trace)| trace.balances.iter().map(|at| at.account.as_str()));
    let concerned: BTreeSet<&str> = of_leads.chain(held).collect();
    let opened = content.accounts.iter().filter_map(|account| Some((account.opened_on?, account.id.as_str())));
    events.opened.extend(opened.filter(|(_, account)| concerned.contains(account)));
}

/// What a finding is of.
fn title(desk: &Desk<'_>, finding: &Finding) -> Inline {
    match (finding_flag::is_flag(finding), finding_flag::title(desk, finding), kinds::kind(&finding.kind)) {
        (true, Some(title), _) => Inline::Data(title),
        (false, _, kind) if !kind.word.is_empty() => words(kind.title, desk.language),
        _ => Inline::Key(finding.kind.clone()),
    }
}
