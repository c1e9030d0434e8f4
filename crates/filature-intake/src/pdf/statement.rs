//! From judged statements to a reading: entries of the pages that foot, and what is told of the others.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{
    AccountId, Balance, Booked, Currency, Entry, Legs, Money, Party, Place, Problem, ProblemCode, SourceId, Statement,
    decimal_string, iban_check,
};

use super::draft::Draft;
use super::events::{Row, Spot};
use super::judge::{Break, Proven, Verdict};
use crate::csv::channel;

/// What the statements of a file give.
#[derive(Default)]
pub struct Gathered {
    /// Entries.
    pub entries: Vec<Entry>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// Problems.
    pub problems: Vec<Problem>,
}

/// A statement with what it is of.
pub struct Judged<'a> {
    /// The file.
    pub source: SourceId,
    /// As it was put together.
    pub draft: &'a Draft,
    /// What the balances say.
    pub verdict: &'a Verdict,
    /// The account.
    pub account: &'a AccountId,
    /// The currency.
    pub currency: Currency,
}

impl Judged<'_> {
    /// Adds the statement to the others.
    pub fn gather(&self, all: &mut Gathered) {
        let ordinal = u32::try_from(all.statements.len()).unwrap_or(u32::MAX);
        let refused: BTreeSet<u32> = self
            .draft
            .rows()
            .filter(|(number, row)| !self.verdict.proven.contains(number) || self.draft.day(row.booked).is_none())
            .map(|(_, row)| row.spot.page)
            .collect();
        self.note_breaks(&refused, all);
        let newest_first = self.draft.is_newest_first();
        let mut days = Vec::new();
        for ((number, row), position) in self.draft.rows().zip(0_i64..) {
            let day = self.draft.day(row.booked);
            let minor = self.verdict.minor.get(&number).copied();
            let (false, Some(day), Some(minor)) = (refused.contains(&row.spot.page), day, minor) else { continue };
            days.push(day);
            let place = Place { row: Some(number), ..place(row.spot) };
            let sequence = if newest_first { -position } else { position };
            all.entries.push(self.entry(row, place, Booked::day(day), minor, ordinal, sequence, &mut all.problems));
        }
        let rows_lost = self.draft.rows().filter(|(_, row)| refused.contains(&row.spot.page)).count();
        let chain_breaks = self.verdict.breaks.iter().filter(|one| one.pages.is_empty()).count();
        let opening = self.verdict.opening.map(|proven| self.balance(proven));
        let closing = self.verdict.closing.map(|proven| self.balance(proven));
        let period = self.draft.facts.period;
        let stated = |balance: Option<Balance>| balance.and_then(|balance| balance.on);
        all.statements.push(Statement {
            ordinal,
            place: place(self.draft.spot()),
            number: None,
            account: self.account.clone(),
            holder: self.draft.facts.holder.clone(),
            currency: Some(self.currency),
            from: period.map(|(from, _)| from).or(days.iter().min().copied()).or(stated(opening)),
            to: period.map(|(_, to)| to).or(stated(closing).max(days.iter().max().copied())),
            opening,
            closing,
            unreadable_rows: u32::try_from(rows_lost.saturating_add(chain_breaks)).unwrap_or(u32::MAX),
        });
    }

    fn note_breaks(&self, refused: &BTreeSet<u32>, all: &mut Gathered) {
        let mut told = BTreeSet::new();
        let last_row_of: BTreeMap<u32, Spot> = self.draft.rows().map(|(_, row)| (row.spot.page, row.spot)).collect();
        for one in &self.verdict.breaks {
            if one.pages.is_empty() {
                let problem = self.problem(one, one.spot, ProblemCode::DoesNotFoot);
                all.problems.push(problem);
            }
            for &page in &one.pages {
                if refused.contains(&page) && told.insert(page) {
                    let spot = if one.spot.page == page {
                        one.spot
                    } else {
                        last_row_of.get(&page).copied().unwrap_or(one.spot)
                    };
                    all.problems.push(self.problem(one, spot, ProblemCode::PageDoesNotFoot));
                }
            }
        }
        for (_, row) in self.draft.rows() {
            if self.draft.day(row.booked).is_none() && told.insert(row.spot.page) {
                let expected = "a year: a period or a dated balance on the page";
                let found = row.text.clone().unwrap_or_default();
                let problem = Problem::new(self.source, place(row.spot), ProblemCode::BadDate, found, expected);
                all.problems.push(problem.in_column("date"));
            }
        }
    }

    fn problem(&self, one: &Break, spot: Spot, code: ProblemCode) -> Problem {
        let figure = |minor: Option<i128>, none: &str| {
            minor.map_or_else(
                || none.to_owned(),
                |minor| format!("{} {}", decimal_string(minor, self.currency), self.currency),
            )
        };
        let found = figure(one.stated_minor, "no balance below the entries");
        let expected = match (one.pages.is_empty(), one.reached_minor) {
            (true, _) => {
                format!("{}, the balance before: a page or lines are missing", figure(one.reached_minor, "another"))
            }
            (false, Some(_)) => format!("{}, to which the entries come", figure(one.reached_minor, "")),
            (false, None) => "a balance above the entries".to_owned(),
        };
        Problem::new(self.source, place(spot), code, found, expected)
    }

    fn balance(&self, proven: Proven) -> Balance {
        let stated = proven.balance.and_then(|balance| balance.on).and_then(|day| self.draft.day(day));
        let of_row = || {
            let row = self.draft.rows().find(|(_, row)| row.spot == proven.spot)?.1;
            self.draft.day(row.booked)
        };
        let on = if proven.balance.is_some() { stated } else { of_row() };
        Balance { minor: proven.minor, currency: self.currency, on, line: Some(proven.spot.line) }
    }

    #[allow(clippy::too_many_arguments, reason = "the row, and what its statement says of it")]
    fn entry(
        &self,
        row: &Row,
        place: Place,
        booked: Booked,
        minor: i64,
        statement: u32,
        sequence: i64,
        notes: &mut Vec<Problem>,
    ) -> Entry {
        let out = minor < 0;
        let amount = Money { minor: minor.saturating_abs(), currency: self.currency };
        let mut entry = Entry::new(place, if out { Legs::Debit } else { Legs::Credit }, booked, amount);
        let account = row.account.as_deref().map(AccountId::written);
        if let Some(account) = account.as_ref().filter(|account| iban_check(account.as_str()) == Some(false)) {
            let expected = "an IBAN with right check digits";
            notes.push(Problem::new(self.source, place, ProblemCode::OddAccount, account.as_str(), expected));
        }
        let own = Party { account: Some(self.account.clone()), ..Party::default() };
        let other = Party { account, name: row.name.clone(), country: None };
        (entry.debtor, entry.creditor) = if out { (own, other) } else { (other, own) };
        entry.statement = Some(statement);
        entry.sequence = Some(sequence);
        entry.value_on = row.value.and_then(|day| self.draft.day(day));
        entry.text = row.text.clone();
        entry.reference = row.reference.clone();
        if row.account.is_none() {
            entry.channel = row.text.as_deref().and_then(|text| channel(text, out));
        }
        if out {
            entry.debtor_balance_minor = row.balance_minor;
        } else {
            entry.creditor_balance_minor = row.balance_minor;
        }
        entry
    }
}

/// The place of a line of a page.
pub fn place(spot: Spot) -> Place {
    Place { message: Some(spot.page), row: None, line: Some(spot.line) }
}
