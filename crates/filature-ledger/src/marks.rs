//! Marks that hold on to their entries, whatever file shows them.
//!
//! ```text
//! marking ─► entry ids, and of each entry an Anchor: account, day, amount, which of equal ones ─► journal
//!                                                        │
//! ledger as it is now ─► Bookings (what fits any anchor) ─┴─► resolve ─► found │ moved │ doubtful │ lost
//! ```
//!
//! An id is a file and a row in it. A corrected file is another file, and a better reader can count its rows in another way: then the id is
//! gone, or it is that of another booking. The anchor says which booking was meant, in ids and numbers alone. Nothing is guessed: one
//! booking that fits is taken, and shown as moved; several are shown to a person, who settles it ([`crate::Act::MarkMoved`]); none is said.

/// The most entries of one mark: it stands in one line of the journal.
pub const ENTRIES_MOST: usize = 10_000;

/// The longest label.
pub const LABEL_CHARS: usize = 60;

mod anchor;
mod bookings;
mod colour;
mod resolve;
#[cfg(test)]
mod tests;

pub use anchor::{Anchor, Content};
pub use bookings::{Booking, Bookings, anchors, rows};
pub use colour::Colour;
pub use resolve::{Place, Placed, resolve};
