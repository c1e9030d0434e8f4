//! Money between people who know each other, or meet once: friends, savings, an account in two names, things sold second
//! hand, associations.

use std::sync::Arc;

use super::day::Person;
use super::firms::bank;
use crate::calendar::{months, working};
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::names::fancy;

/// Now and then one pays the other back for something.
pub(super) fn friends(draft: &mut Draft, dice: &mut Dice, one: usize, other: usize) {
    let texts = ["cadeau commun", "remboursement courses", "covoiturage", "anniversaire", "restau", ""];
    for month in months() {
        if dice.chance(38) {
            let (from, to) = if dice.chance(50) { (one, other) } else { (other, one) };
            let day = dice.days(month.first, month.last);
            let when = When::awake(dice, day);
            draft.transfer(when, from, to, dice.between(600, 9_500), *dice.pick(&texts));
        }
    }
}

/// A second account of the same holder, filled after pay and drawn on now and then.
pub(super) fn save(draft: &mut Draft, dice: &mut Dice, account: usize, payday: i32) {
    let known = draft.accounts[account].clone();
    let savings = draft.named(dice, known.bank, known.holder.to_string(), &known.city);
    let own = &mut draft.accounts[savings];
    (own.address, own.phone, own.email, own.birth_date) = (known.address, known.phone, known.email, known.birth_date);
    let usual = dice.stepped(5_000, 40_000, 5_000);
    for month in months() {
        let when = When::early(dice, working(month.on(payday)) + 1);
        draft.transfer(when, account, savings, usual, "epargne");
        if dice.chance(15) {
            let day = month.on(dice.days(8, 26));
            let when = When::office(dice, day);
            draft.transfer(when, savings, account, usual * dice.between(1, 3), "depuis epargne");
        }
    }
}

/// An account in both names, to which each sends a part of the pay within days of it.
pub(super) fn joint_account(draft: &mut Draft, dice: &mut Dice, two: [(&Person, i64, i32); 2]) -> Person {
    let [one, other] = two.map(|(person, _, _)| Arc::clone(&draft.accounts[person.account].holder));
    let known = draft.accounts[two[0].0.account].clone();
    let account = draft.named(dice, known.bank, format!("{one} et {other}"), &known.city);
    let own = &mut draft.accounts[account];
    (own.address, own.phone, own.birth_date) = (known.address, known.phone, known.birth_date);
    let share = dice.between(35, 78);
    for (person, wage, payday) in two {
        for month in months().into_iter().filter(|_| payday > 0) {
            let day = working(month.on(payday)) + dice.days(0, 2);
            let when = When::office(dice, day);
            draft.transfer(when, person.account, account, wage * share / 100 / 1_000 * 1_000, "compte commun");
        }
    }
    let mut person = Person::new(draft, dice, account, two[0].0.town);
    person.bills += 2;
    person
}

/// Someone who sells what is no longer needed: many small credits, of which most payers come once.
pub(super) fn second_hand(draft: &mut Draft, dice: &mut Dice, seller: usize, known: &[usize]) {
    let most = dice.days(3, 11);
    for month in months() {
        for _ in 0..dice.days(0, most) {
            let when = When { day: dice.days(month.first, month.last), minute: dice.days(500, 1_400) };
            let amount = if dice.chance(55) { dice.stepped(500, 12_000, 500) } else { dice.between(400, 9_000) };
            let text = *dice.pick(&["vente", "velo", "lot vetements", "merci", "table", "livre"]);
            if known.is_empty() || dice.chance(60) {
                let buyer = draft.passer_by(dice);
                draft.paid_by(when, buyer, seller, amount, text);
            } else {
                draft.transfer(when, known[dice.index(known.len())], seller, amount, text);
            }
        }
    }
}

/// An association of people who live near each other: fees, a hall, an outing.
pub(super) fn association(draft: &mut Draft, dice: &mut Dice, members: &[usize]) {
    let Some(&first) = members.first() else { return };
    let city = Arc::clone(&draft.accounts[first].city);
    let word = *dice.pick(&["Club", "Chorale", "Amicale", "Jardins", "Ludothèque"]);
    let name = format!("{word} {}", fancy(dice));
    let bank = bank(dice, 20);
    let house = draft.firm(dice, bank, &name, &city);
    draft.accounts[house].opening_minor = dice.between(20_000, 300_000);
    let fee = dice.stepped(800, 3_000, 100);
    for _ in 0..dice.days(8, 40) {
        let member = members[dice.index(members.len())];
        let day = dice.days(3, 14);
        for month in months() {
            let when = When::office(dice, working(month.on(day)));
            draft.transfer(when, member, house, fee, "cotisation");
        }
    }
    for month in months() {
        let when = When::office(dice, working(month.on(20)));
        draft.bill(when, house, "Salles Municipales", dice.between(6_000, 19_000), "LOCATION SALLE");
    }
}
