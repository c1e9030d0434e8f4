//! The small ledgers of the page: the one of Paul, Michael and Karen, and one for each hazard.

use filature_model::{
    Channel, Claim, ClaimedCredit, Currency, Leg, RuleResult, Trace, Transactions, days_from_epoch, from_days,
};
use filature_model::{Language, Rates, Rule};
use filature_trace::{Options, trace};

use super::figures::{Range, minor};

/// One euro in cents: amounts of small ledgers are whole euros.
const EURO: i64 = 100;

/// What the engine says of the small ledgers.
pub struct Small {
    /// Paul 10 in, Michael 10 in, 10 out, Karen 10 in, 10 out.
    pub todd: Trace,
    /// 455 of a claim, 430 out, 333 of other money, after each booking: claimed, balance.
    pub lowest: [(Range, i128); 3],
    /// 100 of a claim, 100 of others, 100 out by `fifo`: opening 0, opening 100, opening not known.
    pub openings: [Range; 3],
    /// 100 there, 100 of a claim in and 100 out by `lifo`: in first, out first, order not known.
    pub ties: [Range; 3],
    /// 60 overdrawn, 100 of a claim in: held, repaid.
    pub overdraft: (Range, Range),
    /// 100 of a claim leave by several ways; held, and how and how much left.
    pub ends: (Range, Vec<(filature_model::Departure, Range)>),
    /// 60 of a credit of 100 are claimed, 50 out, `pro-rata`: carried, held.
    pub part: (Range, Range),
    /// 100 of a claim and 100 of others, 100 out and back, `pro-rata`: held after each of the two.
    pub reversal: [Range; 2],
    /// 100 euro of a claim are received as lev in 2026: what is held, and in lev, and the rate.
    pub exchange: (Range, Range, [String; 2]),
}

impl Small {
    pub fn new() -> anyhow::Result<Self> {
        Ok(Self {
            todd: todd()?,
            lowest: lowest()?,
            openings: openings()?,
            ties: ties()?,
            overdraft: overdraft()?,
            ends: ends()?,
            part: part()?,
            reversal: reversal()?,
            exchange: exchange()?,
        })
    }
}

/// The claim that begins with the first booking.
fn first() -> Vec<Claim> {
    vec![Claim::whole("claim", &[0])]
}

fn run(ledger: &Transactions, claims: &[Claim], options: &Options, rule: Rule) -> anyhow::Result<RuleResult> {
    let options = Options { rules: vec![rule], ..options.clone() };
    Ok(trace(ledger, claims, &options)?.rules.remove(rule.word()).unwrap_or_default())
}

fn held(ledger: &Transactions, options: &Options, rule: Rule) -> anyhow::Result<Range> {
    Ok(super::figures::held(&run(ledger, &first(), options, rule)?))
}

fn left(result: &RuleResult) -> Range {
    result.left.iter().map(|left| Range::read(&left.low, &left.high)).sum()
}

fn todd() -> anyhow::Result<Trace> {
    let ten = 10 * EURO;
    let ledger = Transactions::small(&[
        ("", "M", ten, 1),
        ("", "M", ten, 2),
        ("M", "", ten, 3),
        ("", "M", ten, 4),
        ("M", "", ten, 5),
    ]);
    let claims = [Claim::whole("Paul", &[0]), Claim::whole("Michael", &[1]), Claim::whole("Karen", &[3])];
    Ok(trace(&ledger, &claims, &Options::default())?)
}

fn lowest() -> anyhow::Result<[(Range, i128); 3]> {
    let rows = [("", "M", 455 * EURO, 1), ("M", "", 430 * EURO, 2), ("", "M", 333 * EURO, 3)];
    let ledger = Transactions::small(&rows);
    let mut balance = 0;
    let mut steps = [(Range::default(), 0); 3];
    for ((step, row), end) in steps.iter_mut().zip(rows).zip(2_i64..) {
        balance += i128::from(if row.1 == "M" { row.2 } else { -row.2 });
        let options = Options { before_micros: Some(end * 1_000_000), ..Options::default() };
        *step = (held(&ledger, &options, Rule::Libr)?, balance);
    }
    Ok(steps)
}

fn openings() -> anyhow::Result<[Range; 3]> {
    let hundred = 100 * EURO;
    let mut ledger = Transactions::small(&[("", "M", hundred, 1), ("", "M", hundred, 2), ("M", "", hundred, 3)]);
    let mut answers = [Range::default(); 3];
    for (answer, opening) in answers.iter_mut().zip([Some(0), Some(hundred), None]) {
        ledger.openings = opening.map(|opening| (0, Currency::EUR, opening)).into_iter().collect();
        *answer = held(&ledger, &Options::default(), Rule::Fifo)?;
    }
    Ok(answers)
}

