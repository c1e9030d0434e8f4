//! How closely and how soon an account pays on what it gets, against how often that would come about by chance.
//!
//! **Definition.** A *turn* is a run of inflows and the run of outflows that follows it. Two questions are asked of each.
//! *How close* are the two sums: what share of all payments of the currency lies as near to what came ([`Amounts`])?
//! *How soon* did the money leave: between the last inflow and the first outflow the ledger has g payments (those of the
//! first and of the last instant among them, as records by the day say no more), and the account makes s of the
//! ledger's N: by chance its next payment stands as near with at most s g / N. By Fisher's method both are added up over
//! all turns, and bound by Chernoff's.
//!
//! **Innocent life.** An account that is emptied every night does it in every turn. More turns than [`MOST_TURNS`] are a
//! habit and no more evidence: then the mean turn counts so many times.
//!
//! [`Amounts`]: crate::amounts::Amounts

use crate::adjacency::Adjacency;
use crate::amounts::joint_millibits;
use crate::chance::log2_ratio_millibits;
use crate::flow::Event;
use crate::patterns::Search;

/// So many turns count as evidence.
const MOST_TURNS: usize = 12;

/// Inflows and the outflows that follow them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Turn {
    came_minor: i64,
    went_minor: i64,
    last_in: u32,
    first_out: u32,
}

/// How surprising it is that an account pays on so closely and so soon, thousandths of a bit; never below 0.
pub(crate) fn relayed_millibits(search: &Search<'_>, pocket: u32, events: &[Event]) -> i64 {
    let Some(currency) = search.index.currency(pocket) else { return 0 };
    let of_turn = |turn: &Turn| {
        let close = search.amounts.closeness_millibits(currency, turn.came_minor, turn.went_minor);
        close + soon_millibits(search.index, pocket, turn)
    };
    joint_of_turns(turns(events).iter().map(of_turn), 2)
}

/// The same, of how soon alone.
pub(crate) fn hastened_millibits(search: &Search<'_>, pocket: u32, events: &[Event]) -> i64 {
    joint_of_turns(turns(events).iter().map(|turn| soon_millibits(search.index, pocket, turn)), 1)
}

fn joint_of_turns(turns_millibits: impl ExactSizeIterator<Item = i64>, questions: usize) -> i64 {
    let turns = turns_millibits.len();
    let counted = turns.min(MOST_TURNS);
    let sum: i64 = turns_millibits.sum();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    joint_millibits(sum.saturating_mul(number(counted)) / number(turns.max(1)), questions * counted)
}

fn turns(events: &[Event]) -> Vec<Turn> {
    let runs: Vec<&[Event]> = events.chunk_by(|one, next| one.inflow == next.inflow).collect();
    let sum = |run: &[Event]| run.iter().fold(0_i64, |sum, event| sum.saturating_add(event.amount_minor));
    let turn = |pair: &[&[Event]]| match pair {
        [ins @ [.., last_in], outs @ [first_out, ..]] if last_in.inflow => Some(Turn {
            came_minor: sum(ins),
            went_minor: sum(outs),
            last_in: last_in.position,
            first_out: first_out.position,
        }),
        _ => None,
    };
    runs.windows(2).filter_map(turn).collect()
}

/// −log2 of the share of chance in which the account's next payment would have come as soon.
fn soon_millibits(index: &Adjacency, pocket: u32, turn: &Turn) -> i64 {
    let at = |position: u32| index.at_micros[position as usize];
    let from = index.at_micros.partition_point(|&instant| instant < at(turn.last_in));
    let to = index.at_micros.partition_point(|&instant| instant <= at(turn.first_out));
    let expected = index.paid_by(pocket).len().max(1).saturating_mul(to - from);
    -log2_ratio_millibits(expected.max(1), index.at_micros.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_inflows_and_the_outflows_after_them() {
        let event =
            |position: u32, inflow, amount_minor| Event { position, inflow, amount_minor, other: 0, at_micros: 0 };
        let events = [(false, 9), (true, 5), (true, 6), (false, 4), (false, 3), (true, 1), (false, 2), (true, 7)];
        let events: Vec<Event> = (0..).zip(events).map(|(at, (inflow, amount))| event(at, inflow, amount)).collect();
        let turn = |came_minor, went_minor, last_in, first_out| Turn { came_minor, went_minor, last_in, first_out };
        assert_eq!(turns(&events), [turn(11, 7, 2, 3), turn(1, 2, 5, 6)]);
    }

    #[test]
    fn more_of_the_same_turns_than_count_weigh_no_more() {
        let of = |turns: usize| joint_of_turns(std::iter::repeat_n(9_000, turns), 1);
        assert_eq!((of(0), of(MOST_TURNS)), (0, of(10 * MOST_TURNS)));
        assert!(of(MOST_TURNS - 1) < of(MOST_TURNS));
    }
}
