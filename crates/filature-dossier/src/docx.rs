//! The dossier as Office Open XML (ISO/IEC 29500), which Word and other word processors open.
//!
//! ```text
//! Document ──► office::walk ──► Body ──► document.xml, footnotes.xml, media ──► ZIP
//!                               styles, numbering, settings, foot: fixed or set by office::look
//! ```
//!
//! Text of data stands in `w:t` and nowhere else but in titles and descriptions; what a program reads as a field is made
//! of numbers alone. The file names no author, machine or day.

mod body;
mod placeholder;
#[cfg(feature = "pdf")]
mod raster;
mod styles;
mod table;
mod text;

use filature_model::Language;

use crate::document::Document;
use crate::office::look::Style;
use crate::office::package::{self, Part};
use crate::office::{MARGIN_TWIPS, PAGE_TWIPS, TEXT_WIDTH_TWIPS, walk, xml};
use crate::{DossierError, Form};

use body::Body;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const DRAWING: &str = "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The whole file.
///
/// # Errors
/// [`DossierError::Packed`] when it is larger than an archive can hold.
pub fn render(document: &Document) -> Result<Vec<u8>, DossierError> {
    let mut body = Body::default();
    walk::walk(document, &mut body);
    let mut parts = vec![
        Part::of("[Content_Types].xml", content_types()),
        Part::of("_rels/.rels", package_relations()),
        Part::of("docProps/core.xml", core(document)),
        Part::of("word/document.xml", main_part(&body.out)),
        Part::of("word/_rels/document.xml.rels", relations(body.pictures.len())),
        Part::of("word/styles.xml", styles::styles(document.language)),
        Part::of("word/numbering.xml", numbering()),
        Part::of("word/settings.xml", settings(document.language)),
        Part::of("word/footnotes.xml", footnotes(&body.notes)),
        Part::of("word/footer1.xml", footer(document)),
    ];
    let points = points(&body.pictures);
    for (number, (svg, points)) in (1..).zip(body.pictures.into_iter().zip(points)) {
        parts.push(Part::of(format!("word/media/picture{number}.png"), points));
        parts.push(Part::of(format!("word/media/picture{number}.svg"), svg));
    }
    parts.extend(Part::manifest(document, Form::Docx));
    package::pack(&parts)
}

/// Each picture for programs that draw no SVG.
#[cfg(feature = "pdf")]
fn points(pictures: &[String]) -> Vec<Vec<u8>> {
    if pictures.is_empty() {
        return Vec::new();
    }
    let raster = raster::Raster::new();
    pictures.iter().map(|svg| raster.png(svg).unwrap_or_else(placeholder::png)).collect()
}

/// Each picture for programs that draw no SVG: what could draw it is not compiled in.
#[cfg(not(feature = "pdf"))]
fn points(pictures: &[String]) -> Vec<Vec<u8>> {
    pictures.iter().map(|_| placeholder::png()).collect()
}

/// The language as programs write it.
fn tag(language: Language) -> &'static str {
    language.pick("en-GB", "fr-FR")
}

fn content_types() -> String {
    let mut made = format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"svg\" ContentType=\"image/svg+xml\"/><Default Extension=\"json\" ContentType=\"application/json\"/>"
    );
    made.push_str(&format!("<Override PartName=\"/word/document.xml\" ContentType=\"{WORD}.document.main+xml\"/>"));
    for (part, kind) in PARTS {
        made.push_str(&format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>"));
    }
    made.push_str("<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>");
    made
}

/// The parts beside the document, each with what it is.
const PARTS: [(&str, &str); 5] = [
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("footnotes", "footnotes"),
    ("footer1", "footer"),
];

fn package_relations() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn core(document: &Document) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{} · {}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        xml::escape(&document.title),
        xml::escape(&document.overline),
        tag(document.language)
    )
}

fn relations(pictures: usize) -> String {
    let mut made = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (part, kind) in PARTS {
        made.push_str(&format!("<Relationship Id=\"{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{part}.xml\"/>"));
    }
    for number in 1..=pictures {
        made.push_str(&format!(
            "<Relationship Id=\"points{number}\" Type=\"{OFFICE}/image\" Target=\"media/picture{number}.png\"/><Relationship Id=\"picture{number}\" Type=\"{OFFICE}/image\" Target=\"media/picture{number}.svg\"/>"
        ));
    }
    made.push_str("</Relationships>");
    made
}

fn main_part(body: &str) -> String {
    let ((width, height), margin) = (PAGE_TWIPS, MARGIN_TWIPS);
    format!(
        "{DECLARATION}<w:document {MAIN} {DRAWING}><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/><w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// One kind of list: points.
fn numbering() -> String {
    format!(
        "{DECLARATION}<w:numbering {MAIN}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"360\" w:hanging=\"240\"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

fn settings(language: Language) -> String {
    let (decimal, list) = (language.pick(".", ","), language.pick(",", ";"));
    format!(
        "{DECLARATION}<w:settings {MAIN}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"567\"/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{}\"/><w:decimalSymbol w:val=\"{decimal}\"/><w:listSeparator w:val=\"{list}\"/></w:settings>",
        tag(language)
    )
}

fn footnotes(notes: &str) -> String {
    let line = |id: i32, kind: &str, mark: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>"
        )
    };
    format!(
        "{DECLARATION}<w:footnotes {MAIN}>{}{}{notes}</w:footnotes>",
        line(-1, "separator", "separator"),
        line(0, "continuationSeparator", "continuationSeparator")
    )
}

/// The running foot, and the number of the page among all pages.
fn footer(document: &Document) -> String {
    let mut made = format!(
        "{DECLARATION}<w:ftr {MAIN}><w:p><w:pPr><w:pStyle w:val=\"{}\"/><w:tabs><w:tab w:val=\"right\" w:pos=\"{TEXT_WIDTH_TWIPS}\"/></w:tabs></w:pPr>",
        styles::id(Style::Footer)
    );
    text::words(&mut made, None, &document.running);
    made.push_str("<w:r><w:tab/></w:r>");
    text::field(&mut made, "PAGE", None, "1");
    text::words(&mut made, None, " / ");
    text::field(&mut made, "NUMPAGES", None, "1");
    made.push_str("</w:p></w:ftr>");
    made
}
