//! `pass-through`: an account that keeps nothing.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "pass-through",
    title: pair("Money that leaves soon after it arrives", "Argent qui repart peu après son arrivée"),
    meaning: pair(
        "What an account receives is paid on, almost whole, within the window.",
        "Ce qu’un compte reçoit est reversé, presque entier, dans la fenêtre de temps.",
    ),
    definition: pair(
        "It is the relay account as typologies of lent accounts describe it (motif M2 of this project).",
        "C’est le compte relais tel que le décrivent les typologies de comptes prêtés (motif M2 de ce projet).",
    ),
    coercion: wording::COERCION,
    places: Places { middle: wording::ROLE_PASS, ..Places::PLAIN },
    figures: &[],
    innocent: &[
        pair(
            "one person’s own accounts, of which one feeds another",
            "les comptes d’une même personne, dont l’un alimente l’autre",
        ),
        pair(
            "wages that are moved at once to a joint or savings account",
            "un salaire viré aussitôt sur un compte joint ou d’épargne",
        ),
        pair(
            "a family that pools its wages on one account",
            "une famille qui met ses salaires en commun sur un compte",
        ),
        pair("rent or a shared bill collected and passed on", "un loyer ou une facture commune, encaissés et reversés"),
        pair(
            "a relative who holds a mandate for an elderly or absent person",
            "un proche mandataire d’une personne âgée ou absente",
        ),
        pair(
            "a merchant or agent who hands over takings that belong to another",
            "un commerçant ou un agent qui reverse des recettes dues à autrui",
        ),
        pair(
            "a tontine whose treasurer receives and pays out",
            "une tontine dont la trésorière ou le trésorier reçoit et reverse",
        ),
    ],
    next: &[
        pair(
            "who gave the orders: device, place and hour of each connection",
            "qui a donné les ordres : appareil, lieu et heure de chaque connexion",
        ),
        pair(
            "whether the account also shows the expenses of ordinary life",
            "si le compte montre aussi les dépenses de la vie courante",
        ),
        pair(
            "who opened the account, with whom present, and who holds the card",
            "qui a ouvert le compte, en présence de qui, et qui détient la carte",
        ),
        pair(
            "the statements of the account that received what was paid on",
            "les relevés du compte qui a reçu ce qui a été reversé",
        ),
    ],
};
