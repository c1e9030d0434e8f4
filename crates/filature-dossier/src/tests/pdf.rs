//! The printed dossier, read back by other programs: what it says, whether anything runs over, whether it is sound.
//!
//! `cargo xtask check` installs `pdftotext`, `pdftoppm` (poppler-utils) and `qpdf`; where they are missing a test says so.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use filature_model::Language;

use super::{LANGUAGES, document, inlines, sample};
use crate::document::{FigureLook, Inline};
use crate::{Content, Dossier, Form};

fn content() -> Content {
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    content
}

fn pdf(content: &Content, language: Language) -> Vec<u8> {
    Dossier::new(content, language).unwrap().render(Form::Pdf).unwrap()
}

/// What a program prints, or nothing where it is not installed.
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let Ok(done) = Command::new(program).args(arguments).output() else {
        let _ = writeln!(std::io::stderr(), "passed over: {program} is not installed");
        return None;
    };
    assert!(done.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    Some(String::from_utf8_lossy(&done.stdout).into_owned())
}

struct Kept(PathBuf);

impl Kept {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let folder = std::env::temp_dir().join(format!("filature-pdf-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("dossier.pdf"), bytes).unwrap();
        Self(folder)
    }

    fn file(&self) -> String {
        self.0.join("dossier.pdf").to_str().unwrap().to_owned()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Without any space: lines may break in many places.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_same_content_gives_the_same_pdf() {
    assert!(pdf(&content(), Language::French) == pdf(&content(), Language::French));
}

#[test]
fn every_amount_is_in_the_text_of_the_pdf() {
    for language in LANGUAGES {
        let kept = Kept::new(&format!("amounts-{}", language.code()), &pdf(&content(), language));
        let Some(text) = run("pdftotext", &["-raw", &kept.file(), "-"]) else { return };
        let text = dense(&text);
        let document = document(&content(), language);
        let mut amounts = 0;
        for inline in inlines(&document) {
            if let Inline::Figure(figure) = inline
                && figure.look() == FigureLook::Amount
            {
                amounts += 1;
                assert!(text.contains(&dense(figure.text())), "{} is not in the PDF", figure.text());
            }
        }
        assert!(amounts > 60);
    }
}

#[test]
fn every_page_is_drawn_and_the_file_is_sound() {
    let kept = Kept::new("sound", &pdf(&content(), Language::English));
    run("qpdf", &["--check", &kept.file()]);
    let stem = kept.0.join("page");
    if run("pdftoppm", &["-r", "40", "-gray", &kept.file(), stem.to_str().unwrap()]).is_none() {
        return;
    }
    let pages: Vec<PathBuf> = std::fs::read_dir(&kept.0)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "pgm"))
        .collect();
    assert!(pages.len() > 10);
    for page in pages {
        let bytes = std::fs::read(&page).unwrap();
        let inked = bytes.iter().skip(16).filter(|&&grey| grey < 128).count();
        assert!(inked > 20, "{} is empty", page.display());
    }
}

/// A word of a page and the box it stands in, in thousandths of a point.
#[derive(Debug)]
struct Word {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
    text: String,
}

fn attribute(line: &str, name: &str) -> i64 {
    let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
    let (number, _) = rest.split_once('"').unwrap();
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let thousandths: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<i64>().unwrap() * 1_000 + thousandths.parse::<i64>().unwrap()
}

/// The words of each page, and the page's size.
fn pages(file: &Path) -> Option<Vec<(i64, i64, Vec<Word>)>> {
    let layout = run("pdftotext", &["-bbox", file.to_str().unwrap(), "-"])?;
    let mut pages = Vec::new();
    for line in layout.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push((attribute(line, "width"), attribute(line, "height"), Vec::new()));
        } else if let Some((_, rest)) = line.split_once("yMax") {
            let (_, text) = rest.split_once('>').unwrap();
            let text = text.trim_end_matches("</word>").to_owned();
            let word = Word {
                left: attribute(line, "xMin"),
                top: attribute(line, "yMin"),
                right: attribute(line, "xMax"),
                bottom: attribute(line, "yMax"),
                text,
            };
            pages.last_mut().unwrap().2.push(word);
        }
    }
    Some(pages)
}

