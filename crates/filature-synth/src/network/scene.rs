//! What networks have in common: a home and towns, people with something that ties them together, controllers who send
//! money on, and the small purchases that people in a network still make.
//!
//! Nothing happens at full strength: of the signs that people are held together each network shows some, always one at
//! least, and weeks, sums and days vary as they do in life.

use std::sync::Arc;

use crate::calendar::civil;
use crate::case::{Bank, PartOf};
use crate::dice::Dice;
use crate::draft::{Draft, Payee, When};
use crate::people::Origin;
use crate::truth::{NetworkForm, TrueNetwork};

/// Sides of the indicators that accounts of networks may show.
pub(super) const VICTIM: Option<&str> = Some("victim-pattern");
pub(super) const CONTROLLER: Option<&str> = Some("controller");
pub(super) const EMPLOYER: Option<&str> = Some("employer");
pub(super) const FACILITATOR: Option<&str> = Some("facilitator");

/// Where a network works and where its money goes.
pub(super) struct Scene {
    pub(super) part_of: PartOf,
    pub(super) home: Origin,
    pub(super) village: &'static str,
    /// Positions of its towns in France.
    pub(super) towns: Vec<usize>,
}

/// What ties the people of a network together on paper.
#[derive(Clone, Copy)]
pub(super) struct Ties {
    pub(super) address: bool,
    pub(super) phone: bool,
    pub(super) device: bool,
    /// Opened within days of each other, with one introducer.
    pub(super) batch: bool,
}

impl Scene {
    /// Begins a network of that form; its home is one of `homes`, its towns between `towns.0` and `towns.1` many.
    pub(super) fn begin(
        draft: &mut Draft,
        dice: &mut Dice,
        form: NetworkForm,
        homes: &[Origin],
        towns: (i32, i32),
    ) -> Self {
        let home = *dice.pick(homes);
        let village = dice.pick(home.villages());
        draft.begin_network(TrueNetwork {
            form,
            home: home.country().to_owned(),
            accounts: Vec::new(),
            payees: Vec::new(),
            village: (*village).to_owned(),
            transfers: Vec::new(),
        });
        let wanted = usize::try_from(dice.days(towns.0, towns.1)).unwrap_or(2).min(draft.places.french_towns());
        let mut chosen = Vec::new();
        while chosen.len() < wanted {
            let town = dice.index(draft.places.french_towns());
            if !chosen.contains(&town) {
                chosen.push(town);
            }
        }
        Self { part_of: draft.part_of, home, village, towns: chosen }
    }

    /// The name of one of its towns, counted round.
    pub(super) fn town(&self, draft: &Draft, number: usize) -> Arc<str> {
        Arc::clone(&draft.places.get(self.at(number)).name)
    }

    /// The position of the same.
    pub(super) fn at(&self, number: usize) -> usize {
        self.towns[number % self.towns.len()]
    }

    /// People who fetch what is sent, in the village.
    pub(super) fn payees(&self, draft: &mut Draft, dice: &mut Dice, low: i32, high: i32) -> Vec<Payee> {
        let payees: Vec<Payee> =
            (0..dice.days(low, high)).map(|_| draft.payee(dice, self.home, self.village)).collect();
        if let Some(truth) = draft.truth.networks.last_mut() {
            truth.payees.extend(payees.iter().map(|payee| payee.name.to_string()));
        }
        payees
    }

    /// Those who gather: one for three to ten people.
    pub(super) fn controllers(&self, draft: &mut Draft, dice: &mut Dice, people: usize) -> Vec<usize> {
        let each = dice.index(6) + 4;
        (0..people.div_ceil(each))
            .map(|number| {
                let city = self.town(draft, 0);
                let bank = [Bank::DeuxRives, Bank::Confluent, Bank::Coteaux][number % 3];
                let controller = draft.person(dice, bank, self.home, &city);
                draft.aged(dice, controller, 24, 52);
                // Nothing but what arrives explains what passes through.
                draft.accounts[controller].opening_minor = dice.between(2_000, 14_000);
                draft.is_part(controller, "collector", CONTROLLER);
                controller
            })
            .collect()
    }

