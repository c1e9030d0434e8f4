//! One side of a transfer, as an entry or a payment names it.

use std::borrow::Cow;

use filature_model::{AccountId, EntryColumns, TextColumn, iban_check};

use super::leaves::{Field, Of, Said};

/// What is said of the payer or of the payee.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Side<'a> {
    pub(super) name: Option<&'a str>,
    ultimate: Option<&'a str>,
    bank_as_party: Option<&'a str>,
    country: Option<&'a str>,
    pub(super) iban: Option<&'a str>,
    number: Option<&'a str>,
    /// The BIC of its bank.
    pub(super) bank: Option<&'a str>,
}

/// The columns of a side.
pub(super) const DEBTOR: [TextColumn; 3] = [TextColumn::Debtor, TextColumn::DebtorName, TextColumn::DebtorCountry];
/// The columns of the other side.
pub(super) const CREDITOR: [TextColumn; 3] =
    [TextColumn::Creditor, TextColumn::CreditorName, TextColumn::CreditorCountry];

impl<'a> Side<'a> {
    /// Takes in a text that is said of the side `of`; where one is repeated, the first holds.
    pub(super) fn take(&mut self, of: Of, said: Said<'a>) {
        let slot = match said.field {
            Field::Name(side) if side == of => &mut self.name,
            Field::Ultimate(side) if side == of => &mut self.ultimate,
            Field::BankAsParty(side) if side == of => &mut self.bank_as_party,
            Field::Country(side) if side == of => &mut self.country,
            Field::Iban(side) if side == of => &mut self.iban,
            Field::Number(side) if side == of => &mut self.number,
            Field::Bank(side) if side == of => &mut self.bank,
            _ => return,
        };
        slot.get_or_insert(said.text);
    }

    /// The name. The ultimate party and the bank as a party are named only where the direct one is not.
    pub(super) fn best_name(&self) -> Option<&'a str> {
        self.name.or(self.ultimate).or(self.bank_as_party)
    }

    /// The account's key, an IBAN before a number of the bank's own.
    pub(super) fn account(&self) -> Option<Cow<'a, str>> {
        match (self.iban, self.number) {
            (Some(iban), _) => Some(AccountId::normalised(iban)),
            (None, Some(number)) => {
                let account = AccountId::at_bank(self.bank.unwrap_or(""), number);
                Some(Cow::Owned(account.as_str().to_owned()))
            }
            (None, None) => None,
        }
    }

    /// Whether nothing is known of it.
    pub(super) fn is_empty(&self) -> bool {
        self.iban.is_none() && self.number.is_none() && self.best_name().is_none()
    }

    /// Its IBAN, where the check digits are wrong.
    pub(super) fn odd_iban(&self) -> Option<&'a str> {
        self.iban.filter(|iban| is_odd_iban(iban))
    }

    /// Keeps what this and another one agree on.
    pub(super) fn keep_common(&mut self, other: &Self) {
        let pairs = [
            (&mut self.name, other.name),
            (&mut self.ultimate, other.ultimate),
            (&mut self.bank_as_party, other.bank_as_party),
            (&mut self.country, other.country),
            (&mut self.iban, other.iban),
            (&mut self.number, other.number),
            (&mut self.bank, other.bank),
        ];
        for (slot, other) in pairs {
            if *slot != other {
                *slot = None;
            }
        }
    }

    /// Writes it to the open row.
    pub(super) fn write(&self, columns: &mut EntryColumns, [account, name, country]: [TextColumn; 3]) {
        columns.text(account, self.account().as_deref().unwrap_or_default());
        columns.text(name, self.best_name().unwrap_or_default());
        columns.text(country, self.country.unwrap_or_default());
    }
}

/// Whether a text has the shape of an IBAN and not its check digits.
pub(super) fn is_odd_iban(text: &str) -> bool {
    if iban_check(text) == Some(true) {
        return false;
    }
    let compact: String =
        text.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_uppercase()).collect();
    iban_check(&compact) == Some(false)
}
