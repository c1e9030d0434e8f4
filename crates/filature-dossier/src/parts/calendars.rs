//! Calendars of the accounts of which most entries are relied on, those of leads first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use filature_model::{Channel, Currency};
use jiff::civil::Date;

use super::Desk;
use super::network::elsewhere;
use super::network_flows::commonest;
use crate::catalogue::Transfer;
use crate::document::{Block, Figure, Inline, Link, Picture, Rows};
use crate::figures::computed;
use crate::format;
use crate::markup::{plain, sentence, words};
use crate::pictures::{CalendarPicture, Day, Drawing, Month, round_down};
use crate::wording::{Pair, pictures as wording};

/// So many accounts have a calendar.
const MOST: usize = 6;
/// With fewer transactions a table says as much.
const LEAST: usize = 4;
/// So many months have room on a page.
const MOST_MONTHS: usize = 22;

/// Anchor, title and blocks of each.
pub fn calendars(desk: &Desk<'_>) -> Vec<(String, Vec<Inline>, Vec<Block>)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, transfer) in desk.catalogue.transfers() {
        let sides: BTreeSet<&str> = [transfer.payer.account, transfer.payee.account].into_iter().flatten().collect();
        sides.into_iter().for_each(|account| *counts.entry(account).or_default() += 1);
    }
    let content = &desk.selected.content;
    let of_leads: BTreeSet<&str> =
        content.leads.iter().flat_map(|lead| &lead.accounts).map(|member| member.account.as_str()).collect();
    let mut accounts: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count >= LEAST).collect();
    accounts.sort_by_key(|(account, count)| (!of_leads.contains(account), std::cmp::Reverse(*count)));
    accounts.into_iter().take(MOST).filter_map(|(account, _)| calendar(desk, account)).collect()
}

fn calendar(desk: &Desk<'_>, account: &str) -> Option<(String, Vec<Inline>, Vec<Block>)> {
    let touches = |transfer: &&Transfer<'_>| {
        (transfer.payer.account == Some(account)) != (transfer.payee.account == Some(account))
    };
    let all: Vec<&Transfer<'_>> = desk.catalogue.transfers().map(|(_, transfer)| transfer).filter(touches).collect();
    let currency = commonest(all.iter().copied())?;
    let here: Vec<&Transfer<'_>> = all.iter().copied().filter(|one| one.amount.currency == currency).collect();
    let rows = rows(&here)?;
    let view = View { desk, account, currency, transfers: &here, rows };
    let (drawing, before) = view.drawing();
    let slots = [Inline::Key(account.to_owned()), Inline::Words(currency.code().to_owned())];
    let said: Vec<&str> =
        drawing.months.iter().flat_map(|month| &month.days).map(|day| day.said.as_str()).take(40).collect();
    let picture = Picture {
        anchor: format::anchor("days-of", account),
        caption: sentence(wording::CALENDAR_CAPTION, desk.language, &slots),
        description: said.join("; "),
        grounds: computed(wording::SUM_HOW, &view.rows, None, desk.language),
        drawing: Box::new(Drawing::Calendar(drawing)),
    };
    let mut blocks = vec![Block::Picture(picture)];
    blocks.extend(before.map(Block::Prose));
    blocks.extend(elsewhere(desk, all.len() - here.len()));
    let title = sentence(wording::CALENDAR_TITLE, desk.language, &[Inline::Key(account.to_owned())]);
    Some((format::anchor("calendar", account), title, blocks))
}

fn rows(transfers: &[&Transfer<'_>]) -> Option<Arc<Rows>> {
    Rows::of(transfers.iter().flat_map(|transfer| transfer.rows.iter().cloned()).collect()).map(Arc::new)
}

struct View<'a> {
    desk: &'a Desk<'a>,
    account: &'a str,
    currency: Currency,
    transfers: &'a [&'a Transfer<'a>],
    rows: Arc<Rows>,
}

