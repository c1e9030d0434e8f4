//! In which order matches are looked at: by what agrees, and never by a figure.

use filature_model::Language;

use crate::book::Field;
use crate::compare::{Agreement, Comparison, NameAgreement, Proposal, Verdict, Ways};

/// What a match rests on, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// One paper or national number and one date of birth, and names that can be one.
    PaperAndBirth,
    /// Names that agree, and one more thing does.
    NameAndMore,
    /// A paper, a number or an account in common, and names that are missing, are two, or are spoken against.
    Number,
    /// Names that agree, and little or nothing else.
    Name,
    /// A telephone or an e-mail address in common, and no names that agree.
    Contact,
    /// A single word of a name, and nothing else.
    SingleWord,
}

impl Strength {
    /// All of them, the strongest first.
    pub const ALL: [Self; 6] =
        [Self::PaperAndBirth, Self::NameAndMore, Self::Number, Self::Name, Self::Contact, Self::SingleWord];

    /// Of a match.
    pub fn of(comparison: &Comparison) -> Self {
        let same = |fields: &[Field]| fields.iter().any(|field| comparison.field(*field) == Agreement::Same);
        let is_silent = comparison.birth.is_none() && comparison.fields.iter().all(|field| *field != Agreement::Same);
        match comparison.verdict() {
            Verdict::Same if comparison.proposal() == Proposal::Confirm => Self::PaperAndBirth,
            Verdict::Same => Self::NameAndMore,
            _ if same(&[Field::Document, Field::National, Field::Registration, Field::Account]) => Self::Number,
            Verdict::Possible if comparison.name <= NameAgreement::Doubtful => {
                if is_silent && comparison.ways.has(Ways::ONE_WORD) { Self::SingleWord } else { Self::Name }
            }
            _ => Self::Contact,
        }
    }

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::PaperAndBirth => "paper-and-birth",
            Self::NameAndMore => "name-and-more",
            Self::Number => "number",
            Self::Name => "name",
            Self::Contact => "contact",
            Self::SingleWord => "single-word",
        }
    }

    /// What it is, as a heading.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::PaperAndBirth => language.pick(
                "One paper or national number, one date of birth, names that can be one",
                "Une même pièce ou un même numéro national, une même date de naissance, des noms qui peuvent en être un",
            ),
            Self::NameAndMore => language
                .pick("Names that agree, and one more thing does", "Des noms qui concordent, et autre chose encore"),
            Self::Number => language.pick(
                "A paper, a number or an account in common, and not the names",
                "Une pièce, un numéro ou un compte en commun, et pas les noms",
            ),
            Self::Name => language
                .pick("Names that agree, and little or nothing else", "Des noms qui concordent, et peu ou rien d’autre"),
            Self::Contact => language.pick(
                "A telephone or an e-mail address in common, and not the names",
                "Un téléphone ou une adresse électronique en commun, et pas les noms",
            ),
            Self::SingleWord => {
                language.pick("A single word of a name, and nothing else", "Un seul mot d’un nom, et rien d’autre")
            }
        }
    }
}
