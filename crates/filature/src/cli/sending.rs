//! The arguments of `pack`, `open` and `key`.

use std::path::PathBuf;

use clap::Args;

/// Examples of `pack`.
pub const PACK_EXAMPLES: &str = "Examples:
  filature pack CASE --to age1… --out case.age --by \"A. Martin\" --reason \"request of 2 May, court of Exempleville\"
  filature pack CASE --to recipients.txt --out case.age --by \"A. Martin\" --reason \"handed to the second service\"
  filature pack CASE --passphrase-file secret.txt --out case.age --by \"A. Martin\" --reason \"copy for the safe\"
  filature pack CASE --at-rest --to age1… --identity key.txt --out case.age --by \"A. Martin\" --reason \"laptop is travelling\"

Without --to and --passphrase-file a passphrase is asked for on the terminal. The whole folder goes, and nothing of it is left out for
being intelligence or of a protected person: a case that holds such asks for --whole. `age -d case.age | tar x` opens it too.";

/// Examples of `open`.
pub const OPEN_EXAMPLES: &str = "Examples:
  filature open case.age --into CASE --identity key.txt
  filature open case.age --into CASE

Without --identity and --passphrase-file a passphrase is asked for on the terminal. Of an archive that was cut or altered nothing is kept.";

/// Examples of `key`.
pub const KEY_EXAMPLES: &str = "Example:
  filature key key.txt

The line that is printed is given to those who send; the file is given to nobody. Whoever loses it opens nothing any more.";

/// The arguments of `pack`.
#[derive(Debug, Args)]
pub struct PackArguments {
    /// The case folder
    pub case: PathBuf,
    /// For whom: a public key age1…, or a file of them; more than one with commas or by repeating it
    #[arg(long, value_delimiter = ',', value_name = "RECIPIENT")]
    pub to: Vec<String>,
    /// A file whose first line is the passphrase; - reads standard input
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    pub passphrase_file: Option<PathBuf>,
    /// The archive
    #[arg(long, value_name = "FILE.age")]
    pub out: PathBuf,
    /// The name of the officer who sends it
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Why it is sent
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// To whom it goes, in words, for the journal
    #[arg(long = "for", value_name = "WHO")]
    pub for_: Option<String>,
    /// Send it although it holds what may not be used as evidence, or of whom is protected
    #[arg(long)]
    pub whole: bool,
    /// Send the keys of pseudonyms too: whoever has them reads who is who in every dossier
    #[arg(long)]
    pub with_keys: bool,
    /// Overwrite a file that is there
    #[arg(long)]
    pub force: bool,
    /// Keep the case encrypted: open what was written again, compare it, and remove the folder
    #[arg(long)]
    pub at_rest: bool,
    /// With --at-rest and --to: the identity that opens it again
    #[arg(long, value_name = "FILE", requires = "at_rest")]
    pub identity: Option<PathBuf>,
}

/// The arguments of `open`.
#[derive(Debug, Args)]
pub struct OpenArguments {
    /// The archive
    #[arg(value_name = "FILE.age")]
    pub file: PathBuf,
    /// The case folder to make; not there yet, or empty
    #[arg(long, value_name = "CASE")]
    pub into: PathBuf,
    /// A file with your identity, as `key` writes it
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_file")]
    pub identity: Option<PathBuf>,
    /// A file whose first line is the passphrase; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

/// The arguments of `key`.
#[derive(Debug, Args)]
pub struct KeyArguments {
    /// Where to write it; not there yet
    pub file: PathBuf,
}
