use serde::{Deserialize, Serialize};

/// An account of a lead: the part it plays in one of the findings, and the side that the sources of those findings describe.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LeadMember {
    /// The account's key.
    pub account: String,
    /// The part it plays, in the words of the finding that decided the side.
    pub role: String,
    /// `victim-pattern`, `controller`, `employer` or `facilitator`: the pattern that a source describes, never a judgement.
    pub side: String,
}

/// How many different flags speak for each element of the Palermo Protocol's definition, and for movement of money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elements {
    /// Recruiting, moving, housing people.
    pub act: u32,
    /// Control: of wages, accounts, papers, by debt.
    pub means: u32,
    /// Exploitation.
    pub purpose: u32,
    /// Money moved on, or home.
    pub money: u32,
}

/// A sentence of a lead, in both languages, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Statement {
    /// The finding that shows it; none for what rests on no payment.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub finding: Option<String>,
    /// The flag whose text it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub flag: Option<String>,
    /// `fact` (shown by entries), `assumption` (what could explain them), or `question` (what to ask for).
    pub what: String,
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

/// Findings joined on a cluster of accounts. It says what was seen and what could explain it, and of nobody that he is guilty.
///
/// The field order is the order in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Derives from the findings.
    pub id: String,
    /// `trafficking`, `laundering`, or `protective`.
    pub kind: String,
    /// Orders leads within one run; it is not printed and says nothing of a person.
    pub score: i64,
    /// The cluster, sorted by account; buyers, merchants, payrolls and public bodies stay in the findings.
    pub accounts: Vec<LeadMember>,
    /// Ids of findings, best first; facts against are not among them.
    pub findings: Vec<String>,
    /// Coverage.
    pub elements: Elements,
    /// Whether a person on the victims' side is under 18: `yes`, `no` or `unknown`.
    pub minor: String,
    /// What speaks for it.
    #[serde(rename = "for")]
    pub for_: Vec<Statement>,
    /// What speaks against it.
    pub against: Vec<Statement>,
    /// What to ask for next.
    pub ask: Vec<Statement>,
    /// The most restricted use among the sources of its findings.
    #[serde(rename = "use")]
    pub use_: String,
}
