//! What nobody asked for and may matter, and why.
//!
//! ```text
//! registers of accounts ─┐
//! traces that end outside ┤
//! gaps between statements ┼─► months wanted of each account ─ months asked for ─ months received ─► left, the best ground first
//! leads ──────────────────┤
//! large counterparties ───┘
//! ```
//!
//! A request asks for what is needed and no more: the months in which anything moved or an account was open, never a whole life.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::asked::Month;
use filature_ledger::grid::{Grid, GridRow, State};
use filature_ledger::requests::{Received, requests};
use filature_ledger::{Case, Line};
use filature_model::{AccountId, AccountKind, Ask, Currency, Lead, OUTSIDE, Requisition, SourceUse, Trace, from_days};
use jiff::civil::Date;

use crate::outcome::Failure;
use crate::seen::Seen;
use crate::verbs::{found as last_found, trace};

/// How many of the largest counterparties in each currency are worth a request: a design default.
pub const LARGEST: usize = 10;
/// The longest period that is proposed, from its end backwards: ten years.
const MONTHS_MOST: usize = 120;

/// Why an account may matter, the best ground first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A register of accounts names it.
    Register,
    /// A followed sum ends there.
    Trace,
    /// There are months of which it has no statement.
    Gap,
    /// It is in a lead.
    Lead,
    /// It is among the largest on the other side.
    Counterparty,
}

impl Why {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Trace => "trace",
            Self::Gap => "months-missing",
            Self::Lead => "lead",
            Self::Counterparty => "counterparty",
        }
    }
}

/// An account of which months are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToAsk {
    /// The account.
    pub account: String,
    /// The bank, where a register names it.
    pub bank: Option<String>,
    /// The months; none where nothing says which.
    pub months: BTreeSet<Month>,
    /// Why.
    pub why: BTreeSet<Why>,
    /// The largest sum that passed there in one currency, in minor units; it orders the list.
    pub passed: Option<(i128, Currency)>,
}

/// What is wanted, whether or not somebody asked for it.
pub struct Wanted {
    /// Accounts.
    pub accounts: Vec<ToAsk>,
    /// What traces ask for that is no statement.
    pub records: Vec<Requisition>,
}

/// All that is wanted of the evidence of a case.
pub fn wanted(case: &Case, seen: &Seen, grid: &Grid) -> Result<Wanted, Failure> {
    let mut found = Found { seen, flows: flows(seen), accounts: BTreeMap::new() };
    found.registers();
    let records = found.traces(trace::holding(case)?.0);
    found.gaps(grid);
    found.leads(&last_found::<Lead>(case, "leads.json")?);
    found.counterparties();
    let is_protected = |one: &ToAsk| seen.protected.contains(&AccountId::written(&one.account));
    let accounts = found.accounts.into_values().filter(|one| !is_protected(one)).collect();
    Ok(Wanted { accounts, records })
}

/// What is left when what was asked for and what came is taken away.
pub fn left(wanted: Vec<ToAsk>, lines: &[Line], received: &Received) -> Vec<ToAsk> {
    let mut asked = BTreeMap::<AccountId, BTreeSet<Month>>::new();
    for request in requests(lines) {
        asked.entry(request.account).or_default().extend(request.months);
    }
    let mut left: Vec<ToAsk> = Vec::new();
    for mut one in wanted {
        let account = AccountId::written(&one.account);
        let had_months = !one.months.is_empty();
        let of_account = asked.get(&account);
        one.months.retain(|month| {
            let is_asked = of_account.is_some_and(|months| months.contains(month));
            !is_asked && !received.is_whole(&account, *month)
        });
        if !one.months.is_empty() || (!had_months && of_account.is_none()) {
            left.push(one);
        }
    }
    left.sort_by_key(|one| {
        let passed = one.passed.map_or(0, |(minor, _)| minor);
        (one.why.first().copied(), std::cmp::Reverse(passed), one.account.clone())
    });
    left
}

/// What passed on an account without statements.
#[derive(Clone, Debug, Default)]
struct Passed {
    minor: i128,
    days: Option<(i32, i32)>,
}

/// By account and currency.
type Flows = BTreeMap<u32, BTreeMap<Currency, Passed>>;

