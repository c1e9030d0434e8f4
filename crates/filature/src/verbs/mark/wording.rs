//! The words of the table that is put to a person, in both languages.

use filature_model::Language;

/// What stands in it.
pub struct Words {
    /// The sheets.
    pub sheets: [&'static str; 2],
    /// The columns of the first sheet, notes and payment texts among them.
    pub columns: [&'static str; 10],
    /// The columns of the sheet of sources.
    pub sources: [&'static str; 8],
    /// Money that came in, and that went out.
    pub direction: [&'static str; 2],
    /// What stands above.
    pub above: &'static str,
    /// How many are left out, behind their number.
    pub left_out: &'static str,
}

/// In a language.
pub fn words(language: Language) -> Words {
    match language {
        Language::English => Words {
            sheets: ["Entries", "Sources"],
            columns: [
                "No.",
                "Date",
                "Account",
                "Direction",
                "Amount",
                "Currency",
                "Other side",
                "Payment text",
                "Label",
                "Note",
            ],
            sources: ["No.", "Entry", "File", "SHA-256", "Exhibit", "Message or page", "Line", "Row, from 0"],
            direction: ["in", "out"],
            above: "Marked entries, in the order of time. What is marked is a question, and no finding.",
            left_out: "marked entries are not here: they may not be rendered, or it is open which entry is meant.",
        },
        Language::French => Words {
            sheets: ["Écritures", "Sources"],
            columns: ["N°", "Date", "Compte", "Sens", "Montant", "Devise", "Autre partie", "Libellé", "Marque", "Note"],
            sources: ["N°", "Écriture", "Fichier", "SHA-256", "Pièce", "Message ou page", "Ligne", "Rang, depuis 0"],
            direction: ["entrée", "sortie"],
            above: "Écritures marquées, dans l’ordre du temps. Ce qui est marqué est une question, non un constat.",
            left_out: "écritures marquées ne figurent pas ici : elles ne peuvent être communiquées, ou l’écriture visée reste à déterminer.",
        },
    }
}

/// The column left empty.
pub fn answer(language: Language) -> &'static str {
    match language {
        Language::English => "Answer",
        Language::French => "Réponse",
    }
}
