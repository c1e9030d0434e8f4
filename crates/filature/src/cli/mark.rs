use std::path::PathBuf;

use clap::Args;

use super::{Lang, SecondArguments};

/// What `mark --help` ends with.
pub const MARK_EXAMPLES: &str = "Examples:
  filature mark CASE
  filature mark CASE a1b2c3d4e5f6:17 TX-204 --label rent --note \"asked for in PV 12\" --by \"Officer A\"
  filature mark CASE --account FR7699999000010000000000115 --direction out --min 500 --label \"to check\" --by \"Officer A\"
  filature mark CASE --from-list ids.csv --label \"put to her\" --by \"Officer A\" --dry-run
  filature mark CASE --export marks.xlsx
  filature mark CASE --from-xlsx marks.xlsx --by \"Officer A\"
  filature mark CASE --define rent --colour blue --meaning \"rent of the flats\" --by \"Officer A\"
  filature mark CASE --settle 3f2a9c01d4e5 a1b2c3d4e5f6:17=0f9e8d7c6b5a:18 --reason \"same line, corrected file\" --by \"Officer A\"
  filature mark CASE --undo 3f2a9c01d4e5 --reason \"wrong account\" --by \"Officer A\"
  filature mark CASE --interview questions.xlsx --label \"put to her\" --lang fr

Without --by it shows the marks that stand: --label, --account and --text search them. With --by
it marks: entries by their ids or those of their transactions, or all that a filter takes (the
filters of the desk's list of entries), or the rows of a table in which a column of labels was
filled in. Such a table is any XLSX or CSV with a column of ids: what --export wrote, or the sheet
of entries of dossier --format xlsx. What stands already is not marked twice; a row that cannot be
used is said with its number, and the exit code is then 1.

A mark holds on to its entries when files are corrected or read by a better reader: each is found,
moved (under another id, and one alone fits), doubtful or lost. Nothing is guessed; --settle says
which entry is meant. Colours: blue, sky, green, yellow, orange, red, purple, grey.
--export is for the house: it has all marks, whatever the use of a file. --interview has only what
may be rendered; accounts are masked and names are initials unless --names is given, in labels and
notes too. Both are written outside the case, and over a file that is there only with --force: it
may hold answers or labels. A CSV has texts as they are: one that begins with = is a formula to a
spreadsheet program, so give that the .xlsx.";

/// The arguments of `mark`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("other").args(["undo", "define", "settle", "from_xlsx", "interview", "export"]).multiple(false))]
#[command(group = clap::ArgGroup::new("written").args(["interview", "export"]).multiple(false))]
#[command(group = clap::ArgGroup::new("from").args(["entries", "from_list", "from_xlsx"]).multiple(false))]
pub struct MarkArguments {
    /// The case folder
    pub case: PathBuf,
    /// Entries or transactions, by their ids
    #[arg(value_name = "TX", requires = "label", conflicts_with = "other")]
    pub entries: Vec<String>,
    /// The label; without --by, the marks with this label
    #[arg(long, value_name = "LABEL", conflicts_with_all = ["undo", "define", "settle", "from_xlsx"])]
    pub label: Option<String>,
    /// More of it
    #[arg(long, value_name = "TEXT", requires = "label")]
    pub note: Option<String>,
    /// The name of who marks; it stands in the journal
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Who marks with them
    #[command(flatten)]
    pub second: SecondArguments,
    /// Say what would be marked, and mark nothing
    #[arg(long, conflicts_with_all = ["undo", "define", "settle", "interview", "export"])]
    pub dry_run: bool,
    /// Ids from a file, one a line or in the first column of a CSV; - reads them from standard input
    #[arg(long, value_name = "FILE", requires = "label", conflicts_with = "other")]
    pub from_list: Option<PathBuf>,
    /// A table that comes back, XLSX or CSV, with a column of ids and one of labels
    #[arg(long, value_name = "FILE")]
    pub from_xlsx: Option<PathBuf>,
    /// The heading of its column of labels [default: label, étiquette or marque]
    #[arg(long, value_name = "HEADING", requires = "from_xlsx")]
    pub column: Option<String>,
    /// The heading of its column of notes [default: note or notes]
    #[arg(long, value_name = "HEADING", requires = "from_xlsx")]
    pub note_column: Option<String>,
    /// Which entries, by a filter
    #[command(flatten)]
    pub filter: FilterArguments,
    /// Give a label of this case a colour
    #[arg(long, value_name = "LABEL", requires_all = ["colour", "by"])]
    pub define: Option<String>,
    /// The colour: blue, sky, green, yellow, orange, red, purple or grey
    #[arg(long, value_name = "COLOUR", requires = "define")]
    pub colour: Option<String>,
    /// What the label means
    #[arg(long, value_name = "TEXT", requires = "define")]
    pub meaning: Option<String>,
    /// Say which entry a mark is on, where its own is doubtful or lost
    #[arg(long, num_args = 2, value_names = ["MARK", "ENTRY=NEW"], requires_all = ["reason", "by"])]
    pub settle: Vec<String>,
    /// Take a mark away, by its id
    #[arg(long, value_name = "MARK", requires_all = ["reason", "by"])]
    pub undo: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Write the marks as a table that --from-xlsx takes back
    #[arg(long, value_name = "FILE.xlsx|csv")]
    pub export: Option<PathBuf>,
    /// Number the marked entries for putting to a person
    #[arg(long, value_name = "FILE.xlsx")]
    pub interview: Option<PathBuf>,
    /// With --export or --interview: overwrite a file that is there
    #[arg(long, requires = "written")]
    pub force: bool,
    /// With names, whole account numbers and payment texts
    #[arg(long, requires = "interview")]
    pub names: bool,
    /// With the notes
    #[arg(long, requires = "interview")]
    pub with_notes: bool,
    /// The language of the table to be put to a person [default: en]
    #[arg(long, requires = "interview")]
    pub lang: Option<Lang>,
}

/// Which entries are wanted: as the desk's list of entries asks.
#[derive(Debug, Args)]
pub struct FilterArguments {
    /// On this account; without --by, the marks with entries on it
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "from")]
    pub account: Option<String>,
    /// Money that came in, or that went out
    #[arg(long, value_name = "in|out", value_parser = ["in", "out"], requires = "account")]
    pub direction: Option<String>,
    /// From this day on
    #[arg(long = "from", value_name = "YYYY-MM-DD", conflicts_with = "from")]
    pub first: Option<jiff::civil::Date>,
    /// Up to this day, inclusive
    #[arg(long = "to", value_name = "YYYY-MM-DD", conflicts_with = "from")]
    pub last: Option<jiff::civil::Date>,
    /// Of this amount or more, in the currency of the entry
    #[arg(long, value_name = "AMOUNT", conflicts_with = "from")]
    pub min: Option<String>,
    /// Of this amount or less
    #[arg(long, value_name = "AMOUNT", conflicts_with = "from")]
    pub max: Option<String>,
    /// Paid in one of these ways
    #[arg(long, value_delimiter = ',', value_name = "CHANNEL,...", conflicts_with = "from")]
    pub channel: Vec<String>,
    /// Whose names, text or reference hold this; without --by, marks whose label or note does
    #[arg(long, value_name = "TEXT", conflicts_with = "from")]
    pub text: Option<String>,
}
