use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{AccountId, Booked, Money, Place};

/// Which sides of a transfer an entry shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Legs {
    /// A line of the payer's statement.
    Debit,
    /// A line of the payee's statement.
    Credit,
    /// A row that records the whole transfer (canonical or AMLworld layout).
    Both,
}

impl Legs {
    /// The word in `entries.parquet`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Debit => "debit",
            Self::Credit => "credit",
            Self::Both => "both",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Debit, Self::Credit, Self::Both].into_iter().find(|legs| legs.word() == word)
    }
}

/// How the money moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Account to account.
    Transfer,
    /// A card payment.
    Card,
    /// Cash paid in.
    CashIn,
    /// Cash drawn.
    CashOut,
    /// A money-transfer operator.
    Remittance,
    /// A cheque.
    Cheque,
    /// A fee or charge.
    Fee,
    /// Interest.
    Interest,
    /// A crypto-asset.
    Crypto,
    /// Known to be none of the above, or not known.
    #[default]
    Other,
}

impl Channel {
    /// All channels, in the order of the contract.
    pub const ALL: [Self; 10] = [
        Self::Transfer,
        Self::Card,
        Self::CashIn,
        Self::CashOut,
        Self::Remittance,
        Self::Cheque,
        Self::Fee,
        Self::Interest,
        Self::Crypto,
        Self::Other,
    ];

    /// The word of the canonical layout.
    pub fn word(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Card => "card",
            Self::CashIn => "cash-in",
            Self::CashOut => "cash-out",
            Self::Remittance => "remittance",
            Self::Cheque => "cheque",
            Self::Fee => "fee",
            Self::Interest => "interest",
            Self::Crypto => "crypto",
            Self::Other => "other",
        }
    }

    /// Reads the word of the canonical layout.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }
}

/// Whether the order was carried out. Only what is paid moves money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaymentStatus {
    /// Carried out.
    #[default]
    Paid,
    /// Announced by the bank, not booked.
    Pending,
    /// Called off.
    Cancelled,
    /// Given back.
    Refunded,
    /// Never fetched.
    Unclaimed,
}

impl PaymentStatus {
    /// The word of the canonical layout.
    pub fn word(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Pending => "pending",
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::Unclaimed => "unclaimed",
        }
    }

    /// Reads the word of the canonical layout.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Paid, Self::Pending, Self::Cancelled, Self::Refunded, Self::Unclaimed]
            .into_iter()
            .find(|status| status.word() == word)
    }
}

/// One side of a transfer as an entry names it: each part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The account.
    pub account: Option<AccountId>,
    /// The name, as written.
    pub name: Option<String>,
    /// The country, as written.
    pub country: Option<String>,
}

/// One booking as one file shows it.
///
/// The amount is never negative: the direction is in who is payer and who is payee. `legs` says whose
/// statement it stands on; on a debit line the payer's account is the statement's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands in its file; `row` is always known.
    pub place: Place,
    /// Which statement of the file it belongs to, counted from 0; none for lists without statements.
    pub statement: Option<u32>,
    /// Whose statement shows it.
    pub legs: Legs,
    /// The transaction's id where the file gives one (the `id` column of the canonical layout).
    pub transaction: Option<String>,
    /// Booking day and instant.
    pub booked: Booked,
    /// Value date.
    pub value_on: Option<Date>,
    /// The bank's own order inside the statement, or the `sequence` column.
    pub sequence: Option<i64>,
    /// Amount and currency, not negative.
    pub amount: Money,
    /// What was received, where the payee got another currency.
    pub received: Option<Money>,
    /// The payer.
    pub debtor: Party,
    /// The payee.
    pub creditor: Party,
    /// How it moved.
    pub channel: Option<Channel>,
    /// The text for the payee, as written.
    pub text: Option<String>,
    /// The bank's or the payer's reference.
    pub reference: Option<String>,
    /// Whether it was carried out.
    pub status: PaymentStatus,
    /// Whether it takes back an earlier booking.
    pub reversal: bool,
    /// The payer's balance after it, in minor units of `amount`'s currency, where the file states it.
    pub debtor_balance_minor: Option<i64>,
    /// The payee's balance after it, likewise.
    pub creditor_balance_minor: Option<i64>,
}

impl Entry {
    /// An entry with what every entry has; the rest is filled in by the reader.
    ///
    /// ```
    /// use filature_model::{Booked, Currency, Entry, Legs, Money, Place};
    /// let booked: Booked = "2024-05-02".parse()?;
    /// let amount = Money { minor: 5_000, currency: Currency::EUR };
    /// let entry = Entry::new(Place { row: Some(0), ..Place::default() }, Legs::Debit, booked, amount);
    /// assert_eq!(entry.debtor.account, None);
    /// # Ok::<(), filature_model::TimeError>(())
    /// ```
    pub fn new(place: Place, legs: Legs, booked: Booked, amount: Money) -> Self {
        Self {
            place,
            statement: None,
            legs,
            transaction: None,
            booked,
            value_on: None,
            sequence: None,
            amount,
            received: None,
            debtor: Party::default(),
            creditor: Party::default(),
            channel: None,
            text: None,
            reference: None,
            status: PaymentStatus::Paid,
            reversal: false,
            debtor_balance_minor: None,
            creditor_balance_minor: None,
        }
    }
}
