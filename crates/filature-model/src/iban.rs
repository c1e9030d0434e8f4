//! What is wrong with an account number that has the shape of an IBAN.
//!
//! ```text
//! text ─► length of its country ─► layout ─► ISO 13616 check digits ─► the country's own check
//!              │                      │                │                       │
//!              └──────────────────────┴── the first that fails is the fault ───┘
//! ```
//!
//! Lengths and layouts are those of the IBAN registry; each national check is held to the registry's own example in the tests. Some
//! countries make the last two digits of the national number such that the check digits of every one of their IBANs are the
//! same: another pair is a slip of the pen, or an invention. A country that is not in the table has the check digits alone.

use std::fmt;

use crate::domestic;
use crate::iban_check;

/// What is wrong with an account number; it is kept as written all the same.
///
/// ```
/// use filature_model::{AccountFault, account_fault};
/// assert_eq!(account_fault("RS35 2600 0560 1001 6113 79"), None);
/// assert_eq!(account_fault("RS35260005601001611378"), Some(AccountFault::CheckDigits));
/// assert_eq!(account_fault("RS3526000560100161137"), Some(AccountFault::Length(22)));
/// assert_eq!(account_fault("BANK:4711"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountFault {
    /// Its country's IBANs are so many characters long.
    Length(usize),
    /// After the check digits its country has digits and letters in this order, as the registry writes it.
    Layout(&'static str),
    /// ISO 7064 MOD 97-10 does not hold.
    CheckDigits,
    /// Every IBAN of its country has these check digits.
    Constant(&'static str),
    /// The country's own check does not hold: what it is called.
    National(&'static str),
    /// A domestic number of one of these countries, whose check digits do not fit.
    Domestic(&'static str),
}

impl fmt::Display for AccountFault {
    /// What was expected.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(characters) => write!(f, "{characters} characters"),
            Self::Layout(layout) => write!(f, "{layout} after the check digits"),
            Self::CheckDigits => f.write_str("check digits that fit (ISO 13616)"),
            Self::Constant(digits) => write!(f, "{digits} for check digits, as in every IBAN of the country"),
            Self::National(check) => write!(f, "a {check} that fits"),
            Self::Domestic(countries) => write!(f, "check digits that fit (MOD 97, {countries})"),
        }
    }
}

/// What is wrong with a number, written in groups or not; none where nothing is, or where it is of another kind.
pub fn account_fault(text: &str) -> Option<AccountFault> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let bytes = compact.as_bytes();
    let shape = bytes.len() >= 15
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    if !shape {
        return domestic::fault(text).map(AccountFault::Domestic);
    }
    let known = country(&compact[..2]);
    if let Some((_, layout)) = known {
        if length(layout) + 4 != bytes.len() {
            return Some(AccountFault::Length(length(layout) + 4));
        }
        if !fits(layout, &bytes[4..]) {
            return Some(AccountFault::Layout(layout));
        }
    }
    if iban_check(&compact) == Some(false) {
        return Some(AccountFault::CheckDigits);
    }
    known.and_then(|(code, _)| national_fault(code, &bytes[2..4], &bytes[4..]))
}

