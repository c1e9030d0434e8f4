mod combine;
mod erase;
mod leads;
mod mark;
mod profile;
mod requests;
mod said;
mod sending;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use filature_dossier::{DossierPart, Profile};
use filature_model::{AccountId, Language, SourceUse};
use filature_synth::OutputFormat;

use crate::outcome::Failure;
pub use combine::{CombineArguments, SecondArguments};
pub use erase::{ERASE_EXAMPLES, EraseArguments};
pub use leads::{LEADS_EXAMPLES, LeadState, LeadsArguments};
pub use mark::{FilterArguments, MARK_EXAMPLES, MarkArguments};
pub use profile::{AccountProfileArguments, PROFILE_EXAMPLES, ProfilePartArguments};
pub use requests::{REQUESTS_EXAMPLES, RequestsArguments};
pub use said::{InOrder, Said};
pub use sending::{KEY_EXAMPLES, KeyArguments, OPEN_EXAMPLES, OpenArguments, PACK_EXAMPLES, PackArguments};

/// Follow the money of trafficking in human beings, offline.
///
/// Reads the records that an investigation receives, says whether they foot, finds the flows, follows the
/// money and writes a dossier in which every figure names its row. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "filature", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do
    #[command(subcommand)]
    pub verb: Verb,
    /// Threads to use; changes no byte of any result
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// Print one JSON document on standard output, and nothing else there
    #[arg(long, global = true)]
    pub json: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make a synthetic case, investigate it, and say where to look
    #[command(after_help = "Example:\n  filature demo --dir my-demo")]
    Demo {
        /// Where to make it
        #[arg(long, default_value = "filature-demo")]
        dir: PathBuf,
    },
    /// Add files, detect, trace the first findings and write the dossier, in one go
    #[command(
        after_help = "Example:\n  filature investigate statements/ --case CASE --from \"Bank A\" --exhibit \"PV 12/3\""
    )]
    Investigate {
        /// Files and folders
        #[arg(required = true, value_name = "FILE|DIR")]
        files: Vec<PathBuf>,
        /// The case folder; made when it is not there
        #[arg(long)]
        case: PathBuf,
        /// What is said of the files
        #[command(flatten)]
        provenance: Provenance,
    },
    /// Add files to a case
    #[command(
        after_help = "Examples:\n  filature add CASE statements/\n  filature add CASE export.csv --mapping bank.toml --account FR7699999000010000000000115\n  filature add CASE report.csv --use intelligence-only --from \"Unit X\" --received 2024-05-02"
    )]
    Add {
        /// The case folder; made when it is not there
        case: PathBuf,
        /// Files and folders
        #[arg(required = true, value_name = "FILE|DIR")]
        files: Vec<PathBuf>,
        /// What is said of the files
        #[command(flatten)]
        provenance: Provenance,
    },
    /// Show which months of which accounts the case has, what foots and what does not
    #[command(after_help = STATEMENTS_EXAMPLES)]
    Statements(StatementsArguments),
    /// Show which lines of two statements were taken for one transfer, or undo that for two of them
    #[command(
        after_help = "Examples:\n  filature join CASE\n  filature join CASE --undo a1b2c3d4e5f6:17 --reason \"two payments, letter of the bank of 2 May\"\n  filature join CASE --redo a1b2c3d4e5f6:17 --reason \"letter withdrawn\"\n\nWhat is said stands in the journal, and the ledger is built again."
    )]
    Join(JoinArguments),
    /// Show or say which accounts are held by one person or organisation, or take it back
    #[command(after_help = MERGE_EXAMPLES)]
    Merge(MergeArguments),
    /// Take over what was added and decided in another copy of the case; what contradicts is shown, and settled by a person
    #[command(after_help = combine::EXAMPLES)]
    Combine(CombineArguments),
    /// Mark entries with a word, from ids, a filter or a table that comes back; show, search and export marks
    #[command(after_help = MARK_EXAMPLES)]
    Mark(Box<MarkArguments>),
    /// Hold a list of people and organisations against the holders of a case's accounts: a question with a reason
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(WatchArguments),
    /// What an account, or all accounts of its holder, did: by month and channel, with whom, cash, abroad, regularly
    #[command(after_help = PROFILE_EXAMPLES)]
    Profile(AccountProfileArguments),
    /// What was asked of whom and what came of it, overdue ones first; what to ask next, and its text
    #[command(after_help = REQUESTS_EXAMPLES)]
    Requests(RequestsArguments),
    /// Find patterns of flow and red flags, and join them into leads
    #[command(after_help = DETECT_EXAMPLES)]
    Detect(DetectArguments),
    /// Show what was decided of each lead, and decide: keep it, set it aside, open it again
    #[command(after_help = LEADS_EXAMPLES)]
    Leads(LeadsArguments),
    /// Red flags as files: list, explain, check and test them, begin a new one
    #[command(after_help = FLAGS_EXAMPLES)]
    Flags {
        /// What to do
        #[command(subcommand)]
        action: FlagsAction,
    },
    /// Ask a case in SQL; nothing can be changed
    #[command(after_help = SQL_EXAMPLES)]
    Sql(SqlArguments),
    /// Show or decide which part a person has in a case
    #[command(after_help = CATEGORY_EXAMPLES)]
    Category(CategoryArguments),
    /// Count, over many cases, what States report on trafficking in persons: no figure is about fewer than 11 people
    #[command(after_help = STATISTICS_EXAMPLES)]
    Statistics(StatisticsArguments),
    /// Follow claims through the accounts, by each tracing rule
    #[command(after_help = TRACE_EXAMPLES)]
    Trace(TraceArguments),
    /// Add exchange rates, show which the case has, or look one up
    #[command(
        after_help = "Examples:\n  filature rates CASE eurofxref-hist.csv\n  filature rates CASE\n  filature rates CASE --show BGN --on 2026-02-01 --amount 250.00\n  filature rates CASE --show RSD --to MKD --on 2024-06-28\n\nFiles: the European Central Bank's eurofxref (CSV or XML) and Data Portal downloads, or a CSV with the header\ncurrency,date,rate,source, the rate being units of the currency for one euro. Nothing is fetched."
    )]
    Rates(RatesArguments),
    /// Write the dossier as a page, PDF, word processor's file or workbook, with the row behind every figure, or as data
    #[command(
        after_help = "Examples:\n  filature dossier CASE --lang fr\n  filature dossier CASE --format pdf,docx,xlsx\n  filature dossier CASE --trace anna,takings-shop\n  filature dossier CASE --lead d4a8d0\n  filature dossier CASE --without network,chronology\n  filature dossier CASE --profile-of FR7699999000010000000000115 --lang fr\n  filature dossier CASE --profile press --title \"A network of 2024\"\n  filature dossier CASE --format goaml --xsd national.xsd --report-as report.toml --names"
    )]
    Dossier {
        /// The case folder
        case: PathBuf,
        /// Only these leads, by their ids or the beginnings of these, with their findings and the traces that share a payment with them
        #[arg(long = "lead", value_delimiter = ',', value_name = "ID,...")]
        leads: Vec<String>,
        /// Only these traces, by the names of their files in traces/ without .json, separated by commas [default: all]
        #[arg(long = "trace", value_delimiter = ',', value_name = "NAME,...")]
        traces: Vec<String>,
        /// Which parts of the document
        #[command(flatten)]
        parts: PartArguments,
        /// The formats
        #[arg(long, value_delimiter = ',', default_value = "html", value_name = "FORMAT,...")]
        format: Vec<DossierFormat>,
        /// The language [default: both]
        #[arg(long)]
        lang: Option<Lang>,
        /// Show names and payment texts instead of initials, where the profile allows it
        #[arg(long)]
        names: bool,
        /// The schema that a report in goAML follows, as the financial intelligence unit publishes it
        #[arg(long, value_name = "FILE.xsd")]
        xsd: Option<PathBuf>,
        /// Who reports in goAML, and the national codes: what the case cannot know (docs/reference/goaml-export.md)
        #[arg(long, value_name = "FILE.toml")]
        report_as: Option<PathBuf>,
        /// For whom
        #[command(flatten)]
        reader: ProfileArguments,
        /// Whose profile is a part of it
        #[command(flatten)]
        profiles: ProfilePartArguments,
        /// Who writes it, where case.toml asks for two people ([four_eyes])
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// Who with them
        #[command(flatten)]
        second: SecondArguments,
    },
    /// Open a case as a page in the browser, on this machine only
    #[command(
        after_help = "Examples:\n  filature desk CASE\n  filature desk CASE --port 7080 --no-open\n  filature desk CASE --json --no-open\n\nThe address works once; press Enter in the terminal for another. --json prints a key for programs: the API is described\nin docs/reference/desk-openapi.json. The desk listens on 127.0.0.1 alone and ends with Ctrl-C."
    )]
    Desk {
        /// The case folder; made when it is not there
        case: PathBuf,
        /// The port on 127.0.0.1; 0 takes any that is free [default: the first free one from 7070]
        #[arg(long, value_name = "PORT")]
        port: Option<u16>,
        /// Open no browser; the address is printed
        #[arg(long)]
        no_open: bool,
    },
    /// Write, under seal, what is withheld to protect one person
    #[command(after_help = SEALED_EXAMPLES)]
    Sealed(SealedArguments),
    /// Write the spreadsheet that a scan of a case is typed up in; add reads it back
    #[command(
        after_help = "Example:\n  filature transcribe CASE scan.pdf --by \"A. Martin\" --out january.xlsx\n  filature add CASE january.xlsx\n\nEach page must foot when it is read back, or is refused with its number. The name of who types stands with the statement."
    )]
    Transcribe(TranscribeArguments),
    /// Check that a case still holds, or that a dossier is what the case gives: make it again and compare
    #[command(
        after_help = "Examples:\n  filature verify CASE\n  filature verify CASE --dossier CASE/dossier/dossier.fr.html\n  filature verify CASE --dossier received.html --head 5f0c…\n\nA dossier is made again from what was known when it was written: files and decisions that came later change nothing. --head is the hash of the journal in the signed record."
    )]
    Verify {
        /// The case folder
        case: PathBuf,
        /// A dossier, wherever it is now, to be made again and compared
        #[arg(long, value_name = "FILE")]
        dossier: Option<PathBuf>,
        /// A head of the journal that was written down, to be looked for
        #[arg(long, value_name = "SHA256")]
        head: Option<String>,
    },
    /// Say what is new, changed or gone since a dossier was written, or since a day: for the supplementary report
    #[command(
        after_help = "Examples:\n  filature changes CASE --since CASE/dossier/dossier.fr.html --lang fr\n  filature changes CASE --since 2024-05-02\n\nA day is inclusive: what came after it is listed. Only what may be rendered is compared; a trace has to be made again, by the same name, to be compared after new files."
    )]
    Changes {
        /// The case folder
        case: PathBuf,
        /// A dossier that this case wrote, or a day or an instant
        #[arg(long, value_name = "FILE|DATE")]
        since: String,
        /// The language [default: en]
        #[arg(long)]
        lang: Option<Lang>,
    },
    /// Write a case as one encrypted file: to send it, or to keep it encrypted
    #[command(after_help = PACK_EXAMPLES)]
    Pack(PackArguments),
    /// Take back a case that was packed
    #[command(after_help = OPEN_EXAMPLES)]
    Open(OpenArguments),
    /// Make an identity, and show the public key to which others pack cases
    #[command(after_help = KEY_EXAMPLES)]
    Key(KeyArguments),
    /// Remove a source or a person from a case, or list what is due to be removed
    #[command(after_help = ERASE_EXAMPLES)]
    Erase(EraseArguments),
    /// Write a row of features for each transaction of a file, nothing in it looked up from its future
    #[command(
        after_help = "Examples:\n  filature features payments.csv --out features.parquet\n  filature features export.csv --mapping bank.toml --out features.parquet\n\nThe columns are listed in docs/reference/features.md. Rows that move no money have none."
    )]
    Features(FeaturesArguments),
    /// Write a synthetic case with its truth
    #[command(
        after_help = "Example:\n  filature synth --out DIR --seed 7 --networks 2 --look-alikes 4 --format camt,mt940,csv"
    )]
    Synth {
        /// Where to write it
        #[arg(long)]
        out: PathBuf,
        /// The seed: the same one gives the same bytes
        #[arg(long)]
        seed: u64,
        /// About how many transactions of ordinary life
        #[arg(long)]
        transactions: Option<usize>,
        /// How many networks
        #[arg(long, default_value_t = 1)]
        networks: u32,
        /// How many lawful look-alikes
        #[arg(long, default_value_t = 4)]
        look_alikes: u32,
        /// The formats
        #[arg(long, value_delimiter = ',', default_value = "camt,mt940,csv", value_name = "FORMAT,...", value_parser = synth_format())]
        format: Vec<OutputFormat>,
    },
}

