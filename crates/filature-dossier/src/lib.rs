//! The dossier: what a magistrate reads, in the form that is asked for.
//!
//! ```text
//! Content ──► select ──► parts ──► Document ──► html, pdf, docx, odt
//!             what may  │  one file   the model:
//!             not be    │  a part     no amount without its row
//!             used goes └──────────────────────► schedules (XLSX), exchange (data)
//! ```
//!
//! Three promises are kept by construction rather than by care:
//!
//! - **What may not be used is not there.** [`render_html`] first drops all that rests on a source which is
//!   not evidence; every later step sees only what is left, and how much was dropped.
//! - **Every figure has its row.** An amount can only enter the document as a `Figure`, and a `Figure`
//!   cannot be made without its grounds. They become footnotes and links into the annex of entries.
//! - **Facts, computations and assumptions look different**, because they are different types.
//!
//! A lead is shown whole or not at all, and what speaks against it by the same function as what speaks for it
//! (`parts/lead_statements.rs`). What a source describes is never printed against a name (`parts/lead_accounts.rs`).
//!
//! Nothing here reads a clock, a file or the environment: the same content gives the same bytes. All text
//! that comes from data is escaped in one place (`html.rs`), and its invisible controls are made visible in
//! one place (`format.rs`). All wording is in one place (`wording.rs`), in pairs of English and French.

mod activity;
mod bank;
mod catalogue;
mod choice;
mod columns;
mod document;
mod docx;
mod escape;
mod exchange;
mod figures;
mod flow;
mod form;
mod format;
mod html;
pub mod manifest;
mod markup;
mod named;
mod notes;
mod odt;
mod office;
mod parts;
#[cfg(feature = "pdf")]
mod pdf;
mod people;
mod pictures;
pub mod profile;
pub mod reading;
mod reckon;
mod redact;
mod rights;
mod schedules;
mod select;
mod source_names;
mod subject;
mod svg;
pub mod vocabulary;
mod wording;
pub mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{
    Account, Currency, Entry, Finding, Findings, Language, Lead, Locality, Problem, Source, SourceId, StatementCheck,
    Trace,
};

pub use activity::{Activity, DeclaredIncome, Fate, FlagRun, Movement, Threshold};
pub use choice::{DossierPart, PartError};
pub use exchange::goaml::{GoamlError, GoamlReport, ReportAs, ReportAsError, Schema, SchemaError};
pub use form::Form;
pub use manifest::Manifest;
pub use named::accounts as accounts_of_trace;
pub use parts::sealed::{Sealed, render_sealed};
pub use reading::manifest_of;
pub use rights::{Counts, Known, Profile, Rights, Texts, Withheld};
pub use subject::{Across, MOST_SIDES, Subject, SubjectAccount};

/// What the first page says of its making, each as a person stated it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitlePage {
    /// The number of the procedure.
    pub procedure: Option<String>,
    /// The service that leads it.
    pub service: Option<String>,
    /// The officer who answers for the document.
    pub officer: Option<String>,
}

/// The word of a decision that a person is one who was harmed, or may be.
pub const VICTIM: &str = "victim";

/// Everything the dossier may show; the caller assembles it from the case. Pure data, no I/O.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The name of the case.
    pub case_name: String,
    /// The currency in which the case is led, where one was chosen.
    pub base_currency: Option<Currency>,
    /// The legal basis on which the data is held, as the person wrote it.
    pub legal_basis: Option<String>,
    /// What the first page says of its making.
    pub title: TitlePage,
    /// All sources of the case, whatever their use.
    pub sources: Vec<Source>,
    /// How many entries each source gave.
    pub source_entries: BTreeMap<SourceId, u64>,
    /// How many problems each source gave.
    pub source_problems: BTreeMap<SourceId, u64>,
    /// The accounts, those named in findings and traces at least.
    pub accounts: Vec<Account>,
    /// The statements, reconciled.
    pub statements: Vec<StatementCheck>,
    /// What could not be taken as it stands.
    pub problems: Vec<Problem>,
    /// The findings, best first.
    pub findings: Findings,
    /// The leads, best first.
    pub leads: Vec<Lead>,
    /// The findings that these leads rest on and that are not among `findings`. Of those that a statement names, `entries` must hold
    /// the transactions.
    pub lead_findings: Vec<Finding>,
    /// Parts that it was ordered without.
    pub without: BTreeSet<DossierPart>,
    /// How many leads were left to the file of all, for want of room.
    pub leads_not_shown: u64,
    /// Findings that a look-alike explains, each with the look-alike's finding: they are grounds of no lead.
    pub set_aside: Vec<(String, String)>,
    /// How many flags ran.
    pub flags_run: usize,
    /// The traces, each with a name: the finding it begins from, for example.
    pub traces: Vec<(String, Trace)>,
    /// For every transaction relied on, by id, its entries.
    pub entries: BTreeMap<String, Vec<(SourceId, Entry)>>,
    /// What moved on the accounts that the leads, the traces and the decisions on persons are about. Of all of it, `entries` must hold
    /// the transactions.
    pub activity: Activity,
    /// Holders whose profile is a part of the document. `entries` must hold their transactions.
    pub subjects: Vec<Subject>,
    /// Decisions on persons that hold now: account and the word of the category.
    pub categories: BTreeMap<String, String>,
    /// Accounts that somebody said are one holder's, by groups.
    pub holders: Vec<Vec<String>>,
    /// Incomes that holders declared.
    pub income: Vec<DeclaredIncome>,
    /// The flags that ran.
    pub flags: Vec<FlagRun>,
    /// Where a transaction was done, by its id, for those of which an entry says it.
    pub places: BTreeMap<String, Locality>,
    /// The program and its version, as `filature 0.1.0`.
    pub program: String,
    /// SHA-256 of the list of sources; what is shown is that of the files that are shown, worked out from them.
    pub engine_manifest: String,
    /// Whether names and payment texts are shown; otherwise names are initials and texts are left out.
    pub show_names: bool,
    /// What the dossier rests on; of it goes along what may be shown.
    pub manifest: Option<Manifest>,
    /// For whom it is made, whom it must not show, and what was withheld.
    pub rights: Rights,
}

