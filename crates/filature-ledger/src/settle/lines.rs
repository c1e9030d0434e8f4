use arrow_array::RecordBatch;
use filature_model::{Currency, EntryId};

use crate::build::Segment;
use crate::tables::Row;

/// Where an entry is among the segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Which segment.
    pub segment: usize,
    /// Which batch of it.
    pub batch: usize,
    /// Which row of that.
    pub at: usize,
}

/// A line of a statement, with what settling and reconciling ask of it.
#[derive(Clone, Debug)]
pub struct StatementLine<'a> {
    /// Where it is.
    pub spot: Spot,
    /// Its id.
    pub id: EntryId,
    /// The ordinal of its statement in its file.
    pub statement: u32,
    /// Its order in the statement.
    pub sequence: i64,
    /// Whether money goes out.
    pub debit: bool,
    /// The statement's account.
    pub own: &'a str,
    /// The account on the other side, where it is named.
    pub other: Option<&'a str>,
    /// The name on the other side, where it is given.
    pub other_name: Option<&'a str>,
    /// Whether it is cash, paid in or drawn.
    pub cash: bool,
    /// Days since 1970.
    pub booked_on: i32,
    /// Minor units, not negative.
    pub amount_minor: i64,
    /// Currency.
    pub currency: Currency,
    /// Reference.
    pub reference: Option<&'a str>,
    /// Text.
    pub text: Option<&'a str>,
    /// Whether it moved money.
    pub paid: bool,
    /// The account's balance after it, where stated.
    pub balance_minor: Option<i64>,
}

/// All lines of statements, in the order of sources and rows.
pub fn statement_lines(segments: &[Segment]) -> Vec<StatementLine<'_>> {
    let mut lines = Vec::new();
    for (segment, of) in segments.iter().enumerate().filter(|(_, of)| !of.statements.is_empty()) {
        for (batch, rows) in of.entries.held().iter().enumerate() {
            lines.extend((0..rows.num_rows()).filter_map(|at| line(of, rows, Spot { segment, batch, at })));
        }
    }
    lines
}

fn line<'a>(segment: &Segment, batch: &'a RecordBatch, spot: Spot) -> Option<StatementLine<'a>> {
    let row = Row { batch, at: spot.at };
    let debit = match row.text("legs")? {
        "debit" => true,
        "credit" => false,
        _ => return None,
    };
    let (own, other, other_name, balance) = if debit {
        ("debtor", "creditor", "creditor_name", "debtor_balance_minor")
    } else {
        ("creditor", "debtor", "debtor_name", "creditor_balance_minor")
    };
    let number = row.u32("row")?;
    Some(StatementLine {
        spot,
        id: EntryId { source: segment.source, row: number },
        statement: row.u32("statement")?,
        sequence: row.i64("sequence").unwrap_or_else(|| i64::from(number)),
        debit,
        own: row.text(own)?,
        other: row.text(other),
        other_name: row.text(other_name),
        cash: matches!(row.text("channel"), Some("cash-in" | "cash-out")),
        booked_on: row.date("booked_on").map(filature_model::days_from_epoch)?,
        amount_minor: row.i64("amount_minor")?,
        currency: row.text("currency")?.parse().ok()?,
        reference: row.text("reference"),
        text: row.text("text"),
        paid: row.text("status").is_none(),
        balance_minor: row.i64(balance),
    })
}
