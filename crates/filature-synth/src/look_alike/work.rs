//! Work: a payroll, season workers lodged by their employer, pay that is advanced against a fee, travel that an employer
//! advances.

use filature_model::AccountKind;

use crate::calendar::{civil, months, working};
use crate::case::Bank;
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::life::{Town, live, remit_at_feasts};
use crate::names::fancy;
use crate::people::Origin;

/// An employer is paid by clients and pays wages, and charges on them, on one day of the month.
pub(super) fn payroll(draft: &mut Draft, dice: &mut Dice, _: &Town) {
    let firm = draft.firm(dice, Bank::Coteaux, "Imprimerie Papyrelle SARL", "Valence");
    draft.takes_part(firm, "employer");
    let staff: Vec<(usize, i64)> = (0..dice.index(5) + 10)
        .map(|_| (draft.person(dice, Bank::Cimes, Origin::France, "Valence"), dice.between(148_000, 241_000)))
        .collect();
    for &(person, _) in &staff {
        draft.takes_part(person, "employee");
    }
    for month in months() {
        for &(person, wage) in &staff {
            let when = When::early(dice, working(month.on(27)));
            draft.wage(when, firm, person, wage, format!("SALAIRE {}", month.slip()));
        }
        for client in ["Mairie de Villars-les-Ormeaux", "Éditions Brindacier", "Cartonnages Ficellor"] {
            let day = working(month.on(dice.days(4, 25)));
            let when = When::office(dice, day);
            let amount = dice.between(900_000, 1_650_000);
            draft.gift(when, firm, client, amount, "REGLEMENT FACTURE");
        }
        let charges = staff.iter().map(|(_, wage)| wage).sum::<i64>() * 42 / 100;
        let when = When::early(dice, working(month.on(15)));
        draft.bill(when, firm, "Caisse de Cotisations Sociales", charges, "COTISATIONS SOCIALES");
    }
}

/// Season workers live in their employer's lodging and pay a fair price for it; what is left is theirs, and
/// is spent and saved as people do.
pub(super) fn lodged_season_workers(draft: &mut Draft, dice: &mut Dice, _: &Town) {
    let employer = draft.firm(dice, Bank::Cimes, "Vergers Pommeraie Claire SARL", "Valence");
    draft.takes_part(employer, "employer");
    let address = "Logis des Vergers, Valence";
    for number in 0..dice.index(2) + 4 {
        let bank = [Bank::Coteaux, Bank::Confluent][number % 2];
        let worker = draft.person(dice, bank, Origin::Serbia, "Valence");
        draft.accounts[worker].address = address.to_owned();
        draft.takes_part(worker, "worker");
        let payee = draft.payee(dice, Origin::Serbia, Origin::Serbia.villages()[number % 3]);
        for month in months().into_iter().skip(3) {
            let when = When::early(dice, working(month.on(5)));
            let wage = dice.between(148_000, 176_000);
            draft.wage(when, employer, worker, wage, format!("SALAIRE SAISON {}", month.slip()));
            let day = working(month.on(dice.days(7, 10)));
            let when = When::office(dice, day);
            draft.transfer(when, worker, employer, 18_500, "LOGEMENT SAISON");
            for _ in 0..dice.days(3, 6) {
                let when = When { day: dice.days(month.first, month.last), minute: dice.days(700, 1_260) };
                let amount = dice.between(900, 8_800);
                draft.card(dice, when, worker, (Origin::France, "Valence"), amount);
            }
        }
        remit_at_feasts(draft, dice, worker, Some(&payee));
    }
}

/// A firm that advances earned pay: it sends small sums to many people of several firms during the month, and takes them
/// back in full on the day of pay, for a small fee; what is left is theirs.
pub(super) fn wage_advance(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let name = format!("Paie Avancée {} SAS", fancy(dice));
    let advancer = draft.firm(dice, Bank::DeuxRives, &name, city);
    draft.takes_part(advancer, "advancer");
    for number in 0..dice.index(4) + 6 {
        let bank = [Bank::Confluent, Bank::Coteaux][number % 2];
        let person = draft.person(dice, bank, Origin::France, city);
        draft.takes_part(person, "employee");
        let mut habits = town.habits(dice, city, (6, 11));
        let Some((employer, wage, _)) = habits.wage.take() else { continue };
        for month in months() {
            let payday = working(month.on(28));
            let mut due = 0;
            for _ in 0..dice.days(0, 3) {
                let day = month.on(dice.days(6, 24));
                let when = When::awake(dice, day);
                let amount = dice.stepped(5_000, 25_000, 1_000);
                draft.transfer(when, advancer, person, amount, "avance sur salaire");
                due += amount + 190;
            }
            let when = When::early(dice, payday);
            draft.wage(when, employer, person, wage, format!("SALAIRE {}", month.slip()));
            draft.transfer(when.later(60), person, advancer, due, "PRLV remboursement avance");
        }
        live(draft, dice, person, &habits);
    }
}

