use crate::{AccountId, Channel, Currency, Locality};

/// The account that is not in the case, and cash: the outside world.
pub const OUTSIDE: u32 = u32::MAX;

/// The place of what was done nobody knows where, and the home of whom nobody knows where he lives.
pub const UNPLACED: u32 = u32::MAX;

/// Where one side of a transaction stands in the statement that shows it.
///
/// Two entries of one account are in a known order when they have different instants, or the same list and
/// different sequences; otherwise they are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leg {
    /// Booking instant, microseconds since 1970 in UTC.
    pub at_micros: i64,
    /// Which list gives the sequence: a number for each statement, or each file with a `sequence` column.
    pub list: u32,
    /// The place in that list; [`Leg::NO_SEQUENCE`] when the list gives no order.
    pub sequence: i64,
}

impl Leg {
    /// The list gives no order.
    pub const NO_SEQUENCE: i64 = i64::MIN;

    /// Whether the two are in a known order, and which comes first.
    pub fn order(&self, other: &Self) -> Option<std::cmp::Ordering> {
        if self.at_micros != other.at_micros {
            return Some(self.at_micros.cmp(&other.at_micros));
        }
        let ordered = self.list == other.list
            && self.sequence != Self::NO_SEQUENCE
            && other.sequence != Self::NO_SEQUENCE
            && self.sequence != other.sequence;
        ordered.then(|| self.sequence.cmp(&other.sequence))
    }
}

/// What moved between accounts, as parallel arrays: the form in which patterns and traces take the ledger.
///
/// Position `i` of every array is one transaction. Transactions stand in ledger order: by instant of the
/// earlier side, then by source id and row.
/// Only what moved money is here (paid, not a duplicate). Amounts are in minor units of their currency, not negative. `debtor` and `creditor` are positions in
/// `accounts`, or [`OUTSIDE`]; `accounts` is sorted by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transactions {
    /// Keys of the accounts, sorted.
    pub accounts: Vec<AccountId>,
    /// For each account: whether what reaches it can be followed.
    pub in_case: Vec<bool>,
    /// For each account: whether it was declared a pooled account.
    pub hub: Vec<bool>,
    /// Ids, unique.
    pub ids: Vec<String>,
    /// Payer.
    pub debtor: Vec<u32>,
    /// Payee.
    pub creditor: Vec<u32>,
    /// Minor units of `currency`.
    pub amount_minor: Vec<i64>,
    /// Currency of `amount_minor`.
    pub currency: Vec<Currency>,
    /// What the payee received where that is another currency: minor units and currency.
    pub received: Vec<Option<(i64, Currency)>>,
    /// The payer's side.
    pub debited: Vec<Leg>,
    /// The payee's side.
    pub credited: Vec<Leg>,
    /// How it moved.
    pub channel: Vec<Channel>,
    /// Opening balances by account and currency, minor units before the first transaction here; what is
    /// not listed is unknown.
    pub openings: Vec<(u32, Currency, i64)>,
    /// Sides whose value date is another day than the day of their booking, sorted.
    pub value_dates: Vec<ValueDate>,
    /// Bookings that take back an earlier one: the position of each, and that of the booking that it takes back;
    /// sorted, each position once.
    pub reversals: Vec<(u32, u32)>,
    /// The places that `place` and `home` name, sorted, each once.
    pub places: Vec<Locality>,
    /// For each transaction where it was done: a position in `places`, or [`UNPLACED`]. Empty when none says.
    pub place: Vec<u32>,
    /// For each account where its holder lives, in the same way. Empty when no account says.
    pub home: Vec<u32>,
}

/// One side of a transaction, and the instant from which it counts for interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueDate {
    /// Position of the transaction.
    pub transaction: u32,
    /// The payee's side; else the payer's.
    pub is_credit: bool,
    /// Start of the value date, microseconds since 1970 in UTC.
    pub at_micros: i64,
}

/// The arrays do not belong together: a bug of the caller.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransactionsError {
    /// Arrays of different lengths.
    #[error("the arrays of transactions differ in length")]
    Lengths,
    /// A position that is neither an account nor the outside world.
    #[error("transaction {0} names an account that does not exist")]
    Account(usize),
    /// A place that does not exist.
    #[error("a transaction or an account names place {0}, which does not exist")]
    Place(u32),
    /// An amount below zero.
    #[error("transaction {0} has a negative amount")]
    Amount(usize),
}

