//! `verify --dossier`: the file, and what the case of that time gives.
//!
//! ```text
//! file ─► which dossier of this case? ─► what is kept of it ─► the case as it was ─► made again ─► the same bytes?
//! ```

use std::collections::BTreeSet;
use std::path::Path;

use clap::ValueEnum;
use filature_dossier::manifest::form_word;
use filature_dossier::{Dossier, Form};
use filature_ledger::{Act, Case, Ledger, Line, as_of, hash_hex, protection, read_journal};
use filature_model::{Language, SourceId};
use serde::Serialize;

use super::Head;
use super::differs::{Difference, first};
use crate::cli::DossierFormat;
use crate::kept::{Found, Kept, Record, Then, erased_on, find, key_of_file, program, remake};
use crate::outcome::{DATA, DONE, Failure};
use crate::screen;
use crate::verbs::detect;
use crate::verbs::dossier::{How, content};
use crate::withholding::Key;

/// What `--json` prints.
#[derive(Default, Serialize)]
struct Document {
    /// Whether the file is what the case of that time gives, byte for byte.
    agrees: bool,
    /// SHA-256 of the file.
    sha256: String,
    /// What the file is to the case: `written`, `altered` or `foreign`.
    file_is: &'static str,
    /// The line of the journal that names it.
    written_at: Option<u64>,
    /// Its file name in the case, when it was written.
    written_as: Option<String>,
    /// The last line of the journal that it rests on, and the hash of that line.
    journal_line: Option<u64>,
    journal_line_sha256: Option<String>,
    /// Whether another copy of the case wrote it: lines are then numbered as in its journal.
    of_other_copy: bool,
    /// The hash of the journal's last line now.
    journal_head: String,
    /// By which program and version it was made, and which one this is.
    made_with: Option<String>,
    this_is: String,
    /// Files of which the case no longer has the bytes.
    sources_gone: Vec<SourceId>,
    /// Files that were evidence then and are not now.
    no_longer_evidence: BTreeSet<SourceId>,
    /// How many accounts are withheld now, or from an earlier day than then, to protect a person.
    protected_since: usize,
    /// The first difference.
    differs: Option<Difference>,
    /// Why it could not be made again.
    not_remade: Option<String>,
    /// A head that somebody wrote down.
    head: Option<Head>,
}

/// Checks a dossier against the case.
pub fn run(case: &Case, file: &Path, head: Option<Head>, json: bool) -> Result<u8, Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::call(format!("--dossier {}: {error}", file.display())))?;
    let (lines, journal_head) = read_journal(&case.folder().join("journal.jsonl"))?;
    let mut document =
        Document { sha256: hash_hex(&bytes), journal_head, this_is: program(), head, ..Document::default() };
    match find(case, &lines, file, &bytes) {
        Found::Foreign => document.file_is = "foreign",
        Found::Written(record) => {
            document.file_is = "written";
            check(case, &lines, &record, &bytes, &mut document);
        }
        Found::Altered(record) => {
            document.file_is = "altered";
            check(case, &lines, &record, &bytes, &mut document);
        }
    }
    let head_is_there = document.head.as_ref().is_none_or(|head| head.line.is_some());
    let holds = document.agrees && head_is_there;
    if json {
        screen::show_json(&document)?;
    } else {
        tell(file, &document).iter().for_each(|line| screen::show(line));
    }
    Ok(if holds { DONE } else { DATA })
}

/// Makes the dossier again, as far as that can be done, and compares.
fn check(case: &Case, lines: &[Line], record: &Record, bytes: &[u8], document: &mut Document) {
    document.written_at = Some(record.line);
    document.written_as = Some(record.file.clone());
    let kept = match &record.kept {
        Ok(kept) => kept,
        Err(why) => return document.not_remade = Some(why.clone()),
    };
    document.journal_line = Some(kept.as_of.journal_line);
    document.of_other_copy = record.is_of_other;
    document.journal_line_sha256 = hash_there(lines, &document.journal_head, record);
    document.made_with = Some(kept.manifest.program.clone());
    document.sources_gone = kept.as_of.gone(case).into_iter().map(|source| source.id).collect();
    document.no_longer_evidence = as_of::narrowed(case, &kept.as_of);
    document.protected_since = protected_since(lines, &record.known);
    if !document.sources_gone.is_empty() {
        let why = erased(lines, kept).unwrap_or_else(|| "originals are gone or were changed".to_owned());
        return document.not_remade = Some(why);
    }
    match key(case, record, kept).and_then(|key| made_again(remake(case, kept, &record.known)?, kept, key)) {
        Ok(made) => {
            document.differs = first(&made, bytes);
            document.agrees = document.differs.is_none() && document.file_is == "written";
        }
        Err(failure) => document.not_remade = Some(failure.message),
    }
}

/// Why a dossier whose sources are gone cannot be made again, where they went by decision.
fn erased(lines: &[Line], kept: &Kept) -> Option<String> {
    let is_of_it = |line: &&Line| match &line.act {
        Act::SourceErased { sha256, .. } => kept.as_of.sources.iter().any(|source| source.sha256 == *sha256),
        _ => false,
    };
    let erasure = lines.iter().rev().find(is_of_it)?;
    Some(format!("{}, and a file that this dossier rests on went", erased_on(erasure)))
}

/// The hash of the last line that it rests on, in the journal of the copy that wrote it.
fn hash_there(lines: &[Line], head: &str, record: &Record) -> Option<String> {
    let number = *record.known.last()?;
    let line = lines.iter().find(|line| line.line == number)?;
    let heard = line.heard.as_ref().filter(|_| record.is_of_other);
    heard.map(|heard| heard.first_sha256().to_owned()).or_else(|| Line::hash_of(lines, head, number))
}