/// Country and layout of what follows the check digits: `n` digits, `a` letters, `c` either.
const COUNTRIES: [(&str, &str); 81] = [
    ("AD", "4n4n12c"),
    ("AE", "3n16n"),
    ("AL", "8n16c"),
    ("AT", "5n11n"),
    ("AZ", "4a20c"),
    ("BA", "3n3n8n2n"),
    ("BE", "3n7n2n"),
    ("BG", "4a4n2n8c"),
    ("BH", "4a14c"),
    ("BR", "8n5n10n1a1c"),
    ("BY", "4c4n16c"),
    ("CH", "5n12c"),
    ("CR", "4n14n"),
    ("CY", "3n5n16c"),
    ("CZ", "4n6n10n"),
    ("DE", "8n10n"),
    ("DK", "4n9n1n"),
    ("DO", "4c20n"),
    ("EE", "2n2n11n1n"),
    ("EG", "4n4n17n"),
    ("ES", "4n4n1n1n10n"),
    ("FI", "6n7n1n"),
    ("FO", "4n9n1n"),
    ("FR", "5n5n11c2n"),
    ("GB", "4a6n8n"),
    ("GE", "2a16n"),
    ("GI", "4a15c"),
    ("GL", "4n9n1n"),
    ("GR", "3n4n16c"),
    ("GT", "4c20c"),
    ("HR", "7n10n"),
    ("HU", "3n4n1n15n1n"),
    ("IE", "4a6n8n"),
    ("IL", "3n3n13n"),
    ("IQ", "4a3n12n"),
    ("IS", "4n2n6n10n"),
    ("IT", "1a5n5n12c"),
    ("JO", "4a4n18c"),
    ("KW", "4a22c"),
    ("KZ", "3n13c"),
    ("LB", "4n20c"),
    ("LC", "4a24c"),
    ("LI", "5n12c"),
    ("LT", "5n11n"),
    ("LU", "3n13c"),
    ("LV", "4a13c"),
    ("LY", "3n3n15n"),
    ("MC", "5n5n11c2n"),
    ("MD", "2c18c"),
    ("ME", "3n13n2n"),
    ("MK", "3n10c2n"),
    ("MR", "5n5n11n2n"),
    ("MT", "4a5n18c"),
    ("MU", "4a2n2n12n3n3a"),
    ("NL", "4a10n"),
    ("NO", "4n6n1n"),
    ("PK", "4a16c"),
    ("PL", "8n16n"),
    ("PS", "4a21c"),
    ("PT", "4n4n11n2n"),
    ("QA", "4a21c"),
    ("RO", "4a16c"),
    ("RS", "3n13n2n"),
    ("SA", "2n18c"),
    ("SC", "4a2n2n16n3a"),
    ("SD", "2n12n"),
    ("SE", "3n16n1n"),
    ("SI", "5n8n2n"),
    ("SK", "4n6n10n"),
    ("SM", "1a5n5n12c"),
    ("ST", "4n4n11n2n"),
    ("SV", "4a20n"),
    ("TL", "3n14n2n"),
    ("TN", "2n3n13n2n"),
    ("TR", "5n1n16c"),
    ("UA", "6n19c"),
    ("VA", "3n15n"),
    ("VG", "4a16n"),
    ("XK", "4n10n2n"),
    // The overseas parts of France whose IBANs stand under codes of their own.
    ("GF", "5n5n11c2n"),
    ("RE", "5n5n11c2n"),
];

/// Countries in which the national number is made so that the check digits of the IBAN never change.
const CONSTANT: [(&str, &str); 7] =
    [("BA", "39"), ("ME", "25"), ("MK", "07"), ("PT", "50"), ("RS", "35"), ("SI", "56"), ("XK", "05")];

fn country(code: &str) -> Option<(&'static str, &'static str)> {
    COUNTRIES.into_iter().find(|(known, _)| *known == code)
}

/// The groups of a layout: how many characters of which kind.
fn groups(layout: &str) -> impl Iterator<Item = (usize, char)> {
    layout.split_inclusive(|sign: char| sign.is_ascii_alphabetic()).filter_map(|group| {
        let kind = group.chars().last()?;
        Some((group.trim_end_matches(kind).parse().ok()?, kind))
    })
}

fn length(layout: &str) -> usize {
    groups(layout).map(|(count, _)| count).sum()
}

fn fits(layout: &str, national: &[u8]) -> bool {
    let mut rest = national;
    groups(layout).all(|(count, kind)| {
        let Some((group, after)) = rest.split_at_checked(count) else { return false };
        rest = after;
        group.iter().all(|byte| match kind {
            'n' => byte.is_ascii_digit(),
            'a' => byte.is_ascii_uppercase(),
            _ => byte.is_ascii_alphanumeric(),
        })
    })
}

