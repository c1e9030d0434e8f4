//! The program as its users run it: the built binary, real folders, real exit codes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "the helpers of a test are the test")]

mod amounts;
mod archives;
mod bad_input;
mod case_folder;
mod category;
mod changes;
mod demo;
mod desk;
mod detect;
mod dossier;
mod dossier_sums;
mod erase;
mod exchange;
mod features;
mod flags;
mod goaml;
mod join;
mod leads;
mod manifest_intelligence;
mod merge;
mod networks;
mod protected;
mod rates;
mod run;
mod sending;
mod shielded;
mod sql;
mod statistics;
mod tampering;
mod trace_asserted;
mod trace_claims;
mod trace_doubts;
mod trace_files;
mod trace_list;
mod trace_origins;
mod trace_screen;
mod transcribe;
mod vectors;
mod verify_dossier;
mod watch;
mod worked;
