//! The grid of accounts by months, as text that fits a terminal of 80 columns and needs no colour.

use std::collections::BTreeSet;

use filature_ledger::asked::Month;
use filature_ledger::grid::{Grid, GridRow, State};
use filature_model::Language;
use serde_json::{Value, json};

use crate::screen;

/// Width of the account: an IBAN of any country that this is about.
const ACCOUNT_COLUMNS: usize = 28;

/// Years beside each other in 80 columns: a year is 12 signs and a space.
const YEARS_BESIDE: usize = 3;

/// How many accounts of which nothing was asked are shown one by one.
const SILENT_ROWS: usize = 20;

/// The grid as `--json` has it.
pub fn document(grid: &Grid) -> Value {
    let rows = grid.rows.iter().map(|row| {
        let months: serde_json::Map<String, Value> =
            row.months.iter().map(|(month, state)| (month.to_string(), json!(state.word()))).collect();
        json!({ "account": row.account, "currency": row.currency.map(|currency| currency.to_string()), "months": months,
                "requests": row.requests })
    });
    json!({
        "from": grid.months.map(|(from, _)| from.to_string()),
        "to": grid.months.map(|(_, to)| to.to_string()),
        "accounts": rows.collect::<Vec<_>>(),
        "counterparties": grid.counterparties,
    })
}

/// The grid as people read it: a block for every few years, then what the signs mean.
pub fn text(grid: &Grid, language: Language) -> String {
    let pick = |english: &'static str, french: &'static str| language.pick(english, french);
    let Some((first, last)) = grid.months else {
        return pick(
            "No statement in this case, and nothing asked.",
            "Aucun relevé dans ce dossier, et rien de demandé.",
        )
        .to_owned();
    };
    let is_silent = |row: &&GridRow| !row.has_statements && row.requests.is_empty();
    let silent = grid.rows.iter().filter(is_silent).count();
    let mut left = SILENT_ROWS;
    let rows: Vec<&GridRow> = grid
        .rows
        .iter()
        .filter(|row| {
            let shown = !is_silent(row) || left > 0;
            left -= usize::from(is_silent(row) && left > 0);
            shown
        })
        .collect();
    let years: Vec<i32> = (first.year()..=last.year()).collect();
    let mut lines = Vec::new();
    for block in years.chunks(YEARS_BESIDE) {
        lines.extend(header(block));
        lines.extend(rows.iter().map(|row| line(row, block)));
        lines.push(String::new());
    }
    let signs: BTreeSet<State> = rows.iter().flat_map(|row| row.months.values().copied()).collect();
    lines.extend(signs.into_iter().map(|state| format!("  {}  {}", state.sign(), meaning(state, language))));
    if silent > SILENT_ROWS {
        let rest = silent - SILENT_ROWS;
        lines.push(match language {
            Language::English => format!(
                "{} known from lists, nothing asked.",
                screen::counted(rest, "further account", "further accounts")
            ),
            Language::French => format!(
                "{} connus par des listes, rien de demandé.",
                screen::counted(rest, "autre compte", "autres comptes")
            ),
        });
    }
    if grid.counterparties > 0 {
        let count = grid.counterparties;
        lines.push(match language {
            Language::English => format!(
                "{} on the other side of entries, without a statement here.",
                screen::counted(count, "further account stands", "further accounts stand")
            ),
            Language::French => format!(
                "{} à l’autre côté d’écritures, sans relevé au dossier.",
                screen::counted(count, "autre compte figure", "autres comptes figurent")
            ),
        });
    }
    lines.join("\n")
}

/// The years, and under them the first letters of their months, which are the same in both languages.
fn header(years: &[i32]) -> [String; 2] {
    let margin = " ".repeat(ACCOUNT_COLUMNS + 6);
    let of_years: Vec<String> = years.iter().map(|year| format!("{year:<12}")).collect();
    let of_months: Vec<&str> = years.iter().map(|_| "JFMAMJJASOND").collect();
    [format!("{margin}{}", of_years.join(" ")).trim_end().to_owned(), format!("{margin}{}", of_months.join(" "))]
}

fn line(row: &GridRow, years: &[i32]) -> String {
    let account = screen::short(row.account.as_str(), ACCOUNT_COLUMNS);
    let padding = " ".repeat(ACCOUNT_COLUMNS.saturating_sub(account.chars().count()));
    let currency = row.currency.map_or_else(String::new, |currency| currency.to_string());
    let sign = |year: i32, month: i32| {
        let month: Option<Month> = format!("{year:04}-{month:02}").parse().ok();
        month.and_then(|month| row.months.get(&month)).map_or(' ', |state| state.sign())
    };
    let of_years: Vec<String> = years.iter().map(|&year| (1..=12).map(|month| sign(year, month)).collect()).collect();
    format!("{account}{padding} {currency:<4} {}", of_years.join(" ")).trim_end().to_owned()
}

fn meaning(state: State, language: Language) -> &'static str {
    match state {
        State::NotAsked => language.pick("known, not asked", "connu, non demandé"),
        State::Asked => language.pick("asked, not received", "demandé, non reçu"),
        State::Partial => language.pick("some days received", "reçu en partie"),
        State::Received => language.pick("received, without balances to check", "reçu, sans soldes à vérifier"),
        State::Foots => language.pick("received, foots", "reçu, équilibré"),
        State::DoesNotFoot => language.pick("DOES NOT FOOT", "NE S’ÉQUILIBRE PAS"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use filature_model::{AccountId, Currency};

    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn row(account: &str, states: &[(&str, State)]) -> GridRow {
        GridRow {
            account: AccountId::written(account),
            currency: Some(Currency::EUR),
            has_statements: true,
            months: states.iter().map(|(at, state)| (month(at), *state)).collect::<BTreeMap<_, _>>(),
            short: BTreeSet::new(),
            requests: BTreeSet::new(),
        }
    }

    #[test]
    fn many_years_stand_in_blocks_that_fit_the_screen() {
        let months = Some((month("2018-03"), month("2025-01")));
        let all: Vec<(String, State)> =
            month("2018-03").to(month("2025-01")).map(|month| (month.to_string(), State::Foots)).collect();
        let all: Vec<(&str, State)> = all.iter().map(|(month, state)| (month.as_str(), *state)).collect();
        let rows = vec![row("AL47212110090000000235698741", &all), row("X", &[("2025-01", State::DoesNotFoot)])];
        let grid = Grid { months, rows, counterparties: 1 };
        for language in [Language::English, Language::French] {
            let text = text(&grid, language);
            assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
            assert_eq!(text.matches("JFMAMJJASOND").count(), 8, "{text}");
            assert_eq!(text.matches('!').count(), 2, "once in the grid, once in the legend: {text}");
            assert!(text.contains("AL47212110090000000235698741 EUR    =========="), "{text}");
        }
        assert!(text(&grid, Language::French).contains("1 autre compte figure à l’autre côté d’écritures"));
    }

    #[test]
    fn every_state_has_a_sign_and_a_word_of_its_own() {
        let signs: BTreeSet<char> = State::ALL.iter().map(|state| state.sign()).collect();
        let words: BTreeSet<&str> = State::ALL.iter().map(|state| state.word()).collect();
        assert!(signs.len() == State::ALL.len() && words.len() == State::ALL.len());
    }
}
