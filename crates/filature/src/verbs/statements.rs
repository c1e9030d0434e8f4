mod asked;
mod grid;

use filature_ledger::{footing_word, grid as case_grid};
use filature_model::{Balance, Footing, Language, SourceId, SourceUse, StatementCheck, UnknownFooting, decimal_string};
use serde::Serialize;

use super::{load, open};
use crate::cli::StatementsArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// What `--json` prints of a statement. Amounts are decimal strings, days `YYYY-MM-DD`.
#[derive(Serialize)]
struct StatementLine {
    source: String,
    statement: u32,
    message: Option<u32>,
    line: Option<u32>,
    number: Option<String>,
    account: String,
    currency: Option<String>,
    from: Option<String>,
    to: Option<String>,
    opening: Option<String>,
    credits: String,
    debits: String,
    closing: Option<String>,
    entries: u32,
    unreadable_rows: u32,
    footing: &'static str,
    off_by: Option<String>,
    first: Option<String>,
    gap_before: Option<[String; 2]>,
    chain_off: Option<String>,
    overlaps: Vec<OverlapLine>,
}

#[derive(Serialize)]
struct OverlapLine {
    with: String,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct Document {
    statements: Vec<StatementLine>,
    grid: serde_json::Value,
}

/// Shows which months of which accounts the case has, or its statements with their verdicts.
pub fn run(arguments: &StatementsArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    asked::take_down(&case, arguments)?;
    let ledger = load(&case)?;
    let grid = case_grid::grid(&case, &ledger)?;
    if json {
        let statements = ledger.statements.iter().map(line).collect();
        screen::show_json(&Document { statements, grid: grid::document(&grid) })?;
        return Ok(DONE);
    }
    let restricted = |source: &SourceId| {
        let known = case.sources().iter().find(|known| known.id == *source);
        known.map(|known| known.use_).filter(|use_| !use_.may_be_rendered())
    };
    if !arguments.list {
        screen::show(&grid::text(&grid, arguments.lang.map_or(Language::English, Into::into)));
    }
    show(&ledger.statements, &restricted, arguments.list);
    Ok(DONE)
}

fn line(check: &StatementCheck) -> StatementLine {
    let statement = &check.statement;
    let currency = statement.currency.or(statement.opening.map(|opening| opening.currency));
    let amount = |minor: i128| currency.map_or_else(|| minor.to_string(), |currency| decimal_string(minor, currency));
    let balance =
        |balance: Option<Balance>| balance.map(|balance| decimal_string(i128::from(balance.minor), balance.currency));
    let (off_by, first) = match check.footing {
        Footing::Off { by_minor, first } => (Some(amount(by_minor)), first.map(|entry| entry.to_string())),
        _ => (None, None),
    };
    StatementLine {
        source: check.source.to_string(),
        statement: statement.ordinal,
        message: statement.place.message,
        line: statement.place.line,
        number: statement.number.clone(),
        account: statement.account.to_string(),
        currency: currency.map(|currency| currency.to_string()),
        from: statement.from.map(|day| day.to_string()),
        to: statement.to.map(|day| day.to_string()),
        opening: balance(statement.opening),
        credits: amount(check.credits_minor),
        debits: amount(check.debits_minor),
        closing: balance(statement.closing),
        entries: check.entries,
        unreadable_rows: statement.unreadable_rows,
        footing: footing_word(&check.footing),
        off_by,
        first,
        gap_before: check.gap_before.map(|(from, to)| [from.to_string(), to.to_string()]),
        chain_off: check.chain_off_minor.map(amount),
        overlaps: check
            .overlaps
            .iter()
            .map(|overlap| OverlapLine {
                with: overlap.with.to_string(),
                from: overlap.from.to_string(),
                to: overlap.to.to_string(),
            })
            .collect(),
    }
}

/// Whether anything is to be said of a statement beside its figures.
fn remarks(line: &StatementLine) -> Vec<String> {
    let mut remarks = Vec::new();
    if line.unreadable_rows > 0 {
        remarks.push(format!("{} rows could not be read", line.unreadable_rows));
    }
    if let Some(first) = &line.first {
        remarks.push(format!("running balance departs first at entry {first}"));
    }
    if let Some([from, to]) = &line.gap_before {
        remarks.push(format!("nothing from {from} to {to} before it"));
    }
    if let Some(off) = &line.chain_off {
        remarks.push(format!("opens {off} away from the closing before"));
    }
    for overlap in &line.overlaps {
        remarks.push(format!("also covered by source {} from {} to {}", overlap.with, overlap.from, overlap.to));
    }
    remarks
}

/// Shows statements one by one: all of them, or those of which there is something to say.
fn show(checks: &[StatementCheck], restricted: &dyn Fn(&SourceId) -> Option<SourceUse>, all: bool) {
    let mut checks: Vec<&StatementCheck> = checks.iter().collect();
    checks.sort_by_key(|check| {
        (check.statement.account.clone(), check.statement.from, check.source, check.statement.ordinal)
    });
    let is_shown = |check: &&&StatementCheck| {
        all || matches!(check.footing, Footing::Off { .. }) || !remarks(&line(check)).is_empty()
    };
    let rows: Vec<Vec<String>> = checks
        .iter()
        .filter(is_shown)
        .map(|check| {
            let line = line(check);
            let verdict = match check.footing {
                Footing::Foots => "foots".to_owned(),
                Footing::Off { .. } => format!("DOES NOT FOOT, off by {}", line.off_by.clone().unwrap_or_default()),
                Footing::Unknown(UnknownFooting::NoOpening) => "no opening balance".to_owned(),
                Footing::Unknown(UnknownFooting::NoClosing) => "no closing balance".to_owned(),
                Footing::Unknown(UnknownFooting::MixedCurrencies) => "several currencies".to_owned(),
            };
            let use_ = restricted(&check.source).map(|use_| use_.word().to_owned());
            let remarks = use_.into_iter().chain(remarks(&line)).collect::<Vec<_>>().join("; ");
            vec![
                line.account,
                line.from.unwrap_or_default(),
                line.to.unwrap_or_default(),
                line.opening.unwrap_or_default(),
                line.credits,
                line.debits,
                line.closing.unwrap_or_default(),
                line.currency.unwrap_or_default(),
                line.entries.to_string(),
                verdict,
                remarks,
            ]
        })
        .collect();
    let header =
        ["account", "from", "to", "opening", "credits", "debits", "closing", "", "entries", "verdict", "remarks"];
    if all || !rows.is_empty() {
        screen::show(&format!("{}{}", if all { "" } else { "\n" }, screen::table(&header, &rows, &[3, 4, 5, 6, 8])));
    }
    let count = |is: &dyn Fn(&Footing) -> bool| checks.iter().filter(|check| is(&check.footing)).count();
    screen::show(&format!(
        "\n{} statements: {} foot, {} do not, {} cannot be checked.",
        checks.len(),
        count(&|footing| *footing == Footing::Foots),
        count(&|footing| matches!(footing, Footing::Off { .. })),
        count(&|footing| matches!(footing, Footing::Unknown(_))),
    ));
}
