//! Adding files: read, keep, register, build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use filature_intake::csv::{Draft, Mapping};
use filature_intake::{Format, Options, Outcome, Reading, Refusal};
use filature_model::{AccountId, Currency, Money, Source, SourceId, SourceUse};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::build::{self, Counts, Segment};
use crate::journal::{Act, hash_hex};
use crate::tables::Row;
use crate::{Case, LedgerError, registry};

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
}

/// What a table of exchange rates may look like: said to whoever gives another file for one.
const RATES_EXPECTED: &str = "A file of exchange rates was expected: eurofxref as CSV or XML, or a download of the Data \
                              Portal, as the European Central Bank publishes them; or a CSV with the header \
                              currency,date,rate,source, the rate being units of the currency for one euro.";

/// How many entries a person is shown of a table whose layout was guessed.
const SAMPLE_ROWS: usize = 4;

/// How much of a text.
const SAMPLE_CHARS: usize = 40;

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
}

impl Watch<'_> {
    /// Nobody watches.
    pub const NOBODY: Self = Watch { seen: &|| {}, confirm: None };
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

/// A file that the case takes: what it is, what it gave, and the mapping it was read with.
type Fresh = (Source, Reading, Option<Mapping>);

/// A file after its bytes were looked at.
enum Looked {
    /// It cannot be opened or read as data.
    Refused(Option<SourceId>, Box<Refusal>),
    /// Nobody has said how to read it.
    InDoubt(SourceId, Box<Draft>),
    /// The case has it.
    Known(SourceId),
    /// Read, and its bytes are kept.
    Read(Box<Fresh>),
}

/// A file whose bytes were read, before it is decided whether the case takes it.
struct BytesRead<'a> {
    file: &'a Path,
    id: SourceId,
    sha256: &'a str,
    size_bytes: u64,
}

impl BytesRead<'_> {
    fn judge(self, outcome: Result<Outcome, Refusal>, options: &AddOptions, watch: Watch<'_>) -> Looked {
        let not_rates = |what: String| Looked::Refused(Some(self.id), Box::new(Refusal::new(what, RATES_EXPECTED)));
        let (reading, mapping) = match outcome {
            Err(refusal) if options.rates_only => return not_rates(refusal.what),
            Err(refusal) => return Looked::Refused(Some(self.id), Box::new(refusal)),
            Ok(Outcome::InDoubt(_)) if options.rates_only => return not_rates("This is another table.".to_owned()),
            Ok(Outcome::InDoubt(draft)) => return Looked::InDoubt(self.id, Box::new(draft)),
            Ok(Outcome::Read(reading, _)) if options.rates_only && !reading.format.is_rates() => {
                return not_rates(format!("This was read as {}.", reading.format.word()));
            }
            Ok(Outcome::Read(reading, mapping)) => (reading, mapping),
        };
        let guessed = mapping.as_ref().filter(|_| options.mapping.is_none());
        if let (Some(mapping), Some(confirm)) = (guessed, watch.confirm) {
            let draft = Draft { mapping: mapping.clone(), doubts: Vec::new(), sample: sample(&reading) };
            if !confirm(self.file, &draft) {
                let doubts = vec!["the guessed mapping was not confirmed".to_owned()];
                return Looked::InDoubt(self.id, Box::new(Draft { doubts, ..draft }));
            }
        }
        let source = Source {
            id: self.id,
            sha256: self.sha256.to_owned(),
            size_bytes: self.size_bytes,
            name: self.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            format: reading.format.word().to_owned(),
            from: options.from.clone(),
            received: options.received.clone(),
            request: options.request.clone(),
            exhibit: options.exhibit.clone(),
            use_: options.use_.unwrap_or_else(|| default_use(reading.format)),
            account: options.account.as_ref().map(ToString::to_string),
            mapping: mapping.as_ref().map(Mapping::to_toml),
        };
        Looked::Read(Box::new((source, *reading, mapping)))
    }
}

/// The first entries as they were read: day, direction, amount, text. What a person needs to see that a guessed
/// mapping is right.
fn sample(reading: &Reading) -> Vec<Vec<String>> {
    let Some(batch) = reading.entries.first() else { return Vec::new() };
    let cell = |at: usize| {
        let row = Row { batch, at };
        let currency: Option<Currency> = row.text("currency").and_then(|code| code.parse().ok());
        let amount = row.i64("amount_minor").zip(currency).map(|(minor, currency)| Money { minor, currency });
        vec![
            row.date("booked_on").map_or_else(String::new, |day| day.to_string()),
            if row.text("legs") == Some("debit") { "out" } else { "in" }.to_owned(),
            amount.map_or_else(String::new, |amount| amount.to_string()),
            row.text("text").unwrap_or_default().chars().take(SAMPLE_CHARS).collect(),
        ]
    };
    (0..batch.num_rows().min(SAMPLE_ROWS)).map(cell).collect()
}

