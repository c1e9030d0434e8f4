//! Statements on paper: PDF with text, one file of pages to entries.
//!
//! ```text
//! bytes ─► document ─► interpreter (fonts, forms) ─► letters ─► lines ─► events ─► drafts ─► judge ─► Reading
//!           pages        content                     places     words    rows,    statements  balances
//!                                                                        balances
//! ```
//!
//! A page has no fields: what is a date, an amount or a balance follows from where words stand and from the headings above
//! them. That would be guessing, if nothing checked it. The balances do: the entries between two stated balances are taken
//! only if they lead from one to the other, and a page on which one does not is refused whole, with its number. A statement
//! without balances is refused, and a scan is named as a scan: its letters, where a program put some behind the picture, are
//! that program's reading and nobody's statement.

mod content;
mod days;
mod document;
mod draft;
mod events;
mod facts;
mod figures;
mod font;
mod interpreter;
mod judge;
mod lines;
mod matrix;
mod statement;
mod table;
#[cfg(test)]
mod tests;
mod vocabulary;

use filature_model::{AccountId, Currency, Place, Problem, ProblemCode, SourceId, iban_check};

use crate::csv::dates::DateOrder;
use crate::{Format, Reading, Refusal, scan};
use draft::Draft;
use events::{Event, Headed, Spot};
use figures::Style;
use lines::{Line, Page, PageKind};
use statement::{Gathered, Judged, place};

/// Whether the bytes are a PDF: the mark may stand behind a little rubbish.
///
/// ```
/// assert!(filature_intake::pdf::looks_like(b"%PDF-1.7\n"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1_024)).is_some_and(|head| memchr::memmem::find(head, b"%PDF-").is_some())
}

/// Reads a file; `account` is whose it is where the pages do not say.
///
/// # Errors
/// A [`Refusal`] when it is locked, damaged or no statement, when it states no balance, or does not say of which account or
/// in which currency it is.
pub fn read(source: SourceId, bytes: &[u8], account: Option<&AccountId>) -> Result<Reading, Refusal> {
    let pages = pages(bytes)?;
    let scans: Vec<u32> = pages.iter().filter(|page| page.kind == PageKind::Scan).map(|page| page.number).collect();
    if !scans.is_empty() && pages.iter().all(|page| page.kind != PageKind::Text) {
        return scan::of_pages(source, &scans);
    }
    let lines = || pages.iter().flat_map(|page| &page.lines);
    let (mark, has_decimals) = figures::mark(&mut lines());
    let headings = events::headings(&pages);
    let currency = currency(&pages, &headings);
    let style = Style { mark, is_whole: !has_decimals, currency: currency.unwrap_or(Currency::EUR) };
    let order = days::order(&mut lines());
    let events = events::events(&pages, &headings, style, order.unwrap_or(DateOrder::DayMonthYear));
    let drafts = draft::drafts(&events);
    refuse_what_says_too_little(&headings, &events, order.is_none())?;
    let mut all = Gathered::default();
    all.problems.extend(scans.iter().map(|&page| scan::problem(source, page)));
    all.problems.extend(events.iter().filter_map(|event| note(source, event)));
    for draft in &drafts {
        let (account, currency) = (account_of(draft, account)?, currency_of(draft, currency, style)?);
        if let Some((written, line)) =
            draft.facts.account.as_ref().filter(|(written, _)| iban_check(written.as_str()) == Some(false))
        {
            let spot = Spot { page: draft.spot().page, line: *line };
            let expected = "an IBAN with right check digits";
            all.problems.push(Problem::new(source, place(spot), ProblemCode::OddAccount, written.as_str(), expected));
        }
        let verdict = judge::judge(draft);
        Judged { source, draft, verdict: &verdict, account: &account, currency }.gather(&mut all);
    }
    all.problems.sort_by_key(|problem| (problem.place.message, problem.place.line));
    Ok(Reading::from_entries(Format::Pdf, source, &all.entries, all.statements, all.problems)?)
}

/// The pages of a file as lines.
fn pages(bytes: &[u8]) -> Result<Vec<Page>, Refusal> {
    let opened = document::open(bytes)?;
    let mut interpreter = interpreter::Interpreter::new(&opened.document, opened.budget);
    let mut pages = Vec::with_capacity(opened.pages.len());
    for (&page, number) in opened.pages.iter().zip(1..) {
        let shown = interpreter.page(page).map_err(|_| {
            let what = "This PDF unpacks to far more than a statement of its size would.";
            Refusal::new(what, "Ask the sender what it is, and for camt.053, MT940 or CSV.")
                .at(Place { message: Some(number), ..Place::default() })
        })?;
        pages.push(Page::of(number, shown));
    }
    Ok(pages)
}

/// How many pages a file has, whether they can be read or not.
///
/// # Errors
/// A [`Refusal`] when it is locked or damaged.
pub fn page_count(bytes: &[u8]) -> Result<u32, Refusal> {
    Ok(u32::try_from(document::open(bytes)?.pages.len()).unwrap_or(u32::MAX))
}

/// What is told of a line that is no part of a statement.
fn note(source: SourceId, event: &Event) -> Option<Problem> {
    match event {
        Event::Lost(spot, code, found, expected) => Some(Problem::new(source, place(*spot), *code, found, *expected)),
        Event::Furniture(page, lines) => {
            let place = Place { message: Some(*page), row: None, line: lines.first().copied() };
            Some(Problem::new(source, place, ProblemCode::NotAnEntry, stretches(lines), ""))
        }
        _ => None,
    }
}

