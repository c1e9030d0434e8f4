use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use filature_intake::csv::{Draft, Mapping};
use filature_ledger::{AddOptions, Case, FileReport, Watch, collect_files};
use filature_model::{AccountId, Booked, Source};
use serde::Serialize;

use super::{code_for, open_or_make};
use crate::cli::Provenance;
use crate::outcome::Failure;
use crate::screen::{self, counted};

/// How many files are listed one by one; the others are counted.
const FILES_LISTED: usize = 40;
/// So many files that were in the case already are named.
const KNOWN_NAMED: usize = 5;

/// What `--json` prints of a file.
#[derive(Serialize)]
pub struct FileLine {
    file: String,
    source: Option<String>,
    format: Option<String>,
    entries: u64,
    problems: u64,
    refused: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft_mapping: Option<String>,
    /// The source for which the mapping was confirmed by which this one was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    mapping_of: Option<String>,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Document {
    files: Vec<FileLine>,
}

/// Adds files and says what became of each.
pub fn run(folder: &Path, files: &[PathBuf], provenance: &Provenance, json: bool) -> Result<u8, Failure> {
    let mut case = open_or_make(folder, files)?;
    let reports = add(&mut case, files, provenance, true)?;
    if json {
        screen::show_json(&document(&reports))?;
    } else {
        report(&reports);
    }
    Ok(code_for(refused(&reports)))
}

/// How many files were refused.
pub fn refused(reports: &[FileReport]) -> usize {
    reports.iter().filter(|report| report.refused.is_some()).count()
}

/// Adds files, with a bar and, where `may_ask`, questions on a terminal.
pub fn add(
    case: &mut Case,
    files: &[PathBuf],
    provenance: &Provenance,
    may_ask: bool,
) -> Result<Vec<FileReport>, Failure> {
    add_by(case, files, provenance, &options(provenance)?, may_ask)
}

/// Adds files of exchange rates; others are refused.
pub fn add_rates(case: &mut Case, files: &[PathBuf], provenance: &Provenance) -> Result<Vec<FileReport>, Failure> {
    let options = AddOptions { rates_only: true, ..options(provenance)? };
    add_by(case, files, provenance, &options, false)
}

fn add_by(
    case: &mut Case,
    files: &[PathBuf],
    provenance: &Provenance,
    options: &AddOptions,
    may_ask: bool,
) -> Result<Vec<FileReport>, Failure> {
    let files = collect_files(files, case.folder())?;
    if files.is_empty() {
        return Err(Failure::call("there is no file under the names given"));
    }
    let bar = screen::bar(files.len(), "reading");
    // What was answered for one file holds for the others of the same layout.
    let answered = std::sync::Mutex::new(BTreeMap::<String, bool>::new());
    let confirm = |file: &Path, draft: &Draft| {
        let layout = Mapping { account: None, header_line: 0, ..draft.mapping.clone() }.to_toml();
        let Ok(mut answered) = answered.lock() else { return false };
        *answered.entry(layout).or_insert_with(|| bar.suspend(|| ask_about(file, draft)))
    };
    let narrow = |files: usize| {
        bar.suspend(|| {
            screen::ask(&format!(
                "{} in the case already would be in no dossier from now on (--use), and nothing takes this back. Narrow their use? [y/N]",
                counted(files, "file that is", "files that are")
            ))
        })
    };
    let can_ask = may_ask && screen::can_ask();
    let watch = Watch {
        seen: &|| bar.inc(1),
        confirm: if can_ask { Some(&confirm) } else { None },
        narrow: if can_ask { Some(&narrow) } else { None },
    };
    let uses: BTreeMap<_, _> = case.sources().iter().map(|source| (source.id, source.use_)).collect();
    let reports = case.add(&files, options, watch)?;
    bar.finish_and_clear();
    let is_narrowed = |source: &&Source| uses.get(&source.id).is_some_and(|before| *before != source.use_);
    let narrowed = case.sources().iter().filter(is_narrowed).count();
    say_what_is_kept(&reports, provenance, narrowed);
    keep_drafts(case, &reports)?;
    Ok(reports)
}

/// What was first said of a file is part of the record: who says something else now is told that it was not taken.
fn say_what_is_kept(reports: &[FileReport], provenance: &Provenance, narrowed: usize) {
    let said = [&provenance.account, &provenance.from, &provenance.received, &provenance.request, &provenance.exhibit];
    let known = reports.iter().filter(|report| report.known).count();
    if known > 0 && (said.iter().any(|said| said.is_some()) || provenance.mapping.is_some()) {
        let names = reports.iter().filter(|report| report.known).take(KNOWN_NAMED).map(|report| report.file.display());
        let names: Vec<String> = names.map(|name| name.to_string()).collect();
        let more = if known > names.len() { ", …" } else { "" };
        screen::say(&format!(
            "{} in the case already ({}{more}): sender, date, request, exhibit, account and mapping stay as first recorded.",
            counted(known, "file was", "files were"),
            names.join(", "),
        ));
    }
    if narrowed > 0 {
        screen::say(&format!(
            "USE NARROWED: {} in the case already may be used for less than before (--use), are in no dossier from now on, and nothing \
             takes this back.",
            counted(narrowed, "file that was", "files that were")
        ));
    } else if known > 0 && provenance.use_.is_some() {
        screen::say(
            "The use of files that were in the case already stays as it was: it is narrowed, and never widened.",
        );
    }
}

