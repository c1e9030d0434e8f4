//! Whether the entries of an account are what its statements say changed the balance.

use std::collections::BTreeMap;

use filature_model::{Currency, Footing, StatementCheck, Transactions, days_from_epoch};

use super::{Asked, Profile};

/// A statement that foots by itself, and what the profile has of the account on its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement<'a> {
    /// The statement.
    pub check: &'a StatementCheck,
    /// Its currency.
    pub currency: Currency,
    /// Closing balance less opening balance, in minor units.
    pub balance_minor: i128,
    /// What came in less what went out on its days, own accounts included.
    pub entries_minor: i128,
}

impl Agreement<'_> {
    /// Whether both are equal.
    pub fn agrees(&self) -> bool {
        self.balance_minor == self.entries_minor
    }
}

/// All statements of the accounts that foot by themselves and lie within the days asked for. Where one does not agree, another source has entries of these
/// days that the statement has not, or one of its own was taken back or is counted elsewhere.
pub fn agreement<'a>(
    ledger: &Transactions,
    asked: &Asked,
    profile: &Profile,
    checks: &'a [StatementCheck],
) -> Vec<Agreement<'a>> {
    let mut nets = BTreeMap::<(u32, Currency), BTreeMap<i32, i128>>::new();
    for side in &profile.sides {
        let day = nets.entry((side.account, side.currency)).or_default().entry(side.day).or_default();
        *day += if side.is_credit { i128::from(side.minor) } else { -i128::from(side.minor) };
    }
    let none = BTreeMap::new();
    let agreement = |check: &'a StatementCheck| {
        let statement = &check.statement;
        let at = ledger.accounts.binary_search(&statement.account).ok()?;
        let account = u32::try_from(at).ok().filter(|account| asked.accounts.contains(account))?;
        let (from, to) = (days_from_epoch(statement.from?), days_from_epoch(statement.to?));
        let is_within =
            from <= to && asked.from.is_none_or(|first| first <= from) && asked.to.is_none_or(|last| to <= last);
        let (opening, closing) = (statement.opening?, statement.closing?);
        let is_one = is_within && check.footing == Footing::Foots && opening.currency == closing.currency;
        is_one.then(|| Agreement {
            check,
            currency: opening.currency,
            balance_minor: i128::from(closing.minor) - i128::from(opening.minor),
            entries_minor: nets
                .get(&(account, opening.currency))
                .unwrap_or(&none)
                .range(from..=to)
                .map(|(_, net)| net)
                .sum(),
        })
    };
    checks.iter().filter_map(agreement).collect()
}
