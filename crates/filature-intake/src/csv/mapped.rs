//! Reads a bank's own table by a mapping: a row is a line of a statement.
//!
//! ```text
//! mapping + header ─► layout ─► steps (of the running balance) ─► style (what a minus means)
//!                                                                     │
//!                             statements by account ◄─ a line a row ◄─┘
//! ```

mod amount;
mod balance_row;
mod channel;
mod layout;
mod row;
mod statement;
mod steps;
mod style;

use std::collections::BTreeMap;

use filature_model::{
    AccountId, Balance, Booked, Currency, Entry, Legs, Money, Party, Place, Problem, ProblemCode, SourceId,
};

use super::dates;
use super::mapping::Mapping;
use super::stretches::Record;
use super::text::Decoded;
use crate::{Format, Reading, Refusal};
pub(crate) use channel::channel;
use layout::Layout;
use statement::{newest_first, statement};
use steps::Steps;
use style::Minus;

/// Reads a table by its mapping; `account` overrules the mapping's.
///
/// # Errors
/// A refusal when a column is not there, when neither a column nor a person says which account or currency it
/// is, or when no row could be read.
pub fn read(
    source: SourceId,
    decoded: &Decoded<'_>,
    mapping: &Mapping,
    account: Option<&AccountId>,
) -> Result<Reading, Refusal> {
    let mut layout = Layout::of(&decoded.text, mapping, account)?;
    let rows = layout.rows(&decoded.text)?;
    let steps = Steps::of(&rows, &layout, mapping);
    let mut reader = Reader::new(source, mapping, &layout, Minus::of(&rows, &layout, &steps), &steps);
    reader.problems = decoded.problems(source);
    reader.preamble();
    let lines: Vec<Option<Line>> = rows.iter().enumerate().map(|(number, row)| reader.line(row, number)).collect();
    reader.finish(lines.into_iter().flatten().collect())
}

/// A row that could be read.
struct Line {
    place: Place,
    account: AccountId,
    booked: Booked,
    amount: Money,
    out: bool,
    reversal: bool,
    balance_minor: Option<i64>,
    row: Record,
}

impl Line {
    fn signed(&self) -> i64 {
        if self.out { -self.amount.minor } else { self.amount.minor }
    }
}

/// The balances that rows of a table state, for the account and currency that they are of.
#[derive(Clone, Copy, Debug, Default)]
struct StatedBalances {
    opening: Option<Balance>,
    closing: Option<Balance>,
}

struct Reader<'a> {
    source: SourceId,
    mapping: &'a Mapping,
    layout: &'a Layout,
    minus: Minus,
    steps: &'a Steps,
    unreadable: BTreeMap<Option<AccountId>, u32>,
    stated: BTreeMap<(AccountId, Currency), StatedBalances>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(source: SourceId, mapping: &'a Mapping, layout: &'a Layout, minus: Minus, steps: &'a Steps) -> Self {
        let (unreadable, stated, problems) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { source, mapping, layout, minus, steps, unreadable, stated, problems }
    }

    fn preamble(&mut self) {
        if self.layout.body_line > 2 {
            let found = format!("lines 1 to {}", self.layout.body_line - 2);
            self.problems.push(Problem::new(self.source, Place::default(), ProblemCode::NotAnEntry, found, ""));
        }
    }

    fn note(&mut self, place: Place, code: ProblemCode, at: usize, found: &str, expected: &str) {
        let name = self.layout.name(at);
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(name));
    }

    fn lost(
        &mut self,
        place: Place,
        account: Option<AccountId>,
        code: ProblemCode,
        at: usize,
        found: &str,
        expected: &str,
    ) {
        *self.unreadable.entry(account).or_default() += 1;
        self.note(place, code, at, found, expected);
    }

    fn finish(mut self, lines: Vec<Line>) -> Result<Reading, Refusal> {
        if lines.is_empty() {
            let reason = self.problems.iter().find(|problem| problem.code != ProblemCode::NotAnEntry);
            let detail = reason.map_or_else(|| "no row has a date and an amount".to_owned(), ToString::to_string);
            return Err(Refusal::new(
                format!("No row of the file could be read: {detail}"),
                "Correct the mapping, or ask for another export.",
            ));
        }
        let groups = by_account(lines);
        let mut statements = Vec::new();
        let mut entries = Vec::new();
        for (ordinal, (account, currency, lines)) in (0_u32..).zip(groups) {
            let newest_first = newest_first(&lines);
            // An account may have a statement in each of several currencies, and a lost row be of any of them.
            let unreadable = self.unreadable.get(&Some(account.clone())).copied().unwrap_or_default();
            let stated = self.stated.remove(&(account.clone(), currency)).unwrap_or_default();
            statements.push(statement(ordinal, &account, currency, &lines, newest_first, stated, unreadable));
            for (position, line) in (0_i64..).zip(&lines) {
                let sequence = if newest_first { -position } else { position };
                entries.push(self.entry(line, ordinal, sequence));
            }
        }
        entries.sort_by_key(|entry| entry.place.row);
        // A row whose account could not be read may belong to any of the statements: none is said to foot.
        if let Some(unplaced) = self.unreadable.remove(&None) {
            statements.iter_mut().for_each(|statement| statement.unreadable_rows += unplaced);
        }
        Ok(Reading::from_entries(Format::Mapped, self.source, &entries, statements, self.problems)?)
    }

    fn entry(&self, line: &Line, statement: u32, sequence: i64) -> Entry {
        let cell =
            |at: Option<usize>| at.and_then(|at| line.row.fields.get(at)).filter(|text| !text.is_empty()).cloned();
        let layout = self.layout;
        let other = Party {
            account: cell(layout.counterparty_account).map(|number| AccountId::written(&number)),
            name: cell(layout.counterparty_name),
            country: None,
        };
        let own = Party { account: Some(line.account.clone()), ..Party::default() };
        let legs = if line.out { Legs::Debit } else { Legs::Credit };
        let mut entry = Entry::new(line.place, legs, line.booked, line.amount);
        (entry.debtor, entry.creditor) = if line.out { (own, other) } else { (other, own) };
        entry.statement = Some(statement);
        entry.sequence = Some(sequence);
        entry.value_on =
            cell(layout.value).and_then(|text| dates::read(&text, self.mapping.date_order)).map(|booked| booked.on);
        entry.reference = cell(layout.reference);
        let text: Vec<String> = layout.text.iter().filter_map(|&at| cell(Some(at))).collect();
        entry.text = (!text.is_empty()).then(|| text.join(" "));
        if cell(layout.counterparty_account).is_none() {
            entry.channel = text.first().and_then(|text| channel(text, line.out));
        }
        entry.reversal = line.reversal;
        if line.out {
            entry.debtor_balance_minor = line.balance_minor;
        } else {
            entry.creditor_balance_minor = line.balance_minor;
        }
        entry
    }
}

/// The lines of one account in one currency.
type Group = (AccountId, Currency, Vec<Line>);

/// Parts the lines by account and currency, in the order in which these first appear.
fn by_account(lines: Vec<Line>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut place_of: BTreeMap<(AccountId, Currency), usize> = BTreeMap::new();
    for line in lines {
        let key = (line.account.clone(), line.amount.currency);
        let next = groups.len();
        let at = *place_of.entry(key).or_insert_with_key(|(account, currency)| {
            groups.push((account.clone(), *currency, Vec::new()));
            next
        });
        if let Some((_, _, group)) = groups.get_mut(at) {
            group.push(line);
        }
    }
    groups
}
