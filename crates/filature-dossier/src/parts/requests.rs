//! Requests to send next: those of all traces and those that statements call for, merged, most valuable first.
//!
//! The same request of several traces is one request. What is at stake in it is the largest of theirs, not the sum: two traces may
//! follow the same money.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Ask, Currency, Footing, SourceId, StatementCheck};
use jiff::civil::Date;

use super::statements::Line;
use super::trace_requisitions as of_trace;
use super::{Desk, sums, transfers};
use crate::DossierError;
use crate::document::{Block, Figure, Inline, Part, Row, Size, Table};
use crate::figures::Reading;
use crate::format;
use crate::markup::{prose_with_commands, sentence, words};
use crate::wording::{Pair, course, follow};

/// So many are listed.
const LISTED: usize = 60;
/// So many entries are named in one cell.
const LINKS: usize = 6;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// As a trace says.
    Traced(Ask),
    /// A statement for days that are missing.
    MissingDays,
    /// A certified copy of a statement that does not foot, or does not connect.
    Copy,
    /// The balances that a statement does not state.
    Balances,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    what: What,
    account: &'a str,
    payee: Option<&'a str>,
    days: Option<(Date, Date)>,
    stake: Option<((i128, i128), Currency)>,
    transactions: BTreeSet<&'a str>,
    /// The statements that call for it.
    sources: BTreeSet<SourceId>,
}

/// All of them, in the order in which they are to be sent.
pub fn all<'a>(desk: &Desk<'a>) -> Result<Vec<Request<'a>>, DossierError> {
    let mut all = traced(desk)?;
    let base = desk.selected.content.base_currency;
    all.sort_by_key(|request| {
        let (bounds, currency) =
            request.stake.map_or((None, None), |(bounds, currency)| (Some(bounds), Some(currency)));
        let first = currency != base || currency.is_none();
        (
            first,
            currency,
            Reverse(bounds.map(|bounds| (bounds.1, bounds.0))),
            request.what,
            request.account,
            request.payee,
        )
    });
    let concerned: BTreeSet<&str> = all.iter().map(|request| request.account).collect();
    let whole = &desk.selected.content.activity.whole;
    let mut stated = of_statements(desk);
    stated.sort_by_key(|request| {
        let apart = !concerned.contains(request.account) && !whole.contains(request.account);
        (apart, request.what, request.account, request.days)
    });
    all.extend(stated);
    Ok(all)
}

/// The first day and the last.
type Days = (Date, Date);

/// What makes requests of several traces one.
type Key<'a> = (What, &'a str, Option<&'a str>, Currency);

fn traced<'a>(desk: &Desk<'a>) -> Result<Vec<Request<'a>>, DossierError> {
    let mut merged: BTreeMap<Key<'a>, Request<'a>> = BTreeMap::new();
    for (name, trace) in &desk.selected.content.traces {
        for asked in &trace.requisitions {
            let reading = Reading::new(name, &asked.currency)?;
            let bounds = reading.bounds(&asked.low, &asked.high)?;
            let days = asked.from.parse::<Date>().ok().zip(asked.to.parse::<Date>().ok());
            let (what, payee) = (What::Traced(asked.ask), asked.payee.as_deref());
            let request = merged.entry((what, &asked.account, payee, reading.currency)).or_insert_with(|| Request {
                what,
                account: &asked.account,
                payee,
                days,
                stake: None,
                transactions: BTreeSet::new(),
                sources: BTreeSet::new(),
            });
            let known = request.stake.map_or(bounds, |(known, _)| known);
            request.stake = Some(((known.0.max(bounds.0), known.1.max(bounds.1)), reading.currency));
            request.days = match (request.days, days) {
                (Some(known), Some(days)) => Some((known.0.min(days.0), known.1.max(days.1))),
                (known, days) => known.or(days),
            };
            request.transactions.extend(asked.transactions.iter().map(String::as_str));
        }
    }
    Ok(merged.into_values().collect())
}

/// What a statement calls for.
fn calls(check: &StatementCheck) -> Vec<(What, Option<(Date, Date)>)> {
    let days = check.statement.from.zip(check.statement.to);
    let mut calls: Vec<(What, Option<(Date, Date)>)> =
        check.gap_before.map(|gap| (What::MissingDays, Some(gap))).into_iter().collect();
    let unconnected = check.gap_before.is_none() && check.chain_off_minor.is_some_and(|off| off != 0);
    match check.footing {
        Footing::Off { .. } => calls.push((What::Copy, days)),
        Footing::Unknown(_) => calls.push((What::Balances, days)),
        Footing::Foots if unconnected => calls.push((What::Copy, days)),
        Footing::Foots => {}
    }
    calls
}

/// Whether any statement calls for a request.
pub fn any_of_statements(statements: &[StatementCheck]) -> bool {
    statements.iter().any(|check| !calls(check).is_empty())
}

/// One request for an account and a kind and, of missing days, for each stretch of them.
fn of_statements<'a>(desk: &Desk<'a>) -> Vec<Request<'a>> {
    let mut merged: BTreeMap<(What, &str, Option<Days>), Request<'a>> = BTreeMap::new();
    for check in &desk.selected.content.statements {
        for (what, days) in calls(check) {
            let account = check.statement.account.as_str();
            let apart = days.filter(|_| what == What::MissingDays);
            let request = merged.entry((what, account, apart)).or_insert_with(|| Request {
                what,
                account,
                payee: None,
                days,
                stake: None,
                transactions: BTreeSet::new(),
                sources: BTreeSet::new(),
            });
            request.days = match (request.days, days) {
                (Some(known), Some(days)) => Some((known.0.min(days.0), known.1.max(days.1))),
                (known, days) => known.or(days),
            };
            request.sources.insert(check.source);
        }
    }
    merged.into_values().collect()
}

