//! One connection: a query in, rows out, and what stopped it in words.

use std::fmt;
use std::sync::Arc;

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Connection, Error, Statement, ffi};

use super::budget::{Budget, Limits, STEPS_BETWEEN, Stop};
use super::columns::Columns;
use super::{scalars, vtab};

/// A value of an answer, or of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// NULL.
    Null,
    /// A whole number.
    Number(i64),
    /// A text; a number that is not whole stands here as SQLite writes it, for no figure of ours is one.
    Text(String),
}

/// What a query answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Names of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
    /// Whether rows beyond the limit were left out.
    pub cut: bool,
}

/// Why a query gave no answer. The fault is that of who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Line of the query, from 1, where it is known.
    pub line: Option<u32>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub to_do: String,
    /// Whether memory ran out: others that ran at the same time may be why.
    pub out_of_memory: bool,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line} of the query: ")?;
        }
        write!(f, "{}; {}", self.what, self.to_do)
    }
}

impl std::error::Error for QueryError {}

/// A connection that can read the columns and nothing else.
pub struct Session {
    connection: Connection,
    budget: Arc<Budget>,
    limits: Limits,
}

impl Session {
    /// Opens one. It touches no file.
    ///
    /// # Errors
    /// What SQLite says: a bug of ours.
    pub fn new(columns: &Arc<Columns>, limits: Limits) -> Result<Self, QueryError> {
        let budget = Arc::new(Budget::new());
        let open = || -> rusqlite::Result<Connection> {
            let mut connection = Connection::open_in_memory()?;
            vtab::register(&connection, columns, &budget)?;
            scalars::register(&connection)?;
            // Sorting happens in memory: nothing of a case is left in a temporary file.
            connection.pragma_update(None, "temp_store", 2)?;
            connection.query_row(&format!("PRAGMA hard_heap_limit={}", limits.memory_bytes), [], |_| Ok(()))?;
            let watched = Arc::clone(&budget);
            let steps = u64::try_from(STEPS_BETWEEN).unwrap_or(1);
            connection.progress_handler(STEPS_BETWEEN, Some(move || watched.take(steps)))?;
            connection.authorizer(Some(move |context: AuthContext<'_>| authorize(&context, limits.dates)))?;
            Ok(connection)
        };
        let connection = open().map_err(|error| QueryError {
            line: None,
            what: error.to_string(),
            to_do: "this is a bug of filature: please report it".into(),
            out_of_memory: false,
        })?;
        Ok(Self { connection, budget, limits })
    }

    /// Runs one `SELECT`.
    ///
    /// # Errors
    /// [`QueryError`] for what SQLite cannot read, for more than reading, and for a query that took too much.
    pub fn query(&self, sql: &str, parameters: &[(String, Value)]) -> Result<Answer, QueryError> {
        self.budget.begin(&self.limits);
        self.run(sql, parameters).map_err(|failed| match failed {
            Failed::Said(error) => error,
            Failed::Sqlite(error) => self.explain(sql, error),
        })
    }

    fn run(&self, sql: &str, parameters: &[(String, Value)]) -> Result<Answer, Failed> {
        let mut batch = Batch::new(&self.connection, sql);
        let Some(mut statement) = batch.next()? else {
            return Err(said("it holds no statement", "write one SELECT"));
        };
        if !statement.readonly() || statement.column_count() == 0 {
            return Err(said("it is no query", "write one SELECT: nothing can be changed here"));
        }
        bind(&mut statement, parameters)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut answer = Answer { columns, ..Answer::default() };
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            if answer.rows.len() == self.limits.rows {
                answer.cut = true;
                break;
            }
            let values: rusqlite::Result<Vec<Value>> =
                (0..answer.columns.len()).map(|at| row.get_ref(at).map(value)).collect();
            answer.rows.push(values?);
        }
        drop(rows);
        drop(statement);
        if batch.next()?.is_some() {
            return Err(said("it holds more than one statement", "keep one SELECT"));
        }
        Ok(answer)
    }

    fn explain(&self, sql: &str, error: Error) -> QueryError {
        let (line, message) = match &error {
            Error::SqlInputError { msg, offset, .. } => {
                let end = usize::try_from(*offset).ok().filter(|&at| at <= sql.len());
                let before = end.and_then(|end| sql.get(..end));
                let line = before.map(|text| u32::try_from(text.matches('\n').count()).unwrap_or(0) + 1);
                (line, msg.clone())
            }
            Error::SqliteFailure(_, Some(message)) => (None, message.clone()),
            other => (None, other.to_string()),
        };
        let is = |code: i32| matches!(&error, Error::SqliteFailure(inner, _) if inner.extended_code & 0xff == code);
        let wrong = |what: String, to_do: &str| QueryError { line, what, to_do: to_do.into(), out_of_memory: false };
        match self.budget.stopped() {
            Some(Stop::Steps) => {
                let what = format!("it was stopped after {} million steps", self.limits.steps / 1_000_000);
                return wrong(what, NARROW);
            }
            Some(Stop::Time) => {
                return wrong(format!("it was stopped after {} seconds", self.limits.seconds), NARROW);
            }
            None => {}
        }
        if is(ffi::SQLITE_NOMEM) {
            let what = format!("it was stopped at {} MB of memory", self.limits.memory_bytes / 1_000_000);
            return QueryError { out_of_memory: true, ..wrong(what, NARROW) };
        }
        if is(ffi::SQLITE_AUTH) || message.contains("not authorized") || message.contains("prohibited") {
            return wrong(message, "a query may read the tables of docs/reference/sql.md, and nothing else");
        }
        wrong(message, "see docs/reference/sql.md for tables, columns and table functions")
    }
}

const NARROW: &str = "begin with a table function and a tight selection, and join by tx, account, party, debtor, creditor, payer or payee: those are \
     answered by index";

/// Something went wrong, in our words or in SQLite's.
enum Failed {
    Said(QueryError),
    Sqlite(Error),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Sqlite(error)
    }
}

