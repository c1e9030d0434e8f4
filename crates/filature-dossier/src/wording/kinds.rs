//! What is said of each kind of finding: its title, ordinary explanations, what to check next, and the
//! names of the figures behind it.

use super::Pair;

const fn pair(english: &'static str, french: &'static str) -> Pair {
    Pair { english, french }
}

/// What is said of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its word in `findings.json`; empty for any other kind.
    pub word: &'static str,
    /// The title.
    pub title: Pair,
    /// What the pattern is, in a sentence.
    pub meaning: Pair,
    /// Who describes it so.
    pub definition: Pair,
    /// Whether the coercion hypothesis stands beside it.
    pub coercion: bool,
    /// Ordinary explanations.
    pub innocent: &'static [Pair],
    /// What to check next.
    pub next: &'static [Pair],
}

const CYCLE: Kind = Kind {
    word: "cycle",
    title: pair("Money that comes back to the account it left", "Argent qui revient au compte d’où il est parti"),
    meaning: pair(
        "Transfers that follow one another in time lead from an account through others and back to it.",
        "Des virements qui se suivent dans le temps mènent d’un compte, par d’autres, à ce même compte.",
    ),
    definition: pair(
        "The name is that of IBM AMLSim; the limits on transfers, window and amounts are this program’s.",
        "Le nom est celui d’IBM AMLSim ; les limites de virements, de fenêtre et de montants sont celles de ce programme.",
    ),
    coercion: false,
    innocent: &[
        pair(
            "a tontine or savings club whose turn came round",
            "une tontine ou un groupe d’épargne dont le tour est revenu",
        ),
        pair("a loan between relatives or friends, paid back", "un prêt entre proches, remboursé"),
        pair("a purchase that was cancelled and refunded", "un achat annulé et remboursé"),
        pair(
            "family members who pool wages and share costs",
            "des membres d’une famille qui mettent leurs salaires en commun et partagent les frais",
        ),
        pair(
            "firms of one group that settle between themselves",
            "des sociétés d’un même groupe qui compensent entre elles",
        ),
    ],
    next: &[
        pair(
            "what each transfer was for: contract, invoice, message",
            "la cause de chaque virement : contrat, facture, message",
        ),
        pair("whether the holders know each other, and how", "si les titulaires se connaissent, et comment"),
        pair("whether the loop recurs in earlier months", "si la boucle se répète dans les mois antérieurs"),
    ],
};

const GATHER: Kind = Kind {
    word: "gather-scatter",
    title: pair(
        "Money gathered from several accounts, then paid out to several",
        "Argent rassemblé depuis plusieurs comptes, puis réparti",
    ),
    meaning: pair(
        "Several accounts pay one account, which within the window pays several others.",
        "Plusieurs comptes versent à un même compte qui, dans la fenêtre de temps, verse à plusieurs autres.",
    ),
    definition: pair(
        "It is the pattern that IBM AMLSim names gather-scatter, and the funnel account of FinCEN (2014).",
        "C’est le schéma qu’IBM AMLSim nomme gather-scatter, et le compte entonnoir (funnel account) de FinCEN (2014).",
    ),
    coercion: true,
    innocent: &[
        pair(
            "a payroll: an employer or its agent is funded, then pays wages",
            "une paie : un employeur ou son mandataire est approvisionné, puis verse les salaires",
        ),
        pair(
            "a landlord or building manager who collects rents and pays costs",
            "un bailleur ou un syndic qui encaisse des loyers et règle des charges",
        ),
        pair("a family that pools wages, or a tontine", "une famille qui met ses salaires en commun, ou une tontine"),
        pair(
            "a merchant, association or place of worship that collects and pays suppliers",
            "un commerçant, une association ou un lieu de culte qui encaisse et paie ses fournisseurs",
        ),
        pair(
            "remittances sent together for several households, as at holidays",
            "des envois groupés pour plusieurs foyers, comme aux fêtes",
        ),
    ],
    next: &[
        pair(
            "who holds the hub and by what title it collects",
            "qui détient le compte pivot et à quel titre il encaisse",
        ),
        pair(
            "what the payers received or owed in return",
            "ce que les donneurs d’ordre recevaient ou devaient en échange",
        ),
        pair("the statements of the payees after these payments", "les relevés des bénéficiaires après ces versements"),
    ],
};

