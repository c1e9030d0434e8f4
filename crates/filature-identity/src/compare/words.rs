//! A comparison in words. No figure stands in it: what agrees, what does not, and what follows.

use filature_model::Language;

use super::Comparison;
use super::fields::Agreement;
use super::name::NameAgreement;
use super::verdict::{Proposal, Remark, Verdict};
use super::ways::Ways;
use crate::birth::BirthAgreement;
use crate::book::Field;

impl Comparison {
    /// The comparison in sentences: the verdict, the names, the other fields, what may be proposed.
    ///
    /// ```
    /// use filature_identity::{Party, compare};
    /// use filature_model::Language;
    /// let words = compare(&Party::named("Marko Ilić"), &Party::named("Марко Илић")).words(Language::English);
    /// assert_eq!(words[0], "They may be one.");
    /// assert!(words[1].starts_with("The names are one name"));
    /// ```
    pub fn words(&self, language: Language) -> Vec<String> {
        let pick = |english: &'static str, french: &'static str| language.pick(english, french).to_owned();
        let mut all = vec![self.verdict().words(language).to_owned()];
        if let Some(lack) = self.lack {
            all.push(match language {
                Language::English => format!("Names cannot be compared: {lack}."),
                Language::French => format!("Les noms ne se comparent pas\u{a0}: {}.", lack.words(language)),
            });
        } else {
            all.push(self.name_words(language));
        }
        all.extend(self.birth.map(|birth| birth_words(birth, language).to_owned()));
        for field in Field::ALL {
            all.extend(field_words(field, self.field(field), language));
        }
        all.extend(self.remarks().into_iter().map(|remark| remark.words(language).to_owned()));
        all.push(self.proposal().words(language).to_owned());
        if self.name == NameAgreement::Same && self.verdict() == Verdict::Possible && self.lack.is_none() {
            all.push(pick("A name alone makes nobody one.", "Un nom seul ne réunit personne."));
        }
        all
    }

    fn name_words(&self, language: Language) -> String {
        let first = match self.name {
            NameAgreement::Same => language.pick("The names are one name", "Les noms sont un même nom"),
            NameAgreement::Explained => language.pick("The names can be one name", "Les noms peuvent être un même nom"),
            NameAgreement::Doubtful => language
                .pick("The names may be one name, with a doubt", "Les noms sont peut-être un même nom, avec un doute"),
            NameAgreement::OtherFamily => {
                language.pick("One given name, two family names", "Un même prénom, deux noms de famille")
            }
            NameAgreement::Differs => language.pick("They are two names", "Ce sont deux noms"),
            NameAgreement::Missing => language.pick("A name is missing", "Un nom manque"),
        };
        let ways: Vec<&str> = WAYS
            .iter()
            .filter(|(way, ..)| self.ways.has(*way))
            .map(|(_, english, french)| language.pick(english, french))
            .collect();
        match (ways.is_empty(), language) {
            (true, _) => format!("{first}."),
            (_, Language::English) => format!("{first}: {}.", ways.join("; ")),
            (_, Language::French) => format!("{first}\u{a0}: {}.", ways.join("\u{202f}; ")),
        }
    }
}

const WAYS: [(Ways, &str, &str); 32] = [
    (
        Ways::SPELLING,
        "other letters for the same sounds, or another script",
        "d’autres lettres pour les mêmes sons, ou une autre écriture",
    ),
    (Ways::ORDER, "the words in another order", "les mots dans un autre ordre"),
    (
        Ways::ENDING,
        "a family name in its form for a woman and for a man",
        "un nom de famille dans sa forme féminine et masculine",
    ),
    (Ways::SHORT_FORM, "a short form", "un diminutif"),
    (Ways::OTHER_FORM, "the form of another language", "la forme d’une autre langue"),
    (Ways::INITIAL, "an initial for a name", "une initiale pour un nom"),
    (Ways::SLIP, "a slip of the pen", "une faute de frappe"),
    (
        Ways::LEFT_OUT,
        "a word that only one has (patronymic, second given name, part of a double name)",
        "un mot que seul l’un porte (patronyme, second prénom, partie d’un nom double)",
    ),
    (Ways::FATHER_LEFT_OUT, "the father’s name in brackets left out", "le nom du père entre parenthèses omis"),
    (Ways::MARRIED, "a name at birth and a name by marriage", "un nom de naissance et un nom d’usage"),
    (Ways::JOINED, "written in one word and in two", "écrit en un mot et en deux"),
    (Ways::ONE_WORD, "a single word can be compared", "un seul mot se compare"),
    (
        Ways::LOOK_ALIKE,
        "letters of another script that look the same",
        "des lettres d’une autre écriture qui ont le même aspect",
    ),
    (Ways::INVISIBLE, "signs that nobody sees", "des signes invisibles"),
    (Ways::MIXED, "a word in two scripts", "un mot en deux écritures"),
    (Ways::JOINT, "two people under one name", "deux personnes sous un même nom"),
    (Ways::FORM, "two legal forms", "deux formes juridiques"),
    (Ways::OTHER_GIVEN, "the given names differ", "les prénoms diffèrent"),
    (Ways::OTHER_FAMILY, "the family names differ", "les noms de famille diffèrent"),
    (Ways::OTHER_FATHER, "the fathers’ names differ", "les noms des pères diffèrent"),
    (
        Ways::FATHER_AND_CHILD,
        "one bears as the father’s name what the other bears as a given name",
        "l’un porte comme nom du père ce que l’autre porte comme prénom",
    ),
    (Ways::OTHER_KIND, "a person and an organisation", "une personne et une organisation"),
    (
        Ways::OTHER_WORDS,
        "other words in the names of the organisations",
        "d’autres mots dans les noms des organisations",
    ),
    (Ways::WORDS_IN_COMMON, "a word in common", "un mot en commun"),
    (Ways::LOOSE, "several letters that may be others as well", "plusieurs lettres qui en sont peut-être d’autres"),
    (Ways::ONE_STEM, "family names with one stem", "des noms de famille d’une même racine"),
    (
        Ways::CUT_SHORT,
        "a last word that a field of fixed length cut",
        "un dernier mot tronqué par un champ de longueur fixe",
    ),
    (Ways::GENERATION, "one is told to be the younger or the elder", "l’un est dit le jeune ou l’aîné"),
    (
        Ways::GIVEN_TURNED,
        "two given names have changed places, as those of a father and a child do",
        "deux prénoms ont échangé leur place, comme chez un père et son enfant",
    ),
    (Ways::HALF_GIVEN, "half of a double given name", "la moitié d’un prénom composé"),
    (Ways::ONE_FAMILY, "the family name is one", "le nom de famille est le même"),
    (Ways::WIFE, "a wife’s name made of her husband’s", "un nom d’épouse formé sur celui du mari"),
];

