//! What is left over when the words of two names are paired: whether it can be explained, and by what.
//!
//! ```text
//! on one side    a patronymic, a second name, half a double name, a father's name in brackets
//! on both sides  another given name, another family name, a name by marriage, the wife's name made of the husband's
//! ```

use super::name::{Found, NameAgreement};
use super::pairing::{Answer, Pairing};
use super::ways::Ways;
use crate::book::{Book, Slot};
use crate::keys::is_given;
use crate::normal::Role;

/// The words of one name that are left over, and what the other side has.
pub(super) struct Side<'a> {
    pub slots: &'a [Slot],
    pub over: u16,
}

impl Side<'_> {
    pub(super) fn over(&self, role: Role) -> impl Iterator<Item = (usize, &Slot)> {
        self.slots.iter().enumerate().filter(move |(at, slot)| self.over >> at & 1 == 1 && slot.role == role)
    }

    pub(super) fn has_over(&self, role: Role) -> bool {
        self.over(role).next().is_some()
    }

    fn plain(&self) -> usize {
        self.slots.iter().filter(|slot| slot.role == Role::Plain).count()
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

/// Words of both are left over: another given name, or another family name.
pub(super) fn two_over(book: &Book, sides: &[Side<'_>; 2], pairing: &Pairing, ways: Ways, slips: usize) -> Found {
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
pub(super) fn one_over(
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
