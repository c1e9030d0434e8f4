//! The arguments of `requests`.

use std::path::PathBuf;

use clap::Args;

use super::Lang;

/// Shown behind the help.
pub const REQUESTS_EXAMPLES: &str = "Examples:
  filature requests CASE
  filature requests CASE --on 2024-06-30 --lang fr
  filature requests CASE --asked FR7699999000010000000000115 --from 2024-01 --to 2024-12 --request \"REQ 12/3\" --of \"Bank X\" --due 2024-07-15 --by \"Officer A\"
  filature requests CASE --asked FR7699999000010000000000115 --asked-on 2024-05-02 --from 2024-01 --to 2024-03 --request \"REQ 12/4\" --of \"Bank X\" --by \"Officer A\"
  filature requests CASE --template --lang fr
  filature requests CASE --draft FR7699999000010000000000115 --lang fr --out request.md
  filature requests CASE --draft --lang fr --out letters

What was asked and is overdue comes first, as of today or of --on. What nobody asked for stands below, with why it may
matter. A draft names accounts and months and nothing else: no person, no reason. Its text is the template that the
service edits (CASE/templates/request.fr.md, request.en.md); the wording that comes with filature was not reviewed by
lawyers, and its legal basis is a blank to be filled. Days and numbers that decide what is listed are design defaults,
not calibrated on real data.";

/// The arguments of `requests`.
#[derive(Debug, Args)]
pub struct RequestsArguments {
    /// The case folder
    pub case: PathBuf,
    /// As of this day, and not of today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on: Option<String>,
    /// After so many days without a whole answer a request without a day of its own is overdue
    #[arg(long, value_name = "N", default_value_t = filature_ledger::requests::DAYS_TO_ANSWER, value_parser = clap::value_parser!(i32).range(1..=3650))]
    pub days: i32,
    /// Take down that statements of this account were asked for
    #[arg(long, value_name = "ACCOUNT", requires_all = ["from", "to", "request", "of", "by"], conflicts_with_all = ["draft", "template"])]
    pub asked: Option<String>,
    /// The day on which it was asked; without it, that on which it is taken down
    #[arg(long, value_name = "YYYY-MM-DD", requires = "asked")]
    pub asked_on: Option<String>,
    /// Draft the request for these accounts; without any, for all that nobody asked for, a letter a bank
    #[arg(long, value_name = "ACCOUNT", num_args = 0.., conflicts_with = "template")]
    pub draft: Option<Vec<String>>,
    /// Write the template that comes with filature into the case, to be edited
    #[arg(long)]
    pub template: bool,
    /// The first month
    #[arg(long, value_name = "YYYY-MM")]
    pub from: Option<String>,
    /// The last month
    #[arg(long, value_name = "YYYY-MM")]
    pub to: Option<String>,
    /// The reference of the request
    #[arg(long, value_name = "REF")]
    pub request: Option<String>,
    /// Of whom: the bank
    #[arg(long, value_name = "BANK")]
    pub of: Option<String>,
    /// The day by which an answer is due
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub due: Option<String>,
    /// Who asks; it stands in the journal
    #[arg(long, value_name = "WHO")]
    pub by: Option<String>,
    /// Where the draft is written: a file, or a folder that is there for several letters
    #[arg(long, value_name = "PATH", requires = "draft")]
    pub out: Option<PathBuf>,
    /// The language [default: en]
    #[arg(long)]
    pub lang: Option<Lang>,
}
