//! `combine --dry-run`: what would be taken over from the other copy, before anybody decides anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use filature_ledger::combine::{Conflict, Plan, Settlement};
use filature_ledger::{Case, Line, read_journal};
use serde_json::{Value, json};

use super::{conflict, failure, other, settings_that_differ, show_conflicts, tell_of_settings};
use crate::outcome::Failure;
use crate::screen::{self, counted};

/// What combining would come to.
#[derive(Debug)]
pub struct Planned {
    /// How many lines both journals begin with.
    pub common: u64,
    /// The lines of the other journal that this case does not know.
    pub taken: Vec<Line>,
    /// Files that it does not know, by SHA-256.
    pub sources: Vec<String>,
    /// What contradicts what.
    pub conflicts: Vec<Conflict>,
    /// Where the settings of the two differ.
    pub differs: Vec<String>,
}

/// Looks at another copy; both stay as they are.
///
/// # Errors
/// It is no other copy of this case, or cannot be read.
pub fn planned(case: &Case, with: &Path) -> Result<Planned, Failure> {
    let other = other(case, with)?;
    let (lines, head) = read_journal(&case.folder().join("journal.jsonl"))?;
    let plan = Plan::of(&lines, &head, case.sources(), &other).map_err(failure)?;
    let known: BTreeSet<&str> = case.sources().iter().map(|source| source.sha256.as_str()).collect();
    let wanted = plan.sources(&BTreeMap::new());
    let sources = wanted.iter().map(|source| source.sha256.clone()).filter(|sha256| !known.contains(sha256.as_str()));
    Ok(Planned {
        common: plan.common,
        taken: if plan.is_nothing() { Vec::new() } else { plan.taken.iter().map(|line| (*line).clone()).collect() },
        sources: sources.collect(),
        conflicts: plan.conflicts.clone(),
        differs: settings_that_differ(case, &other),
    })
}

impl Planned {
    /// How many lines of each kind.
    fn acts(&self) -> BTreeMap<String, u64> {
        let mut acts = BTreeMap::new();
        for line in &self.taken {
            let act = serde_json::to_value(&line.act).unwrap_or_default();
            let word = act.get("act").and_then(Value::as_str).unwrap_or_default().to_owned();
            *acts.entry(word).or_insert(0) += 1;
        }
        acts
    }

    /// As `--json` gives it.
    pub fn document(&self) -> Value {
        let conflicts: Vec<Value> =
            (1..).zip(&self.conflicts).map(|(at, of)| conflict(at, of, &Settlement::default())).collect();
        json!({ "dry_run": true, "common": self.common, "lines": self.taken.len(), "acts": self.acts(),
                "sources": self.sources, "conflicts": conflicts, "settings_differ": self.differs })
    }
}

/// As people read it.
///
/// # Errors
/// Those of the screen.
pub fn show(planned: &Planned) -> Result<(), Failure> {
    if planned.taken.is_empty() && planned.sources.is_empty() {
        screen::show("Nothing new: this case knows all that the other copy says.");
    } else {
        screen::show(&format!(
            "WOULD BE TAKEN OVER: {} and {}.",
            counted(planned.taken.len(), "line of its journal", "lines of its journal"),
            counted(planned.sources.len(), "file", "files")
        ));
        for (act, number) in planned.acts() {
            screen::show(&format!("  {number} {act}"));
        }
    }
    tell_of_settings(&planned.differs);
    if planned.conflicts.is_empty() {
        screen::say("Nothing was combined.");
        return Ok(());
    }
    show_conflicts(&planned.conflicts, false)
}
