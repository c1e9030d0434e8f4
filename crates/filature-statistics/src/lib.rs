//! The figures that States report on trafficking in persons, counted over many cases so that nobody can be found in them.
//!
//! ```text
//!  cases ─► people: each once ─┬► periods: years with enough people ─► tables ─► hidden cells ─► rounded by lot ─► publication
//!                              └► amounts: enough people, no large part ─────────────────────► rounded by lot ─┘
//! ```
//!
//! - [`People`] says who is counted, and joins the accounts of one person over cases.
//! - `periods` puts years together until the sum of each may be shown. So all tables of a population share sums that are shown, and
//!   each can be judged by itself.
//! - [`hide`] hides what is about too few people, and beside it what would give that away. [`Network`] is its judge: it knows the
//!   least and the most that somebody can work out of each hidden cell, exactly.
//! - [`Lots`] rounds what is left, so that two outputs with and without one case do not tell by their difference what came in.
//! - [`Publication`] is the result. It has no figure about fewer than `k` people in it, and nothing that was not rounded.
//!
//! What this protects against and what it does not: `docs/concepts/statistics.md`; why it is made so: `docs/decisions/0017`.
//! Nothing here reads a case or a clock.

mod amounts;
mod forms;
mod hide;
mod lots;
mod network;
mod people;
mod periods;
mod publish;
mod table;
mod wording;

pub use amounts::{Contribution, MOST_PERCENT, P_PERCENT, is_spread};
pub use forms::{Draw, csv, text, xlsx};
pub use hide::{Cell, hide};
pub use lots::{Lots, ROUNDED_TO};
pub use network::{Network, Shape};
pub use people::{AccountInCase, Age, Exploitation, Part, People, Person, Sex, Stated};
pub use publish::{Amount, FEWEST, Located, Population, Publication, PublishedTable, Records, Row, publish};

#[cfg(test)]
mod tests;
