//! Reads FollowTheMoney entities, one JSON object a line: what journalists and analysts keep leaks and registers in.
//!
//! ```text
//! line ─► json (numbers stay text: no float ever holds an amount) ─► entities by id
//!                                                                      ├─ Payment       ─► a whole transfer
//!                                                                      ├─ BankAccount   ─► Reading.accounts, with holder
//!                                                                      ├─ Person, Company, … ─► names of both
//!                                                                      └─ anything else ─► counted by schema
//! ```
//!
//! An entity may refer to one that comes later, so all are read before the first payment is. Lines with one id are fragments of one
//! entity, as the format has it. A payer or payee without a bank account stands as the account `ftm:<id of the entity>`: the id is
//! the data's own statement of who it is, as a customer number is an operator's; a name never makes two one.

mod entities;
pub(crate) mod json;
mod payments;
#[cfg(test)]
mod tests;

use filature_model::SourceId;

use crate::{Reading, Refusal};

/// No first line of entities is longer.
const FIRST_LINE_BYTES: usize = 1 << 20;

/// Whether the bytes look like FollowTheMoney entities.
///
/// ```
/// use filature_intake::ftm;
/// assert!(ftm::looks_like(br#"{"id": "p1", "schema": "Person", "properties": {"name": ["Lea Exemple"]}}"#));
/// assert!(!ftm::looks_like(br#"{"id": 1, "type": "payment"}"#));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = &text[..text.len().min(FIRST_LINE_BYTES)];
    let line = &head[..memchr::memchr(b'\n', head).unwrap_or(head.len())];
    let has = |name: &[u8]| memchr::memmem::find(line, name).is_some();
    line.starts_with(b"{") && has(b"\"schema\"") && has(b"\"properties\"")
}

/// Reads a file of entities: an entry for each `Payment`.
///
/// # Errors
/// A [`Refusal`], and nothing is taken, when no line is an entity, or the file is not in UTF-8 at all.
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Reading, Refusal> {
    let entities = entities::read(source, bytes)?;
    payments::read(entities)
}
