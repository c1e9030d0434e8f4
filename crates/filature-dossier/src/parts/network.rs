//! The part of pictures: for each lead its accounts and the flows between them, then calendars of accounts and the map of corridors.
//!
//! An account's shape is its place in the payments that are drawn: it pays, is paid, or both. What a source describes, and the roles of
//! flags, are in no picture, since the initials of a holder stand beside the shape.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Lead;

use super::network_flows::{Flow, Flows, Key, of_lead};
use super::transfers::first_links;
use super::{Desk, calendars, corridors};
use crate::DossierError;
use crate::document::{Block, Figure, Inline, Part, Picture, Row, Set, Size, Table};
use crate::figures::computed;
use crate::format;
use crate::markup::{plain, sentence, words};
use crate::pictures::{Drawing, Edge, Fill, NetworkPicture, Node, Shape, round_down};
use crate::wording::{self as common, Pair, pictures as wording};

/// Entries that a table names beside a flow.
pub const LINKS: usize = 3;
/// Flows that a table lists, and that a description names.
const LISTED: usize = 40;
const DESCRIBED: usize = 30;

/// The part, and one inside it for each picture.
pub fn pictures(desk: &Desk<'_>) -> Result<Vec<Part>, DossierError> {
    let number = desk.places.number("network").unwrap_or_default();
    let mut inner: Vec<(String, Vec<Inline>, Vec<Block>)> = Vec::new();
    let leads = desk.places.number("leads").unwrap_or_default();
    for (at, lead) in (1_u32..).zip(&desk.selected.content.leads) {
        inner.extend(of(desk, lead, &format!("{leads}.{at}")));
    }
    inner.extend(calendars::calendars(desk));
    inner.extend(corridors::corridors(desk));
    let mut blocks = vec![Block::Prose(vec![words(wording::PICTURES_INTRO, desk.language)])];
    if inner.is_empty() {
        blocks.push(Block::Prose(vec![words(wording::NOTHING_DRAWN, desk.language)]));
    }
    let mut parts = vec![desk.places.part("network", wording::PICTURES, blocks)];
    for (at, (anchor, title, blocks)) in (1_u32..).zip(inner) {
        parts.push(Part {
            anchor,
            number: format!("{number}.{at}"),
            title: plain(&title),
            under: Vec::new(),
            in_contents: true,
            new_page: false,
            level: 3,
            blocks,
        });
    }
    Ok(parts)
}

/// Anchor, title and blocks of one lead.
fn of(desk: &Desk<'_>, lead: &Lead, number: &str) -> Option<(String, Vec<Inline>, Vec<Block>)> {
    let flows = of_lead(desk, lead).filter(|flows| !flows.drawn.is_empty())?;
    let view = View { desk, lead, number, flows: &flows };
    let mut blocks = vec![Block::Picture(view.picture())];
    if flows.others > 0 {
        blocks.push(Block::Prose(sentence(wording::NETWORK_OTHERS, desk.language, &[desk.tally(flows.others)])));
    }
    blocks.extend(elsewhere(desk, flows.elsewhere));
    blocks.push(Block::Table(view.table()));
    if flows.all.len() > LISTED {
        let counts = [desk.tally(LISTED), desk.tally(flows.all.len())];
        blocks.push(Block::Prose(sentence(wording::NETWORK_CUT, desk.language, &counts)));
    }
    let title = sentence(wording::NETWORK_TITLE, desk.language, &[Inline::Words(number.to_owned())]);
    Some((format::anchor("network", &lead.id), title, blocks))
}

/// What is said of transactions in other currencies.
pub fn elsewhere(desk: &Desk<'_>, count: usize) -> Option<Block> {
    let counted = [desk.tally(count)];
    (count > 0).then(|| Block::Prose(sentence(wording::OTHER_CURRENCIES, desk.language, &counted)))
}

struct View<'a> {
    desk: &'a Desk<'a>,
    lead: &'a Lead,
    number: &'a str,
    flows: &'a Flows,
}