impl Case {
    /// Adds files. A file that is refused leaves no trace; the others stay added.
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
        let looked: Vec<Looked> = files
            .par_iter()
            .map(|file| {
                let outcome = self.look(file, options, watch);
                (watch.seen)();
                outcome
            })
            .collect::<Result<_, LedgerError>>()?;
        let mut fresh: BTreeMap<SourceId, Fresh> = BTreeMap::new();
        let mut sources = self.sources().to_vec();
        let mut reports = Vec::with_capacity(files.len());
        for (file, looked) in files.iter().zip(looked) {
            reports.push(report(file, looked, options, &mut fresh, &mut sources));
        }
        let narrowed: Vec<Act> = sources
            .iter()
            .zip(self.sources())
            .filter(|(now, before)| now.use_ != before.use_)
            .map(|(now, _)| Act::UseNarrowed { sha256: now.sha256.clone(), use_: now.use_.word().to_owned() })
            .collect();
        if fresh.is_empty() && sources == self.sources() {
            self.ensure_ledger()?;
            self.fill_in(&mut reports, &build::counts(self)?);
            return Ok(reports);
        }
        let acts = [acts(&fresh, options, watch.confirm.is_some()), narrowed].concat();
        sources.extend(fresh.values().map(|(source, _, _)| source.clone()));
        let segments = fresh.into_iter().map(|(id, (_, reading, _))| Segment::new(id, reading)).collect();
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
        self.record(&acts)?;
        self.set_sources(sources)?;
        let counts = build::build_from(self, segments)?;
        self.fill_in(&mut reports, &counts);
        Ok(reports)
    }

    fn look(&self, file: &Path, options: &AddOptions, watch: Watch<'_>) -> Result<Looked, LedgerError> {
        // Reading a pipe or a device could wait for ever.
        let plain = fs::metadata(file).is_ok_and(|kind| kind.is_file());
        if !plain && file.exists() {
            let refusal =
                Refusal::new("It is no plain file.", "Name the file itself, not a link to a folder or a device.");
            return Ok(Looked::Refused(None, Box::new(refusal)));
        }
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                let refusal =
                    Refusal::new(format!("It cannot be opened: {error}."), "Check its name and who may read it.");
                return Ok(Looked::Refused(None, Box::new(refusal)));
            }
        };
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        let id = SourceId::from_sha256(&digest);
        if let Some(source) = self.sources().iter().find(|source| source.id == id) {
            // An original that was lost or changed is put back by adding its file again.
            registry::keep(self.folder(), &source.sha256, &bytes)?;
            if options.rates_only
                && ![Format::Rates, Format::EcbRates].iter().any(|rates| rates.word() == source.format)
            {
                let what = format!("It is in the case already, as {}.", source.format);
                return Ok(Looked::Refused(Some(id), Box::new(Refusal::new(what, RATES_EXPECTED))));
            }
            return Ok(Looked::Known(id));
        }
        let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let reading_options = Options { account: options.account.clone(), mapping: options.mapping.clone() };
        // The original is written while it is read: the disk and the processor need not wait for each other.
        let (kept, outcome) = std::thread::scope(|scope| {
            let writer = scope.spawn(|| registry::keep(self.folder(), &sha256, &bytes));
            let outcome = filature_intake::read(id, &bytes, &reading_options);
            (writer.join(), outcome)
        });
        kept.map_err(|_| LedgerError::Bug("writing an original panicked".to_owned()))??;
        let bytes_read = BytesRead { file, id, sha256: &sha256, size_bytes: bytes.len() as u64 };
        let looked = bytes_read.judge(outcome, options, watch);
        if !matches!(looked, Looked::Read(..)) {
            registry::forget(self.folder(), &sha256)?;
        }
        Ok(looked)
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
    file: &Path,
    looked: Looked,
    options: &AddOptions,
    fresh: &mut BTreeMap<SourceId, Fresh>,
    sources: &mut [Source],
) -> FileReport {
    let mut report = FileReport {
        file: file.to_owned(),
        source: None,
        format: None,
        entries: 0,
        problems: 0,
        refused: None,
        draft_mapping: None,
        known: false,
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
                add_name(Some(source), file);
            }
        }
        Looked::Read(read) => {
            let id = read.0.id;
            report.source = Some(id);
            if let Some((kept, _, _)) = fresh.get_mut(&id) {
                report.known = true;
                add_name(Some(kept), file);
            } else {
                fresh.insert(id, *read);
            }
        }
    }
    report
}

/// One file under several names keeps them all, sorted, so that the order of adding leaves no mark.
fn add_name(source: Option<&mut Source>, file: &Path) {
    let (Some(source), Some(name)) = (source, file.file_name()) else { return };
    let name = name.to_string_lossy();
    let mut names: Vec<&str> = source.name.split(" | ").chain([name.as_ref()]).collect();
    names.sort_unstable();
    names.dedup();
    source.name = names.join(" | ");
}

fn acts(fresh: &BTreeMap<SourceId, Fresh>, options: &AddOptions, confirmed: bool) -> Vec<Act> {
    let mut acts = Vec::new();
    for (source, _, mapping) in fresh.values() {
        acts.push(Act::SourceAdded {
            sha256: source.sha256.clone(),
            use_: source.use_.word().to_owned(),
            exhibit: source.exhibit.clone(),
        });
        if let Some(mapping) = mapping {
            acts.push(Act::MappingUsed {
                sha256: source.sha256.clone(),
                mapping_sha256: hash_hex(mapping.to_toml().as_bytes()),
                how: match (options.mapping.is_some(), confirmed) {
                    (true, _) => "given",
                    (false, true) => "confirmed",
                    (false, false) => "certain",
                }
                .to_owned(),
            });
        }
    }
    acts
}