/// The arguments of `features`.
#[derive(Debug, Args)]
pub struct FeaturesArguments {
    /// A file of transactions, of any format that `add` reads
    pub file: PathBuf,
    /// Where to write the table
    #[arg(long, value_name = "F.parquet")]
    pub out: PathBuf,
    /// How to read a bank's own table (TOML; see docs/reference/mapping.md)
    #[arg(long, value_name = "M.toml")]
    pub mapping: Option<PathBuf>,
    /// The account that the file is of, where it does not say
    #[arg(long, value_name = "IBAN")]
    pub account: Option<String>,
}

/// The arguments of `transcribe`.
#[derive(Debug, Args)]
pub struct TranscribeArguments {
    /// The case folder
    pub case: PathBuf,
    /// The scan: its id, as add shows it, or its file name
    pub source: String,
    /// Who types
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Where to write the spreadsheet [default: transcription-SOURCE.xlsx]
    #[arg(long, value_name = "F.xlsx")]
    pub out: Option<PathBuf>,
}

/// What a person says of the files that are added.
#[derive(Debug, Clone, Args)]
pub struct Provenance {
    /// How to read a bank's own table (TOML; see docs/reference/mapping.md)
    #[arg(long, value_name = "M.toml")]
    pub mapping: Option<PathBuf>,
    /// The account that the files are of, where they do not say
    #[arg(long, value_name = "IBAN")]
    pub account: Option<String>,
    /// Who sent them
    #[arg(long, value_name = "WHO")]
    pub from: Option<String>,
    /// The day they were received
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub received: Option<String>,
    /// The request that they answer
    #[arg(long, value_name = "REF")]
    pub request: Option<String>,
    /// Their exhibit reference (PV, scellé, cote)
    #[arg(long, value_name = "REF")]
    pub exhibit: Option<String>,
    /// What they may be used for; what is not evidence is never rendered in a dossier [default: evidence;
    /// intelligence-only for reports of suspicion]
    #[arg(long = "use", value_name = "USE")]
    pub use_: Option<Use>,
    /// Take them back where they were erased from this case before; without it such a file is refused
    #[arg(long)]
    pub erased_again: bool,
}

