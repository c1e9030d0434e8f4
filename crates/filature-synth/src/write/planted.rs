//! A case of 24 months whose statements have every fault that reconciling must name, and nothing else wrong.
//!
//! ```text
//! six accounts, two years of transfers ─► monthly statements ─► exports that overlap, lack, repeat and alter
//!                                              └► what must be found: the faults, and every booking that a file shows
//! ```
//!
//! | account | format | planted |
//! |---|---|---|
//! | 1 | camt.053, two files | months 12 and 13 stand in both |
//! | 2 | camt.053 | month 9 is in no file |
//! | 3 | CSV over all months, camt.053 of months 5 to 8 | four months in two formats |
//! | 4 | CSV over all months, another of the last three | three months twice |
//! | 5 | MT940, a file a month | one amount of month 15 altered; month 3 in a second file with other line ends |
//! | 6 | MT940, a file a month | month 7 has two pages, and the second is missing |

use std::borrow::Cow;
use std::sync::Arc;

use filature_model::{AccountKind, Channel};

use super::statement::{Books, Statement};
use super::{bank_csv, camt, mt940};
use crate::calendar::{Month, civil, months_from};
use crate::case::{Bank, PartOf, SynthAccount, SynthSide, SynthTransfer};
use crate::dice::Dice;
use crate::truth::{FaultKind, PlantedFault, Truth};
use crate::{SyntheticCase, iban};

/// Months of the case, from January 2023.
const MONTHS: usize = 24;

/// The six accounts, by bank.
const BANKS: [Bank; 6] = [Bank::Confluent, Bank::Confluent, Bank::Coteaux, Bank::DeuxRives, Bank::Jasen, Bank::Lisi];

/// A case with planted faults: its files, and what must come of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlantedCase {
    /// Names and bytes, in the order of accounts.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is wrong, fault by fault.
    pub faults: Vec<PlantedFault>,
    /// Every line that a file shows: account, day as `YYYY-MM-DD`, cents below zero for a debit; each booking once, sorted.
    pub shown: Vec<(String, String, i64)>,
}

/// Makes the case. The same seed gives the same bytes.
///
/// ```
/// let case = filature_synth::planted_case(7);
/// assert_eq!(case, filature_synth::planted_case(7));
/// assert_eq!(case.faults.len(), 7);
/// ```
pub fn planted_case(seed: u64) -> PlantedCase {
    let months = months_from(2023, 1, MONTHS);
    let mut case = ordinary(seed, &months);
    let numbers: Vec<String> = case.accounts.iter().map(|account| account.iban.clone()).collect();
    let fault = |account: usize, month: usize, kind: FaultKind, file: String| PlantedFault {
        file,
        account: numbers[account].clone(),
        month: months[month - 1].name(),
        kind,
        transfer: None,
        booked_minor: None,
        written_minor: None,
    };
    let mut faults = vec![
        fault(0, 12, FaultKind::Overlap, "camt-1-later.xml".to_owned()),
        fault(1, 9, FaultKind::MissingMonth, "camt-2.xml".to_owned()),
        fault(2, 5, FaultKind::Overlap, "camt-3.xml".to_owned()),
        fault(3, 22, FaultKind::Overlap, "csv-4-last.csv".to_owned()),
        fault(4, 3, FaultKind::Duplicate, "mt940-5-again.sta".to_owned()),
        fault(5, 7, FaultKind::MissingPage, format!("mt940-6-{}.sta", months[6].name())),
    ];
    faults.push(altered(&case, &numbers[4], months[14]));
    case.truth.faults.clone_from(&faults);
    let books = Books::of_months(&case, months);
    let statements: Vec<Vec<Statement<'_>>> = (0..BANKS.len()).map(|position| books.statements(position)).collect();
    let shown = shown(&statements);
    PlantedCase { files: files(&books, statements), faults, shown }
}

