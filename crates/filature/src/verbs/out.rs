//! Files that a person asks for by name, beside the case: never inside it, never over what is there unless that is said, never half there.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use filature_ledger::{LedgerError, write_whole};

use crate::outcome::Failure;

/// Whether a file may be written there: before anything is worked out.
///
/// # Errors
/// Another ending than these; a place inside the case; a folder; a folder that is not there; a file that is there, without `force`.
pub fn may_write(option: &str, file: &Path, endings: &[&str], case: &Path, force: bool) -> Result<(), Failure> {
    let shown = file.display();
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !endings.iter().any(|known| known.eq_ignore_ascii_case(ending)) {
        let expected: Vec<String> = endings.iter().map(|known| format!(".{known}")).collect();
        return Err(Failure::call(format!("{option} {shown}: a file {} was expected", expected.join(" or "))));
    }
    outside(option, case, file)?;
    if file.is_dir() {
        return Err(Failure::call(format!("{option} {shown}: it is a folder: name a file")));
    }
    if !parent(file).is_dir() {
        return Err(Failure::call(format!(
            "{option} {shown}: its folder is not there: make it, or name another place"
        )));
    }
    // A link that leads nowhere is something that is there too.
    if !force && fs::symlink_metadata(file).is_ok() {
        return Err(Failure::call(format!(
            "{option} {shown}: it is there already, and is not overwritten: name another file, or say --force"
        )));
    }
    Ok(())
}

/// Refuses a place inside the case: nothing but filature writes there, and whatever else lies in it would be packed with it.
pub fn outside(option: &str, case: &Path, file: &Path) -> Result<(), Failure> {
    let is_inside = parent(file)
        .canonicalize()
        .ok()
        .zip(case.canonicalize().ok())
        .is_some_and(|(file, case)| file.starts_with(case));
    if is_inside {
        return Err(Failure::call(format!("{option} {}: it is inside the case; name a place outside", file.display())));
    }
    Ok(())
}

fn parent(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file beside its place and renames it. Whether it may is for [`may_write`].
///
/// # Errors
/// The machine's, and then the place is as it was.
pub fn write(option: &str, file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(file, bytes).map_err(|error| match error {
        LedgerError::Io { cause, .. } => failed(option, file, cause),
        other => other.into(),
    })
}

/// Writes a file that is not there yet, and removes what was begun where that fails.
///
/// # Errors
/// A file that is there, with this advice; the machine's.
pub fn write_new(option: &str, file: &Path, bytes: &[u8], advice: &str) -> Result<(), Failure> {
    let mut open = OpenOptions::new().write(true).create_new(true).open(file).map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists => {
            Failure::call(format!("{option} {}: it is there already; {advice}", file.display()))
        }
        _ => failed(option, file, cause),
    })?;
    open.write_all(bytes).and_then(|()| open.sync_data()).map_err(|cause| {
        // The first error is the one to report.
        let _ = fs::remove_file(file);
        failed(option, file, cause)
    })
}

fn failed(option: &str, file: &Path, cause: io::Error) -> Failure {
    // What is advised of a case that cannot be written is no advice on a file beside it.
    let elsewhere = (cause.kind() == ErrorKind::ReadOnlyFilesystem)
        .then(|| format!("{option} {}: {cause} (it cannot be written there: name another place)", file.display()));
    let failure = Failure::from(LedgerError::Io { path: file.to_owned(), cause });
    let message = elsewhere.unwrap_or_else(|| format!("{option} {}", failure.message));
    failure.said(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_inside_the_case_a_file_that_is_there_and_another_ending_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let case = folder.path().join("case");
        fs::create_dir_all(case.join("sources")).unwrap();
        let there = folder.path().join("there.xlsx");
        fs::write(&there, "work").unwrap();
        let refused = |file: &Path, force| {
            may_write("--export", file, &["xlsx", "csv"], &case, force).err().map(|failure| failure.message)
        };
        for (file, force, told) in [
            (case.join("sources/a.xlsx"), true, "inside the case"),
            (case.join("sources/../a.csv"), true, "inside the case"),
            (there.clone(), false, "it is there already"),
            (folder.path().join("none/a.xlsx"), true, "its folder is not there"),
            (folder.path().join("a.pdf"), true, "a file .xlsx or .csv was expected"),
        ] {
            let said = refused(&file, force).unwrap();
            assert!(said.contains(told) && said.starts_with("--export "), "{said}");
        }
        assert_eq!(refused(&there, true), None);
        assert_eq!(refused(&folder.path().join("new.XLSX"), false), None);
    }

    #[test]
    fn a_new_file_is_never_written_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        write_new("--out", &file, b"one", "name another").unwrap();
        let said = write_new("--out", &file, b"two", "name another").unwrap_err().message;
        assert!(said.contains("it is there already; name another"), "{said}");
        assert_eq!(fs::read(&file).unwrap(), b"one");
    }
}
