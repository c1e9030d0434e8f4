//! Which months of which accounts the case has: a sign for each.
//!
//! ```text
//! statements ─► days covered, by account and currency ─┐
//! what was asked (journal) ────────────────────────────┼─► a state for each month, from the first to the last that anything is known of
//! lists of accounts ───────────────────────────────────┘
//! ```
//!
//! A false green is worse than a red: a month foots only where every day of it lies in statements that foot and whose balances
//! meet those before; one statement over it that does not foot makes the month one that does not.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{
    Account, AccountId, Currency, Footing, Source, SourceId, StatementCheck, days_from_epoch, from_days,
};
use jiff::civil::Date;

use crate::asked::{Asked, Month};
use crate::{Case, Ledger, LedgerError, reconcile};

/// What the case has of a month of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The account is known, and nobody asked.
    NotAsked,
    /// Asked, and nothing came.
    Asked,
    /// Some days are in a statement.
    Partial,
    /// All days are, and nothing can be said of the sums.
    Received,
    /// All days are, and all sums hold.
    Foots,
    /// A statement over this month does not foot, or does not follow from the one before.
    DoesNotFoot,
}

impl State {
    /// All of them, from nothing to all.
    pub const ALL: [Self; 6] =
        [Self::NotAsked, Self::Asked, Self::Partial, Self::Received, Self::Foots, Self::DoesNotFoot];

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::Asked => "asked",
            Self::Partial => "partial",
            Self::Received => "received",
            Self::Foots => "foots",
            Self::DoesNotFoot => "does-not-foot",
        }
    }

    /// The sign in the grid, to be told apart without colour.
    pub fn sign(self) -> char {
        match self {
            Self::NotAsked => '.',
            Self::Asked => '?',
            Self::Partial => '-',
            Self::Received => '+',
            Self::Foots => '=',
            Self::DoesNotFoot => '!',
        }
    }
}

/// A line of the grid: an account in a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// The account.
    pub account: AccountId,
    /// The currency, where a statement states it.
    pub currency: Option<Currency>,
    /// Whether a statement of it is in the case.
    pub has_statements: bool,
    /// The state of each month of the grid; none before the account was opened.
    pub months: BTreeMap<Month, State>,
    /// The months that do not foot and of which some days are in no statement besides: the one does not make the other good.
    pub short: BTreeSet<Month>,
    /// References of the requests that asked for it, or whose answers it came with.
    pub requests: BTreeSet<String>,
}

impl GridRow {
    /// Whether every day of a month is in a statement, whether or not it foots.
    pub fn is_whole(&self, month: Month) -> bool {
        self.months.get(&month).is_some_and(|state| *state > State::Partial) && !self.short.contains(&month)
    }
}

/// Accounts by months.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// First and last month; none where no statement has a day and nothing was asked.
    pub months: Option<(Month, Month)>,
    /// Accounts with statements, accounts asked for, and accounts that lists name; by account and currency.
    pub rows: Vec<GridRow>,
    /// How many accounts stand on the other side of entries alone.
    pub counterparties: usize,
}

/// The grid of a case.
///
/// # Errors
/// When the journal does not hold together.
pub fn grid(case: &Case, ledger: &Ledger) -> Result<Grid, LedgerError> {
    let asked = crate::asked::asked(&case.journal()?);
    Ok(grid_of(&asked, case.sources(), ledger, ledger.book.accounts_of_lists()))
}

/// The grid of a ledger, of what was asked, of its sources and of the accounts that lists name: for whoever holds them already.
pub fn grid_of(asked: &Asked, sources: &[Source], ledger: &Ledger, in_lists: BTreeSet<&str>) -> Grid {
    let requests = sources.iter().filter_map(|source| Some((source.id, source.request.clone()?))).collect();
    let known = Known {
        checks: &ledger.statements,
        accounts: &ledger.accounts,
        in_lists,
        asked,
        requests: &requests,
        interim: &reconcile::interim_sources(sources),
    };
    known.grid()
}

