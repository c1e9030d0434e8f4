//! `--of`: what a balance or a payment is made of, by each rule that follows units.

use std::collections::BTreeSet;

use filature_ledger::{Case, Ledger, sources_hash};
use filature_model::{Currency, Decomposition, OUTSIDE, Transactions};
use filature_trace::{Options, Target};

use super::names::{self, Named, Names, credit_of};
use super::{kept, question};
use crate::evidence;
use crate::outcome::Failure;

/// What is asked.
pub struct Asked<'a> {
    /// The account or the payment.
    pub of: &'a str,
    /// The last day, as it was written.
    pub at: Option<&'a str>,
    /// The name of the file, where a person chose one.
    pub name: Option<&'a str>,
}

/// Answers and writes `traces/origins/NAME.json`; gives the name, too.
pub fn made(
    case: &Case,
    ledger: &Ledger,
    names: &Names,
    Asked { of, at, name }: Asked<'_>,
    currency: Option<Currency>,
    options: &Options,
) -> Result<(String, Decomposition), Failure> {
    let target = target(&ledger.transactions, names, of, currency)?;
    let mut made = filature_trace::origins(&ledger.transactions, target, options)?;
    made.at = at.map(str::to_owned);
    made.basis = sources_hash(case)?;
    evidence::mark_origins(case, ledger, target, &mut made)?;
    let doubts = evidence::balance_doubts(ledger, &accounts(&made), options.before_micros);
    made.assumptions.splice(0..0, doubts);
    let what = match target {
        Target::Balance(_, currency) => vec![made.of.clone(), currency.to_string()],
        Target::Debit(_) => vec![made.of.clone()],
    };
    let made_of = || question::name("origins", &what, &ledger.transactions, options);
    let name = name.map_or_else(made_of, str::to_owned);
    kept::write(case, &format!("traces/origins/{name}.json"), &made)?;
    Ok((name, made))
}

/// The accounts of which a decomposition gives figures.
fn accounts(made: &Decomposition) -> BTreeSet<&str> {
    let origins = made.rules.values().flatten().map(|origin| origin.account.as_str());
    origins.chain([made.of.as_str()]).filter(|account| !account.is_empty()).collect()
}

/// The account, else the payment, that a text names.
fn target(ledger: &Transactions, names: &Names, of: &str, currency: Option<Currency>) -> Result<Target, Failure> {
    if let Some(account) = names::account(ledger, of) {
        if !ledger.in_case[account as usize] {
            return Err(Failure::call(format!(
                "--of {of}: that account is not in the case: nothing is known of its balance; add its statement"
            )));
        }
        return Ok(Target::Balance(account, currency_of(ledger, account, of, currency)?));
    }
    match names.get(of) {
        Named::Transaction(position) => {
            let payer = ledger.debtor[position as usize];
            if payer == OUTSIDE || !ledger.in_case[payer as usize] {
                return Err(Failure::call(format!(
                    "--of {of}: its payer's account is not in the case: nothing is known of what it was paid from; add its \
                     statement"
                )));
            }
            Ok(Target::Debit(position))
        }
        Named::MovedNothing => Err(names::moved_nothing("--of", of)),
        Named::Nothing => Err(Failure::call(format!(
            "--of {of}: {}; an account, a transaction's id or an entry's SOURCE:ROW was expected",
            names.nothing_of(&[of])
        ))),
    }
}

/// The currency of an account, or the refusal that says which it has.
fn currency_of(ledger: &Transactions, account: u32, of: &str, chosen: Option<Currency>) -> Result<Currency, Failure> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut currencies: Vec<Currency> = Vec::new();
    let openings = ledger.openings.iter().filter(|opening| opening.0 == account).map(|opening| opening.1);
    let moved = (0..ledger.len()).flat_map(|at| {
        let paid = (ledger.debtor[at] == account).then(|| ledger.currency[at]);
        let received = (ledger.creditor[at] == account).then(|| credit_of(ledger, at).1);
        [paid, received].into_iter().flatten()
    });
    for currency in openings.chain(moved) {
        if found.insert(currency.to_string()) {
            currencies.push(currency);
        }
    }
    let listed = || found.iter().cloned().collect::<Vec<_>>().join(", ");
    match (chosen, currencies.as_slice()) {
        (Some(chosen), some) if some.contains(&chosen) => Ok(chosen),
        (Some(chosen), _) => Err(Failure::call(format!("--of {of}: it has nothing in {chosen}, only in {}", listed()))),
        (None, [only]) => Ok(*only),
        (None, []) => Err(Failure::call(format!("--of {of}: nothing is known of that account but its key"))),
        (None, _) => Err(Failure::call(format!("--of {of}: it has {}; choose one with --currency", listed()))),
    }
}
