//! Households of all sorts: who lives together, what comes in, what is paid for the roof.

use std::sync::Arc;

use super::day::Person;
use super::firms::{Market, bank};
use super::supported::{allowance, pensioners, student, without_work};
use super::{abroad, circles, remittances};
use crate::calendar::{civil, months, working};
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::people::Origin;

/// Adds one household; its grown members are added to `recent`.
pub(super) fn settle(draft: &mut Draft, dice: &mut Dice, market: &mut Market, recent: &mut Vec<usize>) {
    let town = draft.places.french(dice);
    let before = recent.len();
    match dice.below(100) {
        0..27 => single(draft, dice, market, town, recent),
        27..60 => couple(draft, dice, market, town, recent),
        60..72 => pensioners(draft, dice, market, town, recent),
        72..79 => student(draft, dice, market, town, recent),
        79..88 => shared_flat(draft, dice, market, town, recent),
        88..93 => without_work(draft, dice, market, town, recent),
        _ => abroad::household(draft, dice, market),
    }
    for number in before..recent.len() {
        if before > 0 && dice.chance(35) {
            let friend = recent[dice.index(before)];
            circles::friends(draft, dice, recent[number], friend);
        }
    }
}

pub(super) fn origin(dice: &mut Dice) -> Origin {
    if dice.chance(78) { Origin::France } else { *dice.pick(&Origin::ABROAD) }
}

/// A grown person of that town.
pub(super) fn adult(draft: &mut Draft, dice: &mut Dice, town: usize, origin: Origin) -> Person {
    let city = Arc::clone(&draft.places.get(town).name);
    let bank = bank(dice, 12);
    let account = draft.person(dice, bank, origin, &city);
    Person::new(draft, dice, account, town)
}

/// The same under the address of another, with a name of the family where they are one.
pub(super) fn housemate(draft: &mut Draft, dice: &mut Dice, first: &Person, origin: Origin, family: bool) -> Person {
    let city = Arc::clone(&draft.accounts[first.account].city);
    let name = if family {
        let of = Arc::clone(&draft.accounts[first.account].holder);
        draft.relative(dice, origin, &of)
    } else {
        draft.name(dice, origin)
    };
    let bank = bank(dice, 12);
    let account = draft.named(dice, bank, name, &city);
    let address = draft.accounts[first.account].address.clone();
    draft.accounts[account].address = address;
    Person::new(draft, dice, account, first.town)
}

/// Pay of a post in the town, month by month; gives account of the employer, wage and day.
fn employed(draft: &mut Draft, dice: &mut Dice, market: &mut Market, person: &Person, wage: i64) -> i32 {
    let (firm, payday) = market.post(draft, dice, person.town);
    let from = if dice.chance(8) { dice.index(6) } else { 0 };
    for month in months().into_iter().skip(from) {
        let varied = wage + dice.between(-wage / 70, wage / 45);
        let when = When::early(dice, working(month.on(payday)));
        draft.wage(when, firm, person.account, varied, format!("SALAIRE {}", month.slip()));
        if dice.chance(6) {
            let day = working(month.on(dice.days(8, 22)));
            let when = When::office(dice, day);
            draft.transfer(when, firm, person.account, dice.between(1_500, 19_000), "remboursement frais");
        }
    }
    payday
}

fn wage(dice: &mut Dice) -> i64 {
    let first = dice.between(138_000, 330_000);
    first.min(dice.between(138_000, 410_000))
}

pub(super) fn rent(draft: &mut Draft, dice: &mut Dice, market: &mut Market, person: &Person, sum: i64) {
    let landlord = market.flat(draft, dice, person.town);
    let day = dice.days(2, 7);
    for month in months() {
        if dice.chance(98) {
            let when = When::office(dice, working(month.on(day)));
            draft.transfer(when, person.account, landlord, sum, format!("LOYER {}", month.slip()));
        }
    }
}

fn single(draft: &mut Draft, dice: &mut Dice, market: &mut Market, town: usize, recent: &mut Vec<usize>) {
    let origin = origin(dice);
    let person = adult(draft, dice, town, origin);
    let wage = wage(dice);
    let payday = employed(draft, dice, market, &person, wage);
    if dice.chance(72) {
        let sum = dice.stepped(38_000, 78_000, 500).min(wage * 2 / 5);
        rent(draft, dice, market, &person, sum);
    }
    person.live(draft, dice);
    if origin != Origin::France {
        remittances::send(draft, dice, &person, origin, payday);
    }
    if dice.chance(18) {
        circles::save(draft, dice, person.account, payday);
    }
    if dice.chance(5) {
        circles::second_hand(draft, dice, person.account, recent);
    }
    recent.push(person.account);
}

