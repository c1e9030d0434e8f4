//! Tells what a file is from its bytes, never from its name, and hands it to its reader.

use filature_model::{AccountId, SourceId};

use crate::csv::{self, CsvOptions, CsvOutcome, Draft, Mapping};
use crate::{
    Reading, Refusal, archive, columnar, ftm, goaml, iso20022, mt940, ofx, pdf, qif, rates, scan, sheet, transcription,
};

/// What a person says of a file beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The account it is of, where the file does not say.
    pub account: Option<AccountId>,
    /// How to read it, where it is a bank's own table.
    pub mapping: Option<Mapping>,
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// Read; with the mapping that was used when it is a bank's own table.
    Read(Box<Reading>, Option<Mapping>),
    /// A bank's own table whose guessed mapping a person has to confirm.
    InDoubt(Draft),
}

/// Whether bytes are of a format.
type Test = fn(&[u8]) -> bool;

/// Reads bytes that are.
type Reader = fn(SourceId, &[u8], &Options) -> Result<Outcome, Refusal>;

/// What is known by its structure, whatever a person says of how to read a table: the first that it looks like.
const KNOWN: [(Test, Reader); 11] = [
    // A spreadsheet too, and so before those.
    (transcription::looks_like, |source, bytes, said| {
        transcription::read(source, bytes, said.account.as_ref()).map(Outcome::from)
    }),
    (sheet::looks_like, sheet::read),
    (archive::looks_like, |source, bytes, _| archive::read(source, bytes).map(Outcome::from)),
    (columnar::looks_like, |source, bytes, _| columnar::read(source, bytes).map(Outcome::from)),
    (scan::looks_like, |source, _, _| scan::read(source).map(Outcome::from)),
    (pdf::looks_like, |source, bytes, said| pdf::read(source, bytes, said.account.as_ref()).map(Outcome::from)),
    (ofx::looks_like, |source, bytes, _| ofx::read(source, bytes).map(Outcome::from)),
    (iso20022::looks_like, |source, bytes, _| iso20022::read(source, bytes).map(Outcome::from)),
    (mt940::looks_like, |source, bytes, _| mt940::read(source, bytes).map(Outcome::from)),
    (goaml::looks_like, |source, bytes, _| goaml::read(source, bytes).map(Outcome::from)),
    (ftm::looks_like, |source, bytes, _| ftm::read(source, bytes).map(Outcome::from)),
];

/// First bytes of what is known and not read, and what to ask for instead.
const KNOWN_NOT_READ: [(&[u8], &str, &str); 10] = [
    (b"PK\x03\x04", "This is an Office file, and no spreadsheet.", "Save the table as CSV or XLSX."),
    (b"\xD0\xCF\x11\xE0", "This is an old Office file, and no workbook.", "Save the table as CSV."),
    (b"7z\xBC\xAF\x27\x1C", "This is a 7z archive.", "Unpack it, or ask for a ZIP."),
    (b"Rar!\x1A\x07", "This is a RAR archive.", "Unpack it, or ask for a ZIP."),
    (b"BZh91AY&SY", "This was packed by bzip2.", "Unpack it, or ask for a ZIP."),
    (b"\xFD7zXZ\0", "This was packed by xz.", "Unpack it, or ask for a ZIP."),
    (b"\x28\xB5\x2F\xFD", "This was packed by zstd.", "Unpack it, or ask for a ZIP."),
    (b"PARE", "This is a Parquet file that is locked.", "Write it again without encryption."),
    (b"<", "This is XML or HTML, and no message or report that is read.", "Ask the bank for camt.053, MT940 or CSV."),
    (b"{\"", "This is JSON, and no FollowTheMoney entities.", "Ask for camt.053, MT940 or CSV."),
];

/// Reads a file.
///
/// # Errors
/// A [`Refusal`] when nothing of it can be taken.
///
/// ```
/// use filature_intake::{Options, Outcome, read};
/// let bytes = b"booked_at,debtor,creditor,amount,currency\n2024-05-02,A,B,12.50,EUR\n";
/// let outcome = read("a1b2c3d4e5f6".parse()?, bytes, &Options::default())?;
/// assert!(matches!(outcome, Outcome::Read(reading, None) if reading.entry_count() == 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(source: SourceId, bytes: &[u8], options: &Options) -> Result<Outcome, Refusal> {
    if let Some((_, reader)) = KNOWN.iter().find(|(looks_like, _)| looks_like(bytes)) {
        return reader(source, bytes, options);
    }
    let said = CsvOptions { account: options.account.clone(), mapping: options.mapping.clone() };
    if qif::looks_like(bytes) {
        return qif::read(source, bytes, &said).map(Outcome::from);
    }
    if options.mapping.is_none() && rates::looks_like(bytes) {
        return rates::read(source, bytes).map(Outcome::from);
    }
    let start = bytes.trim_ascii_start();
    for (magic, what, to_do) in KNOWN_NOT_READ {
        if start.starts_with(magic) {
            return Err(Refusal::new(what, to_do));
        }
    }
    csv::read(source, bytes, &said).map(Outcome::from)
}

impl From<Reading> for Outcome {
    fn from(reading: Reading) -> Self {
        Self::Read(Box::new(reading), None)
    }
}

impl From<CsvOutcome> for Outcome {
    fn from(outcome: CsvOutcome) -> Self {
        match outcome {
            CsvOutcome::Read(reading, mapping) => Self::Read(reading, mapping),
            CsvOutcome::InDoubt(draft) => Self::InDoubt(draft),
        }
    }
}
