//! Measures against their definitions, written a second time without any cleverness, on thousands of small random cases.

use crate::common::measured;
use crate::common::rolling;
use crate::common::swept;
use std::collections::BTreeSet;

use crate::common::Numbers;
use crate::common::cases::{Case, DAY, HOUR, Shape, random};
use crate::common::measured::{Row, Value, assert_rows};
use crate::common::selections::Asked;
use filature_graph::measures::{Argument, Index, Selection, open};
use filature_model::{Channel, Currency, NO_MINUTE, NO_WORD, OUTSIDE};

use Argument::{Null, Number, Text};

const SEEDS: u64 = 3_000;

const SPANS: [(&str, i64); 5] =
    [("15m", HOUR / 4), ("12h", 12 * HOUR), ("2d", 2 * DAY), ("2w", 14 * DAY), ("60d", 60 * DAY)];

/// Whether a cell holds something: a number that is not 0, a word, a list.
fn says(row: &Row, column: &str) -> bool {
    !matches!(&row[column], Value::Null | Value::Number(0)) && row[column] != Value::List(Vec::new())
}

/// Asserts that each column said something in so many rows, and was without anything in some, where it can be.
fn assert_told(rows: &[Row], many: usize, may_be_empty: &[&str]) {
    assert!(rows.len() > many, "{} rows", rows.len());
    for column in rows[0].keys() {
        let told = rows.iter().filter(|row| says(row, column)).count();
        assert!(told > many / 20, "{column} says something in {told} of {} rows", rows.len());
        assert!(told < rows.len() || !may_be_empty.contains(column), "{column} always says something");
    }
}

fn each(check: impl Fn(&Case, &mut Numbers, u64) -> Vec<Row>) -> Vec<Row> {
    let rows = (0..SEEDS).flat_map(|seed| {
        let mut numbers = Numbers(seed);
        let shape = Shape::small(&mut numbers);
        let case = random(&mut numbers, &shape);
        check(&case, &mut numbers, seed)
    });
    rows.collect()
}

#[test]
fn selections_mean_what_they_say() {
    let (mut selected, mut left_out) = (0, 0);
    for seed in 0..SEEDS {
        let mut numbers = Numbers(seed);
        let shape = Shape::small(&mut numbers);
        let case = random(&mut numbers, &shape);
        for _ in 0..6 {
            let asked = Asked::random(&mut numbers);
            let selection = Selection::parse(&asked.text, &case.view()).unwrap();
            for at in 0..case.ledger.len() {
                let found = selection.selects(&case.view(), at);
                assert_eq!(found, asked.selects(&case, at), "seed {seed}, {:?}, transaction {at}", asked.text);
                if !asked.text.is_empty() {
                    *if found { &mut selected } else { &mut left_out } += 1;
                }
            }
        }
    }
    assert!(selected > 20_000 && left_out > 20_000, "{selected} selected, {left_out} left out");
}

#[test]
fn windows_are_those_of_the_definition() {
    let rows = each(|case, numbers, seed| {
        let (asked, (span, span_micros)) = (Asked::random(numbers), SPANS[numbers.below(5)]);
        let (is_in, least_events) = (numbers.below(2) == 0, 1 + numbers.below(3));
        let expected = rolling::windows(case, span_micros, is_in, &asked, least_events);
        let side = if is_in { "in" } else { "out" };
        let least = Number(i64::try_from(least_events).unwrap());
        assert_rows(case, ("windows", &[Text(span), Text(side), Text(&asked.text), least]), &expected, seed);
        expected
    });
    assert_told(&rows, 5_000, &["account", "euro_minor", "unknowns", "once", "night", "round", "cities"]);
}

#[test]
fn large_windows_are_those_of_the_definition() {
    let mut large = 0;
    for seed in 0..12 {
        let mut numbers = Numbers(seed);
        let shape = Shape { transactions: 1_200, accounts: 3, customers: 1, hours: 2_000 };
        let case = random(&mut numbers, &shape);
        let expected = rolling::windows(&case, 40 * DAY, true, &Asked::everything(), 3);
        large += expected.iter().filter(|row| matches!(row["events"], Value::Number(events) if events > 100)).count();
        assert_rows(&case, ("windows", &[Text("40d"), Text("in"), Null, Number(3)]), &expected, seed);
    }
    assert!(large > 200, "{large} large windows");
}

#[test]
fn pairs_are_those_of_the_definition() {
    let rows = each(|case, numbers, seed| {
        let asked = Asked::random(numbers);
        let expected = rolling::pairs(case, &asked);
        assert_rows(case, ("pairs", &[Text(&asked.text)]), &expected, seed);
        expected
    });
    assert_told(&rows, 8_000, &["euro_minor", "median_gap_days", "cv_permille"]);
}

