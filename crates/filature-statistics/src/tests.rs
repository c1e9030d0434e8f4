//! The tests that need several modules.

mod attackers;
mod rare_person;
mod reference;
