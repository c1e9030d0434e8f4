//! What a trace says of one claim, rule beside rule, and the figure common to all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use filature_model::{ClaimSum, Departure, Rule, Trace};

use super::Desk;
use crate::DossierError;
use crate::document::{Figure, Grounds, Inline, Rows};
use crate::figures::{Reading, computed};
use crate::format;
use crate::markup::{link, plain, sentence};
use crate::wording::{self, Pair};

/// The least and the most.
pub type Bounds = (i128, i128);
/// By the rule's word.
pub type ByRule<'a> = BTreeMap<&'a str, Bounds>;

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

/// One claim of one trace.
pub struct Claim<'a> {
    /// The trace's place among the traces, and the claim's in the trace: for anchors.
    pub place: (usize, usize),
    /// The claim's name.
    pub name: &'a str,
    /// The claim.
    pub claim: &'a ClaimSum,
    /// Rules in the order in which they are shown.
    pub rules: Vec<&'a str>,
    /// Its currency.
    pub reading: Reading,
    /// What is followed.
    pub minor: i128,
    /// Entries of the credits it begins with.
    pub begun: Arc<Rows>,
    /// These, and those of the debits past which nothing is seen.
    pub all_rows: Arc<Rows>,
    /// By account.
    pub held: BTreeMap<&'a str, ByRule<'a>>,
    /// By debit.
    pub left: BTreeMap<Break<'a>, ByRule<'a>>,
}

/// Every claim of every trace, in order.
pub fn claims<'a>(desk: &Desk<'a>) -> Result<Vec<Claim<'a>>, DossierError> {
    let mut claims = Vec::new();
    for (number, (name, trace)) in desk.selected.content.traces.iter().enumerate() {
        claims.extend(of_trace(desk, number, name, trace)?);
    }
    Ok(claims)
}

/// The claims of one trace.
pub fn of_trace<'a>(
    desk: &Desk<'a>,
    number: usize,
    name: &str,
    trace: &'a Trace,
) -> Result<Vec<Claim<'a>>, DossierError> {
    let mut claims = Vec::new();
    for (at, claim) in trace.claims.iter().enumerate() {
        claims.extend(read(desk, (number, at), name, trace, claim)?);
    }
    Ok(claims)
}

fn read<'a>(
    desk: &Desk<'a>,
    place: (usize, usize),
    trace_name: &str,
    trace: &'a Trace,
    claim: &'a ClaimSum,
) -> Result<Option<Claim<'a>>, DossierError> {
    let reading = Reading::new(&format!("{trace_name}, {}", claim.claim), &claim.currency)?;
    let mut held: BTreeMap<&str, ByRule<'_>> = BTreeMap::new();
    let mut left: BTreeMap<Break<'_>, ByRule<'_>> = BTreeMap::new();
    for (rule, result) in &trace.rules {
        for part in result.held.iter().filter(|part| part.claim == claim.claim) {
            let bounds = (reading.minor(&part.low)?, reading.minor(&part.high)?);
            add(held.entry(&part.account).or_default(), rule, bounds);
        }
        for part in result.left.iter().filter(|part| part.claim == claim.claim) {
            let bounds = (reading.minor(&part.low)?, reading.minor(&part.high)?);
            let debit = Break { transaction: &part.transaction, account: &part.account, how: part.how };
            add(left.entry(debit).or_default(), rule, bounds);
        }
    }
    let begun = || claim.transactions.iter().map(String::as_str);
    let ends = left.keys().map(|debit| debit.transaction);
    let (Some(begun), Some(all_rows)) = (desk.catalogue.rows(begun()), desk.catalogue.rows(begun().chain(ends))) else {
        return Ok(None);
    };
    let minor = reading.minor(&claim.amount)?;
    let rules = rules(trace);
    Ok(Some(Claim { place, name: &claim.claim, claim, rules, reading, minor, begun, all_rows, held, left }))
}

fn add<'a>(sums: &mut ByRule<'a>, rule: &'a str, (low, high): Bounds) {
    let sum = sums.entry(rule).or_default();
    *sum = (sum.0 + low, sum.1 + high);
}

/// The known rules in their order, then others by name.
fn rules(trace: &Trace) -> Vec<&str> {
    let known: Vec<&str> =
        Rule::ALL.iter().map(|rule| rule.word()).filter(|word| trace.rules.contains_key(*word)).collect();
    let others = trace.rules.keys().map(String::as_str).filter(|word| !known.contains(word));
    known.iter().copied().chain(others).collect()
}

/// Poison is an envelope for looking and pari-passu follows no path: neither is a figure to compare with.
fn is_compared(rule: &str) -> bool {
    !matches!(rule, "poison" | "pari-passu")
}

impl<'a> Claim<'a> {
    /// The anchor of one of its pieces.
    pub fn anchor(&self, piece: &str) -> String {
        format::anchor(piece, &format!("{}-{}", self.place.0 + 1, self.place.1 + 1))
    }

    /// The least that every rule compared gives.
    pub fn common(&self, sums: &ByRule<'_>) -> i128 {
        let compared = self.rules.iter().filter(|rule| is_compared(rule));
        compared.map(|rule| sums.get(rule).map_or(0, |bounds| bounds.0)).min().unwrap_or(0)
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

    /// What left, by way and account.
    pub fn ways(&self) -> BTreeMap<(Departure, &'a str), ByRule<'a>> {
        let keys: BTreeSet<(Departure, &str)> = self.left.keys().map(|debit| (debit.how, debit.account)).collect();
        let of = |key: (Departure, &str)| {
            self.total(self.left.iter().filter(|(debit, _)| (debit.how, debit.account) == key).map(|(_, sums)| sums))
        };
        keys.into_iter().map(|key| (key, of(key))).collect()
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
        let common = self.common(&self.total(self.held.values()));
        self.figure(desk, (common, common), self.rule_grounds(desk, wording::COMMON_HOW))
    }

    /// The least left by every rule.
    pub fn common_left(&self, desk: &Desk<'_>) -> Inline {
        let common = self.common(&self.total(self.left.values()));
        self.figure(desk, (common, common), self.rule_grounds(desk, wording::COMMON_HOW))
    }
}
