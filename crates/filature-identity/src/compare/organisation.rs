//! Names of organisations: every word counts, but for the legal form, the seat behind it and words such as "company".

use super::likeness::Memory;
use super::name::{Found, NameAgreement};
use super::pairing::{Answer, pairing};
use super::ways::Ways;
use crate::book::{Book, NameRow, Slot};
use crate::normal::Role;

pub(super) fn compared(book: &Book, memory: &mut Memory, left: &NameRow, right: &NameRow) -> Found {
    let (one, next) = (book.slots(left), book.slots(right));
    let found = pairing(book, memory, one, next);
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
            Answer::Slip => slips += 1,
            // Petrova and Petrov, Sasha and Aleksandar are two firms.
            Answer::Ending | Answer::Short | Answer::Initial => agreement = NameAgreement::Differs,
        }
    }
    if words == 0 || over(one, found.left_over) || over(next, found.right_over) {
        agreement = NameAgreement::Differs;
    }
    if slips > 0 {
        ways.add(Ways::SLIP);
        agreement = agreement.max(if slips == 1 { NameAgreement::Doubtful } else { NameAgreement::Differs });
    }
    if agreement == NameAgreement::Differs {
        ways.add(Ways::OTHER_WORDS);
    }
    if let (Some(one), Some(next)) = (left.form, right.form)
        && one != next
    {
        ways.add(Ways::FORM);
        agreement = agreement.max(NameAgreement::Doubtful);
    }
    Found { agreement, ways, organisations: true }
}
