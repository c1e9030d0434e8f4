//! The small tables of data: lines that are reported, classes of merchants, topics of texts.

use filature_graph::measures::{Argument, Cell, Rows};

use crate::engine::columns::Columns;
use crate::engine::specs::Spec;
use crate::meaning;

pub(crate) fn reporting_lines() -> Spec {
    Spec {
        name: "reporting_lines",
        columns: &["name", "country", "amount_minor", "currency", "channels", "from_day", "until_day"],
        arguments: &[],
        keys: Vec::new(),
        open: open_lines,
    }
}

pub(crate) fn merchant_classes() -> Spec {
    Spec {
        name: "merchant_classes",
        columns: &["mcc", "class"],
        arguments: &[],
        keys: Vec::new(),
        open: |_, _, _| Ok(Listed::open(pairs(meaning::merchant_classes()))),
    }
}

pub(crate) fn topics() -> Spec {
    Spec {
        name: "topics",
        columns: &["word", "topic"],
        arguments: &[],
        keys: Vec::new(),
        open: |_, _, _| Ok(Listed::open(pairs(meaning::topic_words()))),
    }
}

enum Value {
    Null,
    Number(i64),
    Text(String),
}

/// Rows that are there.
struct Listed {
    rows: Vec<Vec<Value>>,
    next: usize,
}

impl Listed {
    fn open<'a>(rows: Vec<Vec<Value>>) -> Box<dyn Rows + 'a> {
        Box::new(Self { rows, next: 0 })
    }
}

impl Rows for Listed {
    fn advance(&mut self) -> bool {
        let more = self.next < self.rows.len();
        self.next += usize::from(more);
        more
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let row = self.next.checked_sub(1).and_then(|at| self.rows.get(at));
        match row.and_then(|row| row.get(column)) {
            Some(Value::Number(number)) => Cell::Number(*number),
            Some(Value::Text(text)) => Cell::Text(text),
            Some(Value::Null) | None => Cell::Null,
        }
    }
}

fn pairs(rows: Vec<(String, String)>) -> Vec<Vec<Value>> {
    rows.into_iter().map(|(one, other)| vec![Value::Text(one), Value::Text(other)]).collect()
}

fn open_lines<'a>(
    columns: &'a Columns,
    _: &[Argument<'_>],
    _: Option<(usize, u32)>,
) -> Result<Box<dyn Rows + 'a>, String> {
    let day = |day: Option<i32>| day.map_or(Value::Null, |day| Value::Number(i64::from(day)));
    let rows = columns.lines().iter().map(|line| {
        let channels: Vec<&str> = line.channels.iter().map(|channel| channel.word()).collect();
        vec![
            Value::Text(line.name.clone()),
            line.country.clone().map_or(Value::Null, Value::Text),
            Value::Number(line.amount_minor),
            Value::Text(line.currency.code().to_owned()),
            Value::Text(serde_json::Value::from(channels).to_string()),
            day(line.from_day),
            day(line.until_day),
        ]
    });
    Ok(Listed::open(rows.collect()))
}
