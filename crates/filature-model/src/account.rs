use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Currency, domestic_iban};

/// The key of an account: its IBAN in compact upper case, else `<bank>:<account>`, else as written.
///
/// A domestic number that stands for an IBAN ([`domestic_iban`]) has the IBAN for its key. Nothing is corrected: a number that
/// fails its check digits is kept as it stands in the file; [`account_fault`](crate::account_fault) says what is wrong with it.
///
/// ```
/// use filature_model::AccountId;
/// assert_eq!(AccountId::written("de75 5121 0800 1245 1261 99").as_str(), "DE75512108001245126199");
/// assert_eq!(AccountId::written(" 00011:8000A ").as_str(), "00011:8000A");
/// assert_eq!(AccountId::at_bank("12345678", "99").as_str(), "12345678:99");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(String);

impl AccountId {
    /// The account as a file writes it, with an IBAN brought to its compact form.
    pub fn written(text: &str) -> Self {
        Self(Self::normalised(text).into_owned())
    }

    /// The key of an account as text, without owning it: for columns of millions of rows.
    pub fn normalised(text: &str) -> Cow<'_, str> {
        let text = text.trim();
        if looks_like_iban(text) && iban_check(text) != Some(true) {
            let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
            if iban_check(&compact) == Some(true) {
                return Cow::Owned(compact);
            }
        }
        domestic_iban(text).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// An account known by its bank and the bank's own number for it; an IBAN stands for itself.
    pub fn at_bank(bank: &str, account: &str) -> Self {
        let id = Self::written(account);
        let bank = bank.trim();
        if bank.is_empty() || id.is_iban() { id } else { Self(format!("{bank}:{}", id.0)) }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is an IBAN with right check digits.
    pub fn is_iban(&self) -> bool {
        iban_check(&self.0) == Some(true)
    }

    /// The two-letter country of a valid IBAN. It is the bank's country, not the holder's.
    pub fn iban_country(&self) -> Option<&str> {
        self.is_iban().then(|| &self.0[..2])
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn looks_like_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 15
        && bytes[0].is_ascii_alphabetic()
        && bytes[1].is_ascii_alphabetic()
        && bytes[2].is_ascii_digit()
        && bytes[3].is_ascii_digit()
}

/// Three more digits than this still fit 64 bits, and a letter is two.
const MOST_BEFORE_REMAINDER: u64 = 1_000_000_000_000_000;

/// Whether a compact upper-case text of an IBAN's shape has right check digits (ISO 7064 MOD 97-10, as
/// ISO 13616 uses it); none when it has not the shape of an IBAN at all.
///
/// ```
/// use filature_model::iban_check;
/// assert_eq!(iban_check("GB33BUKB20201555555555"), Some(true));
/// assert_eq!(iban_check("GB34BUKB20201555555555"), Some(false));
/// assert_eq!(iban_check("12345678"), None);
/// ```
pub fn iban_check(compact: &str) -> Option<bool> {
    let bytes = compact.as_bytes();
    if !looks_like_iban(compact) || bytes.len() > 34 {
        return None;
    }
    // The remainder is taken once in some fifteen digits, not at each: readers ask this of every account of a file.
    let mut number = 0_u64;
    for &byte in bytes[4..].iter().chain(&bytes[..4]) {
        number = match byte {
            b'0'..=b'9' => number * 10 + u64::from(byte - b'0'),
            b'A'..=b'Z' => number * 100 + u64::from(byte - b'A') + 10,
            _ => return None,
        };
        if number >= MOST_BEFORE_REMAINDER {
            number %= 97;
        }
    }
    let remainder = number % 97;
    Some(remainder == 1)
}

/// What kind of holder an account has, where an accounts file says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountKind {
    /// A natural person.
    Personal,
    /// A firm.
    Business,
    /// A shop or acquirer.
    Merchant,
    /// A public body.
    Public,
    /// A money-transfer agent.
    Agent,
}

impl AccountKind {
    /// Reads the word of the accounts file.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "personal" => Self::Personal,
            "business" => Self::Business,
            "merchant" => Self::Merchant,
            "public" => Self::Public,
            "agent" => Self::Agent,
            _ => return None,
        })
    }

    /// The word of the accounts file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Business => "business",
            Self::Merchant => "merchant",
            Self::Public => "public",
            Self::Agent => "agent",
        }
    }
}

/// A balance before anything else of the account is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Opening {
    /// Minor units of the account's currency.
    pub minor: i64,
    /// The day at whose start it holds; none means before every entry.
    pub on: Option<Date>,
}

