//! The arguments of `erase`.

use std::path::PathBuf;

use clap::Args;

/// Examples of `erase`.
pub const ERASE_EXAMPLES: &str = "Examples:
  filature erase CASE --source a1b2c3d4e5f6 --reason \"sent for another procedure\" --by \"A. Martin\"
  filature erase CASE --person FR7699999000010000000000115 --dry-run
  filature erase CASE --person FR7699999000010000000000115 --reason \"order of 2 May\" --by \"A. Martin\" --second \"B. Durand\"
  filature erase CASE --due --on 2027-01-01

It cannot be taken back: --dry-run says what would go. A person stays in the files as received until these are erased by --source, or
added again as redacted copies and the originals then erased: erase --person names them. Copies elsewhere, and what a disk keeps of
removed files, are beyond the reach of this program.";

/// The arguments of `erase`.
#[derive(Debug, Args)]
pub struct EraseArguments {
    /// The case folder
    pub case: PathBuf,
    /// Remove this source whole: its id, the beginning of its SHA-256, or its file name
    #[arg(long, value_name = "ID", conflicts_with_all = ["person", "due"])]
    pub source: Option<String>,
    /// Remove the person of these accounts; more than one with commas or by repeating it
    #[arg(long, value_delimiter = ',', value_name = "ACCOUNT", conflicts_with = "due")]
    pub person: Vec<String>,
    /// List what is due by the periods of [retention] in case.toml; nothing is removed
    #[arg(long)]
    pub due: bool,
    /// With --due: the day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", requires = "due")]
    pub on: Option<String>,
    /// Only say what would go
    #[arg(long)]
    pub dry_run: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The name of the officer who decides
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The name of the officer who decides with them; a person is erased by two
    #[arg(long, value_name = "NAME")]
    pub second: Option<String>,
}
