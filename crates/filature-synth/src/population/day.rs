//! A person's months: what is bought, drawn, owed and given, at the places where the person goes.

use std::sync::Arc;

use crate::calendar::{Month, months, working};
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::people::{BILLS, Origin};

/// Someone and the places where they go.
pub(super) struct Person {
    pub(super) account: usize,
    pub(super) town: usize,
    /// Fewest and most purchases a month.
    pub(super) purchases: (i32, i32),
    /// How many of the monthly bills.
    pub(super) bills: usize,
    /// Works at night and buys then.
    pub(super) night: bool,
    /// Shops to which the person mostly goes.
    shops: [usize; 5],
    machine: usize,
    pub(super) agent: usize,
    /// Draws this often a month at most.
    draws: i32,
}

impl Person {
    pub(super) fn new(draft: &Draft, dice: &mut Dice, account: usize, town: usize) -> Self {
        let place = draft.places.get(town);
        let few = dice.days(6, 14);
        Self {
            account,
            town,
            purchases: (few, few + dice.days(3, 11)),
            bills: dice.index(4) + 1,
            night: dice.chance(4),
            shops: [0; 5].map(|_: usize| dice.index(place.shops.len())),
            machine: dice.index(place.machines.len()),
            agent: dice.index(place.agents.len()),
            draws: dice.days(1, 4),
        }
    }

    /// Writes all that follows from where the person goes; income, rent and relatives are the household's.
    pub(super) fn live(&self, draft: &mut Draft, dice: &mut Dice) {
        let start = dice.index(BILLS.len());
        let bills: Vec<_> = (0..self.bills)
            .map(|offset| BILLS[(start + offset) % BILLS.len()])
            .map(|(name, text, low, high)| (name, text, dice.between(low, high), dice.days(4, 18)))
            .collect();
        let brings_cash = dice.chance(6);
        let adverts = dice.chance(3);
        for month in months() {
            for &(name, text, amount, day) in &bills {
                let when = When::early(dice, working(month.on(day)));
                draft.bill(when, self.account, name, amount, text);
            }
            for _ in 0..dice.days(self.purchases.0, self.purchases.1) {
                self.buy(draft, dice, month);
            }
            for _ in 0..dice.days(0, self.draws) {
                let when = self.moment(dice, month);
                let amount = dice.stepped(2_000, 12_000, 1_000);
                let machine = if dice.chance(80) { self.machine } else { dice.index(3) };
                draft.cash_out_at(when, self.account, (self.town, machine), amount);
            }
            if brings_cash && dice.chance(50) {
                let when = self.moment(dice, month);
                draft.cash_in_at(when, self.account, (self.town, self.machine), "", dice.stepped(3_000, 40_000, 1_000));
            }
            if adverts {
                self.advertise(draft, dice, month);
            }
            if dice.chance(20) {
                draft.fee(When { day: month.last, minute: 1_430 }, self.account, 250);
            }
        }
        if dice.chance(14) {
            self.travel(draft, dice);
        }
    }

    fn moment(&self, dice: &mut Dice, month: Month) -> When {
        let day = dice.days(month.first, month.last);
        if self.night && dice.chance(70) {
            return When { day, minute: 1_320 }.later(dice.days(0, 460));
        }
        When::awake(dice, day)
    }

    fn buy(&self, draft: &mut Draft, dice: &mut Dice, month: Month) {
        // Mostly where they always go, now and then elsewhere in town, seldom in another.
        let (town, own) = match dice.below(100) {
            0..68 => (self.town, true),
            68..96 => (self.town, false),
            _ => (draft.places.french(dice), false),
        };
        let place = draft.places.get(town);
        let shop = if own { &place.shops[*dice.pick(&self.shops)] } else { place.shop(dice) };
        let amount = dice.between(shop.price.0, shop.price.1).min(dice.between(shop.price.0, shop.price.1));
        let open = shop.open;
        let chosen = (Arc::clone(&shop.name), shop.mcc);
        let when = if self.night {
            self.moment(dice, month)
        } else {
            let day = dice.days(month.first, month.last);
            When { day, minute: 0 }.later(dice.days(open.0, open.1))
        };
        draft.paid_by_card(when, self.account, town, chosen, amount);
    }

    /// A car, a flat or company is looked for: small payments to a site.
    fn advertise(&self, draft: &mut Draft, dice: &mut Dice, month: Month) {
        for _ in 0..dice.days(0, 3) {
            let site = *dice.pick(&[("Annonces Galibelle", "7311"), ("Rencontres Mirandole", "7273")]);
            let when = self.moment(dice, month);
            let amount = *dice.pick(&[490, 990, 1_490, 2_490]);
            draft.paid_by_card(when, self.account, self.town, (Arc::from(site.0), site.1), amount);
        }
    }

    /// A journey through one to four towns, with hotels and restaurants.
    fn travel(&self, draft: &mut Draft, dice: &mut Dice) {
        let mut day = dice.days(draft.first + 40, draft.last - 14);
        for _ in 0..dice.days(1, 4) {
            let town = draft.places.french(dice);
            let nights = dice.days(1, 4);
            let hotel: Arc<str> = Arc::from(format!("Hôtel {}", draft.places.get(town).name));
            let when = When { day, minute: dice.days(600, 1_320) };
            let price = dice.between(6_500, 14_000) * i64::from(nights);
            draft.paid_by_card(when, self.account, town, (hotel, "7011"), price);
            for _ in 0..nights {
                let when = When { day, minute: dice.days(700, 1_380) };
                let city = Arc::clone(&draft.places.get(town).name);
                let amount = dice.between(900, 6_500);
                draft.card(dice, when, self.account, (Origin::France, &city), amount);
                day += 1;
            }
        }
    }
}