fn birth_words(birth: BirthAgreement, language: Language) -> &'static str {
    match birth {
        BirthAgreement::Same => {
            language.pick("The dates of birth are the same.", "Les dates de naissance sont les mêmes.")
        }
        BirthAgreement::InPart => language.pick(
            "The dates of birth agree as far as they are known.",
            "Les dates de naissance concordent autant qu’elles sont connues.",
        ),
        BirthAgreement::Near => language.pick(
            "The dates of birth are a slip of the pen apart, or those of two people.",
            "Les dates de naissance diffèrent d’une faute de frappe, ou sont celles de deux personnes.",
        ),
        BirthAgreement::Differs => language.pick("The dates of birth differ.", "Les dates de naissance diffèrent."),
    }
}

fn field_words(field: Field, agreement: Agreement, language: Language) -> Option<String> {
    let (english, french) = match field {
        Field::Document => ("identity paper", "la pièce d’identité"),
        Field::National => ("national number", "le numéro national"),
        Field::Registration => ("registration number", "le numéro d’immatriculation"),
        Field::Account => ("account number", "le numéro de compte"),
        Field::Phone => ("telephone", "le téléphone"),
        Field::Email => ("e-mail address", "l’adresse électronique"),
        Field::Device => ("device", "l’appareil"),
        Field::Address => ("address", "l’adresse"),
    };
    Some(match (agreement, language) {
        (Agreement::Same, Language::English) => format!("In common: the {english}."),
        (Agreement::Same, Language::French) => format!("En commun\u{a0}: {french}."),
        (Agreement::Differs, Language::English) => format!("Not in common: the {english}."),
        (Agreement::Differs, Language::French) => format!("Pas en commun\u{a0}: {french}."),
        (Agreement::Compatible | Agreement::Missing, _) => return None,
    })
}

impl Verdict {
    /// The verdict in a sentence.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Same => language
                .pick("What is known says that they are one.", "Ce qui est connu dit que c’est une même identité."),
            Self::Possible => language.pick("They may be one.", "C’est peut-être une même identité."),
            Self::Different => language.pick("They are two.", "Ce sont deux identités."),
            Self::NotComparable => language.pick("They cannot be compared.", "La comparaison n’est pas possible."),
        }
    }
}

impl Proposal {
    /// The proposal in a sentence.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Confirm => language.pick(
                "Proposed: that a person confirm that they are one (same paper, same date of birth).",
                "Proposition\u{a0}: qu’une personne confirme la réunion (même pièce, même date de naissance).",
            ),
            Self::Examine => language
                .pick("Proposed: that a person look at both.", "Proposition\u{a0}: qu’une personne examine les deux."),
            Self::AccountRecords => language.pick(
                "Proposed: to keep the records of the account together. The people stay apart.",
                "Proposition\u{a0}: réunir les écritures du compte. Les personnes restent distinctes.",
            ),
            Self::Link => language.pick("A link, and no merge.", "Un lien, et pas une réunion."),
            Self::Nothing => language.pick("Nothing is proposed.", "Rien n’est proposé."),
        }
    }
}

impl Remark {
    /// The remark in a sentence.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::TwoNamesOnePaper => language.pick("Two names on one paper.", "Deux noms sur une même pièce."),
            Self::TwoNamesOneAccount => language.pick("Two names on one account.", "Deux noms sur un même compte."),
            Self::TwoBirthsOnePaper => {
                language.pick("Two dates of birth on one paper.", "Deux dates de naissance sur une même pièce.")
            }
            Self::LookAlikeLetters => language.pick(
                "A name holds letters of another script that look the same.",
                "Un nom contient des lettres d’une autre écriture qui ont le même aspect.",
            ),
        }
    }
}
