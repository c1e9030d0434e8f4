//! Lives of the night and of the road: an independent sex worker, musicians and other touring trades, nurses and drivers
//! who work at night, and those who pay for adverts to find people.

use crate::calendar::{Month, months, working};
use crate::case::{Bank, PartOf};
use crate::dice::Dice;
use crate::draft::{Draft, Payer, When};
use crate::life::{Town, live};
use crate::names::fancy;
use crate::people::Origin;

/// Someone who sells sexual services and answers to nobody: credits from many at night, hotels in several towns, adverts.
/// What is earned stays, pays rent, tax, a pension plan and a full life; nothing is forwarded to a person.
pub(super) fn independent_sex_worker(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let origin = *dice.pick(&[Origin::France, Origin::France, Origin::Romania, Origin::Bosnia, Origin::Albania]);
    let person = draft.person(dice, Bank::Confluent, origin, city);
    draft.takes_part(person, "independent");
    let mut habits = town.habits(dice, city, (10, 18));
    (habits.wage, habits.bills) = (None, 4);
    live(draft, dice, person, &habits);
    let hotels: Vec<String> = (0..4).map(|_| format!("Hôtel {}", fancy(dice))).collect();
    let site = format!("Annonces {}", fancy(dice));
    let tax = draft.public(dice, Payer::Tax);
    for (number, month) in months().into_iter().enumerate() {
        let away = number % 3 == 1;
        let nights = if away { Origin::France.towns()[number % 8] } else { city };
        takings(draft, dice, person, nights, month);
        for stay in 0..if away { 3 } else { dice.days(0, 1) } {
            let at = (number * 3 + usize::try_from(stay).unwrap_or(0)) % 8;
            let when = When { day: month.first + 4 + stay * 7, minute: dice.days(840, 1_260) };
            let price = dice.stepped(16_000, 39_000, 100);
            draft.card_at(dice, when, person, (&hotels[at % 4], "7011"), Origin::France.towns()[at], price);
        }
        for _ in 0..dice.days(3, 8) {
            let day = dice.days(month.first, month.last);
            let when = When::awake(dice, day);
            let price = *dice.pick(&[500, 900, 1_200, 1_900, 2_900]);
            draft.card_at(dice, when, person, (&site, "7311"), city, price);
        }
        let when = When::office(dice, working(month.on(15)));
        draft.bill(
            when,
            person,
            "Caisse de Cotisations Sociales",
            dice.between(38_000, 62_000),
            "COTISATIONS INDEPENDANT",
        );
        if number % 4 == 3 {
            let when = When::office(dice, working(month.on(20)));
            draft.transfer(when, person, tax, dice.between(60_000, 140_000), "IMPOT SUR LE REVENU");
        }
    }
}

/// What a month of nights brings, most of it from people who come once.
fn takings(draft: &mut Draft, dice: &mut Dice, person: usize, city: &str, month: Month) {
    for _ in 0..dice.days(16, 30) {
        let day = dice.days(month.first, month.last);
        let when = When { day, minute: 1_200 }.later(dice.days(0, 380));
        let amount = dice.stepped(8_000, 28_000, 1_000);
        if dice.chance(30) {
            draft.cash_in(dice, when, person, city, amount);
        } else {
            let payer = draft.passer_by(dice);
            draft.paid_by(when, payer, person, amount, *dice.pick(&["", "merci", "rdv"]));
        }
    }
}

/// A band, a fairground family or sales people: the same sequence of towns for several, a hotel a week, fees and cash on the
/// road. Pay comes from organisers or an employer, and each keeps it.
pub(super) fn touring_trade(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let trade = *dice.pick(&["Orchestre", "Manèges", "Représentation"]);
    let name = format!("{trade} {} SARL", fancy(dice));
    let firm = draft.firm(dice, Bank::DeuxRives, &name, city);
    draft.takes_part(firm, "firm");
    let hotels: Vec<String> = (0..8).map(|_| format!("Hôtel {}", fancy(dice))).collect();
    for number in 0..dice.index(2) + 3 {
        let person = draft.person(dice, [Bank::Confluent, Bank::Coteaux][number % 2], Origin::France, city);
        draft.takes_part(person, "travelling");
        let mut habits = town.habits(dice, city, (8, 14));
        habits.wage = Some((firm, dice.between(168_000, 236_000), 27));
        live(draft, dice, person, &habits);
        for (week, day) in (draft.first..draft.last).step_by(7).enumerate() {
            if week % 4 == 3 || dice.chance(12) {
                continue;
            }
            let at = week % 8;
            let when = When { day, minute: dice.days(900, 1_330) };
            let price = dice.stepped(14_000, 32_000, 100);
            draft.card_at(dice, when, person, (&hotels[at], "7011"), Origin::France.towns()[at], price);
            let when = When { day: day + 1, minute: 1_260 }.later(dice.days(0, 200));
            let meal = dice.between(1_400, 4_200);
            draft.card(dice, when, person, (Origin::France, Origin::France.towns()[at]), meal);
        }
    }
    for (week, day) in (draft.first..draft.last).step_by(7).enumerate() {
        let at = Origin::France.towns()[week % 8];
        let when = When { day: day + 3, minute: dice.days(1_260, 1_420) };
        let amount = dice.stepped(30_000, 160_000, 1_000);
        draft.cash_in(dice, when, firm, at, amount);
        let organiser = format!("Comité des Fêtes {}", fancy(dice));
        let when = When::office(dice, working(day + 4));
        draft.gift(when, firm, &organiser, dice.between(120_000, 290_000), "CACHET FACTURE");
    }
}

