//! The desk of a program that was started without a verb.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use filature_dossier::vocabulary::escape;

use super::desk;
use crate::outcome::Failure;
use crate::screen;
use crate::started::{self, Place};

/// Opens the desk on the case that is there, or on a new one; what was dropped waits there to be added. Gives the exit code.
pub fn run(dropped: &[PathBuf]) -> u8 {
    open(dropped).unwrap_or_else(|failure| {
        screen::say(&format!("filature: {}", failure.message));
        if !std::io::stderr().is_terminal() {
            desk::show_page(&page(&failure.message));
        }
        failure.code
    })
}

fn open(dropped: &[PathBuf]) -> Result<u8, Failure> {
    let case = match started::place(dropped, started::folders()) {
        Place::Case(case) => case,
        // Nobody who double-clicks has a terminal to answer in.
        Place::Several(cases) => return desk::run_with_one_of(cases, dropped.to_vec()),
        Place::New(folders) => started::make(&folders).map_err(|why| {
            Failure::call(format!("no case could be made here ({why}); start filature in a folder that can be written"))
        })?,
    };
    let case = std::path::absolute(&case).unwrap_or(case);
    screen::say(&format!("The case is {}. `filature --help` lists what can be done by command.", case.display()));
    let offered: Vec<PathBuf> = dropped.iter().filter(|path| !is_same(path, &case)).cloned().collect();
    desk::run_with(&case, (None, false, false), offered)
}

fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().ok().is_some_and(|one| other.canonicalize().ok() == Some(one))
}

/// What went wrong, for whoever has no terminal.
fn page(message: &str) -> String {
    let text = escape(message);
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>filature</title>\n\
         <style>body{{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:4rem auto;padding:0 1rem}}pre{{white-space:pre-wrap}}</style>\n\
         <h1>filature could not open</h1>\n<p lang=\"fr\">filature n’a pas pu s’ouvrir. Nothing was changed; rien n’a été modifié.</p>\n\
         <pre>{text}</pre>\n"
    )
}
