use serde::{Deserialize, Serialize};

/// What a person asserts about money that no rule can know, with the reason that the person gave. It is shown apart
/// from what the rules compute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Assertion {
    /// A debit was made with the claim's money: it takes the claim first (Re Oatway \[1903\] 2 Ch 356).
    Election {
        /// The claim.
        claim: String,
        /// The debit.
        transaction: String,
        /// What was bought is now worth this, decimal string, where the person says so.
        worth: Option<String>,
        /// Why; none when no reason was given.
        reason: Option<String>,
        /// What the debit carries of the claim, by rule.
        carried: Vec<Carried>,
    },
    /// A credit is the money of an earlier debit elsewhere (Durant v Brazil \[2015\] UKPC 35).
    Link {
        /// The debit.
        debit: String,
        /// The credit.
        credit: String,
        /// Why.
        reason: String,
        /// What the link carries, by rule and claim.
        carried: Vec<Carried>,
    },
}

/// What an asserted movement carries of a claim under a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The rule's word.
    pub rule: String,
    /// The claim.
    pub claim: String,
    /// The least, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
    /// By how much the claim's part of what was bought is now worth more than the money (below zero: less).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rise: Option<Rise>,
}

/// A rise in worth, or, below zero, a fall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rise {
    /// The least, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
}

/// An election in a call: a person says that a debit was made with a claim's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// The claim's name.
    pub claim: String,
    /// Position of the debit in [`crate::Transactions`].
    pub transaction: u32,
    /// What was bought is now worth this: minor units of the debit's currency.
    pub worth_minor: Option<i64>,
    /// Why.
    pub reason: Option<String>,
}

/// An asserted link in a call: a person says that a credit is the money of an earlier debit elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Position of the debit.
    pub debit: u32,
    /// Position of the credit.
    pub credit: u32,
    /// Why.
    pub reason: String,
}
