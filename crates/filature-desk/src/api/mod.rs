//! The HTTP API: a resource a file, all of them in one table, each a function from the state to an answer.
//!
//! ```text
//! ROUTES ─► server (axum) ─► Call { state, path, query, body } ─► a function ─► Answer or Problem
//!    └────► docs/reference/desk-openapi.json (a test holds the two together)
//! ```
//!
//! Nothing here waits: an answer is computed on a thread of its own, and what takes longer becomes a job.

pub mod accounts;
pub mod act;
pub mod arrow;
pub mod balance;
pub mod calendar;
pub mod case;
pub mod categories;
pub mod combining;
pub mod counterparties;
pub mod detect;
pub mod dossier;
pub mod entries;
pub mod entry;
pub mod erasing;
pub mod error;
pub mod find;
pub mod findings;
pub mod grid;
pub mod holders;
pub mod journal;
pub mod labels;
pub mod leads;
pub mod marks;
pub mod money;
pub mod network;
pub mod offered;
pub mod original;
pub mod pages;
pub mod picture;
pub mod problems;
pub mod profile;
pub mod requests;
pub mod routes;
pub mod rows;
pub mod sending;
pub mod session;
pub mod traces;
pub mod undo;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::error::Problem;
use crate::Desk;
use crate::state::State;
use crate::state::people::People;

/// The most rows of one answer.
pub const LIMIT_MOST: usize = 10_000;

/// Rows of an answer where nobody says how many.
const LIMIT_USUAL: usize = 100;

/// What was asked.
pub struct Call {
    /// Everything that lives as long as the server.
    pub desk: Arc<Desk>,
    /// The state, to the end of the answer.
    pub state: Arc<State>,
    /// Parts of the path, by name.
    pub path: BTreeMap<String, String>,
    /// The query.
    pub query: BTreeMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
    /// Whether Arrow was asked for.
    pub wants_arrow: bool,
}

/// What is answered.
pub enum Answer {
    /// JSON.
    Json(Value),
    /// JSON, of something that was begun.
    Begun(Value),
    /// Bytes of a kind.
    Bytes(&'static str, Vec<u8>),
    /// A page that is looked at in a frame without rights.
    Preview(String),
    /// A file to be saved under a name.
    File(PathBuf, String),
}

/// An answer, or why there is none.
pub type Outcome = Result<Answer, Problem>;

impl Call {
    /// Who may be shown how.
    pub fn people(&self) -> People<'_> {
        People::of(&self.state)
    }

    /// A part of the path.
    pub fn part(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// A parameter that is not empty.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// A parameter that is read.
    ///
    /// # Errors
    /// When it is not what was expected.
    pub fn read<T: std::str::FromStr>(&self, name: &str, expected: (&str, &str)) -> Result<Option<T>, Problem> {
        let Some(text) = self.asked(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            let en = format!("{name}={text:?}: {} was expected.", expected.0);
            Problem::call("parameter", en, format!("{name}={text:?} : {} était attendu.", expected.1))
        })
    }

    /// A number.
    ///
    /// # Errors
    /// When it is none.
    pub fn number(&self, name: &str) -> Result<Option<usize>, Problem> {
        self.read(name, ("a whole number", "un nombre entier"))
    }

    /// A day, counted from 1970.
    ///
    /// # Errors
    /// When it is none.
    pub fn day(&self, name: &str) -> Result<Option<i32>, Problem> {
        let day: Option<jiff::civil::Date> =
            self.read(name, ("a day, as in 2024-05-02", "un jour, comme 2024-05-02"))?;
        Ok(day.map(filature_model::days_from_epoch))
    }

    /// Which rows are wanted: the first, and how many.
    ///
    /// # Errors
    /// When either is no number.
    pub fn window(&self) -> Result<(usize, usize), Problem> {
        let limit = self.number("limit")?.unwrap_or(LIMIT_USUAL).min(LIMIT_MOST);
        Ok((self.number("offset")?.unwrap_or(0), limit))
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is not what was expected.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        serde_json::from_slice(&self.body).map_err(|error| unreadable(&error))
    }

    /// The account of the path.
    ///
    /// # Errors
    /// When there is none.
    pub fn account(&self) -> Result<u32, Problem> {
        let key = self.part("id");
        self.state.base.account(key).ok_or_else(|| Problem::missing(key))
    }
}

/// A body that is not what was expected. What the reader says of it names types of ours, which nobody who sends a body knows.
fn unreadable(error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    let (mut words, mut told) = (said.split(' '), Vec::new());
    while let Some(word) = words.next() {
        if ["struct", "enum"].contains(&word) {
            // The word behind it is the type's name.
            words.next();
            told.push("an object");
        } else {
            told.push(word);
        }
    }
    let told = told.join(" ");
    Problem::call(
        "body",
        format!("The body is not what was expected: {told}."),
        format!("Le corps n’est pas celui qui était attendu. Message du lecteur, en anglais : {told}."),
    )
}

/// One window of rows as it is sent.
pub fn page(total: usize, rows: Vec<Value>) -> Answer {
    Answer::Json(json!({ "total": total, "rows": rows }))
}

/// A day as it is sent.
pub fn day_text(days: i32) -> Option<String> {
    filature_model::from_days(days).map(|day| day.to_string())
}

/// An instant as it is sent, or the day where no time is known.
pub fn instant_text(micros: i64, day: i32, has_time: bool) -> String {
    let instant = has_time.then(|| jiff::Timestamp::from_microsecond(micros).ok()).flatten();
    instant.map(|instant| instant.to_string()).or_else(|| day_text(day)).unwrap_or_default()
}