/// What the country's own rules say of a number whose length, layout and check digits are right.
fn national_fault(country: &str, check_digits: &[u8], national: &[u8]) -> Option<AccountFault> {
    if let Some((_, constant)) = CONSTANT.into_iter().find(|(known, _)| *known == country) {
        return (constant.as_bytes() != check_digits).then_some(AccountFault::Constant(constant));
    }
    let (holds, check) = match country {
        "FR" | "MC" | "GF" | "RE" => (domestic::rib_holds(national), "RIB key"),
        "AL" => (weighted(national, 0..8, &[9, 7, 3, 1], 10), "bank check digit"),
        "BE" => (belgian(national), "pair of check digits (MOD 97)"),
        "CZ" | "SK" => (
            weighted(national, 4..10, &[10, 5, 8, 4, 2, 1], 11)
                && weighted(national, 10..20, &[6, 3, 7, 9, 10, 5, 8, 4, 2, 1], 11),
            "account number (MOD 11)",
        ),
        "EE" => (weighted(national, 2..16, &[7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1], 10), "check digit (7-3-1)"),
        "ES" => (spanish(national), "pair of control digits (DC)"),
        "FI" => (luhn(national), "check digit (Luhn)"),
        "HR" => (mod_11_10(&national[..7]) && mod_11_10(&national[7..]), "check digit (MOD 11,10)"),
        "HU" => (
            weighted(national, 0..8, &[9, 7, 3, 1], 10) && weighted(national, 8..24, &[9, 7, 3, 1], 10),
            "check digit (9-7-3-1)",
        ),
        "IT" | "SM" => (italian(national), "CIN"),
        // Numbers whose fifth and sixth digit are noughts are checked otherwise.
        "NO" => (
            national[4..6] == *b"00" || weighted(national, 0..11, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11),
            "check digit (MOD 11)",
        ),
        "PL" => (weighted(national, 0..8, &[3, 9, 7, 1], 10), "check digit of the bank"),
        _ => return None,
    };
    (!holds).then_some(AccountFault::National(check))
}

fn digit(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0'))
}

/// Whether the digits of a stretch, each times its weight, come to a multiple of the modulus.
fn weighted(national: &[u8], stretch: std::ops::Range<usize>, weights: &[u32], modulus: u32) -> bool {
    let digits = national.get(stretch).unwrap_or_default();
    digits.iter().zip(weights.iter().cycle()).map(|(&byte, weight)| digit(byte) * weight).sum::<u32>() % modulus == 0
}

fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0_u64, |number, &byte| number.wrapping_mul(10).wrapping_add(u64::from(digit(byte))))
}

fn belgian(national: &[u8]) -> bool {
    let (head, pair) = (number(&national[..10]) % 97, number(&national[10..]));
    pair == if head == 0 { 97 } else { head }
}

/// Two control digits: one over bank and branch, one over the account.
fn spanish(national: &[u8]) -> bool {
    const WEIGHTS: [u32; 10] = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
    let control = |digits: &[u8], weights: &[u32]| {
        let sum: u32 = digits.iter().zip(weights).map(|(&byte, weight)| digit(byte) * weight).sum();
        match 11 - sum % 11 {
            10 => 1,
            11 => 0,
            other => other,
        }
    };
    control(&national[..8], &WEIGHTS[2..]) == digit(national[8])
        && control(&national[10..], &WEIGHTS) == digit(national[9])
}

fn luhn(national: &[u8]) -> bool {
    let doubled = |(place, &byte): (usize, &u8)| match digit(byte) * if place % 2 == 1 { 2 } else { 1 } {
        large @ 10.. => large - 9,
        small => small,
    };
    national.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// ISO 7064 MOD 11,10, its check digit last.
fn mod_11_10(digits: &[u8]) -> bool {
    let Some((&check, head)) = digits.split_last() else { return false };
    let product = head.iter().fold(10_u32, |product, &byte| {
        let sum = (product + digit(byte)) % 10;
        if sum == 0 { 20 % 11 } else { sum * 2 % 11 }
    });
    (product + digit(check)) % 10 == 1
}

/// The letter before bank, branch and account: a sum over tables of odd and even places.
fn italian(national: &[u8]) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let value = |byte: u8| if byte.is_ascii_digit() { digit(byte) } else { u32::from(byte.wrapping_sub(b'A')) };
    let placed = |(place, &byte): (usize, &u8)| match place % 2 {
        0 => ODD.get(value(byte) as usize).copied().unwrap_or_default(),
        _ => value(byte),
    };
    national[1..].iter().enumerate().map(placed).sum::<u32>() % 26 == value(national[0])
}

