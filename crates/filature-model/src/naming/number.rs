//! Numbers of accounts and telephones inside texts, however they are written and cut.

use std::collections::BTreeSet;

use super::Written;
use crate::iban_check;

/// A number of fewer signs is in other numbers by chance.
const LEAST_WITHIN: usize = 10;
/// A number of fewer is no account's at all; between both it is looked for as a word of its own.
const LEAST_WHOLE: usize = 8;
/// The key of an account that is no IBAN is looked for from so many signs on.
const LEAST_KEY: usize = 6;
/// How many digits of a telephone are the same whether or not its country is dialled.
const TELEPHONE: usize = 8;

/// An account that is looked for: its key, the number without the letters of the IBAN, and the account within the bank.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    within: BTreeSet<String>,
    whole: BTreeSet<String>,
}

impl Number {
    /// Of the key of an account.
    pub fn of(account: &str) -> Self {
        let mut number = Self::default();
        let key = compact(account);
        if key.chars().count() >= LEAST_KEY {
            number.within.insert(key.clone());
        }
        if iban_check(account) == Some(true) {
            let national = key.get(4..).unwrap_or_default();
            let (bank, check) = around(key.get(..2).unwrap_or_default());
            number.within.insert(national.to_owned());
            number.take(national.get(..national.len().saturating_sub(check)).unwrap_or_default());
            if bank > 0 {
                let with_check = national.get(bank..).unwrap_or_default();
                let alone = with_check.get(..with_check.len().saturating_sub(check)).unwrap_or_default();
                [with_check, alone].into_iter().for_each(|part| number.take(part));
                [with_check, alone].into_iter().for_each(|part| number.take(part.trim_start_matches('0')));
            }
        } else if let Some((_, local)) = account.rsplit_once(':') {
            let local = compact(local);
            if local.bytes().any(|sign| sign.is_ascii_digit()) {
                number.take(&local);
            }
        }
        number
    }

    fn take(&mut self, part: &str) {
        // A number of noughts is in many others.
        if part.trim_start_matches('0').chars().count() < LEAST_KEY {
            return;
        }
        match part.chars().count() {
            LEAST_WITHIN.. => self.within.insert(part.to_owned()),
            LEAST_WHOLE.. => self.whole.insert(part.to_owned()),
            _ => false,
        };
    }

    /// What is looked for in one piece, over spaces and signs: small letters and digits.
    pub fn within(&self) -> impl Iterator<Item = &str> {
        self.within.iter().map(String::as_str)
    }

    /// What is only looked for as a word of its own.
    pub fn whole(&self) -> impl Iterator<Item = &str> {
        self.whole.iter().map(String::as_str)
    }

    /// Whether a text holds it.
    ///
    /// ```
    /// use filature_model::naming::{Number, Written};
    /// let number = Number::of("FR1420041010050500013M02606");
    /// for text in ["20041 01005 0500013M026 06", "20041 01005 0500013M026", "releve-0500013M026.csv", "FR14 2004 1010 0505 0001 3M02 606"] {
    ///     assert!(number.is_in(&Written::of(text)), "{text}");
    /// }
    /// assert!(!number.is_in(&Written::of("20041 01005")), "that is the bank");
    /// ```
    pub fn is_in(&self, text: &Written) -> bool {
        self.within.iter().any(|part| text.glued().contains(part))
            || self.whole.iter().any(|part| text.words().contains(part))
    }
}

/// How many signs of a national number stand before the account (bank and branch), and how many check digits behind it. Where it is not
/// known the number is only looked for as a whole.
fn around(country: &str) -> (usize, usize) {
    match country {
        "fr" | "mc" => (10, 2),
        "de" => (8, 0),
        "be" | "rs" | "me" | "mk" => (3, 2),
        "es" => (10, 0),
        "it" => (11, 0),
        "nl" | "ro" => (4, 0),
        "gb" => (10, 0),
        "pt" => (8, 2),
        "ch" | "at" | "ee" => (5, 0),
        "bg" => (10, 0),
        "ba" => (6, 2),
        "hr" => (7, 0),
        "hu" => (8, 1),
        "pl" | "al" => (8, 0),
        "lu" => (3, 0),
        "cz" | "sk" => (4, 0),
        "ua" => (6, 0),
        "xk" | "si" => (4, 2),
        "tr" => (6, 0),
        "gr" => (7, 0),
        "md" => (2, 0),
        _ => (0, 0),
    }
}

/// A telephone, by its last digits: `06 11 11 00 00` is `+33611110000`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Telephone(String);

impl Telephone {
    /// Of a number as it is written; none where it has too few digits to tell anybody.
    pub fn of(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let from = digits.len().checked_sub(TELEPHONE)?;
        digits.get(from..).map(|last| Self(last.to_owned()))
    }

    /// The digits that are looked for.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Whether a text holds it.
    ///
    /// ```
    /// use filature_model::naming::{Telephone, Written};
    /// let known = Telephone::of("+33611110000").unwrap();
    /// assert!(known.is_in(&Written::of("tel. 06.11.11.00.00")));
    /// assert!(!known.is_in(&Written::of("06 11 11 00 01")));
    /// ```
    pub fn is_in(&self, text: &Written) -> bool {
        text.glued().contains(&self.0)
    }
}

fn compact(text: &str) -> String {
    Written::of(text).glued().to_owned()
}
