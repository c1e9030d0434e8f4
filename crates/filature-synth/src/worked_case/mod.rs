//! The worked case of `docs/concepts/tracing.md`: two hundred accounts, made by hand, in which every hazard of tracing
//! happens once and where one can see it.
//!
//! Twelve persons who work in four towns of France are paid, and on the next day most of the pay leaves for one account
//! (*gathering*). There it mixes with fares that the holder earns lawfully, and goes on: to a plot of land, to two
//! relatives, to a household in a village, in cash, through a money-transfer agent. A house is built. Around it, a hundred
//! and forty-eight families live ordinary lives with landlords, shops and a payment processor, and some of the money
//! passes through theirs. Employers pay from accounts that are not in the case.
//!
//! ```text
//! cast ─► accounts ┐
//! story ───────────┼─► WorkedCase ─► files (canonical CSV, accounts file, lists of claims)
//! background ──────┘              └► ledger (the same as arrays)
//! ```
//!
//! Nothing is drawn by lot. Amounts in the story are whole and few, so that a reader can follow with a pencil. The twelve
//! persons have numbers and no names; all other names are invented, and a bank stands before each account number that no
//! bank has. One opening balance is not known until the bank's answer comes ([`WorkedCase::answered`]).

mod background;
mod cast;
mod files;
mod story;

use filature_model::{AccountId, AccountKind, Channel, Currency, Leg, OUTSIDE, Transactions, days_from_epoch};
use jiff::civil::Date;

use cast::Cast;

/// The part that an account plays. It says what the account does, and nothing of who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkedPart {
    /// One of the twelve persons whose pay leaves.
    Person,
    /// Where the pay arrives.
    Gathering,
    /// Another account of the same holder.
    Savings,
    /// A relative.
    FirstRelative,
    /// A relative whose account is overdrawn.
    SecondRelative,
    /// A household in a village; its opening balance is not known.
    Household,
    /// A firm that builds a house.
    Builder,
    /// A firm that sells materials.
    Materials,
    /// A money-transfer agent's pooled account.
    Agent,
    /// A payment processor between buyers and shops.
    Processor,
    /// Who lets rooms.
    Landlord,
    /// A shop.
    Shop,
    /// A family that lives its life.
    Family,
    /// Who pays pensions.
    PensionFund,
    /// Who sends a little money home.
    Cousin,
}

/// An account of the worked case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkedAccount {
    /// `BANK:NUMBER`.
    pub key: String,
    /// What the bank calls the holder.
    pub holder: String,
    /// ISO 3166 code.
    pub country: &'static str,
    /// Town or village.
    pub city: &'static str,
    /// Kind of holder.
    pub kind: AccountKind,
    /// Cents before the first day; none where no source states it.
    pub opening_minor: Option<i64>,
    /// Its part.
    pub part: WorkedPart,
}

/// A movement of money, in euro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkedTransfer {
    /// Unique.
    pub id: String,
    /// Day of booking, the same at both banks.
    pub on: Date,
    /// Who paid.
    pub debtor: WorkedSide,
    /// Who was paid.
    pub creditor: WorkedSide,
    /// Cents, above zero.
    pub amount_minor: i64,
    /// How it moved.
    pub channel: Channel,
    /// The text on the statement.
    pub text: &'static str,
    /// Whether the bank says where in the day it stands.
    pub ordered: bool,
}

/// One side of a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkedSide {
    /// Position in [`WorkedCase::accounts`].
    Account(usize),
    /// An account that is not in the case, by its holder's name; cash has none.
    Outside(&'static str),
}

/// The worked case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkedCase {
    /// Two hundred, by key.
    pub accounts: Vec<WorkedAccount>,
    /// In order of time.
    pub transfers: Vec<WorkedTransfer>,
    /// Whose pay leaves with which movement: the number of the person, the id, and the part that is claimed where it is
    /// not all of it.
    pub claimed: Vec<(u32, String, Option<i64>)>,
}

/// Opening balance of the household, which its bank tells when asked.
const ANSWER_MINOR: i64 = 85_000;

