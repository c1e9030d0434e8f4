//! What a synthetic case is made of.

use std::borrow::Cow;
use std::sync::Arc;

use filature_model::{AccountKind, Channel};
use jiff::civil::Date;

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
    pub holder: Arc<str>,
    /// Kind of holder.
    pub kind: AccountKind,
    /// Country where the holder lives.
    pub country: &'static str,
    /// Town where the holder lives.
    pub city: Arc<str>,
    /// Postal address.
    pub address: String,
    /// Day of birth of a person.
    pub birth_date: Option<Date>,
    /// Telephone, from the numbers kept for fiction or longer than any number is.
    pub phone: String,
    /// E-mail, under a name kept for examples.
    pub email: String,
    /// The device from which the account is used; mostly empty.
    pub device: String,
    /// Who brought the holder to the bank; mostly empty.
    pub introducer: String,
    /// Day on which it was opened.
    pub opened_on: Date,
    /// Balance at the start of the first day, in cents of euro.
    pub opening_minor: i64,
    /// Whether its statements are in the case.
    pub in_case: bool,
}

/// By what someone without an account is told apart: an operator or an app asks for one or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Number of a document; empty when it was not asked for.
    pub document: String,
    /// Telephone; likewise.
    pub phone: String,
}

/// One side of a transfer. Texts are shared with the account or the person: a large case names each a hundred times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynthSide {
    /// Position in [`crate::SyntheticCase::accounts`]; none is the outside world.
    pub account: Option<usize>,
    /// Name; empty for cash of which nobody says who brought it.
    pub name: Arc<str>,
    /// Country, where known.
    pub country: &'static str,
    /// Town, where known.
    pub city: Arc<str>,
    /// Document and telephone, where one was asked for.
    pub identity: Option<Arc<Identity>>,
}

/// What a transfer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOf {
    /// Ordinary life.
    Life,
    /// The network at that position in [`crate::Truth::networks`].
    Network(usize),
    /// The look-alike at that position in [`crate::Truth::look_alikes`].
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
    pub text: Cow<'static, str>,
    /// End-to-end reference, the same on both statements; empty for cards, cash and fees.
    pub reference: String,
    /// Country where a card, a cash machine or an agent was used.
    pub country: &'static str,
    /// Town of the same.
    pub city: Arc<str>,
    /// The machine or agent.
    pub terminal: Arc<str>,
    /// Merchant category of ISO 18245.
    pub mcc: &'static str,
    /// Marked as pay by the payer.
    pub payroll: bool,
    /// What it belongs to.
    pub part_of: PartOf,
}
