//! Account numbers that hold every check a reader may make, at banks that do not exist.
//!
//! Bank codes begin with 99, under which we know of no bank in France, Serbia or Albania.

use filature_model::iban_check;

/// A French IBAN: bank and branch of five digits, account of eleven, and the RIB key of the four.
///
/// ```
/// use filature_synth::iban;
/// let number = iban::french(99_991, 4, 12_345_678_901);
/// assert_eq!(number.len(), 27);
/// assert_eq!(filature_model::iban_check(&number), Some(true));
/// ```
pub fn french(bank: u64, branch: u64, account: u64) -> String {
    let key = 97 - (89 * (bank % 97) + 15 * (branch % 97) + 3 * (account % 97)) % 97;
    with_check("FR", &format!("{bank:05}{branch:05}{account:011}{key:02}"))
}

/// A Serbian IBAN: bank of three digits, account of thirteen, and a pair that makes the whole 1 modulo 97,
/// by which every Serbian IBAN begins with RS35.
///
/// ```
/// assert!(filature_synth::iban::serbian(999, 1_234_567).starts_with("RS35999"));
/// ```
pub fn serbian(bank: u64, account: u64) -> String {
    let number = bank * 10_000_000_000_000 + account;
    let key = 98 - (number % 97) * 100 % 97;
    with_check("RS", &format!("{number:016}{key:02}"))
}

/// An Albanian IBAN: bank of three digits, branch of four, a check digit over the two with the weights
/// 9 7 3 1, and the account.
///
/// ```
/// assert_eq!(filature_synth::iban::albanian(999, 1, 77).len(), 28);
/// ```
pub fn albanian(bank: u64, branch: u64, account: u64) -> String {
    let head = format!("{bank:03}{branch:04}");
    let weighted: u64 = head
        .bytes()
        .zip([9, 7, 3, 1].into_iter().cycle())
        .map(|(digit, weight)| u64::from(digit - b'0') * weight)
        .sum();
    // The check digit stands eighth, where the weight is 1.
    let check = (10 - weighted % 10) % 10;
    with_check("AL", &format!("{head}{check}{account:016}"))
}

/// Puts the country and the two digits of ISO 7064 MOD 97-10 before a national number.
fn with_check(country: &str, national: &str) -> String {
    // Trying the 97 pairs is plain, and uses the very check that the readers use.
    (2..=98)
        .map(|pair| format!("{country}{pair:02}{national}"))
        .find(|iban| iban_check(iban) == Some(true))
        .unwrap_or_else(|| format!("{country}00{national}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serbian_number_is_that_of_the_registry() {
        // The example of the IBAN registry.
        assert_eq!(serbian(260, 56_010_016_113), "RS35260005601001611379");
    }

    #[test]
    fn albanian_check_digit_is_that_of_the_registry_example() {
        // AL47 2121 1009 0000 0002 3569 8741
        assert_eq!(albanian(212, 1100, 235_698_741), "AL47212110090000000235698741");
    }

    #[test]
    fn rib_key_makes_the_whole_number_divisible() {
        for account in [0, 1, 96, 97, 99_999_999_999, 12_345] {
            let iban = french(99_992, 17, account);
            let rib: u128 = iban[4..].parse().unwrap();
            assert_eq!(rib % 97, 0, "{iban}");
            assert_eq!(iban_check(&iban), Some(true));
        }
    }

    #[test]
    fn serbian_numbers_always_begin_with_35() {
        for account in 0..500 {
            let iban = serbian(999, account * 7_777_777);
            assert!(iban.starts_with("RS35"), "{iban}");
            assert_eq!(iban[4..].parse::<u128>().unwrap() % 97, 1);
        }
    }
}
