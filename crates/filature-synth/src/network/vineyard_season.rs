//! A vineyard season: people of one area pay a recruiter before it begins; at harvest estates pay a labour firm, which
//! takes most of it out in cash within three days; pay is under the legal floor, late, or handed back in part
//! (safeguards, 5.3: case 7).

use std::sync::Arc;

use super::scene::{Chest, EMPLOYER, FACILITATOR, Scene, Ties, VICTIM, small_purchase, weeks};
use crate::calendar::{civil, months, working};
use crate::case::Bank;
use crate::dice::Dice;
use crate::draft::{Draft, Payee, When};
use crate::names::fancy;
use crate::people::Origin;
use crate::truth::NetworkForm;

struct Worker {
    /// Account at home, from which the fee is paid.
    home: usize,
    /// Account in France, for those who are paid by transfer.
    here: Option<usize>,
}

struct Season {
    workers: Vec<Worker>,
    firm: usize,
    estates: Vec<usize>,
    recruiter: usize,
    /// What an estate pays for a worker's week, in cents.
    week_price: i64,
    wage: i64,
    /// Least and most of the pay that is handed back, in hundredths.
    back: Option<(i64, i64)>,
    cash_share: (i64, i64),
}

/// First week of the harvest, counted in days from the end of the case.
const HARVEST_WEEKS: usize = 9;

pub(super) fn weave(draft: &mut Draft, dice: &mut Dice) {
    let scene = Scene::begin(draft, dice, NetworkForm::VineyardSeason, &[Origin::Serbia, Origin::Albania], (2, 4));
    let season = hire(draft, dice, &scene);
    let foremen = scene.controllers(draft, dice, season.workers.len());
    let payees = scene.payees(draft, dice, 2, 5);
    fees(draft, dice, &scene, &season, &payees);
    let weeks = weeks(draft);
    let harvest: Vec<i32> = weeks.into_iter().rev().take(HARVEST_WEEKS).rev().collect();
    let mut chests = Chest::all(&foremen);
    for day in harvest {
        let drawn = invoices(draft, dice, &scene, &season, day);
        // A part of the cash shows again, paid in and sent by the foremen.
        for chest in &mut chests {
            let part = drawn * dice.between(18, 34) / 100 / i64::try_from(foremen.len()).unwrap_or(1) / 1_000 * 1_000;
            let machine = (scene.at(1), dice.index(3));
            let when = When::office(dice, day + 5);
            draft.cash_in_at(when, chest.controller, machine, "", part);
            chest.held += part;
            chest.pass_on(draft, dice, &scene, &payees, day + 6);
        }
    }
    wages(draft, dice, &scene, &season, &foremen);
}

fn hire(draft: &mut Draft, dice: &mut Dice, scene: &Scene) -> Season {
    let city = scene.town(draft, 0);
    let bank = *dice.pick(&[Bank::Confluent, Bank::Coteaux, Bank::DeuxRives]);
    let firm_name = format!("Façons Viticoles {} SARL", fancy(dice));
    let firm = draft.firm(dice, bank, &firm_name, &city);
    draft.accounts[firm].opening_minor = dice.between(20_000, 150_000);
    draft.accounts[firm].opened_on = civil(draft.first - dice.days(20, 200));
    draft.is_part(firm, "employer", EMPLOYER);
    let home_bank = if scene.home == Origin::Albania { Bank::Lisi } else { Bank::Jasen };
    let recruiter = draft.person(dice, home_bank, scene.home, scene.village);
    draft.is_part(recruiter, "recruiter", FACILITATOR);
    let mut estates = Vec::new();
    for _ in 0..dice.index(3) + 3 {
        let name = format!("Domaine {}", fancy(dice));
        let estate = draft.firm(dice, Bank::Cimes, &name, &city);
        draft.is_part(estate, "estate", None);
        estates.push(estate);
    }
    Season {
        workers: workers(draft, dice, scene, home_bank),
        firm,
        estates,
        recruiter,
        week_price: dice.between(38_000, 52_000),
        wage: dice.stepped(58_000, 78_000, 1_000),
        back: dice.chance(65).then(|| (dice.between(28, 36), dice.between(38, 52))),
        cash_share: (dice.between(68, 74), dice.between(78, 88)),
    }
}

/// Everyone has an account at home; four in ten are paid from hand to hand and have none here.
fn workers(draft: &mut Draft, dice: &mut Dice, scene: &Scene, home_bank: Bank) -> Vec<Worker> {
    let count = dice.index(20) + 8;
    let ties = Ties { address: true, ..Ties::drawn(dice) };
    let here = scene.people(draft, dice, count * 6 / 10, ties);
    let mut workers = Vec::new();
    for number in 0..count {
        let french = here.get(number).copied();
        let home = match french {
            Some(account) => {
                let name = draft.accounts[account].holder.to_string();
                let opened = months().get(5).map_or(0, |month| month.first) + dice.days(6, 16);
                draft.accounts[account].opened_on = civil(working(opened));
                draft.accounts[account].opening_minor = 0;
                draft.is_part(account, "worker", VICTIM);
                draft.named(dice, home_bank, name, scene.village)
            }
            None => draft.person(dice, home_bank, scene.home, scene.village),
        };
        draft.is_part(home, "worker", VICTIM);
        workers.push(Worker { home, here: french });
    }
    workers
}

