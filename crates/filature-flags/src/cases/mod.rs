//! Cases of a flag, as Markdown that a prosecutor can read: a small ledger in, findings out.
//!
//! ```text
//! flags/cases/<id>.md ─► read: Case (tables) ─► expand: canonical CSV ─► ledger (the caller's) ─► run ─► compare: what differs
//! ```

mod compare;
mod expand;
mod read;

use std::sync::Arc;

use filature_model::{Details, Transactions};

use crate::engine::{Columns, Limits, PatternSource};
use crate::flag::Flag;
use crate::run::run_flags;
use crate::{Fault, Overrides};
use filature_graph::Line;

pub use read::{Case, Kind, read_cases};

/// How tables become a ledger: files (name, bytes) in, columns out. It is the caller's, who knows the readers.
pub type Load<'a> = &'a dyn Fn(&[(&str, Vec<u8>)]) -> Result<(Transactions, Details), String>;

/// What a file of cases lacks: one that fires, a look-alike that does not, and cases at each parameter's boundary.
pub fn missing(flag: &Flag, file: &str, cases: &[Case]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut lack = |what: String, to_do: &str| faults.push(Fault::new(file, 1, what, to_do));
    if !cases.iter().any(|case| case.kind == Kind::Fires && !case.findings.rows.is_empty()) {
        lack(format!("no case fires {}", flag.id), "add \"## Fires: …\" with the findings expected");
    }
    if !cases.iter().any(|case| case.kind == Kind::LookAlike && case.findings.rows.is_empty()) {
        lack(
            format!("no lawful life that resembles {} is shown not to fire it", flag.id),
            "add \"## Does not fire (look-alike): …\" with \"nothing is found\"",
        );
    }
    for parameter in &flag.parameters {
        let of = |found: bool| {
            cases.iter().any(|case| {
                case.kind == Kind::Boundary(parameter.name.clone()) && case.findings.rows.is_empty() != found
            })
        };
        if !of(true) || !of(false) {
            let what = format!("the boundary of {} is not shown from both sides", parameter.name);
            lack(
                what,
                "add \"## Boundary: NAME at …\" and \"## Boundary: NAME below …\": one that fires, one that does not",
            );
        }
    }
    faults
}

/// Runs the cases of a flag and says where the findings differ from those expected.
pub fn test(flag: &Flag, file: &str, cases: &[Case], lines: &[Line], load: Load<'_>) -> Vec<Fault> {
    cases.iter().flat_map(|case| test_one(flag, file, case, lines, load)).collect()
}

fn test_one(flag: &Flag, file: &str, case: &Case, lines: &[Line], load: Load<'_>) -> Vec<Fault> {
    let files = match expand::files(case) {
        Ok(files) => files,
        Err((line, what)) => return vec![Fault::new(file, line, what, "see docs/reference/flag-files.md, \"Cases\"")],
    };
    let (ledger, details) = match load(&files) {
        Ok(loaded) => loaded,
        Err(what) => return vec![Fault::new(file, case.line, what, "mend the tables of this case")],
    };
    let patterns = PatternSource::new(lines.to_vec(), false);
    let columns = Arc::new(Columns::new(Arc::new(ledger), Arc::new(details), patterns));
    let run = run_flags(&columns, &[flag], &Overrides::new(), Limits::default(), 1);
    let mut faults = run.faults;
    faults.extend(compare::differences(file, case, &run.fired));
    faults
}
