//! Serbian, Montenegrin and Bosnian: Cyrillic and Latin letter for letter, Latin without its marks, and what neighbours make of it.

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
        ("ђ", "đ dj ~d gj ~dž ~dz дж ѓ ~gi gy"),
        ("е", "e"),
        ("ж", "ž z zh j zs ~sch"),
        ("з", "z ≈s"),
        ("ј", "j y i й =ǰ"),
        ("к", "k"),
        ("л", "l"),
        ("љ", "lj ~l ly ль ~ll"),
        ("м", "m"),
        ("н", "n"),
        ("њ", "nj ~n ny gn нь"),
        ("о", "o"),
        ("п", "p"),
        ("р", "r"),
        ("с", "s ~sz"),
        ("т", "t"),
        // Hungarian and Romanian papers of Vojvodina and the Banat write -vics, -vici; German ones -witsch.
        ("ћ", "ć c ch ~č tch tj ~q ~kj ч ќ ty cs tsch =~ci ~ts"),
        ("у", "u ou"),
        ("ф", "f ph"),
        ("х", "h kh ~ch"),
        ("ц", "c ts tz ~z cz ț"),
        ("ч", "č c ch tch ~ć cs tsch =~ci ç"),
        ("џ", "dž dz dj dzh xh x дж dsch"),
        ("ш", "š s sh ch sch ş ~sz"),
        // Ekavian, ijekavian and what banks make of them: Đurđijević, Đurđević.
        ("ије", "ije ~je ~e ие"),
        ("је", "je ye ie ~e йе"),
        ("ија", "ija ia iya ya"),
        ("и", "i"),
    ],
};