/// Whether a text has the structure of a BIC (ISO 9362): four letters or digits for the institution, a country, two letters
/// or digits for the place, and three more for a branch or none.
///
/// ```
/// use filature_model::is_bic;
/// assert!(is_bic("DEUTDEFF") && is_bic("deutdeff500"));
/// assert!(!is_bic("DEUTD3FF") && !is_bic("DEUTDEFF50"));
/// ```
pub fn is_bic(text: &str) -> bool {
    let bytes = text.trim().as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes[4..6].iter().all(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example that the IBAN registry gives of each country with a check of its own.
    const EXAMPLES: [&str; 22] = [
        "AL47212110090000000235698741",
        "BA391290079401028494",
        "BE68539007547034",
        "CZ6508000000192000145399",
        "EE382200221020145685",
        "ES9121000418450200051332",
        "FI2112345600000785",
        "FR1420041010050500013M02606",
        "HR1210010051863000160",
        "HU42117730161111101800000000",
        "IT60X0542811101000000123456",
        "MC5811222000010123456789030",
        "ME25505000012345678951",
        "MK07250120000058984",
        "NO9386011117947",
        "PL61109010140000071219812874",
        "PT50000201231234567890154",
        "RS35260005601001611379",
        "SI56263300012039086",
        "SK3112000000198742637541",
        "SM86U0322509800000000270100",
        "XK051212012345678906",
    ];

    #[test]
    fn the_examples_of_the_registry_hold() {
        for iban in EXAMPLES {
            assert_eq!(account_fault(iban), None, "{iban}");
        }
        for iban in ["DE89370400440532013000", "GB29NWBK60161331926819", "RO49AAAA1B31007593840000"] {
            assert_eq!(account_fault(iban), None, "{iban}: without a check of its own");
        }
    }

    /// A number as somebody would invent it who knows how check digits are made, and nothing of the country.
    fn with_check(country: &str, national: &str) -> String {
        (2..=98)
            .map(|pair| format!("{country}{pair:02}{national}"))
            .find(|iban| iban_check(iban) == Some(true))
            .unwrap()
    }

    /// Each national check finds a digit that was changed, although the check digits of the whole were made to fit.
    #[test]
    fn a_changed_digit_is_found_by_the_country_s_own_check() {
        for iban in EXAMPLES.into_iter().filter(|iban| !iban.starts_with("MC")) {
            // The fourth digit of the national number is in a checked stretch everywhere but where the bank code is not.
            let at = match &iban[..2] {
                "CZ" | "SK" | "EE" => 12,
                _ => 7,
            };
            let mut changed = iban.as_bytes()[4..].to_vec();
            changed[at - 4] = if changed[at - 4] == b'9' { b'0' } else { changed[at - 4] + 1 };
            let fake = with_check(&iban[..2], &String::from_utf8(changed).unwrap());
            let fault = account_fault(&fake);
            assert!(matches!(fault, Some(AccountFault::National(_) | AccountFault::Constant(_))), "{fake}: {fault:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (written, expected) in [
            ("FR14 2004 1010 0505 0001 3M02 607", "check digits that fit (ISO 13616)"),
            ("FR14 2004 1010 0505 0001 3M02 60", "27 characters"),
            ("FR14A0041010050500013M02606", "5n5n11c2n after the check digits"),
            (&with_check("RS", "260005601001611377"), "35 for check digits, as in every IBAN of the country"),
            (&with_check("FR", "20041010050500013M02607"), "a RIB key that fits"),
            ("265-0000012345678-11", "check digits that fit (MOD 97, RS, ME)"),
        ] {
            assert_eq!(account_fault(written).map(|fault| fault.to_string()).as_deref(), Some(expected), "{written}");
        }
        for other in ["", "BANK:1", "Àé33 compte numéro", "123-456-78", "2024-05-02", "PL", "NL12ABNA"] {
            assert_eq!(account_fault(other), None, "{other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}", shaped in "[A-Z]{2}[0-9]{2}[A-Z0-9]{0,32}") {
            let _ = (account_fault(&text), account_fault(&shaped), is_bic(&text));
        }

        /// Whatever stands behind a country's code and right check digits: a verdict, and no panic.
        #[test]
        fn no_layout_makes_it_panic(country in 0..COUNTRIES.len(), digits in "[0-9]{30}") {
            let (code, layout) = COUNTRIES[country];
            let national: String = groups(layout)
                .flat_map(|(count, kind)| (0..count).map(move |_| kind))
                .zip(digits.chars())
                .map(|(kind, digit)| if kind == 'a' { 'Q' } else { digit })
                .collect();
            let fault = account_fault(&with_check(code, &national));
            proptest::prop_assert!(!matches!(fault, Some(AccountFault::Length(_) | AccountFault::CheckDigits)));
        }
    }
}
