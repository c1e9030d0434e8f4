//! What makers of lists call their columns, in English and French.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// By what the list calls the record.
    Id,
    /// Person or organisation.
    Kind,
    /// A whole name; beside a given name, the family name.
    Name,
    /// A part of the name that stands before the family name.
    Given,
    /// The family name.
    Family,
    /// A family name at birth or by marriage.
    OtherFamily,
    /// Another name.
    Alias,
    /// A name that the list calls weak.
    WeakAlias,
    /// Date or year of birth.
    Birth,
    /// Country or nationality.
    Country,
    /// Number of a paper.
    Document,
    /// National number of a person.
    National,
    /// Registration or tax number of an organisation.
    Registration,
    /// Account number.
    Account,
    /// Telephone.
    Phone,
    /// E-mail address.
    Email,
    /// Postal address.
    Address,
}

/// Names as [`plain`] gives them, parted by bars.
const NAMES: [(Column, &str); 17] = [
    (
        Column::Id,
        "id|identifier|ref|reference|reference number|record|record id|dataid|numero|n°|identifiant|numero de fiche|\
         numero de reference|fiche|list id|unique id",
    ),
    (
        Column::Kind,
        "kind|type|schema|entity type|party type|record type|nature|type de personne|type d'entite|categorie",
    ),
    (
        Column::Name,
        "name|names|full name|fullname|whole name|entity name|primary name|company|company name|organisation|organization|\
         holder|nom|noms|nom complet|nom et prenom|nom et prenoms|nom et prenom s|nom prenom|prenom et nom|prenom nom|\
         nom ou raison sociale|raison sociale|denomination|denomination sociale|societe|titulaire",
    ),
    (
        Column::Given,
        "first name|firstname|given name|given names|forename|forenames|middle name|second name|third name|fourth name|\
         prenom|prenoms|prenom s|deuxieme prenom|autres prenoms",
    ),
    (Column::Family, "last name|lastname|surname|family name|nom de famille|patronyme"),
    (
        Column::OtherFamily,
        "maiden name|birth name|name at birth|married name|nom de naissance|nom de jeune fille|nom d'usage|nom marital|\
         nom d'epouse|nom d'epoux",
    ),
    (
        Column::Alias,
        "alias|aliases|aka|also known as|other name|other names|previous name|previous names|former name|former names|fka|\
         formerly|name original script|original script|native name|nickname|autre nom|autres noms|ancien nom|anciens noms|\
         surnom|surnoms|pseudonyme|pseudonymes|dit|nom d'origine|nom dans l'ecriture d'origine",
    ),
    (Column::WeakAlias, "weak alias|weak aliases|low quality alias|alias faible|alias faibles|alias peu fiable"),
    (
        Column::Birth,
        "birth date|birthdate|date of birth|dates of birth|dob|born|born on|year of birth|birth year|yob|date de naissance|\
         dates de naissance|ne le|nee le|ne e le|annee de naissance|naissance",
    ),
    (
        Column::Country,
        "country|countries|country code|nationality|nationalities|citizenship|pays|code pays|nationalite|nationalites",
    ),
    (
        Column::Document,
        "passport|passports|passport number|passport no|document|documents|document number|id number|identifiers|id card|\
         identity card|identity paper|passeport|passeports|numero de passeport|n° de passeport|n° passeport|piece|\
         piece d'identite|pieces d'identite|numero de piece|numero de document|carte d'identite|numero de carte d'identite",
    ),
    (
        Column::National,
        "national id|national number|national identification number|national identity number|personal number|\
         social security number|jmbg|embg|emso|egn|cnp|idnp|nir|oib|numero national|numero d'identification nationale|\
         numero de securite sociale",
    ),
    (
        Column::Registration,
        "registration|registration number|company number|registry number|tax number|tax id|vat|vat number|siren|siret|mb|pib|\
         eik|cui|nipt|rcs|numero siren|numero siret|immatriculation|numero d'immatriculation|numero fiscal|numero de tva|\
         identifiant fiscal",
    ),
    (
        Column::Account,
        "account|accounts|account number|account no|bank account|iban|ibans|compte|comptes|numero de compte|n° de compte|\
         compte bancaire|rib",
    ),
    (
        Column::Phone,
        "phone|phones|phone number|telephone|telephones|telephone number|mobile|tel|portable|numero de telephone|gsm",
    ),
    (
        Column::Email,
        "email|emails|e mail|e mails|mail|email address|courriel|courriels|adresse electronique|adresse e mail|adresse mail",
    ),
    (Column::Address, "address|addresses|postal address|adresse|adresses|adresse postale|domicile"),
];

