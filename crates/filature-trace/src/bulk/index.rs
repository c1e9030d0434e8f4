//! A ledger whose balances are known: built once, asked again and again.
//!
//! # What it holds
//! For each account its debits in order (one array for all accounts, and where each account begins in it), each with
//! the balance before it and the sum of the account's debits up to it; for each row the payee's balance before its
//! credit. All of that is the same whatever is claimed.
//!
//! # Why most of it is never read
//! Whether a debit carries anything of a part `x` depends, under `pro-rata` and `libr`, on `x` and on a threshold
//! that the debit and its balance alone give: it does when `x` is at least that. So the least threshold of 64 debits
//! says whether they can all be passed over, and the least of 64 of those says it of 4,096. Under `fifo` the sums of
//! debits say which one reaches the first followed piece.
//!
//! # What it costs
//! 32 bytes a row and 4 an account beside the columns, and a quarter of a byte a row for the thresholds. A question
//! takes room for each account too, which the system gives as it is touched.

use filature_model::{OUTSIDE, Rule};

use super::libr::Libr;
use super::mixed::Take;
use super::prefetch::prefetch;
use super::pro_rata::ProRata;
use super::words::{Account, Accounts, at, place};
use super::{BulkError, Columns, Outcome, ask};

/// How many debits share a threshold, and how many of those share one above them.
pub(crate) const BLOCK: usize = 64;

/// Rows between asking for where a debit goes, asking for that place, and writing to it.
const AHEAD: usize = 32;

/// One debit, among those of its account.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Debit {
    /// The payer's balance before it.
    pub before_minor: i64,
    /// All debits of the payer up to this one, it included.
    pub taken_minor: i64,
    pub position: u32,
    pub creditor: u32,
}

/// The least thresholds of each 64 debits, and of each 64 of those.
#[derive(Default)]
pub(crate) struct Thresholds(pub [Vec<i64>; 2]);

impl Thresholds {
    fn new(least_minor: Vec<i64>) -> Self {
        let above = least_minor.chunks(BLOCK).map(|chunk| chunk.iter().copied().fold(i64::MAX, i64::min)).collect();
        Self([least_minor, above])
    }
}

/// A ledger whose balances are known, ready to be asked about one claim at a time: built once in some passes' time,
/// it answers without reading the rows that claim's money does not touch. It keeps 32 bytes a row beside the columns.
///
/// ```
/// use filature_model::{OUTSIDE, Rule};
/// use filature_trace::bulk::{Columns, Index};
/// let columns = Columns::new(&[OUTSIDE, OUTSIDE], &[0, 1], &[500, 200], &[0, 0])?;
/// let index = Index::new(columns);
/// for (position, minor) in [(0, 500), (1, 200)] {
///     assert_eq!(index.ask(&[position], Rule::Fifo)?.held[0].minor, minor);
/// }
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
pub struct Index<'a> {
    pub(crate) columns: Columns<'a>,
    /// Where each account's debits begin, and one more for the end.
    pub(crate) begins: Vec<u32>,
    pub(crate) debits: Vec<Debit>,
    /// By row: the payee's balance before the credit and after the debit; 0 for one outside.
    pub(crate) payee_minor: Vec<i64>,
    pub(crate) pro_rata: Thresholds,
    pub(crate) libr: Thresholds,
}

impl<'a> Index<'a> {
    /// Builds it: two sweeps over the rows and one over the debits.
    ///
    /// ```
    /// use filature_model::{OUTSIDE, Rule};
    /// use filature_trace::bulk::{Columns, Index, libr};
    /// let columns = Columns::new(&[OUTSIDE, 0], &[0, 1], &[500, 200], &[0, 0])?;
    /// let index = Index::new(columns);
    /// assert_eq!(index.ask(&[0], Rule::Libr)?, libr(&columns, &[0])?);
    /// # Ok::<(), filature_trace::bulk::BulkError>(())
    /// ```
    pub fn new(columns: Columns<'a>) -> Self {
        let mut index = Self {
            columns,
            begins: begins(&columns),
            debits: Vec::new(),
            payee_minor: Vec::new(),
            pro_rata: Thresholds::default(),
            libr: Thresholds::default(),
        };
        index.fill();
        index.sum_and_bound();
        index
    }

