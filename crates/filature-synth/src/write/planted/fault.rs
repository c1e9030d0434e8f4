//! What is wrong with the files of the planted case, each fault with the place by which it must be named.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use super::ALTERED;
use super::exports::{FIRST_PAGE_ONLY, MISSING_PAGE, left_out, of_month};
use super::life::BUSY;
use crate::calendar::civil;
use crate::write::pdf;
use crate::write::statement::{Line, Statement};

/// A fault of the planted case. Accounts are IBANs, files go by their names, and both days of a span are within it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Two files of an account show the same days.
    ShownTwice {
        /// The account.
        account: String,
        /// The files.
        files: BTreeSet<String>,
        /// First day that both show.
        from: Date,
        /// Last day that both show.
        to: Date,
        /// How many bookings they share.
        lines: usize,
    },
    /// No file shows these days of an account.
    Gap {
        /// The account.
        account: String,
        /// The file whose statement begins behind them.
        before: String,
        /// First day that is missing.
        from: Date,
        /// Last day that is missing.
        to: Date,
        /// By how much that statement opens above the close of the one before; none where it states no opening.
        off_minor: Option<i64>,
    },
    /// A statement does not foot.
    Altered {
        /// The account.
        account: String,
        /// The file.
        file: String,
        /// First day of the statement.
        from: Date,
        /// Last day of the statement.
        to: Date,
        /// Closing less opening and lines.
        by_minor: i64,
    },
    /// A page in the middle of a statement is missing.
    PageMissing {
        /// The account.
        account: String,
        /// The file.
        file: String,
        /// First day of the statement.
        from: Date,
        /// Last day of the statement.
        to: Date,
        /// The page of the file, from 1, before which it is missing.
        before_page: u32,
        /// Closing less opening and lines.
        by_minor: i64,
    },
}

/// All that was planted.
pub(super) fn all(statements: &[Vec<Statement<'_>>]) -> BTreeSet<Fault> {
    let twice = |account: usize, files: [&str; 2], months: std::ops::RangeInclusive<usize>| {
        let shared: Vec<&Statement<'_>> =
            statements[account].iter().filter(|statement| months.contains(&statement.number)).collect();
        let months = || shared.iter().map(|statement| statement.month);
        Fault::ShownTwice {
            account: iban(&statements[account]),
            files: files.map(str::to_owned).into(),
            from: civil(months().map(|month| month.first).min().unwrap_or_default()),
            to: civil(months().map(|month| month.last).max().unwrap_or_default()),
            lines: shared.iter().map(|statement| statement.lines.len()).sum(),
        }
    };
    BTreeSet::from([
        twice(0, ["camt-1.xml", "camt-1-later.xml"], 12..=13),
        month_missing(&statements[1][8], "camt-2.xml", Opening::Stated),
        twice(2, ["csv-3.csv", "camt-3.xml"], 5..=8),
        twice(3, ["csv-4.csv", "csv-4-last.csv"], 22..=24),
        altered(&statements[ALTERED.0][ALTERED.1 - 1]),
        twice(4, ["mt940-5-again.sta", &of_month(4, 3)], 3..=3),
        end_missing(&statements[FIRST_PAGE_ONLY.0][FIRST_PAGE_ONLY.1 - 1]),
        twice(6, ["xlsx-7.xlsx", "ofx-7.ofx"], 10..=13),
        month_missing(&statements[7][10], "xlsx-8-later.xlsx", Opening::Stated),
        twice(8, ["xlsx-9.xlsx", "xlsx-9-again.xlsx"], 20..=22),
        page_missing(&statements[BUSY.0]),
        twice(9, ["pdf-10.pdf", "pdf-10-again.pdf"], 14..=14),
        twice(10, ["pdf-11.pdf", "mt940-11.sta"], 11..=12),
        month_missing(&statements[11][16], "ofx-12.ofx", Opening::NotStated),
        twice(11, ["ofx-12.ofx", "ofx-12-again.ofx"], 3..=3),
    ])
}

fn iban(of_account: &[Statement<'_>]) -> String {
    of_account.first().map(|statement| statement.account.iban.clone()).unwrap_or_default()
}

fn moved_minor(lines: &[Line<'_>]) -> i64 {
    lines.iter().map(Line::signed_minor).sum()
}

/// Whether the statement behind a gap says with what it opens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    Stated,
    NotStated,
}

fn month_missing(missing: &Statement<'_>, before: &str, opening: Opening) -> Fault {
    Fault::Gap {
        account: missing.account.iban.clone(),
        before: before.to_owned(),
        from: civil(missing.month.first),
        to: civil(missing.month.last),
        off_minor: (opening == Opening::Stated).then(|| moved_minor(&missing.lines)),
    }
}

/// Where the last page is missing, the days behind its first one are.
fn end_missing(statement: &Statement<'_>) -> Fault {
    let (there, missing) = statement.lines.split_at(left_out(FIRST_PAGE_ONLY.0, statement).start);
    Fault::Gap {
        account: statement.account.iban.clone(),
        before: of_month(FIRST_PAGE_ONLY.0, FIRST_PAGE_ONLY.1 + 1),
        from: there.last().map_or(civil(statement.month.first), |line| line.made.booked_on.saturating_add(1.day())),
        to: civil(statement.month.last),
        off_minor: Some(moved_minor(missing)),
    }
}

fn altered(statement: &Statement<'_>) -> Fault {
    Fault::Altered {
        account: statement.account.iban.clone(),
        file: of_month(ALTERED.0, ALTERED.1),
        from: civil(statement.month.first),
        to: civil(statement.month.last),
        by_minor: statement.closing_minor - statement.opening_minor - moved_minor(&statement.lines),
    }
}

fn page_missing(of_account: &[Statement<'_>]) -> Fault {
    let (before, from_here) = of_account.split_at(BUSY.1 - 1);
    let statement = &from_here[0];
    let pages_before = before.iter().map(|statement| pdf::pages(statement).len()).sum::<usize>() + MISSING_PAGE;
    Fault::PageMissing {
        account: statement.account.iban.clone(),
        file: "pdf-10.pdf".to_owned(),
        from: civil(statement.month.first),
        to: civil(statement.month.last),
        before_page: u32::try_from(pages_before + 1).unwrap_or(u32::MAX),
        by_minor: moved_minor(&statement.lines[left_out(BUSY.0, statement)]),
    }
}
