//! Who is the same, beside slow and obvious comparisons and pairs that people have labelled.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod icu_reference;
mod labelled;
mod properties;
mod resolve_reference;
mod spellings_reference;
mod standards;
mod support;
mod watch_reference;