/// No word leaves the page's margins, and none stands on another.
fn assert_nothing_runs_over(file: &Path) {
    let Some(pages) = pages(file) else { return };
    for (number, (width, height, words)) in (1..).zip(&pages) {
        for (at, word) in words.iter().enumerate() {
            let inside = word.left >= 30_000 && word.right <= width - 30_000 && word.bottom <= *height;
            assert!(inside, "page {number}: {} runs into the margin: {word:?}", word.text);
            for other in &words[at + 1..] {
                let across = word.right.min(other.right) - word.left.max(other.left);
                let along = word.bottom.min(other.bottom) - word.top.max(other.top);
                let low = (word.bottom - word.top).min(other.bottom - other.top);
                // Marks of notes touch what they mark.
                let on_another = across > 1_500 && along * 2 > low;
                assert!(!on_another, "page {number}: {word:?} stands on {other:?}");
            }
        }
    }
}

#[test]
fn nothing_runs_over() {
    for language in LANGUAGES {
        for names in [false, true] {
            let content = Content { show_names: names, ..content() };
            let kept = Kept::new(&format!("over-{}-{names}", language.code()), &pdf(&content, language));
            assert_nothing_runs_over(&kept.0.join("dossier.pdf"));
        }
    }
}

#[test]
fn a_hostile_text_is_only_text_and_breaks_no_page() {
    let mut content = Content { show_names: true, ..content() };
    let hostile = format!("#panic() $x$ <script> \\ *b* @a @page {} \u{202e}evil 漢字", "W".repeat(3_000));
    content.case_name = "#import \"a.typ\" 漢字".to_owned();
    for (_, entry) in content.entries.values_mut().flatten() {
        entry.text = Some(hostile.clone());
    }
    let kept = Kept::new("hostile", &pdf(&content, Language::English));
    assert_nothing_runs_over(&kept.0.join("dossier.pdf"));
    let Some(text) = run("pdftotext", &["-raw", &kept.file(), "-"]) else { return };
    let text = dense(&text);
    assert!(text.contains("#panic()$x$<script>\\*b*@a@page"));
    // No font that goes along has these letters: they are written out.
    assert!(text.contains("U+6F22") && text.contains("U+202E"));
}

#[test]
fn a_long_annex_is_set_as_a_register_with_every_entry() {
    let content = super::long::content(3_000);
    let kept = Kept::new("register", &pdf(&content, Language::English));
    let Some(text) = run("pdftotext", &["-raw", &kept.file(), "-"]) else { return };
    let missing = (0..3_000_u32).filter(|row| !text.contains(&format!("{}", 200_000 + row))).count();
    assert_eq!(missing, 0);
    assert_nothing_runs_over(&kept.0.join("dossier.pdf"));
}

#[test]
fn every_link_of_the_pdf_leads_to_a_page() {
    let bytes = pdf(&content(), Language::French);
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let (mut places, mut addresses) = (0, 0);
    for object in file.objects.values() {
        let Ok(link) = object.as_dict() else { continue };
        if link.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Link") {
            places += usize::from(link.has(b"Dest"));
            addresses += usize::from(link.has(b"A"));
            let spoken = link.get(b"Contents").and_then(lopdf::Object::as_str).unwrap();
            let spoken = lopdf::decode_text_string(&lopdf::Object::string_literal(spoken)).unwrap();
            // A line of the contents is told with its heading before its page.
            let (_, last) = spoken.rsplit_once("page ").unwrap_or_default();
            let is_page = spoken.starts_with("page ") || last.parse::<u32>().is_ok();
            assert!(is_page || spoken.starts_with("note ") || spoken.parse::<u32>().is_ok(), "{spoken:?}");
        }
    }
    assert!(places > 100 && addresses == 0, "{places} links to places, {addresses} to addresses");
}
