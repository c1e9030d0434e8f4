//! Names of the Maghreb and of West Africa, in the papers of French and of English administrations.
//!
//! The sounds are those of Arabic, Manding, Fula and Wolof; what a clerk wrote follows the language of the office: *ou* and *u* or *w*,
//! *ch* and *sh*, *dj* or *di* and *j*, *gn* and *ny*.

use super::{Table, Tongue};

pub(super) const TABLE: Table = Table {
    tongue: Tongue::Arabic,
    source: "French and British colonial spelling, as in BGN/PCGN 1956 (Arabic) and the systems of Senegal (decree 71-566) and the Gambia",
    rows: &[
        ("ou", "u oo ~w"),
        ("oua", "wa ~ua"),
        ("oui", "wi"),
        ("oue", "we"),
        ("oué", "we wé"),
        ("aou", "aw au"),
        ("ao", "aw au"),
        ("ai", "ay ei ey aï"),
        ("ï", "i y"),
        ("ch", "sh"),
        ("dj", "j"),
        ("dia", "ja dja dya"),
        ("dio", "jo djo"),
        ("die", "je dje"),
        ("diou", "ju djou"),
        ("gn", "ny ñ"),
        ("gu", "~g"),
        ("kh", "=~k =~h"),
        ("gh", "g =~r"),
        ("q", "k ~c"),
        ("k", "~c"),
        ("ci", "si sy cy"),
        ("ce", "se"),
        ("cé", "sé se"),
        ("é", "e eh ~ey ée ~ay"),
        ("ah", "a â"),
        ("ee", "i"),
        ("oo", "u"),
        ("y", "i"),
        ("th", "t"),
        ("dh", "d"),
        ("oun", "oune un"),
        ("ow", "~o ~ou"),
    ],
};
