//! The glue to SQLite's virtual tables: one kind of table and one kind of cursor for everything that [`Rows`] can give.
//!
//! SQLite calls a virtual table through C structures, so implementing one takes `unsafe impl`: the promise that the first field of each
//! structure is SQLite's own. Nothing else here is unsafe (decision 0010).
#![allow(unsafe_code)]

use std::borrow::Cow;
use std::ffi::{CStr, CString, c_int};
use std::sync::Arc;

use filature_graph::measures::{Argument, Cell, Rows};
use rusqlite::types::ValueRef;
use rusqlite::vtab::{
    Context, Filters, IndexConstraintOp, IndexInfo, Module, VTab, VTabConnection, VTabCursor, sqlite3_vtab,
    sqlite3_vtab_cursor,
};
use rusqlite::{Connection, Error, Result};

use super::budget::Budget;
use super::columns::Columns;
use super::json;
use super::specs::Spec;

/// No key is used.
const NO_KEY: c_int = 0xff;

/// What a table needs to know, given to SQLite with its name.
#[derive(Clone)]
struct Shared {
    columns: Arc<Columns>,
    budget: Arc<Budget>,
    spec: Arc<Spec>,
}

/// Makes every table known to a connection.
pub(crate) fn register(connection: &Connection, columns: &Arc<Columns>, budget: &Arc<Budget>) -> Result<()> {
    const MODULE: &Module<'_, Table> = &Module::eponymous_only_module();
    for spec in super::specs::all() {
        let name = spec.name;
        let shared = Shared { columns: Arc::clone(columns), budget: Arc::clone(budget), spec: Arc::new(spec) };
        connection.create_module(name, MODULE, Some(shared))?;
    }
    Ok(())
}

#[repr(C)]
struct Table {
    base: sqlite3_vtab,
    shared: Shared,
}

// SAFETY: the structure is laid out as C does, and its first field is SQLite's own.
unsafe impl<'vtab> VTab<'vtab> for Table {
    type Aux = Shared;
    type Cursor = Cursor<'vtab>;

    fn connect(
        _: &mut VTabConnection,
        shared: Option<&Shared>,
        _: &[u8],
        _: &[u8],
        _: &[u8],
        _: &[&[u8]],
    ) -> Result<(Cow<'static, CStr>, Self)> {
        let shared = shared.ok_or_else(|| Error::ModuleError("a table without columns".into()))?.clone();
        let visible = shared.spec.columns.iter().map(|name| format!("\"{name}\""));
        let hidden = shared.spec.arguments.iter().map(|name| format!("\"{name}\" HIDDEN"));
        let columns: Vec<String> = visible.chain(hidden).collect();
        let sql = CString::new(format!("CREATE TABLE x({})", columns.join(", ")))?;
        Ok((Cow::Owned(sql), Self { base: sqlite3_vtab::default(), shared }))
    }

    /// Arguments must all be known; of the keys the first that is asked for by value is used.
    fn best_index(&self, info: &mut IndexInfo) -> Result<bool> {
        let spec = &self.shared.spec;
        let visible = spec.columns.len();
        let mut arguments = vec![None; spec.arguments.len()];
        let mut key: Option<(usize, usize)> = None;
        for (at, constraint) in info.constraints().enumerate() {
            let Ok(column) = usize::try_from(constraint.column()) else { continue };
            let is_equal = constraint.operator() == IndexConstraintOp::SQLITE_INDEX_CONSTRAINT_EQ;
            match column.checked_sub(visible) {
                Some(argument) if is_equal => {
                    if !constraint.is_usable() {
                        return Ok(false);
                    }
                    if let Some(place) = arguments.get_mut(argument) {
                        *place = Some(at);
                    }
                }
                None if is_equal && constraint.is_usable() && key.is_none() => {
                    key = spec.keys.iter().position(|&k| k == column).map(|position| (position, at));
                }
                _ => {}
            }
        }
        let (mut argv, mut given) = (0, 0);
        for (number, at) in arguments.iter().enumerate() {
            if let Some(at) = *at {
                argv += 1;
                given |= 1 << number;
                let mut usage = info.constraint_usage(at);
                usage.set_argv_index(argv);
                usage.set_omit(true);
            }
        }
        if let Some((_, at)) = key {
            info.constraint_usage(at).set_argv_index(argv + 1);
        }
        let key_number = key.map_or(NO_KEY, |(position, _)| c_int::try_from(position).unwrap_or(NO_KEY));
        info.set_idx_num(key_number << 8 | given);
        let rows = i64::try_from(self.shared.columns.ledger.len()).unwrap_or(i64::MAX).max(100);
        info.set_estimated_rows(if key.is_some() { 20 } else { rows });
        set_cost(info, key.is_some(), spec.keys.first() == Some(&0) && key.is_some_and(|(position, _)| position == 0));
        Ok(true)
    }