/// What can be done with flags.
#[derive(Debug, Subcommand)]
pub enum FlagsAction {
    /// List the flags, those of a case along with those of the program
    List {
        /// A case whose flags/ are taken too
        #[arg(long)]
        case: Option<PathBuf>,
    },
    /// Say all of one: what it finds, what could explain it, its thresholds, sources and rule
    Explain {
        /// The flag
        id: String,
        /// A case whose flags/ are taken too
        #[arg(long)]
        case: Option<PathBuf>,
        /// The language [default: en]
        #[arg(long)]
        lang: Option<Lang>,
    },
    /// Say what is wrong with flags: fields, query, wording, cases that are missing
    Check {
        /// Flags by id, or files [default: all]
        #[arg(value_name = "ID|FILE.md")]
        flags: Vec<String>,
        /// A case whose flags/ are taken too
        #[arg(long)]
        case: Option<PathBuf>,
    },
    /// The same, and run the cases of each
    Test {
        /// Flags by id, or files [default: all]
        #[arg(value_name = "ID|FILE.md")]
        flags: Vec<String>,
        /// A case whose flags/ are taken too
        #[arg(long)]
        case: Option<PathBuf>,
    },
    /// Begin a new flag: a file and its cases, to be filled in
    New {
        /// Its id: a-z, 0-9 and -
        id: String,
        /// Where to write it
        #[arg(long, default_value = "flags")]
        dir: PathBuf,
    },
}

