//! Looks at a file: its bytes, their hash, and what they are read as.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use filature_intake::csv::{Draft, KnownLayout, Mapping};
use filature_intake::{Format, Options, Outcome, Reading, Refusal, archive};
use filature_model::{Currency, Money, Source, SourceId};
use sha2::{Digest, Sha256};

use super::{AddOptions, Watch, default_use, known, within};
use crate::build::Segment;
use crate::hashing::hex;
use crate::journal::{Act, Line, erased, hash_hex};
use crate::tables::Row;
use crate::{Case, LedgerError, packed, registry};

/// What a table of exchange rates may look like: said to whoever gives another file for one.
const RATES_EXPECTED: &str = "A file of exchange rates was expected: eurofxref as CSV or XML, or a download of the Data \
                              Portal, as the European Central Bank publishes them; or a CSV with the header \
                              currency,date,rate,source, the rate being units of the currency for one euro.";

/// How many entries a person is shown of a table whose layout was guessed.
const SAMPLE_ROWS: usize = 4;

/// How much of a text.
const SAMPLE_CHARS: usize = 40;

/// A larger file is not read where that takes holding it: the laptop that it was given to would come to a stop.
const MOST_HELD_BYTES: u64 = 1 << 31;

fn too_large(size_bytes: u64) -> Refusal {
    let mib = size_bytes >> 20;
    Refusal::new(
        format!("It has {mib} MiB, and what it is like is read whole, up to {} MiB.", MOST_HELD_BYTES >> 20),
        "Ask for it by month or by account; of a CSV in the canonical layout, in UTF-8, any size is read.",
    )
}

/// What a file is called.
#[derive(Clone, Debug)]
pub struct Named {
    /// As in the call; for a file of an archive, behind the archive's name.
    pub file: PathBuf,
    /// Without the folders of this machine.
    pub name: String,
    /// The archive that it came in.
    pub container: Option<SourceId>,
}

impl Named {
    /// Notes this name beside those that a source has. One file under several names keeps them all, sorted, so that the
    /// order of adding leaves no mark; so do the archives that it came in.
    pub fn note(&self, source: &mut Source) {
        source.name = joined(Some(&source.name), &self.name);
        if let Some(container) = self.container {
            source.container = Some(joined(source.container.as_deref(), &container.to_string()));
        }
    }
}

fn joined(there: Option<&str>, more: &str) -> String {
    let mut all: Vec<&str> = there.iter().flat_map(|there| there.split(" | ")).chain([more]).collect();
    all.sort_unstable();
    all.dedup();
    all.join(" | ")
}

/// A file that the case takes.
pub struct Fresh {
    /// What it is.
    pub source: Source,
    /// What it gave.
    pub segment: Segment,
    /// The mapping it was read with.
    pub mapping: Option<Mapping>,
    /// The source for which that mapping was confirmed, if it was for another one.
    pub mapping_of: Option<SourceId>,
    /// The ids of erasures whose persons it holds.
    pub keeps_out: BTreeSet<String>,
}

/// A file after its bytes were looked at.
pub enum Looked {
    /// It cannot be opened or read as data.
    Refused(Option<SourceId>, Box<Refusal>),
    /// Nobody has said how to read it.
    InDoubt(SourceId, Box<Draft>),
    /// The case has it.
    Known(SourceId),
    /// Read, and its bytes are kept.
    Read(Box<Fresh>),
}

/// A file, and what became of it.
pub struct Seen {
    /// What it is called.
    pub named: Named,
    /// What became of it.
    pub looked: Looked,
}

impl Seen {
    pub fn refused(named: Named, id: Option<SourceId>, refusal: Refusal) -> Self {
        Self { named, looked: Looked::Refused(id, Box::new(refusal)) }
    }

    /// Whether the case has it, now or before.
    pub fn is_taken(&self) -> bool {
        matches!(self.looked, Looked::Known(_) | Looked::Read(_))
    }
}

