//! Flags run: each one query, each row of its answer a finding. What is wrong with one never stops the others.
//!
//! ```text
//! Flag + parameters ─► query ─► rows ─► row: transactions, accounts by role, figures ─► Fired
//! ```

mod reason;
mod row;

pub(crate) use reason::names as reason_names;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::engine::{Columns, Limits, QueryError, Session, Value};
use crate::flag::{Fired, Flag, ParameterValue};
use crate::{Fault, span_seconds};

/// Values of parameters that a person set, by flag and name.
pub type Overrides = BTreeMap<(String, String), String>;

/// What running flags came to.
#[derive(Debug, Default)]
pub struct Run {
    /// What fired, by flag and then by what was found.
    pub fired: Vec<Fired>,
    /// Flags that could not be run, or whose rows could not be taken.
    pub faults: Vec<Fault>,
    /// Ids of the flags that ran to their end.
    pub ran: Vec<String>,
    /// How long each took, for those who measure; it stands in no file.
    pub took: Vec<(String, Duration)>,
}

/// Runs flags, `threads` of them at one time. The result does not depend on the threads.
pub fn run_flags(
    columns: &Arc<Columns>,
    flags: &[&Flag],
    overrides: &Overrides,
    limits: Limits,
    threads: usize,
) -> Run {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(flag) = flags.get(at) else { return done };
            done.push((at, run_one(columns, flag, overrides, limits)));
        }
    };
    let mut outcomes: Vec<(usize, One)> = std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for helper in helpers {
            all.extend(helper.join().unwrap_or_default());
        }
        all
    });
    outcomes.sort_by_key(|(at, _)| *at);
    let mut run = Run::default();
    for (at, mut one) in outcomes {
        // Memory is the process's: who ran out beside another gets it to himself once.
        if one.out_of_memory && threads > 1 {
            one = run_one(columns, flags[at], overrides, limits);
        }
        run.took.push((flags[at].id.clone(), one.took));
        if one.faults.is_empty() {
            run.ran.push(flags[at].id.clone());
        }
        run.fired.extend(one.fired);
        run.faults.extend(one.faults);
    }
    run
}

#[derive(Default)]
struct One {
    fired: Vec<Fired>,
    faults: Vec<Fault>,
    out_of_memory: bool,
    took: Duration,
}

fn run_one(columns: &Arc<Columns>, flag: &Flag, overrides: &Overrides, limits: Limits) -> One {
    let began = Instant::now();
    let mut one = match parameters(flag, overrides) {
        Err(fault) => One { faults: vec![fault], ..One::default() },
        Ok(parameters) => match Session::new(columns, limits).and_then(|session| session.query(&flag.sql, &parameters))
        {
            Err(error) => {
                One { out_of_memory: error.out_of_memory, faults: vec![query_fault(flag, &error)], ..One::default() }
            }
            Ok(answer) => {
                let (mut fired, faults) = row::read_all(columns, flag, &answer, &parameters);
                fired.sort_by(|one, other| one.finding.id.cmp(&other.finding.id));
                fired.dedup_by(|one, other| one.finding.id == other.finding.id);
                One { fired, faults, ..One::default() }
            }
        },
    };
    one.took = began.elapsed();
    one
}

/// A fault of the query, at its line of the flag's file.
pub(crate) fn query_fault(flag: &Flag, error: &QueryError) -> Fault {
    let line = flag.sql_line + error.line.map_or(0, |line| line.saturating_sub(1));
    Fault::new(&flag.file, line, error.what.clone(), error.to_do.clone())
}

/// The values that the query is given: each parameter, and of a span its seconds too.
pub(crate) fn parameters(flag: &Flag, overrides: &Overrides) -> Result<Vec<(String, Value)>, Fault> {
    let mut values = Vec::new();
    for parameter in &flag.parameters {
        let set = overrides.get(&(flag.id.clone(), parameter.name.clone()));
        let wrong = |text: &str, expected: &str| {
            let what = format!("the parameter {} of {} was set to {text:?}", parameter.name, flag.id);
            Fault::new(&flag.file, 1, what, format!("give {expected}"))
        };
        match (&parameter.default, set) {
            (ParameterValue::Number(number), None) => values.push((parameter.name.clone(), Value::Number(*number))),
            (ParameterValue::Number(_), Some(text)) => {
                let number = text.trim().parse().map_err(|_| wrong(text, "a whole number"))?;
                values.push((parameter.name.clone(), Value::Number(number)));
            }
            (ParameterValue::Span(text, _), set) => {
                let text = set.map_or(text.as_str(), |set| set.trim());
                let seconds = span_seconds(text).map_err(|_| wrong(text, "a span such as 48h or 30d"))?;
                values.push((parameter.name.clone(), Value::Text(text.to_owned())));
                values.push((format!("{}_seconds", parameter.name), Value::Number(seconds)));
            }
        }
    }
    Ok(values)
}