const SCATTER: Kind = Kind {
    word: "scatter-gather",
    title: pair(
        "Money spread over several accounts, then brought together",
        "Argent réparti sur plusieurs comptes, puis réuni",
    ),
    meaning: pair(
        "One account pays several others, which within the window pay one and the same account.",
        "Un compte verse à plusieurs autres qui, dans la fenêtre de temps, versent à un seul et même compte.",
    ),
    definition: pair(
        "It is the pattern that IBM AMLSim names scatter-gather.",
        "C’est le schéma qu’IBM AMLSim nomme scatter-gather.",
    ),
    coercion: true,
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

const PASS: Kind = Kind {
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
    coercion: true,
    innocent: &[
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

const OTHER: Kind = Kind {
    word: "",
    title: pair("Pattern of transactions", "Schéma d’opérations"),
    meaning: pair(
        "The transactions below meet the definition that is named.",
        "Les opérations ci-dessous répondent à la définition nommée.",
    ),
    definition: pair(
        "Its definition is that of the program that found it.",
        "Sa définition est celle du programme qui l’a relevé.",
    ),
    coercion: true,
    innocent: &[
        pair(
            "a payroll, a rent, or bills collected for others",
            "une paie, un loyer, ou des factures encaissées pour autrui",
        ),
        pair("a family that pools wages, or a tontine", "une famille qui met ses salaires en commun, ou une tontine"),
        pair("the ordinary trade of a merchant", "l’activité ordinaire d’un commerçant"),
    ],
    next: &[
        pair("what each payment was for", "la cause de chaque paiement"),
        pair("who gave the orders, and who benefited", "qui a donné les ordres, et à qui ils ont profité"),
    ],
};

/// All kinds, for the lints; the last is any other.
pub const KINDS: [Kind; 5] = [CYCLE, GATHER, SCATTER, PASS, OTHER];

/// What is said of a kind.
pub fn kind(word: &str) -> Kind {
    KINDS.into_iter().find(|kind| kind.word == word && !word.is_empty()).unwrap_or(OTHER)
}

/// The figures behind findings: their names in `why`, and what they are called.
pub const MEASURES: &[(&str, Pair)] = &[
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
    ("dwell_seconds", pair("time on the account", "temps passé sur le compte")),
    ("hops", pair("transfers in the loop", "virements de la boucle")),
    ("in_amount", pair("received", "reçu")),
    ("ins", pair("credits", "crédits")),
    ("largest_amount", pair("largest transfer", "virement le plus élevé")),
    ("largest_payer_permille", pair("share of the largest payer", "part du plus gros donneur d’ordre")),
    ("out_amount", pair("paid on", "reversé")),
    ("outs", pair("debits", "débits")),
    ("part_of_turnover_permille", pair("share of the account’s turnover", "part dans les mouvements du compte")),
    (
        "payee_share_permille",
        pair("share of what the payees receive in all", "part dans tout ce que reçoivent les bénéficiaires"),
    ),
    (
        "paid_back_permille",
        pair("share paid back to these payers, at any time", "part rendue à ces donneurs d’ordre, toutes dates"),
    ),
    ("payees", pair("payees", "bénéficiaires")),
    (
        "payer_share_permille",
        pair("share of what the payers pay in all", "part dans tout ce que versent les donneurs d’ordre"),
    ),
    ("payers", pair("payers", "donneurs d’ordre")),
    (
        "payers_never_paid_permille",
        pair(
            "share from payers whom the account never pays",
            "part venant de donneurs d’ordre que le compte ne paie jamais",
        ),
    ),
    ("retained_permille", pair("share kept on the account", "part restée sur le compte")),
    ("returned_permille", pair("share that comes back", "part qui revient")),
    ("schemes_of_hub", pair("such patterns around the same hub", "schémas de ce genre autour du même compte pivot")),
    ("span_seconds", pair("from first to last", "du premier au dernier")),
    (
        "unequal_permille",
        pair("difference between the transfers of the loop", "écart entre les virements de la boucle"),
    ),
    ("window_seconds", pair("time window", "fenêtre de temps")),
    ("windows", pair("time windows in which it is met", "fenêtres de temps où il se rencontre")),
];

/// What a figure is called; one that has no name here goes by its own, with spaces.
pub fn measure(name: &str) -> Option<Pair> {
    MEASURES.iter().find(|(known, _)| *known == name).map(|(_, pair)| *pair)
}
