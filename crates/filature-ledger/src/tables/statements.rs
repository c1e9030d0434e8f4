use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, UInt32Array};
use filature_model::{
    AccountId, Balance, Footing, Place, Statement, StatementCheck, UnknownFooting, days_from_epoch, schema,
};
use jiff::civil::Date;

use super::{Row, read};
use crate::LedgerError;

/// Statements with their verdicts as a batch, in the order given.
///
/// # Errors
/// A bug of ours, when the columns do not fit.
pub fn statements_batch(checks: &[StatementCheck]) -> Result<RecordBatch, LedgerError> {
    type Get<'a, T> = &'a dyn Fn(&StatementCheck) -> T;
    let text = |get: Get<'_, String>| -> ArrayRef { Arc::new(StringArray::from_iter_values(checks.iter().map(get))) };
    let maybe =
        |get: Get<'_, Option<String>>| -> ArrayRef { Arc::new(checks.iter().map(get).collect::<StringArray>()) };
    let number = |get: Get<'_, Option<u32>>| -> ArrayRef { Arc::new(checks.iter().map(get).collect::<UInt32Array>()) };
    let minor = |get: Get<'_, Option<i64>>| -> ArrayRef { Arc::new(checks.iter().map(get).collect::<Int64Array>()) };
    let day = |get: Get<'_, Option<Date>>| -> ArrayRef {
        Arc::new(checks.iter().map(|check| get(check).map(days_from_epoch)).collect::<Date32Array>())
    };
    let currency = |balance: Option<Balance>| balance.map(|balance| balance.currency.to_string());
    let columns = vec![
        text(&|check| check.source.to_string()),
        number(&|check| Some(check.statement.ordinal)),
        number(&|check| check.statement.place.message),
        number(&|check| check.statement.place.line),
        maybe(&|check| check.statement.number.clone()),
        text(&|check| check.statement.account.to_string()),
        maybe(&|check| check.statement.holder.clone()),
        maybe(&|check| check.statement.currency.map(|currency| currency.to_string())),
        day(&|check| check.statement.from),
        day(&|check| check.statement.to),
        minor(&|check| check.statement.opening.map(|balance| balance.minor)),
        maybe(&|check| currency(check.statement.opening)),
        day(&|check| check.statement.opening.and_then(|balance| balance.on)),
        number(&|check| check.statement.opening.and_then(|balance| balance.line)),
        minor(&|check| check.statement.closing.map(|balance| balance.minor)),
        maybe(&|check| currency(check.statement.closing)),
        day(&|check| check.statement.closing.and_then(|balance| balance.on)),
        number(&|check| check.statement.closing.and_then(|balance| balance.line)),
        number(&|check| Some(check.statement.unreadable_rows)),
        number(&|check| Some(check.entries)),
        text(&|check| check.credits_minor.to_string()),
        text(&|check| check.debits_minor.to_string()),
        text(&|check| footing_word(&check.footing).to_owned()),
        maybe(&|check| match check.footing {
            Footing::Off { by_minor, .. } => Some(by_minor.to_string()),
            _ => None,
        }),
        maybe(&|check| match check.footing {
            Footing::Off { first, .. } => first.map(|entry| entry.to_string()),
            _ => None,
        }),
    ];
    Ok(RecordBatch::try_new(schema::statements(), columns)?)
}

/// The word of a verdict, in the table and in JSON.
pub fn footing_word(footing: &Footing) -> &'static str {
    match footing {
        Footing::Foots => "foots",
        Footing::Off { .. } => "does-not-foot",
        Footing::Unknown(why) => why.word(),
    }
}

/// Reads `statements.parquet`; gaps, chains and overlaps are computed anew by the caller.
///
/// # Errors
/// When it cannot be read.
pub fn statement_rows(path: &Path) -> Result<Vec<StatementCheck>, LedgerError> {
    let mut checks = Vec::new();
    for batch in read(path)? {
        for at in 0..batch.num_rows() {
            let row = Row { batch: &batch, at };
            checks.push(check(&row).ok_or_else(|| LedgerError::Damaged {
                path: path.to_owned(),
                what: format!("row {at} cannot be read; delete the ledger folder to have it rebuilt"),
            })?);
        }
    }
    Ok(checks)
}

fn check(row: &Row<'_>) -> Option<StatementCheck> {
    let text = |name: &str| row.text(name).map(str::to_owned);
    let balance = |minor: &str, currency: &str, on: &str, line: &str| {
        Some(Balance {
            minor: row.i64(minor)?,
            currency: row.text(currency)?.parse().ok()?,
            on: row.date(on),
            line: row.u32(line),
        })
    };
    let footing = match row.text("footing")? {
        "foots" => Footing::Foots,
        "does-not-foot" => Footing::Off {
            by_minor: row.text("off_by")?.parse().ok()?,
            first: row.text("off_first").and_then(|first| first.parse().ok()),
        },
        "no-opening" => Footing::Unknown(UnknownFooting::NoOpening),
        "no-closing" => Footing::Unknown(UnknownFooting::NoClosing),
        "mixed-currencies" => Footing::Unknown(UnknownFooting::MixedCurrencies),
        _ => return None,
    };
    Some(StatementCheck {
        source: row.text("source")?.parse().ok()?,
        statement: Statement {
            ordinal: row.u32("statement")?,
            place: Place { message: row.u32("message"), row: None, line: row.u32("line") },
            number: text("number"),
            account: AccountId::written(row.text("account")?),
            holder: text("holder"),
            currency: row.text("currency").and_then(|code| code.parse().ok()),
            from: row.date("from"),
            to: row.date("to"),
            opening: balance("opening_minor", "opening_currency", "opening_on", "opening_line"),
            closing: balance("closing_minor", "closing_currency", "closing_on", "closing_line"),
            unreadable_rows: row.u32("unreadable_rows")?,
        },
        entries: row.u32("entries")?,
        credits_minor: row.text("credits")?.parse().ok()?,
        debits_minor: row.text("debits")?.parse().ok()?,
        footing,
        gap_before: None,
        chain_off_minor: None,
        overlaps: Vec::new(),
    })
}
