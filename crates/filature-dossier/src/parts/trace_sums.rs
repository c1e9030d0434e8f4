//! What a trace says of one claim, rule beside rule, and the figure common to all that are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use filature_model::{ClaimSum, Departure, RuleResult, Trace};

use super::trace_columns::{Bounds, ByRule, Columns, add};
use super::{Desk, trace_caps};
use crate::DossierError;
use crate::document::{Figure, Grounds, Inline, Rows};
use crate::figures::{Reading, computed};
use crate::format;
use crate::markup::{link, plain, sentence};
use crate::wording::{self, Pair, follow};

/// Which figures of a trace are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reckoning {
    /// What the rules compute, and nothing else.
    Alone,
    /// The same with what a person asserts; where nobody asserted anything, as [`Reckoning::Alone`].
    Asserted,
}

impl Reckoning {
    /// The results by rule.
    pub fn rules(self, trace: &Trace) -> &BTreeMap<String, RuleResult> {
        match self {
            Self::Alone if !trace.assertions.is_empty() => &trace.rules_alone,
            Self::Alone | Self::Asserted => &trace.rules,
        }
    }
}

/// A debit past which a claim cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break<'a> {
    /// The transaction.
    pub transaction: &'a str,
    /// The account it left.
    pub account: &'a str,
    /// How.
    pub how: Departure,
}

/// Held and left, by the rules of one kind.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parts<'a> {
    /// By account.
    pub held: BTreeMap<&'a str, ByRule<'a>>,
    /// By debit.
    pub left: BTreeMap<Break<'a>, ByRule<'a>>,
}

/// What is said beside a held amount.
#[derive(Debug, Default)]
pub struct Beside {
    /// The same in the account's own currency.
    pub native: Vec<(Reading, Bounds)>,
    /// It may be any amount more.
    pub or_more: bool,
}

/// One claim of one trace.
pub struct Claim<'a> {
    /// The trace's place among the traces, and the claim's in the trace: for anchors.
    pub place: (usize, usize),
    /// Which figures these are.
    pub reckoning: Reckoning,
    /// The claim's name.
    pub name: &'a str,
    /// The claim.
    pub claim: &'a ClaimSum,
    /// The rules that were run.
    pub columns: Columns<'a>,
    /// Its currency.
    pub reading: Reading,
    /// What is followed.
    pub minor: i128,
    /// Entries of the credits it begins with.
    pub begun: Arc<Rows>,
    /// These, and those by which it moved to where the rules compared say it is.
    pub all_rows: Arc<Rows>,
    /// The same for the rules that stand apart.
    pub apart_rows: Arc<Rows>,
    /// By account.
    pub held: BTreeMap<&'a str, ByRule<'a>>,
    /// By debit.
    pub left: BTreeMap<Break<'a>, ByRule<'a>>,
    /// What the rules that stand apart say, which is no part of any sum.
    pub apart: Parts<'a>,
    /// By account and rule.
    pub beside: BTreeMap<(&'a str, &'a str), Beside>,
    /// What changes of currency took.
    pub exchange: ByRule<'a>,
    /// What is held in all accounts together, where the trace says it: with two figures, the sum of the accounts' may be
    /// wider than what can be.
    pub share: ByRule<'a>,
}

/// Every claim of every trace, in order, as the rules compute it alone.
pub fn claims<'a>(desk: &Desk<'a>) -> Result<Vec<(usize, Claim<'a>)>, DossierError> {
    let mut claims = Vec::new();
    for (number, (name, trace)) in desk.selected.content.traces.iter().enumerate() {
        let read = of_trace(desk, number, name, trace, Reckoning::Alone)?;
        claims.extend(read.into_iter().map(|claim| (number, claim)));
    }
    Ok(claims)
}

/// The claims of one trace.
pub fn of_trace<'a>(
    desk: &Desk<'a>,
    number: usize,
    name: &str,
    trace: &'a Trace,
    reckoning: Reckoning,
) -> Result<Vec<Claim<'a>>, DossierError> {
    let mut claims = Vec::new();
    for (at, claim) in trace.claims.iter().enumerate() {
        let reading = Reading::new(&format!("{name}, {}", claim.claim), &claim.currency)?;
        claims.extend(read(desk, (number, at), trace, (claim, reading), reckoning)?);
    }
    Ok(claims)
}

