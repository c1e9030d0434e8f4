//! Tells what a file is from its bytes, never from its name, and hands it to its reader.

use filature_model::{AccountId, SourceId};

use crate::csv::{self, CsvOptions, CsvOutcome, Draft, Mapping};
use crate::{Reading, Refusal, camt053, mt940, pdf, rates, scan, transcription};

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
const KNOWN_NOT_READ: [(&[u8], &str, &str); 5] = [
    (
        b"PK\x03\x04",
        "This is a ZIP archive or an Office file (XLSX, ODS, DOCX).",
        "Unpack it, or save the table as CSV.",
    ),
    (b"\xD0\xCF\x11\xE0", "This is an old Office file (XLS, DOC).", "Save the table as CSV."),
    (b"\x1F\x8B", "This is a gzip archive.", "Unpack it."),
    (b"PAR1", "This is a Parquet file.", "Export it as CSV in the canonical layout."),
    (b"OFXHEADER", "This is an OFX file.", "Ask the bank for camt.053, MT940 or CSV."),
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
    if transcription::looks_like(bytes) {
        let reading = transcription::read(source, bytes, options.account.as_ref())?;
        return Ok(Outcome::Read(Box::new(reading), None));
    }
    for (magic, what, to_do) in KNOWN_NOT_READ {
        if bytes.starts_with(magic) {
            return Err(Refusal::new(what, to_do));
        }
    }
    if scan::looks_like(bytes) {
        return Ok(Outcome::Read(Box::new(scan::read(source)?), None));
    }
    if pdf::looks_like(bytes) {
        return Ok(Outcome::Read(Box::new(pdf::read(source, bytes, options.account.as_ref())?), None));
    }
    if options.mapping.is_none() {
        if camt053::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(camt053::read(source, bytes)?), None));
        }
        if mt940::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(mt940::read(source, bytes)?), None));
        }
        if rates::looks_like(bytes) {
            return Ok(Outcome::Read(Box::new(rates::read(source, bytes)?), None));
        }
        if bytes.trim_ascii_start().starts_with(b"<") {
            return Err(Refusal::new(
                "This is XML or HTML, and not an ISO 20022 message.",
                "Ask the bank for camt.053, MT940 or CSV.",
            ));
        }
        if bytes.trim_ascii_start().starts_with(b"{\"") {
            return Err(Refusal::new("This is JSON.", "Ask for camt.053, MT940 or CSV."));
        }
    }
    let csv_options = CsvOptions { account: options.account.clone(), mapping: options.mapping.clone() };
    Ok(match csv::read(source, bytes, &csv_options)? {
        CsvOutcome::Read(reading, mapping) => Outcome::Read(reading, mapping),
        CsvOutcome::InDoubt(draft) => Outcome::InDoubt(draft),
    })
}
