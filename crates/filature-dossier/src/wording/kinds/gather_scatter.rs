//! `gather-scatter`: many pay one account, which soon pays it on.

use super::{Kind, Places, pair};
use crate::wording;

/// What is said of it.
pub const KIND: Kind = Kind {
    word: "gather-scatter",
    title: pair(
        "Money gathered from several accounts, then paid out to several",
        "Argent rassemblé depuis plusieurs comptes, puis réparti",
    ),
    meaning: pair(
        "Several accounts pay one account, which within the window pays on. Either it keeps little of what came, or most \
         of them have to do with it in these days alone: the figures say which.",
        "Plusieurs comptes versent à un même compte qui, dans la fenêtre de temps, verse à son tour. Ou bien il garde peu \
         de ce qui est venu, ou bien la plupart n’ont affaire à lui qu’en ces jours : les chiffres disent lequel.",
    ),
    definition: pair(
        "It is the pattern that IBM AMLSim names gather-scatter, and the funnel account of FinCEN (2014).",
        "C’est le schéma qu’IBM AMLSim nomme gather-scatter, et le compte entonnoir (funnel account) de FinCEN (2014).",
    ),
    coercion: wording::COERCION,
    places: Places::PLAIN,
    figures: &[],
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