/// Why no dossier could be written. Each is a fault of the content handed over, never of a source's data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DossierError {
    /// A profile with pseudonyms and no key: their order could be found by trying.
    #[error("the profile {0} needs a key that is new for each export; none was given")]
    KeyMissing(&'static str),
    /// A finding or a trace holds something that is no amount of its currency.
    #[error("{of}: {text:?} is no amount in {currency}")]
    Amount {
        /// Which finding or trace.
        of: String,
        /// What stands where an amount should.
        text: String,
        /// The currency it should be in.
        currency: String,
    },
    /// A finding or a trace is in a currency that does not exist.
    #[error("{of}: {currency:?} is no currency")]
    Currency {
        /// Which finding or trace.
        of: String,
        /// The code.
        currency: String,
    },
    /// The PDF could not be set: a bug of ours.
    #[error("the PDF could not be set: {0}")]
    Pdf(String),
    /// The parts of a word processor's file could not be put together.
    #[error("{part}: this part of the document could not be packed: {why}")]
    Packed {
        /// Which part.
        part: String,
        /// What the packer says.
        why: String,
    },
    /// A form cannot hold the dossier.
    #[error("the {} form cannot be written: {why}", form.extension())]
    Form {
        /// Which.
        form: Form,
        /// Why.
        why: String,
    },
    /// A goAML report was asked for without the schema that it follows.
    #[error("a goAML report follows a schema: ask for it by Dossier::goaml")]
    NoSchema,
}

/// A dossier that is ready to be written: what may be shown, and the document made of it.
///
/// Every form is made of the same selection, so that none can hold what another may not.
///
/// ```
/// use filature_dossier::{Content, Dossier, Form};
/// use filature_model::Language;
/// let content = Content { case_name: "Hearth".to_owned(), ..Content::default() };
/// let dossier = Dossier::new(&content, Language::French)?;
/// let page = dossier.render(Form::Html)?;
/// assert!(page.starts_with(b"<!doctype html>\n<html lang=\"fr\">"));
/// # Ok::<(), filature_dossier::DossierError>(())
/// ```
#[derive(Debug)]
pub struct Dossier {
    selected: select::Selected,
    language: Language,
    document: document::Document,
}

impl Dossier {
    /// Selects what may be shown, and builds the document.
    ///
    /// # Errors
    /// [`DossierError`] when an amount or a currency of a finding or a trace cannot be read: a figure that is in
    /// doubt is never printed.
    pub fn new(content: &Content, language: Language) -> Result<Self, DossierError> {
        let rights = &content.rights;
        if rights.profile.needs_key() && rights.key.is_none() {
            return Err(DossierError::KeyMissing(rights.profile.word()));
        }
        let selected = select::select(content);
        let document = parts::build(&selected, language)?;
        Ok(Self { selected, language, document })
    }

    /// The manifest that a form carries: what the dossier rests on, as far as it may leave the house.
    pub fn manifest(&self, form: Form) -> Option<Manifest> {
        Some(self.document.manifest.as_ref()?.of_form(form))
    }

    /// The bytes of one form.
    ///
    /// # Errors
    /// [`DossierError`] when the form cannot hold it.
    pub fn render(&self, form: Form) -> Result<Vec<u8>, DossierError> {
        match form {
            Form::Html => Ok(html::render(&self.document).into_bytes()),
            #[cfg(feature = "pdf")]
            Form::Pdf => pdf::render(&self.document),
            Form::Docx => docx::render(&self.document),
            Form::Odt => odt::render(&self.document),
            Form::Xlsx => {
                let workbook = schedules::render(&self.selected, self.document.language)?;
                match self.manifest(form) {
                    Some(manifest) => reading::with_manifest(&workbook, &manifest)
                        .map_err(|why| DossierError::Form { form, why: why.to_string() }),
                    None => Ok(workbook),
                }
            }
            Form::Ftm | Form::Graphml | Form::Anx | Form::Csv | Form::Parquet => exchange::render(&self.selected, form),
            Form::Goaml => Err(DossierError::NoSchema),
        }
    }

    /// A report in goAML as a national schema asks for it; what the case cannot know comes from `report_as`.
    ///
    /// # Errors
    /// [`GoamlError`], which lists what lacks by the path of its element.
    pub fn goaml(&self, schema: &Schema, report_as: &ReportAs) -> Result<GoamlReport, GoamlError> {
        exchange::goaml::report(&self.selected, schema, report_as, self.language)
    }
}

/// What a form leaves out of what the dossier shows, a sentence each; nothing for a form that holds all of it.
pub fn leaves_out(form: Form, language: Language) -> Vec<String> {
    exchange::leaves_out(form).into_iter().map(|pair| pair.pick(language)).collect()
}

/// The dossier as one self-contained HTML file.
///
/// # Errors
/// As [`Dossier::new`].
pub fn render_html(content: &Content, language: Language) -> Result<String, DossierError> {
    Ok(html::render(&Dossier::new(content, language)?.document))
}

// The tests share their content with the example, which sees the crate from outside.
#[cfg(test)]
extern crate self as filature_dossier;
#[cfg(test)]
mod tests;
