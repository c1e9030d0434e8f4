//! `erase --due`: whose period is over. Nothing is removed by a date.

use filature_ledger::Case;
use filature_ledger::categories::Category;
use filature_ledger::retention::{Of, Until};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::outcome::{DONE, Failure};
use crate::{screen, when};

/// What is due on a day, and for whom no period was set.
struct Ends {
    on: Date,
    due: Vec<Until>,
    unset: Vec<Until>,
}

fn ends(case: &Case, on: Option<&str>) -> Result<Ends, Failure> {
    let on = when::day("on", on)?.unwrap_or_else(filature_ledger::today);
    let ends = case.settings().retention.ends(&case.journal()?).map_err(Failure::data)?;
    let (set, unset): (Vec<Until>, Vec<Until>) = ends.into_iter().partition(|end| end.until.is_some());
    let due = set.into_iter().filter(|end| end.until.is_some_and(|until| until <= on)).collect();
    Ok(Ends { on, due, unset })
}

/// What is due on a day, and for whom no period was set, as `--json` gives it.
///
/// # Errors
/// The day is none; the journal cannot be read.
pub fn document(case: &Case, on: Option<&str>) -> Result<Value, Failure> {
    let Ends { on, due, unset } = ends(case, on)?;
    let rows = |ends: &[Until]| ends.iter().map(row).collect::<Vec<Value>>();
    Ok(json!({ "on": on.to_string(), "due": rows(&due), "no_date": rows(&unset) }))
}

/// Lists what is due on a day, and for whom no period was set.
pub fn run(case: &Case, on: Option<&str>, as_json: bool) -> Result<u8, Failure> {
    if as_json {
        screen::show_json(&document(case, on)?)?;
        return Ok(DONE);
    }
    let Ends { on, due, unset } = ends(case, on)?;
    let line = |end: &Until| {
        let (of, category) = words(&end.of);
        let until = end.until.map_or_else(|| "no date set".to_owned(), |until| until.to_string());
        vec![of, category.to_owned(), end.since.to_string(), until]
    };
    if due.is_empty() {
        screen::show(&format!("Nothing is due on {on}."));
    } else {
        let rows: Vec<Vec<String>> = due.iter().map(line).collect();
        screen::show(&screen::table(&["account", "category", "since", "due"], &rows, &[]));
    }
    if !unset.is_empty() {
        let rows: Vec<Vec<String>> = unset.iter().map(line).collect();
        screen::show("No date is set for:");
        screen::show(&screen::table(&["account", "category", "since", "due"], &rows, &[]));
    }
    screen::say(
        "Periods are those of [retention] in case.toml; filature knows no law and sets none. Nothing was removed: `erase --person` and \
         `erase --source` do that.",
    );
    Ok(DONE)
}

fn words(of: &Of) -> (String, &'static str) {
    match of {
        Of::Case => ("(the case)".to_owned(), "case"),
        Of::Others => ("(all others)".to_owned(), Category::Undetermined.word()),
        Of::Person(account, category) => (account.to_string(), category.word()),
    }
}

fn row(end: &Until) -> Value {
    let account = match &end.of {
        Of::Person(account, _) => Some(account.to_string()),
        _ => None,
    };
    json!({
        "account": account, "category": words(&end.of).1, "since": end.since.to_string(),
        "due": end.until.map(|until| until.to_string()),
    })
}
