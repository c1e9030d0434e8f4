//! What one rule says.

use std::collections::BTreeMap;

use filature_model::{
    Bought, Exchange, Held, Left, Native, Path, PathStep, Paths, Rule, RuleResult, Share, decimal_string,
};

use super::asserted::{self, BoughtPart};
use super::{amount, id, key, name};
use crate::bounds::Bounds;
use crate::call::Call;
use crate::engine::{HeldKey, Outcome};
use crate::explain::{Explanation, Way};
use crate::scenarios::{Run, held_sums};

/// The figures of a rule, claims of shares in the order of the call.
pub(super) fn of_rule(
    call: &Call<'_>,
    run: &Run,
    (rule, outcome, base): &(Rule, Outcome, Outcome),
    places: &BTreeMap<&str, usize>,
) -> RuleResult {
    let mut explained: BTreeMap<usize, Explanation> = BTreeMap::new();
    let mut held: Vec<Held> = Vec::new();
    for (&at, range) in &outcome.held {
        let row = held_row(call, run, *rule, outcome, at, *range);
        if range.is_zero() && !row.or_more {
            continue;
        }
        let paths = (call.options.paths > 0 && rule.is_followed()).then(|| {
            let explanation = explained.entry(at.2).or_insert_with(|| Explanation::new(&base.trail, *rule, at.2));
            paths(call, run, explanation, at)
        });
        held.push(Held { paths, ..row });
    }
    held.sort_by(|one, other| {
        (&one.account, &one.claim, &one.native).cmp(&(&other.account, &other.claim, &other.native))
    });
    // An envelope is nobody's share.
    let restitution = if *rule == Rule::Poison { Vec::new() } else { restitution(call, *rule, outcome, places) };
    RuleResult { held, left: left(call, outcome), exchange: exchange(call, outcome), restitution }
}

fn held_row(call: &Call<'_>, run: &Run, rule: Rule, outcome: &Outcome, at: HeldKey, range: Bounds) -> Held {
    let (account, currency, claim) = at;
    let native = outcome.native.get(&at).map(|units| Native {
        low: decimal_string(units.low_minor, currency),
        high: decimal_string(units.high_minor, currency),
        currency: currency.to_string(),
    });
    let pocket = run.pockets.keys.binary_search(&(currency, account)).ok();
    Held {
        account: key(call, account),
        claim: name(call, claim),
        low: amount(call, range.low_minor),
        high: amount(call, range.high_minor),
        native,
        or_more: rule == Rule::Poison && pocket.is_some_and(|pocket| run.unbounded[pocket]),
        paths: None,
    }
}

fn left(call: &Call<'_>, outcome: &Outcome) -> Vec<Left> {
    let mut left: Vec<(u32, Left)> = Vec::new();
    for (&(transaction, account, claim, how), range) in outcome.left.iter().filter(|(_, range)| !range.is_zero()) {
        let (low, high) = (amount(call, range.low_minor), amount(call, range.high_minor));
        let (claim, account) = (name(call, claim), key(call, account));
        left.push((transaction, Left { transaction: id(call, transaction), account, claim, low, high, how }));
    }
    // Ledger order is time order.
    left.sort_by(|(at, one), (other_at, other)| {
        (at, &one.claim, &one.account, one.how).cmp(&(other_at, &other.claim, &other.account, other.how))
    });
    left.into_iter().map(|(_, row)| row).collect()
}

fn exchange(call: &Call<'_>, outcome: &Outcome) -> Vec<Exchange> {
    let row = |(&(transaction, claim), range): (&(u32, usize), &Bounds)| Exchange {
        transaction: id(call, transaction),
        claim: name(call, claim),
        low: amount(call, range.low_minor),
        high: amount(call, range.high_minor),
    };
    outcome.exchange.iter().filter(|(_, range)| !range.is_zero()).map(row).collect()
}

fn paths(call: &Call<'_>, run: &Run, explanation: &Explanation, (account, currency, _): HeldKey) -> Paths {
    let pocket =
        run.pockets.keys.binary_search(&(currency, account)).ok().and_then(|pocket| u32::try_from(pocket).ok());
    let (ways, unresolved) = pocket.map_or_else(Default::default, |pocket| explanation.ways(pocket));
    let total: i128 = ways.iter().map(|way| way.minor).sum::<i128>() + unresolved;
    let shown = ways.len().min(call.options.paths);
    let more: i128 = ways[shown..].iter().map(|way| way.minor).sum();
    Paths {
        amount: amount(call, total),
        paths: ways[..shown].iter().map(|way| path(call, run, way)).collect(),
        more: u64::try_from(ways.len() - shown + usize::from(unresolved > 0)).unwrap_or(u64::MAX),
        more_amount: amount(call, more + unresolved),
    }
}

fn path(call: &Call<'_>, run: &Run, way: &Way) -> Path {
    let step = |&(transaction, pocket): &(u32, u32)| PathStep {
        transaction: id(call, transaction),
        account: key(call, run.pockets.keys[pocket as usize].1),
        leaves: call.asserted.is_kept(transaction)
            && call.ledger.debtor[transaction as usize] == run.pockets.keys[pocket as usize].1,
        entries: Vec::new(),
    };
    Path { amount: amount(call, way.minor), steps: way.steps.iter().map(step).collect() }
}

/// Each claim's share of what is held.
///
/// Where a person elected a payment for a claim and stated what was bought is worth, the claim's part of that is counted,
/// with its rise or fall, beside what is held; nobody recovers more than is claimed (Re Oatway).
fn restitution(call: &Call<'_>, rule: Rule, outcome: &Outcome, places: &BTreeMap<&str, usize>) -> Vec<Share> {
    let mut shares: Vec<Share> = Vec::new();
    for (claim, ((of, claimed), held)) in call.claims.iter().zip(held_sums(call, rule, outcome)).enumerate() {
        let elections = call
            .options
            .elections
            .iter()
            .filter(|election| election.claim == of.name && call.asserted.is_by_person && rule.is_followed());
        let parts: Vec<BoughtPart> =
            elections.filter_map(|election| asserted::bought(call, outcome, election, claim)).collect();
        shares.push(Share {
            claim: of.name.clone(),
            claimed: amount(call, *claimed),
            held_low: amount(call, held.low_minor),
            held_high: amount(call, held.high_minor),
            bought: (!parts.is_empty()).then(|| bought(call, &parts, held, *claimed)),
        });
    }
    shares.sort_by_key(|share| places.get(share.claim.as_str()).copied());
    shares
}

fn bought(call: &Call<'_>, parts: &[BoughtPart], held: Bounds, claimed: i128) -> Bought {
    let (mut outside, mut rise) = (Bounds::default(), Bounds::default());
    for part in parts {
        outside.add(part.outside);
        rise.add(part.rise);
    }
    let recovery = |held: i128, outside: i128, rise: i128| amount(call, (held + outside + rise).clamp(0, claimed));
    Bought {
        outside_low: amount(call, outside.low_minor),
        outside_high: amount(call, outside.high_minor),
        rise_low: amount(call, rise.low_minor),
        rise_high: amount(call, rise.high_minor),
        recovery_low: recovery(held.low_minor, outside.low_minor, rise.low_minor),
        recovery_high: recovery(held.high_minor, outside.high_minor, rise.high_minor),
    }
}
