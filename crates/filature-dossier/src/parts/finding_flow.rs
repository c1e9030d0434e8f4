//! The flow picture of a finding: who paid whom, in layers.
//!
//! Transfers are taken in time order. One that would lead back to where its money came from ends in a second
//! box of the same account, at the right: so a loop reads from left to right and shows its return.

use std::collections::{BTreeMap, BTreeSet};

use super::Desk;
use super::findings::View;
use crate::document::{Figure, Inline, Picture};
use crate::flow::{Band, Flow, Look, Node};
use crate::format;
use crate::markup::{plain, sentence, words};
use crate::pictures::Drawing;
use crate::wording;

/// Past this many columns a page has no room for labels.
const MOST_COLUMNS: usize = 14;
/// Past this many, boxes in between bear their number alone.
const MOST_LABELLED: usize = 4;
/// Past this many pairs of accounts a picture says less than the table.
const MOST_PAIRS: usize = 2_000;
/// Boxes in a column; the smaller ones are put together.
const MOST_BOXES: usize = 8;
/// Flows that the description names.
const DESCRIBED: usize = 30;

/// An account, or what stands for it, and whether it is the box of its return.
type Key = (String, bool);

/// The picture, unless the flow has no readable one.
pub fn picture(view: &View<'_>) -> Option<Picture> {
    let pairs = pairs(view)?;
    let columns = columns(&pairs);
    if pairs.is_empty() || columns.values().max().is_none_or(|&last| last >= MOST_COLUMNS) {
        return None;
    }
    let grounds = view.grounds(wording::FLOW_SUM);
    let flow = Boxes { view, pairs: &pairs, columns: &columns }.flow();
    let number = [Inline::Words(view.number.clone())];
    let caption = sentence(wording::FLOW_FINDING, view.desk.language, &number);
    let description = describe(view, &pairs);
    Some(Picture { anchor: view.anchor("flow"), caption, description, drawing: Box::new(Drawing::Flow(flow)), grounds })
}

/// Sums by payer and payee, without loops; none when currencies are mixed.
fn pairs(view: &View<'_>) -> Option<BTreeMap<(Key, Key), i128>> {
    let mut pairs: BTreeMap<(Key, Key), i128> = BTreeMap::new();
    let mut paid: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    for transfer in &view.transfers {
        if transfer.amount.currency != view.reading.currency || pairs.len() > MOST_PAIRS {
            return None;
        }
        let name = |side: crate::catalogue::Side<'_>| side.account.unwrap_or("").to_owned();
        let from = (name(transfer.payer), false);
        let mut to = (name(transfer.payee), false);
        if from == to {
            continue;
        }
        // What is not named is the outside world: it pays on the left and is paid on the right.
        if to.0.is_empty() || reaches(&paid, &to, &from) {
            to.1 = true;
        }
        paid.entry(from.clone()).or_default().insert(to.clone());
        *pairs.entry((from, to)).or_default() += i128::from(transfer.amount.minor);
    }
    Some(pairs)
}

fn reaches(paid: &BTreeMap<Key, BTreeSet<Key>>, from: &Key, to: &Key) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(key) = open.pop() {
        if key == to {
            return true;
        }
        open.extend(paid.get(key).into_iter().flatten().filter(|next| seen.insert(next)));
    }
    false
}

/// The longest way from a payer who is not paid; who pays nobody stands in the last column.
fn columns(pairs: &BTreeMap<(Key, Key), i128>) -> BTreeMap<&Key, usize> {
    let mut columns: BTreeMap<&Key, usize> = pairs.keys().flat_map(|(from, to)| [(from, 0), (to, 0)]).collect();
    for _ in 0..=MOST_COLUMNS {
        for (from, to) in pairs.keys() {
            let after = columns.get(from).copied().unwrap_or(0) + 1;
            let column = columns.entry(to).or_insert(0);
            *column = after.max(*column);
        }
    }
    let last = columns.values().max().copied().unwrap_or(0);
    let payers: BTreeSet<&Key> = pairs.keys().map(|(from, _)| from).collect();
    for (key, column) in &mut columns {
        if !payers.contains(key) {
            *column = last;
        }
    }
    columns
}

struct Boxes<'a> {
    view: &'a View<'a>,
    pairs: &'a BTreeMap<(Key, Key), i128>,
    columns: &'a BTreeMap<&'a Key, usize>,
}

