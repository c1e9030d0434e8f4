//! `funnel`: paid in here, drawn there.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "funnel",
    title: pair(
        "Money paid in at some places and drawn at another",
        "Argent versé en certains lieux et retiré dans un autre",
    ),
    meaning: pair(
        "An account is credited at several places away from where its holder lives, and within the window most of \
         that is soon drawn or paid out at another place.",
        "Un compte est crédité en plusieurs lieux éloignés de celui où vit la personne titulaire et, dans la \
         fenêtre de temps, le plus gros en est bientôt retiré ou payé ailleurs.",
    ),
    definition: pair(
        "It is the funnel account of FinCEN (2014); the numbers and times are this program’s.",
        "C’est le compte entonnoir (funnel account) de FinCEN (2014) ; les nombres et les délais sont de ce \
         programme.",
    ),
    coercion: wording::COERCION,
    places: Places {
        middle: pair("credited at some places, drawn at another", "crédité en certains lieux, retiré dans un autre"),
        ..Places::PLAIN
    },
    figures: &[("out_amount", pair("drawn or paid out", "retiré ou payé"))],
    innocent: &[
        pair(
            "a student whom relatives support from several towns",
            "une personne qui étudie et que des proches aident depuis plusieurs villes",
        ),
        pair(
            "a travelling salesperson who pays in on the round and spends at home",
            "une personne de métier itinérant qui dépose en tournée et dépense chez elle",
        ),
        pair(
            "a firm with several branches, or a trader who goes from fair to fair",
            "une société qui a plusieurs agences, ou un forain",
        ),
        pair(
            "a collection for somebody who is in hospital or on a journey",
            "une collecte pour quelqu’un qui est hospitalisé ou en voyage",
        ),
        pair(
            "places in the records that are the bank’s or the operator’s own, and not the customer’s",
            "des lieux qui, dans les données, sont ceux de la banque ou de l’opérateur, et non de la clientèle",
        ),
    ],
    next: &[
        pair(
            "what the places in the records stand for, with the bank or operator",
            "ce que désignent les lieux des données, auprès de la banque ou de l’opérateur",
        ),
        pair("who paid in: slips and camera images", "qui a versé : bordereaux et images des caméras"),
        pair("who drew, and who holds the card", "qui a retiré, et qui détient la carte"),
        pair("where the holder was on these days", "où se trouvait la personne titulaire ces jours-là"),
    ],
};
