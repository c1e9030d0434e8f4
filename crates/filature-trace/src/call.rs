//! The call, made sure of: which credits begin which claim, and where each transaction leads.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Channel, Claim, Currency, Departure, OUTSIDE, Transactions};

use crate::{Options, TraceError};

/// Past this no sum, and no product of two sums, is sure to fit: 10^16 euro.
const MOST_MINOR: i128 = 1 << 60;

/// A checked call. Claims are known by their rank: earliest claimed credit first, then name.
pub(crate) struct Call<'a> {
    pub ledger: &'a Transactions,
    pub currency: Currency,
    /// By rank: the claim and its sum in minor units.
    pub claims: Vec<(&'a Claim, i128)>,
    /// Rank of the claim that begins at a transaction's credit.
    pub claimed: BTreeMap<u32, usize>,
    before_micros: Option<i64>,
    stop: Vec<bool>,
    through: Vec<bool>,
}

impl<'a> Call<'a> {
    pub fn new(ledger: &'a Transactions, claims: &'a [Claim], options: &Options) -> Result<Self, TraceError> {
        ledger.check()?;
        let first = claims.first().ok_or(TraceError::NoClaim)?;
        let owners = owners(ledger, claims)?;
        // Every claim has a transaction, and all of them exist: `owners` has made sure.
        let position = *first.transactions.first().ok_or(TraceError::NoClaim)?;
        let mut call = Self {
            ledger,
            currency: credit_of(ledger, position as usize).1,
            claims: Vec::new(),
            claimed: BTreeMap::new(),
            before_micros: options.before_micros,
            stop: marked(ledger, &options.stop)?,
            through: marked(ledger, &options.through)?,
        };
        call.check_marks()?;
        call.check_credits(claims)?;
        call.check_sums()?;
        call.rank(claims, &owners);
        Ok(call)
    }

    fn check_marks(&self) -> Result<(), TraceError> {
        let mut accounts = self.ledger.accounts.iter().zip(self.stop.iter().zip(&self.through));
        match accounts.find(|(_, (stop, through))| **stop && **through) {
            Some((account, _)) => Err(TraceError::StopAndThrough { account: account.as_str().to_owned() }),
            None => Ok(()),
        }
    }

    fn check_credits(&self, claims: &[Claim]) -> Result<(), TraceError> {
        for claim in claims {
            for &position in &claim.transactions {
                let at = position as usize;
                let (claim, transaction) = (claim.name.clone(), self.ledger.ids[at].clone());
                let (_, currency) = credit_of(self.ledger, at);
                if currency != self.currency {
                    let (expected, found) = (self.currency.to_string(), currency.to_string());
                    return Err(TraceError::SeveralCurrencies { claim, transaction, expected, found });
                }
                if !self.is_in_case(self.ledger.creditor[at]) {
                    return Err(TraceError::PayeeOutside { claim, transaction });
                }
                if !self.is_taken(at) {
                    return Err(TraceError::AfterEnd { claim, transaction });
                }
            }
        }
        Ok(())
    }

    fn check_sums(&self) -> Result<(), TraceError> {
        let openings = self.ledger.openings.iter().filter(|opening| opening.1 == self.currency);
        let mut sum: i128 = openings.map(|opening| i128::from(opening.2).abs()).sum();
        for position in 0..self.ledger.len() {
            sum += self.debit(position).unwrap_or(0) + self.credit(position).unwrap_or(0);
        }
        if sum > MOST_MINOR {
            return Err(TraceError::TooLarge { currency: self.currency.to_string() });
        }
        Ok(())
    }

    fn rank(&mut self, claims: &'a [Claim], owners: &BTreeMap<u32, usize>) {
        let earliest = |claim: &Claim| {
            claim
                .transactions
                .iter()
                .map(|&position| (self.ledger.credited[position as usize].at_micros, position))
                .min()
        };
        let mut order: Vec<usize> = (0..claims.len()).collect();
        order.sort_by_key(|&number| (earliest(&claims[number]), &claims[number].name));
        let mut rank = vec![0; claims.len()];
        for (place, &number) in order.iter().enumerate() {
            rank[number] = place;
        }
        let sum = |claim: &Claim| {
            claim.transactions.iter().map(|&position| credit_of(self.ledger, position as usize).0).sum()
        };
        self.claims = order.iter().map(|&number| (&claims[number], sum(&claims[number]))).collect();
        self.claimed = owners.iter().map(|(&position, &number)| (position, rank[number])).collect();
    }

