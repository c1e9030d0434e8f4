//! Structuring against its definition, written a second time without any cleverness, on thousands of small random ledgers.

use crate::common::Numbers;
use crate::common::ledgers;
use crate::common::pieces::{Sets, assert_agrees, unions};
use filature_graph::{GraphError, Line, Options, detect};
use filature_model::{Channel, Currency, Cut, Lack, Locality, Transactions, UNPLACED};

const DAY: i64 = 86_400_000_000;

struct Reference<'a> {
    ledger: &'a Transactions,
    lines: &'a [Line],
    window: i64,
}

impl Reference<'_> {
    /// The account, the currency and the amount of one side of a payment.
    fn side(&self, at: usize, is_credit: bool) -> (u32, Currency, i64) {
        let left = (self.ledger.amount_minor[at], self.ledger.currency[at]);
        let arrived = self.ledger.received[at].unwrap_or(left);
        match is_credit {
            true => (self.ledger.creditor[at], arrived.1, arrived.0),
            false => (self.ledger.debtor[at], left.1, left.0),
        }
    }

    fn in_scope(&self, at: usize, is_credit: bool, account: u32, line: &Line) -> bool {
        let day = i32::try_from(self.ledger.at_micros(at).div_euclid(DAY)).unwrap();
        let own = self.side(at, is_credit);
        let place = self.ledger.place.get(at).filter(|&&place| place != UNPLACED);
        let country = match place.and_then(|&place| self.ledger.places[place as usize].country()) {
            Some(country) => Some(country),
            None => self.ledger.accounts[account as usize].iban_country(),
        };
        own.0 == account
            && own.1 == line.currency
            && own.2 > 0
            && self.side(at, true).2 > 0
            && self.side(at, false).2 > 0
            && self.ledger.debtor[at] != self.ledger.creditor[at]
            && (line.channels.is_empty() || line.channels.contains(&self.ledger.channel[at]))
            && line.from_day.is_none_or(|from| from <= day)
            && line.until_day.is_none_or(|until| day <= until)
            && (line.country.is_none() || country.is_none() || line.country.as_deref() == country)
    }

    fn is_below(&self, at: usize, is_credit: bool, line: &Line) -> bool {
        let amount = self.side(at, is_credit).2;
        amount < line.amount_minor && amount * 10 >= line.amount_minor * 8
    }

    fn of(&self, account: u32, is_credit: bool, line: &Line) -> Sets {
        let scope: Vec<usize> =
            (0..self.ledger.len()).filter(|&at| self.in_scope(at, is_credit, account, line)).collect();
        let below: Vec<usize> = scope.iter().copied().filter(|&at| self.is_below(at, is_credit, line)).collect();
        let close = |from: usize, to: usize| self.ledger.at_micros(to) - self.ledger.at_micros(from) <= self.window;
        let mut spans = Vec::new();
        for &from in &below {
            let to = *below.iter().filter(|&&to| to >= from && close(from, to)).max().unwrap();
            let between = |at: &usize| from <= *at && *at <= to;
            let payments = below.iter().copied().filter(between).count();
            let reached =
                scope.iter().copied().filter(between).any(|at| self.side(at, is_credit).2 >= line.amount_minor);
            if payments >= 3 || payments == 2 && !reached {
                spans.push((from, to));
            }
        }
        let inside = |(from, to)| below.iter().copied().filter(|&at| from <= at && at <= to).collect();
        unions(&spans).into_iter().map(inside).collect()
    }

    fn all(&self) -> Sets {
        let mut sets = Sets::new();
        for account in (0..).take(self.ledger.accounts.len()).filter(|&at| !self.ledger.hub[at as usize]) {
            for line in self.lines {
                sets.extend([true, false].into_iter().flat_map(|is_credit| self.of(account, is_credit, line)));
            }
        }
        sets
    }
}

fn random(numbers: &mut Numbers) -> (Transactions, Vec<Line>) {
    const AMOUNTS: [i64; 9] = [0, 7_999, 8_000, 9_000, 9_500, 9_999, 10_000, 12_000, 4_000];
    let length = 3 + numbers.below(9);
    let hours = [60, 300, 600][numbers.below(3)];
    let pair = |numbers: &mut Numbers, _: usize| match numbers.below(4) {
        0 => (numbers.below(3), 10),
        1 => (10, numbers.below(3)),
        _ => (numbers.below(2), 2 + numbers.below(2)),
    };
    let mut ledger = ledgers::small(numbers, length, hours, &AMOUNTS, &pair);
    for at in 0..ledger.len() {
        ledger.channel[at] = [Channel::CashIn, Channel::Transfer, Channel::Transfer][numbers.below(3)];
    }
    if numbers.below(3) == 0 {
        let of = |country, town| Locality::written(Some(country), Some(town)).unwrap();
        ledger.places = vec![of("", "METZ"), of("BE", ""), of("FR", "METZ")];
        ledger.place = (0..ledger.len()).map(|_| [0, 1, 2, UNPLACED][numbers.below(4)]).collect();
    }
    let lines = (0..1 + numbers.below(2)).map(|at| random_line(numbers, at)).collect();
    (ledger, lines)
}

