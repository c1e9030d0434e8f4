use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Cut;

/// A reason in a finding's `why`: a number, an amount written as a decimal string, or words of the format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Reason {
    /// A count, or a number of seconds, days or permille: the key's last word says which.
    Number(i64),
    /// An amount or a term.
    Text(String),
}

/// An account of a finding and the part it plays in the pattern: a place in a flow, never a judgement.
///
/// | kind | `source` | `member` | `hub`, `pass-through` | `sink` |
/// |---|---|---|---|---|
/// | `cycle` | | every account | | |
/// | `fan-in` | the payers | | the account that is paid | |
/// | `fan-out` | | | the account that pays | the payees |
/// | `gather-scatter`, `pass-through`, `funnel` | the payers | | the account that money goes through | the payees |
/// | `scatter-gather`, `stack` | those that pay first | those in between | | those that are paid last |
/// | `bipartite` | the payers | | | the payees |
/// | `chain` | the first | those in between | | the last |
/// | `structuring` | the payers, or | | the account whose payments stand below the line | the payees |
/// | `round-trip` | the account that money comes back to | the others | | |
///
/// In any kind, who would have two roles is a `member`. A finding has a `hub` or a `pass-through`, and then one alone,
/// or none: a finding without one is around no account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Member {
    /// The account's key.
    pub account: String,
    /// `source`, `hub`, `sink`, `pass-through`, `member`: see the table above.
    pub role: String,
}

/// A pattern that was found, with every transaction in it. The field order is the order in the file.
///
/// What several searches find of the same payments is one finding, the one that chance explains least; `why` counts the
/// others (`pieces`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Derives from the kind and the transactions, so it stays when files are added.
    pub id: String,
    /// The pattern: `cycle`, `fan-in`, `fan-out`, `gather-scatter`, `scatter-gather`, `bipartite`, `stack`, `chain`,
    /// `pass-through`, `structuring`, `funnel`, `round-trip`.
    pub kind: String,
    /// Orders findings within one run: thousandths of a bit, each bit halving how often the ledger would show such a
    /// thing by chance. It is not printed and says nothing of a person.
    pub score: i64,
    /// The accounts, each with its role, sorted.
    pub accounts: Vec<Member>,
    /// Transaction ids in time order.
    pub transactions: Vec<String>,
    /// What moved through the pattern, a decimal string.
    pub amount: String,
    /// Its currency.
    pub currency: String,
    /// Day of the first transaction.
    pub from: String,
    /// Day of the last.
    pub to: String,
    /// The figures behind it, by name. The last word of a name says what it is of: `seconds`, `permille`, and `amount`
    /// for a decimal string in `currency`, unless a currency of its own stands behind it (`12.50 USD`).
    pub why: BTreeMap<String, Reason>,
    /// Where the definition of the pattern comes from, and whether its thresholds are stated by a source.
    pub source: String,
    /// The most restricted use among the sources it rests on: `evidence` when all may be rendered.
    #[serde(rename = "use")]
    pub use_: String,
}

impl Finding {
    /// The id of what was found: its kind and 12 hexadecimal digits of the FNV-1a hash (64 bits) of the kind and of what it is
    /// made of, sorted. It lasts when files are added, since nothing else enters it.
    ///
    /// ```
    /// use filature_model::Finding;
    /// assert_eq!(Finding::id_of("cycle", &["t2", "t1"]), Finding::id_of("cycle", &["t1", "t2"]));
    /// assert_eq!(Finding::id_of("cycle", &[]), "cycle-daed4884ff6e");
    /// ```
    pub fn id_of(kind: &str, parts: &[&str]) -> String {
        let mut sorted = parts.to_vec();
        sorted.sort_unstable();
        let hash = [kind].into_iter().chain(sorted).fold(0xcbf2_9ce4_8422_2325, |hash, text| {
            text.bytes().chain([0]).fold(hash, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
        });
        format!("{kind}-{:012x}", hash >> 16)
    }
}

/// What `detect` found, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// Findings, best first.
    pub findings: Vec<Finding>,
    /// How many entries were examined: the denominator that is printed.
    pub transactions_examined: u64,
    /// Which patterns ran, by name.
    pub patterns_run: Vec<String>,
    /// What a limit cut; empty when nothing was.
    pub cut: Vec<Cut>,
}