    /// Whether what reaches an account can be followed.
    pub fn is_in_case(&self, account: u32) -> bool {
        account != OUTSIDE && self.ledger.in_case[account as usize]
    }

    /// What leaves the payer in the currency of the claims.
    pub fn debit(&self, position: usize) -> Option<i128> {
        (self.ledger.currency[position] == self.currency).then(|| i128::from(self.ledger.amount_minor[position]))
    }

    /// What reaches the payee in the currency of the claims.
    pub fn credit(&self, position: usize) -> Option<i128> {
        let (minor, currency) = credit_of(self.ledger, position);
        (currency == self.currency).then_some(minor)
    }

    /// The instant at which money begins to move: of the side that is in an account, the earlier one of two.
    pub fn start_micros(&self, position: usize) -> i64 {
        let (debited, credited) = (self.ledger.debited[position].at_micros, self.ledger.credited[position].at_micros);
        match (self.ledger.debtor[position], self.ledger.creditor[position]) {
            (OUTSIDE, _) => credited,
            (_, OUTSIDE) => debited,
            _ => debited.min(credited),
        }
    }

    /// Whether a transaction is before the end of the trace. It is then taken whole, its credit too.
    pub fn is_taken(&self, position: usize) -> bool {
        self.before_micros.is_none_or(|before| self.start_micros(position) < before)
    }

    /// Why what reaches this account of the case is not followed through it, if it is not.
    pub fn barrier(&self, account: u32) -> Option<Departure> {
        let at = account as usize;
        if self.stop[at] {
            return Some(Departure::Stop);
        }
        (self.ledger.hub[at] && !self.through[at]).then_some(Departure::Hub)
    }

    /// How the colours of a debit leave what can be followed, or none when they reach the payee.
    pub fn departure(&self, position: usize) -> Option<Departure> {
        let channel = self.ledger.channel[position];
        let creditor = self.ledger.creditor[position];
        if channel == Channel::CashOut {
            return Some(Departure::Cash);
        }
        if !self.is_in_case(creditor) {
            let cost = matches!(channel, Channel::Fee | Channel::Interest);
            return Some(if cost { Departure::Fee } else { Departure::Outside });
        }
        let changed = credit_of(self.ledger, position).1 != self.ledger.currency[position];
        self.barrier(creditor).or(changed.then_some(Departure::NoRate))
    }
}

/// What the payee receives: minor units and currency.
fn credit_of(ledger: &Transactions, position: usize) -> (i128, Currency) {
    let sent = (ledger.amount_minor[position], ledger.currency[position]);
    let (minor, currency) = ledger.received[position].filter(|received| received.1 != sent.1).unwrap_or(sent);
    (i128::from(minor), currency)
}

/// For each claimed credit, the number of its claim.
fn owners(ledger: &Transactions, claims: &[Claim]) -> Result<BTreeMap<u32, usize>, TraceError> {
    let (mut names, mut owners) = (BTreeSet::new(), BTreeMap::<u32, usize>::new());
    for (number, claim) in claims.iter().enumerate() {
        let name = || claim.name.clone();
        if !names.insert(&claim.name) {
            return Err(TraceError::DuplicatedName { claim: name() });
        }
        if claim.transactions.is_empty() {
            return Err(TraceError::EmptyClaim { claim: name() });
        }
        for &position in &claim.transactions {
            let Some(id) = ledger.ids.get(position as usize) else {
                return Err(TraceError::UnknownTransaction { claim: name(), position });
            };
            if let Some(first) = owners.insert(position, number) {
                let first = claims[first].name.clone();
                return Err(TraceError::ClaimedTwice { transaction: id.clone(), first, second: name() });
            }
        }
    }
    Ok(owners)
}

fn marked(ledger: &Transactions, accounts: &[u32]) -> Result<Vec<bool>, TraceError> {
    let mut marks = vec![false; ledger.accounts.len()];
    for &account in accounts {
        *marks.get_mut(account as usize).ok_or(TraceError::UnknownAccount(account))? = true;
    }
    Ok(marks)
}
