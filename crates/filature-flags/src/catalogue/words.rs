//! Words of the page: what files say by keyword in English, with the French beside it; and texts made safe for Markdown.

use crate::flag::Flag;

/// Forms of exploitation, as files, English and French say them.
const FORMS: [(&str, &str, &str); 7] = [
    ("sexual", "sexual exploitation", "exploitation sexuelle"),
    ("forced-labour", "forced labour", "travail forcé"),
    ("forced-criminality", "forced criminality", "criminalité forcée"),
    ("forced-begging", "forced begging", "mendicité forcée"),
    ("child", "exploitation of children", "exploitation d'enfants"),
    ("smuggling", "smuggling of migrants", "trafic de migrants"),
    ("organs", "removal of organs", "prélèvement d'organes"),
];

/// Stages, in English and French.
const STAGES: [(&str, &str); 4] = [
    ("recruitment", "recrutement"),
    ("transport", "transport"),
    ("exploitation", "exploitation"),
    ("laundering", "blanchiment"),
];

/// Families, in English and French.
pub(super) const FAMILIES: [(&str, &str); 18] = [
    ("adverts", "annonces"),
    ("assets", "biens"),
    ("benefits", "prestations"),
    ("cards", "cartes"),
    ("children", "enfants"),
    ("debt", "dette"),
    ("flow", "flux"),
    ("identity", "identité"),
    ("living", "vie courante"),
    ("lodging", "hébergement"),
    ("organs", "organes"),
    ("recruitment", "recrutement"),
    ("remittance", "transferts"),
    ("structuring", "fractionnement"),
    ("takings", "recettes"),
    ("trade", "commerce"),
    ("travel", "voyages"),
    ("wages", "salaires"),
];

/// Units of parameters, in English and French. One that is not here stands in English alone.
pub(super) const UNITS: [(&str, &str); 35] = [
    ("accounts", "comptes"),
    ("agents", "agents"),
    ("contracts", "contrats"),
    ("days", "jours"),
    ("euro", "euros"),
    ("fees", "frais"),
    ("hour", "heure"),
    ("kinds", "genres"),
    ("lets", "locations"),
    ("lines", "lignes"),
    ("measures", "mesures"),
    ("month", "mois"),
    ("months", "mois"),
    ("names", "noms"),
    ("nights", "nuits"),
    ("operators", "opérateurs"),
    ("orders", "commandes"),
    ("payees", "bénéficiaires"),
    ("payments", "paiements"),
    ("people", "personnes"),
    ("percent", "pour cent"),
    ("permille", "pour mille"),
    ("places", "lieux"),
    ("rides", "courses"),
    ("sellers", "vendeurs"),
    ("signs", "signes"),
    ("sites", "sites"),
    ("span", "durée"),
    ("standard deviations", "écarts types"),
    ("tickets", "billets"),
    ("times", "fois"),
    ("towns", "villes"),
    ("trips", "voyages"),
    ("weeks", "semaines"),
    ("years", "années"),
];

/// A form in English and French.
pub(super) fn form(word: &str) -> (&str, &str) {
    let known = FORMS.iter().find(|(known, ..)| *known == word);
    known.map_or((word, word), |(_, english, french)| (*english, *french))
}

/// A stage in English and French.
pub(super) fn stage(word: &str) -> (&str, &str) {
    STAGES.iter().find(|(known, _)| *known == word).map_or((word, word), |(english, french)| (*english, *french))
}

/// A unit in both languages.
pub(super) fn unit(word: &str) -> String {
    beside(word, in_french(&UNITS, word))
}

/// A family in both languages.
pub(super) fn family(word: &str) -> String {
    beside(word, in_french(&FAMILIES, word))
}

fn in_french<'a>(table: &[(&str, &'a str)], word: &'a str) -> &'a str {
    table.iter().find(|(known, _)| *known == word).map_or(word, |(_, french)| french)
}

/// English and French beside each other, once where they are the same.
pub(super) fn beside(english: &str, french: &str) -> String {
    if english == french { english.to_owned() } else { format!("{english} / {french}") }
}

/// The sides of a flag.
pub(super) fn sides(flag: &Flag) -> String {
    flag.sides.iter().map(|side| side.word()).collect::<Vec<_>>().join(", ")
}

/// Links to entries of the page.
pub(super) fn links<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.map(|id| format!("[{id}](#{id})")).collect::<Vec<_>>().join(", ")
}

/// A text as it stands in a cell or a paragraph: on one line, and nothing in it read as Markdown or HTML but code.
pub(super) fn cell(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut in_code = false;
    for (number, word) in text.split_whitespace().enumerate() {
        if number > 0 {
            safe.push(' ');
        }
        for letter in word.chars() {
            in_code ^= letter == '`';
            match letter {
                // A bar parts cells even within code.
                '|' => safe.push_str("\\|"),
                '<' if !in_code => safe.push_str("&lt;"),
                '*' | '_' | '[' | ']' | '\\' if !in_code => safe.extend(['\\', letter]),
                other => safe.push(other),
            }
        }
    }
    safe
}