    fn open(&'vtab mut self) -> Result<Cursor<'vtab>> {
        Ok(Cursor { base: sqlite3_vtab_cursor::default(), shared: &self.shared, rows: None, number: 0 })
    }
}

/// What SQLite should think of a way of reading. The numbers are no amounts: they only stand in an order.
#[allow(clippy::float_arithmetic)]
fn set_cost(info: &mut IndexInfo, by_key: bool, one_row: bool) {
    info.set_estimated_cost(match (by_key, one_row) {
        (true, true) => 1.0,
        (true, false) => 40.0,
        _ => 1_000_000.0,
    });
}

#[repr(C)]
struct Cursor<'vtab> {
    base: sqlite3_vtab_cursor,
    shared: &'vtab Shared,
    /// None at the end.
    rows: Option<Box<dyn Rows + 'vtab>>,
    number: i64,
}

// SAFETY: as above.
unsafe impl VTabCursor for Cursor<'_> {
    fn filter(&mut self, plan: c_int, _: Option<&str>, values: &Filters<'_>) -> Result<()> {
        let spec = &self.shared.spec;
        let mut values = values.iter();
        let mut arguments = Vec::with_capacity(spec.arguments.len());
        for number in 0..spec.arguments.len() {
            let is_given = plan & 1 << number != 0;
            arguments.push(if is_given { values.next().map_or(Ok(Argument::Null), argument)? } else { Argument::Null });
        }
        self.number = 0;
        self.rows = None;
        let key = match usize::try_from(plan >> 8).ok().and_then(|position| spec.keys.get(position)) {
            None => None,
            Some(&column) => match values.next() {
                Some(ValueRef::Integer(value)) => match u32::try_from(value) {
                    Ok(value) => Some((column, value)),
                    Err(_) => return Ok(()),
                },
                // Nothing is equal to NULL, and no number to a text.
                _ => return Ok(()),
            },
        };
        let opened = (spec.open)(&self.shared.columns, &arguments, key).map_err(Error::ModuleError)?;
        self.rows = Some(opened);
        self.step()
    }

    fn next(&mut self) -> Result<()> {
        self.number += 1;
        if self.number % 1_024 == 0 && self.shared.budget.is_late() {
            return Err(Error::ModuleError("it took too long".into()));
        }
        self.step()
    }

    fn eof(&self) -> bool {
        self.rows.is_none()
    }

    fn column(&self, context: &mut Context, column: c_int) -> Result<()> {
        let cell = match (&self.rows, usize::try_from(column)) {
            (Some(rows), Ok(column)) if column < self.shared.spec.columns.len() => rows.cell(column),
            _ => Cell::Null,
        };
        match cell {
            Cell::Null => context.set_result(rusqlite::types::Null),
            Cell::Number(number) => context.set_result(number),
            Cell::Text(text) => context.set_result(text),
            Cell::List(list) => context.set_result(json::write(list)),
        }
    }

    fn rowid(&self) -> Result<i64> {
        Ok(self.number)
    }
}

impl Cursor<'_> {
    fn step(&mut self) -> Result<()> {
        if let Some(rows) = &mut self.rows
            && !rows.advance()
        {
            self.rows = None;
        }
        Ok(())
    }
}

fn argument(value: ValueRef<'_>) -> Result<Argument<'_>> {
    Ok(match value {
        ValueRef::Null => Argument::Null,
        ValueRef::Integer(number) => Argument::Number(number),
        ValueRef::Text(text) => Argument::Text(std::str::from_utf8(text)?),
        other => {
            return Err(Error::ModuleError(format!(
                "an argument of type {} is neither text nor a whole number",
                other.data_type()
            )));
        }
    })
}
