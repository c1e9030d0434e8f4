//! Albanian: without its two marks, and as Serbian papers of Kosovo and North Macedonia wrote it.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Albanian,
    source: "Albanian orthography (Congress of Monastir, 1908; Orthography Congress, 1972); Serbian papers write gj/đ, xh/dž, q/ć, sh/š, l/lj, th/t",
    rows: &[
        ("ë", "e ≈a ~-"),
        ("ç", "c č ch ~q tch ~ts"),
        ("dh", "d"),
        ("gj", "đ dj ~g ~d gi ђ ѓ gy"),
        ("ll", "l lj"),
        ("l", "~lj ~љ"),
        ("nj", "ny ~n њ"),
        ("rr", "r"),
        ("sh", "š s ch ш"),
        ("th", "t ~s θ"),
        ("xh", "dž dz dj j џ ~gj"),
        ("zh", "ž z j ж"),
        ("q", "ć c č ch ~k ky kj ћ ќ ч"),
        ("x", "dz ~z ѕ ~ks ~gz"),
        ("y", "i ~u ü и"),
        ("c", "ts ц"),
        ("j", "y ~i ј"),
        ("h", "~-"),
        ("ie", "je"),
    ],
};
