//! The Arrow schemas of the case's tables: what `ledger/*.parquet` hold.
//!
//! Money is `Int64` minor units beside a currency code; a reader without filature divides by the
//! currency's minor digits, never the other way round. Days are `Date32`, instants microseconds in UTC.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};

use crate::TextColumn;

fn field(name: &str, kind: DataType, nullable: bool) -> Field {
    Field::new(name, kind, nullable)
}

/// Instants: microseconds since 1970 in UTC.
pub fn instant() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// `entries.parquet`: one row a booking as one file shows it.
///
/// `source`, `message`, `row` and `line` are the place; `<source>:<row>` is the entry's id. `transaction` is
/// what other tables name it by: the file's own id, or the entry's; both sides of a joined pair share one.
/// `same_as` is set on an entry that another row already shows: such a row moves no money. `joined_by` is the
/// ground on which a payer's and a payee's line were taken for one transaction. `offset_minutes` is by how much the clock of
/// the file is before UTC, where it says so and it is.
pub fn entries() -> SchemaRef {
    let mut fields = vec![
        field("source", DataType::Utf8, false),
        field("row", DataType::UInt32, false),
        field("message", DataType::UInt32, true),
        field("line", DataType::UInt32, true),
        field("statement", DataType::UInt32, true),
        field("legs", DataType::Utf8, false),
        field("booked_on", DataType::Date32, false),
        field("booked_at", instant(), false),
        field("has_time", DataType::Boolean, false),
        field("offset_minutes", DataType::Int16, true),
        field("value_on", DataType::Date32, true),
        field("sequence", DataType::Int64, true),
        field("amount_minor", DataType::Int64, false),
        field("currency", DataType::Utf8, false),
        field("received_minor", DataType::Int64, true),
        field("received_currency", DataType::Utf8, true),
        field("debtor_balance_minor", DataType::Int64, true),
        field("creditor_balance_minor", DataType::Int64, true),
        field("payroll", DataType::Boolean, true),
        field("reversal", DataType::Boolean, true),
    ];
    fields.extend(TextColumn::ALL.iter().map(|column| field(column.name(), DataType::Utf8, true)));
    fields.push(field("same_as", DataType::Utf8, true));
    fields.push(field("joined_by", DataType::Utf8, true));
    Arc::new(Schema::new(fields))
}

/// `accounts.parquet`: one row an account and currency. `in_register` is set on what a register of accounts lists.
pub fn accounts() -> SchemaRef {
    Arc::new(Schema::new(vec![
        field("account", DataType::Utf8, false),
        field("currency", DataType::Utf8, true),
        field("holder", DataType::Utf8, true),
        field("country", DataType::Utf8, true),
        field("city", DataType::Utf8, true),
        field("kind", DataType::Utf8, true),
        field("opening_minor", DataType::Int64, true),
        field("opening_on", DataType::Date32, true),
        field("in_case", DataType::Boolean, false),
        field("hub", DataType::Boolean, false),
        field("opened_on", DataType::Date32, true),
        field("birth_on", DataType::Date32, true),
        field("phone", DataType::Utf8, true),
        field("email", DataType::Utf8, true),
        field("device", DataType::Utf8, true),
        field("address", DataType::Utf8, true),
        field("introducer", DataType::Utf8, true),
        field("entries", DataType::UInt64, false),
        field("first_on", DataType::Date32, true),
        field("last_on", DataType::Date32, true),
        field("bank", DataType::Utf8, true),
        field("signatories", DataType::Utf8, true),
        field("closed_on", DataType::Date32, true),
        field("in_register", DataType::Boolean, false),
    ]))
}

/// `parties.parquet`: one row a name as written on an account, or without one.
pub fn parties() -> SchemaRef {
    Arc::new(Schema::new(vec![
        field("name", DataType::Utf8, false),
        field("account", DataType::Utf8, true),
        field("entries", DataType::UInt64, false),
    ]))
}

