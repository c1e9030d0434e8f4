//! A planted network: money is gathered on one account, sent to one village, drawn as cash, and turned into
//! a car at home.
//!
//! The shapes are parameter sets drawn from press reports of several cases (safeguards, 5.3); no figure is
//! that of any one case, and everybody is invented.

use filature_model::AccountKind;

use crate::calendar::{Month, civil, months, working};
use crate::case::{Bank, NetworkForm, Part, PartOf, TrueNetwork};
use crate::dice::Dice;
use crate::draft::{Draft, Holder, Payee, When};
use crate::people::{Origin, SITE_FIRMS};

/// What one network is like.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) form: NetworkForm,
    pub(crate) home: Origin,
    pub(crate) workers: usize,
    pub(crate) weekly: bool,
    /// Least and most of each wage, in hundredths, that leaves within two days.
    pub(crate) share: (i64, i64),
    pub(crate) payees: usize,
    pub(crate) towns: usize,
}

impl Plan {
    /// The demo's: ten people, paid by the month.
    pub(crate) fn demo() -> Self {
        Self {
            form: NetworkForm::WageSweep,
            home: Origin::Serbia,
            workers: 10,
            weekly: false,
            share: (82, 94),
            payees: 5,
            towns: 3,
        }
    }

    /// Any other.
    pub(crate) fn drawn(dice: &mut Dice) -> Self {
        Self {
            form: if dice.chance(65) { NetworkForm::WageSweep } else { NetworkForm::TownFunnel },
            home: *dice.pick(&[Origin::Serbia, Origin::Albania]),
            workers: dice.index(8) + 5,
            weekly: dice.chance(35),
            share: (80 + dice.between(0, 4), 88 + dice.between(0, 8)),
            payees: dice.index(4) + 3,
            towns: dice.index(2) + 2,
        }
    }
}

struct Network {
    plan: Plan,
    part_of: PartOf,
    employer: usize,
    workers: Vec<usize>,
    collector: usize,
    home: usize,
    seller: usize,
    payees: Vec<Payee>,
    towns: Vec<&'static str>,
}

