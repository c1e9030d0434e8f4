//! Taking a source or a person out of a case, and what is left to say that it was done.
//!
//! ```text
//! source ─► journal: erased ─► list of sources, original ─► what rested on it ─► ledger, built again
//! person ─► Person: accounts, and the names, papers and telephones beside them
//!             ├─► which sources hold them (named: only people can remove or replace those)
//!             ├─► erasures/ID.json: salted hashes, by which every build leaves the person out while such a source is there (Filter)
//!             ├─► journal: the lines that name them redacted, the chain kept (redact)
//!             └─► findings, traces, dossiers, drafts, cache: removed
//! ```
//!
//! The ledger is a function of the sources, so a person is out of it for good only when the sources are. Until then the filter stands
//! between them. Its hashes are salted by chance, but an account number can be tried out by whoever has the file, the more easily for the
//! cheap hash before each: it goes with the last source that holds the person, and nothing derived from them is left. What stays is the
//! line of the journal: that, when, by whom, why.

pub(crate) mod derived;
mod filter;
mod held;
mod person;
mod redact;
mod removal;
#[cfg(test)]
mod tests;

pub use derived::Rested;
pub(crate) use filter::{FOLDER, Filter, Filters, holding};
pub use held::Holding;
pub use person::Person;
pub(crate) use redact::quiet;
pub(crate) use removal::finish;
pub use removal::{Order, Removed, erase_person, erase_source, plan_person, plan_source};
