//! The tables of a profile in one currency.
//!
//! Each row has its entries in its last column; where they are many, the list of them is in the annex of lists.

use std::collections::BTreeMap;

use filature_model::{Channel, KnownBy, from_days};
use jiff::civil::Date;

use super::trace_columns::dash;
use super::{Desk, profile_flows::Flows};
use crate::document::{Inline, Row, Set, Size, Table};
use crate::format;
use crate::markup::{lines, sentence, words};
use crate::profile::{Flow, InCurrency, OfMonth, Sum};
use crate::schedules::channel;
use crate::subject::Subject;
use crate::wording::{self as common, Pair, profiles as wording};

/// So many months stand on the first page; of more, the years do.
const MONTHS: usize = 13;
/// So many columns of channels stand beside each other.
const BESIDE: usize = 5;

/// A profile in one currency.
pub struct Page<'a, 'd> {
    /// The document.
    pub desk: &'a Desk<'d>,
    /// Whose.
    pub subject: &'a Subject,
    /// The figures.
    pub of: &'a InCurrency,
    /// Where links to its tables begin.
    pub anchor: String,
}

/// First and last day.
pub fn dates((first, last): (i32, i32)) -> Option<(Date, Date)> {
    from_days(first).zip(from_days(last))
}

impl Page<'_, '_> {
    /// What stands on the page.
    pub fn first(&self) -> Vec<Table> {
        let mut tables = vec![self.channels(), self.periods(), self.others()];
        tables.extend([self.cash(), self.abroad(), self.regular()]);
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// What stands behind it: the months, where the page has years, and months by channels.
    pub fn behind(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        if self.has_years() {
            tables.push(self.months());
        }
        if self.of.months.channels.len() > 1 {
            tables.extend(self.cross());
        }
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    pub(super) fn flows(&self) -> Flows<'_, '_> {
        Flows { desk: self.desk, subject: self.subject, currency: self.of.currency }
    }

    pub(super) fn table(&self, name: &str, caption: Vec<Inline>, columns: Vec<(String, Set)>, rows: Vec<Row>) -> Table {
        let anchor = Some(format!("{}-{name}", self.anchor));
        Table { anchor, caption, columns, rows, sourced: true, size: Size::Dense, ..Table::default() }
    }

    pub(super) fn say(&self, pair: Pair) -> Vec<Inline> {
        vec![words(pair, self.desk.language)]
    }

    /// What passed with others in all, and behind it what passed between the holder's own accounts.
    fn sum(&self, behind: usize) -> Option<Row> {
        let empty = vec![Vec::new(); behind];
        self.flows().row(self.say(wording::ALL_OF_IT), &[&self.of.total], empty, true)
    }

    fn channels(&self) -> Table {
        let flows = self.flows();
        let row = |(of, flow): &(Channel, Flow)| flows.row(self.say(channel(*of)), &[flow], Vec::new(), false);
        let mut rows: Vec<Row> = self.of.months.channels.iter().filter_map(row).collect();
        rows.extend(self.sum(0));
        rows.extend(flows.row(self.say(wording::OWN), &[&self.of.own], Vec::new(), false));
        let columns = flows.columns((wording::COL_CHANNEL, Set::Left), &[]);
        self.table("channels", self.say(wording::CHANNELS_CAPTION), columns, rows)
    }

    fn has_years(&self) -> bool {
        self.of.months.months.len() > MONTHS
    }

    fn periods(&self) -> Table {
        if self.has_years() { self.years() } else { self.months() }
    }

    fn month(&self, of: &OfMonth) -> Vec<Inline> {
        vec![Inline::Words(format::month(of.month.0, of.month.1, self.desk.language))]
    }

    fn months(&self) -> Table {
        let flows = self.flows();
        let row = |of: &OfMonth| flows.row(self.month(of), &[&of.total], Vec::new(), false);
        let mut rows: Vec<Row> = self.of.months.months.iter().filter_map(row).collect();
        rows.extend(self.sum(0));
        let columns = flows.columns((wording::COL_MONTH, Set::Left), &[]);
        self.table("months", self.say(wording::MONTHS_CAPTION), columns, rows)
    }

    fn years(&self) -> Table {
        let flows = self.flows();
        let mut years = BTreeMap::<i16, Vec<&Flow>>::new();
        for of in &self.of.months.months {
            years.entry(of.month.0).or_default().push(&of.total);
        }
        let row = |(year, months): (i16, Vec<&Flow>)| {
            flows.row(vec![Inline::Words(year.to_string())], &months, Vec::new(), false)
        };
        let mut rows: Vec<Row> = years.into_iter().filter_map(row).collect();
        rows.extend(self.sum(0));
        let columns = flows.columns((wording::COL_YEAR, Set::Left), &[]);
        self.table("years", self.say(wording::YEARS_CAPTION), columns, rows)
    }

    /// Months by channels, some columns beside each other.
    fn cross(&self) -> Vec<Table> {
        let mut columns = Vec::new();
        for (of, flow) in &self.of.months.channels {
            columns.extend((flow.credits.count() > 0).then_some((*of, true)));
            columns.extend((flow.debits.count() > 0).then_some((*of, false)));
        }
        let blocks: Vec<&[(Channel, bool)]> = columns.chunks(BESIDE).collect();
        let caption = |at: usize| match at {
            0 => self.say(wording::CROSS_CAPTION),
            at => {
                let slots = [
                    words(wording::CROSS_CAPTION, self.desk.language),
                    self.desk.tally(at + 1),
                    self.desk.tally(blocks.len()),
                ];
                sentence(wording::CONTINUED, self.desk.language, &slots)
            }
        };
        (0..).zip(&blocks).map(|(at, block)| self.cross_block(at, block, caption(at))).collect()
    }

    fn cross_block(&self, at: usize, block: &[(Channel, bool)], caption: Vec<Inline>) -> Table {
        let mut columns = vec![(self.desk.say(wording::COL_MONTH), Set::Tight)];
        columns.extend(block.iter().map(|(of, is_credit)| {
            let sign = if *is_credit { "+" } else { "\u{2212}" };
            (format!("{}\u{a0}{sign}", self.desk.say(channel(*of))), Set::Right)
        }));
        columns.push((self.desk.say(common::COL_ENTRIES), Set::Left));
        let months = self.of.months.months.iter();
        let mut rows: Vec<Row> =
            months.filter_map(|of| self.cross_row(self.month(of), &of.channels, block, false)).collect();
        rows.extend(self.cross_row(self.say(wording::ALL_OF_IT), &self.of.months.channels, block, true));
        self.table(&format!("cross-{}", at + 1), caption, columns, rows)
    }

    fn cross_row(
        &self,
        first: Vec<Inline>,
        channels: &[(Channel, Flow)],
        block: &[(Channel, bool)],
        sum: bool,
    ) -> Option<Row> {
        let flows = self.flows();
        let of_column = |(of, is_credit): &(Channel, bool)| {
            let flow = channels.iter().find(|(known, _)| known == of).map(|(_, flow)| flow)?;
            Some(if *is_credit { &flow.credits } else { &flow.debits }).filter(|sum| sum.count() > 0)
        };
        let sums: Vec<Option<&Sum>> = block.iter().map(of_column).collect();
        let all: Vec<&Sum> = sums.iter().flatten().copied().collect();
        let grounds = flows.grounds(&all)?;
        let cell = |sum: Option<&Sum>| vec![sum.map_or_else(dash, |sum| flows.amount(sum.minor(), &grounds))];
        let mut cells = vec![first];
        cells.extend(sums.into_iter().map(cell));
        cells.push(flows.entries(&grounds));
        Some(Row { cells, sum, ..Row::default() })
    }

    /// Who stands on the other side: the account and its holder, else the name as the entry has it and by what they are told apart.
    pub fn party(&self, party: u32, sums: &[&Sum]) -> Vec<Inline> {
        let across = self.subject.others.get(&party);
        if let Some(account) = across.and_then(|across| across.account.as_deref()) {
            let mut cell = vec![Inline::Key(account.to_owned())];
            if let Some(holder) = self.desk.catalogue.holder(account) {
                cell.extend([Inline::Words(" ".to_owned()), Inline::Data(holder)]);
            }
            return cell;
        }
        let first = self.subject.first_side(sums);
        let transfer = first.and_then(|(side, id)| Some((side.is_credit, self.desk.catalogue.transfer(id)?)));
        let mut cell = match transfer {
            Some((true, transfer)) => self.desk.catalogue.side(transfer.payer, transfer.channel),
            Some((false, transfer)) => self.desk.catalogue.side(transfer.payee, transfer.channel),
            None => vec![dash()],
        };
        let by = match across.map(|across| across.known_by) {
            Some(KnownBy::Document) => wording::BY_DOCUMENT,
            Some(KnownBy::Telephone) => wording::BY_TELEPHONE,
            Some(KnownBy::Name) => wording::BY_NAME,
            Some(KnownBy::Account) | None => return cell,
        };
        cell.extend([Inline::Words(" ".to_owned()), words(by, self.desk.language)]);
        cell
    }

    pub(super) fn days(&self, days: (i32, i32)) -> Vec<Inline> {
        let Some((first, last)) = dates(days) else { return Vec::new() };
        lines([vec![self.desk.short_day(first)], vec![self.desk.short_day(last)]])
    }

    fn others(&self) -> Table {
        let (flows, others) = (self.flows(), &self.of.others);
        let mut rows: Vec<Row> = Vec::new();
        for other in &others.largest {
            let who = self.party(other.party, &[&other.flow.credits, &other.flow.debits]);
            rows.extend(flows.row(who, &[&other.flow], Vec::new(), false));
        }
        let rest = sentence(wording::OTHERS, self.desk.language, &[self.desk.tally(others.rest_count)]);
        rows.extend(flows.row(rest, &[&others.rest], Vec::new(), false));
        rows.extend(flows.row(self.say(wording::NOBODY), &[&others.nobody], Vec::new(), false));
        rows.extend(self.sum(0));
        let columns = flows.columns((wording::COL_WHO, Set::Left), &[]);
        self.table("others", self.say(wording::OTHERS_CAPTION), columns, rows)
    }
}
