//! What the files say of transactions and accounts beside the money: where, when in the day, with what words, by whom.
//!
//! It goes with [`Transactions`](crate::Transactions), position by position. Words are numbers in pools, so that millions of rows fit, and
//! identifiers of people are numbers alone: who reads these arrays can tell that two accounts share a telephone, and not which.

use crate::{AccountKind, OUTSIDE};

/// No word: nothing was written.
pub const NO_WORD: u32 = u32::MAX;

/// The minute of a row without a time of day.
pub const NO_MINUTE: u16 = u16::MAX;

/// Texts, each once, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
}

impl Words {
    /// Adds a text at the end and gives its number; the caller sees to it that it is new.
    ///
    /// ```
    /// let mut words = filature_model::Words::default();
    /// assert_eq!(words.push("LYON"), 0);
    /// assert_eq!(words.get(0), Some("LYON"));
    /// assert_eq!(words.get(1), None);
    /// ```
    pub fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        u32::try_from(self.ends.len() - 1).unwrap_or(NO_WORD)
    }

    /// The text of a number.
    pub fn get(&self, word: u32) -> Option<&str> {
        let at = word as usize;
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0_u32..).map_while(|word| self.get(word))
    }
}

/// A column of texts: for each row the number of its text, or [`NO_WORD`]. Without rows when no row has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// The texts.
    pub words: Words,
    /// Their numbers, row by row; empty when no row has a text.
    pub codes: Vec<u32>,
}

impl Coded {
    /// The number of a row's text, or [`NO_WORD`].
    pub fn code(&self, row: usize) -> u32 {
        self.codes.get(row).copied().unwrap_or(NO_WORD)
    }

    /// A row's text.
    pub fn get(&self, row: usize) -> Option<&str> {
        self.words.get(self.code(row))
    }
}

/// By what a party is told apart from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KnownBy {
    /// An account.
    Account,
    /// The number of a document.
    Document,
    /// A telephone number.
    Telephone,
    /// Name and country alone: two people may bear both. It is never a ground for a merge.
    Name,
}

impl KnownBy {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Document => "document",
            Self::Telephone => "telephone",
            Self::Name => "name",
        }
    }
}

/// What is said of each account, by its position in [`Transactions::accounts`](crate::Transactions::accounts). Identifiers are numbers of values that are
/// the same; [`NO_WORD`] where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// Kind of holder.
    pub kind: Vec<Option<AccountKind>>,
    /// Country of the holder, two capitals.
    pub country: Coded,
    /// Town of the holder, as [`Locality`](crate::Locality) writes it.
    pub city: Coded,
    /// Day of opening, since 1970.
    pub opened_day: Vec<Option<i32>>,
    /// Day of birth, since 1970.
    pub birth_day: Vec<Option<i32>>,
    /// Telephone.
    pub phone: Vec<u32>,
    /// E-mail.
    pub email: Vec<u32>,
    /// Device.
    pub device: Vec<u32>,
    /// Address.
    pub address: Vec<u32>,
    /// Who brought the holder.
    pub introducer: Vec<u32>,
}

/// What is said of each transaction beside the money; see the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Day of booking as written, since 1970.
    pub day: Vec<i32>,
    /// Minute of that day as written, or [`NO_MINUTE`].
    pub minute: Vec<u16>,
    /// Whether it is marked as pay; none where nothing is marked.
    pub payroll: Vec<Option<bool>>,
    /// Country where it was done, two capitals.
    pub country: Coded,
    /// Town where it was done, as [`Locality`](crate::Locality) writes it.
    pub city: Coded,
    /// Cash machine, branch or agent.
    pub terminal: Coded,
    /// Merchant category (ISO 18245).
    pub mcc: Coded,
    /// Text for the payee.
    pub text: Coded,
    /// Country of the payer as the row has it, two capitals.
    pub debtor_country: Coded,
    /// Country of the payee as the row has it, two capitals.
    pub creditor_country: Coded,
    /// Who paid: an account, or after the accounts a customer (`customers`), or [`OUTSIDE`].
    pub payer: Vec<u32>,
    /// Who was paid, likewise.
    pub payee: Vec<u32>,
    /// The payer's name as the row has it, as a number: the same number is the same name, without regard to case, marks and order of words.
    /// [`NO_WORD`] where there is none; empty when no row has any. Two people may bear one name.
    pub payer_name: Vec<u32>,
    /// The payee's name, numbered together with the payers'.
    pub payee_name: Vec<u32>,
    /// Whether payer and payee bear one name, or the name of one stands whole in that of the other: an own account, or one held together.
    /// Empty when no row has names on both sides.
    pub own: Vec<bool>,
    /// By what each customer without an account is known; party `accounts.len() + position`.
    pub customers: Vec<KnownBy>,
    /// What left the payer, in cents of euro at the rate of its day; `i64::MIN` where no rate is known.
    pub euro_minor: Vec<i64>,
    /// What is said of the accounts.
    pub holders: Holders,
}

impl Details {
    /// What left the payer in cents of euro, where a rate is known.
    pub fn euro(&self, position: usize) -> Option<i64> {
        self.euro_minor.get(position).copied().filter(|&minor| minor != i64::MIN)
    }

    /// Minute of the day, where a time is written.
    pub fn minute_of(&self, position: usize) -> Option<u16> {
        self.minute.get(position).copied().filter(|&minute| minute != NO_MINUTE)
    }

    /// By what a party is known; none for the outside world.
    pub fn known_by(&self, party: u32, accounts: usize) -> Option<KnownBy> {
        if party == OUTSIDE {
            return None;
        }
        match (party as usize).checked_sub(accounts) {
            None => Some(KnownBy::Account),
            Some(customer) => self.customers.get(customer).copied(),
        }
    }
}
