//! Turkish: i with and without its dot, marks that become an h, an e or nothing, and the papers of Germany, Bulgaria and Greece.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Turkish,
    source: "Law 1353 on the Turkish alphabet (1928); machine-readable passports (ICAO 9303) drop the marks",
    rows: &[
        ("ı", "i ~e =ы =~ъ ~y =η"),
        ("ş", "s sh ch ș š sch =ш"),
        ("ç", "c ch tch č tsch =ч"),
        ("ğ", "g gh =г =γ ~y ~- =~w"),
        ("ö", "o oe =eu =ю =йо =ьо"),
        ("ü", "u ue ~y ~ou =ю =yu =iu =у"),
        ("c", "dj dž ~j =џ =дж dsch dzh ~g"),
        ("â", "a"),
        ("î", "i"),
        ("û", "u"),
        ("y", "j ~i =й =~γ"),
        ("v", "w"),
    ],
};
