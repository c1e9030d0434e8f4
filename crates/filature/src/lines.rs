//! The lines that `structuring` looks below: the table that comes with the program, and those of the command line.

use std::str::FromStr;

use filature_graph::{Line, Options};
use filature_model::{Channel, Currency, Money, days_from_epoch};
use serde::Deserialize;

use crate::outcome::Failure;

/// A law is data: amounts with the country, the days and the source that they have.
const TABLE: &str = include_str!("../data/lines.toml");

/// What is wrong with a line, and how one is written.
const SHAPE: &str = "NAME=AMOUNT CURRENCY[@CHANNEL,...][:FROM..UNTIL] was expected, as in \
    \"own=950 EUR@cash-in,remittance:2024-01-01..2024-12-31\"";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    line: Vec<Row>,
}

/// A row of the table; what only people read is checked to be there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    country: String,
    amount: String,
    currency: String,
    channels: Vec<String>,
    from: String,
    until: String,
    #[serde(rename = "of")]
    _of: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "verified_by")]
    _verified_by: String,
    #[serde(rename = "trust")]
    _trust: Trust,
}

/// How well it is known that there is such a line. What nobody has read has no word here.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Trust {
    Read,
    ReadSecondary,
}

/// What detecting asks for where nobody asks for anything: every pattern, and every line of the table.
///
/// # Errors
/// A bug of ours, when the table is off.
pub fn default_options() -> Result<Options, Failure> {
    Ok(Options { lines: of_table()?, ..Options::default() })
}

/// The lines of the table, and those given: one given by the name of another takes its place.
///
/// # Errors
/// For what is no line.
pub fn with(given: &[String]) -> Result<Vec<Line>, Failure> {
    let mut lines = of_table()?;
    for text in given {
        let line = of_call(text).ok_or_else(|| Failure::call(format!("--line {text:?}: {SHAPE}")))?;
        lines.retain(|known| known.name != line.name);
        lines.push(line);
    }
    Ok(lines)
}

fn of_table() -> Result<Vec<Line>, Failure> {
    let table: Table = toml::from_str(TABLE).map_err(Failure::bug)?;
    let off = |name: &str| Failure::bug(format!("data/lines.toml: line {name} cannot be read"));
    table.line.iter().map(|row| of_row(row).ok_or_else(|| off(&row.name))).collect()
}

fn of_row(row: &Row) -> Option<Line> {
    let country = Some(row.country.as_str()).filter(|country| !country.is_empty());
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|c| c.is_ascii_uppercase());
    let channels: Vec<&str> = row.channels.iter().map(String::as_str).collect();
    let line = line(&row.name, &row.amount, &row.currency, &channels, (&row.from, &row.until))?;
    country.is_none_or(is_code).then(|| Line { country: country.map(str::to_owned), ..line })
}

/// A line of the command line.
fn of_call(text: &str) -> Option<Line> {
    let (name, rest) = text.split_once('=')?;
    let (rest, days) = rest.split_once(':').unwrap_or((rest, ".."));
    let (rest, channels) =
        rest.split_once('@').map_or((rest, Vec::new()), |(rest, words)| (rest, words.split(',').collect()));
    let (amount, currency) = rest.trim().split_at_checked(rest.trim().len().checked_sub(3)?)?;
    line(name, amount, currency, &channels, days.split_once("..")?)
}

fn line(name: &str, amount: &str, currency: &str, channels: &[&str], days: (&str, &str)) -> Option<Line> {
    let currency: Currency = currency.parse().ok()?;
    let amount = Money::parse(amount.trim(), currency).ok()?;
    let channels = channels.iter().map(|word| Channel::from_word(word.trim())).collect::<Option<Vec<_>>>()?;
    let (from_day, until_day) = (day(days.0)?, day(days.1)?);
    let line = Line {
        name: name.trim().to_owned(),
        amount_minor: amount.minor,
        channels,
        from_day,
        until_day,
        ..Line::any(currency)
    };
    let in_order = from_day.zip(until_day).is_none_or(|(from, until)| from <= until);
    (in_order && line.amount_minor > 0 && !line.name.is_empty()).then_some(line)
}

/// A day, or none where nothing is written; nothing for what is no day.
fn day(text: &str) -> Option<Option<i32>> {
    if text.trim().is_empty() {
        return Some(None);
    }
    filature_model::Booked::from_str(text.trim())
        .ok()
        .filter(|day| !day.has_time)
        .map(|day| Some(days_from_epoch(day.on)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let lines = of_table().unwrap();
        let mut names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(lines.len(), TABLE.matches("[[line]]").count());
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), lines.len(), "each name once");
        let french = lines.iter().find(|line| line.name == "FR-transfer-operation").unwrap();
        assert_eq!((french.amount_minor, french.country.as_deref()), (100_000, Some("FR")));
        assert_eq!(french.channels, [Channel::Remittance]);
        let serbian = lines.iter().find(|line| line.name == "RS-cash-acceptance").unwrap();
        assert_eq!((serbian.from_day, serbian.until_day), (Some(20_063), None));
        assert!(!TABLE.contains("unverified"));
    }

    #[test]
    fn lines_of_the_command_line() {
        let line = of_call("own=950.50 EUR@cash-in,remittance:2024-01-01..").unwrap();
        assert_eq!((line.name.as_str(), line.amount_minor, line.currency), ("own", 95_050, Currency::EUR));
        assert_eq!(line.channels, [Channel::CashIn, Channel::Remittance]);
        assert_eq!((line.from_day, line.until_day), (Some(19_723), None));
        assert_eq!(of_call("own=950EUR").unwrap().channels, []);
        let off = [
            "",
            "own",
            "own=",
            "own=950",
            "=950 EUR",
            "own=EUR",
            "own=-5 EUR",
            "own=0 EUR",
            "own=950 EUR@bank",
            "own=950 EUR@",
            "own=950 EUR:2024",
            "own=950 EUR:2024-02-01..2024-01-01",
            "own=950 €",
        ];
        for text in off {
            assert!(of_call(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn one_given_by_the_name_of_another_takes_its_place() {
        let lines = with(&["US-cash=9000 USD@cash-in".to_owned()]).unwrap();
        assert_eq!(lines.len(), of_table().unwrap().len());
        assert_eq!(
            lines.iter().filter(|line| line.name == "US-cash").map(|line| line.amount_minor).collect::<Vec<_>>(),
            [900_000]
        );
        assert!(with(&["x".to_owned()]).is_err());
    }
}
