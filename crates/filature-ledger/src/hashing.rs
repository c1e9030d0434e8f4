//! SHA-256 of what is too large to be in memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// How much is hashed at a time.
const STEP_BYTES: usize = 1 << 18;

/// An input that is hashed as it is read.
pub struct Hashing<R> {
    input: R,
    hasher: Sha256,
}

impl<R: Read> Hashing<R> {
    /// Hashes this input.
    pub fn new(input: R) -> Self {
        Self { input, hasher: Sha256::new() }
    }

    /// The hash of what was read, in hexadecimal digits.
    pub fn sha256(self) -> String {
        hex(&self.hasher.finalize().into())
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        self.hasher.update(&into[..read]);
        Ok(read)
    }
}

/// A hash in hexadecimal digits.
pub fn hex(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of a file, in hexadecimal digits.
///
/// # Errors
/// The system's.
pub fn sha256_of(path: &Path) -> io::Result<String> {
    let mut file = Hashing::new(File::open(path)?);
    let mut step = vec![0; STEP_BYTES];
    while file.read(&mut step)? > 0 {}
    Ok(file.sha256())
}
