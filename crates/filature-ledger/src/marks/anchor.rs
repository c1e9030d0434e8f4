//! By what a marked booking is known again: numbers and ids, and nothing that names a person.

use filature_model::{Entry, Legs};
use serde::{Deserialize, Serialize};

/// Which booking was marked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// What it moved, on which account, when.
    #[serde(flatten)]
    pub content: Content,
    /// The key of the account at the other end, where the file said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// Which one it was of those of its file that are equal in all of this, from 1.
    pub nth: u32,
    /// How many of them there were.
    pub of: u32,
}

/// What a booking moved: what a mark never lets go of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Content {
    /// The key of the account whose booking it is; of a transfer with both sides, the payer's.
    pub account: String,
    /// The day of booking, `YYYY-MM-DD`.
    pub on: String,
    /// What it moved there, in minor units; less than nothing when it went out.
    pub minor: i64,
    /// In which currency.
    pub currency: String,
}

impl Content {
    /// Of an entry, and the key of the account at the other end.
    pub fn of(entry: &Entry) -> (Self, Option<String>) {
        let key = |party: &filature_model::Party| party.account.as_ref().map(|account| account.as_str().to_owned());
        let (debtor, creditor) = (key(&entry.debtor), key(&entry.creditor));
        let (account, other, sign) = sides(entry.legs, debtor, creditor);
        let minor = entry.amount.minor.saturating_mul(sign);
        let (on, currency) = (entry.booked.on.to_string(), entry.amount.currency.code().to_owned());
        (Self { account: account.unwrap_or_default(), on, minor, currency }, other)
    }
}

/// Whose booking a row is, who is at the other end, and the sign of its amount. A row of a list has both sides: it is the payer's,
/// unless only the payee's account is known.
pub(super) fn sides<T>(legs: Legs, debtor: Option<T>, creditor: Option<T>) -> (Option<T>, Option<T>, i64) {
    let is_credit = legs == Legs::Credit || (legs == Legs::Both && debtor.is_none());
    if is_credit { (creditor, debtor, 1) } else { (debtor, creditor, -1) }
}
