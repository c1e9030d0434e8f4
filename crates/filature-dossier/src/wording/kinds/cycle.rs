//! `cycle`: money that comes back to where it started.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "cycle",
    title: pair("Money that comes back to the account it left", "Argent qui revient au compte d’où il est parti"),
    meaning: pair(
        "Payments that follow one another in time lead from an account through others and back to it. Where some of them \
         were made before the one that leads to them, their number is given.",
        "Des paiements qui se suivent dans le temps mènent d’un compte, par d’autres, à ce même compte. Si certains ont \
         été faits avant celui qui y mène, leur nombre est donné.",
    ),
    definition: pair(
        "The name is that of IBM AMLSim; the limits on payments, window and shape are this program’s.",
        "Le nom est celui d’IBM AMLSim ; les limites de nombre, de fenêtre et de forme sont celles de ce programme.",
    ),
    coercion: wording::COERCION_ANY,
    places: Places { member: pair("account of the loop", "compte de la boucle"), ..Places::PLAIN },
    figures: &[("hops", pair("payments in the loop", "paiements de la boucle"))],
    innocent: &[
        pair(
            "a tontine or savings club whose turn came round",
            "une tontine ou un groupe d’épargne dont le tour est revenu",
        ),
        pair("a loan between relatives or friends, paid back", "un prêt entre proches, remboursé"),
        pair("a purchase that was cancelled and refunded", "un achat annulé et remboursé"),
        pair(
            "family members who pool wages and share costs",
            "des membres d’une famille qui mettent leurs salaires en commun et partagent les frais",
        ),
        pair(
            "firms of one group that settle between themselves",
            "des sociétés d’un même groupe qui compensent entre elles",
        ),
    ],
    next: &[
        pair(
            "what each payment was for: contract, invoice, message",
            "la cause de chaque paiement : contrat, facture, message",
        ),
        pair("whether the holders know each other, and how", "si les titulaires se connaissent, et comment"),
        pair("whether the loop recurs in earlier months", "si la boucle se répète dans les mois antérieurs"),
    ],
};
