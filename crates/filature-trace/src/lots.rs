//! Money of one colour, in the order in which it stands in an account.

use std::collections::VecDeque;

use crate::bounds::Bounds;
use crate::rules::Parcel;

/// The money of a claim, by its rank, or clean money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Claim(usize),
    Clean,
}

/// Units of one colour that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    pub colour: Colour,
    pub minor: i128,
}

/// What travels with one debit: lots, from the first to the last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lots(pub Vec<Lot>);

/// Puts a lot at the tail, joined to the last one when that has the same colour: queues stay short.
pub(crate) fn push_lot(queue: &mut VecDeque<Lot>, lot: Lot) {
    match queue.back_mut() {
        _ if lot.minor == 0 => {}
        Some(last) if last.colour == lot.colour => last.minor += lot.minor,
        _ => queue.push_back(lot),
    }
}

/// Takes `minor` units from the head.
pub(crate) fn take_head(queue: &mut VecDeque<Lot>, minor: i128) -> Lots {
    let (mut taken, mut wanted) = (Vec::new(), minor);
    while wanted > 0 {
        let Some(first) = queue.front_mut() else { break };
        let part = first.minor.min(wanted);
        taken.push(Lot { colour: first.colour, minor: part });
        wanted -= part;
        first.minor -= part;
        if first.minor == 0 {
            queue.pop_front();
        }
    }
    Lots(taken)
}

/// Takes `minor` units from the tail, and gives them in the order in which they stood.
pub(crate) fn take_tail(queue: &mut VecDeque<Lot>, minor: i128) -> Lots {
    let (mut taken, mut wanted) = (Vec::new(), minor);
    while wanted > 0 {
        let Some(last) = queue.back_mut() else { break };
        let part = last.minor.min(wanted);
        taken.push(Lot { colour: last.colour, minor: part });
        wanted -= part;
        last.minor -= part;
        if last.minor == 0 {
            queue.pop_back();
        }
    }
    taken.reverse();
    Lots(taken)
}

/// How much of each claim is in a queue.
pub(crate) fn sums<'a>(lots: impl IntoIterator<Item = &'a Lot>, claims: usize) -> Vec<Bounds> {
    let mut sums = vec![Bounds::default(); claims];
    for lot in lots {
        if let Colour::Claim(claim) = lot.colour
            && let Some(sum) = sums.get_mut(claim)
        {
            sum.add(Bounds::exact(lot.minor));
        }
    }
    sums
}

impl Parcel for Lots {
    fn clean(minor: i128, _claims: usize) -> Self {
        Self(vec![Lot { colour: Colour::Clean, minor }])
    }

    fn claimed(minor: i128, claim: usize, _claims: usize) -> Self {
        Self(vec![Lot { colour: Colour::Claim(claim), minor }])
    }

    fn push_clean(&mut self, minor: i128) {
        self.0.push(Lot { colour: Colour::Clean, minor });
    }

    fn minor(&self) -> i128 {
        self.0.iter().map(|lot| lot.minor).sum()
    }

    fn parts(&self, claims: usize) -> Vec<Bounds> {
        sums(&self.0, claims)
    }

    fn is_clean(&self) -> bool {
        self.0.iter().all(|lot| lot.colour == Colour::Clean || lot.minor == 0)
    }
}
