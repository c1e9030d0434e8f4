//! Every way of tracing over columns beside two slow ones: a tracer that moves single cents, written here and plainly,
//! and the crate's own engine.

use std::collections::BTreeMap;

use filature_model::{Claim, Currency, Departure, OUTSIDE, Rule, Transactions};
use proptest::prelude::*;

use super::*;

/// Accounts of the random ledgers.
const ACCOUNTS: u32 = 5;

/// So many cases; a failure prints its smallest input, which makes a test of its own.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_global_rejects: 20 * cases, ..ProptestConfig::default() }
}

#[derive(Clone, Debug, Default)]
struct Ledger {
    debtor: Vec<u32>,
    creditor: Vec<u32>,
    amount_minor: Vec<i64>,
    openings_minor: Vec<i64>,
    /// By rank, which is that of the first credit.
    claims: Vec<Vec<u32>>,
}

impl Ledger {
    fn columns(&self) -> Columns<'_> {
        Columns::new(&self.debtor, &self.creditor, &self.amount_minor, &self.openings_minor).unwrap()
    }
}

/// Rows among accounts, two of which stand for the outside; amounts are whole multiples of a unit, or nearly.
fn ledger(rows: usize, unit: i64) -> impl Strategy<Value = Ledger> {
    let row = (0..ACCOUNTS + 1, 0..ACCOUNTS + 1, 0_i64..40, 0_i64..3, 0_usize..14);
    let openings = proptest::collection::vec(-20_i64..40, ACCOUNTS as usize);
    (proptest::collection::vec(row, 1..rows), openings).prop_map(move |(rows, openings)| {
        let mut ledger = Ledger::default();
        let mut claims: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let place = |account: u32| if account < ACCOUNTS { account } else { OUTSIDE };
        for (position, (debtor, creditor, amount, odd, claim)) in (0..).zip(rows) {
            ledger.debtor.push(place(debtor));
            ledger.creditor.push(place(creditor));
            ledger.amount_minor.push(amount * unit + if unit > 1 { odd } else { 0 });
            if claim < 4 && creditor < ACCOUNTS {
                claims.entry(claim).or_default().push(position);
            }
        }
        ledger.openings_minor = openings.into_iter().map(|opening| opening * unit).collect();
        ledger.claims = claims.into_values().collect();
        ledger.claims.sort();
        ledger
    })
}

/// One minor unit: the rank of its claim, or clean.
type Unit = Option<usize>;

/// Every account is a list of units, or owes some.
struct Cents<'a> {
    ledger: &'a Ledger,
    claims: &'a [Vec<u32>],
    rule: Rule,
    units: Vec<Vec<Unit>>,
    owed: Vec<usize>,
    left: BTreeMap<(u32, Departure, usize), i64>,
}

/// Largest remainder, one unit at a time: always to the colour that is farthest below its quota.
fn proportional(counts: &[i128], amount: i128) -> Vec<i128> {
    let total: i128 = counts.iter().sum();
    let mut given: Vec<i128> = counts.iter().map(|count| if total == 0 { 0 } else { amount * count / total }).collect();
    while given.iter().sum::<i128>() < amount {
        let lack = |colour: usize| counts[colour] * amount - given[colour] * total;
        let most = (0..counts.len()).map(lack).max().unwrap();
        let next = (0..counts.len()).find(|&colour| lack(colour) == most).unwrap();
        given[next] += 1;
    }
    given
}