fn said(what: &str, to_do: &str) -> Failed {
    Failed::Said(QueryError { line: None, what: what.into(), to_do: to_do.into(), out_of_memory: false })
}

/// Gives every parameter of a query its value.
fn bind(statement: &mut Statement<'_>, parameters: &[(String, Value)]) -> Result<(), Failed> {
    for number in 1..=statement.parameter_count() {
        let name = statement.parameter_name(number).unwrap_or_default().to_owned();
        let wanted = name.strip_prefix(':');
        let known = parameters.iter().find(|(known, _)| Some(known.as_str()) == wanted);
        let Some((_, value)) = known else {
            let shown = if name.is_empty() { "?" } else { name.as_str() };
            return Err(said(
                &format!("it has the parameter {shown}, which nothing sets"),
                "write it as :name and define it under [params.name]",
            ));
        };
        match value {
            Value::Null => statement.raw_bind_parameter(number, rusqlite::types::Null)?,
            Value::Number(number_) => statement.raw_bind_parameter(number, number_)?,
            Value::Text(text) => statement.raw_bind_parameter(number, text)?,
        }
    }
    Ok(())
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Number(number),
        ValueRef::Real(number) => Value::Text(number.to_string()),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(_) => Value::Text("(bytes)".into()),
    }
}

/// Reading, functions, and nothing else.
fn authorize(context: &AuthContext<'_>, dates: bool) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } if DATES.contains(&function_name) && !dates => Authorization::Deny,
        AuthAction::Function { function_name } if !FORBIDDEN.contains(&function_name) => Authorization::Allow,
        _ => Authorization::Deny,
    }
}

/// Functions that reach out of the query, or whose answer is another at every call.
const FORBIDDEN: [&str; 9] = [
    "load_extension",
    "random",
    "randomblob",
    "fts3_tokenizer",
    "sqlite_offset",
    "current_timestamp",
    "current_date",
    "current_time",
    "readfile",
];

/// Functions that can be asked for the day of today.
const DATES: [&str; 7] = ["date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff"];
