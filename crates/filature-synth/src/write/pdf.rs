//! Statements on paper, as a French bank prints them: two columns of dates, debit and credit apart, texts that go on over
//! lines, a balance carried from page to page, and the address of the bank at the foot of each.
//!
//! The file is written without compression, so that a person can read it too.

mod objects;

use std::ops::Range;

use super::bank_csv::{label, slashed, spaced, windows_1252};
use super::grouped;
use super::statement::{Books, Line, Statement};
use crate::SynthAccount;
use crate::calendar::civil;
use crate::people::printed;
use objects::{File, PageContent};

/// Where the table begins and ends on a page, in points from the top.
const FIRST_ROW: i32 = 190;
const LAST_ROW: i32 = 760;

/// How far apart lines stand.
const STEP: i32 = 12;

/// Letters on a line of text.
const TEXT_LETTERS: usize = 46;

/// Right edges of the columns of money.
const DEBIT: i32 = 470;
const CREDIT: i32 = 555;

/// A file for each account, with its statements one after the other.
pub(super) fn files(books: &Books<'_>, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<(String, Vec<u8>)> {
    let file = |position| {
        let account = &books.case.accounts[position];
        let statements = books.statements(position);
        let number = &account.iban[account.iban.len() - 13..account.iban.len() - 2];
        (format!("releve-papier-{number}.pdf"), document(&statements.iter().collect::<Vec<_>>()))
    };
    books.accounts(chosen).into_iter().map(file).collect()
}

/// These statements, one after the other.
pub(super) fn document(statements: &[&Statement<'_>]) -> Vec<u8> {
    bound(statements.iter().flat_map(|statement| pages(statement)))
}

/// The same without a page of one of them: the month by its number, its page from 0.
pub(super) fn without_page(statements: &[&Statement<'_>], month: usize, missing: usize) -> Vec<u8> {
    let is_there = |statement: &Statement<'_>, page: usize| statement.number != month || page != missing;
    bound(statements.iter().flat_map(|statement| {
        (0..).zip(pages(statement)).filter(|(page, _)| is_there(statement, *page)).map(|(_, page)| page)
    }))
}

fn bound(pages: impl Iterator<Item = Page>) -> Vec<u8> {
    let mut file = File::default();
    for page in pages {
        file.page(page.content);
    }
    file.finish()
}

/// A page, and which of the statement's lines are on it.
pub(super) struct Page {
    content: PageContent,
    pub(super) lines: Range<usize>,
}

/// The pages of one statement.
pub(super) fn pages(statement: &Statement<'_>) -> Vec<Page> {
    let mut paper = Paper { statement, pages: Vec::new(), page: PageContent::default(), lines: 0..0, down: 0 };
    paper.head();
    let before = civil(statement.month.first - 1);
    paper.balance(&format!("Ancien solde au {}", slashed(before)), statement.opening_minor);
    let mut balance = statement.opening_minor;
    for line in &statement.lines {
        paper.entry(line, balance);
        balance = line.balance_minor;
    }
    let sum =
        |credit: bool| statement.lines.iter().filter(|line| line.credit == credit).map(|line| line.written_minor).sum();
    paper.totals(sum(false), sum(true));
    paper.balance(&format!("Nouveau solde au {}", slashed(civil(statement.month.last))), statement.closing_minor);
    paper.finish()
}

struct Paper<'a> {
    statement: &'a Statement<'a>,
    pages: Vec<Page>,
    page: PageContent,
    /// Those on the page so far.
    lines: Range<usize>,
    down: i32,
}

impl Paper<'_> {
    fn put(&mut self, x: i32, text: &str) {
        self.page.left(x, self.down, &windows_1252(text));
    }

    fn put_right(&mut self, x: i32, text: &str) {
        self.page.right(x, self.down, &windows_1252(text));
    }

    /// What stands above the table of every page.
    fn head(&mut self) {
        let (account, month) = (self.statement.account, self.statement.month);
        let period = format!("Période du {} au {}", slashed(civil(month.first)), slashed(civil(month.last)));
        let lines = [
            printed(account.bank.name()),
            format!("RELEVE DE COMPTE N° {}", self.statement.number),
            format!("Titulaire : {}", printed(&account.holder)),
            format!("IBAN : {}", spaced(&account.iban)),
            period,
            "Devise : EUR".to_owned(),
        ];
        for (at, text) in (0..).zip(&lines) {
            self.down = 50 + at * 18;
            self.put(40, text);
        }
        self.down = FIRST_ROW - 20;
        for (x, text) in [(40, "Date"), (100, "Valeur"), (160, "Nature de l'opération")] {
            self.put(x, text);
        }
        self.put_right(DEBIT, "Débit");
        self.put_right(CREDIT, "Crédit");
        self.down = FIRST_ROW;
    }

    /// A balance stands under credit, or under debit where it is owed.
    fn balance(&mut self, text: &str, minor: i64) {
        self.put(160, text);
        self.put_right(if minor < 0 { DEBIT } else { CREDIT }, &grouped(minor.abs()));
        self.down += STEP;
    }

    fn totals(&mut self, debits_minor: i64, credits_minor: i64) {
        self.put(160, "Total des mouvements");
        self.put_right(DEBIT, &grouped(debits_minor));
        self.put_right(CREDIT, &grouped(credits_minor));
        self.down += STEP;
    }

    fn entry(&mut self, line: &Line<'_>, before_minor: i64) {
        let texts = wrapped(&label(line));
        let height = i32::try_from(texts.len()).unwrap_or(i32::MAX).saturating_mul(STEP);
        // Three lines are kept for what closes a page.
        if self.down.saturating_add(height) > LAST_ROW - 3 * STEP {
            self.balance("A reporter", before_minor);
            self.turn();
            self.balance("Report", before_minor);
        }
        let on = line.made.booked_on;
        let day = format!("{:02}/{:02}", on.day(), on.month());
        self.put(40, &day);
        self.put(100, &day);
        self.put_right(if line.credit { CREDIT } else { DEBIT }, &grouped(line.written_minor));
        for text in texts {
            self.put(160, &text);
            self.down += STEP;
        }
        self.lines.end += 1;
    }

    fn turn(&mut self) {
        self.foot();
        self.pages.push(Page { content: std::mem::take(&mut self.page), lines: self.lines.clone() });
        self.lines.start = self.lines.end;
        self.head();
    }

    fn foot(&mut self) {
        self.down = 800;
        self.put(40, &format!("{}, établissement de crédit imaginaire", printed(self.statement.account.bank.name())));
        self.put_right(CREDIT, &format!("Page {}", self.pages.len() + 1));
    }

    fn finish(mut self) -> Vec<Page> {
        self.foot();
        self.pages.push(Page { content: self.page, lines: self.lines });
        self.pages
    }
}

/// A text in lines that are broken between words; a word longer than a line stands alone on one.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= TEXT_LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
