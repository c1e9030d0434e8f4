//! One chronological pass over all rows, for any rule.
//!
//! ```text
//! rows ─► Pass::until    balances only, until a payer gives up followed money or a claim begins
//!            ▼
//!         debit, credit  the rule takes from the payer, the rest of the way is the same for all:
//!            ▼           outside, stop, overdraft, or the payee
//!         Outcome        held + left = claim, or an error
//! ```

use filature_model::{Departure, OUTSIDE};

use super::pockets::Pockets;
use super::prefetch::prefetch;
use super::starts::Starts;
use super::words::{Account, Accounts, Word, at, place};
use super::{BulkError, Columns, Held, Left, Outcome};

/// Rows between asking for an account and needing it: the best of 16, 32, 64 and 128 where it was measured.
const FAR: usize = 64;

/// Rows between asking for what a payer holds, where that is kept elsewhere, and needing it.
const NEAR: usize = 16;

/// Follows the claims through the whole ledger.
pub(crate) fn pass<P: Pockets>(columns: &Columns, starts: &Starts) -> Result<Vec<Outcome>, BulkError> {
    let claims = starts.sums_minor.len();
    let mut pass = Pass {
        columns: *columns,
        accounts: Accounts::new(columns),
        pockets: P::new(columns.accounts(), claims),
        departures: Departures::new(claims),
    };
    let mut begin = 0;
    for &(position, rank) in &starts.at {
        pass.until(begin, position as usize)?;
        pass.claimed(position as usize, rank)?;
        begin = position as usize + 1;
    }
    pass.until(begin, columns.rows())?;
    let Pass { accounts, pockets, departures, .. } = pass;
    departures.finish(starts, &pockets, accounts.followed())
}

struct Pass<'a, P: Pockets> {
    columns: Columns<'a>,
    accounts: Accounts<P::Own>,
    pockets: P,
    departures: Departures,
}

impl<P: Pockets> Pass<'_, P> {
    /// Rows in which no claim begins. Where the payer gives up nothing that is followed, only balances change,
    /// whoever receives it.
    fn until(&mut self, begin: usize, end: usize) -> Result<(), BulkError> {
        let Columns { debtor, creditor, amount_minor, .. } = self.columns;
        // As locals, so that what is written to an account is seen not to change where the accounts are.
        let (accounts, pockets, departures) = (self.accounts.all(), &mut self.pockets, &mut self.departures);
        for position in begin..end {
            fetch(accounts, pockets, debtor, creditor, position);
            let (payer, minor) = (debtor[position], amount_minor[position]);
            let payee = creditor[position];
            if debit(accounts, pockets, payer, minor)? {
                credit(accounts, pockets, departures, position, payee, minor, None)?;
            } else {
                let account = at(accounts, payee);
                account.word = account.word.plus(minor);
            }
        }
        Ok(())
    }

    /// A row whose credit begins a claim.
    fn claimed(&mut self, position: usize, rank: usize) -> Result<(), BulkError> {
        let Columns { debtor, creditor, amount_minor, .. } = self.columns;
        let (payer, payee, minor) = (debtor[position], creditor[position], amount_minor[position]);
        let (accounts, pockets) = (self.accounts.all(), &mut self.pockets);
        debit(accounts, pockets, payer, minor)?;
        credit(accounts, pockets, &mut self.departures, position, payee, minor, Some(rank))
    }
}

/// Asks for what rows to come need, so that many accounts are on their way at once.
#[inline(always)]
fn fetch<P: Pockets>(accounts: &[Account<P::Own>], pockets: &P, debtor: &[u32], creditor: &[u32], position: usize) {
    if let (Some(&debtor), Some(&creditor)) = (debtor.get(position + FAR), creditor.get(position + FAR)) {
        prefetch(accounts, place(accounts, debtor));
        prefetch(accounts, place(accounts, creditor));
    }
    if P::FETCHES {
        if let Some(&account) = debtor.get(position + NEAR) {
            let kept = &accounts[place(accounts, account)];
            if kept.word.is_followed() {
                pockets.fetch(&kept.own, account);
            }
        }
        if let Some(&account) = debtor.get(position + NEAR / 2) {
            pockets.fetch_more(&accounts[place(accounts, account)].own);
        }
    }
}

