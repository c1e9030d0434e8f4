//! A second tracer, written from the definitions alone, to hold the engine against. It shares no code with the
//! crate, only the plain types of the ledger and of the claims. It is slow and says what it does:
//!
//! - An account is a list of minor units, the oldest first. Each unit is clean or of one claim. A payment takes units
//!   out of one list, carries them as a list (its *parcel*), and puts them at the end of another list.
//! - Proportions are fractions of whole numbers; nothing is a float.
//!
//! # What a debit of `a` takes
//! | rule | of the units that are there |
//! |---|---|
//! | `fifo` | the first `a` |
//! | `lifo` | the last `a` |
//! | `pro-rata` | of each claim, and of the clean ones, in proportion to how many there are |
//! | `libr` | clean ones as long as there are any; then of the claims, in proportion |
//!
//! Shares are rounded by largest remainder: each gets the whole part of its share, and the units that are left over
//! go one each to the largest remainders; of equal remainders the claim that ranks first goes first, and clean goes
//! last. Claims rank by their earliest claimed credit, then by name.
//!
//! Some lists are *divided* although nobody pays: a credit that repays an overdraft, the money behind a claimed
//! credit, and a parcel that is kept for a later credit. There the rule takes what it would take if that list alone
//! were an account; but `lifo` takes the first units here, as `fifo` does.
//!
//! `poison` and `pari-passu` follow no units, and have functions of their own below.
//!
//! One currency; openings are known; value dates are not looked at. Events stand in the order of their instants: a
//! debit at its own instant or that of its credit, whichever is earlier.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use filature_model::{Channel, Claim, Election, Link, OUTSIDE, Rule, Transactions};

/// `held/ACCOUNT/CLAIM` or `left/TRANSACTION/ACCOUNT/CLAIM/HOW`, and minor units. Zeros are left out.
pub type Exact = BTreeMap<String, i128>;

/// All that the figures depend on.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    pub ledger: &'a Transactions,
    pub claims: &'a [Claim],
    /// Accounts at which a person said to stop.
    pub stop: &'a [u32],
    /// Pooled accounts that a person said to follow through.
    pub through: &'a [u32],
    pub elections: &'a [Election],
    pub links: &'a [Link],
    /// Only transactions whose first side is before this count.
    pub before_micros: Option<i64>,
}

/// All figures of one rule.
pub fn reference(world: World, rule: Rule) -> Exact {
    let case = Case::new(world);
    let mut figures = match rule {
        Rule::PariPassu => pari_passu(&case),
        Rule::Poison => poison(&case),
        _ => Tracer::new(&case, rule).run(),
    };
    figures.retain(|_, figure| *figure != 0);
    figures
}

/// What the world says, in the words of the definitions.
struct Case<'a> {
    world: World<'a>,
    ledger: &'a Transactions,
    /// The claims by rank.
    claims: Vec<&'a Claim>,
    /// For each transaction what is claimed of its credit, by rank: (rank of the claim, minor units).
    claimed: Vec<Vec<(usize, usize)>>,
    /// Debits whose money comes back with a later credit: (debit, credit). A person says so, in that order; or the
    /// bank took back a payment that had left, and its payer is credited from outside the case.
    returns: Vec<(usize, usize)>,
}

impl<'a> Case<'a> {
    fn new(world: World<'a>) -> Self {
        let ledger = world.ledger;
        let mut claims: Vec<&Claim> = world.claims.iter().collect();
        claims.sort_by_key(|claim| {
            let credits = claim.credits.iter().map(|credit| credit.transaction);
            let earliest = credits.map(|at| (ledger.credited[at as usize].at_micros, at)).min();
            (earliest, &claim.name)
        });
        let mut claimed = vec![Vec::new(); ledger.len()];
        for (rank, claim) in claims.iter().enumerate() {
            for credit in &claim.credits {
                let transaction = credit.transaction as usize;
                let minor = credit.part_minor.unwrap_or(ledger.amount_minor[transaction]);
                claimed[transaction].push((rank, usize::try_from(minor).unwrap()));
            }
        }
        let mut case = Self { world, ledger, claims, claimed, returns: Vec::new() };
        let by_person = world.links.iter().map(|link| (link.debit as usize, link.credit as usize));
        let by_bank = ledger.reversals.iter().map(|(reversal, original)| (*original as usize, *reversal as usize));
        case.returns = by_person.chain(by_bank.filter(|(debit, credit)| case.gives_back(*debit, *credit))).collect();
        case
    }

