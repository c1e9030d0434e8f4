//! Proceeds: what came in from outside of each lead, by holder, year and month, the least and the most.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Currency, Lead};

use super::lead_statements::find;
use super::{Desk, leads, sums, taken};
use crate::document::{Assumption, Block, Grounds, Inline, Link, Part, Row, Said, Set, Size, Table};
use crate::format;
use crate::markup::{link, sentence, words};
use crate::reckon::proceeds::{Class, Classes, Key, Month, proceeds};
use crate::reckon::{Sum, dated};
use crate::wording::{self as common, Pair, sums as wording};

/// So many holders of one lead have a row of their own.
const HOLDERS: usize = 12;
/// So many rows by month are shown for one lead; holders beyond have their years.
const MONTHS: usize = 48;
/// The key of those who stand together: no holder has it.
const PROTECTED: &str = "together";

/// The sums of one lead.
pub struct Takings<'a> {
    /// The lead.
    pub lead: &'a Lead,
    /// Its accounts that are given whole.
    pub cluster: BTreeSet<&'a str>,
    /// How many of its accounts stand together, without names.
    protected: usize,
    /// By holder and currency, and by month.
    pub by_month: BTreeMap<Key, BTreeMap<Month, Classes<'a>>>,
}

impl<'a> Takings<'a> {
    /// Of a lead.
    pub fn of(desk: &Desk<'a>, lead: &'a Lead) -> Self {
        let content = &desk.selected.content;
        let cluster: BTreeSet<&str> = lead.accounts.iter().map(|member| member.account.as_str()).collect();
        let whole = cluster.iter().copied().filter(|account| content.activity.whole.contains(*account)).collect();
        let movements = dated(desk.catalogue);
        let named = named(desk, lead);
        let mut by_month = proceeds(&movements, &cluster, &named, desk.people);
        // Of an account that was left aside, some movements are known by its neighbours: a part is no sum.
        by_month.retain(|(person, _), _| {
            cluster
                .iter()
                .filter(|account| desk.people.of(account) == *person)
                .all(|account| content.activity.whole.contains(*account))
        });
        let protected = together(desk, &cluster, &mut by_month);
        Self { lead, cluster: whole, protected, by_month }
    }

    /// All holders of a currency together.
    pub fn totals(&self) -> BTreeMap<Currency, Classes<'a>> {
        let mut totals: BTreeMap<Currency, Classes<'a>> = BTreeMap::new();
        for ((_, currency), months) in &self.by_month {
            months.values().for_each(|classes| totals.entry(*currency).or_default().join(classes));
        }
        totals
    }

    /// A holder with the accounts among those of the lead; of persons who stand together, how many accounts that are.
    fn holder(&self, desk: &Desk<'_>, person: &str) -> Vec<Inline> {
        if person == PROTECTED {
            let way = desk.places.way("taken");
            return sentence(wording::PROTECTED_TOGETHER, desk.language, &[desk.tally(self.protected), way]);
        }
        sums::holder(desk, &self.cluster.iter().copied().filter(|account| desk.people.of(account) == person).collect())
    }

    /// Holders, those to whom most came first.
    fn ordered(&self) -> Vec<(&Key, &BTreeMap<Month, Classes<'a>>)> {
        let mut all: Vec<_> = self.by_month.iter().collect();
        all.sort_by_key(|((person, currency), months)| {
            let high: i128 = months.values().map(|classes| classes.high().minor).sum();
            (*currency, person == PROTECTED, Reverse(high), person.clone())
        });
        all
    }
}

