//! Domestic account numbers that are an IBAN without its first four signs.
//!
//! In Serbia, Montenegro, North Macedonia and Bosnia and Herzegovina numbers are still written as at home
//! (`260-0056010016113-79`), in France as a RIB. Such a number and its IBAN are one account, so its key is the IBAN; as it was
//! written it stands in the original, at the place of the entry. A number is taken for one only where its own check digits
//! hold, and where just one country can be meant:
//!
//! ```text
//! 3-13-2 digits, noughts left out or not ─► bank 1.., 2.., 3.., 840, 908: RS │ 5.., 832, 907: ME
//! 3-10-2 digits                          ─► MK as well: no number fits two countries
//! 3-3-8-2 digits                         ─► BA
//! 4-10-2 digits                          ─► XK
//! 18 or 15 digits in a row               ─► RS and ME, or MK, by the code of the bank
//! 5+5+11+2 signs, apart or not           ─► FR, by the RIB key
//! ```
//!
//! Sixteen digits in a row stay as they are: they may be Bosnian, Kosovan, or the number of a card.

use crate::iban_check;

/// The longest that such a number is written: a RIB with a space or hyphen after each group.
const LONGEST: usize = 30;

/// The IBAN of a domestic number; none where it is none, or where it cannot be told whose it is.
///
/// ```
/// use filature_model::domestic_iban;
/// assert_eq!(domestic_iban("260-0056010016113-79").as_deref(), Some("RS35260005601001611379"));
/// assert_eq!(domestic_iban("260-56010016113-79").as_deref(), Some("RS35260005601001611379"));
/// assert_eq!(domestic_iban("20041 01005 0500013M026 06").as_deref(), Some("FR1420041010050500013M02606"));
/// assert_eq!(domestic_iban("260-0056010016113-78"), None);
/// ```
pub fn domestic_iban(text: &str) -> Option<String> {
    // Most numbers of accounts are looked at no further than this.
    if !(12..=LONGEST).contains(&text.len()) || !text.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b' ')) {
        return None;
    }
    let groups: Vec<&str> = text.split(['-', ' ']).filter(|group| !group.is_empty()).collect();
    in_groups(&groups).or_else(|| rib(&groups.concat()))
}

/// The countries that a number is written as one of, where the check digits of none of them fit.
pub(crate) fn fault(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let groups: Vec<&str> = text.split('-').collect();
    let digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let countries = match lengths[..] {
        [3, 13, 2] => "RS, ME",
        [3, 10, 2] => "MK",
        [3, 3, 8, 2] => "BA",
        _ => return None,
    };
    let holds = || {
        let padded = match groups[..] {
            [bank, account, pair] => vec![format!("{bank}{account:0>13}{pair}"), format!("{bank}{account}{pair}")],
            _ => vec![groups.concat()],
        };
        padded.iter().any(|national| remainder(national) == Some(1))
    };
    (digits && !holds()).then_some(countries)
}

fn in_groups(groups: &[&str]) -> Option<String> {
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    if !groups.iter().all(digits) {
        return None;
    }
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    match (&lengths[..], groups) {
        (&[3, account @ 5..=13, 2], [bank, number, pair]) => {
            let long = serbian_or_montenegrin(bank)
                .and_then(|country| checked(country, &format!("{bank}{number:0>13}{pair}")));
            let short =
                if account == 10 && macedonian(bank) { checked("MK", &format!("{bank}{number}{pair}")) } else { None };
            // Two countries that fit are a doubt, and a doubt is no key.
            match (long, short) {
                (Some(one), None) | (None, Some(one)) => Some(one),
                _ => None,
            }
        }
        ([3, 3, 8, 2], _) => checked("BA", &groups.concat()),
        ([4, 10, 2], _) => checked("XK", &groups.concat()),
        ([18], [number]) => checked(serbian_or_montenegrin(&number[..3])?, number),
        ([15], [number]) if macedonian(&number[..3]) => checked("MK", number),
        _ => None,
    }
}

/// Which of the two countries a code of three digits is of: banks, then the treasury and the national bank.
fn serbian_or_montenegrin(bank: &str) -> Option<&'static str> {
    match bank.as_bytes() {
        [b'1'..=b'3', ..] | b"840" | b"908" => Some("RS"),
        [b'5', ..] | b"832" | b"907" => Some("ME"),
        _ => None,
    }
}

/// Codes of banks in North Macedonia are full tens from 200 on.
fn macedonian(bank: &str) -> bool {
    matches!(bank.as_bytes(), [b'2'..=b'5', _, b'0'])
}

/// The IBAN of a national number whose own check digits hold.
fn checked(country: &str, national: &str) -> Option<String> {
    (remainder(national) == Some(1)).then(|| with_check_digits(country, national)).flatten()
}

