//! A case of 24 months whose statements have every fault that reconciling must name, and nothing else wrong.
//!
//! ```text
//! twelve accounts, two years of transfers ─► monthly statements ─► exports that overlap, lack, repeat and alter
//!       (`life`)                                                      │    (`exports`)
//!                                                                     └► what must be found: the faults, and every booking
//!                                                                        that a file shows
//! ```
//!
//! | account | format | planted |
//! |---|---|---|
//! | 1 | camt.053, two files | months 12 and 13 stand in both |
//! | 2 | camt.053 | month 9 is in no file |
//! | 3 | CSV over all months, camt.053 of months 5 to 8 | four months in two formats |
//! | 4 | CSV over all months, another of the last three | three months twice |
//! | 5 | MT940, a file a month | one amount of month 15 altered; month 3 in a second file with other line ends |
//! | 6 | MT940, a file a month | month 7 has two pages, and the second is missing |
//! | 7 | XLSX of months 1 to 13, OFX 2 of months 10 to 24 | four months in two formats |
//! | 8 | XLSX, two files | month 11 is in no file |
//! | 9 | XLSX over all months, another of months 20 to 22 | three months twice |
//! | 10 | PDF over all months, another of month 14 | month 6 has three pages, and the second is missing; month 14 twice |
//! | 11 | PDF of months 1 to 12, MT940 of months 11 to 24 | two months in two formats |
//! | 12 | OFX 1, two files | month 17 is in neither; month 3 is in both |

mod exports;
mod fault;
mod life;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Channel;

use super::statement::{Books, Statement};
use crate::calendar::{Month, months_from};
use crate::truth::{FaultKind, PlantedFault};
use crate::{SynthTransfer, SyntheticCase};
use exports::Export;
pub use fault::Fault;

/// Months of the case, from January 2023.
const MONTHS: usize = 24;

/// The account, from 0, and the month, from 1, with an altered amount.
const ALTERED: (usize, usize) = (4, 15);

/// A case with planted faults: its files, and what must come of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlantedCase {
    /// Names and bytes, in the order of accounts.
    pub files: Vec<(String, Vec<u8>)>,
    /// All that is wrong.
    pub faults: BTreeSet<Fault>,
    /// Every line that a file shows: account, day as `YYYY-MM-DD`, cents below zero for a debit; each booking once, sorted.
    pub shown: Vec<(String, String, i64)>,
    /// How many transfers these lines are: one between two of the accounts stands on a line of each.
    pub transfers: usize,
}

/// Makes the case. The same seed gives the same bytes.
///
/// ```
/// let case = filature_synth::planted_case(7);
/// assert_eq!(case, filature_synth::planted_case(7));
/// assert_eq!(case.faults.len(), 15);
/// ```
pub fn planted_case(seed: u64) -> PlantedCase {
    let months = months_from(2023, 1, MONTHS);
    let mut case = life::ordinary(seed, &months);
    case.truth.faults.extend(altered(&case, ALTERED.0, months[ALTERED.1 - 1]));
    let books = Books::of_months(&case, months);
    let statements: Vec<Vec<Statement<'_>>> =
        (0..case.accounts.len()).map(|position| books.statements(position)).collect();
    let exports = exports::all();
    let (mut shown, mut transfers) = (BTreeMap::new(), BTreeSet::new());
    for export in &exports {
        for line in export.lines(&statements) {
            let account = &case.accounts[export.account].iban;
            let booking = (account.clone(), line.made.booked_on.to_string(), line.signed_minor());
            shown.insert((export.account, line.made.id.as_str()), booking);
            transfers.insert(line.made.id.as_str());
        }
    }
    let mut shown: Vec<_> = shown.into_values().collect();
    shown.sort();
    let file = |export: &Export| (export.name.clone(), export.bytes(&books, &statements[export.account]));
    PlantedCase {
        files: exports.iter().map(file).collect(),
        faults: fault::all(&statements),
        shown,
        transfers: transfers.len(),
    }
}

/// The first card payment of that month, with its amount doubled.
fn altered(case: &SyntheticCase, account: usize, month: Month) -> Option<PlantedFault> {
    let of_month = |made: &&SynthTransfer| {
        made.debtor.account == Some(account)
            && made.channel == Channel::Card
            && (made.booked_on.year(), made.booked_on.month()) == (month.year, month.month)
    };
    let made = case.transfers.iter().find(of_month)?;
    Some(PlantedFault {
        file: exports::of_month(account, ALTERED.1),
        account: case.accounts[account].iban.clone(),
        month: month.name(),
        kind: FaultKind::AlteredAmount,
        transfer: Some(made.id.clone()),
        booked_minor: Some(made.amount_minor),
        written_minor: Some(made.amount_minor * 2),
    })
}
