//! `desk`: serves the page of a case until it is told to stop.

mod browser;
mod operations;
mod whole;

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use filature_desk::{Chooser, Desk, DeskError, Listener, serve};

use self::operations::Verbs;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Opens the desk.
pub fn run(folder: &Path, port: Option<u16>, no_open: bool, json: bool) -> Result<u8, Failure> {
    run_with(folder, (port, no_open, json), Vec::new())
}

/// The same, where these files and folders wait to be added.
pub fn run_with(
    folder: &Path,
    (port, no_open, json): (Option<u16>, bool, bool),
    offered: Vec<PathBuf>,
) -> Result<u8, Failure> {
    let listener = Listener::bind(port).map_err(failure)?;
    let desk = opened(folder, listener.port).map_err(failure)?;
    desk.offer(offered);
    let address = desk.address().map_err(failure)?;
    if json {
        screen::show_json(&serde_json::json!({
            "address": address, "port": listener.port, "key": desk.key(), "case": folder.display().to_string(),
        }))?;
    } else {
        screen::show(&format!("The desk is open, on this machine only:\n\n  {address}\n"));
        screen::say("The address works once. Enter prints another one, Ctrl-C closes the desk.");
    }
    if !no_open && !browser::open(&address) {
        screen::say("No browser could be started: open the address yourself.");
    }
    stay(&desk, listener)
}

/// Opens the desk of the one of these cases that a person chooses on a page.
pub fn run_with_one_of(cases: Vec<PathBuf>, offered: Vec<PathBuf>) -> Result<u8, Failure> {
    let listener = Listener::bind(None).map_err(failure)?;
    let port = listener.port;
    let chooser = Chooser::new(port, cases, move |folder| opened(folder, port)).map_err(failure)?;
    let address = chooser.address();
    screen::show(&format!("There are several cases here. Say on the page which one is meant:\n\n  {address}\n"));
    if !browser::open(&address) {
        screen::say("No browser could be started: open the address yourself.");
    }
    let desk = chooser.ask(&listener).map_err(failure)?;
    desk.offer(offered);
    stay(&desk, listener)
}

fn opened(folder: &Path, port: u16) -> Result<Arc<Desk>, DeskError> {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    Desk::open(&folder, port, Box::new(Verbs))
}

/// Serves the desk until it is told to stop.
fn stay(desk: &Arc<Desk>, listener: Listener) -> Result<u8, Failure> {
    if screen::can_ask() {
        let desk = Arc::clone(desk);
        std::thread::spawn(move || another_address(&desk));
    }
    serve(desk, listener).map_err(failure)?;
    Ok(DONE)
}

/// Shows a page of its own in the browser, from a file beside those of other programs.
pub fn show_page(page: &str) {
    let path = std::env::temp_dir().join(format!("filature-{}.html", std::process::id()));
    if std::fs::write(&path, page).is_ok() {
        browser::open(&path.to_string_lossy());
    }
}

/// An address for each line of the terminal.
fn another_address(desk: &Desk) {
    for line in std::io::stdin().lock().lines() {
        let (Ok(_), Ok(address)) = (line, desk.address()) else { return };
        screen::show(&address);
    }
}

fn failure(error: DeskError) -> Failure {
    match error {
        DeskError::Ledger(error) => error.into(),
        error @ DeskError::Bind { .. } => Failure::call(error.to_string()),
        error => Failure::data(error.to_string()),
    }
}
