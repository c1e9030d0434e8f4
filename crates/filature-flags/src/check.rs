//! What a flag's file must hold beside being readable: a query that runs, columns and figures that exist, sentences in words that judge nobody.

use std::sync::Arc;

use filature_graph::Line;
use filature_model::{Details, Transactions};

use crate::engine::{Columns, Limits, PatternSource, Session};
use crate::flag::{Flag, ParameterValue, Trust};
use crate::run::{parameters, query_fault, reason_names};
use crate::{Fault, Overrides};

/// Words that no text of a flag may hold, in small letters: they judge people, or name them for what was done to them.
const JUDGING: &[&str] = &[
    "criminal",
    "criminals",
    "criminel",
    "criminelle",
    "criminels",
    "guilty",
    "coupable",
    "coupables",
    "prostitute",
    "prostitutes",
    "prostituée",
    "prostituées",
    "prostitué",
    "illegal",
    "illegals",
    "illégal",
    "illégale",
    "illégaux",
    "clandestin",
    "clandestins",
    "culprit",
    "offender",
    "offenders",
    "perpetrator",
    "perpetrators",
    "suspect",
    "suspects",
    "suspecte",
    "suspecté",
];

/// An empty ledger to try queries on.
fn nothing(lines: &[Line]) -> Arc<Columns> {
    let patterns = PatternSource::new(lines.to_vec(), false);
    Arc::new(Columns::new(Arc::new(Transactions::default()), Arc::new(Details::default()), patterns))
}

/// What is wrong with a flag: its query is run on an empty ledger, its sentences are read.
pub fn check(flag: &Flag, lines: &[Line]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let values = match parameters(flag, &Overrides::new()) {
        Ok(values) => values,
        Err(fault) => return vec![fault],
    };
    let answer = Session::new(&nothing(lines), Limits::default()).and_then(|session| session.query(&flag.sql, &values));
    match answer {
        Err(error) => faults.push(query_fault(flag, &error)),
        Ok(answer) => {
            let has = |name: &str| answer.columns.iter().any(|column| column == name);
            let needed = ["transactions", "amount_minor", "currency"].into_iter();
            for name in needed.chain(flag.roles.iter().map(|(column, _)| column.as_str())).filter(|name| !has(name)) {
                let what = format!("its query gives no column {name}");
                faults.push(Fault::new(&flag.file, flag.sql_line, what, format!("add it to the SELECT: … AS {name}")));
            }
            let known = |name: &str| has(name) || flag.parameters.iter().any(|parameter| parameter.name == name);
            for template in [&flag.reason.en, &flag.reason.fr] {
                for name in reason_names(template).into_iter().filter(|name| !known(name)) {
                    let what =
                        format!("its reason names {{{name}}}, which is neither a column of its query nor a parameter");
                    faults.push(Fault::new(&flag.file, 1, what, "add the column, or write the reason without it"));
                }
            }
        }
    }
    if reason_names(&flag.reason.en).len() != reason_names(&flag.reason.fr).len() {
        let to_do = "name the same columns in both languages";
        faults.push(Fault::new(&flag.file, 1, "its reason gives other figures in French than in English", to_do));
    }
    faults.extend(judging(flag));
    let stated = flag.parameters.iter().any(|parameter| parameter.sourced);
    let read = flag.sources.iter().any(|source| !matches!(source.trust, Trust::Unverified | Trust::Design));
    if stated && !read {
        let to_do = "set basis = \"design\", or name the source that was read";
        faults.push(Fault::new(
            &flag.file,
            1,
            "a parameter is said to be stated by a source, and no source was read",
            to_do,
        ));
    }
    if flag.sql.to_lowercase().contains("'now'") {
        let to_do = "compare with days of the ledger: the same ledger gives the same findings on any day";
        faults.push(Fault::new(&flag.file, flag.sql_line, "its query asks for the day of today", to_do));
    }
    for parameter in flag
        .parameters
        .iter()
        .filter(|parameter| matches!(parameter.default, ParameterValue::Number(number) if number < 0))
    {
        let what = format!("the parameter {} is below 0", parameter.name);
        faults.push(Fault::new(&flag.file, 1, what, "write a count, an amount or a span"));
    }
    faults
}

fn judging(flag: &Flag) -> Vec<Fault> {
    let texts = [&flag.title, &flag.reason, &flag.finds, &flag.matters];
    let texts = texts.into_iter().chain(&flag.innocent).chain(&flag.next);
    let mut faults = Vec::new();
    for text in texts.flat_map(|text| [&text.en, &text.fr]) {
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        if let Some(word) = words.find(|word| JUDGING.contains(word)) {
            let what = format!("its text holds {word:?}");
            faults.push(Fault::new(&flag.file, 1, what, "say what was seen: no text of a flag judges a person"));
        }
    }
    faults
}
