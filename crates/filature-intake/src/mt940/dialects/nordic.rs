//! Danske Bank, in the four countries: the two references of `:61:` stand again on the first line, and the name of
//! the other side on the second, above its address. Fees and interest have the bank's own.

use super::super::information::{Context, Information, one_line};

/// Reads the name, if the first line repeats the references.
pub(super) fn read<'a>(body: &'a str, context: &Context<'_>) -> Option<Information<'a>> {
    let booking = context.booking;
    if matches!(booking.code.and_then(|code| code.get(1..)), Some("CHG" | "COM" | "INT")) {
        return None;
    }
    let mut lines = body.lines().map(str::trim);
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let references = [booking.customer, booking.bank.unwrap_or("")].map(bare).concat();
    if references.is_empty() || bare(lines.next()?) != references {
        return None;
    }
    let name = lines.next().filter(|name| name.chars().any(char::is_alphabetic))?;
    Some(Information { name: Some(name.into()), text: one_line(body), ..Information::default() })
}
