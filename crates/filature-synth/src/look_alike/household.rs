//! Households and friends: relatives who pool their pay, a landlord's tenants, friends who save in turns, a son or daughter
//! who holds mandates for relatives, students who share a flat.

use crate::calendar::{civil, months, working};
use crate::case::Bank;
use crate::dice::Dice;
use crate::draft::{Draft, Payer, When};
use crate::life::{Habits, Town, live};
use crate::people::Origin;

/// Relatives at one address send most of their pay to the household's account on the day it comes. Unlike a
/// collector's, that account pays the rent, the bills and the food of all of them.
pub(super) fn family_pool(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let household = draft.person(dice, Bank::DeuxRives, Origin::Albania, city);
    draft.takes_part(household, "household");
    let (employer, landlord) = town.around(dice);
    let head = draft.accounts[household].holder.clone();
    for number in 0..dice.index(2) + 3 {
        let bank = [Bank::Confluent, Bank::Coteaux][number % 2];
        let name = draft.relative(dice, Origin::Albania, &head);
        let earner = draft.named(dice, bank, name, city);
        draft.accounts[earner].address = draft.accounts[household].address.clone();
        draft.takes_part(earner, "earner");
        let wage = dice.between(139_000, 188_000);
        for month in months() {
            let payday = working(month.on(28));
            let when = When::early(dice, payday);
            draft.wage(when, employer, earner, wage, format!("SALAIRE {}", month.slip()));
            let kept = wage * dice.between(84, 91) / 100;
            let day = payday + dice.days(0, 1);
            let when = When::office(dice, day);
            draft.transfer(when, earner, household, kept, "compte maison");
        }
        let pocket = Habits { wage: None, rent: None, shops: (2, 3), bills: 0, abroad: None, place: here(city) };
        live(draft, dice, earner, &pocket);
    }
    let habits = Habits {
        wage: None,
        rent: Some((landlord, 112_000)),
        shops: (8, 13),
        bills: 4,
        abroad: None,
        place: here(city),
    };
    live(draft, dice, household, &habits);
}

/// Many tenants pay one landlord the same sums each month; the landlord repays a loan and has works done.
pub(super) fn landlord(draft: &mut Draft, dice: &mut Dice, _: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let owner = draft.person(dice, Bank::Confluent, Origin::France, city);
    draft.takes_part(owner, "landlord");
    for _ in 0..dice.index(4) + 8 {
        let tenant = draft.person(dice, Bank::Cimes, Origin::France, city);
        draft.takes_part(tenant, "tenant");
        let rent = dice.stepped(38_000, 61_000, 1_000);
        for month in months() {
            let day = working(month.on(dice.days(2, 6)));
            let when = When::office(dice, day);
            draft.transfer(when, tenant, owner, rent, format!("LOYER {}", month.slip()));
        }
    }
    for month in months() {
        let when = When::early(dice, working(month.on(10)));
        draft.bill(when, owner, "Foncier des Cimes Grises", 284_650, "ECHEANCE PRET IMMOBILIER");
        if dice.chance(40) {
            let day = working(month.on(dice.days(12, 24)));
            let when = When::office(dice, day);
            let amount = dice.between(12_000, 140_000);
            draft.bill(when, owner, "Plomberie Gouttebel", amount, "FACTURE TRAVAUX");
        }
    }
}

/// Eight friends put in the same sum each month, and each month one of them gets all of it.
pub(super) fn rotating_savings(draft: &mut Draft, dice: &mut Dice, _: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let treasurer = draft.person(dice, Bank::Confluent, Origin::France, city);
    draft.takes_part(treasurer, "treasurer");
    let share = dice.stepped(10_000, 20_000, 5_000);
    let members: Vec<usize> = (0..8).map(|_| draft.person(dice, Bank::Cimes, Origin::France, city)).collect();
    for &member in &members {
        draft.takes_part(member, "member");
    }
    for (turn, month) in months().into_iter().enumerate() {
        for &member in &members {
            let day = working(month.on(dice.days(2, 5)));
            let when = When::office(dice, day);
            draft.transfer(when, member, treasurer, share, "tontine");
        }
        let when = When::office(dice, working(month.on(8)));
        draft.transfer(when, treasurer, members[turn % members.len()], share * 8, "tontine tour");
    }
}

pub(super) fn here(city: &str) -> (Origin, String) {
    (Origin::France, city.to_owned())
}

