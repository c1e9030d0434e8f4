//! The page of the desk: its bundle is checked in, and must be what its sources build.
//!
//! ```text
//! desk/ ─► npm ci ─► npm test ─► npm run build ─► desk/dist, compared byte by byte with what was there
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::check::say;

/// Where the page's sources are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../desk")
}

/// Builds the bundle.
pub fn write() -> anyhow::Result<()> {
    npm(&["ci", "--no-audit", "--no-fund"])?;
    npm(&["run", "build"])
}

/// Builds the bundle and makes sure that it is the one that was there; where there is no npm, says so and passes over.
pub fn check() -> anyhow::Result<()> {
    if !is_there() {
        say("npm is not here: the page's own tests are passed over, and its bundle is not compared with its sources");
        return Ok(());
    }
    let before = files(&folder().join("dist"))?;
    write()?;
    npm(&["test"])?;
    let after = files(&folder().join("dist"))?;
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let other: Vec<&str> =
        names.into_iter().filter(|name| before.get(*name) != after.get(*name)).map(String::as_str).collect();
    if !other.is_empty() {
        bail!(
            "desk/dist is not what desk/ builds ({}); the new bundle is in its place: look at it, build the program again and commit it",
            other.join(", ")
        );
    }
    Ok(())
}

fn is_there() -> bool {
    let asked = Command::new("npm").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

fn npm(arguments: &[&str]) -> anyhow::Result<()> {
    let line = format!("npm {} (in desk/)", arguments.join(" "));
    say(&format!("\n── {line}"));
    let status = Command::new("npm").args(arguments).current_dir(folder()).status().with_context(|| line.clone())?;
    if !status.success() {
        bail!("failed: {line}");
    }
    Ok(())
}

/// Every file below a folder, by its name in it.
fn files(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for item in fs::read_dir(&next).with_context(|| next.display().to_string())? {
            let path = item?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                found.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(found)
}
