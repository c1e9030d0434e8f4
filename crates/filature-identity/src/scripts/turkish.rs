//! Turkish: i with and without its dot, and marks that become an h, an e or nothing.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Turkish,
    source: "Law 1353 on the Turkish alphabet (1928); machine-readable passports (ICAO 9303) drop the marks",
    rows: &[
        ("ı", "i ~e ы"),
        ("ş", "s sh ch ș š"),
        ("ç", "c ch tch č"),
        ("ğ", "g gh ~y ~-"),
        ("ö", "o oe eu ю йо"),
        ("ü", "u ue ~y ~ou ю"),
        ("c", "dj dž ~j џ дж"),
        ("â", "a"),
        ("î", "i"),
        ("û", "u"),
        ("y", "j ~i"),
        ("v", "w"),
    ],
};
