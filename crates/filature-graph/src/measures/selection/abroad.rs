//! Whether a payment is done in, or goes to, another country than the payer's.
//!
//! Countries stand in four columns, each with its own numbers; here all of them are the two letters themselves.

use filature_model::{Coded, Words};

use crate::measures::View;

/// The countries of each column by the number of its words; 0 is none.
#[derive(Clone, Debug)]
pub(super) struct Abroad {
    done_in: Vec<u16>,
    payer: Vec<u16>,
    payee: Vec<u16>,
    holder: Vec<u16>,
}

impl Abroad {
    pub(super) fn new(view: &View<'_>) -> Self {
        let details = view.details;
        Self {
            done_in: letters(&details.country.words),
            payer: letters(&details.debtor_country.words),
            payee: letters(&details.creditor_country.words),
            holder: letters(&details.holders.country.words),
        }
    }

    pub(super) fn holds(&self, view: &View<'_>, position: usize) -> bool {
        let (details, ledger) = (view.details, view.ledger);
        let of_holder = |account: u32| self.country(&self.holder, &details.holders.country, account as usize);
        let home =
            self.country(&self.payer, &details.debtor_country, position).or_else(|| of_holder(ledger.debtor[position]));
        let Some(home) = home else { return false };
        let is_other = |country: Option<u16>| country.is_some_and(|country| country != home);
        is_other(self.country(&self.done_in, &details.country, position))
            || is_other(
                self.country(&self.payee, &details.creditor_country, position)
                    .or_else(|| of_holder(ledger.creditor[position])),
            )
    }

    fn country(&self, countries: &[u16], column: &Coded, row: usize) -> Option<u16> {
        countries.get(column.code(row) as usize).copied().filter(|&country| country != 0)
    }
}

fn letters(words: &Words) -> Vec<u16> {
    words.iter().map(|word| <[u8; 2]>::try_from(word.as_bytes()).map_or(0, u16::from_be_bytes)).collect()
}
