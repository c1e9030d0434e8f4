//! From the bytes of a bank's file to entries with their coordinates.
//!
//! ```text
//! bytes ─► sniff (which format is it?) ─► iso20022 │ mt940 │ ofx │ sheet ─► csv │ columnar │ archive │ goaml │ ftm │ pdf │ rates ─► Reading
//!                                                       entries, statements, accounts, rates, problems
//! ```
//!
//! One module a format, each from bytes alone: no file is opened here and nothing is remembered between
//! files. A reader either gives a [`Reading`], in which every line of the file is an entry, a part of a
//! statement, or a [`Problem`](filature_model::Problem) with its place; or it gives a [`Refusal`], and then nothing of the file is
//! taken. It never panics on any bytes, and never half-reads in silence.

mod account_book;
pub mod archive;
pub mod columnar;
pub mod csv;
pub mod ftm;
pub mod goaml;
pub mod iso20022;
pub mod mt940;
pub mod ofx;
pub mod pdf;
pub mod qif;
pub mod rates;
mod read;
mod reading;
pub mod returned;
pub mod scan;
pub mod sheet;
pub mod transcription;
mod unread;
pub mod watch_list;
mod xml_tree;

pub use read::{Options, Outcome, read};
pub use reading::{Format, Reading, Refusal};

/// The text of bytes, in the encoding that they are told to be in: what a person is shown of a file.
///
/// ```
/// assert_eq!(filature_intake::text_of(b"caf\xe9 cr\xe8me d\xe9bit"), "café crème débit");
/// ```
pub fn text_of(bytes: &[u8]) -> String {
    csv::encoding::tell(bytes).encoding.decode(bytes).0.into_owned()
}