    /// Accounts of the people from whom money is taken.
    pub(super) fn people(&self, draft: &mut Draft, dice: &mut Dice, count: usize, ties: Ties) -> Vec<usize> {
        let opened = draft.first - dice.days(8, 60);
        let guide = draft.name(dice, self.home);
        let mut made: Vec<usize> = Vec::new();
        for number in 0..count {
            let city = self.town(draft, 0);
            let bank =
                [Bank::Confluent, Bank::Coteaux, Bank::DeuxRives][if ties.batch { number % 2 } else { number % 3 }];
            let person = draft.person(dice, bank, self.home, &city);
            draft.aged(dice, person, 19, 38);
            let first = made.first().copied();
            let account = &mut draft.accounts[person];
            account.opening_minor = dice.between(0, 3_000);
            let days = if ties.batch { dice.days(0, 2) } else { -dice.days(20, 500) };
            account.opened_on = civil(opened + days);
            if ties.batch {
                account.introducer.clone_from(&guide);
            }
            // Not all of them: some have an address or a telephone of their own on paper.
            let follows = number < 3 || dice.chance(70);
            if let (Some(first), true) = (first, follows) {
                share(draft, first, person, ties);
            }
            made.push(person);
        }
        made
    }
}

fn share(draft: &mut Draft, first: usize, person: usize, ties: Ties) {
    let known = draft.accounts[first].clone();
    let account = &mut draft.accounts[person];
    if ties.address {
        account.address = known.address;
    }
    if ties.phone {
        account.phone = known.phone;
    }
    if ties.device {
        if known.device.is_empty() {
            let device = draft.numbers.device();
            draft.accounts[person].device.clone_from(&device);
            draft.accounts[first].device = device;
        } else {
            account.device = known.device;
        }
    }
}

impl Ties {
    /// Some of them, one at least.
    pub(super) fn drawn(dice: &mut Dice) -> Self {
        let mut ties =
            Self { address: dice.chance(65), phone: dice.chance(45), device: dice.chance(20), batch: dice.chance(50) };
        if !(ties.address || ties.phone || ties.batch) {
            ties.address = true;
        }
        ties
    }
}

/// What a controller has gathered and not yet passed on.
pub(super) struct Chest {
    pub(super) controller: usize,
    pub(super) held: i64,
}

impl Chest {
    pub(super) fn all(controllers: &[usize]) -> Vec<Self> {
        controllers.iter().map(|&controller| Self { controller, held: 0 }).collect()
    }

    /// Passes on most of what is held in the week that begins on that day: sends to the payees in turn, cash, and a few
    /// purchases. Some weeks nothing happens.
    pub(super) fn pass_on(&mut self, draft: &mut Draft, dice: &mut Dice, scene: &Scene, payees: &[Payee], day: i32) {
        if self.held < 20_000 || dice.chance(15) {
            return;
        }
        let mut to_send = self.held * dice.between(55, 75) / 100;
        let mut turn = dice.index(payees.len());
        while to_send >= 12_000 {
            let amount = dice.stepped(22_000, 96_000, 1_000).min(to_send / 1_000 * 1_000);
            let town = scene.at(dice.index(2));
            let agent = dice.index(3);
            let days = dice.days(0, 4);
            let when = When::office(dice, day + days);
            draft.remit_at(when, self.controller, &payees[turn % payees.len()], (town, agent), amount);
            (to_send, self.held, turn) = (to_send - amount, self.held - amount, turn + usize::from(dice.chance(60)));
        }
        if dice.chance(60) {
            let amount =
                (self.held * dice.between(40, 80) / 100).min(dice.stepped(20_000, 90_000, 1_000)) / 1_000 * 1_000;
            let town = scene.at(dice.index(scene.towns.len()));
            let machine = dice.index(3);
            let when = When::awake(dice, day + 2);
            draft.cash_out_at(when, self.controller, (town, machine), amount);
            self.held -= amount;
        }
        draft.part_of = PartOf::Life;
        for _ in 0..dice.days(1, 3) {
            let amount = dice.between(900, 9_500).min(self.held / 3);
            let days = dice.days(0, 6);
            let when = When::awake(dice, day + days);
            let city = scene.town(draft, 0);
            draft.card(dice, when, self.controller, (Origin::France, &city), amount);
            self.held -= amount.max(0);
        }
        draft.part_of = scene.part_of;
    }
}

/// A small purchase of someone in a network, which is ordinary life; gives what it cost.
pub(super) fn small_purchase(
    draft: &mut Draft,
    dice: &mut Dice,
    scene: &Scene,
    person: usize,
    day: i32,
    most: i64,
) -> i64 {
    let amount = dice.between(280, 2_400).min(most);
    draft.part_of = PartOf::Life;
    let when = When::awake(dice, day);
    let city = scene.town(draft, 0);
    draft.card(dice, when, person, (Origin::France, &city), amount);
    draft.part_of = scene.part_of;
    amount.max(0)
}

/// First days of the weeks of the case.
pub(super) fn weeks(draft: &Draft) -> Vec<i32> {
    let mut weeks = Vec::new();
    let mut day = draft.first;
    while day + 6 <= draft.last {
        weeks.push(day);
        day += 7;
    }
    weeks
}
