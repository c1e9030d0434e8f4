//! `poison`: everything that leaves a touched account is touched (Möser, Böhme, Breuker 2014).
//!
//! An envelope for looking, never an amount to seize. Each claim is looked at by itself. An account that it once
//! touched stays touched, also after the balance was nothing: only so is the envelope above every other rule, of which
//! some ask for no order. It is capped by the balance: a debit carries what the balance covers, and what is there is
//! the balance.
//!
//! With an opening that is not known, what leaves is the same for every opening from the least upwards, since all of
//! them cover every debit; what is there may be any amount more, which the report says.

use super::{Parcel, Pocket, Wanted};
use crate::bounds::Bounds;

/// What travels: of each claim that is in it, `touched_minor`.
#[derive(Debug)]
pub(crate) struct Touched {
    minor: i128,
    /// For each claim, how much of it is touched.
    touched_minor: Vec<i128>,
}

impl Parcel for Touched {
    fn clean(minor: i128, claims: usize) -> Self {
        Self { minor, touched_minor: vec![0; claims] }
    }

    fn claimed(minor: i128, claim: usize, claims: usize) -> Self {
        let mut parcel = Self::clean(minor, claims);
        parcel.touched_minor[claim] = minor;
        parcel
    }

    fn append(&mut self, next: Self) {
        self.minor += next.minor;
        self.touched_minor.iter_mut().zip(&next.touched_minor).for_each(|(sum, &touched)| *sum += touched);
    }

    fn push_clean(&mut self, minor: i128) {
        self.minor += minor;
    }

    fn minor(&self) -> i128 {
        self.minor
    }

    fn parts(&self, _claims: usize) -> Vec<Bounds> {
        self.touched_minor.iter().map(|&touched| Bounds::exact(touched)).collect()
    }

    fn is_clean(&self) -> bool {
        self.touched_minor.iter().all(|&touched| touched == 0)
    }

    fn scaled(self, minor: i128, _claims: usize) -> Self {
        // Rounded up: an envelope may be too wide, never too narrow.
        let scale = |&touched: &i128| crate::bounds::ceil_share(minor, touched, self.minor);
        Self { minor, touched_minor: self.touched_minor.iter().map(scale).collect() }
    }

    fn cap(&mut self, most: &[Bounds]) {
        self.touched_minor.iter_mut().zip(most).for_each(|(part, most)| *part = (*part).min(most.high_minor));
    }
}

/// One account: what is there, and which claims touched it.
pub(crate) struct Poison {
    minor: i128,
    touched: Vec<bool>,
}

impl Pocket for Poison {
    const EXACT: bool = true;
    const CONSERVES: bool = false;
    type Parcel = Touched;

    fn open(clean_minor: i128, _unbounded: bool, claims: usize) -> Self {
        Self { minor: clean_minor, touched: vec![false; claims] }
    }

    fn credit(&mut self, parcel: Touched) {
        self.minor += parcel.minor;
        self.touched.iter_mut().zip(&parcel.touched_minor).for_each(|(touched, &minor)| *touched |= minor > 0);
    }

    fn debit(&mut self, minor: i128) -> Touched {
        self.minor -= minor;
        let touched_minor = self.touched.iter().map(|&touched| if touched { minor } else { 0 }).collect();
        Touched { minor, touched_minor }
    }

    fn debit_first(&mut self, minor: i128, _wanted: &[Wanted]) -> Touched {
        self.debit(minor)
    }

    fn held(&self) -> Vec<Bounds> {
        self.touched.iter().map(|&touched| Bounds::exact(if touched { self.minor } else { 0 })).collect()
    }

    fn is_touched(&self, claim: usize) -> bool {
        self.touched[claim]
    }

    /// As much touched money as there is repays, and as much as there is goes on.
    fn repay(parcel: Touched, minor: i128, _claims: usize) -> (Touched, Touched) {
        let rest_minor = parcel.minor - minor;
        let at_most = |minor: i128| parcel.touched_minor.iter().map(|&touched| touched.min(minor)).collect();
        let repaid = Touched { minor, touched_minor: at_most(minor) };
        (repaid, Touched { minor: rest_minor, touched_minor: at_most(rest_minor) })
    }
}
