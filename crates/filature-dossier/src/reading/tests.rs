use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use filature_model::Language;
use lopdf::{Document, Object, Stream, dictionary};
use zip::write::SimpleFileOptions;

use super::{manifest_of, pieces, with_manifest};
use crate::manifest::{FlagsUsed, SourceUsed, TraceUsed, manifest_part};
use crate::tests::sample;
use crate::{Dossier, Form, Manifest};

fn manifest() -> Manifest {
    Manifest {
        layout: 1,
        program: "filature 0.1.0".to_owned(),
        form: "html".to_owned(),
        language: "fr".to_owned(),
        parameters: BTreeMap::from([("of".to_owned(), "\"<é>\" & '…' \u{7f}\u{200b}😀".to_owned())]),
        journal_line: 12,
        sources: vec![SourceUsed { sha256: "a".repeat(64), use_: "evidence".to_owned() }],
        traces: Vec::new(),
        flags: FlagsUsed { on: 2, sha256: "b".repeat(64) },
        settings: BTreeMap::new(),
    }
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A PDF with this file inside it, named in UTF-16 as typst does, or in bytes.
fn portable(name: Object, content: Vec<u8>) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let mut stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, content);
    stream.compress().unwrap();
    let file = document.add_object(stream);
    let specification = document.add_object(dictionary! {
        "Type" => "Filespec", "UF" => name.clone(), "F" => name.clone(), "EF" => dictionary! { "F" => file, "UF" => file },
    });
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![], "Count" => 0 });
    let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![name, specification.into()] } };
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Names" => names });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_manifest_is_found_in_a_page_whatever_stands_in_it() {
    let mut content = sample::content();
    content.manifest = Some(manifest());
    for language in [Language::English, Language::French] {
        let dossier = Dossier::new(&content, language).unwrap();
        let page = dossier.render(Form::Html).unwrap();
        let carried = manifest_of(&page).unwrap();
        assert_eq!(Some(&carried), dossier.manifest(Form::Html).as_ref());
        assert_eq!(carried.language, language.code());
        assert_eq!(carried.parameters, manifest().parameters);
        assert!(!String::from_utf8(page).unwrap().contains("<script"));
    }
}

#[test]
fn what_may_not_be_rendered_is_in_no_manifest() {
    let mut content = sample::with_intelligence();
    let used = |of: &filature_model::Source| SourceUsed { sha256: of.sha256.clone(), use_: of.use_.word().to_owned() };
    let traces = content.traces.iter().map(|(name, _)| TraceUsed { sha256: "c".repeat(64), name: name.clone() });
    let gone = TraceUsed { sha256: "d".repeat(64), name: "no trace that is shown".to_owned() };
    content.manifest = Some(Manifest {
        sources: content.sources.iter().map(used).collect(),
        traces: traces.chain([gone]).collect(),
        ..manifest()
    });
    let restricted: Vec<String> =
        content.sources.iter().filter(|of| !of.use_.may_be_rendered()).map(|of| of.sha256.clone()).collect();
    assert!(!restricted.is_empty());
    let page = Dossier::new(&content, Language::English).unwrap().render(Form::Html).unwrap();
    let carried = manifest_of(&page).unwrap();
    assert_eq!(carried.sources.len(), content.sources.len() - restricted.len());
    assert!(carried.sources.iter().all(|source| source.use_ == "evidence" && !restricted.contains(&source.sha256)));
    assert!(
        !carried.traces.is_empty() && carried.traces.iter().all(|of| of.name.is_empty() && of.sha256 == "c".repeat(64))
    );
    let page = String::from_utf8(page).unwrap();
    assert!(restricted.iter().all(|sha256| !page.contains(sha256.as_str())));
}

#[test]
fn a_manifest_is_found_in_an_archive() {
    let (name, part) = manifest_part(&manifest());
    assert_eq!(manifest_of(&archive(&[("content.xml", b"<a/>"), (name, &part)])), Some(manifest()));
    assert_eq!(manifest_of(&archive(&[("content.xml", b"<a/>")])), None);
}

#[test]
fn an_office_archive_takes_a_manifest_and_keeps_its_parts() {
    let kinds = b"<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let bytes = archive(&[("[Content_Types].xml", kinds), ("word/document.xml", b"<w:t>61.37</w:t>")]);
    let with = with_manifest(&bytes, &manifest()).unwrap();
    assert_eq!(manifest_of(&with), Some(manifest()));
    assert_eq!(with, with_manifest(&bytes, &manifest()).unwrap());
    let texts = pieces(&with);
    assert!(texts.iter().any(|piece| piece.part == "word/document.xml" && piece.text == "61.37"));
    let mut archive = zip::ZipArchive::new(Cursor::new(&with)).unwrap();
    let kinds = std::io::read_to_string(archive.by_name("[Content_Types].xml").unwrap()).unwrap();
    assert!(kinds.ends_with("<Default Extension=\"json\" ContentType=\"application/json\"/></Types>"), "{kinds}");
    assert!(with_manifest(b"no archive", &manifest()).is_err());
}

#[test]
fn a_manifest_is_found_in_a_pdf() {
    let json = manifest().json().into_bytes();
    let plain = Object::string_literal("filature-manifest.json");
    let units = "filature-manifest.json".encode_utf16().flat_map(u16::to_be_bytes);
    let wide = Object::string_literal([0xfe, 0xff].into_iter().chain(units).collect::<Vec<u8>>());
    for name in [plain, wide] {
        assert_eq!(manifest_of(&portable(name, json.clone())), Some(manifest()));
    }
    assert_eq!(manifest_of(&portable(Object::string_literal("other.json"), json)), None);
}

#[test]
fn what_is_no_dossier_has_no_manifest() {
    let page = b"<meta name=\"filature-manifest\" content=\"";
    for bytes in [
        &b""[..],
        b"PK",
        b"PK\x03\x04 cut",
        b"%PDF-1.7 cut",
        b"\xff\xfe",
        page,
        b"<meta name=\"filature-manifest\" content=\"{}\">",
    ] {
        assert_eq!(manifest_of(bytes), None);
        pieces(bytes);
    }
}

#[test]
fn text_stands_under_its_heading() {
    let page = b"<h2>1 <b>Money</b> &amp; more</h2><p>61.37</p><h3>1.1</h3>\n<p>a &lt;b&gt;</p>";
    let texts: Vec<(String, String)> = pieces(page).into_iter().map(|piece| (piece.part, piece.text)).collect();
    assert!(texts.contains(&("1 Money & more".to_owned(), "61.37".to_owned())), "{texts:?}");
    assert!(texts.contains(&("1.1".to_owned(), "a <b>".to_owned())), "{texts:?}");
}
