//! The arguments of `leads`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::SecondArguments;

/// Examples of `leads`.
pub const LEADS_EXAMPLES: &str = "Examples:
  filature leads CASE
  filature leads CASE lead-61269ed797cf --decide kept --reason \"rent of five flats, heard the owner\" --by \"Officer A\"
  filature leads CASE lead-61269ed797cf --decide set-aside --reason \"a household: PV 51\" --by \"Officer A\"
  filature leads CASE lead-61269ed797cf --decide open --reason \"new statements came\" --by \"Officer A\"

A lead is a question about a group of transactions, and never a word on anybody's guilt; deciding on one changes no finding. The decision
stands in the journal with its reason and name, here or on the desk, and holds as long as the lead keeps its id (docs/concepts/leads.md);
one that is decided and found no more is listed behind the others. filature detect writes the leads.";

/// What is decided of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LeadState {
    /// It is to be looked at, as at the beginning
    Open,
    /// It is followed
    Kept,
    /// It is not followed
    SetAside,
}

impl LeadState {
    /// The word of the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::SetAside => "set-aside",
        }
    }
}

/// The arguments of `leads`.
#[derive(Debug, Args)]
pub struct LeadsArguments {
    /// The case folder
    pub case: PathBuf,
    /// The lead, by its id
    #[arg(requires = "decide")]
    pub lead: Option<String>,
    /// Decide on it
    #[arg(long, value_name = "STATE", requires_all = ["lead", "reason", "by"])]
    pub decide: Option<LeadState>,
    /// Why; it stands in the journal
    #[arg(long, value_name = "TEXT", requires = "decide")]
    pub reason: Option<String>,
    /// The name of the officer who decides
    #[arg(long, value_name = "NAME", requires = "decide")]
    pub by: Option<String>,
    /// Who decides with them
    #[command(flatten)]
    pub second: SecondArguments,
}
