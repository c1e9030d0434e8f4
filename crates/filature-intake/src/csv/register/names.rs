//! What registers call their columns, in the languages of those that answer.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The number of the account.
    Account,
    /// The bank that keeps it, by name.
    Bank,
    /// The bank's identifier code.
    Bic,
    /// The person or organisation of the row; with a given name beside it, the family name.
    Holder,
    /// Given name.
    GivenName,
    /// What the person is to the account.
    Role,
    /// Someone who may sign, in a column of their own.
    Mandate,
    /// Day of opening.
    Opened,
    /// Day of closing.
    Closed,
    /// Currency.
    Currency,
    /// Day of birth.
    Born,
    /// Address.
    Address,
    /// Town.
    City,
    /// Country.
    Country,
}

/// Names in lower case, without accents, parted by bars.
const NAMES: [(Column, &str); 14] = [
    (
        Column::Account,
        "account|account number|account no|iban|iban/account|numero de compte|n° de compte|no de compte|numero du compte|\
         compte|rib|kontonummer|konto|broj racuna|racun|broj na smetka|numri i llogarise|llogaria|numero conto|\
         numar cont|rachunek|numer rachunku",
    ),
    (
        Column::Bank,
        "bank|bank name|institution|financial institution|banque|nom de la banque|etablissement|nom de l'etablissement|\
         etablissement teneur|etablissement gestionnaire|etablissement bancaire|kreditinstitut|banka|naziv banke|banca",
    ),
    (Column::Bic, "bic|swift|bic/swift|code bic"),
    (
        Column::Holder,
        "holder|account holder|name|holder name|titulaire|nom du titulaire|titulaire du compte|nom|nom et prenom|\
         nom ou raison sociale|raison sociale|kontoinhaber|inhaber|vlasnik|vlasnik racuna|imalac racuna|\
         ime i prezime|mbajtesi|mbajtesi i llogarise|titullari|intestatario|titular|posiadacz",
    ),
    (Column::GivenName, "given name|first name|prenom|prenoms|vorname|ime"),
    (
        Column::Role,
        "role|capacity|relation|relationship|qualite|nature du lien|lien|type de lien|funktion|uloga|svojstvo|roli|ruolo",
    ),
    (
        Column::Mandate,
        "mandate|proxy|signatory|authorised signatory|authorized signatory|mandataire|mandat|nom du mandataire|\
         bevollmachtigter|punomocnik|ovlasceno lice|i autorizuari|delegato",
    ),
    (
        Column::Opened,
        "opened|opened on|opening date|date opened|date d'ouverture|date ouverture|date de l'ouverture|ouvert le|\
         eroffnet|eroffnungsdatum|eroffnet am|datum otvaranja|otvoren|data e hapjes|data apertura|data deschiderii",
    ),
    (
        Column::Closed,
        "closed|closed on|closing date|date closed|date de cloture|date cloture|date de fermeture|clos le|cloture le|\
         geschlossen|schliessungsdatum|auflosungsdatum|datum zatvaranja|datum gasenja|zatvoren|data e mbylljes|\
         data chiusura|data inchiderii",
    ),
    (Column::Currency, "currency|devise|monnaie|wahrung|valuta|monedha"),
    (
        Column::Born,
        "date of birth|born|born on|date de naissance|ne(e) le|ne le|geburtsdatum|datum rodenja|datelindja|data nascita",
    ),
    (Column::Address, "address|adresse|adresa|anschrift"),
    (Column::City, "city|town|ville|commune|ort|grad|mesto|qyteti"),
    (Column::Country, "country|pays|land|drzava|zemlja|shteti"),
];

/// What a name of a column stands for.
pub(super) fn column_of(name: &str) -> Option<Column> {
    let name = plain(name);
    NAMES.iter().find(|(_, names)| names.split('|').any(|known| known == name)).map(|(column, _)| *column)
}

/// Whether a column is one of another layout: of this project's own list of accounts, or of a statement.
pub(super) fn is_of_another_layout(name: &str) -> bool {
    const OWN: [&str; 8] =
        ["opening_balance", "opening_at", "opened_at", "birth_date", "kind", "hub", "introducer", "device"];
    const MONEY: [&str; 12] = [
        "amount", "montant", "solde", "balance", "debit", "credit", "betrag", "saldo", "iznos", "stanje", "shuma",
        "kwota",
    ];
    let name = plain(name);
    OWN.contains(&name.as_str()) || MONEY.iter().any(|word| name.split(' ').any(|part| part == *word))
}

/// Whether the word for a role says that the person holds the account, alone or with others.
pub(super) fn is_holder(role: &str) -> bool {
    const WORDS: [&str; 20] = [
        "holder",
        "account holder",
        "joint holder",
        "co-holder",
        "owner",
        "joint owner",
        "titulaire",
        "co-titulaire",
        "cotitulaire",
        "titulaire principal",
        "inhaber",
        "kontoinhaber",
        "mitinhaber",
        "vlasnik",
        "suvlasnik",
        "imalac",
        "titullar",
        "mbajtes",
        "intestatario",
        "titular",
    ];
    WORDS.contains(&plain(role).as_str())
}

/// A name in lower case, without accents, its white space and underscores as single spaces.
fn plain(name: &str) -> String {
    let letters = name.to_lowercase().replace('’', "'").replace('_', " ");
    let folded: String = letters.chars().map(without_accent).collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let spaced = words.join(" ");
    // The names of this project's own columns have underscores.
    if name.contains('_') && is_own(name) { name.to_owned() } else { spaced }
}

fn is_own(name: &str) -> bool {
    ["opening_balance", "opening_at", "opened_at", "birth_date"].contains(&name)
}

fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'ă' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'đ' => 'd',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' | 'í' => 'i',
        'ô' | 'ö' | 'ó' => 'o',
        'š' | 'ș' | 'ş' => 's',
        'ț' | 'ţ' => 't',
        'ù' | 'û' | 'ü' | 'ú' => 'u',
        'ž' => 'z',
        other => other,
    }
}