const FLAGS_EXAMPLES: &str = "Examples:
  filature flags list
  filature flags explain wage-sweep-to-one --lang fr
  filature flags new two-phones --dir CASE/flags
  filature flags test CASE/flags/two-phones.md
  filature detect CASE --only wage-sweep-to-one,two-phones

A flag is one file; docs/reference/flag-files.md says how it is written, docs/reference/sql.md what its query may ask.
Flags in CASE/flags/ run with the others on that case; one by the id of another takes its place.
Thresholds are design defaults; nobody has calibrated them on real data.";

const SQL_EXAMPLES: &str = "Examples:
  filature sql CASE \"SELECT channel, count(*), sum(euro_minor) FROM transactions GROUP BY channel\"
  filature sql CASE \"SELECT a.key, w.events, w.amount_minor FROM windows('30d', 'in', 'channel:cash-in', 8) w JOIN accounts a USING (account)\"
  filature sql CASE --json < query.sql

Tables, columns and table functions: docs/reference/sql.md. Amounts are minor units (cents); days are counted from 1970.
Names, telephones and addresses are in no table. The query may read and nothing else.";

/// The arguments of `sql`.
#[derive(Debug, Args)]
pub struct SqlArguments {
    /// The case folder
    pub case: PathBuf,
    /// One SELECT [default: read from standard input]
    pub query: Option<String>,
    /// Rows of the answer at most
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub rows: usize,
    /// Seconds that it may take
    #[arg(long, value_name = "N", default_value_t = 120)]
    pub seconds: u64,
    /// Megabytes that it may hold
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub megabytes: u32,
}

const STATEMENTS_EXAMPLES: &str = "Examples:
  filature statements CASE
  filature statements CASE --list
  filature statements CASE --asked FR7699999000010000000000115 --from 2024-01 --to 2025-12 --request \"REQ 12/3\"
  filature statements CASE --not-asked FR7699999000010000000000115 --from 2025-01 --to 2025-12 --request \"REQ 12/3\"

A month foots where each of its days lies in statements that foot and follow each other.";

/// The arguments of `statements`.
#[derive(Debug, Args)]
pub struct StatementsArguments {
    /// The case folder
    pub case: PathBuf,
    /// List all statements with their figures instead of the grid
    #[arg(long)]
    pub list: bool,
    /// The language of the grid [default: en]
    #[arg(long)]
    pub lang: Option<Lang>,
    /// Take down that statements of this account were asked for
    #[arg(long, value_name = "ACCOUNT", requires_all = ["from", "to", "request"], conflicts_with = "not_asked")]
    pub asked: Option<String>,
    /// Take that back
    #[arg(long, value_name = "ACCOUNT", requires_all = ["from", "to", "request"])]
    pub not_asked: Option<String>,
    /// The first month that was asked for
    #[arg(long, value_name = "YYYY-MM")]
    pub from: Option<String>,
    /// The last month that was asked for
    #[arg(long, value_name = "YYYY-MM")]
    pub to: Option<String>,
    /// The reference of the request
    #[arg(long, value_name = "REF")]
    pub request: Option<String>,
}