impl Cents<'_> {
    fn take(&self, units: &mut Vec<Unit>, count: usize) -> Vec<Unit> {
        let mut taken = Vec::new();
        match self.rule {
            Rule::Fifo => taken.extend(units.drain(..count)),
            Rule::ProRata => self.take_shares(units, count, true, &mut taken),
            _ => {
                while taken.len() < count {
                    let Some(clean) = units.iter().position(Option::is_none) else { break };
                    taken.push(units.remove(clean));
                }
                let rest = count - taken.len();
                self.take_shares(units, rest, false, &mut taken);
            }
        }
        taken
    }

    fn take_shares(&self, units: &mut Vec<Unit>, count: usize, with_clean: bool, taken: &mut Vec<Unit>) {
        let mut colours: Vec<Unit> = (0..self.claims.len()).map(Some).collect();
        colours.extend(with_clean.then_some(None));
        let count_of = |colour: &Unit| units.iter().filter(|unit| *unit == colour).count() as i128;
        let counts: Vec<i128> = colours.iter().map(count_of).collect();
        for (colour, share) in colours.iter().zip(proportional(&counts, count as i128)) {
            for _ in 0..share {
                let at = units.iter().position(|unit| unit == colour).unwrap();
                taken.push(units.remove(at));
            }
        }
    }

    fn leave(&mut self, position: u32, how: Departure, units: &[Unit]) {
        for &claim in units.iter().flatten() {
            *self.left.entry((position, how, claim)).or_default() += 1;
        }
    }

    fn row(&mut self, position: u32) {
        let at = position as usize;
        let (debtor, creditor) = (self.ledger.debtor[at] as usize, self.ledger.creditor[at] as usize);
        let amount = usize::try_from(self.ledger.amount_minor[at]).unwrap();
        let mut parcel = Vec::new();
        if debtor < self.units.len() {
            let mut units = std::mem::take(&mut self.units[debtor]);
            let covered = amount.min(units.len());
            parcel = self.take(&mut units, covered);
            self.units[debtor] = units;
            self.owed[debtor] += amount - covered;
        }
        parcel.resize(amount, None);
        if let Some(claim) = self.claims.iter().position(|claim| claim.contains(&position)) {
            self.leave(position, Departure::Stop, &parcel);
            parcel.fill(Some(claim));
        }
        if creditor >= self.units.len() {
            self.leave(position, Departure::Outside, &parcel);
            return;
        }
        let repays = amount.min(self.owed[creditor]);
        let repaid = self.take(&mut parcel, repays);
        self.owed[creditor] -= repays;
        self.leave(position, Departure::Overdraft, &repaid);
        self.units[creditor].extend(parcel);
    }
}

fn by_cents(ledger: &Ledger, claims: &[Vec<u32>], rule: Rule) -> Vec<Outcome> {
    let openings = &ledger.openings_minor;
    let mut cents = Cents {
        ledger,
        claims,
        rule,
        units: openings.iter().map(|opening| vec![None; usize::try_from(*opening.max(&0)).unwrap()]).collect(),
        owed: openings.iter().map(|opening| usize::try_from(-opening.min(&0)).unwrap()).collect(),
        left: BTreeMap::new(),
    };
    (0..ledger.debtor.len() as u32).for_each(|position| cents.row(position));
    let outcome = |(claim, positions): (usize, &Vec<u32>)| {
        let held = (0..).zip(&cents.units).map(|(account, units)| Held {
            account,
            minor: units.iter().filter(|unit| **unit == Some(claim)).count() as i64,
        });
        let left = cents.left.iter().filter(|((_, _, of), _)| *of == claim);
        let mut left: Vec<Left> = left.map(|(&(position, how, _), &minor)| Left { position, how, minor }).collect();
        left.sort_by_key(|left| (left.position, left.how == Departure::Overdraft));
        Outcome {
            claim_minor: positions.iter().map(|&position| ledger.amount_minor[position as usize]).sum(),
            held: held.filter(|held| held.minor > 0).collect(),
            left,
        }
    };
    claims.iter().enumerate().map(outcome).collect()
}

const NAMES: [&str; ACCOUNTS as usize] = ["A", "B", "C", "D", "E"];

fn minor(text: &str) -> i64 {
    text.replace('.', "").parse().unwrap()
}