/// `statements.parquet`: one row a statement, with what reconciling it found.
pub fn statements() -> SchemaRef {
    Arc::new(Schema::new(vec![
        field("source", DataType::Utf8, false),
        field("statement", DataType::UInt32, false),
        field("message", DataType::UInt32, true),
        field("line", DataType::UInt32, true),
        field("number", DataType::Utf8, true),
        field("account", DataType::Utf8, false),
        field("holder", DataType::Utf8, true),
        field("currency", DataType::Utf8, true),
        field("from", DataType::Date32, true),
        field("to", DataType::Date32, true),
        field("opening_minor", DataType::Int64, true),
        field("opening_currency", DataType::Utf8, true),
        field("opening_on", DataType::Date32, true),
        field("opening_line", DataType::UInt32, true),
        field("closing_minor", DataType::Int64, true),
        field("closing_currency", DataType::Utf8, true),
        field("closing_on", DataType::Date32, true),
        field("closing_line", DataType::UInt32, true),
        field("unreadable_rows", DataType::UInt32, false),
        field("entries", DataType::UInt32, false),
        field("credits", DataType::Utf8, false),
        field("debits", DataType::Utf8, false),
        field("footing", DataType::Utf8, false),
        field("off_by", DataType::Utf8, true),
        field("off_first", DataType::Utf8, true),
    ]))
}

/// `problems.parquet`: one row a thing that could not be taken as it stands.
pub fn problems() -> SchemaRef {
    Arc::new(Schema::new(vec![
        field("source", DataType::Utf8, false),
        field("message", DataType::UInt32, true),
        field("row", DataType::UInt32, true),
        field("line", DataType::UInt32, true),
        field("column", DataType::Utf8, true),
        field("severity", DataType::Utf8, false),
        field("code", DataType::Utf8, false),
        field("found", DataType::Utf8, false),
        field("expected", DataType::Utf8, false),
    ]))
}

/// `rates.parquet`: one row a rate that a file states, contradictory ones included; those fixed by law are not among
/// them. `rate` is a decimal number as written: units of the currency for one euro.
pub fn rates() -> SchemaRef {
    Arc::new(Schema::new(vec![
        field("currency", DataType::Utf8, false),
        field("day", DataType::Date32, false),
        field("rate", DataType::Utf8, false),
        field("source", DataType::Utf8, false),
        field("row", DataType::UInt32, true),
        field("line", DataType::UInt32, true),
        field("column", DataType::Utf8, false),
        field("stated_by", DataType::Utf8, true),
    ]))
}

/// `sources/sources.parquet`: one row a file as received.
pub fn sources() -> SchemaRef {
    Arc::new(Schema::new(vec![
        field("source", DataType::Utf8, false),
        field("sha256", DataType::Utf8, false),
        field("size_bytes", DataType::UInt64, false),
        field("name", DataType::Utf8, false),
        field("format", DataType::Utf8, false),
        field("from", DataType::Utf8, true),
        field("received", DataType::Utf8, true),
        field("request", DataType::Utf8, true),
        field("exhibit", DataType::Utf8, true),
        field("use", DataType::Utf8, false),
        field("account", DataType::Utf8, true),
        field("mapping", DataType::Utf8, true),
        field("container", DataType::Utf8, true),
    ]))
}

/// `findings/findings.parquet`: one row a finding; accounts and transactions are lists joined by spaces.
pub fn findings() -> SchemaRef {
    let text = |name: &str| field(name, DataType::Utf8, false);
    Arc::new(Schema::new(vec![
        text("id"),
        text("kind"),
        field("score", DataType::Int64, false),
        text("accounts"),
        text("transactions"),
        text("amount"),
        text("currency"),
        text("from"),
        text("to"),
        text("use"),
    ]))
}

/// `findings/leads.parquet`: one row a lead; accounts, their sides in the same order, and findings are lists joined by spaces.
pub fn leads() -> SchemaRef {
    let text = |name: &str| field(name, DataType::Utf8, false);
    let count = |name: &str| field(name, DataType::UInt32, false);
    Arc::new(Schema::new(vec![
        text("id"),
        text("kind"),
        field("score", DataType::Int64, false),
        text("accounts"),
        text("sides"),
        text("findings"),
        count("act"),
        count("means"),
        count("purpose"),
        count("money"),
        text("minor"),
        text("use"),
    ]))
}
