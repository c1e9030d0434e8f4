use std::fs;
use std::path::Path;

use super::{investigate, open_or_make};
use crate::cli::Provenance;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Makes the synthetic case, investigates it and says where to look.
pub fn run(dir: &Path, json: bool) -> Result<u8, Failure> {
    let received = dir.join("received");
    let synthetic = filature_synth::demo();
    write_files(&received, &filature_synth::demo_files(&synthetic))?;
    let truth = synthetic.truth.to_json()?;
    write_files(dir, &[("truth.json".to_owned(), truth.into_bytes())])?;
    let provenance = Provenance {
        mapping: None,
        account: None,
        from: Some("synthetic banks".to_owned()),
        received: Some("2025-01-15".to_owned()),
        request: Some("DEMO-1".to_owned()),
        exhibit: None,
        use_: None,
        erased_again: false,
    };
    let case = dir.join("case");
    open_or_make(&case, &[])?.rename("Demo corridor (synthetic)")?;
    let summary = investigate::investigate(&case, std::slice::from_ref(&received), &provenance, false)?;
    if json {
        screen::show_json(&serde_json::json!({
            "case": case.display().to_string(),
            "received": received.display().to_string(),
            "truth": dir.join("truth.json").display().to_string(),
            "findings": summary.detected.findings.findings.len(),
            "leads": summary.detected.leads.len(),
            "dossiers": summary.dossiers,
            "journal_head": summary.journal_head,
        }))?;
        return Ok(DONE);
    }
    screen::show("A synthetic case: every name, account and payment in it is invented.");
    screen::show(&format!("{} files of five invented banks are in {}.", summary.reports.len(), received.display()));
    investigate::tell(&case, &summary);
    screen::show("\nWhere to look");
    for (what, where_) in [
        ("the dossier, in a browser", case.join("dossier/dossier.en.html")),
        ("the same in French", case.join("dossier/dossier.fr.html")),
        ("what was planted, to compare", dir.join("truth.json")),
    ] {
        screen::show(&format!("  {what:<30} {}", where_.display()));
    }
    screen::show(&format!("  {:<30} filature statements {}", "which statements foot", case.display()));
    Ok(DONE)
}

/// Writes files into a folder, made when it is not there.
pub fn write_files(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let failed = |path: &Path, error: std::io::Error| Failure::data(format!("{}: {error}", path.display()));
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| failed(&path, error))?;
    }
    Ok(())
}
