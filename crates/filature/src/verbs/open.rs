//! `open`: takes back what `pack` wrote, and looks whether it holds.

use filature_ledger::{Case, Verdict, verify};
use filature_sending::{Opened, Opener, open as unpack, read_identities};

use super::passphrase::{self, Twice};
use super::verify::sentences;
use crate::cli::OpenArguments;
use crate::outcome::{DATA, DONE, Failure};
use crate::screen;

/// Opens an archive into a new folder.
pub fn run(arguments: &OpenArguments, json: bool) -> Result<u8, Failure> {
    let opener = match &arguments.identity {
        Some(identity) => read_identities(identity)?,
        None => Opener::passphrase(passphrase::read(arguments.passphrase_file.as_deref(), Twice::No)?),
    };
    let opened = unpack(&arguments.file, &opener, &arguments.into)?;
    let (case, _) = Case::open(&arguments.into)?;
    let verdict = verify(&case)?;
    tell(arguments, &opened, &verdict, json)?;
    Ok(if verdict.holds() { DONE } else { DATA })
}

fn tell(arguments: &OpenArguments, opened: &Opened, verdict: &Verdict, json: bool) -> Result<(), Failure> {
    let case = arguments.into.display().to_string();
    if json {
        return screen::show_json(&serde_json::json!({
            "case": case, "files": opened.files, "bytes": opened.bytes, "holds": verdict.holds(),
            "sources": verdict.sources, "journal_lines": verdict.journal_lines, "journal_head": verdict.journal_head,
        }));
    }
    screen::show(&format!("{case}: {} unpacked.", screen::counted(opened.files, "file", "files")));
    sentences(verdict).iter().for_each(|line| screen::show(line));
    screen::show(if verdict.holds() { "The case holds." } else { "The case does not hold, and was packed like that." });
    Ok(())
}
