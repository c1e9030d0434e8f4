//! The arguments of `profile`.

use std::path::PathBuf;

use clap::Args;

use super::Lang;

/// Shown behind the help.
pub const PROFILE_EXAMPLES: &str = "Examples:
  filature profile CASE FR7699999000010000000000115
  filature profile CASE FR7699999000010000000000115 --from 2024-01-01 --to 2024-06-30 --lang fr
  filature profile CASE FR7699999000010000000000115 --xlsx profile.xlsx

An account stands for its holder: all accounts that were said to be one holder's (`filature merge`) are taken
together, and what passes between them is set apart. A name alone joins nothing. Only what may be used as evidence
is read, without what is withheld to protect a person. What counts as regular is a design default, not calibrated
on real data. In the workbook every figure is a formula over the sheet of entries. It is written outside the
case, and over a file that is there only with --force.";

/// The arguments of `profile`.
#[derive(Debug, Args)]
pub struct AccountProfileArguments {
    /// The case folder
    pub case: PathBuf,
    /// The account, which stands for its holder
    pub account: String,
    /// Take this account alone, and not all accounts of its holder
    #[arg(long)]
    pub account_only: bool,
    /// The first day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<String>,
    /// The last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<String>,
    /// Show names in full, and not as initials
    #[arg(long)]
    pub names: bool,
    /// Write it as a workbook too, with formulas
    #[arg(long, value_name = "FILE.xlsx")]
    pub xlsx: Option<PathBuf>,
    /// Overwrite a workbook that is there
    #[arg(long, requires = "xlsx")]
    pub force: bool,
    /// The language [default: en]
    #[arg(long)]
    pub lang: Option<Lang>,
}

/// Whose profile is a part of a dossier.
#[derive(Debug, Clone, Default, Args)]
pub struct ProfilePartArguments {
    /// Add the profile of this account's holder, behind all other parts (as `filature profile` counts it); may be given several
    /// times
    #[arg(long, value_name = "ACCOUNT")]
    pub profile_of: Vec<String>,
    /// The first day of these profiles
    #[arg(long, value_name = "YYYY-MM-DD", requires = "profile_of")]
    pub profile_from: Option<String>,
    /// The last day of these profiles
    #[arg(long, value_name = "YYYY-MM-DD", requires = "profile_of")]
    pub profile_to: Option<String>,
}
