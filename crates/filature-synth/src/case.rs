//! What a synthetic case is made of, and the truth about it.

use filature_model::{AccountKind, Channel};
use jiff::civil::Date;
use serde::Serialize;

/// A bank that does not exist, and with it the form in which it gives its statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bank {
    /// France, camt.053.
    Confluent,
    /// France, a CSV an account with the columns debit and credit.
    Coteaux,
    /// France, one CSV for all accounts with signed amounts.
    DeuxRives,
    /// France; its statements are never in a case.
    Cimes,
    /// Serbia, MT940.
    Jasen,
    /// Albania, MT940.
    Lisi,
}

impl Bank {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Confluent => "Banque du Confluent Vert",
            Self::Coteaux => "Crédit des Coteaux Bleus",
            Self::DeuxRives => "Banque des Deux Rives",
            Self::Cimes => "Caisse des Cimes Grises",
            Self::Jasen => "Banka Jasen",
            Self::Lisi => "Banka e Lisit",
        }
    }

    /// ISO 3166 code of its country.
    pub fn country(self) -> &'static str {
        match self {
            Self::Jasen => "RS",
            Self::Lisi => "AL",
            _ => "FR",
        }
    }

    /// Its bank identifier code, of the form of ISO 9362 and given to nobody.
    pub fn bic(self) -> &'static str {
        match self {
            Self::Confluent => "ZZQAFR2X",
            Self::Coteaux => "ZZQBFR2X",
            Self::DeuxRives => "ZZQCFR2X",
            Self::Cimes => "ZZQDFR2X",
            Self::Jasen => "ZZQERS2X",
            Self::Lisi => "ZZQFAL2X",
        }
    }

    pub(crate) fn code(self) -> u64 {
        match self {
            Self::Confluent => 99_991,
            Self::Coteaux => 99_992,
            Self::DeuxRives => 99_993,
            Self::Cimes => 99_994,
            Self::Jasen => 999,
            Self::Lisi => 998,
        }
    }
}

/// An account of the case, or one that only shows as the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynthAccount {
    /// Its IBAN.
    pub iban: String,
    /// Where it is held.
    pub bank: Bank,
    /// Who holds it, with all marks of the name.
    pub holder: String,
    /// Kind of holder.
    pub kind: AccountKind,
    /// Country where the holder lives.
    pub country: String,
    /// Town where the holder lives.
    pub city: String,
    /// Postal address.
    pub address: String,
    /// Telephone, from the numbers kept for fiction.
    pub phone: String,
    /// Who brought the holder to the bank; mostly empty.
    pub introducer: String,
    /// Day on which it was opened.
    pub opened_on: Date,
    /// Balance at the start of the first day, in cents of euro.
    pub opening_minor: i64,
    /// Whether its statements are in the case.
    pub in_case: bool,
}

/// One side of a transfer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynthSide {
    /// Position in [`crate::SyntheticCase::accounts`]; none is the outside world.
    pub account: Option<usize>,
    /// Name, empty for cash.
    pub name: String,
    /// Country, where known.
    pub country: String,
    /// Town, where known.
    pub city: String,
}

/// What a transfer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOf {
    /// Ordinary life.
    Life,
    /// The network at that position in [`Truth::networks`].
    Network(usize),
    /// The look-alike at that position in [`Truth::look_alikes`].
    LookAlike(usize),
}

/// A movement of money, in euro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynthTransfer {
    /// Unique, in order of time.
    pub id: String,
    /// Booking day, the same at both banks.
    pub booked_on: Date,
    /// Minute of that day, from 0 to 1439.
    pub minute: u16,
    /// Who paid.
    pub debtor: SynthSide,
    /// Who was paid.
    pub creditor: SynthSide,
    /// Cents, above zero.
    pub amount_minor: i64,
    /// How it moved.
    pub channel: Channel,
    /// The text on statements.
    pub text: String,
    /// End-to-end reference, the same on both statements; empty for cards, cash and fees.
    pub reference: String,
    /// Country where a card, a cash machine or an agent was used.
    pub country: String,
    /// Town of the same.
    pub city: String,
    /// The machine or agent.
    pub terminal: String,
    /// Merchant category of ISO 18245.
    pub mcc: String,
    /// Marked as pay by the payer.
    pub payroll: bool,
    /// What it belongs to.
    pub part_of: PartOf,
}

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

/// How a network's money is gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NetworkForm {
    /// Wages leave for one account within two days of being paid.
    WageSweep,
    /// Cash paid in over several towns leaves for one account on the next day.
    TownFunnel,
}

/// An account and its part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// IBAN.
    pub account: String,
    /// `worker, employer, collector, home, seller`, or what the look-alike names.
    pub role: &'static str,
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
