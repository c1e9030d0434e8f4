//! The files of the planted case: which months of which account each one shows, in what form, and what it leaves out.

use std::ops::Range;

use super::MONTHS;
use super::life::BUSY;
use crate::write::ofx::Version;
use crate::write::statement::{Books, Line, Statement};
use crate::write::{bank_csv, camt, mt940, ofx, pdf, xlsx};

/// The account, from 0, and the month, from 1, whose statement goes on to a page that is not there.
pub(super) const FIRST_PAGE_ONLY: (usize, usize) = (5, 7);

/// The page, from 0, that is missing of the statement on paper of [`BUSY`].
pub(super) const MISSING_PAGE: usize = 1;

/// How a file is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Camt,
    CsvOfAnAccount,
    CsvOfABank,
    Mt940,
    /// The same with the line ends of another system.
    Mt940OtherEnds,
    Xlsx,
    Pdf,
    Ofx(Version),
}

/// A file.
pub(super) struct Export {
    pub(super) name: String,
    /// The account, from 0.
    pub(super) account: usize,
    form: Form,
    /// From 1.
    months: Vec<usize>,
}

/// All of them, in the order of accounts.
pub(super) fn all() -> Vec<Export> {
    let every = || 1..=MONTHS;
    let mut exports = vec![
        export("camt-1.xml", 0, Form::Camt, 1..=13),
        export("camt-1-later.xml", 0, Form::Camt, 12..=24),
        export("camt-2.xml", 1, Form::Camt, every().filter(|month| *month != 9)),
        export("csv-3.csv", 2, Form::CsvOfAnAccount, every()),
        export("camt-3.xml", 2, Form::Camt, 5..=8),
        export("csv-4.csv", 3, Form::CsvOfABank, every()),
        export("csv-4-last.csv", 3, Form::CsvOfABank, 22..=24),
        export("mt940-5-again.sta", 4, Form::Mt940OtherEnds, [3]),
    ];
    for account in [4, 5] {
        exports.extend(every().map(|month| export(&of_month(account, month), account, Form::Mt940, [month])));
    }
    exports.extend([
        export("xlsx-7.xlsx", 6, Form::Xlsx, 1..=13),
        export("ofx-7.ofx", 6, Form::Ofx(Version::Two), 10..=24),
        export("xlsx-8.xlsx", 7, Form::Xlsx, 1..=10),
        export("xlsx-8-later.xlsx", 7, Form::Xlsx, 12..=24),
        export("xlsx-9.xlsx", 8, Form::Xlsx, every()),
        export("xlsx-9-again.xlsx", 8, Form::Xlsx, 20..=22),
        export("pdf-10.pdf", 9, Form::Pdf, every()),
        export("pdf-10-again.pdf", 9, Form::Pdf, [14]),
        export("pdf-11.pdf", 10, Form::Pdf, 1..=12),
        export("mt940-11.sta", 10, Form::Mt940, 11..=24),
        export("ofx-12.ofx", 11, Form::Ofx(Version::One), every().filter(|month| *month != 17)),
        export("ofx-12-again.ofx", 11, Form::Ofx(Version::One), [3]),
    ]);
    exports
}

/// The file of one month of an account that has one for each.
pub(super) fn of_month(account: usize, month: usize) -> String {
    format!("mt940-{}-{month:02}.sta", account + 1)
}

fn export(name: &str, account: usize, form: Form, months: impl IntoIterator<Item = usize>) -> Export {
    Export { name: name.to_owned(), account, form, months: months.into_iter().collect() }
}

impl Export {
    fn statements<'s, 'a>(&self, of_account: &'s [Statement<'a>]) -> Vec<&'s Statement<'a>> {
        of_account.iter().filter(|statement| self.months.contains(&statement.number)).collect()
    }

    /// Every line that the file shows.
    pub(super) fn lines<'a>(&self, statements: &[Vec<Statement<'a>>]) -> Vec<Line<'a>> {
        let mut shown = Vec::new();
        for statement in self.statements(&statements[self.account]) {
            let left_out = left_out(self.account, statement);
            let lines = (0..).zip(&statement.lines);
            shown.extend(lines.filter(|(at, _)| !left_out.contains(at)).map(|(_, line)| *line));
        }
        shown
    }

    /// What is in the file.
    pub(super) fn bytes(&self, books: &Books<'_>, of_account: &[Statement<'_>]) -> Vec<u8> {
        let account = &books.case.accounts[self.account];
        let statements = self.statements(of_account);
        let swift = || -> String { statements.iter().map(|statement| self.message(statement)).collect() };
        match self.form {
            Form::Camt => camt::STATEMENT.document(account, &statements).into_bytes(),
            Form::CsvOfAnAccount => bank_csv::of_account(books, account, &statements),
            Form::CsvOfABank => bank_csv::of_statements(&statements).into_bytes(),
            Form::Mt940 => swift().into_bytes(),
            Form::Mt940OtherEnds => swift().replace("\r\n", "\n").into_bytes(),
            Form::Xlsx => xlsx::of_accounts(account.bank, &[statements]),
            Form::Pdf if self.account == BUSY.0 => pdf::without_page(&statements, BUSY.1, MISSING_PAGE),
            Form::Pdf => pdf::document(&statements),
            Form::Ofx(version) => ofx::document(account, version, &statements).into_bytes(),
        }
    }

    fn message(&self, statement: &Statement<'_>) -> String {
        if (self.account, statement.number) == FIRST_PAGE_ONLY {
            mt940::first_page(statement, left_out(self.account, statement).start)
        } else {
            mt940::message(statement)
        }
    }
}

/// The lines of a statement that stand on its missing page; for almost all, none.
pub(super) fn left_out(account: usize, statement: &Statement<'_>) -> Range<usize> {
    match (account, statement.number) {
        FIRST_PAGE_ONLY => statement.lines.len() / 2..statement.lines.len(),
        BUSY => pdf::pages(statement).get(MISSING_PAGE).map_or(0..0, |page| page.lines.clone()),
        _ => 0..0,
    }
}
