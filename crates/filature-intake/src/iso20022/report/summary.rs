//! What a statement says of its entries as a whole (`TxsSummry`), held against the entries that it has.
//!
//! Few banks fill it in; where one does, it shows that a page is missing, or that an entry was taken out.

use super::super::tags::Tag;
use super::super::tally::{Decimal, Tally};

/// Stated number and sum, as written.
#[derive(Debug, Default)]
struct Stated {
    count: Option<String>,
    sum: Option<String>,
}

/// All entries, the credits and the debits: what is said of them, and what they are.
#[derive(Debug, Default)]
pub(super) struct Summary {
    all: Stated,
    credits: Stated,
    debits: Stated,
    read: [Tally; 2],
}

impl Summary {
    /// Takes in the text of an element, `rest` being its path under `TxsSummry`.
    pub(super) fn leaf(&mut self, rest: &[Tag], text: &str) {
        let (stated, rest) = match rest {
            [Tag::TtlNtries, rest] => (&mut self.all, rest),
            [Tag::TtlCdtNtries, rest] => (&mut self.credits, rest),
            [Tag::TtlDbtNtries, rest] => (&mut self.debits, rest),
            _ => return,
        };
        match rest {
            Tag::NbOfNtries => stated.count = Some(text.to_owned()),
            Tag::Sum => stated.sum = Some(text.to_owned()),
            _ => {}
        }
    }

    /// Counts an entry of the file, as written.
    pub(super) fn count(&mut self, is_credit: bool, amount: &str) {
        self.read[usize::from(is_credit)].add(amount);
    }

    /// Where the two differ: column, what is stated, what the entries give.
    pub(super) fn differences(&self) -> impl Iterator<Item = (&'static str, String, String)> {
        let [debits, credits] = self.read;
        let both = debits.with(credits);
        let mut found = Vec::new();
        for (names, stated, tally) in [
            (["TtlNtries/NbOfNtries", "TtlNtries/Sum"], &self.all, both),
            (["TtlCdtNtries/NbOfNtries", "TtlCdtNtries/Sum"], &self.credits, credits),
            (["TtlDbtNtries/NbOfNtries", "TtlDbtNtries/Sum"], &self.debits, debits),
        ] {
            if let Some(count) = stated.count.as_deref().filter(|count| !tally.has_count(count)) {
                found.push((names[0], count.to_owned(), tally.count.to_string()));
            }
            if let Some(sum) = stated.sum.as_deref().filter(|sum| !tally.has_sum(sum)) {
                found.push((names[1], sum.to_owned(), tally.sum.as_ref().map_or_else(String::new, Decimal::to_string)));
            }
        }
        found.into_iter()
    }
}
