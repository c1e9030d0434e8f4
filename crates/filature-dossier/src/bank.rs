//! What the number of an account says of the bank that keeps it: the country, and the bank's own code in it.
//!
//! The code stands at the beginning of what follows the check digits of an IBAN. How long it is, each country lays down in the IBAN
//! registry; of a country that is not here, the country alone is said. Which bank a code is of changes over time and stands in no
//! table here: the code is what a request names.

use filature_model::AccountId;

use crate::wording::Pair;
use crate::wording::countries;

/// Country and code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bank<'a> {
    /// Two letters.
    pub country: &'a str,
    /// Empty where the country is not in the table.
    pub code: &'a str,
}

/// Country, and where the bank's code begins and ends in what follows the check digits.
const CODES: [(&str, usize, usize); 33] = [
    ("AD", 0, 4),
    ("AL", 0, 3),
    ("AT", 0, 5),
    ("BA", 0, 3),
    ("BE", 0, 3),
    ("BG", 0, 4),
    ("CH", 0, 5),
    ("CY", 0, 3),
    ("CZ", 0, 4),
    ("DE", 0, 8),
    ("ES", 0, 4),
    ("FR", 0, 5),
    ("GB", 0, 4),
    ("GR", 0, 3),
    ("HR", 0, 7),
    ("HU", 0, 3),
    ("IE", 0, 4),
    ("IT", 1, 6),
    ("LT", 0, 5),
    ("LU", 0, 3),
    ("LV", 0, 4),
    ("MC", 0, 5),
    ("MD", 0, 2),
    ("ME", 0, 3),
    ("MK", 0, 3),
    ("NL", 0, 4),
    ("PT", 0, 4),
    ("RO", 0, 4),
    ("RS", 0, 3),
    ("SK", 0, 4),
    ("TR", 0, 5),
    ("UA", 0, 6),
    ("XK", 0, 2),
];

/// The bank of an IBAN whose check digits are right; none of another number.
pub fn of(account: &AccountId) -> Option<Bank<'_>> {
    let country = account.iban_country()?;
    let code = CODES.iter().find(|(known, ..)| *known == country);
    let code = code.and_then(|(_, from, to)| account.as_str().get(4 + from..4 + to)).unwrap_or_default();
    Some(Bank { country, code })
}

/// The name of a country, of those whose codes are read here.
pub fn country(code: &str) -> Option<Pair> {
    countries::COUNTRIES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the IBAN registry, whose bank codes the registry names.
    #[test]
    fn the_code_of_the_bank_is_that_of_the_registry() {
        for (iban, code) in [
            ("FR1420041010050500013M02606", "20041"),
            ("DE89370400440532013000", "37040044"),
            ("RO49AAAA1B31007593840000", "AAAA"),
            ("IT60X0542811101000000123456", "05428"),
            ("GB29NWBK60161331926819", "NWBK"),
            ("RS35260005601001611379", "260"),
            ("XK051212012345678906", "12"),
            ("HR1210010051863000160", "1001005"),
            ("KZ86125KZT5004100100", ""),
        ] {
            let account = AccountId::written(iban);
            let bank = of(&account).unwrap();
            assert_eq!((bank.country, bank.code), (&iban[..2], code));
        }
        assert_eq!(of(&AccountId::written("00011:8000A")), None);
        assert!(CODES.iter().all(|(known, ..)| country(known).is_some()));
    }
}
