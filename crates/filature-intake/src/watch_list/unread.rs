//! What of a list could not be read, in both languages.

use std::fmt;

use filature_model::Language;

/// Something that was not read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The line, from 1.
    pub line: u32,
    /// What it is.
    pub fault: Fault,
}

/// Why something was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A line that is no JSON, or no entity.
    NoEntity,
    /// A line or record too long to be one.
    TooLong,
    /// A row with more fields than its header.
    Width {
        /// Fields of the row.
        found: usize,
        /// Fields of the header.
        expected: usize,
    },
    /// Bytes that are no text in the encoding of the file.
    Bytes,
    /// Nothing bears the encoding out.
    Encoding(&'static str),
    /// A record with neither a name nor a number.
    Nobody,
    /// More names than are kept.
    TooManyNames {
        /// How many are kept.
        kept: usize,
        /// How many are not.
        more: usize,
    },
    /// What stands beside people and organisations and names none, by its kind, with how often.
    OtherKind(String, u64),
}

impl Fault {
    /// What it is, in a sentence.
    pub fn words(&self, language: Language) -> String {
        let pick = |english: &str, french: &str| language.pick(english, french).to_owned();
        match self {
            Self::NoEntity => pick(
                "The line is no FollowTheMoney entity (JSON with id, schema and properties).",
                "La ligne n’est pas une entité FollowTheMoney (JSON avec id, schema et properties).",
            ),
            Self::TooLong => pick("The record is too long to be one.", "La fiche est trop longue pour en être une."),
            Self::Width { found, expected } => match language {
                Language::English => format!("The row has {found} fields and the header {expected}: it was not read."),
                Language::French => {
                    format!("La ligne a {found} champs et l’en-tête {expected}\u{a0}: elle n’a pas été lue.")
                }
            },
            Self::Bytes => pick(
                "Some bytes are no text in the encoding of the file; names on this line may be wrong.",
                "Des octets ne sont pas du texte dans l’encodage du fichier\u{202f}; des noms peuvent être faux à cette ligne.",
            ),
            Self::Encoding(name) => match language {
                Language::English => {
                    format!(
                        "Nothing says in which encoding the file is; it was read as {name}, and names may be wrong."
                    )
                }
                Language::French => format!(
                    "Rien ne dit dans quel encodage est le fichier\u{202f}; il a été lu en {name}, et des noms peuvent être faux."
                ),
            },
            Self::Nobody => pick(
                "The record holds neither a name nor a number by which anybody could be known.",
                "La fiche ne contient ni nom ni numéro qui permette de reconnaître quelqu’un.",
            ),
            Self::TooManyNames { kept, more } => match language {
                Language::English => format!("Of the names of the record, {kept} are compared and {more} are not."),
                Language::French => {
                    format!("Des noms de la fiche, {kept} sont comparés et {more} ne le sont pas.")
                }
            },
            Self::OtherKind(kind, count) => match language {
                Language::English => {
                    format!("What is neither a person nor an organisation was passed over: {kind} ({count}).")
                }
                Language::French => {
                    format!("Ce qui n’est ni une personne ni une organisation a été passé\u{a0}: {kind} ({count}).")
                }
            },
        }
    }
}

impl Unread {
    /// The line and what it is, in a sentence.
    pub fn words(&self, language: Language) -> String {
        let (line, what) = (self.line, self.fault.words(language));
        match language {
            Language::English => format!("line {line}: {what}"),
            Language::French => format!("ligne {line}\u{a0}: {what}"),
        }
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}
