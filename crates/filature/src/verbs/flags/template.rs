//! The beginning of a new flag: a file and its cases, to be filled in.

use std::path::Path;

use crate::outcome::{DONE, Failure};
use crate::screen;

const FLAG: &str = include_str!("template/flag.md");
const CASES: &str = include_str!("template/cases.md");

/// Writes both; nothing that is there is overwritten.
pub fn write(id: &str, dir: &Path, json: bool) -> Result<u8, Failure> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(plain) {
        return Err(Failure::call(format!("{id:?} is no id: write a-z, 0-9 and - alone")));
    }
    let name = format!("{id}.md");
    let files = [(dir.join(&name), FLAG), (dir.join("cases").join(&name), CASES)];
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Failure::call(format!("{} is there already; nothing was written", path.display())));
    }
    for (path, text) in &files {
        let failed = |error: std::io::Error| Failure::data(format!("{}: {error}", path.display()));
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).map_err(failed)?;
        std::fs::write(path, text.replace("NEW-FLAG", id)).map_err(failed)?;
    }
    let written: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    if json {
        screen::show_json(&serde_json::json!({ "files": written }))?;
        return Ok(DONE);
    }
    written.iter().for_each(|path| screen::show(path));
    screen::show(&format!("Fill them in, then: filature flags test {}", files[0].0.display()));
    Ok(DONE)
}
