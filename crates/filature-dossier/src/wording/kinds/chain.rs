//! `chain`: a relay, each account passing on what it got.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "chain",
    title: pair("Money passed on from account to account", "Argent transmis de compte en compte"),
    meaning: pair(
        "Three payments or more in a row: each account pays on, within the window, about what the one before had \
         paid it (between half and twice as much).",
        "Trois paiements ou davantage à la suite : chaque compte reverse, dans la fenêtre de temps, à peu près ce \
         que le précédent lui a payé (entre la moitié et le double).",
    ),
    definition: pair(
        "It is the relay of accounts, the pattern that IBM AMLSim names random where it wanders; the limits are \
         this program’s.",
        "C’est le relais de comptes, le schéma qu’IBM AMLSim nomme random quand il erre ; les limites sont de ce \
         programme.",
    ),
    coercion: wording::COERCION_BETWEEN,
    places: Places {
        source: pair("beginning of the chain", "début de la chaîne"),
        sink: pair("end of the chain", "fin de la chaîne"),
        middle: wording::ROLE_HUB,
        member: pair("relay: is paid, then pays on", "relais : est payé, puis reverse"),
    },
    figures: &[
        ("in_amount", pair("paid at the beginning", "versé au début")),
        ("out_amount", pair("received at the end", "reçu à la fin")),
    ],
    innocent: &[
        pair(
            "wages that pay a rent, which pays the landlord’s own loan",
            "un salaire qui paie un loyer, qui paie l’emprunt du bailleur",
        ),
        pair(
            "a family that hands on a sum for a journey or a purchase",
            "une famille qui se transmet une somme pour un voyage ou un achat",
        ),
        pair("one person’s own accounts at several banks", "les comptes d’une même personne dans plusieurs banques"),
        pair(
            "a customer who pays a shop, which pays its supplier",
            "un client qui paie un commerce, qui paie son fournisseur",
        ),
    ],
    next: &[
        pair(
            "what each payment was for: contract, invoice, message",
            "la cause de chaque paiement : contrat, facture, message",
        ),
        pair(
            "whether the accounts in between belong to one person, or to people who know each other",
            "si les comptes intermédiaires sont à une même personne, ou à des personnes qui se connaissent",
        ),
        pair(
            "who gave the orders: device, place and hour of each connection",
            "qui a donné les ordres : appareil, lieu et heure de chaque connexion",
        ),
        pair("the statements of the last account after these days", "les relevés du dernier compte après ces jours"),
    ],
};
