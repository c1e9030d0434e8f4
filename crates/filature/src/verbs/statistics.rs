//! `statistics`: the figures that States report, counted over many cases.
//!
//! ```text
//! each case ─► records (people decided on, money located, what is stated) ─┐
//! each case ─► records ────────────────────────────────────────────────────┴► filature-statistics ─► screen, JSON, file
//! ```
//!
//! What leaves this verb is the publication and nothing else: what it says beside it on standard error names no account and no person.

mod money;
mod records;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use filature_model::{Language, is_country_code};
use filature_statistics::{FEWEST, Publication, Records, csv, publish, text, xlsx};

use super::{open, out};
use crate::cli::StatisticsArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Counts, and shows what may be shown.
pub fn run(arguments: &StatisticsArguments, json: bool) -> Result<u8, Failure> {
    let language = arguments.lang.map(Language::from).unwrap_or_default();
    let country = checked(arguments)?;
    let mut records = Records::default();
    let mut left_out = records::LeftOut::default();
    each_is_another(&arguments.cases)?;
    for (path, case) in arguments.out.iter().flat_map(|path| arguments.cases.iter().map(move |case| (path, case))) {
        out::outside("--out", case, path)?;
    }
    for folder in &arguments.cases {
        let case = open(folder)?;
        records::add(&mut records, &mut left_out, &case)?;
    }
    left_out.tell();
    let publication = publish(&records, arguments.k, country.as_deref());
    if let Some(path) = &arguments.out {
        let bytes = match ending(path) {
            Some("csv") => csv(&publication).into_bytes(),
            _ => xlsx(&publication, language).map_err(Failure::bug)?,
        };
        out::write("--out", path, &bytes)?;
    }
    if json {
        screen::show_json(&publication)?;
    } else {
        show(&publication, language);
    }
    Ok(DONE)
}

fn show(publication: &Publication, language: Language) {
    let draw = |header: &[String], rows: &[Vec<String>]| {
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        screen::table(&header, rows, &(1..header.len()).collect::<Vec<_>>())
    };
    let shown = text(publication, language, &draw);
    let wrapped = |line: &str| if line.starts_with("- ") { screen::wrap(line, "  ") } else { line.to_owned() };
    screen::show(&shown.lines().map(wrapped).collect::<Vec<_>>().join("\n"));
}

/// What is asked, where it can be: the reporting State.
fn checked(arguments: &StatisticsArguments) -> Result<Option<String>, Failure> {
    if arguments.k < FEWEST {
        return Err(Failure::call(format!(
            "--k {}: no figure is about fewer than {FEWEST} people; leave it out, or name a larger number",
            arguments.k
        )));
    }
    if let Some(path) = arguments.out.as_ref().filter(|path| !matches!(ending(path), Some("csv" | "xlsx"))) {
        return Err(Failure::call(format!("--out {}: a name that ends in .csv or .xlsx was expected", path.display())));
    }
    match arguments.country.as_deref() {
        Some(code) if !is_country_code(code) => {
            Err(Failure::call(format!("--country {code:?}: two capitals were expected (ISO 3166), as FR")))
        }
        code => Ok(code.map(str::to_owned)),
    }
}

fn ending(path: &Path) -> Option<&str> {
    path.extension().and_then(|ending| ending.to_str())
}

/// A folder that is named twice would count twice.
fn each_is_another(folders: &[PathBuf]) -> Result<(), Failure> {
    let mut known = BTreeMap::new();
    for folder in folders {
        let place = fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
        if let Some(before) = known.insert(place, folder) {
            return Err(Failure::call(format!(
                "{} and {} are one case: name it once",
                before.display(),
                folder.display()
            )));
        }
    }
    Ok(())
}
