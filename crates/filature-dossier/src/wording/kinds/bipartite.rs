//! `bipartite`: several payers share the same several payees.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "bipartite",
    title: pair(
        "Several accounts that pay the same several accounts",
        "Plusieurs comptes qui paient les mêmes comptes",
    ),
    meaning: pair(
        "At least three accounts pay the same three accounts or more: not every payer every payee, but most of them \
         most. Payments of two payers to two payees, within the window, join them; all together may take longer.",
        "Au moins trois comptes paient les mêmes comptes, trois ou davantage : non pas chacun à chacun, mais la \
         plupart à la plupart. Ce qui les réunit, ce sont les paiements de deux comptes à deux mêmes comptes dans \
         la fenêtre de temps ; l’ensemble peut durer plus.",
    ),
    definition: pair(
        "It is the pattern that IBM AMLSim names bipartite; the numbers and the window are this program’s.",
        "C’est le schéma qu’IBM AMLSim nomme bipartite ; les nombres et la fenêtre sont de ce programme.",
    ),
    coercion: wording::COERCION_ANY,
    places: Places::PLAIN,
    figures: &[],
    innocent: &[
        pair(
            "families of a village who pay the same baker, school and landlord",
            "les familles d’un village qui paient le même boulanger, la même école et le même bailleur",
        ),
        pair(
            "colleagues, flatmates or parents of one class who pay the same clubs and canteen",
            "des collègues, des colocataires ou les parents d’une classe qui paient les mêmes clubs et la même \
             cantine",
        ),
        pair(
            "relatives abroad who support the same people at home",
            "des proches à l’étranger qui aident les mêmes personnes au pays",
        ),
        pair(
            "firms of one trade that have the same suppliers",
            "des sociétés d’un même métier qui ont les mêmes fournisseurs",
        ),
    ],
    next: &[
        pair(
            "what the payers have in common: address, employer, telephone, who introduced them",
            "ce que les donneurs d’ordre ont en commun : adresse, employeur, téléphone, qui les a présentés",
        ),
        pair("what links the payees, and who chose them", "ce qui relie les bénéficiaires, et qui les a choisis"),
        pair("whether the amounts are the price of something", "si les montants sont le prix de quelque chose"),
        pair("the statements of the payees after these payments", "les relevés des bénéficiaires après ces paiements"),
    ],
};
