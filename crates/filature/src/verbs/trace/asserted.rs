//! What a person asserts in a call: elections and links, each with its reason, and their lines in the journal.

mod reasons;

use filature_ledger::four_eyes::{self, Signed};
use filature_ledger::{Act, Case, Ledger, read_journal};
use filature_model::{Claim, Election, Link, decimal_string, parse_minor};

use self::reasons::Reasoned;
use super::names::{Names, credit_of};
use crate::cli::{Said, TraceArguments};
use crate::outcome::Failure;

/// Elections and links of a call.
#[derive(Default)]
pub struct Asserted {
    /// Debits that were made with a claim's money.
    pub elections: Vec<Election>,
    /// Credits that are the money of an earlier debit.
    pub links: Vec<Link>,
}

/// Texts of the call that may name transactions.
pub fn texts(arguments: &TraceArguments) -> impl Iterator<Item = &str> {
    arguments.said.0.iter().flat_map(|said| match said {
        Said::Elect(text) => text.split_once('=').map(|(_, debit)| debit.trim()).into_iter().collect(),
        Said::Link(text) => {
            text.split_once('=').map_or_else(Vec::new, |(debit, credit)| vec![debit.trim(), credit.trim()])
        }
        Said::Reason(_) => Vec::new(),
    })
}

impl Asserted {
    /// Reads `--elect`, `--link` and `--reason`.
    pub fn of_call(ledger: &Ledger, names: &Names, arguments: &TraceArguments) -> Result<Self, Failure> {
        let mut asserted = Self::default();
        for assertion in reasons::of(&arguments.said)? {
            match assertion {
                Reasoned::Election { text, reason } => {
                    asserted.elections.push(election(ledger, names, text, reason)?);
                }
                Reasoned::Link { text, reason } => {
                    let off = || Failure::call(format!("--link {text:?}: DEBIT=CREDIT was expected"));
                    let (debit, credit) = text.split_once('=').ok_or_else(off)?;
                    asserted.links.push(Link {
                        debit: names.transaction(debit.trim(), "--link")?,
                        credit: names.transaction(credit.trim(), "--link")?,
                        reason,
                    });
                }
            }
        }
        Ok(asserted)
    }

    /// Writes to the journal what it does not hold yet: ids, worth and reason. A claim is written as its credits, since
    /// its name may be a person's.
    pub fn record(&self, case: &Case, ledger: &Ledger, claims: &[Claim], signed: &Signed) -> Result<(), Failure> {
        let id = |position: u32| ledger.transactions.ids[position as usize].clone();
        let mut acts = Vec::new();
        for election in &self.elections {
            let claim = claims.iter().find(|claim| claim.name == election.claim);
            acts.push(Act::Elected {
                credits: claim.map(|claim| credits(ledger, claim)).unwrap_or_default(),
                debit: id(election.transaction),
                worth: election.worth_minor.map(|minor| {
                    let currency = ledger.transactions.currency[election.transaction as usize];
                    format!("{} {currency}", decimal_string(i128::from(minor), currency))
                }),
                reason: election.reason.clone(),
            });
        }
        let by = four_eyes::written(Some(&signed.by));
        for link in &self.links {
            let (debit, credit) = (id(link.debit), id(link.credit));
            acts.push(Act::Linked { debit, credit, reason: link.reason.clone(), by: by.clone() });
        }
        if acts.is_empty() {
            return Ok(());
        }
        let (lines, _) = read_journal(&case.folder().join("journal.jsonl"))?;
        acts.retain(|act| !lines.iter().any(|line| says_the_same(&line.act, act)));
        Ok(case.record_signed(&acts, signed)?)
    }
}

/// Whether two acts assert the same: who signs a link does not change what it says.
fn says_the_same(known: &Act, act: &Act) -> bool {
    match (known, act) {
        (Act::Linked { debit, credit, reason, .. }, Act::Linked { debit: to, credit: of, reason: why, .. }) => {
            (debit, credit, reason) == (to, of, why)
        }
        _ => known == act,
    }
}

/// A claim's credits by their ids, a part with its amount behind it.
fn credits(ledger: &Ledger, claim: &Claim) -> Vec<String> {
    let transactions = &ledger.transactions;
    let mut credits: Vec<String> = claim
        .credits
        .iter()
        .map(|credit| {
            let at = credit.transaction as usize;
            let id = &transactions.ids[at];
            let amount = |part| decimal_string(i128::from(part), credit_of(transactions, at).1);
            credit.part_minor.map_or_else(|| id.clone(), |part| format!("{id}:{}", amount(part)))
        })
        .collect();
    credits.sort_unstable();
    credits
}

fn election(ledger: &Ledger, names: &Names, text: &str, reason: Option<String>) -> Result<Election, Failure> {
    let off = || Failure::call(format!("--elect {text:?}: CLAIM=TX[:WORTH] was expected"));
    let (claim, debit) = text.split_once('=').ok_or_else(off)?;
    let (transaction, worth) = names.with_amount(debit.trim(), "--elect")?;
    let currency = ledger.transactions.currency[transaction as usize];
    let worth_minor = worth.map(|worth| {
        parse_minor(worth.as_bytes(), b'.', currency).map_err(|error| {
            Failure::call(format!(
                "--elect {text:?}: {worth:?}: {error}; what it is worth now in {currency} was expected"
            ))
        })
    });
    Ok(Election { claim: claim.trim().to_owned(), transaction, worth_minor: worth_minor.transpose()?, reason })
}
