//! Detection from arrays to results: patterns, flags and leads, in the order in which they need each other.
//!
//! ```text
//! Transactions + Details ─► in order of ids ─► patterns (filature-graph) ─► shapes ─┐
//!                                   └────────► flags (filature-flags) ◄─────────────┘─► leads ─► Detected
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use filature_flags::{Columns, Fault, FlagSet, LeadInput, Leads, Limits, Overrides, PatternSource, Run, run_flags};
use filature_graph::{KINDS, Options, Shape, detect_with_shapes};
use filature_ledger::holders::{Holders, OneEach};
use filature_ledger::put_in_order_of_ids;
use filature_model::{Details, Findings, Lead, Transactions};

use crate::outcome::Failure;

/// What detection is asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Patterns, windows and lines.
    pub options: Options,
    /// Whether patterns are reported; flags that build on patterns find theirs all the same.
    pub patterns: bool,
    /// Ids of the flags to run; none means all that are on.
    pub flags: Option<BTreeSet<String>>,
    /// Values of parameters.
    pub overrides: Overrides,
    /// Keys of accounts whose holders a person has called victims or possible victims.
    pub victims: BTreeSet<String>,
    /// Which accounts a person said are one holder's: transfers between them are internal.
    pub holders: Holders,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Detected {
    /// Findings of patterns and flags, best first.
    pub findings: Findings,
    /// Leads, best first.
    pub leads: Vec<Lead>,
    /// Findings that look-alikes explain: id and the id of the look-alike's finding.
    pub set_aside: Vec<(String, String)>,
    /// Ids of the flags that ran to their end.
    pub flags_run: Vec<String>,
    /// What is wrong with flags; the others ran.
    pub flag_faults: Vec<Fault>,
    /// How long each flag took; it stands in no file.
    pub took: Vec<(String, Duration)>,
}

/// The flags asked for, look-alikes along with them: what speaks against is never left out.
fn chosen<'a>(set: &'a FlagSet, asked: &Asked) -> Vec<&'a filature_flags::Flag> {
    let innocent = filature_flags::Element::Innocent;
    let flags = set.on().into_iter();
    match &asked.flags {
        None => flags.collect(),
        Some(ids) if ids.is_empty() => Vec::new(),
        Some(ids) => flags.filter(|flag| ids.contains(&flag.id) || flag.element == innocent).collect(),
    }
}

/// Finds patterns, flags and leads in a ledger, whatever the order of rows that have none of their own.
pub fn found(
    mut transactions: Transactions,
    mut details: Details,
    asked: &Asked,
    set: &FlagSet,
) -> Result<Detected, Failure> {
    put_in_order_of_ids(&mut transactions, &mut details);
    let flags = chosen(set, asked);
    let one_each = OneEach::of(&transactions, &asked.holders);
    let between = one_each.as_ref().map(|one_each| Arc::new(one_each.between_holders(&transactions)));
    let (mut findings, shapes) = patterns(between.as_deref().unwrap_or(&transactions), asked)?;
    if let Some(one_each) = &one_each {
        name_accounts(one_each, &transactions, &mut findings);
        tell_own(one_each, &transactions, &mut details);
    }
    if flags.is_empty() {
        return Ok(Detected { findings, ..Detected::default() });
    }
    let mut source = PatternSource::new(asked.options.lines.clone(), asked.options.strict);
    source.between = between;
    // Shapes of another window, or of some patterns alone, are not those that flags ask for by default.
    if asked.options.window_seconds.is_none() {
        source.keep(&findings.patterns_run, shapes);
    }
    let columns = Arc::new(Columns::new(Arc::new(transactions), Arc::new(details), source));
    let threads = rayon::current_num_threads();
    let run = run_flags(&columns, &flags, &asked.overrides, Limits::default(), threads);
    let first_of_holder = one_each.as_ref().map_or(&[][..], OneEach::first);
    let input =
        LeadInput { columns: &columns, flags: set, fired: &run.fired, victims: &asked.victims, first_of_holder };
    let Leads { leads, set_aside } = filature_flags::join(input);
    let Run { fired, faults, ran, took } = run;
    // A file that holds no flag is told like a flag that could not be run.
    let faults = set.faults.iter().cloned().chain(faults).collect();
    findings.findings.extend(fired.into_iter().map(|fired| fired.finding));
    findings.findings.sort_by(|one, other| other.score.cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
    Ok(Detected { findings, leads, set_aside, flags_run: ran, flag_faults: faults, took })
}

/// Patterns are found between holders: here the accounts that took part are named again.
fn name_accounts(one_each: &OneEach, transactions: &Transactions, findings: &mut Findings) {
    let ids: BTreeSet<String> = findings.findings.iter().flat_map(|finding| finding.transactions.clone()).collect();
    let at = transactions.ids.iter().enumerate().filter(|(_, id)| ids.contains(id.as_str()));
    let position: BTreeMap<&str, usize> = at.map(|(position, id)| (id.as_str(), position)).collect();
    findings.findings.iter_mut().for_each(|finding| one_each.with_accounts(transactions, finding, &position));
}

/// Flags are told of transfers within one holder as they are of those within one name.
fn tell_own(one_each: &OneEach, transactions: &Transactions, details: &mut Details) {
    details.own.resize(transactions.len(), false);
    for (position, own) in details.own.iter_mut().enumerate() {
        *own |= one_each.is_internal(transactions, position);
    }
}

/// The patterns asked for.
fn patterns(transactions: &Transactions, asked: &Asked) -> Result<(Findings, Vec<Shape>), Failure> {
    if asked.patterns {
        return Ok(detect_with_shapes(transactions, &asked.options)?);
    }
    let examined = u64::try_from(transactions.len()).unwrap_or(u64::MAX);
    Ok((Findings { transactions_examined: examined, ..Findings::default() }, Vec::new()))
}

/// Tells patterns from flags among names that a person gave.
///
/// # Errors
/// For a name that is neither.
pub fn names(only: &[String], set: &FlagSet) -> Result<(Vec<String>, Option<BTreeSet<String>>), Failure> {
    if only.is_empty() {
        return Ok((Vec::new(), None));
    }
    let (mut kinds, mut flags) = (Vec::new(), BTreeSet::new());
    for name in only {
        if KINDS.contains(&name.as_str()) {
            kinds.push(name.clone());
        } else if let Some(flag) = set.get(name) {
            if !flag.is_on() {
                return Err(Failure::call(format!("the flag {name} is off; `filature flags explain {name}` says why")));
            }
            flags.insert(name.clone());
        } else if let Some(fault) = set.faults.iter().find(|fault| is_file_of(&fault.file, name)) {
            return Err(Failure::call(fault.to_string()));
        } else {
            return Err(Failure::call(format!(
                "no pattern and no flag is called {name:?}; the patterns are {}; `filature flags list` shows the flags",
                KINDS.join(", ")
            )));
        }
    }
    Ok((kinds, Some(flags)))
}

/// Whether a file is that of a flag of this name.
fn is_file_of(file: &str, name: &str) -> bool {
    Path::new(file).file_stem().is_some_and(|stem| stem == name)
}