/// Words in the names of columns that hold sums of money.
const MONEY: [&str; 12] = [
    "amount", "montant", "montants", "balance", "solde", "debit", "credit", "betrag", "saldo", "iznos", "kwota",
    "shuma",
];

/// What each column of a header holds; none where it is not read.
pub(super) fn of(header: &[String]) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = header.iter().map(|name| of_name(name)).collect();
    let has = |wanted| columns.contains(&Some(wanted));
    // "Nom" beside "Prénom" is a family name.
    if has(Column::Given) && !has(Column::Family) {
        for column in columns.iter_mut().filter(|column| **column == Some(Column::Name)) {
            *column = Some(Column::Family);
        }
    }
    columns
}

/// The name of the column that holds money, where one does.
pub(super) fn of_money(header: &[String]) -> Option<&str> {
    let is_money = |name: &&String| plain(name).split(' ').any(|word| MONEY.contains(&word));
    header.iter().find(is_money).map(String::as_str)
}

fn of_name(name: &str) -> Option<Column> {
    let name = plain(name);
    let find = |name: &str| {
        let known = |names: &str| names.split('|').any(|known| known == name);
        NAMES.iter().find(|(_, names)| known(names)).map(|(column, _)| *column)
    };
    // "alias 1", "alias 2": each is one; of "name 1", "name 2" each is a part.
    let bare = name.trim_end_matches(|sign: char| sign.is_ascii_digit()).trim_end();
    match find(&name).or_else(|| find(bare)) {
        Some(Column::Name) if bare != name => Some(Column::Given),
        found => found,
    }
}

/// A name in lower case, without accents, its words parted by single spaces.
fn plain(name: &str) -> String {
    let mut letters = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            '’' => letters.push('\''),
            '_' | '-' | '/' | '(' | ')' | ':' => letters.push(' '),
            '.' => {}
            'à' | 'â' | 'ä' => letters.push('a'),
            'é' | 'è' | 'ê' | 'ë' => letters.push('e'),
            'î' | 'ï' => letters.push('i'),
            'ô' | 'ö' => letters.push('o'),
            'ù' | 'û' | 'ü' => letters.push('u'),
            'ç' => letters.push('c'),
            other => letters.push(other),
        }
    }
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(header: &str) -> Vec<Option<Column>> {
        of(&header.split(',').map(str::to_lowercase).collect::<Vec<_>>())
    }

    #[test]
    fn each_name_stands_for_one_column() {
        let mut all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.split('|')).collect();
        assert!(all.iter().all(|name| plain(name) == *name && !name.is_empty()), "written as they are looked up");
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn a_name_beside_a_given_name_is_a_family_name() {
        assert_eq!(columns("Nom,Prénom(s)"), [Some(Column::Family), Some(Column::Given)]);
        assert_eq!(columns("Nom,né(e) le"), [Some(Column::Name), Some(Column::Birth)]);
        assert_eq!(
            columns("Name 6,Name 1,a.k.a.,Alias_2,shoe size"),
            [Some(Column::Given), Some(Column::Given), Some(Column::Alias), Some(Column::Alias), None]
        );
    }
}
