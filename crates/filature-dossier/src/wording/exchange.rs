//! What forms of exchange say of themselves: what they leave out, and that a trace is computed.

use super::Pair;

words! {
    LEAVES_OUT "What this file leaves out:" "Ce que ce fichier ne contient pas :"
    NO_CONCLUSIONS "Findings and leads: this format has no room for what speaks against them, and they are not shown without it." "Les constatations et les pistes : ce format n’a pas de place pour ce qui va contre elles, et elles ne sont pas montrées sans cela."
    ONLY_RELIED_ON "Entries on which the dossier does not rely, statements and their balances, and all that the dossier itself leaves out." "Les écritures sur lesquelles le dossier ne s’appuie pas, les relevés et leurs soldes, et tout ce que le dossier lui-même ne montre pas."
    AS_SHOWN "Names and payment texts beyond what the dossier shows: names are initials, and texts are left out, unless it was asked for with names." "Les noms et les libellés au-delà de ce que le dossier montre : les noms sont des initiales, et les libellés sont omis, sauf si le dossier a été demandé avec les noms."
    NO_DETAILS "References of banks, countries, towns, telephone numbers, identity documents, addresses, and balances after an entry." "Les références bancaires, pays, villes, numéros de téléphone, pièces d’identité, adresses, et soldes après une écriture."
    NO_TRACES "Traces of money and the sums claimed." "Le suivi de l’argent et les sommes suivies."
    NO_FILES "The names and SHA-256 of the files: entries name their source by its short id, which the dossier lists." "Les noms et SHA-256 des fichiers : les écritures nomment leur source par son identifiant court, que le dossier énumère."
    ALONE "Who is behind a side without an account: each such side stands alone, whatever name it bears." "Qui se trouve derrière un côté sans compte : chacun reste seul, quel que soit le nom qu’il porte."
    FTM_TRACES "Of traces, the paths, the rules that stand apart (pari-passu, poison), what people assert, and requisitions; what is held in each account and what left it by each other rule stands in notes." "Du suivi de l’argent, les chemins, les règles qui restent à part (pari-passu, poison), ce que des personnes affirment, et les réquisitions ; ce qui est détenu sur chaque compte et ce qui en est sorti selon les autres règles figure dans des notes."
    FTM_UNNAMED "Payer or payee where a payment names neither account nor name, as with cash: FollowTheMoney lists both as required, and none is invented." "Le donneur d’ordre ou le bénéficiaire quand un paiement ne donne ni compte ni nom, comme pour les espèces : FollowTheMoney les dit tous deux obligatoires, et aucun n’est inventé."
    FTM_HASH "The content hash of files, which is SHA-1 in FollowTheMoney: SHA-256 stands in notes." "L’empreinte de contenu des fichiers, qui est en SHA-1 dans FollowTheMoney : le SHA-256 figure dans les notes."
    FTM_NAMES "Whether two accounts have one holder: each account has a holder of its own, and no names are joined." "Le fait que deux comptes aient un même titulaire : chaque compte a le sien, et aucun nom n’est rapproché."
    FTM_TIMES "The time of day in the date of a payment: where a file gives one, it stands in the description." "L’heure dans la date d’un paiement : quand un fichier la donne, elle figure dans la description."
    FTM_NO_HOLDER "The sources name no holder: the account number stands in place of a name." "Les sources ne nomment aucun titulaire : le numéro de compte tient lieu de nom."
    CSV_PLACES "Where the entries stand in the files (page, row, line, exhibit): the Parquet form has it, and so has the dossier." "L’endroit des écritures dans les fichiers (page, rang, ligne, cote) : la forme Parquet le donne, et le dossier aussi."
    CSV_COLUMNS "The payee’s booking day where two statements show a payment on two days, what was received in another currency, and the mark of a booking that takes back another." "Le jour de comptabilisation du bénéficiaire quand deux relevés montrent un paiement à deux dates, ce qui a été reçu dans une autre devise, et la marque d’une écriture qui en annule une autre."
    CSV_ACCOUNTS "A list of accounts and their opening balances: in a case made from this file alone, openings are unknown." "Une liste des comptes et leurs soldes d’ouverture : dans un dossier de travail fait de ce seul fichier, les soldes d’ouverture sont inconnus."
    CSV_DATA "Any guard against formulas: the file is data for programs, and a spreadsheet should be given the workbook." "Toute protection contre les formules : le fichier est une donnée pour des programmes, et un tableur doit recevoir le classeur."
    ANX_LAYOUT "An arrangement: icons stand in a grid, to be laid out in the program. The chart was not tried in Analyst’s Notebook itself." "Une disposition : les icônes sont en grille, à disposer dans le logiciel. Le graphe n’a pas été essayé dans Analyst’s Notebook lui-même."
    TRACE_IS_COMPUTED "Computation, and not a fact of a source." "Calcul, et non un fait d’une source."
    TRACE_CLAIM "Claim {0}: {1}, which begins with {2}." "Somme {0} : {1}, qui commence par {2}."
    TRACE_ASSERTED ", with what a person asserts" ", avec ce qu’une personne affirme"
    TRACE_HELD "By {0}, held of claim {1}: {2}." "Selon {0}, détenu de la somme {1} : {2}."
    TRACE_LEFT "By {0}, left of claim {1}: {2}, by transaction {3} ({4})." "Selon {0}, sorti de la somme {1} : {2}, par l’opération {3} ({4})."
}
