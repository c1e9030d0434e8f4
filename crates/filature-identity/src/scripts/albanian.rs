//! Albanian: without its two marks, and as Serbian, Macedonian, Greek and Italian papers wrote it.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Albanian,
    source: "Albanian orthography (Congress of Monastir, 1908; Orthography Congress, 1972); Serbian papers write gj/đ, xh/dž, q/ć, sh/š, l/lj, th/t",
    rows: &[
        ("ë", "e ~- =~а =~ъ =ε =е ă"),
        ("ç", "c č ch ~q tch ~ts =~τσ =ч tsch"),
        ("dh", "d =д =δ"),
        ("gj", "đ dj ~g ~d gi =ђ =ѓ gy =гј =гь =γκι"),
        ("ll", "l lj =л =љ =λ"),
        ("l", "~lj =~љ =ль"),
        ("nj", "ny ~n =њ gn =нь"),
        ("rr", "r =р =ρ"),
        ("sh", "š s ch =ш sch =~σ ~sc ~sci ş"),
        ("th", "t =~s =θ =т"),
        ("xh", "dž dz dj j =џ ~gj =дж dsch gi ~g =τζ =ντζ"),
        ("zh", "ž z j =ж =~ζ"),
        ("q", "ć c č ch ~k ky kj =ћ =ќ =ч =~κι =~ki tj ~chi"),
        ("x", "dz ~z =ѕ ~ks ~gz =дз"),
        ("y", "i ~u ü =и =~у =~ј =υ ~ue =ю"),
        ("c", "ts =ц =τσ"),
        ("j", "y ~i =ј =й"),
        ("h", "~- =х =χ"),
        ("ie", "je =ије ije"),
        // The ear that Serbian papers kept: Avdiju, Isuf beside Jusuf.
        ("iu", "iju"),
        ("ia", "ija"),
    ],
};
