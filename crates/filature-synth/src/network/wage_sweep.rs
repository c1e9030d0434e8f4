//! Forced labour: wages leave for one account within two days of being paid, often in two parts of which one is the same
//! for all (safeguards, 5.3: case 8).

use super::corridor::Network;
use crate::calendar::Month;
use crate::dice::Dice;
use crate::draft::{Draft, When};

/// Pays the wages and lets most of each leave for the collector within 48 hours; gives the sum that did.
pub(super) fn gather(draft: &mut Draft, dice: &mut Dice, network: &Network, payday: i32, month: Month) -> i64 {
    let texts = ["avance", "logement", "transport", "remboursement", "dette voyage"];
    let plan = &network.plan;
    let parts = if plan.weekly { 4 } else { 1 };
    let mut pool = 0;
    for (number, &worker) in network.workers.iter().enumerate() {
        if network.is_away(number, month) || dice.chance(plan.missing) {
            continue;
        }
        let wage = dice.between(plan.wage.0, plan.wage.1) / parts;
        let when = When::early(dice, payday);
        draft.wage(when, network.employer, worker, wage, format!("SALAIRE {}", month.slip()));
        if dice.chance(plan.missing) {
            continue;
        }
        let swept = wage * dice.between(plan.share.0, plan.share.1) / 100;
        // Some pay in two goes: the first alone would not show the share.
        let (first, first_text) = match plan.deduction {
            Some((amount, text)) => ((amount / parts).min(swept), text),
            None if dice.chance(25) => (swept * 6 / 10, texts[dice.index(texts.len())]),
            None => (swept, texts[dice.index(texts.len())]),
        };
        let day = payday + dice.days(0, 1);
        let text = if plan.deduction.is_some() { texts[dice.index(texts.len())] } else { first_text };
        for (offset, amount, text) in [(0, first, first_text), (15, swept - first, text)] {
            let when = When { day, minute: dice.days(500, 1_200) + offset };
            draft.transfer(when, worker, network.collector, amount, text);
        }
        pool += swept;
    }
    pool
}
