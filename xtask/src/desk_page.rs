//! The page of the desk: its bundle is checked in, and must be what its sources build; and what it shows is tried in a browser.
//!
//! ```text
//! desk/ ─► npm ci ─► npm test ─► npm run build ─► desk/dist, compared byte by byte with what was there
//! filature demo ─► a case ─► filature desk ─► Chromium, by desk/e2e ─► what is wrong, or pictures for the documentation
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::check::{browser, built_program, say};

/// The first versions of Node that vite builds with, of each line: its own `engines`.
const NODES: [(u32, u32); 2] = [(20, 19), (22, 12)];

/// Where the page's sources are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../desk")
}

/// Builds the bundle.
pub fn write() -> anyhow::Result<()> {
    install()?;
    npm(&["run", "build"], &[])
}

/// Builds the bundle and makes sure that it is the one that was there; where there is no npm, says so and passes over.
pub fn check() -> anyhow::Result<()> {
    if let Some(why) = why_not() {
        say(&format!("{why}: the page's own tests are passed over, and its bundle is not compared with its sources"));
        return Ok(());
    }
    let before = files(&folder().join("dist"))?;
    write()?;
    npm(&["test"], &[])?;
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

/// Tries the program that was built beside this one in a browser, as a newcomer and as an attacker; where there is no npm or no browser,
/// says so and passes over.
pub fn try_built() -> anyhow::Result<()> {
    try_program(&built_program()?)
}

/// The same with any program.
pub fn try_program(program: &Path) -> anyhow::Result<()> {
    match whether_to_try() {
        Some(why) => {
            say(&format!("{why}: the desk is not tried in a browser"));
            Ok(())
        }
        None => with_demo(program, "e2e", &[("DESK_SHORT", "1")]),
    }
}

/// Takes the documentation's pictures anew.
pub fn pictures(program: &Path) -> anyhow::Result<()> {
    if let Some(why) = whether_to_try() {
        bail!("{why}: no picture can be taken");
    }
    let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures/desk");
    with_demo(program, "shots", &[("SHOTS", &pictures.to_string_lossy()), ("SHOTS_OF", "documentation")])
}

/// Runs a script of the page on a case that `filature demo` makes, which is taken away again.
fn with_demo(program: &Path, script: &str, more: &[(&str, &str)]) -> anyhow::Result<()> {
    let program = program.canonicalize().with_context(|| format!("{}: build it first", program.display()))?;
    if !folder().join("node_modules").is_dir() {
        install()?;
    }
    let demo = std::env::temp_dir().join(format!("filature-desk-demo-{}", std::process::id()));
    let tried = made(&program, &demo).and_then(|()| {
        let received = fs::read_dir(demo.join("received"))?.map(|file| Ok(file?.path().display().to_string()));
        let mut received = received.collect::<std::io::Result<Vec<_>>>()?;
        received.sort_unstable();
        let (program, case) = (program.display().to_string(), demo.join("case").display().to_string());
        let (files, browser) = (received.join(","), browser().unwrap_or_default().display().to_string());
        let mut set =
            vec![("DESK_BIN", program.as_str()), ("DESK_CASE", &case), ("DESK_FILES", &files), ("CHROMIUM", &browser)];
        set.extend(more);
        npm(&["run", script], &set)
    });
    let _ = fs::remove_dir_all(&demo);
    tried
}

fn made(program: &Path, demo: &Path) -> anyhow::Result<()> {
    let line = format!("{} demo --dir {}", program.display(), demo.display());
    say(&format!("\n── {line}"));
    let mut command = Command::new(program);
    command.arg("demo").arg("--dir").arg(demo).stdout(Stdio::null()).stderr(Stdio::null());
    if !command.status().with_context(|| line.clone())?.success() {
        bail!("failed: {line}");
    }
    Ok(())
}

/// Why nothing can be tried in a browser here; nothing where it can.
fn whether_to_try() -> Option<String> {
    why_not().or_else(|| browser().is_none().then(|| "no Chromium is here".to_owned()))
}

/// Why the page cannot be built here; nothing where it can.
fn why_not() -> Option<String> {
    let asked = |program: &str| {
        let output = Command::new(program).arg("--version").output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let (Some(node), Some(_)) = (asked("node"), asked("npm")) else {
        return Some("node and npm are not here".to_owned());
    };
    (!is_enough(&node)).then(|| format!("node {node} is too old for vite, which takes 20.19 or 22.12 and newer"))
}

/// Whether vite builds with a version of Node, as `v20.19.1`.
fn is_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    NODES.iter().any(|&(line, least)| major == line && minor >= least) || major > NODES[1].0
}

fn install() -> anyhow::Result<()> {
    npm(&["ci", "--no-audit", "--no-fund"], &[])
}

fn npm(arguments: &[&str], set: &[(&str, &str)]) -> anyhow::Result<()> {
    let line = format!("npm {} (in desk/)", arguments.join(" "));
    say(&format!("\n── {line}"));
    let mut command = Command::new("npm");
    command.args(arguments).current_dir(folder()).envs(set.iter().copied());
    let status = command.status().with_context(|| line.clone())?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_node_of_debian_12_is_too_old() {
        for enough in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.1.0"] {
            assert!(is_enough(enough), "{enough}");
        }
        for old in ["v18.20.4", "v20.18.9", "v21.7.3", "v22.11.0", "", "none"] {
            assert!(!is_enough(old), "{old}");
        }
    }
}
