//! Minors: accounts of holders under eighteen take cash and the price of things sold almost daily, an adult pays their
//! lodging, gathers the money and sends it on within days (safeguards, 5.3: case 6).

use super::scene::{Chest, Scene, Ties, VICTIM, small_purchase, weeks};
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::names::fancy;
use crate::people::Origin;
use crate::truth::NetworkForm;

struct Minor {
    account: usize,
    purse: i64,
    /// How many days of a week show takings.
    days: (i32, i32),
    sells: bool,
}

struct Shape {
    quota: i64,
    hotels: Vec<String>,
    /// Those who buy gold, telephones and the like, with their category.
    buyers: Vec<(String, &'static str)>,
    share: (i64, i64),
}

pub(super) fn weave(draft: &mut Draft, dice: &mut Dice) {
    let scene = Scene::begin(draft, dice, NetworkForm::Minors, &Origin::ABROAD, (2, 4));
    let count = dice.index(6) + 4;
    let ties = Ties::drawn(dice);
    let accounts = scene.people(draft, dice, count, ties);
    let mut minors: Vec<Minor> = Vec::new();
    for &account in &accounts {
        draft.aged(dice, account, 12, 16);
        draft.is_part(account, "holder", VICTIM);
        let days = dice.days(2, 4);
        let purse = draft.accounts[account].opening_minor;
        // One at least sells: that is what tells the form from cash alone.
        let sells = dice.chance(60) || minors.is_empty();
        minors.push(Minor { account, purse, days: (days, days + 1), sells });
    }
    let controllers = scene.controllers(draft, dice, count);
    let payees = scene.payees(draft, dice, 2, 4);
    let shape = Shape {
        quota: dice.stepped(6_000, 12_000, 500),
        hotels: scene.towns.iter().map(|_| format!("Hôtel {}", fancy(dice))).collect(),
        buyers: vec![
            (format!("Or et Argent {}", fancy(dice)), "5933"),
            (format!("Occasions {}", fancy(dice)), "5931"),
            (format!("Reprise Mobile {}", fancy(dice)), "5931"),
        ],
        share: (dice.between(75, 85), dice.between(90, 99)),
    };
    let mut chests = Chest::all(&controllers);
    for (week, day) in weeks(draft).into_iter().enumerate() {
        for (number, minor) in minors.iter_mut().enumerate() {
            if !dice.chance(9) {
                let chest = &mut chests[number % controllers.len()];
                a_week(draft, dice, (&scene, &shape), minor, chest, (day, week + number));
            }
        }
        for (number, chest) in chests.iter_mut().enumerate() {
            lodge(draft, dice, (&scene, &shape), chest, (day, week / 3 + number));
            chest.pass_on(draft, dice, &scene, &payees, day + 7);
        }
    }
}

fn a_week(
    draft: &mut Draft,
    dice: &mut Dice,
    (scene, shape): (&Scene, &Shape),
    minor: &mut Minor,
    chest: &mut Chest,
    (day, town): (i32, usize),
) {
    let mut next = day;
    for _ in 0..dice.days(minor.days.0, minor.days.1) {
        let amount = (shape.quota * dice.between(60, 150) / 100 / 500 * 500).clamp(5_000, 25_000);
        let machine = (scene.at(town + dice.index(2)), dice.index(3));
        draft.cash_in_at(When { day: next, minute: dice.days(960, 1_400) }, minor.account, machine, "", amount);
        minor.purse += amount;
        next += 1;
    }
    if minor.sells && dice.chance(55) {
        let (buyer, mcc) = &shape.buyers[dice.index(shape.buyers.len())];
        let amount = dice.stepped(4_000, 38_000, 500);
        let when = When::office(dice, next);
        draft.sale(when, minor.account, buyer, mcc, amount);
        minor.purse += amount;
    }
    if dice.chance(12) && minor.purse > 3_000 {
        minor.purse -= small_purchase(draft, dice, scene, minor.account, next, 1_400);
    }
    // On one or two days what is there leaves; in some weeks it waits.
    for later in 0..dice.days(0, 2) {
        let swept = minor.purse * dice.between(shape.share.0, shape.share.1) / 100;
        if swept >= 3_000 {
            let when = When { day: next + 1 + later, minute: dice.days(600, 1_430) };
            draft.transfer(when, minor.account, chest.controller, swept, "virement");
            minor.purse -= swept;
            chest.held += swept;
        }
    }
}

fn lodge(
    draft: &mut Draft,
    dice: &mut Dice,
    (scene, shape): (&Scene, &Shape),
    chest: &mut Chest,
    (day, town): (i32, usize),
) {
    let price = dice.stepped(14_000, 32_000, 500);
    if chest.held >= price && !dice.chance(12) {
        let city = scene.town(draft, town);
        let when = When { day, minute: dice.days(720, 1_300) };
        let hotel = (shape.hotels[town % shape.hotels.len()].as_str(), "7011");
        draft.card_at(dice, when, chest.controller, hotel, &city, price);
        chest.held -= price;
    }
}
