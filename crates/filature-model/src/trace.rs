use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Assertion, Assumption, Requisition};

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
    /// No path: what is in one mixed account at the end is shared in proportion to what came in: Barlow Clowes.
    PariPassu,
    /// Everything that leaves a touched account is touched: an envelope for looking, never an amount to seize
    /// (Möser, Böhme, Breuker 2014).
    Poison,
}

impl Rule {
    /// The rules that run, in the order in which they are shown.
    pub const ALL: [Self; 6] = [Self::Fifo, Self::Lifo, Self::ProRata, Self::Libr, Self::PariPassu, Self::Poison];
    /// The rules that follow each unit: for each claim, what they say is held and left is the claim. Only they
    /// are compared with one another; the others stand outside that sum.
    pub const FOLLOWED: [Self; 4] = [Self::Fifo, Self::Lifo, Self::ProRata, Self::Libr];

    /// The word of the command line and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fifo => "fifo",
            Self::Lifo => "lifo",
            Self::ProRata => "pro-rata",
            Self::Libr => "libr",
            Self::PariPassu => "pari-passu",
            Self::Poison => "poison",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }

    /// Whether it is one of [`Rule::FOLLOWED`].
    pub fn is_followed(self) -> bool {
        Self::FOLLOWED.contains(&self)
    }
}

/// A set of credits whose money is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its name, given by the person who makes it.
    pub name: String,
    /// The credits it begins with.
    pub credits: Vec<ClaimedCredit>,
}

/// A credit, or a stated part of one, with which a claim begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimedCredit {
    /// Position in [`crate::Transactions`].
    pub transaction: u32,
    /// The part that is claimed, minor units of what the payee received; all of it where there is none.
    pub part_minor: Option<i64>,
}

impl Claim {
    /// A claim to whole credits.
    ///
    /// ```
    /// let claim = filature_model::Claim::whole("client", &[0, 3]);
    /// assert_eq!(claim.credits[1].transaction, 3);
    /// ```
    pub fn whole(name: impl Into<String>, transactions: &[u32]) -> Self {
        let whole = |&transaction: &u32| ClaimedCredit { transaction, part_minor: None };
        Self { name: name.into(), credits: transactions.iter().map(whole).collect() }
    }
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
    /// The last day or instant that was taken into account, inclusive; none when all of the ledger was.
    pub at: Option<String>,
    /// The claims.
    pub claims: Vec<ClaimSum>,
    /// By the rule's word, in the order of the words; with what a person asserted, if anybody did.
    pub rules: BTreeMap<String, RuleResult>,
    /// Where a person asserted something: what the rules compute without it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules_alone: BTreeMap<String, RuleResult>,
    /// What a person asserted, and what it carries by each rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assertions: Vec<Assertion>,
    /// How much of each claim reached an account that was asked about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
    /// What each account where something is held has in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub balances: Vec<BalanceAtEnd>,
    /// Each change of currency that a claim was followed through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conversions: Vec<Conversion>,
    /// Accounts that were measured or declared to be hubs, and that a claim reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hubs: Vec<Hub>,
    /// What to ask for next, the largest amount first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requisitions: Vec<Requisition>,
    /// What each doubt does to what is held, the one that moves it most first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sways: Vec<Sway>,
    /// What the figures assume.
    pub assumptions: Vec<Assumption>,
    /// The most restricted use among the sources the claims rest on.
    #[serde(rename = "use")]
    pub use_: String,
    /// SHA-256 of the list of sources that it was made of: with another list it is stale.
    #[serde(default)]
    pub basis: String,
}

impl Trace {
    /// Every transaction that the trace names, in claims, figures, paths, assertions, changes of currency, requisitions
    /// and assumptions: a figure is shown beside its entry, so whoever shows a trace must have the entries of all these.
    pub fn transactions(&self) -> BTreeSet<&str> {
        let claimed = self.claims.iter().flat_map(|claim| &claim.transactions);
        let computed = self.rules.values().chain(self.rules_alone.values()).flat_map(RuleResult::transactions);
        let converted = self.conversions.iter().map(|conversion| &conversion.transaction);
        let asked = self.requisitions.iter().flat_map(|requisition| &requisition.transactions);
        let assumed = self.assumptions.iter().filter_map(|assumption| match assumption {
            Assumption::RateMissing { transaction, .. } => Some(transaction),
            _ => None,
        });
        let asserted = self.assertions.iter().flat_map(|assertion| match assertion {
            Assertion::Election { transaction, .. } => vec![transaction],
            Assertion::Link { debit, credit, .. } => vec![debit, credit],
        });
        let all = claimed.chain(computed).chain(converted).chain(asked).chain(assumed).chain(asserted);
        all.map(String::as_str).collect()
    }
}

