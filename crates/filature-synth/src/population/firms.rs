//! Who pays wages and who lets flats, found as they are needed, and what passes through their accounts.

use std::sync::Arc;

use crate::calendar::{Month, months, working};
use crate::case::Bank;
use crate::dice::Dice;
use crate::draft::{Draft, When};
use crate::names::fancy;
use crate::people::Origin;

/// An employer with posts that are free.
#[derive(Clone, Copy)]
struct Posts {
    firm: usize,
    payday: i32,
    free: u64,
}

/// A landlord with flats that are free.
#[derive(Clone, Copy)]
struct Flats {
    landlord: usize,
    free: u64,
}

/// What is free, by town.
pub(super) struct Market {
    posts: Vec<Option<Posts>>,
    flats: Vec<Option<Flats>>,
    /// Firms so far: each may be another's client.
    firms: Vec<usize>,
    /// Employers in Serbia and in Albania.
    pub(super) abroad: [Option<(usize, u64)>; 2],
}

const TRADES: [&str; 16] = [
    "Logistique",
    "Ateliers",
    "Clinique",
    "Transports",
    "Bâti",
    "Maison",
    "Hôtellerie",
    "Nettoyage",
    "Vergers",
    "Informatique",
    "Conserverie",
    "Imprimerie",
    "Boutiques",
    "Cuisines",
    "Menuiserie",
    "Sécurité",
];

impl Market {
    pub(super) fn new(draft: &Draft) -> Self {
        let towns = draft.places.french_towns();
        Self { posts: vec![None; towns], flats: vec![None; towns], firms: Vec::new(), abroad: [None; 2] }
    }

    /// An employer of that town and its day of pay.
    pub(super) fn post(&mut self, draft: &mut Draft, dice: &mut Dice, town: usize) -> (usize, i32) {
        let posts = match self.posts[town] {
            Some(posts) if posts.free > 0 => posts,
            _ => self.found(draft, dice, town),
        };
        self.posts[town] = Some(Posts { free: posts.free - 1, ..posts });
        (posts.firm, posts.payday)
    }

    fn found(&mut self, draft: &mut Draft, dice: &mut Dice, town: usize) -> Posts {
        let staff = match dice.below(10) {
            0..6 => 5 + dice.below(16),
            6..9 => 18 + dice.below(63),
            _ => 80 + dice.below(221),
        };
        let trade = *dice.pick(&TRADES);
        let form = if dice.chance(60) { "SARL" } else { "SAS" };
        let name = format!("{trade} {} {form}", fancy(dice));
        let city = Arc::clone(&draft.places.get(town).name);
        let bank = bank(dice, 40);
        let firm = draft.firm(dice, bank, &name, &city);
        let takes_cash = ["Hôtellerie", "Boutiques", "Maison", "Vergers"].contains(&trade);
        trade_on(draft, dice, &self.firms, firm, (town, staff, takes_cash));
        self.firms.push(firm);
        Posts { firm, payday: *dice.pick(&[5, 25, 26, 27, 28, 28, 29, 31]), free: staff }
    }

    /// A landlord of that town.
    pub(super) fn flat(&mut self, draft: &mut Draft, dice: &mut Dice, town: usize) -> usize {
        let flats = match self.flats[town] {
            Some(flats) if flats.free > 0 => flats,
            _ => {
                let city = Arc::clone(&draft.places.get(town).name);
                let bank = bank(dice, 30);
                let landlord = if dice.chance(25) {
                    let name = format!("SCI {}", fancy(dice));
                    draft.firm(dice, bank, &name, &city)
                } else {
                    let landlord = draft.person(dice, bank, Origin::France, &city);
                    draft.aged(dice, landlord, 38, 78);
                    landlord
                };
                let free = if dice.chance(70) { 1 + dice.below(5) } else { 4 + dice.below(17) };
                own(draft, dice, landlord, free);
                Flats { landlord, free }
            }
        };
        self.flats[town] = Some(Flats { free: flats.free - 1, ..flats });
        flats.landlord
    }
}

/// One of the French banks; with so many hundredths one whose statements nobody has.
pub(super) fn bank(dice: &mut Dice, unseen: u64) -> Bank {
    if dice.chance(unseen) { Bank::Cimes } else { *dice.pick(&[Bank::Confluent, Bank::Coteaux, Bank::DeuxRives]) }
}

