//! Names of organisations: every word counts, but for the legal form, the seat behind it and words such as "company".

use super::likeness::{self, Likeness, Memory};
use super::name::{Found, NameAgreement};
use super::pairing::{Answer, Pair, all, pairing};
use super::ways::Ways;
use crate::book::{Book, NameRow, Slot};
use crate::keys::Word;
use crate::normal::Role;

/// Whether the two are one written without spaces: "L'Abri" and "L ABRI".
fn run_together(book: &Book, one: &[Slot], next: &[Slot]) -> bool {
    let together = |slots: &[Slot]| -> String {
        let said = slots.iter().filter(|slot| slot.role != Role::Particle || book.word(slot.word).length() == 1);
        said.map(|slot| book.word(slot.word).text()).collect()
    };
    let (one, next) = (together(one), together(next));
    one.len().abs_diff(next.len()) <= 4 && likeness::of(&Word::new(&one), &Word::new(&next)) <= Likeness::Spelled
}

fn abbreviates(book: &Book, one: &[Slot], next: &[Slot], pair: Pair) -> bool {
    let slots = [one[usize::from(pair.left)], next[usize::from(pair.right)]];
    slots.iter().all(|slot| book.word(slot.word).length() > 1)
}

pub(super) fn compared(book: &Book, memory: &mut Memory, left: &NameRow, right: &NameRow) -> Found {
    let (one, next) = (book.slots(left), book.slots(right));
    let found = pairing(book, memory, one, next, [all(one), all(next)]);
    let over = |slots: &[Slot], bits: u16| {
        slots
            .iter()
            .enumerate()
            .any(|(at, slot)| bits >> at & 1 == 1 && !matches!(slot.role, Role::Particle | Role::Patronymic))
    };
    let mut ways = Ways::default();
    let mut agreement = NameAgreement::Same;
    let mut slips = 0;
    let mut words = 0;
    for pair in found.pairs() {
        words += 1;
        match pair.answer {
            Answer::Same => {}
            Answer::Spelled => ways.add(Ways::SPELLING),
            Answer::Loose => {
                ways.add(Ways::SPELLING.with(Ways::LOOSE));
                agreement = agreement.max(NameAgreement::Explained);
            }
            Answer::Slip => slips += 1,
            // İnş., İnşaat: an abbreviation of two letters and more.
            Answer::Initial if abbreviates(book, one, next, pair) => {
                ways.add(Ways::INITIAL);
                agreement = agreement.max(NameAgreement::Explained);
            }
            // Petrova and Petrov, Sasha and Aleksandar are two firms.
            Answer::Ending | Answer::Form | Answer::Short | Answer::Initial => agreement = NameAgreement::Differs,
        }
    }
    let left_over = over(one, found.left_over) || over(next, found.right_over);
    if (words == 0 || left_over) && run_together(book, one, next) {
        ways.add(Ways::JOINED);
    } else if words == 0 || left_over {
        agreement = NameAgreement::Differs;
        // Trade and Трейд: a word in common, which a registration number may carry further.
        if words > 0 && slips == 0 {
            ways.add(Ways::WORDS_IN_COMMON);
        }
    }
    if slips > 0 {
        ways.add(Ways::SLIP);
        agreement = agreement.max(if slips == 1 { NameAgreement::Doubtful } else { NameAgreement::Differs });
    }
    if agreement == NameAgreement::Differs {
        ways.add(Ways::OTHER_WORDS);
    }
    // A d.o.o. and an EOOD stand in the registers of two countries.
    let homes = left.form_home.zip(right.form_home).is_some_and(|(one, next)| one != next);
    if let (Some(one), Some(next)) = (left.form, right.form)
        && (one != next || homes)
    {
        ways.add(Ways::FORM);
        agreement = agreement.max(NameAgreement::Doubtful);
    }
    Found { agreement, ways, organisations: true }
}
