//! What a profile, and a request, may rest on: the evidence alone, without what is withheld to protect a person.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::holders::Holders;
use filature_ledger::withheld::Shown;
use filature_ledger::{Case, Ledger, categories, protection};
use filature_model::{AccountId, Details};
use jiff::civil::Date;

use crate::evidence;
use crate::outcome::Failure;

/// The ledger that is read, and what people said of it.
pub struct Seen {
    /// The ledger.
    pub ledger: Ledger,
    /// What its files say beside the money.
    pub details: Details,
    /// Which accounts are one holder's.
    pub holders: Holders,
    /// Whose accounts are protected.
    pub protected: BTreeSet<AccountId>,
    /// Accounts of whoever may be a victim.
    pub victims: BTreeSet<AccountId>,
    /// Whether it is less than the whole ledger.
    pub is_part: bool,
    /// How many files are not evidence.
    pub left_out: usize,
    /// Accounts on withheld rows, each with the first such day: what is missing from then on is not told.
    pub touched: BTreeMap<String, Date>,
}

impl Seen {
    /// Of a case.
    pub fn of(case: &Case) -> Result<Self, Failure> {
        let lines = case.journal()?;
        let (days, holders) = (protection::days(&lines), Holders::of(&lines));
        let protected = days.keys().cloned().collect();
        let victims = categories::victims(&lines).iter().map(|key| AccountId::written(key.as_str())).collect();
        let left_out = case.sources().iter().filter(|source| !source.use_.may_be_rendered()).count();
        if !evidence::is_mixed(case) && days.is_empty() {
            let (ledger, details) = Ledger::load_whole_with_details(case)?;
            let (is_part, touched) = (false, BTreeMap::new());
            return Ok(Self { ledger, details, holders, protected, victims, is_part, left_out, touched });
        }
        let Shown { ledger, details, withheld } = Shown::of(case, &days)?;
        Ok(Self { ledger, details, holders, protected, victims, is_part: true, left_out, touched: withheld.touched })
    }
}
