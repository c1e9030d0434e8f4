//! Ordinary lives: wages, rent, bills, shops, cash, relatives, and money sent home before feasts.

use crate::calendar::{Month, feasts, months, working};
use crate::case::{Bank, PartOf};
use crate::dice::Dice;
use crate::draft::{Draft, Payee, When};
use crate::people::{BILLS, EMPLOYERS, Origin};

/// How a person's month goes.
#[derive(Clone)]
pub(crate) struct Habits {
    /// Employer's account, cents a month, day of pay.
    pub(crate) wage: Option<(usize, i64, i32)>,
    /// Landlord's account and rent.
    pub(crate) rent: Option<(usize, i64)>,
    /// Fewest and most purchases by card.
    pub(crate) shops: (i32, i32),
    /// How many of the monthly bills.
    pub(crate) bills: usize,
    /// A relative abroad to whom money is sent before feasts.
    pub(crate) abroad: Option<Payee>,
    /// Where the person shops.
    pub(crate) place: (Origin, String),
}

/// Writes a person's months.
pub(crate) fn live(draft: &mut Draft, dice: &mut Dice, account: usize, habits: &Habits) {
    // Bills keep their amount and their day from month to month, as subscriptions do.
    let start = dice.index(BILLS.len());
    let bills: Vec<_> = (0..habits.bills)
        .map(|offset| BILLS[(start + offset) % BILLS.len()])
        .map(|(name, text, low, high)| (name, text, dice.between(low, high), dice.days(4, 16)))
        .collect();
    for month in months() {
        if let Some((employer, wage, day)) = habits.wage {
            let varied = wage + dice.between(-wage / 60, wage / 40);
            let when = When::early(dice, working(month.on(day)));
            draft.wage(when, employer, account, varied, format!("{} {}", pay_word(habits), month.slip()));
        }
        if let Some((landlord, rent)) = habits.rent {
            let day = working(month.on(dice.days(3, 6)));
            let when = When::office(dice, day);
            draft.transfer(when, account, landlord, rent, format!("LOYER {}", month.slip()));
        }
        for &(name, text, amount, day) in &bills {
            let when = When::early(dice, working(month.on(day)));
            draft.bill(when, account, name, amount, text);
        }
        shop(draft, dice, account, habits, month);
    }
    remit_at_feasts(draft, dice, account, habits.abroad.as_ref());
}

fn pay_word(habits: &Habits) -> &'static str {
    match habits.place.0 {
        Origin::France => "SALAIRE",
        Origin::Albania => "PAGA",
        _ => "ZARADA",
    }
}

fn shop(draft: &mut Draft, dice: &mut Dice, account: usize, habits: &Habits, month: Month) {
    let place = (habits.place.0, habits.place.1.as_str());
    for _ in 0..dice.days(habits.shops.0, habits.shops.1) {
        let when = When { day: dice.days(month.first, month.last), minute: dice.days(540, 1_230) };
        let amount = dice.between(380, 7_900);
        draft.card(dice, when, account, place, amount);
    }
    if dice.chance(45) {
        let when = When { day: dice.days(month.first, month.last), minute: dice.days(540, 1_230) };
        let amount = dice.stepped(2_000, 12_000, 1_000);
        draft.cash_out(dice, when, account, place, amount);
    }
    if dice.chance(30) {
        draft.fee(When { day: month.last, minute: 1_430 }, account, 250);
    }
}

/// Sends money home before most feasts, when wages allow: the lawful rhythm of families abroad.
pub(crate) fn remit_at_feasts(draft: &mut Draft, dice: &mut Dice, account: usize, payee: Option<&Payee>) {
    let Some(payee) = payee else { return };
    for feast in feasts() {
        if dice.chance(70) {
            let day = feast - dice.days(0, 6);
            let when = When::office(dice, day);
            let amount = dice.stepped(8_000, 35_000, 1_000);
            draft.remit(dice, when, account, payee, amount);
        }
    }
}

/// The firms and landlords among whom ordinary people live; their own statements are not in the case.
pub(crate) struct Town {
    employers: Vec<usize>,
    landlords: Vec<usize>,
    /// Employers in Serbia and in Albania.
    abroad: [usize; 2],
}