/// The same by the crate's engine, where one instant is one row.
fn by_engine(ledger: &Ledger, claims: &[Vec<u32>], rule: Rule) -> Vec<Outcome> {
    let name = |account: u32| NAMES.get(account as usize).copied().unwrap_or("");
    // A row outside the case names all accounts, so that each keeps its place.
    let mut rows: Vec<(&str, &str, i64, i64)> = NAMES.iter().map(|name| ("", *name, 0, 0)).collect();
    for position in 0..ledger.debtor.len() {
        let (debtor, creditor) = (name(ledger.debtor[position]), name(ledger.creditor[position]));
        rows.push((debtor, creditor, ledger.amount_minor[position], 1 + position as i64));
    }
    let mut transactions = Transactions::small(&rows);
    transactions.openings =
        (0..).zip(&ledger.openings_minor).map(|(account, &opening)| (account, Currency::EUR, opening)).collect();
    let claim = |(rank, positions): (usize, &Vec<u32>)| {
        Claim::whole(format!("{rank:02}"), &positions.iter().map(|position| position + ACCOUNTS).collect::<Vec<u32>>())
    };
    let named: Vec<Claim> = claims.iter().enumerate().map(claim).collect();
    let options = crate::Options { rules: vec![rule], ..Default::default() };
    let trace = crate::trace(&transactions, &named, &options).unwrap();
    let result = &trace.rules[rule.word()];
    let outcome = |claim: &Claim| {
        let sum = trace.claims.iter().find(|sum| sum.claim == claim.name).unwrap();
        let held = result.held.iter().filter(|held| held.claim == claim.name).map(|held| {
            assert_eq!(held.low, held.high);
            let account = NAMES.iter().position(|name| *name == held.account).unwrap() as u32;
            Held { account, minor: minor(&held.low) }
        });
        let left = result.left.iter().filter(|left| left.claim == claim.name).map(|left| {
            assert_eq!(left.low, left.high);
            let position = left.transaction[1..].parse::<u32>().unwrap() - ACCOUNTS;
            Left { position, how: left.how, minor: minor(&left.low) }
        });
        let mut left: Vec<Left> = left.collect();
        left.sort_by_key(|left| (left.position, left.how == Departure::Overdraft));
        Outcome { claim_minor: minor(&sum.amount), held: held.collect(), left }
    };
    named.iter().map(outcome).collect()
}

/// One claim of a ledger, by its pass.
fn by_pass(ledger: &Ledger, claim: &[u32], rule: Rule) -> Outcome {
    let columns = ledger.columns();
    match rule {
        Rule::Fifo => fifo(&columns, claim),
        Rule::ProRata => pro_rata(&columns, claim),
        _ => libr(&columns, claim),
    }
    .unwrap()
}

const RULES: [Rule; 3] = [Rule::Fifo, Rule::ProRata, Rule::Libr];

