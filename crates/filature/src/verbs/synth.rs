use std::path::Path;

use filature_synth::OutputFormat;

use super::demo::write_files;
use crate::cli::SynthFormat;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Writes a synthetic case and its truth.
pub fn run(out: &Path, options: &filature_synth::Options, formats: &[SynthFormat], json: bool) -> Result<u8, Failure> {
    let case = filature_synth::generate(options);
    let formats: Vec<OutputFormat> = formats.iter().map(|format| format_of(*format)).collect();
    let files = filature_synth::files(&case, &formats);
    write_files(out, &files)?;
    // Beside the files and not among them: whoever adds the folder must not add the answer.
    let truth = out.with_added_extension("truth.json");
    let text = case.truth.to_json()?;
    std::fs::write(&truth, text).map_err(|error| Failure::data(format!("{}: {error}", truth.display())))?;
    if json {
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        screen::show_json(&serde_json::json!({ "files": names, "truth": truth.display().to_string() }))?;
    } else {
        screen::show(&format!("{} files in {}; the truth is in {}.", files.len(), out.display(), truth.display()));
    }
    Ok(DONE)
}

fn format_of(format: SynthFormat) -> OutputFormat {
    match format {
        SynthFormat::Camt => OutputFormat::Camt,
        SynthFormat::Mt940 => OutputFormat::Mt940,
        SynthFormat::Csv => OutputFormat::Csv,
        SynthFormat::Pdf => OutputFormat::Pdf,
        SynthFormat::Amlworld => OutputFormat::Amlworld,
        SynthFormat::Filature => OutputFormat::Canonical,
    }
}