    /// Whether a reversal is a credit that gives back what left with the payment it reverses.
    fn gives_back(&self, original: usize, reversal: usize) -> bool {
        let payer = self.ledger.debtor[original];
        payer != OUTSIDE
            && self.way_out(original).is_some()
            && self.ledger.creditor[reversal] == payer
            && !self.is_in_case(self.ledger.debtor[reversal])
            && self.claimed[reversal].is_empty()
    }

    /// The credit that a debit of the same account takes back.
    fn takes_back(&self, debit: usize) -> Option<usize> {
        let (_, original) = self.ledger.reversals.iter().find(|(reversal, _)| *reversal as usize == debit)?;
        let original = *original as usize;
        (self.ledger.creditor[original] == self.ledger.debtor[debit]).then_some(original)
    }

    fn amount(&self, transaction: usize) -> usize {
        usize::try_from(self.ledger.amount_minor[transaction]).unwrap()
    }

    fn sum_claimed(&self, transaction: usize) -> usize {
        self.claimed[transaction].iter().map(|(_, minor)| minor).sum()
    }

    fn opening(&self, account: usize) -> i128 {
        let openings = self.ledger.openings.iter().filter(|opening| opening.0 as usize == account);
        openings.map(|opening| i128::from(opening.2)).sum()
    }

    fn is_in_case(&self, account: u32) -> bool {
        account != OUTSIDE && self.ledger.in_case[account as usize]
    }

    /// Why money that arrives at an account of the case is not followed there, if it is not.
    fn barrier(&self, account: u32) -> Option<&'static str> {
        match account {
            _ if self.world.stop.contains(&account) => Some("stop"),
            _ if self.ledger.hub[account as usize] && !self.world.through.contains(&account) => Some("hub"),
            _ => None,
        }
    }

    /// How what a debit takes leaves sight, if it does; otherwise it reaches the payee's account.
    fn way_out(&self, transaction: usize) -> Option<&'static str> {
        let (channel, creditor) = (self.ledger.channel[transaction], self.ledger.creditor[transaction]);
        match channel {
            Channel::CashOut => Some("cash"),
            _ if self.is_in_case(creditor) => self.barrier(creditor),
            Channel::Fee | Channel::Interest => Some("fee"),
            _ => Some("outside"),
        }
    }

    /// When a debit happens, and when its credit: the outside world's side has no instant of its own.
    fn instants(&self, transaction: usize) -> (i64, i64) {
        let debited = self.ledger.debited[transaction].at_micros;
        let credited = self.ledger.credited[transaction].at_micros;
        match (self.ledger.debtor[transaction], self.ledger.creditor[transaction]) {
            (OUTSIDE, _) => (credited, credited),
            (_, OUTSIDE) => (debited, debited),
            _ => (debited.min(credited), credited),
        }
    }

    /// The transactions that count.
    fn transactions(&self) -> Vec<usize> {
        let counts = |at: &usize| self.world.before_micros.is_none_or(|before| self.instants(*at).0 < before);
        (0..self.ledger.len()).filter(counts).collect()
    }

    /// Debits and credits of accounts in their order: (instant, transaction, whether it is the credit).
    fn events(&self) -> Vec<(i64, usize, bool)> {
        let mut events = Vec::new();
        for at in self.transactions() {
            let (debited, credited) = self.instants(at);
            if self.ledger.debtor[at] != OUTSIDE {
                events.push((debited, at, false));
            }
            if self.ledger.creditor[at] != OUTSIDE {
                events.push((credited, at, true));
            }
        }
        events.sort_unstable();
        events
    }

    fn held_key(&self, account: usize, claim: usize) -> String {
        format!("held/{}/{}", self.ledger.accounts[account].as_str(), self.claims[claim].name)
    }

    fn left_key(&self, transaction: usize, account: u32, claim: usize, how: &str) -> String {
        let (id, account) = (&self.ledger.ids[transaction], self.ledger.accounts[account as usize].as_str());
        format!("left/{id}/{account}/{}/{how}", self.claims[claim].name)
    }
}

/// Divides `amount` in proportion to `counts`, by largest remainder.
fn shares(counts: &[i128], amount: i128) -> Vec<i128> {
    let total: i128 = counts.iter().sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let mut shares: Vec<i128> = counts.iter().map(|count| amount * count / total).collect();
    let mut largest_first: Vec<usize> = (0..counts.len()).collect();
    largest_first.sort_by_key(|&at| (Reverse(amount * counts[at] % total), at));
    let left_over = amount - shares.iter().sum::<i128>();
    for &at in largest_first.iter().take(usize::try_from(left_over).unwrap()) {
        shares[at] += 1;
    }
    shares
}

