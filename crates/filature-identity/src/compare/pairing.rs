//! Which word of one name answers which of the other: the pairing that costs least, of all there are.

use super::joining::begins_with;
use super::likeness::{Likeness, Memory};
use crate::book::{Book, MOST_SLOTS, Slot};
use crate::normal::Role;

/// How a word answers another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub left: u8,
    pub right: u8,
    pub answer: Answer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    Same,
    Spelled,
    Loose,
    Ending,
    Form,
    Short,
    Initial,
    Slip,
}

/// What pairs, and what of each side does not: bits by place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pairing {
    pairs: [Option<Pair>; MOST_SLOTS],
    pub left_over: u16,
    pub right_over: u16,
}

impl Pairing {
    /// Nothing is paired yet.
    pub(super) fn open(left: &[Slot], right: &[Slot]) -> Self {
        Self { left_over: all(left), right_over: all(right), ..Self::default() }
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair> + '_ {
        self.pairs.iter().flatten().copied()
    }
}

const NOT_PAIRED: u16 = 20;

fn cost(answer: Answer) -> u16 {
    match answer {
        Answer::Same => 0,
        Answer::Spelled => 1,
        Answer::Loose => 2,
        Answer::Ending => 3,
        Answer::Form => 4,
        Answer::Short => 5,
        Answer::Initial => 7,
        Answer::Slip => 9,
    }
}

fn answer(book: &Book, memory: &mut Memory, left: &Slot, right: &Slot) -> Option<Answer> {
    if left.role == Role::Initial || right.role == Role::Initial {
        if left.word == right.word {
            return Some(if left.role == right.role { Answer::Same } else { Answer::Initial });
        }
        return abbreviates(book, left, right).then_some(Answer::Initial);
    }
    match memory.likeness(book, left.word, right.word) {
        Likeness::Same => Some(Answer::Same),
        Likeness::Spelled => Some(Answer::Spelled),
        Likeness::Loose => Some(Answer::Loose),
        Likeness::Ending => Some(Answer::Ending),
        Likeness::Form => Some(Answer::Form),
        Likeness::Short => Some(Answer::Short),
        Likeness::Slip => Some(Answer::Slip),
        Likeness::Other => None,
    }
}

/// Whether one is the first letters of the other: an initial, Gh., Alex., St. of Saint.
fn abbreviates(book: &Book, left: &Slot, right: &Slot) -> bool {
    let (short, whole) = if left.role == Role::Initial { (left, right) } else { (right, left) };
    let (one, next) = (book.word(short.word), book.word(whole.word));
    let (one, next) =
        if whole.role == Role::Initial && next.length() < one.length() { (next, one) } else { (one, next) };
    let first = one.length() == 1 && one.classes.first == next.classes.first;
    first || begins_with(next, one) || (one.text() == "st" && next.text() == "saint")
}

/// The cheapest pairing of two names; of several, the one whose pairs stand earliest. Words that are not open (bits by place) are passed over.
pub(super) fn pairing(book: &Book, memory: &mut Memory, left: &[Slot], right: &[Slot], open: [u16; 2]) -> Pairing {
    let mut answers = [[None; MOST_SLOTS]; MOST_SLOTS];
    // A word that stands in both letter for letter answers itself, and no other is looked at for it.
    let itself = |slot: &Slot, others: &[Slot]| {
        slot.role != Role::Initial && others.iter().any(|other| other.word == slot.word && other.role != Role::Particle)
    };
    for (at, (row, one)) in answers.iter_mut().zip(left).enumerate() {
        let in_both = itself(one, right);
        for (place, (cell, next)) in row.iter_mut().zip(right).enumerate() {
            if open[0] >> at & open[1] >> place & 1 == 0 {
                continue;
            }
            let particle = one.role == Role::Particle || next.role == Role::Particle;
            let settled = one.word != next.word && (in_both || itself(next, left));
            *cell = if particle || settled { None } else { answer(book, memory, one, next) };
        }
    }
    let states = 1_usize << right.len();
    // The least cost of pairing the words from a place on, when those of a set are taken.
    let mut costs = [[0_u16; 1 << MOST_SLOTS]; 2];
    let mut choices = [[u8::MAX; 1 << MOST_SLOTS]; MOST_SLOTS];
    for at in (0..left.len()).rev() {
        let (now, later) = (at % 2, (at + 1) % 2);
        for taken in 0..states {
            let mut best = (costs[later][taken] + NOT_PAIRED, u8::MAX);
            for (place, found) in answers[at][..right.len()].iter().enumerate() {
                if let Some(found) = found.filter(|_| taken & (1 << place) == 0) {
                    best = best.min((costs[later][taken | 1 << place] + cost(found), place as u8));
                }
            }
            costs[now][taken] = best.0;
            choices[at][taken] = best.1;
        }
    }
    let mut found = Pairing { right_over: states as u16 - 1, ..Pairing::default() };
    let mut taken = 0_usize;
    for at in 0..left.len() {
        match choices[at][taken] {
            u8::MAX => found.left_over |= 1 << at,
            place => {
                taken |= 1 << place;
                found.right_over &= !(1 << place);
                found.pairs[at] =
                    answers[at][usize::from(place)].map(|answer| Pair { left: at as u8, right: place, answer });
            }
        }
    }
    found.left_over &= open[0];
    found.right_over &= open[1];
    found
}

/// All words of a name, as bits by place.
pub(super) fn all(slots: &[Slot]) -> u16 {
    ((1_u32 << slots.len()) - 1) as u16
}
