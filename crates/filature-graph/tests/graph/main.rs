//! What is found in ledgers, beside slow and obvious searches for the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "figures are read by whoever runs it by hand")]

mod bipartite_reference;
mod chain_reference;
// The logarithms are tested where they are made; here they are only read.
#[allow(dead_code, reason = "only the logarithms are used here")]
#[path = "../../src/chance.rs"]
mod chance;
mod common;
mod cycle_reference;
mod features;
mod funnel_reference;
mod gather_scatter_reference;
mod kinds;
mod life;
mod measures_reference;
mod measures_speed;
mod pass_through_reference;
mod round_trip_reference;
mod rules;
mod scatter_gather_reference;
mod stack_reference;
mod strangers_reference;
mod stream;
mod structuring_reference;