/// All that the grid is made of.
struct Known<'a> {
    checks: &'a [StatementCheck],
    accounts: &'a [Account],
    in_lists: BTreeSet<&'a str>,
    asked: &'a Asked,
    requests: &'a BTreeMap<SourceId, String>,
    interim: &'a BTreeSet<SourceId>,
}

/// The stretches of days of an account in a currency.
#[derive(Default)]
struct Covered {
    /// First and last day of each statement, by whether it foots.
    footing: Vec<(i32, i32)>,
    other: Vec<(i32, i32)>,
    /// Days of reports of what was booked so far.
    reported: Vec<(i32, i32)>,
    /// Days of statements that do not foot.
    off: Vec<(i32, i32)>,
    requests: BTreeSet<String>,
}

impl Known<'_> {
    fn grid(&self) -> Grid {
        let mut covered = BTreeMap::<(AccountId, Option<Currency>), Covered>::new();
        let mut checks: Vec<&StatementCheck> = self.checks.iter().collect();
        checks.sort_by_key(|check| (check.statement.from, check.statement.to, check.source, check.statement.ordinal));
        for check in checks {
            let statement = &check.statement;
            let currency = statement.currency.or(statement.opening.map(|opening| opening.currency));
            let known = covered.entry((statement.account.clone(), currency)).or_default();
            known.requests.extend(self.requests.get(&check.source).cloned());
            if let Some((from, to)) = statement.from.zip(statement.to) {
                self.cover(check, (days_from_epoch(from.min(to)), days_from_epoch(to.max(from))), known);
            }
        }
        let months = self.span(&covered);
        let mut rows = self.rows(covered, months);
        rows.sort_by(|a, b| (&a.account, a.currency).cmp(&(&b.account, b.currency)));
        let shown: BTreeSet<&AccountId> = rows.iter().map(|row| &row.account).collect();
        let others: BTreeSet<&AccountId> =
            self.accounts.iter().filter(|account| !account.in_case).map(|account| &account.id).collect();
        let counterparties = others.difference(&shown).count();
        Grid { months, counterparties, rows }
    }

    fn cover(&self, check: &StatementCheck, days: (i32, i32), known: &mut Covered) {
        let foots = check.footing == Footing::Foots;
        let ended = known.footing.iter().map(|(_, to)| *to).max();
        match check.footing {
            Footing::Off { .. } => known.off.push(days),
            // A report of the day has no balances to tell what else the day had.
            _ if self.interim.contains(&check.source) => known.reported.push(days),
            Footing::Foots => known.footing.push(days),
            Footing::Unknown(_) => known.other.push(days),
        }
        if check.chain_off_minor.is_some() && check.gap_before.is_none() {
            // A gap says itself why the balances do not meet.
            known.off.push((days.0, days.0));
        } else if foots
            && check.gap_before.is_none()
            && let Some(ended) = ended
            && ended + 1 < days.0
        {
            // Nothing was booked on the days between balances that meet.
            known.footing.push((ended + 1, days.0 - 1));
        }
    }

    fn span(&self, covered: &BTreeMap<(AccountId, Option<Currency>), Covered>) -> Option<(Month, Month)> {
        let days = covered
            .values()
            .flat_map(|known| [&known.footing, &known.other, &known.reported, &known.off].into_iter().flatten());
        let of_statements = days.flat_map(|&(from, to)| [from, to]).filter_map(from_days).map(Month::of);
        let of_requests = self.asked.values().flat_map(|months| months.keys().copied());
        let mut all: Vec<Month> = of_statements.chain(of_requests).collect();
        all.sort_unstable();
        Some((*all.first()?, *all.last()?))
    }

    fn rows(
        &self,
        covered: BTreeMap<(AccountId, Option<Currency>), Covered>,
        months: Option<(Month, Month)>,
    ) -> Vec<GridRow> {
        let with_statements: BTreeSet<AccountId> = covered.keys().map(|(account, _)| account.clone()).collect();
        let listed = self.accounts.iter().filter(|account| account.in_case && !account.hub);
        let without: BTreeSet<AccountId> = listed
            .map(|account| account.id.clone())
            .filter(|id| !self.in_lists.contains(id.as_str()))
            .chain(self.asked.keys().cloned())
            .filter(|id| !with_statements.contains(id))
            .collect();
        let opened: BTreeMap<&AccountId, Date> =
            self.accounts.iter().filter_map(|account| Some((&account.id, account.opened_on?))).collect();
        let all = covered.into_iter().chain(without.into_iter().map(|id| ((id, None), Covered::default())));
        all.map(|((account, currency), known)| {
            let asked = self.asked.get(&account);
            let mut requests = known.requests.clone();
            requests.extend(asked.into_iter().flat_map(BTreeMap::values).flatten().cloned());
            let was_open = |month: &Month| opened.get(&account).is_none_or(|day| Month::of(*day) <= *month);
            let stated = StatedDays::of(&known);
            let all_months = || months.into_iter().flat_map(|(first, last)| first.to(last));
            let short = all_months()
                .filter(|month| stated.state(*month) == Some(State::DoesNotFoot) && !stated.is_whole(*month));
            let short = short.collect();
            let months = all_months().filter_map(|month| {
                let asked = asked.is_some_and(|months| months.contains_key(&month));
                let state = stated.state(month).or(asked.then_some(State::Asked));
                state.or(was_open(&month).then_some(State::NotAsked)).map(|state| (month, state))
            });
            GridRow {
                months: months.collect(),
                short,
                has_statements: with_statements.contains(&account),
                account,
                currency,
                requests,
            }
        })
        .collect()
    }
}