/// How many accounts are protected from an earlier day than they were when these lines of the journal were known, or were not then.
pub fn protected_since(lines: &[Line], known: &[u64]) -> usize {
    let line = |number: &u64| lines.get(usize::try_from(*number).ok()?.checked_sub(1)?).cloned();
    let then: Vec<Line> = known.iter().filter_map(line).collect();
    let (then, now) = (protection::days(&then), protection::days(lines));
    now.iter().filter(|(account, from)| then.get(*account).is_none_or(|before| before > *from)).count()
}

/// The key of its pseudonyms, where it has any.
fn key(case: &Case, record: &Record, kept: &Kept) -> Result<Option<Key>, Failure> {
    let profile = How::of_parameters(&kept.parameters(), None, &[], &[]).profile;
    profile.needs_key().then(|| key_of_file(case, &record.sha256)).transpose()
}

/// The bytes that the case of that time gives.
fn made_again(then: Then, kept: &Kept, key: Option<Key>) -> Result<Vec<u8>, Failure> {
    let Then { remade, traces } = then;
    let case = remade.case();
    let manifest = &kept.manifest;
    let forms = DossierFormat::value_variants().iter().map(|&format| Form::from(format));
    let form = forms
        .into_iter()
        .find(|form| form_word(*form) == manifest.form)
        .ok_or_else(|| Failure::data(format!("the form {:?} is not known to this version", manifest.form)))?;
    if form == Form::Goaml {
        return Err(Failure::data(
            "a report in goAML is made by a schema and a file of --report-as, which the case does not keep: make it again by these two \
             (filature dossier CASE --format goaml --xsd … --report-as …) and compare its SHA-256 with the one above",
        ));
    }
    let languages = [if manifest.language == Language::French.code() { Language::French } else { Language::English }];
    let forms = [form];
    let how = How::of_parameters(&kept.parameters(), key, &languages, &forms);
    let ledger = Ledger::load(case)?;
    let detected = detect::detect_all(case)?;
    let (content, _) = content(case, &ledger, &detected, traces, &how)?;
    let dossier = Dossier::new(&content, languages[0]).map_err(Failure::bug)?;
    dossier.render(form).map_err(Failure::bug)
}

/// The verdict for people.
fn tell(file: &Path, document: &Document) -> Vec<String> {
    let mut lines = vec![format!("{}  SHA-256 {}", file.display(), document.sha256)];
    match (document.file_is, document.written_at) {
        ("written", Some(line)) => lines.push(format!("It is what line {line} of the journal says was written.")),
        ("altered", Some(line)) => lines.push(format!(
            "CHANGED: it comes from {} (line {line} of the journal), and is not what was written there.",
            document.written_as.as_deref().unwrap_or_default()
        )),
        _ => lines.push(
            "NOT OF THIS CASE: no line of the journal has its SHA-256, and it carries no manifest of a dossier that this case \
             wrote."
                .to_owned(),
        ),
    }
    if document.of_other_copy {
        lines.push("Another copy of the case wrote it, which was combined with this one since; its lines are numbered as there.".to_owned());
    }
    if let (Some(line), Some(hash)) = (document.journal_line, &document.journal_line_sha256) {
        lines.push(format!("It rests on the journal up to line {line} (hash {hash})."));
    }
    lines.extend(document.sources_gone.iter().map(|id| {
        format!("SOURCE GONE: the original of {id} is not there any more, or was changed; restore it from a copy of the case.")
    }));
    lines.extend(document.no_longer_evidence.iter().map(|id| {
        format!("NO LONGER EVIDENCE: {id} may not be rendered any more; use the dossier no longer, and write it again.")
    }));
    if document.protected_since > 0 {
        lines.push(format!(
            "PROTECTED SINCE: {} to protect a person, which it may still show; use the dossier no longer, and write it again.",
            screen::counted(document.protected_since as u64, "account is now withheld", "accounts are now withheld")
        ));
    }
    if let Some(made_with) = document.made_with.as_ref().filter(|made_with| **made_with != document.this_is) {
        lines.push(format!("OTHER VERSION: it was made with {made_with}, and this is {}.", document.this_is));
    }
    if let Some(differs) = &document.differs {
        lines.push(difference(differs));
    }
    lines.extend(document.not_remade.iter().map(|why| format!("NOT MADE AGAIN: {why}")));
    lines.extend(document.head.iter().map(Head::sentence));
    let verdict = match (document.agrees, document.protected_since > 0) {
        (true, true) => "The dossier agrees with the case of that time; do not use it any longer.",
        (true, false) => "The dossier agrees with the case.",
        (false, _) if document.not_remade.is_some() && document.file_is == "written" => {
            "It is the file that was written; whether the case still gives it was not checked."
        }
        (false, _) => "The dossier does not agree.",
    };
    lines.push(verdict.to_owned());
    lines
}

fn difference(differs: &Difference) -> String {
    let place = if differs.part.is_empty() { String::new() } else { format!(" under “{}”", differs.part) };
    let shown = |text: &Option<String>| text.as_ref().map_or_else(|| "nothing".to_owned(), |text| format!("“{text}”"));
    if differs.made.is_none() && differs.found.is_none() {
        return format!("DIFFERS at byte {}: its text is what the case gives, and how it is set is not.", differs.byte);
    }
    format!("DIFFERS{place}: the case gives {}, the file has {}.", shown(&differs.made), shown(&differs.found))
}
