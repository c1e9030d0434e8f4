//! MT940 as Austrian bank groups give it at home and in South-East Europe: no SWIFT envelope, one file a bank
//! and month, field 86 in subfields (`?20` to `?29` text, `?30` bank, `?31` account, `?32` and `?33` name).

use filature_model::Channel;

use super::comma;
use super::statement::{Books, Line, Statement};
use crate::SynthAccount;
use crate::calendar::{Month, civil};
use crate::case::Bank;
use crate::people::printed;

/// The name of a bank's file of one month.
pub(super) fn file_name(bank: Bank, month: Month) -> String {
    let name = printed(bank.name()).to_lowercase().replace(' ', "-");
    format!("mt940-{name}-{}.sta", month.name())
}

/// A file for each bank and month of the chosen accounts.
pub(super) fn files(books: &Books<'_>, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<(String, Vec<u8>)> {
    of_months(books, chosen, file_name, message)
}

/// A file for each bank and month, its messages written by `message`.
pub(super) fn of_months(
    books: &Books<'_>,
    chosen: impl Fn(&SynthAccount) -> bool,
    name: impl Fn(Bank, Month) -> String,
    message: impl Fn(&Statement<'_>) -> String,
) -> Vec<(String, Vec<u8>)> {
    let positions = books.accounts(chosen);
    let statements: Vec<Statement<'_>> =
        positions.into_iter().flat_map(|position| books.statements(position)).collect();
    let mut banks: Vec<Bank> = statements.iter().map(|statement| statement.account.bank).collect();
    banks.sort_unstable();
    banks.dedup();
    let mut made = Vec::new();
    for bank in banks {
        for &month in &books.months {
            let of_month = |statement: &&Statement<'_>| statement.account.bank == bank && statement.month == month;
            let text: String = statements.iter().filter(of_month).map(&message).collect();
            made.push((name(bank, month), text.into_bytes()));
        }
    }
    made
}

/// A statement whole, on one page.
pub(super) fn message(statement: &Statement<'_>) -> String {
    let closing = format!(":62F:{}", balance(statement.closing_minor, statement.month.last));
    page(statement, &statement.lines, closing)
}

/// The first of two pages, with so many lines: its balance goes on to the next one (`:62M:`).
pub(super) fn first_page(statement: &Statement<'_>, lines: usize) -> String {
    let lines = &statement.lines[..lines];
    let (minor, day) = lines.last().map_or((statement.opening_minor, statement.month.first), |line| {
        (line.balance_minor, filature_model::days_from_epoch(line.made.booked_on))
    });
    page(statement, lines, format!(":62M:{}", balance(minor, day)))
}

fn page(statement: &Statement<'_>, bookings: &[Line<'_>], closing: String) -> String {
    let (account, month) = (statement.account, statement.month);
    let mut lines = vec![
        format!(":20:STARTUMS{:02}", month.month),
        format!(":25:{}", account.iban),
        format!(":28C:{:05}/001", statement.number),
        format!(":60F:{}", balance(statement.opening_minor, month.first)),
    ];
    for line in bookings {
        lines.push(booking(line));
        lines.extend(details(line));
    }
    lines.push(closing);
    lines.push("-".to_owned());
    lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect()
}

/// Side, day, currency, amount: `C240201EUR123,45`.
pub(super) fn balance(minor: i64, day: i32) -> String {
    let side = if minor < 0 { 'D' } else { 'C' };
    format!("{side}{}EUR{}", six_digits(day_of(day)), comma(minor.abs()))
}

pub(super) fn day_of(day: i32) -> (i16, i8, i8) {
    let date = civil(day);
    (date.year(), date.month(), date.day())
}

pub(super) fn six_digits((year, month, day): (i16, i8, i8)) -> String {
    format!("{:02}{month:02}{day:02}", year % 100)
}

/// Field 61: value day, booking day, side, amount, type, the customer's and the bank's reference.
pub(super) fn booking(line: &Line<'_>) -> String {
    let on = line.made.booked_on;
    let day = six_digits((on.year(), on.month(), on.day()));
    let side = if line.credit { 'C' } else { 'D' };
    let kind = match line.made.channel {
        Channel::Fee => "NCHG",
        Channel::Card | Channel::CashOut | Channel::CashIn => "NMSC",
        _ => "NTRF",
    };
    let reference = match line.made.reference.as_str() {
        "" => "NONREF",
        reference => reference,
    };
    format!(":61:{day}{}{side}{}{kind}{reference}//{side}{}", &day[2..], comma(line.written_minor), line.made.id)
}

/// Field 86: the transaction code of German-speaking banks and the subfields, broken only between subfields.
pub(super) fn details(line: &Line<'_>) -> Vec<String> {
    let (code, name) = match (line.made.channel, line.credit) {
        (Channel::Card, _) => ("106", "CARD"),
        (Channel::CashOut, _) => ("083", "CASH OUT"),
        (Channel::CashIn, _) => ("082", "CASH IN"),
        (Channel::Fee, _) => ("808", "FEE"),
        (_, true) if line.made.payroll => ("153", "SALARY"),
        (_, true) => ("166", "TRANSFER IN"),
        (_, false) => ("116", "TRANSFER OUT"),
    };
    let mut text = Vec::new();
    if !line.made.reference.is_empty() {
        text.push(format!("EREF+{}", line.made.reference));
    }
    text.extend(pieces(&format!("SVWZ+{}", plain(&line.made.text))));
    let mut subfields = vec![format!("{code}?00{name}")];
    // Ten subfields hold the text; what is longer is cut, as banks do.
    subfields.extend((20..30).zip(text).map(|(number, piece)| format!("?{number}{piece}")));
    if !line.other_iban.is_empty() {
        subfields.push(format!("?30{}", line.other_bic));
        subfields.push(format!("?31{}", line.other_iban));
    }
    subfields.extend((32..34).zip(pieces(&plain(&line.other.name))).map(|(number, piece)| format!("?{number}{piece}")));
    let mut lines = vec![":86:".to_owned()];
    for subfield in subfields {
        match lines.last_mut() {
            Some(last) if last.len() + subfield.len() <= 65 => last.push_str(&subfield),
            _ => lines.push(subfield),
        }
    }
    lines
}

/// The letters that SWIFT carries.
pub(super) fn plain(text: &str) -> String {
    printed(text).replace([':', '?', '-'], " ")
}

/// Pieces of at most 27 letters, the length of a subfield.
fn pieces(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(27).map(|piece| piece.iter().collect()).collect()
}
