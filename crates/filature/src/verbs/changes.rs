//! `changes`: what is new, changed or gone since a dossier, or since a day, for the supplementary report.
//!
//! ```text
//! --since ─► the case as it was (kept) ─► State ─┐
//! the case now ─────────────────────────► State ─┴► compare ─► for people, or JSON
//! ```
//!
//! Both states are computed by this version, from what may be rendered alone: what differs is the case's doing, not the program's.

mod acts;
mod compare;
mod figures;
mod rows;
mod show;
mod state;
mod successor;

use std::collections::BTreeSet;
use std::path::Path;

use filature_ledger::as_of::AsOf;
use filature_ledger::{Act, Case, Line, protection, read_journal};
use filature_model::{Booked, Language};
use serde::Serialize;
use serde_json::Value;

use self::rows::Changes;
pub use self::show::Section;
use self::state::State;
use super::mark::Whereabouts;
use super::{open, trace};
use crate::cli::Lang;
use crate::kept::{self, Found, Then, find, remake, traces_at};
use crate::outcome::{DONE, Failure};
use crate::{screen, when};

/// What `--json` prints.
#[derive(Serialize)]
pub struct Document {
    since: Since,
    #[serde(flatten)]
    changes: Changes,
    /// What people decided since, as it stands in the journal.
    decisions: Vec<Decision>,
    /// How many marked entries are no longer under the id that was marked; none where all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<Whereabouts>,
    /// The hash of the journal's last line.
    journal_head: String,
}

