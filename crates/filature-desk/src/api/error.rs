//! What an answer says when there is none: what happened, what is safe, and what to do, in both languages.

use filature_dossier::vocabulary::typeset;
use filature_ledger::four_eyes::FourEyesError;
use filature_model::Language;
use serde_json::{Value, json};

use crate::operations::{Fault, OperationError};

/// A wording in both languages; French is written with plain spaces and typeset when it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

/// A wording in both languages.
pub fn both(en: impl Into<String>, fr: impl Into<String>) -> Both {
    Both { en: en.into(), fr: fr.into() }
}

impl Both {
    /// As it is sent.
    pub fn json(&self) -> Value {
        json!({ "en": self.en, "fr": typeset(&self.fr, Language::French) })
    }
}

/// Why there is no answer.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// A word for programs.
    pub code: &'static str,
    /// What happened, and what to do.
    pub message: Both,
    /// What is safe.
    pub what_is_safe: Box<Both>,
    /// Where: file, page, row, column.
    pub at: Option<Value>,
}

impl Problem {
    fn new(status: u16, code: &'static str, message: Both) -> Self {
        let what_is_safe = Box::new(both("Nothing was changed.", "Rien n’a été modifié."));
        Self { status, code, message, what_is_safe, at: None }
    }

    /// The call is off.
    pub fn call(code: &'static str, en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self::new(400, code, both(en, fr))
    }

    /// There is no such thing.
    pub fn missing(what: &str) -> Self {
        let en = format!("There is no {what:?} in this case, or no longer. Go back and open it from its list.");
        Self::new(
            404,
            "not-found",
            both(en, format!("Il n’y a pas, ou plus, de « {what} » dans ce dossier. Revenez à la liste.")),
        )
    }

    /// It may not be shown.
    pub fn withheld(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self::new(403, "withheld", both(en, fr))
    }

    /// It shows names, and nobody gave a purpose.
    pub fn purpose_needed() -> Self {
        let en = "This shows names as the file has them. Give a purpose first: it is kept in the journal.";
        let fr = "Les noms y figurent comme dans le fichier. Indiquez d’abord une finalité : elle est conservée dans le journal.";
        Self::new(403, "purpose-needed", both(en, fr))
    }

    /// One person cannot do it alone in this case.
    pub fn second_needed(error: &FourEyesError) -> Self {
        let (en, fr) = match error {
            FourEyesError::SecondIsTheFirst(name) => (
                format!("The second person is {name} again: another one has to decide with them."),
                format!("La seconde personne est encore {name} : une autre doit décider avec elle."),
            ),
            FourEyesError::ReasonNeeded(name) => (
                format!("{name} decides with them: their own reason is needed."),
                format!("{name} décide avec elle : son propre motif est nécessaire."),
            ),
            FourEyesError::SecondNeeded(_) | FourEyesError::FirstNeeded => (
                "This case asks for two people here: name the second one, with their own reason. Names are not checked.".to_owned(),
                "Ce dossier demande ici deux personnes : indiquez la seconde, avec son propre motif. Les noms ne sont pas vérifiés."
                    .to_owned(),
            ),
        };
        Self::new(403, "second-needed", both(en, fr))
    }

    /// Something else came in between.
    pub fn conflict(code: &'static str, en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self::new(409, code, both(en, fr))
    }

    /// Work that ended, and of which nothing more is said: something was erased after it, and it may have named who was.
    pub fn forgotten(was_done: bool) -> Self {
        let message = both(
            "This work ended before something was erased, and what it came to is forgotten here, as it may have named who was erased.",
            "Ce travail s’est terminé avant un effacement ; son résultat est oublié ici, car il aurait pu nommer la personne effacée.",
        );
        let mut problem = Self::new(410, "forgotten", message);
        *problem.what_is_safe = if was_done {
            both(
                "It was done, and what it did is in the journal.",
                "Il a été fait, et ce qu’il a fait figure au journal.",
            )
        } else {
            both("It had not been done.", "Il n’avait pas été fait.")
        };
        problem
    }

    /// A bug of ours.
    pub fn bug(what: impl std::fmt::Display) -> Self {
        let en = format!("A bug of filature, please report it: {what}");
        Self::new(500, "bug", both(en, format!("Un défaut de filature, merci de le signaler : {what}")))
    }

    /// Any other.
    pub fn other(status: u16, code: &'static str, message: Both) -> Self {
        Self::new(status, code, message)
    }

    /// As it is sent.
    pub fn json(&self) -> Value {
        json!({ "error": { "code": self.code, "message": self.message.json(), "what_is_safe": self.what_is_safe.json(),
                           "where": self.at } })
    }
}

impl From<OperationError> for Problem {
    fn from(error: OperationError) -> Self {
        let (status, code) = match error.fault {
            Fault::Call => (400, "call"),
            Fault::Data => (422, "data"),
            Fault::Busy => return Self::busy(),
            Fault::Bug => (500, "bug"),
        };
        // Where only English is known it is not guessed at: what is said names files and rows.
        let fr = error.french.unwrap_or_else(|| format!("Message du moteur, en anglais : {}", error.message));
        Self { what_is_safe: Box::new(confirmed()), ..Self::new(status, code, both(error.message, fr)) }
    }
}

impl From<filature_ledger::LedgerError> for Problem {
    fn from(error: filature_ledger::LedgerError) -> Self {
        match error {
            filature_ledger::LedgerError::Busy(_) => Self::busy(),
            filature_ledger::LedgerError::Bug(what) => Self::bug(what),
            filature_ledger::LedgerError::FourEyes(error) => Self::second_needed(&error),
            other => OperationError::new(Fault::Data, other.to_string()).into(),
        }
    }
}

impl Problem {
    fn busy() -> Self {
        let en = "Another filature works in this case just now. Nothing was written: try again when it is done.";
        let fr = "Un autre filature travaille en ce moment dans ce dossier. Rien n’a été écrit : réessayez quand il aura fini.";
        Self::conflict("busy", en, fr)
    }
}

fn confirmed() -> Both {
    both(
        "The originals and all that was confirmed before are untouched.",
        "Les originaux et tout ce qui avait été confirmé auparavant sont intacts.",
    )
}
