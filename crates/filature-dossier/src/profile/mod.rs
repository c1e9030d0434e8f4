//! What an account did, or all accounts of one holder: the table that is otherwise made by hand in a spreadsheet.
//!
//! ```text
//! Transactions + Details ─► sides: one for each side on an account of theirs
//!                             │ what is between their own accounts is set apart
//!                             ├─► months × channels ─┐
//!                             ├─► others             ├─► foot (kept in release) ─► Profile ─► screen, JSON, book (XLSX)
//!                             ├─► cash, abroad       ┘
//!                             └─► regular ─► reading: what the file says, and what it only reads like
//! ```
//!
//! A [`Sum`] is made of sides and of nothing else, so no figure is without its rows. Currencies are never added up. Arrays in, plain types
//! out: nothing here reads a file, and nobody has a name here.

mod abroad;
pub mod book;
mod cash;
mod foot;
mod months;
mod others;
mod reading;
mod regular;
mod sides;
mod statements;
#[cfg(test)]
mod tests;

use filature_model::{Currency, Details, Transactions};

pub use abroad::Country;
pub use cash::Cash;
pub use months::{Months, OfMonth};
pub use others::{LARGEST, Other, Others};
pub use reading::{Ground, Reading, What};
pub use regular::{AMOUNT_PERCENT, Interval, LEAST, Regular, SHARE_PERCENT};
pub use sides::Side;
pub use statements::{Agreement, agreement};

/// Whose profile, and of which days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The accounts of one holder, by their positions in the ledger.
    pub accounts: Vec<u32>,
    /// The first day, since 1970.
    pub from: Option<i32>,
    /// The last day.
    pub to: Option<i32>,
    /// Whether towns and times of day are left out, where they would tell where to find somebody who may be a victim.
    pub hides_whereabouts: bool,
}

/// Amounts added up, and the sides that they are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    minor: i128,
    sides: Vec<u32>,
}

impl Sum {
    fn take(&mut self, at: u32, side: &Side) {
        self.minor += i128::from(side.minor);
        self.sides.push(at);
    }

    /// Minor units.
    pub fn minor(&self) -> i128 {
        self.minor
    }

    /// The sides, by their positions in [`Profile::sides`], in their order.
    pub fn sides(&self) -> &[u32] {
        &self.sides
    }

    /// How many sides.
    pub fn count(&self) -> usize {
        self.sides.len()
    }
}

/// What came in and what went out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// What came in.
    pub credits: Sum,
    /// What went out.
    pub debits: Sum,
}

impl Flow {
    fn take(&mut self, at: u32, side: &Side) {
        if side.is_credit { self.credits.take(at, side) } else { self.debits.take(at, side) }
    }

    /// How many sides.
    pub fn count(&self) -> usize {
        self.credits.count() + self.debits.count()
    }

    /// What came in less what went out, in minor units.
    pub fn net(&self) -> i128 {
        self.credits.minor - self.debits.minor
    }
}

/// What the accounts did in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InCurrency {
    /// The currency.
    pub currency: Currency,
    /// All that came in from others and went out to others.
    pub total: Flow,
    /// What passed between the holder's own accounts: in no other sum.
    pub own: Flow,
    /// The first day and the last, since 1970.
    pub days: (i32, i32),
    /// By month and channel.
    pub months: Months,
    /// By who paid and was paid.
    pub others: Others,
    /// Cash, by town, way and hour.
    pub cash: Vec<Cash>,
    /// Transfers from and to another country, by country.
    pub abroad: Vec<Country>,
    /// What comes back regularly.
    pub regular: Vec<Regular>,
}

/// What the accounts did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// One row for each side on one of the accounts, in the order of the ledger.
    pub sides: Vec<Side>,
    /// A profile for each currency, in the order of their codes.
    pub currencies: Vec<InCurrency>,
}

/// Why there is no profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// A table does not add up to the entries: a fault of this program, and no figure is shown.
    #[error("the profile does not foot in {currency}: {what}; this is a fault of filature, and nothing is shown")]
    DoesNotFoot {
        /// In which currency.
        currency: Currency,
        /// Which table.
        what: &'static str,
    },
}

impl Profile {
    /// Of these accounts.
    ///
    /// # Errors
    /// [`ProfileError`] when a table does not add up to the entries.
    ///
    /// ```
    /// use filature_dossier::profile::{Asked, Profile};
    /// use filature_model::{Details, Transactions};
    /// let ledger = Transactions::small(&[("A", "B", 1_000, 86_400), ("B", "C", 300, 90_000)]);
    /// let details = Details { day: vec![1, 1], minute: vec![60, 60], ..Details::default() };
    /// let of_b = Profile::of(&ledger, &details, &Asked { accounts: vec![1], ..Asked::default() })?;
    /// assert_eq!(of_b.currencies[0].total.net(), 700);
    /// # Ok::<(), filature_dossier::profile::ProfileError>(())
    /// ```
    pub fn of(ledger: &Transactions, details: &Details, asked: &Asked) -> Result<Self, ProfileError> {
        let sides = sides::sides(ledger, details, asked);
        let mut codes: Vec<Currency> = sides.iter().map(|side| side.currency).collect();
        codes.sort_unstable();
        codes.dedup();
        let whole = Whole { ledger, details, sides: &sides };
        let currencies = codes.into_iter().map(|currency| whole.in_currency(currency)).collect();
        let profile = Self { sides, currencies };
        foot::check(ledger, details, asked, &profile)?;
        Ok(profile)
    }

    /// Takes towns and times of day out of it, where they would tell where to find somebody; the sums stay.
    pub(crate) fn hide_places(&mut self) {
        self.sides.iter_mut().for_each(|side| side.minute = None);
        let sides = &self.sides;
        for of in &mut self.currencies {
            of.cash = cash::without_places(std::mem::take(&mut of.cash), sides);
        }
    }

    /// The towns that it names.
    pub(crate) fn towns(&self) -> impl Iterator<Item = String> + '_ {
        self.currencies.iter().flat_map(|of| &of.cash).filter_map(|cash| cash.town.clone())
    }

    /// The ids of the transactions of a sum, in the order of the ledger.
    pub fn ids<'a>(&'a self, ledger: &'a Transactions, sum: &'a Sum) -> impl Iterator<Item = &'a str> {
        let sides = sum.sides.iter().filter_map(|&at| self.sides.get(at as usize));
        sides.filter_map(|side| ledger.ids.get(side.transaction as usize)).map(String::as_str)
    }
}

/// What all tables are made of.
struct Whole<'a> {
    ledger: &'a Transactions,
    details: &'a Details,
    sides: &'a [Side],
}

impl Whole<'_> {
    fn in_currency(&self, currency: Currency) -> InCurrency {
        let of_currency = (0_u32..).zip(self.sides).filter(|(_, side)| side.currency == currency);
        let (own, others): (Vec<_>, Vec<_>) = of_currency.partition(|(_, side)| side.is_own);
        let days = own.iter().chain(&others).map(|(_, side)| side.day);
        InCurrency {
            currency,
            total: sum(&others),
            own: sum(&own),
            days: (days.clone().min().unwrap_or_default(), days.max().unwrap_or_default()),
            months: months::of(&others),
            others: others::of(self, &others),
            cash: cash::of(self.details, &others),
            abroad: abroad::of(self, &others),
            regular: regular::of(self, &others),
        }
    }
}

/// Sides with their positions.
type Numbered<'a> = [(u32, &'a Side)];

fn sum(sides: &Numbered<'_>) -> Flow {
    let mut flow = Flow::default();
    sides.iter().for_each(|&(at, side)| flow.take(at, side));
    flow
}
