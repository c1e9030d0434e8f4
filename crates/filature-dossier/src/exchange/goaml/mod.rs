//! A report in goAML, the form in which many financial intelligence units take reports, led by the schema that the user points to.
//!
//! ```text
//! Selected ──► draft ──► Offer ──┐
//!   what may     under the       ├──► fit ──► nodes in order ──► conform ──► node: bytes
//!   be shown     names of goAML  │     └──► lacks: told before anything is written
//! report.toml ──► ReportAs ──────┤
//! national.xsd ──► xsd ──► Schema┘
//! ```
//!
//! No national schema is part of the program: each unit has its own, changes it, and publishes its codes beside it. So order, required
//! elements and allowed values come from the file, and only names of elements are known here. Three rules hold:
//!
//! - **Nothing is invented.** What must stand and is not in the case is asked for by its path, with its type and with what would fill it.
//! - **Nothing goes missing unseen.** What the schema has no place for is told, and so is what of the schema is not checked.
//! - **What is written is checked again** against the schema by another way than it was made; a disagreement is a bug, and nothing is written.

mod conform;
mod draft;
mod fit;
mod lack;
mod node;
mod offer;
mod parties;
mod reason;
mod report_as;
mod told;
mod xsd;

use filature_model::Language;

pub use report_as::{ReportAs, ReportAsError};
pub use xsd::{Schema, SchemaError};

use crate::format;
use crate::select::Selected;
use crate::wording::goaml as wording;
use told::say;

/// A report that is ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoamlReport {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it leaves out and what to know of it, in the language of the dossier.
    pub notes: Vec<String>,
}

/// Why a report cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GoamlError {
    /// The schema cannot be used.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The schema has no element that is known to be the report.
    #[error(
        "the schema has no element \"report\" at its top, but {found}: say which is the report by root = \"…\" in the file of --report-as"
    )]
    Root {
        /// What stands there.
        found: String,
    },
    /// Something must stand and does not, or may not stand: each place with what would fill it.
    #[error("{}", lines.join("\n"))]
    Lacking {
        /// In the language of the dossier.
        lines: Vec<String>,
        /// Whether values of the case alone are refused, so that nothing is missing from the call.
        only_data: bool,
    },
    /// What was made is not what the schema asks for.
    #[error("the report that was made does not follow the schema: {0}")]
    Bug(String),
}

/// Makes the report.
///
/// # Errors
/// [`GoamlError`]; nothing is given unless it follows the schema as far as that is read.
pub fn report(
    selected: &Selected,
    schema: &Schema,
    report_as: &ReportAs,
    language: Language,
) -> Result<GoamlReport, GoamlError> {
    let root = root(schema, report_as)?;
    let draft = draft::draft(selected, report_as, &schema.element(root).name, language);
    let made = fit::Fitter::new(schema, report_as).report(root, &draft.report)?;
    if !made.lacks.is_empty() {
        let of_case = |lack: &lack::Lack| matches!(lack.what, lack::Wrong::Refused { by_settings: false, .. });
        let only_data = made.lacks.iter().all(of_case);
        return Err(GoamlError::Lacking { lines: told::lacks(schema, &made.lacks, language), only_data });
    }
    let node = made.nodes.first().ok_or_else(|| GoamlError::Bug("it is empty".to_owned()))?;
    conform::check(schema, node, "").map_err(GoamlError::Bug)?;
    let mut notes = notes(selected, &draft, language);
    notes.extend(told::left(&made.left, language));
    notes.extend(report_as.unused().iter().map(|key| say(wording::UNUSED, language, &[&format::visible(key)])));
    notes.extend(schema.not_checked().iter().map(|what| say(wording::NOT_CHECKED, language, &[what])));
    notes.push(wording::NOTE_LAW.pick(language));
    Ok(GoamlReport { bytes: node::write(schema, node), notes })
}

/// The element that is the report: the one that the settings name, `report`, or the only one.
fn root(schema: &Schema, report_as: &ReportAs) -> Result<usize, GoamlError> {
    let wanted = report_as.root.as_deref().unwrap_or("report");
    let only = schema.globals.values().next().filter(|_| schema.globals.len() == 1 && report_as.root.is_none());
    schema.globals.get(wanted).or(only).copied().ok_or_else(|| {
        let names: Vec<&str> = schema.globals.keys().take(12).map(String::as_str).collect();
        let found = if names.is_empty() { "no element at all".to_owned() } else { names.join(", ") };
        GoamlError::Root { found }
    })
}

fn notes(selected: &Selected, draft: &draft::Draft, language: Language) -> Vec<String> {
    let count = |pair, number: u64| say(pair, language, &[&format::count(number, language)]);
    let mut notes = vec![count(wording::NOTE_COUNTS, draft.payments as u64), wording::NOTE_KEPT.pick(language)];
    if !selected.content.show_names {
        notes.push(wording::NOTE_INITIALS.pick(language));
    }
    if selected.left_out.sources > 0 {
        notes.push(count(wording::NOTE_USE, selected.left_out.sources));
        notes.push(wording::NOTE_LISTS.pick(language));
    }
    if draft.not_paid > 0 {
        notes.push(count(wording::NOTE_UNPAID, draft.not_paid as u64));
    }
    if draft.without_time > 0 {
        notes.push(count(wording::NOTE_MIDNIGHT, draft.without_time as u64));
    }
    notes
}

#[cfg(test)]
mod oracle;
