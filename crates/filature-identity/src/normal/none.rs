//! Names that are none: what banks print where they know nobody. They match nothing, not even each other.

use std::fmt;

use filature_model::Language;

use super::clean::Piece;

/// Longer than any name: what is longer is not read.
pub(super) const LONGEST_BYTES: usize = 1024;
const MOST_WORDS: usize = 24;

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoName {
    /// Nothing, or nothing but signs.
    Empty,
    /// N/A, INCONNU, CLIENT, VIREMENT.
    Placeholder,
    /// Digits without a letter.
    Digits,
    /// Longer than names are.
    TooLong,
}

impl NoName {
    /// Why, in words.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Empty => language.pick("no name was written", "aucun nom n’est écrit"),
            Self::Placeholder => language
                .pick("the name is a word for nobody in particular", "le nom est un mot qui ne désigne personne"),
            Self::Digits => language.pick("the name holds digits and no letter", "le nom ne contient que des chiffres"),
            Self::TooLong => {
                language.pick("the name is longer than names are", "le nom est plus long que ne sont les noms")
            }
        }
    }
}

impl fmt::Display for NoName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words(Language::English))
    }
}

impl std::error::Error for NoName {}

/// What stands for nobody, written together and without marks.
const PLACEHOLDERS: &[&str] = &[
    "na",
    "nan",
    "none",
    "null",
    "nil",
    "nc",
    "nd",
    "ne",
    "tbd",
    "x",
    "xx",
    "xxx",
    "xxxx",
    "test",
    "unknown",
    "inconnu",
    "inconnue",
    "anonyme",
    "anonymous",
    "nonrenseigne",
    "nonrenseignee",
    "noncommunique",
    "nonconnu",
    "sansnom",
    "nomatch",
    "noname",
    "client",
    "cliente",
    "customer",
    "klijent",
    "klient",
    "titulaire",
    "beneficiaire",
    "beneficiary",
    "donneurdordre",
    "ordonnateur",
    "destinataire",
    "expediteur",
    "sender",
    "receiver",
    "virement",
    "virementsepa",
    "transfer",
    "transfert",
    "payment",
    "paiement",
    "uplata",
    "isplata",
    "prevod",
    "retrait",
    "depot",
    "depotespeces",
    "especes",
    "cash",
    "withdrawal",
    "deposit",
    "carte",
    "card",
    "cheque",
    "divers",
    "various",
    "autre",
    "autres",
    "other",
    "others",
    "nepoznat",
    "nepoznato",
    "nepoznata",
    "непознат",
    "непознато",
    "неизвестен",
    "неизвестно",
    "ipanjohur",
    "panjohur",
    "epanjohur",
    "necunoscut",
    "necunoscuta",
    "bilinmiyor",
    "ismeretlen",
    "αγνωστοσ",
    "αγνωστο",
    "agnostos",
    "клиент",
    "клијент",
    "person",
    "personne",
    "monsieur",
    "madame",
    "mr",
    "mrs",
    "compte",
    "account",
    "konto",
    "racun",
    "guest",
    "walkincustomer",
    "walkin",
    "vide",
    "empty",
    "missing",
    "nespecifie",
    "notprovided",
    "notavailable",
    "notapplicable",
    "sansobjet",
    "nymadanni",
    "нямаданни",
    "nodata",
    "nemapodataka",
    "немаподатака",
    "нема",
    "nema",
    "bezimena",
    "bezimeni",
    "paemer",
    "paemër",
    "faranume",
    "fărănume",
    "isimsiz",
    "namelos",
    "nevtelen",
    "névtelen",
    "неидентифициран",
    "неидентификован",
    "unidentified",
    "nonidentifie",
];

/// Whether what was written can be a name.
pub(super) fn check(pieces: &[Piece]) -> Result<(), NoName> {
    if pieces.len() > MOST_WORDS {
        return Err(NoName::TooLong);
    }
    let letters = pieces.iter().any(|piece| piece.text.chars().any(char::is_alphabetic));
    if !letters {
        return Err(if pieces.iter().any(|piece| piece.text != "&") { NoName::Digits } else { NoName::Empty });
    }
    // "CLIENT 0042", "N/A", "inconnu(e)".
    let together: String = pieces
        .iter()
        .filter(|piece| piece.text.chars().any(char::is_alphabetic))
        .flat_map(|piece| piece.text.chars().map(plain))
        .collect();
    if PLACEHOLDERS.contains(&together.as_str()) { Err(NoName::Placeholder) } else { Ok(()) }
}

fn plain(letter: char) -> char {
    match letter {
        'é' | 'è' | 'ê' => 'e',
        'â' => 'a',
        'ô' => 'o',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Name, NoName, PartyKind};

    #[test]
    fn what_is_no_name_says_why() {
        let long = "a".repeat(1 << 20);
        let words = "Marko ".repeat(100);
        for (written, why) in [
            ("", NoName::Empty),
            ("  \u{200f}\u{202e} ", NoName::Empty),
            ("--- / .", NoName::Empty),
            ("N/A", NoName::Placeholder),
            ("n. a.", NoName::Placeholder),
            ("INCONNU", NoName::Placeholder),
            ("Inconnu(e)", NoName::Placeholder),
            ("CLIENT 0042", NoName::Placeholder),
            ("VIREMENT SEPA", NoName::Placeholder),
            ("Непознат", NoName::Placeholder),
            ("0000 12", NoName::Digits),
            (&long, NoName::TooLong),
            (&words, NoName::TooLong),
        ] {
            assert_eq!(Name::read(written, PartyKind::Unknown), Err(why), "{:.40}", written);
        }
        for written in ["Na Li", "Client Anouk", "Nil Kaya", "Ne Win"] {
            assert!(Name::read(written, PartyKind::Unknown).is_ok(), "{written}");
        }
    }
}
