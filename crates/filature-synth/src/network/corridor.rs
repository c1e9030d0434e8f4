//! The corridor of swept wages: money is gathered on one account, sent to one village, drawn as cash, and turned into a car at
//! home.

use std::sync::Arc;

use filature_model::AccountKind;

use super::onward::{buy_car, live_at_home, live_on_little, spend};
use super::scene::{CONTROLLER, EMPLOYER, VICTIM};
use super::wage_sweep;
use crate::calendar::{Month, civil, months, working};
use crate::case::{Bank, PartOf};
use crate::dice::Dice;
use crate::draft::{Draft, Holder, Payee};
use crate::names::fancy;
use crate::people::Origin;
use crate::truth::{NetworkForm, TrueNetwork};

/// What one network is like.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) home: Origin,
    pub(super) workers: usize,
    pub(super) weekly: bool,
    /// Least and most of each wage, in hundredths, that leaves within two days.
    pub(super) share: (i64, i64),
    /// Least and most of a month's pay, in cents.
    pub(super) wage: (i64, i64),
    /// How many of the eight months each of them is there, at least.
    pub(super) stay: usize,
    /// What is kept back from each of them alike, with its text.
    pub(super) deduction: Option<(i64, &'static str)>,
    /// How often, in hundredths, someone shows no pay or nothing leaves.
    pub(super) missing: u64,
    payees: usize,
    towns: usize,
}

impl Plan {
    /// The demo's: ten people, paid by the month.
    pub(super) fn demo() -> Self {
        Self {
            home: Origin::Serbia,
            workers: 10,
            weekly: false,
            share: (82, 94),
            wage: (97_500, 102_500),
            stay: 8,
            deduction: None,
            missing: 0,
            payees: 5,
            towns: 3,
        }
    }

    /// Any other.
    pub(super) fn drawn(dice: &mut Dice) -> Self {
        let texts = ["logement", "transport", "avance repas"];
        let wage = dice.between(64_000, 108_000);
        Self {
            home: *dice.pick(&[Origin::Serbia, Origin::Albania]),
            workers: dice.index(6) + 5,
            weekly: dice.chance(35),
            share: (74 + dice.between(0, 9), 86 + dice.between(0, 10)),
            wage: (wage, wage + wage / 9),
            stay: dice.index(4) + 3,
            deduction: dice.chance(55).then(|| (dice.stepped(9_000, 24_000, 1_000), texts[dice.index(texts.len())])),
            missing: 3 + dice.below(8),
            payees: dice.index(4) + 3,
            towns: dice.index(3) + 2,
        }
    }
}

pub(super) struct Network {
    pub(super) plan: Plan,
    part_of: PartOf,
    pub(super) employer: usize,
    pub(super) workers: Vec<usize>,
    pub(super) collector: usize,
    pub(super) home: usize,
    pub(super) seller: usize,
    pub(super) payees: Vec<Payee>,
    pub(super) towns: Vec<Arc<str>>,
}

impl Network {
    /// Whether that worker has not come yet, or has left: they come and go over the months, some at its start.
    pub(super) fn is_away(&self, number: usize, month: Month) -> bool {
        let at = months().iter().position(|known| *known == month).unwrap_or(0);
        let free = months().len().saturating_sub(self.plan.stay);
        let first = number * 5 % (free + 1);
        at < first || at >= first + self.plan.stay + number % 3
    }
}

/// Writes one network into the case.
pub(super) fn weave(draft: &mut Draft, dice: &mut Dice, plan: Plan) {
    let network = settle(draft, dice, plan);
    let mut sent_home = 0;
    let months = months();
    for (number, month) in months.iter().enumerate() {
        for end in paydays(*month, network.plan.weekly) {
            let pool = wage_sweep::gather(draft, dice, &network, end, *month);
            sent_home += spend(draft, dice, &network, pool, end + 2);
        }
        draft.part_of = PartOf::Life;
        for &worker in &network.workers {
            live_on_little(draft, dice, worker, *month);
        }
        live_at_home(draft, dice, &network, *month);
        draft.part_of = network.part_of;
        if number + 2 == months.len() {
            buy_car(draft, dice, &network, sent_home, *month);
        }
    }
}

