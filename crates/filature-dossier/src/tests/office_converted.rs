//! Where LibreOffice is installed: it opens what was written, and prints every amount.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::office::{FORMS, amounts};
use super::{LANGUAGES, sample};
use crate::{Dossier, Form};

fn run(program: &str, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// The PDF of a file, as LibreOffice prints it.
fn converted(folder: &Path, file: &Path) -> Option<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let out = folder.to_str()?;
    run("soffice", &[&profile, "--headless", "--convert-to", "pdf", "--outdir", out, file.to_str()?])?;
    Some(file.with_extension("pdf")).filter(|pdf| pdf.exists())
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[test]
fn libreoffice_prints_every_amount() {
    let folder = std::env::temp_dir().join(format!("filature-office-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // A text that any word processor opens tells whether there is one here, so that what it does not open is our fault.
    let plain = folder.join("plain.txt");
    std::fs::write(&plain, "plain").unwrap();
    let works = converted(&folder, &plain).and_then(|pdf| run("pdftotext", &[pdf.to_str()?, "-"]));
    if !works.is_some_and(|text| String::from_utf8_lossy(&text).contains("plain")) {
        eprintln!("SKIPPED: soffice with its word processor, or pdftotext, is not installed: nothing was converted");
        return;
    }
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    for language in LANGUAGES {
        let dossier = Dossier::new(&content, language).unwrap();
        for form in FORMS {
            let file = folder.join(format!("{}-{}.{}", language.code(), form.extension(), form.extension()));
            std::fs::write(&file, dossier.render(form).unwrap()).unwrap();
            let pdf = converted(&folder, &file).unwrap_or_else(|| panic!("LibreOffice does not open {form:?}"));
            let text = run("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"]).unwrap();
            let text = without_spaces(&String::from_utf8(text).unwrap());
            // Before its version 7.5 LibreOffice draws no SVG of a DOCX, and shows what stands in its place.
            for amount in amounts(&content, language, form == Form::Odt) {
                // The least and the most may stand in two lines, with the next cell between them.
                for bound in amount.split(language.pick(" to ", " à")) {
                    assert!(text.contains(&without_spaces(bound)), "{form:?} in print has no {bound}");
                }
            }
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
