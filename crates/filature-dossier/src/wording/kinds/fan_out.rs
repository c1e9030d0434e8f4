//! `fan-out`: one account pays many strangers within a few days.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "fan-out",
    title: pair(
        "Many new payees of one account within a few days",
        "De nombreux bénéficiaires nouveaux d’un même compte, en quelques jours",
    ),
    meaning: pair(
        "Within the window, one account pays several others that it pays at no other time of what was received.",
        "Dans la fenêtre de temps, un compte en paie plusieurs autres qu’il ne paie à aucun autre moment de ce qui \
         a été reçu.",
    ),
    definition: pair(
        "The name is that of IBM AMLSim; who counts as new, the window and the numbers are this program’s.",
        "Le nom est celui d’IBM AMLSim ; qui est tenu pour nouveau, la fenêtre et les nombres sont de ce programme.",
    ),
    coercion: wording::COERCION_ANY,
    places: Places { middle: pair("pays all the others", "paie tous les autres"), ..Places::PLAIN },
    figures: &[],
    innocent: &[
        pair(
            "wages of seasonal workers, or the first payroll of an employer",
            "les salaires de saisonniers, ou la première paie d’un employeur",
        ),
        pair("presents at a feast", "des cadeaux à l’occasion d’une fête"),
        pair(
            "building works, a move, a journey: many bills at once",
            "des travaux, un déménagement, un voyage : beaucoup de factures à la fois",
        ),
        pair(
            "a firm or association that refunds its customers or members",
            "une société ou une association qui rembourse ses clients ou ses membres",
        ),
        pair(
            "files that cover a short time, in which an old habit looks new",
            "des fichiers qui couvrent peu de temps, où une vieille habitude paraît nouvelle",
        ),
    ],
    next: &[
        pair(
            "what each payment was for, and who gave the orders",
            "la cause de chaque paiement, et qui a donné les ordres",
        ),
        pair(
            "whether the payees share an address, a telephone or an employer",
            "si les bénéficiaires partagent une adresse, un téléphone ou un employeur",
        ),
        pair(
            "the statements of the payees: was the money drawn or paid on at once",
            "les relevés des bénéficiaires : l’argent a-t-il été aussitôt retiré ou reversé",
        ),
        pair("where the money came from before these days", "d’où venait l’argent avant ces jours"),
    ],
};
