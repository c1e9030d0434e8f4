//! The claims side by side: what each rule says is held for each in all accounts together, and the figure common to them.

use std::collections::BTreeMap;

use filature_model::{ClaimSum, Currency, Rule, RuleResult, Trace, decimal_string, parse_minor};

use super::{CLAIM_COLUMNS, currency, file, heading, more};
use crate::screen::{self, short};

/// How many claims are listed.
const CLAIMS_LISTED: usize = 60;

/// Shows the table, and what elections are worth.
pub fn show(trace: &Trace, rules: &BTreeMap<String, RuleResult>, name: &str) {
    let run: Vec<(&str, &RuleResult)> =
        Rule::FOLLOWED.iter().filter_map(|rule| Some((rule.word(), rules.get(rule.word())?))).collect();
    let (Some(currency), false) = (code(trace), run.is_empty()) else { return };
    let claims: Vec<Line> = trace.claims.iter().map(|claim| Line::of(claim, &run, currency)).collect();
    heading(&format!("Held in all accounts together, {currency}"));
    let mut header = vec!["claim", "claimed"];
    header.extend(run.iter().map(|(word, _)| *word));
    if run.len() > 1 {
        header.push("common to all");
    }
    let mut rows = Vec::new();
    for (claim, line) in trace.claims.iter().zip(&claims).take(CLAIMS_LISTED) {
        rows.extend(line.rows(&short(&claim.claim, CLAIM_COLUMNS), currency, run.len() > 1));
    }
    if claims.len() > 1 {
        rows.extend(Line::sum(&claims).rows("sum", currency, run.len() > 1));
    }
    screen::show(&screen::table(&header, &rows, &(1..header.len()).collect::<Vec<_>>()));
    more(claims.len().saturating_sub(CLAIMS_LISTED), "claim", &file(name));
    if run.len() > 1 {
        let words: Vec<&str> = run.iter().map(|(word, _)| *word).collect();
        let all = if claims.len() > 1 { "; in the last row for all claims together" } else { "" };
        let text = format!(
            "Common to all rules run ({}): the least that any of them says is held, so each says at least that{all}.",
            words.join(", ")
        );
        screen::show(&screen::wrap(&text, ""));
    }
    recovery(trace, &run);
}

/// What one claim comes to by each rule, minor units.
struct Line {
    claimed: i128,
    held: Vec<(i128, i128)>,
}

impl Line {
    fn of(claim: &ClaimSum, run: &[(&str, &RuleResult)], currency: Currency) -> Self {
        let minor = |text: &str| minor(text, currency);
        let held = |result: &RuleResult| match result.restitution.iter().find(|share| share.claim == claim.claim) {
            Some(share) => (minor(&share.held_low), minor(&share.held_high)),
            None => {
                let of_claim = || result.held.iter().filter(|held| held.claim == claim.claim);
                (of_claim().map(|held| minor(&held.low)).sum(), of_claim().map(|held| minor(&held.high)).sum())
            }
        };
        Self { claimed: minor(&claim.amount), held: run.iter().map(|(_, result)| held(result)).collect() }
    }

    fn sum(lines: &[Self]) -> Self {
        let rules = lines.first().map_or(0, |line| line.held.len());
        let total =
            |rule: usize| lines.iter().fold((0, 0), |sum, line| (sum.0 + line.held[rule].0, sum.1 + line.held[rule].1));
        Self { claimed: lines.iter().map(|line| line.claimed).sum(), held: (0..rules).map(total).collect() }
    }

    /// One row, and a second one with what a range goes up to where there is any.
    fn rows(&self, name: &str, currency: Currency, with_common: bool) -> Vec<Vec<String>> {
        let amount = |minor: i128| decimal_string(minor, currency);
        let mut row = vec![name.to_owned(), amount(self.claimed)];
        row.extend(self.held.iter().map(|(low, _)| amount(*low)));
        if with_common {
            row.push(amount(self.held.iter().map(|(low, _)| *low).min().unwrap_or(0)));
        }
        let mut rows = vec![row];
        if self.held.iter().any(|(low, high)| low != high) {
            let mut highs = vec![String::new(), String::new()];
            let to =
                |(low, high): &(i128, i128)| if low == high { String::new() } else { format!("to {}", amount(*high)) };
            highs.extend(self.held.iter().map(to));
            highs.resize(rows[0].len(), String::new());
            rows.push(highs);
        }
        rows
    }
}

/// What was bought with elected money, at its worth now.
fn recovery(trace: &Trace, run: &[(&str, &RuleResult)]) {
    let shares = run.iter().flat_map(|(word, result)| result.restitution.iter().map(move |share| (*word, share)));
    let mut rows = Vec::new();
    for (word, share) in shares {
        let Some(bought) = &share.bought else { continue };
        let claim = short(&share.claim, CLAIM_COLUMNS);
        let mut row = vec![claim, word.to_owned()];
        let mut highs = vec![String::new(); 2];
        for (low, high) in [
            (&share.held_low, &share.held_high),
            (&bought.outside_low, &bought.outside_high),
            (&bought.rise_low, &bought.rise_high),
            (&share.claimed, &share.claimed),
            (&bought.recovery_low, &bought.recovery_high),
        ] {
            row.push(low.clone());
            highs.push(if low == high { String::new() } else { format!("to {high}") });
        }
        rows.push(row);
        // What ranges go up to stands below them: side by side they would not fit the page.
        if highs.iter().any(|high| !high.is_empty()) {
            rows.push(highs);
        }
    }
    if !rows.is_empty() {
        heading(&format!("With what was bought, at its worth now, {}; never more than is claimed", currency(trace)));
        let header = ["claim", "rule", "held", "bought", "rise", "claimed", "recovery"];
        screen::show(&screen::table(&header, &rows, &[2, 3, 4, 5, 6]));
        let note = "bought: the claim's money in things bought, as far as no account of the case holds it.";
        screen::show(&screen::wrap(note, ""));
    }
}

/// The sum of decimal strings in the currency of the claims.
pub fn sum<'a>(trace: &Trace, amounts: impl Iterator<Item = &'a str>) -> String {
    code(trace).map_or_else(String::new, |currency| {
        decimal_string(amounts.map(|amount| minor(amount, currency)).sum(), currency)
    })
}

/// Whether two decimal strings in the currency of the claims are at least 1.00 apart.
pub fn differ_by_one(trace: &Trace, low: &str, high: &str) -> bool {
    code(trace).is_some_and(|currency| minor(high, currency) - minor(low, currency) >= minor("1", currency))
}

fn code(trace: &Trace) -> Option<Currency> {
    currency(trace).parse().ok()
}

/// Minor units of a decimal string that the program wrote itself.
fn minor(text: &str, currency: Currency) -> i128 {
    parse_minor(text.as_bytes(), b'.', currency).map_or(0, i128::from)
}
