//! What a whole file tells of the order of its dates and of its decimal mark, and what it leaves to a person.

use std::collections::BTreeSet;

use filature_model::{Currency, Place};

use super::DATE;
use super::records::{Kind, Part, Record, walk};
use crate::Refusal;
use crate::csv::dates::{self, DateOrder};
use crate::csv::text::Decoded;
use crate::csv::{CsvOptions, Draft, Mapping, MappingColumns, amounts};
use filature_model::Booked;

/// How many records are shown with a draft.
const SAMPLE: usize = 3;

/// What was told.
pub(super) struct Told {
    /// For each order, how many dates exist in it.
    dates: [usize; 3],
    /// How many amounts with a mark can be read by the point, and by the comma.
    points: usize,
    commas: usize,
    sample: Vec<Vec<String>>,
}

/// Looks through a file.
///
/// # Errors
/// A refusal when it holds no bookings, or those of several accounts.
pub(super) fn tell(text: &str) -> Result<Told, Refusal> {
    let mut told = Told { dates: [0; 3], points: 0, commas: 0, sample: Vec::new() };
    let mut accounts: BTreeSet<(Option<&str>, String)> = BTreeSet::new();
    let (mut account, mut first_line) = (None, None);
    walk(text, |part| match part {
        Part::Record(section, record) if section.kind == Kind::Account => account = record.value('N'),
        Part::Record(section, record) if matches!(section.kind, Kind::Bookings | Kind::Securities) => {
            if accounts.len() < 10 {
                accounts.insert((account, section.heading.to_ascii_lowercase()));
            }
            first_line = first_line.or(Some(record.line));
            if section.kind == Kind::Bookings {
                told.look_at(&record);
            }
        }
        _ => {}
    });
    if accounts.is_empty() {
        return Err(Refusal::new("The QIF file holds no bookings.", "Export the account with its transactions."));
    }
    if accounts.len() > 1 {
        let names: Vec<String> = accounts
            .iter()
            .map(|(name, heading)| name.map_or_else(|| heading.clone(), |name| format!("{name:?}")))
            .collect();
        return Err(Refusal::new(
            format!("The QIF file holds several accounts ({}), none by its number.", names.join(", ")),
            "Export each account to a file of its own, and add each with `--account IBAN`.",
        )
        .at(Place { line: first_line, ..Place::default() }));
    }
    Ok(told)
}

impl Told {
    fn look_at(&mut self, record: &Record<'_, '_>) {
        if let Some(date) = record.value('D') {
            for (count, order) in self.dates.iter_mut().zip(DateOrder::ALL) {
                *count += usize::from(read_date(date, order).is_some());
            }
        }
        let is_amount = |letter: char| matches!(letter, 'T' | 'U' | '$');
        let amounts = record.fields.iter().filter(|field| is_amount(field.letter)).map(|field| field.value);
        for text in amounts.filter(|text| text.contains(['.', ','])) {
            let reads = |mark: u8| usize::from(amounts::read(text, mark, Currency::EUR).is_ok());
            self.points += reads(b'.');
            self.commas += reads(b',');
        }
        if self.sample.len() < SAMPLE {
            self.sample.push(record.fields.iter().map(|field| format!("{}{}", field.letter, field.value)).collect());
        }
    }

    /// The mapping as far as the file tells it, with what a person has to say.
    pub(super) fn draft(&self, decoded: &Decoded<'_>, said: &CsvOptions) -> Draft {
        let mut doubts = Vec::new();
        let most = self.dates.iter().copied().max().unwrap_or_default();
        let mut best =
            self.dates.iter().zip(DateOrder::ALL).filter(|(count, _)| **count == most).map(|(_, order)| order);
        let date_order = best.next().unwrap_or(DateOrder::DayMonthYear);
        if best.next().is_some() {
            doubts.push(
                "no day in the dates is past the 12th: whether the day or the month comes first cannot be told \
                 (date_order = \"DMY\" or \"MDY\")"
                    .to_owned(),
            );
        }
        if self.points == self.commas && self.points > 0 {
            doubts
                .push("whether the comma or the point is the decimal mark cannot be told from the figures".to_owned());
        }
        if said.account.is_none() {
            doubts.push("QIF does not say which account it is of: add `account = \"…\"`, or `--account`".to_owned());
        }
        doubts
            .push("QIF does not say which currency the amounts are in: add `currency = \"EUR\"` or another".to_owned());
        let mapping = Mapping {
            sheet: None,
            encoding: Some(decoded.encoding.name().to_lowercase()),
            delimiter: '^',
            header_line: 0,
            decimal_mark: if self.commas > self.points { ',' } else { '.' },
            date_order,
            currency: None,
            account: None,
            positive_is_out: false,
            debit_words: Vec::new(),
            credit_words: Vec::new(),
            columns: MappingColumns {
                booked: DATE.to_owned(),
                amount: Some("T".to_owned()),
                counterparty_name: Some("P".to_owned()),
                reference: Some("N".to_owned()),
                text: vec!["M".to_owned()],
                ..MappingColumns::default()
            },
        };
        Draft { mapping, doubts, sample: self.sample.clone() }
    }
}

/// A date as Quicken writes it: `1/31/99`, `1/31'04` (of this century), `1/ 1' 4`, and as anybody else does.
pub(super) fn read_date(text: &str, order: DateOrder) -> Option<Booked> {
    if !text.contains(['/', '\'']) {
        return dates::read(text, order).map(|booked| Booked::day(booked.on));
    }
    let compact: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let written = match compact.split_once('\'') {
        Some((day_and_month, year)) if year.len() < 3 => format!("{day_and_month}/20{year:0>2}"),
        Some((day_and_month, year)) => format!("{day_and_month}/{year}"),
        None => compact,
    };
    dates::read(&written, order).map(|booked| Booked::day(booked.on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_quicken_writes_them() {
        use DateOrder::{DayMonthYear as Dmy, MonthDayYear as Mdy, YearMonthDay as Ymd};
        for (text, order, expected) in [
            ("1/31/99", Mdy, Some("1999-01-31")),
            ("1/31'04", Mdy, Some("2004-01-31")),
            ("1/ 1' 4", Mdy, Some("2004-01-01")),
            ("12/25'2010", Mdy, Some("2010-12-25")),
            ("31/12/2010", Dmy, Some("2010-12-31")),
            ("31.12.10", Dmy, Some("2010-12-31")),
            ("3 juil. 2024", Dmy, Some("2024-07-03")),
            ("2010-12-31", Ymd, Some("2010-12-31")),
            ("31/12/2010", Mdy, None),
            ("31'12'2010", Dmy, None),
            ("", Dmy, None),
            ("'", Dmy, None),
        ] {
            assert_eq!(read_date(text, order).map(|booked| booked.on.to_string()).as_deref(), expected, "{text:?}");
        }
    }
}
