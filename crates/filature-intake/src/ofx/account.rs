//! Accounts: `BANKACCTFROM` and its like, and `ACCTINFO`, the list of those that a customer has.

use std::borrow::Cow;

use filature_model::{AccountId, iban_check};

use super::tree::Element;

/// The elements that name an account, with what is done through it: of a statement, or of the other side.
const ACCOUNTS: [&str; 8] =
    ["BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "LOANACCTFROM", "BANKACCTTO", "CCACCTTO", "INVACCTTO", "LOANACCTTO"];

/// A number of fewer digits is no whole card number, and another bank may have the same.
const CARD_DIGITS: usize = 12;

/// Whether an element names an account.
pub(super) fn is_account(name: &str) -> bool {
    ACCOUNTS.contains(&name)
}

/// The account that an element names: its IBAN where it is one, else bank and number. The branch is not part of it,
/// because not every program writes it.
///
/// A card has no bank here: a whole number is known everywhere, a masked one only with the bank that gave the file.
pub(super) fn read(element: Element<'_, '_>, giver: Option<&str>) -> Option<AccountId> {
    let number = element.value("ACCTID").or_else(|| element.value("LOANACCTID"))?;
    let bank = element.value("BANKID").or_else(|| element.value("BROKERID"));
    let bank = match bank {
        Some(bank) => bank,
        None if is_whole(&number) => Cow::Borrowed(""),
        None => Cow::Borrowed(giver.unwrap_or_default()),
    };
    Some(AccountId::at_bank(&bank, &number))
}

fn is_whole(number: &str) -> bool {
    number.bytes().filter(u8::is_ascii_digit).count() >= CARD_DIGITS
        && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'))
}

/// The number as written, where it has the shape of an IBAN and not its check digits.
pub(super) fn odd_iban<'a>(element: Element<'_, 'a>) -> Option<Cow<'a, str>> {
    let written = element.value("ACCTID")?;
    let compact: String =
        written.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_uppercase()).collect();
    (iban_check(&compact) == Some(false)).then_some(written)
}
