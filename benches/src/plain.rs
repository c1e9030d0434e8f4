//! Plain passes, as one would write them by hand in C: no checks, no errors, no list of what left, one array of
//! balances and what goes with them, the accounts of the row 64 ahead prefetched (the best of 16, 32, 64 and 128 here
//! too).

use std::collections::VecDeque;

use crate::ledger::Ledger;

const AHEAD: usize = 64;

/// What a plain pass finds of one claim, minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// In all accounts.
    pub held_minor: i64,
    /// Outside, stopped, and repaying overdrafts.
    pub left_minor: i64,
}

#[inline(always)]
fn prefetch<T>(slice: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint that neither reads nor writes for the program and cannot fault, on every x86-64 processor.
        #[allow(unsafe_code)]
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(slice.as_ptr().wrapping_add(index).cast::<i8>());
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, index);
}

/// Everything read once and added up: what no pass can beat.
pub fn stream(ledger: &Ledger) -> i64 {
    let sides = ledger.debtor.iter().zip(&ledger.creditor).map(|(one, other)| i64::from(one ^ other));
    sides.zip(&ledger.amount_minor).fold(0, |sum, (sides, minor)| sum ^ sides ^ minor)
}

#[derive(Clone, Copy)]
struct Account {
    balance: i64,
    taint: i64,
}

/// What a debit carries of a claim, below the balance.
fn proportion(debit: i64, taint: i64, balance: i64) -> i64 {
    let product = i128::from(debit) * i128::from(taint);
    if 2 * product < i128::from(balance) {
        return 0;
    }
    match i64::try_from(product) {
        Ok(product) => product / balance + i64::from(2 * (product % balance) >= balance),
        Err(_) => i64::try_from((2 * product + i128::from(balance)) / (2 * i128::from(balance))).unwrap_or(0),
    }
}

/// `pro-rata`, one claim.
pub fn pro_rata(ledger: &Ledger, claim: &[u32]) -> Found {
    mixed(
        ledger,
        claim,
        |debit, taint, balance| {
            if debit >= balance { taint } else { proportion(debit, taint, balance) }
        },
    )
}

/// `libr`, one claim.
pub fn libr(ledger: &Ledger, claim: &[u32]) -> Found {
    mixed(ledger, claim, |debit, taint, balance| (taint - (balance - debit).max(0)).max(0))
}

#[inline(always)]
fn mixed(ledger: &Ledger, claim: &[u32], take: impl Fn(i64, i64, i64) -> i64) -> Found {
    let mut claim: Vec<u32> = claim.to_vec();
    claim.sort_unstable();
    let mut claim = claim.into_iter().map(|position| position as usize).chain([usize::MAX]);
    let mut claimed = claim.next().unwrap_or(usize::MAX);
    let mut accounts: Vec<Account> =
        ledger.openings_minor.iter().chain([&0]).map(|&balance| Account { balance, taint: 0 }).collect();
    let outside = accounts.len() - 1;
    let mut left = 0;
    let rows = ledger.debtor.len();
    let (debtor, creditor, amount) = (&ledger.debtor[..rows], &ledger.creditor[..rows], &ledger.amount_minor[..rows]);
    for row in 0..rows {
        if row + AHEAD < rows {
            prefetch(&accounts, (debtor[row + AHEAD] as usize).min(outside));
            prefetch(&accounts, (creditor[row + AHEAD] as usize).min(outside));
        }
        let minor = amount[row];
        let mut moved = 0;
        let payer = &mut accounts[(debtor[row] as usize).min(outside)];
        if payer.taint > 0 {
            moved = take(minor, payer.taint, payer.balance);
            payer.taint -= moved;
        }
        payer.balance = payer.balance.wrapping_sub(minor);
        if row == claimed {
            left += moved;
            moved = minor;
            claimed = claim.next().unwrap_or(usize::MAX);
        }
        let place = (creditor[row] as usize).min(outside);
        let payee = &mut accounts[place];
        if moved > 0 {
            if place == outside {
                left += moved;
                moved = 0;
            } else if payee.balance < 0 {
                let repaid = take(minor.min(-payee.balance), moved, minor);
                left += repaid;
                moved -= repaid;
            }
            payee.taint += moved;
        }
        payee.balance = payee.balance.wrapping_add(minor);
    }
    Found { held_minor: accounts.iter().map(|account| account.taint).sum(), left_minor: left }
}

