//! The truth about a case: what was planted in it, as `truth.json` has it.

use serde::Serialize;

/// What was planted: what a detector should find, what it should leave alone, and what a reader should notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// The networks.
    pub networks: Vec<TrueNetwork>,
    /// Lawful lives with a similar shape.
    pub look_alikes: Vec<TrueLookAlike>,
    /// Faults of statements.
    pub faults: Vec<PlantedFault>,
}

impl Truth {
    /// As indented JSON.
    ///
    /// # Errors
    /// Only what `serde_json` may say; no value here is one that JSON lacks.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }
}

/// What a network lives from, and how its money is gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NetworkForm {
    /// Wages leave for one account within two days of being paid.
    WageSweep,
    /// Takings of nights in changing towns leave for a controller in the same night.
    SexualExploitation,
    /// A labour firm is paid by estates at harvest and takes the sums out in cash; recruitment fees were paid before.
    VineyardSeason,
    /// Small cash near a quota is paid in almost every day at several machines.
    ForcedBegging,
    /// Benefits and credits in the names of newcomers leave for one hand.
    BenefitFraud,
    /// Takings and sales on accounts of holders under eighteen leave for an adult.
    Minors,
}

impl NetworkForm {
    /// All of them, in the order in which networks take them in turn.
    pub const ALL: [Self; 6] = [
        Self::WageSweep,
        Self::SexualExploitation,
        Self::VineyardSeason,
        Self::ForcedBegging,
        Self::BenefitFraud,
        Self::Minors,
    ];
}

/// An account and its part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// IBAN.
    pub account: String,
    /// `worker, holder, employer, collector, recruiter, estate, home, seller`, or what the look-alike names.
    pub role: &'static str,
    /// `victim-pattern, controller, employer` or `facilitator`, where the account has a side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<&'static str>,
}

/// One planted network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrueNetwork {
    /// How its money is gathered.
    pub form: NetworkForm,
    /// Country to which the money goes.
    pub home: String,
    /// Its accounts.
    pub accounts: Vec<Part>,
    /// Names of those who fetch remittances, who have no account.
    pub payees: Vec<String>,
    /// Where they live.
    pub village: String,
    /// Ids of its transfers, in order of time.
    pub transfers: Vec<String>,
}

/// One lawful structure that resembles a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrueLookAlike {
    /// Which one, such as `family-pool`.
    pub kind: &'static str,
    /// Its accounts.
    pub accounts: Vec<Part>,
    /// Ids of its transfers, in order of time.
    pub transfers: Vec<String>,
}

/// What is wrong with a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// A month is not there.
    MissingMonth,
    /// One amount differs from what the balances say.
    AlteredAmount,
}

/// A fault put into one statement on purpose. Layouts without statements do not show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlantedFault {
    /// The file in which it stands.
    pub file: String,
    /// IBAN.
    pub account: String,
    /// `YYYY-MM`.
    pub month: String,
    /// Which fault.
    pub kind: FaultKind,
    /// The altered transfer's id.
    pub transfer: Option<String>,
    /// The amount as booked, in cents.
    pub booked_minor: Option<i64>,
    /// The amount as the statement has it, in cents.
    pub written_minor: Option<i64>,
}