/// Makes the worked case: the same one, always.
///
/// ```
/// let case = filature_synth::worked_case();
/// assert_eq!(case.accounts.len(), 200);
/// let names: Vec<String> = case.files().into_iter().map(|(name, _)| name).collect();
/// assert_eq!(names, ["transactions.csv", "accounts.csv", "wages.csv", "persons.csv", "answer.csv"]);
/// ```
pub fn worked_case() -> WorkedCase {
    let mut draft = Draft { accounts: Vec::new(), transfers: Vec::new(), claimed: Vec::new() };
    let cast = Cast::gather(&mut draft);
    story::tell(&mut draft, &cast);
    background::fill(&mut draft, &cast);
    // The sort is stable: within a day, the story stands before the background.
    draft.transfers.sort_by_key(|transfer| transfer.on);
    WorkedCase { accounts: draft.accounts, transfers: draft.transfers, claimed: draft.claimed }
}

impl WorkedCase {
    /// The case once the household's bank has answered: every opening balance is known.
    ///
    /// ```
    /// let case = filature_synth::worked_case();
    /// assert_eq!((case.ledger().openings.len(), case.answered().ledger().openings.len()), (199, 200));
    /// ```
    pub fn answered(mut self) -> Self {
        for account in &mut self.accounts {
            account.opening_minor.get_or_insert(ANSWER_MINOR);
        }
        self
    }

    /// The first account that plays a part.
    pub fn account(&self, part: WorkedPart) -> Option<&WorkedAccount> {
        self.accounts.iter().find(|account| account.part == part)
    }

    /// The case as files: what was booked, who holds what, two lists of claims (all pay as one claim, and a claim a
    /// person), and the answer of the household's bank.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        files::all(self)
    }

    /// The case as arrays, as they are loaded from its files.
    pub fn ledger(&self) -> Transactions {
        let mut places: Vec<usize> = (0..self.accounts.len()).collect();
        places.sort_by(|&one, &other| self.accounts[one].key.cmp(&self.accounts[other].key));
        let sorted = || places.iter().map(|&place| &self.accounts[place]);
        let index = |side: WorkedSide| match side {
            WorkedSide::Account(place) => {
                let at = places.iter().position(|&other| other == place);
                at.and_then(|at| u32::try_from(at).ok()).unwrap_or(OUTSIDE)
            }
            WorkedSide::Outside(_) => OUTSIDE,
        };
        let mut ledger = Transactions {
            accounts: sorted().map(|account| AccountId::written(&account.key)).collect(),
            in_case: vec![true; self.accounts.len()],
            hub: sorted().map(|account| account.part == WorkedPart::Agent).collect(),
            ..Transactions::default()
        };
        for (number, transfer) in (0_i64..).zip(&self.transfers) {
            let at_micros = i64::from(days_from_epoch(transfer.on)) * 86_400_000_000;
            let sequence = if transfer.ordered { number } else { Leg::NO_SEQUENCE };
            let leg = Leg { at_micros, list: 0, sequence };
            ledger.ids.push(transfer.id.clone());
            ledger.debtor.push(index(transfer.debtor));
            ledger.creditor.push(index(transfer.creditor));
            ledger.amount_minor.push(transfer.amount_minor);
            ledger.currency.push(Currency::EUR);
            ledger.received.push(None);
            ledger.debited.push(leg);
            ledger.credited.push(leg);
            ledger.channel.push(transfer.channel);
        }
        ledger.openings = (0_u32..)
            .zip(sorted())
            .filter_map(|(at, account)| Some((at, Currency::EUR, account.opening_minor?)))
            .collect();
        ledger
    }
}

/// A case in the making.
struct Draft {
    accounts: Vec<WorkedAccount>,
    transfers: Vec<WorkedTransfer>,
    claimed: Vec<(u32, String, Option<i64>)>,
}

impl Draft {
    /// Books a movement on a day of 2024.
    fn book(
        &mut self,
        id: impl Into<String>,
        day: (i8, i8),
        (debtor, creditor): (WorkedSide, WorkedSide),
        amount_minor: i64,
        (channel, text): (Channel, &'static str),
    ) {
        let on = jiff::civil::date(2024, day.0, day.1);
        self.transfers.push(WorkedTransfer {
            id: id.into(),
            on,
            debtor,
            creditor,
            amount_minor,
            channel,
            text,
            ordered: true,
        });
    }
}
