//! The dossier as an OpenDocument text (ISO/IEC 26300), which LibreOffice and other word processors open.
//!
//! ```text
//! Document ──► office::walk ──► Body ──► content.xml, Pictures ──► ZIP
//!                               styles.xml, meta.xml: fixed or set by office::look
//! ```
//!
//! Text of data stands in paragraphs and in titles and descriptions, never in the name of a style, a place or a field.
//! The file names no author, machine or day.

mod body;
mod styles;
mod table;
mod text;

use filature_model::Language;

use crate::DossierError;
use crate::document::Document;
use crate::office::package::{self, Part};
use crate::office::{walk, xml};

use body::Body;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const MEDIA: &str = "application/vnd.oasis.opendocument.text";
const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\"";

/// The whole file.
///
/// # Errors
/// [`DossierError::Packed`] when it is larger than an archive can hold.
pub fn render(document: &Document) -> Result<Vec<u8>, DossierError> {
    let mut body = Body::default();
    walk::walk(document, &mut body);
    let mut parts = vec![
        // Programs know the kind of file by this part, which must come first and not be compressed.
        Part::stored("mimetype", MEDIA),
        Part::of("content.xml", content(&body)),
        Part::of("styles.xml", styles::styles(document)),
        Part::of("meta.xml", meta(document)),
        Part::of("META-INF/manifest.xml", manifest(body.pictures.len())),
    ];
    for (number, svg) in (1..).zip(body.pictures) {
        parts.push(Part::of(format!("Pictures/picture{number}.svg"), svg));
    }
    package::pack(&parts)
}

/// Language and country.
fn tag(language: Language) -> (&'static str, &'static str) {
    (language.pick("en", "fr"), language.pick("GB", "FR"))
}

fn content(body: &Body) -> String {
    format!(
        "{DECLARATION}<office:document-content {SPACES}>{}<office:automatic-styles>{}{}</office:automatic-styles><office:body><office:text>{}</office:text></office:body></office:document-content>",
        styles::fonts(),
        styles::automatic(),
        body.columns,
        body.out
    )
}

fn meta(document: &Document) -> String {
    let (language, country) = tag(document.language);
    format!(
        "{DECLARATION}<office:document-meta {SPACES}><office:meta><dc:title>{} · {}</dc:title><dc:language>{language}-{country}</dc:language></office:meta></office:document-meta>",
        xml::escape(&document.title),
        xml::escape(&document.overline)
    )
}

fn manifest(pictures: usize) -> String {
    let entry = |path: &str, media: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{media}\"/>")
    };
    let mut made = format!(
        "{DECLARATION}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"{MEDIA}\"/>"
    );
    for part in ["content.xml", "styles.xml", "meta.xml"] {
        made.push_str(&entry(part, "text/xml"));
    }
    for number in 1..=pictures {
        made.push_str(&entry(&format!("Pictures/picture{number}.svg"), "image/svg+xml"));
    }
    made.push_str("</manifest:manifest>");
    made
}