/// What a landlord pays: a loan, works, a tax.
fn own(draft: &mut Draft, dice: &mut Dice, landlord: usize, flats: u64) {
    let loan = i64::try_from(flats).unwrap_or(1) * dice.between(21_000, 38_000);
    let day = dice.days(5, 15);
    for month in months() {
        let when = When::early(dice, working(month.on(day)));
        draft.bill(when, landlord, "Foncier des Cimes Grises", loan, "ECHEANCE PRET IMMOBILIER");
        if dice.chance(30) {
            let day = working(month.on(dice.days(8, 26)));
            let when = When::office(dice, day);
            draft.bill(when, landlord, "Plomberie Gouttebel", dice.between(9_000, 120_000), "FACTURE TRAVAUX");
        }
    }
}

/// A firm's months: clients, suppliers, charges, rent, and over the counter where it has one.
fn trade_on(
    draft: &mut Draft,
    dice: &mut Dice,
    firms: &[usize],
    firm: usize,
    (town, staff, takes_cash): (usize, u64, bool),
) {
    let staff = i64::try_from(staff).unwrap_or(5);
    let turnover = staff * dice.between(280_000, 420_000);
    let clients: Vec<Option<usize>> =
        (0..dice.index(5) + 3).map(|_| (!firms.is_empty() && dice.chance(55)).then(|| *dice.pick(firms))).collect();
    let names: Vec<String> = clients.iter().map(|_| format!("Établissements {}", fancy(dice))).collect();
    let city = Arc::clone(&draft.places.get(town).name);
    for month in months() {
        let mut left = turnover * dice.between(85, 115) / 100;
        if takes_cash {
            left -= counter(draft, dice, (firm, town), left / 2, month);
        }
        let each = left / i64::try_from(clients.len()).unwrap_or(1);
        for (client, name) in clients.iter().zip(&names) {
            let day = working(month.on(dice.days(2, 27)));
            let when = When::office(dice, day);
            let paid = each * dice.between(80, 120) / 100;
            match client {
                Some(client) => draft.transfer(when, *client, firm, paid, "REGLEMENT FACTURE"),
                None => draft.gift(when, firm, name, paid, "REGLEMENT FACTURE"),
            }
        }
        costs(draft, dice, firm, (staff, turnover), month);
        for _ in 0..dice.days(0, 5) {
            let day = dice.days(month.first, month.last);
            let when = When::awake(dice, day);
            let amount = dice.between(1_400, 21_000);
            draft.card(dice, when, firm, (Origin::France, &city), amount);
        }
    }
}

/// What a firm pays in a month beside wages.
fn costs(draft: &mut Draft, dice: &mut Dice, firm: usize, (staff, turnover): (i64, i64), month: Month) {
    let when = When::early(dice, working(month.on(15)));
    draft.bill(
        when,
        firm,
        "Caisse de Cotisations Sociales",
        staff * dice.between(64_000, 78_000),
        "COTISATIONS SOCIALES",
    );
    let when = When::early(dice, working(month.on(8)));
    draft.bill(when, firm, "Lumière des Vallées", staff * dice.between(900, 2_400) + 9_000, "PRLV ELECTRICITE");
    for _ in 0..dice.days(2, 5) {
        let day = working(month.on(dice.days(3, 27)));
        let when = When::office(dice, day);
        draft.bill(when, firm, "Fournitures Brindelune", turnover * dice.between(1, 6) / 100, "FACTURE FOURNISSEUR");
    }
}

/// Cash of a counter, paid in after closing, and what the acquirer of cards settles; gives the sum.
fn counter(draft: &mut Draft, dice: &mut Dice, (firm, town): (usize, usize), most: i64, month: Month) -> i64 {
    let machine = dice.index(draft.places.get(town).machines.len());
    let visits = dice.days(4, 9);
    let each = (most / 3 / i64::from(visits)).clamp(5_000, 480_000);
    let mut sum = 0;
    for _ in 0..visits {
        let when = When { day: dice.days(month.first, month.last), minute: dice.days(1_080, 1_260) };
        let amount = each * dice.between(60, 140) / 100 / 500 * 500;
        draft.cash_in_at(when, firm, (town, machine), "", amount);
        sum += amount;
    }
    for day in [7, 14, 21, 28] {
        let when = When::early(dice, working(month.on(day)));
        let amount = most / 6 * dice.between(80, 120) / 100;
        draft.gift(when, firm, "Passerelle Cartes", amount, "REMISE CARTES");
        sum += amount;
    }
    sum
}
