//! Houses and associations: a shelter, an asylum centre, people helped to open accounts, a collection, an association of a
//! village, and families who send money before feasts.

use crate::calendar::{civil, feasts, months, working};
use crate::case::{Bank, PartOf, SynthSide};
use crate::dice::Dice;
use crate::draft::{Draft, Payer, When};
use crate::life::{Town, live, remit_at_feasts};
use crate::names::fancy;
use crate::people::Origin;

/// A charity's house takes many small gifts and houses people: one address, one rent, food for a group, little cash and
/// no living expenses of the residents' own.
pub(super) fn charity(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let house = draft.firm(dice, Bank::DeuxRives, "Association Le Toit Lilas", city);
    draft.takes_part(house, "charity");
    let (_, landlord) = town.around(dice);
    let donors: Vec<String> = (0..9).map(|_| draft.name(dice, Origin::France)).collect();
    let address = draft.accounts[house].address.clone();
    let mut residents = Vec::new();
    for _ in 0..dice.index(3) + 5 {
        let origin = *dice.pick(&Origin::ABROAD);
        let resident = draft.person(dice, Bank::DeuxRives, origin, city);
        draft.accounts[resident].address.clone_from(&address);
        draft.accounts[resident].opening_minor = dice.between(0, 9_000);
        draft.takes_part(resident, "resident");
        residents.push(resident);
    }
    for month in months() {
        // The house gives pocket money; residents draw it and buy nothing by card, for the house feeds them.
        for &resident in &residents {
            if dice.chance(80) {
                let day = working(month.on(dice.days(5, 9)));
                let when = When::office(dice, day);
                draft.transfer(when, house, resident, dice.stepped(4_000, 9_000, 1_000), "allocation residents");
                let day = day + dice.days(0, 6);
                let when = When::awake(dice, day);
                let amount = dice.stepped(2_000, 6_000, 1_000);
                draft.cash_out(dice, when, resident, (Origin::France, city), amount);
            }
        }
        for donor in &donors {
            let day = working(month.on(dice.days(3, 12)));
            let when = When::office(dice, day);
            let amount = dice.stepped(1_000, 6_000, 500);
            draft.gift(when, house, donor, amount, "DON MENSUEL");
        }
        let when = When::office(dice, working(month.on(4)));
        draft.transfer(when, house, landlord, 148_000, format!("LOYER FOYER {}", month.slip()));
        for _ in 0..3 {
            let day = dice.days(month.first, month.last);
            let when = When::office(dice, day);
            let amount = dice.between(9_000, 24_000);
            draft.card(dice, when, house, (Origin::France, city), amount);
        }
    }
}

