/// A form in which a dossier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// One self-contained page.
    Html,
    /// PDF/A for the file and the court.
    #[cfg(feature = "pdf")]
    Pdf,
}

impl Form {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Html,
        #[cfg(feature = "pdf")]
        Self::Pdf,
    ];

    /// How the name of its file ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
        }
    }

    /// Whether its words are in a language; data for other programs are in none, and are written once.
    pub fn has_language(self) -> bool {
        match self {
            Self::Html => true,
            #[cfg(feature = "pdf")]
            Self::Pdf => true,
        }
    }
}
