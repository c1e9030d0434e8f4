//! Two names: which words answer which, and whether what is left over can be explained.
//!
//! ```text
//! nothing left over ──────────────────────────► Same
//! a patronymic, a second name, an initial ... ─► Explained     something else has to support it
//! a slip, a look-alike letter ────────────────► Doubtful      a date of birth or a paper has to
//! family names differ, given name is one ─────► OtherFamily   a paper has to (marriage)
//! given names differ, another father ─────────► Differs
//! ```

use super::likeness::Memory;
use super::pairing::{Answer, Pair, Pairing, pairing};
use super::ways::Ways;
use super::{joining, organisation};
use crate::book::{Book, NameRow, Slot};
use crate::keys::is_given;
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

/// Whether a word is the wife's name made of the husband's: Jánosné, and Janosne where marks are dropped.
fn is_wife_s(word: &[char]) -> bool {
    match word {
        [husband @ .., 'n', 'é'] => husband.len() > 2 && !is_given(word),
        [husband @ .., 'n', 'e'] => husband.len() > 2 && is_given(husband) && !is_given(word),
        _ => false,
    }
}

/// The words of one name that are left over, and what the other side has.
struct Side<'a> {
    slots: &'a [Slot],
    over: u16,
}

impl Side<'_> {
    fn over(&self, role: Role) -> impl Iterator<Item = (usize, &Slot)> {
        self.slots.iter().enumerate().filter(move |(at, slot)| self.over >> at & 1 == 1 && slot.role == role)
    }

    fn has_over(&self, role: Role) -> bool {
        self.over(role).next().is_some()
    }

    fn plain(&self) -> usize {
        self.slots.iter().filter(|slot| slot.role == Role::Plain).count()
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

/// Words of both are left over: another given name, or another family name.
fn two_over(book: &Book, sides: &[Side<'_>; 2], pairing: &Pairing, ways: Ways, slips: usize) -> Found {
    let [left, right] = sides;
    // A name at birth that is one explains two names by marriage.
    let births = pairing.pairs().filter(|pair| {
        let roles = [left.slots[usize::from(pair.left)].role, right.slots[usize::from(pair.right)].role];
        roles.iter().all(|role| *role == Role::Birth)
    });
    if births.count() > 0 && pairing.pairs().count() > 1 {
        return Found { agreement: NameAgreement::Explained, ways: ways.with(Ways::MARRIED), organisations: false };
    }
    let given = |slot: &Slot| book.word(slot.word).given.is_known();
    let wife =
        sides.iter().any(|side| side.over(Role::Plain).any(|(_, slot)| is_wife_s(book.word(slot.word).letters())));
    let over_given = |side: &Side<'_>| side.over(Role::Plain).any(|(_, slot)| given(slot));
    let one_each = sides.iter().all(|side| side.over(Role::Plain).count() == 1);
    let paired_given = pairing.pairs().any(|pair| {
        let slot = &left.slots[usize::from(pair.left)];
        // A word known as a given name, or the first of both where neither is known.
        (given(slot) || (pair.left == 0 && pair.right == 0))
            && pair.answer <= Answer::Short
            && pair.answer != Answer::Ending
    });
    let family = paired_given && one_each && slips == 0 && !(over_given(left) && over_given(right)) && !wife;
    let (agreement, way) = match (family, wife) {
        (true, _) if one_stem(book, sides) => (NameAgreement::OtherFamily, Ways::OTHER_FAMILY.with(Ways::ONE_STEM)),
        (true, _) => (NameAgreement::OtherFamily, Ways::OTHER_FAMILY),
        (_, true) => (NameAgreement::Differs, Ways::WIFE),
        _ if over_given(left) || over_given(right) || !paired_given => {
            let family = pairing.pairs().any(|pair| pair.answer <= Answer::Ending) && slips == 0;
            let way = if family { Ways::OTHER_GIVEN.with(Ways::ONE_FAMILY) } else { Ways::OTHER_GIVEN };
            (NameAgreement::Differs, way)
        }
        _ => (NameAgreement::Differs, Ways::OTHER_FAMILY),
    };
    Found { agreement, ways: ways.with(way), organisations: false }
}

/// Whether the two family names left over begin alike: four letters and more of the same.
fn one_stem(book: &Book, sides: &[Side<'_>; 2]) -> bool {
    let first = |side: &Side<'_>| side.over(Role::Plain).next().map(|(_, slot)| book.word(slot.word));
    let (Some(one), Some(next)) = (first(&sides[0]), first(&sides[1])) else { return false };
    one.letters().iter().zip(next.letters()).take_while(|(one, next)| one == next).count() >= 4
}

/// Whether a half of a double given name is left over, and its other half is not: Jean-Claude and Claude may be brothers.
fn is_half_given(side: &Side<'_>, given: &impl Fn(&Slot) -> bool) -> bool {
    side.over(Role::Plain).any(|(at, slot)| {
        let half = |(place, other): (usize, &Slot)| place != at && other.compound == slot.compound && given(other);
        slot.compound > 0 && given(slot) && side.slots.iter().enumerate().any(half)
    })
}

/// All words of the shorter name are answered; of the longer some may be left over.
fn one_over(
    book: &Book,
    sides: &[Side<'_>; 2],
    pairing: &Pairing,
    mut ways: Ways,
    slips: usize,
    whole: usize,
) -> Found {
    let mut agreement = NameAgreement::Same;
    let mut at_best = |least: NameAgreement| agreement = agreement.max(least);
    const LESS: [Ways; 6] =
        [Ways::OTHER_FORM, Ways::SHORT_FORM, Ways::INITIAL, Ways::ENDING, Ways::LOOSE, Ways::CUT_SHORT];
    if LESS.iter().any(|way| ways.has(*way)) {
        at_best(NameAgreement::Explained);
    }
    if ways.has(Ways::GIVEN_TURNED) {
        at_best(NameAgreement::Doubtful);
    }
    if sides.iter().any(|side| side.has_over(Role::Patronymic)) {
        ways.add(Ways::FATHER_LEFT_OUT);
    }
    if sides.iter().any(|side| side.has_over(Role::Birth) || side.has_over(Role::Usage)) {
        ways.add(Ways::MARRIED);
    }
    for side in sides {
        for (_, slot) in side.over(Role::Plain) {
            ways.add(Ways::LEFT_OUT);
            at_best(NameAgreement::Explained);
            if is_wife_s(book.word(slot.word).letters()) {
                ways.add(Ways::MARRIED);
            }
        }
    }
    let given = |slot: &Slot| book.word(slot.word).given.is_known();
    if sides.iter().any(|side| is_half_given(side, &given)) {
        ways.add(Ways::HALF_GIVEN);
    }
    let over_given =
        sides.iter().any(|side| side.over(Role::Plain).any(|(at, slot)| given(slot) && (at == 0 || side.plain() == 2)));
    let paired_given = pairing.pairs().any(|pair| given(&sides[0].slots[usize::from(pair.left)]));
    if over_given && !paired_given {
        // The given name is what is left over: nobody's name is compared.
        at_best(NameAgreement::Doubtful);
    }
    match whole {
        0 => at_best(NameAgreement::Differs),
        1 if pairing.pairs().count() == 1 && !ways.any(Ways::JOINED.with(Ways::CUT_SHORT)) => {
            ways.add(Ways::ONE_WORD);
            at_best(NameAgreement::Doubtful);
        }
        1 if ways.has(Ways::INITIAL) => ways.add(Ways::ONE_WORD),
        _ => {}
    }
    match slips {
        0 => {}
        1 => at_best(NameAgreement::Doubtful),
        _ => at_best(NameAgreement::Differs),
    }
    Found { agreement, ways, organisations: false }
}
