//! A debit that takes some claims before anything else: because a person elected it (Re Oatway \[1903\] 2 Ch 356), or
//! because it takes back an earlier booking.

use crate::bounds::Bounds;
use crate::lots::{Colour, Lot, Lots};
use crate::rope::Rope;

/// Of one claim, by its rank: up to so much is taken first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub claim: usize,
    pub minor: Bounds,
}

/// From which end of a queue units of a colour are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Head,
    Tail,
}

/// Takes what is wanted out of a queue, at most `minor` units; those taken keep their order.
pub(super) fn of_lots(queue: &mut Lots, minor: i128, wanted: &[Wanted], end: End) -> Lots {
    let pieces = std::mem::replace(&mut queue.0, Rope::of_pieces([])).into_pieces();
    let mut stays: Vec<Lot> = pieces;
    let (mut room, mut out) = (minor, Rope::of_pieces([]));
    for want in wanted {
        let mut left_to_take = want.minor.low_minor.min(room);
        let mut taken: Vec<Lot> = Vec::new();
        let mut take = |lot: &mut Lot| {
            let minor = if lot.colour == Colour::Claim(want.claim) { lot.minor.min(left_to_take) } else { 0 };
            left_to_take -= minor;
            lot.minor -= minor;
            room -= minor;
            if minor > 0 {
                taken.push(Lot { colour: lot.colour, minor });
            }
        };
        match end {
            End::Head => stays.iter_mut().for_each(&mut take),
            End::Tail => stays.iter_mut().rev().for_each(&mut take),
        }
        taken.into_iter().for_each(|lot| out.push(lot));
    }
    queue.0 = Rope::of_pieces(stays);
    Lots(out)
}

/// Takes what is wanted out of parts that are not in an order, at most `minor` units: what is taken of each.
pub(super) fn of_parts(parts_minor: &[i128], minor: i128, wanted: &[Wanted]) -> Vec<i128> {
    let (mut room, mut taken) = (minor, vec![0; parts_minor.len()]);
    for want in wanted {
        let take = want.minor.low_minor.min(room).min(parts_minor[want.claim] - taken[want.claim]);
        taken[want.claim] += take;
        room -= take;
    }
    taken
}

/// The same where only ranges are known, whatever the rule does with the rest of the debit: for each claim what goes and
/// what stays.
///
/// Of a wanted claim with `x` units, `min(w, x, room)` go; after them the rest of the debit may take of every claim
/// anything from nothing to all that is left of it.
pub(super) fn of_ranges(parts: &[Bounds], minor: i128, wanted: &[Wanted]) -> Vec<(Bounds, Bounds)> {
    let mut first = vec![Bounds::default(); parts.len()];
    let mut room = Bounds::exact(minor);
    for want in wanted {
        // A claim can be wanted twice: what it has left then.
        let (all, gone) = (parts[want.claim], first[want.claim]);
        let part =
            Bounds { low_minor: (all.low_minor - gone.high_minor).max(0), high_minor: all.high_minor - gone.low_minor };
        let take = Bounds {
            low_minor: want.minor.low_minor.min(part.low_minor).min(room.low_minor).max(0),
            high_minor: want.minor.high_minor.min(part.high_minor).min(room.high_minor).max(0),
        };
        first[want.claim].add(take);
        room = Bounds { low_minor: room.low_minor - take.high_minor, high_minor: room.high_minor - take.low_minor };
    }
    let range = |(part, first): (&Bounds, &Bounds)| {
        let rest_high = (part.high_minor - first.low_minor).clamp(0, room.high_minor.max(0));
        let out = Bounds {
            low_minor: first.low_minor,
            high_minor: (first.high_minor + rest_high).min(part.high_minor).min(minor),
        };
        let stay = Bounds {
            low_minor: (part.low_minor - first.high_minor - rest_high).max(0),
            high_minor: (part.high_minor - first.low_minor).max(0),
        };
        (out, stay)
    };
    parts.iter().zip(&first).map(range).collect()
}