fn read<'a>(
    desk: &Desk<'a>,
    place: (usize, usize),
    trace: &'a Trace,
    (claim, reading): (&'a ClaimSum, Reading),
    reckoning: Reckoning,
) -> Result<Option<Claim<'a>>, DossierError> {
    let rules = reckoning.rules(trace);
    let columns = Columns::of(rules.keys().map(String::as_str));
    let begun = || claim.transactions.iter().map(String::as_str);
    let Some(begun_rows) = desk.catalogue.rows(begun()) else { return Ok(None) };
    let minor = reading.minor(&claim.amount)?;
    let mut made = Claim {
        place,
        reckoning,
        name: &claim.claim,
        claim,
        columns,
        reading,
        minor,
        all_rows: Arc::clone(&begun_rows),
        apart_rows: Arc::clone(&begun_rows),
        begun: begun_rows,
        held: BTreeMap::new(),
        left: BTreeMap::new(),
        apart: Parts::default(),
        beside: BTreeMap::new(),
        exchange: ByRule::new(),
        share: ByRule::new(),
    };
    let (mut followed, mut apart) = (BTreeSet::new(), BTreeSet::new());
    for (rule, result) in rules {
        let compared = made.columns.compared.contains(&rule.as_str());
        made.take(rule, result, compared)?;
        let moved = if compared { &mut followed } else { &mut apart };
        moved.extend(transactions(result, &claim.claim));
    }
    let rows = |ids: BTreeSet<&'a str>| desk.catalogue.rows(begun().chain(ids));
    made.all_rows = rows(followed).unwrap_or(made.all_rows);
    made.apart_rows = rows(apart).unwrap_or(made.apart_rows);
    Ok(Some(made))
}

/// The transactions by which a claim moved under a rule, as far as the result names them.
pub fn transactions<'a>(result: &'a RuleResult, claim: &str) -> Vec<&'a str> {
    let held = result.held.iter().filter(|held| held.claim == claim).filter_map(|held| held.paths.as_ref());
    let steps = held.flat_map(|paths| &paths.paths).flat_map(|path| &path.steps).map(|step| &step.transaction);
    let left = result.left.iter().filter(|left| left.claim == claim).map(|left| &left.transaction);
    let exchange = result.exchange.iter().filter(|part| part.claim == claim).map(|part| &part.transaction);
    steps.chain(left).chain(exchange).map(String::as_str).collect()
}

impl<'a> Claim<'a> {
    /// Takes in what one rule says of it.
    fn take(&mut self, rule: &'a str, result: &'a RuleResult, compared: bool) -> Result<(), DossierError> {
        let name = self.name;
        for part in result.held.iter().filter(|part| part.claim == name) {
            let bounds = self.reading.bounds(&part.low, &part.high)?;
            let held = if compared { &mut self.held } else { &mut self.apart.held };
            add(held.entry(&part.account).or_default(), rule, bounds);
            let beside = self.beside.entry((&part.account, rule)).or_default();
            beside.or_more |= part.or_more;
            if let Some(native) = &part.native {
                let reading = Reading::new(name, &native.currency)?;
                let bounds = reading.bounds(&native.low, &native.high)?;
                beside.native.push((reading, bounds));
            }
        }
        for part in result.left.iter().filter(|part| part.claim == name) {
            let bounds = self.reading.bounds(&part.low, &part.high)?;
            let debit = Break { transaction: &part.transaction, account: &part.account, how: part.how };
            let left = if compared { &mut self.left } else { &mut self.apart.left };
            add(left.entry(debit).or_default(), rule, bounds);
        }
        for part in result.exchange.iter().filter(|part| compared && part.claim == name) {
            add(&mut self.exchange, rule, self.reading.bounds(&part.low, &part.high)?);
        }
        for share in result.restitution.iter().filter(|share| share.claim == name) {
            self.share.insert(rule, self.reading.bounds(&share.held_low, &share.held_high)?);
        }
        Ok(())
    }

    /// The anchor of one of its pieces.
    pub fn anchor(&self, piece: &str) -> String {
        format::anchor(piece, &format!("{}-{}", self.place.0 + 1, self.place.1 + 1))
    }

    /// The least that every rule compared gives.
    pub fn common(&self, sums: &ByRule<'_>) -> i128 {
        self.columns.common(sums)
    }

    /// Sums by rule over several accounts or debits.
    pub fn total<'b>(&self, parts: impl IntoIterator<Item = &'b ByRule<'a>>) -> ByRule<'a>
    where
        'a: 'b,
    {
        let mut total = ByRule::new();
        for sums in parts {
            for (rule, bounds) in sums {
                add(&mut total, rule, *bounds);
            }
        }
        total
    }

