//! Comma-separated files: this project's own layout, AMLworld's, lists of accounts, rates, and any bank's own.
//!
//! ```text
//! bytes ─► text (encoding) ─► table (delimiter, header) ─┬► canonical  one row = a transfer, both sides
//!                                                        ├► amlworld   the same, IBM's columns
//!                                                        ├► accounts   one row = an account
//!                                                        ├► remittance, paypal  layouts that come with the program
//!                                                        ├► register   one row = an account and a person
//!                                                        ├► rates      exchange rates ([`crate::rates`])
//!                                                        └► mapping ─► mapped   one row = a statement line
//!                                                             ▲
//!                                                    given, or guessed ([`guess`])
//! ```
//!
//! Millions of rows come through here, so a table is cut into stretches of whole records that are read side
//! by side; the cuts depend on the bytes alone, and the results are joined in the order of the file. A file that is larger than
//! memory should be is read by [`stream`], some stretches at a time.

pub(crate) mod accounts;
mod amlworld;
pub(crate) mod amounts;
pub(crate) mod canonical;
pub(crate) mod dates;
pub(crate) mod encoding;
mod fields;
mod guess;
mod known;
mod mapped;
mod mapping;
mod paypal;
mod quotes;
mod records;
pub(crate) mod register;
mod remittance;
#[cfg(test)]
mod remittance_tests;
mod shipped;
mod stream;
mod stretches;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod text;

pub(crate) use canonical::{CanonicalRows, collect as collect_rows};
pub(crate) use dates::DateOrder;
pub(crate) use fields::Fields;
pub(crate) use guess::names;
pub use guess::{Draft, guess};
pub use known::{KnownLayout, reuse};
pub(crate) use mapped::channel;
pub use mapping::{Columns as MappingColumns, Mapping, MappingError};
pub(crate) use records::{draft, header_name, is_known_header, read_known, read_mapped};
pub use stream::{NotStreamed, Streamed, is_list_of_transfers, stream};
pub(crate) use stretches::{Record, Rows};
pub(crate) use table::{Table, refuse_repeated};

use filature_model::{AccountId, SourceId};

use crate::{Reading, Refusal};

/// What a person says of a file beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct CsvOptions {
    /// The account it is of, where the file does not say.
    pub account: Option<AccountId>,
    /// How to read it, where it is a bank's own layout.
    pub mapping: Option<Mapping>,
}

/// What became of a file: read, or drafted for a person to confirm.
#[derive(Debug)]
pub enum CsvOutcome {
    /// Read, with the mapping that was used when it is a bank's own layout.
    Read(Box<Reading>, Option<Mapping>),
    /// A mapping was guessed and is in doubt.
    InDoubt(Draft),
}

/// Reads a file of separated values.
///
/// A layout known by its header is read as such; otherwise by the mapping given, else by a guessed one when
/// nothing of the guess is in doubt.
///
/// # Errors
/// A [`Refusal`] when it is no table, when it has no rows, or when every row of a bank's own layout failed.
pub fn read(source: SourceId, bytes: &[u8], options: &CsvOptions) -> Result<CsvOutcome, Refusal> {
    let decoded = text::decode(bytes, options.mapping.as_ref().and_then(|mapping| mapping.encoding.as_deref()))?;
    if let Some(mapping) = &options.mapping {
        let reading = mapped::read(source, &decoded, mapping, options.account.as_ref())?;
        return Ok(CsvOutcome::Read(Box::new(reading), Some(mapping.clone())));
    }
    if let Some(mut reading) = read_known(source, &decoded.text, options.account.as_ref())? {
        reading.problems.splice(0..0, decoded.problems(source));
        return Ok(CsvOutcome::Read(Box::new(reading), None));
    }
    let draft = guess(&decoded, options.account.as_ref())?;
    if !draft.doubts.is_empty() {
        return Ok(CsvOutcome::InDoubt(draft));
    }
    let reading = mapped::read(source, &decoded, &draft.mapping, options.account.as_ref())?;
    Ok(CsvOutcome::Read(Box::new(reading), Some(draft.mapping)))
}
