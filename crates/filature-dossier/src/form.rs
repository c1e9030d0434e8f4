/// A form in which a dossier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// One self-contained page.
    Html,
}

impl Form {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Html];

    /// How the name of its file ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
        }
    }

    /// Whether its words are in a language; data for other programs are in none, and are written once.
    pub fn has_language(self) -> bool {
        match self {
            Self::Html => true,
        }
    }
}