/// What is asked of every file of a call.
pub struct Asked<'a> {
    pub case: &'a Case,
    pub options: &'a AddOptions,
    watch: Watch<'a>,
    /// Layouts that a person confirmed before: looked up once, and only when a table asks for it.
    layouts: OnceLock<Vec<KnownLayout>>,
    /// What was erased and is not to come back unasked: by SHA-256, the line of the journal and its day.
    erased: BTreeMap<String, (u64, String)>,
}

impl<'a> Asked<'a> {
    /// # Errors
    /// A journal that does not hold together.
    pub fn new(case: &'a Case, options: &'a AddOptions, watch: Watch<'a>) -> Result<Self, LedgerError> {
        let erased = if options.erased_again { BTreeMap::new() } else { erased_on(&case.journal()?) };
        Ok(Self { case, options, watch, layouts: OnceLock::new(), erased })
    }

    /// The refusal of a file that was erased: by a slip it would be back, and whoever was erased with it.
    fn was_erased(&self, named: &Named, id: SourceId, sha256: &str) -> Option<Seen> {
        let (line, day) = self.erased.get(sha256)?;
        let refusal = Refusal::new(
            format!("It was erased from this case on {day} (line {line} of the journal), and is not taken again."),
            "If it is to come back all the same, give it by itself with --erased-again.",
        );
        Some(Seen::refused(named.clone(), Some(id), refusal))
    }

    /// Looks at a file, and at the files in it when it is an archive: that comes first, then what is in it.
    pub fn look(&self, file: &Path) -> Result<Vec<Seen>, LedgerError> {
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let named = Named { file: file.to_owned(), name, container: None };
        // Reading a pipe or a device could wait for ever.
        let plain = fs::metadata(file).is_ok_and(|kind| kind.is_file());
        if !plain && file.exists() {
            let refusal =
                Refusal::new("It is no plain file.", "Name the file itself, not a link to a folder or a device.");
            return Ok(vec![Seen::refused(named, None, refusal)]);
        }
        if let Some(seen) = self.look_at_large(&named, file)? {
            return Ok(vec![seen]);
        }
        if let Some(size_bytes) = fs::metadata(file).ok().map(|file| file.len()).filter(|&size| size > MOST_HELD_BYTES)
        {
            return Ok(vec![Seen::refused(named, None, too_large(size_bytes))]);
        }
        match fs::read(file) {
            Ok(bytes) if archive::looks_like(&bytes) => within::look(self, named, &bytes),
            Ok(bytes) => Ok(vec![self.keep_and_read(named, &bytes)?]),
            Err(error) => {
                let refusal =
                    Refusal::new(format!("It cannot be opened: {error}."), "Check its name and who may read it.");
                Ok(vec![Seen::refused(named, None, refusal)])
            }
        }
    }

    /// Looks at a large list of transfers, which need not be in memory; none when this is another file. The original is kept
    /// first, and then read: what is read is what is kept.
    fn look_at_large(&self, named: &Named, file: &Path) -> Result<Option<Seen>, LedgerError> {
        if !self.may_be_packed() || !packed::is_list(file) {
            return Ok(None);
        }
        let folder = self.case.folder();
        let kept = registry::keep_file(folder, file)?;
        let (id, sha256) = (SourceId::from_sha256(&kept.digest), hex(&kept.digest));
        let path = registry::original(folder, &sha256);
        if self.case.sources().iter().any(|source| source.id == id) {
            kept.settle_down()?;
            return Ok(Some(Seen { named: named.clone(), looked: Looked::Known(id) }));
        }
        if let Some(refused) = self.was_erased(named, id, &sha256) {
            registry::forget(folder, &sha256)?;
            return Ok(Some(refused));
        }
        let (settled, packed) = std::thread::scope(|scope| {
            let settling = scope.spawn(|| kept.settle_down());
            let packed = File::open(&path)
                .map_err(LedgerError::io(&path))
                .and_then(|mut original| packed::pack(folder, id, &path, &mut original));
            (settling.join(), packed)
        });
        settled.map_err(|_| LedgerError::Bug("writing an original panicked".to_owned()))??;
        let Some((segment, format)) = packed? else {
            // What has to be read whole goes the way of all files.
            registry::forget(folder, &sha256)?;
            return Ok(None);
        };
        let bytes_read = BytesRead { named, id, sha256: &sha256, size_bytes: kept.size_bytes, mapping_of: None };
        let looked = bytes_read.of_list(segment, format, self.options);
        Ok(Some(Seen { named: named.clone(), looked }))
    }