/// The part.
pub fn part(desk: &Desk<'_>) -> Result<Part, DossierError> {
    let all = all(desk)?;
    let kinds: BTreeSet<What> = all.iter().map(|request| request.what).collect();
    let explained = kinds.into_iter().map(|what| {
        let text = format::typeset(&what.sentence(desk), desk.language);
        (desk.say(what.short()), prose_with_commands(&text))
    });
    let rows = (1_usize..).zip(&all).take(LISTED).map(|(number, request)| request.row(desk, number));
    let table = Table {
        caption: vec![words(course::REQUESTS_CAPTION, desk.language)],
        columns: of_trace::columns(desk, course::COL_FROM_WHAT),
        rows: rows.collect(),
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    };
    let mut blocks = vec![Block::Prose(vec![words(course::REQUESTS_INTRO, desk.language)])];
    blocks.push(Block::Pairs(explained.collect()));
    blocks.push(Block::Table(table));
    if all.len() > LISTED {
        let counts = [desk.tally(LISTED), desk.tally(all.len())];
        blocks.push(Block::Alarm(sentence(follow::LIST_CUT, desk.language, &counts)));
    }
    Ok(desk.places.part("requests", course::REQUESTS, blocks))
}

impl What {
    fn short(self) -> Pair {
        match self {
            Self::Traced(ask) => of_trace::short(ask),
            Self::MissingDays => course::ASK_DAYS,
            Self::Copy => course::ASK_COPY,
            Self::Balances => course::ASK_BALANCES,
        }
    }

    fn sentence(self, desk: &Desk<'_>) -> String {
        match self {
            Self::Traced(ask) => ask.sentence(desk.language).to_owned(),
            Self::MissingDays => desk.say(course::ASK_DAYS_WORDS),
            Self::Copy => desk.say(course::ASK_COPY_WORDS),
            Self::Balances => desk.say(course::ASK_BALANCES_WORDS),
        }
    }
}

impl<'a> Request<'a> {
    /// Whether it is about an account.
    pub fn concerns(&self, account: &str) -> bool {
        self.account == account || self.payee == Some(account)
    }

    /// In one line.
    pub fn line(&self, desk: &Desk<'a>) -> Vec<Inline> {
        let mut line = vec![words(self.what.short(), desk.language), Inline::Words(" · ".to_owned())];
        line.push(Inline::Key(self.account.to_owned()));
        if let Some(payee) = self.payee {
            line.extend([Inline::Words(" → ".to_owned()), Inline::Key(payee.to_owned())]);
        }
        if self.days.is_some() {
            line.push(Inline::Words(" · ".to_owned()));
            line.extend(self.days(desk, Inline::Words(" ".to_owned())));
        }
        if let Some(stake) = self.stake(desk) {
            line.extend([Inline::Words(" · ".to_owned()), words(course::AT_STAKE, desk.language)]);
            line.extend([Inline::Words(" ".to_owned()), stake]);
        }
        line
    }

    fn stake(&self, desk: &Desk<'_>) -> Option<Inline> {
        let ((low, high), currency) = self.stake?;
        let grounds = sums::grounds(desk, follow::REQUISITION_HOW, self.transactions.iter().copied())?;
        Some(Inline::Figure(Figure::range(low, high, currency, desk.language, grounds)))
    }

    fn days(&self, desk: &Desk<'_>, between: Inline) -> Vec<Inline> {
        let Some((from, to)) = self.days else { return Vec::new() };
        let mut cell = vec![desk.short_day(from)];
        if to != from {
            cell.push(between);
            cell.extend(sentence(follow::DAYS_TO, desk.language, &[desk.short_day(to)]));
        }
        cell
    }

    fn row(&self, desk: &Desk<'_>, number: usize) -> Row {
        let holder = |account: &str| {
            let name = desk.catalogue.holder(account);
            let name = name.into_iter().flat_map(|name| [Inline::Words(" ".to_owned()), Inline::Data(name)]);
            std::iter::once(Inline::Key(account.to_owned())).chain(name).collect::<Vec<Inline>>()
        };
        let cells = vec![
            vec![desk.tally(number)],
            vec![words(self.what.short(), desk.language)],
            holder(self.account),
            self.payee.map(holder).unwrap_or_default(),
            self.days(desk, Inline::Break),
            self.stake(desk).into_iter().collect(),
            self.called_for(desk),
        ];
        Row { cells, ..Row::default() }
    }

    /// The entries or the statements that call for it.
    fn called_for(&self, desk: &Desk<'_>) -> Vec<Inline> {
        if let Some(rows) = desk.catalogue.rows(self.transactions.iter().copied()) {
            return transfers::first_links(desk, &rows, LINKS);
        }
        let mut cited: Vec<String> =
            self.sources.iter().take(LINKS).map(|source| desk.catalogue.cite_source(*source)).collect();
        if self.sources.len() > LINKS {
            cited.push("…".to_owned());
        }
        vec![Inline::Words(cited.join(", "))]
    }
}

/// Where the statements of an account stand, for whoever asks for more of them.
pub fn latest<'a>(desk: &'a Desk<'a>, account: &str) -> Option<(Line<'a>, Date)> {
    let all = desk.selected.content.statements.iter();
    let of_account = all.filter(|check| check.statement.account.as_str() == account);
    let stated = of_account.filter_map(|check| Some((check, check.statement.closing?.on.or(check.statement.to)?)));
    let (check, on) = stated.max_by_key(|(check, on)| (*on, check.source, check.statement.ordinal))?;
    Some((Line::new(desk, check), on))
}