/// The arguments of `join`.
#[derive(Debug, Args)]
pub struct JoinArguments {
    /// The case folder
    pub case: PathBuf,
    /// Two lines are not one transfer: the transaction that they were taken for, or one of the two entries
    #[arg(long, value_name = "TX", requires = "reason", conflicts_with = "redo")]
    pub undo: Option<String>,
    /// Take that back: one of the two entries
    #[arg(long, value_name = "ENTRY", requires = "reason")]
    pub redo: Option<String>,
    /// Why; it stands in the journal
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

const MERGE_EXAMPLES: &str = "Examples:
  filature merge CASE
  filature merge CASE FR7699999000010000000000115 FR7699999000010000000000212 --source \"D 44\" --reason \"same passport, copies compared\" --by \"Officer A\"
  filature merge CASE ACCOUNT OTHER --relation joint --source \"D 45\" --reason \"contract of the bank\" --by \"Officer A\"
  filature merge CASE --undo 3f2a9c01d4e5 --reason \"two cousins: PV 51\" --by \"Officer A\"
  filature merge CASE --rule paper-and-birth --source \"note of 2 May\" --reason \"the case's own rule\" --by \"Officer A\"

Without accounts it shows what was said, and what may be looked at: accounts of which more than
the name agrees, in words, with what speaks against it. A merge is somebody's word, signed and
dated in the journal; filature merges nothing by itself, and a name alone is no ground. The rule
paper-and-birth takes down each proposal in which a paper or national number and the date of birth
are one and the names can be. Transfers between the accounts of one holder are then internal: to
detection, to leads and to the sums of the dossier. What was found is found again. Where files give
two days of birth, or one account is a victim's and another was put in another category, it takes
two people (--second).
joint, proxy and owner say what the first account's holder has to do with the others, and join nothing.";

/// The arguments of `merge`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("said").args(["accounts", "undo", "rule"]))]
#[command(group = clap::ArgGroup::new("merged").args(["accounts", "rule"]).multiple(false))]
pub struct MergeArguments {
    /// The case folder
    pub case: PathBuf,
    /// The accounts that belong together: two at least [default: show what was said]
    #[arg(value_name = "ACCOUNT", requires_all = ["source", "reason", "by"])]
    pub accounts: Vec<String>,
    /// What they have to do with each other: holder, joint, proxy or owner
    #[arg(long, value_name = "RELATION", default_value = "holder")]
    pub relation: String,
    /// Take a merge back, by its id
    #[arg(long, value_name = "ID", requires_all = ["reason", "by"])]
    pub undo: Option<String>,
    /// Merge by a rule that the case names, each proposal that it covers by itself: paper-and-birth
    #[arg(long, value_name = "NAME", requires_all = ["source", "reason", "by"], conflicts_with = "relation")]
    pub rule: Option<String>,
    /// On what it rests
    #[arg(long, value_name = "REF", requires = "merged")]
    pub source: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", requires = "said")]
    pub reason: Option<String>,
    /// The name of who says so; it stands in the journal
    #[arg(long, value_name = "NAME", requires = "said")]
    pub by: Option<String>,
    /// The name of the second person who says so
    #[arg(long, value_name = "NAME", requires = "said")]
    pub second: Option<String>,
    /// Why the second person says so, in their own words: needed where case.toml asks for two people ([four_eyes])
    #[arg(long, value_name = "TEXT", requires = "second")]
    pub second_reason: Option<String>,
}

const WATCH_EXAMPLES: &str = "Examples:
  filature watch CASE list.csv --reason \"wanted persons, request 12/3\" --by \"Officer A\"
  filature watch CASE consolidated.xml --lang fr --reason \"freezing of assets\" --by \"Officer A\"
  filature watch CASE entities.ftm.json --names --json --reason \"list of the unit, 2 May\" --by \"Officer A\"

Lists: CSV with a column of names (name, or first name and last name; nom, prénom) and any of
alias, date of birth, country, passport, national number, registration number, account, telephone,
e-mail, address; FollowTheMoney entities, one a line; the consolidated list of the United Nations
Security Council as XML. Nothing is fetched, and nothing of the list enters the case. To look
somebody up takes a reason and a name: one line of the journal holds them, with the SHA-256 of the
list and how many records it has.

Shown are accounts, records by their id and line, and in words what agrees and what does not. A
match of names is a question, not an answer. Pairs whose names agree and whose dates of birth or
numbers do not are counted. All sources are read, whatever their use: the result is for the
screen; accounts of people who are protected are left out. What counts as agreeing is a design
default, not calibrated on real data.";

/// The arguments of `watch`.
#[derive(Debug, Args)]
pub struct WatchArguments {
    /// The case folder
    pub case: PathBuf,
    /// The list
    pub list: PathBuf,
    /// Show the names of the records too, and names that stand in the case without an account
    #[arg(long)]
    pub names: bool,
    /// Why the list is held against this case; it stands in the journal
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The name of who looks; it stands in the journal
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Show also what agrees in a single word of a name and in nothing else
    #[arg(long)]
    pub single_words: bool,
    /// The language [default: en]
    #[arg(long)]
    pub lang: Option<Lang>,
}

const CATEGORY_EXAMPLES: &str = "Examples:
  filature category CASE
  filature category CASE FR7699999000010000000000115
  filature category CASE FR7699999000010000000000115 --as victim --source \"PV 12/3\" --reason \"heard on 2 May\" --by \"Officer A\"

Categories: suspect, convicted, victim (or possible victim), witness, undetermined. Nobody has one until a person decides; a later
decision takes an earlier one back, and both stay in the journal. From victim to suspect or convicted it takes two people
(--second). Detection never decides this, and puts nobody who was called a possible victim on another side.

To protect a person from a day on, whatever their category:
  filature category CASE ACCOUNT --protected-from 2024-06-01 --source \"PV 30\" --reason \"moved to a shelter\" --by \"Officer A\" --also ACCOUNT2
  filature category CASE ACCOUNT --unprotect --source \"PV 41\" --reason \"at her own request\" --by \"Officer A\" --second \"Magistrate B\"
What they do from that day on, where and with whom, appears in no document; `filature sealed` writes it under seal. Name every
account of the person that you know of (--also): filature knows that two accounts are of one person when somebody said so (`merge`).";

/// The arguments of `category`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("decision").args(["category", "protected_from", "unprotect"]))]
pub struct CategoryArguments {
    /// The case folder
    pub case: PathBuf,
    /// The account by which the person is known [default: show all decisions that hold]
    pub account: Option<String>,
    /// What is decided: suspect, convicted, victim, witness or undetermined
    #[arg(long = "as", value_name = "CATEGORY", requires_all = ["account", "source", "reason", "by"])]
    pub category: Option<String>,
    /// Protect the person: what they do from this day on appears in no document
    #[arg(long, value_name = "YYYY-MM-DD", requires_all = ["account", "source", "reason", "by"])]
    pub protected_from: Option<String>,
    /// Take the protection back; it takes two people (--second)
    #[arg(long, requires_all = ["account", "source", "reason", "by"])]
    pub unprotect: bool,
    /// Another account of the same person, to protect with the first; may be given several times
    #[arg(long, value_name = "ACCOUNT", requires = "account", conflicts_with = "category")]
    pub also: Vec<String>,
    /// On what it rests
    #[arg(long, value_name = "REF", requires = "decision")]
    pub source: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", requires = "decision")]
    pub reason: Option<String>,
    /// The name of who decides; it stands in the journal
    #[arg(long, value_name = "NAME", requires = "decision")]
    pub by: Option<String>,
    /// The name of the second person who decides
    #[arg(long, value_name = "NAME", requires = "decision")]
    pub second: Option<String>,
    /// Why the second person decides, in their own words: needed where case.toml asks for two people ([four_eyes])
    #[arg(long, value_name = "TEXT", requires = "second")]
    pub second_reason: Option<String>,
}

const SEALED_EXAMPLES: &str = "Example:
  filature sealed CASE --protected FR7699999000010000000000115 --reason \"order of 3 June\" --by \"Officer A\" --to \"Judge B\" --lang fr

What `category --protected-from` withholds about this person from every other document, and nothing else, with its source rows.
No other command writes it. Who asked for it, why and for whom stands in the journal. Rows that intelligence alone shows are not in it.";

/// The arguments of `sealed`.
#[derive(Debug, Args)]
pub struct SealedArguments {
    /// The case folder
    pub case: PathBuf,
    /// An account of the protected person; those protected together with it are taken along
    #[arg(long, value_name = "ACCOUNT")]
    pub protected: String,
    /// Why it is written; it stands in the journal
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The name of who decides; it stands in the journal
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// To whom it is handed over; it stands in the journal
    #[arg(long, value_name = "RECIPIENT")]
    pub to: String,
    /// The language [default: both]
    #[arg(long)]
    pub lang: Option<Lang>,
}

/// Who reads a dossier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum DossierProfile {
    /// The judge and all parties: what a judge is given, the defence reads
    #[default]
    Defence,
    /// Another service: possible victims under pseudonyms
    Partner,
    /// The lawyer of one victim (--of): other victims under pseudonyms
    VictimLawyer,
    /// No name, account, file or place; months for days
    Press,
}