    /// Whether nothing that was said stands against packing a list.
    fn may_be_packed(&self) -> bool {
        self.options.mapping.is_none() && !self.options.rates_only
    }

    /// Looks at the bytes of a file that came in another, and keeps them when the case takes it. A large list of transfers is packed as
    /// one that came loose.
    pub fn look_at(&self, named: Named, bytes: &[u8]) -> Result<Seen, LedgerError> {
        let id = SourceId::from_sha256(&Sha256::digest(bytes).into());
        let is_known = self.case.sources().iter().any(|source| source.id == id);
        if is_known || !self.may_be_packed() || !packed::is_list_in_memory(bytes) {
            return self.keep_and_read(named, bytes);
        }
        let folder = self.case.folder();
        let Some((segment, format)) = packed::pack(folder, id, &named.file, &mut &*bytes)? else {
            return self.keep_and_read(named, bytes);
        };
        let sha256 = hash_hex(bytes);
        if let Some(refused) = self.was_erased(&named, id, &sha256) {
            return Ok(refused);
        }
        registry::keep(folder, &sha256, bytes)?;
        let bytes_read =
            BytesRead { named: &named, id, sha256: &sha256, size_bytes: bytes.len() as u64, mapping_of: None };
        let looked = bytes_read.of_list(segment, format, self.options);
        Ok(Seen { named, looked })
    }

    /// Looks at the bytes of one file, which are read whole, and keeps them when the case takes it.
    fn keep_and_read(&self, named: Named, bytes: &[u8]) -> Result<Seen, LedgerError> {
        let folder = self.case.folder();
        let digest: [u8; 32] = Sha256::digest(bytes).into();
        let id = SourceId::from_sha256(&digest);
        if let Some(source) = self.case.sources().iter().find(|source| source.id == id) {
            // An original that was lost or changed is put back by adding its file again.
            registry::keep(folder, &source.sha256, bytes)?;
            let passes = [Format::Rates, Format::EcbRates, Format::Zip, Format::Gzip];
            if self.options.rates_only && !passes.iter().any(|format| format.word() == source.format) {
                let what = format!("It is in the case already, as {}.", source.format);
                return Ok(Seen::refused(named, Some(id), Refusal::new(what, RATES_EXPECTED)));
            }
            return Ok(Seen { named, looked: Looked::Known(id) });
        }
        let sha256 = hex(&digest);
        if let Some(refused) = self.was_erased(&named, id, &sha256) {
            return Ok(refused);
        }
        // The original is written while it is read: the disk and the processor need not wait for each other.
        let (kept, (outcome, mapping_of)) = std::thread::scope(|scope| {
            let writer = scope.spawn(|| registry::keep(folder, &sha256, bytes));
            let outcome = self.read(id, bytes);
            (writer.join(), outcome)
        });
        kept.map_err(|_| LedgerError::Bug("writing an original panicked".to_owned()))??;
        let bytes_read = BytesRead { named: &named, id, sha256: &sha256, size_bytes: bytes.len() as u64, mapping_of };
        let looked = bytes_read.judge(outcome, self.options, self.watch);
        if !matches!(looked, Looked::Read(..)) {
            registry::forget(folder, &sha256)?;
        }
        Ok(Seen { named, looked })
    }

    /// Reads a file; a table that would have to be guessed, as one with the same header was read before. Then its source is
    /// given, too.
    fn read(&self, id: SourceId, bytes: &[u8]) -> (Result<Outcome, Refusal>, Option<SourceId>) {
        let AddOptions { account, mapping, .. } = self.options;
        let options = Options { account: account.clone(), mapping: mapping.clone() };
        let outcome = filature_intake::read(id, bytes, &options);
        if mapping.is_some() || self.options.rates_only || matches!(outcome, Ok(Outcome::Read(_, None))) {
            return (outcome, None);
        }
        let layouts = self.layouts.get_or_init(|| known::layouts(self.case));
        known::read(id, bytes, account.as_ref(), layouts).map_or((outcome, None), |(known, of)| (Ok(known), of))
    }
}

