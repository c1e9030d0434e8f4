//! What becomes of a corridor's money: sends to a village, cash, a transfer home, a car there; and the little on which its
//! people live.

use std::sync::Arc;

use super::corridor::Network;
use crate::calendar::{Month, months, working};
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::people::Origin;

/// Sends the pool on: remittances to the village, cash in two or three towns, a transfer home. Little stays.
/// Gives what went to the account at home.
pub(super) fn spend(draft: &mut Draft, dice: &mut Dice, network: &Network, pool: i64, from_day: i32) -> i64 {
    let mut to_remit = pool * dice.between(46, 54) / 100;
    let mut to_draw = pool * dice.between(14, 19) / 100;
    let home = pool * dice.between(21, 26) / 100 / 1_000 * 1_000;
    let mut turn = dice.index(network.payees.len());
    while to_remit >= 20_000 {
        let amount = dice.stepped(62_000, 98_000, 1_000).min(to_remit / 1_000 * 1_000);
        let day = from_day + dice.days(0, 7);
        let when = When::office(dice, day);
        draft.remit(dice, when, network.collector, &network.payees[turn % network.payees.len()], amount);
        to_remit -= amount;
        turn += 1;
    }
    while to_draw >= 5_000 {
        let amount = dice.stepped(24_000, 50_000, 1_000).min(to_draw / 1_000 * 1_000);
        let town = Arc::clone(dice.pick(&network.towns));
        let when = When { day: from_day + dice.days(0, 8), minute: dice.days(600, 1_320) };
        draft.cash_out(dice, when, network.collector, (Origin::France, &town), amount);
        to_draw -= amount;
    }
    let when = When::office(dice, from_day + 1);
    draft.transfer(when, network.collector, network.home, home, "porodica / famille");
    home
}

/// What a worker is left with: two small purchases a month.
pub(super) fn live_on_little(draft: &mut Draft, dice: &mut Dice, worker: usize, month: Month) {
    let city = draft.accounts[worker].city.clone();
    for _ in 0..dice.days(1, 2) {
        let when = When { day: dice.days(month.first + 3, month.last), minute: dice.days(1_080, 1_260) };
        let amount = dice.between(420, 2_150);
        draft.card(dice, when, worker, (Origin::France, &city), amount);
    }
}

pub(super) fn live_at_home(draft: &mut Draft, dice: &mut Dice, network: &Network, month: Month) {
    let city = draft.accounts[network.home].city.clone();
    for _ in 0..dice.days(2, 4) {
        let when = When { day: dice.days(month.first + 4, month.last), minute: dice.days(540, 1_200) };
        let amount = dice.between(350, 4_200);
        draft.card(dice, when, network.home, (network.plan.home, &city), amount);
    }
}

/// Most of what arrived at home becomes a car.
pub(super) fn buy_car(draft: &mut Draft, dice: &mut Dice, network: &Network, sent_home: i64, month: Month) {
    // The transfer of this month may come after the purchase: four fifths of all but that is there.
    let months_paid = i64::try_from(months().len()).unwrap_or(8) - 1;
    let price = sent_home * (months_paid - 1) / months_paid * 8 / 10 / 10_000 * 10_000;
    let day = working(month.on(dice.days(20, 26)));
    let text = match network.plan.home {
        Origin::Albania => "BLERJE AUTOMJETI",
        _ => "KUPOPRODAJA VOZILA",
    };
    let when = When::office(dice, day);
    draft.transfer(when, network.home, network.seller, price, text);
}
