//! `scatter-gather`: one account pays several, and those pay one other.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "scatter-gather",
    title: pair(
        "Money spread over several accounts, then brought together",
        "Argent réparti sur plusieurs comptes, puis réuni",
    ),
    meaning: pair(
        "One account pays several others, which within the window pay one and the same account. Some of those in between \
         may have paid before they were paid: their number is given.",
        "Un compte verse à plusieurs autres qui, dans la fenêtre de temps, versent à un seul et même compte. Parmi ces \
         intermédiaires, certains peuvent avoir payé avant d’être payés : leur nombre est donné.",
    ),
    definition: pair(
        "It is the pattern that IBM AMLSim names scatter-gather.",
        "C’est le schéma qu’IBM AMLSim nomme scatter-gather.",
    ),
    coercion: wording::COERCION_BETWEEN,
    places: Places::IN_LAYERS,
    figures: &[
        ("in_amount", pair("paid to those in between", "versé aux comptes intermédiaires")),
        ("out_amount", pair("paid by those in between to the last account", "versé par eux au dernier compte")),
    ],
    innocent: &[
        pair(
            "wages of several members of a household, paid on to the one who pays the rent",
            "les salaires de plusieurs membres d’un foyer, reversés à celui qui paie le loyer",
        ),
        pair(
            "workers lodged by their employer’s landlord who pay the same rent",
            "des salariés logés qui paient le même loyer au même bailleur",
        ),
        pair(
            "a tontine, or members of an association who pay their dues",
            "une tontine, ou les cotisations des membres d’une association",
        ),
        pair(
            "customers of one merchant who have the same employer",
            "les clients d’un même commerçant qui ont le même employeur",
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
        pair("what links the first account and the last", "ce qui relie le premier compte au dernier"),
    ],
};
