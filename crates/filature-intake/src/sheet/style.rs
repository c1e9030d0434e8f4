//! How numbers and days of a sheet are written as text, so that they agree with the texts among them.
//!
//! A bank's export often has some dates as days and others as text, or amounts as numbers and as text in one column.
//! The reader of tables knows one order of dates and one decimal mark for a table, so what the sheet holds as days and
//! numbers is written in those of its texts. Where the texts do not tell, nothing is chosen: it is a doubt.

use std::collections::BTreeMap;

use filature_model::Currency;

use super::cell::{Cell, Placed, Sheet};
use crate::csv::{DateOrder, amounts, dates};

/// How a sheet is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The order of the parts of a day.
    pub date_order: DateOrder,
    /// Between whole and decimals.
    pub decimal_mark: char,
    /// Whether the mark is known from the cells, so that nothing has to be guessed from their texts.
    pub mark_is_known: bool,
    /// What the cells leave open, one sentence each.
    pub doubts: Vec<String>,
}

impl Style {
    /// As this project's own layouts have it.
    pub const CANONICAL: (DateOrder, char) = (DateOrder::YearMonthDay, '.');

    /// Tells it from the cells of a sheet.
    pub fn of(sheet: &Sheet) -> Self {
        let mut columns: BTreeMap<u32, Column> = BTreeMap::new();
        sheet.cells.iter().for_each(|placed| columns.entry(placed.column).or_default().see(placed));
        let mut style =
            Self { date_order: DateOrder::YearMonthDay, decimal_mark: '.', mark_is_known: false, doubts: Vec::new() };
        style.order(&columns);
        style.mark(&columns);
        style
    }

    fn order(&mut self, columns: &BTreeMap<u32, Column>) {
        let mut texts = Texts::default();
        let mixed = || columns.values().filter(|column| column.is_of_days() && column.text_days.all > 0);
        mixed().for_each(|column| texts.add(&column.text_days));
        let has_days = columns.values().any(|column| column.is_of_days() && column.days > 0);
        if texts.all == 0 || !has_days {
            return;
        }
        let fitting: Vec<DateOrder> = (0..)
            .zip(DateOrder::ALL)
            .filter(|(at, _)| texts.fits.get(*at) == Some(&texts.all))
            .map(|(_, order)| order)
            .collect();
        match fitting.as_slice() {
            [one] => self.date_order = *one,
            [] => {}
            _ => self.doubts.push(
                "some dates are days and others text, and whether the day or the month comes first in the texts cannot \
                 be told (date_order = \"DMY\" or \"MDY\")"
                    .to_owned(),
            ),
        }
        let is_turned = |column: &Column| {
            column.days > 0 && column.days_past_12th == 0 && column.text_days.past_12th == column.text_days.all
        };
        if mixed().any(is_turned) {
            self.doubts.push(
                "every date that is text has a day past the 12th, and no date that is a day has: a spreadsheet \
                 program has probably swapped day and month where it could; ask for the file as the bank made it"
                    .to_owned(),
            );
        }
    }

    fn mark(&mut self, columns: &BTreeMap<u32, Column>) {
        let (mut comma, mut point, mut either, mut numbers) = (0, 0, 0, 0);
        for column in columns.values().filter(|column| column.is_of_amounts()) {
            comma += column.comma;
            point += column.point;
            either += column.either;
            numbers += column.fractions;
        }
        if numbers == 0 {
            return;
        }
        self.mark_is_known = true;
        if comma > 0 && point == 0 {
            self.decimal_mark = ',';
        }
        if either > 0 && comma == 0 && point == 0 {
            self.doubts.push(
                "some amounts are numbers and others text, and whether a text such as 1,234 has its decimal mark or \
                 parts its thousands cannot be told (decimal_mark = \",\" or \".\")"
                    .to_owned(),
            );
        }
    }
}

/// Dates that are text.
#[derive(Default)]
struct Texts {
    all: usize,
    /// By the order of [`DateOrder::ALL`]: how many can be read in it.
    fits: [usize; 3],
    past_12th: usize,
}

impl Texts {
    fn add(&mut self, other: &Self) {
        self.all += other.all;
        self.past_12th += other.past_12th;
        self.fits.iter_mut().zip(other.fits).for_each(|(sum, more)| *sum += more);
    }
}

/// What stands in a column.
#[derive(Default)]
struct Column {
    filled: usize,
    days: usize,
    days_past_12th: usize,
    text_days: Texts,
    numbers: usize,
    /// Numbers that are not whole.
    fractions: usize,
    amounts: usize,
    comma: usize,
    point: usize,
    either: usize,
}

impl Column {
    fn see(&mut self, placed: &Placed) {
        // Words alone are titles and headings, or a column of texts: they say nothing of dates and figures.
        let is_word = matches!(&placed.cell, Cell::Text(text) if !text.bytes().any(|byte| byte.is_ascii_digit()));
        self.filled += usize::from(!is_word);
        match &placed.cell {
            Cell::Moment(moment) => {
                let day = moment.day.map(|day| day.day());
                self.days += usize::from(day.is_some());
                self.days_past_12th += usize::from(day.is_some_and(|day| day > 12));
            }
            Cell::Number(number) | Cell::Hundredfold(number) => {
                self.numbers += 1;
                self.fractions +=
                    usize::from(number.to_string().contains('.') || matches!(placed.cell, Cell::Hundredfold(_)));
            }
            Cell::Text(text) => self.see_text(text),
            _ => {}
        }
    }

    fn see_text(&mut self, text: &str) {
        if text.len() > LONGEST_FIGURE {
            return;
        }
        let fits = DateOrder::ALL.map(|order| dates::read(text, order));
        if let Some(day) = fits.iter().flatten().next() {
            self.text_days.all += 1;
            let is_past = fits.iter().flatten().count() == 1 && day.on.day() > 12;
            self.text_days.past_12th += usize::from(is_past);
            self.text_days.fits.iter_mut().zip(fits).for_each(|(sum, fit)| *sum += usize::from(fit.is_some()));
        } else if amounts::plausible(text) {
            self.amounts += 1;
            // In dinars, which have three decimals: `1,234` may then be either.
            let reads = |mark: u8| amounts::read(text, mark, dinar()).map(|written| written.minor).ok();
            match (reads(b','), reads(b'.')) {
                (Some(one), Some(other)) if one != other => self.either += 1,
                (Some(_), None) => self.comma += 1,
                (None, Some(_)) => self.point += 1,
                _ => {}
            }
        }
    }

    /// Whether most of it is days: headings and notes are not.
    fn is_of_days(&self) -> bool {
        (self.days + self.text_days.all) * 2 > self.filled
    }

    /// Whether most of it is amounts.
    fn is_of_amounts(&self) -> bool {
        (self.numbers + self.amounts) * 2 > self.filled
    }
}

/// A currency of three decimals.
fn dinar() -> Currency {
    "KWD".parse().unwrap_or(Currency::EUR)
}

/// No date and no amount is longer.
const LONGEST_FIGURE: usize = 64;