/// Which parts a dossier has. What says how far it can be trusted is always there.
#[derive(Debug, Clone, Default, Args)]
pub struct PartArguments {
    /// Only these of the parts that can be left out: proceeds, means, chronology, leads, network, findings, traces, assets, taken,
    /// requests; without traces there are no assets. All others are always there [default: all]
    #[arg(long, value_delimiter = ',', value_name = "PART,...", conflicts_with = "without")]
    pub parts: Vec<String>,
    /// All parts but these; the document names them
    #[arg(long, value_delimiter = ',', value_name = "PART,...")]
    pub without: Vec<String>,
}

/// For whom a dossier is written.
#[derive(Debug, Clone, Default, Args)]
pub struct ProfileArguments {
    /// Who is to read it; pseudonyms are new in each export
    #[arg(long, value_enum, default_value_t, value_name = "PROFILE")]
    pub profile: DossierProfile,
    /// An account of the victim whose lawyer reads it; may be given several times
    #[arg(long, value_name = "ACCOUNT", required_if_eq("profile", "victim-lawyer"))]
    pub of: Vec<String>,
    /// With --profile press: what it is called, in place of the name of the case
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

/// What `statistics --help` ends with.
const STATISTICS_EXAMPLES: &str = "Examples:
  filature statistics cases/* --country FR
  filature statistics cases/* --country FR --lang fr --out statistics.csv
  filature statistics cases/* --k 20 --json

Counts are about 11 people or more; others are hidden with what would give them away; all are rounded by lot. Publish one output a period, of all cases: docs/concepts/statistics.md says what is protected and what is not. Sex, citizenship and form of exploitation are counted where case.toml states them (docs/reference/case-folder.md). The threshold and the rounding are design defaults.";

/// The arguments of `statistics`.
#[derive(Debug, Args)]
pub struct StatisticsArguments {
    /// The case folders: all of them, not a choice
    #[arg(required = true, value_name = "CASE")]
    pub cases: Vec<PathBuf>,
    /// The fewest people that a figure may be about; never less than 11
    #[arg(long, value_name = "N", default_value_t = filature_statistics::FEWEST)]
    pub k: u64,
    /// The reporting State, from which citizenship is seen: two capitals
    #[arg(long, value_name = "CC")]
    pub country: Option<String>,
    /// The language [default: en]
    #[arg(long)]
    pub lang: Option<Lang>,
    /// Write the figures to a file too
    #[arg(long, value_name = "F.csv|F.xlsx")]
    pub out: Option<PathBuf>,
}

/// What `detect --help` ends with.
const DETECT_EXAMPLES: &str = "Examples:
  filature detect CASE
  filature detect CASE --only cycle,round-trip --window 4d --strict
  filature detect CASE --only wage-sweep-to-one,no-life-on-account --set wage-sweep-to-one.window=72h
  filature detect CASE --only structuring --line \"own=950 EUR@cash-in,remittance:2024-01-01..\"

Kinds: cycle, fan-in, fan-out, gather-scatter, scatter-gather, bipartite, stack, chain,
pass-through, structuring, funnel, round-trip. Flags: `filature flags list`.

A line is NAME=AMOUNT CURRENCY[@CHANNEL,...][:FROM..UNTIL]; either day may be left out.
Channels: transfer, card, cash-in, cash-out, remittance, cheque, fee, interest, crypto, other;
none: all. A line by the name of one that filature has takes its place.

The thresholds are design defaults; nobody has calibrated them on real data.";

/// What `detect` is asked.
#[derive(Debug, Args)]
pub struct DetectArguments {
    /// The case folder
    pub case: PathBuf,
    /// Patterns and flags to look for, separated by commas; the kinds are listed below [default: all]
    #[arg(long, value_delimiter = ',', value_name = "KIND|FLAG,...")]
    pub only: Vec<String>,
    /// How long a pattern may last, as in 36h, 4d, 2w [default: 4d for cycles, scatter-gathers and each hop of a chain,
    /// 7d for structuring, 30d for round trips, 9d for the rest]
    #[arg(long, value_name = "DURATION")]
    pub window: Option<String>,
    /// Let a payment follow another only at a later instant [default: at one instant, they follow in ledger order]
    #[arg(long)]
    pub strict: bool,
    /// Another value for a flag's parameter; may be given several times
    #[arg(long, value_name = "FLAG.PARAMETER=VALUE")]
    pub set: Vec<String>,
    /// Say on standard error how long each flag took
    #[arg(long)]
    pub times: bool,
    /// One more line that payments may be kept just below, for structuring; may be given several times
    #[arg(long = "line", value_name = "LINE")]
    pub lines: Vec<String>,
}

const TRACE_EXAMPLES: &str = "Examples:
  filature trace CASE --claim anna=a1b2c3d4e5f6:17,a1b2c3d4e5f6:18
  filature trace CASE --claim a=T1 --claim b=T2:250.00 --rule fifo,libr --at 2024-06-30
  filature trace CASE --claim found=gather-scatter-0123456789ab
  filature trace CASE --takings shop=FR7699999000010000000000115:2024-01-01..2024-03-31
  filature trace CASE --paid-by boss=BANK:4711 --to FR7699999000010000000000115
  filature trace CASE --claims victims.csv
  filature trace CASE --claim a=T1 --elect a=T7:24750.00 --reason \"deed of 3 May\"
  filature trace CASE --claim a=T1 --link T8=T9 --reason \"carried by hand, statement of 4 May\"
  filature trace CASE --claim a=T1 --elect a=T7 --reason \"deed\" --link T8=T9 --reason \"statement\"
  filature trace CASE --of FR7699999000010000000000115 --at 2024-06-30
  filature trace CASE --claims victims.csv --rule libr --name victims-libr

A list of claims has the header claim,transaction[,amount] or claim,amount,date,account[,payer]; rows of one name are one claim. What a person asserts (--elect, --link) is shown apart from what the rules compute, and stands in the journal. No rule is stated to be the law of any forum, and this is no legal advice. Thresholds are design defaults; nobody has calibrated them on real data.";

/// The arguments of `trace`.
#[derive(Debug, Args)]
pub struct TraceArguments {
    /// The case folder
    pub case: PathBuf,
    /// A claim: a name, and the credits with which it begins: ids of transactions or entries, whole or a part of them,
    /// or of findings (all credits of one that arrive in the case, those into its middle where it has one)
    #[arg(long = "claim", value_name = "NAME=TX[:AMOUNT][,...]")]
    pub claims: Vec<String>,
    /// A claim to all that an account received, between two days or ever; either day may be left out
    #[arg(long, value_name = "NAME=ACCOUNT[:FROM..TO]")]
    pub takings: Vec<String>,
    /// A claim to all that an account paid to accounts of the case, as they received it
    #[arg(long = "paid-by", value_name = "NAME=ACCOUNT[:FROM..TO]")]
    pub paid_by: Vec<String>,
    /// A list of claims, as a table
    #[arg(long = "claims", value_name = "FILE.csv")]
    pub claim_files: Vec<PathBuf>,
    /// The currency that is meant, where an account or a finding has several; nothing is converted
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// Rules, separated by commas: fifo, lifo, pro-rata, libr, pari-passu, poison, or all
    #[arg(long, value_delimiter = ',', default_value = "all", value_name = "RULE,...")]
    pub rule: Vec<String>,
    /// The last day (or instant) taken into account, inclusive
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
    /// An account to follow no further
    #[arg(long, value_name = "ACCOUNT")]
    pub stop: Vec<String>,
    /// A pooled account, declared or measured, to follow through all the same
    #[arg(long, value_name = "ACCOUNT")]
    pub through: Vec<String>,
    /// What a person asserts, and why
    #[command(flatten)]
    pub said: InOrder,
    /// Who asserts a --link: the name stands in the journal
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Who with them
    #[command(flatten)]
    pub second: SecondArguments,
    /// Ask how much of each claim reached this account; it is followed no further there
    #[arg(long, value_name = "ACCOUNT")]
    pub to: Vec<String>,
    /// Ask instead what an account's balance, or a payment, is made of
    #[arg(long, value_name = "ACCOUNT|TX", conflicts_with_all = ["claims", "takings", "paid_by", "claim_files", "elect", "link", "reason", "to"])]
    pub of: Option<String>,
    /// What to call the file in traces/ [default: made of what is asked]: letters, digits, - and _. It stands in the
    /// journal: choose the name of no person
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// How far a value date may be from the booking for both orders to be run; 0 takes booking dates alone
    #[arg(long, value_name = "DAYS", default_value_t = filature_trace::Options::VALUE_WINDOW_DAYS, allow_negative_numbers = true)]
    pub value_window: u32,
    /// How many paths to give for each held amount: a number, 0 for none, or all
    #[arg(long, value_name = "N", default_value = "3")]
    pub paths: String,
    /// Take only accounts that a list declares for pooled accounts; measure none
    #[arg(long)]
    pub no_measured_hubs: bool,
}

impl PartArguments {
    /// What it is ordered without.
    ///
    /// # Errors
    /// Words that are no parts, or those of parts that always stay.
    pub fn left_out(&self) -> Result<BTreeSet<DossierPart>, Failure> {
        let (named, option) = match self.without.is_empty() {
            true => (DossierPart::left_out_but(&self.parts), "--parts"),
            false => (DossierPart::left_out(&self.without), "--without"),
        };
        named.map_err(|error| Failure::call(format!("{option}: {error}")))
    }
}

impl ProfileArguments {
    /// The profile that is asked for.
    pub fn profile(&self) -> Profile {
        match self.profile {
            DossierProfile::Defence => Profile::Defence,
            DossierProfile::Partner => Profile::Partner,
            DossierProfile::VictimLawyer => {
                let of = self.of.iter().map(|account| AccountId::written(account).as_str().to_owned());
                Profile::VictimLawyer { of: of.collect() }
            }
            DossierProfile::Press => Profile::Press { title: self.title.clone() },
        }
    }
}

/// The arguments of `rates`.
#[derive(Debug, Args)]
pub struct RatesArguments {
    /// The case folder; made when it is not there and files are given
    pub case: PathBuf,
    /// Files of exchange rates to add
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Look up the rate of this currency
    #[arg(long, value_name = "CURRENCY", requires = "on")]
    pub show: Option<String>,
    /// The day of the rate looked up
    #[arg(long, value_name = "YYYY-MM-DD", requires = "show")]
    pub on: Option<String>,
    /// The currency to look it up in
    #[arg(long, value_name = "CURRENCY", default_value = "EUR", requires = "show")]
    pub to: String,
    /// An amount to convert at that rate
    #[arg(long, value_name = "AMOUNT", requires = "show", allow_negative_numbers = true)]
    pub amount: Option<String>,
    /// Who sent the files
    #[arg(long, value_name = "WHO")]
    pub from: Option<String>,
    /// The day they were received
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub received: Option<String>,
    /// The request that they answer
    #[arg(long, value_name = "REF")]
    pub request: Option<String>,
    /// Their exhibit reference (PV, scellé, cote)
    #[arg(long, value_name = "REF")]
    pub exhibit: Option<String>,
    /// What they may be used for; what is not evidence is never rendered in a dossier [default: evidence]
    #[arg(long = "use", value_name = "USE")]
    pub use_: Option<Use>,
}

/// Languages.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Lang {
    /// French
    Fr,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Fr => Self::French,
            Lang::En => Self::English,
        }
    }
}

/// The words of `synth --format`, each with what it is.
fn synth_format() -> impl TypedValueParser<Value = OutputFormat> {
    let known = OutputFormat::ALL.iter().map(|format| PossibleValue::new(format.word()).help(format.what()));
    PossibleValuesParser::new(known).try_map(|word| word.parse::<OutputFormat>())
}

/// Formats of a dossier.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum DossierFormat {
    /// One self-contained HTML file
    Html,
    /// PDF/A, for the file and the court
    #[cfg(feature = "pdf")]
    Pdf,
    /// A document for Word and other word processors
    Docx,
    /// An OpenDocument text, for LibreOffice and other word processors
    Odt,
    /// A workbook of schedules, with formulas that re-add the totals
    Xlsx,
    /// FollowTheMoney entities as JSON lines, for OpenAleph
    Ftm,
    /// A graph of accounts and payments, for Gephi and others
    Graphml,
    /// A chart for i2 Analyst's Notebook
    Anx,
    /// The payments as the canonical CSV, which add reads back
    Csv,
    /// The entries relied on, for DuckDB, pandas and others
    Parquet,
    /// A report in goAML by the schema that --xsd names
    Goaml,
}

impl From<DossierFormat> for filature_dossier::Form {
    fn from(format: DossierFormat) -> Self {
        match format {
            DossierFormat::Html => Self::Html,
            #[cfg(feature = "pdf")]
            DossierFormat::Pdf => Self::Pdf,
            DossierFormat::Docx => Self::Docx,
            DossierFormat::Odt => Self::Odt,
            DossierFormat::Xlsx => Self::Xlsx,
            DossierFormat::Ftm => Self::Ftm,
            DossierFormat::Graphml => Self::Graphml,
            DossierFormat::Anx => Self::Anx,
            DossierFormat::Csv => Self::Csv,
            DossierFormat::Parquet => Self::Parquet,
            DossierFormat::Goaml => Self::Goaml,
        }
    }
}

/// Uses of a source.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Use {
    /// May be shown to a court
    Evidence,
    /// For the investigator's eyes
    IntelligenceOnly,
    /// Once its sender agrees
    ConsentNeeded,
}

impl From<Use> for SourceUse {
    fn from(use_: Use) -> Self {
        match use_ {
            Use::Evidence => Self::Evidence,
            Use::IntelligenceOnly => Self::IntelligenceOnly,
            Use::ConsentNeeded => Self::ConsentNeeded,
        }
    }
}
