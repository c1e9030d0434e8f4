//! A trace of three claims on one account, worked out by hand: an election, an asserted link, a change of currency, a
//! pooled account, and every unit accounted for by each rule, with the assertions and without.

use filature_model::*;
use jiff::civil::date;

use super::figures::{balance, bought, carried, claim, empty, held, left, native, paths, requisition, share, sway};
use super::{Book, euro};

const MAIN: &str = "FR7099999000010007001357112";
const ABROAD: &str = "RO45ZZZZ0000001000201584";
const CARRIED_TO: &str = "00044:77-1203";
const GARAGE: &str = "ME25999000012345678951";
const POOL: &str = "RO72ZZZZ0000001000200807";
const CLAIMS: [(&str, &str, &str, i64); 3] = [
    ("acompte A", "DE19999999990000123456", "1000.00", 100_000),
    ("acompte B", "FR9399999000010007002714213", "2000.00", 200_000),
    ("acompte C", "00011:8000A", "500.00", 50_000),
];
const RULES: [&str; 4] = ["fifo", "libr", "lifo", "pro-rata"];

/// The transactions after the credits.
struct Moves {
    credits: [String; 3],
    car: String,
    abroad: String,
    cash: String,
    brought: String,
    pool: String,
}

fn moves(book: &mut Book) -> Moves {
    let source = "c3d4e5f60718";
    let main = (MAIN, "Mira Kostova");
    let credits = [0, 1, 2].map(|at| {
        let (_, payer, _, minor) = CLAIMS[at];
        let day = 2 + i8::try_from(at).unwrap();
        book.pay(source, date(2024, 4, day), (payer, "Jonas Weidmann"), main, minor, "acompte")
    });
    let car = book.pay(source, date(2024, 4, 5), main, (GARAGE, "Garage des Lices"), 70_000, "véhicule");
    let abroad = book.pay(source, date(2024, 4, 8), main, (ABROAD, "Atelier Nord Transport SRL"), 120_000, "");
    book.exchanged(&abroad, Money { minor: 596_400, currency: "RON".parse().unwrap() });
    let cash = book.pay(source, date(2024, 4, 10), main, ("", ""), 30_000, "RETRAIT DAB");
    book.cash(&cash);
    let brought = book.pay(source, date(2024, 4, 12), ("", ""), (CARRIED_TO, "Victor Marno"), 30_000, "versement");
    let pool =
        book.pay(source, date(2024, 4, 15), (ABROAD, "Atelier Nord Transport SRL"), (POOL, "Plati Rapide"), 40_241, "");
    assert_eq!(book.entries[&pool][0].1.amount, euro(40_241));
    Moves { credits, car, abroad, cash, brought, pool }
}