// The four rules that follow units.

/// The rank of its claim; none for clean.
type Unit = Option<usize>;

struct Tracer<'a> {
    case: &'a Case<'a>,
    rule: Rule,
    /// The units in each account, the oldest first.
    accounts: Vec<Vec<Unit>>,
    /// How far each account is overdrawn; more than nothing only while it has no units.
    owed: Vec<usize>,
    /// What a payment carries, by transaction, until its credit.
    parcels: BTreeMap<usize, Vec<Unit>>,
    /// What left with a debit and may come back with a credit, by the debit.
    kept: BTreeMap<usize, Vec<Unit>>,
    /// What each credit brought into its account.
    brought: BTreeMap<usize, Vec<Unit>>,
    figures: Exact,
}

impl<'a> Tracer<'a> {
    fn new(case: &'a Case<'a>, rule: Rule) -> Self {
        let openings = (0..case.ledger.accounts.len()).map(|account| case.opening(account));
        Self {
            case,
            rule,
            accounts: openings.clone().map(|minor| vec![None; usize::try_from(minor.max(0)).unwrap()]).collect(),
            owed: openings.map(|minor| usize::try_from((-minor).max(0)).unwrap()).collect(),
            parcels: BTreeMap::new(),
            kept: BTreeMap::new(),
            brought: BTreeMap::new(),
            figures: Exact::new(),
        }
    }

    fn run(mut self) -> Exact {
        for (_, transaction, is_credit) in self.case.events() {
            if is_credit { self.credit(transaction) } else { self.debit(transaction) }
        }
        // What no credit brought back left with its debit.
        for (debit, units) in std::mem::take(&mut self.kept) {
            let how = self.case.way_out(debit).unwrap();
            self.leave(debit, self.case.ledger.debtor[debit], &units, how);
        }
        for (account, units) in self.accounts.iter().enumerate() {
            for unit in units.iter().flatten() {
                *self.figures.entry(self.case.held_key(account, *unit)).or_default() += 1;
            }
        }
        self.figures
    }

    fn debit(&mut self, transaction: usize) {
        let (account, amount) = (self.case.ledger.debtor[transaction], self.case.amount(transaction));
        let mut units = std::mem::take(&mut self.accounts[account as usize]);
        // What the balance covers is taken; the rest is the bank's money: clean, and last.
        let covered = amount.min(units.len());
        let mut parcel = Vec::new();
        for election in self.case.world.elections.iter().filter(|one| one.transaction as usize == transaction) {
            let claim = self.case.claims.iter().position(|claim| claim.name == election.claim).unwrap();
            let there = count(&units, claim);
            parcel.extend(self.pick(&mut units, claim, there.min(covered - parcel.len())));
        }
        if let Some(original) = self.case.takes_back(transaction) {
            let brought = self.brought.get(&original).cloned().unwrap_or_default();
            for claim in 0..self.case.claims.len() {
                let still_there = count(&brought, claim).min(count(&units, claim));
                parcel.extend(self.pick(&mut units, claim, still_there.min(covered - parcel.len())));
            }
        }
        parcel.extend(self.take(&mut units, covered - parcel.len()));
        parcel.resize(amount, None);
        self.accounts[account as usize] = units;
        self.owed[account as usize] += amount - covered;

        if let Some(how) = self.case.way_out(transaction) {
            if self.case.returns.iter().any(|(debit, _)| *debit == transaction) {
                self.kept.insert(transaction, parcel);
            } else {
                self.leave(transaction, account, &parcel, how);
            }
            parcel = vec![None; amount];
        }
        // The claimed part of the credit is divided off, and no longer what it was; it stands first.
        let claimed = self.case.sum_claimed(transaction);
        let was = self.divide(&mut parcel, claimed);
        self.leave(transaction, account, &was, "stop");
        parcel.splice(0..0, vec![None; claimed]);
        self.parcels.insert(transaction, parcel);
    }

