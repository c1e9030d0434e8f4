//! Who may speak to the desk: the analyst's own page, and whoever holds the key that the terminal printed.
//!
//! ```text
//! request ─► host (no name but ours) ─► token or cookie or key ─► origin (what changes something) ─► api
//!                                                                         answer ◄─ headers ◄────────┘
//! ```
//!
//! A page of another site can make this browser send requests here. It cannot read the answers (another origin), cannot send the
//! cookie (strict same-site), cannot pass for us by a name that leads here (the host is held against our own), and cannot be given a
//! frame or a script of ours (headers).

pub mod headers;
pub mod host;
pub mod origin;
pub mod token;
