//! What a person asserted, beside what it carries by each rule.

use filature_model::{Assertion, Carried, Election, Rise, Rule, decimal_string};

use super::{amount, id, name};
use crate::bounds::Bounds;
use crate::call::Call;
use crate::engine::Outcome;
use crate::scenarios::Run;

/// Elections, then links, in the order of the call.
pub(super) fn write(call: &Call<'_>, run: &Run) -> Vec<Assertion> {
    let options = call.options;
    let election = |election: &Election| Assertion::Election {
        claim: election.claim.clone(),
        transaction: id(call, election.transaction),
        worth: election
            .worth_minor
            .map(|worth| decimal_string(i128::from(worth), call.debit(election.transaction as usize).1)),
        reason: election.reason.clone(),
        carried: elected(call, run, election),
    };
    let link = |link: &filature_model::Link| Assertion::Link {
        debit: id(call, link.debit),
        credit: id(call, link.credit),
        reason: link.reason.clone(),
        carried: linked(call, run, link.debit, link.credit),
    };
    options.elections.iter().map(election).chain(options.links.iter().map(link)).collect()
}

fn followed(run: &Run) -> impl Iterator<Item = (Rule, &Outcome)> {
    run.outcomes.iter().filter(|(rule, ..)| rule.is_followed()).map(|(rule, outcome, _)| (*rule, outcome))
}

fn elected(call: &Call<'_>, run: &Run, election: &Election) -> Vec<Carried> {
    let claim = call.claims.iter().position(|(claim, _)| claim.name == election.claim);
    let row = |claim: usize, (rule, outcome): (Rule, &Outcome)| {
        let carried = outcome.watched.get(&(election.transaction, claim)).copied().unwrap_or_default();
        Carried {
            rule: rule.word().to_owned(),
            claim: election.claim.clone(),
            low: amount(call, carried.low_minor),
            high: amount(call, carried.high_minor),
            rise: bought(call, outcome, election, claim)
                .map(|part| Rise { low: amount(call, part.rise.low_minor), high: amount(call, part.rise.high_minor) }),
        }
    };
    claim.map(|claim| followed(run).map(|of_rule| row(claim, of_rule)).collect()).unwrap_or_default()
}

/// Of what was bought with a payment for which a worth is stated.
pub(super) struct BoughtPart {
    /// What the claim has in it that is not held by the payee.
    pub outside: Bounds,
    /// By how much the claim's part is worth more than the money that bought it, rounded towards less.
    pub rise: Bounds,
}

/// None where no worth is stated, or nothing was bought with the claim's money.
pub(super) fn bought(call: &Call<'_>, outcome: &Outcome, election: &Election, claim: usize) -> Option<BoughtPart> {
    let worth = i128::from(election.worth_minor?);
    let position = election.transaction as usize;
    let (paid, _) = call.debit(position);
    let carried = *outcome.watched.get(&(election.transaction, claim))?;
    if paid == 0 {
        return None;
    }
    let rise = |carried: i128| (worth * carried).div_euclid(paid) - carried;
    let ends = [rise(carried.low_minor), rise(carried.high_minor)];
    // The price is counted once: as what was bought, or, as far as the payee still has it, as held.
    let payee = call.ledger.creditor[position];
    let mut with_payee = Bounds::default();
    if call.departure(position).is_none() {
        outcome
            .held
            .iter()
            .filter(|(key, _)| (key.0, key.2) == (payee, claim))
            .for_each(|(_, part)| with_payee.add(*part));
    }
    let outside = Bounds {
        low_minor: (carried.low_minor - with_payee.high_minor).max(0),
        high_minor: (carried.high_minor - with_payee.low_minor).max(0),
    };
    Some(BoughtPart { outside, rise: Bounds { low_minor: ends[0].min(ends[1]), high_minor: ends[0].max(ends[1]) } })
}

fn linked(call: &Call<'_>, run: &Run, debit: u32, credit: u32) -> Vec<Carried> {
    let mut rows = Vec::new();
    for (rule, outcome) in followed(run) {
        for (&(_, _, claim), range) in outcome.linked.range((debit, credit, 0)..=(debit, credit, usize::MAX)) {
            rows.push(Carried {
                rule: rule.word().to_owned(),
                claim: name(call, claim),
                low: amount(call, range.low_minor),
                high: amount(call, range.high_minor),
                rise: None,
            });
        }
    }
    rows
}
