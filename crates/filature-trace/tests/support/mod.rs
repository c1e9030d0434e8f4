//! A slow and obvious tracer: every minor unit is an element of a list. It shares no code with the crate.
// Each test file uses a part of this; a helper that fails fails its test.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::BTreeMap;

use filature_model::{Channel, Claim, Currency, Leg, OUTSIDE, Rule, Trace, Transactions, decimal_string};
use proptest::prelude::*;

pub const RULES: [Rule; 4] = [Rule::Fifo, Rule::Lifo, Rule::ProRata, Rule::Libr];

/// `held/ACCOUNT/CLAIM` or `left/TRANSACTION/ACCOUNT/CLAIM/HOW` to (low, high), minor units.
pub type Figures = BTreeMap<String, (i128, i128)>;

pub fn minor(text: &str) -> i128 {
    text.replace('.', "").parse().unwrap()
}

pub fn figures(trace: &Trace, rule: Rule) -> Figures {
    let result = &trace.rules[rule.word()];
    let held = result
        .held
        .iter()
        .map(|row| (format!("held/{}/{}", row.account, row.claim), (minor(&row.low), minor(&row.high))));
    let left = result.left.iter().map(|row| {
        let key = format!("left/{}/{}/{}/{}", row.transaction, row.account, row.claim, row.how.word());
        (key, (minor(&row.low), minor(&row.high)))
    });
    held.chain(left).collect()
}

/// So many cases; the seed of a failure is written beside the test.
pub fn config(cases: u32) -> ProptestConfig {
    let persistence = proptest::test_runner::FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig {
        cases,
        max_global_rejects: 20 * cases,
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

pub fn claim(name: &str, transactions: &[u32]) -> Claim {
    Claim { name: name.to_owned(), transactions: transactions.to_vec() }
}

#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub debtor: u32,
    pub creditor: u32,
    pub minor: i64,
    pub channel: usize,
    pub delay: i64,
    pub claim: usize,
}

/// Accounts of the random ledgers: four in the case, one that is not, one pooled.
pub const NAMES: [&str; 6] = ["A", "B", "C", "D", "E-not-in-case", "F-hub"];

pub fn rows(accounts: u32, most_minor: i64, count: usize) -> impl Strategy<Value = Vec<Row>> {
    let row = (0..accounts + 2, 0..accounts + 2, 0..=most_minor, 0_usize..12, 0_i64..6, 0_usize..7);
    let row = row.prop_map(move |(debtor, creditor, minor, channel, delay, claim)| {
        let place = |account: u32| if account >= accounts { OUTSIDE } else { account };
        Row { debtor: place(debtor), creditor: place(creditor), minor, channel, delay: (delay - 3).max(0), claim }
    });
    proptest::collection::vec(row, 1..count)
}

/// A ledger in which all instants differ, and its claims (names against the order of their credits).
pub fn ledger(rows: &[Row], openings: &[Option<i64>]) -> (Transactions, Vec<Claim>) {
    let mut ledger = Transactions::small(&[]);
    ledger.accounts = NAMES.iter().map(|name| filature_model::AccountId::written(name)).collect();
    ledger.in_case = vec![true, true, true, true, false, true];
    ledger.hub = vec![false, false, false, false, false, true];
    let channels = [Channel::CashOut, Channel::Fee, Channel::Interest, Channel::Card];
    let mut claims: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (number, row) in (0_u32..).zip(rows) {
        let at = i64::from(number) * 100;
        let leg = |at_micros| Leg { at_micros, list: 0, sequence: Leg::NO_SEQUENCE };
        let credited = if row.delay == 0 { at } else { at + row.delay * 100 + 1 + i64::from(number) };
        ledger.ids.push(format!("t{number:03}"));
        ledger.debtor.push(row.debtor);
        ledger.creditor.push(row.creditor);
        ledger.amount_minor.push(row.minor);
        ledger.currency.push(Currency::EUR);
        ledger.received.push(None);
        ledger.debited.push(leg(at));
        ledger.credited.push(leg(credited));
        ledger.channel.push(channels.get(row.channel).copied().unwrap_or(Channel::Transfer));
        let name = ["z-claim", "m-claim", "a-claim"].get(row.claim);
        if let (Some(name), true) = (name, row.creditor != OUTSIDE && row.creditor != 4) {
            claims.entry(name).or_default().push(number);
        }
    }
    ledger.openings =
        (0..).zip(openings).filter_map(|(account, minor)| minor.map(|minor| (account, Currency::EUR, minor))).collect();
    (ledger, claims.into_iter().map(|(name, transactions)| claim(name, &transactions)).collect())
}

type Unit = Option<usize>;

struct Reference<'a> {
    ledger: &'a Transactions,
    claims: Vec<&'a Claim>,
    rule: Rule,
    units: Vec<Vec<Unit>>,
    debts: Vec<usize>,
    left: BTreeMap<String, i128>,
}