    /// Follows one claim, the credits at the positions `claim`, and reads only what its money touches. The same
    /// figures as the pass of that rule.
    ///
    /// # Errors
    /// [`BulkError`]: what is off in the claim, a rule other than `pro-rata`, `libr` and `fifo`, or a bug of this
    /// crate.
    ///
    /// ```
    /// use filature_model::{OUTSIDE, Rule};
    /// use filature_trace::bulk::{Columns, Index};
    /// // 300 of the claim among 1,000; 300 go to account 1.
    /// let columns = Columns::new(&[OUTSIDE, 0], &[0, 1], &[300, 300], &[700, 0])?;
    /// let index = Index::new(columns);
    /// let held = |rule| index.ask(&[0], rule).map(|outcome| outcome.held.last().map_or(0, |held| held.minor));
    /// assert_eq!(held(Rule::ProRata)?, 90);
    /// assert_eq!(held(Rule::Libr)?, 300);
    /// assert!(held(Rule::Lifo).is_err());
    /// # Ok::<(), filature_trace::bulk::BulkError>(())
    /// ```
    pub fn ask(&self, claim: &[u32], rule: Rule) -> Result<Outcome, BulkError> {
        match rule {
            Rule::ProRata => ask::mixed::<ProRata>(self, &self.pro_rata, claim),
            Rule::Libr => ask::mixed::<Libr>(self, &self.libr, claim),
            Rule::Fifo => ask::fifo(self, claim),
            _ => Err(BulkError::NoSuchRule { rule }),
        }
    }

    /// Places of an account's debits.
    pub(crate) fn debits_of(&self, account: u32) -> std::ops::Range<usize> {
        self.begins[account as usize] as usize..self.begins[account as usize + 1] as usize
    }

    /// What an account's debits took before the one at `place`, the account's first one being at `begin`.
    pub(crate) fn taken_before(&self, begin: usize, place: usize) -> i64 {
        if place == begin { 0 } else { self.debits[place - 1].taken_minor }
    }

    /// Puts each row's debit where its account's debits stand, for now with its own amount alone, and each row's
    /// balance of the payee. Until then `begins` holds, one place further, where each account's next debit goes.
    fn fill(&mut self) {
        let columns = self.columns;
        let mut accounts = Accounts::<()>::new(&columns);
        let accounts = accounts.all();
        self.payee_minor.reserve_exact(columns.rows());
        self.debits = vec![Debit::default(); columns.debtor.iter().filter(|&&debtor| debtor != OUTSIDE).count()];
        for (position, (&debtor, &creditor)) in (0_u32..).zip(columns.debtor.iter().zip(columns.creditor)) {
            self.fetch(accounts, position as usize);
            let minor = columns.amount_minor[position as usize];
            let payer = at(accounts, debtor);
            let before_minor = payer.word.balance_minor();
            payer.word = payer.word.plus(-minor);
            if let Some(next) = self.begins.get_mut(place_of_next(debtor)) {
                self.debits[*next as usize] = Debit { before_minor, taken_minor: minor, position, creditor };
                *next += 1;
            }
            let payee = at(accounts, creditor);
            self.payee_minor.push(payee.word.balance_minor());
            payee.word = payee.word.plus(minor);
        }
    }

    /// Asks for what rows to come need: first where a debit goes, then that place.
    fn fetch(&self, accounts: &[Account<()>], position: usize) {
        let Columns { debtor, creditor, .. } = self.columns;
        if let (Some(&debtor), Some(&creditor)) = (debtor.get(position + 2 * AHEAD), creditor.get(position + 2 * AHEAD))
        {
            prefetch(accounts, place(accounts, debtor));
            prefetch(accounts, place(accounts, creditor));
            prefetch(&self.begins, place_of_next(debtor));
        }
        if let Some(&debtor) = debtor.get(position + AHEAD)
            && let Some(&next) = self.begins.get(place_of_next(debtor))
        {
            prefetch(&self.debits, next as usize);
        }
    }

    /// Adds up the debits of each account, and finds the least thresholds. The debits of two accounts may share a
    /// block: the least of both passes over less, and never too much.
    fn sum_and_bound(&mut self) {
        let blocks = self.debits.len().div_ceil(BLOCK);
        let (mut pro_rata, mut libr) = (vec![i64::MAX; blocks], vec![i64::MAX; blocks]);
        for bounds in self.begins.windows(2) {
            let mut taken_minor = 0;
            for place in bounds[0] as usize..bounds[1] as usize {
                let debit = &mut self.debits[place];
                let (minor, block) = (debit.taken_minor, place / BLOCK);
                pro_rata[block] = pro_rata[block].min(ProRata::threshold(minor, debit.before_minor));
                libr[block] = libr[block].min(Libr::threshold(minor, debit.before_minor));
                taken_minor += minor;
                debit.taken_minor = taken_minor;
            }
        }
        self.pro_rata = Thresholds::new(pro_rata);
        self.libr = Thresholds::new(libr);
    }
}

/// Where [`begins`] says at which place an account's next debit goes; past the end for [`OUTSIDE`].
fn place_of_next(account: u32) -> usize {
    account as usize + 1
}

/// Where the debits of each account begin, one place further than in the end, after a 0.
fn begins(columns: &Columns) -> Vec<u32> {
    let mut begins = vec![0_u32; columns.accounts() + 1];
    for &debtor in columns.debtor {
        if let Some(count) = begins.get_mut(place_of_next(debtor)) {
            *count += 1;
        }
    }
    // From counts to sums of all counts before.
    let mut sum = 0;
    for slot in begins.iter_mut().skip(1) {
        let count = std::mem::replace(slot, sum);
        sum += count;
    }
    begins
}
