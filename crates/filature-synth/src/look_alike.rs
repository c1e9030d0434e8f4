//! Lawful lives with the shape of a network (indicators, 1.9): what a detector must leave alone.
//!
//! Each is a paired hard negative: it shares the feature on which a pattern fires, and differs in what a
//! person would look at next.

use crate::calendar::{feasts, months, working};
use crate::case::{Bank, PartOf};
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::life::{Habits, Town, live, remit_at_feasts};
use crate::people::Origin;

type Weave = fn(&mut Draft, &mut Dice, &Town);

/// The kinds, in the order in which they are taken.
const KINDS: [(&str, Weave); 8] = [
    ("family-pool", family_pool),
    ("landlord", landlord),
    ("payroll", payroll),
    ("feast-remittances", feast_remittances),
    ("lodged-season-workers", lodged_season_workers),
    ("charity", charity),
    ("rotating-savings", rotating_savings),
    ("village-association", village_association),
];

/// Writes the look-alike of that number; past the last kind they begin again, with other people.
pub(crate) fn weave(draft: &mut Draft, dice: &mut Dice, town: &Town, number: usize) {
    let (kind, weave) = KINDS[number % KINDS.len()];
    draft.begin_look_alike(kind);
    weave(draft, dice, town);
    draft.part_of = PartOf::Life;
}

/// Relatives at one address send most of their pay to the household's account on the day it comes. Unlike a
/// collector's, that account pays the rent, the bills and the food of all of them.
fn family_pool(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let household = draft.person(dice, Bank::DeuxRives, Origin::Albania, city);
    draft.takes_part(household, "household");
    let (employer, landlord) = town.around(dice);
    let head = draft.accounts[household].holder.clone();
    for number in 0..dice.index(2) + 3 {
        let bank = [Bank::Confluent, Bank::Coteaux][number % 2];
        let earner = draft.person(dice, bank, Origin::Albania, city);
        draft.accounts[earner].holder = draft.relative(dice, Origin::Albania, &head);
        draft.accounts[earner].address = draft.accounts[household].address.clone();
        draft.takes_part(earner, "earner");
        let wage = dice.between(139_000, 188_000);
        for month in months() {
            let payday = working(month.on(28));
            let when = When::early(dice, payday);
            draft.wage(when, employer, earner, wage, &format!("SALAIRE {}", month.slip()));
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
fn landlord(draft: &mut Draft, dice: &mut Dice, _: &Town) {
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
            draft.transfer(when, tenant, owner, rent, &format!("LOYER {}", month.slip()));
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

/// An employer is paid by clients and pays wages, and charges on them, on one day of the month.
fn payroll(draft: &mut Draft, dice: &mut Dice, _: &Town) {
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
            draft.wage(when, firm, person, wage, &format!("SALAIRE {}", month.slip()));
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

/// People from one village, with lives of their own, send money to their parents there before feasts.
fn feast_remittances(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let origin = *dice.pick(&[Origin::Serbia, Origin::Albania]);
    let village = *dice.pick(origin.villages());
    for number in 0..dice.index(2) + 4 {
        let city = *dice.pick(Origin::France.towns());
        let bank = [Bank::Confluent, Bank::DeuxRives, Bank::Coteaux][number % 3];
        let sender = draft.person(dice, bank, origin, city);
        draft.takes_part(sender, "sender");
        let parent = draft.payee(dice, origin, village);
        let belongs = std::mem::replace(&mut draft.part_of, PartOf::Life);
        let habits = town.habits(dice, city, (2, 4));
        live(draft, dice, sender, &habits);
        draft.part_of = belongs;
        remit_at_feasts(draft, dice, sender, Some(&parent));
    }
}

/// Season workers live in their employer's lodging and pay a fair price for it; what is left is theirs, and
/// is spent and saved as people do.
fn lodged_season_workers(draft: &mut Draft, dice: &mut Dice, _: &Town) {
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
            draft.wage(when, employer, worker, wage, &format!("SALAIRE SAISON {}", month.slip()));
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

/// A charity takes many small gifts and houses people: many payers, one rent, food for a group.
fn charity(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let house = draft.firm(dice, Bank::DeuxRives, "Association Le Toit Lilas", city);
    draft.takes_part(house, "charity");
    let (_, landlord) = town.around(dice);
    let donors: Vec<String> = (0..9).map(|_| draft.name(dice, Origin::France)).collect();
    for month in months() {
        for donor in &donors {
            let day = working(month.on(dice.days(3, 12)));
            let when = When::office(dice, day);
            let amount = dice.stepped(1_000, 6_000, 500);
            draft.gift(when, house, donor, amount, "DON MENSUEL");
        }
        let when = When::office(dice, working(month.on(4)));
        draft.transfer(when, house, landlord, 148_000, &format!("LOYER FOYER {}", month.slip()));
        for _ in 0..3 {
            let day = dice.days(month.first, month.last);
            let when = When::office(dice, day);
            let amount = dice.between(9_000, 24_000);
            draft.card(dice, when, house, (Origin::France, city), amount);
        }
    }
}

/// Eight friends put in the same sum each month, and each month one of them gets all of it.
fn rotating_savings(draft: &mut Draft, dice: &mut Dice, _: &Town) {
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

/// An association of people from one village collects fees and pays for a school there.
fn village_association(draft: &mut Draft, dice: &mut Dice, _: &Town) {
    let village = *dice.pick(Origin::Serbia.villages());
    let name = format!("Amicale de {village}");
    let association = draft.firm(dice, Bank::Coteaux, &name, "Grenoble");
    draft.takes_part(association, "association");
    let school = draft.firm(dice, Bank::Jasen, &format!("Škola {village}"), village);
    draft.accounts[school].in_case = false;
    draft.takes_part(school, "school");
    let members: Vec<String> = (0..6).map(|_| draft.name(dice, Origin::Serbia)).collect();
    for month in months() {
        for member in &members {
            let day = working(month.on(dice.days(5, 15)));
            let when = When::office(dice, day);
            draft.gift(when, association, member, 2_500, "cotisation amicale");
        }
    }
    for feast in feasts() {
        let day = working(feast - dice.days(2, 9));
        let when = When::office(dice, day);
        let amount = dice.stepped(20_000, 45_000, 1_000);
        draft.transfer(when, association, school, amount, "aide toit de l'ecole");
    }
}

fn here(city: &str) -> (Origin, String) {
    (Origin::France, city.to_owned())
}
