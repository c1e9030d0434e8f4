//! Puts every flag's file and its cases into the program, so that it needs no folder beside it.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../flags");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed={}", root.join("cases").display());
    let mut code = String::new();
    for (name, folder) in [("FLAGS", root.clone()), ("CASES", root.join("cases"))] {
        let mut files: Vec<_> =
            fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
        files.sort();
        let _ = writeln!(code, "pub(super) const {name}: &[(&str, &str)] = &[");
        for path in files {
            let path = path.canonicalize()?;
            let stem = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            println!("cargo::rerun-if-changed={}", path.display());
            let _ = writeln!(code, "    ({stem:?}, include_str!({:?})),", path.display().to_string());
        }
        let _ = writeln!(code, "];");
    }
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("embedded.rs"), code)
}
