//! Adding files: read, keep, register, build.
//!
//! ```text
//! files ─► look (bytes, hash, read) ─┬► one file ─────────────────────────────┬► report, journal, list of sources, ledger
//!                                    └► within: the files of an archive, too ─┘
//! ```

mod known;
mod look;
#[cfg(test)]
mod tests;
mod within;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use filature_intake::Format;
use filature_intake::csv::{Draft, Mapping};
use filature_model::{AccountId, Source, SourceId, SourceUse};
use rayon::prelude::*;

use crate::build::{self, Counts, Segment};
use crate::erase::{Filter, Filters};
use crate::journal::{Act, hash_hex};
use crate::{Case, LedgerError, registry};
use look::{Fresh, Looked, Seen};

/// What a person says of the files that are added.
#[derive(Clone, Debug, Default)]
pub struct AddOptions {
    /// How to read a bank's own table.
    pub mapping: Option<Mapping>,
    /// The account they are of, where they do not say.
    pub account: Option<AccountId>,
    /// Who sent them.
    pub from: Option<String>,
    /// The day they were received, `YYYY-MM-DD`.
    pub received: Option<String>,
    /// The request that they answer.
    pub request: Option<String>,
    /// Their exhibit reference.
    pub exhibit: Option<String>,
    /// What they may be used for; none: the default of their format.
    pub use_: Option<SourceUse>,
    /// Whether anything but a table of exchange rates is refused.
    pub rates_only: bool,
    /// Whether a file is taken that was erased from the case before.
    pub erased_again: bool,
}

/// Answers whether a guessed mapping may be used for a file.
pub type Confirm<'a> = dyn Fn(&Path, &Draft) -> bool + Sync + 'a;

/// Who watches while files are added.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Called after each file.
    pub seen: &'a (dyn Fn() + Sync),
    /// Asked, one file at a time, whether a guessed mapping may be used; without it a mapping that is not in
    /// doubt is used.
    pub confirm: Option<&'a Confirm<'a>>,
    /// Asked once whether the use of so many files of the case may be narrowed, which nothing takes back; on a no each keeps its use.
    /// Without it all are narrowed.
    pub narrow: Option<&'a (dyn Fn(usize) -> bool + Sync)>,
}

impl Watch<'_> {
    /// Nobody watches.
    pub const NOBODY: Self = Watch { seen: &|| {}, confirm: None, narrow: None };
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The file, as it was named in the call.
    pub file: PathBuf,
    /// Its source id; none when it could not be opened.
    pub source: Option<SourceId>,
    /// What it was read as.
    pub format: Option<String>,
    /// Entries read from it.
    pub entries: u64,
    /// Problems noted in it.
    pub problems: u64,
    /// Why nothing of it was taken.
    pub refused: Option<String>,
    /// A mapping to confirm, as TOML.
    pub draft_mapping: Option<String>,
    /// Whether the case had it already.
    pub known: bool,
    /// The source whose confirmed mapping it was read by, as its header is the same.
    pub mapping_of: Option<SourceId>,
}

