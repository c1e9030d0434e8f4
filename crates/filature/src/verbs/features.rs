mod table;

use std::path::Path;

use filature_graph::features::{Features, columns};
use filature_intake::csv::Mapping;
use filature_ledger::{OneFile, read_one};
use filature_model::{AccountId, Language};
use serde_json::json;

use crate::cli::FeaturesArguments;
use crate::outcome::{DONE, Failure};
use crate::screen::{self, counted};
use table::Known;

/// Writes the features of a file's transactions.
pub fn run(arguments: &FeaturesArguments, json: bool) -> Result<u8, Failure> {
    refuse_to_overwrite(&arguments.file, &arguments.out)?;
    let OneFile { format, entries, problems, moved } = read(arguments)?;
    let (known, payments) = Known::split(moved);
    let features = Features::new(&payments)?;
    drop(payments);
    let rows = known.len();
    let cut = table::write(&arguments.out, known, &features)?;
    let without_row = entries - entries.min(rows as u64);
    if json {
        let names: Vec<String> = table::KNOWN.iter().map(|&name| name.to_owned()).collect();
        let names: Vec<String> = names.into_iter().chain(columns().into_iter().map(|column| column.name)).collect();
        screen::show_json(&json!({
            "out": arguments.out.display().to_string(),
            "format": format,
            "entries": entries,
            "rows": rows,
            "entries_without_row": without_row,
            "problems": problems.len(),
            "columns": names,
            "cut": cut,
        }))?;
        return Ok(DONE);
    }
    screen::show(&format!(
        "{} of {} features in {}, from {} read as {format}.",
        counted(rows as u64, "row", "rows"),
        table::KNOWN.len() + columns().len(),
        arguments.out.display(),
        counted(entries, "entry", "entries"),
    ));
    if without_row > 0 {
        screen::show(&format!(
            "{} no row of their own: not paid, shown by another entry already, or the other side of one.",
            counted(without_row, "entry has", "entries have")
        ));
    }
    if !problems.is_empty() {
        screen::show(&format!(
            "{} noted; `filature add` into a case shows each with its place.",
            counted(problems.len() as u64, "problem was", "problems were")
        ));
    }
    for cut in &cut {
        screen::show(&format!("Cut short: {}", cut.sentence(Language::English)));
    }
    Ok(DONE)
}

/// What was received is never written over, by whatever name, and nothing is put into a case.
fn refuse_to_overwrite(file: &Path, out: &Path) -> Result<(), Failure> {
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    if let Some(case) = folder.ancestors().find(|folder| folder.join("case.toml").is_file()) {
        let message = "is a case: features are for other programs; choose a file outside of it";
        return Err(Failure::call(format!("{} {message}", case.display())));
    }
    match std::fs::canonicalize(out).is_ok() && is_same_file(file, out) {
        true => Err(Failure::call(format!("{} is the file that is read: choose another for --out", out.display()))),
        false => Ok(()),
    }
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |path: &Path| std::fs::metadata(path).map(|data| (data.dev(), data.ino())).ok();
    place(one).is_some() && place(one) == place(other)
}

#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| std::fs::canonicalize(path).ok();
    place(one).is_some() && place(one) == place(other)
}

fn read(arguments: &FeaturesArguments) -> Result<OneFile, Failure> {
    let mapping = arguments.mapping.as_deref().map(mapping).transpose()?;
    let account = arguments.account.as_deref().map(AccountId::written);
    read_one(&arguments.file, mapping, account)?
        .map_err(|refusal| Failure::data(format!("{}: {refusal}", arguments.file.display())))
}

fn mapping(path: &Path) -> Result<Mapping, Failure> {
    let off = |error: &dyn std::fmt::Display| Failure::call(format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| off(&error))?;
    Mapping::from_toml(&text).map_err(|error| off(&error))
}
