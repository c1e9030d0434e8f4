/// A form in which a dossier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// One self-contained page.
    Html,
    /// PDF/A for the file and the court.
    #[cfg(feature = "pdf")]
    Pdf,
    /// Office Open XML, for Word and other word processors.
    Docx,
    /// OpenDocument text, for LibreOffice and other word processors.
    Odt,
    /// A workbook of schedules.
    Xlsx,
    /// FollowTheMoney entities, JSON lines.
    Ftm,
    /// A graph of accounts and payments.
    Graphml,
    /// A chart for i2 Analyst's Notebook.
    Anx,
    /// The canonical CSV, which can be added to a case.
    Csv,
    /// A table of the entries relied on.
    Parquet,
    /// A report in goAML, by the schema of a financial intelligence unit.
    Goaml,
}

impl Form {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Html,
        #[cfg(feature = "pdf")]
        Self::Pdf,
        Self::Docx,
        Self::Odt,
        Self::Xlsx,
        Self::Ftm,
        Self::Graphml,
        Self::Anx,
        Self::Csv,
        Self::Parquet,
    ];

    /// How the name of its file ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Xlsx => "xlsx",
            Self::Ftm => "ftm.json",
            Self::Graphml => "graphml",
            Self::Anx => "anx",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Goaml => "goaml.xml",
        }
    }

    /// Whether its words are in a language; data for other programs are in none, and are written once.
    pub fn has_language(self) -> bool {
        match self {
            #[cfg(feature = "pdf")]
            Self::Pdf => true,
            Self::Html | Self::Docx | Self::Odt | Self::Xlsx => true,
            Self::Ftm | Self::Graphml | Self::Anx | Self::Csv | Self::Parquet | Self::Goaml => false,
        }
    }
}
