//! What is given: columns made sure of once, so that no pass has to look for what cannot be.

use filature_model::OUTSIDE;

use super::BulkError;

/// Past this no sum is sure to fit: 10^16 euro. It is also what makes `wrapping_*` right in the passes: no
/// balance, twice over, and no sum of debits comes near 2^63.
const MOST_MINOR: u128 = 1 << 60;

/// A ledger in one currency, as parallel columns in time order: the position of a row *is* its instant, and in
/// each row the debit comes before the credit.
///
/// Amounts are `i64` because that is what [`filature_model::Transactions`] holds: nothing is copied, and no
/// payment of more than 2^32 cents needs a second form. Half the width would save 0.04 s of a pass over 100
/// million rows.
///
/// ```
/// use filature_trace::bulk::Columns;
/// // Account 0 has 10.00, and pays 4.00 to account 1, which owes its bank 1.00.
/// let columns = Columns::new(&[0], &[1], &[400], &[1_000, -100])?;
/// assert_eq!(columns.rows(), 1);
/// # Ok::<(), filature_trace::bulk::BulkError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    pub(crate) debtor: &'a [u32],
    pub(crate) creditor: &'a [u32],
    pub(crate) amount_minor: &'a [i64],
    pub(crate) openings_minor: &'a [i64],
}

impl<'a> Columns<'a> {
    /// Makes sure of the columns, in one sweep: `debtor` and `creditor` are positions in `openings_minor` or
    /// [`OUTSIDE`], amounts are minor units and not negative, an opening below zero is an overdraft.
    ///
    /// # Errors
    /// [`BulkError`]: columns of different lengths, more than 32 bits can count, an account without an opening, a
    /// negative amount, or sums past 2^60 minor units.
    ///
    /// ```
    /// use filature_model::OUTSIDE;
    /// use filature_trace::bulk::Columns;
    /// // 500.00 come in to account 0, which pays 200.00 to account 1.
    /// let columns = Columns::new(&[OUTSIDE, 0], &[0, 1], &[50_000, 20_000], &[0, 0])?;
    /// assert_eq!((columns.rows(), columns.accounts()), (2, 2));
    /// # Ok::<(), filature_trace::bulk::BulkError>(())
    /// ```
    pub fn new(
        debtor: &'a [u32],
        creditor: &'a [u32],
        amount_minor: &'a [i64],
        openings_minor: &'a [i64],
    ) -> Result<Self, BulkError> {
        let columns = Self { debtor, creditor, amount_minor, openings_minor };
        if creditor.len() != debtor.len() || amount_minor.len() != debtor.len() {
            let (creditors, amounts) = (creditor.len(), amount_minor.len());
            return Err(BulkError::Lengths { debtors: debtor.len(), creditors, amounts });
        }
        // One position and one account are kept free: "none" and `OUTSIDE`.
        let most = OUTSIDE as usize - 1;
        for (what, count) in [("transactions", debtor.len()), ("accounts", openings_minor.len())] {
            if count > most {
                return Err(BulkError::TooMany { what, count, most });
            }
        }
        columns.check_accounts(debtor)?;
        columns.check_accounts(creditor)?;
        columns.check_amounts()?;
        Ok(columns)
    }

    /// How many transactions there are.
    ///
    /// ```
    /// # use filature_trace::bulk::Columns;
    /// assert_eq!(Columns::new(&[0], &[1], &[5], &[0, 0])?.rows(), 1);
    /// # Ok::<(), filature_trace::bulk::BulkError>(())
    /// ```
    pub fn rows(&self) -> usize {
        self.debtor.len()
    }

    /// How many accounts there are.
    ///
    /// ```
    /// # use filature_trace::bulk::Columns;
    /// assert_eq!(Columns::new(&[0], &[1], &[5], &[0, 0])?.accounts(), 2);
    /// # Ok::<(), filature_trace::bulk::BulkError>(())
    /// ```
    pub fn accounts(&self) -> usize {
        self.openings_minor.len()
    }

    fn check_accounts(&self, column: &[u32]) -> Result<(), BulkError> {
        let accounts = self.accounts();
        // `OUTSIDE` plus one is 0, and lengths fit 32 bits: one comparison for both, without a branch.
        let most = u32::try_from(accounts).unwrap_or(OUTSIDE);
        let is_off = |account: u32| account.wrapping_add(1) > most;
        for (block, part) in column.chunks(BLOCK).enumerate() {
            if part.iter().fold(false, |any, &account| any | is_off(account)) {
                let inside = part.iter().position(|&account| is_off(account)).unwrap_or(0);
                return Err(BulkError::UnknownAccount {
                    position: block * BLOCK + inside,
                    account: part[inside],
                    accounts,
                });
            }
        }
        Ok(())
    }

    fn check_amounts(&self) -> Result<(), BulkError> {
        // Halves of 32 bits, so that no sum of up to 2^32 of them can overflow, whatever the amounts are.
        let (mut low, mut high) = (0_u64, 0_u64);
        for (block, part) in self.amount_minor.chunks(BLOCK).enumerate() {
            let mut signs = 0;
            for &amount_minor in part {
                signs |= amount_minor;
                let bits = amount_minor.cast_unsigned();
                low = low.wrapping_add(bits & u64::from(u32::MAX));
                high = high.wrapping_add(bits >> 32);
            }
            if signs < 0 {
                let inside = part.iter().position(|&amount_minor| amount_minor < 0).unwrap_or(0);
                return Err(BulkError::NegativeAmount { position: block * BLOCK + inside, amount_minor: part[inside] });
            }
        }
        let openings: u128 = self.openings_minor.iter().map(|opening| u128::from(opening.unsigned_abs())).sum();
        let amounts = (u128::from(high) << 32) + u128::from(low);
        if openings + amounts > MOST_MINOR { Err(BulkError::TooLarge) } else { Ok(()) }
    }
}

/// Rows that are checked before anything is decided: a loop without an exit is done several rows at a time.
const BLOCK: usize = 4096;
