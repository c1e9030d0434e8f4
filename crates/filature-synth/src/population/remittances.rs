//! Money sent home by people who work: some every month after pay, most before feasts, to a relative or two, through the
//! agent round the corner.

use crate::calendar::{feasts, months, working};
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::people::Origin;

use super::day::Person;

/// Writes what a person sends over the months: about what statistics give for a migrant in a year.
pub(super) fn send(draft: &mut Draft, dice: &mut Dice, person: &Person, origin: Origin, payday: i32) {
    if dice.chance(18) {
        return;
    }
    let place = if dice.chance(45) { dice.pick(origin.towns()) } else { dice.pick(origin.villages()) };
    let payees: Vec<_> = (0..dice.days(1, 2)).map(|_| draft.payee(dice, origin, place)).collect();
    let monthly = dice.chance(38);
    let usual = dice.stepped(5_000, 22_000, 1_000);
    let agents = draft.places.get(person.town).agents.len();
    let send = |draft: &mut Draft, dice: &mut Dice, day: i32, amount: i64| {
        let when = When::awake(dice, day);
        let agent = if dice.chance(82) { person.agent } else { dice.index(agents) };
        let payee = if dice.chance(80) { &payees[0] } else { dice.pick(&payees) };
        draft.remit_at(when, person.account, payee, (person.town, agent), amount);
    };
    if monthly {
        for month in months() {
            if dice.chance(85) {
                let day = working(month.on(payday)) + dice.days(0, 6);
                let amount = usual + dice.stepped(-2_000, 4_000, 1_000);
                send(draft, dice, day, amount);
            }
        }
    }
    for feast in feasts() {
        if dice.chance(if monthly { 20 } else { 55 }) {
            let day = feast - dice.days(0, 8);
            let amount = dice.stepped(8_000, 40_000, 1_000);
            send(draft, dice, day, amount);
        }
    }
}