/// Of one claim: held in the main account, abroad, where cash was brought; left for the car, in cash, to the pool;
/// rounding.
type Line = [&'static str; 7];

fn result(moves: &Moves, lines: [Line; 3], totals: [&str; 3]) -> RuleResult {
    let mut made = RuleResult::default();
    for (((name, _, claimed, _), line), total) in CLAIMS.iter().zip(lines).zip(totals) {
        let ends = [
            (&moves.car, MAIN, Departure::Outside),
            (&moves.cash, MAIN, Departure::Cash),
            (&moves.pool, ABROAD, Departure::Hub),
        ];
        for (account, amount) in
            [MAIN, ABROAD, CARRIED_TO].into_iter().zip(&line[..3]).filter(|(_, amount)| **amount != "0")
        {
            made.held.push(held(account, name, amount));
        }
        for ((transaction, account, how), amount) in
            ends.into_iter().zip(&line[3..6]).filter(|(_, amount)| **amount != "0")
        {
            made.left.push(left(transaction, account, name, amount, how));
        }
        if line[6] != "0" {
            let (low, high) = (line[6].to_owned(), line[6].to_owned());
            made.exchange.push(Exchange { transaction: moves.abroad.clone(), claim: (*name).to_owned(), low, high });
        }
        made.restitution.push(share(name, claimed, total));
    }
    made
}

fn alone(moves: &Moves) -> [RuleResult; 4] {
    let in_proportion = [
        ["371.43", "227.89", "0", "200.00", "85.71", "114.97", "0"],
        ["742.86", "455.75", "0", "400.00", "171.43", "229.95", "0.01"],
        ["185.71", "113.94", "0", "100.00", "42.86", "57.49", "0"],
    ];
    let first = [
        ["0", "0", "0", "700.00", "0", "300.00", "0"],
        ["800.00", "797.58", "0", "0", "300.00", "102.41", "0.01"],
        ["500.00", "0", "0", "0", "0", "0", "0"],
    ];
    let last = [
        ["1000.00", "0", "0", "0", "0", "0", "0"],
        ["300.00", "797.58", "0", "200.00", "300.00", "402.41", "0.01"],
        ["0", "0", "0", "500.00", "0", "0", "0"],
    ];
    let shared = ["599.32", "1198.61", "299.65"];
    [
        result(moves, first, ["0.00", "1597.58", "500.00"]),
        result(moves, in_proportion, shared),
        result(moves, last, ["1000.00", "1097.58", "0.00"]),
        result(moves, in_proportion, shared),
    ]
}

fn asserted(moves: &Moves) -> [RuleResult; 4] {
    let in_proportion = [
        ["464.29", "284.85", "107.14", "0", "0", "143.72", "0"],
        ["603.57", "370.30", "139.29", "700.00", "0", "186.83", "0.01"],
        ["232.14", "142.43", "53.57", "0", "0", "71.86", "0"],
    ];
    let first = [
        ["0", "597.58", "0", "0", "0", "402.41", "0.01"],
        ["800.00", "200.00", "300.00", "700.00", "0", "0", "0"],
        ["500.00", "0", "0", "0", "0", "0", "0"],
    ];
    let last = [
        ["1000.00", "0", "0", "0", "0", "0", "0"],
        ["300.00", "700.00", "300.00", "700.00", "0", "0", "0"],
        ["0", "97.58", "0", "0", "0", "402.41", "0.01"],
    ];
    let shared = ["856.28", "1113.16", "428.14"];
    let mut made = [
        result(moves, first, ["597.58", "1300.00", "500.00"]),
        result(moves, in_proportion, shared),
        result(moves, last, ["1000.00", "1300.00", "97.58"]),
        result(moves, in_proportion, shared),
    ];
    // Held + bought + rise, never more than is claimed: 1300.00 + 700.00 + 160.00 is held back to 2000.00.
    for (result, recovery) in made.iter_mut().zip(["2000.00", "1973.16", "2000.00", "1973.16"]) {
        result.restitution[1].bought = Some(bought("700.00", "160.00", recovery));
    }
    let own = |held: &&mut Held| held.account == ABROAD && held.claim == "acompte B";
    for (result, lei) in made.iter_mut().zip(["994.00", "1840.43", "3479.00", "1840.43"]) {
        result.held.iter_mut().find(own).unwrap().native = native(lei, "RON");
    }
    explain(moves, &mut made);
    made
}

/// In proportion and the lowest balance give the same paths; they are shown once.
fn explain(moves: &Moves, results: &mut [RuleResult; 4]) {
    let credit = (moves.credits[1].as_str(), MAIN);
    let abroad = [credit, (moves.abroad.as_str(), ABROAD)];
    let brought = [credit, (moves.brought.as_str(), CARRIED_TO)];
    for result in results {
        for held in result.held.iter_mut().filter(|held| held.claim == "acompte B") {
            let steps: &[(&str, &str)] = match held.account.as_str() {
                ABROAD => &abroad,
                CARRIED_TO => &brought,
                _ => &abroad[..1],
            };
            held.paths = paths(&held.low, &[(&held.low, steps)], (0, "0.00"));
        }
    }
}

fn assertions(moves: &Moves) -> Vec<Assertion> {
    let elected = RULES.map(|rule| carried(rule, "acompte B", "700.00", Some("160.00")));
    let shared = [("acompte A", "107.14"), ("acompte B", "139.29"), ("acompte C", "53.57")];
    let mut linked = vec![carried("fifo", "acompte B", "300.00", None), carried("lifo", "acompte B", "300.00", None)];
    for rule in ["pro-rata", "libr"] {
        linked.extend(shared.map(|(name, amount)| carried(rule, name, amount, None)));
    }
    vec![
        Assertion::Election {
            claim: "acompte B".to_owned(),
            transaction: moves.car.clone(),
            worth: Some("860.00".to_owned()),
            reason: None,
            carried: elected.to_vec(),
        },
        Assertion::Link {
            debit: moves.cash.clone(),
            credit: moves.brought.clone(),
            reason: "même somme deux jours après ; images du guichet, PV 2024/131".to_owned(),
            carried: linked,
        },
    ]
}

pub fn trace(book: &mut Book) -> Trace {
    let moves = moves(book);
    let claims = CLAIMS.iter().zip(&moves.credits);
    let claims = claims.map(|((name, _, amount, _), id)| claim(name, amount, std::slice::from_ref(id)));
    let mut trace = empty(claims.collect());
    let named = |results: [RuleResult; 4]| RULES.into_iter().map(str::to_owned).zip(results).collect();
    trace.rules = named(asserted(&moves));
    trace.rules_alone = named(alone(&moves));
    for rules in [&mut trace.rules, &mut trace.rules_alone] {
        let shares = [("acompte A", "371.43"), ("acompte B", "742.86"), ("acompte C", "185.71")];
        let mut shared =
            RuleResult { held: shares.map(|(name, part)| held(MAIN, name, part)).to_vec(), ..RuleResult::default() };
        shared.restitution = shares.into_iter().zip(CLAIMS).map(|((name, part), of)| share(name, of.2, part)).collect();
        rules.insert("pari-passu".to_owned(), shared);
        let touched = CLAIMS.map(|(name, ..)| held(MAIN, name, "1300.00"));
        rules.insert("poison".to_owned(), RuleResult { held: touched.to_vec(), ..RuleResult::default() });
    }
    trace.assertions = assertions(&moves);
    trace.balances = vec![
        balance(CARRIED_TO, "300.00", "EUR", "2024-04-12"),
        balance(MAIN, "1300.00", "EUR", "2024-04-14"),
        balance(ABROAD, "3964.00", "RON", "2024-04-15"),
    ];
    trace.conversions = vec![Conversion {
        transaction: moves.abroad.clone(),
        paid: "1200.00 EUR".to_owned(),
        received: "5964.00 RON".to_owned(),
        at_the_rate: "5963.88 RON".to_owned(),
        rate_english: "1 EUR = 4.9699 RON, published for 2024-04-08 (ECB, source c3d4e5f60718, line 12)".to_owned(),
        rate_french: "1 EUR = 4,9699 RON, publié pour le 08/04/2024 (BCE, source c3d4e5f60718, ligne 12)".to_owned(),
    }];
    let reached = |rule: &str, amount: &str| Reached {
        account: ABROAD.to_owned(),
        rule: rule.to_owned(),
        claim: "acompte B".to_owned(),
        low: amount.to_owned(),
        high: amount.to_owned(),
    };
    trace.reached = [("fifo", "200.00"), ("lifo", "700.00"), ("pro-rata", "557.14"), ("libr", "557.14")]
        .map(|(rule, amount)| reached(rule, amount))
        .to_vec();
    trace.hubs = vec![Hub {
        currency: "EUR".to_owned(),
        account: POOL.to_owned(),
        declared: false,
        payers: 1_204,
        payees: 86,
        counterparties: 1_251,
        received: "418220.15".to_owned(),
        paid: "417998.02".to_owned(),
        followed_through: false,
    }];
    trace.requisitions = vec![
        requisition(Ask::PayeeStatement, (MAIN, Some(GARAGE)), ("2024-04-05", "2024-04-05"), "700.00", &[&moves.car]),
        requisition(Ask::HubRecord, (ABROAD, Some(POOL)), ("2024-04-15", "2024-04-15"), "402.41", &[&moves.pool]),
        requisition(Ask::Rate, (ABROAD, None), ("2024-04-15", "2024-04-16"), "0.00..402.41", &[&moves.pool]),
    ];
    let opening = Doubt::Opening { account: ABROAD.to_owned() };
    trace.sways = vec![
        sway(opening, "lifo", "acompte B", "1100.00..1300.00"),
        sway(Doubt::ValueDates, "libr", "acompte B", "1112.66..1113.16"),
        sway(Doubt::Ties, "fifo", "acompte B", "1300.00"),
    ];
    trace.assumptions = vec![
        Assumption::Asserted,
        Assumption::FollowedThroughExchange,
        Assumption::MeasuredHub {
            account: POOL.to_owned(),
            payers: 1_204,
            payees: 86,
            received: "418220.15 EUR".to_owned(),
            paid: "417998.02 EUR".to_owned(),
        },
    ];
    trace
}
