//! Lists as Arrow streams, for whoever computes on: pandas, Polars, DuckDB read them without a copy.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, UInt64Array};
use arrow_ipc::writer::StreamWriter;

use super::Call;
use super::error::Problem;
use crate::network::collect::{Network, channel_words};
use crate::state::index::{self, On};

/// The media type.
pub const TYPE: &str = "application/vnd.apache.arrow.stream";

/// Flows between accounts. Sums are whole minor units where they fit, else decimal texts tell them in the JSON.
pub fn edges(call: &Call, network: &Network) -> Result<Vec<u8>, Problem> {
    let base = &call.state.base;
    let edges = &network.edges;
    let minor = |minor: i128| i64::try_from(minor).map_err(Problem::bug);
    let sums = edges.iter().map(|edge| minor(edge.minor)).collect::<Result<Vec<i64>, Problem>>()?;
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("from", Arc::new(StringArray::from_iter_values(edges.iter().map(|edge| base.key(edge.from))))),
        ("to", Arc::new(StringArray::from_iter_values(edges.iter().map(|edge| base.key(edge.to))))),
        ("count", Arc::new(UInt64Array::from_iter_values(edges.iter().map(|edge| edge.count)))),
        ("amount_minor", Arc::new(Int64Array::from(sums))),
        ("currency", Arc::new(StringArray::from_iter_values(edges.iter().map(|edge| edge.currency.to_string())))),
        ("first", Arc::new(Date32Array::from_iter_values(edges.iter().map(|edge| edge.first)))),
        ("last", Arc::new(Date32Array::from_iter_values(edges.iter().map(|edge| edge.last)))),
        (
            "channels",
            Arc::new(StringArray::from_iter_values(edges.iter().map(|edge| channel_words(edge.channels).join(",")))),
        ),
    ];
    stream(columns)
}

/// Entries of an account.
pub fn entries<'a>(
    call: &Call,
    account: u32,
    rows: impl Iterator<Item = &'a (On, Option<i128>)>,
) -> Result<Vec<u8>, Problem> {
    let base = &call.state.base;
    let transactions = &base.ledger.transactions;
    let rows: Vec<&(On, Option<i128>)> = rows.collect();
    let id = |on: &On| base.columns.id(on.row as usize).map(|id| id.to_string()).unwrap_or_default();
    let other = |on: &On| {
        let other = super::entries::other(base, on);
        (other != filature_model::OUTSIDE).then(|| base.key(other))
    };
    let texts = |get: &dyn Fn(&On) -> Option<String>| -> ArrayRef {
        Arc::new(StringArray::from_iter(rows.iter().map(|(on, _)| get(on))))
    };
    let people = call.people();
    let column = |column| {
        let people = &people;
        move |on: &On| people.text(base.columns.text(on.row as usize, column))
    };
    let amounts = rows.iter().map(|(on, _)| index::amount(transactions, on).0);
    let balances = rows.iter().map(|(_, balance)| balance.and_then(|balance| i64::try_from(balance).ok()));
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("id", texts(&|on| Some(id(on)))),
        ("account", texts(&|_| Some(base.key(account).to_owned()))),
        (
            "booked_on",
            Arc::new(Date32Array::from_iter_values(rows.iter().map(|(on, _)| base.columns.day(on.row as usize)))),
        ),
        ("direction", texts(&|on| Some(if on.is_credit { "in" } else { "out" }.to_owned()))),
        ("amount_minor", Arc::new(Int64Array::from_iter_values(amounts))),
        ("currency", texts(&|on| Some(index::amount(transactions, on).1.to_string()))),
        ("balance_minor", Arc::new(Int64Array::from_iter(balances))),
        ("counterparty", texts(&|on| other(on).map(str::to_owned))),
        ("channel", texts(&|on| Some(transactions.channel[on.transaction as usize].word().to_owned()))),
        ("transaction", texts(&|on| Some(transactions.ids[on.transaction as usize].clone()))),
        ("text", texts(&column(crate::state::columns::Text::Payment))),
        ("reference", texts(&column(crate::state::columns::Text::Reference))),
    ];
    stream(columns)
}

fn stream(columns: Vec<(&str, ArrayRef)>) -> Result<Vec<u8>, Problem> {
    let batch = RecordBatch::try_from_iter(columns).map_err(Problem::bug)?;
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).map_err(Problem::bug)?;
    writer.write(&batch).map_err(Problem::bug)?;
    writer.finish().map_err(Problem::bug)?;
    writer.into_inner().map_err(Problem::bug)
}
