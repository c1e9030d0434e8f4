//! Reads SWIFT's messages: statements (MT940, MT950) in the dialects of banks, interim reports (MT942), payments (MT103)
//! and orders (MT101).
//!
//! MT940 is the form of the years before camt.053, which many banks and all old archives still give. The
//! standard fixes the tags and the first line of `:61:`; what a bank puts around a message and into `:86:`
//! is its own: German banks number the parts (`?20`), Dutch ones name them (`/REMI/`), most write freely.
//!
//! ```text
//! bytes ─► text ─► scan (messages with their header, fields with their lines) ─► kind ─► reader
//!                                                                                 │
//!                  statement (MT940, MT950, MT942) ◄──────────────────────────────┤
//!                    ├─ booking      the first line of :61:                       │
//!                    ├─ information  :86:, by dialects/                           │
//!                    └─ interim      the sums of MT942                            │
//!                  payment (MT103, MT101) ◄───────────────────────────────────────┘
//! ```
//!
//! The standard is the "Standards MT Message Reference Guide", category 9, MT940; the parts of the German
//! `:86:` are of the "DFÜ-Abkommen", annex 3. A `:61:` whose figures cannot be read is a problem with its
//! line, counted on its statement, and the rest goes on; a line that belongs nowhere is a problem too.
//! Reading gives only figures that the standard's form leaves in no doubt: an amount without its decimal
//! comma is lost and shown, not guessed.

mod account;
mod booking;
mod dialects;
mod header;
mod information;
mod interim;
mod kind;
mod line;
mod payment;
mod reader;
mod scan;
mod statement;
mod text;

use filature_model::{Place, SourceId};
use memchr::memmem;

use crate::{Reading, Refusal};

/// How much of a file is looked at to tell what it is: some begin with a page of explanation.
const SNIFF_BYTES: usize = 65_536;

/// Whether the bytes look like messages of SWIFT: any type, so that a wrong one can be named.
///
/// ```
/// use filature_intake::mt940;
/// assert!(mt940::looks_like(b":20:STATEMENT\r\n:25:10020030/1234567\r\n"));
/// assert!(mt940::looks_like(b"{1:F01BANKBEBBAXXX0000000000}{2:I103BANKDEFFXXXXN}{4:"));
/// assert!(!mt940::looks_like(b"date,amount\n2024-01-02,5.00\n"));
/// ```
pub fn looks_like(bytes: &[u8]) -> bool {
    let decoded = text::decode(&bytes[..bytes.len().min(SNIFF_BYTES)]);
    let head = decoded.text.as_bytes();
    let starts_line = |tag: &[u8]| {
        memmem::find_iter(head, tag).any(|at| at == 0 || matches!(head[at - 1], b'\n' | b'\r' | 0x01 | b' '))
    };
    [&b"{1:F"[..], b"{1:A", b"{2:I", b"{2:O", b"<block4>"].iter().any(|mark| memmem::find(head, mark).is_some())
        || [&b":20:"[..], b":25:", b":61:"].iter().any(|tag| starts_line(tag))
}

/// Reads a file of messages: an entry for each `:61:`, a statement from each `:60:` to its `:62:`; MT950, the
/// same without `:86:`, and MT942, without balances, likewise. An MT103 is one whole transfer; an MT101 gives an entry
/// for each order, which moves no money.
///
/// # Errors
/// A [`Refusal`], and nothing is taken, when no message of the file is of these types (others are named),
/// or when a statement does not say of which account it is.
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Reading, Refusal> {
    let decoded = text::decode(bytes);
    reader::read(source, &decoded)
}

/// A refusal at a line.
fn refuse(line: u32, what: impl Into<String>, to_do: &str) -> Refusal {
    Refusal::new(what, to_do).at(Place { line: Some(line), ..Place::default() })
}

#[cfg(test)]
mod tests;