/// Writes one network into the case.
pub(crate) fn weave(draft: &mut Draft, dice: &mut Dice, plan: Plan) {
    let network = settle(draft, dice, plan);
    let mut sent_home = 0;
    let months = months();
    for (number, month) in months.iter().enumerate() {
        for (start, end) in pay_periods(*month, network.plan.weekly) {
            let pool = match network.plan.form {
                NetworkForm::WageSweep => sweep_wages(draft, dice, &network, end, *month),
                NetworkForm::TownFunnel => funnel_towns(draft, dice, &network, (start, end)),
            };
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
    draft.part_of = PartOf::Life;
}

/// Opens the accounts and writes who is who into the truth.
fn settle(draft: &mut Draft, dice: &mut Dice, plan: Plan) -> Network {
    let village = *dice.pick(plan.home.villages());
    draft.begin_network(TrueNetwork {
        form: plan.form,
        home: plan.home.country().to_owned(),
        accounts: Vec::new(),
        payees: Vec::new(),
        village: village.to_owned(),
        transfers: Vec::new(),
    });
    let start = dice.index(Origin::France.towns().len());
    let towns: Vec<_> = Origin::France.towns().iter().copied().cycle().skip(start).take(plan.towns).collect();
    let home_bank = if plan.home == Origin::Albania { Bank::Lisi } else { Bank::Jasen };
    let employer = draft.firm(dice, Bank::Cimes, SITE_FIRMS[start % SITE_FIRMS.len()], towns[0]);
    let workers = open_workers(draft, dice, &plan, towns[0]);
    let collector = draft.person(dice, Bank::DeuxRives, plan.home, towns[0]);
    let home = draft.person(dice, home_bank, plan.home, plan.home.towns()[0]);
    let seller_name =
        if plan.home == Origin::Albania { "Auto Sallon Shqiponjëza" } else { "Auto salon Srebrni Jasen" };
    let seller = draft.open(
        dice,
        home_bank,
        Holder {
            name: seller_name.to_owned(),
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
    let part = |account: usize, role| Part { account: draft.accounts[account].iban.clone(), role };
    let mut parts: Vec<Part> = network.workers.iter().map(|&worker| part(worker, "worker")).collect();
    if network.plan.form == NetworkForm::WageSweep {
        parts.push(part(network.employer, "employer"));
    }
    parts.push(part(network.collector, "collector"));
    parts.push(part(network.home, "home"));
    parts.push(part(network.seller, "seller"));
    if let Some(truth) = draft.truth.networks.last_mut() {
        truth.accounts = parts;
        truth.payees = network.payees.iter().map(|payee| payee.name.clone()).collect();
    }
}

/// First and last day of each stretch of work that is paid for: weeks up to Friday, or the month up to the 28th.
fn pay_periods(month: Month, weekly: bool) -> Vec<(i32, i32)> {
    if weekly {
        // The first week begins with the month: cash paid in before the case begins could not be forwarded in it.
        return [5, 12, 19, 26].map(|day| working(month.on(day))).map(|end| ((end - 6).max(month.first), end)).to_vec();
    }
    let end = working(month.on(28));
    vec![(end - 25, end)]
}

/// Pays the wages and lets most of each leave for the collector within 48 hours; gives the sum that did.
fn sweep_wages(draft: &mut Draft, dice: &mut Dice, network: &Network, payday: i32, month: Month) -> i64 {
    let texts = ["avance", "logement", "transport", "remboursement", "dette voyage"];
    let parts = if network.plan.weekly { 4 } else { 1 };
    let mut pool = 0;
    for &worker in &network.workers {
        let wage = dice.between(131_000, 148_500) / parts;
        let when = When::early(dice, payday);
        draft.wage(when, network.employer, worker, wage, &format!("SALAIRE {}", month.slip()));
        let swept = wage * dice.between(network.plan.share.0, network.plan.share.1) / 100;
        // Some pay in two goes: the first alone would not show the share.
        let first = if dice.chance(25) { swept * 6 / 10 } else { swept };
        let day = payday + dice.days(0, 1);
        let text = texts[dice.index(texts.len())];
        for (offset, amount) in [(0, first), (15, swept - first)] {
            let when = When { day, minute: dice.days(500, 1_200) + offset };
            draft.transfer(when, worker, network.collector, amount, text);
        }
        pool += swept;
    }
    pool
}

/// Cash paid in over several towns, most of it forwarded on the next day; gives the sum forwarded.
fn funnel_towns(draft: &mut Draft, dice: &mut Dice, network: &Network, days: (i32, i32)) -> i64 {
    let mut pool = 0;
    for (number, &worker) in network.workers.iter().enumerate() {
        for visit in 0..2 {
            let day = dice.days(days.0, days.1 - 1);
            let amount = dice.stepped(18_000, 52_000, 1_000);
            let town = network.towns[(number + visit) % network.towns.len()];
            let when = When::office(dice, day);
            draft.cash_in(dice, when, worker, town, amount);
            let forwarded = amount * dice.between(network.plan.share.0, network.plan.share.1) / 100;
            let when = When::office(dice, day + 1);
            draft.transfer(when, worker, network.collector, forwarded, "virement");
            pool += forwarded;
        }
    }
    pool
}

/// Sends the pool on: remittances to the village, cash in two or three towns, a transfer home. Little stays.
/// Gives what went to the account at home.
fn spend(draft: &mut Draft, dice: &mut Dice, network: &Network, pool: i64, from_day: i32) -> i64 {
    let mut to_remit = pool * dice.between(46, 54) / 100;
    let mut to_draw = pool * dice.between(14, 19) / 100;
    let home = pool * dice.between(21, 26) / 100 / 1_000 * 1_000;
    let mut turn = dice.index(network.payees.len());
    while to_remit >= 20_000 {
        let amount = dice.stepped(62_000, 98_000, 1_000).min(to_remit / 1_000 * 1_000);
        let day = from_day + dice.days(0, 7);
        let when = When::office(dice, day);
        draft.remit(when, network.collector, &network.payees[turn % network.payees.len()], amount);
        to_remit -= amount;
        turn += 1;
    }
    while to_draw >= 5_000 {
        let amount = dice.stepped(24_000, 50_000, 1_000).min(to_draw / 1_000 * 1_000);
        let town = *dice.pick(&network.towns);
        let when = When { day: from_day + dice.days(0, 8), minute: dice.days(600, 1_320) };
        draft.cash_out(dice, when, network.collector, (Origin::France, town), amount);
        to_draw -= amount;
    }
    let when = When::office(dice, from_day + 1);
    draft.transfer(when, network.collector, network.home, home, "porodica / famille");
    home
}

/// What a worker is left with: two small purchases a month.
fn live_on_little(draft: &mut Draft, dice: &mut Dice, worker: usize, month: Month) {
    let city = draft.accounts[worker].city.clone();
    for _ in 0..dice.days(1, 2) {
        let when = When { day: dice.days(month.first + 3, month.last), minute: dice.days(1_080, 1_260) };
        let amount = dice.between(420, 2_150);
        draft.card(dice, when, worker, (Origin::France, &city), amount);
    }
}

fn live_at_home(draft: &mut Draft, dice: &mut Dice, network: &Network, month: Month) {
    let city = draft.accounts[network.home].city.clone();
    for _ in 0..dice.days(2, 4) {
        let when = When { day: dice.days(month.first + 4, month.last), minute: dice.days(540, 1_200) };
        let amount = dice.between(350, 4_200);
        draft.card(dice, when, network.home, (network.plan.home, &city), amount);
    }
}

/// Most of what arrived at home becomes a car.
fn buy_car(draft: &mut Draft, dice: &mut Dice, network: &Network, sent_home: i64, month: Month) {
    // The transfer of this month may come after the purchase: four fifths of all but that is there.
    let months_paid = i64::try_from(months().len()).unwrap_or(8) - 1;
    let price = sent_home * (months_paid - 1) / months_paid * 8 / 10 / 10_000 * 10_000;
    let day = working(month.on(dice.days(20, 26)));
    let text = match network.plan.home {
        Origin::Albania => "BLERJE AUTOMJETI",
        _ => "KUPOPRODAJA VOZILA",
    };
    let when = When::office(dice, day);
    draft.transfer(when, network.home, network.seller, price, text);
}
