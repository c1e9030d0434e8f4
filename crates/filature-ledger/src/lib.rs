//! The case folder: originals, Parquet tables, manifest and journal.
//!
//! ```text
//!  files ─► register ─► sources/SHA-256 + sources.parquet        what was received, byte for byte
//!                              │
//!                              ▼  build: read every source (filature-intake), then settle
//!            ids ─► overlaps ─► pairs ─► statements that foot ─► rates
//!                              │
//!                              ▼
//!  ledger/entries, accounts, parties, statements, problems, rates .parquet + manifest.json
//!                              │
//!                              ▼  load
//!                  Transactions and Details (arrays), entries by id, rates by day
//! ```
//!
//! The ledger is a function of the sources and of what was said of them: it can be deleted and comes back to
//! the same bytes, whatever the order in which files came, on any number of threads. That is why nothing here
//! looks at a clock (the journal alone does) and why nothing of a table depends on the order of a hash map.
//!
//! Nothing is ever half-written: every file is written beside its place and renamed, and the manifest, which
//! is renamed last with the whole `ledger/` folder, says for which sources the tables hold. A process killed at
//! any moment leaves a case that opens; [`Case::open`] says what was not finished and finishes it.

mod accounts;
mod add;
pub mod as_of;
pub mod asked;
mod atomic;
mod build;
mod bytes;
mod case;
pub mod categories;
pub mod combine;
mod details;
pub mod erase;
mod error;
pub mod filter;
mod findings;
pub mod four_eyes;
pub mod grid;
mod hashing;
pub mod heard;
pub mod holders;
mod implied;
mod income;
pub mod joins;
mod journal;
mod load;
mod manifest;
pub mod marks;
mod numbering;
mod one_file;
mod packed;
mod parties;
pub mod protection;
mod rates;
mod reconcile;
mod registry;
pub mod requests;
pub mod retention;
pub mod said;
mod settle;
pub mod standing;
mod statistics;
mod tables;
mod verify;
pub mod withheld;

pub use add::{AddOptions, Confirm, FileReport, Watch, collect_files};
pub use atomic::write_bytes as write_whole;
pub use bytes::{BytesError, ledger_of};
pub use case::{Case, Recovery, Settings, TitlePage};
pub use error::LedgerError;
pub use findings::{findings_manifest, findings_table, leads_table};
pub use hashing::sha256_of;
pub use income::Income;
pub use journal::{Act, JournalError, Line, RedactedLine, hash_hex, read_journal, today};
pub use load::lines::Lines;
pub use load::ties::{in_order_of_ids, put_in_order_of_ids};
pub use load::{EntryBook, Ledger};
pub use manifest::sources_hash;
pub use one_file::{Ids, Moved, OneFile, read_one};
pub use parties::{Written, names_written};
pub use statistics::{Confiscated, ForStatistics, StatedPerson};
pub use tables::footing_word;
pub use verify::{Verdict, verify};
