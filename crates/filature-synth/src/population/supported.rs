//! Households that live from public payments: pensioners, students, people without work, parents.

use super::circles;
use super::firms::Market;
use super::household::{adult, housemate, origin, rent};
use crate::calendar::{months, working};
use crate::dice::Dice;
use crate::draft::{Draft, Payer, When};
use crate::people::Origin;

pub(super) fn allowance(draft: &mut Draft, dice: &mut Dice, account: usize, sums: (i64, i64)) {
    let payer = draft.public(dice, Payer::Family);
    let (amount, number) = (dice.between(sums.0, sums.1), dice.below(10_000_000));
    for month in months() {
        let when = When::early(dice, working(month.on(5)));
        draft.transfer(when, payer, account, amount, format!("CAF ALLOCATIONS {} {number:07}", month.slip()));
    }
}

pub(super) fn pensioners(
    draft: &mut Draft,
    dice: &mut Dice,
    market: &mut Market,
    town: usize,
    recent: &mut Vec<usize>,
) {
    let (payer, care) = (draft.public(dice, Payer::Pension), draft.public(dice, Payer::Health));
    let first = adult(draft, dice, town, Origin::France);
    let mut all = vec![first];
    if dice.chance(48) {
        let second = housemate(draft, dice, &all[0], Origin::France, true);
        all.push(second);
    }
    for person in &mut all {
        draft.aged(dice, person.account, 63, 91);
        person.purchases = (person.purchases.0 / 2, person.purchases.1 / 2 + 2);
        let pension = dice.between(88_000, 212_000);
        for month in months() {
            let when = When::early(dice, working(month.on(9)));
            draft.transfer(when, payer, person.account, pension, format!("PENSION {}", month.slip()));
            for _ in 0..dice.days(0, 2) {
                let day = dice.days(month.first, month.last);
                let when = When::early(dice, working(day));
                draft.transfer(when, care, person.account, dice.between(700, 9_000), "REMBOURSEMENT SOINS");
            }
        }
        person.live(draft, dice);
        recent.push(person.account);
    }
    if dice.chance(35) {
        let sum = dice.stepped(36_000, 62_000, 500);
        rent(draft, dice, market, &all[0], sum);
    }
}

pub(super) fn student(draft: &mut Draft, dice: &mut Dice, market: &mut Market, town: usize, recent: &mut Vec<usize>) {
    let origin = origin(dice);
    let person = adult(draft, dice, town, origin);
    draft.aged(dice, person.account, 18, 25);
    let payer = draft.public(dice, Payer::Study);
    let parent = draft.name(dice, origin);
    let (grant, help) = (dice.between(0, 48_000), dice.stepped(20_000, 55_000, 1_000));
    for month in months() {
        let when = When::early(dice, working(month.on(5)));
        draft.transfer(when, payer, person.account, grant, "BOURSE ETUDES");
        let day = month.on(dice.days(1, 5));
        let when = When::office(dice, day);
        draft.gift(when, person.account, &parent, help, "pour le mois");
    }
    let sum = dice.stepped(26_000, 42_000, 500);
    rent(draft, dice, market, &person, sum);
    person.live(draft, dice);
    if dice.chance(25) {
        circles::second_hand(draft, dice, person.account, recent);
    }
    recent.push(person.account);
}

pub(super) fn without_work(
    draft: &mut Draft,
    dice: &mut Dice,
    market: &mut Market,
    town: usize,
    recent: &mut Vec<usize>,
) {
    let origin = origin(dice);
    let mut person = adult(draft, dice, town, origin);
    let payer = draft.public(dice, Payer::Work);
    let amount = dice.between(58_000, 118_000);
    for month in months() {
        let when = When::early(dice, working(month.on(4)));
        draft.transfer(when, payer, person.account, amount, format!("ALLOCATION RETOUR TRAVAIL {}", month.slip()));
    }
    if dice.chance(55) {
        allowance(draft, dice, person.account, (18_000, 41_000));
    }
    let sum = dice.stepped(32_000, 48_000, 500);
    rent(draft, dice, market, &person, sum);
    person.purchases = (person.purchases.0 * 2 / 3, person.purchases.1 * 2 / 3);
    person.live(draft, dice);
    recent.push(person.account);
}
