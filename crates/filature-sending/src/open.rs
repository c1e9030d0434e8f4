//! An encrypted file into a folder.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};

use crate::{Listed, Opener, SendingError};

/// How much is copied or compared at a time.
const STEP_BYTES: usize = 1 << 18;

/// What came out.
#[derive(Debug)]
pub struct Opened {
    /// How many files.
    pub files: u64,
    /// Their size together.
    pub bytes: u64,
}

/// Opens an archive into a folder that is not there yet, or empty. All of it is read, and every name in it checked, before the folder
/// is there: of an archive that was cut, altered or made by somebody else nothing is left behind.
///
/// # Errors
/// A folder that is not empty; a key that does not fit; an archive that is not what [`crate::begin`] writes; the system's.
pub fn open(file: &Path, opener: &Opener, into: &Path) -> Result<Opened, SendingError> {
    let is_free = match fs::read_dir(into) {
        Ok(mut items) => items.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !is_free {
        return Err(SendingError::call(into, "it is there and not an empty folder: name one that is not there yet"));
    }
    let parent = into.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Made before anything is decrypted: where it cannot be, nobody has to type a passphrase twice.
    let beside = tempfile::Builder::new().prefix(".filature-").suffix(".unfinished").tempdir_in(parent);
    let beside = beside.map_err(SendingError::io(parent))?;
    let mut opened = Opened { files: 0, bytes: 0 };
    each(file, opener, |name, size_bytes, content| {
        let path = beside.path().join(name);
        opened.files += 1;
        opened.bytes += size_bytes;
        unpack(&path, content, file)
    })?;
    if into.exists() {
        fs::remove_dir(into).map_err(SendingError::io(into))?;
    }
    fs::rename(beside.path(), into).map_err(SendingError::io(into))?;
    // The folder has its place: what is to be cleared away is gone from where it was.
    let _ = beside.keep();
    Ok(opened)
}

/// Whether an archive opens and holds exactly these files of a folder, byte for byte.
///
/// # Errors
/// The first that it does not; as [`open`].
pub fn check(file: &Path, opener: &Opener, folder: &Path, files: &[Listed]) -> Result<(), SendingError> {
    let mut expected = files.iter();
    each(file, opener, |name, size_bytes, content| {
        let differs =
            || SendingError::data(file, format!("it does not hold {} as it is in the folder", name.display()));
        let next = expected.next().ok_or_else(differs)?;
        if Path::new(&next.name) != name || next.size_bytes != size_bytes {
            return Err(differs());
        }
        let path = folder.join(name);
        let there = File::open(&path).map_err(SendingError::io(&path))?;
        if is_same(there, content).map_err(unreadable(file))? { Ok(()) } else { Err(differs()) }
    })?;
    match expected.next() {
        None => Ok(()),
        Some(missing) => Err(SendingError::data(file, format!("it does not hold {}", missing.name))),
    }
}

fn is_same(one: impl Read, other: impl Read) -> io::Result<bool> {
    let (mut one, mut other) = (BufReader::new(one), BufReader::new(other));
    let (mut left, mut right) = (vec![0; STEP_BYTES], vec![0; STEP_BYTES]);
    loop {
        let (first, second) = (fill(&mut one, &mut left)?, fill(&mut other, &mut right)?);
        if first != second || left.get(..first) != right.get(..second) {
            return Ok(false);
        }
        if first == 0 {
            return Ok(true);
        }
    }
}

fn fill(input: &mut impl Read, step: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = step.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match input.read(rest)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// Goes through the files of an archive to its very end: only there it shows that nothing was cut off.
fn each(
    file: &Path,
    opener: &Opener,
    mut on_file: impl FnMut(&Path, u64, &mut dyn Read) -> Result<(), SendingError>,
) -> Result<(), SendingError> {
    let input = File::open(file).map_err(SendingError::io(file))?;
    let most_bytes = input.metadata().map_err(SendingError::io(file))?.len();
    let decryptor = age::Decryptor::new_buffered(BufReader::with_capacity(STEP_BYTES, input));
    let decryptor = decryptor.map_err(|error| refused(file, &error))?;
    match (decryptor.is_scrypt(), opener.is_passphrase()) {
        (true, false) => return Err(SendingError::call(file, "it was closed with a passphrase, and a key was given")),
        (false, true) => {
            return Err(SendingError::call(file, "it was closed for keys: give the file of yours with --identity"));
        }
        _ => {}
    }
    let identities = opener.identities();
    let plain = decryptor.decrypt(identities.iter().map(|identity| &**identity));
    let mut archive = tar::Archive::new(plain.map_err(|error| refused(file, &error))?);
    let mut total_bytes = 0_u64;
    let mut last: Option<PathBuf> = None;
    for entry in archive.entries().map_err(unreadable(file))? {
        let mut entry = entry.map_err(unreadable(file))?;
        let name = safe_name(&entry, file)?;
        // Sorted, so that no name can come twice, nor a file where a folder is.
        if last.as_ref().is_some_and(|last| last.to_string_lossy() >= name.to_string_lossy()) {
            return Err(SendingError::data(file, "its files are not in order: filature did not write it"));
        }
        let size_bytes = entry.size();
        total_bytes = total_bytes.saturating_add(size_bytes);
        if total_bytes > most_bytes {
            return Err(SendingError::data(
                file,
                "it claims to hold more than its own size: filature did not write it",
            ));
        }
        on_file(&name, size_bytes, &mut entry)?;
        last = Some(name);
    }
    let mut rest = archive.into_inner();
    io::copy(&mut rest, &mut io::sink()).map_err(unreadable(file))?;
    if last.is_none() {
        return Err(SendingError::data(file, "there is nothing in it: filature did not write it"));
    }
    Ok(())
}

/// The name of a file of an archive, where it stays below the folder: no way up, no root, no link, no device.
fn safe_name<R: Read>(entry: &tar::Entry<'_, R>, file: &Path) -> Result<PathBuf, SendingError> {
    let name = entry.path().map_err(unreadable(file))?.into_owned();
    let shown = name.display();
    if entry.header().entry_type() != tar::EntryType::Regular {
        return Err(SendingError::data(file, format!("{shown} in it is a link, a device or a folder, and not a file")));
    }
    let is_below = name.components().all(|part| matches!(part, Component::Normal(_)));
    let text = name.to_str().unwrap_or_default();
    if !is_below || text.is_empty() || text.contains(['\\', ':', '\0']) || text.ends_with('/') {
        return Err(SendingError::data(file, format!("{shown} in it leads out of the folder: nothing was unpacked")));
    }
    Ok(name)
}

fn unpack(path: &Path, content: &mut dyn Read, file: &Path) -> Result<(), SendingError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(SendingError::io(folder))?;
    }
    let mut out = File::create_new(path).map_err(SendingError::io(path))?;
    let mut step = vec![0; STEP_BYTES];
    loop {
        let read = content.read(&mut step).map_err(unreadable(file))?;
        let Some(bytes) = step.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        out.write_all(bytes).map_err(SendingError::io(path))?;
    }
    out.sync_data().map_err(SendingError::io(path))
}