#[test]
fn sweeps_are_those_of_the_definition() {
    let rows = each(|case, numbers, seed| {
        let (asked, (span, span_micros)) = (Asked::random(numbers), SPANS[numbers.below(5)]);
        let expected = swept::sweeps(case, span_micros, &asked);
        assert_rows(case, ("sweeps", &[Text(span), Text(&asked.text)]), &expected, seed);
        expected
    });
    assert_told(&rows, 2_000, &["payee", "seconds"]);
    for how in ["account", "customer", "cash", "unknown"] {
        assert!(rows.iter().filter(|row| row["how"] == how.into()).count() > 50, "{how}");
    }
    let several = rows.iter().filter(|row| matches!(&row["debits"], Value::List(list) if list.len() > 1));
    assert!(several.count() > 100);
}

#[test]
fn profiles_are_those_of_the_definition() {
    let rows = each(|case, _, seed| {
        let expected = swept::profiles(case);
        assert_rows(case, ("profiles", &[]), &expected, seed);
        expected
    });
    assert_told(&rows, 4_000, &["dwell_median_seconds", "largest_payee", "euro_in_minor", "euro_out_minor"]);
}

/// Transactions at terminals: (terminal, instant of the customer's side, position, customer).
fn stands(case: &Case, asked: &Asked) -> Vec<(u32, i64, usize, u32)> {
    let details = &case.details;
    let stand = |at: usize| {
        let is_paid_in = case.ledger.channel[at] == Channel::CashIn;
        let party = if is_paid_in { details.payee[at] } else { details.payer[at] };
        let leg = if is_paid_in { case.ledger.credited[at] } else { case.ledger.debited[at] };
        let terminal = details.terminal.codes.get(at).copied().unwrap_or(NO_WORD);
        let stands = terminal != NO_WORD && party != OUTSIDE && details.minute[at] != NO_MINUTE;
        (stands && asked.selects(case, at)).then_some((terminal, leg.at_micros, at, party))
    };
    let mut stands: Vec<_> = (0..case.ledger.len()).filter_map(stand).collect();
    stands.sort_unstable();
    stands
}

/// What an account holds before it pays: its opening, and all that came before less all that went.
fn held_before(case: &Case, account: u32, at: usize) -> Option<i64> {
    let (ledger, details, currency) = (&case.ledger, &case.details, case.ledger.currency[at]);
    let mut held = ledger.openings.iter().find(|opening| (opening.0, opening.1) == (account, currency))?.2;
    let now = (ledger.debited[at].at_micros, at);
    for other in 0..ledger.len() {
        let (minor, of) = ledger.received[other].unwrap_or((ledger.amount_minor[other], ledger.currency[other]));
        if details.payee[other] == account && of == currency && (ledger.credited[other].at_micros, other) < now {
            held += minor;
        }
        let went = details.payer[other] == account && ledger.currency[other] == currency;
        if went && (ledger.debited[other].at_micros, other) < now {
            held -= ledger.amount_minor[other];
        }
    }
    Some(held)
}

fn balance_permille(case: &Case, at: usize, party: u32) -> Option<i64> {
    let is_drawn = case.ledger.channel[at] != Channel::CashIn;
    let account = rolling::account(case, party).filter(|_| is_drawn)?;
    held_before(case, account, at).filter(|&held| held > 0).map(|held| case.ledger.amount_minor[at] * 1_000 / held)
}

fn visits(case: &Case, span_micros: i64, asked: &Asked) -> Vec<Row> {
    let mut runs: Vec<Vec<(u32, i64, usize, u32)>> = Vec::new();
    for stand in stands(case, asked) {
        let follows = |run: &&mut Vec<(u32, i64, usize, u32)>| {
            let last = run[run.len() - 1];
            last.0 == stand.0 && stand.1 - last.1 <= span_micros
        };
        match runs.last_mut().filter(follows) {
            Some(run) => run.push(stand),
            None => runs.push(vec![stand]),
        }
    }
    let parties = |run: &Vec<(u32, i64, usize, u32)>| run.iter().map(|stand| stand.3).collect::<BTreeSet<u32>>().len();
    runs.retain(|run| parties(run) > 1);
    let mut rows = Vec::new();
    for (visit, run) in runs.iter().enumerate() {
        for &(_, at_micros, at, party) in run {
            rows.push(Row::from([
                ("visit", visit.into()),
                ("terminal", case.details.terminal.get(at).into()),
                ("city", case.details.city.get(at).into()),
                ("tx", at.into()),
                ("party", party.into()),
                ("at", (at_micros / 1_000_000).into()),
                ("day", case.details.day[at].into()),
                ("parties", parties(run).into()),
                ("balance_permille", balance_permille(case, at, party).into()),
            ]));
        }
    }
    rows
}

#[test]
fn visits_are_those_of_the_definition() {
    let rows = each(|case, numbers, seed| {
        let (asked, (span, span_micros)) = (Asked::random(numbers), SPANS[numbers.below(5)]);
        let expected = visits(case, span_micros, &asked);
        assert_rows(case, ("visits", &[Text(span), Text(&asked.text)]), &expected, seed);
        expected
    });
    assert_told(&rows, 4_000, &["balance_permille", "city"]);
}

