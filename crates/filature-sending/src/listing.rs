//! What of a folder goes into an archive, in which order.

use std::fs;
use std::path::Path;

use crate::SendingError;

/// A file that goes in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Its name below the folder, with `/` between its parts.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
}

/// What stays out, by the name below the folder: folders and files by their whole name, and every file with this ending.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut<'a> {
    /// Names of files and folders.
    pub names: &'a [&'a str],
    /// An ending of names.
    pub ending: &'a str,
}

/// All files of a folder but those left out, sorted by name: the same folder gives the same archive.
///
/// # Errors
/// A link, a device or a name that is no text, since it would not come back the same; the system's.
pub fn list(folder: &Path, left_out: LeftOut<'_>) -> Result<Vec<Listed>, SendingError> {
    let mut files = Vec::new();
    walk(folder, "", left_out, &mut files)?;
    files.sort();
    Ok(files)
}

fn walk(folder: &Path, below: &str, left_out: LeftOut<'_>, files: &mut Vec<Listed>) -> Result<(), SendingError> {
    for item in fs::read_dir(folder).map_err(SendingError::io(folder))? {
        let item = item.map_err(SendingError::io(folder))?;
        let path = item.path();
        let Ok(own) = item.file_name().into_string() else {
            return Err(SendingError::call(&path, "its name is no text, and would not come back the same: rename it"));
        };
        let name = format!("{below}{own}");
        if left_out.names.contains(&name.as_str()) || own.ends_with(left_out.ending) {
            continue;
        }
        let kind = item.file_type().map_err(SendingError::io(&path))?;
        if kind.is_dir() {
            walk(&path, &format!("{name}/"), left_out, files)?;
        } else if kind.is_file() {
            let size_bytes = item.metadata().map_err(SendingError::io(&path))?.len();
            files.push(Listed { name, size_bytes });
        } else {
            return Err(SendingError::call(
                &path,
                "it is a link or a device, and not a file: what it points to would stay behind; put the file itself there",
            ));
        }
    }
    Ok(())
}
