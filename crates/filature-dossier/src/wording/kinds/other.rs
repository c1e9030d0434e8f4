//! Any kind that has no words of its own.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "",
    title: pair("Pattern of transactions", "Schéma d’opérations"),
    meaning: pair(
        "The transactions below meet the definition that is named.",
        "Les opérations ci-dessous répondent à la définition nommée.",
    ),
    definition: pair(
        "Its definition is that of the program that found it.",
        "Sa définition est celle du programme qui l’a relevé.",
    ),
    coercion: wording::COERCION_ANY,
    places: Places::PLAIN,
    figures: &[],
    innocent: &[
        pair(
            "a payroll, a rent, or bills collected for others",
            "une paie, un loyer, ou des factures encaissées pour autrui",
        ),
        pair("a family that pools wages, or a tontine", "une famille qui met ses salaires en commun, ou une tontine"),
        pair("the ordinary trade of a merchant", "l’activité ordinaire d’un commerçant"),
    ],
    next: &[
        pair("what each payment was for", "la cause de chaque paiement"),
        pair("who gave the orders, and who benefited", "qui a donné les ordres, et à qui ils ont profité"),
    ],
};
