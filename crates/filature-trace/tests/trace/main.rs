//! Rules of tracing and what is followed by them, beside a slow and exact account of the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod calls;
mod definitions;
mod follow;
mod openings;
mod reference;
mod support;
mod ties;
mod vectors;