impl Transactions {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The instant by which a transaction is ordered: that of its earlier side.
    pub fn at_micros(&self, position: usize) -> i64 {
        self.debited[position].at_micros.min(self.credited[position].at_micros)
    }

    /// The key of an account, or none for the outside world.
    pub fn account(&self, index: u32) -> Option<&AccountId> {
        self.accounts.get(index as usize)
    }

    /// Where a transaction was done, as a position in `places`; none when that is not known.
    pub fn place_of(&self, position: usize) -> Option<u32> {
        self.place.get(position).copied().filter(|&place| place != UNPLACED)
    }

    /// Where an account's holder lives, as a position in `places`; none for the outside world, and when not known.
    pub fn home_of(&self, account: u32) -> Option<u32> {
        self.home.get(account as usize).copied().filter(|&place| place != UNPLACED)
    }

    /// Makes sure that the arrays belong together.
    ///
    /// # Errors
    /// [`TransactionsError`] naming the first fault.
    pub fn check(&self) -> Result<(), TransactionsError> {
        let len = self.len();
        let lengths = [
            self.debtor.len(),
            self.creditor.len(),
            self.amount_minor.len(),
            self.currency.len(),
            self.received.len(),
            self.debited.len(),
            self.credited.len(),
            self.channel.len(),
        ];
        let accounts = self.accounts.len();
        let may_be_empty = |places: &[u32], length: usize| places.is_empty() || places.len() == length;
        if lengths.iter().any(|&length| length != len)
            || self.in_case.len() != accounts
            || self.hub.len() != accounts
            || !may_be_empty(&self.place, len)
            || !may_be_empty(&self.home, accounts)
        {
            return Err(TransactionsError::Lengths);
        }
        let exists = |&&place: &&u32| place == UNPLACED || (place as usize) < self.places.len();
        if let Some(&place) = self.place.iter().chain(&self.home).find(|place| !exists(place)) {
            return Err(TransactionsError::Place(place));
        }
        let known = |index: u32| index == OUTSIDE || (index as usize) < accounts;
        for position in 0..len {
            if !known(self.debtor[position]) || !known(self.creditor[position]) {
                return Err(TransactionsError::Account(position));
            }
            if self.amount_minor[position] < 0 {
                return Err(TransactionsError::Amount(position));
            }
        }
        Ok(())
    }

    /// A small ledger for tests and examples: rows of (payer, payee, minor units, instant in seconds), in
    /// euro, all accounts in the case with an opening of 0; an empty name is the outside world. Rows are
    /// taken in the order given, with that order as the bank's own sequence.
    ///
    /// ```
    /// use filature_model::{OUTSIDE, Transactions};
    /// let ledger = Transactions::small(&[("", "M", 1_000, 1), ("M", "", 400, 2)]);
    /// assert_eq!(ledger.debtor, [OUTSIDE, 0]);
    /// assert_eq!(ledger.ids, ["t0", "t1"]);
    /// ```
    pub fn small(rows: &[(&str, &str, i64, i64)]) -> Self {
        let mut names: Vec<&str> = rows.iter().flat_map(|row| [row.0, row.1]).filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        let index =
            |name: &str| names.binary_search(&name).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(OUTSIDE);
        let mut ledger = Self {
            accounts: names.iter().map(|name| AccountId::written(name)).collect(),
            in_case: vec![true; names.len()],
            hub: vec![false; names.len()],
            ..Self::default()
        };
        for (number, &(debtor, creditor, amount_minor, at_seconds)) in (0_i64..).zip(rows) {
            let leg = Leg { at_micros: at_seconds.saturating_mul(1_000_000), list: 0, sequence: number };
            ledger.ids.push(format!("t{number}"));
            ledger.debtor.push(index(debtor));
            ledger.creditor.push(index(creditor));
            ledger.amount_minor.push(amount_minor);
            ledger.currency.push(Currency::EUR);
            ledger.received.push(None);
            ledger.debited.push(leg);
            ledger.credited.push(leg);
            ledger.channel.push(Channel::Transfer);
        }
        ledger.openings = (0_u32..).zip(&names).map(|(account, _)| (account, Currency::EUR, 0)).collect();
        ledger
    }
}
