//! What is made: cases, networks, ordinary life, statements.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod case;
mod networks;
mod population;
mod statements;
