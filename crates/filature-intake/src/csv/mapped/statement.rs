//! The statement that the rows of one account make.

use filature_model::{AccountId, Balance, Currency, Place, Statement};

use super::{Line, StatedBalances};

/// Whether the bank lists the newest row first: by the dates, and where they are all one, by the balances.
pub fn newest_first(lines: &[Line]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    if first.booked.at_micros != last.booked.at_micros {
        return first.booked.at_micros > last.booked.at_micros;
    }
    let fits = |newest_first: bool| {
        lines
            .windows(2)
            .filter(|pair| {
                let (earlier, later) = if newest_first { (&pair[1], &pair[0]) } else { (&pair[0], &pair[1]) };
                match (earlier.balance_minor, later.balance_minor) {
                    (Some(before), Some(after)) => before.checked_add(later.signed()) == Some(after),
                    _ => false,
                }
            })
            .count()
    };
    fits(true) > fits(false)
}

/// The statement that the rows of one account make. Its balances are those that rows state, else those beside its
/// first and last row.
pub fn statement(
    ordinal: u32,
    account: &AccountId,
    currency: Currency,
    lines: &[Line],
    newest_first: bool,
    stated: StatedBalances,
    unreadable_rows: u32,
) -> Statement {
    let (first, last) = if newest_first { (lines.last(), lines.first()) } else { (lines.first(), lines.last()) };
    let opening = first.and_then(|line| {
        let minor = line.balance_minor?.checked_sub(line.signed())?;
        Some(Balance { minor, currency, on: Some(line.booked.on), line: line.place.line })
    });
    let closing = last.and_then(|line| {
        Some(Balance { minor: line.balance_minor?, currency, on: Some(line.booked.on), line: line.place.line })
    });
    Statement {
        ordinal,
        place: Place { message: None, row: None, line: lines.first().and_then(|line| line.place.line) },
        number: None,
        account: account.clone(),
        holder: None,
        currency: Some(currency),
        from: lines.iter().map(|line| line.booked.on).min(),
        to: lines.iter().map(|line| line.booked.on).max(),
        opening: stated.opening.or(opening),
        closing: stated.closing.or(closing),
        unreadable_rows,
    }
}
