//! What the tests share: random ledgers, and figures in one form. The second tracer is in [`reference`].

pub mod reference;

use std::collections::BTreeMap;

use filature_model::{
    Channel, Claim, ClaimedCredit, Currency, Election, Leg, Link, OUTSIDE, Rule, RuleResult, Trace, Transactions,
    decimal_string,
};
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use reference::{Exact, World};

/// The rules that follow each unit.
pub const RULES: [Rule; 4] = Rule::FOLLOWED;

/// `held/ACCOUNT/CLAIM` or `left/TRANSACTION/ACCOUNT/CLAIM/HOW` to (low, high), minor units.
pub type Figures = BTreeMap<String, (i128, i128)>;

pub fn minor(text: &str) -> i128 {
    text.replace('.', "").parse().unwrap()
}

pub fn figures(trace: &Trace, rule: Rule) -> Figures {
    figures_of(&trace.rules[rule.word()])
}

pub fn figures_of(result: &RuleResult) -> Figures {
    let held = result
        .held
        .iter()
        .map(|row| (format!("held/{}/{}", row.account, row.claim), (minor(&row.low), minor(&row.high))));
    let left = result.left.iter().map(|row| {
        let key = format!("left/{}/{}/{}/{}", row.transaction, row.account, row.claim, row.how.word());
        (key, (minor(&row.low), minor(&row.high)))
    });
    held.chain(left).collect()
}

/// Figures that are known, as ranges.
pub fn exact(figures: &Exact) -> Figures {
    figures.iter().map(|(key, figure)| (key.clone(), (*figure, *figure))).collect()
}

/// So many cases; the seed of a failure is written beside the test.
pub fn config(cases: u32) -> ProptestConfig {
    let persistence = FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig {
        cases,
        max_global_rejects: 20 * cases,
        failure_persistence: Some(Box::new(persistence)),
        ..ProptestConfig::default()
    }
}

/// Runs a property over so many cases, and then gives back control, so that a test can say what it ran on.
pub fn run_cases<S: Strategy>(
    file: &'static str,
    cases: u32,
    strategy: S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let mut runner = TestRunner::new(ProptestConfig { source_file: Some(file), ..config(cases) });
    if let Err(error) = runner.run(&strategy, property) {
        panic!("{error}\n{runner}");
    }
}

pub fn claim(name: &str, transactions: &[u32]) -> Claim {
    Claim::whole(name, transactions)
}

/// One transaction of a random ledger.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub debtor: u32,
    pub creditor: u32,
    pub minor: i64,
    pub channel: usize,
    /// How many rows later its credit is booked; below zero, earlier.
    pub delay: i64,
    /// Which claim has the credit, of three; past them, none.
    pub claim: usize,
    /// What part of it is claimed, if it is one.
    pub part: i64,
    /// Which claim has a part of the rest.
    pub second: usize,
}

/// Accounts of the random ledgers: four in the case, one that is not, one pooled.
pub const NAMES: [&str; 6] = ["A", "B", "C", "D", "E-not-in-case", "F-hub"];

/// Claims against the order of their names.
pub const CLAIMS: [&str; 3] = ["z-claim", "m-claim", "a-claim"];

pub fn rows(accounts: u32, most_minor: i64, count: usize) -> impl Strategy<Value = Vec<Row>> {
    let row = (
        0..accounts + 2,
        0..accounts + 2,
        0..=most_minor,
        0_usize..12,
        0_usize..9,
        0_usize..7,
        0..3 * most_minor,
        0_usize..5,
    );
    let row = row.prop_map(move |(debtor, creditor, minor, channel, delay, claim, part, second)| {
        let place = |account: u32| if account >= accounts { OUTSIDE } else { account };
        let delay = [0, 0, 0, 0, 0, 0, 1, 2, -1][delay];
        Row { debtor: place(debtor), creditor: place(creditor), minor, channel, delay, claim, part, second }
    });
    proptest::collection::vec(row, 1..count)
}

/// The claims on the credit of a row: the name, and the part if it is not the whole.
fn claims_of(row: &Row) -> Vec<(&'static str, Option<i64>)> {
    let name = |claim: usize| CLAIMS.get(claim).copied();
    let Some(first) = name(row.claim) else { return Vec::new() };
    if row.creditor == OUTSIDE || row.creditor == 4 {
        return Vec::new();
    }
    if row.part == 0 || row.part > row.minor {
        return vec![(first, None)];
    }
    let rest = row.minor - row.part;
    let second = name(row.second).filter(|second| *second != first && rest > 0);
    // Half of the rest, or all of it.
    let second = second.map(|second| (second, Some(if rest % 2 == 0 { rest / 2 } else { rest })));
    [Some((first, Some(row.part))), second].into_iter().flatten().collect()
}