fn options(provenance: &Provenance) -> Result<AddOptions, Failure> {
    let mapping = match &provenance.mapping {
        None => None,
        Some(path) => {
            let off = |error: &dyn std::fmt::Display| Failure::call(format!("{}: {error}", path.display()));
            let text = std::fs::read_to_string(path).map_err(|error| off(&error))?;
            Some(Mapping::from_toml(&text).map_err(|error| off(&error))?)
        }
    };
    if let Some(received) = &provenance.received {
        let day: Booked = received.parse().map_err(|error| Failure::call(format!("--received: {error}")))?;
        if day.has_time {
            return Err(Failure::call("--received: a day was expected, as in 2024-05-02"));
        }
    }
    if provenance.account.as_deref().is_some_and(|account| account.trim().is_empty()) {
        return Err(Failure::call("--account: the number of an account was expected"));
    }
    let account = provenance.account.as_deref().map(AccountId::written);
    if account.as_ref().is_some_and(|account| looks_like_iban(account.as_str()) && !account.is_iban()) {
        screen::say("--account: its check digits do not fit an IBAN; it is kept as written.");
    }
    Ok(AddOptions {
        mapping,
        account,
        from: provenance.from.clone(),
        received: provenance.received.clone(),
        request: provenance.request.clone(),
        exhibit: provenance.exhibit.clone(),
        use_: provenance.use_.map(Into::into),
        rates_only: false,
        erased_again: provenance.erased_again,
    })
}

fn ask_about(file: &Path, draft: &Draft) -> bool {
    screen::say(&format!("\n{}: the layout was guessed:\n\n{draft}", file.display()));
    screen::say(&screen::table(&["booked", "", "amount", "text"], &draft.sample, &[2]));
    screen::ask("\nIs that right? Files of the same layout will be read so, too. [y/N]")
}

/// Two letters and two digits: what a person means for an IBAN, whatever its length.
fn looks_like_iban(account: &str) -> bool {
    let bytes = account.as_bytes();
    bytes.len() > 4 && bytes[..2].iter().all(u8::is_ascii_alphabetic) && bytes[2..4].iter().all(u8::is_ascii_digit)
}

/// Leaves each drafted mapping in the case, to be edited and given back.
fn keep_drafts(case: &Case, reports: &[FileReport]) -> Result<(), Failure> {
    for report in reports {
        if let (Some(draft), Some(source)) = (&report.draft_mapping, report.source) {
            case.write(&draft_name(source), draft.as_bytes())?;
        }
    }
    Ok(())
}

fn draft_name(source: filature_model::SourceId) -> String {
    format!("drafts/{source}.toml")
}

fn document(reports: &[FileReport]) -> Document {
    Document { files: file_lines(reports) }
}

/// What `--json` prints of files.
pub fn file_lines(reports: &[FileReport]) -> Vec<FileLine> {
    let line = |report: &FileReport| FileLine {
        file: report.file.display().to_string(),
        source: report.source.map(|source| source.to_string()),
        format: report.format.clone(),
        entries: report.entries,
        problems: report.problems,
        refused: report.refused.clone(),
        draft_mapping: report.draft_mapping.clone(),
        mapping_of: report.mapping_of.map(|source| source.to_string()),
    };
    reports.iter().map(line).collect()
}

/// Says what became of the files: all that were refused, and the others up to a number.
pub fn report(reports: &[FileReport]) {
    let taken: Vec<&FileReport> = reports.iter().filter(|report| report.refused.is_none()).collect();
    let rows: Vec<Vec<String>> = taken
        .iter()
        .take(FILES_LISTED)
        .map(|report| {
            vec![
                report.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
                report.source.map_or_else(String::new, |source| source.to_string()),
                report.format.clone().unwrap_or_default(),
                report.entries.to_string(),
                report.problems.to_string(),
                match (report.known, report.mapping_of) {
                    (true, _) => "already in the case".to_owned(),
                    (false, Some(source)) => format!("read by the mapping confirmed for {source}"),
                    (false, None) => String::new(),
                },
            ]
        })
        .collect();
    if !rows.is_empty() {
        screen::say(&screen::table(&["file", "source", "format", "entries", "problems", ""], &rows, &[3, 4]));
    }
    if taken.len() > FILES_LISTED {
        screen::say(&format!(
            "… and {}; --json lists all",
            counted(taken.len() - FILES_LISTED, "further file", "further files")
        ));
    }
    for report in reports {
        if let Some(refused) = &report.refused {
            screen::say(&format!("\nREFUSED {}: {refused}", report.file.display()));
            if let (Some(_), Some(source)) = (&report.draft_mapping, report.source) {
                screen::say(&format!("  The draft is in the case, as {}.", draft_name(source)));
            }
        }
    }
    let entries: u64 = taken.iter().filter(|report| !report.known).map(|report| report.entries).sum();
    let problems: u64 = taken.iter().map(|report| report.problems).sum();
    screen::say(&format!(
        "\n{} added with {}, {} already in the case, {} refused; {} noted (ledger/problems.parquet).",
        counted(taken.iter().filter(|report| !report.known).count(), "file", "files"),
        counted(entries, "entry", "entries"),
        taken.iter().filter(|report| report.known).count(),
        refused(reports),
        counted(problems, "problem", "problems"),
    ));
}
