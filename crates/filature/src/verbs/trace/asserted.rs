//! What a person asserts in a call: elections and links, each with its reason, and their lines in the journal.

use filature_ledger::{Act, Case, Ledger, read_journal};
use filature_model::{Claim, Election, Link, decimal_string, parse_minor};

use super::names::{Names, credit_of};
use crate::cli::TraceArguments;
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
    let elections = arguments.elect.iter().filter_map(|elect| elect.split_once('='));
    let links = arguments.link.iter().filter_map(|link| link.split_once('='));
    elections.map(|(_, debit)| debit.trim()).chain(links.flat_map(|(debit, credit)| [debit.trim(), credit.trim()]))
}

impl Asserted {
    /// Reads `--elect`, `--link` and `--reason`.
    pub fn of_call(ledger: &Ledger, names: &Names, arguments: &TraceArguments) -> Result<Self, Failure> {
        let (for_links, for_elections) = reasons(arguments)?;
        let mut asserted = Self::default();
        for (text, reason) in arguments.elect.iter().zip(for_elections) {
            asserted.elections.push(election(ledger, names, text, reason)?);
        }
        for (text, reason) in arguments.link.iter().zip(for_links) {
            let off = || Failure::call(format!("--link {text:?}: DEBIT=CREDIT was expected"));
            let (debit, credit) = text.split_once('=').ok_or_else(off)?;
            asserted.links.push(Link {
                debit: names.transaction(debit.trim(), "--link")?,
                credit: names.transaction(credit.trim(), "--link")?,
                reason,
            });
        }
        Ok(asserted)
    }

    /// Writes to the journal what it does not hold yet: ids, worth and reason. A claim is written as its credits, since
    /// its name may be a person's.
    pub fn record(&self, case: &Case, ledger: &Ledger, claims: &[Claim]) -> Result<(), Failure> {
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
        for link in &self.links {
            acts.push(Act::Linked { debit: id(link.debit), credit: id(link.credit), reason: link.reason.clone() });
        }
        if acts.is_empty() {
            return Ok(());
        }
        let (lines, _) = read_journal(&case.folder().join("journal.jsonl"))?;
        acts.retain(|act| lines.iter().all(|line| line.act != *act));
        Ok(case.record(&acts)?)
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

/// The reasons of the links and of the elections. Links come first, in their order; one reason alone is that of all
/// links; what is left is the elections', in their order, and an election may have none.
fn reasons(arguments: &TraceArguments) -> Result<(Vec<String>, Vec<Option<String>>), Failure> {
    let given: Vec<String> = arguments.reason.iter().map(|reason| reason.trim().to_owned()).collect();
    if given.iter().any(String::is_empty) {
        return Err(Failure::call("--reason: it is empty; say why, in words that will stand in the journal"));
    }
    let (links, elections) = (arguments.link.len(), arguments.elect.len());
    if links > given.len() && given.len() != 1 {
        return Err(Failure::call(format!(
            "--link: {links} links and {} reasons: only a person can say that a credit is the money of an earlier debit, and \
             has to say why; give each link its --reason TEXT, in their order, or one for all of them",
            given.len()
        )));
    }
    if given.len() > links + elections {
        return Err(Failure::call(format!(
            "--reason: {} reasons for {links} links and {elections} elections; give each one at most",
            given.len()
        )));
    }
    if links > given.len() {
        return Ok((vec![given[0].clone(); links], vec![None; elections]));
    }
    let (for_links, rest) = given.split_at(links);
    let mut for_elections: Vec<Option<String>> = rest.iter().cloned().map(Some).collect();
    for_elections.resize(elections, None);
    Ok((for_links.to_vec(), for_elections))
}
