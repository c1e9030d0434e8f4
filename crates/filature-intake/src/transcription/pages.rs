//! What was typed, page by page: entries of the pages that foot, and what is told of the others.

use std::collections::BTreeMap;

use filature_model::{
    AccountId, Booked, Currency, Entry, Legs, Money, Party, Place, Problem, ProblemCode, SourceId, decimal_string,
};
use jiff::civil::Date;

use super::HEADINGS_ROW;
use super::cells::Sheet;
use crate::csv::dates::{self, DateOrder};
use crate::csv::{amounts, channel};

/// A balance with the row of the sheet that states it, and the day of the entry beside it.
type Stated = (i64, u32, Option<Date>);

/// What was typed.
#[derive(Default)]
pub struct Typed {
    /// Entries of the pages that foot.
    pub entries: Vec<Entry>,
    /// Problems.
    pub problems: Vec<Problem>,
    /// Rows that were not taken.
    pub lost: u32,
    /// The first page with anything on it.
    pub first_page: Option<u32>,
    /// What the first page begins with.
    pub opening: Option<Stated>,
    /// What the last one ends with.
    pub closing: Option<Stated>,
}

/// A page of the original, as typed.
#[derive(Default)]
struct TypedPage {
    brought: Option<(i64, u32)>,
    carried: Option<(i64, u32)>,
    /// Line, row of the sheet, entry and the balance after it.
    rows: Vec<(Entry, i64, Option<i64>)>,
    /// Rows that cannot be read.
    flaws: Vec<Problem>,
}

/// Columns of the sheet.
const DATE: u32 = 3;
const VALUE_DATE: u32 = 4;
const TEXT: u32 = 5;
const DEBIT: u32 = 6;
const CREDIT: u32 = 7;
const BALANCE: u32 = 8;

/// Reads all pages.
pub fn read(source: SourceId, sheet: &Sheet, account: &AccountId, currency: Currency) -> Typed {
    let mut reader = Reader { source, sheet, account, currency, entries: 0 };
    let mut pages: BTreeMap<u32, TypedPage> = BTreeMap::new();
    let mut typed = Typed::default();
    for &row in sheet.rows.range(HEADINGS_ROW + 1..).map(|(row, _)| row) {
        if (DATE..=BALANCE).all(|column| sheet.text(row, column).is_empty()) {
            continue;
        }
        match sheet.text(row, 1).parse::<u32>() {
            Ok(page) => reader.row(row, page, pages.entry(page).or_default()),
            Err(_) => {
                typed.lost = typed.lost.saturating_add(1);
                let found = sheet.text(row, TEXT);
                let expected = "the page of the original";
                typed
                    .problems
                    .push(reader.problem(row, None, ProblemCode::UnknownLine, &found, expected).in_column("page"));
            }
        }
    }
    let mut before: Option<i64> = None;
    for (page, content) in pages {
        reader.judge(page, content, &mut before, &mut typed);
    }
    typed
}

struct Reader<'a> {
    source: SourceId,
    sheet: &'a Sheet,
    account: &'a AccountId,
    currency: Currency,
    entries: u32,
}

