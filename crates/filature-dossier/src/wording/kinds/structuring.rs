//! `structuring`: the same account again and again, just below a line.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "structuring",
    title: pair("Payments again and again just below a line", "Paiements répétés juste au-dessous d’un seuil"),
    meaning: pair(
        "Within the window, one account pays or is paid several times an amount just below a line from which \
         payments are reported, identified or forbidden. The line is named among the figures. It is of one country \
         or union, of certain ways of paying and of certain days, as the table that comes with the program states \
         it, or the person who ran it. Whether it applied to these payments is to be checked in the law of those \
         days.",
        "Dans la fenêtre de temps, un compte paie ou reçoit plusieurs fois un montant juste au-dessous d’un seuil à \
         partir duquel les paiements sont déclarés, identifiés ou interdits. Le seuil est nommé parmi les chiffres. \
         Il est celui d’un pays ou d’une union, pour certains moyens de paiement et certaines dates, tel que \
         l’indique la table livrée avec le programme, ou la personne qui l’a lancé. S’il s’appliquait à ces \
         paiements est à vérifier dans le droit de ces jours.",
    ),
    definition: pair(
        "It is structuring as FATF and MONEYVAL describe it; what is just below, how often and within which time is \
         this program’s.",
        "C’est le fractionnement (structuring) tel que le décrivent le GAFI et MONEYVAL ; ce qui est juste \
         au-dessous, combien de fois et en combien de temps est de ce programme.",
    ),
    coercion: wording::COERCION_ANY,
    places: Places {
        middle: pair("its payments stand just below the line", "ses paiements restent juste au-dessous du seuil"),
        ..Places::PLAIN
    },
    figures: &[],
    innocent: &[
        pair(
            "a rent, an instalment or a price that happens to lie below the line",
            "un loyer, une mensualité ou un prix qui se trouve juste au-dessous du seuil",
        ),
        pair("a shop that pays in its till every evening", "un commerce qui dépose sa caisse chaque soir"),
        pair(
            "the limit of a card, a machine, an operator or an application",
            "le plafond d’une carte, d’un distributeur, d’un opérateur ou d’une application",
        ),
        pair("wages or allowances of the same amount", "des salaires ou des aides d’un même montant"),
        pair(
            "somebody who was told, rightly or not, that it would be simpler so",
            "quelqu’un à qui l’on a dit, à tort ou à raison, que ce serait plus simple ainsi",
        ),
    ],
    next: &[
        pair(
            "whether the line was in force on these days, and for this way of paying",
            "si le seuil était en vigueur ces jours-là, et pour ce moyen de paiement",
        ),
        pair(
            "the limits of the card, machine, operator or application that was used",
            "les plafonds de la carte, du distributeur, de l’opérateur ou de l’application utilisés",
        ),
        pair("what each payment was for", "la cause de chaque paiement"),
        pair(
            "who was present: slips, copies of documents, camera images",
            "qui était présent : bordereaux, copies de pièces, images des caméras",
        ),
        pair(
            "whether others pay the same payee in the same way",
            "si d’autres paient le même bénéficiaire de la même façon",
        ),
    ],
};
