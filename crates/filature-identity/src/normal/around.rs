//! Words around the names of people: what marks a name at birth, by marriage or of the father, particles, what joins two people.

use std::sync::LazyLock;

use ahash::AHashMap;

use super::Role;
use super::titles::{ELDER, TITLES, YOUNGER};

/// What stands before a name of a certain role.
const MARKERS: &[(&[&str], Role)] = &[
    (
        &[
            "née",
            "né",
            "nee",
            "born",
            "rođena",
            "rodjena",
            "rodena",
            "rođ",
            "rodj",
            "рођена",
            "рођ",
            "родена",
            "род",
            "lindur",
            "lindura",
            "vajzëria",
            "vajzërisë",
            "vajzeria",
            "vajzerise",
            "născută",
            "nascuta",
            "născut",
            "szül",
            "született",
            "doğ",
            "kızlık",
            "geb",
            "geborene",
            "γεν",
            "γένοσ",
            "γενοσ",
            "nata",
            "nato",
            "naissance",
            "naiss",
            "jeune",
            "dev",
            "devojačko",
            "devojacko",
            "девојачко",
            "моминско",
            "ранее",
            "moji",
            "mominsko",
        ],
        Role::Birth,
    ),
    (
        &[
            "divorcée",
            "divorcee",
            "divorcé",
            "div",
            "căs",
            "căsătorită",
            "casatorita",
            "épouse",
            "epouse",
            "ép",
            "ep",
            "épse",
            "epse",
            "époux",
            "epoux",
            "veuve",
            "vve",
            "udata",
            "udova",
            "udovica",
            "удата",
            "удовица",
            "usage",
            "marital",
            "mariée",
            "mariee",
            "married",
            "verh",
            "verheiratete",
            "omužena",
            "омъжена",
            "mazhena",
            "martuar",
            "συζ",
            "σύζ",
            "σύζυγοσ",
            "συζυγοσ",
            "χήρα",
            "xhena",
        ],
        Role::Usage,
    ),
    (
        &[
            "alias",
            "dit",
            "dite",
            "aka",
            "zvani",
            "zvana",
            "звани",
            "звана",
            "surnommé",
            "surnommée",
            "zis",
            "zisă",
            "nadimak",
            "надимак",
            "prekar",
            "прекар",
            "наречен",
            "известен",
            "nofka",
            "λεγόμενοσ",
            "namlı",
        ],
        Role::Called,
    ),
    (
        &[
            "του",
            "tou",
            "otac",
            "отац",
            "оца",
            "татко",
            "tatko",
            "babai",
            "tatăl",
            "tatal",
            "atësia",
            "atesia",
            "πατρώνυμο",
            "patronimik",
            "fiul",
            "fiica",
        ],
        Role::Patronymic,
    ),
];

/// Words between names that carry nobody.
const PARTICLES: &[&str] = &[
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "del",
    "della",
    "di",
    "da",
    "van",
    "von",
    "der",
    "den",
    "el",
    "al",
    "bin",
    "ibn",
    "ben",
    "bint",
    "of",
    "the",
    "τησ",
    "tis",
    "oğlu",
    "oglu",
    "kızı",
    "kizi",
    "nom",
    "fille",
    "père",
    "pere",
    "i",
    "e",
    "lui",
    "na",
    "на",
    "се",
    "ould",
    "degli",
    "dei",
    "dos",
    "das",
    "zu",
    "zum",
    "ter",
    "ten",
    "soyadı",
    "soyadi",
    "prezime",
    "презиме",
    "фамилия",
    "mbiemri",
    "όνομα",
    "mbiemer",
    "prénom",
    "prenom",
];

/// Particles with which a name may begin.
const LEADING: &[&str] = &["de", "du", "des", "la", "le", "les", "el", "al", "di", "da", "van", "von", "del", "della"];

/// What joins two people under one name.
const JOINTS: &[&str] = &["et", "and", "ou", "or", "und", "&", "и", "dhe", "și", "si", "ve", "και", "kai", "és"];

/// What a word around names may be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    pub title: bool,
    pub younger: bool,
    pub elder: bool,
    pub joint: bool,
    pub particle: bool,
    pub leading: bool,
    pub marks: Option<Role>,
}

/// What a list says of its words.
type Says = fn(&mut Around);

static WORDS: LazyLock<AHashMap<&'static str, Around>> = LazyLock::new(|| {
    let mut words: AHashMap<&'static str, Around> = AHashMap::new();
    let lists: [(&[&'static str], Says); 6] = [
        (TITLES, |word| word.title = true),
        (YOUNGER, |word| word.younger = true),
        (ELDER, |word| word.elder = true),
        (JOINTS, |word| word.joint = true),
        (PARTICLES, |word| word.particle = true),
        (LEADING, |word| word.leading = true),
    ];
    for (list, set) in lists {
        list.iter().for_each(|text| set(words.entry(text).or_default()));
    }
    for (list, role) in MARKERS {
        list.iter().for_each(|text| words.entry(text).or_default().marks = Some(*role));
    }
    words
});

/// What a word is around names; nothing where it is a name.
pub(super) fn around(text: &str) -> Around {
    WORDS.get(text).copied().unwrap_or_default()
}
