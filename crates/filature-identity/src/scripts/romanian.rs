//! Romanian and Moldovan: comma below and cedilla are one letter in two encodings, and files keep neither.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Romanian,
    source: "Romanian Academy, orthography of 1993 (ș, ț with comma below); Moldovan Cyrillic papers before 1989",
    rows: &[
        ("ș", "s ş sh ш š ch"),
        ("ț", "t ţ ts tz ц ~c"),
        ("ă", "a ≈e э"),
        ("â", "a i î ы"),
        ("î", "i â ~a ы"),
        ("ch", "k к ќ"),
        ("gh", "g г"),
        ("c", "k к ч ~ch"),
        ("g", "~gh дж ~dj"),
        ("j", "ж zh"),
        ("x", "ks кс"),
        ("ia", "ya ja я"),
        ("iu", "yu ju ю"),
        ("ea", "я ~ia"),
        ("ii", "i ий"),
    ],
};