/// In the two months before: a relative lends, the recruiter is paid, and passes a part on.
fn fees(draft: &mut Draft, dice: &mut Dice, scene: &Scene, season: &Season, payees: &[Payee]) {
    let fee =
        if dice.chance(25) { dice.stepped(300_000, 850_000, 10_000) } else { dice.stepped(60_000, 240_000, 5_000) };
    let start = months().get(4).map_or(0, |month| month.first);
    let (word, loan) =
        if scene.home == Origin::Albania { ("pagese pune Franca", "hua") } else { ("za posao Francuska", "pozajmica") };
    let mut paid = 0;
    for worker in &season.workers {
        if dice.chance(14) {
            continue;
        }
        let own = fee * dice.between(86, 114) / 100 / 1_000 * 1_000;
        let day = working(start + dice.days(2, 52));
        let lender = draft.relative(dice, scene.home, &Arc::clone(&draft.accounts[worker.home].holder));
        let when = When::office(dice, day - 1);
        draft.gift(when, worker.home, &lender, own, loan);
        let first = if dice.chance(25) { own / 2 } else { own };
        let when = When::office(dice, day);
        draft.transfer(when, worker.home, season.recruiter, first, word);
        let days = dice.days(5, 15);
        let when = When::office(dice, working(day + days));
        draft.transfer(when, worker.home, season.recruiter, own - first, word);
        paid += own;
    }
    let town = scene.village;
    for number in 0..dice.days(3, 6) {
        let amount = paid * dice.between(5, 12) / 100 / 1_000 * 1_000;
        let when = When::office(dice, start + 66 + number * 2);
        draft.cash_out(dice, when, season.recruiter, (scene.home, town), amount);
    }
    let partner = draft.person(dice, draft.accounts[season.recruiter].bank, scene.home, payees[0].village.as_ref());
    draft.is_part(partner, "home", FACILITATOR);
    let when = When::office(dice, working(start + 64));
    draft.transfer(when, season.recruiter, partner, paid * dice.between(20, 34) / 100, "deo");
}

/// Estates pay for the week; most of it is drawn within three days. Gives what was drawn.
fn invoices(draft: &mut Draft, dice: &mut Dice, scene: &Scene, season: &Season, day: i32) -> i64 {
    let hands = i64::try_from(season.workers.len()).unwrap_or(0);
    let estates = i64::try_from(season.estates.len()).unwrap_or(1);
    let mut drawn = 0;
    for &estate in &season.estates {
        if dice.chance(18) {
            continue;
        }
        let paid = season.week_price * hands / estates * dice.between(88, 112) / 100;
        let day = working(day + dice.days(0, 3));
        let when = When::office(dice, day);
        draft.transfer(when, estate, season.firm, paid, "FACTURE VENDANGES");
        let mut left = paid * dice.between(season.cash_share.0, season.cash_share.1) / 100;
        while left >= 20_000 {
            let amount = dice.stepped(60_000, 290_000, 10_000).min(left / 1_000 * 1_000);
            let machine = (scene.at(dice.index(2)), dice.index(3));
            let later = if dice.chance(90) { dice.days(60, 4_000) } else { dice.days(4_400, 8_000) };
            draft.cash_out_at(when.later(later), season.firm, machine, amount);
            (left, drawn) = (left - amount, drawn + amount);
        }
    }
    drawn
}

/// Two months' pay, near one sum for all; in some networks a part of it goes back to a foreman.
fn wages(draft: &mut Draft, dice: &mut Dice, scene: &Scene, season: &Season, foremen: &[usize]) {
    for month in months().into_iter().skip(6) {
        let payday = working(month.on(26));
        for (number, worker) in season.workers.iter().enumerate() {
            let Some(account) = worker.here else { continue };
            if dice.chance(7) {
                continue;
            }
            let wage = season.wage * dice.between(99, 101) / 100;
            let when = When::early(dice, payday);
            draft.wage(when, season.firm, account, wage, format!("SALAIRE SAISON {}", month.slip()));
            let mut purse = wage;
            if let (Some((low, high)), false) = (season.back, dice.chance(12)) {
                let back = wage * dice.between(low, high) / 100;
                let text = *dice.pick(&["logement", "transport", "avance"]);
                let day = payday + dice.days(0, 3);
                let when = When::office(dice, day);
                draft.transfer(when, account, foremen[number % foremen.len()], back, text);
                purse -= back;
            }
            let cash = purse * dice.between(55, 85) / 100 / 1_000 * 1_000;
            let machine = (scene.at(0), dice.index(3));
            let when = When::awake(dice, payday + 2);
            draft.cash_out_at(when, account, machine, cash);
            if dice.chance(50) {
                small_purchase(draft, dice, scene, account, payday + 2, 2_000);
            }
        }
    }
}