impl View<'_> {
    /// The picture, and what is said of months that are not in it.
    fn drawing(&self) -> (CalendarPicture, Option<Vec<Inline>>) {
        let mut months: BTreeMap<Date, Vec<&Transfer<'_>>> = BTreeMap::new();
        for transfer in self.transfers {
            months.entry(transfer.booked.on.first_of_month()).or_default().push(transfer);
        }
        let beyond = months.len().saturating_sub(MOST_MONTHS);
        let first = months.keys().nth(beyond).copied();
        let shown: Vec<(Date, Vec<&Transfer<'_>>)> = months.into_iter().skip(beyond).collect();
        let before = first.filter(|_| beyond > 0).map(|first| {
            let slots = [Inline::Words(self.month_name(first)), self.desk.tally(beyond)];
            sentence(wording::CALENDAR_SHORT, self.desk.language, &slots)
        });
        let mut drawing = CalendarPicture {
            heading: self.desk.say(wording::CALENDAR_SUMS),
            legend: std::array::from_fn(|_| Vec::new()),
            ..CalendarPicture::default()
        };
        let mut last = None;
        for (month, transfers) in &shown {
            drawing.months.push(self.month(*month, transfers, last));
            last = Some(*month);
        }
        drawing.scale_minor = round_down(drawing.largest());
        let say = |pair: Pair| vec![words(pair, self.desk.language)];
        let scale = computed(wording::SCALE_HOW, &self.rows, None, self.desk.language);
        let scale = Figure::amount(drawing.scale_minor, self.currency, self.desk.language, scale);
        drawing.legend = [
            say(wording::CALENDAR_IN),
            say(wording::CALENDAR_OUT),
            say(wording::CALENDAR_CASH_IN),
            say(wording::CALENDAR_CASH_OUT),
            sentence(wording::CALENDAR_SCALE, self.desk.language, &[Inline::Figure(scale)]),
        ];
        (drawing, before)
    }

    fn month_name(&self, month: Date) -> String {
        let (year, month) = (month.year(), month.month());
        self.desk.language.pick(&format!("{year:04}-{month:02}"), &format!("{month:02}/{year:04}")).to_owned()
    }

    fn month(&self, month: Date, transfers: &[&Transfer<'_>], last: Option<Date>) -> Month {
        let mut days: BTreeMap<Date, Vec<&Transfer<'_>>> = BTreeMap::new();
        transfers.iter().for_each(|transfer| days.entry(transfer.booked.on).or_default().push(transfer));
        let count = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        let missing = last.map_or(0, |last| count(month) - count(last) - 1);
        let gap = u64::try_from(missing).ok().filter(|missing| *missing > 0).map(|missing| {
            let number = [Inline::Words(format::count(missing, self.desk.language))];
            sentence(wording::CALENDAR_GAP, self.desk.language, &number)
        });
        Month {
            label: vec![Inline::Words(self.month_name(month))],
            length: u8::try_from(month.days_in_month()).unwrap_or(31),
            begins_on: u8::try_from(month.weekday().to_monday_zero_offset()).unwrap_or(0),
            days: days.iter().map(|(date, transfers)| self.day(*date, transfers)).collect(),
            sums: (self.sum(transfers, true), self.sum(transfers, false)),
            gap,
        }
    }

    /// What came in, or went out.
    fn of<'b>(&self, transfers: &[&'b Transfer<'b>], comes: bool) -> Vec<&'b Transfer<'b>> {
        let is_side = |transfer: &Transfer<'_>| {
            let side = if comes { transfer.payee } else { transfer.payer };
            side.account == Some(self.account)
        };
        transfers.iter().copied().filter(|transfer| is_side(transfer)).collect()
    }

    fn sum(&self, transfers: &[&Transfer<'_>], comes: bool) -> Vec<Inline> {
        let transfers = self.of(transfers, comes);
        let Some(rows) = rows(&transfers) else { return Vec::new() };
        let grounds = computed(wording::SUM_HOW, &rows, None, self.desk.language);
        let minor = total(&transfers);
        vec![Inline::Figure(Figure::amount(minor, self.currency, self.desk.language, grounds))]
    }

    fn day(&self, date: Date, transfers: &[&Transfer<'_>]) -> Day {
        let (came, went) = (self.of(transfers, true), self.of(transfers, false));
        let cash = |some: &[&Transfer<'_>]| {
            let of = |one: &&&Transfer<'_>| matches!(one.channel, Some(Channel::CashIn | Channel::CashOut));
            some.iter().filter(of).map(|transfer| i128::from(transfer.amount.minor)).sum::<i128>()
        };
        let pair = match (came.is_empty(), went.is_empty()) {
            (false, false) => wording::CALENDAR_DAY_BOTH,
            (false, true) => wording::CALENDAR_DAY_IN,
            _ => wording::CALENDAR_DAY_OUT,
        };
        let sums = [self.sum(transfers, true), self.sum(transfers, false)].concat();
        let slots: Vec<Inline> = [self.desk.day(date)].into_iter().chain(sums).collect();
        let row = transfers.iter().map(|transfer| &transfer.rows.first).min();
        Day {
            day: u8::try_from(date.day()).unwrap_or(1),
            came: total(&came),
            came_cash: cash(&came),
            went: total(&went),
            went_cash: cash(&went),
            said: plain(&sentence(pair, self.desk.language, &slots)),
            row: row.map(|row| Link { text: format!("E{}", row.number), to: row.anchor() }),
        }
    }
}

fn total(transfers: &[&Transfer<'_>]) -> i128 {
    transfers.iter().map(|transfer| i128::from(transfer.amount.minor)).sum()
}