/// Days that are covered, without overlaps.
struct StatedDays {
    footing: Vec<(i32, i32)>,
    all: Vec<(i32, i32)>,
    reported: Vec<(i32, i32)>,
    off: Vec<(i32, i32)>,
}

impl StatedDays {
    fn of(known: &Covered) -> Self {
        let all = [&known.footing[..], &known.other, &known.off].concat();
        Self {
            footing: joined(&known.footing),
            all: joined(&all),
            reported: joined(&known.reported),
            off: joined(&known.off),
        }
    }

    /// What statements say of a month; none where no day of it is in one.
    fn state(&self, month: Month) -> Option<State> {
        let (first, next) = days_of(month)?;
        let days_in = |stretches: &[(i32, i32)]| days_within(stretches, first, next);
        let whole = next - first;
        match (days_in(&self.off), days_in(&self.footing), days_in(&self.all)) {
            (1.., _, _) => Some(State::DoesNotFoot),
            (_, footing, _) if footing == whole => Some(State::Foots),
            (_, _, all) if all == whole => Some(State::Received),
            (_, _, 1..) => Some(State::Partial),
            _ => (days_in(&self.reported) > 0).then_some(State::Partial),
        }
    }

    /// Whether every day of a month is in a statement.
    fn is_whole(&self, month: Month) -> bool {
        days_of(month).is_some_and(|(first, next)| days_within(&self.all, first, next) == next - first)
    }
}

/// The first day of a month and that of the next one.
fn days_of(month: Month) -> Option<(i32, i32)> {
    Some((days_from_epoch(month.first()?), days_from_epoch(month.next().first()?)))
}

/// How many days of stretches that do not overlap are from `first` on and before `next`.
fn days_within(stretches: &[(i32, i32)], first: i32, next: i32) -> i32 {
    stretches.iter().map(|&(from, to)| (to.min(next - 1) - from.max(first) + 1).max(0)).sum()
}

/// Stretches of days in order, those that touch made one.
fn joined(stretches: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut sorted: Vec<(i32, i32)> = stretches.iter().copied().filter(|(from, to)| from <= to).collect();
    sorted.sort_unstable();
    let mut joined = Vec::<(i32, i32)>::new();
    for (from, to) in sorted {
        match joined.last_mut() {
            Some(last) if from <= last.1 + 1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}
