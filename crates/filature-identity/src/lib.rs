//! Who is who across scripts, banks and borders: names and what identifies, compared field by field, and proposals that a person decides.
//!
//! ```text
//! party ─► normal (signs, roles, legal forms) ─┐
//!       ─► identifiers (checked, masked) ──────┼─► book ─► compare (field by field, in words)
//! scripts ─► keys (every spelling, classes) ───┘     ├───► block ─► cluster
//!                                                    └───► watch (a list against a case)
//! ```
//!
//! The crate decides nothing and writes nothing: it says how two parties stand to each other and what may be proposed. A name alone never
//! makes two parties one; one account never makes people one; a telephone or an address is a link. Results depend on no thread, clock,
//! locale or order of a map.

mod birth;
mod block;
mod book;
mod cluster;
mod compare;
mod identifiers;
mod keys;
mod normal;
mod party;
pub mod scripts;
mod watch;

pub use birth::{Birth, BirthAgreement};
pub use block::{BlockKey, Capped};
pub use book::{Book, Field};
pub use cluster::{Clusters, Options, Refused, resolve, resolve_book};
pub use compare::{Agreement, Comparer, Comparison, NameAgreement, Proposal, Remark, Verdict, Ways, compare};
pub use identifiers::{Found, Identifier, IdentifierKind, find_in};
pub use keys::{Spellings, spellings};
pub use normal::{LegalForm, Name, NoName, Oddities, Role, Token};
pub use party::{Party, PartyKind};
pub use watch::{Match, Record, Strength, WatchOptions, Watched, against};
