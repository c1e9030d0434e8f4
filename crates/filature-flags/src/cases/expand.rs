//! From the tables of a case to files in the canonical layout: rows repeated, names numbered, days moved on.

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::read::{Case, Table};
use crate::span_seconds;

/// A line and what is wrong there.
type Wrong = (u32, String);

/// Most rows that one row may stand for: a case is for reading.
const MOST_TIMES: u32 = 2_000;

/// The files, as name and bytes.
pub(super) fn files(case: &Case) -> Result<Vec<(&'static str, Vec<u8>)>, Wrong> {
    let mut made = vec![("transactions.csv", transactions(&case.transactions)?)];
    if !case.accounts.rows.is_empty() {
        made.push(("accounts.csv", accounts(&case.accounts)?));
    }
    Ok(made)
}

fn transactions(table: &Table) -> Result<Vec<u8>, Wrong> {
    let own = |name: &&String| !matches!(name.as_str(), "times" | "every" | "id" | "currency" | "channel");
    let columns: Vec<&String> = table.header.iter().filter(own).collect();
    // What the layout needs and a case has no use for stands there empty.
    let absent = |name: &&&str| !table.header.iter().any(|column| column == **name);
    let lacking = ["debtor", "creditor"].iter().filter(absent).count();
    let mut out = String::from("id,currency,channel");
    ["debtor", "creditor"].iter().filter(absent).for_each(|name| out.push_str(&format!(",{name}")));
    for column in &columns {
        out.push(',');
        out.push_str(column);
    }
    out.push('\n');
    for (line, row) in &table.rows {
        let cell = |name: &str| table.cell(row, name);
        let times: u32 = match cell("times").map(str::parse) {
            None => 1,
            Some(Ok(times @ 1..=MOST_TIMES)) => times,
            Some(_) => return Err((*line, format!("times is no number from 1 to {MOST_TIMES}"))),
        };
        let every = cell("every")
            .map(|text| span_seconds(text).map_err(|_| (*line, format!("every {text:?} is no span, as in 7d"))));
        let every = every.transpose()?.unwrap_or(0);
        for n in 1..=times {
            let id = cell("id").map_or_else(|| format!("L{line:04}-{n:04}"), |id| numbered(id, n));
            let fields =
                [id, cell("currency").unwrap_or("EUR").to_owned(), cell("channel").unwrap_or("transfer").to_owned()];
            let mut fields = fields.to_vec();
            fields.extend(std::iter::repeat_n(String::new(), lacking));
            for column in &columns {
                let text = cell(column).unwrap_or_default();
                fields.push(match column.as_str() {
                    "booked_at" | "value_date" if !text.is_empty() => {
                        later(text, every, n).ok_or_else(|| (*line, format!("{text:?} cannot be moved on")))?
                    }
                    _ => numbered(text, n),
                });
            }
            push(&mut out, &fields);
        }
    }
    Ok(out.into_bytes())
}

fn accounts(table: &Table) -> Result<Vec<u8>, Wrong> {
    let mut out = table.header.join(",");
    // One column more, so that the layout is known by its header whatever a case gives.
    if !table.header.iter().any(|column| column == "holder") {
        out.push_str(",holder");
    }
    out.push('\n');
    for (line, row) in &table.rows {
        let key = table.cell(row, "account").ok_or_else(|| (*line, "an account has no key".to_owned()))?;
        for (n, name) in (1_u32..).zip(names(key)) {
            let of =
                |(column, text): (&String, &String)| if column == "account" { name.clone() } else { numbered(text, n) };
            let mut fields: Vec<String> = table.header.iter().zip(row).map(of).collect();
            if !table.header.iter().any(|column| column == "holder") {
                fields.push(String::new());
            }
            push(&mut out, &fields);
        }
    }
    Ok(out.into_bytes())
}

/// `W1..W5` stands for five names, `A, B` for two, anything else for itself.
pub(super) fn names(text: &str) -> Vec<String> {
    text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty()).flat_map(range).collect()
}

fn range(text: &str) -> Vec<String> {
    let parsed = || {
        let (from, to) = text.split_once("..")?;
        let stem = from.trim_end_matches(|c: char| c.is_ascii_digit());
        let (first, last) =
            (from.strip_prefix(stem)?.parse::<u32>().ok()?, to.strip_prefix(stem)?.parse::<u32>().ok()?);
        (first <= last && last - first < MOST_TIMES).then(|| (first..=last).map(|n| format!("{stem}{n}")).collect())
    };
    parsed().unwrap_or_else(|| vec![text.to_owned()])
}

fn numbered(text: &str, n: u32) -> String {
    text.replace("{n}", &n.to_string())
}

/// A day or an instant, moved on by a span for each repetition.
fn later(text: &str, every_seconds: i64, n: u32) -> Option<String> {
    let seconds = every_seconds.checked_mul(i64::from(n) - 1)?;
    if let Ok(date) = text.parse::<Date>()
        && !text.contains('T')
    {
        return date.checked_add(Span::new().try_days(seconds / 86_400).ok()?).ok().map(|date| date.to_string());
    }
    let at: Timestamp = text.parse().ok()?;
    at.checked_add(Span::new().try_seconds(seconds).ok()?).ok().map(|at| at.to_string())
}

fn push(out: &mut String, fields: &[String]) {
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if field.contains([',', '"']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push('\n');
}
