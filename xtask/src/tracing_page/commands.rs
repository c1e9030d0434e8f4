//! Redoes each command of the page with the program itself, as a reader would, and compares what it answers.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail, ensure};
use filature_model::{Decomposition, PathStep, Trace};
use serde_json::Value;

use super::runs::{Answer, Runs};
use crate::check::built_program;

/// Runs the commands of the page, in their order, in a folder of their own.
pub fn redo(runs: &Runs) -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/worked-case");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    let files = folder.join("worked");
    crate::worked_case::run(&files.display().to_string())?;
    let program = built_program()?;
    for command in runs.commands() {
        let line = &command.arguments;
        let answer = answer(&program, &folder, line)?;
        match command.answer {
            Answer::Added => {}
            Answer::Trace(expected) => {
                let found: Trace = serde_json::from_value(answer).with_context(|| line.clone())?;
                ensure!(bare(found) == bare(expected.clone()), "the program and the page differ: filature {line}");
            }
            Answer::Origins(expected) => {
                let found: Decomposition = serde_json::from_value(answer).with_context(|| line.clone())?;
                ensure!(found.rules == expected.rules, "the program and the page differ: filature {line}");
            }
        }
    }
    Ok(())
}

fn answer(program: &Path, folder: &Path, line: &str) -> anyhow::Result<Value> {
    let output = Command::new(program)
        .args(words(line))
        .arg("--json")
        .current_dir(folder)
        .output()
        .with_context(|| line.to_owned())?;
    if !output.status.success() {
        bail!("filature {line}: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).with_context(|| line.to_owned())
}

/// The words of a line, as a shell would part them; quotation marks hold words together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(number, part)| match number % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

/// A trace without what only the program knows: the day as it was asked, the files it rests on, their rows.
fn bare(mut trace: Trace) -> Trace {
    trace.at = None;
    (trace.basis, trace.use_) = Default::default();
    let results = trace.rules.values_mut().chain(trace.rules_alone.values_mut());
    let paths = results.flat_map(|result| &mut result.held).filter_map(|held| held.paths.as_mut());
    let steps: Vec<&mut PathStep> = paths.flat_map(|paths| &mut paths.paths).flat_map(|path| &mut path.steps).collect();
    steps.into_iter().for_each(|step| step.entries.clear());
    trace
}
