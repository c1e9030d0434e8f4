//! Forced begging: cash near a quota comes in almost every day, brought by several people to several machines; on some
//! days one hand empties the cards of several people at one machine; the sums go to one village (safeguards, 5.3: case 6
//! and the daily sums of 5.2).

use super::scene::{Chest, Scene, Ties, VICTIM, small_purchase, weeks};
use crate::case::Bank;
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::people::Origin;
use crate::truth::NetworkForm;

struct Person {
    account: usize,
    name: String,
    purse: i64,
}

/// An account into which the cash of the day is paid.
struct Till {
    account: usize,
    held: i64,
    /// The chest that empties it; none where it is the controller's own.
    swept_by: Option<usize>,
}

pub(super) fn weave(draft: &mut Draft, dice: &mut Dice) {
    let scene = Scene::begin(draft, dice, NetworkForm::ForcedBegging, &Origin::ABROAD, (2, 4));
    let count = dice.index(7) + 5;
    let ties = Ties::drawn(dice);
    let accounts = scene.people(draft, dice, count, ties);
    let mut people: Vec<Person> = Vec::new();
    for &account in &accounts {
        draft.is_part(account, "holder", VICTIM);
        people.push(Person { account, name: draft.accounts[account].holder.to_string(), purse: 0 });
        draft.accounts[account].opening_minor = dice.between(0, 1_500);
    }
    let controllers = scene.controllers(draft, dice, count);
    let payees = scene.payees(draft, dice, 3, 6);
    let mut tills = tills(draft, dice, &scene, &controllers);
    let quota = dice.stepped(9_000, 22_000, 500);
    let pause = dice.index(30);
    let emptied_at = (scene.at(0), dice.index(3));
    let mut chests = Chest::all(&controllers);
    for (week, day) in weeks(draft).into_iter().enumerate() {
        // Now and then all of them are away for a week.
        if week != pause {
            for weekday in 0..7 {
                a_day(draft, dice, (&scene, quota), &people, &mut tills, &mut chests, day + weekday);
            }
            own_cards(draft, dice, &scene, &mut people, day);
        }
        if week % 2 == 1 {
            empty_cards(draft, dice, emptied_at, &mut people, day + 6);
        }
        for chest in &mut chests {
            chest.pass_on(draft, dice, &scene, &payees, day + 7);
        }
    }
}

/// One or two accounts: a controller's own, or that of someone from whom it is swept.
fn tills(draft: &mut Draft, dice: &mut Dice, scene: &Scene, controllers: &[usize]) -> Vec<Till> {
    let mut tills = vec![Till { account: controllers[0], held: 0, swept_by: None }];
    if dice.chance(65) {
        let city = scene.town(draft, 1);
        let account = draft.person(dice, Bank::Confluent, scene.home, &city);
        draft.accounts[account].opening_minor = dice.between(500, 4_000);
        draft.is_part(account, "collector", VICTIM);
        tills.push(Till { account, held: 0, swept_by: Some(controllers.len() - 1) });
    }
    tills
}

fn a_day(
    draft: &mut Draft,
    dice: &mut Dice,
    (scene, quota): (&Scene, i64),
    people: &[Person],
    tills: &mut [Till],
    chests: &mut [Chest],
    day: i32,
) {
    for till in tills {
        if !dice.chance(if till.swept_by.is_some() { 78 } else { 86 }) {
            continue;
        }
        // Two people on some days: each brings a part.
        let visits = if dice.chance(25) { 2 } else { 1 };
        for _ in 0..visits {
            let by = dice.index(people.len());
            let amount = (quota * dice.between(62, 128) / 100 / visits).clamp(5_000, 40_000) / 500 * 500;
            let machine = (scene.at(dice.index(scene.towns.len())), dice.index(3));
            let when = When { day, minute: dice.days(1_050, 1_380) };
            let name = if dice.chance(70) { people[by].name.as_str() } else { "" };
            draft.cash_in_at(when, till.account, machine, name, amount);
            till.held += amount;
        }
        match till.swept_by {
            None => chests[0].held += std::mem::take(&mut till.held),
            Some(chest) if till.held > quota * 2 && dice.chance(60) => {
                let swept = till.held * dice.between(86, 98) / 100;
                let when = When { day: day + 1, minute: dice.days(420, 700) };
                draft.transfer(when, till.account, chests[chest].controller, swept, "virement");
                till.held -= swept;
                chests[chest].held += swept;
            }
            Some(_) => {}
        }
    }
}

/// What comes to people's own accounts: a little cash, a purchase now and then.
fn own_cards(draft: &mut Draft, dice: &mut Dice, scene: &Scene, people: &mut [Person], day: i32) {
    for person in people {
        for _ in 0..dice.days(0, 2) {
            let amount = dice.stepped(2_000, 9_000, 500);
            let machine = (scene.at(dice.index(scene.towns.len())), dice.index(3));
            let when = When { day: day + dice.days(0, 4), minute: dice.days(1_000, 1_380) };
            draft.cash_in_at(when, person.account, machine, "", amount);
            person.purse += amount;
        }
        if person.purse > 3_000 && dice.chance(15) {
            person.purse -= small_purchase(draft, dice, scene, person.account, day + 5, 1_500);
        }
    }
}

/// At one machine, within minutes, most of the cards.
fn empty_cards(draft: &mut Draft, dice: &mut Dice, machine: (usize, usize), people: &mut [Person], day: i32) {
    let mut when = When { day, minute: dice.days(480, 1_260) };
    for person in people {
        let amount = person.purse * dice.between(82, 99) / 100 / 1_000 * 1_000;
        if amount >= 2_000 && dice.chance(88) {
            draft.cash_out_at(when, person.account, machine, amount);
            person.purse -= amount;
            when = when.later(dice.days(1, 3));
        }
    }
}
