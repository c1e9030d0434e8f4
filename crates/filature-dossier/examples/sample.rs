//! Writes an invented dossier in both languages and every form, with and without names, to look at:
//! `cargo run --release -p filature-dossier --example sample -- DIR`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use filature_dossier::{Dossier, Form, render_html};
use filature_model::Language;

const FORMS: &[Form] = &[
    Form::Html,
    Form::Docx,
    Form::Odt,
    Form::Xlsx,
    #[cfg(feature = "pdf")]
    Form::Pdf,
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    sample::add_activity(&mut content);
    sample::add_statements_of_persons(&mut content);
    for language in [Language::English, Language::French] {
        let dossier = Dossier::new(&content, language)?;
        for form in FORMS {
            let file = format!("{folder}/dossier.{}.{}", language.code(), form.extension());
            std::fs::write(file, dossier.render(*form)?)?;
        }
    }
    content.show_names = true;
    std::fs::write(format!("{folder}/dossier.names.html"), render_html(&content, Language::English)?)?;
    Ok(())
}