impl View<'_> {
    fn picture(&self) -> Picture {
        let (desk, flows) = (self.desk, self.flows);
        let keys: BTreeSet<&Key> = flows.drawn.iter().flat_map(|flow| [&flow.from, &flow.to]).collect();
        let at: BTreeMap<&Key, usize> = keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
        let edge = |flow: &Flow| {
            Some(Edge {
                from: *at.get(&flow.from)?,
                to: *at.get(&flow.to)?,
                minor: flow.minor,
                amount: self.amount(flow),
                said: self.said(flow),
            })
        };
        let drawing = NetworkPicture {
            nodes: keys.iter().map(|key| self.node(key)).collect(),
            edges: flows.drawn.iter().filter_map(edge).collect(),
            classes: self.classes(),
            shapes: shapes(desk),
        };
        let slots = [Inline::Words(self.number.to_owned()), Inline::Words(flows.currency.code().to_owned())];
        let said: Vec<String> = flows.drawn.iter().take(DESCRIBED).map(|flow| self.said(flow)).collect();
        Picture {
            anchor: format::anchor("network-of", &self.lead.id),
            caption: sentence(wording::NETWORK_CAPTION, desk.language, &slots),
            description: said.join("; "),
            drawing: Box::new(Drawing::Network(drawing)),
            grounds: computed(wording::SUM_HOW, &flows.rows, None, desk.language),
        }
    }

    fn amount(&self, flow: &Flow) -> Inline {
        let grounds = computed(wording::SUM_HOW, &flow.rows, None, self.desk.language);
        Inline::Figure(Figure::amount(flow.minor, self.flows.currency, self.desk.language, grounds))
    }

    fn said(&self, flow: &Flow) -> String {
        let name = |key: &Key| Inline::Data(plain(&full(self.desk, key, self.flows.others)));
        let slots = [name(&flow.from), name(&flow.to), self.amount(flow), self.desk.tally(flow.transactions)];
        plain(&sentence(wording::FLOW_SAID, self.desk.language, &slots))
    }

    fn node(&self, key: &Key) -> Node {
        let desk = self.desk;
        let pays = self.flows.drawn.iter().any(|flow| flow.from == *key);
        let is_paid = self.flows.drawn.iter().any(|flow| flow.to == *key);
        let shape = match (key, pays, is_paid) {
            (Key::CashIn | Key::CashOut, ..) => Shape::Triangle,
            (Key::UnnamedPayer | Key::UnnamedPayee, ..) => Shape::Open,
            (Key::Others, ..) => Shape::Several,
            (Key::Account(_), true, true) => Shape::Diamond,
            (Key::Account(_), true, false) => Shape::Circle,
            (Key::Account(_), false, _) => Shape::Square,
        };
        let (label, is_own) = match key {
            Key::Account(account) => {
                let mut label = vec![vec![Inline::Key(format::short_account(account))]];
                label.extend(desk.catalogue.holder(account).map(|holder| vec![Inline::Data(holder)]));
                (label, self.lead.accounts.iter().any(|member| member.account == *account))
            }
            other => (vec![full(desk, other, self.flows.others)], false),
        };
        Node { label, shape, is_own }
    }

    /// From how much on a flow is drawn wider.
    fn classes(&self) -> Vec<(i128, Vec<Inline>)> {
        let desk = self.desk;
        let largest = self.flows.drawn.iter().map(|flow| flow.minor).max().unwrap_or(0);
        let mut bounds: Vec<i128> = [20, 5, 2].map(|part| round_down(largest / part)).to_vec();
        bounds.dedup();
        let figure = |minor: i128| {
            let grounds = computed(wording::SCALE_HOW, &self.flows.rows, None, desk.language);
            Inline::Figure(Figure::amount(minor, self.flows.currency, desk.language, grounds))
        };
        let first = sentence(wording::CLASS_BELOW, desk.language, &[figure(bounds.first().copied().unwrap_or(1))]);
        let rest = bounds.iter().map(|&minor| (minor, sentence(wording::CLASS_FROM, desk.language, &[figure(minor)])));
        [(0, first)].into_iter().chain(rest).collect()
    }

    fn table(&self) -> Table {
        let (desk, flows) = (self.desk, self.flows);
        let name = |key: &Key| match key {
            Key::Account(account) => {
                let mut line = vec![Inline::Key(account.clone())];
                line.extend(
                    desk.catalogue
                        .holder(account)
                        .into_iter()
                        .flat_map(|holder| [Inline::Words(" ".to_owned()), Inline::Data(holder)]),
                );
                line
            }
            other => full(desk, other, flows.others),
        };
        let row = |flow: &Flow| {
            let cells = vec![
                name(&flow.from),
                name(&flow.to),
                vec![desk.tally(flow.transactions)],
                vec![self.amount(flow)],
                first_links(desk, &flow.rows, LINKS),
            ];
            Row { cells, ..Row::default() }
        };
        let say = |pair: Pair, set| (desk.say(pair), set);
        Table {
            caption: sentence(wording::NETWORK_TABLE, desk.language, &[Inline::Words(self.number.to_owned())]),
            columns: vec![
                say(common::COL_PAYER, Set::Left),
                say(common::COL_PAYEE, Set::Left),
                say(wording::COL_TRANSACTIONS, Set::Right),
                say(common::COL_AMOUNT, Set::Right),
                say(common::COL_ENTRIES, Set::Left),
            ],
            sourced: true,
            rows: flows.all.iter().take(LISTED).map(row).collect(),
            size: Size::Dense,
            ..Table::default()
        }
    }
}

/// What an account or what stands for one is called.
fn full(desk: &Desk<'_>, key: &Key, others: usize) -> Vec<Inline> {
    match key {
        Key::Account(account) => vec![Inline::Key(account.clone())],
        Key::CashIn | Key::CashOut => vec![words(common::CASH, desk.language)],
        Key::UnnamedPayer | Key::UnnamedPayee => vec![words(common::NOT_NAMED, desk.language)],
        Key::Others => sentence(common::FLOW_OTHERS, desk.language, &[desk.tally(others)]),
    }
}

fn shapes(desk: &Desk<'_>) -> Vec<(Shape, Fill, Vec<Inline>)> {
    let all = [
        (Shape::Circle, Fill::Dark, wording::SHAPE_PAYS),
        (Shape::Square, Fill::Dark, wording::SHAPE_PAID),
        (Shape::Diamond, Fill::Dark, wording::SHAPE_BOTH),
        (Shape::Circle, Fill::White, wording::SHAPE_BEYOND_PAYS),
        (Shape::Square, Fill::White, wording::SHAPE_BEYOND_PAID),
        (Shape::Diamond, Fill::White, wording::SHAPE_BEYOND_BOTH),
        (Shape::Triangle, Fill::White, wording::SHAPE_CASH),
        (Shape::Open, Fill::White, wording::SHAPE_UNNAMED),
        (Shape::Several, Fill::White, wording::SHAPE_OTHERS),
    ];
    all.into_iter().map(|(shape, fill, pair)| (shape, fill, vec![words(pair, desk.language)])).collect()
}
