//! `round-trip`: most of what an account paid out comes back to it.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "round-trip",
    title: pair("Money that comes back by more than one way", "Argent qui revient par plus d’un chemin"),
    meaning: pair(
        "Most of what an account pays out reaches it again within the window, by two ways or more that have a \
         payment in common.",
        "Le plus gros de ce qu’un compte verse lui revient dans la fenêtre de temps, par deux chemins ou davantage \
         qui ont un paiement en commun.",
    ),
    definition: pair(
        "It is the money that returns to its payer (round tripping), as this program defines it.",
        "C’est l’argent qui revient à qui l’a versé (round tripping), tel que ce programme le définit.",
    ),
    coercion: wording::COERCION_ANY,
    places: Places {
        source: pair("pays out, and is paid back", "verse, et reçoit en retour"),
        member: pair("on the way back", "sur le chemin du retour"),
        ..Places::PLAIN
    },
    figures: &[
        ("in_amount", pair("came back to the account", "revenu sur le compte")),
        ("out_amount", pair("paid out by the account", "versé par le compte")),
        ("returned_permille", pair("share that can have come back", "part qui a pu revenir")),
    ],
    innocent: &[
        pair("a loan repaid in instalments", "un prêt remboursé par mensualités"),
        pair(
            "a deposit or an order given back in parts",
            "un dépôt de garantie ou une commande remboursés en plusieurs fois",
        ),
        pair(
            "relatives who pay for one another and settle",
            "des proches qui paient les uns pour les autres et font les comptes",
        ),
        pair("firms that buy from each other", "des sociétés qui achètent les unes aux autres"),
        pair("a tontine or savings club", "une tontine ou un groupe d’épargne"),
    ],
    next: &[
        pair(
            "what each payment was for: contract, invoice, message",
            "la cause de chaque paiement : contrat, facture, message",
        ),
        pair(
            "whether goods or services stand against it, and how it is booked",
            "si des biens ou des services y répondent, et comment c’est comptabilisé",
        ),
        pair("whether the holders know each other, and how", "si les titulaires se connaissent, et comment"),
        pair("whether it recurs in other months", "si cela se répète à d’autres mois"),
    ],
};