/// `lines 1 to 9, 40`.
fn stretches(lines: &[u32]) -> String {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for &line in lines {
        match parts.last_mut().filter(|(_, last)| last.saturating_add(1) == line) {
            Some((_, last)) => *last = line,
            None => parts.push((line, line)),
        }
    }
    let part = |&(from, to): &(u32, u32)| if from == to { from.to_string() } else { format!("{from} to {to}") };
    format!("lines {}", parts.iter().map(part).collect::<Vec<String>>().join(", "))
}

fn refuse_what_says_too_little(headings: &[Headed], events: &[Event], is_order_open: bool) -> Result<(), Refusal> {
    let ask = "Ask the bank for camt.053, MT940 or CSV, or type it up with `filature transcribe`.";
    let Some(Headed { table, .. }) = headings.first() else {
        let what = "This PDF has text, and no table of a statement: no line names a date with a debit and a credit, or an amount.";
        return Err(Refusal::new(what, ask));
    };
    if is_order_open && table.is_english {
        let what = "Its dates can be read in two ways: no day is after the 12th.";
        return Err(Refusal::new(what, ask));
    }
    let has_rows = events.iter().any(|event| matches!(event, Event::Entry(_)));
    let has_balance = events.iter().any(|event| {
        matches!(event, Event::Balance(_)) || matches!(event, Event::Entry(row) if row.balance_minor.is_some())
    });
    if !has_balance {
        let what = if has_rows {
            "This statement states no balance, so nothing shows that its lines were read rightly."
        } else {
            "Under the headings of its table no line could be read as an entry or a balance."
        };
        return Err(Refusal::new(what, ask));
    }
    Ok(())
}

/// The currency that the file is in: as its headings say, else the lines that state balances, else the first page.
fn currency(pages: &[Page], headings: &[Headed]) -> Option<Currency> {
    let of_headings = || {
        let lines = headings
            .iter()
            .filter_map(|headed| pages.get(headed.page)?.lines.get(headed.line..headed.line + headed.count));
        facts::currency_of(&mut lines.flatten())
    };
    let states_balance = |line: &&Line| vocabulary::phrase(&line.text().to_lowercase()).is_some();
    let of_balances = || facts::currency_of(&mut pages.iter().flat_map(|page| &page.lines).filter(states_balance));
    let of_first = || pages.first().and_then(|page| facts::currency_of(&mut page.lines.iter()));
    of_headings().or_else(of_balances).or_else(of_first)
}

fn currency_of(draft: &Draft, of_file: Option<Currency>, style: Style) -> Result<Currency, Refusal> {
    let spot = place(draft.spot());
    let Some(currency) = draft.facts.currency.or(of_file) else {
        let what = "The statement does not say in which currency it is.";
        return Err(Refusal::new(
            what,
            "Ask the bank for camt.053, MT940 or CSV, or type it up with `filature transcribe`.",
        )
        .at(spot));
    };
    if currency.minor_digits() != style.currency.minor_digits() {
        let what = format!("Amounts in {} and in {currency} stand in one file.", style.currency);
        return Err(Refusal::new(what, "Part it into a file for each account, and add those.").at(spot));
    }
    Ok(currency)
}

fn account_of(draft: &Draft, said: Option<&AccountId>) -> Result<AccountId, Refusal> {
    let spot = place(draft.spot());
    match (&draft.facts.account, said) {
        (Some((account, _)), _) if draft.facts.rivals.is_empty() => Ok(account.clone()),
        (_, Some(said)) => Ok(said.clone()),
        (Some((account, _)), None) => {
            let rivals: Vec<String> = draft.facts.rivals.iter().map(ToString::to_string).collect();
            let what = format!("The statement names several accounts: {account}, {}.", rivals.join(", "));
            Err(Refusal::new(what, "Say with --account which of them it is of.").at(spot))
        }
        (None, None) => {
            let what = "The statement does not say of which account it is.";
            Err(Refusal::new(what, "Say it with --account.").at(spot))
        }
    }
}

/// A page as it is laid out: for whoever shows where a line of a statement stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLayout {
    /// How many pages the file has.
    pub pages: u32,
    /// Its words, from the top down.
    pub words: Vec<PlacedWord>,
}

/// A word of a page; lengths are in hundredths of a point, from the left and from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedWord {
    /// The number of its line on the page, from 1, as the places of entries have it.
    pub line: u32,
    /// Its left edge.
    pub from: i32,
    /// Its right edge.
    pub to: i32,
    /// How far down its baseline stands, counted from any fixed height.
    pub down: i32,
    /// How tall its letters are.
    pub size: i32,
    /// The letters.
    pub text: String,
}

/// Lays out a page, counted from 1; none where there is no such page.
///
/// # Errors
/// A [`Refusal`] when the file is locked or damaged.
pub fn layout(bytes: &[u8], number: u32) -> Result<Option<PageLayout>, Refusal> {
    let opened = document::open(bytes)?;
    let pages = u32::try_from(opened.pages.len()).unwrap_or(u32::MAX);
    let at = usize::try_from(number).unwrap_or(usize::MAX).checked_sub(1);
    let Some(&page) = at.and_then(|at| opened.pages.get(at)) else { return Ok(None) };
    let mut interpreter = interpreter::Interpreter::new(&opened.document, opened.budget);
    let shown = interpreter.page(page).map_err(|_| {
        let what = "This page unpacks to far more than a page of a statement would.";
        Refusal::new(what, "Look at the file itself.").at(Place { message: Some(number), ..Place::default() })
    })?;
    let page = Page::of(number, shown);
    let words = page.lines.into_iter().flat_map(|line| {
        let (number, down, size) = (line.number, line.down, line.size);
        line.words.into_iter().map(move |word| PlacedWord {
            line: number,
            from: word.from,
            to: word.to,
            down,
            size,
            text: word.text,
        })
    });
    Ok(Some(PageLayout { pages, words: words.collect() }))
}
