//! Family names that a woman bears in another form: Petrov and Petrova, Papadopoulos and Papadopoulou.

/// The ending of the woman's form and of the man's.
const ENDINGS: [(&str, &str); 27] = [
    ("ova", "ov"),
    ("eva", "ev"),
    ("ина", "ин"),
    ("ова", "ов"),
    ("ева", "ев"),
    ("ska", "ski"),
    ("ска", "ски"),
    ("cka", "cki"),
    ("цка", "цки"),
    ("ina", "in"),
    ("aia", "ii"),
    ("poulou", "poulos"),
    ("πουλου", "πουλοσ"),
    ("aki", "akis"),
    ("ακη", "ακησ"),
    ("idi", "idis"),
    ("ιδη", "ιδησ"),
    ("ιδου", "ιδησ"),
    ("idou", "idis"),
    ("adi", "adis"),
    ("αδη", "αδησ"),
    ("ou", "os"),
    ("ου", "οσ"),
    ("η", "ησ"),
    ("α", "ασ"),
    ("i", "is"),
    // An Albanian or Slavic name in a Greek paper: Gjika, Gkikas.
    ("a", "as"),
];

/// The man's forms of a family name in a woman's form.
pub(super) fn men_s(text: &str) -> impl Iterator<Item = String> + '_ {
    ENDINGS.iter().filter_map(move |(woman, man)| {
        let stem = text.strip_suffix(woman)?;
        (stem.chars().count() >= 3).then(|| format!("{stem}{man}"))
    })
}
