//! The project's chores as commands.
//!
//! `cargo xtask check` is what a newcomer and CI run; the rest makes inputs for measuring. Nothing here is part of
//! the program.

mod check;
mod desk_page;
mod flags_page;
mod ledger;
mod tracing_page;
mod worked_case;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  check                                   install what the tests need, then format, lint and test everything
  desk-page [--check]                     build desk/dist from desk/; or make sure that it is what its sources build
  desk-page --try [FILATURE]              try the desk of a program in Chromium, on a case that it makes [default: the one built here]
  desk-page --pictures FILATURE           take docs/pictures/desk/ anew, of a case that the program makes
  flags-page [--check]                    write docs/reference/flags.md from flags/*.md; or make sure that it is not stale
  ledger OUT.csv ROWS [ACCOUNTS [DAYS [SEED]]]
                                          write a random canonical CSV for measuring (see benches/README.md)
  tracing-page [--check]                  write docs/concepts/tracing.md, its French and its pictures; or make sure that
                                          they are not stale and that the program built here gives the same figures
  worked-case DIR                         write the files of the worked case of docs/concepts/tracing.md";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["check"] => check::run(),
        ["desk-page"] => desk_page::write(),
        ["desk-page", "--check"] => desk_page::check(),
        ["desk-page", "--try"] => desk_page::try_built(),
        ["desk-page", "--try", program] => desk_page::try_program(program.as_ref()),
        ["desk-page", "--pictures", program] => desk_page::pictures(program.as_ref()),
        ["flags-page"] => flags_page::write(),
        ["flags-page", "--check"] => flags_page::check(),
        ["ledger", out, rows, rest @ ..] => ledger::run(out, rows, rest),
        ["tracing-page"] => tracing_page::write(),
        ["tracing-page", "--check"] => tracing_page::check(),
        ["worked-case", folder] => worked_case::run(folder),
        _ => Err(anyhow::anyhow!("{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            check::say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