/// Puts the sums of persons who may be under the control of others together, and says of how many accounts they are.
fn together(
    desk: &Desk<'_>,
    cluster: &BTreeSet<&str>,
    by_month: &mut BTreeMap<Key, BTreeMap<Month, Classes<'_>>>,
) -> usize {
    let accounts = taken::accounts(&desk.selected.content);
    let theirs = desk.people.may_be(cluster.iter().copied(), accounts.iter().map(|(account, _)| *account));
    let protected: BTreeSet<String> = theirs.into_iter().map(|account| desk.people.of(account)).collect();
    let keys: Vec<Key> = by_month.keys().filter(|(person, _)| protected.contains(person)).cloned().collect();
    let persons: BTreeSet<&String> = keys.iter().map(|(person, _)| person).collect();
    let of_lead = cluster.iter().filter(|account| persons.contains(&desk.people.of(account)));
    let count = of_lead.count();
    for key in &keys {
        for (month, classes) in by_month.remove(key).unwrap_or_default() {
            let all = by_month.entry((PROTECTED.to_owned(), key.1)).or_default();
            all.entry(month).or_default().join(&classes);
        }
    }
    count
}

/// Whether what came in is summed: not of a lead that is there to protect somebody.
pub fn is_summed(lead: &Lead) -> bool {
    lead.kind != "protective"
}

/// The transactions that the findings of a lead name.
pub fn named<'a>(desk: &Desk<'a>, lead: &Lead) -> BTreeSet<&'a str> {
    let findings = lead.findings.iter().filter_map(|id| find(desk, id));
    findings.flat_map(|finding| finding.transactions.iter().map(String::as_str)).collect()
}

/// Where the sums of a lead stand.
pub fn place(desk: &Desk<'_>, at: usize, lead: &Lead) -> Option<Link> {
    let number = desk.places.number("proceeds").filter(|_| is_summed(lead))?;
    let before = desk.selected.content.leads.iter().take(at).filter(|lead| is_summed(lead)).count();
    Some(link(format!("{number}.{}", before + 1), format::anchor("proceeds", &lead.id)))
}

/// The part, and one part inside it for each lead.
pub fn part(desk: &Desk<'_>) -> Vec<Part> {
    let content = &desk.selected.content;
    let say = |pair| vec![words(pair, desk.language)];
    let mut blocks = vec![Block::Prose(say(wording::PROCEEDS_INTRO)), Block::Prose(say(wording::PROCEEDS_DEFINED))];
    blocks.push(Block::Said(Said::Assumption(Assumption(say(wording::PROCEEDS_NOT)))));
    blocks.extend(left_aside(desk));
    let mut parts = vec![desk.places.part("proceeds", wording::PROCEEDS, blocks)];
    for (at, lead) in content.leads.iter().enumerate() {
        let Some(place) = place(desk, at, lead) else { continue };
        let of_lead = desk.places.number("leads").map(|number| format!("{number}.{}", at + 1)).unwrap_or_default();
        let way = Inline::Link(link(of_lead, format::anchor("lead", &lead.id)));
        parts.push(Part {
            anchor: place.to,
            number: place.text,
            title: desk.say(leads::title(&lead.kind)),
            under: sentence(wording::PROCEEDS_LEAD, desk.language, &[way]),
            in_contents: false,
            level: 3,
            new_page: false,
            blocks: of_lead_blocks(desk, &Takings::of(desk, lead)),
        });
    }
    parts
}

/// What says that accounts were left aside, where any were.
pub fn left_aside(desk: &Desk<'_>) -> Option<Block> {
    let count = desk.selected.content.activity.left_aside.len();
    (count > 0).then(|| Block::Alarm(sentence(wording::LEFT_ASIDE, desk.language, &[desk.tally(count)])))
}

fn of_lead_blocks(desk: &Desk<'_>, takings: &Takings<'_>) -> Vec<Block> {
    if takings.by_month.is_empty() {
        return vec![Block::Prose(vec![words(wording::PROCEEDS_NONE, desk.language)])];
    }
    vec![Block::Table(by_holder(desk, takings)), Block::Table(by_period(desk, takings))]
}

