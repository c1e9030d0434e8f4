use std::collections::BTreeSet;

use arrow_array::Array;
use filature_model::PaymentStatus;

use super::{EntryBook, column_text};
use crate::LedgerError;

impl EntryBook {
    /// Ids of the transactions of these accounts that moved no money since they were called off, given back or never fetched.
    ///
    /// # Errors
    /// A bug of ours, when the tables have not the columns that they should.
    pub fn called_off(&self, accounts: &BTreeSet<String>) -> Result<BTreeSet<String>, LedgerError> {
        let words =
            [PaymentStatus::Cancelled, PaymentStatus::Refunded, PaymentStatus::Unclaimed].map(PaymentStatus::word);
        let mut found = BTreeSet::new();
        for batch in &self.batches {
            let [ids, status, same_as, debtor, creditor] =
                ["transaction", "status", "same_as", "debtor", "creditor"].map(|name| column_text(batch, name));
            let (ids, status, same_as) = (ids?, status?, same_as?);
            let sides = [debtor?, creditor?];
            for at in (0..ids.len()).filter(|&at| ids.is_valid(at) && same_as.is_null(at)) {
                let is_off = status.is_valid(at) && words.contains(&status.value(at));
                if is_off && sides.iter().any(|side| side.is_valid(at) && accounts.contains(side.value(at))) {
                    found.insert(ids.value(at).to_owned());
                }
            }
        }
        Ok(found)
    }
}
