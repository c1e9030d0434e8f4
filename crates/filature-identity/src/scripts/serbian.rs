//! Serbian, Montenegrin and Bosnian: Cyrillic and Latin letter for letter, and Latin without its marks.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Serbian,
    source: "Gaj's Latin alphabet, official beside Cyrillic in Serbia; UN resolution III/11 (1977)",
    rows: &[
        ("а", "a"),
        ("б", "b"),
        ("в", "v ~w"),
        ("г", "g"),
        ("д", "d"),
        ("ђ", "đ dj ~d gj ~dž ~dz дж ѓ ~gi"),
        ("е", "e"),
        ("ж", "ž z zh j"),
        ("з", "z"),
        ("и", "i"),
        ("ј", "j y i й"),
        ("к", "k"),
        ("л", "l"),
        ("љ", "lj ~l ly ль"),
        ("м", "m"),
        ("н", "n"),
        ("њ", "nj ~n ny gn нь"),
        ("о", "o"),
        ("п", "p"),
        ("р", "r"),
        ("с", "s"),
        ("т", "t"),
        ("ћ", "ć c ch ~č tch tj ~q ~kj ч ќ"),
        ("у", "u ou"),
        ("ф", "f ph"),
        ("х", "h kh ~ch"),
        ("ц", "c ts tz"),
        ("ч", "č c ch tch ~ć cs"),
        ("џ", "dž dz dj dzh xh x дж"),
        ("ш", "š s sh ch"),
        // Ekavian, ijekavian and what banks make of them: Đurđijević, Đurđević.
        ("ије", "ije ~je ~e ие"),
        ("је", "je ye ie ~e йе"),
        ("ија", "ija ia iya ya"),
    ],
};
