//! Romanian and Moldovan: comma below and cedilla are one letter in two encodings, and files keep neither.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Romanian,
    source: "Romanian Academy, orthography of 1993 (ș, ț with comma below); Moldovan Cyrillic papers before 1989",
    rows: &[
        ("ș", "s ş sh =ш š ch sch"),
        ("ț", "t ţ =ts =tz =ц =~c =τσ"),
        ("ă", "a =э =ъ =~е =~ы"),
        ("â", "a i î =ы =~и"),
        ("î", "i â ~a =ы =и"),
        ("ch", "k =к =ќ"),
        ("gh", "g =г"),
        ("c", "k =к =ч ~ch ~tch"),
        // Serbian families of the Banat: Petrovici beside Petrović.
        ("ci", "č ć =~чи =ч ~ch ~tch"),
        ("ce", "če =че che ~tche"),
        ("g", "~gh =дж ~dj =г"),
        ("j", "=ж zh ž"),
        ("x", "ks =кс"),
        ("ia", "ya ja =я"),
        ("iu", "yu ju =ю"),
        ("ea", "=я ~ia ~ya"),
        ("ie", "=ье =е ye je"),
        ("ii", "i =ий y iy"),
        ("ri", "=рь"),
        ("ni", "=нь"),
    ],
};
