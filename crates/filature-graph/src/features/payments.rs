use filature_model::{Currency, OUTSIDE, Transactions, TransactionsError};

use super::index::NONE;
use crate::GraphError;

/// What features are made of, as parallel arrays in ledger order: the part of [`Transactions`] that they look at.
///
/// How accounts are numbered changes no figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payments {
    /// For each account: whether it was declared a pooled one.
    pub hub: Vec<bool>,
    /// Instant of the earlier side, microseconds since 1970 in UTC.
    pub at_micros: Vec<i64>,
    /// Payer: an account, or [`OUTSIDE`].
    pub debtor: Vec<u32>,
    /// Payee, likewise.
    pub creditor: Vec<u32>,
    /// Minor units of `currency`, not negative.
    pub amount_minor: Vec<i64>,
    /// Currency of `amount_minor`.
    pub currency: Vec<Currency>,
    /// What the payee received where that is something else: minor units and currency.
    pub received: Vec<Option<(i64, Currency)>>,
}

impl From<&Transactions> for Payments {
    fn from(ledger: &Transactions) -> Self {
        let instants = ledger.debited.iter().zip(&ledger.credited);
        Self {
            hub: ledger.hub.clone(),
            at_micros: instants.map(|(debited, credited)| debited.at_micros.min(credited.at_micros)).collect(),
            debtor: ledger.debtor.clone(),
            creditor: ledger.creditor.clone(),
            amount_minor: ledger.amount_minor.clone(),
            currency: ledger.currency.clone(),
            received: ledger.received.clone(),
        }
    }
}

impl Payments {
    /// Makes sure that the arrays belong together and are in ledger order.
    pub(super) fn check(&self) -> Result<(), GraphError> {
        let len = self.at_micros.len();
        let lengths =
            [self.debtor.len(), self.creditor.len(), self.amount_minor.len(), self.currency.len(), self.received.len()];
        if lengths.iter().any(|&length| length != len) {
            return Err(TransactionsError::Lengths.into());
        }
        // A position and one bit more stand in 32 bits.
        if u32::try_from(len).map_or(true, |len| len > NONE / 2) {
            return Err(GraphError::TooMany(len));
        }
        let known = |account: u32| account == OUTSIDE || (account as usize) < self.hub.len();
        if let Some(row) = (0..len).find(|&row| !known(self.debtor[row]) || !known(self.creditor[row])) {
            return Err(TransactionsError::Account(row).into());
        }
        if let Some(row) = self.amount_minor.iter().position(|&amount| amount < 0) {
            return Err(TransactionsError::Amount(row).into());
        }
        match self.at_micros.windows(2).position(|pair| pair[0] > pair[1]) {
            Some(before) => Err(GraphError::Order(before + 1)),
            None => Ok(()),
        }
    }
}