/// Largest remainder, one unit at a time: always to the colour that is farthest below its quota.
fn proportional(counts: &[i128], amount: i128) -> Vec<i128> {
    let total: i128 = counts.iter().sum();
    let mut given: Vec<i128> = counts.iter().map(|count| if total == 0 { 0 } else { amount * count / total }).collect();
    while given.iter().sum::<i128>() < amount {
        let lack = |colour: usize| counts[colour] * amount - given[colour] * total;
        let most = (0..counts.len()).map(lack).max().unwrap();
        let next = (0..counts.len()).find(|&colour| lack(colour) == most).unwrap();
        given[next] += 1;
    }
    given
}

impl Reference<'_> {
    fn take(&self, units: &mut Vec<Unit>, count: usize, repays: bool) -> Vec<Unit> {
        match self.rule {
            Rule::Fifo => units.drain(..count).collect(),
            Rule::Lifo if repays => units.drain(..count).collect(),
            Rule::Lifo => units.split_off(units.len() - count),
            Rule::ProRata => self.take_shares(units, count, true),
            Rule::Libr => {
                let mut taken = Vec::new();
                while taken.len() < count {
                    let Some(clean) = units.iter().position(Option::is_none) else { break };
                    taken.push(units.remove(clean));
                }
                let rest = count - taken.len();
                taken.extend(self.take_shares(units, rest, false));
                taken
            }
        }
    }

    fn take_shares(&self, units: &mut Vec<Unit>, count: usize, with_clean: bool) -> Vec<Unit> {
        let mut colours: Vec<Unit> = (0..self.claims.len()).map(Some).collect();
        colours.extend(with_clean.then_some(None));
        let counts: Vec<i128> =
            colours.iter().map(|colour| units.iter().filter(|unit| *unit == colour).count() as i128).collect();
        let mut taken = Vec::new();
        for (colour, share) in colours.iter().zip(proportional(&counts, count as i128)) {
            for _ in 0..share {
                let at = units.iter().position(|unit| unit == colour).unwrap();
                taken.push(units.remove(at));
            }
        }
        taken
    }

    fn leave(&mut self, transaction: usize, account: u32, units: &[Unit], how: &str) {
        for claim in units.iter().flatten() {
            let (id, account) = (&self.ledger.ids[transaction], &self.ledger.accounts[account as usize]);
            let key = format!("left/{id}/{}/{}/{how}", account.as_str(), self.claims[*claim].name);
            *self.left.entry(key).or_default() += 1;
        }
    }

    fn debit(&mut self, transaction: usize, account: u32) -> Vec<Unit> {
        let amount = usize::try_from(self.ledger.amount_minor[transaction]).unwrap();
        let mut units = std::mem::take(&mut self.units[account as usize]);
        let covered = amount.min(units.len());
        let mut taken = self.take(&mut units, covered, false);
        self.units[account as usize] = units;
        self.debts[account as usize] += amount - covered;
        taken.resize(amount, None);
        let creditor = self.ledger.creditor[transaction];
        let channel = self.ledger.channel[transaction];
        let how = match (channel, creditor) {
            (Channel::CashOut, _) => "cash",
            (Channel::Fee | Channel::Interest, OUTSIDE | 4) => "fee",
            (_, OUTSIDE | 4) => "outside",
            (_, 5) => "hub",
            _ if self.claimed(transaction).is_some() => "stop",
            _ => return taken,
        };
        self.leave(transaction, account, &taken, how);
        vec![None; amount]
    }

    fn claimed(&self, transaction: usize) -> Option<usize> {
        self.claims.iter().position(|claim| claim.transactions.contains(&(transaction as u32)))
    }

    fn credit(&mut self, transaction: usize, account: u32, mut units: Vec<Unit>) {
        if let Some(claim) = self.claimed(transaction) {
            units.fill(Some(claim));
            if account == 5 {
                self.leave(transaction, account, &units, "hub");
                units.fill(None);
            }
        }
        let repays = self.debts[account as usize].min(units.len());
        let repaid = self.take(&mut units, repays, true);
        self.debts[account as usize] -= repays;
        self.leave(transaction, account, &repaid, "overdraft");
        self.units[account as usize].extend(units);
    }
}