impl RuleResult {
    fn transactions(&self) -> impl Iterator<Item = &String> {
        let paths = self.held.iter().filter_map(|held| held.paths.as_ref()).flat_map(|paths| &paths.paths);
        let steps = paths.flat_map(|path| &path.steps).map(|step| &step.transaction);
        let left = self.left.iter().map(|left| &left.transaction);
        let exchange = self.exchange.iter().map(|exchange| &exchange.transaction);
        steps.chain(left).chain(exchange)
    }
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
    /// What changes of currency took: rounding, and what money that came back to the claim's own currency lost
    /// on the way. For a rule that follows each unit, held + left + exchange = claim.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchange: Vec<Exchange>,
    /// Each claim's share of what is held, in the order of the claims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restitution: Vec<Share>,
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
    /// The same in the account's own currency, where that is not the claim's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native: Option<Native>,
    /// Under `poison`, where the opening balance is not known: it may be any amount more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub or_more: bool,
    /// The paths by which it came, if they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paths: Option<Paths>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// An amount in the currency of the account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Native {
    /// The least, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
    /// Its currency.
    pub currency: String,
}

/// The paths that brought a held amount, largest first. Their amounts and the rest add up to `amount`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Paths {
    /// What is explained: the figure with entries in the ledger's order and each opening that is not known at its
    /// least. It is the figure itself where low and high are the same.
    pub amount: String,
    /// The paths.
    pub paths: Vec<Path>,
    /// How many smaller paths are not listed.
    pub more: u64,
    /// What they brought together.
    pub more_amount: String,
}

/// One path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Path {
    /// What came this way, decimal string in the claim's currency.
    pub amount: String,
    /// The transactions, from the claimed credit to the last one.
    pub steps: Vec<PathStep>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PathStep {
    /// The transaction.
    pub transaction: String,
    /// The account in which it arrived; of a debit that was linked to a later credit, the account that it left.
    pub account: String,
    /// It is the debit of a link, and left that account.
    #[serde(default, skip_serializing_if = "is_false")]
    pub leaves: bool,
    /// Its entries, `SOURCE:ROW`; filled in by whoever knows the ledger.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<String>,
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

/// What a change of currency took from a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exchange {
    /// The transaction.
    pub transaction: String,
    /// The claim.
    pub claim: String,
    /// The least, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
}

/// A claim's share under one rule, over all accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The claim.
    pub claim: String,
    /// What is claimed, decimal string.
    pub claimed: String,
    /// The least that is held for it.
    pub held_low: String,
    /// The most.
    pub held_high: String,
    /// What was bought with payments that a person elected for it, and stated the worth of. None without such an
    /// election.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bought: Option<Bought>,
}

/// A claim's part of what was bought with payments that a person elected for it, by a stated worth.
///
/// What is held, what was bought (where no account of the case holds the money) and the rise come to the recovery, as far
/// as that is not more than is claimed (Re Oatway \[1903\] 2 Ch 356).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bought {
    /// The claim's money in it that no account of the case holds: the least, decimal string.
    pub outside_low: String,
    /// The most.
    pub outside_high: String,
    /// By how much the claim's part is worth more than the money that bought it; below zero, less: the least.
    pub rise_low: String,
    /// The most.
    pub rise_high: String,
    /// Held money, what was bought and its rise together, never more than is claimed: the least.
    pub recovery_low: String,
    /// The most.
    pub recovery_high: String,
}

/// The balance of an account when the trace ends, as the entries counted give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceAtEnd {
    /// The account.
    pub account: String,
    /// Its currency.
    pub currency: String,
    /// Decimal string; the least, where the opening balance is not known.
    pub balance: String,
    /// The opening is not known: it may be any amount more.
    #[serde(default, skip_serializing_if = "is_false")]
    pub or_more: bool,
    /// The day of the last entry that was counted, `YYYY-MM-DD`.
    pub last_entry_on: Option<String>,
}

