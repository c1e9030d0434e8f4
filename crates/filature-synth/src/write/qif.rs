//! QIF as a bank gives it for a money program: a file an account, with its opening balance as the first record. It names
//! neither account nor currency, so it is read by a mapping; the name of the file is the account number.

use filature_model::Channel;

use super::point;
use super::statement::{Books, Line};
use crate::SynthAccount;

/// A file for each of the chosen accounts.
pub(super) fn files(books: &Books<'_>, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<(String, Vec<u8>)> {
    books
        .accounts(chosen)
        .into_iter()
        .map(|position| {
            let statements = books.statements(position);
            let mut text = "!Type:Bank\r\n".to_owned();
            if let Some(first) = statements.first() {
                let on = crate::calendar::civil(first.month.first);
                let opening = point(first.opening_minor);
                text.push_str(&format!("D{}\r\nT{opening}\r\nPOpening Balance\r\n^\r\n", day(on)));
            }
            statements.iter().flat_map(|statement| &statement.lines).for_each(|line| record(&mut text, line));
            (format!("qif-{}.qif", books.case.accounts[position].iban), text.into_bytes())
        })
        .collect()
}

fn record(text: &mut String, line: &Line<'_>) {
    let mut field = |letter: char, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("{letter}{}\r\n", value.replace(['\r', '\n'], " ")));
        }
    };
    let amount = point(line.signed_minor());
    field('D', &day(line.made.booked_on));
    field('T', &amount);
    field('U', &amount);
    field(
        'N',
        if matches!(line.made.channel, Channel::CashIn | Channel::CashOut) { "ATM" } else { &line.made.reference },
    );
    field('P', &line.other.name);
    field('M', &line.made.text);
    text.push_str("^\r\n");
}

/// As Quicken writes it: `1/31'24`.
fn day(on: jiff::civil::Date) -> String {
    format!("{}/{:2}'{:02}", on.month(), on.day(), on.year().rem_euclid(100))
}