/// What was erased and did not come again: by SHA-256, the line of the journal and its day.
fn erased_on(lines: &[Line]) -> BTreeMap<String, (u64, String)> {
    let still = erased(lines);
    let of = |line: &Line| match &line.act {
        Act::SourceErased { sha256, .. } if still.contains(sha256.as_str()) => {
            Some((sha256.clone(), (line.line, line.day().to_owned())))
        }
        _ => None,
    };
    lines.iter().filter_map(of).collect()
}

/// A file whose bytes were read, before it is decided whether the case takes it.
struct BytesRead<'a> {
    named: &'a Named,
    id: SourceId,
    sha256: &'a str,
    size_bytes: u64,
    mapping_of: Option<SourceId>,
}

impl BytesRead<'_> {
    fn judge(self, outcome: Result<Outcome, Refusal>, options: &AddOptions, watch: Watch<'_>) -> Looked {
        let not_rates = |what: String| Looked::Refused(Some(self.id), Box::new(Refusal::new(what, RATES_EXPECTED)));
        let (reading, mapping) = match outcome {
            Err(refusal) if options.rates_only => return not_rates(refusal.what),
            Err(refusal) => return Looked::Refused(Some(self.id), Box::new(refusal)),
            Ok(Outcome::InDoubt(_)) if options.rates_only => return not_rates("This is another table.".to_owned()),
            Ok(Outcome::InDoubt(draft)) => return Looked::InDoubt(self.id, Box::new(draft)),
            // The European Central Bank packs its tables in a ZIP.
            Ok(Outcome::Read(reading, _))
                if options.rates_only && !reading.format.is_rates() && !reading.format.is_archive() =>
            {
                return not_rates(format!("This was read as {}.", reading.format.word()));
            }
            Ok(Outcome::Read(reading, mapping)) => (reading, mapping),
        };
        let guessed = mapping.as_ref().filter(|_| options.mapping.is_none() && self.mapping_of.is_none());
        if let (Some(mapping), Some(confirm)) = (guessed, watch.confirm) {
            let draft = Draft { mapping: mapping.clone(), doubts: Vec::new(), sample: sample(&reading) };
            if !confirm(&self.named.file, &draft) {
                let doubts = vec!["the guessed mapping was not confirmed".to_owned()];
                return Looked::InDoubt(self.id, Box::new(Draft { doubts, ..draft }));
            }
        }
        let source = self.source(reading.format, mapping.as_ref(), options);
        let segment = Segment::new(self.id, *reading);
        Looked::Read(Box::new(Fresh {
            source,
            segment,
            mapping,
            mapping_of: self.mapping_of,
            keeps_out: BTreeSet::new(),
        }))
    }

    /// A list of transfers, packed.
    fn of_list(&self, segment: Segment, format: Format, options: &AddOptions) -> Looked {
        let source = self.source(format, None, options);
        Looked::Read(Box::new(Fresh { source, segment, mapping: None, mapping_of: None, keeps_out: BTreeSet::new() }))
    }

    /// What is kept of a file that the case takes.
    fn source(&self, format: Format, mapping: Option<&Mapping>, options: &AddOptions) -> Source {
        Source {
            id: self.id,
            sha256: self.sha256.to_owned(),
            size_bytes: self.size_bytes,
            name: self.named.name.clone(),
            format: format.word().to_owned(),
            from: options.from.clone(),
            received: options.received.clone(),
            request: options.request.clone(),
            exhibit: options.exhibit.clone(),
            use_: options.use_.unwrap_or_else(|| default_use(format)),
            account: options.account.as_ref().map(ToString::to_string),
            mapping: mapping.map(Mapping::to_toml),
            container: self.named.container.map(|id| id.to_string()),
        }
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