/// A change of currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// The transaction.
    pub transaction: String,
    /// What was paid, decimal string with its currency.
    pub paid: String,
    /// What was received, likewise.
    pub received: String,
    /// What was paid comes to this at the rate of the table, likewise.
    pub at_the_rate: String,
    /// The rate as it is written, with its day and source, in English.
    pub rate_english: String,
    /// The same in French.
    pub rate_french: String,
}

/// How much of a claim reached an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The account.
    pub account: String,
    /// The rule's word.
    pub rule: String,
    /// The claim.
    pub claim: String,
    /// The least, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
}

/// An account through which money of many others passes, with the measure. What a hub is, is a design default
/// that nobody has calibrated on real data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hub {
    /// The account.
    pub account: String,
    /// A list of accounts says that it is one.
    pub declared: bool,
    /// Different accounts that paid it.
    pub payers: u64,
    /// Different accounts that it paid.
    pub payees: u64,
    /// Different accounts, each counted once.
    pub counterparties: u64,
    /// What came in, decimal string.
    pub received: String,
    /// What went out.
    pub paid: String,
    /// Currency of both: that in which most came in.
    pub currency: String,
    /// A person said to follow through it.
    pub followed_through: bool,
}

/// What one doubt alone does to what is held of a claim under a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sway {
    /// The doubt.
    pub doubt: Doubt,
    /// The rule's word.
    pub rule: String,
    /// The claim.
    pub claim: String,
    /// The least that is held in all accounts, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
}

/// A doubt that moves figures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Doubt {
    /// The opening balance of one account.
    Opening {
        /// The account.
        account: String,
    },
    /// The opening balances of several accounts together.
    Openings {
        /// How many.
        accounts: u64,
    },
    /// The order of entries that have the same time.
    Ties,
    /// Whether an entry counts from its booking or from its value date.
    ValueDates,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written as the file of a trace is, so that no place of it in which a transaction stands is forgotten.
    #[test]
    fn every_transaction_that_a_trace_names_is_named() {
        let step = |id: &str| format!(r#"{{"transaction":"{id}","account":"A"}}"#);
        let result = |n: u8| {
            format!(
                r#"{{"held":[{{"account":"A","claim":"c","low":"1.00","high":"1.00","paths":{{"amount":"1.00",
                "paths":[{{"amount":"1.00","steps":[{},{}]}}],"more":0,"more_amount":"0.00"}}}}],
                "left":[{{"transaction":"left-{n}","account":"A","claim":"c","low":"1.00","high":"1.00","how":"cash"}}],
                "exchange":[{{"transaction":"exchange-{n}","claim":"c","low":"0.01","high":"0.01"}}]}}"#,
                step(&format!("step-{n}-1")),
                step(&format!("step-{n}-2")),
            )
        };
        let json = format!(
            r#"{{"at":null,
            "claims":[{{"claim":"c","amount":"2.00","currency":"EUR","transactions":["claimed"]}}],
            "rules":{{"fifo":{}}},"rules_alone":{{"fifo":{}}},
            "assertions":[
                {{"kind":"election","claim":"c","transaction":"elected","worth":null,"reason":null,"carried":[]}},
                {{"kind":"link","debit":"link-debit","credit":"link-credit","reason":"r","carried":[]}}],
            "conversions":[{{"transaction":"converted","paid":"1.00 EUR","received":"2.00 BGN",
                "at_the_rate":"2.00 BGN","rate_english":"r","rate_french":"r"}}],
            "requisitions":[{{"ask":"cash-record","account":"A","from":"2024-01-01","to":"2024-01-01","low":"1.00",
                "high":"1.00","currency":"EUR","transactions":["asked","left-1"]}}],
            "assumptions":[{{"kind":"rate-missing","transaction":"no-rate","english":"e","french":"f"}},
                {{"kind":"asserted"}}],"use":"evidence"}}"#,
            result(1),
            result(2),
        );
        let trace: Trace = serde_json::from_str(&json).unwrap();
        let expected = [
            "asked",
            "claimed",
            "converted",
            "elected",
            "exchange-1",
            "exchange-2",
            "left-1",
            "left-2",
            "link-credit",
            "link-debit",
            "no-rate",
            "step-1-1",
            "step-1-2",
            "step-2-1",
            "step-2-2",
        ];
        assert_eq!(trace.transactions().into_iter().collect::<Vec<_>>(), expected);
    }
}
