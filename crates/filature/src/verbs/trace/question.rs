//! What was asked, as a name: asking the same again writes the same file, asking anything else writes another. A person may
//! choose another name.

use filature_ledger::hash_hex;
use filature_model::{Claim, Transactions};
use filature_trace::Options;

use crate::outcome::Failure;

/// The longest name of a file that a person may choose.
const CHOSEN_LETTERS: usize = 100;

/// The name that a person chose, where it can be that of a file anywhere.
pub fn chosen(name: Option<&str>) -> Result<Option<&str>, Failure> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    match name {
        Some(name) if name.is_empty() || name.len() > CHOSEN_LETTERS || !name.bytes().all(allowed) => {
            Err(Failure::call(format!(
                "--name {name:?}: 1 to {CHOSEN_LETTERS} of the letters a to z, digits, - and _ were expected"
            )))
        }
        name => Ok(name),
    }
}

/// A name that depends on all that a trace depends on but the sources. No name of a person or file is in it.
pub fn name(kind: &str, what: &[String], ledger: &Transactions, options: &Options) -> String {
    let id = |position: u32| ledger.ids[position as usize].as_str();
    let accounts = |positions: &[u32]| {
        let mut keys: Vec<String> =
            positions.iter().filter_map(|&at| ledger.account(at)).map(|key| key.to_string()).collect();
        keys.sort_unstable();
        keys
    };
    let mut elections: Vec<_> = options
        .elections
        .iter()
        .map(|election| (&election.claim, id(election.transaction), election.worth_minor, &election.reason))
        .collect();
    elections.sort_unstable();
    let mut links: Vec<_> = options.links.iter().map(|link| (id(link.debit), id(link.credit), &link.reason)).collect();
    links.sort_unstable();
    let mut rules = options.rules.clone();
    rules.sort_unstable();
    let question = format!(
        "{what:?} {rules:?} {:?} {:?} {:?} {:?} {elections:?} {links:?} {} {} {}",
        options.before_micros,
        accounts(&options.stop),
        accounts(&options.through),
        accounts(&options.reached),
        options.value_window_days,
        options.measure_hubs,
        options.paths,
    );
    format!("{kind}-{}", &hash_hex(question.as_bytes())[..12])
}

/// The claims in words: names, and credits with their parts. Their order changes nothing.
pub fn of_claims(ledger: &Transactions, claims: &[Claim]) -> Vec<String> {
    let credit = |at: u32, part: Option<i64>| format!("{}:{part:?}", ledger.ids[at as usize]);
    let mut asked: Vec<String> = claims
        .iter()
        .map(|claim| {
            let mut credits: Vec<String> =
                claim.credits.iter().map(|of| credit(of.transaction, of.part_minor)).collect();
            credits.sort_unstable();
            format!("{:?}={credits:?}", claim.name)
        })
        .collect();
    asked.sort_unstable();
    asked
}
