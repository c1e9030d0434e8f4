use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Assumption;

/// A rule of tracing (`docs/concepts/tracing.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// First in, first out: Devaynes v Noble (Clayton's Case, 1816).
    Fifo,
    /// Last in, first out: an accounting practice.
    Lifo,
    /// Each colour in proportion to its share of the balance: Barlow Clowes v Vaughan \[1991\] EWCA Civ 11.
    ProRata,
    /// Lowest intermediate balance, own money first: Roscoe v Winder \[1915\] 1 Ch 62.
    Libr,
}

impl Rule {
    /// The rules that run, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Fifo, Self::Lifo, Self::ProRata, Self::Libr];

    /// The word of the command line and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fifo => "fifo",
            Self::Lifo => "lifo",
            Self::ProRata => "pro-rata",
            Self::Libr => "libr",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }
}

/// A set of credits whose money is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its name, given by the person who makes it.
    pub name: String,
    /// Positions in [`crate::Transactions`] of the credits it begins with.
    pub transactions: Vec<u32>,
}

/// How a claim's part left what can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Departure {
    /// Drawn in cash.
    Cash,
    /// Reached an account that is not in the case.
    Outside,
    /// Reached a pooled account.
    Hub,
    /// Reached an account at which a person said to stop.
    Stop,
    /// Paid as a fee.
    Fee,
    /// Repaid an overdraft.
    Overdraft,
    /// Changed currency, and no rate is known.
    NoRate,
}

impl Departure {
    /// The word of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Outside => "outside",
            Self::Hub => "hub",
            Self::Stop => "stop",
            Self::Fee => "fee",
            Self::Overdraft => "overdraft",
            Self::NoRate => "no-rate",
        }
    }
}

/// What a trace found: for each claim and rule, where the money is and where it left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The last day that was taken into account, inclusive; none when all of the ledger was.
    pub at: Option<String>,
    /// The claims.
    pub claims: Vec<ClaimSum>,
    /// By the rule's word, in the order of the words.
    pub rules: BTreeMap<String, RuleResult>,
    /// What the figures assume.
    pub assumptions: Vec<Assumption>,
    /// The most restricted use among the sources the claims rest on.
    #[serde(rename = "use")]
    pub use_: String,
    /// SHA-256 of the list of sources that it was made of: with another list it is stale.
    #[serde(default)]
    pub basis: String,
}

/// A claim and its sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimSum {
    /// Its name.
    pub claim: String,
    /// Decimal string.
    pub amount: String,
    /// Currency.
    pub currency: String,
    /// The transactions it begins with.
    pub transactions: Vec<String>,
}

/// What one rule says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleResult {
    /// What is still in accounts of the case.
    pub held: Vec<Held>,
    /// What left.
    pub left: Vec<Left>,
}

/// A claim's part of a balance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Held {
    /// The account.
    pub account: String,
    /// The claim.
    pub claim: String,
    /// The least over the assumptions run, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
}

/// A claim's part of a debit that leads out of sight.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Left {
    /// The transaction.
    pub transaction: String,
    /// The account it left.
    pub account: String,
    /// The claim.
    pub claim: String,
    /// The least, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
    /// How.
    pub how: Departure,
}
