//! The lives behind the planted case: twelve people, each with an account, who do the same things every month.

use std::borrow::Cow;
use std::sync::Arc;

use filature_model::{AccountKind, Channel};

use crate::calendar::{Month, civil};
use crate::case::{Bank, PartOf, SynthAccount, SynthSide, SynthTransfer};
use crate::dice::Dice;
use crate::truth::Truth;
use crate::{SyntheticCase, iban};

/// The accounts, by bank: an account number is of the country whose banks write such files.
const BANKS: [Bank; 12] = [
    Bank::Confluent,
    Bank::Confluent,
    Bank::Coteaux,
    Bank::DeuxRives,
    Bank::Jasen,
    Bank::Lisi,
    Bank::DeuxRives,
    Bank::Confluent,
    Bank::DeuxRives,
    Bank::Coteaux,
    Bank::Lisi,
    Bank::Jasen,
];

/// The account, from 0, and the month, from 1, whose statement on paper needs three pages.
pub(super) const BUSY: (usize, usize) = (9, 6);

/// So many that a page in the middle holds nothing else.
const PURCHASES_OF_A_BUSY_MONTH: i64 = 110;

/// Two years of the accounts: pay, rent, purchases (two equal ones on one day among them), cash, and transfers among them.
pub(super) fn ordinary(seed: u64, months: &[Month]) -> SyntheticCase {
    let mut dice = Dice::new(seed, 7_000);
    let accounts: Vec<SynthAccount> = (0_u64..).zip(BANKS).map(|(number, bank)| account(number, bank)).collect();
    let mut drafts = Vec::new();
    for (position, _) in accounts.iter().enumerate() {
        for (number, month) in (1..).zip(months) {
            let is_busy = (position, number) == BUSY;
            of_month(position, *month, is_busy, &mut dice, &mut drafts);
        }
    }
    drafts.sort_by_key(|made: &SynthTransfer| (made.booked_on, made.minute));
    for (number, made) in (1..).zip(&mut drafts) {
        made.id = format!("P{number:05}");
        if made.channel == Channel::Transfer {
            made.reference = format!("REF{number:07}");
        }
    }
    SyntheticCase { accounts, transfers: drafts, truth: Truth::default() }
}

fn account(number: u64, bank: Bank) -> SynthAccount {
    let iban = match bank {
        Bank::Jasen => iban::serbian(bank.code(), 70_000 + number),
        Bank::Lisi => iban::albanian(bank.code(), 1, 70_000 + number),
        _ => iban::french(bank.code(), 1, 70_000 + number),
    };
    SynthAccount {
        iban,
        bank,
        holder: Arc::from(format!("Titulaire {number}")),
        kind: AccountKind::Personal,
        country: bank.country(),
        city: Arc::from(""),
        address: String::new(),
        birth_date: None,
        phone: String::new(),
        email: String::new(),
        device: String::new(),
        introducer: String::new(),
        opened_on: civil(0),
        opening_minor: 150_000 + 10_007 * i64::try_from(number).unwrap_or(0),
        in_case: true,
    }
}

fn of_month(own: usize, month: Month, is_busy: bool, dice: &mut Dice, drafts: &mut Vec<SynthTransfer>) {
    let other = |name: &str| SynthSide { name: Arc::from(name), ..SynthSide::default() };
    let holder = |position: usize| SynthSide {
        account: Some(position),
        name: Arc::from(format!("Titulaire {position}")),
        ..SynthSide::default()
    };
    let mut add =
        |day: i32, minute: u16, sides: (SynthSide, SynthSide), amount_minor: i64, channel, text: &'static str| {
            drafts.push(SynthTransfer {
                id: String::new(),
                booked_on: civil(month.on(day)),
                minute,
                debtor: sides.0,
                creditor: sides.1,
                amount_minor,
                channel,
                text: Cow::Borrowed(text),
                reference: String::new(),
                country: "",
                city: Arc::from(""),
                terminal: Arc::from(""),
                mcc: "",
                payroll: false,
                part_of: PartOf::Life,
            });
        };
    add(
        1,
        540,
        (other("Atelier du Moulin"), holder(own)),
        dice.between(140_000, 190_000),
        Channel::Transfer,
        "SALAIRE",
    );
    add(3, 600, (holder(own), other("Régie des Tilleuls")), 61_000, Channel::Transfer, "LOYER");
    let coffee_on = dice.days(5, 26);
    for minute in [500, 900] {
        add(coffee_on, minute, (holder(own), other("Café de la Halle")), 250, Channel::Card, "CARTE CAFE DE LA HALLE");
    }
    let more = if is_busy { PURCHASES_OF_A_BUSY_MONTH } else { 0 };
    for _ in 0..dice.between(3, 7) + more {
        let (day, amount) = (dice.days(2, 28), dice.between(300, 9_000));
        add(day, 700, (holder(own), other("Épicerie Basse")), amount, Channel::Card, "CARTE EPICERIE BASSE");
    }
    let to = (own + 1 + dice.index(BANKS.len() - 1)) % BANKS.len();
    add(dice.days(10, 20), 800, (holder(own), holder(to)), dice.between(1_000, 20_000), Channel::Transfer, "PARTAGE");
    // The last days of each month have something booked, so that nothing of a page or month is missing unseen.
    add(
        31,
        1_000,
        (holder(own), other("Épicerie Basse")),
        dice.between(300, 9_000),
        Channel::Card,
        "CARTE EPICERIE BASSE",
    );
}
