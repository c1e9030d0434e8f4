/// A form in which a dossier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// One self-contained page.
    Html,
    /// Office Open XML, for Word and other word processors.
    Docx,
    /// OpenDocument text, for LibreOffice and other word processors.
    Odt,
}

impl Form {
    /// How the name of its file ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Odt => "odt",
        }
    }

    /// Whether its words are in a language; data for other programs are in none, and are written once.
    pub fn has_language(self) -> bool {
        match self {
            Self::Html | Self::Docx | Self::Odt => true,
        }
    }
}