/// The first card payment of that month, with its amount doubled.
fn altered(case: &SyntheticCase, account: &str, month: Month) -> PlantedFault {
    let of_month = |made: &&SynthTransfer| {
        let pays = made.debtor.account.is_some_and(|position| case.accounts[position].iban == account);
        pays && made.channel == Channel::Card
            && (made.booked_on.year(), made.booked_on.month()) == (month.year, month.month)
    };
    let made = case.transfers.iter().find(of_month);
    PlantedFault {
        file: format!("mt940-5-{}.sta", month.name()),
        account: account.to_owned(),
        month: month.name(),
        kind: FaultKind::AlteredAmount,
        transfer: made.map(|made| made.id.clone()),
        booked_minor: made.map(|made| made.amount_minor),
        written_minor: made.map(|made| made.amount_minor * 2),
    }
}

/// How many lines of a statement stand on its first page, where it has two.
fn first_page(lines: usize) -> usize {
    lines / 2
}

fn shown(statements: &[Vec<Statement<'_>>]) -> Vec<(String, String, i64)> {
    let mut shown = Vec::new();
    for (position, of_account) in statements.iter().enumerate() {
        for statement in of_account {
            let has_one_page = position == 5 && statement.number == 7;
            let lines = if has_one_page { first_page(statement.lines.len()) } else { statement.lines.len() };
            shown.extend(
                statement.lines[..lines]
                    .iter()
                    .map(|line| (statement.account.iban.clone(), line.made.booked_on.to_string(), line.signed_minor())),
            );
        }
    }
    shown.sort();
    shown
}

fn files(books: &Books<'_>, statements: Vec<Vec<Statement<'_>>>) -> Vec<(String, Vec<u8>)> {
    let account = |position: usize| &books.case.accounts[position];
    let of = |position: usize, months: std::ops::RangeInclusive<usize>| -> Vec<&Statement<'_>> {
        statements[position].iter().filter(|statement| months.contains(&statement.number)).collect()
    };
    let camt = |name: &str, position: usize, months| {
        (name.to_owned(), camt::STATEMENT.document(account(position), &of(position, months)).into_bytes())
    };
    let mut files = vec![
        camt("camt-1.xml", 0, 1..=13),
        camt("camt-1-later.xml", 0, 12..=24),
        camt("camt-2.xml", 1, 1..=24),
        camt("camt-3.xml", 2, 5..=8),
        ("csv-3.csv".to_owned(), bank_csv::of_account(books, account(2), &of(2, 1..=24))),
        ("csv-4.csv".to_owned(), bank_csv::of_statements(&of(3, 1..=24)).into_bytes()),
        ("csv-4-last.csv".to_owned(), bank_csv::of_statements(&of(3, 22..=24)).into_bytes()),
        (
            "mt940-5-again.sta".to_owned(),
            of(4, 3..=3).into_iter().map(mt940::message).collect::<String>().replace("\r\n", "\n").into_bytes(),
        ),
    ];
    for (position, of_account) in statements.iter().enumerate().skip(4) {
        for statement in of_account {
            let name = format!("mt940-{}-{}.sta", position + 1, statement.month.name());
            let text = if position == 5 && statement.number == 7 {
                mt940::first_page(statement, first_page(statement.lines.len()))
            } else {
                mt940::message(statement)
            };
            files.push((name, text.into_bytes()));
        }
    }
    files
}

/// Two years of six accounts: pay, rent, purchases (two equal ones on one day among them), cash, and transfers among them.
fn ordinary(seed: u64, months: &[Month]) -> SyntheticCase {
    let mut dice = Dice::new(seed, 7_000);
    let accounts: Vec<SynthAccount> = (0_u64..).zip(BANKS).map(|(number, bank)| account(number, bank)).collect();
    let mut drafts = Vec::new();
    for (position, _) in accounts.iter().enumerate() {
        for month in months {
            of_month(position, *month, &mut dice, &mut drafts);
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

fn of_month(own: usize, month: Month, dice: &mut Dice, drafts: &mut Vec<SynthTransfer>) {
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
    for _ in 0..dice.between(3, 7) {
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
