use std::fmt;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use filature_model::{Account, Entry, EntryColumns, Place, Problem, SourceId, StatedRate, Statement};
use serde::{Deserialize, Serialize};

/// The format that a file was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Format {
    /// ISO 20022 bank-to-customer statement.
    #[serde(rename = "camt.053")]
    Camt053,
    /// ISO 20022 account report, in the course of a day.
    #[serde(rename = "camt.052")]
    Camt052,
    /// ISO 20022 debit and credit notification.
    #[serde(rename = "camt.054")]
    Camt054,
    /// ISO 20022 payment order of a customer.
    #[serde(rename = "pain.001")]
    Pain001,
    /// ISO 20022 transfer between banks.
    #[serde(rename = "pacs.008")]
    Pacs008,
    /// SWIFT customer statement message.
    #[serde(rename = "mt940")]
    Mt940,
    /// SWIFT interim report: the entries of a part of a day, without balances.
    #[serde(rename = "mt942")]
    Mt942,
    /// SWIFT single customer credit transfer.
    #[serde(rename = "mt103")]
    Mt103,
    /// SWIFT request for transfer: orders, which move no money.
    #[serde(rename = "mt101")]
    Mt101,
    /// Open Financial Exchange, 1.x and 2.x, and QFX.
    #[serde(rename = "ofx")]
    Ofx,
    /// Quicken Interchange Format.
    #[serde(rename = "qif")]
    Qif,
    /// This project's own layout, both sides of each transfer in a row.
    #[serde(rename = "filature")]
    Canonical,
    /// The layout of IBM's AMLworld data.
    #[serde(rename = "amlworld")]
    Amlworld,
    /// A list of accounts.
    #[serde(rename = "accounts")]
    Accounts,
    /// A bank's own CSV, read by a mapping.
    #[serde(rename = "mapped")]
    Mapped,
    /// Exchange rates in this project's own layout.
    #[serde(rename = "rates")]
    Rates,
    /// Reference rates in a layout of the European Central Bank.
    #[serde(rename = "ecb-rates")]
    EcbRates,
    /// A suspicious-transaction report or another report to a financial intelligence unit, in goAML's XML.
    #[serde(rename = "goaml")]
    Goaml,
    /// FollowTheMoney entities, one a line.
    #[serde(rename = "ftm")]
    Ftm,
    /// The reply of a national register of accounts.
    #[serde(rename = "register")]
    Register,
    /// A list of a money-transfer operator.
    #[serde(rename = "mto")]
    Mto,
    /// The activity of a PayPal account.
    #[serde(rename = "paypal")]
    Paypal,
    /// Parquet in the canonical layout.
    #[serde(rename = "parquet")]
    Parquet,
    /// An Arrow file or stream in the canonical layout.
    #[serde(rename = "arrow")]
    Arrow,
    /// An archive of files, each a source of its own.
    #[serde(rename = "zip")]
    Zip,
    /// A file packed by gzip, a source of its own.
    #[serde(rename = "gzip")]
    Gzip,
    /// A statement on paper, as a PDF with text.
    #[serde(rename = "pdf")]
    Pdf,
    /// Pictures of pages: kept, to be typed up.
    #[serde(rename = "scan")]
    Scan,
    /// A scan typed up in the sheet that `filature transcribe` makes.
    #[serde(rename = "transcription")]
    Transcription,
}

impl Format {
    /// The word in JSON and in `sources.parquet`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Camt053 => "camt.053",
            Self::Camt052 => "camt.052",
            Self::Camt054 => "camt.054",
            Self::Pain001 => "pain.001",
            Self::Pacs008 => "pacs.008",
            Self::Mt940 => "mt940",
            Self::Mt942 => "mt942",
            Self::Mt103 => "mt103",
            Self::Mt101 => "mt101",
            Self::Ofx => "ofx",
            Self::Qif => "qif",
            Self::Canonical => "filature",
            Self::Amlworld => "amlworld",
            Self::Accounts => "accounts",
            Self::Mapped => "mapped",
            Self::Rates => "rates",
            Self::EcbRates => "ecb-rates",
            Self::Goaml => "goaml",
            Self::Ftm => "ftm",
            Self::Register => "register",
            Self::Mto => "mto",
            Self::Paypal => "paypal",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
            Self::Zip => "zip",
            Self::Gzip => "gzip",
            Self::Pdf => "pdf",
            Self::Scan => "scan",
            Self::Transcription => "transcription",
        }
    }

    /// Whether a file of it is intelligence unless its sender agrees to more: a report to a financial intelligence unit.
    ///
    /// ```
    /// assert!(filature_intake::Format::Goaml.is_intelligence());
    /// assert!(!filature_intake::Format::Ftm.is_intelligence());
    /// ```
    pub fn is_intelligence(self) -> bool {
        matches!(self, Self::Goaml)
    }

    /// Whether it holds other files, and nothing beside them.
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::Gzip)
    }

    /// Whether it is a table of exchange rates, which holds no entries.
    pub fn is_rates(self) -> bool {
        matches!(self, Self::Rates | Self::EcbRates)
    }
}

/// All that one file gave.
#[derive(Debug)]
pub struct Reading {
    /// What it was read as.
    pub format: Format,
    /// Entries in the schema of [`filature_model::schema::entries`], in the order of the file. Their rows
    /// count from 0 through all batches.
    pub entries: Vec<RecordBatch>,
    /// Statements, by ordinal.
    pub statements: Vec<Statement>,
    /// Accounts, for a list of accounts.
    pub accounts: Vec<Account>,
    /// Exchange rates, for a table of them, in the order of the file.
    pub rates: Vec<StatedRate>,
    /// What could not be taken as it stands, in the order of the file.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// A reading from entries given one by one.
    ///
    /// # Errors
    /// Arrow's own, when the columns do not fit the schema: a bug of ours.
    pub fn from_entries(
        format: Format,
        source: SourceId,
        entries: &[Entry],
        statements: Vec<Statement>,
        problems: Vec<Problem>,
    ) -> Result<Self, ArrowError> {
        let mut columns = EntryColumns::new(source);
        entries.iter().for_each(|entry| columns.push(entry));
        Ok(Self {
            format,
            entries: vec![columns.finish()?],
            statements,
            accounts: Vec::new(),
            rates: Vec::new(),
            problems,
        })
    }

    /// How many entries there are.
    pub fn entry_count(&self) -> usize {
        self.entries.iter().map(RecordBatch::num_rows).sum()
    }
}

/// Why nothing of a file was taken: the data's fault, for the person to act on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// Where in the file, as far as known.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub to_do: String,
    /// A mapping to confirm, as TOML, where one was drafted.
    pub draft_mapping: Option<String>,
}

impl Refusal {
    /// A refusal of the file as a whole.
    pub fn new(what: impl Into<String>, to_do: impl Into<String>) -> Self {
        Self { place: Place::default(), what: what.into(), to_do: to_do.into(), draft_mapping: None }
    }

    /// The same refusal, at this place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }
}

impl From<ArrowError> for Refusal {
    fn from(error: ArrowError) -> Self {
        Self::new(format!("the columns could not be built: {error}"), "This is a bug of filature: please report it.")
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = self.place.message {
            write!(f, "message {message}, ")?;
        }
        if let Some(line) = self.place.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{} {}", self.what, self.to_do)
    }
}
