//! `erase --due`: whose period is over. Nothing is removed by a date.

use filature_ledger::Case;
use filature_ledger::categories::Category;
use filature_ledger::retention::{Of, Until};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::outcome::{DONE, Failure};
use crate::screen;

/// Lists what is due on a day, and for whom no period was set.
pub fn run(case: &Case, on: Option<&str>, as_json: bool) -> Result<u8, Failure> {
    let on: Date = match on {
        Some(text) => {
            text.parse().map_err(|_| Failure::call(format!("--on {text:?}: a day YYYY-MM-DD was expected")))?
        }
        None => filature_ledger::today(),
    };
    let ends = case.settings().retention.ends(&case.journal()?).map_err(Failure::data)?;
    let is_due = |end: &&Until| end.until.is_some_and(|until| until <= on);
    let due: Vec<&Until> = ends.iter().filter(is_due).collect();
    let unset: Vec<&Until> = ends.iter().filter(|end| end.until.is_none()).collect();
    if as_json {
        screen::show_json(&json!({
            "on": on.to_string(),
            "due": due.iter().map(|end| row(end)).collect::<Vec<_>>(),
            "no_date": unset.iter().map(|end| row(end)).collect::<Vec<_>>(),
        }))?;
        return Ok(DONE);
    }
    let line = |end: &&Until| {
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
