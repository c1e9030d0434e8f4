//! One pocket's life as a single line of events, and how long money stays in it.

use std::collections::VecDeque;

use crate::adjacency::Adjacency;

/// Something that reached or left a pocket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// Position in the ledger.
    pub position: u32,
    /// Whether it reached the pocket.
    pub inflow: bool,
    /// Minor units of the pocket's currency.
    pub amount_minor: i64,
    /// The account at the other end, or the outside world.
    pub other: u32,
    /// Its instant.
    pub at_micros: i64,
}

/// All that reached and left a pocket, in ledger order.
pub(crate) fn events(index: &Adjacency, pocket: u32) -> Vec<Event> {
    let inflow = index.paid_to(pocket).iter().map(|&position| Event {
        position,
        inflow: true,
        amount_minor: index.arrived_minor[position as usize],
        other: index.account(index.payer[position as usize]),
        at_micros: index.at_micros[position as usize],
    });
    let outflow = index.paid_by(pocket).iter().map(|&position| Event {
        position,
        inflow: false,
        amount_minor: index.left_minor[position as usize],
        other: index.account(index.payee[position as usize]),
        at_micros: index.at_micros[position as usize],
    });
    let (mut inflow, mut outflow) = (inflow.peekable(), outflow.peekable());
    let mut events: Vec<Event> = Vec::with_capacity(inflow.len() + outflow.len());
    // No payment is on both sides of one pocket.
    while let (Some(came), Some(went)) = (inflow.peek(), outflow.peek()) {
        let next = if came.position < went.position { inflow.next() } else { outflow.next() };
        events.extend(next);
    }
    events.extend(inflow);
    events.extend(outflow);
    events
}

/// What reached and left a pocket at these positions of the ledger, in their order.
pub(crate) fn events_at(index: &Adjacency, pocket: u32, positions: &[u32]) -> Vec<Event> {
    let event = |&position: &u32| {
        let at = position as usize;
        let inflow = index.payee[at] == pocket;
        Event {
            position,
            inflow,
            amount_minor: if inflow { index.arrived_minor[at] } else { index.left_minor[at] },
            other: index.account(if inflow { index.payer[at] } else { index.payee[at] }),
            at_micros: index.at_micros[at],
        }
    };
    positions.iter().map(event).collect()
}

/// What came, what went, and how much of what came can have left again in time order, minor units.
pub(crate) fn carried_minor(events: &[Event]) -> (i128, i128, i128) {
    let (mut came, mut went, mut held, mut carried) = (0, 0, 0_i128, 0_i128);
    for event in events {
        let amount = i128::from(event.amount_minor);
        if event.inflow {
            came += amount;
            held += amount;
        } else {
            went += amount;
            let part = held.min(amount);
            held -= part;
            carried += part;
        }
    }
    (came, went, carried)
}

/// Where the windows start that are searched, and how many are left out between two.
pub(crate) struct Anchors {
    /// Indices of inflows, in order.
    pub at: Vec<usize>,
    /// 1 when every inflow is searched from, else the step.
    pub every: usize,
}

/// Takes every inflow as the start of a window, or, where the windows together hold more than `limit` events, only
/// one inflow in `every`: few payments do not matter in an account of that size.
pub(crate) fn anchors(events: &[Event], window_micros: i64, limit: usize) -> Anchors {
    let inflows: Vec<usize> = (0..events.len()).filter(|&at| events[at].inflow).collect();
    let (mut end, mut work) = (0, 0_usize);
    for &start in &inflows {
        let last = events[start].at_micros.saturating_add(window_micros);
        end = end.max(start);
        while end < events.len() && events[end].at_micros <= last {
            end += 1;
        }
        work = work.saturating_add(end - start);
    }
    let every = work.div_ceil(limit).max(1);
    Anchors { at: inflows.into_iter().step_by(every).collect(), every }
}

/// The events from `start` on that stand within the window.
pub(crate) fn within(events: &[Event], start: usize, window_micros: i64) -> &[Event] {
    let last = events[start].at_micros.saturating_add(window_micros);
    let end = events.partition_point(|event| event.at_micros <= last);
    &events[start..end]
}

/// The time that half of the money stayed, in whole seconds: what came first is taken to leave first.
///
/// Weighted by amount; what leaves without having come in is not money of these events. None when nothing left.
pub(crate) fn dwell_median_seconds(events: &[Event]) -> Option<i64> {
    let mut held: VecDeque<(i64, i64)> = VecDeque::new();
    let mut stays: Vec<(i64, i64)> = Vec::new();
    for event in events {
        if event.inflow {
            held.push_back((event.at_micros, event.amount_minor));
            continue;
        }
        let mut wanted = event.amount_minor;
        while wanted > 0
            && let Some((since, rest)) = held.front_mut()
        {
            let part = wanted.min(*rest);
            stays.push((event.at_micros.saturating_sub(*since) / 1_000_000, part));
            wanted -= part;
            *rest -= part;
            if *rest == 0 {
                held.pop_front();
            }
        }
    }
    stays.sort_unstable();
    let whole: i128 = stays.iter().map(|stay| i128::from(stay.1)).sum();
    let mut before = 0_i128;
    stays.iter().find_map(|&(seconds, part)| {
        before += i128::from(part);
        (before * 2 >= whole).then_some(seconds)
    })
}

/// What came in and what went out, minor units.
pub(crate) fn sums_minor(events: &[Event]) -> (i128, i128) {
    events.iter().fold((0, 0), |(came, went), event| match event.inflow {
        true => (came + i128::from(event.amount_minor), went),
        false => (came, went + i128::from(event.amount_minor)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(inflow: bool, amount_minor: i64, seconds: i64) -> Event {
        Event { position: 0, inflow, amount_minor, other: 0, at_micros: seconds * 1_000_000 }
    }

    #[test]
    fn half_of_the_money_leaves_first_in_first_out() {
        let life = [event(true, 100, 0), event(true, 100, 50), event(false, 90, 60), event(false, 90, 100)];
        // 90 stayed 60 s, 10 stayed 100 s, 80 stayed 50 s: half of 180 is reached at 60 s.
        assert_eq!(dwell_median_seconds(&life), Some(60));
        assert_eq!(dwell_median_seconds(&life[..2]), None);
        assert_eq!(dwell_median_seconds(&[event(false, 5, 1), event(true, 5, 2)]), None);
    }

    #[test]
    fn large_accounts_are_searched_from_fewer_starts() {
        let life: Vec<Event> = (0..100).map(|at| event(at % 2 == 0, 1, at)).collect();
        assert_eq!(anchors(&life, i64::MAX, usize::MAX).every, 1);
        let few = anchors(&life, i64::MAX, 500);
        assert_eq!((few.every, few.at.len()), (6, 9)); // 2550 events in 50 windows, 500 allowed
        assert_eq!(anchors(&life, 0, 500).at.len(), 50);
    }
}
