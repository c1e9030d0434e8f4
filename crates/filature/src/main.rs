//! The command line: the verbs, and nothing else.
//!
//! ```text
//! arguments ─► cli ─► verbs/* ─► filature-ledger, -identity, -graph, -flags, -trace, -dossier, -sending, -desk
//! none, paths ─► started ─┘ │
//!                           └─► screen: one JSON document or tables on standard output, the rest on standard error
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
mod started;
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
    let words: Vec<std::ffi::OsString> = std::env::args_os().skip(1).collect();
    if let Some(dropped) = started::dropped(&words, started::can_show()) {
        return ended(|| verbs::bare(&dropped));
    }
    let arguments = match cli::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { outcome::CALL } else { outcome::DONE });
        }
    };
    ended(|| verbs::run(arguments))
}

/// Ends with the code that the work gives, or with that of a bug.
fn ended(work: impl FnOnce() -> u8 + std::panic::UnwindSafe) -> ExitCode {
    match std::panic::catch_unwind(work) {
        Ok(code) => ExitCode::from(code),
        Err(_) => ExitCode::from(outcome::BUG),
    }
}