/// A line of the journal.
#[derive(Serialize)]
pub struct Decision {
    /// As it stands there.
    #[serde(flatten)]
    line: Value,
    /// What was done, in a word or two, in English and French.
    #[serde(skip)]
    act: [&'static str; 2],
}

/// From when.
#[derive(Serialize)]
pub struct Since {
    /// The last line of the journal that counted.
    line: u64,
    /// The dossier, as it was named in the case.
    dossier: Option<String>,
    /// Its SHA-256.
    sha256: Option<String>,
    /// The day or instant that was asked for.
    at: Option<String>,
    /// What was erased since and was there then: of what went with it nothing is said, and how many entries there were is not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    erased: Vec<Erased>,
    /// Traces of that time of which the case no longer has the bytes: nothing is said of them.
    traces_lost: Vec<String>,
}

/// Something that was erased.
#[derive(Serialize)]
pub struct Erased {
    /// The line of the journal.
    line: u64,
    /// Its day.
    on: String,
    /// The file, by its id; none where it was a person.
    source: Option<String>,
    /// SHA-256 of the file.
    sha256: Option<String>,
    /// Why.
    reason: String,
    /// Who decided.
    by: String,
    /// Who decided with them.
    second: Option<String>,
}

impl Erased {
    fn of(line: &Line) -> Option<Self> {
        let (sha256, reason, by, second) = match &line.act {
            Act::SourceErased { sha256, reason, by, second } => (Some(sha256.clone()), reason, by, second.clone()),
            Act::PersonErased { reason, by, second, .. } => (None, reason, by, Some(second.clone())),
            _ => return None,
        };
        let source = sha256.as_ref().and_then(|sha256| sha256.get(..12)).map(str::to_owned);
        let (on, reason, by) = (line.day().to_owned(), reason.clone(), by.clone());
        Some(Self { line: line.line, on, source, sha256, reason, by, second })
    }
}

/// Compares and shows.
pub fn run(folder: &Path, since: &str, lang: Option<Lang>, json: bool) -> Result<u8, Failure> {
    let document = compared(&open(folder)?, since)?;
    if let Some(marks) = &document.marks {
        screen::say(&marks.said());
    }
    if json {
        screen::show_json(&document)?;
    } else {
        let language = lang.map_or(Language::English, Language::from);
        show::lines(&document, language).iter().for_each(|line| screen::show(line));
    }
    Ok(DONE)
}

/// What differs, in words, section by section.
pub fn in_words(case: &Case, since: &str, language: Language) -> Result<Vec<Section>, Failure> {
    Ok(show::sections(&compared(case, since)?, language))
}

/// Compares.
fn compared(case: &Case, since: &str) -> Result<Document, Failure> {
    let (lines, journal_head) = read_journal(&case.folder().join("journal.jsonl"))?;
    let (since, then, known) = then(case, &lines, since)?;
    let protected = protection::days(&lines);
    let before = State::of(then.remade.case(), then.traces, &protected)?;
    drop(then.remade);
    let (traces, stale) = trace::holding(case)?;
    let mut changes = compare::compare(&before, &State::of(case, traces, &protected)?, &stale);
    if !since.erased.is_empty() {
        changes.entries.then = None;
    }
    let decisions = decisions(&lines, &known)?;
    let marks = Whereabouts::of(case, &lines)?;
    Ok(Document { since, changes, decisions, marks, journal_head })
}

/// The case as it was: for a dossier that it wrote, or at the last line of a day; and which lines of the journal were known then.
fn then(case: &Case, lines: &[Line], since: &str) -> Result<(Since, Then, Vec<u64>), Failure> {
    let path = Path::new(since);
    if path.is_file() {
        let bytes = std::fs::read(path).map_err(|error| Failure::call(format!("--since {since}: {error}")))?;
        let record = match find(case, lines, path, &bytes) {
            Found::Written(record) => record,
            Found::Altered(_) => {
                return Err(Failure::data(format!(
                    "--since {since}: it was changed since it was written; `filature verify CASE --dossier {since}` says where"
                )));
            }
            Found::Foreign => return Err(Failure::data(format!("--since {since}: this case did not write that file"))),
        };
        let kept = record.kept.map_err(|why| Failure::data(format!("--since {since}: {why}")))?;
        let since = Since {
            line: kept.as_of.journal_line,
            dossier: Some(record.file),
            sha256: Some(record.sha256),
            at: None,
            erased: Vec::new(),
            traces_lost: Vec::new(),
        };
        return Ok((since, remake(case, &kept, &record.known)?, record.known));
    }
    let Ok(before_micros) = when::end_of(since) else {
        return Err(Failure::call(format!(
            "--since {since}: there is no such file, and it is no day; a dossier or YYYY-MM-DD was expected"
        )));
    };
    let is_before = |line: &&Line| line.known_since().parse::<Booked>().is_ok_and(|at| at.at_micros < before_micros);
    let line = lines.iter().take_while(is_before).last().map_or(0, |line| line.line);
    let (traces, traces_lost) = traces_at(case, lines, line);
    let flags = super::own_flags(case.folder())?;
    let flags = flags.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    let as_of = AsOf::at_line(case, lines, line);
    let then = kept::remake_at(case, &as_of, &flags, &traces)?;
    let erased = as_of.erased_since(lines).into_iter().filter_map(Erased::of).collect();
    let since = Since { line, dossier: None, sha256: None, at: Some(since.to_owned()), erased, traces_lost };
    Ok((since, then, (1..=line).collect()))
}

/// What people decided that was not known then, files aside: those are told with their entries. Who is protected from when is not told.
fn decisions(lines: &[Line], known: &[u64]) -> Result<Vec<Decision>, Failure> {
    let is_told_elsewhere = |act: &Act| {
        use Act::{MappingUsed, PersonProtected, ProtectionLifted, SourceAdded};
        matches!(act, SourceAdded { .. } | MappingUsed { .. } | PersonProtected { .. } | ProtectionLifted { .. })
    };
    let known: BTreeSet<u64> = known.iter().copied().collect();
    let decided =
        |line: &&Line| !known.contains(&line.line) && !line.act.only_writes() && !is_told_elsewhere(&line.act);
    let mut decisions = Vec::new();
    for line in lines.iter().filter(decided) {
        let mut value = serde_json::to_value(line)?;
        if let Some(fields) = value.as_object_mut() {
            // Nor what tells a marked entry from another: it is account and amount of what may not be rendered too.
            for name in ["before", "places", "anchors", "anchor"] {
                fields.remove(name);
            }
        }
        decisions.push(Decision { line: value, act: acts::words(&line.act) });
    }
    Ok(decisions)
}