    fn credit(&mut self, transaction: usize) {
        let (account, amount) = (self.case.ledger.creditor[transaction], self.case.amount(transaction));
        let mut parcel = self.parcels.remove(&transaction).unwrap_or_else(|| vec![None; amount]);
        // What comes back stands first, and clean money fills up.
        let mut back = Vec::new();
        for (debit, _) in self.case.returns.iter().filter(|(_, credit)| *credit == transaction) {
            assert_eq!(self.case.sum_claimed(transaction), 0, "a claimed credit is nobody's return");
            let mut kept = self.kept.remove(debit).unwrap_or_default();
            let comes = kept.len().min(amount - back.len());
            back.extend(self.divide(&mut kept, comes));
            self.kept.insert(*debit, kept);
        }
        parcel[..back.len()].copy_from_slice(&back);
        // What is claimed stands first, by rank. At an account that is not followed it leaves at once.
        let mut at = 0;
        for (claim, minor) in self.case.claimed[transaction].clone() {
            let units = vec![Some(claim); minor];
            match self.case.barrier(account) {
                Some(how) => self.leave(transaction, account, &units, how),
                None => parcel[at..at + minor].copy_from_slice(&units),
            }
            at += minor;
        }
        // An overdraft is repaid before the account has anything.
        let repays = amount.min(self.owed[account as usize]);
        let repaid = self.divide(&mut parcel, repays);
        self.leave(transaction, account, &repaid, "overdraft");
        self.owed[account as usize] -= repays;
        self.brought.insert(transaction, parcel.clone());
        self.accounts[account as usize].extend(parcel);
    }

    /// What the rule takes from an account.
    fn take(&self, units: &mut Vec<Unit>, amount: usize) -> Vec<Unit> {
        match self.rule {
            Rule::Fifo => units.drain(..amount).collect(),
            Rule::Lifo => units.split_off(units.len() - amount),
            Rule::ProRata => {
                let counts: Vec<i128> = (0..self.case.claims.len()).map(|claim| count(units, claim) as i128).collect();
                let clean = units.len() as i128 - counts.iter().sum::<i128>();
                remove(units, &shares(&[counts, vec![clean]].concat(), amount as i128))
            }
            Rule::Libr => {
                let counts: Vec<i128> = (0..self.case.claims.len()).map(|claim| count(units, claim) as i128).collect();
                let clean = units.len() as i128 - counts.iter().sum::<i128>();
                let clean = clean.min(amount as i128);
                let of_claims = shares(&counts, amount as i128 - clean);
                remove(units, &[of_claims, vec![clean]].concat())
            }
            Rule::PariPassu | Rule::Poison => unreachable!("follows no units"),
        }
    }

    /// What the rule takes from a list that is divided although nobody pays.
    fn divide(&self, units: &mut Vec<Unit>, amount: usize) -> Vec<Unit> {
        match self.rule {
            Rule::Lifo => units.drain(..amount).collect(),
            _ => self.take(units, amount),
        }
    }

    /// Takes units of one claim: the first of them, or under `lifo` the last.
    fn pick(&self, units: &mut Vec<Unit>, claim: usize, amount: usize) -> Vec<Unit> {
        let total = count(units, claim);
        let first = if self.rule == Rule::Lifo { total - amount } else { 0 };
        let mut number = 0;
        units.retain(|unit| {
            let is_picked = *unit == Some(claim) && (first..first + amount).contains(&number);
            number += usize::from(*unit == Some(claim));
            !is_picked
        });
        vec![Some(claim); amount]
    }

    fn leave(&mut self, transaction: usize, account: u32, units: &[Unit], how: &str) {
        for claim in units.iter().flatten() {
            let key = self.case.left_key(transaction, account, *claim, how);
            *self.figures.entry(key).or_default() += 1;
        }
    }
}

fn count(units: &[Unit], claim: usize) -> usize {
    units.iter().filter(|unit| **unit == Some(claim)).count()
}

/// Takes so many units of each claim, by rank, and so many clean ones, whose number comes last in `shares`. Where shares are
/// taken the order of units has no meaning.
fn remove(units: &mut Vec<Unit>, shares: &[i128]) -> Vec<Unit> {
    let mut wanted = shares.to_vec();
    let mut removed = Vec::new();
    units.retain(|unit| {
        let wanted = &mut wanted[unit.unwrap_or(shares.len() - 1)];
        let is_removed = *wanted > 0;
        if is_removed {
            *wanted -= 1;
            removed.push(*unit);
        }
        !is_removed
    });
    removed
}

// No path: what is in the account of a claimed credit at the end, shared by what came in.

