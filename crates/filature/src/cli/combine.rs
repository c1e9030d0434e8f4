//! What `combine` is asked, and who decides with whom, wherever two people may have to.

use std::path::PathBuf;

use clap::Args;
use filature_ledger::four_eyes::Signed;

use crate::outcome::Failure;

/// Shown behind the options.
pub const EXAMPLES: &str = "Examples:
  filature combine CASE --with /media/stick/CASE --dry-run
  filature combine CASE --with /media/stick/CASE --by \"A. Martin\"
  filature combine CASE --with COPY --by \"A. Martin\" --settle 1=mine,2=theirs --reason \"heard both on 2 May\"

Both folders are copies of one case that went their own ways. Files and decisions that only the other has are taken over; where both decided
differently on one thing, nothing is done until somebody says which holds. Where one side protects a person and the other does not, the one
that protects holds of what --settle leaves out, and the other takes --second. The other folder is only read. Names are taken down as they are
written: filature does not check who writes them.";

/// The arguments of `combine`.
#[derive(Debug, Args)]
pub struct CombineArguments {
    /// The case folder that takes over
    pub case: PathBuf,
    /// Another copy of the same case; it is not changed
    #[arg(long, value_name = "CASE")]
    pub with: PathBuf,
    /// Only say what would be taken over, and what contradicts what
    #[arg(long, conflicts_with = "settle")]
    pub dry_run: bool,
    /// Who combines: the name stands in the journal
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Which side holds of each conflict, by its number
    #[arg(long, value_delimiter = ',', value_name = "N=mine|theirs,...")]
    pub settle: Vec<String>,
    /// Why; needed where something is settled
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Who decides with them
    #[command(flatten)]
    pub second: SecondArguments,
}

impl SecondArguments {
    /// With who decides.
    ///
    /// # Errors
    /// Both are one.
    pub fn signed(&self, by: Option<&str>) -> Result<Signed, Failure> {
        let signed = Signed::by(by.unwrap_or_default(), self.second.as_deref());
        Ok(signed.map_err(|error| Failure::call(error.to_string()))?.because(self.second_reason.as_deref()))
    }
}

/// A second person, and why they decide so.
#[derive(Clone, Debug, Default, Args)]
pub struct SecondArguments {
    /// Another officer who decides with them, where two have to ([four_eyes] of case.toml); filature does not check who they are
    #[arg(long, value_name = "NAME")]
    pub second: Option<String>,
    /// Why the second officer decides so, in their own words
    #[arg(long, value_name = "TEXT", requires = "second")]
    pub second_reason: Option<String>,
}