/// Nurses and drivers who work at night: fares or overtime come after ten, purchases at four in the morning, takings of a
/// taxi paid in as cash; the money stays with who earned it.
pub(super) fn night_workers(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    for number in 0..dice.index(2) + 3 {
        let bank = [Bank::Confluent, Bank::Coteaux, Bank::DeuxRives][number % 3];
        let origin = *dice.pick(&[Origin::France, Origin::Serbia, Origin::Bulgaria]);
        let person = draft.person(dice, bank, origin, city);
        let drives = number % 2 == 0;
        draft.takes_part(person, if drives { "driver" } else { "nurse" });
        let mut habits = town.habits(dice, city, (5, 9));
        if drives {
            habits.wage = None;
        }
        live(draft, dice, person, &habits);
        for month in months() {
            for _ in 0..dice.days(10, 18) {
                let when = When { day: dice.days(month.first, month.last), minute: 1_320 }.later(dice.days(0, 420));
                let place = (Origin::France, city);
                if drives && dice.chance(60) {
                    let payer = draft.passer_by(dice);
                    draft.paid_by(when, payer, person, dice.between(1_100, 5_900), "course");
                } else if drives && dice.chance(60) {
                    let amount = dice.stepped(12_000, 38_000, 500);
                    draft.cash_in(dice, when, person, city, amount);
                } else {
                    let amount = dice.between(300, 2_600);
                    draft.card(dice, when, person, place, amount);
                }
            }
            if drives {
                let when = When::office(dice, working(month.on(14)));
                draft.bill(when, person, "Caisse de Cotisations Sociales", dice.between(28_000, 52_000), "COTISATIONS");
            }
        }
    }
}

/// Reporters and associations who pay for adverts and many telephone lines in order to reach people: small payments to the
/// same sites, now and then a room for an interview; an employer pays them back.
pub(super) fn paid_adverts(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let name = format!("Association Écoute {}", fancy(dice));
    let house = draft.firm(dice, Bank::DeuxRives, &name, city);
    draft.takes_part(house, "association");
    let sites: Vec<String> = (0..3).map(|_| format!("Annonces {}", fancy(dice))).collect();
    let hotel = format!("Hôtel {}", fancy(dice));
    for number in 0..2 {
        let person = draft.person(dice, [Bank::Confluent, Bank::Coteaux][number], Origin::France, city);
        draft.takes_part(person, if number == 0 { "reporter" } else { "outreach" });
        let belongs = std::mem::replace(&mut draft.part_of, PartOf::Life);
        let habits = town.habits(dice, city, (7, 12));
        live(draft, dice, person, &habits);
        draft.part_of = belongs;
        for month in months() {
            let mut spent = 0;
            for _ in 0..dice.days(8, 16) {
                let day = dice.days(month.first, month.last - 3);
                let when = When::awake(dice, day);
                let price = *dice.pick(&[300, 500, 900, 1_200, 1_900]);
                let (shop, mcc) = if dice.chance(70) {
                    (dice.pick(&sites).as_str(), "7311")
                } else {
                    ("Recharge Allo Rivière", "4814")
                };
                draft.card_at(dice, when, person, (shop, mcc), city, price);
                spent += price;
            }
            if dice.chance(35) {
                let price = dice.stepped(6_000, 9_500, 100);
                let day = month.on(dice.days(8, 22));
                let when = When::awake(dice, day);
                let origin = *dice.pick(Origin::France.towns());
                draft.card_at(dice, when, person, (&hotel, "7011"), origin, price);
                spent += price;
            }
            let when = When::office(dice, working(month.last - 1));
            draft.transfer(when, house, person, spent, "remboursement frais");
        }
    }
    for month in months() {
        let when = When::office(dice, working(month.on(6)));
        draft.gift(when, house, "Fondation Clairebrise", dice.stepped(150_000, 320_000, 10_000), "SUBVENTION");
    }
}
