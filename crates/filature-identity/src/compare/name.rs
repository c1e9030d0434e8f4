//! Two names: which words answer which, and whether what is left over can be explained.
//!
//! ```text
//! nothing left over ──────────────────────────► Same
//! a patronymic, a second name, an initial ... ─► Explained     something else has to support it
//! a slip, a look-alike letter ────────────────► Doubtful      a date of birth or a paper has to
//! family names differ, given name is one ─────► OtherFamily   a paper has to (marriage)
//! given names differ, another father ─────────► Differs
//! ```

use super::left_over::{Side, one_over, two_over};
use super::likeness::Memory;
use super::pairing::{Answer, Pair, Pairing, pairing};
use super::ways::Ways;
use super::{joining, organisation};
use crate::book::{Book, NameRow, Slot};
use crate::normal::{Oddities, Role};
use crate::party::PartyKind;

/// How two names stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameAgreement {
    /// One name, in whatever spelling and order.
    Same,
    /// One name, where something was left out, shortened or changed by rule.
    Explained,
    /// One name but for a slip of the pen, a look-alike letter or a single word.
    Doubtful,
    /// One given name, another family name.
    OtherFamily,
    /// Two names.
    Differs,
    /// One of them has none.
    #[default]
    Missing,
}

/// What was found of two names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub agreement: NameAgreement,
    pub ways: Ways,
    pub organisations: bool,
}

impl Found {
    pub(super) fn missing() -> Self {
        Self { agreement: NameAgreement::Missing, ways: Ways::default(), organisations: false }
    }

    pub(super) fn better(self, other: Self) -> Self {
        // Of two findings of one rank the one that needed less, so that the order of names does not matter.
        let rank = |found: &Self| (found.agreement, found.ways.0.count_ones(), found.ways);
        if rank(&other) < rank(&self) { other } else { self }
    }
}

pub(super) fn compared(book: &Book, memory: &mut Memory, left: &NameRow, right: &NameRow) -> Found {
    // One order of the two for both ways round, so that ties are broken alike.
    let texts = |name: &NameRow| book.slots(name).iter().map(|slot| (book.word(slot.word).letters(), slot.role));
    let (left, right) = if texts(right).lt(texts(left)) { (right, left) } else { (left, right) };
    let kinds = [left.kind, right.kind];
    let organisations = kinds.contains(&PartyKind::Organisation);
    if organisations && kinds.contains(&PartyKind::Person) {
        return Found { agreement: NameAgreement::Differs, ways: Ways::OTHER_KIND, organisations: false };
    }
    let mut found = if organisations {
        organisation::compared(book, memory, left, right)
    } else {
        person(book, memory, left, right)
    };
    oddities(left.oddities, right.oddities, &mut found);
    found.organisations = organisations;
    found
}

fn oddities(left: Oddities, right: Oddities, found: &mut Found) {
    let mut weaker = |oddity: Oddities, way: Ways, least: NameAgreement| {
        if left.has(oddity) || right.has(oddity) {
            found.ways.add(way);
            if found.agreement < least {
                found.agreement = least;
            }
        }
    };
    weaker(Oddities::INVISIBLE, Ways::INVISIBLE, NameAgreement::Same);
    weaker(Oddities::JOINT, Ways::JOINT, NameAgreement::Explained);
    weaker(Oddities::LOOK_ALIKE, Ways::LOOK_ALIKE, NameAgreement::Doubtful);
    weaker(Oddities::MIXED, Ways::MIXED, NameAgreement::Doubtful);
    // Junior and senior are two; where one name says nothing, a date of birth has to.
    let ages = [Oddities::YOUNGER, Oddities::ELDER];
    let told = |side: Oddities| ages.map(|age| side.has(age));
    if told(left) != told(right) {
        let both = ages.iter().all(|age| left.has(*age) || right.has(*age));
        found.ways.add(Ways::GENERATION);
        let least = if both { NameAgreement::Differs } else { NameAgreement::Doubtful };
        found.agreement = found.agreement.max(least);
    }
}