/// A ledger in which all instants differ, and its claims.
pub fn ledger(rows: &[Row], openings: &[Option<i64>]) -> (Transactions, Vec<Claim>) {
    let mut ledger = Transactions::small(&[]);
    ledger.accounts = NAMES.iter().map(|name| filature_model::AccountId::written(name)).collect();
    ledger.in_case = vec![true, true, true, true, false, true];
    ledger.hub = vec![false, false, false, false, false, true];
    let channels = [Channel::CashOut, Channel::Fee, Channel::Interest, Channel::Card];
    let timed = (0_i64..).zip(rows).map(|(number, row)| {
        let at = number * 100;
        // The outside world books nothing: there is one side, at one instant.
        let is_outside = row.debtor == OUTSIDE || row.creditor == OUTSIDE;
        let credited = if row.delay == 0 || is_outside { at } else { at + row.delay * 100 + 1 + number };
        (at.min(credited), at, credited, row)
    });
    let mut timed: Vec<_> = timed.collect();
    timed.sort_by_key(|row| row.0);
    let mut claims: BTreeMap<&str, Vec<ClaimedCredit>> = BTreeMap::new();
    for (transaction, (_, debited, credited, row)) in (0_u32..).zip(timed) {
        let leg = |at_micros| Leg { at_micros, list: 0, sequence: Leg::NO_SEQUENCE };
        ledger.ids.push(format!("t{transaction:03}"));
        ledger.debtor.push(row.debtor);
        ledger.creditor.push(row.creditor);
        ledger.amount_minor.push(row.minor);
        ledger.currency.push(Currency::EUR);
        ledger.received.push(None);
        ledger.debited.push(leg(debited));
        ledger.credited.push(leg(credited));
        ledger.channel.push(channels.get(row.channel).copied().unwrap_or(Channel::Transfer));
        for (name, part_minor) in claims_of(row) {
            claims.entry(name).or_default().push(ClaimedCredit { transaction, part_minor });
        }
    }
    ledger.openings =
        (0..).zip(openings).filter_map(|(account, minor)| minor.map(|minor| (account, Currency::EUR, minor))).collect();
    (ledger, claims.into_iter().map(|(name, credits)| Claim { name: name.to_owned(), credits }).collect())
}

/// The world of the reference in which nobody asserts anything.
pub fn world<'a>(ledger: &'a Transactions, claims: &'a [Claim]) -> World<'a> {
    World { ledger, claims, stop: &[], through: &[], elections: &[], links: &[], before_micros: None }
}

/// Two numbers that choose among what is possible.
pub type Choice = (usize, usize);

pub fn choices(most: usize) -> impl Strategy<Value = Vec<Choice>> {
    proptest::collection::vec((0_usize..1000, 0_usize..1000), 0..=most)
}

fn is_in_case(ledger: &Transactions, account: u32) -> bool {
    account != OUTSIDE && ledger.in_case[account as usize]
}

/// Whether an account had a claimed credit before a transaction.
fn had_a_claim(ledger: &Transactions, claims: &[Claim], account: u32, transaction: usize) -> bool {
    let mut credits = claims.iter().flat_map(|claim| &claim.credits).map(|credit| credit.transaction as usize);
    credits.any(|credit| credit < transaction && ledger.creditor[credit] == account)
}

/// One of what is possible: half the time of what may well have an effect, if there is any of that.
fn choose<'a, T>(all: &'a [T], likely: &'a [T], number: usize) -> Option<&'a T> {
    let some = if number.is_multiple_of(2) || likely.is_empty() { all } else { likely };
    some.get(number / 2 % some.len().max(1))
}

/// Debits of accounts of the case that a person says were made with a claim's money, each once for a claim.
pub fn elections(ledger: &Transactions, claims: &[Claim], choices: &[Choice]) -> Vec<Election> {
    let debits: Vec<usize> = (0..ledger.len()).filter(|at| is_in_case(ledger, ledger.debtor[*at])).collect();
    let likely = debits.iter().copied().filter(|at| had_a_claim(ledger, claims, ledger.debtor[*at], *at));
    let likely: Vec<usize> = likely.collect();
    let mut elections: Vec<Election> = Vec::new();
    for (debit, claim) in choices {
        let Some(transaction) = choose(&debits, &likely, *debit) else { continue };
        let claim = claims[claim % claims.len()].name.clone();
        let election = Election { claim, transaction: *transaction as u32, worth_minor: None, reason: None };
        if !elections.contains(&election) {
            elections.push(election);
        }
    }
    elections
}

