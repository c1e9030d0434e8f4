//! Reads the bank-to-customer statement of ISO 20022, camt.053, of versions 001.02 to 001.13.
//!
//! It is the form in which most European banks answer a request today. Thirteen versions differ in where
//! they put an element, hardly ever in what it is called, and banks wrap the message in envelopes of their
//! own; so elements are known by their local names and by where they stand under `Stmt`, whatever the
//! prefix, the namespace or the wrapper.
//!
//! ```text
//! bytes ─► encoding (BOM, XML declaration) ─► walk (events of quick-xml, a stack of tags)
//!                                               ├─ kind:      which message is it? what else to ask for
//!                                               ├─ statement: account, holder, period, balances
//!                                               └─ entry:     one `Ntry`, one entry; its `TxDtls` merged
//! ```
//!
//! The standard is the message definition report "Bank-to-Customer Cash Management" of ISO 20022. Two of
//! its rules decide the figures: `CdtDbtInd` is the sign of the entry as it stands, also when `RvslInd` says
//! that it takes back an earlier one; and an `Ntry` is the booking, while its `TxDtls` only explain it.
//!
//! A file that is not well-formed is refused as a whole: half a statement would foot nowhere and look like
//! one that does. An entry whose figures cannot be read is a problem with its line, and the rest goes on.

mod channel;
mod detail;
pub(crate) mod encoding;
mod entry;
mod kind;
mod statement;
mod tags;
mod walk;

use filature_model::{Place, SourceId};

use crate::{Reading, Refusal};

/// How much of a file is looked at to tell what it is.
const SNIFF_BYTES: usize = 8_192;

/// Whether the bytes look like a message of ISO 20022: any of them, so that a wrong one can be named.
///
/// ```
/// use filature_intake::camt053;
/// assert!(camt053::looks_like(b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'>"));
/// assert!(!camt053::looks_like(b"<html><body>"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(SNIFF_BYTES)];
    let Ok(decoded) = encoding::decode(head) else { return false };
    let text = decoded.text.trim_start();
    text.starts_with('<')
        && ["urn:iso:std:iso:20022:", ":xsd:camt.", "<Document", ":Document", "BkToCstmr"]
            .iter()
            .any(|mark| text.contains(mark))
}

/// Reads a camt.053 file: an entry for each `Ntry`, a statement for each `Stmt`.
///
/// # Errors
/// A [`Refusal`], and nothing is taken, when the file is another message of ISO 20022 (which it names), has
/// no statement, a statement without its account, is not well-formed XML or ends early, declares a
/// document type or entities, or is in an encoding that is not known.
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Reading, Refusal> {
    let decoded = encoding::decode(bytes)?;
    walk::read(source, &decoded)
}

/// A refusal at a line.
fn refuse(line: u32, what: impl Into<String>, to_do: &str) -> Refusal {
    Refusal::new(what, to_do).at(Place { line: Some(line), ..Place::default() })
}

#[cfg(test)]
mod tests;
