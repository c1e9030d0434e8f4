//! A folder as one encrypted file, and back: how a case is sent, and how it rests.
//!
//! ```text
//! folder ─► files, sorted ─► tar ─► age (recipients' keys, or a passphrase) ─► FILE.age, written beside and renamed
//! FILE.age ─► age ─► tar, each name and size checked ─► a folder beside ─► read to its very end ─► renamed
//! ```
//!
//! Common tools open it too: `age -d FILE.age | tar x`. Nothing is compressed, so that what comes out is never larger than what came in,
//! and what is in a case tells nothing by how well it compresses. Names and bytes go in; nothing of a case is known here, and no clock
//! and no owner of a file stands in the archive. Of the encryption nothing is ours: it is age's own library.

mod error;
mod keys;
mod listing;
mod open;
mod pack;

pub use error::SendingError;
pub use keys::{Lock, NewKey, Opener, Recipient, read_identities, read_recipients};
pub use listing::{LeftOut, Listed, list};
pub use open::{Opened, check, open};
pub use pack::{Begun, Packed, begin};
