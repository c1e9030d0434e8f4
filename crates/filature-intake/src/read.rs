//! Tells what a file is from its bytes, never from its name, and hands it to its reader.

use filature_model::{AccountId, SourceId};

use crate::csv::{self, CsvOptions, CsvOutcome, Draft, Mapping};
use crate::{Reading, Refusal, archive, columnar, ftm, goaml, iso20022, mt940, ofx, qif, rates, sheet};

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

/// First bytes of what is known and not read, and what to ask for instead.
const KNOWN_NOT_READ: [(&[u8], &str, &str); 10] = [
    (b"PK\x03\x04", "This is an Office file, and no spreadsheet.", "Save the table as CSV or XLSX."),
    (b"\xD0\xCF\x11\xE0", "This is an old Office file, and no workbook.", "Save the table as CSV."),
    (b"%PDF", "This is a PDF.", "Ask the bank for the statement as camt.053, MT940 or CSV."),
    (b"7z\xBC\xAF\x27\x1C", "This is a 7z archive.", "Unpack it, or ask for a ZIP."),
    (b"Rar!\x1A\x07", "This is a RAR archive.", "Unpack it, or ask for a ZIP."),
    (b"BZh91AY&SY", "This was packed by bzip2.", "Unpack it, or ask for a ZIP."),
    (b"\xFD7zXZ\0", "This was packed by xz.", "Unpack it, or ask for a ZIP."),
    (b"\x28\xB5\x2F\xFD", "This was packed by zstd.", "Unpack it, or ask for a ZIP."),
    (b"PARE", "This is a Parquet file that is locked.", "Write it again without encryption."),
    (b"\x89PNG", "This is a picture.", "Ask the bank for the statement as data."),
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
    if sheet::looks_like(bytes) {
        return sheet::read(source, bytes, options);
    }
    if archive::looks_like(bytes) {
        return Ok(Outcome::Read(Box::new(archive::read(source, bytes)?), None));
    }
    if columnar::looks_like(bytes) {
        return Ok(Outcome::Read(Box::new(columnar::read(source, bytes)?), None));
    }
    for (magic, what, to_do) in KNOWN_NOT_READ {
        if bytes.starts_with(magic) {
            return Err(Refusal::new(what, to_do));
        }
    }
    let said = CsvOptions { account: options.account.clone(), mapping: options.mapping.clone() };
    if qif::looks_like(bytes) {
        return qif::read(source, bytes, &said).map(Outcome::from);
    }
    if options.mapping.is_none() {
        if ofx::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(ofx::read(source, bytes)?), None));
        }
        if iso20022::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(iso20022::read(source, bytes)?), None));
        }
        if mt940::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(mt940::read(source, bytes)?), None));
        }
        if rates::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(rates::read(source, bytes)?), None));
        }
        if goaml::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(goaml::read(source, bytes)?), None));
        }
        if bytes.trim_ascii_start().starts_with(b"<") {
            return Err(Refusal::new(
                "This is XML or HTML, and not an ISO 20022 message.",
                "Ask the bank for camt.053, MT940 or CSV.",
            ));
        }
        if ftm::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(ftm::read(source, bytes)?), None));
        }
        if bytes.trim_ascii_start().starts_with(b"{\"") {
            return Err(Refusal::new("This is JSON.", "Ask for camt.053, MT940 or CSV."));
        }
    }
    csv::read(source, bytes, &said).map(Outcome::from)
}

impl From<CsvOutcome> for Outcome {
    fn from(outcome: CsvOutcome) -> Self {
        match outcome {
            CsvOutcome::Read(reading, mapping) => Self::Read(reading, mapping),
            CsvOutcome::InDoubt(draft) => Self::InDoubt(draft),
        }
    }
}