struct Found<'a> {
    seen: &'a Seen,
    flows: Flows,
    accounts: BTreeMap<String, ToAsk>,
}

impl Found<'_> {
    fn take(&mut self, account: &str, why: Why, months: impl IntoIterator<Item = Month>) -> &mut ToAsk {
        let one = self.accounts.entry(account.to_owned()).or_default();
        account.clone_into(&mut one.account);
        one.why.insert(why);
        one.months.extend(months);
        one
    }

    /// The first month and the last in which anything moved in the case.
    fn span(&self) -> Option<(Month, Month)> {
        let days = &self.seen.details.day;
        let month = |day: Option<&i32>| day.and_then(|day| from_days(*day)).map(Month::of);
        month(days.iter().min()).zip(month(days.iter().max()))
    }

    /// Accounts that a register names and of which nothing came, while they were open within the time of the case.
    fn registers(&mut self) {
        let span = self.span();
        let seen = self.seen;
        for account in seen.ledger.accounts.iter().filter(|account| account.in_register && !account.in_case) {
            let open = [account.opened_on, account.closed_on].map(|day| day.map(Month::of));
            let first = [open[0], span.map(|span| span.0)].into_iter().flatten().max();
            let last = [open[1], span.map(|span| span.1)].into_iter().flatten().min();
            let months: Vec<Month> = match (first, last) {
                (Some(first), Some(last)) if first <= last && span.is_some() => latest(first.to(last)),
                // It was closed before, or opened after, anything that the case shows.
                (Some(_), Some(_)) if span.is_some() => continue,
                _ => Vec::new(),
            };
            let one = self.take(account.id.as_str(), Why::Register, months);
            one.bank = account.bank.clone().filter(|bank| !bank.trim().is_empty());
        }
    }

    /// Where followed sums end outside the case. Gives what traces ask for that is no statement.
    fn traces(&mut self, traces: Vec<(String, Trace)>) -> Vec<Requisition> {
        let touched = &self.seen.touched;
        let is_silent = |key: &str| touched.contains_key(key) || self.seen.protected.contains(&AccountId::written(key));
        let mut all: Vec<Requisition> = Vec::new();
        for (_, trace) in traces.into_iter().filter(|(_, trace)| trace.use_ == SourceUse::Evidence.word()) {
            for one in trace.requisitions {
                let keys = [Some(&one.account), one.payee.as_ref()];
                if !all.contains(&one) && !keys.into_iter().flatten().any(|key| is_silent(key)) {
                    all.push(one);
                }
            }
        }
        let (statements, records): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| {
            matches!(one.ask, Ask::EarlierStatement | Ask::HolderStatement)
                || (one.ask == Ask::PayeeStatement && one.payee.is_some())
        });
        for one in statements {
            let month = |day: &str| day.parse::<Date>().ok().map(Month::of);
            let about = if one.ask == Ask::PayeeStatement { one.payee.as_ref() } else { None };
            let account = about.unwrap_or(&one.account).clone();
            let months = month(&one.from).zip(month(&one.to)).map(|(from, to)| latest(from.to(to)));
            self.take(&account, Why::Trace, months.into_iter().flatten());
        }
        records
    }

    /// Months of which an account that is known has no statement, from the first to the last of which any account has one; between the
    /// first and the last of its own, those too of which days are missing. These are the months that `statements` shows as not asked.
    fn gaps(&mut self, grid: &Grid) {
        let of_row = |row: &GridRow| -> Option<(Month, Month)> {
            let covered = || row.months.iter().filter(|(_, state)| **state >= State::Partial).map(|(month, _)| *month);
            covered().min().zip(covered().max())
        };
        let spans = || grid.rows.iter().filter_map(of_row);
        let Some((begin, end)) = spans().map(|span| span.0).min().zip(spans().map(|span| span.1).max()) else { return };
        let closed: BTreeMap<&AccountId, Month> =
            self.seen.ledger.accounts.iter().filter_map(|one| Some((&one.id, Month::of(one.closed_on?)))).collect();
        // Of an account that is known by a request alone no more is proposed than was asked.
        let in_case: BTreeSet<&AccountId> =
            self.seen.ledger.accounts.iter().filter(|one| one.in_case).map(|one| &one.id).collect();
        for row in grid.rows.iter().filter(|row| row.has_statements || in_case.contains(&row.account)) {
            if self.seen.touched.contains_key(row.account.as_str()) {
                continue;
            }
            let last = closed.get(&row.account).map_or(end, |closed| end.min(*closed));
            let own = of_row(row);
            let is_gap = |(month, state): &(&Month, &State)| {
                let is_between = own.is_some_and(|(first, last)| first < **month && **month < last);
                let is_open = (begin..=last).contains(*month);
                is_open && **state < State::Partial || is_between && !row.is_whole(**month)
            };
            let months = latest(row.months.iter().filter(is_gap).map(|(month, _)| *month));
            if !months.is_empty() {
                self.take(row.account.as_str(), Why::Gap, months);
            }
        }
    }

    /// Accounts of leads of which no statement came.
    fn leads(&mut self, leads: &[Lead]) {
        let evidence = SourceUse::Evidence.word();
        let members = leads.iter().filter(|lead| lead.use_ == evidence).flat_map(|lead| &lead.accounts);
        let keys: BTreeSet<AccountId> = members.map(|member| AccountId::written(&member.account)).collect();
        for key in keys {
            self.flow_of(&key, Why::Lead);
        }
    }

    /// The largest on the other side, a list a currency. Shops and public bodies are not asked about.
    fn counterparties(&mut self) {
        let mut by_currency = BTreeMap::<Currency, Vec<(i128, u32)>>::new();
        let kinds = &self.seen.details.holders.kind;
        let is_asked = |account: u32| {
            let kind = kinds.get(account as usize).copied().flatten();
            !matches!(kind, Some(AccountKind::Merchant | AccountKind::Public))
        };
        for (&account, flows) in self.flows.iter().filter(|(account, _)| is_asked(**account)) {
            for (&currency, passed) in flows {
                by_currency.entry(currency).or_default().push((passed.minor, account));
            }
        }
        for mut all in by_currency.into_values() {
            all.sort_by_key(|&(minor, account)| (std::cmp::Reverse(minor), account));
            for (_, account) in all.into_iter().take(LARGEST) {
                if let Some(key) = self.seen.ledger.transactions.account(account).cloned() {
                    self.flow_of(&key, Why::Counterparty);
                }
            }
        }
    }

    /// An account without statements, with the months in which anything passed there.
    fn flow_of(&mut self, key: &AccountId, why: Why) {
        let at = self.seen.ledger.transactions.accounts.binary_search(key).ok();
        let Some(account) = at.and_then(|at| u32::try_from(at).ok()) else { return };
        // An account with statements is in no flow.
        let Some(of_account) = self.flows.get(&account).cloned() else { return };
        let month = |day: i32| from_days(day).map(Month::of);
        let days = of_account.values().filter_map(|passed| passed.days);
        let first = days.clone().map(|days| days.0).min().and_then(month);
        let last = days.map(|days| days.1).max().and_then(month);
        let months = first.zip(last).map(|(first, last)| latest(first.to(last)));
        let passed =
            of_account.iter().map(|(currency, passed)| (passed.minor, *currency)).max_by_key(|(minor, _)| *minor);
        let one = self.take(key.as_str(), why, months.into_iter().flatten());
        one.passed = one.passed.max(passed);
    }
}

fn latest(months: impl Iterator<Item = Month>) -> Vec<Month> {
    let all: Vec<Month> = months.collect();
    all[all.len().saturating_sub(MONTHS_MOST)..].to_vec()
}

/// What passed on each account of which the case has no statement and no list; pooled accounts aside.
fn flows(seen: &Seen) -> Flows {
    let ledger = &seen.ledger.transactions;
    let mut flows = Flows::new();
    for at in 0..ledger.len() {
        let day = seen.details.day.get(at).copied().unwrap_or_default();
        let sent = (ledger.amount_minor[at], ledger.currency[at]);
        for (account, (minor, currency)) in
            [(ledger.debtor[at], sent), (ledger.creditor[at], ledger.received[at].unwrap_or(sent))]
        {
            let place = account as usize;
            if account == OUTSIDE || ledger.in_case[place] || ledger.hub[place] {
                continue;
            }
            let passed = flows.entry(account).or_default().entry(currency).or_default();
            passed.minor += i128::from(minor);
            passed.days = Some(passed.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        }
    }
    flows
}