/// All figures of one rule, zeros left out. Openings are known, instants differ.
pub fn reference(ledger: &Transactions, claims: &[Claim], rule: Rule) -> Figures {
    let mut claims: Vec<&Claim> = claims.iter().collect();
    claims.sort_by_key(|claim| {
        claim.transactions.iter().map(|at| (ledger.credited[*at as usize].at_micros, *at)).min().unwrap()
    });
    let count = ledger.accounts.len();
    let (units, debts) = (vec![Vec::new(); count], vec![0; count]);
    let mut run = Reference { ledger, claims, rule, units, debts, left: BTreeMap::new() };
    for &(account, _, minor) in &ledger.openings {
        run.units[account as usize] = vec![None; usize::try_from(minor.max(0)).unwrap()];
        run.debts[account as usize] = usize::try_from((-minor).max(0)).unwrap();
    }
    let mut events: Vec<(i64, usize, bool)> = Vec::new();
    for transaction in 0..ledger.len() {
        events.push((ledger.debited[transaction].at_micros, transaction, false));
        events.push((ledger.credited[transaction].at_micros, transaction, true));
    }
    events.sort_unstable();
    let mut travelling: BTreeMap<usize, Vec<Unit>> = BTreeMap::new();
    for (_, transaction, is_credit) in events {
        let (debtor, creditor) = (ledger.debtor[transaction], ledger.creditor[transaction]);
        let amount = usize::try_from(ledger.amount_minor[transaction]).unwrap();
        if !is_credit && debtor != OUTSIDE {
            let units = run.debit(transaction, debtor);
            travelling.insert(transaction, units);
        } else if is_credit && creditor != OUTSIDE {
            let units = travelling.remove(&transaction).unwrap_or_else(|| vec![None; amount]);
            run.credit(transaction, creditor, units);
        }
    }
    let mut figures = Figures::new();
    for (account, units) in run.units.iter().enumerate() {
        for (number, claim) in run.claims.iter().enumerate() {
            let held = units.iter().filter(|unit| **unit == Some(number)).count() as i128;
            if held > 0 {
                figures.insert(format!("held/{}/{}", ledger.accounts[account].as_str(), claim.name), (held, held));
            }
        }
    }
    figures.extend(run.left.into_iter().map(|(key, sum)| (key, (sum, sum))));
    figures
}

/// The sums of each claim over its figures: (lows, highs).
pub fn assert_conserved(trace: &Trace) {
    for result in trace.rules.values() {
        for claim in &trace.claims {
            let held = result.held.iter().filter(|row| row.claim == claim.claim).map(|row| minor(&row.high));
            let left = result.left.iter().filter(|row| row.claim == claim.claim).map(|row| minor(&row.high));
            let sum = held.chain(left).sum();
            assert_eq!(decimal_string(sum, Currency::EUR), claim.amount);
        }
    }
}