/// An employer buys the journeys of people it hires abroad, lodges them for the first month and takes the advance back in
/// equal small parts, as their contract says; they live on the rest.
pub(super) fn travel_advance(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let name = format!("Conserverie {} SAS", fancy(dice));
    let employer = draft.firm(dice, Bank::Coteaux, &name, city);
    draft.takes_part(employer, "employer");
    let origin = *dice.pick(&Origin::ABROAD);
    let arrives = months();
    for month in &arrives {
        let day = working(month.on(dice.days(6, 20)));
        let when = When::office(dice, day);
        let paid = dice.between(1_100_000, 1_900_000);
        draft.gift(when, employer, "Centrale des Épiceries du Val", paid, "REGLEMENT FACTURE");
    }
    let advance = dice.stepped(24_000, 42_000, 3_000);
    let start = dice.index(3);
    let lodging = format!("Résidence {}", fancy(dice));
    for number in 0..dice.index(4) + 5 {
        let worker = draft.person(dice, [Bank::Confluent, Bank::DeuxRives][number % 2], origin, city);
        let opened = arrives.get(start).map_or(0, |month| month.first) + dice.days(1, 3);
        draft.accounts[worker].opened_on = civil(working(opened));
        draft.accounts[worker].introducer = name.clone();
        draft.takes_part(worker, "worker");
        let wage = dice.between(146_000, 172_000);
        let day = opened - dice.days(4, 10);
        let when = When::office(dice, day);
        let fare = dice.between(9_000, 16_000);
        draft.card_at(dice, when, employer, ("Autocars Longroute", "4131"), city, fare);
        let when = When::office(dice, opened + 1);
        draft.card_at(dice, when, employer, (&lodging, "7011"), city, advance);
        for month in arrives.iter().skip(start) {
            let when = When::early(dice, working(month.on(28)));
            draft.wage(when, employer, worker, wage, format!("SALAIRE {}", month.slip()));
            let when = When::office(dice, working(month.on(28)) + 1);
            draft.transfer(when, worker, employer, advance / 6, "remboursement avance voyage");
        }
        let mut habits = town.habits(dice, city, (6, 10));
        habits.wage = None;
        let village = *dice.pick(origin.villages());
        habits.abroad = Some(draft.payee(dice, origin, village));
        live(draft, dice, worker, &habits);
    }
}

/// A shop that takes parcels and couriers who deliver them: many small sums from strangers, cash at odd hours, weekly
/// settlements to many people.
pub(super) fn parcel_shop(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let name = format!("Relais Colis {} SARL", fancy(dice));
    let shop = draft.firm(dice, Bank::Confluent, &name, city);
    draft.accounts[shop].kind = AccountKind::Merchant;
    draft.takes_part(shop, "shop");
    let couriers: Vec<usize> = (0..dice.index(3) + 4)
        .map(|number| {
            let origin = *dice.pick(&[Origin::France, Origin::Romania, Origin::Serbia]);
            let courier = draft.person(dice, [Bank::Coteaux, Bank::DeuxRives][number % 2], origin, city);
            draft.takes_part(courier, "courier");
            let mut habits = town.habits(dice, city, (7, 12));
            habits.wage = None;
            live(draft, dice, courier, &habits);
            courier
        })
        .collect();
    for month in months() {
        for _ in 0..dice.days(18, 30) {
            let payer = draft.passer_by(dice);
            let when = When { day: dice.days(month.first, month.last), minute: dice.days(540, 1_390) };
            draft.paid_by(when, payer, shop, dice.between(390, 3_900), "colis");
        }
        for _ in 0..dice.days(6, 9) {
            let when = When { day: dice.days(month.first, month.last), minute: dice.days(1_200, 1_400) };
            let amount = dice.stepped(9_000, 42_000, 500);
            draft.cash_in(dice, when, shop, city, amount);
        }
        let when = When::office(dice, working(month.on(3)));
        draft.gift(when, shop, "Messageries Hirondelle", dice.between(380_000, 620_000), "COMMISSIONS RELAIS");
        for &courier in &couriers {
            for day in [6, 13, 20, 27] {
                let when = When::office(dice, working(month.on(day)));
                draft.transfer(when, shop, courier, dice.between(29_000, 52_000), "livraisons semaine");
            }
        }
    }
}
