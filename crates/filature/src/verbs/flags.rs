//! Red flags as files: list, explain, check, test, and begin a new one.

mod show;
mod template;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use filature_flags::{
    Fault, Flag, FlagSet, Overrides, ParameterValue, built_in_cases, cases, check, read_cases, read_flag, span_seconds,
};
use filature_ledger::ledger_of;
use serde::Serialize;

use super::open;
use crate::cli::FlagsAction;
use crate::outcome::{DATA, DONE, Failure};
use crate::{lines, screen};

/// The flags that come with the program, and those in a case's `flags/`.
///
/// # Errors
/// The system's, for files of the case that cannot be read. A file that holds no flag is among the faults of the set.
pub fn of_case(case: Option<&Path>) -> Result<FlagSet, Failure> {
    let mut set = FlagSet::built_in();
    for path in case.map(|case| markdown(&case.join("flags"))).transpose()?.unwrap_or_default() {
        set.add(&path.display().to_string(), &read(&path)?);
    }
    Ok(set)
}

/// The flags of a case itself: file names and texts.
///
/// # Errors
/// The system's.
pub fn own(case: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let name = |path: &Path| path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    markdown(&case.join("flags"))?.iter().map(|path| Ok((name(path), read(path)?))).collect()
}

/// Values of parameters from `FLAG.PARAMETER=VALUE`.
///
/// # Errors
/// For what names no parameter of a flag, and for a value that is not of its kind.
pub fn overrides(given: &[String], set: &FlagSet) -> Result<Overrides, Failure> {
    let mut overrides = Overrides::new();
    for text in given {
        let parsed = text.split_once('=').and_then(|(place, value)| Some((place.split_once('.')?, value)));
        let Some(((flag, parameter), value)) = parsed else {
            return Err(Failure::call(format!(
                "--set {text:?}: FLAG.PARAMETER=VALUE was expected, as in wage-sweep-to-one.window=72h"
            )));
        };
        let known = set.get(flag).and_then(|flag| flag.parameters.iter().find(|known| known.name == parameter));
        let expected = known.map(|known| expected(&known.default, value));
        match expected {
            Some(None) => {}
            Some(Some(expected)) => return Err(Failure::call(format!("--set {text:?}: {parameter} is {expected}"))),
            None => {
                return Err(Failure::call(format!(
                    "--set {text:?}: {flag} has no parameter {parameter}; `filature flags explain {flag}` lists them"
                )));
            }
        }
        overrides.insert((flag.to_owned(), parameter.to_owned()), value.to_owned());
    }
    Ok(overrides)
}

/// What a parameter's value has to be, where this one is something else.
fn expected(default: &ParameterValue, value: &str) -> Option<&'static str> {
    match default {
        ParameterValue::Number(_) => value.trim().parse::<i64>().is_err().then_some("a whole number, as in 4"),
        ParameterValue::Span(..) => span_seconds(value).is_err().then_some("a span of time, as in 48h or 30d"),
    }
}

/// Markdown files of a folder, sorted; none where there is no folder.
fn markdown(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |error: std::io::Error| Failure::data(format!("{}: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md") && path.is_file());
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::call(format!("{}: {error}", path.display())))
}

/// Runs one of the actions.
pub fn run(action: &FlagsAction, json: bool) -> Result<u8, Failure> {
    match action {
        FlagsAction::List { case } => show::list(&of_case(case.as_deref())?, json),
        FlagsAction::Explain { id, case, lang } => show::explain(&of_case(case.as_deref())?, id, *lang, json),
        FlagsAction::New { id, dir } => template::write(id, dir, json),
        FlagsAction::Check { flags, case } => verdicts(flags, case.as_deref(), false, json),
        FlagsAction::Test { flags, case } => verdicts(flags, case.as_deref(), true, json),
    }
}

/// A flag to look at, with its cases.
struct Wanted {
    flag: Result<Flag, Fault>,
    cases_file: String,
    cases: Option<String>,
}

/// What `--json` prints of checking and testing.
#[derive(Serialize)]
struct Document {
    flags: usize,
    cases: usize,
    faults: Vec<String>,
}

