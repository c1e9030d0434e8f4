//! People at home in Serbia and Albania: pay of a firm there, shops, cash.

use super::firms::Market;
use crate::calendar::{months, working};
use crate::case::Bank;
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::names::fancy;
use crate::people::Origin;

pub(super) fn household(draft: &mut Draft, dice: &mut Dice, market: &mut Market) {
    let at = dice.index(2);
    let (bank, origin, word) = [(Bank::Jasen, Origin::Serbia, "ZARADA"), (Bank::Lisi, Origin::Albania, "PAGA")][at];
    let city = *dice.pick(origin.towns());
    let (employer, free) = match market.abroad[at] {
        Some((firm, free)) if free > 0 => (firm, free),
        _ => {
            let form = if at == 0 { "d.o.o." } else { "shpk" };
            let name = format!("{} {} {form}", if at == 0 { "Prerada" } else { "Prodhimi" }, fancy(dice));
            (draft.firm(dice, bank, &name, city), 10 + dice.below(80))
        }
    };
    market.abroad[at] = Some((employer, free - 1));
    let account = draft.person(dice, bank, origin, city);
    let (wage, payday) = (dice.between(52_000, 98_000), dice.days(5, 12));
    for month in months() {
        let when = When::early(dice, working(month.on(payday)));
        draft.wage(when, employer, account, wage + dice.between(-900, 900), format!("{word} {}", month.slip()));
        for _ in 0..dice.days(5, 12) {
            let day = dice.days(month.first, month.last);
            let when = When::awake(dice, day);
            let amount = dice.between(250, 4_900);
            draft.card(dice, when, account, (origin, city), amount);
        }
        for _ in 0..dice.days(0, 3) {
            let day = dice.days(month.first, month.last);
            let when = When::awake(dice, day);
            let amount = dice.stepped(2_000, 12_000, 1_000);
            draft.cash_out(dice, when, account, (origin, city), amount);
        }
    }
}