/// Debits an account; whether anything followed is on its way then.
#[inline(always)]
fn debit<P: Pockets>(
    accounts: &mut [Account<P::Own>],
    pockets: &mut P,
    payer: u32,
    minor: i64,
) -> Result<bool, BulkError> {
    let account = at(accounts, payer);
    if !account.word.is_followed() {
        account.word = account.word.plus(minor.wrapping_neg());
        return Ok(false);
    }
    let before_minor = account.word.balance_minor();
    pockets.debit(&mut account.own, payer, before_minor, minor);
    account.word = settled(pockets, &account.own, payer, before_minor.wrapping_sub(minor))?;
    Ok(!pockets.is_clean())
}

/// Credits an account with what is on its way, or with a claim that begins.
#[inline(never)]
fn credit<P: Pockets>(
    accounts: &mut [Account<P::Own>],
    pockets: &mut P,
    departures: &mut Departures,
    position: usize,
    payee: u32,
    minor: i64,
    claimed: Option<usize>,
) -> Result<(), BulkError> {
    let account = at(accounts, payee);
    let before_minor = account.word.balance_minor();
    route(pockets, departures, position, payee, minor, claimed, before_minor);
    if pockets.is_clean() {
        account.word = account.word.plus(minor);
    } else {
        pockets.credit(&mut account.own, payee, before_minor);
        account.word = settled(pockets, &account.own, payee, before_minor + minor)?;
    }
    Ok(())
}

/// The word of an account after an event that touched followed money; what it holds is made sure of.
#[inline(always)]
fn settled<P: Pockets>(pockets: &P, own: &P::Own, account: u32, balance_minor: i64) -> Result<Word, BulkError> {
    fits(pockets, own, account, balance_minor)?;
    Ok(Word::new(balance_minor, pockets.holds(own, account)))
}

/// Ends the parcel where it leaves what can be followed, begins a claim, and repays the payee's overdraft: what is
/// still in the parcel then is for the payee.
pub(crate) fn route<P: Pockets>(
    pockets: &mut P,
    departures: &mut Departures,
    position: usize,
    creditor: u32,
    minor: i64,
    claimed: Option<usize>,
    payee_minor: i64,
) {
    if let Some(rank) = claimed {
        // Money claimed at this very credit is the new claim's: what an older claim had in it ends here.
        pockets.leave(|claim, part| departures.add(claim, position, Departure::Stop, part));
        pockets.claim(rank, minor);
    }
    if pockets.is_clean() {
        return;
    }
    if creditor == OUTSIDE {
        pockets.leave(|claim, part| departures.add(claim, position, Departure::Outside, part));
        return;
    }
    let owed_minor = minor.min((-payee_minor).max(0));
    if owed_minor > 0 {
        pockets.repay(owed_minor, minor, |claim, part| departures.add(claim, position, Departure::Overdraft, part));
    }
}

/// What an account holds fits its balance.
pub(crate) fn fits<P: Pockets>(pockets: &P, own: &P::Own, account: u32, balance_minor: i64) -> Result<(), BulkError> {
    if pockets.fits(own, account, balance_minor.max(0)) {
        return Ok(());
    }
    let detail = format!("the parts of account number {account} do not fit its balance of {balance_minor}");
    Err(BulkError::broken(P::RULE, detail))
}

/// What left, by claim.
pub(crate) struct Departures(Vec<Vec<Left>>);

impl Departures {
    pub fn new(claims: usize) -> Self {
        Self(vec![Vec::new(); claims])
    }

    fn add(&mut self, claim: usize, position: usize, how: Departure, minor: i64) {
        // Positions fit 32 bits by `Columns::new`.
        #[allow(clippy::cast_possible_truncation)]
        let position = position as u32;
        self.0[claim].push(Left { position, how, minor });
    }

    /// The results, made sure of; `accounts` are those that may hold something, in order.
    pub fn finish<'a, P: Pockets>(
        self,
        starts: &Starts,
        pockets: &P,
        accounts: impl Iterator<Item = (u32, &'a P::Own)>,
    ) -> Result<Vec<Outcome>, BulkError>
    where
        P::Own: 'a,
    {
        let mut held = vec![Vec::new(); self.0.len()];
        for (account, own) in accounts {
            pockets.held(own, account, |claim, minor| held[claim].push(Held { account, minor }));
        }
        let figures = held.into_iter().zip(self.0).zip(&starts.sums_minor);
        figures.map(|((held, left), &claim_minor)| Outcome::checked(P::RULE, claim_minor, held, left)).collect()
    }
}
