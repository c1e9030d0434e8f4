use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Assumption;

/// What a balance or a payment is made of: by each rule, the credits from which it came. It is the rule run forwards with
/// each such credit as a colour of its own, read where the question was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decomposition {
    /// The account, or the transaction, that was asked about.
    pub of: String,
    /// The last day or instant that was taken into account, inclusive; none when all of the ledger was.
    pub at: Option<String>,
    /// The balance or the payment, decimal string; the least, where the opening balance is not known.
    pub amount: String,
    /// Its currency.
    pub currency: String,
    /// By the rule's word: the origins, the largest first.
    pub rules: BTreeMap<String, Vec<Origin>>,
    /// What the figures assume.
    pub assumptions: Vec<Assumption>,
    /// The most restricted use among the sources that it rests on.
    #[serde(rename = "use")]
    pub use_: String,
    /// SHA-256 of the list of sources that it was made of: with another list it is stale.
    #[serde(default)]
    pub basis: String,
}

/// Where a part came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// What it is.
    pub kind: OriginKind,
    /// The account of the case in which it arrived; empty for what is in no account (money that a bank lent).
    pub account: String,
    /// The account that paid it, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// The credits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transactions: Vec<String>,
    /// The least, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
}

/// What an origin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OriginKind {
    /// One credit, or several of one payer to one account.
    Credit,
    /// The smaller credits together.
    Others,
    /// Opening balances, and what a bank lent.
    OpeningOrOverdraft,
}
