//! The figures behind findings: their names in `why`, and what they are called.

use super::{Pair, pair};

/// What each is called where its kind has no name of its own for it.
pub const MEASURES: &[(&str, Pair)] = &[
    (
        "below_line",
        pair("payments just below the line, in these days", "paiements juste au-dessous du seuil, en ces jours"),
    ),
    (
        "below_line_elsewhere",
        pair(
            "payments just below the line, at all other times",
            "paiements juste au-dessous du seuil, à tout autre moment",
        ),
    ),
    (
        "counterparties_in_ledger",
        pair(
            "counterparties of the account in all that was received",
            "contreparties du compte dans tout ce qui a été reçu",
        ),
    ),
    ("cycles_alike", pair("loops over the same accounts", "boucles sur les mêmes comptes")),
    (
        "dwell_median_seconds",
        pair("time on the account, half of the money less", "temps sur le compte, pour la moitié de l’argent au plus"),
    ),
    ("hops", pair("payments one after the other", "paiements à la suite")),
    (
        "hops_out_of_order",
        pair("of which earlier than the one that leads to them", "dont antérieurs à celui qui y mène"),
    ),
    ("in_amount", pair("received", "reçu")),
    ("ins", pair("credits", "crédits")),
    ("largest_amount", pair("largest payment", "paiement le plus élevé")),
    ("largest_payer_permille", pair("share of the largest payer", "part du plus gros donneur d’ordre")),
    ("line", pair("the line, by its name", "le seuil, par son nom")),
    ("line_amount", pair("the line", "le seuil")),
    ("middlemen", pair("accounts in between", "comptes intermédiaires")),
    ("middlemen_incomplete", pair("of which paid before they were paid", "dont ayant payé avant d’être payés")),
    ("new_payees", pair("payees that are new in these days", "bénéficiaires nouveaux en ces jours")),
    ("new_payees_else", pair("new payees at all other times", "bénéficiaires nouveaux à tout autre moment")),
    ("new_payers", pair("payers that are new in these days", "donneurs d’ordre nouveaux en ces jours")),
    ("new_payers_else", pair("new payers at all other times", "donneurs d’ordre nouveaux à tout autre moment")),
    (
        "new_places",
        pair(
            "places at which it is credited at no other time",
            "lieux où le compte n’est crédité à aucun autre moment",
        ),
    ),
    ("out_amount", pair("paid on", "reversé")),
    ("outs", pair("debits", "débits")),
    (
        "paid_back_permille",
        pair("share paid back to these payers, at any time", "part rendue à ces donneurs d’ordre, toutes dates"),
    ),
    ("pairs", pair("pairs of payer and payee", "couples donneur d’ordre et bénéficiaire")),
    ("part_of_turnover_permille", pair("share of the account’s turnover", "part dans les mouvements du compte")),
    (
        "payee_share_permille",
        pair("share of what the payees receive in all", "part dans tout ce que reçoivent les bénéficiaires"),
    ),
    ("payees", pair("payees", "bénéficiaires")),
    (
        "payer_share_permille",
        pair("share of what the payers pay in all", "part dans tout ce que versent les donneurs d’ordre"),
    ),
    ("payers", pair("payers", "donneurs d’ordre")),
    (
        "payers_else",
        pair(
            "other payers of the last account in all that was received",
            "autres donneurs d’ordre du dernier compte dans tout ce qui a été reçu",
        ),
    ),
    (
        "pieces",
        pair(
            "other findings of the same payments, counted as part of this one",
            "autres constatations des mêmes paiements, comptées comme parts de celle-ci",
        ),
    ),
    ("pieces_kinds", pair("the shapes of those other findings", "les formes de ces autres constatations")),
    ("places_drawn", pair("places where it was drawn, at least", "lieux de retrait, au moins")),
    ("places_paid_in", pair("places where it was paid in, at least", "lieux de versement, au moins")),
    (
        "reaching_line",
        pair("payments at the line or above it, in these days", "paiements au seuil ou au-dessus, en ces jours"),
    ),
    ("retained_permille", pair("share kept on the account", "part restée sur le compte")),
    ("returned_permille", pair("share that comes back", "part qui revient")),
    ("schemes_of_hub", pair("such patterns around the same hub", "schémas de ce genre autour du même compte pivot")),
    ("span_seconds", pair("from first to last", "du premier au dernier")),
    ("unequal_permille", pair("difference between the payments of the loop", "écart entre les paiements de la boucle")),
    ("ways", pair("ways by which it comes back", "chemins par lesquels il revient")),
    ("windows", pair("time windows in which it is met", "fenêtres de temps où il se rencontre")),
];
