//! `trace`: follows claims, or says what a balance is made of.
//!
//! ```text
//! names ─► claims (victims, period) ┐
//!        ► asserted ────────────────┴► question ─► filature-trace ─► journal, traces/NAME.json ─► show
//! ```

mod asserted;
mod claims;
mod kept;
mod names;
mod origins;
mod period;
mod question;
mod records;
mod show;
mod victims;

use std::collections::BTreeSet;

use filature_ledger::{Case, Ledger, sources_hash};
use filature_model::{Claim, Currency, Decomposition, PathStep, Rule, Trace};
use filature_trace::Options;

use self::asserted::Asserted;
pub use self::kept::{holding, read};
use self::names::Names;
use super::{load, open};
use crate::cli::TraceArguments;
use crate::outcome::{DONE, Failure};
use crate::{evidence, screen, when};

/// How many paths of each held amount are kept, unless the call says otherwise.
pub const PATHS: usize = 3;

/// What a call came to, and what it is called in `traces/`.
pub enum Made {
    /// Claims were followed.
    Trace(String, Trace),
    /// A balance or a payment was taken apart.
    Origins(String, Decomposition),
}

/// Follows the claims of the call, or asks what a balance is made of, writes the answer and shows it.
pub fn run(arguments: &TraceArguments, json: bool) -> Result<u8, Failure> {
    question::chosen(arguments.name.as_deref())?;
    let case = open(&arguments.case)?;
    let ledger = load(&case)?;
    match (made(&case, &ledger, arguments)?, json) {
        (Made::Trace(_, trace), true) => screen::show_json(&trace)?,
        (Made::Origins(_, made), true) => screen::show_json(&made)?,
        (Made::Trace(name, trace), false) => {
            show::trace(&trace, &name);
            screen::say(&format!("\nWritten to traces/{name}.json."));
        }
        (Made::Origins(name, made), false) => {
            show::origins(&made);
            screen::say(&format!("\nWritten to traces/origins/{name}.json."));
        }
    }
    Ok(DONE)
}

/// The same without showing it.
pub fn made(case: &Case, ledger: &Ledger, arguments: &TraceArguments) -> Result<Made, Failure> {
    let chosen = question::chosen(arguments.name.as_deref())?;
    let currency = arguments.currency.as_deref().map(currency).transpose()?;
    let lists = arguments.claim_files.iter().map(|path| victims::List::read(path)).collect::<Result<Vec<_>, _>>()?;
    let listed = lists.iter().flat_map(victims::List::texts);
    let texts = claims::texts(arguments).chain(asserted::texts(arguments)).chain(arguments.of.as_deref()).chain(listed);
    let names = Names::of(ledger, texts)?;
    let mut options = options(ledger, arguments)?;
    if let Some(of) = &arguments.of {
        let asked = origins::Asked { of, at: arguments.at.as_deref(), name: chosen };
        let (name, made) = origins::made(case, ledger, &names, asked, currency, &options)?;
        return Ok(Made::Origins(name, made));
    }
    let asserted = Asserted::of_call(ledger, &names, arguments)?;
    options.elections = asserted.elections.clone();
    options.links = asserted.links.clone();
    let claims = claims::of_call(case, ledger, &names, arguments, &lists, currency, options.before_micros)?;
    let made =
        || question::name("trace", &question::of_claims(&ledger.transactions, &claims), &ledger.transactions, &options);
    let name = chosen.map_or_else(made, str::to_owned);
    let trace = follow(case, ledger, &claims, &options, arguments.at.clone())?;
    // A trace rests on what was asserted: that is in the journal before there is a trace.
    asserted.record(case, ledger, &claims, &arguments.second.signed(arguments.by.as_deref())?)?;
    write(case, &name, &trace)?;
    Ok(Made::Trace(name, trace))
}