/// Two who live together, two in three with children; some with an account in both names.
fn couple(draft: &mut Draft, dice: &mut Dice, market: &mut Market, town: usize, recent: &mut Vec<usize>) {
    let origin = origin(dice);
    let one = adult(draft, dice, town, origin);
    let amount = dice.chance(70);
    let other = housemate(draft, dice, &one, origin, amount);
    let wages = [wage(dice), wage(dice)];
    let paydays = [
        employed(draft, dice, market, &one, wages[0]),
        if dice.chance(78) { employed(draft, dice, market, &other, wages[1]) } else { 0 },
    ];
    let payer = if dice.chance(42) {
        circles::joint_account(draft, dice, [(&one, wages[0], paydays[0]), (&other, wages[1], paydays[1])])
    } else {
        Person::new(draft, dice, one.account, town)
    };
    if dice.chance(60) {
        let sum = dice.stepped(55_000, 115_000, 500);
        rent(draft, dice, market, &payer, sum);
    } else {
        for month in months() {
            let when = When::early(dice, working(month.on(10)));
            draft.bill(
                when,
                payer.account,
                "Foncier des Cimes Grises",
                78_000 + wages[0] / 10,
                "ECHEANCE PRET IMMOBILIER",
            );
        }
    }
    if payer.account != one.account {
        payer.live(draft, dice);
    }
    one.live(draft, dice);
    other.live(draft, dice);
    if dice.chance(66) {
        children(draft, dice, &one, origin);
    }
    if origin != Origin::France {
        remittances::send(draft, dice, &one, origin, paydays[0]);
    }
    recent.extend([one.account, other.account]);
}

/// Allowances for children, and for some of those over nine an account with pocket money.
fn children(draft: &mut Draft, dice: &mut Dice, parent: &Person, origin: Origin) {
    if dice.chance(60) {
        allowance(draft, dice, parent.account, (13_000, 46_000));
    }
    for _ in 0..dice.days(0, 2) {
        let mut child = housemate(draft, dice, parent, origin, true);
        draft.aged(dice, child.account, 10, 17);
        draft.accounts[child.account].opening_minor = dice.between(1_000, 30_000);
        let pocket = dice.stepped(1_000, 6_000, 500);
        for month in months() {
            let when = When::office(dice, month.on(2));
            draft.transfer(when, parent.account, child.account, pocket, "argent de poche");
        }
        (child.purchases, child.bills) = ((0, 4), 0);
        for month in months() {
            for _ in 0..dice.days(0, 3) {
                let day = dice.days(month.first, month.last);
                let when = When::awake(dice, day);
                let city = Arc::clone(&draft.accounts[child.account].city);
                let amount = dice.between(180, 1_900);
                draft.card(dice, when, child.account, (Origin::France, &city), amount);
            }
        }
    }
}

/// Three to six who came to work share a flat; each pays a part to the one who signed, and sends money home.
fn shared_flat(draft: &mut Draft, dice: &mut Dice, market: &mut Market, town: usize, recent: &mut Vec<usize>) {
    let origin = *dice.pick(&Origin::ABROAD);
    let signed = adult(draft, dice, town, origin);
    let part = dice.stepped(18_000, 32_000, 500);
    let others = dice.days(2, 5);
    rent(draft, dice, market, &signed, part * i64::from(others + 1));
    let mut all = vec![signed];
    for _ in 0..others {
        let amount = dice.chance(15);
        let mate = housemate(draft, dice, &all[0], origin, amount);
        if dice.chance(40) {
            draft.accounts[mate.account].opened_on = civil(draft.first - dice.days(5, 300));
        }
        for month in months() {
            let day = working(month.on(dice.days(1, 4)));
            let when = When::office(dice, day);
            draft.transfer(when, mate.account, all[0].account, part, "part loyer");
        }
        all.push(mate);
    }
    for person in &all {
        let wage = dice.between(138_000, 196_000);
        let payday = employed(draft, dice, market, person, wage);
        person.live(draft, dice);
        remittances::send(draft, dice, person, origin, payday);
        recent.push(person.account);
    }
}