proptest! {
    #![proptest_config(config(6000))]

    #[test]
    fn one_claim_agrees_with_single_cents(ledger in ledger(40, 1)) {
        prop_assume!(!ledger.claims.is_empty());
        let claim = &ledger.claims[..1];
        for rule in RULES {
            prop_assert_eq!(vec![by_pass(&ledger, &claim[0], rule)], by_cents(&ledger, claim, rule), "{}", rule.word());
        }
    }

    #[test]
    fn many_claims_agree_with_single_cents(ledger in ledger(40, 1)) {
        prop_assume!(!ledger.claims.is_empty());
        let columns = ledger.columns();
        prop_assert_eq!(
            pro_rata_many(&columns, &ledger.claims).unwrap(), by_cents(&ledger, &ledger.claims, Rule::ProRata)
        );
        prop_assert_eq!(libr_many(&columns, &ledger.claims).unwrap(), by_cents(&ledger, &ledger.claims, Rule::Libr));
    }

    #[test]
    fn an_answer_agrees_with_the_pass(ledger in ledger(400, 1)) {
        prop_assume!(!ledger.claims.is_empty());
        let index = Index::new(ledger.columns());
        for rule in RULES {
            for claim in &ledger.claims {
                prop_assert_eq!(index.ask(claim, rule).unwrap(), by_pass(&ledger, claim, rule), "{}", rule.word());
            }
        }
    }

    #[test]
    fn reach_agrees_with_a_fixed_point(ledger in ledger(40, 1)) {
        prop_assume!(!ledger.claims.is_empty());
        let claim = &ledger.claims[0];
        let mut arrivals = vec![NEVER; ACCOUNTS as usize];
        // All rows again and again, in the worst order, until nothing changes.
        loop {
            let before = arrivals.clone();
            for position in (0..ledger.debtor.len() as u32).rev() {
                let debtor = ledger.debtor[position as usize] as usize;
                let is_touched = arrivals.get(debtor).is_some_and(|&arrival| arrival < position);
                if (is_touched || claim.contains(&position))
                    && let Some(arrival) = arrivals.get_mut(ledger.creditor[position as usize] as usize)
                {
                    *arrival = position.min(*arrival);
                }
            }
            if before == arrivals {
                break;
            }
        }
        prop_assert_eq!(reach(&ledger.columns(), claim).unwrap(), arrivals);
    }
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn small_amounts_agree_with_the_engine(ledger in ledger(24, 1)) {
        agrees_with_the_engine(&ledger)?;
    }

    /// Products of these amounts need more than 64 bits, and parts fit short lists.
    #[test]
    fn medium_amounts_agree_with_the_engine(ledger in ledger(24, 0x31_4159_2653)) {
        agrees_with_the_engine(&ledger)?;
    }

    /// Parts of these claims need long lists too. The engine counts both sides of a row: even 24 rows of the largest
    /// amounts stay within its 2^60.
    #[test]
    fn large_amounts_agree_with_the_engine(ledger in ledger(24, 0x1_3141_5926_5358)) {
        agrees_with_the_engine(&ledger)?;
    }

    #[test]
    fn large_amounts_of_one_claim_agree_with_many_and_with_an_index(ledger in ledger(200, 0x31_4159_2653)) {
        prop_assume!(!ledger.claims.is_empty());
        let columns = ledger.columns();
        let index = Index::new(columns);
        for claim in &ledger.claims {
            let one = pro_rata(&columns, claim).unwrap();
            prop_assert_eq!(&pro_rata_many(&columns, &[claim]).unwrap()[0], &one);
            prop_assert_eq!(&index.ask(claim, Rule::ProRata).unwrap(), &one);
            let one = libr(&columns, claim).unwrap();
            prop_assert_eq!(&libr_many(&columns, &[claim]).unwrap()[0], &one);
            prop_assert_eq!(&index.ask(claim, Rule::Libr).unwrap(), &one);
            prop_assert_eq!(&index.ask(claim, Rule::Fifo).unwrap(), &fifo(&columns, claim).unwrap());
        }
    }
}

fn agrees_with_the_engine(ledger: &Ledger) -> Result<(), TestCaseError> {
    prop_assume!(!ledger.claims.is_empty());
    let columns = ledger.columns();
    prop_assert_eq!(pro_rata_many(&columns, &ledger.claims).unwrap(), by_engine(ledger, &ledger.claims, Rule::ProRata));
    prop_assert_eq!(libr_many(&columns, &ledger.claims).unwrap(), by_engine(ledger, &ledger.claims, Rule::Libr));
    for rule in RULES {
        let claim = &ledger.claims[..1];
        prop_assert_eq!(vec![by_pass(ledger, &claim[0], rule)], by_engine(ledger, claim, rule), "{}", rule.word());
    }
    Ok(())
}

/// A long ledger: accounts with more debits than share a threshold twice over, and balances that hold claims for long.
#[test]
fn an_answer_agrees_with_the_pass_over_many_blocks() {
    let mut state = 7_u64;
    let mut draw = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut ledger = Ledger { openings_minor: vec![1_000_000; 6], ..Ledger::default() };
    for _ in 0..60_000 {
        // Account 0 does most of all.
        let (debtor, creditor) = (draw(12).saturating_sub(6), draw(12).saturating_sub(6));
        ledger.debtor.push(debtor as u32);
        ledger.creditor.push(creditor as u32);
        ledger.amount_minor.push(if draw(500) == 0 { draw(800_000) } else { draw(50) } as i64);
    }
    let index = Index::new(ledger.columns());
    assert!(index.debits_of(0).len() > 3 * 4096);
    for claim in [vec![3], vec![1, 70, 900], (20_000..20_050).collect()] {
        for rule in RULES {
            assert_eq!(index.ask(&claim, rule).unwrap(), by_pass(&ledger, &claim, rule), "{}", rule.word());
        }
    }
}

