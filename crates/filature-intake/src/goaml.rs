//! Reads goAML reports: the XML in which banks, operators and others report to a financial intelligence unit, of schema
//! versions 4 and 5.
//!
//! ```text
//! bytes ─► encoding ─► xml_tree (one child of `report` after the other)
//!                        ├─ transaction ─► two sides (`t_from…`, `t_to…`), or `involved_parties` ─► a whole transfer
//!                        │                    └─ accounts with their holders ─► Reading.accounts
//!                        ├─ activity    ─► parties without a transaction ─► accounts, notes
//!                        └─ reason, action, indicators, … ─► notes
//! ```
//!
//! The schema is that of the United Nations Office on Drugs and Crime; countries choose their own codes for it, so a code is
//! taken for a word only where every published list means the same by it (`CASH`), and one that could mean two things is not
//! interpreted. In a transaction of several parties the payer and the payee are taken only when one role each says so in words;
//! otherwise the transaction is a problem with its place, because it would have to be guessed who paid.
//!
//! What the report thinks of its subjects (reasons, indicators, suspected or not) never becomes a fact of the ledger. The file is
//! intelligence-only unless its sender agrees to more ([`crate::Format::is_intelligence`]).

mod people;
mod report;
mod side;
#[cfg(test)]
mod tests;
mod transaction;
mod words;

use filature_model::SourceId;

use crate::iso20022::encoding::decode;
use crate::xml_tree::walk;
use crate::{Reading, Refusal};

/// How much of a file is looked at to tell what it is.
const SNIFF_BYTES: usize = 8_192;

/// Elements of which a report has at least one near its beginning.
const MARKS: [&str; 5] = ["rentity_id>", "submission_code>", "report_code>", "transactionnumber>", "entity_reference>"];

/// Whether the bytes look like a goAML report.
///
/// ```
/// use filature_intake::goaml;
/// assert!(goaml::looks_like(b"<?xml version='1.0'?><report><rentity_id>7</rentity_id>"));
/// assert!(!goaml::looks_like(b"<report><title>Sales</title>"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(SNIFF_BYTES)];
    let Ok(decoded) = decode(head) else { return false };
    let text = decoded.text.trim_start();
    text.starts_with('<') && text.contains("report") && MARKS.iter().any(|mark| text.contains(mark))
}

/// Reads a report: an entry for each transaction whose payer and payee can be told.
///
/// # Errors
/// A [`Refusal`], and nothing is taken, when the file is not well-formed XML, ends early, declares a document type or entities,
/// or holds neither a transaction nor an activity.
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Reading, Refusal> {
    let decoded = decode(bytes)?;
    let mut reports = report::Reports::new(source);
    reports.note_bad_lines(&decoded);
    walk(&decoded.text, &mut reports)?;
    reports.finish()
}