fn random_line(numbers: &mut Numbers, at: usize) -> Line {
    let day = |numbers: &mut Numbers| (numbers.below(3) == 0).then(|| i32::try_from(numbers.below(12)).unwrap());
    Line {
        name: format!("line {at}"),
        amount_minor: [10_000, 10_000, 5_000, 12_001][numbers.below(4)],
        currency: if numbers.below(8) == 0 { "USD".parse().unwrap() } else { Currency::EUR },
        channels: [vec![], vec![Channel::CashIn], vec![Channel::Transfer, Channel::Fee]][numbers.below(3)].clone(),
        country: [None, Some("FR".to_owned()), Some("DE".to_owned())][numbers.below(3)].clone(),
        from_day: day(numbers),
        until_day: day(numbers),
    }
}

#[test]
fn structuring_agrees_with_its_definition() {
    let mut total = 0;
    for seed in 0..20_000 {
        let mut numbers = Numbers(seed);
        let (ledger, lines) = random(&mut numbers);
        let window_days = [None, None, Some(1), Some(30)][numbers.below(4)];
        let options = Options {
            only: vec!["structuring".into()],
            window_seconds: window_days.map(|days| days * 86_400),
            lines: lines.clone(),
            ..Options::default()
        };
        let reference = Reference { ledger: &ledger, lines: &lines, window: window_days.unwrap_or(7) * DAY };
        let sets = reference.all();
        total += sets.len();
        assert_agrees(&ledger, options, &sets, seed);
    }
    println!("{total} stretches");
    assert!(total > 3_000, "the random ledgers hold too little: {total}");
}

/// An own line on cash at 1,000.00 euro.
fn options(country: Option<&str>) -> Options {
    let line = Line {
        name: "own".into(),
        amount_minor: 100_000,
        channels: vec![Channel::Transfer],
        country: country.map(str::to_owned),
        ..Line::any(Currency::EUR)
    };
    Options { only: vec!["structuring".into()], lines: vec![line], ..Options::default() }
}

#[test]
fn the_line_and_the_day_and_the_country_count() {
    let day = 86_400;
    let ledger = Transactions::small(&[
        ("FR7699999000010000000000115", "", 99_999, 0),
        ("FR7699999000010000000000115", "", 80_000, day),
    ]);
    let found = |options: &Options| detect(&ledger, options).unwrap().findings.len();
    assert_eq!(found(&options(None)), 1);
    assert_eq!(found(&options(Some("FR"))), 1);
    let mut dated = options(None);
    dated.lines[0].from_day = Some(1);
    assert_eq!(found(&dated), 0, "one of the two was before the line");
    let iban = ledger.accounts[0].iban_country();
    assert_eq!(found(&options(Some("DE"))), usize::from(iban.is_none()));
}

#[test]
fn without_a_line_nothing_is_searched_and_that_is_said() {
    let found = detect(&Transactions::default(), &Options { lines: vec![], ..options(None) }).unwrap();
    assert_eq!(found.cut, [Cut::NotSearched { pattern: "structuring".into(), lack: Lack::Lines }]);
    let mut off = options(None);
    off.lines[0].amount_minor = 0;
    assert_eq!(detect(&Transactions::default(), &off), Err(GraphError::Line("own".into())));
}

/// A burst just below the line ranks before who pays amounts around it, and before a rent that lies below it.
#[test]
fn who_is_cut_off_by_the_line_ranks_first() {
    let day = 86_400;
    let mut rows: Vec<(String, String, i64, i64)> = Vec::new();
    let mut numbers = Numbers(1);
    for at in 0..2_000_i64 {
        let (payer, payee) = (format!("P{:03}", numbers.below(300)), format!("Q{:03}", numbers.below(300)));
        rows.push((payer, payee, 70_000 + i64::try_from(numbers.below(70_000)).unwrap(), at * day / 11));
    }
    for month in 0..6 {
        rows.push(("TENANT".into(), "LANDLORD".into(), 95_000, month * 30 * day));
        rows.push(("TENANT".into(), "NURSE".into(), 90_000, (month * 30 + 2) * day));
    }
    for at in 0..9_i64 {
        rows.push(("CAREFUL".into(), format!("Q{at:03}"), 99_000 - at * 700, (100 + at / 2) * day));
    }
    rows.sort_by_key(|row| row.3);
    let plain: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.1.as_str(), row.2, row.3)).collect();
    let found = detect(&Transactions::small(&plain), &options(None)).unwrap();
    let hub =
        |at: usize| found.findings[at].accounts.iter().find(|member| member.role == "hub").unwrap().account.clone();
    assert_eq!(hub(0), "CAREFUL");
    assert!(found.findings[0].score > 2 * found.findings[1].score, "{:?}", &found.findings[..2]);
    let tenant = (0..found.findings.len()).find(|&at| hub(at) == "TENANT").unwrap();
    assert!(found.findings[tenant].score < 0, "{:?}", found.findings[tenant]);
}