fn pari_passu(case: &Case) -> Exact {
    let mut figures = Exact::new();
    for account in 0..case.ledger.accounts.len() {
        let mut balance = case.opening(account);
        let mut came_in = balance.max(0);
        let mut of_claims = vec![0_i128; case.claims.len()];
        for transaction in case.transactions() {
            let amount = case.amount(transaction) as i128;
            let (payer, payee) = (case.ledger.debtor[transaction], case.ledger.creditor[transaction]);
            if payer as usize == account {
                balance -= amount;
            }
            if payee as usize != account {
                continue;
            }
            balance += amount;
            came_in += amount;
            for &(claim, minor) in &case.claimed[transaction] {
                match case.barrier(payee) {
                    None => of_claims[claim] += minor as i128,
                    Some(how) => {
                        figures.insert(case.left_key(transaction, payee, claim, how), minor as i128);
                    }
                }
            }
        }
        if balance > 0 {
            let clean = came_in - of_claims.iter().sum::<i128>();
            let shares = shares(&[of_claims, vec![clean]].concat(), balance);
            // The last share is the clean money's.
            for (claim, share) in shares.iter().take(case.claims.len()).enumerate() {
                figures.insert(case.held_key(account, claim), *share);
            }
        }
    }
    figures
}

// Whatever may be touched is: each claim by itself, as if there were no other.

/// A payment under way, or kept for a later credit: its amount, and how much of it may be the claim's.
#[derive(Clone, Copy, Default)]
struct Parcel {
    amount: i128,
    touched: i128,
}

impl Parcel {
    /// Divides an amount off. Each of the two parts may be touched as far as the whole is.
    fn divide(&mut self, amount: i128) -> Self {
        let off = Self { amount, touched: self.touched.min(amount) };
        self.amount -= amount;
        self.touched = self.touched.min(self.amount);
        off
    }
}

fn poison(case: &Case) -> Exact {
    let mut figures = Exact::new();
    for claim in 0..case.claims.len() {
        poison_of(case, claim, &mut figures);
    }
    figures
}

fn poison_of(case: &Case, claim: usize, figures: &mut Exact) {
    let accounts = 0..case.ledger.accounts.len();
    let mut balances: Vec<i128> = accounts.clone().map(|account| case.opening(account)).collect();
    let mut is_touched = vec![false; accounts.len()];
    let mut parcels: BTreeMap<usize, Parcel> = BTreeMap::new();
    let mut kept: BTreeMap<usize, Parcel> = BTreeMap::new();
    let mut leave = |transaction: usize, account: u32, minor: i128, how: &str| {
        *figures.entry(case.left_key(transaction, account, claim, how)).or_default() += minor;
    };
    for (_, transaction, is_credit) in case.events() {
        let amount = case.amount(transaction) as i128;
        let (payer, payee) = (case.ledger.debtor[transaction], case.ledger.creditor[transaction]);
        if is_credit {
            let mut parcel = parcels.remove(&transaction).unwrap_or(Parcel { amount, touched: 0 });
            let mut room = amount;
            for (debit, _) in case.returns.iter().filter(|(_, credit)| *credit == transaction) {
                let kept = kept.entry(*debit).or_default();
                let comes = kept.divide(kept.amount.min(room));
                room -= comes.amount;
                parcel.touched += comes.touched;
            }
            for (_, minor) in case.claimed[transaction].iter().filter(|(rank, _)| *rank == claim) {
                match case.barrier(payee) {
                    Some(how) => leave(transaction, payee, *minor as i128, how),
                    None => parcel.touched += *minor as i128,
                }
            }
            let balance = &mut balances[payee as usize];
            let repaid = parcel.divide((-*balance).max(0).min(amount));
            leave(transaction, payee, repaid.touched, "overdraft");
            *balance += amount;
            is_touched[payee as usize] |= parcel.touched > 0;
        } else {
            let balance = &mut balances[payer as usize];
            let covered = amount.min((*balance).max(0));
            let mut parcel = Parcel { amount, touched: if is_touched[payer as usize] { covered } else { 0 } };
            *balance -= amount;
            if let Some(how) = case.way_out(transaction) {
                if case.returns.iter().any(|(debit, _)| *debit == transaction) {
                    kept.insert(transaction, parcel);
                } else {
                    leave(transaction, payer, parcel.touched, how);
                }
                parcel.touched = 0;
            }
            // The claimed part of the credit is divided off, and no longer what it was.
            let was = parcel.divide(case.sum_claimed(transaction) as i128);
            leave(transaction, payer, was.touched, "stop");
            parcels.insert(transaction, Parcel { amount, touched: parcel.touched });
        }
    }
    // What no credit brought back left with its debit.
    for (debit, parcel) in kept {
        leave(debit, case.ledger.debtor[debit], parcel.touched, case.way_out(debit).unwrap());
    }
    for account in accounts.filter(|account| is_touched[*account]) {
        figures.insert(case.held_key(account, claim), balances[account].max(0));
    }
}