/// One person holds mandates for elderly and migrant relatives: one telephone and one address on their accounts, bills
/// paid from each for its holder, and nothing gathered.
pub(super) fn relatives_mandate(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let proxy = draft.person(dice, Bank::Confluent, Origin::France, city);
    draft.takes_part(proxy, "mandate-holder");
    let (phone, name) = (draft.accounts[proxy].phone.clone(), draft.accounts[proxy].holder.to_string());
    let pension = draft.public(dice, Payer::Pension);
    for number in 0..dice.index(3) + 3 {
        let relative = draft.relative(dice, Origin::France, &name);
        let bank = [Bank::Confluent, Bank::Coteaux, Bank::DeuxRives][number % 3];
        let elder = draft.named(dice, bank, relative, city);
        draft.aged(dice, elder, 70, 92);
        draft.accounts[elder].phone.clone_from(&phone);
        draft.accounts[elder].introducer.clone_from(&name);
        draft.takes_part(elder, "relative");
        let amount = dice.between(92_000, 156_000);
        for month in months() {
            let when = When::early(dice, working(month.on(9)));
            draft.transfer(when, pension, elder, amount, format!("PENSION {}", month.slip()));
            if dice.chance(45) {
                // Shopping done for them is paid back to the cent.
                let day = working(month.on(dice.days(12, 26)));
                let when = When::office(dice, day);
                draft.transfer(when, elder, proxy, dice.between(4_000, 16_000), "courses du mois");
            }
        }
        let (_, landlord) = town.around(dice);
        let habits = Habits {
            wage: None,
            rent: dice.chance(50).then(|| (landlord, dice.stepped(35_000, 52_000, 500))),
            shops: (3, 7),
            bills: 3,
            abroad: None,
            place: here(city),
        };
        live(draft, dice, elder, &habits);
    }
    let habits = town.habits(dice, city, (5, 9));
    live(draft, dice, proxy, &habits);
}

/// Students share a flat: one address, shares of the rent sent on one day to the one who signed, accounts opened in the same
/// days of a term with a guide of the school.
pub(super) fn student_flat(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let (_, landlord) = town.around(dice);
    let guide = draft.name(dice, Origin::France);
    let share = dice.stepped(22_000, 38_000, 500);
    let opened = draft.first - dice.days(120, 160);
    let mut flat: Vec<usize> = Vec::new();
    for number in 0..dice.index(3) + 5 {
        let origin = *dice.pick(&[Origin::France, Origin::Romania, Origin::Bulgaria, Origin::Albania]);
        let student = draft.person(dice, [Bank::Coteaux, Bank::Confluent][number % 2], origin, city);
        draft.aged(dice, student, 18, 24);
        let account = &mut draft.accounts[student];
        account.opened_on = civil(working(opened + dice.days(0, 2)));
        account.introducer.clone_from(&guide);
        let first = flat.first().copied().unwrap_or(student);
        let address = draft.accounts[first].address.clone();
        draft.accounts[student].address = address;
        draft.takes_part(student, if flat.is_empty() { "signatory" } else { "student" });
        flat.push(student);
    }
    let signatory = flat[0];
    let whole = share * i64::try_from(flat.len()).unwrap_or(1);
    for month in months() {
        let when = When::office(dice, working(month.on(8)));
        draft.transfer(when, signatory, landlord, whole, format!("LOYER COLOCATION {}", month.slip()));
    }
    for &student in &flat {
        study_months(draft, dice, student, (student != signatory).then_some((signatory, share)));
        let habits = Habits { wage: None, rent: None, shops: (7, 13), bills: 1, abroad: None, place: here(city) };
        live(draft, dice, student, &habits);
    }
}

/// A grant, help from a parent, and a part of the rent for the one who signed.
fn study_months(draft: &mut Draft, dice: &mut Dice, student: usize, part: Option<(usize, i64)>) {
    let study = draft.public(dice, Payer::Study);
    let parent = draft.name(dice, Origin::France);
    let (grant, help) = (dice.between(14_000, 48_000), dice.stepped(25_000, 60_000, 5_000));
    for month in months() {
        let when = When::early(dice, working(month.on(5)));
        draft.transfer(when, study, student, grant, "BOURSE ETUDES");
        let day = working(month.on(dice.days(1, 4)));
        let when = When::office(dice, day);
        draft.gift(when, student, &parent, help, "pour le mois");
        if let Some((signatory, share)) = part {
            let day = working(month.on(dice.days(5, 6)));
            let when = When::office(dice, day);
            draft.transfer(when, student, signatory, share, "part loyer");
        }
    }
}
