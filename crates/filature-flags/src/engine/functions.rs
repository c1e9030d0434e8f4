//! `patterns(kind, span)`: what the graph's patterns found, as rows.

use std::sync::Arc;

use filature_graph::measures::{Argument, Cell, Rows};
use filature_graph::{KINDS, Shape};
use filature_model::{Details, Reason};

use super::columns::Columns;
use super::specs::Spec;
use crate::span_seconds;

pub(crate) fn patterns() -> Spec {
    Spec {
        name: "patterns",
        columns: &[
            "finding",
            "middle",
            "amount_minor",
            "currency",
            "from_day",
            "to_day",
            "payments",
            "transactions",
            "accounts",
            "sources",
            "sinks",
            "members",
            "why",
        ],
        arguments: &["kind", "span"],
        keys: Vec::new(),
        open,
    }
}

struct Patterns<'a> {
    shapes: Arc<Vec<Shape>>,
    details: &'a Details,
    /// One past the row.
    next: usize,
    row: Row,
}

/// What the row that is stood on needs to hold.
#[derive(Default)]
struct Row {
    accounts: Vec<u32>,
    sources: Vec<u32>,
    sinks: Vec<u32>,
    members: Vec<u32>,
    middle: Option<u32>,
    why: String,
}

fn open<'a>(
    columns: &'a Columns,
    arguments: &[Argument<'_>],
    _: Option<(usize, u32)>,
) -> Result<Box<dyn Rows + 'a>, String> {
    let kind = match arguments.first() {
        Some(Argument::Text(kind)) if KINDS.contains(kind) => *kind,
        other => {
            let given = other.map_or_else(|| "nothing".to_owned(), |argument| format!("{argument:?}"));
            return Err(format!("patterns: {given} is no pattern; there are {}", KINDS.join(", ")));
        }
    };
    let window_seconds = match arguments.get(1) {
        None | Some(Argument::Null) => None,
        Some(Argument::Text(span)) => Some(span_seconds(span).map_err(|error| format!("patterns: {error}"))?),
        Some(other) => return Err(format!("patterns: {other:?} is no span; write it as in '4d' or '48h'")),
    };
    let shapes = columns.shapes(kind, window_seconds)?;
    Ok(Box::new(Patterns { shapes, details: &columns.details, next: 0, row: Row::default() }))
}

impl Rows for Patterns<'_> {
    fn advance(&mut self) -> bool {
        let Some(shape) = self.shapes.get(self.next) else { return false };
        self.next += 1;
        let of = |roles: &[&str]| -> Vec<u32> {
            shape.accounts.iter().filter(|member| roles.contains(&member.1)).map(|member| member.0).collect()
        };
        let why: serde_json::Map<String, serde_json::Value> = shape
            .why
            .iter()
            .map(|(name, reason)| {
                let value = match reason {
                    Reason::Number(number) => serde_json::Value::from(*number),
                    Reason::Text(text) => serde_json::Value::from(text.as_str()),
                };
                ((*name).to_owned(), value)
            })
            .collect();
        self.row = Row {
            accounts: shape.accounts.iter().map(|member| member.0).collect(),
            sources: of(&["source"]),
            sinks: of(&["sink"]),
            members: of(&["member"]),
            middle: of(&["hub", "pass-through"]).first().copied(),
            why: serde_json::Value::Object(why).to_string(),
        };
        true
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let Some(shape) = self.next.checked_sub(1).and_then(|at| self.shapes.get(at)) else { return Cell::Null };
        let number = |count: usize| Cell::Number(i64::try_from(count).unwrap_or(i64::MAX));
        let day = |at: Option<&u32>| {
            let day = at.and_then(|&at| self.details.day.get(at as usize));
            day.map_or(Cell::Null, |&day| Cell::Number(i64::from(day)))
        };
        match column {
            0 => number(self.next - 1),
            1 => self.row.middle.map_or(Cell::Null, |account| Cell::Number(i64::from(account))),
            2 => i64::try_from(shape.amount_minor).map_or(Cell::Null, Cell::Number),
            3 => Cell::Text(shape.currency.code()),
            4 => day(shape.transactions.first()),
            5 => day(shape.transactions.last()),
            6 => number(shape.transactions.len()),
            7 => Cell::List(&shape.transactions),
            8 => Cell::List(&self.row.accounts),
            9 => Cell::List(&self.row.sources),
            10 => Cell::List(&self.row.sinks),
            11 => Cell::List(&self.row.members),
            12 => Cell::Text(&self.row.why),
            _ => Cell::Null,
        }
    }
}
