//! Benefit fraud in victims' names: accounts of newcomers opened in a row, benefits of several of them that land in one
//! account or leave for one hand within a day, credits taken in their names whose proceeds are gone in three days
//! (safeguards, 5.3: cases 8 and 9).

use super::scene::{Chest, Scene, Ties, VICTIM, small_purchase, weeks};
use crate::calendar::{civil, months, working};
use crate::dice::Dice;
use crate::draft::{Draft, Payer, When};
use crate::names::fancy;
use crate::people::Origin;
use crate::truth::NetworkForm;

struct Newcomer {
    account: usize,
    /// Number under which benefits are paid.
    beneficiary: String,
    /// Benefits of a month, in cents, and the day.
    benefit: (i64, i32),
    /// First day on which anything is paid.
    from: i32,
    purse: i64,
    route: Route,
}

/// How the benefits of a person leave.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Route {
    /// They are paid to the collector's account from the start.
    IntoOne,
    /// They leave by transfer.
    Transfer,
    /// The card is emptied at one machine.
    Machine,
}

pub(super) fn weave(draft: &mut Draft, dice: &mut Dice) {
    let scene = Scene::begin(draft, dice, NetworkForm::BenefitFraud, &Origin::ABROAD, (2, 3));
    let count = dice.index(15) + 6;
    let ties = Ties { batch: true, ..Ties::drawn(dice) };
    let accounts = scene.people(draft, dice, count, ties);
    let mut newcomers: Vec<Newcomer> = Vec::new();
    let mut opened = draft.first + dice.days(0, 20);
    for (number, &account) in accounts.iter().enumerate() {
        draft.is_part(account, "holder", VICTIM);
        // In a row: three or four at a time, some days later the next.
        if number % 4 == 3 {
            opened += dice.days(4, 14);
        }
        draft.accounts[account].opened_on = civil(working(opened + dice.days(0, 2)));
        draft.accounts[account].opening_minor = 0;
        newcomers.push(Newcomer {
            account,
            beneficiary: format!("{:07}", dice.below(10_000_000)),
            benefit: (dice.between(24_000, 68_000), dice.days(4, 6)),
            from: opened + dice.days(10, 40),
            purse: 0,
            route: *dice.pick(&[Route::IntoOne, Route::IntoOne, Route::Transfer, Route::Transfer, Route::Machine]),
        });
    }
    let controllers = scene.controllers(draft, dice, count);
    let payees = scene.payees(draft, dice, 2, 4);
    let mut chests = Chest::all(&controllers);
    let family = draft.public(dice, Payer::Family);
    let machine = (scene.at(0), dice.index(3));
    for month in months() {
        for (number, newcomer) in newcomers.iter_mut().enumerate() {
            let day = working(month.on(newcomer.benefit.1));
            let chest = &mut chests[number % controllers.len()];
            // A payment is late or withheld now and then.
            if day >= newcomer.from && !dice.chance(8) {
                benefit(draft, dice, newcomer, chest, family, (day, machine), &month.slip());
            }
            if newcomer.purse > 2_500 && dice.chance(20) {
                newcomer.purse -= small_purchase(draft, dice, &scene, newcomer.account, day + 6, 1_600);
            }
        }
    }
    credits(draft, dice, &mut newcomers, &mut chests);
    send_on(draft, dice, &scene, &mut chests, &payees);
}

fn benefit(
    draft: &mut Draft,
    dice: &mut Dice,
    newcomer: &mut Newcomer,
    chest: &mut Chest,
    payer: usize,
    (day, machine): (i32, (usize, usize)),
    slip: &str,
) {
    let amount = newcomer.benefit.0 + dice.between(-900, 900);
    let when = When::early(dice, day);
    let name = draft.accounts[newcomer.account].holder.to_string();
    let text = format!("CAF ALLOCATIONS {slip} {} {name}", newcomer.beneficiary);
    if newcomer.route == Route::IntoOne {
        draft.transfer(when, payer, chest.controller, amount, text);
        chest.held += amount;
        return;
    }
    draft.transfer(when, payer, newcomer.account, amount, text);
    newcomer.purse += amount;
    let share = dice.between(84, 98);
    // Within the day, but for some that wait until the next week.
    let later = if dice.chance(85) { dice.days(120, 1_050) } else { dice.days(2_000, 9_000) };
    let when = when.later(later);
    if newcomer.route == Route::Transfer {
        let taken = newcomer.purse * share / 100;
        draft.transfer(when, newcomer.account, chest.controller, taken, "virement");
        newcomer.purse -= taken;
        chest.held += taken;
    } else {
        let taken = newcomer.purse * share / 100 / 1_000 * 1_000;
        // One hand empties several cards: the minutes of the day are close together.
        let when = When { day: when.day, minute: 1_020 + i32::try_from(newcomer.account % 7).unwrap_or(0) * 2 };
        draft.cash_out_at(when, newcomer.account, machine, taken);
        newcomer.purse -= taken;
    }
}

/// Two contracts within a month for about half of them; what was lent is gone within three days.
fn credits(draft: &mut Draft, dice: &mut Dice, newcomers: &mut [Newcomer], chests: &mut [Chest]) {
    let lenders = [format!("Crédit {}", fancy(dice)), format!("Prêt Facile {}", fancy(dice))];
    let count = chests.len();
    for (number, newcomer) in newcomers.iter_mut().enumerate() {
        if !dice.chance(52) {
            continue;
        }
        let mut day = newcomer.from + dice.days(5, 60);
        for lender in &lenders {
            let amount = dice.stepped(80_000, 400_000, 10_000);
            let when = When::office(dice, working(day));
            draft.gift(when, newcomer.account, lender, amount, "DEBLOCAGE CREDIT CONSOMMATION");
            let gone = amount * dice.between(82, 97) / 100;
            let first = if dice.chance(45) { gone * dice.between(50, 70) / 100 } else { gone };
            let controller = chests[number % count].controller;
            draft.transfer(when.later(dice.days(200, 1_500)), newcomer.account, controller, first, "virement");
            draft.transfer(when.later(dice.days(1_600, 3_800)), newcomer.account, controller, gone - first, "virement");
            day += dice.days(6, 26);
        }
    }
}

/// What was gathered by transfer, read back week by week, goes on in the week after.
fn send_on(draft: &mut Draft, dice: &mut Dice, scene: &Scene, chests: &mut [Chest], payees: &[crate::draft::Payee]) {
    for chest in chests {
        chest.held = 0;
        let received = draft.received_by(chest.controller);
        for day in weeks(draft) {
            chest.held += received.range(day - 7..day).map(|(_, minor)| minor).sum::<i64>();
            chest.pass_on(draft, dice, scene, payees, day);
        }
    }
}
