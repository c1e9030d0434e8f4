//! The columns of features: their names, their units, and where the values of each come from.

use super::{cycles, windows};

/// What the numbers of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of things, a share or a time: 32 bits without a sign.
    Count,
    /// Minor units of a currency: 64 bits.
    Minor,
    /// May be below zero: 32 bits with a sign.
    Signed,
}

/// A column of features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, the unit last.
    pub name: String,
    /// What its numbers are.
    pub unit: Unit,
    /// Whether there may be rows without one; in other columns those have 0.
    pub may_be_none: bool,
}

/// Where a column's values come from.
#[derive(Clone, Copy)]
pub(super) enum Origin {
    /// The length of the chain.
    Chain,
    /// Numbers of the payer: windows, then [`PayerFact`].
    PayerNumber(usize),
    /// Amounts of the payer.
    PayerAmount(usize),
    /// Numbers of the payee: windows, then [`PayeeFact`].
    PayeeNumber(usize),
    /// Amounts of the payee.
    PayeeAmount(usize),
    /// The payer's payers or payees in a window, whichever are fewer.
    Fewer(usize),
    /// What limits cut.
    Cut,
}

/// What is known of a payment from its place among those of its payer: after the numbers of the windows.
#[derive(Clone, Copy)]
pub(super) enum PayerFact {
    PairIsNew,
    PairBefore,
    PairSeconds,
    DwellSeconds,
    DwellCovered,
    Shared,
    /// Cycles by length.
    Cycles,
    Cut = PayerFact::Cycles as isize + cycles::LENGTHS as isize,
}
pub(super) const PAYER_NUMBERS: usize = windows::NUMBERS + PayerFact::Cut as usize + 1;

/// Likewise of its payee.
#[derive(Clone, Copy)]
pub(super) enum PayeeFact {
    Returned,
    Middlemen,
    MiddlemenCut,
}
pub(super) const PAYEE_NUMBERS: usize = windows::NUMBERS + PayeeFact::MiddlemenCut as usize + 1;

/// The columns of features, in order.
///
/// ```
/// let names: Vec<String> = filature_graph::features::columns().into_iter().map(|column| column.name).collect();
/// assert!(names.contains(&"payer_out_sum_4d_minor".to_owned()));
/// ```
pub fn columns() -> Vec<Column> {
    plan().into_iter().map(|(column, _)| column).collect()
}

/// The columns, each with where its values come from.
pub(super) fn plan() -> Vec<(Column, Origin)> {
    let of_payer = |fact: PayerFact| Origin::PayerNumber(windows::NUMBERS + fact as usize);
    let of_payee = |fact: PayeeFact| Origin::PayeeNumber(windows::NUMBERS + fact as usize);
    let of_cycles = |length: usize| Origin::PayerNumber(windows::NUMBERS + PayerFact::Cycles as usize + length - 2);
    let own = [
        ("pair_is_new", of_payer(PayerFact::PairIsNew)),
        ("pair_payments_before", of_payer(PayerFact::PairBefore)),
        ("pair_seconds_since_last", of_payer(PayerFact::PairSeconds)),
        ("reverse_payments_before", of_payee(PayeeFact::Returned)),
        ("payer_dwell_seconds", of_payer(PayerFact::DwellSeconds)),
        ("payer_dwell_covered_permille", of_payer(PayerFact::DwellCovered)),
        ("cycles_2_4d", of_cycles(2)),
        ("cycles_3_4d", of_cycles(3)),
        ("cycles_4_4d", of_cycles(4)),
        ("cycles_5_4d", of_cycles(5)),
        ("cycles_6_4d", of_cycles(6)),
        ("scatter_gather_middlemen_4d", of_payee(PayeeFact::Middlemen)),
        ("gather_scatter_4d", Origin::Fewer(1)),
        ("gather_scatter_9d", Origin::Fewer(2)),
        ("chain_hops_4d", Origin::Chain),
        ("shared_payees_4d", of_payer(PayerFact::Shared)),
        ("cut", Origin::Cut),
    ];
    let own = own.into_iter().map(|(name, origin)| {
        let may_be_none = ["pair_seconds_since_last", "payer_dwell_seconds"].contains(&name);
        (Column { name: name.to_owned(), unit: Unit::Count, may_be_none }, origin)
    });
    let payer = windows::columns("payer").into_iter().map(|(column, place)| {
        let origin = if column.unit == Unit::Count { Origin::PayerNumber(place) } else { Origin::PayerAmount(place) };
        (column, origin)
    });
    let payee = windows::columns("payee").into_iter().map(|(column, place)| {
        let origin = if column.unit == Unit::Count { Origin::PayeeNumber(place) } else { Origin::PayeeAmount(place) };
        (column, origin)
    });
    own.chain(payer).chain(payee).collect()
}
