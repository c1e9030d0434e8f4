//! What is said of a goAML report: why it cannot be written, what would fill it, what it leaves out.

use super::Pair;

words! {
    REASON_CAVEAT "This describes payments and what could explain them; it says of nobody what they did or meant. Thresholds are design defaults that nobody has calibrated on real data." "Ceci décrit des paiements et ce qui pourrait les expliquer ; cela ne dit de personne ce qu’elle a fait ou voulu. Les seuils sont des choix de conception que personne n’a étalonnés sur des données réelles."
    REASON_SHORT "Leads {0}: what speaks for and against each stands in the dossier." "Pistes {0} : ce qui va dans leur sens et ce qui va contre figure au dossier."

    CANNOT "The goAML report cannot be written: places that are not as the schema asks: {0}. No file was written." "Le rapport goAML ne peut pas être écrit ; emplacements non conformes à ce que demande le schéma : {0}. Aucun fichier n’a été écrit."
    MORE "… and {0} more." "… et {0} de plus."
    MISSING "missing" "manque"
    MISSING_IN "missing in payments: {0} ({1})" "manque pour des paiements : {0} ({1})"
    TYPE "type: {0}" "type : {0}"
    ONE_OF "one of: {0}" "valeurs admises : {0}"
    ONE_OF_MORE "{0}… ({1} in all)" "{0}… ({1} en tout)"
    REFUSED "{0} may not stand there: {1}" "{0} n’y est pas admis : {1}"
    REFUSED_IN "{0} may not stand there: {1}; payments: {2} ({3})" "{0} n’y est pas admis : {1} ; paiements : {2} ({3})"
    FILL "to fill it: {0}" "pour y remédier : {0}"

    FAULT_WRITING "it is not written as {0} is" "ce n’est pas écrit comme {0}"
    FAULT_LISTED "it is not among the values allowed" "ce n’est pas une des valeurs admises"
    FAULT_PATTERN "it does not fit the pattern {0}" "cela ne suit pas le motif {0}"
    FAULT_SHORT "it is shorter than {0} characters" "moins de {0} caractères"
    FAULT_LONG "it is longer than {0} characters" "plus de {0} caractères"
    FAULT_LIMIT "it is not {0}" "ce n’est pas {0}"
    FAULT_DIGITS "it has more digits than {0}" "plus de {0} chiffres"

    FILL_LINE "a line {0} in the file of --report-as" "une ligne {0} dans le fichier de --report-as"
    FILL_ONE "a line {0} in the file of --report-as, or for one payment {1} beneath {2}" "une ligne {0} dans le fichier de --report-as, ou pour un seul paiement {1} sous {2}"
    FILL_CODE "the national code for the word {0}: {1} beneath {2} in the file of --report-as" "le code national pour le mot {0} : {1} sous {2} dans le fichier de --report-as"
    FILL_CHANGE "change the line of the file of --report-as" "changer la ligne du fichier de --report-as"
    FILL_MAP "another way to write it: {0} beneath {1} in the file of --report-as" "une autre façon de l’écrire : {0} sous {1} dans le fichier de --report-as"

    WHY_SIDE "no file of the case names who stands on this side of the payment" "aucun fichier du dossier ne nomme qui est de ce côté du paiement"
    WHY_HIDDEN "names are reduced to initials: --names gives them" "les noms sont réduits aux initiales : --names les donne"
    WHY_WHOLE "the case holds whole names; name_order = \"given-first\" or \"family-first\" says how they are taken apart" "le dossier ne contient que des noms entiers ; name_order = \"given-first\" ou \"family-first\" dit comment les séparer"
    WHY_HOLDER "no file says whether the holder is a person or an organisation; unknown_holders = \"person\" or \"entity\" decides for all" "aucun fichier ne dit si le titulaire est une personne ou une organisation ; unknown_holders = \"person\" ou \"entity\" le décide pour tous"
    WHY_CURRENCY "no file states the amount in the currency of the report, and none is worked out by a rate" "aucun fichier n’indique le montant dans la devise du rapport, et aucun n’est calculé par un taux"
    WHY_CLIENT "my_clients = […] names the accounts of clients of whoever reports" "my_clients = […] nomme les comptes des clients de l’entité déclarante"
    WHY_ABSENT "it is in no file of the case" "ce n’est dans aucun fichier du dossier"

    NOTE_COUNTS "The report holds the payments relied on: {0}." "Le rapport contient les paiements retenus : {0}."
    NOTE_KEPT "It holds payments only: findings, traces, balances and the pictures of the dossier have no place in goAML." "Il ne contient que des paiements : les constatations, les suivis, les soldes et les images du dossier n’ont pas de place dans goAML."
    NOTE_INITIALS "Names are initials, payment texts and references are left out. A financial intelligence unit needs names: --names gives them." "Les noms sont des initiales, les libellés et références sont omis. Une cellule de renseignement financier a besoin des noms : --names les donne."
    NOTE_USE "Left out, since they rest on files that are no evidence: files {0}." "Omis, car reposant sur des fichiers qui ne sont pas des preuves : fichiers {0}."
    NOTE_LISTS "Since such files exist, nothing is quoted from lists of accounts but the holder’s name, where evidence gives it too." "Comme de tels fichiers existent, rien n’est repris des listes de comptes, sauf le nom du titulaire là où une preuve le donne aussi."
    NOTE_UNPAID "Orders that were not carried out are left out: {0}." "Les ordres non exécutés sont omis : {0}."
    NOTE_MIDNIGHT "Payments of which no file gives the time of day: {0}; where the schema asks for a time, 00:00:00 stands." "Paiements dont aucun fichier ne donne l’heure : {0} ; là où le schéma demande une heure, 00:00:00 est écrit."
    LEFT_PLACE "Left out, the schema has no place for it: {0} (times: {1})." "Omis, sans place dans le schéma : {0} (fois : {1})."
    LEFT_INCOMPLETE "Left out, it need not stand and is not whole: {0} (times: {1}); missing in it: {2}." "Omis, facultatif et incomplet : {0} (fois : {1}) ; y manque : {2}."
    LEFT_CODE "Left out, the file of --report-as has no code for {0}: {1} (times: {2})." "Omis, le fichier de --report-as n’a pas de code pour {0} : {1} (fois : {2})."
    UNUSED "Of no use in the file of --report-as (the schema has no such place, or the case itself says it): {0}." "Sans effet dans le fichier de --report-as (pas de tel emplacement dans le schéma, ou le dossier le dit lui-même) : {0}."
    NOT_CHECKED "Not checked by filature: {0}." "Non vérifié par filature : {0}."
    NOTE_LAW "The codes are those of the national financial intelligence unit, whose rules go beyond its schema. No lawyer has reviewed this report or its wording." "Les codes sont ceux de la cellule nationale de renseignement financier, dont les règles vont au-delà de son schéma. Aucun juriste n’a relu ce rapport ni sa formulation."
}
