//! The forms read by the programs that they are for: followthemoney and networkx, where Python has them.

use std::path::PathBuf;
use std::process::Command;

use super::{FORMS, bytes, sample, seeded};
use crate::Content;

const CHECKS: &str = include_str!("peers.py");

/// A Python that can import a package: the one named by `FILATURE_TEST_PYTHON`, the one that `cargo xtask check` makes, or the machine's.
fn python(package: &str) -> Option<String> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    let made = cache.map(|cache| cache.join("filature/python/bin/python").to_string_lossy().into_owned());
    let candidates = [std::env::var("FILATURE_TEST_PYTHON").ok(), made, Some("python3".to_owned())];
    let can = |python: &String| {
        let import = format!("import {package}");
        Command::new(python).args(["-c", &import]).output().is_ok_and(|output| output.status.success())
    };
    candidates.into_iter().flatten().find(can)
}

fn check(package: &str, name: &str, content: &Content) {
    let Some(python) = python(package) else {
        println!("NO PYTHON WITH {package} HERE: the export was not read by it; `cargo xtask check` installs it");
        return;
    };
    let folder = std::env::temp_dir().join(format!("filature-exchange-{}-{package}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for form in FORMS {
        std::fs::write(folder.join(format!("dossier.{}", form.extension())), bytes(content, form)).unwrap();
    }
    let output = Command::new(python).arg("-c").arg(CHECKS).arg(package).arg(&folder).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{package}, {name}:\n{out}\n{err}");
    let counted = format!("payments {}", content.entries.len());
    assert!(out.contains(&counted), "{package}, {name}: {counted} expected\n{out}");
}

fn contents() -> Vec<(&'static str, Content)> {
    let names = Content { show_names: true, ..sample::content() };
    vec![
        ("sample", sample::content()),
        ("names", names),
        ("odd", super::with_odd_amounts()),
        ("hostile", seeded("<b>\"'&]]>\u{202e}\n=1,é")),
    ]
}

#[test]
fn followthemoney_validates_the_entities() {
    for (name, content) in contents() {
        check("followthemoney", name, &content);
    }
}

#[test]
fn networkx_opens_the_graph() {
    for (name, content) in contents() {
        check("networkx", name, &content);
    }
}

/// Not installed by the checks, since it is large: where a machine has it, it is used.
#[test]
fn pyarrow_reads_the_table() {
    for (name, content) in contents() {
        check("pyarrow", name, &content);
    }
}