#[derive(Clone, Copy)]
struct Queued {
    balance: i64,
    /// 1 and more: the number of its queue.
    queue: u32,
}

/// `fifo`, one claim: an account that holds money of the claim has a queue of runs, clean and claimed by turns, and
/// every other account a balance alone; a payment moves runs from one queue's head to the other's tail.
pub fn fifo(ledger: &Ledger, claim: &[u32]) -> Found {
    let mut claim: Vec<u32> = claim.to_vec();
    claim.sort_unstable();
    let mut claim = claim.into_iter().map(|position| position as usize).chain([usize::MAX]);
    let mut claimed = claim.next().unwrap_or(usize::MAX);
    let mut accounts: Vec<Queued> =
        ledger.openings_minor.iter().chain([&0]).map(|&balance| Queued { balance, queue: 0 }).collect();
    let outside = accounts.len() - 1;
    let mut queues: Vec<VecDeque<(bool, i64)>> = vec![VecDeque::new()];
    let mut free: Vec<u32> = Vec::new();
    let mut parcel: Vec<(bool, i64)> = Vec::new();
    let mut left = 0;
    let rows = ledger.debtor.len();
    let (debtor, creditor, amount) = (&ledger.debtor[..rows], &ledger.creditor[..rows], &ledger.amount_minor[..rows]);
    for row in 0..rows {
        if row + AHEAD < rows {
            prefetch(&accounts, (debtor[row + AHEAD] as usize).min(outside));
            prefetch(&accounts, (creditor[row + AHEAD] as usize).min(outside));
        }
        let minor = amount[row];
        let payer = &mut accounts[(debtor[row] as usize).min(outside)];
        parcel.clear();
        if payer.queue > 0 {
            let queue = &mut queues[payer.queue as usize];
            let mut rest = minor;
            while rest > 0 {
                let Some(run) = queue.front_mut() else { break };
                let taken = rest.min(run.1);
                parcel.push((run.0, taken));
                run.1 -= taken;
                rest -= taken;
                if run.1 == 0 {
                    queue.pop_front();
                }
            }
            if rest > 0 {
                parcel.push((false, rest));
            }
            if !queue.iter().any(|run| run.0) {
                queue.clear();
                free.push(payer.queue);
                payer.queue = 0;
            }
        }
        payer.balance = payer.balance.wrapping_sub(minor);
        let mut tainted = parcel.iter().any(|run| run.0);
        if row == claimed {
            left += parcel.iter().filter(|run| run.0).map(|run| run.1).sum::<i64>();
            parcel.clear();
            parcel.push((true, minor));
            tainted = true;
            claimed = claim.next().unwrap_or(usize::MAX);
        }
        let place = (creditor[row] as usize).min(outside);
        let payee = &mut accounts[place];
        if place == outside {
            left += parcel.iter().filter(|run| run.0).map(|run| run.1).sum::<i64>();
        } else if tainted || payee.queue > 0 {
            if payee.queue == 0 {
                payee.queue = free.pop().unwrap_or_else(|| {
                    queues.push(VecDeque::new());
                    u32::try_from(queues.len() - 1).unwrap_or(0)
                });
                if payee.balance > 0 {
                    queues[payee.queue as usize].push_back((false, payee.balance));
                }
            }
            if parcel.is_empty() {
                parcel.push((false, minor));
            }
            let queue = &mut queues[payee.queue as usize];
            let mut owed = (-payee.balance).max(0);
            for &(of_claim, length) in &parcel {
                let repaid = owed.min(length);
                owed -= repaid;
                left += if of_claim { repaid } else { 0 };
                match queue.back_mut() {
                    _ if length == repaid => (),
                    Some(run) if run.0 == of_claim => run.1 += length - repaid,
                    _ => queue.push_back((of_claim, length - repaid)),
                }
            }
            if !queue.iter().any(|run| run.0) {
                queue.clear();
                free.push(payee.queue);
                payee.queue = 0;
            }
        }
        payee.balance = payee.balance.wrapping_add(minor);
    }
    let runs = queues.iter().flatten().filter(|run| run.0);
    Found { held_minor: runs.map(|run| run.1).sum(), left_minor: left }
}
