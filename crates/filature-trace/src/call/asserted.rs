//! What a person asserted: debits made with a claim's money, and credits that are the money of an earlier debit. A
//! booking that the bank itself took back is a link of the second kind.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::OUTSIDE;

use super::{Call, day_of};
use crate::{Options, TraceError};

/// Elections and links, made sure of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asserted {
    /// For each debit: the ranks of the claims that it takes first, in the order given.
    pub elections: BTreeMap<u32, Vec<usize>>,
    /// For each credit: the debits whose money it is, in the order given.
    pub sources: BTreeMap<u32, Vec<u32>>,
    /// Debits whose colours are kept for a later credit.
    kept: BTreeSet<u32>,
    /// Whether a person said anything.
    pub is_by_person: bool,
}

impl Asserted {
    pub fn new(call: &Call<'_>, options: &Options) -> Result<Self, TraceError> {
        let mut asserted = Self::of_reversals(call);
        asserted.is_by_person = !options.elections.is_empty() || !options.links.is_empty();
        for election in &options.elections {
            let (claim, position) = (&election.claim, election.transaction as usize);
            let Some(rank) = call.claims.iter().position(|(known, _)| known.name == *claim) else {
                return Err(TraceError::ElectionWithoutClaim { claim: claim.clone() });
            };
            let transaction = || call.ledger.ids.get(position).cloned().unwrap_or_default();
            if position >= call.ledger.len()
                || !call.is_in_case(call.ledger.debtor[position])
                || !call.is_taken(position)
            {
                return Err(TraceError::ElectionOfNoDebit { claim: claim.clone(), transaction: transaction() });
            }
            let other = options.elections.iter().find(|other| other.transaction == election.transaction);
            if other.is_some_and(|other| other.worth_minor != election.worth_minor) {
                return Err(TraceError::TwoWorths { transaction: transaction() });
            }
            let elected = asserted.elections.entry(election.transaction).or_default();
            if elected.contains(&rank) {
                return Err(TraceError::ElectedTwice { claim: claim.clone(), transaction: transaction() });
            }
            elected.push(rank);
        }
        for link in &options.links {
            check_link(call, link.debit, link.credit)?;
            // With a worth stated, the same money would be counted as what it bought and as what came back.
            let has_worth = |election: &filature_model::Election| {
                election.transaction == link.debit && election.worth_minor.is_some()
            };
            if options.elections.iter().any(has_worth) {
                let id = |position: u32| call.ledger.ids[position as usize].clone();
                let reason =
                    "the debit is elected with a worth: what it bought cannot be money that came back, too".to_owned();
                return Err(TraceError::LinkThatCannotBe { debit: id(link.debit), credit: id(link.credit), reason });
            }
            let sources = asserted.sources.entry(link.credit).or_default();
            if sources.contains(&link.debit) {
                let id = |position: u32| call.ledger.ids[position as usize].clone();
                let reason = "the call says it twice".to_owned();
                return Err(TraceError::LinkThatCannotBe { debit: id(link.debit), credit: id(link.credit), reason });
            }
            sources.push(link.debit);
            asserted.kept.insert(link.debit);
        }
        Ok(asserted)
    }

    /// What the bank took back: a payment that left the case, and came back to its payer.
    pub fn of_reversals(call: &Call<'_>) -> Self {
        let mut asserted = Self::default();
        for (&reversal, &original) in &call.reversal_of {
            let (back, first) = (reversal as usize, original as usize);
            let payer = call.ledger.debtor[first];
            let returns =
                payer != OUTSIDE && call.ledger.creditor[back] == payer && !call.claimed.contains_key(&reversal);
            if returns && call.departure(first).is_some() && !call.is_in_case(call.ledger.debtor[back]) {
                asserted.sources.insert(reversal, vec![original]);
                asserted.kept.insert(original);
            }
        }
        asserted
    }

    /// The debits whose money a credit is.
    pub fn sources_of(&self, credit: u32) -> Option<&[u32]> {
        self.sources.get(&credit).map(Vec::as_slice)
    }

    /// Credits, each with the debits whose money they are.
    pub fn links(&self) -> impl Iterator<Item = (u32, u32)> {
        self.sources.iter().flat_map(|(&credit, debits)| debits.iter().map(move |&debit| (debit, credit)))
    }

    /// Whether the colours of a debit wait for a later credit.
    pub fn is_kept(&self, debit: u32) -> bool {
        self.kept.contains(&debit)
    }
}

fn check_link(call: &Call<'_>, debit: u32, credit: u32) -> Result<(), TraceError> {
    let ledger = call.ledger;
    let id = |position: u32| ledger.ids.get(position as usize).cloned().unwrap_or_default();
    let cannot = |reason: String| Err(TraceError::LinkThatCannotBe { debit: id(debit), credit: id(credit), reason });
    let (from, to) = (debit as usize, credit as usize);
    if from >= ledger.len() || to >= ledger.len() || debit == credit {
        return cannot("it takes two different transactions of the ledger".to_owned());
    }
    if !call.is_in_case(ledger.debtor[from]) || !call.is_in_case(ledger.creditor[to]) {
        return cannot("the debit must be of an account of the case, and so must the credit".to_owned());
    }
    if call.departure(from).is_none() {
        return cannot("the debit reaches an account of the case, and is followed there".to_owned());
    }
    if call.is_in_case(ledger.debtor[to]) {
        return cannot("the credit is paid by an account of the case, and is followed from there".to_owned());
    }
    if call.reversed.contains(&debit) || call.reversal_of.contains_key(&credit) {
        return cannot(
            "the bank took one of them back, or the other is what came back, and that is followed".to_owned(),
        );
    }
    if call.claimed.contains_key(&credit) {
        return cannot("a claim begins with that credit".to_owned());
    }
    if call.barrier(ledger.creditor[to]).is_some() {
        return cannot("the credit is at an account that is not followed through: say --through for it".to_owned());
    }
    if ledger.credited[to].at_micros < ledger.debited[from].at_micros {
        return cannot("the credit is before the debit".to_owned());
    }
    if !call.is_taken(from) || !call.is_taken(to) {
        return cannot("one of them is after the end of the trace".to_owned());
    }
    let (paid, received) = (call.debit(from).1, call.credit(to).1);
    if paid != received
        && let Err(missing) = call.options.rates.rate(paid, received, day_of(ledger.credited[to].at_micros))
    {
        return cannot(missing.to_string());
    }
    Ok(())
}
