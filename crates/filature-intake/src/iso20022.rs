//! Reads the messages of ISO 20022 on accounts and payments: camt.053 (statement), camt.052 (report of a day),
//! camt.054 (notification), pain.001 (a customer's order) and pacs.008 (a transfer between banks).
//!
//! camt.053 is the form in which most European banks answer a request today; the others come with it. Their
//! versions differ in where they put an element, hardly ever in what it is called, and banks wrap the message
//! in envelopes of their own; so elements are known by their local names and by where they stand under the
//! message, whatever the prefix, the namespace or the wrapper.
//!
//! ```text
//! bytes ─► encoding (BOM, XML declaration) ─► walk (events of quick-xml, a stack of tags)
//!                                               ├─ kind:    which message is it? what else to ask for
//!                                               ├─ report:  account, holder, period, balances; one `Ntry`, one entry,
//!                                               │           or one for each payment of a batch that sums up
//!                                               └─ payment: one `CdtTrfTxInf`, one entry with both sides
//! ```
//!
//! The standard is the message definition reports "Bank-to-Customer Cash Management", "Payments Initiation" and
//! "Payments Clearing and Settlement" of ISO 20022. Two of its rules decide the figures: `CdtDbtInd` is the sign of the
//! entry as it stands, also when `RvslInd` says that it takes back an earlier one; and an `Ntry` is the booking, while
//! its `TxDtls` only explain it.
//!
//! A file that is not well-formed is refused as a whole: half a statement would foot nowhere and look like
//! one that does. An entry whose figures cannot be read is a problem with its line, and the rest goes on.

mod detail;
pub(crate) mod encoding;
mod kind;
mod leaves;
mod lines;
mod paths;
mod payment;
mod report;
mod side;
mod tags;
mod tally;
mod walk;

use filature_model::{Place, SourceId};

use crate::{Reading, Refusal};

/// How much of a file is looked at to tell what it is.
const SNIFF_BYTES: usize = 8_192;

/// Whether the bytes look like a message of ISO 20022: any of them, so that a wrong one can be named.
///
/// ```
/// use filature_intake::iso20022;
/// assert!(iso20022::looks_like(b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'>"));
/// assert!(!iso20022::looks_like(b"<html><body>"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(SNIFF_BYTES)];
    let Ok(decoded) = encoding::decode(head) else { return false };
    let text = decoded.text.trim_start();
    text.starts_with('<')
        && ["urn:iso:std:iso:20022:", ":xsd:camt.", ":xsd:pain.", ":xsd:pacs.", "<Document", ":Document", "BkToCstmr"]
            .iter()
            .any(|mark| text.contains(mark))
}

/// Reads a message on accounts (an entry for each `Ntry`, or for each payment of a batch that sums up; a statement for
/// each `Stmt`, `Rpt` or `Ntfctn`) or on payments (an entry for each `CdtTrfTxInf`).
///
/// # Errors
/// A [`Refusal`], and nothing is taken, when the file is another message of ISO 20022 (which it names), has
/// no statement or payment, a statement without its account, is not well-formed XML or ends early, declares a
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
