//! What stands above the figures: whose accounts, what is known of them, and which months are missing.

use std::collections::BTreeSet;

use filature_dossier::profile::{Agreement, Asked, Profile, agreement};
use filature_ledger::Case;
use filature_ledger::asked::Month;
use filature_ledger::grid;
use filature_model::{AccountId, Footing, StatementCheck, from_days};
use jiff::civil::Date;

use super::people::{self, People};
use crate::outcome::Failure;
use crate::seen::Seen;

/// An account of the holder.
pub struct Account {
    /// Its key.
    pub key: AccountId,
    /// Its holder's name or initials.
    pub holder: Option<String>,
    /// How many statements of it there are, and how many of them foot.
    pub statements: [usize; 2],
    /// Whether other statements of it are withheld, since its holder is protected.
    pub withheld: bool,
    /// Months between its first and its last day of which some days are in no statement.
    pub missing: Vec<Month>,
}

/// What stands above the figures.
pub struct Head {
    /// The account that was asked for.
    pub asked: AccountId,
    /// All of the holder's.
    pub accounts: Vec<Account>,
    /// The days that were asked for.
    pub days: [Option<Date>; 2],
    /// The first day on which anything moved, and the last.
    pub seen: Option<(Date, Date)>,
    /// How many statements were held to the entries of their days.
    pub compared: usize,
    /// Those whose entries are not what changed the balance.
    pub differ: Vec<Differs>,
    /// Files that are not evidence.
    pub left_out: usize,
    /// Whether towns and times are left out.
    pub hides_places: bool,
}

/// A statement that foots by itself, and of whose days the entries here come to something else.
pub struct Differs {
    /// The account.
    pub account: AccountId,
    /// First and last day.
    pub days: (Option<Date>, Option<Date>),
    /// The currency.
    pub currency: filature_model::Currency,
    /// By how much the balance changed, in minor units.
    pub balance_minor: i128,
    /// What the entries come to.
    pub entries_minor: i128,
}

impl Head {
    /// Of these accounts.
    pub fn of(
        case: &Case,
        seen: &Seen,
        people: &People,
        (account, keys): (AccountId, BTreeSet<AccountId>),
        asked: &Asked,
        profile: &Profile,
    ) -> Result<Self, Failure> {
        let days = profile.sides.iter().map(|side| side.day);
        let range = days.clone().min().and_then(from_days).zip(days.max().and_then(from_days));
        // Of accounts with statements alone is anything looked up: what lists name is not asked.
        let asked_for = filature_ledger::asked::asked(&case.journal()?);
        let grid = grid::grid_of(&asked_for, case.sources(), &seen.ledger, BTreeSet::new());
        let withheld = withheld(case, seen, &keys)?;
        let of_key = |key: &AccountId| {
            let statements = seen.ledger.statements.iter().filter(|check| check.statement.account == *key);
            let statements: Vec<&StatementCheck> = statements.collect();
            Account {
                holder: people::holder(seen, key).map(|name| people.shown(&name)),
                statements: [
                    statements.len(),
                    statements.iter().filter(|check| check.footing == Footing::Foots).count(),
                ],
                withheld: withheld.contains(key),
                missing: missing(&grid, key, range, seen),
                key: key.clone(),
            }
        };
        let compared = agreement(&seen.ledger.transactions, asked, profile, &seen.ledger.statements);
        let differ = compared.iter().filter(|one| !one.agrees()).map(differs).collect();
        Ok(Self {
            accounts: keys.iter().map(of_key).collect(),
            asked: account,
            days: [asked.from, asked.to].map(|day| day.and_then(from_days)),
            seen: range,
            compared: compared.len(),
            differ,
            left_out: seen.left_out,
            hides_places: asked.hides_whereabouts,
        })
    }
}

/// Those of the accounts whose holder is protected and of which the evidence has more statements than are shown: a count of those that are shown
/// would be taken for all. Of other accounts it is not told: it would tell with whom a protected person dealt.
fn withheld(case: &Case, seen: &Seen, keys: &BTreeSet<AccountId>) -> Result<BTreeSet<AccountId>, Failure> {
    let protected: BTreeSet<&AccountId> = keys.intersection(&seen.protected).collect();
    if protected.is_empty() {
        return Ok(BTreeSet::new());
    }
    let evidence: BTreeSet<_> =
        case.sources().iter().filter(|source| source.use_.may_be_rendered()).map(|source| source.id).collect();
    let whole = crate::verbs::load(case)?;
    let count = |checks: &[StatementCheck], key: &AccountId| {
        checks.iter().filter(|check| check.statement.account == *key && evidence.contains(&check.source)).count()
    };
    let has_more = |key: &&&AccountId| count(&whole.statements, key) > count(&seen.ledger.statements, key);
    Ok(protected.iter().filter(has_more).map(|key| (*key).clone()).collect())
}

fn differs(one: &Agreement<'_>) -> Differs {
    let statement = &one.check.statement;
    Differs {
        account: statement.account.clone(),
        days: (statement.from, statement.to),
        currency: one.currency,
        balance_minor: one.balance_minor,
        entries_minor: one.entries_minor,
    }
}

/// The months from the first to the last day of the profile that no currency of the account has whole, where it has any statement: what lists
/// show of an account has no months. From the first day that is withheld
/// on nothing is called missing: it would tell of it.
fn missing(grid: &grid::Grid, key: &AccountId, range: Option<(Date, Date)>, seen: &Seen) -> Vec<Month> {
    let has_statements = grid.rows.iter().any(|row| row.account == *key && row.has_statements);
    let Some((first, last)) = range.filter(|_| has_statements) else { return Vec::new() };
    let withheld = seen.touched.get(key.as_str()).map(|day| Month::of(*day));
    let is_whole = |month: &Month| grid.rows.iter().filter(|row| row.account == *key).any(|row| row.is_whole(*month));
    let months = Month::of(first).to(Month::of(last));
    months.filter(|month| withheld.is_none_or(|withheld| *month < withheld)).filter(|month| !is_whole(month)).collect()
}
