//! `docs/concepts/tracing.md` and its pictures: every figure in them is the engine's.
//!
//! ```text
//! filature_synth::worked_case ─► runs (filature_trace) ─┬► pictures ─► docs/concepts/tracing/*.svg
//! small ledgers ─► small ───────────────────────────────┴► values ─┐
//! docs/concepts/tracing.{en,fr}.md.in ─────────────────────────────┴► fill ─► docs/concepts/tracing{,.fr}.md
//! ```
//!
//! People write the templates; in them `{{name}}` stands for a figure, a table or a command. A name that nothing answers
//! to is an error, so that a page never has a hole. The pages and pictures are checked in, and stale ones fail the checks:
//! by bytes in a test, and by running each command of the page with the program itself in `cargo xtask check`.

mod commands;
mod figures;
mod fill;
mod pictures;
mod places;
mod runs;
mod small;
mod svg;
mod tables;
#[cfg(test)]
mod tests;
mod values;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use filature_model::Language;

use runs::Runs;
use small::Small;

const PAGES: [(Language, &str, &str, &str); 2] = [
    (Language::English, "tracing.en.md.in", "tracing.md", "en"),
    (Language::French, "tracing.fr.md.in", "tracing.fr.md", "fr"),
];

/// Writes the pages and pictures.
pub fn write() -> anyhow::Result<()> {
    for (path, text) in made(&Runs::new()?)? {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Makes sure that the pages and pictures are those that would be written, and that the program gives the same figures.
pub fn check() -> anyhow::Result<()> {
    let runs = Runs::new()?;
    let stale = stale(&runs)?;
    if !stale.is_empty() {
        bail!("stale: {}; run `cargo xtask tracing-page`", stale.join(", "));
    }
    commands::redo(&runs)
}

/// Files that are not what would be written.
fn stale(runs: &Runs) -> anyhow::Result<Vec<String>> {
    let made = made(runs)?;
    let other = |(path, text): &&(PathBuf, String)| std::fs::read_to_string(path).ok().as_ref() != Some(text);
    let mut stale: Vec<String> = made.iter().filter(other).map(|(path, _)| path.display().to_string()).collect();
    // A picture that no page shows any more is stale too.
    let there = std::fs::read_dir(folder().join("tracing")).into_iter().flatten().flatten().map(|item| item.path());
    let left_over = there.filter(|path| made.iter().all(|(of_page, _)| of_page != path));
    stale.extend(left_over.map(|path| path.display().to_string()));
    Ok(stale)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/concepts")
}

/// Every file with its text.
fn made(runs: &Runs) -> anyhow::Result<Vec<(PathBuf, String)>> {
    let small = Small::new()?;
    let mut files = Vec::new();
    for (language, template, page, code) in PAGES {
        let path = folder().join(template);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let values = values::all(runs, &small, language);
        let note = format!(
            "<!-- Written by `cargo xtask tracing-page` from {template}: change that file, not this one. -->\n\n"
        );
        let filled = fill::fill(&text, &values).with_context(|| path.display().to_string())?;
        files.push((folder().join(page), note + &filled));
        for (name, picture) in pictures::all(runs, &small, language) {
            files.push((folder().join("tracing").join(format!("{name}.{code}.svg")), picture));
        }
    }
    Ok(files)
}
