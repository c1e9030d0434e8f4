//! The dossier as PDF: what is signed, filed and read aloud.
//!
//! ```text
//! Document ──► data ──► dossier.json ─┐
//!              widths, notes          ├─► typst ──► links ──► krilla ──► PDF/A-3a, PDF/UA-1
//!              template.typ ──────────┘
//! ```
//!
//! typst is used as a library. The template is code of ours; all that comes from records reaches it as strings of
//! a JSON file, so that no payment text can be markup. Fonts are those that typst carries: the result does not depend
//! on what is installed, and a letter that none of them has is written out as `⟨U+4E2D⟩`, never dropped.
//!
//! The file is PDF/A-3a (ISO 19005-3: kept for years, tagged) and PDF/UA-1 (ISO 14289-1: readable aloud).

mod data;
mod fonts;
mod links;
mod register;
mod widths;
mod world;

use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::DossierError;
use crate::document::Document;

/// The bytes of the PDF.
///
/// # Errors
/// [`DossierError::Pdf`], a bug of ours: the template does not hold what the document has.
pub fn render(document: &Document) -> Result<Vec<u8>, DossierError> {
    let fonts = fonts::Fonts::carried();
    let made = data::of(document, &fonts);
    let world = world::OneDocument::new(fonts, made).map_err(DossierError::Pdf)?;
    let compiled = typst::compile::<PagedDocument>(&world);
    let said = |all: &[typst::diag::SourceDiagnostic]| {
        let lines: Vec<String> = all.iter().map(|one| format!("{} {}", one.message, world.place(one.span))).collect();
        DossierError::Pdf(lines.join("; "))
    };
    if !compiled.warnings.is_empty() {
        return Err(said(&compiled.warnings));
    }
    let paged = compiled.output.map_err(|errors| said(&errors))?;
    // typst keeps what it laid out for a next time that does not come.
    typst::comemo::evict(0);
    let paged = links::resolve(&paged).map_err(DossierError::Pdf)?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| DossierError::Pdf(error.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&paged, &options).map_err(|errors| said(&errors));
    typst::comemo::evict(0);
    bytes
}