fn person(book: &Book, memory: &mut Memory, left_row: &NameRow, right_row: &NameRow) -> Found {
    let (left, right) = (book.slots(left_row), book.slots(right_row));
    let mut ways = Ways::default();
    // Words run together first, so that no part of them answers for the whole: Abd El Kader, Abdelkader.
    let mut open = Pairing::open(left, right);
    let mut joined = 0;
    if left.len() != right.len() {
        joined = joining::join(book, left, right, &mut open, &mut ways);
    }
    let mut pairing = pairing(book, memory, left, right, [open.left_over, open.right_over]);
    joined += joining::join(book, left, right, &mut pairing, &mut ways);
    cut_short(book, left_row, right_row, &mut pairing, &mut ways);
    let sides = [Side { slots: left, over: pairing.left_over }, Side { slots: right, over: pairing.right_over }];
    let mut slips = 0;
    let mut whole = joined;
    let (mut before, mut crossed, mut family_by_marriage) = (None, false, false);
    let mut father_for_child = [false, false];
    for pair in pairing.pairs() {
        let (one, next) = (left[usize::from(pair.left)], right[usize::from(pair.right)]);
        whole += usize::from(pair.answer != Answer::Initial);
        match pair.answer {
            Answer::Same => {}
            Answer::Spelled => ways.add(Ways::SPELLING),
            Answer::Loose => ways.add(Ways::SPELLING.with(Ways::LOOSE)),
            Answer::Ending => ways.add(Ways::ENDING),
            Answer::Form => ways.add(Ways::OTHER_FORM),
            Answer::Short => ways.add(Ways::SHORT_FORM),
            Answer::Initial => ways.add(Ways::INITIAL),
            Answer::Slip if last_is_cut(book, left_row, right_row, pair) => ways.add(Ways::CUT_SHORT),
            Answer::Slip => {
                ways.add(Ways::SLIP);
                slips += 1;
            }
        }
        crossed |= before.is_some_and(|before| pair.right < before);
        before = Some(pair.right);
        father_for_child[0] |= one.role == Role::Patronymic && next.role != Role::Patronymic;
        father_for_child[1] |= next.role == Role::Patronymic && one.role != Role::Patronymic;
        family_by_marriage |= [one.role, next.role].iter().any(|role| matches!(role, Role::Birth | Role::Usage));
    }
    if crossed {
        ways.add(Ways::ORDER);
    }
    if family_by_marriage {
        ways.add(Ways::MARRIED);
    }
    if turned_given(book, left, right, &pairing) {
        ways.add(Ways::GIVEN_TURNED);
    }
    let differs =
        |ways: Ways, way| Found { agreement: NameAgreement::Differs, ways: ways.with(way), organisations: false };
    // One bears as the father's name what the other bears as the own.
    let child = |at: usize| father_for_child[at] && (sides[at].has_over(Role::Plain) || father_for_child[1 - at]);
    if child(0) || child(1) {
        return differs(ways, Ways::FATHER_AND_CHILD);
    }
    if sides.iter().all(|side| side.has_over(Role::Patronymic)) {
        return differs(ways, Ways::OTHER_FATHER);
    }
    let over = sides.each_ref().map(|side| side.has_over(Role::Plain));
    // An initial that nothing answers speaks against a name that nothing answers.
    let initial =
        |at: usize| sides[at].has_over(Role::Initial) && (over[1 - at] || sides[1 - at].has_over(Role::Initial));
    if initial(0) || initial(1) {
        return differs(ways, Ways::OTHER_GIVEN);
    }
    // A woman's family name and a man's, and of the given name an initial alone: two people.
    if ways.has(Ways::INITIAL.with(Ways::ENDING)) {
        return differs(ways, Ways::OTHER_GIVEN);
    }
    if over[0] && over[1] {
        return two_over(book, &sides, &pairing, ways, slips);
    }
    one_over(book, &sides, &pairing, ways, slips, whole)
}

/// A last word that a field of fixed length cut answers the word that it begins.
fn cut_short(book: &Book, left: &NameRow, right: &NameRow, pairing: &mut Pairing, ways: &mut Ways) {
    let slots = [book.slots(left), book.slots(right)];
    if left.may_be_cut
        && let Some((one, next)) = joining::cut(book, slots[0], slots[1], pairing.left_over, pairing.right_over)
    {
        pairing.left_over &= !(1 << one);
        pairing.right_over &= !(1 << next);
        ways.add(Ways::CUT_SHORT);
    }
    if right.may_be_cut
        && let Some((one, next)) = joining::cut(book, slots[1], slots[0], pairing.right_over, pairing.left_over)
    {
        pairing.right_over &= !(1 << one);
        pairing.left_over &= !(1 << next);
        ways.add(Ways::CUT_SHORT);
    }
}

/// Whether what looks like slips of the pen is a last word cut: Budakoğulları, BUDAKOGULLA.
fn last_is_cut(book: &Book, left: &NameRow, right: &NameRow, pair: Pair) -> bool {
    let (ones, others) = (book.slots(left), book.slots(right));
    let (at, place) = (usize::from(pair.left), usize::from(pair.right));
    (left.may_be_cut && at + 1 == ones.len() && joining::is_cut(book, &ones[at], &others[place]))
        || (right.may_be_cut && place + 1 == others.len() && joining::is_cut(book, &others[place], &ones[at]))
}

/// Whether two given names change places while the family name stays: "Sylë Ramë B." and "Ramë Sylë B." are father and son where the
/// father's name stands among the names. A name that begins elsewhere, or is written from its end, is another order of one name.
fn turned_given(book: &Book, left: &[Slot], right: &[Slot], pairing: &Pairing) -> bool {
    let count = left.len();
    if count < 3 || count != right.len() || pairing.pairs().count() != count {
        return false;
    }
    let places: Vec<usize> = pairing.pairs().map(|pair| usize::from(pair.right)).collect();
    let turns = (0..count).any(|first| (0..count).all(|at| places[at] == (at + first) % count));
    let from_the_end = places.iter().rev().enumerate().all(|(at, place)| at == *place);
    let moved = pairing.pairs().filter(|pair| pair.left != pair.right);
    let given = |slot: &Slot| slot.compound == 0 && book.word(slot.word).given.is_known();
    !turns
        && !from_the_end
        && moved.into_iter().all(|pair| given(&left[usize::from(pair.left)]) && given(&right[usize::from(pair.right)]))
}
