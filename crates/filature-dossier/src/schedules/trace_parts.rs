//! The traces taken apart: each claim by each rule of each reckoning, with what is held, what left, and what changes of currency
//! took. Three sheets are made of them.

use filature_model::{ClaimSum, Departure, Rule, RuleResult, Trace};

use super::cell::Cell;
use super::sheet::Column;
use crate::DossierError;
use crate::figures::Reading;
use crate::parts::Desk;
use crate::parts::trace_columns::{Bounds, Columns, rule_name};
use crate::wording::{Pair, follow, schedules as words};

/// Where a part of a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In an account.
    Held,
    /// Out of sight.
    Left,
    /// Lost in a change of currency.
    Exchange,
}

impl Where {
    /// In a word.
    pub fn word(self) -> Pair {
        match self {
            Self::Held => words::HELD,
            Self::Left => words::LEFT,
            Self::Exchange => words::EXCHANGE,
        }
    }
}

/// A part of a claim.
#[derive(Debug)]
pub struct Part<'a> {
    /// Where it is.
    pub place: Where,
    /// The account that holds it, or that it left.
    pub account: Option<&'a str>,
    /// The transaction by which it left.
    pub transaction: Option<&'a str>,
    /// How.
    pub how: Option<Departure>,
    /// The least and the most.
    pub bounds: Bounds,
    /// The same in the account's own currency.
    pub native: Option<(Reading, Bounds)>,
    /// It may be any amount more.
    pub or_more: bool,
}

/// The columns of a claim by a rule: which it is, and how much.
pub fn claim_columns() -> [Column; 6] {
    [
        Column::wrapped("trace", words::TRACE, 46),
        Column::wrapped("claim", follow::COL_CLAIM, 46),
        Column::wrapped("rule", words::RULE, 40),
        Column::wrapped("reckoning", words::RECKONING, 34),
        Column::new("claimed", follow::COL_CLAIMED),
        Column::new("currency", words::CURRENCY),
    ]
}

/// A claim by a rule.
#[derive(Debug)]
pub struct Run<'a> {
    /// Its number on all sheets.
    pub number: u64,
    /// The number of all claims of its trace by the same rule and reckoning.
    pub group: u64,
    /// The trace's name.
    pub trace: &'a str,
    /// The claim.
    pub claim: &'a ClaimSum,
    /// Its currency.
    pub reading: Reading,
    /// What is followed.
    pub minor: i128,
    /// The rule's word.
    pub rule: &'a str,
    /// With what a person asserts.
    pub is_asserted: bool,
    /// All that the rule says.
    pub result: &'a RuleResult,
    /// What it says of this claim.
    pub parts: Vec<Part<'a>>,
}

/// All of them, in the order of the document.
pub fn all<'a>(desk: &Desk<'a>) -> Result<Vec<Run<'a>>, DossierError> {
    let mut runs = Vec::new();
    let mut group = 0;
    for (name, trace) in &desk.selected.content.traces {
        for (rule, result, is_asserted) in results(trace) {
            group += 1;
            for claim in &trace.claims {
                let reading = Reading::new(&format!("{name}, {}", claim.claim), &claim.currency)?;
                let number = u64::try_from(runs.len()).unwrap_or(u64::MAX).saturating_add(1);
                let minor = reading.minor(&claim.amount)?;
                let parts = parts(claim, &reading, result)?;
                runs.push(Run { number, group, trace: name, claim, reading, minor, rule, is_asserted, result, parts });
            }
        }
    }
    Ok(runs)
}

/// What the rules say alone, then what they say with what a person asserts.
fn results(trace: &Trace) -> Vec<(&str, &RuleResult, bool)> {
    let reckonings = match trace.assertions.is_empty() {
        true => vec![(&trace.rules, false)],
        false => vec![(&trace.rules_alone, false), (&trace.rules, true)],
    };
    let mut made = Vec::new();
    for (rules, is_asserted) in reckonings {
        let columns = Columns::of(rules.keys().map(String::as_str));
        let ordered = columns.compared.into_iter().chain(columns.apart);
        made.extend(ordered.filter_map(|rule| Some((rule, rules.get(rule)?, is_asserted))));
    }
    made
}

fn parts<'a>(claim: &ClaimSum, reading: &Reading, result: &'a RuleResult) -> Result<Vec<Part<'a>>, DossierError> {
    let mut parts = Vec::new();
    for held in result.held.iter().filter(|held| held.claim == claim.claim) {
        let native = match &held.native {
            Some(native) => {
                let reading = Reading::new(&claim.claim, &native.currency)?;
                let bounds = reading.bounds(&native.low, &native.high)?;
                Some((reading, bounds))
            }
            None => None,
        };
        parts.push(Part {
            place: Where::Held,
            account: Some(&held.account),
            transaction: None,
            how: None,
            bounds: reading.bounds(&held.low, &held.high)?,
            native,
            or_more: held.or_more,
        });
    }
    for left in result.left.iter().filter(|left| left.claim == claim.claim) {
        parts.push(Part {
            place: Where::Left,
            account: Some(&left.account),
            transaction: Some(&left.transaction),
            how: Some(left.how),
            bounds: reading.bounds(&left.low, &left.high)?,
            native: None,
            or_more: false,
        });
    }
    for exchange in result.exchange.iter().filter(|exchange| exchange.claim == claim.claim) {
        parts.push(Part {
            place: Where::Exchange,
            account: None,
            transaction: Some(&exchange.transaction),
            how: None,
            bounds: reading.bounds(&exchange.low, &exchange.high)?,
            native: None,
            or_more: false,
        });
    }
    Ok(parts)
}

impl Run<'_> {
    /// Whether the rule follows each unit, so that its parts come to the claim.
    pub fn is_followed(&self) -> bool {
        Rule::from_word(self.rule).is_some_and(Rule::is_followed)
    }

    /// The least and the most of all its parts of a kind.
    pub fn sum(&self, place: Where) -> Bounds {
        let parts = self.parts.iter().filter(|part| part.place == place);
        parts.fold((0, 0), |sum, part| (sum.0 + part.bounds.0, sum.1 + part.bounds.1))
    }

    /// Trace, claim, rule and reckoning.
    pub fn cells(&self, desk: &Desk<'_>) -> [Cell; 4] {
        let reckoning = if self.is_asserted { words::WITH_ASSERTED } else { words::RULES_ALONE };
        [
            Cell::text(self.trace),
            Cell::text(&self.claim.claim),
            Cell::text(rule_name(desk, self.rule)),
            Cell::text(desk.say(reckoning)),
        ]
    }

    /// A row that rests on what a person asserts looks so.
    pub fn look(&self) -> super::sheet::Look {
        if self.is_asserted { super::sheet::Look::Asserted } else { super::sheet::Look::Plain }
    }
}
