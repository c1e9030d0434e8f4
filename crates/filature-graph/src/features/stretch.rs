//! The features of some rows, and their values by column.

use filature_model::Cut;

use super::index::NONE;
use super::party::Party;
use super::plan::{Column, Origin, PAYEE_NUMBERS, PAYER_NUMBERS, PayeeFact, PayerFact, Unit, plan};
use super::ways::Counted;
use super::{NO_FIGURE, chains, cycles, middlemen, shared, windows};

/// The bits of the column `cut`.
pub(super) const CUT_CYCLES: u32 = 1;
pub(super) const CUT_MIDDLEMEN: u32 = 2;
pub(super) const CUT_CHAINS: u32 = 4;
pub(super) const CUT_SHARED: u32 = 8;

/// The numbers of a column for a stretch of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// For [`Unit::Count`].
    Count(Vec<u32>),
    /// For [`Unit::Minor`].
    Minor(Vec<i64>),
    /// For [`Unit::Signed`].
    Signed(Vec<i32>),
}

/// A column's values for a stretch of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// The numbers; 0 where there is none.
    pub numbers: Numbers,
    /// Which rows have one; none when all do, as in every column that is never without.
    pub known: Option<Vec<bool>>,
}

#[inline]
pub(super) fn bit(bit: u32, is_set: bool) -> u32 {
    if is_set { bit } else { 0 }
}

/// The features of some rows.
pub struct Stretch {
    pub(super) chains: Vec<Counted>,
    pub(super) payer: Party,
    pub(super) payee: Party,
    plan: Vec<(Column, Origin)>,
}

impl Default for Stretch {
    fn default() -> Self {
        Self { chains: Vec::new(), payer: Party::new(PAYER_NUMBERS), payee: Party::new(PAYEE_NUMBERS), plan: plan() }
    }
}

impl Stretch {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.payer.places.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values of a column, by its place in [`columns`]; of a column that there is not, none.
    pub fn values(&self, column: usize) -> Values {
        let Some((column, origin)) = self.plan.get(column) else {
            return numbers(true, std::iter::repeat_n(NONE, self.len()));
        };
        let (unit, may_be_none) = (column.unit, column.may_be_none);
        match *origin {
            Origin::Chain => numbers(may_be_none, self.chains.iter().map(|chain| chain.count())),
            Origin::PayerNumber(place) => numbers(may_be_none, self.payer.numbers(place)),
            Origin::PayeeNumber(place) => numbers(may_be_none, self.payee.numbers(place)),
            Origin::PayerAmount(place) => amounts(unit, may_be_none, self.payer.amounts(place)),
            Origin::PayeeAmount(place) => amounts(unit, may_be_none, self.payee.amounts(place)),
            Origin::Fewer(window) => {
                let [payees, payers] = windows::others_of(window).map(|place| self.payer.numbers(place));
                let pairs = payees.zip(payers);
                numbers(may_be_none, pairs.map(|(payees, payers)| payees.min(payers)))
            }
            Origin::Cut => numbers(may_be_none, self.cut_bits()),
        }
    }

    fn cut_bits(&self) -> impl Iterator<Item = u32> + Clone {
        let of_payer = self.payer.numbers(windows::NUMBERS + PayerFact::Cut as usize);
        let middlemen = self.payee.numbers(windows::NUMBERS + PayeeFact::MiddlemenCut as usize);
        let known = |bits: u32| if bits == NONE { 0 } else { bits };
        let chains = self.chains.iter().map(|chain| bit(CUT_CHAINS, chain.is_cut()));
        chains.zip(of_payer.zip(middlemen)).map(move |(bits, (payer, payee))| bits | known(payer) | known(payee))
    }

    /// What limits cut in these rows, to be summed over stretches: each kind of search with how many rows.
    pub fn cut(&self) -> Vec<Cut> {
        let kinds = [
            (CUT_CYCLES, "cycles", u64::from(cycles::MOST_STEPS)),
            (CUT_MIDDLEMEN, "scatter_gather_middlemen", middlemen::MOST_RECEIPTS as u64),
            (CUT_CHAINS, "chain_hops", chains::MOST_RECEIPTS as u64),
            (CUT_SHARED, "shared_payees", shared::MOST_RECEIPTS as u64),
        ];
        kinds
            .into_iter()
            .map(|(bit, pattern, steps)| {
                let searches = self.cut_bits().filter(|bits| bits & bit != 0).count() as u64;
                Cut::SearchesStopped { pattern: pattern.to_owned(), searches, steps }
            })
            .collect()
    }
}

/// The values of a column of numbers.
fn numbers(may_be_none: bool, figures: impl Iterator<Item = u32> + Clone) -> Values {
    let known = may_be_none.then(|| figures.clone().map(|figure| figure != NONE).collect());
    let numbers = figures.map(|figure| if figure == NONE { 0 } else { figure });
    Values { numbers: Numbers::Count(numbers.collect()), known }
}

/// The values of a column of amounts, or of skewnesses.
fn amounts(unit: Unit, may_be_none: bool, figures: impl Iterator<Item = i64> + Clone) -> Values {
    let known = may_be_none.then(|| figures.clone().map(|figure| figure != NO_FIGURE).collect());
    let figures = figures.map(|figure| if figure == NO_FIGURE { 0 } else { figure });
    let to_signed = |number: i64| i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX });
    let numbers = match unit {
        Unit::Signed => Numbers::Signed(figures.map(to_signed).collect()),
        _ => Numbers::Minor(figures.collect()),
    };
    Values { numbers, known }
}