    /// What is held in all accounts, by the rules compared: never more than the claim.
    pub fn all_held(&self) -> ByRule<'a> {
        let mut total = self.total(self.held.values());
        total.extend(
            self.share
                .iter()
                .filter(|(rule, _)| self.columns.compared.contains(*rule))
                .map(|(rule, held)| (*rule, *held)),
        );
        total.into_iter().map(|(rule, sum)| (rule, trace_caps::at_most(sum, self.minor))).collect()
    }

    /// What left altogether, by the rules compared. Held, left and exchange come to the claim: where parts are ranges,
    /// what is known of the others makes the sum of what left narrower.
    pub fn all_left(&self) -> ByRule<'a> {
        let (held, left) = (self.all_held(), self.total(self.left.values()));
        let of = |sums: &ByRule<'_>, rule: &str| sums.get(rule).copied().unwrap_or_default();
        let narrowed = |rule: &'a str| {
            let (held, exchange) = (of(&held, rule), of(&self.exchange, rule));
            let rest = (self.minor - held.1 - exchange.1, self.minor - held.0 - exchange.0);
            (rule, trace_caps::both(trace_caps::both(of(&left, rule), rest), (0, self.minor)))
        };
        self.columns.compared.iter().copied().map(narrowed).collect()
    }

    /// The rules by which held, left and exchange do not come to the claim: a bug somewhere, which must be seen.
    pub fn rules_that_do_not_add_up(&self) -> Vec<&'a str> {
        let (held, left) = (self.total(self.held.values()), self.total(self.left.values()));
        let of = |sums: &ByRule<'_>, rule: &str| sums.get(rule).copied().unwrap_or_default();
        let adds_up = |rule: &&str| {
            let parts = [of(&held, rule), of(&left, rule), of(&self.exchange, rule)];
            let low: i128 = parts.iter().map(|bounds| bounds.0).sum();
            let high: i128 = parts.iter().map(|bounds| bounds.1).sum();
            low <= self.minor && self.minor <= high
        };
        self.columns.compared.iter().copied().filter(|rule| !adds_up(rule)).collect()
    }

    /// What left, by way and account: no way more than all that left.
    pub fn ways(&self) -> BTreeMap<(Departure, &'a str), ByRule<'a>> {
        let all = self.all_left();
        let mut ways = self.ways_of(&self.left);
        for (rule, sum) in ways.values_mut().flatten() {
            *sum = trace_caps::at_most(*sum, all.get(rule).map_or(self.minor, |all| all.1));
        }
        ways
    }

    /// The same of one kind of rules.
    pub fn ways_of(&self, left: &BTreeMap<Break<'a>, ByRule<'a>>) -> BTreeMap<(Departure, &'a str), ByRule<'a>> {
        let mut ways: BTreeMap<(Departure, &str), ByRule<'_>> = BTreeMap::new();
        for (debit, sums) in left {
            let way = ways.entry((debit.how, debit.account)).or_default();
            sums.iter().for_each(|(rule, bounds)| add(way, rule, *bounds));
        }
        ways
    }

    /// Grounds of the claim itself.
    pub fn grounds(&self, desk: &Desk<'_>) -> Grounds {
        let name = [Inline::Data(self.name.to_owned())];
        let table = link(plain(&sentence(wording::TABLE_OF_CREDITS, desk.language, &name)), self.anchor("credits"));
        computed(wording::CLAIM_HOW, &self.begun, Some(table), desk.language)
    }

    /// Grounds of what the rules give.
    pub fn rule_grounds(&self, desk: &Desk<'_>, how: Pair) -> Grounds {
        computed(how, &self.all_rows, None, desk.language)
    }

    /// Grounds of what the rules that stand apart give.
    pub fn apart_grounds(&self, desk: &Desk<'_>) -> Grounds {
        computed(follow::APART_HOW, &self.apart_rows, None, desk.language)
    }

    /// An amount in its currency.
    pub fn figure(&self, desk: &Desk<'_>, (low, high): Bounds, grounds: Grounds) -> Inline {
        Inline::Figure(Figure::range(low, high, self.reading.currency, desk.language, grounds))
    }

    /// What is followed.
    pub fn amount(&self, desk: &Desk<'_>) -> Inline {
        self.figure(desk, (self.minor, self.minor), self.grounds(desk))
    }

    /// The least held by every rule.
    pub fn common_held(&self, desk: &Desk<'_>) -> Inline {
        let common = self.common(&self.all_held());
        self.figure(desk, (common, common), self.rule_grounds(desk, wording::COMMON_HOW))
    }

    /// The least left by every rule.
    pub fn common_left(&self, desk: &Desk<'_>) -> Inline {
        let common = self.common(&self.all_left());
        self.figure(desk, (common, common), self.rule_grounds(desk, wording::COMMON_HOW))
    }
}
