//! Hungarian banks: the bank's number of the booking, the other account in 16 or 24 digits, its name, the text, each
//! on its line.

use std::borrow::Cow;

use filature_model::AccountId;

use super::super::information::{Information, one_line, owned};

/// Reads the lines, if the second one is a Hungarian account number.
pub(super) fn read(body: &str) -> Option<Information<'_>> {
    let mut lines = body.lines().map(str::trim);
    let _number_of_the_booking = lines.next()?;
    let account: String = lines.next()?.chars().filter(|letter| *letter != '-').collect();
    if !is_account(&account) {
        return None;
    }
    let name = lines.next().filter(|name| name.chars().any(char::is_alphabetic)).map(Cow::Borrowed);
    let account = owned(&AccountId::normalised(&account));
    Some(Information { account: Some(account), name, text: one_line(body), ..Information::default() })
}

/// Whether a text is an account number of Hungary: the eighth digit checks the first seven, the last one the rest,
/// by the weights 9, 7, 3, 1.
fn is_account(text: &str) -> bool {
    let is_sound = |digits: &[u8]| {
        let weighted = digits.iter().zip([9_u32, 7, 3, 1].into_iter().cycle());
        weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum::<u32>() % 10 == 0
    };
    let bytes = text.as_bytes();
    matches!(bytes.len(), 16 | 24)
        && bytes.iter().all(u8::is_ascii_digit)
        && bytes.split_at_checked(8).is_some_and(|(bank, account)| is_sound(bank) && is_sound(account))
}