#[test]
fn what_is_shared_is_that_of_the_definition() {
    let rows = each(|case, numbers, seed| {
        let holders = &case.details.holders;
        let (name, values) = [
            ("phone", &holders.phone),
            ("email", &holders.email),
            ("device", &holders.device),
            ("address", &holders.address),
            ("introducer", &holders.introducer),
        ][numbers.below(5)];
        let mut expected = Vec::new();
        for value in 0..3 {
            let with: Vec<usize> = (0..values.len()).filter(|&account| values[account] == value).collect();
            for &account in with.iter().filter(|_| with.len() > 1) {
                let of = |at: &usize| {
                    let ends = [case.details.payer[*at], case.details.payee[*at]];
                    ends.contains(&u32::try_from(account).unwrap())
                };
                expected.push(Row::from([
                    ("value", value.into()),
                    ("account", account.into()),
                    ("holders", with.len().into()),
                    ("opened_day", holders.opened_day[account].into()),
                    ("kind", holders.kind[account].map(|kind| kind.word()).into()),
                    ("first_tx", (0..case.ledger.len()).find(of).into()),
                ]));
            }
        }
        assert_rows(case, ("shared", &[Text(name)]), &expected, seed);
        expected
    });
    assert_told(&rows, 1_500, &["first_tx", "kind", "opened_day"]);
}

#[test]
fn what_cannot_be_measured_says_what_was_expected() {
    let mut numbers = Numbers(1);
    let shape = Shape::small(&mut numbers);
    let case = random(&mut numbers, &shape);
    let index = Index::new(&case.view());
    let said = |name: &str, arguments: &[Argument<'_>]| match open(name, case.view(), &index, arguments, None) {
        Ok(_) => panic!("{name}: {arguments:?} is measured"),
        Err(error) => error.to_string(),
    };
    let cases: &[(&str, &[Argument<'_>], &[&str])] = &[
        ("spirals", &[], &["spirals", "windows, sweeps, pairs, visits, shared, profiles"]),
        ("windows", &[Null, Text("in")], &["windows", "span", "nothing", "a text"]),
        ("windows", &[Text("30d"), Text("both")], &["both", "in or out"]),
        ("windows", &[Text("30d"), Text("in"), Null, Number(0)], &["least_events", "0", "from 1"]),
        ("windows", &[Number(30), Text("in")], &["span", "the number 30"]),
        ("sweeps", &[Text("30 days"), Null], &["30 days", "48h"]),
        ("sweeps", &[Text("2d"), Null, Null], &["too many", "sweeps(span, selection)"]),
        ("shared", &[Text("shoe")], &["shoe", "phone, email, device, address, introducer"]),
        ("pairs", &[Text("paid")], &["paid", "no-pay"]),
        ("pairs", &[Text("not-country:FR")], &["not-country:FR", "country:"]),
        ("pairs", &[Text("channel:card,wire")], &["wire", "cash-in"]),
        ("pairs", &[Text("class:pets")], &["pets", "food, lodging, health"]),
        ("pairs", &[Text("not-topic:rents")], &["rents", "rent, invoice, pay"]),
        ("pairs", &[Text("euro:5")], &["5", "euro:100..500"]),
        ("pairs", &[Text("euro:..")], &["..", "euro:100..500"]),
        ("pairs", &[Text("euro:9..2")], &["9..2", "euro:100..500"]),
        ("pairs", &[Text("euro:1.234..")], &["1.234..", "euro:100..500"]),
        ("pairs", &[Text("minute:22-06")], &["22-06", "22:00-06:00"]),
        ("pairs", &[Text("minute:06:00-06:00")], &["06:00-06:00", "different"]),
        ("pairs", &[Text("minute:06:00-24:01")], &["24:01", "22:00-06:00"]),
        ("pairs", &[Text("country:France")], &["France", "two capitals"]),
        ("pairs", &[Text("payer:bank")], &["bank", "person"]),
    ];
    for (name, arguments, parts) in cases {
        let said = said(name, arguments);
        assert!(parts.iter().all(|part| said.contains(part)), "{name} {arguments:?}: {said}");
    }
}

#[test]
fn a_ledger_without_details_is_measured_by_its_accounts() {
    let ledger =
        filature_model::Transactions::small(&[("A", "B", 500, 0), ("B", "C", 400, 86_400), ("B", "B", 9, 90_000)]);
    let case = Case { ledger, details: Default::default(), meaning: Default::default() };
    let index = Index::new(&case.view());
    let mut rows = open("sweeps", case.view(), &index, &[Text("48h"), Null], None).unwrap();
    assert!(rows.advance() && !rows.advance());
    let profiles = measured::measured(&case, &index, ("profiles", &[]), Some(1), || true);
    let columns = measured::function("profiles").columns;
    let cell = |name: &str| profiles[0][columns.iter().position(|&column| column == name).unwrap()].clone().unwrap();
    assert_eq!((cell("ins"), cell("outs")), (Value::Number(1), Value::Number(1)), "nobody pays himself");
    assert_eq!((cell("first_day"), cell("last_day")), (Value::Number(0), Value::Number(1)));
    assert_eq!(cell("currency"), Value::from(Currency::EUR.code()));
    assert_eq!(cell("euro_in_minor"), Value::Null);
}
