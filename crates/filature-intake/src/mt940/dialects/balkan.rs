//! Domestic statements of Serbia, Bosnia and Herzegovina, Montenegro, North Macedonia and their neighbours: a domestic
//! account number at the beginning or on a line of its own, with the name behind it or below it; or labels.
//!
//! ```text
//! 160-0000000123456-78 PETAR IZMIŠLJEN          RS, ME: 3-13-2, or 18 digits      BA: 16 digits      MK: 15 digits
//! ```
//!
//! The last two digits check the rest (ISO 7064, MOD 97-10). Without them nothing is taken for an account.

use std::borrow::Cow;

use filature_model::AccountId;

use super::super::information::{Context, Information, one_line};
use super::labels;

/// Reads the text, if it has such a number or a label.
pub(super) fn read<'a>(body: &'a str, supplement: &'a str, context: &Context<'_>) -> Option<Information<'a>> {
    let own = context.account.id.as_str();
    let found = numbered_line(body).or_else(|| numbered_line(supplement)).filter(|(account, _)| account != own);
    let Some((account, name)) = found else { return labels::read(body, labels::SOUTH_SLAVIC, context) };
    Some(Information { account: Some(account), name, text: one_line(body), ..Information::default() })
}

/// The first line that begins with an account number, and the name: the rest of that line, or the next one.
fn numbered_line(text: &str) -> Option<(Cow<'_, str>, Option<Cow<'_, str>>)> {
    let mut lines = text.lines().map(str::trim);
    let (account, rest) = lines.by_ref().find_map(|line| {
        let (number, rest) = line.split_once(' ').unwrap_or((line, ""));
        is_domestic(number).then(|| (AccountId::normalised(number), rest.trim()))
    })?;
    let name = if rest.is_empty() { lines.next().unwrap_or("") } else { rest };
    let name = Some(name).filter(|name| name.starts_with(char::is_alphabetic) && !name.contains(':'));
    Some((account, name.map(Cow::Borrowed)))
}

/// Whether a text is a domestic account number with right check digits.
fn is_domestic(text: &str) -> bool {
    let digits = match *text.split('-').collect::<Vec<_>>() {
        [bank, number, check] if bank.len() == 3 && (1..=13).contains(&number.len()) && check.len() == 2 => {
            format!("{bank}{number:0>13}{check}")
        }
        [digits] if matches!(digits.len(), 15 | 16 | 18) => digits.to_owned(),
        _ => return false,
    };
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let remainder = || digits.bytes().fold(0, |rest, byte| (rest * 10 + u32::from(byte.wrapping_sub(b'0'))) % 97);
    is_digits && digits.bytes().any(|byte| byte != b'0') && remainder() == 1
}
