//! Amounts from which something is reported, identified or forbidden: the table that comes with the program.
//!
//! A law is data: amounts with the country, the days and the source that they have (`docs/reference/lines.md`). The table is here, beside
//! the other data that rules read (`reporting_lines`), so that whoever runs a flag runs it with the same lines.

use std::str::FromStr;

use filature_graph::Line;
use filature_model::{Booked, Channel, Currency, Money, days_from_epoch, is_country_code};
use serde::Deserialize;

use crate::Fault;

const TABLE: &str = include_str!("../data/lines.toml");
const FILE: &str = "crates/filature-flags/data/lines.toml";

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

/// The lines of the table.
///
/// # Errors
/// A bug of ours, when the table is off: which line cannot be read.
///
/// ```
/// let lines = filature_flags::lines::of_table()?;
/// assert!(lines.iter().any(|line| line.name == "US-cash"));
/// # Ok::<(), filature_flags::Fault>(())
/// ```
pub fn of_table() -> Result<Vec<Line>, Fault> {
    read(TABLE)
}

fn read(text: &str) -> Result<Vec<Line>, Fault> {
    let line_of = |at: usize| u32::try_from(text[..at].matches('\n').count()).unwrap_or(0).saturating_add(1);
    let table: Table = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(span.start));
        Fault::new(FILE, line, error.message(), "see docs/reference/lines.md for the fields")
    })?;
    let off = |name: &str| {
        let line = text.find(&format!("name = \"{name}\"")).map_or(1, line_of);
        Fault::new(FILE, line, format!("the line {name:?} cannot be read"), "see docs/reference/lines.md")
    };
    table.line.iter().map(|row| of_row(row).ok_or_else(|| off(&row.name))).collect()
}

fn of_row(row: &Row) -> Option<Line> {
    let country = Some(row.country.as_str()).filter(|country| !country.is_empty());
    let channels: Vec<&str> = row.channels.iter().map(String::as_str).collect();
    let line = of_words(&row.name, &row.amount, &row.currency, &channels, (&row.from, &row.until))?;
    country.is_none_or(is_country_code).then(|| Line { country: country.map(str::to_owned), ..line })
}

/// A line of every country from its words: a decimal amount, a currency, words of channels (none for all), first and last day (empty for
/// open). Nothing when one of them is no such word, when the amount is not above 0, or the days are not in order.
///
/// ```
/// let line = filature_flags::lines::of_words("own", "950", "EUR", &["cash-in"], ("2024-01-01", "")).unwrap();
/// assert_eq!((line.amount_minor, line.until_day), (95_000, None));
/// ```
pub fn of_words(name: &str, amount: &str, currency: &str, channels: &[&str], days: (&str, &str)) -> Option<Line> {
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
    Booked::from_str(text.trim()).ok().filter(|day| !day.has_time).map(|day| Some(days_from_epoch(day.on)))
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
    fn a_table_that_is_off_is_said_with_its_line() {
        let off = TABLE.replace("amount = \"15000\"", "amount = \"much\"");
        let fault = read(&off).unwrap_err();
        assert!(fault.what.contains("RS-cash"), "{fault}");
        assert!(off.lines().nth(fault.line as usize - 1).unwrap().contains("RS-cash"), "{fault}");
        let fault = read(&TABLE.replace("trust = \"read-secondary\"", "trust = \"unverified\"")).unwrap_err();
        assert!(fault.line > 1 && fault.what.contains("unverified"), "{fault}");
    }
}