fn columns(desk: &Desk<'_>, first: Pair, first_is_short: bool) -> Vec<(String, Set)> {
    let say = |pair, set| (desk.say(pair), set);
    vec![
        say(first, if first_is_short { Set::Tight } else { Set::Left }),
        say(wording::COL_LEAST, Set::Right),
        say(wording::COL_MOST, Set::Right),
        say(wording::COL_OWN, Set::Right),
        say(wording::COL_INSIDE, Set::Right),
        say(wording::COL_RETURNED, Set::Right),
        say(common::COL_ENTRIES, Set::Left),
    ]
}

fn cells(desk: &Desk<'_>, classes: &Classes<'_>, currency: Currency, grounds: &Grounds) -> Vec<Vec<Inline>> {
    let sums =
        [classes.low(), classes.high(), classes.of(Class::Own), classes.of(Class::Inside), classes.of(Class::Returned)];
    sums.iter().map(|sum: &Sum<'_>| sums::amount(desk, sum, currency, grounds)).collect()
}

/// A row of sums, and the entries of all of them; none where no row is known.
fn row(desk: &Desk<'_>, first: Vec<Inline>, classes: &Classes<'_>, currency: Currency, sum: bool) -> Option<Row> {
    let grounds = sums::grounds(desk, wording::PROCEEDS_HOW, classes.ids())?;
    let entries = sums::entries(desk, &grounds);
    let cells = [first].into_iter().chain(cells(desk, classes, currency, &grounds)).chain([entries]).collect();
    Some(Row { cells, sum, ..Row::default() })
}

fn by_holder(desk: &Desk<'_>, takings: &Takings<'_>) -> Table {
    let ordered = takings.ordered();
    let mut rows = Vec::new();
    let mut others: BTreeMap<Currency, (usize, Classes<'_>)> = BTreeMap::new();
    for (at, ((person, currency), months)) in ordered.into_iter().enumerate() {
        let mut all = Classes::default();
        months.values().for_each(|classes| all.join(classes));
        if at < HOLDERS || person == PROTECTED {
            rows.extend(row(desk, takings.holder(desk, person), &all, *currency, false));
        } else {
            let rest = others.entry(*currency).or_default();
            rest.0 += 1;
            rest.1.join(&all);
        }
    }
    for (currency, (count, classes)) in &others {
        let name = sentence(wording::OTHER_HOLDERS, desk.language, &[desk.tally(*count)]);
        rows.extend(row(desk, name, classes, *currency, false));
    }
    if rows.len() > 1 {
        for (currency, classes) in &takings.totals() {
            let name = vec![words(wording::ALL_HOLDERS, desk.language)];
            rows.extend(row(desk, name, classes, *currency, true));
        }
    }
    Table {
        anchor: Some(format::anchor("proceeds-holders", &takings.lead.id)),
        caption: vec![words(wording::PROCEEDS_CAPTION, desk.language)],
        columns: columns(desk, wording::COL_HOLDER_ACCOUNTS, false),
        rows,
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    }
}

fn by_period(desk: &Desk<'_>, takings: &Takings<'_>) -> Table {
    let mut rows = Vec::new();
    let mut room = MONTHS;
    for ((person, currency), months) in takings.ordered().into_iter().take(HOLDERS) {
        let shown = months.len() <= room;
        room -= if shown { months.len() } else { 0 };
        rows.push(Row { cells: vec![takings.holder(desk, person)], heads: true, ..Row::default() });
        let mut years: BTreeMap<i16, Classes<'_>> = BTreeMap::new();
        for ((year, month), classes) in months {
            let first = vec![Inline::Words(format::month(*year, *month, desk.language))];
            rows.extend(shown.then(|| row(desk, first, classes, *currency, false)).flatten());
            years.entry(*year).or_default().join(classes);
        }
        for (year, classes) in &years {
            let first = sentence(wording::YEAR, desk.language, &[Inline::Words(year.to_string())]);
            rows.extend(row(desk, first, classes, *currency, true));
        }
    }
    Table {
        caption: vec![words(wording::PERIODS_CAPTION, desk.language)],
        columns: columns(desk, wording::COL_MONTH, true),
        rows,
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    }
}