fn is_claimed(claims: &[Claim], transaction: usize) -> bool {
    claims.iter().flat_map(|claim| &claim.credits).any(|credit| credit.transaction as usize == transaction)
}

/// Debits that leave the case or what is followed, and later credits from outside the case: possible links.
fn possible_links(ledger: &Transactions, claims: &[Claim], stop: &[u32], through: &[u32]) -> Vec<Choice> {
    let is_barrier =
        |account: u32| stop.contains(&account) || (ledger.hub[account as usize] && !through.contains(&account));
    let leaves = |at: usize| {
        let creditor = ledger.creditor[at];
        let is_followed = is_in_case(ledger, creditor) && !is_barrier(creditor);
        is_in_case(ledger, ledger.debtor[at]) && (ledger.channel[at] == Channel::CashOut || !is_followed)
    };
    let comes = |at: usize| {
        let creditor = ledger.creditor[at];
        let is_followed = is_in_case(ledger, creditor) && !is_barrier(creditor);
        !is_in_case(ledger, ledger.debtor[at]) && is_followed && !is_claimed(claims, at)
    };
    let later = |debit: usize, credit: usize| {
        ledger.credited[credit].at_micros > ledger.debited[debit].at_micros.max(ledger.credited[debit].at_micros)
    };
    let debits = (0..ledger.len()).filter(|at| leaves(*at));
    let pair = |debit: usize| (0..ledger.len()).map(move |credit| (debit, credit));
    debits.flat_map(pair).filter(|(debit, credit)| comes(*credit) && later(*debit, *credit)).collect()
}