impl Reader<'_> {
    fn problem(&self, row: u32, page: Option<u32>, code: ProblemCode, found: &str, expected: &str) -> Problem {
        let line = self.sheet.text(row, 2).parse().ok();
        let place = Place { message: page, row: None, line: if page.is_some() { line } else { Some(row + 1) } };
        Problem::new(self.source, place, code, found, expected)
    }

    fn row(&mut self, row: u32, page: u32, content: &mut TypedPage) {
        let kind = self.sheet.text(row, 0).to_lowercase();
        let balance = self.amount(row, BALANCE);
        let is_balance = kind.starts_with("brought") || kind.starts_with("carried");
        match balance {
            Ok(Some(minor)) if kind.starts_with("brought") => content.brought = Some((minor, row + 1)),
            Ok(Some(minor)) if kind.starts_with("carried") => content.carried = Some((minor, row + 1)),
            Ok(balance) if !is_balance => match self.entry(row, page) {
                Ok((entry, signed)) => content.rows.push((entry, signed, balance)),
                Err((code, column, found, expected)) => {
                    content.flaws.push(self.problem(row, Some(page), code, &found, expected).in_column(column));
                }
            },
            Ok(_) => {}
            Err(found) => {
                let problem = self.problem(row, Some(page), ProblemCode::BadAmount, &found, "a balance, as in 1234.56");
                content.flaws.push(problem.in_column("balance"));
            }
        }
    }

    /// The amount of a cell; the text where it is none.
    fn amount(&self, row: u32, column: u32) -> Result<Option<i64>, String> {
        let text = self.sheet.text(row, column);
        if text.is_empty() {
            return Ok(None);
        }
        let mark = text.rfind(['.', ',']).and_then(|at| text.as_bytes().get(at)).copied().unwrap_or(b'.');
        let written = amounts::read(&text, mark, self.currency).map_err(|_| text.clone())?;
        Ok(Some(if written.negative { -written.minor } else { written.minor }))
    }

    fn day(&self, row: u32, column: u32) -> Option<Date> {
        let text = self.sheet.text(row, column);
        let read = |order| dates::read(&text, order).map(|booked| booked.on);
        read(DateOrder::YearMonthDay).or_else(|| read(DateOrder::DayMonthYear))
    }

    #[allow(clippy::type_complexity, reason = "what is wrong: code, column, found, expected")]
    fn entry(
        &mut self,
        row: u32,
        page: u32,
    ) -> Result<(Entry, i64), (ProblemCode, &'static str, String, &'static str)> {
        let number = self.entries;
        self.entries = self.entries.saturating_add(1);
        let on = self.day(row, DATE).ok_or_else(|| {
            (ProblemCode::BadDate, "date", self.sheet.text(row, DATE), "a date, as in 2024-05-02 or 02/05/2024")
        })?;
        let cell = |column, name| {
            self.amount(row, column).map_err(|found| (ProblemCode::BadAmount, name, found, "an amount, as in 1234.56"))
        };
        let (minor, out) = match (cell(DEBIT, "debit")?, cell(CREDIT, "credit")?) {
            (Some(debit), None) if debit >= 0 => (debit, true),
            (None, Some(credit)) if credit >= 0 => (credit, false),
            _ => {
                let found = format!("{} {}", self.sheet.text(row, DEBIT), self.sheet.text(row, CREDIT));
                return Err((ProblemCode::BadAmount, "debit", found, "a debit or a credit, without a sign"));
            }
        };
        let place = Place { message: Some(page), row: Some(number), line: self.sheet.text(row, 2).parse().ok() };
        let legs = if out { Legs::Debit } else { Legs::Credit };
        let mut entry = Entry::new(place, legs, Booked::day(on), Money { minor, currency: self.currency });
        let own = Party { account: Some(self.account.clone()), ..Party::default() };
        (entry.debtor, entry.creditor) = if out { (own, Party::default()) } else { (Party::default(), own) };
        entry.statement = Some(0);
        entry.sequence = Some(i64::from(number));
        entry.value_on = self.day(row, VALUE_DATE);
        let text = self.sheet.text(row, TEXT);
        entry.channel = channel(&text, out);
        entry.text = (!text.is_empty()).then_some(text);
        Ok((entry, if out { -minor } else { minor }))
    }

    /// Takes the entries of a page that foots.
    fn judge(&self, page: u32, content: TypedPage, before: &mut Option<i64>, typed: &mut Typed) {
        typed.first_page = typed.first_page.or(Some(page));
        let days = || content.rows.iter().map(|(entry, ..)| entry.booked.on);
        let with_day = |stated: Option<(i64, u32)>, day: Option<Date>| stated.map(|(minor, row)| (minor, row, day));
        if typed.opening.is_none() && before.is_none() {
            typed.opening = with_day(content.brought, days().min());
        }
        typed.closing = with_day(content.carried, days().max());
        let place = Place { message: Some(page), ..Place::default() };
        let figure = |minor: i128| format!("{} {}", decimal_string(minor, self.currency), self.currency);
        if let (Some(before), Some((brought, _))) = (*before, content.brought)
            && before != brought
        {
            typed.lost = typed.lost.saturating_add(1);
            let expected = format!("{}, what the page before ends with", figure(i128::from(before)));
            typed.problems.push(Problem::new(
                self.source,
                place,
                ProblemCode::DoesNotFoot,
                figure(i128::from(brought)),
                expected,
            ));
        }
        *before = content.carried.map(|(minor, _)| minor);
        let rows = u32::try_from(content.rows.len() + content.flaws.len()).unwrap_or(u32::MAX);
        let wrong = wrong(&content);
        if content.flaws.is_empty() && wrong.is_none() {
            typed.entries.extend(content.rows.into_iter().map(|(mut entry, _, balance)| {
                let own = if entry.legs == Legs::Debit {
                    &mut entry.debtor_balance_minor
                } else {
                    &mut entry.creditor_balance_minor
                };
                *own = balance;
                entry
            }));
            return;
        }
        typed.lost = typed.lost.saturating_add(rows.max(1));
        typed.problems.extend(content.flaws);
        let (found, expected) = match wrong {
            Some((Some(stated), Some(reached))) => {
                (figure(stated), format!("{}, to which the entries come", figure(reached)))
            }
            Some(_) => (String::new(), "a balance brought forward and one carried forward".to_owned()),
            None => (String::new(), "rows that can be read".to_owned()),
        };
        typed.problems.push(Problem::new(self.source, place, ProblemCode::PageDoesNotFoot, found, expected));
    }
}

/// The first balance that the entries do not come to: what it states, and what they come to. None when all do.
fn wrong(content: &TypedPage) -> Option<(Option<i128>, Option<i128>)> {
    let (Some((brought, _)), Some((carried, _))) = (content.brought, content.carried) else {
        return Some((None, None));
    };
    let mut reached = i128::from(brought);
    for (_, signed, balance) in &content.rows {
        reached += i128::from(*signed);
        if let Some(balance) = balance.map(i128::from).filter(|balance| *balance != reached) {
            return Some((Some(balance), Some(reached)));
        }
    }
    let carried = i128::from(carried);
    (carried != reached).then_some((Some(carried), Some(reached)))
}
