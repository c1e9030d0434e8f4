//! `docs/reference/flags.md`: the catalogue of flags, from their files.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use filature_flags::{FlagSet, catalogue};

/// The page, from where this crate is.
fn place() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference/flags.md")
}

/// The page as it should be. A flag that cannot be read would be missing from it without a word.
fn made() -> anyhow::Result<String> {
    let set = FlagSet::built_in();
    if !set.faults.is_empty() {
        let faults: Vec<String> = set.faults.iter().map(ToString::to_string).collect();
        bail!("flags that cannot be read:\n{}", faults.join("\n"));
    }
    Ok(catalogue::page(&set))
}

/// Writes the page.
pub fn write() -> anyhow::Result<()> {
    std::fs::write(place(), made()?).with_context(|| place().display().to_string())
}

/// Makes sure that the page is the one that would be written.
pub fn check() -> anyhow::Result<()> {
    let expected = made()?;
    // A checkout may write line ends in its system's way.
    let there = std::fs::read_to_string(place()).map(|text| text.replace("\r\n", "\n"));
    match there {
        Ok(text) if text == expected => Ok(()),
        Ok(text) => {
            let line = text.lines().zip(expected.lines()).take_while(|(one, other)| one == other).count() + 1;
            bail!("stale: docs/reference/flags.md, from line {line} on; run `cargo xtask flags-page`")
        }
        Err(error) => bail!("docs/reference/flags.md: {error}; run `cargo xtask flags-page`"),
    }
}
