//! The flags that ran, as a dossier lists them. What was not read again is no citation and is left out.

use std::collections::BTreeSet;

use filature_dossier::{FlagRun, Threshold};
use filature_flags::{Flag, FlagSet, ParameterValue, Trust};

/// Those of these ids, in the order of ids.
/// `own` are those that the case itself has.
pub fn of(set: &FlagSet, ran: &[String], own: &BTreeSet<String>) -> Vec<FlagRun> {
    let one = |flag: &Flag| FlagRun { is_own: own.contains(&flag.id), ..one(flag) };
    let mut flags: Vec<FlagRun> = ran.iter().filter_map(|id| set.get(id)).map(one).collect();
    flags.sort_by(|one, other| one.id.cmp(&other.id));
    flags
}

fn one(flag: &Flag) -> FlagRun {
    let read = flag.sources.iter().filter(|source| !matches!(source.trust, Trust::Unverified | Trust::Design));
    let thresholds = flag.parameters.iter().map(|parameter| Threshold {
        meaning: (parameter.meaning.en.clone(), parameter.meaning.fr.clone()),
        value: match &parameter.default {
            ParameterValue::Number(number) => number.to_string(),
            ParameterValue::Span(text, _) => text.clone(),
        },
        unit: parameter.unit.clone(),
        stated: parameter.sourced,
    });
    FlagRun {
        id: flag.id.clone(),
        version: flag.version,
        title: (flag.title.en.clone(), flag.title.fr.clone()),
        sources: read.map(|source| source.name.clone()).collect(),
        is_own: false,
        thresholds: thresholds.collect(),
    }
}
