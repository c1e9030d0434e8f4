//! A finding of a flag: what it says stands in its own sentence, which the flag's file writes in both languages.

use super::{Kind, Places, other, pair};
use crate::wording;

/// What is said of every one of them.
pub const KIND: Kind = Kind {
    word: "",
    title: pair("Flag", "Signal"),
    meaning: pair(
        "A flag is a question put to all accounts alike; here is what it found of these.",
        "Un signal est une question posée à tous les comptes de la même façon ; voici ce qu’il constate de ceux-ci.",
    ),
    definition: pair("Its rule stands in the flag’s file.", "Sa règle figure dans le fichier du signal."),
    coercion: wording::COERCION_ANY,
    places: Places::PLAIN,
    figures: &[],
    innocent: other::KIND.innocent,
    next: other::KIND.next,
};