/// What is known of one account in one currency.
///
/// Who shares a telephone or an address is for red flags to ask, by number; the values themselves are shown nowhere that
/// accounts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its key.
    pub id: AccountId,
    /// Its currency, where known.
    pub currency: Option<Currency>,
    /// Who holds it, as written.
    pub holder: Option<String>,
    /// Country, as written.
    pub country: Option<String>,
    /// Town, as written.
    pub city: Option<String>,
    /// Kind of holder.
    pub kind: Option<AccountKind>,
    /// Opening balance, where known.
    pub opening: Option<Opening>,
    /// Whether its statements, its row in an accounts file, or a row naming both sides is in the case.
    pub in_case: bool,
    /// Declared a pooled or settlement account: followed no further.
    pub hub: bool,
    /// The day it was opened.
    pub opened_on: Option<Date>,
    /// The day the holder was born.
    pub birth_on: Option<Date>,
    /// Telephone of the holder, as written.
    pub phone: Option<String>,
    /// E-mail of the holder, as written.
    pub email: Option<String>,
    /// Device from which it is used, as written.
    pub device: Option<String>,
    /// Address of the holder, as written.
    pub address: Option<String>,
    /// Who brought the holder to the bank, as written.
    pub introducer: Option<String>,
    /// The bank that keeps it, as written.
    pub bank: Option<String>,
    /// Who may dispose of it beside its holder, as written, each with their role where one is given; parted by `; `.
    pub signatories: Option<String>,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// Whether a register of accounts says that it exists: then a statement of it can be asked for.
    pub in_register: bool,
}

impl Account {
    /// An account of which nothing is known.
    ///
    /// ```
    /// use filature_model::{Account, AccountId};
    /// let account = Account::new(AccountId::written("M"), None);
    /// assert!(account.holder.is_none() && !account.in_case && !account.hub);
    /// ```
    pub fn new(id: AccountId, currency: Option<Currency>) -> Self {
        Self {
            id,
            currency,
            holder: None,
            country: None,
            city: None,
            kind: None,
            opening: None,
            in_case: false,
            hub: false,
            opened_on: None,
            birth_on: None,
            phone: None,
            email: None,
            device: None,
            address: None,
            introducer: None,
            bank: None,
            signatories: None,
            closed_on: None,
            in_register: false,
        }
    }

    /// Fills in from another row about the same account what this one leaves open; false when the two say different things,
    /// and then this one holds.
    ///
    /// ```
    /// use filature_model::{Account, AccountId};
    /// let mut one = Account::new(AccountId::written("M"), None);
    /// let other = Account { city: Some("Lyon".into()), ..one.clone() };
    /// assert!(one.fill_from(&other));
    /// assert_eq!(one.city.as_deref(), Some("Lyon"));
    /// assert!(!one.fill_from(&Account { city: Some("Nice".into()), ..other }));
    /// ```
    pub fn fill_from(&mut self, other: &Self) -> bool {
        self.hub |= other.hub;
        self.in_register |= other.in_register;
        fill(&mut self.holder, &other.holder)
            & fill(&mut self.country, &other.country)
            & fill(&mut self.city, &other.city)
            & fill(&mut self.kind, &other.kind)
            & fill(&mut self.opening, &other.opening)
            & fill(&mut self.opened_on, &other.opened_on)
            & fill(&mut self.birth_on, &other.birth_on)
            & fill(&mut self.phone, &other.phone)
            & fill(&mut self.email, &other.email)
            & fill(&mut self.device, &other.device)
            & fill(&mut self.address, &other.address)
            & fill(&mut self.introducer, &other.introducer)
            & fill(&mut self.bank, &other.bank)
            & fill(&mut self.signatories, &other.signatories)
            & fill(&mut self.closed_on, &other.closed_on)
    }
}

/// Takes what the other says where nothing is known yet; false when the two differ.
fn fill<T: Clone + PartialEq>(known: &mut Option<T>, other: &Option<T>) -> bool {
    match (&known, other) {
        (Some(known), Some(other)) => known == other,
        (None, Some(_)) => {
            known.clone_from(other);
            true
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_with_a_wrong_check_is_kept_as_written() {
        assert_eq!(AccountId::written("gb34 bukb 2020 1555 5555 55").as_str(), "gb34 bukb 2020 1555 5555 55");
    }

    #[test]
    fn text_that_is_not_ascii_is_no_iban() {
        assert_eq!(iban_check("ÀÉ33BUKB20201555555555"), None);
        assert_eq!(AccountId::written("Àé33 compte numéro").as_str(), "Àé33 compte numéro");
    }
}
