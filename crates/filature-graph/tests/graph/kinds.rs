//! The smallest example of every kind, and the reasons that findings give.

use std::collections::BTreeSet;

use filature_graph::{KINDS, Line, Options, WHY_KEYS, detect};
use filature_model::{Channel, Currency, Finding, Locality, Transactions};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

type Row = (&'static str, &'static str, i64, i64);

/// A ledger in which the kind is there.
fn example(kind: &str) -> Transactions {
    let rows: Vec<Row> = match kind {
        "cycle" => vec![("A", "B", 50_000, 0), ("B", "C", 49_000, HOUR), ("C", "A", 48_000, 2 * HOUR)],
        "fan-in" => [("P1", DAY), ("P2", DAY), ("P3", 2 * DAY)].map(|(payer, at)| (payer, "HUB", 9_000, at)).to_vec(),
        "fan-out" => [("P1", DAY), ("P2", DAY), ("P3", 2 * DAY)].map(|(payee, at)| ("HUB", payee, 9_000, at)).to_vec(),
        "gather-scatter" => {
            let paid = ["P1", "P2", "P3", "P4"].map(|payer| (payer, "HUB", 40_000, 2 * DAY));
            let pays = ["X", "Y", "Z"].map(|payee| ("HUB", payee, 53_000, 3 * DAY));
            paid.into_iter().chain(pays).collect()
        }
        "scatter-gather" => {
            let out = ["M1", "M2", "M3"].map(|middle| ("A", middle, 30_000, 0));
            let back = ["M1", "M2", "M3"].map(|middle| (middle, "Z", 29_000, DAY));
            out.into_iter().chain(back).collect()
        }
        "bipartite" => {
            let pairs = ["A", "B", "C"].into_iter().flat_map(|payer| ["X", "Y", "Z"].map(|payee| (payer, payee)));
            pairs.map(|(payer, payee)| (payer, payee, 10_000, DAY)).collect()
        }
        "stack" => {
            let layer = |from: [&'static str; 2], to: [&'static str; 2], at: i64| {
                from.into_iter().flat_map(move |payer| to.map(|payee| (payer, payee, 10_000, at)))
            };
            layer(["A", "B"], ["C", "D"], 0).chain(layer(["C", "D"], ["E", "F"], DAY)).collect()
        }
        "chain" => (0_i64..)
            .zip([("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")])
            .map(|(at, (payer, payee))| (payer, payee, 50_000 - 500 * at, at * DAY))
            // What else there is, so that the relay is no matter of course.
            .chain((0..40).map(|at| ("U", "V", 100 + 7_001 * (at % 9), 5 * DAY + at * HOUR)))
            .collect(),
        "pass-through" => (0..4)
            .flat_map(|day| {
                [("EMPLOYER", "RELAY", 40_000, day * DAY), ("RELAY", "TAKER", 39_500, day * DAY + 20 * HOUR)]
            })
            .collect(),
        "structuring" => (0..3).map(|day| ("A", "", 95_000 + day, day * DAY)).collect(),
        "funnel" => vec![
            ("", "A", 50_000, 0),
            ("", "A", 50_000, HOUR),
            ("", "A", 50_000, 2 * HOUR),
            ("", "A", 50_000, 3 * HOUR),
            ("A", "", 190_000, 20 * HOUR),
        ],
        "round-trip" => vec![
            ("A", "B", 10_000, 0),
            ("B", "C", 5_000, DAY),
            ("B", "D", 5_000, DAY + HOUR),
            ("D", "A", 4_800, 2 * DAY),
            ("C", "A", 4_800, 2 * DAY),
        ],
        _ => Vec::new(),
    };
    let mut ledger = Transactions::small(&rows);
    if kind == "structuring" {
        ledger.channel = vec![Channel::CashOut; ledger.len()];
    }
    if kind == "funnel" {
        let towns = ["Brest", "Dijon", "Lille", "Lyon", "Nancy"];
        ledger.places = towns.map(|town| Locality::written(Some("FR"), Some(town)).unwrap()).to_vec();
        ledger.place = (0..5).collect();
        ledger.channel = vec![Channel::CashIn, Channel::CashIn, Channel::CashIn, Channel::CashIn, Channel::CashOut];
    }
    ledger
}

fn found(kind: &str) -> Vec<Finding> {
    let line = Line { name: "ten-hundred".into(), amount_minor: 100_000, ..Line::any(Currency::EUR) };
    let options = Options { lines: vec![line], ..Options::default() };
    detect(&example(kind), &options).unwrap().findings
}

#[test]
fn every_kind_is_found_in_its_smallest_example() {
    for kind in KINDS {
        // Whatever else runs, it is reported once, whole.
        let kinds: Vec<String> = found(kind).into_iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, [*kind]);
        let alone = Options {
            only: vec![(*kind).to_owned()],
            lines: vec![Line { name: "ten-hundred".into(), amount_minor: 100_000, ..Line::any(Currency::EUR) }],
            ..Options::default()
        };
        let findings = detect(&example(kind), &alone).unwrap().findings;
        assert_eq!(findings.len(), 1, "{kind}");
        assert_eq!(
            findings[0].transactions.len(),
            example(kind).len() - if *kind == "chain" { 40 } else { 0 },
            "{kind}"
        );
    }
}

/// Who prints findings has words for these keys and no others: neither may one be missing nor one be left over.
#[test]
fn findings_give_the_reasons_that_are_listed_and_no_others() {
    let keys: BTreeSet<String> = KINDS
        .iter()
        .flat_map(|kind| {
            let line = Line { name: "ten-hundred".into(), amount_minor: 100_000, ..Line::any(Currency::EUR) };
            let alone = Options { only: vec![(*kind).to_owned()], lines: vec![line.clone()], ..Options::default() };
            let all = Options { lines: vec![line], ..Options::default() };
            let of = |options| detect(&example(kind), &options).unwrap().findings;
            of(alone).into_iter().chain(of(all)).flat_map(|finding| finding.why.into_keys())
        })
        .collect();
    assert_eq!(keys.iter().map(String::as_str).collect::<Vec<_>>(), WHY_KEYS);
}
