//! The command line: the verbs, and nothing else.
//!
//! ```text
//! arguments ─► cli ─► verbs/* ─► filature-ledger, -graph, -flags, -trace, -dossier
//!                        │
//!                        └─► screen: one JSON document or tables on standard output, the rest on standard error
//! ```
//!
//! Exit codes: 0 done; 1 a file was refused, or the data stopped the work; 2 the call is off; 3 a bug.

mod cli;
mod detection;
mod evidence;
mod kept;
mod lines;
mod outcome;
mod parties;
mod screen;
mod seen;
mod verbs;
mod when;
mod withholding;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // A panic is a bug of ours: it says so in one line and keeps its own exit code.
    std::panic::set_hook(Box::new(|panic| {
        screen::say(&format!("a bug of filature, please report it: {panic}"));
    }));
    let arguments = match cli::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { outcome::CALL } else { outcome::DONE });
        }
    };
    match std::panic::catch_unwind(|| verbs::run(arguments)) {
        Ok(code) => ExitCode::from(code),
        Err(_) => ExitCode::from(outcome::BUG),
    }
}
