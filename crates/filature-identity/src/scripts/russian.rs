//! Russian and Ukrainian, through which Moldovan names and those of many workers pass.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Russian,
    source: "ICAO 9303 part 3 (transliteration of Cyrillic); BGN/PCGN 1947; Ukrainian resolution 55 (2010)",
    rows: &[
        ("г", "g h gh"),
        ("ґ", "g"),
        ("е", "e =ye =ie =je"),
        ("ё", "e =yo =io =jo =ie =ë"),
        ("є", "ie =ye =e =je"),
        ("ж", "zh j ž z"),
        ("и", "i y"),
        ("і", "i"),
        ("ї", "i yi ji"),
        ("й", "i y j"),
        ("х", "kh h ch"),
        ("ц", "ts tz c"),
        ("ч", "ch tch č ci"),
        ("ш", "sh ch š s"),
        ("щ", "shch sch šč =ŝ"),
        ("ъ", "ie - =ʺ"),
        ("ы", "y i"),
        ("ь", "- =ʹ"),
        ("э", "e =è"),
        ("ю", "iu yu ju ~u =û"),
        ("я", "ia ya ja ~a =â"),
        ("ий", "ii y iy i"),
        ("ый", "yi y"),
        ("кс", "ks x"),
    ],
};
