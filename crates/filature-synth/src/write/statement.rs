//! Monthly statements: what each account's bank would list, with balances that foot.

use crate::calendar::{Month, months};
use crate::case::SynthSide;
use crate::truth::{FaultKind, PlantedFault};
use crate::{SynthAccount, SynthTransfer, SyntheticCase};

/// The case sorted by account.
pub(super) struct Books<'a> {
    pub(super) case: &'a SyntheticCase,
    /// The months that statements are of.
    pub(super) months: Vec<Month>,
    /// For each account, its transfers in order of time and whether they are credits.
    legs: Vec<Vec<(usize, bool)>>,
}

/// A month of an account.
pub(super) struct Statement<'a> {
    pub(super) account: &'a SynthAccount,
    /// 1 for the first month of the case.
    pub(super) number: usize,
    pub(super) month: Month,
    pub(super) opening_minor: i64,
    pub(super) closing_minor: i64,
    pub(super) lines: Vec<Line<'a>>,
}

/// One booking on a statement.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) made: &'a SynthTransfer,
    pub(super) credit: bool,
    /// What the statement says, above zero; an altered amount differs from that of the transfer.
    pub(super) written_minor: i64,
    /// The true balance after it.
    pub(super) balance_minor: i64,
    /// The other side.
    pub(super) other: &'a SynthSide,
    /// The other side's account number; empty when it has none.
    pub(super) other_iban: &'a str,
    /// The other side's bank, likewise.
    pub(super) other_bic: &'a str,
}

impl Line<'_> {
    /// The written amount, below zero for a debit.
    pub(super) fn signed_minor(&self) -> i64 {
        if self.credit { self.written_minor } else { -self.written_minor }
    }
}

impl<'a> Books<'a> {
    pub(super) fn new(case: &'a SyntheticCase) -> Self {
        Self::of_months(case, months())
    }

    /// The books of a case of other months.
    pub(super) fn of_months(case: &'a SyntheticCase, months: Vec<Month>) -> Self {
        let mut legs = vec![Vec::new(); case.accounts.len()];
        for (position, made) in case.transfers.iter().enumerate() {
            if let Some(from) = made.debtor.account {
                legs[from].push((position, false));
            }
            if let Some(to) = made.creditor.account {
                legs[to].push((position, true));
            }
        }
        Self { case, months, legs }
    }

    /// Positions of the chosen accounts whose statements are in the case, by account number: the order in
    /// which they were made would tell who belongs to what.
    pub(super) fn accounts(&self, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<usize> {
        let accounts = &self.case.accounts;
        let mut positions: Vec<usize> =
            (0..accounts.len()).filter(|&position| accounts[position].in_case && chosen(&accounts[position])).collect();
        positions.sort_by(|one, other| accounts[*one].iban.cmp(&accounts[*other].iban));
        positions
    }

    /// The account's statements month by month, with the faults that the truth names.
    pub(super) fn statements(&self, position: usize) -> Vec<Statement<'a>> {
        let account = &self.case.accounts[position];
        let faults: Vec<&PlantedFault> =
            self.case.truth.faults.iter().filter(|fault| fault.account == account.iban).collect();
        let mut balance = account.opening_minor;
        let mut legs = self.legs[position].iter().copied().peekable();
        let mut made = Vec::new();
        for (number, month) in (1..).zip(self.months.iter().copied()) {
            let opening_minor = balance;
            let mut lines = Vec::new();
            while let Some((transfer, credit)) = legs.next_if(|&(transfer, _)| self.is_in(transfer, month)) {
                let line = self.line(transfer, credit, balance, &faults);
                balance = line.balance_minor;
                lines.push(line);
            }
            let missing = |fault: &&PlantedFault| fault.kind == FaultKind::MissingMonth && fault.month == month.name();
            if !faults.iter().any(missing) {
                made.push(Statement { account, number, month, opening_minor, closing_minor: balance, lines });
            }
        }
        made
    }

    fn is_in(&self, transfer: usize, month: Month) -> bool {
        let on = self.case.transfers[transfer].booked_on;
        (on.year(), on.month()) == (month.year, month.month)
    }

    fn line(&self, transfer: usize, credit: bool, before_minor: i64, faults: &[&PlantedFault]) -> Line<'a> {
        let made = &self.case.transfers[transfer];
        let other = if credit { &made.debtor } else { &made.creditor };
        let other_account = other.account.map(|position| &self.case.accounts[position]);
        let altered = faults.iter().find(|fault| fault.transfer.as_deref() == Some(made.id.as_str()));
        Line {
            made,
            credit,
            written_minor: altered.and_then(|fault| fault.written_minor).unwrap_or(made.amount_minor),
            balance_minor: before_minor + if credit { made.amount_minor } else { -made.amount_minor },
            other,
            other_iban: other_account.map_or("", |account| &account.iban),
            other_bic: other_account.map_or("", |account| account.bank.bic()),
        }
    }
}