/// Links that can be, each once. No credit that the bank took back is linked to anything else.
pub fn links(ledger: &Transactions, claims: &[Claim], stop: &[u32], through: &[u32], choices: &[Choice]) -> Vec<Link> {
    let mut possible = possible_links(ledger, claims, stop, through);
    // What the bank took back cannot be linked once more: such a call is refused.
    let is_free = |(reversal, original): &(u32, u32), (debit, credit): &Choice| {
        *reversal as usize != *credit && *original as usize != *debit
    };
    possible.retain(|link| ledger.reversals.iter().all(|pair| is_free(pair, link)));
    let likely =
        possible.iter().copied().filter(|(debit, _)| had_a_claim(ledger, claims, ledger.debtor[*debit], *debit));
    let likely: Vec<Choice> = likely.collect();
    let mut links: Vec<Link> = Vec::new();
    for (choice, _) in choices {
        let Some((debit, credit)) = choose(&possible, &likely, *choice) else { continue };
        let link = Link { debit: *debit as u32, credit: *credit as u32, reason: "r".to_owned() };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// Bookings that take back an earlier one, each once and none of them twice; also some where nothing can come back.
pub fn reversals(ledger: &Transactions, choices: &[Choice]) -> Vec<(u32, u32)> {
    let pair = |original: usize| (original + 1..ledger.len()).map(move |reversal| (reversal, original));
    let all: Vec<Choice> = (0..ledger.len()).flat_map(pair).collect();
    let gives_back = |(reversal, original): &Choice| {
        let of_credit = ledger.creditor[*original] != OUTSIDE && ledger.creditor[*original] == ledger.debtor[*reversal];
        let of_debit = ledger.debtor[*original] != OUTSIDE && ledger.debtor[*original] == ledger.creditor[*reversal];
        of_credit || of_debit
    };
    let some: Vec<Choice> = all.iter().copied().filter(gives_back).collect();
    let mut reversals: BTreeMap<u32, u32> = BTreeMap::new();
    for (choice, _) in choices {
        let Some((reversal, original)) = choose(&all, &some, *choice) else { continue };
        let (reversal, original) = (*reversal as u32, *original as u32);
        if reversals.values().all(|known| *known != original) {
            reversals.entry(reversal).or_insert(original);
        }
    }
    reversals.into_iter().collect()
}

/// A world in a form that a person can follow, for the message of a failure: a line for each transaction.
pub fn told(world: World) -> String {
    let ledger = world.ledger;
    let openings: Vec<i64> = ledger.openings.iter().map(|opening| opening.2).collect();
    let mut lines = vec![format!("openings {openings:?}, stop {:?}, through {:?}", world.stop, world.through)];
    let party = |account: u32| ledger.accounts.get(account as usize).map_or("-", |account| account.as_str());
    for at in 0..ledger.len() {
        let (debited, credited) = (ledger.debited[at].at_micros, ledger.credited[at].at_micros);
        let mut line = format!("{} {debited}", ledger.ids[at]);
        if credited != debited {
            line += &format!(" (credit {credited})");
        }
        let (payer, payee) = (party(ledger.debtor[at]), party(ledger.creditor[at]));
        line += &format!(": {payer} pays {payee} {} by {:?}", ledger.amount_minor[at], ledger.channel[at]);
        for claim in world.claims {
            for credit in claim.credits.iter().filter(|credit| credit.transaction as usize == at) {
                let part = credit.part_minor.map_or("all".to_owned(), |minor| minor.to_string());
                line += &format!("; claim {}: {part}", claim.name);
            }
        }
        for (_, original) in ledger.reversals.iter().filter(|(reversal, _)| *reversal as usize == at) {
            line += &format!("; takes back {}", ledger.ids[*original as usize]);
        }
        for election in world.elections.iter().filter(|election| election.transaction as usize == at) {
            line += &format!("; elected for {}", election.claim);
        }
        for link in world.links.iter().filter(|link| link.credit as usize == at) {
            line += &format!("; linked from {}", ledger.ids[link.debit as usize]);
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// What each account has at the end.
pub fn balances(ledger: &Transactions) -> Vec<i128> {
    let mut balances = vec![0_i128; ledger.accounts.len()];
    for &(account, _, minor) in &ledger.openings {
        balances[account as usize] += i128::from(minor);
    }
    for at in 0..ledger.len() {
        let amount = i128::from(ledger.amount_minor[at]);
        for (account, change) in [(ledger.debtor[at], -amount), (ledger.creditor[at], amount)] {
            if let Some(balance) = balances.get_mut(account as usize) {
                *balance += change;
            }
        }
    }
    balances
}

/// The sums of each claim over its figures, where the rule follows each unit and nothing is a range.
pub fn assert_conserved(trace: &Trace) {
    for (word, result) in trace.rules.iter().chain(&trace.rules_alone) {
        if !Rule::from_word(word).unwrap().is_followed() {
            continue;
        }
        for claim in &trace.claims {
            let held = result.held.iter().filter(|row| row.claim == claim.claim).map(|row| minor(&row.high));
            let left = result.left.iter().filter(|row| row.claim == claim.claim).map(|row| minor(&row.high));
            let exchange = result.exchange.iter().filter(|row| row.claim == claim.claim).map(|row| minor(&row.high));
            let sum = held.chain(left).chain(exchange).sum();
            assert_eq!(decimal_string(sum, Currency::EUR), claim.amount, "{word}");
        }
    }
}

/// What stands outside that sum: neither is more than the balance, and what may be touched is no less, in any
/// account, than what any rule that follows units says is held there.
pub fn assert_capped(ledger: &Transactions, rules: &BTreeMap<String, RuleResult>) {
    let balances = balances(ledger);
    let most = |account: &str| {
        let at = ledger.accounts.iter().position(|known| known.as_str() == account).unwrap();
        balances[at].max(0)
    };
    let touched = figures_of(&rules["poison"]);
    for (word, result) in rules {
        let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
        for row in &result.held {
            let high = minor(&row.high);
            assert!(high <= most(&row.account), "{word}: {row:?}");
            *sums.entry(&row.account).or_default() += high;
            if Rule::from_word(word).unwrap().is_followed() {
                let (_, envelope) =
                    touched.get(&format!("held/{}/{}", row.account, row.claim)).copied().unwrap_or_default();
                assert!(high <= envelope, "{word}: {row:?}, poison {envelope}");
            }
        }
        if word != "poison" {
            for (account, sum) in sums {
                assert!(sum <= most(account), "{word}: {sum} in {account}");
            }
        }
    }
}

/// Whether a range holds figures.
pub fn assert_inside(range: &Figures, inside: &Figures, what: &str) {
    for key in range.keys().chain(inside.keys()) {
        let (low, high) = range.get(key).copied().unwrap_or_default();
        let (least, most) = inside.get(key).copied().unwrap_or_default();
        assert!(low <= least && most <= high, "{what}: {key} is {least} to {most}, not within {low} to {high}");
    }
}