/// A RIB of 23 signs whose key holds.
fn rib(signs: &str) -> Option<String> {
    let national = signs.to_ascii_uppercase();
    let bytes = national.as_bytes();
    let digits = |stretch: &[u8]| stretch.iter().all(u8::is_ascii_digit);
    let is_rib = bytes.len() == 23 && digits(&bytes[..10]) && digits(&bytes[21..]) && rib_holds(bytes);
    is_rib.then(|| with_check_digits("FR", &national)).flatten()
}

/// Whether the key of a RIB holds: `89 × bank + 15 × branch + 3 × account + key` is a multiple of 97, letters being digits.
pub(crate) fn rib_holds(national: &[u8]) -> bool {
    let value = |stretch: &[u8]| stretch.iter().fold(0_u64, |sum, &byte| (sum * 10 + rib_digit(byte)) % 97);
    let [Some(bank), Some(branch), Some(account), Some(key)] = [0..5, 5..10, 10..21, 21..23].map(|at| national.get(at))
    else {
        return false;
    };
    (89 * value(bank) + 15 * value(branch) + 3 * value(account) + value(key)) % 97 == 0
}

/// A to I are 1 to 9, J to R likewise, S to Z 2 to 9.
fn rib_digit(byte: u8) -> u64 {
    u64::from(match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'I' => byte - b'A' + 1,
        b'J'..=b'R' => byte - b'J' + 1,
        b'S'..=b'Z' => byte - b'S' + 2,
        _ => 0,
    })
}

/// Puts a country and its check digits (ISO 7064 MOD 97-10) before a national number.
fn with_check_digits(country: &str, national: &str) -> Option<String> {
    let pair = 98 - remainder(&format!("{national}{country}00"))?;
    let iban = format!("{country}{pair:02}{national}");
    (iban_check(&iban) == Some(true)).then_some(iban)
}

/// The remainder by 97, letters being 10 to 35; none for other signs.
fn remainder(signs: &str) -> Option<u32> {
    signs.bytes().try_fold(0_u32, |remainder, byte| match byte {
        b'0'..=b'9' => Some((remainder * 10 + u32::from(byte - b'0')) % 97),
        b'A'..=b'Z' => Some((remainder * 100 + u32::from(byte - b'A') + 10) % 97),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccountId, account_fault};

    /// As at home, beside the IBAN that the registry gives of the same account.
    const PAIRS: [(&str, &str); 9] = [
        ("260-0056010016113-79", "RS35260005601001611379"),
        ("260005601001611379", "RS35260005601001611379"),
        ("505-0000123456789-51", "ME25505000012345678951"),
        ("505-123456789-51", "ME25505000012345678951"),
        ("250-1200000589-84", "MK07250120000058984"),
        ("250120000058984", "MK07250120000058984"),
        ("129-007-94010284-94", "BA391290079401028494"),
        ("1212 0123456789 06", "XK051212012345678906"),
        ("20041010050500013m02606", "FR1420041010050500013M02606"),
    ];

    #[test]
    fn a_domestic_number_and_its_iban_are_one_account() {
        for (domestic, iban) in PAIRS {
            assert_eq!(AccountId::written(domestic).as_str(), iban, "{domestic}");
            assert_eq!(AccountId::written(domestic), AccountId::written(iban));
            assert_eq!(AccountId::at_bank("ANY", domestic).as_str(), iban, "an IBAN stands for itself");
        }
    }

    #[test]
    fn a_wrong_one_is_kept_as_written() {
        for wrong in ["260-0056010016113-78", "250-1200000589-85", "129-007-94010284-95"] {
            assert_eq!(AccountId::written(wrong).as_str(), wrong);
            assert!(account_fault(wrong).is_some(), "{wrong}");
        }
        // Another shape, another country's, a card's: nothing is made of it, and nothing is wrong with it.
        for other in
            ["1290079401028494", "4111111111111111", "12345678", "99-0056010016113-79", "20041010050500013M02607"]
        {
            assert_eq!(AccountId::written(other).as_str(), other);
            assert_eq!(account_fault(other), None, "{other}");
        }
    }

    /// Three noughts more or less change the remainder of every code of a Macedonian bank.
    #[test]
    fn no_number_is_one_of_two_countries() {
        let codes = (0..1_000).filter(|code| macedonian(&format!("{code:03}")));
        assert!(codes.clone().count() == 40 && codes.clone().all(|code| code * 999 % 97 != 0));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}", digits in "[0-9A-Z -]{10,32}") {
            for written in [text, digits] {
                if let Some(iban) = domestic_iban(&written) {
                    proptest::prop_assert_eq!(account_fault(&iban), None);
                }
                let _ = fault(&written);
            }
        }
    }
}