fn options(ledger: &Ledger, arguments: &TraceArguments) -> Result<Options, Failure> {
    let accounts = |names: &[String], option: &str| -> Result<Vec<u32>, Failure> {
        names.iter().map(|name| names::known_account(&ledger.transactions, name, option)).collect()
    };
    let reached = accounts(&arguments.to, "--to")?;
    if let Some(outside) = reached.iter().position(|&account| !ledger.transactions.in_case[account as usize]) {
        return Err(Failure::call(format!(
            "--to {}: that account is not in the case: what reached it is shown as left there (outside); leave --to out",
            arguments.to[outside]
        )));
    }
    Ok(Options {
        rules: rules(&arguments.rule)?,
        before_micros: arguments.at.as_deref().map(when::end_of).transpose()?,
        stop: accounts(&arguments.stop, "--stop")?,
        through: accounts(&arguments.through, "--through")?,
        reached,
        rates: ledger.rates.clone(),
        value_window_days: arguments.value_window,
        measure_hubs: !arguments.no_measured_hubs,
        paths: paths(&arguments.paths)?,
        ..Options::default()
    })
}

/// Follows claims: the trace with its basis, its use and the entries of its paths.
pub fn follow(
    case: &Case,
    ledger: &Ledger,
    claims: &[Claim],
    options: &Options,
    at: Option<String>,
) -> Result<Trace, Failure> {
    let mut trace = filature_trace::trace(&ledger.transactions, claims, options)?;
    trace.at = at;
    trace.basis = sources_hash(case)?;
    name_entries(ledger, &mut trace)?;
    evidence::mark_trace(case, ledger, &mut trace)?;
    evidence::doubt_balances(ledger, &mut trace, options.before_micros);
    Ok(trace)
}

/// Writes `traces/NAME.json`.
pub fn write(case: &Case, name: &str, trace: &Trace) -> Result<(), Failure> {
    kept::write(case, &format!("traces/{name}.json"), trace)
}

/// Writes into each step of each path the entries that show it.
fn name_entries(ledger: &Ledger, trace: &mut Trace) -> Result<(), Failure> {
    let wanted: BTreeSet<String> = steps(trace).map(|step| step.transaction.clone()).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let entries = ledger.book.entry_ids(&wanted.iter().map(String::as_str).collect())?;
    for step in steps(trace) {
        let of_step = entries.get(&step.transaction).into_iter().flatten();
        step.entries = of_step.map(ToString::to_string).collect();
    }
    Ok(())
}

fn steps(trace: &mut Trace) -> impl Iterator<Item = &mut PathStep> {
    let results = trace.rules.values_mut().chain(trace.rules_alone.values_mut());
    let paths = results.flat_map(|result| &mut result.held).filter_map(|held| held.paths.as_mut());
    paths.flat_map(|paths| &mut paths.paths).flat_map(|path| &mut path.steps)
}

fn rules(words: &[String]) -> Result<Vec<Rule>, Failure> {
    if words.iter().any(|word| word.trim().eq_ignore_ascii_case("all")) {
        return Ok(Rule::ALL.to_vec());
    }
    let rule = |word: &String| {
        let known = || format!("--rule {word}: the rules are {} and all", Rule::ALL.map(Rule::word).join(", "));
        Rule::from_word(&word.trim().to_ascii_lowercase()).ok_or_else(|| Failure::call(known()))
    };
    let mut rules = words.iter().map(rule).collect::<Result<Vec<_>, _>>()?;
    rules.sort();
    rules.dedup();
    Ok(rules)
}

fn currency(code: &str) -> Result<Currency, Failure> {
    let off = |_| Failure::call(format!("--currency {code}: a code of ISO 4217 was expected, as in EUR"));
    code.trim().to_ascii_uppercase().parse().map_err(off)
}

fn paths(text: &str) -> Result<usize, Failure> {
    match text {
        "all" => Ok(usize::MAX),
        number => {
            let off = |_| Failure::call(format!("--paths {text}: a number, or all, was expected"));
            number.parse().map_err(off)
        }
    }
}