#[test]
fn what_is_off_in_the_columns_is_said() {
    let error = |debtor: &[u32], creditor: &[u32], amounts: &[i64], openings: &[i64]| {
        Columns::new(debtor, creditor, amounts, openings).err()
    };
    assert_eq!(error(&[0], &[0], &[], &[0]), Some(BulkError::Lengths { debtors: 1, creditors: 1, amounts: 0 }));
    assert_eq!(
        error(&[0, 0], &[0, 1], &[1, 1], &[0]),
        Some(BulkError::UnknownAccount { position: 1, account: 1, accounts: 1 })
    );
    assert_eq!(error(&[0], &[0], &[-1], &[0]), Some(BulkError::NegativeAmount { position: 0, amount_minor: -1 }));
    assert_eq!(error(&[0; 2], &[0; 2], &[i64::MAX; 2], &[0]), Some(BulkError::TooLarge));
    assert_eq!(error(&[0], &[0], &[1 << 59], &[-(1 << 59) - 1]), Some(BulkError::TooLarge));
    assert_eq!(error(&[0], &[0], &[1 << 59], &[-(1 << 59)]), None);
    assert_eq!(error(&[OUTSIDE], &[OUTSIDE], &[1], &[]), None);
    assert_eq!(error(&[], &[], &[], &[]), None);
    // In a later block.
    let mut accounts = vec![0; 10_000];
    accounts[9_999] = 3;
    let found = error(&accounts, &accounts, &vec![1; 10_000], &[0; 3]);
    assert_eq!(found, Some(BulkError::UnknownAccount { position: 9_999, account: 3, accounts: 3 }));
}

#[test]
fn what_is_off_in_the_claims_is_said() {
    let columns = Columns::new(&[OUTSIDE, 0], &[0, OUTSIDE], &[5, 5], &[0]).unwrap();
    let none: [&[u32]; 0] = [];
    assert_eq!(pro_rata_many(&columns, &none), Err(BulkError::NoClaim));
    assert_eq!(pro_rata(&columns, &[]), Err(BulkError::EmptyClaim { claim: 0 }));
    assert_eq!(libr(&columns, &[2]), Err(BulkError::UnknownTransaction { claim: 0, position: 2, rows: 2 }));
    assert_eq!(fifo(&columns, &[1]), Err(BulkError::PayeeOutside { claim: 0, position: 1 }));
    assert_eq!(reach(&columns, &[0, 0]), Err(BulkError::ClaimedTwice { position: 0, first: 0, second: 0 }));
    assert_eq!(libr_many(&columns, &[[0], [0]]), Err(BulkError::ClaimedTwice { position: 0, first: 0, second: 1 }));
    let index = Index::new(columns);
    assert_eq!(index.ask(&[0], Rule::Lifo), Err(BulkError::NoSuchRule { rule: Rule::Lifo }));
    assert_eq!(index.ask(&[7], Rule::Fifo), Err(BulkError::UnknownTransaction { claim: 0, position: 7, rows: 2 }));
}

#[test]
fn figures_that_do_not_add_up_are_no_figures() {
    let held = |minor: i64| vec![Held { account: 0, minor }];
    assert!(Outcome::checked(Rule::Fifo, 5, held(5), Vec::new()).is_ok());
    assert!(Outcome::checked(Rule::Fifo, 5, held(4), Vec::new()).is_err());
    assert!(Outcome::checked(Rule::Fifo, 0, held(0), Vec::new()).is_err());
}