fn ties() -> anyhow::Result<[Range; 3]> {
    let hundred = 100 * EURO;
    let mut ledger = Transactions::small(&[("", "M", hundred, 5), ("M", "", hundred, 5)]);
    ledger.openings = vec![(0, Currency::EUR, hundred)];
    let mut answers = [Range::default(); 3];
    for (answer, sequences) in answers.iter_mut().zip([[0, 1], [1, 0], [Leg::NO_SEQUENCE; 2]]) {
        for (at, sequence) in sequences.into_iter().enumerate() {
            ledger.debited[at].sequence = sequence;
            ledger.credited[at].sequence = sequence;
        }
        *answer = held(&ledger, &Options::default(), Rule::Lifo)?;
    }
    Ok(answers)
}

fn overdraft() -> anyhow::Result<(Range, Range)> {
    let mut ledger = Transactions::small(&[("", "M", 100 * EURO, 1)]);
    ledger.openings = vec![(0, Currency::EUR, -60 * EURO)];
    let result = run(&ledger, &first(), &Options::default(), Rule::ProRata)?;
    Ok((super::figures::held(&result), left(&result)))
}

fn ends() -> anyhow::Result<(Range, Vec<(filature_model::Departure, Range)>)> {
    let out = |payee, euro: i64, at| ("M", payee, euro * EURO, at);
    let mut ledger = Transactions::small(&[
        ("", "M", 100 * EURO, 1),
        out("", 20, 2),
        out("", 5, 3),
        out("", 25, 4),
        out("P", 15, 5),
        out("S", 10, 6),
    ]);
    // Accounts stand by name: M, P, S.
    (ledger.channel[1], ledger.channel[2], ledger.hub[1]) = (Channel::CashOut, Channel::Fee, true);
    let options = Options { stop: vec![2], ..Options::default() };
    let result = run(&ledger, &first(), &options, Rule::Fifo)?;
    let ways = result.left.iter().map(|left| (left.how, Range::read(&left.low, &left.high))).collect();
    Ok((super::figures::held(&result), ways))
}

fn part() -> anyhow::Result<(Range, Range)> {
    let ledger = Transactions::small(&[("", "M", 100 * EURO, 1), ("M", "", 50 * EURO, 2)]);
    let credits = vec![ClaimedCredit { transaction: 0, part_minor: Some(60 * EURO) }];
    let claims = [Claim { name: "claim".to_owned(), credits }];
    let result = run(&ledger, &claims, &Options::default(), Rule::ProRata)?;
    Ok((left(&result), super::figures::held(&result)))
}

fn reversal() -> anyhow::Result<[Range; 2]> {
    let hundred = 100 * EURO;
    let mut ledger = Transactions::small(&[
        ("", "M", hundred, 1),
        ("", "M", hundred, 2),
        ("M", "", hundred, 3),
        ("", "M", hundred, 4),
    ]);
    ledger.reversals = vec![(3, 2)];
    let before = Options { before_micros: Some(4_000_000), ..Options::default() };
    Ok([held(&ledger, &before, Rule::ProRata)?, held(&ledger, &Options::default(), Rule::ProRata)?])
}

fn exchange() -> anyhow::Result<(Range, Range, [String; 2])> {
    let lev: Currency = "BGN".parse()?;
    // The rate from 2026 is fixed by law: no table is needed.
    let day = 86_400 * i64::from(days_from_epoch(jiff::civil::date(2026, 1, 12)));
    let mut ledger = Transactions::small(&[("", "A", 100 * EURO, day), ("A", "B", 100 * EURO, day + 1)]);
    let on = from_days(i32::try_from(day / 86_400)?).unwrap_or_default();
    let rates = Rates::default();
    let rate = rates.rate(Currency::EUR, lev, on).map_err(|_| anyhow::anyhow!("no rate for BGN in 2026"))?;
    let received = i64::try_from(rate.convert(i128::from(100 * EURO))?.minor)?;
    ledger.received[1] = Some((received, lev));
    ledger.openings.push((1, lev, 0));
    let result = run(&ledger, &first(), &Options { rates, ..Options::default() }, Rule::Fifo)?;
    let native = result.held.iter().filter_map(|held| held.native.as_ref());
    let native = native.map(|native| Range { low: minor(&native.low), high: minor(&native.high) }).sum();
    let words = [Language::English, Language::French]
        .map(|language| rate.legs.iter().map(|leg| leg.sentence(language)).collect::<Vec<_>>().join(" "));
    Ok((super::figures::held(&result), native, words))
}
