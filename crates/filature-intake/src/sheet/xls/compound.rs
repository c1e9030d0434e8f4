//! The compound file that an old Office document is: sectors in chains, streams by name.

use super::bytes::{u16_at, u32_at};

/// The first bytes of every compound file.
pub const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Sector numbers from here on are marks, not places.
const MARKS: u32 = 0xFFFF_FFFA;

/// Where the first numbers of sectors with the table stand in the header, and how many.
const TABLE_AT: usize = 76;
const TABLE_IN_HEADER: usize = 109;

const ENTRY_BYTES: usize = 128;
const MINI_SECTOR: usize = 64;

/// A compound file.
pub struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// By sector: the one that follows it.
    next: Vec<u32>,
    next_mini: Vec<u32>,
    mini: Vec<u8>,
    mini_below: u32,
    entries: Vec<DirectoryEntry>,
}

/// A stream or folder.
struct DirectoryEntry {
    name: String,
    is_root: bool,
    start: u32,
    size: u32,
}

impl<'a> Compound<'a> {
    /// Opens a compound file; none when it is none, or damaged.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mini_below = u32_at(bytes, 56)?;
        let (next_mini, mini, entries) = (Vec::new(), Vec::new(), Vec::new());
        let mut file = Self { bytes, sector, next: Vec::new(), next_mini, mini, mini_below, entries };
        file.next = file.table()?;
        let directory = file.chain(u32_at(bytes, 48)?);
        file.entries = directory.chunks_exact(ENTRY_BYTES).filter_map(DirectoryEntry::of).collect();
        file.next_mini = numbers(&file.chain(u32_at(bytes, 60)?));
        file.mini = file.entries.iter().find(|entry| entry.is_root).map(|root| file.chain(root.start))?;
        Some(file)
    }

    /// Whether there is a stream or folder of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// The bytes of a stream.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        let mut bytes = match entry.size < self.mini_below {
            true => collect(&self.next_mini, entry.start, self.mini.len(), |at| {
                let start = (at as usize).checked_mul(MINI_SECTOR)?;
                self.mini.get(start..(start + MINI_SECTOR).min(self.mini.len()))
            }),
            false => self.chain(entry.start),
        };
        bytes.truncate(entry.size as usize);
        Some(bytes)
    }

    /// The bytes of a sector; the last one of a file may be cut.
    fn sector(&self, at: u32) -> Option<&'a [u8]> {
        let start = (at as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|bytes| !bytes.is_empty())
    }

    fn chain(&self, start: u32) -> Vec<u8> {
        collect(&self.next, start, self.bytes.len(), |at| self.sector(at))
    }

    /// The table of which sector follows which.
    fn table(&self) -> Option<Vec<u32>> {
        let mut sectors: Vec<u32> =
            (0..TABLE_IN_HEADER).map_while(|at| u32_at(self.bytes, TABLE_AT + 4 * at)).collect();
        let mut further = u32_at(self.bytes, 68)?;
        let most = self.bytes.len() / self.sector + 1;
        for _ in 0..most {
            let Some(bytes) = Some(further).filter(|at| *at < MARKS).and_then(|at| self.sector(at)) else { break };
            let mut listed = numbers(bytes);
            further = listed.pop().unwrap_or(MARKS);
            sectors.extend(listed);
        }
        sectors.retain(|at| *at < MARKS);
        sectors.truncate(most);
        Some(sectors.into_iter().filter_map(|at| self.sector(at)).flat_map(numbers).collect())
    }
}

/// Joins a chain of sectors; a chain that runs in a ring ends where it has the length of the file.
fn collect<'s>(next: &[u32], start: u32, most: usize, sector: impl Fn(u32) -> Option<&'s [u8]>) -> Vec<u8> {
    let (mut joined, mut at) = (Vec::new(), start);
    while at < MARKS && joined.len() <= most {
        let Some(bytes) = sector(at) else { break };
        joined.extend_from_slice(bytes);
        at = next.get(at as usize).copied().unwrap_or(MARKS);
    }
    joined
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect()
}

impl DirectoryEntry {
    fn of(bytes: &[u8]) -> Option<Self> {
        let length = usize::from(u16_at(bytes, 64)?).min(64);
        let letters: Vec<u16> = bytes.get(..length)?.chunks_exact(2).filter_map(|two| u16_at(two, 0)).collect();
        let name = String::from_utf16_lossy(&letters).trim_end_matches('\0').to_owned();
        let kind = *bytes.get(66)?;
        let (start, size) = (u32_at(bytes, 116)?, u32_at(bytes, 120)?);
        (kind != 0).then_some(Self { name, is_root: kind == 5, start, size })
    }
}
