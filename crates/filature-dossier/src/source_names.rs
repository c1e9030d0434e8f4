//! Names of the sources of flags, in the language of whoever reads.
//!
//! A flag's file names each source once, in English. Most names are those of bodies and are the same everywhere; where a name is a
//! description, or the body bears another name in French, a French document says it in French.

use filature_model::Language;

/// What a name begins with, and what that is called in French.
const BODIES: [(&str, &str); 1] = [("FATF", "GAFI")];

/// Whole names.
const NAMES: [(&str, &str); 23] = [
    ("Case United Kingdom and Poland", "affaire Royaume-Uni et Pologne"),
    ("Case of Ile-de-France", "affaire d’Île-de-France"),
    (
        "Case of a Chinese-run network, Île-de-France",
        "affaire d’un réseau tenu par des ressortissants chinois, Île-de-France",
    ),
    (
        "Case of a fictitious agency, Beaujolais and Burgundy 2019",
        "affaire d’une agence fictive, Beaujolais et Bourgogne 2019",
    ),
    ("Case of the Paris metro 2025", "affaire du métro parisien 2025"),
    (
        "Cases: Champagne 2018 and 2023, Beaujolais 2019, Meursault 2023",
        "affaires de Champagne 2018 et 2023, du Beaujolais 2019, de Meursault 2023",
    ),
    (
        "Cases: Rennes 2019, Bosnia and France 2015, OCRTEH 2022",
        "affaires de Rennes 2019, de Bosnie et de France 2015, de l’OCRTEH 2022",
    ),
    ("Council of Europe Convention", "convention du Conseil de l’Europe"),
    ("FATF 2022, migrant smuggling", "GAFI 2022, trafic de migrants"),
    ("FinCEN 2014 and 2020", "FinCEN 2014 et 2020"),
    ("Loiret case, Orléans 2022", "affaire du Loiret, Orléans 2022"),
    ("Monetary and Financial Code of France (CMF), D.561-31-1", "code monétaire et financier (CMF), D. 561-31-1"),
    ("OCRTEH cases", "affaires de l’OCRTEH"),
    ("Operation Fort", "opération Fort"),
    ("Operation Fort (press)", "opération Fort (presse)"),
    ("Press on a Romanian network, 2022", "presse sur un réseau roumain, 2022"),
    ("Press on a case of children, Paris metro", "presse sur une affaire d’enfants, métro de Paris"),
    (
        "Press on a case of vineyard workers, Gironde 2021 to 2024",
        "presse sur une affaire d’ouvriers viticoles, Gironde 2021 à 2024",
    ),
    ("Press on the Medicus judgment, Pristina", "presse sur le jugement Medicus, Pristina"),
    ("Published list of signs (page that quotes it)", "liste de signes publiée (page qui la cite)"),
    ("RiskScout case", "affaire RiskScout"),
    ("United Kingdom, signs of forced labour", "Royaume-Uni, signes de travail forcé"),
    ("United States, training material", "États-Unis, support de formation"),
];

/// The name of a source; one that has no other name stays as it is.
///
/// ```
/// use filature_dossier::vocabulary::source_name;
/// use filature_model::Language;
/// assert_eq!(source_name("FATF 2018", Language::French), "GAFI 2018");
/// assert_eq!(source_name("FATF 2018", Language::English), "FATF 2018");
/// assert_eq!(source_name("AUSTRAC", Language::French), "AUSTRAC");
/// ```
pub fn source_name(name: &str, language: Language) -> String {
    if language == Language::English {
        return name.to_owned();
    }
    if let Some((_, french)) = NAMES.iter().find(|(english, _)| *english == name) {
        return (*french).to_owned();
    }
    let body = BODIES.iter().find_map(|(english, french)| {
        let rest = name.strip_prefix(english)?;
        let is_whole_word = !rest.starts_with(char::is_alphanumeric);
        is_whole_word.then(|| format!("{french}{rest}"))
    });
    body.unwrap_or_else(|| name.to_owned())
}

/// Names as a finding has them, one after the other, each in the language.
pub fn source_names(names: &str, between: &str, language: Language) -> String {
    names.split("; ").map(|name| source_name(name, language)).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_a_body_is_a_whole_word() {
        assert!(NAMES.is_sorted_by_key(|(english, _)| *english));
        assert_eq!(source_name("FATF/MONEYVAL 2010", Language::French), "GAFI/MONEYVAL 2010");
        assert_eq!(source_name("FATFX", Language::French), "FATFX");
        let names = "FATF; Operation Fort (press)";
        assert_eq!(source_names(names, ", ", Language::French), "GAFI, opération Fort (presse)");
        assert_eq!(source_names(names, ", ", Language::English), "FATF, Operation Fort (press)");
    }
}
