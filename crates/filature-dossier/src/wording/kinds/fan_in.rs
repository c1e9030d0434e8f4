//! `fan-in`: many strangers pay one account within a few days.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "fan-in",
    title: pair(
        "Many new payers of one account within a few days",
        "De nombreux donneurs d’ordre nouveaux pour un même compte, en quelques jours",
    ),
    meaning: pair(
        "Within the window, one account is paid by several others that pay it at no other time of what was received.",
        "Dans la fenêtre de temps, un compte est payé par plusieurs autres qui ne le paient à aucun autre moment de \
         ce qui a été reçu.",
    ),
    definition: pair(
        "The name is that of IBM AMLSim; who counts as new, the window and the numbers are this program’s.",
        "Le nom est celui d’IBM AMLSim ; qui est tenu pour nouveau, la fenêtre et les nombres sont de ce programme.",
    ),
    coercion: wording::COERCION_ANY,
    places: Places { middle: pair("is paid by all the others", "payé par tous les autres"), ..Places::PLAIN },
    figures: &[],
    innocent: &[
        pair(
            "a collection for a present, a funeral or somebody in need",
            "une collecte pour un cadeau, des obsèques ou une personne dans le besoin",
        ),
        pair(
            "tickets, a flea market, belongings sold before moving house",
            "une vente de billets, un vide-grenier, des affaires vendues avant un déménagement",
        ),
        pair(
            "a wedding or a feast, or the yearly dues of an association",
            "un mariage ou une fête, ou les cotisations annuelles d’une association",
        ),
        pair("a craftsman or small shop that has just opened", "un artisan ou un petit commerce qui vient d’ouvrir"),
        pair(
            "files that cover a short time, in which an old habit looks new",
            "des fichiers qui couvrent peu de temps, où une vieille habitude paraît nouvelle",
        ),
    ],
    next: &[
        pair(
            "what the payers received in return, and who gave them the account number",
            "ce que les donneurs d’ordre ont reçu en échange, et qui leur a donné le numéro du compte",
        ),
        pair("whether the payers know each other, and how", "si les donneurs d’ordre se connaissent, et comment"),
        pair(
            "where the money went: the statements of the account after these days",
            "où l’argent est allé : les relevés du compte après ces jours",
        ),
        pair(
            "earlier and later statements, to see whether these payers are new",
            "les relevés antérieurs et postérieurs, pour voir si ces donneurs d’ordre sont nouveaux",
        ),
    ],
};
