/// Which transaction each row of the entries is of, and whether it is the payee's line of a pair.
///
/// A row that moved nothing, or that another row already shows, is of none.
#[derive(Debug, Default)]
pub struct Lines {
    /// For each row the position of its transaction, with [`PAYEES`] where it is the payee's line of a pair.
    of_row: Vec<u32>,
    /// How many transactions there are.
    transactions: usize,
}

/// Set on the payee's line of a pair. So many transactions are never in one ledger: memory ends long before.
const PAYEES: u32 = 1 << 31;

/// A row of no transaction.
const NONE: u32 = u32::MAX;

impl Lines {
    /// So many rows, none of them of a transaction yet.
    pub fn new(rows: usize) -> Self {
        Self { of_row: vec![NONE; rows], transactions: 0 }
    }

    /// Adds the next transaction: its payer's line or only row, and the payee's line of a pair.
    pub fn push(&mut self, row: u32, payees: Option<u32>) {
        let Some(position) = u32::try_from(self.transactions).ok().filter(|&position| position < PAYEES - 1) else {
            return;
        };
        self.transactions += 1;
        self.of_row[row as usize] = position;
        if let Some(payees) = payees {
            self.of_row[payees as usize] = position | PAYEES;
        }
    }

    /// How many transactions there are.
    pub fn transactions(&self) -> usize {
        self.transactions
    }

    /// The position of a row's transaction, and whether it is the payee's line of a pair.
    pub fn of(&self, row: usize) -> Option<(usize, bool)> {
        let line = self.of_row.get(row).copied().filter(|&line| line != NONE)?;
        Some(((line & !PAYEES) as usize, line & PAYEES != 0))
    }
}
