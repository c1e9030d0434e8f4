//! Reads OFX, the form in which banks of North America, France, Britain and Australia give downloads: 1.x (SGML), 2.x
//! (XML) and QFX, which is OFX with a few tags of Intuit's.
//!
//! In SGML an element needs no end tag, and banks write the one form under the header of the other. So both are read by
//! one rule: **an element that is never closed holds its text and nothing else**. It needs no list of tags, and gives
//! the same tree for `<NAME>Corner shop` and `<NAME>Corner shop</NAME>`.
//!
//! ```text
//! bytes ─► decode (header, encoding) ─► tree (tags, matched with their ends)
//!                                         └─► document (messages, errors of the bank, lists of accounts)
//!                                               └─► statement (account, period, balance)
//!                                                     └─► transaction: one STMTTRN, one entry
//! ```
//!
//! The standard is "Open Financial Exchange Specification" 1.6 and 2.3, of the Financial Data Exchange. What of it
//! decides figures here:
//! - The sign of `TRNAMT` is the direction; `TRNTYPE` says how the money moved, and may not contradict it unseen.
//! - The booking day is the day of `DTPOSTED` as written, in the zone of the bank. Its time of day is not taken: most
//!   banks write noon, midnight or the moment of the download there, and an hour that nobody measured is no evidence.
//! - `CURRENCY` beside an amount means that the amount *is* in that currency, `ORIGCURRENCY` that it *was*.
//! - `LEDGERBAL` closes a statement only if it is of a day in its period and not before its last entry: a January that
//!   was downloaded in March states the balance of March.
//! - There is no opening balance, so it cannot be said whether a statement foots.
//! - Purchases, sales and income of securities are problems, each with its place: what they did to the cash account is
//!   not booked here.

mod account;
mod decode;
mod document;
mod entities;
mod statement;
mod transaction;
mod tree;
mod values;

use filature_model::{Place, SourceId};

use crate::{Reading, Refusal};

/// How much of a file is looked at to tell what it is.
const SNIFF_BYTES: usize = 8_192;

/// Whether the bytes look like OFX, by its header or by its root element.
///
/// ```
/// use filature_intake::ofx;
/// assert!(ofx::looks_like(b"OFXHEADER:100\r\nDATA:OFXSGML\r\n\r\n<OFX>"));
/// assert!(ofx::looks_like(b"<?xml version='1.0'?><?OFX OFXHEADER='200'?><OFX>"));
/// assert!(!ofx::looks_like(b"<html><body>"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(SNIFF_BYTES)];
    // In an encoding that is not known, which the reader names.
    let Ok(decoded) = decode::decode(head) else { return bytes.starts_with(b"OFXHEADER") };
    let text = decoded.text.trim_start();
    text.starts_with("OFXHEADER")
        || (text.starts_with(['<', 'D', 'V'])
            && ["<OFX>", "<OFX ", "<?OFX ", "DATA:OFXSGML"].iter().any(|mark| text.contains(mark)))
}

/// Reads an OFX file: an entry for each `STMTTRN`, a statement for each `STMTRS`, `CCSTMTRS` or `INVSTMTRS`, an account
/// for each `ACCTINFO`.
///
/// # Errors
/// A [`Refusal`], and nothing is taken, when the bank answered with an error instead (which it names), when the file has
/// neither statement nor list of accounts, a statement without its account, ends early, or declares a document type.
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Reading, Refusal> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(Refusal::new("The file is larger than 4 GB.", "Ask the bank for it in several files."));
    }
    let decoded = decode::decode(bytes)?;
    let tree = tree::parse(&decoded.text)?;
    document::read(source, &decoded, &tree)
}

/// A refusal at a line.
fn refuse(line: u32, what: impl Into<String>, to_do: &str) -> Refusal {
    Refusal::new(what, to_do).at(Place { line: Some(line), ..Place::default() })
}

#[cfg(test)]
mod tests;