/// Checks flags, and where asked runs their cases; says what is wrong.
fn verdicts(names: &[String], case: Option<&Path>, run_cases: bool, json: bool) -> Result<u8, Failure> {
    let case = case.map(open).transpose()?;
    let wanted = wanted(names, case.as_ref().map(|case| case.folder()))?;
    let known = lines::with(&[])?;
    let load = |files: &[(&str, Vec<u8>)]| {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        ledger_of(&files).map_err(|error| error.to_string())
    };
    let (mut faults, mut cases_run) = (Vec::new(), 0);
    for one in &wanted {
        let flag = match &one.flag {
            Ok(flag) => flag,
            Err(fault) => {
                faults.push(fault.clone());
                continue;
            }
        };
        faults.extend(check(flag, &known));
        let read = one.cases.as_deref().map(|text| read_cases(&one.cases_file, text)).transpose();
        match read {
            Err(fault) => faults.push(fault),
            Ok(None) if flag.is_on() => {
                let to_do = "write it: see docs/reference/flag-files.md, \"Cases\"";
                faults.push(Fault::new(&one.cases_file, 1, format!("{} has no cases", flag.id), to_do));
            }
            Ok(None) => {}
            Ok(Some(cases_of_flag)) => {
                if flag.is_on() {
                    faults.extend(cases::missing(flag, &one.cases_file, &cases_of_flag));
                }
                if run_cases {
                    cases_run += cases_of_flag.len();
                    faults.extend(cases::test(flag, &one.cases_file, &cases_of_flag, &known, &load));
                }
            }
        }
    }
    let code = if faults.is_empty() { DONE } else { DATA };
    if json {
        let faults = faults.iter().map(Fault::to_string).collect();
        screen::show_json(&Document { flags: wanted.len(), cases: cases_run, faults })?;
        return Ok(code);
    }
    faults.iter().for_each(|fault| screen::show(&fault.to_string()));
    let flags = screen::counted(wanted.len(), "flag", "flags");
    let done = if run_cases { format!("{flags}, {}", screen::counted(cases_run, "case", "cases")) } else { flags };
    screen::show(&match faults.len() {
        0 => format!("{done}: nothing is wrong."),
        count => format!("{done}: {} above.", screen::counted(count, "fault", "faults")),
    });
    Ok(code)
}

/// Flags by id, or by the path of a file; all where none is named.
fn wanted(names: &[String], case: Option<&Path>) -> Result<Vec<Wanted>, Failure> {
    let mut set = of_case(case)?;
    if names.is_empty() {
        let broken = std::mem::take(&mut set.faults);
        let mut all: Vec<Wanted> = set.flags.into_iter().map(known).collect();
        all.extend(broken.into_iter().map(|fault| Wanted {
            cases_file: fault.file.clone(),
            flag: Err(fault),
            cases: None,
        }));
        return Ok(all);
    }
    names.iter().map(|name| one_wanted(name, &set)).collect()
}

fn one_wanted(name: &str, set: &FlagSet) -> Result<Wanted, Failure> {
    if let Some(flag) = set.get(name) {
        return Ok(known(flag.clone()));
    }
    let path = Path::new(name);
    if path.extension().is_none_or(|ending| ending != "md") {
        return Err(Failure::call(format!(
            "no flag is called {name:?}; `filature flags list` shows them; a file's name ends in .md"
        )));
    }
    Ok(in_file(path, read_flag(name, &read(path)?)))
}

/// A flag that comes with the program has its cases there; another one's stand beside its file.
fn known(flag: Flag) -> Wanted {
    let path = PathBuf::from(&flag.file);
    let built_in = built_in_cases(&flag.id).filter(|_| !path.is_file() || flag.file.starts_with("flags/"));
    match built_in {
        Some(cases) => {
            Wanted { cases_file: format!("flags/cases/{}.md", flag.id), flag: Ok(flag), cases: Some(cases.to_owned()) }
        }
        None => in_file(&path, Ok(flag)),
    }
}

fn in_file(path: &Path, flag: Result<Flag, Fault>) -> Wanted {
    let beside = path.parent().unwrap_or(Path::new("")).join("cases").join(path.file_name().unwrap_or_default());
    let cases = std::fs::read_to_string(&beside).ok();
    Wanted { flag, cases_file: beside.display().to_string(), cases }
}
