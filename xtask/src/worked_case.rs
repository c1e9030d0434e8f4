use std::path::Path;

use anyhow::Context;

/// Writes the files of the worked case of `docs/concepts/tracing.md` into a folder, which is made where it is not there.
pub fn run(folder: &str) -> anyhow::Result<()> {
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    for (name, bytes) in filature_synth::worked_case().files() {
        let path = folder.join(name);
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    Ok(())
}