impl Town {
    /// More of both for more look-alikes, so that no employer and no landlord has all of them.
    pub(crate) fn found(draft: &mut Draft, dice: &mut Dice, look_alikes: u32) -> Self {
        let more = look_alikes as usize / 4;
        let employers = EMPLOYERS
            .iter()
            .cycle()
            .take(EMPLOYERS.len() + more)
            .map(|name| draft.firm(dice, Bank::Cimes, name, "Lyon"))
            .collect();
        let landlords = (0..5 + more).map(|_| draft.person(dice, Bank::Cimes, Origin::France, "Dijon")).collect();
        let mut home = |bank, name, city| {
            let firm = draft.firm(dice, bank, name, city);
            draft.accounts[firm].in_case = false;
            firm
        };
        let serbian = home(Bank::Jasen, "Drvoprerada Javorina d.o.o.", "Užice");
        let albanian = home(Bank::Lisi, "Konfeksione Bliri shpk", "Elbasan");
        Self { employers, landlords, abroad: [serbian, albanian] }
    }

    /// An employer and a landlord in France.
    pub(crate) fn around(&self, dice: &mut Dice) -> (usize, usize) {
        (*dice.pick(&self.employers), *dice.pick(&self.landlords))
    }

    /// A life in France with `shops` purchases a month and two bills, without money sent abroad.
    pub(crate) fn habits(&self, dice: &mut Dice, city: &str, shops: (i32, i32)) -> Habits {
        let (employer, landlord) = self.around(dice);
        Habits {
            wage: Some((employer, dice.between(142_000, 268_000), dice.days(26, 31))),
            rent: Some((landlord, dice.stepped(39_000, 82_000, 500))),
            shops,
            bills: 2,
            abroad: None,
            place: (Origin::France, city.to_owned()),
        }
    }
}

/// Adds people with ordinary lives until the case has `target` transfers in all.
pub(crate) fn fill(draft: &mut Draft, dice: &mut Dice, town: &Town, target: usize) {
    draft.part_of = PartOf::Life;
    let mut number = 0_usize;
    let mut before: Option<usize> = None;
    while draft.len() < target {
        let account =
            if number % 7 == 5 { live_abroad(draft, dice, town, number) } else { live_here(draft, dice, town, number) };
        if let (Some(other), true) = (before, dice.chance(40)) {
            between_friends(draft, dice, account, other);
        }
        before = Some(account);
        number += 1;
    }
}

fn live_here(draft: &mut Draft, dice: &mut Dice, town: &Town, number: usize) -> usize {
    let bank = [Bank::Confluent, Bank::Coteaux, Bank::DeuxRives][number % 3];
    let origin = *dice.pick(&[Origin::France, Origin::France, Origin::Serbia, Origin::Albania]);
    let city = *dice.pick(Origin::France.towns());
    let account = draft.person(dice, bank, origin, city);
    let mut habits = town.habits(dice, city, (3, 7));
    habits.bills = dice.index(4) + 1;
    if origin != Origin::France {
        let village = *dice.pick(origin.villages());
        habits.abroad = Some(draft.payee(dice, origin, village));
    }
    live(draft, dice, account, &habits);
    account
}

fn live_abroad(draft: &mut Draft, dice: &mut Dice, town: &Town, number: usize) -> usize {
    let (bank, origin, employer) = if number.is_multiple_of(2) {
        (Bank::Lisi, Origin::Albania, town.abroad[1])
    } else {
        (Bank::Jasen, Origin::Serbia, town.abroad[0])
    };
    let city = *dice.pick(origin.towns());
    let account = draft.person(dice, bank, origin, city);
    let habits = Habits {
        wage: Some((employer, dice.between(52_000, 98_000), dice.days(5, 12))),
        rent: None,
        shops: (4, 8),
        bills: 0,
        abroad: None,
        place: (origin, city.to_owned()),
    };
    live(draft, dice, account, &habits);
    account
}

/// Now and then one pays the other back for something.
fn between_friends(draft: &mut Draft, dice: &mut Dice, one: usize, other: usize) {
    let texts = ["cadeau commun", "remboursement courses", "covoiturage", "anniversaire"];
    for month in months() {
        if dice.chance(35) {
            let (from, to) = if dice.chance(50) { (one, other) } else { (other, one) };
            let day = dice.days(month.first, month.last);
            let when = When::office(dice, day);
            let amount = dice.between(800, 9_500);
            draft.transfer(when, from, to, amount, texts[dice.index(texts.len())]);
        }
    }
}
