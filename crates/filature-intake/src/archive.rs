//! Archives: a ZIP of files, or one file packed by gzip.
//!
//! ```text
//! bytes ─► directory ─► members: a label, and whether it can be taken out
//!                          │
//!                          ▼ unpack (within limits, checked against its CRC)
//!                       bytes of a file, a source of its own
//! ```
//!
//! An archive holds no entries. It is kept as it was received, and each file in it becomes a source of its own, so that
//! everything below knows files alone. Names in an archive only label: nothing is ever written under one.
//!
//! **Limits.** All files of an archive together may be unpacked to [`MOST_TIMES`] times its size and one MiB, and to
//! [`MOST_BYTES`] at most; there may be [`MOST_MEMBERS`] of them. What is larger is refused before anything is unpacked,
//! and one that turns out larger than the archive says is refused on the way.

mod gzip;
mod name;
#[cfg(test)]
mod tests;
mod zip_file;

use filature_model::{Place, Problem, ProblemCode, SourceId};

use crate::{Format, Reading, Refusal};

/// How many times its size an archive may be unpacked to. Tables of a bank shrink to a tenth or a twentieth.
pub const MOST_TIMES: u64 = 100;

/// What is allowed beyond that: small archives of one long column shrink more.
const ALLOWANCE_BYTES: u64 = 1 << 20;

/// How much an archive may be unpacked to in any case.
pub const MOST_BYTES: u64 = 8 << 30;

/// How many files an archive may hold.
pub const MOST_MEMBERS: usize = 10_000;

/// Why a file of an archive is left in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// A folder, which is no file.
    Folder,
    /// Hidden by its system, and none of the sender's.
    Hidden,
    /// Locked by a password.
    Encrypted,
    /// A link: it would name a file that is not in the archive.
    Link,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name with its folders, without what would lead out of them and what is not shown.
    pub label: String,
    /// Why it is left where it is, if it is.
    pub left: Option<Left>,
    has_odd_name: bool,
}

impl Member {
    /// Why it is refused; none for a file that can be unpacked, and for what is passed over.
    pub fn refusal(&self) -> Option<Refusal> {
        match self.left {
            Some(Left::Encrypted) => Some(Refusal::new(
                "It is locked by a password.",
                "Unpack the archive with its password, and add the files in it.",
            )),
            Some(Left::Link) => Some(Refusal::new(
                "It is a link: the archive does not hold the file that it names.",
                "Ask the sender for the file itself.",
            )),
            Some(Left::Folder | Left::Hidden) | None => None,
        }
    }
}

/// An archive whose directory was read.
pub struct Archive<'a> {
    inner: Inner<'a>,
    members: Vec<Member>,
    format: Format,
}

enum Inner<'a> {
    Zip(zip_file::ZipFile<'a>),
    Gzip(&'a [u8]),
}

/// Whether bytes are an archive of files; an Office document, which is a ZIP too, is none.
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(gzip::MAGIC) || zip_file::looks_like(bytes)
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive; nothing is unpacked.
    ///
    /// # Errors
    /// A refusal when it is no archive, is damaged, or would be larger than the limits.
    ///
    /// ```
    /// use filature_intake::archive::Archive;
    /// use std::io::Write;
    /// let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    /// writer.start_file("2024/may.csv", zip::write::SimpleFileOptions::default())?;
    /// writer.write_all(b"a;b;c\n")?;
    /// let bytes = writer.finish()?.into_inner();
    ///
    /// let mut archive = Archive::open(&bytes)?;
    /// assert_eq!(archive.members()[0].label, "2024/may.csv");
    /// assert_eq!(archive.unpack(0)?, b"a;b;c\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.starts_with(gzip::MAGIC) {
            let member = gzip::member(bytes)?;
            return Ok(Self { inner: Inner::Gzip(bytes), members: vec![member], format: Format::Gzip });
        }
        let (file, members) = zip_file::open(bytes)?;
        Ok(Self { inner: Inner::Zip(file), members, format: Format::Zip })
    }

    /// What is in it, in the order of its directory.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The bytes of a member.
    ///
    /// # Errors
    /// A refusal when it cannot be taken out, is damaged, or is larger than the archive says.
    pub fn unpack(&mut self, index: usize) -> Result<Vec<u8>, Refusal> {
        let member = self.members.get(index).ok_or_else(|| Refusal::new("It is not in the archive.", ""))?;
        if let Some(refusal) = member.refusal() {
            return Err(refusal);
        }
        match &mut self.inner {
            Inner::Zip(file) => file.unpack(index),
            Inner::Gzip(bytes) => gzip::unpack(bytes),
        }
    }
}

/// Reads an archive as a source: it has no entries, and a problem for what is left in it.
///
/// # Errors
/// As [`Archive::open`].
pub fn read(source: SourceId, bytes: &[u8]) -> Result<Reading, Refusal> {
    let archive = Archive::open(bytes)?;
    let mut problems = Vec::new();
    let mut hidden = Vec::new();
    for (number, member) in (1_u32..).zip(&archive.members) {
        let place = Place { message: Some(number), ..Place::default() };
        if member.has_odd_name {
            problems.push(Problem::new(source, place, ProblemCode::OddName, &member.label, ""));
        }
        if let Some(refusal) = member.refusal() {
            problems.push(Problem::new(source, place, ProblemCode::UnreadMember, &member.label, refusal.what));
        }
        if member.left == Some(Left::Hidden) {
            hidden.push(member.label.as_str());
        }
    }
    if !hidden.is_empty() {
        let found = format!("{}: {}", hidden.len(), hidden.join(", "));
        problems.push(Problem::new(source, Place::default(), ProblemCode::HiddenMember, found, ""));
    }
    Ok(Reading {
        format: archive.format,
        entries: Vec::new(),
        statements: Vec::new(),
        accounts: Vec::new(),
        rates: Vec::new(),
        problems,
    })
}

/// To how many bytes an archive of this size may be unpacked.
fn limit_bytes(packed_bytes: usize) -> u64 {
    (packed_bytes as u64).saturating_mul(MOST_TIMES).saturating_add(ALLOWANCE_BYTES).min(MOST_BYTES)
}

fn too_large(packed_bytes: usize) -> Refusal {
    Refusal::new(
        format!(
            "It would be unpacked to more than {} bytes, and is of {packed_bytes}: no bank's files shrink so much.",
            limit_bytes(packed_bytes)
        ),
        "If its sender can be trusted, unpack it by hand and add the files in it.",
    )
}
