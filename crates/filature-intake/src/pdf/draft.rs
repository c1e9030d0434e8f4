//! From what lines say to statements: which rows and balances belong together, and in which year.

use jiff::ToSpan;
use jiff::civil::Date;

use super::days::{Day, in_window};
use super::events::{Event, Row, Spot, StatedBalance};
use super::facts::Facts;
use super::vocabulary::Moment;

/// A row or a balance, in the order of the paper.
#[derive(Clone, Debug)]
pub enum Item {
    /// A row, with its number among the rows of the file.
    Row(u32, Row),
    /// A balance.
    Balance(StatedBalance),
}

/// A statement as it is being put together.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What stands above its tables.
    pub facts: Facts,
    /// What stands in them.
    pub items: Vec<Item>,
    /// The days between which those without a year lie.
    window: Option<(Date, Date)>,
}

/// Parts the events of a file into statements.
pub fn drafts(events: &[Event]) -> Vec<Draft> {
    let mut drafts = vec![Draft::default()];
    let mut rows = 0_u32;
    for event in events {
        let Some(draft) = drafts.last_mut() else { break };
        match event {
            Event::Head(facts) if draft.is_another(facts) => {
                drafts.push(Draft { facts: facts.clone(), ..Draft::default() })
            }
            Event::Head(facts) => draft.learn(facts),
            Event::Balance(balance) if draft.is_closed() && balance.moment == Moment::Opening => {
                let facts = Facts { period: None, ..draft.facts.clone() };
                drafts.push(Draft { facts, items: vec![Item::Balance(*balance)], window: None });
            }
            Event::Balance(balance) => draft.items.push(Item::Balance(*balance)),
            Event::Entry(row) => {
                draft.items.push(Item::Row(rows, row.clone()));
                rows = rows.saturating_add(1);
            }
            Event::Lost(..) | Event::Furniture(..) => {}
        }
    }
    drafts.retain(|draft| !draft.items.is_empty());
    for draft in &mut drafts {
        draft.window = draft.window();
    }
    drafts
}

impl Draft {
    /// Whether these facts are of another statement: another account, or other days.
    fn is_another(&self, facts: &Facts) -> bool {
        let differs =
            |ours: Option<&str>, theirs: Option<&str>| ours.zip(theirs).is_some_and(|(ours, theirs)| ours != theirs);
        let account = |facts: &Facts| facts.account.as_ref().map(|(account, _)| account.to_string());
        let other_account = differs(account(&self.facts).as_deref(), account(facts).as_deref());
        let other_days = self.facts.period.zip(facts.period).is_some_and(|(ours, theirs)| ours != theirs);
        !self.items.is_empty() && (other_account || other_days)
    }

    fn learn(&mut self, facts: &Facts) {
        let ours = &mut self.facts;
        ours.account = ours.account.take().or_else(|| facts.account.clone());
        ours.period = ours.period.or(facts.period);
        ours.latest = ours.latest.max(facts.latest);
        ours.currency = ours.currency.or(facts.currency);
        ours.holder = ours.holder.take().or_else(|| facts.holder.clone());
        for rival in &facts.rivals {
            if !ours.rivals.contains(rival) {
                ours.rivals.push(rival.clone());
            }
        }
    }

    fn is_closed(&self) -> bool {
        let closing = |item: &Item| matches!(item, Item::Balance(balance) if balance.moment == Moment::Closing);
        self.items.last().is_some_and(closing) && self.items.iter().any(|item| matches!(item, Item::Row(..)))
    }

    /// The rows.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, &Row)> {
        self.items.iter().filter_map(|item| if let Item::Row(number, row) = item { Some((*number, row)) } else { None })
    }

    fn balances(&self) -> impl Iterator<Item = &StatedBalance> {
        self.items.iter().filter_map(|item| if let Item::Balance(balance) = item { Some(balance) } else { None })
    }

    /// The days between which those without a year lie: the period, else those of the balances, else the year before the
    /// last day that is named.
    fn window(&self) -> Option<(Date, Date)> {
        let whole = |day: Option<Day>| if let Some(Day::Whole(date)) = day { Some(date) } else { None };
        let stated = || {
            let days = || self.balances().filter_map(|balance| whole(balance.on));
            days().min().zip(days().max()).filter(|(from, to)| from < to && *to <= from.saturating_add(400.days()))
        };
        let before = || {
            let days = self.balances().filter_map(|balance| whole(balance.on)).chain(self.facts.latest);
            days.max().map(|to| (to.saturating_sub(364.days()), to))
        };
        self.facts.period.or_else(stated).or_else(before)
    }

    /// The day of a row or balance, with its year.
    pub fn day(&self, day: Day) -> Option<Date> {
        match (day, self.window) {
            (Day::Whole(date), _) => Some(date),
            (part, Some((from, to))) => in_window(part, from, to),
            (Day::Part(..), None) => None,
        }
    }

    /// Whether the newest row stands first.
    pub fn is_newest_first(&self) -> bool {
        let mut rows = self.rows();
        let (first, last) = (rows.next(), rows.next_back());
        first
            .and_then(|(_, row)| self.day(row.booked))
            .zip(last.and_then(|(_, row)| self.day(row.booked)))
            .is_some_and(|(first, last)| first > last)
    }

    /// The items in the order of time, and the balance that must come out in the end where it is stated before the rows.
    ///
    /// Summaries stand above tables: a closing balance there is not that of the line where it stands.
    pub fn in_order(&self) -> (Vec<Item>, Option<StatedBalance>) {
        let newest_first = self.is_newest_first();
        let mut items: Vec<Item> = self.items.clone();
        if newest_first {
            items.reverse();
        }
        let days = || self.rows().filter_map(|(_, row)| self.day(row.booked));
        let (first_day, last_day) = (days().min(), days().max());
        let row_pages: Vec<u32> = items
            .iter()
            .filter_map(|item| if let Item::Row(_, row) = item { Some(row.spot.page) } else { None })
            .collect();
        let opening = items.iter().find_map(|item| match item {
            Item::Balance(balance) if balance.moment == Moment::Opening => Some(balance.minor),
            _ => None,
        });
        let mut seen = 0;
        let mut kept = Vec::new();
        let mut end = None;
        for item in items {
            let Item::Balance(balance) = &item else {
                seen += 1;
                kept.push(item);
                continue;
            };
            let rows_after_on_page =
                row_pages.iter().skip(seen).take_while(|page| **page == balance.spot.page).count() > 0;
            let is_summary = rows_after_on_page || (seen == 0 && !row_pages.is_empty());
            let dated_at_end = || {
                let day = balance.on.and_then(|day| self.day(day));
                day.zip(first_day.zip(last_day)).is_some_and(|(day, (first, last))| day >= last && day > first)
            };
            match balance.moment {
                Moment::Closing if is_summary && !newest_first => end = end.or(Some(*balance)),
                // Of two balances above the rows, the one of a day after them all is the last.
                Moment::Here if seen == 0 && !row_pages.is_empty() && !kept.is_empty() && dated_at_end() => {
                    end = end.or(Some(*balance))
                }
                Moment::Opening if seen > 0 && opening == Some(balance.minor) => {}
                _ => kept.push(item),
            }
        }
        (kept, end)
    }

    /// The page and line where it begins.
    pub fn spot(&self) -> Spot {
        self.items.first().map_or(Spot::default(), |item| match item {
            Item::Row(_, row) => row.spot,
            Item::Balance(balance) => balance.spot,
        })
    }
}
