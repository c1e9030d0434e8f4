//! The call, made sure of: which credits begin which claim, what a person asserted, and where each transaction
//! leads.

mod asserted;
mod claims;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Channel, Claim, Currency, Departure, Leg, MissingRate, OUTSIDE, Rate, Transactions};
use jiff::civil::Date;

use crate::hubs::{self, Measured};
use crate::{Options, TraceError};

pub(crate) use asserted::Asserted;

const DAY_MICROS: i64 = 86_400_000_000;

/// From which day an entry counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Timeline {
    /// From its booking.
    Booking,
    /// From its value date, where that is no further away than the window of doubt.
    ValueDates,
}

/// A checked call. Claims are known by their rank: earliest claimed credit first, then name.
pub(crate) struct Call<'a> {
    pub ledger: &'a Transactions,
    pub options: &'a Options,
    /// That of the claims.
    pub currency: Currency,
    /// By rank: the claim and its sum in minor units.
    pub claims: Vec<(&'a Claim, i128)>,
    /// What claims begin with at a transaction's credit: their ranks, rising, and minor units.
    pub claimed: BTreeMap<u32, Vec<(usize, i128)>>,
    pub asserted: Asserted,
    /// What of each booking that takes back another one: that other one.
    pub reversal_of: BTreeMap<u32, u32>,
    /// Bookings that are taken back.
    pub reversed: BTreeSet<u32>,
    stop: Vec<bool>,
    through: Vec<bool>,
    /// Accounts that were measured to be hubs, by position.
    pub measured: BTreeMap<u32, Measured>,
    /// Of each transaction: it changes currency, and no rate is known.
    without_rate: Vec<bool>,
}

impl<'a> Call<'a> {
    pub fn new(ledger: &'a Transactions, claims: &'a [Claim], options: &'a Options) -> Result<Self, TraceError> {
        ledger.check()?;
        let currency = claims::currency(ledger, claims)?;
        let mut stop = marked(ledger, &options.stop)?;
        for account in marked(ledger, &options.reached)?.into_iter().enumerate().filter(|(_, marked)| *marked) {
            stop[account.0] = true;
        }
        let mut call = Self {
            ledger,
            options,
            currency,
            claims: Vec::new(),
            claimed: BTreeMap::new(),
            asserted: Asserted::default(),
            reversal_of: ledger.reversals.iter().copied().collect(),
            reversed: ledger.reversals.iter().map(|(_, original)| *original).collect(),
            stop,
            through: marked(ledger, &options.through)?,
            measured: BTreeMap::new(),
            without_rate: Vec::new(),
        };
        // Asked for at every step of every pass: looked up once.
        call.without_rate = (0..ledger.len()).map(|at| matches!(call.rate(at), Some(Err(_)))).collect();
        call.check_marks()?;
        claims::settle(&mut call, claims)?;
        if options.measure_hubs {
            call.measured = hubs::measure(&call);
        }
        call.asserted = Asserted::new(&call, options)?;
        Ok(call)
    }

    /// The same call without what a person asserted.
    pub fn alone(&self) -> Self {
        Self {
            claims: self.claims.clone(),
            claimed: self.claimed.clone(),
            asserted: Asserted::of_reversals(self),
            reversal_of: self.reversal_of.clone(),
            reversed: self.reversed.clone(),
            stop: self.stop.clone(),
            through: self.through.clone(),
            measured: self.measured.clone(),
            without_rate: self.without_rate.clone(),
            ..*self
        }
    }

    fn check_marks(&self) -> Result<(), TraceError> {
        let mut accounts = self.ledger.accounts.iter().zip(self.stop.iter().zip(&self.through));
        match accounts.find(|(_, (stop, through))| **stop && **through) {
            Some((account, _)) => Err(TraceError::StopAndThrough { account: account.as_str().to_owned() }),
            None => Ok(()),
        }
    }

    /// Whether what reaches an account can be followed.
    pub fn is_in_case(&self, account: u32) -> bool {
        account != OUTSIDE && self.ledger.in_case[account as usize]
    }

    /// What leaves the payer: minor units and currency.
    pub fn debit(&self, position: usize) -> (i128, Currency) {
        (i128::from(self.ledger.amount_minor[position]), self.ledger.currency[position])
    }

