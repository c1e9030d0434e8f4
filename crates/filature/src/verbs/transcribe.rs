use std::path::{Path, PathBuf};

use filature_intake::transcription::{Original, sheet};
use filature_intake::{pdf, scan};
use filature_model::Source;

use super::{open, out};
use crate::cli::TranscribeArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Writes the spreadsheet that a scan of the case is typed up in.
pub fn run(arguments: &TranscribeArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let source = find(case.sources(), &arguments.source)?;
    let pages = pages(&case.folder().join("sources").join(&source.sha256), source)?;
    let typist = arguments.by.trim();
    if typist.is_empty() {
        return Err(Failure::call("--by: the name of who types was expected"));
    }
    let path = arguments.out.clone().unwrap_or_else(|| PathBuf::from(format!("transcription-{}.xlsx", source.id)));
    let original = Original { sha256: &source.sha256, name: &source.name, pages, typist };
    let bytes = sheet(&original).map_err(Failure::bug)?;
    // It may hold a day's typing.
    out::write_new("--out", &path, &bytes, "name another with --out")?;
    if json {
        screen::show_json(&serde_json::json!({
            "source": source.id.to_string(), "file": path.display().to_string(), "pages": pages, "by": typist,
        }))?;
    } else {
        screen::show(&format!(
            "{} of {} to type up in {}. Then: filature add {} {}",
            screen::counted(pages, "page", "pages"),
            source.name,
            path.display(),
            arguments.case.display(),
            path.display()
        ));
    }
    Ok(DONE)
}

/// The one source that is meant: by its id, the beginning of its SHA-256, or its name.
fn find<'a>(sources: &'a [Source], wanted: &str) -> Result<&'a Source, Failure> {
    let is_hash = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_meant = |source: &&Source| {
        source.name == wanted || (is_hash && source.sha256.starts_with(&wanted.to_ascii_lowercase()))
    };
    let mut found = sources.iter().filter(is_meant);
    match (found.next(), found.next()) {
        (Some(source), None) => Ok(source),
        (None, _) => Err(Failure::call(format!(
            "{wanted}: no such source in the case; name one by its id, as add shows it, or by its file name"
        ))),
        (Some(_), Some(_)) => Err(Failure::call(format!("{wanted}: several sources are called that; use the id"))),
    }
}

/// How many pages the original has.
fn pages(original: &Path, source: &Source) -> Result<u32, Failure> {
    let bytes = std::fs::read(original).map_err(|error| Failure::data(format!("{}: {error}", original.display())))?;
    if pdf::looks_like(&bytes) {
        return pdf::page_count(&bytes).map_err(|refusal| Failure::data(refusal.to_string()));
    }
    if scan::looks_like(&bytes) {
        return Ok(1);
    }
    Err(Failure::call(format!("{}: it was read as {}; only paper is typed up", source.name, source.format)))
}
