//! Family names that a woman bears in another form: Petrov and Petrova, Papadopoulos and Papadopoulou.

use crate::keys::Word;

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
    ("ίδη", "ίδησ"),
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
];

/// The man's forms of a family name in a woman's form.
pub(super) fn men_s(word: &Word) -> impl Iterator<Item = Word> + '_ {
    let text = word.text();
    ENDINGS.iter().filter_map(move |(woman, man)| {
        let stem = text.strip_suffix(woman)?;
        (stem.chars().count() >= 3).then(|| Word::new(&format!("{stem}{man}")))
    })
}

/// Whether a word is the wife's name made of the husband's (Jánosné), and his.
pub(super) fn is_wife_s(word: &[char]) -> bool {
    word.len() > 4 && matches!(word, [.., 'n', 'é'])
}
