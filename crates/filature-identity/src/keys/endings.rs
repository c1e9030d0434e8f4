//! Family names that a woman bears in another form: Petrov and Petrova, Papadopoulos and Papadopoulou.

/// The ending of the woman's form and of the man's.
const ENDINGS: [(&str, &str); 41] = [
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
    ("aya", "y"),
    ("aja", "ij"),
    ("ая", "ий"),
    ("ska", "sky"),
    ("cka", "cky"),
    // Slovak and Czech: Nagyová.
    ("ová", ""),
    // Hungarian, in front of the wife's own name: Kovácsné Nagy Mária.
    ("né", ""),
    // Greek names abroad: -ides beside -idou.
    ("idou", "ides"),
    ("adou", "ades"),
    ("adou", "adis"),
    ("αδου", "αδησ"),
    ("ou", "is"),
    ("ου", "ησ"),
    ("i", "es"),
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
