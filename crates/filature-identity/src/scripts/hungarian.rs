//! Hungarian: long and short vowels that files fold together, and digraphs as neighbours spell them.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Hungarian,
    source: "Rules of Hungarian Orthography (12th edition, 2015); Vojvodina and Transylvania spell by their own alphabets",
    rows: &[
        ("á", "a"),
        ("é", "e"),
        ("í", "i"),
        ("ó", "o"),
        ("ö", "o oe ő"),
        ("ő", "o ó oe õ"),
        ("ú", "u"),
        ("ü", "u ue ű"),
        ("ű", "u ú ue û"),
        ("cs", "č c ch tch"),
        ("gy", "đ dj gj ђ"),
        ("ly", "~l lj ~j"),
        ("ny", "nj ~n"),
        ("sz", "s"),
        ("s", "~š ~sh"),
        ("ty", "ć tj ћ"),
        ("zs", "ž z zh"),
        ("cz", "c"),
        ("th", "t"),
        ("y", "i"),
    ],
};