/// An association of people from one village collects fees and pays for a school there.
pub(super) fn village_association(draft: &mut Draft, dice: &mut Dice, _: &Town) {
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

/// People from one village, with lives of their own, send money to their parents there before feasts.
pub(super) fn feast_remittances(draft: &mut Draft, dice: &mut Dice, town: &Town) {
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

/// A centre where people wait for asylum: many at one address with accounts opened in a row with one social worker, an
/// allowance on one day for all, drawn in cash at the machine across the street, hardly a purchase by card.
pub(super) fn asylum_centre(draft: &mut Draft, dice: &mut Dice, _: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let payer = draft.public(dice, Payer::Family);
    let guide = draft.name(dice, Origin::France);
    let address = format!("Centre d'Accueil {}, {city}", fancy(dice));
    let at = draft.places.at(dice, Origin::France, city);
    let machine = (at, dice.index(3));
    let opened = draft.first - dice.days(10, 90);
    for number in 0..dice.index(8) + 8 {
        let origin = *dice.pick(&Origin::ABROAD);
        let resident = draft.person(dice, [Bank::Confluent, Bank::DeuxRives][number % 2], origin, city);
        let account = &mut draft.accounts[resident];
        account.address.clone_from(&address);
        account.introducer.clone_from(&guide);
        account.opened_on = civil(working(opened + i32::try_from(number / 4).unwrap_or(0) * 7));
        account.opening_minor = dice.between(0, 5_000);
        draft.takes_part(resident, "resident");
        let allowance = *dice.pick(&[20_400, 20_400, 31_000, 42_600]);
        for month in months() {
            let day = working(month.on(5));
            let when = When::early(dice, day);
            draft.transfer(when, payer, resident, allowance, "ALLOCATION ATTENTE");
            for _ in 0..dice.days(1, 3) {
                let day = day + dice.days(0, 4);
                let when = When::awake(dice, day);
                let amount = dice.stepped(4_000, 10_000, 1_000);
                draft.cash_out_at(when, resident, machine, amount);
            }
            if dice.chance(30) {
                let day = day + dice.days(3, 20);
                let when = When::awake(dice, day);
                let amount = dice.between(300, 2_400);
                draft.card(dice, when, resident, (Origin::France, city), amount);
            }
        }
    }
}

/// An interpreter or social worker helps people of a neighbourhood to open accounts: one introducer, for some one telephone,
/// and lives of their own ever after.
pub(super) fn helped_openings(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let helper = draft.person(dice, Bank::Coteaux, Origin::France, city);
    draft.takes_part(helper, "helper");
    let (name, phone) = (draft.accounts[helper].holder.to_string(), draft.accounts[helper].phone.clone());
    let habits = town.habits(dice, city, (6, 10));
    live(draft, dice, helper, &habits);
    let opened = draft.first - dice.days(5, 60);
    for number in 0..dice.index(4) + 6 {
        let origin = *dice.pick(&Origin::ABROAD);
        let person = draft.person(dice, [Bank::Confluent, Bank::DeuxRives, Bank::Coteaux][number % 3], origin, city);
        let account = &mut draft.accounts[person];
        account.opened_on = civil(working(opened + dice.days(0, 3)));
        account.introducer.clone_from(&name);
        if number % 2 == 0 {
            account.phone.clone_from(&phone);
        }
        draft.takes_part(person, "helped");
        let mut habits = town.habits(dice, city, (7, 13));
        let village = *dice.pick(origin.villages());
        habits.abroad = dice.chance(60).then(|| draft.payee(dice, origin, village));
        live(draft, dice, person, &habits);
    }
}

/// A community's collection: many small gifts, more before feasts, cash from the box every week, and rent, power and help to
/// families.
pub(super) fn collection(draft: &mut Draft, dice: &mut Dice, town: &Town) {
    let city = *dice.pick(Origin::France.towns());
    let name = format!("Association Collecte {}", fancy(dice));
    let house = draft.firm(dice, Bank::Coteaux, &name, city);
    draft.takes_part(house, "collection");
    let (_, landlord) = town.around(dice);
    let givers: Vec<SynthSide> = (0..dice.index(10) + 15).map(|_| draft.passer_by(dice)).collect();
    for month in months() {
        for week in 0..4 {
            let when = When { day: month.first + 6 + week * 7, minute: dice.days(780, 1_380) };
            let amount = dice.stepped(9_000, 36_000, 500);
            draft.cash_in(dice, when, house, city, amount);
        }
        for giver in &givers {
            if dice.chance(45) {
                let day = dice.days(month.first, month.last);
                let when = When::awake(dice, day);
                draft.paid_by(when, giver.clone(), house, dice.stepped(1_000, 10_000, 500), "collecte");
            }
        }
        let when = When::office(dice, working(month.on(4)));
        draft.transfer(when, house, landlord, 92_000, format!("LOYER SALLE {}", month.slip()));
        let when = When::early(dice, working(month.on(12)));
        draft.bill(when, house, "Lumière des Vallées", dice.between(14_000, 31_000), "PRLV ELECTRICITE");
    }
    for feast in feasts() {
        let family = draft.name(dice, Origin::France);
        let when = When::office(dice, working(feast - 1));
        draft.bill(when, house, &family, dice.stepped(20_000, 60_000, 5_000), "aide famille");
    }
}
