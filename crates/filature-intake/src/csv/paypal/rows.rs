//! A row of PayPal's activity: what it says, or what is wrong with it.

use filature_model::{Booked, Currency, PaymentStatus, Place, Problem, ProblemCode, SourceId};

use super::super::shipped::Layout;
use super::super::stretches::Record;
use super::super::{amounts, dates};
use super::style::Style;

/// Where each column is.
pub(super) struct Columns {
    pub(super) date: Option<usize>,
    pub(super) time: Option<usize>,
    pub(super) money: [Option<usize>; 4],
    pub(super) name: Option<usize>,
    pub(super) kind: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) currency: Option<usize>,
    pub(super) from: Option<usize>,
    pub(super) to: Option<usize>,
    pub(super) id: Option<usize>,
    pub(super) impact: Option<usize>,
    pub(super) texts: Vec<usize>,
}

impl Columns {
    /// Those of a header.
    pub(super) fn of(layout: &Layout, header: &[String]) -> Self {
        let at = |what: &str| layout.at(header, what);
        Self {
            date: at("date"),
            time: at("time"),
            money: ["gross", "fee", "net", "balance"].map(at),
            name: at("name"),
            kind: at("type"),
            status: at("status"),
            currency: at("currency"),
            from: at("from"),
            to: at("to"),
            id: at("id"),
            impact: at("impact"),
            texts: layout.all_at(header, "texts"),
        }
    }
}

/// What a row says; amounts with their sign, in minor units.
pub(super) struct Row<'r> {
    pub(super) line: u32,
    pub(super) booked: Booked,
    pub(super) currency: Currency,
    pub(super) gross: i64,
    pub(super) fee: i64,
    pub(super) balance: Option<i64>,
    pub(super) status: PaymentStatus,
    pub(super) name: Option<&'r str>,
    pub(super) from: Option<&'r str>,
    pub(super) to: Option<&'r str>,
    pub(super) id: Option<&'r str>,
    pub(super) text: String,
}

impl Row<'_> {
    /// What the account's balance changes by.
    pub(super) fn net(&self) -> i64 {
        self.gross.saturating_add(self.fee)
    }
}

/// The cell of a column, where it has anything.
pub(super) fn cell(record: &Record, at: Option<usize>) -> Option<&str> {
    record.fields.get(at?).map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Notes what is wrong with a row.
struct Notes<'a> {
    source: SourceId,
    line: u32,
    header: &'a [String],
    problems: &'a mut Vec<Problem>,
}

impl Notes<'_> {
    fn add(&mut self, code: ProblemCode, at: Option<usize>, found: &str, expected: &str) {
        let place = Place { line: Some(self.line), ..Place::default() };
        let name = at.and_then(|at| self.header.get(at)).map_or("", String::as_str);
        self.problems.push(Problem::new(self.source, place, code, found, expected).in_column(name));
    }
}

/// Reads a row: none where it is no entry, an error with its currency where it cannot be read though it may have moved money.
pub(super) fn read<'r>(
    source: SourceId,
    layout: &Layout,
    columns: &Columns,
    style: &Style,
    header: &[String],
    record: &'r Record,
    problems: &mut Vec<Problem>,
) -> Option<Result<Row<'r>, Currency>> {
    let mut notes = Notes { source, line: record.line, header, problems };
    if record.width != header.len() && !(record.width > header.len() && record.is_empty_beyond(header.len())) {
        let expected = format!("{} fields", header.len());
        notes.add(ProblemCode::BadRow, None, &format!("{} fields", record.width), &expected);
        // Which currency it is of cannot be told either: no statement of the file is said to foot by it.
        return cell(record, columns.currency)?.parse().ok().map(Err);
    }
    let code = cell(record, columns.currency).unwrap_or_default();
    let Ok(currency) = code.parse::<Currency>() else {
        notes.add(ProblemCode::BadCurrency, columns.currency, code, "a code of ISO 4217");
        return None;
    };
    if let Some(word) = cell(record, columns.impact).filter(|word| layout.has_no_impact(word)) {
        notes.add(ProblemCode::NotAnEntry, columns.impact, word, "");
        return None;
    }
    Some(of_currency(layout, columns, style, record, currency, &mut notes).ok_or(currency))
}

fn of_currency<'r>(
    layout: &Layout,
    columns: &Columns,
    style: &Style,
    record: &'r Record,
    currency: Currency,
    notes: &mut Notes<'_>,
) -> Option<Row<'r>> {
    let word = cell(record, columns.status).unwrap_or_default();
    let Some(status) = layout.status(word) else {
        notes.add(ProblemCode::BadWord, columns.status, word, &layout.status_words());
        return None;
    };
    let written = cell(record, columns.date).unwrap_or_default();
    let time = cell(record, columns.time);
    let whole = time.map_or_else(|| written.to_owned(), |time| format!("{written} {time}"));
    let booked = style.order.and_then(|order| dates::read(&whole, order));
    let Some(booked) = booked else {
        notes.add(ProblemCode::BadDate, columns.date, &whole, "a day and a time written as in the other rows");
        return None;
    };
    let [gross_at, fee_at, net_at, balance_at] = columns.money;
    let mut money = |at: Option<usize>| -> Option<Option<i64>> {
        let Some(written) = cell(record, at) else { return Some(None) };
        match amounts::read(written, style.mark, currency) {
            Ok(amount) => Some(Some(if amount.negative { -amount.minor } else { amount.minor })),
            Err(error) => {
                notes.add(ProblemCode::BadAmount, at, written, &error.to_string());
                None
            }
        }
    };
    let (gross, fee, net, balance) = (money(gross_at)?, money(fee_at)?, money(net_at)?, money(balance_at)?);
    let Some(gross) = gross else {
        notes.add(ProblemCode::MissingField, gross_at, "", "an amount");
        return None;
    };
    let fee = fee.unwrap_or_default();
    if net.is_some_and(|net| gross.checked_add(fee) != Some(net)) {
        let found = cell(record, net_at).unwrap_or_default();
        notes.add(ProblemCode::BadAmount, net_at, found, "the gross amount and the fee together");
        return None;
    }
    if status != PaymentStatus::Paid {
        notes.add(ProblemCode::NotBooked, columns.status, word, "");
    }
    let texts = columns.texts.iter().filter_map(|&at| cell(record, Some(at)));
    let text = cell(record, columns.kind).into_iter().chain(texts).collect::<Vec<_>>().join(" ");
    Some(Row {
        line: record.line,
        booked,
        currency,
        gross,
        fee,
        balance,
        status,
        name: cell(record, columns.name),
        from: cell(record, columns.from),
        to: cell(record, columns.to),
        id: cell(record, columns.id),
        text,
    })
}
