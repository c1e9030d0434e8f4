//! A trace of one claim: six rules, ranges, paths that several rules share, requisitions, doubts.

use filature_model::*;
use jiff::civil::date;

use super::figures::{balance, claim, empty, held, left, paths, requisition, share, sway};
use super::{Book, HUB};

const CLAIM: &str = "gs-5f2c91d0";
const NORD: &str = "RO45ZZZZ0000001000201584";
const CANAL: &str = "FR4299999000010007005428415";
const PODGORA: &str = "ME25999000012345678951";

pub fn trace(book: &mut Book, credits: Vec<String>) -> Trace {
    let cash = book.pay("a1b2c3d4e5f6", date(2024, 3, 11), (HUB, "Sacha Brenner"), ("", ""), 60_000, "RETRAIT DAB");
    book.cash(&cash);
    let out = book.pay(
        "a1b2c3d4e5f6",
        date(2024, 3, 12),
        (HUB, "Sacha Brenner"),
        (PODGORA, "Podgora Trade DOO"),
        150_000,
        "",
    );
    let paid = |name: &str| book_id(book, name);
    let (to_nord, to_canal) = (paid(NORD), paid(CANAL));
    let result = |nord: &str, canal: &str, drawn: &str, outside: &str, total: &str| RuleResult {
        held: vec![held(NORD, CLAIM, nord), held(CANAL, CLAIM, canal)],
        left: vec![
            left(&cash, HUB, CLAIM, drawn, Departure::Cash),
            left(&out, HUB, CLAIM, outside, Departure::Outside),
        ],
        exchange: Vec::new(),
        restitution: vec![share(CLAIM, "7500.75", total)],
    };
    let mut rules = [
        ("fifo", result("4100.00", "1850.00", "600.00", "950.75", "5950.00")),
        // The two accounts' ranges belong to the same doubt: together they are narrower than their sum.
        ("lifo", result("3900.75..4100.75", "1700.00", "400.00..600.00", "1300.00", "5600.75..5800.75")),
        ("libr", result("4000.00", "1850.00", "600.00", "1050.75", "5850.00")),
        ("pro-rata", result("3950.25", "1782.50", "578.00", "1190.00", "5732.75")),
    ]
    .map(|(rule, result)| (rule.to_owned(), result));
    let first = |n: usize| (credits[n].as_str(), HUB);
    let canal: [(&str, Vec<(&str, &str)>); 2] = [
        ("1200.00", vec![first(2), (to_canal.as_str(), CANAL)]),
        ("650.00", vec![first(3), (to_canal.as_str(), CANAL)]),
    ];
    let canal: Vec<(&str, &[(&str, &str)])> = canal.iter().map(|(amount, steps)| (*amount, steps.as_slice())).collect();
    let nord: [(&str, Vec<(&str, &str)>); 3] = [
        ("1420.00", vec![first(0), (to_nord.as_str(), NORD)]),
        ("1385.50", vec![first(1), (to_nord.as_str(), NORD)]),
        ("980.00", vec![first(3), (to_nord.as_str(), NORD)]),
    ];
    let nord: Vec<(&str, &[(&str, &str)])> = nord.iter().map(|(amount, steps)| (*amount, steps.as_slice())).collect();
    for (rule, result) in &mut rules {
        match rule.as_str() {
            "fifo" => result.held[0].paths = paths("4100.00", &nord, (3, "314.50")),
            "lifo" => result.held[0].paths = paths("3900.75", &nord, (2, "115.25")),
            _ => {}
        }
        if matches!(rule.as_str(), "fifo" | "libr") {
            result.held[1].paths = paths("1850.00", &canal, (0, "0.00"));
        }
    }
    let mut trace = empty(vec![claim(CLAIM, "7500.75", &credits)]);
    trace.at = Some("2024-03-31".to_owned());
    trace.rules = rules.into_iter().collect();
    let alone = |held| RuleResult { held, ..RuleResult::default() };
    trace.rules.insert("pari-passu".to_owned(), alone(vec![held(HUB, CLAIM, "349.90")]));
    let touched = Held { or_more: true, ..held(NORD, CLAIM, "4100.00") };
    let mut poison = alone(vec![held(HUB, CLAIM, "663.20"), touched, held(CANAL, CLAIM, "1850.00")]);
    poison.left =
        vec![left(&cash, HUB, CLAIM, "600.00", Departure::Cash), left(&out, HUB, CLAIM, "1500.00", Departure::Outside)];
    trace.rules.insert("poison".to_owned(), poison);
    let mut unsure = balance(NORD, "4412.06", "EUR", "2024-03-28");
    unsure.or_more = true;
    trace.balances = vec![unsure, balance(CANAL, "1850.00", "EUR", "2024-03-31")];
    trace.requisitions = vec![
        requisition(
            Ask::PayeeStatement,
            (HUB, Some(PODGORA)),
            ("2024-03-12", "2024-03-12"),
            "950.75..1300.00",
            &[&out],
        ),
        requisition(Ask::CashRecord, (HUB, None), ("2024-03-11", "2024-03-11"), "400.00..600.00", &[&cash]),
        requisition(Ask::EarlierStatement, (NORD, None), ("2024-03-06", "2024-03-28"), "0.00..200.00", &[&to_nord]),
    ];
    let opening = Doubt::Opening { account: NORD.to_owned() };
    trace.sways = vec![
        sway(opening, "lifo", CLAIM, "5600.75..5800.75"),
        sway(Doubt::Ties, "lifo", CLAIM, "5720.75..5800.75"),
        sway(Doubt::ValueDates, "fifo", CLAIM, "5950.00"),
        sway(Doubt::Openings { accounts: 2 }, "fifo", CLAIM, "5950.00"),
    ];
    trace.assumptions = vec![
        Assumption::TiesInSixOrders,
        Assumption::UnknownOpenings { accounts: vec![NORD.to_owned()], more: 0 },
        Assumption::PariPassuFollowsNoPath,
        Assumption::PoisonIsNoFigure,
    ];
    trace
}

/// The payment of the hub to an account.
fn book_id(book: &Book, payee: &str) -> String {
    let to = |entry: &Entry| entry.creditor.account.as_ref().is_some_and(|account| account.as_str() == payee);
    let from = |entry: &Entry| entry.debtor.account.as_ref().is_some_and(|account| account.as_str() == HUB);
    let found = book.entries.iter().find(|(_, rows)| to(&rows[0].1) && from(&rows[0].1));
    found.unwrap().0.clone()
}