impl Boxes<'_> {
    fn came(&self, key: &Key) -> i128 {
        self.pairs.iter().filter(|((_, to), _)| to == key).map(|(_, minor)| minor).sum()
    }

    fn went(&self, key: &Key) -> i128 {
        self.pairs.iter().filter(|((from, _), _)| from == key).map(|(_, minor)| minor).sum()
    }

    fn flow(&self) -> Flow {
        let mut flow = Flow::default();
        let mut at: BTreeMap<&Key, usize> = BTreeMap::new();
        let last = self.columns.values().max().copied().unwrap_or(0);
        for column in 0..=last {
            let mut keys: Vec<(i128, &Key)> = self
                .columns
                .iter()
                .filter(|(_, of)| **of == column)
                .map(|(key, _)| (-self.came(key).max(self.went(key)), *key))
                .collect();
            keys.sort();
            let keys: Vec<&Key> = keys.into_iter().map(|(_, key)| key).collect();
            let alone = if keys.len() > MOST_BOXES { MOST_BOXES - 1 } else { keys.len() };
            let (alone, together) = keys.split_at(alone);
            for key in alone {
                at.insert(key, flow.nodes.len());
                flow.nodes.push(Node { column, label: self.label(key), look: Look::Plain });
            }
            if !together.is_empty() {
                at.extend(together.iter().map(|key| (*key, flow.nodes.len())));
                flow.nodes.push(Node { column, label: self.others(together), look: Look::Plain });
            }
        }
        let mut bands: BTreeMap<(usize, usize), i128> = BTreeMap::new();
        for ((from, to), minor) in self.pairs {
            if let (Some(&from), Some(&to)) = (at.get(from), at.get(to)) {
                *bands.entry((from, to)).or_default() += minor;
            }
        }
        flow.bands = bands.into_iter().map(|((from, to), minor)| Band { from, to, minor }).collect();
        flow
    }

    fn amount(&self, minor: i128) -> Inline {
        let view = self.view;
        Inline::Figure(Figure::amount(
            minor,
            view.reading.currency,
            view.desk.language,
            view.grounds(wording::FLOW_SUM),
        ))
    }

    /// What came in, what went out, or both where they differ.
    fn sums(&self, came: i128, went: i128) -> Vec<Inline> {
        match (came, went) {
            (0, sum) | (sum, 0) => vec![self.amount(sum)],
            (came, went) if came == went => vec![self.amount(came)],
            (came, went) => vec![self.amount(came), Inline::Words(" → ".to_owned()), self.amount(went)],
        }
    }

    fn label(&self, key: &Key) -> Vec<Vec<Inline>> {
        let desk = self.view.desk;
        let mut lines = vec![name(self.view, &key.0)];
        let last = self.columns.values().max().copied().unwrap_or(0);
        let between = self.columns.get(key).is_some_and(|&column| column > 0 && column < last);
        if between && last > MOST_LABELLED {
            lines.iter_mut().for_each(|line| line.truncate(1));
            return lines;
        }
        if let Some(holder) = desk.catalogue.holder(&key.0) {
            lines.push(vec![Inline::Data(holder)]);
        }
        if key.1 && !key.0.is_empty() {
            lines.push(vec![words(wording::FLOW_BACK, desk.language)]);
        }
        let (came, went) = (self.came(key), self.went(key));
        if between && came != went && came.min(went) > 0 {
            // Between columns there is no room for both in one line.
            lines.push(vec![self.amount(came)]);
            lines.push(vec![Inline::Words("→ ".to_owned()), self.amount(went)]);
        } else {
            lines.push(self.sums(came, went));
        }
        lines
    }

    fn others(&self, keys: &[&Key]) -> Vec<Vec<Inline>> {
        let sum = |of: &dyn Fn(&Key) -> i128| keys.iter().map(|key| of(key)).sum::<i128>();
        let (came, went) = (sum(&|key| self.came(key)), sum(&|key| self.went(key)));
        vec![others(self.view.desk, keys.len()), self.sums(came, went)]
    }
}

/// `12 others`.
pub fn others(desk: &Desk<'_>, count: usize) -> Vec<Inline> {
    sentence(wording::FLOW_OTHERS, desk.language, &[desk.tally(count)])
}

/// The number of the account in the table of members, and its key in short.
fn name(view: &View<'_>, account: &str) -> Vec<Inline> {
    if account.is_empty() {
        return vec![words(wording::NOT_NAMED, view.desk.language)];
    }
    let number = view.finding.accounts.iter().position(|member| member.account == account);
    let number = number.filter(|at| view.listed.contains(at));
    let mut line: Vec<Inline> = number.map(|at| Inline::Strong(format!("{}  ", at + 1))).into_iter().collect();
    line.push(Inline::Key(format::short_account(account)));
    line
}

fn describe(view: &View<'_>, pairs: &BTreeMap<(Key, Key), i128>) -> String {
    let language = view.desk.language;
    let named = |key: &Key| match key.0.is_empty() {
        true => words(wording::NOT_NAMED, language),
        false => Inline::Key(key.0.clone()),
    };
    let flows = pairs.iter().take(DESCRIBED).map(|((from, to), minor)| {
        let amount = Figure::amount(*minor, view.reading.currency, language, view.grounds(wording::FLOW_SUM));
        plain(&sentence(wording::FLOW_FROM_TO, language, &[named(from), named(to), Inline::Figure(amount)]))
    });
    flows.collect::<Vec<String>>().join("; ")
}