    /// What the payee receives: minor units and currency.
    pub fn credit(&self, position: usize) -> (i128, Currency) {
        credit_of(self.ledger, position)
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

    /// When the two sides are executed: a debit never after its own credit, and a credit that a person linked to an
    /// earlier debit never before it.
    pub fn legs(&self, position: usize, timeline: Timeline) -> (Leg, Leg) {
        let (mut debit, mut credit) = (self.ledger.debited[position], self.ledger.credited[position]);
        if timeline == Timeline::ValueDates {
            debit.at_micros = self.valued(position, false, debit.at_micros);
            credit.at_micros = self.valued(position, true, credit.at_micros);
        }
        // Positions are counted in 32 bits.
        if let Some(sources) = u32::try_from(position).ok().and_then(|position| self.asserted.sources_of(position)) {
            for &source in sources {
                credit.at_micros = credit.at_micros.max(self.legs(source as usize, timeline).0.at_micros);
            }
        }
        let (debtor, creditor) = (self.ledger.debtor[position], self.ledger.creditor[position]);
        if debtor != OUTSIDE && creditor != OUTSIDE {
            debit.at_micros = debit.at_micros.min(credit.at_micros);
        }
        (debit, credit)
    }

    fn valued(&self, position: usize, is_credit: bool, booked_micros: i64) -> i64 {
        let dates = &self.ledger.value_dates;
        let found =
            dates.binary_search_by_key(&(position, is_credit), |date| (date.transaction as usize, date.is_credit));
        let Ok(found) = found else { return booked_micros };
        let valued = dates[found].at_micros;
        let window = i64::from(self.options.value_window_days).saturating_mul(DAY_MICROS);
        let apart = valued.div_euclid(DAY_MICROS).saturating_sub(booked_micros.div_euclid(DAY_MICROS));
        if apart.saturating_abs().saturating_mul(DAY_MICROS) <= window { valued } else { booked_micros }
    }

    /// Whether a transaction is before the end of the trace. It is then taken whole, its credit too.
    pub fn is_taken(&self, position: usize) -> bool {
        self.options.before_micros.is_none_or(|before| self.start_micros(position) < before)
    }

    /// Why what reaches this account of the case is not followed through it, if it is not.
    pub fn barrier(&self, account: u32) -> Option<Departure> {
        let at = account as usize;
        if self.stop[at] {
            return Some(Departure::Stop);
        }
        let is_hub = self.ledger.hub[at] || self.measured.contains_key(&account);
        (is_hub && !self.through[at]).then_some(Departure::Hub)
    }

    /// Whether a person said to follow through an account.
    pub fn is_followed_through(&self, account: u32) -> bool {
        self.through[account as usize]
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
        let no_rate = || self.without_rate[position].then_some(Departure::NoRate);
        self.barrier(creditor).or_else(no_rate)
    }

    /// The rate of a change of currency, or what is missing; none where the currency stays.
    pub fn rate(&self, position: usize) -> Option<Result<Rate, MissingRate>> {
        let (from, to) = (self.debit(position).1, self.credit(position).1);
        (from != to).then(|| self.options.rates.rate(from, to, day_of(self.ledger.debited[position].at_micros)))
    }
}

/// The day of an instant, in UTC.
pub(crate) fn day_of(at_micros: i64) -> Date {
    let days = i32::try_from(at_micros.div_euclid(DAY_MICROS)).unwrap_or_default();
    filature_model::from_days(days).unwrap_or(Date::MIN)
}

/// What the payee receives: minor units and currency.
fn credit_of(ledger: &Transactions, position: usize) -> (i128, Currency) {
    let sent = (ledger.amount_minor[position], ledger.currency[position]);
    let (minor, currency) = ledger.received[position].filter(|received| received.1 != sent.1).unwrap_or(sent);
    (i128::from(minor), currency)
}

fn marked(ledger: &Transactions, accounts: &[u32]) -> Result<Vec<bool>, TraceError> {
    let mut marks = vec![false; ledger.accounts.len()];
    for &account in accounts {
        *marks.get_mut(account as usize).ok_or(TraceError::UnknownAccount(account))? = true;
    }
    Ok(marks)
}
