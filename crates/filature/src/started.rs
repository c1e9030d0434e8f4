//! The program started without a verb: a double click, or files dropped on it.
//!
//! ```text
//! no arguments ────────────────────────┬► which case? ─► the desk ─► what was dropped waits there to be added
//! paths alone, where a page can be seen ┘
//! paths alone, where none can be ─► as any call: the help, exit 2
//! ```
//!
//! The case is looked for where the person is: in the folder that the program was started in, then beside the program, as on a stick,
//! then at home. Where there is none yet, one is made in the first of these that can be written. Whoever double-clicks has no terminal:
//! what goes wrong is shown as a page. Where no page can be shown, a script may have left a verb out before a path; without any argument the
//! desk is what is meant, and its address is printed.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::cli::Arguments;

/// The folder of a case that is made where none was named.
pub const NEW_CASE: &str = "filature-case";

/// The paths that the program was started with instead of a verb; none where it was called as a command.
pub fn dropped(arguments: &[OsString], can_show: bool) -> Option<Vec<PathBuf>> {
    let verbs = Arguments::command();
    let is_verb = |word: &OsString| verbs.get_subcommands().any(|verb| word == verb.get_name());
    let is_path = |word: &OsString| !word.to_string_lossy().starts_with('-') && Path::new(word).exists();
    let is_dropped = arguments.iter().all(is_path) && !arguments.first().is_some_and(is_verb);
    (is_dropped && (can_show || arguments.is_empty())).then(|| arguments.iter().map(PathBuf::from).collect())
}

/// Whether a page can be shown to somebody.
pub fn can_show() -> bool {
    if cfg!(any(target_os = "windows", target_os = "macos")) {
        // A double click opens a terminal there; a script has none.
        return std::io::stdout().is_terminal();
    }
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Where a case may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// This one.
    Case(PathBuf),
    /// One of these; a person has to say which.
    Several(Vec<PathBuf>),
    /// There is none yet: in the first of these folders that can be written.
    New(Vec<PathBuf>),
}

/// Looks for the case. What was dropped may be one.
pub fn place(dropped: &[PathBuf], folders: Vec<PathBuf>) -> Place {
    if let [one] = dropped
        && is_case(one)
    {
        return Place::Case(one.clone());
    }
    for folder in &folders {
        let mut cases = cases_in(folder);
        match cases.len() {
            0 => {}
            1 => return Place::Case(cases.remove(0)),
            _ => return Place::Several(cases),
        }
    }
    Place::New(folders)
}

fn is_case(folder: &Path) -> bool {
    folder.join("case.toml").is_file()
}

/// The folder itself, or the cases that lie in it, by name.
fn cases_in(folder: &Path) -> Vec<PathBuf> {
    if is_case(folder) {
        return vec![folder.to_owned()];
    }
    let Ok(listing) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut cases: Vec<PathBuf> =
        listing.filter_map(|item| Some(item.ok()?.path())).filter(|path| is_case(path)).collect();
    cases.sort();
    cases
}

/// Folders in which a case is looked for, in their order.
pub fn folders() -> Vec<PathBuf> {
    let home = std::env::home_dir();
    let here = std::env::current_dir().ok();
    // File managers start programs at home or at the root, wherever they lie.
    let here = here.filter(|here| here.parent().is_some() && Some(here) != home.as_ref());
    let beside = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    // Where programs are installed is no place for a case.
    let beside = beside.filter(|folder| folder.file_name().is_none_or(|name| name != "bin"));
    here.into_iter().chain(beside).chain(home).collect()
}

/// Makes the folder of a new case in the first of these that can be written; says why none can.
pub fn make(folders: &[PathBuf]) -> Result<PathBuf, String> {
    let mut why = Vec::new();
    for folder in folders {
        let case = folder.join(NEW_CASE);
        match std::fs::create_dir(&case) {
            Ok(()) => return Ok(case),
            // It may have been begun before.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Ok(case),
            Err(error) => why.push(format!("{}: {error}", case.display())),
        }
    }
    Err(why.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<OsString> {
        words.iter().map(OsString::from).collect()
    }

    #[test]
    fn paths_alone_are_dropped_and_all_else_is_a_call() {
        let folder = std::env::temp_dir().join(format!("filature-started-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.to_string_lossy().into_owned();
        assert_eq!(dropped(&[], true), Some(Vec::new()));
        assert_eq!(dropped(&words(&[&path, &path]), true), Some(vec![folder.clone(), folder.clone()]));
        for call in [&["add"][..], &["add", &path], &["--help"], &[&path, "--json"], &["no-such-file-or-verb"]] {
            assert_eq!(dropped(&words(call), true), None, "{call:?}");
        }
        assert_eq!((dropped(&[], false), dropped(&words(&[&path]), false)), (Some(Vec::new()), None));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_case_is_the_one_that_is_there_and_several_are_for_a_person_to_choose_from() {
        let root = std::env::temp_dir().join(format!("filature-place-{}", std::process::id()));
        let (first, second) = (root.join("first"), root.join("second"));
        for folder in [&first, &second] {
            std::fs::create_dir_all(folder).unwrap();
        }
        let folders = || vec![first.clone(), second.clone()];
        let case = |path: &Path| {
            std::fs::create_dir_all(path).unwrap();
            std::fs::write(path.join("case.toml"), "").unwrap();
            path.to_owned()
        };
        assert_eq!(place(&[], folders()), Place::New(folders()));
        let one = case(&second.join("one"));
        assert_eq!(place(&[], folders()), Place::Case(one.clone()));
        let two = case(&second.join("another"));
        assert_eq!(place(&[], folders()), Place::Several(vec![two.clone(), one.clone()]));
        assert_eq!(place(std::slice::from_ref(&one), folders()), Place::Case(one.clone()));
        assert_eq!(place(&[second.join("file.csv")], vec![one.clone()]), Place::Case(one));
        assert_eq!(make(&[root.join("nowhere"), first.clone()]), Ok(first.join(NEW_CASE)));
        assert_eq!(make(std::slice::from_ref(&first)), Ok(first.join(NEW_CASE)), "begun before");
        assert!(make(&[root.join("nowhere")]).unwrap_err().contains("nowhere"));
        std::fs::remove_dir_all(&root).unwrap();
    }
}
