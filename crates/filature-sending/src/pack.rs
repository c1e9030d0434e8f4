//! A folder into an encrypted file.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::{Listed, Lock, SendingError};

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// How many files are in it.
    pub files: u64,
    /// Their size together.
    pub bytes: u64,
}

/// An archive that can be written: its place is free and may be written to, and it is known for whom it is closed.
pub struct Begun<'a> {
    out: &'a Path,
    beside: NamedTempFile,
    encryptor: age::Encryptor,
    force: bool,
}

/// Makes sure that an archive can be written, before anything is said of it. `force` takes the place of a file that is there.
///
/// # Errors
/// A file that is there; a key that cannot be used; the system's.
pub fn begin<'a>(out: &'a Path, lock: &Lock, force: bool) -> Result<Begun<'a>, SendingError> {
    if out.is_dir() {
        return Err(SendingError::call(out, "it is a folder: name a file"));
    }
    if out.exists() && !force {
        return Err(SendingError::Exists(out.to_owned()));
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::Builder::new().prefix(".filature-").suffix(".unfinished").tempfile_in(folder);
    let beside = beside.map_err(SendingError::io(folder))?;
    let encryptor = lock.encryptor().map_err(|error| SendingError::call(out, error.to_string()))?;
    Ok(Begun { out, beside, encryptor, force })
}

impl Begun<'_> {
    /// Writes the files of a folder, and puts the archive in its place; where that fails, nothing of it is left.
    ///
    /// # Errors
    /// A file that changed meanwhile; the system's, for instance a full disk.
    pub fn write(mut self, folder: &Path, files: &[Listed]) -> Result<Packed, SendingError> {
        let io = SendingError::io;
        let encrypted = self.encryptor.wrap_output(io::BufWriter::with_capacity(1 << 18, self.beside.as_file_mut()));
        let mut archive = tar::Builder::new(encrypted.map_err(io(self.out))?);
        for listed in files {
            append(&mut archive, folder, listed, self.out)?;
        }
        let encrypted = archive.into_inner().map_err(io(self.out))?;
        let mut plain = encrypted.finish().map_err(io(self.out))?;
        plain.flush().map_err(io(self.out))?;
        drop(plain);
        self.beside.as_file().sync_data().map_err(io(self.out))?;
        if self.force {
            self.beside.persist(self.out).map_err(|error| io(self.out)(error.error))?;
        } else {
            self.beside.persist_noclobber(self.out).map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists => SendingError::Exists(self.out.to_owned()),
                _ => io(self.out)(error.error),
            })?;
        }
        Ok(Packed { files: files.len() as u64, bytes: files.iter().map(|listed| listed.size_bytes).sum() })
    }
}

/// Puts one file into the archive, with nothing of when and whose it is.
fn append<W: Write>(
    archive: &mut tar::Builder<W>,
    folder: &Path,
    listed: &Listed,
    out: &Path,
) -> Result<(), SendingError> {
    let path = folder.join(&listed.name);
    let mut file = File::open(&path).map_err(SendingError::io(&path))?;
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(listed.size_bytes);
    header.set_mode(0o600);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    let mut counted = Counted { input: (&mut file).take(listed.size_bytes), bytes: 0 };
    archive.append_data(&mut header, &listed.name, &mut counted).map_err(SendingError::io(out))?;
    let is_whole = counted.bytes == listed.size_bytes;
    let has_more = file.read(&mut [0]).map_err(SendingError::io(&path))? > 0;
    if is_whole && !has_more {
        return Ok(());
    }
    Err(SendingError::call(&path, "it changed while it was packed: leave the case alone meanwhile, and pack it again"))
}

/// An input of which the bytes are counted.
struct Counted<R> {
    input: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        self.bytes += read as u64;
        Ok(read)
    }
}
