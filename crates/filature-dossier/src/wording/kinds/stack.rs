//! `stack`: two layers of payments or more, each between several accounts.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "stack",
    title: pair(
        "Money that goes through two or more layers of accounts",
        "Argent qui traverse deux rangées de comptes ou davantage",
    ),
    meaning: pair(
        "Several accounts pay several others, which then, within the window, pay several others in their turn. \
         Those in between share their payers and payees; all together may take longer than the window.",
        "Plusieurs comptes en paient plusieurs autres, qui dans la fenêtre de temps en paient à leur tour plusieurs \
         autres. Les comptes intermédiaires ont en commun ceux qui les paient et ceux qu’ils paient ; l’ensemble \
         peut durer plus que la fenêtre.",
    ),
    definition: pair(
        "It is the pattern that IBM AMLSim names stack; the numbers and the window are this program’s.",
        "C’est le schéma qu’IBM AMLSim nomme stack ; les nombres et la fenêtre sont de ce programme.",
    ),
    coercion: wording::COERCION_BETWEEN,
    places: Places::IN_LAYERS,
    figures: &[
        ("in_amount", pair("paid by the first accounts", "versé par les premiers comptes")),
        ("out_amount", pair("paid to the last accounts", "versé aux derniers comptes")),
        ("payees", pair("last accounts", "derniers comptes")),
        ("payers", pair("first accounts", "premiers comptes")),
    ],
    innocent: &[
        pair(
            "parents who pay their grown children, who pay the same landlord and school",
            "des parents qui aident leurs enfants adultes, lesquels paient le même bailleur et la même école",
        ),
        pair(
            "firms of one owner, their staff, and the shops where these buy",
            "les sociétés d’un même propriétaire, leur personnel, et les commerces où celui-ci achète",
        ),
        pair("an association, its branches and their suppliers", "une association, ses sections et leurs fournisseurs"),
        pair(
            "a trade in which a few wholesalers, shops and makers buy from each other",
            "un métier où quelques grossistes, commerces et fabricants achètent les uns aux autres",
        ),
    ],
    next: &[
        pair(
            "what is left on the accounts in between for living",
            "ce qui reste sur les comptes intermédiaires pour vivre",
        ),
        pair(
            "who holds the cards, telephones and codes of the accounts in between",
            "qui détient cartes, téléphones et codes des comptes intermédiaires",
        ),
        pair("what links the first accounts and the last", "ce qui relie les premiers comptes et les derniers"),
        pair("whether the same layers recur in other months", "si les mêmes rangées reviennent à d’autres mois"),
    ],
};
