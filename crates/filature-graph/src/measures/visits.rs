//! Who stands at one machine, one after the other: runs of transactions at a terminal by different parties.
//!
//! ```text
//! selected transactions with a terminal, a customer and a time ─► by terminal and instant ─► runs ─► those of two parties
//! ```
//! The customer is whoever paid; of cash paid in, whoever was paid. The instant is that of the customer's side. Cost: the
//! selected transactions are put in order; what accounts held is worked out when it is first asked.

use std::cell::OnceCell;
use std::collections::HashMap;

use filature_model::{Channel, NO_WORD};

use super::balances::{Openings, walk};
use super::figures::permille;
use super::reading::{known, number, short};
use super::{Cell, Index, MeasureError, Rows, Selection, View, span};

/// The columns, in order.
pub const COLUMNS: &[&str] = &["visit", "terminal", "city", "tx", "party", "at", "day", "parties", "balance_permille"];

/// Opens the visits, by terminal and time.
///
/// # Errors
/// A span or selection that is not known.
pub fn open<'a>(
    view: View<'a>,
    index: &'a Index,
    span: &str,
    selection: &str,
) -> Result<Box<dyn Rows + 'a>, MeasureError> {
    let span_micros = span::micros(span)?;
    let selection = Selection::parse(selection, &view)?;
    let stands = stands(&view, &selection);
    Ok(Box::new(Visits { view, index, rows: rows(&stands, span_micros), next: 0, balances: OnceCell::new() }))
}

/// One transaction at a terminal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stand {
    terminal: u32,
    at_micros: i64,
    position: u32,
    party: u32,
}

struct Row {
    visit: u32,
    /// Different parties in the visit.
    parties: u32,
    stand: Stand,
}

/// Transactions with a terminal, a customer and a time, in order of terminals, then of time.
fn stands(view: &View<'_>, selection: &Selection) -> Vec<Stand> {
    let mut stands = Vec::new();
    for (position, &terminal) in view.details.terminal.codes.iter().enumerate() {
        if terminal == NO_WORD || view.details.minute_of(position).is_none() || !selection.selects(view, position) {
            continue;
        }
        let (party, leg) = if is_paid_in(view, position) {
            (view.payee(position), view.ledger.credited[position])
        } else {
            (view.payer(position), view.ledger.debited[position])
        };
        if known(party).is_some() {
            stands.push(Stand { terminal, at_micros: leg.at_micros, position: short(position), party });
        }
    }
    stands.sort_unstable();
    stands
}

fn is_paid_in(view: &View<'_>, position: usize) -> bool {
    view.ledger.channel[position] == Channel::CashIn
}

/// The runs of two parties at least, numbered.
fn rows(stands: &[Stand], span_micros: i64) -> Vec<Row> {
    let follows = |one: &Stand, next: &Stand| {
        one.terminal == next.terminal && next.at_micros.saturating_sub(one.at_micros) <= span_micros
    };
    let mut rows = Vec::new();
    let mut visit = 0;
    for run in stands.chunk_by(follows).filter(|run| run.len() > 1) {
        let mut parties: Vec<u32> = run.iter().map(|stand| stand.party).collect();
        parties.sort_unstable();
        parties.dedup();
        if parties.len() > 1 {
            rows.extend(run.iter().map(|&stand| Row { visit, parties: short(parties.len()), stand }));
            visit += 1;
        }
    }
    rows
}

struct Visits<'a> {
    view: View<'a>,
    index: &'a Index,
    rows: Vec<Row>,
    /// The row after the one at hand.
    next: usize,
    /// By row what was drawn of what was held, in thousandths.
    balances: OnceCell<Vec<Option<i64>>>,
}

impl Visits<'_> {
    /// Each account with a row is gone through once.
    fn balances(&self) -> Vec<Option<i64>> {
        let openings = Openings::new(&self.view);
        let drawn =
            |row: &&Row| self.view.is_account(row.stand.party) && !is_paid_in(&self.view, row.stand.position as usize);
        let mut accounts: Vec<u32> = self.rows.iter().filter(drawn).map(|row| row.stand.party).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let mut asked: HashMap<u32, Option<i64>> =
            self.rows.iter().filter(drawn).map(|row| (row.stand.position, None)).collect();
        for account in accounts {
            walk((&self.view, self.index), &openings, account, |position, balance| {
                if let (Some(share), Some(balance)) = (asked.get_mut(&position), balance) {
                    *share = permille(self.view.left(position as usize).0.into(), balance);
                }
            });
        }
        self.rows.iter().map(|row| asked.get(&row.stand.position).copied().flatten()).collect()
    }
}

impl Rows for Visits<'_> {
    fn advance(&mut self) -> bool {
        self.next = self.next.saturating_add(1);
        self.next <= self.rows.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let Some(at) = self.next.checked_sub(1).filter(|&at| at < self.rows.len()) else { return Cell::Null };
        let row = &self.rows[at];
        let (stand, place) = (&row.stand, row.stand.position as usize);
        Cell::Number(match column {
            0 => i64::from(row.visit),
            1 => return self.view.details.terminal.get(place).map_or(Cell::Null, Cell::Text),
            2 => return self.view.details.city.get(place).map_or(Cell::Null, Cell::Text),
            3 => number(place),
            4 => i64::from(stand.party),
            5 => stand.at_micros.div_euclid(1_000_000),
            6 => i64::from(self.view.day(place)),
            7 => i64::from(row.parties),
            8 => return self.balances.get_or_init(|| self.balances())[at].map_or(Cell::Null, Cell::Number),
            _ => return Cell::Null,
        })
    }
}