/// The files under the paths given: folders are walked, hidden files and the case's own folder left out, and all sorted by
/// name. What is named and is no plain file is among them, to be refused by name.
///
/// # Errors
/// The system's, for a path that is not there.
pub fn collect_files(paths: &[PathBuf], case: &Path) -> Result<Vec<PathBuf>, LedgerError> {
    let case = fs::canonicalize(case).ok();
    let mut files = Vec::new();
    for path in paths {
        let kind = fs::metadata(path).map_err(LedgerError::io(path))?;
        if kind.is_dir() { walk(path, case.as_deref(), &mut files)? } else { files.push(path.clone()) }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn walk(folder: &Path, case: Option<&Path>, files: &mut Vec<PathBuf>) -> Result<(), LedgerError> {
    if case.is_some() && fs::canonicalize(folder).ok().as_deref() == case {
        return Ok(());
    }
    for item in fs::read_dir(folder).map_err(LedgerError::io(folder))? {
        let item = item.map_err(LedgerError::io(folder))?;
        if item.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // A link to a folder could lead round in a circle: it is refused by name instead of followed.
        if item.file_type().map_err(LedgerError::io(&item.path()))?.is_dir() {
            walk(&item.path(), case, files)?;
        } else {
            files.push(item.path());
        }
    }
    Ok(())
}

impl Case {
    /// Adds files. A file that is refused leaves no trace; the others stay added. The files of an archive are added as if
    /// they had come loose, and reported behind it.
    ///
    /// Adding a file again changes nothing, under whichever name; what is said of it the second time is not
    /// taken either, since the first sender and date are part of the record; but a use can be narrowed so.
    ///
    /// # Errors
    /// [`LedgerError`] when the case cannot be written; files whose bytes were kept are then removed or found
    /// when the case is next opened.
    pub fn add(
        &mut self,
        files: &[PathBuf],
        options: &AddOptions,
        watch: Watch<'_>,
    ) -> Result<Vec<FileReport>, LedgerError> {
        let asked = look::Asked::new(self, options, watch)?;
        let seen: Vec<Vec<Seen>> = files
            .par_iter()
            .map(|file| {
                let outcome = asked.look(file);
                (watch.seen)();
                outcome
            })
            .collect::<Result<_, LedgerError>>()?;
        let mut fresh: BTreeMap<SourceId, Fresh> = BTreeMap::new();
        let mut sources = self.sources().to_vec();
        let mut reports = Vec::with_capacity(files.len());
        for seen in seen.into_iter().flatten() {
            reports.push(report(seen, options, &mut fresh, &mut sources));
        }
        let is_narrowed = |(now, before): &(&Source, &Source)| now.use_ != before.use_;
        let asked_for = sources.iter().zip(self.sources()).filter(is_narrowed).count();
        if asked_for > 0 && watch.narrow.is_some_and(|may| !may(asked_for)) {
            sources.iter_mut().zip(self.sources()).for_each(|(now, before)| now.use_ = before.use_);
        }
        let narrowed: Vec<Act> = sources
            .iter()
            .zip(self.sources())
            .filter(is_narrowed)
            .map(|(now, _)| Act::UseNarrowed { sha256: now.sha256.clone(), use_: now.use_.word().to_owned() })
            .collect();
        if fresh.is_empty() && sources == self.sources() {
            self.ensure_ledger()?;
            self.fill_in(&mut reports, &build::counts(self)?);
            return Ok(reports);
        }
        let filters = self.keep_out(&mut fresh)?;
        let acts = [acts(&fresh, options, watch.confirm.is_some()), narrowed].concat();
        sources.extend(fresh.values().map(|fresh| fresh.source.clone()));
        let segments: Vec<Segment> = fresh.into_values().map(|fresh| fresh.segment).collect();
        // The other originals are read before anything is recorded: where one is gone, nothing has changed.
        let segments = match build::read_others(self, segments) {
            Ok(segments) => segments,
            Err(error) => {
                for added in sources.iter().filter(|added| !self.sources().iter().any(|known| known.id == added.id)) {
                    registry::forget(self.folder(), &added.sha256)?;
                }
                return Err(error);
            }
        };
        self.set_sources(sources, acts)?;
        // Behind the journal's line: a filter names no source that the journal does not, and where this is cut short it follows when the case is
        // next opened.
        for filter in filters {
            filter.save(self.folder())?;
        }
        let counts = build::build_from(self, segments)?;
        self.fill_in(&mut reports, &counts);
        Ok(reports)
    }

    /// Takes out who was erased, and notes that these files hold them too; gives the filters of which more sources have to be noted.
    fn keep_out(&self, fresh: &mut BTreeMap<SourceId, Fresh>) -> Result<Vec<Filter>, LedgerError> {
        let mut more = Vec::new();
        for mut filter in Filters::all(self.folder(), &self.journal()?)?.0 {
            let only = Filters(vec![filter.clone()]);
            let mut is_touched = false;
            for Fresh { source, segment, keeps_out, .. } in fresh.values_mut() {
                if only.apply(segment)? | only.apply_to_source(source) {
                    filter.sources.insert(source.sha256.clone());
                    keeps_out.insert(filter.erasure.clone());
                    is_touched = true;
                }
            }
            if is_touched {
                more.push(filter);
            }
        }
        Ok(more)
    }

    /// Fills in how many entries and problems the ledger has of each file.
    fn fill_in(&self, reports: &mut [FileReport], counts: &Counts) {
        for report in reports.iter_mut().filter(|report| report.refused.is_none()) {
            let Some(id) = report.source else { continue };
            (report.entries, report.problems) = counts.get(&id).copied().unwrap_or_default();
            report.format = self.sources().iter().find(|source| source.id == id).map(|source| source.format.clone());
        }
    }
}

/// A report of suspicion would be intelligence; the formats read so far are bank records.
fn default_use(format: Format) -> SourceUse {
    if format.is_intelligence() { SourceUse::IntelligenceOnly } else { SourceUse::Evidence }
}

fn report(
    seen: Seen,
    options: &AddOptions,
    fresh: &mut BTreeMap<SourceId, Fresh>,
    sources: &mut [Source],
) -> FileReport {
    let Seen { named, looked } = seen;
    let mut report = FileReport {
        file: named.file.clone(),
        source: None,
        format: None,
        entries: 0,
        problems: 0,
        refused: None,
        draft_mapping: None,
        known: false,
        mapping_of: None,
    };
    match looked {
        Looked::Refused(id, refusal) => {
            report.source = id;
            report.refused = Some(refusal.to_string());
            report.draft_mapping = refusal.draft_mapping;
        }
        Looked::InDoubt(id, draft) => {
            report.source = Some(id);
            let doubts = draft.doubts.join("; ");
            let header = match draft.mapping.header_line {
                0 => "no header".to_owned(),
                line => format!("header on line {line}"),
            };
            report.refused = Some(format!(
                "The layout of this table ({header}) was guessed, and a person has to settle: {doubts}. Confirm the \
                 drafted mapping with `--mapping`."
            ));
            report.draft_mapping = Some(draft.to_string());
        }
        Looked::Known(id) => {
            report.source = Some(id);
            report.known = true;
            let source = sources.iter_mut().find(|source| source.id == id);
            if let Some(source) = source {
                // What may be done with a file can be narrowed at any time; widening takes its sender's word.
                source.use_ = options.use_.map_or(source.use_, |asked| source.use_.narrower(asked));
                named.note(source);
            }
        }
        Looked::Read(read) => {
            let id = read.source.id;
            report.source = Some(id);
            report.mapping_of = read.mapping_of;
            if let Some(kept) = fresh.get_mut(&id) {
                report.known = true;
                named.note(&mut kept.source);
            } else {
                fresh.insert(id, *read);
            }
        }
    }
    report
}

fn acts(fresh: &BTreeMap<SourceId, Fresh>, options: &AddOptions, confirmed: bool) -> Vec<Act> {
    let mut acts = Vec::new();
    for Fresh { source, mapping, mapping_of, keeps_out, .. } in fresh.values() {
        acts.push(Act::SourceAdded {
            sha256: source.sha256.clone(),
            use_: source.use_.word().to_owned(),
            exhibit: source.exhibit.clone(),
            list: None,
            keeps_out: keeps_out.clone(),
        });
        if let Some(mapping) = mapping {
            acts.push(Act::MappingUsed {
                sha256: source.sha256.clone(),
                mapping_sha256: hash_hex(mapping.to_toml().as_bytes()),
                how: match (mapping_of.is_some(), options.mapping.is_some(), confirmed) {
                    (true, _, _) => "reused",
                    (_, true, _) => "given",
                    (_, _, true) => "confirmed",
                    _ => "certain",
                }
                .to_owned(),
                of: mapping_of.map(|id| id.to_string()),
            });
        }
    }
    acts
}