/// Opens the accounts and writes who is who into the truth.
fn settle(draft: &mut Draft, dice: &mut Dice, plan: Plan) -> Network {
    let village = *dice.pick(plan.home.villages());
    draft.begin_network(TrueNetwork {
        form: NetworkForm::WageSweep,
        home: plan.home.country().to_owned(),
        accounts: Vec::new(),
        payees: Vec::new(),
        village: village.to_owned(),
        transfers: Vec::new(),
    });
    let first = dice.index(draft.places.french_towns());
    let towns: Vec<Arc<str>> = (0..plan.towns)
        .map(|number| Arc::clone(&draft.places.get((first + number) % draft.places.french_towns()).name))
        .collect();
    let home_bank = if plan.home == Origin::Albania { Bank::Lisi } else { Bank::Jasen };
    let employer_name = format!("Chantiers {} SARL", fancy(dice));
    let employer = draft.firm(dice, Bank::Cimes, &employer_name, &towns[0]);
    let workers = open_workers(draft, dice, &plan, &towns[0]);
    let collector = draft.person(dice, Bank::DeuxRives, plan.home, &towns[0]);
    let home = draft.person(dice, home_bank, plan.home, plan.home.towns()[0]);
    let seller_name =
        if plan.home == Origin::Albania { "Auto Sallon Shqiponjëza" } else { "Auto salon Srebrni Jasen" };
    let seller_name = draft.firm_name(dice, seller_name);
    let seller = draft.open(
        dice,
        home_bank,
        Holder {
            name: seller_name,
            kind: AccountKind::Merchant,
            origin: plan.home,
            city: plan.home.towns()[0].to_owned(),
        },
    );
    draft.accounts[seller].in_case = false;
    // Both live from what arrives: nothing else explains what they hold.
    draft.accounts[collector].opening_minor = 6_140;
    draft.accounts[home].opening_minor = 8_820;
    let payees: Vec<Payee> = (0..plan.payees).map(|_| draft.payee(dice, plan.home, village)).collect();
    let network = Network { part_of: draft.part_of, employer, workers, collector, home, seller, payees, towns, plan };
    record(draft, &network);
    network
}

/// The workers' accounts at two banks, opened within three days for people living at one address, by one guide.
fn open_workers(draft: &mut Draft, dice: &mut Dice, plan: &Plan, city: &str) -> Vec<usize> {
    let opened = months().first().map_or(0, |month| month.first) - dice.days(12, 30);
    let address = format!("{} chemin des Remises, {city}", dice.below(60) + 1);
    let guide = draft.name(dice, plan.home);
    let mut workers = Vec::new();
    for number in 0..plan.workers {
        let origin = *dice.pick(&[plan.home, plan.home, Origin::Serbia, Origin::Albania]);
        let bank = if number.is_multiple_of(2) { Bank::Confluent } else { Bank::Coteaux };
        let worker = draft.person(dice, bank, origin, city);
        let account = &mut draft.accounts[worker];
        account.opened_on = civil(opened + dice.days(0, 2));
        account.address.clone_from(&address);
        account.introducer.clone_from(&guide);
        account.opening_minor = dice.between(500, 2_500);
        workers.push(worker);
    }
    workers
}

fn record(draft: &mut Draft, network: &Network) {
    for &worker in &network.workers {
        draft.is_part(worker, "worker", VICTIM);
    }
    draft.is_part(network.employer, "employer", EMPLOYER);
    draft.is_part(network.collector, "collector", CONTROLLER);
    draft.is_part(network.home, "home", CONTROLLER);
    draft.is_part(network.seller, "seller", None);
    if let Some(truth) = draft.truth.networks.last_mut() {
        truth.payees = network.payees.iter().map(|payee| payee.name.to_string()).collect();
    }
}

/// First and last day of each stretch of work that is paid for: weeks up to Friday, or the month up to the 28th.
fn paydays(month: Month, weekly: bool) -> Vec<i32> {
    let days: &[i32] = if weekly { &[5, 12, 19, 26] } else { &[28] };
    days.iter().map(|&day| working(month.on(day))).collect()
}
