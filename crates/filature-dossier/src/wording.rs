//! Everything the dossier says in its own words, in English and French.
//!
//! One place, so that both can be read side by side and linted: no word of it may judge a person, and
//! `{0}`, `{1}` are slots that the figures fill. French is written here with ordinary spaces; its
//! typography is put in by [`Pair::pick`].

pub mod kinds;

use filature_model::Language;

use crate::format;

/// The same wording in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    english: &'static str,
    french: &'static str,
}

impl Pair {
    /// The wording of a language, typeset.
    pub fn pick(self, language: Language) -> String {
        format::typeset(language.pick(self.english, self.french), language)
    }
}

macro_rules! words {
    ($($name:ident $english:literal $french:literal)+) => {
        $(pub const $name: Pair = Pair { english: $english, french: $french };)+

        /// All single wordings, for the lints.
        #[cfg(test)]
        pub const ALL: &[Pair] = &[$($name),+];
    };
}

pub mod countries;
pub mod course;
pub mod exchange;
pub mod follow;
pub mod goaml;
pub mod leads;
pub mod office;
pub mod pictures;
pub mod roles;
pub mod schedules;
pub mod sums;

words! {
    DOSSIER "Financial case file" "Dossier financier"
    CONTENTS "Contents" "Sommaire"
    MADE_WITH "Made with" "Établi avec"
    MANIFEST "Fingerprint of the list of the files shown here" "Empreinte de la liste des fichiers présentés ici"
    LEGAL_BASIS "Legal basis, as stated by whoever leads the case" "Fondement juridique, tel qu’indiqué par la personne qui mène le dossier"
    BASE_CURRENCY "Base currency" "Devise de référence"
    NO_CLOCK "This document bears no date of its own: the same sources give the same document, to the byte." "Ce document ne porte pas de date propre : les mêmes sources donnent le même document, à l’octet près."
    NOTES "Notes" "Notes"
    ANNEX "Annex" "Annexe"
    PART "part" "partie"

    HOW_TO_READ "How to read this document" "Comment lire ce document"
    HOW_FIGURES "Every amount can be followed to the row it comes from: a note or a last column gives the number of the entry (E1, E2…), and annex A names for each number the source and the line. Balances of statements name their source and line in the last column." "Chaque montant se suit jusqu’à la ligne dont il vient : une note ou la dernière colonne donne le numéro de l’écriture (E1, E2…), et l’annexe A nomme pour chaque numéro la source et la ligne. Pour les soldes des relevés, la dernière colonne nomme la source et la ligne."
    HOW_LOOKS "Three kinds of statement look different:" "Trois sortes d’énoncés se distinguent à l’œil :"
    HOW_LOOKS_FOUR "Four kinds of statement look different:" "Quatre sortes d’énoncés se distinguent à l’œil :"
    FACT "Fact" "Fait"
    COMPUTATION "Computation" "Calcul"
    ASSUMPTION "Assumption" "Hypothèse"
    COMPUTATION_ASSERTED "Computation with what a person asserts" "Calcul avec ce qu’une personne affirme"
    ASSERTION "Asserted by a person" "Affirmé par une personne"
    FACT_SAMPLE "what a source shows, at the place that is named." "ce qu’une source montre, à l’endroit cité."
    COMPUTATION_SAMPLE "what the program works out from facts, by a rule that is named." "ce que le programme tire des faits, par une règle nommée."
    ASSUMPTION_SAMPLE "what is supposed, and could be otherwise." "ce qui est supposé, et pourrait être autrement."
    ASSERTION_SAMPLE "what a person says of the money, with the reason given; no source shows it and no rule computes it. Figures that rest on it stand behind a broken line." "ce qu’une personne dit de l’argent, avec le motif donné ; aucune source ne le montre et aucune règle ne le calcule. Les chiffres qui en dépendent se tiennent derrière un trait interrompu."
    LIMITS "Limits" "Limites"
    LIMIT_THRESHOLDS "The thresholds of the patterns are design defaults. Nobody has calibrated them on real data." "Les seuils des schémas sont des choix de conception. Personne ne les a étalonnés sur des données réelles."
    LIMIT_LAW "No lawyer has reviewed the legal wording. No rule used here is stated to be the law of the forum, and nothing here is legal advice." "Aucun juriste n’a relu les formulations juridiques. Aucune règle employée ici n’est donnée pour le droit du for, et rien ici n’est un conseil juridique."
    LIMIT_PERSONS "Findings concern transactions. They say nothing of anyone’s guilt." "Les constatations portent sur des opérations. Elles ne disent rien de la culpabilité de quiconque."
    LIMIT_COERCION "Whoever holds an account through which money passes may be acting under coercion. The hypothesis is shown with each finding and stands until it is excluded." "La personne qui détient un compte par lequel l’argent passe peut agir sous la contrainte. L’hypothèse est rappelée à chaque constatation et vaut tant qu’elle n’est pas écartée."
    LIMIT_INNOCENT "Each kind of finding has ordinary explanations, which are given with the findings. They are to be examined first." "Chaque genre de constatation a des explications ordinaires, données avec les constatations. Elles sont à examiner d’abord."
    LIMIT_INITIALS "Names of holders, payers and payees are reduced to initials, and payment texts, which may hold names, are not shown. Names of files, references, names given to claims and reasons given by a person stand as they were given, but for names that stand in the sources too." "Les noms des titulaires, donneurs d’ordre et bénéficiaires sont réduits aux initiales, et les libellés, qui peuvent contenir des noms, ne sont pas montrés. Les noms de fichiers, les références, les noms donnés aux sommes suivies et les motifs donnés par une personne restent tels quels, sauf les noms qui figurent aussi dans les sources."
    LIMIT_NAMES "Names and payment texts are shown as the sources write them, but for people who were decided to be injured persons, who are reduced to initials." "Les noms et les libellés sont montrés tels que les sources les écrivent, sauf pour les personnes retenues comme lésées, réduites à leurs initiales."
    PROFILE_PARTNER "Made for another service. People who were decided to be injured persons, or to be so possibly, and their accounts stand under pseudonyms, and so do the names of claims; other names are initials, unless whoever made the document asked for them." "Établi pour un autre service. Les personnes retenues comme lésées, ou possiblement lésées, et leurs comptes figurent sous pseudonyme, de même que les noms des sommes suivies ; les autres noms sont des initiales, sauf demande de la personne qui a établi le document."
    PROFILE_LAWYER "Made for the lawyer of one injured person. That person’s names, accounts and payment texts stand in full; other people who were decided to be injured persons stand under pseudonyms with their accounts; other names are initials, and other payment texts are not shown." "Établi pour l’avocat d’une personne lésée. Les noms, comptes et libellés de cette personne figurent en entier ; les autres personnes retenues comme lésées figurent sous pseudonyme, avec leurs comptes ; les autres noms sont des initiales, et les autres libellés ne sont pas montrés."
    PROFILE_PRESS "Made for the press. People, organisations, accounts, files and references stand under pseudonyms. Every day is given as the first of its month, and stands for the whole month. Payment texts, exhibits, requests, towns and fingerprints of files are left out." "Établi pour la presse. Personnes, organisations, comptes, fichiers et références figurent sous pseudonyme. Chaque jour est donné comme le premier de son mois, et vaut pour le mois entier. Libellés, cotes, réquisitions, villes et empreintes de fichiers sont écartés."
    PSEUDONYMS "Pseudonyms are a letter and a number (P: person or organisation, K: account, C: claim, F: file, T: transaction, N: finding or lead, R: trace). They are new in each export, derive from nothing that they stand for, and tell no order." "Un pseudonyme est une lettre et un numéro (P : personne ou organisation, K : compte, C : somme suivie, F : fichier, T : opération, N : constatation ou piste, R : suivi). Ils sont nouveaux à chaque export, ne dérivent de rien de ce qu’ils remplacent et n’indiquent aucun ordre."
    REDACTED "What was redacted: names as initials {0}, names as pseudonyms {1}, accounts {2}, towns, addresses and telephones {3}, payment texts and references {4}, files {5}, exhibits, requests and senders {6}, other passages {7}." "Ce qui a été occulté : noms en initiales {0}, noms sous pseudonyme {1}, comptes {2}, villes, adresses et téléphones {3}, libellés et références {4}, fichiers {5}, cotes, réquisitions et expéditeurs {6}, autres passages {7}."
    PROTECTED "Withheld to protect a person: entries {0}, files {1}, statements {2}, problems {3}, findings {4}, traces {5}, leads {6}. What they show stands nowhere in this document, what rests on them is not computed, and sums over accounts are without them. Where a file holds such entries, it is not told in which row those from that day on stand (“row not told”), since a gap between two numbers would show what is missing; under the name of the file and by day and amount they can be found in it." "Retenu pour protéger une personne : écritures {0}, fichiers {1}, relevés {2}, difficultés {3}, constatations {4}, suivis {5}, pistes {6}. Ce qu’ils montrent ne figure nulle part dans ce document, rien de ce qui en dépend n’y est calculé, et les sommes sur des comptes s’entendent sans elles. Lorsqu’un fichier contient de telles écritures, la ligne de celles qui y figurent à partir de ce jour n’est pas indiquée (« ligne non indiquée »), car un écart entre deux numéros révélerait ce qui manque ; elles s’y retrouvent par le nom du fichier, le jour et le montant."
    LIMIT_ESCAPES "Characters that cannot be seen or that change the direction of the text are written out, as in ⟨U+202E⟩." "Les caractères invisibles ou qui changent le sens de lecture sont écrits en clair, comme ⟨U+202E⟩."
    LEFT_OUT "Left out, since it rests on files that are intelligence, or wait for their sender’s agreement:" "Écarté, car reposant sur des fichiers de renseignement, ou en attente de l’accord de leur expéditeur :"
    LEFT_OUT_COUNTS "files {0}, entries {1}, statements {2}, problems {3}, findings {4}, traces {5}, leads {6}." "fichiers {0}, écritures {1}, relevés {2}, difficultés {3}, constatations {4}, suivis {5}, pistes {6}."
    LEFT_OUT_CHAIN "Whether statements connect is not said for accounts of which such a file holds a statement." "L’enchaînement des relevés n’est pas indiqué pour les comptes dont un tel fichier contient un relevé."
    WITHOUT_ROWS "Findings, traces and leads left out because a row of theirs could not be named: {0}." "Constatations, suivis et pistes écartés faute de pouvoir en nommer une ligne : {0}."

    SEALED "SEALED ANNEX" "ANNEXE SOUS SCELLÉ"
    SEALED_ALARM "SEALED. This annex shows what is withheld from every other document to protect a person: what they do, where and with whom. It is for the recipient named here alone. It is not to be joined to the case file, copied, or left where anybody else can read it." "SOUS SCELLÉ. Cette annexe montre ce qui est retenu de tout autre document pour protéger une personne : ce qu’elle fait, où et avec qui. Elle est destinée au seul destinataire nommé ici. Elle ne doit être ni jointe au dossier, ni copiée, ni laissée là où une autre personne peut la lire."
    SEALED_TITLE "What this annex is" "Ce qu’est cette annexe"
    SEALED_FROM "Account, and the first day withheld" "Compte, et premier jour retenu"
    SEALED_REASON "Reason" "Motif"
    SEALED_BY "Decided by" "Décidé par"
    SEALED_TO "For" "Pour"
    SEALED_ROWS "Transactions" "Opérations"
    SEALED_LEFT_OUT "Left out, since they also concern another protected person" "Écartées, car elles concernent aussi une autre personne protégée"
    SEALED_LAW "No lawyer has reviewed the legal wording. Who may read this annex is for the law of the forum to say." "Aucun juriste n’a relu les formulations juridiques. Qui peut lire cette annexe relève du droit du for."

    SHORT_FOOTING "{0} foot, {1} do not, {2} cannot be said" "{0} s’équilibrent, {1} non, {2} indéterminés"
    SHORT_ALARM "Statements that do not foot: {0}. What rests on them is to be checked against the originals (part {1})." "Relevés qui ne s’équilibrent pas : {0}. Ce qui repose sur eux est à vérifier sur les originaux (partie {1})."

    RECEIVED "What was received" "Ce qui a été reçu"
    RECEIVED_CAPTION "Files as received. Their full SHA-256 stands in annex {0}." "Fichiers tels que reçus. Leur SHA-256 complet figure à l’annexe {0}."
    SOURCE "source" "source"
    COL_SOURCE "Source" "Source"
    COL_FILE "File" "Fichier"
    COL_FROM "From" "Expéditeur"
    COL_RECEIVED "Received" "Reçu le"
    COL_REQUEST "Request" "Réquisition"
    COL_EXHIBIT "Exhibit" "Cote"
    COL_FORMAT "Format" "Format"
    COL_USE "Use" "Usage"
    SAME_FOR_ALL "The same for all files:" "Commun à tous les fichiers :"
    COL_SIZE "Bytes" "Octets"
    COL_ENTRIES "Entries" "Écritures"
    COL_PROBLEMS "Problems" "Difficultés"
    USE_EVIDENCE "evidence" "preuve"
    OF_ACCOUNT "declared to be of {0}" "déclaré du compte {0}"

    STATEMENTS "Do the statements foot?" "Les relevés s’équilibrent-ils ?"
    STATEMENTS_INTRO "A statement foots when its opening balance, plus credits, minus debits, is its closing balance to the minor unit, and every balance stated on the way is met." "Un relevé s’équilibre quand le solde initial, plus les crédits, moins les débits, donne le solde final au centime près, et que chaque solde indiqué en chemin est retrouvé."
    STATEMENTS_ALARM "Statements that do not foot: {0} of {1}. No figure that rests on them should be relied on before the originals have been compared." "Relevés qui ne s’équilibrent pas : {0} sur {1}. Aucun chiffre qui repose sur eux ne devrait être retenu avant comparaison avec les originaux."
    STATEMENTS_CAPTION "All statements, by account. The last column names the source and the lines that state the balances; credits and debits are sums over the entries of the statement." "Tous les relevés, par compte. La dernière colonne nomme la source et les lignes des soldes ; crédits et débits sont des sommes sur les écritures du relevé."
    STATEMENTS_OFF_CAPTION "To be looked at first: what does not foot, and what does not connect" "À regarder d’abord : ce qui ne s’équilibre pas, et ce qui ne s’enchaîne pas"
    COL_OPENING "Opening" "Solde initial"
    COL_CREDITS "Credits" "Crédits"
    COL_DEBITS "Debits" "Débits"
    COL_CLOSING "Closing" "Solde final"
    COL_VERDICT "Verdict" "Verdict"
    COL_PERIOD "Period" "Période"
    SEE_ABOVE "⚠ above" "⚠ ci-dessus"
    FOOTS "✓ foots" "✓ s’équilibre"
    DOES_NOT_FOOT "✗ does not foot" "✗ ne s’équilibre pas"
    CANNOT_BE_SAID "? cannot be said" "? indéterminé"
    OFF_BY "closing departs by {0}" "écart au solde final : {0}"
    ROW_NOT_TOLD "row not told" "ligne non indiquée"
    OFF_FIRST "first: {0}" "d’abord : {0}"
    OFF_ROWS "rows that could not be read: {0}" "lignes illisibles : {0}"
    OFF_RUNNING "a balance stated on the way is not met" "un solde indiqué en chemin n’est pas retrouvé"
    NO_OPENING "no opening balance is stated" "aucun solde initial n’est indiqué"
    NO_CLOSING "no closing balance is stated" "aucun solde final n’est indiqué"
    MIXED_CURRENCIES "more than one currency" "plusieurs devises"
    NOT_STATED "not stated" "non indiqué"
    GAP_BEFORE "⚠ days missing before: {0} to {1}" "⚠ jours manquants avant : du {0} au {1}"
    CHAIN_OFF "⚠ opening departs from the previous closing by {0}" "⚠ le solde initial s’écarte du solde final précédent de {0}"
    OVERLAPS "overlaps {0}, {1} to {2}" "recouvre {0}, du {1} au {2}"
    STATEMENT_SUM "sum over the entries of the statement ({0}): {1}" "somme sur les écritures du relevé ({0}) : {1}"
    STATEMENT_DIFFERENCE "stated balances, and the entries of the statement ({0}): {1}" "soldes indiqués, et écritures du relevé ({0}) : {1}"
    STATEMENT_CHAIN "opening balance ({1}), and the closing balance of the statement before it" "solde initial ({1}), et solde final du relevé précédent"
    BALANCE_AT "balance stated: {0}" "solde indiqué : {0}"

    PROBLEMS "Problems met in reading" "Difficultés de lecture"
    PROBLEMS_INTRO "What could not be taken as it stands was kept apart with its place. “Lost” means that something of the file is not among the entries; “in doubt”, that it is, and may be other than it seems." "Ce qui n’a pu être pris tel quel a été mis à part, avec son emplacement. « Perdu » : quelque chose du fichier manque aux écritures ; « douteux » : l’écriture y est, et peut être autre qu’elle ne paraît."
    PROBLEMS_COUNT_CAPTION "Problems by kind" "Difficultés par nature"
    PROBLEMS_LIST_CAPTION "Problems, by file and place" "Difficultés, par fichier et emplacement"
    PROBLEMS_CUT "The list stops here: {0} of {1} problems are shown. The others are counted above, by kind." "La liste s’arrête ici : {0} difficultés sur {1} sont montrées. Les autres sont comptées ci-dessus, par nature."
    COL_KIND "Kind" "Nature"
    COL_COST "Weight" "Portée"
    COL_COUNT "Number" "Nombre"
    COL_TO_DO "What to do" "Que faire"
    COL_PLACE "Place" "Emplacement"
    COL_WHAT "What" "Quoi"
    LOST "lost" "perdu"
    DOUBT "in doubt" "douteux"
    NOTE "note" "remarque"
    COLUMN "column" "colonne"
    FOUND "found: " "trouvé : "
    EXPECTED "expected: " "attendu : "
    TEXT_HIDDEN "(text not shown)" "(texte non montré)"
    MESSAGE "message" "message"
    LINE "line" "ligne"
    LINES "lines {0} and {1}" "lignes {0} et {1}"
    ROW "row" "rang"

    FINDINGS "Findings" "Constatations"
    FINDINGS_INTRO "Findings: {0}, from transactions examined: {1}. A finding is a pattern of transactions that meets a definition; it is not a statement about a person." "Constatations : {0}, sur {1} opérations examinées. Une constatation est un ensemble d’opérations qui répond à une définition ; ce n’est pas un énoncé sur une personne."
    FINDING_LINE "{0} moved between {1} and {2}. Transactions: {3}." "{0} ont circulé entre le {1} et le {2}. Opérations : {3}."
    FINDING_ID "Finding {0}." "Constatation {0}."
    SAME_MIDDLE "Around the account {0}, as in {1}." "Autour du compte {0}, comme en {1}."
    EXPLAINED_AT "The definition of the pattern, its ordinary explanations, which are to be examined first, and what to check next stand at {0}." "La définition du schéma, ses explications ordinaires, à examiner d’abord, et ce qu’il faut vérifier ensuite figurent en {0}."
    THRESHOLDS_OF "Its thresholds are design defaults that nobody has calibrated on real data." "Ses seuils sont des choix de conception que personne n’a étalonnés sur des données réelles."
    FINDING_SUM "computed from the rows of the finding" "calculé à partir des lignes de la constatation"
    MEMBERS_CAPTION "Accounts of finding {0}, and their place in the flow" "Comptes de la constatation {0}, et leur place dans le flux"
    COL_NUMBER "No." "N°"
    COL_MEMBER "Account" "Compte"
    COL_HOLDER "Holder" "Titulaire"
    COL_ROLE "Place in the flow" "Place dans le flux"
    ROLE_SOURCE "payer" "donneur d’ordre"
    ROLE_SINK "payee" "bénéficiaire"
    ROLE_HUB "hub: receives, then pays" "compte pivot : reçoit, puis verse"
    ROLE_PASS "account passed through" "compte de passage"
    ROLE_BOTH "payer and payee" "donneur d’ordre et bénéficiaire"
    MEMBERS_CUT "The table stops here: {0} of {1} accounts are shown, those through which most moved in this finding. The others stand in its transactions." "Le tableau s’arrête ici : {0} comptes sur {1} sont montrés, ceux par lesquels le plus d’argent a circulé dans cette constatation. Les autres figurent dans ses opérations."
    WHY_CAPTION "Figures behind finding {0}" "Chiffres de la constatation {0}"
    ROWS_CAPTION "Transactions of finding {0}, in time order" "Opérations de la constatation {0}, dans l’ordre du temps"
    ROWS_CUT "The table stops here: {0} of {1} transactions are shown, the first in time. The entries of the others:" "Le tableau s’arrête ici : {0} opérations sur {1} sont montrées, les premières dans le temps. Les écritures des autres :"
    TABLE_OF_ROWS "table of transactions of finding {0}" "tableau des opérations de la constatation {0}"
    COL_DATE "Date" "Date"
    COL_PAYER "Payer" "Donneur d’ordre"
    COL_PAYEE "Payee" "Bénéficiaire"
    COL_AMOUNT "Amount" "Montant"
    COL_TEXT "Text" "Libellé"
    COL_PLACE_IN_SOURCE "Source" "Source"
    CASH "cash" "espèces"
    NOT_NAMED "not named" "non désigné"
    INNOCENT "Ordinary explanations to examine first" "Explications ordinaires à examiner d’abord"
    CHECK_NEXT "What to check next" "Que vérifier ensuite"
    COERCION "The holder of the account in the middle may be acting under coercion: another may hold the card, the telephone or the codes. Nothing in the rows excludes it." "La personne titulaire du compte central peut agir sous la contrainte : autrui peut détenir la carte, le téléphone ou les codes. Rien dans les lignes ne l’exclut."
    COERCION_BETWEEN "The holders of the accounts in between may be acting under coercion: another may hold the card, the telephone or the codes. Nothing in the rows excludes it." "Les personnes titulaires des comptes intermédiaires peuvent agir sous la contrainte : autrui peut détenir la carte, le téléphone ou les codes. Rien dans les lignes ne l’exclut."
    COERCION_ANY "The holder of any of these accounts may be acting under coercion: another may hold the card, the telephone or the codes. Nothing in the rows excludes it." "La personne titulaire de l’un ou l’autre de ces comptes peut agir sous la contrainte : autrui peut détenir la carte, le téléphone ou les codes. Rien dans les lignes ne l’exclut."
    FLOW_FINDING "Flow of finding {0}. Bands are in proportion to amounts." "Flux de la constatation {0}. Les bandes sont proportionnelles aux montants."
    FLOW_SUM "sums of the rows of the finding" "sommes des lignes de la constatation"
    FLOW_OTHERS "{0} others" "{0} autres"
    FLOW_BACK "back at the beginning" "retour au départ"
    FLOW_FROM_TO "{0} to {1}: {2}" "de {0} à {1} : {2}"
    NOT_IN_FINDINGS "No pattern was found in the transactions examined with the definitions that were run. It does not mean that there is none." "Aucun schéma n’a été constaté dans les opérations examinées, avec les définitions appliquées. Cela ne signifie pas qu’il n’y en ait pas."

    TRACES "Money followed" "Sommes suivies"
    TRACES_INTRO "The same sum is followed by several rules, shown side by side, since the rules do not agree and no one of them is stated to be the law. The figure common to all rules run is the least that every one of them gives." "La même somme est suivie par plusieurs règles, montrées côte à côte, car elles ne concordent pas et aucune n’est donnée pour le droit. Le chiffre commun à toutes les règles appliquées est le moindre que chacune donne."
    TRACE_TITLE "Money followed: {0}" "Somme suivie : {0}"
    TRACE_TITLE_TO "Money followed: {0}, to {1}" "Somme suivie : {0}, au {1}"
    TRACE_FILE "File of the trace: {0}" "Fichier du suivi : {0}"
    TRACE_AT "All figures are of the end of {0}: assets located on that day, which may have moved since." "Tous les chiffres sont à la fin du {0} : avoirs localisés à cette date, qui ont pu bouger depuis."
    TRACE_AT_END "All figures are of the last entry received for each account: assets located on that day, which may have moved since." "Tous les chiffres sont à la dernière écriture reçue de chaque compte : avoirs localisés à cette date, qui ont pu bouger depuis."
    CLAIM_LINE "Followed under the name “{0}”, chosen by whoever made this trace: {1}, the credits below." "Suivie sous le nom de « {0} », choisi par la personne qui a fait ce suivi : {1}, les crédits ci-dessous."
    CLAIM_HOW "amount of the claim, in the credits it begins with" "montant de la somme suivie, dans les crédits dont elle part"
    CLAIM_ROWS_CAPTION "Credits with which claim {0} begins" "Crédits dont part la somme {0}"
    TABLE_OF_CREDITS "table of credits of claim {0}" "tableau des crédits de la somme {0}"
    COMMON_LINE "Common to all rules run ({0}): at least {1} held in accounts of the case, at least {2} left." "Commun à toutes les règles appliquées ({0}) : au moins {1} sur des comptes du dossier, au moins {2} sortis."
    COMMON_HOW "least over all rules run, followed entry by entry from the credits of the claim" "minimum sur toutes les règles appliquées, suivi écriture par écriture depuis les crédits de la somme"
    RULES_HOW "each rule run entry by entry from the credits of the claim to the rows where it left" "chaque règle appliquée écriture par écriture, des crédits de la somme aux lignes où elle est sortie"
    RULES_CAPTION "Where claim {0} is, by each rule. Two figures: the least and the most, where order or opening balance is not known. Not all the highs can hold at once: held, left and changes of currency together are the claim." "Où se trouve la somme {0}, selon chaque règle. Deux chiffres : le moindre et le plus élevé, quand l’ordre ou le solde initial n’est pas connu. Les plus élevés ne sont pas tous possibles à la fois : détenu, sorti et changes ensemble font la somme suivie."
    COL_WHERE "Where" "Où"
    COL_COMMON "Common to all" "Commun à toutes"
    HELD_IN "held in" "détenu sur"
    LEFT_BY "left:" "sorti :"
    LEFT_FROM "from" "depuis"
    SUM_HELD "All held" "Total détenu"
    SUM_LEFT "All left" "Total sorti"
    RULE_FIFO "first in, first out" "premier entré, premier sorti"
    RULE_LIFO "last in, first out" "dernier entré, premier sorti"
    RULE_PRO_RATA "in proportion" "au prorata"
    RULE_LIBR "lowest intermediate balance" "plus bas solde intermédiaire"
    HOW_CASH "drawn in cash" "retiré en espèces"
    HOW_OUTSIDE "to an account outside the case" "vers un compte hors du dossier"
    HOW_HUB "to a pooled account" "vers un compte collectif"
    HOW_STOP "to an account where following was stopped" "vers un compte où le suivi s’arrête"
    HOW_FEE "paid as a fee" "payé en frais"
    HOW_OVERDRAFT "repaid an overdraft" "a comblé un découvert"
    HOW_NO_RATE "changed currency, no rate known" "changé en une autre devise, cours inconnu"
    SHORT_CASH "cash" "espèces"
    SHORT_OUTSIDE "outside the case" "hors du dossier"
    SHORT_HUB "pooled account" "compte collectif"
    SHORT_STOP "following stopped" "suivi arrêté"
    SHORT_FEE "fees" "frais"
    SHORT_OVERDRAFT "overdraft" "découvert"
    SHORT_NO_RATE "other currency" "autre devise"
    ASK_CASH "the withdrawal slip or machine record, and its camera images, for this withdrawal" "le bordereau de retrait ou le journal du distributeur, et ses images, pour ce retrait"
    ASK_OUTSIDE "the statements of the account that was paid, from this day on" "les relevés du compte crédité, à partir de ce jour"
    ASK_HUB "the operator’s or payment provider’s ledger line that says for whom this payment was taken" "la ligne du registre de l’opérateur ou du prestataire qui dit pour qui ce paiement a été pris"
    ASK_STOP "nothing, unless the decision to stop here is changed" "rien, sauf si la décision d’arrêter ici change"
    ASK_FEE "the bank’s schedule of fees, if the sum matters" "le barème de la banque, si la somme importe"
    ASK_OVERDRAFT "the overdraft agreement, and who benefited from the credit that was repaid" "la convention de découvert, et à qui a profité le crédit ainsi remboursé"
    ASK_NO_RATE "the exchange slip with its rate" "le bordereau de change et son cours"
    ASSUMPTIONS "What these figures assume" "Ce que ces chiffres supposent"
    BREAKS "Where the thread breaks, and what to ask for" "Où le fil se rompt, et que demander"
    BREAKS_ONLY "Where the thread breaks" "Où le fil se rompt"
    BREAKS_ASKS "For each way in which the money left, what to ask for:" "Pour chaque voie par laquelle l’argent est sorti, que demander :"
    BREAKS_ASKS_MORE "What to ask for on the ways that have no line in the list of requests further down:" "Que demander pour les voies qui n’ont pas de ligne dans la liste des réquisitions, plus bas :"
    BREAKS_CAPTION "Debits of claim {0} past which nothing can be followed with what was received" "Débits de la somme {0} au-delà desquels rien ne se suit avec ce qui a été reçu"
    COL_PART "Part of the claim, all rules" "Part de la somme, toutes règles"
    COL_LEFT_FROM "Left the account" "Sorti du compte"
    COL_HOW "Way out" "Voie de sortie"
    BREAKS_CUT "The list stops here: {0} of {1} debits are shown, largest first." "La liste s’arrête ici : {0} débits sur {1} sont montrés, les plus élevés d’abord."
    FLOW_TRACE "Claim {0}: account by account, what all rules run agree on, and what depends on the rule. The accounts’ common parts can add up to less than the common total." "Somme {0} : compte par compte, ce dont toutes les règles conviennent, et ce qui dépend de la règle. La somme des parts communes des comptes peut être inférieure au total commun."
    FLOW_DEPENDS "depends on the rule" "dépend de la règle"
    FLOW_CLAIM "claim" "somme suivie"

    ENTRIES "Entries relied on" "Écritures sur lesquelles le dossier s’appuie"
    ENTRIES_INTRO "Each entry as its source shows it, numbered by time, source and row. Figures in the document refer to these numbers. The last column names the other entries of the same transaction, as when both banks show a transfer, and the transaction’s own reference where it has one." "Chaque écriture telle que sa source la montre, numérotée par date, source et rang. Les chiffres du document renvoient à ces numéros. La dernière colonne nomme les autres écritures de la même opération, comme lorsque les deux banques montrent un virement, et la référence propre de l’opération quand elle en a une."
    ENTRIES_CAPTION "Entries relied on" "Écritures citées"
    COL_ENTRY_SHORT "No." "N°"
    COL_SAME "With" "Avec"
    REVERSAL "takes back an earlier booking" "annule une écriture antérieure"
    RECEIVED_AS "received as {0}" "reçu pour {0}"
    HASHES "Fingerprints of the files" "Empreintes des fichiers"
    HASHES_INTRO "SHA-256 of each file as received. Any expert can compute it again from the file." "SHA-256 de chaque fichier tel que reçu. Tout expert peut le recalculer à partir du fichier."
    HASHES_CAPTION "SHA-256 of the files received" "SHA-256 des fichiers reçus"
    FROM_ROWS "entries used: {0}" "écritures retenues : {0}"
    FROM_ROWS_MORE "and {0} more" "et {0} de plus"
    COUNTED_IN "counted in" "compté dans"
    LISTED_IN "listed in" "détail dans"
}