/// What is wrong with an archive of which the inside cannot be read.
fn unreadable(file: &Path) -> impl Fn(io::Error) -> SendingError + '_ {
    move |error| {
        let what = "it was cut short or altered on its way, and nothing of it was kept; have it sent again";
        SendingError::data(file, format!("{what} ({error})"))
    }
}

fn refused(file: &Path, error: &age::DecryptError) -> SendingError {
    use age::DecryptError::{
        DecryptionFailed, ExcessiveWork, InvalidHeader, InvalidMac, Io, KeyDecryptionFailed, NoMatchingKeys,
        UnknownFormat,
    };
    match error {
        NoMatchingKeys | DecryptionFailed | KeyDecryptionFailed => {
            SendingError::data(file, "the key or passphrase does not fit: it was closed for somebody else, or altered")
        }
        ExcessiveWork { required, .. } => SendingError::data(
            file,
            format!(
                "its passphrase asks for 2^{required} steps of work, which nobody needs: filature did not write it"
            ),
        ),
        InvalidHeader | UnknownFormat => SendingError::data(file, "it is no age file, or its beginning was altered"),
        InvalidMac => SendingError::data(file, "its beginning was altered; have it sent again"),
        Io(error) => SendingError::data(file, format!("it was cut short ({error}); have it sent again")),
        // Kinds of later versions of the library.
        other => SendingError::data(file, other.to_string()),
    }
}

#[cfg(test)]
mod tests;
