//! The records of a workbook stream, and the texts in them, which may go on over several records.

use super::bytes::u16_at;

/// What a record is.
pub mod kind {
    #![allow(missing_docs, reason = "the names are those of the format's documentation")]
    pub const BOF: u16 = 0x0809;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const BOOL_ERR: u16 = 0x0205;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const CONTINUE: u16 = 0x003C;
    pub const DATE_MODE: u16 = 0x0022;
    pub const EOF: u16 = 0x000A;
    pub const FILE_PASS: u16 = 0x002F;
    pub const FORMAT: u16 = 0x041E;
    pub const FORMULA: u16 = 0x0006;
    pub const LABEL: u16 = 0x0204;
    pub const LABEL_SST: u16 = 0x00FD;
    pub const MERGED_CELLS: u16 = 0x00E5;
    pub const MUL_RK: u16 = 0x00BD;
    pub const NUMBER: u16 = 0x0203;
    pub const RK: u16 = 0x027E;
    pub const RSTRING: u16 = 0x00D6;
    pub const SST: u16 = 0x00FC;
    pub const STRING: u16 = 0x0207;
    pub const XF: u16 = 0x00E0;
}

/// A record with those that continue it.
pub struct Record<'a> {
    /// What it is.
    pub kind: u16,
    /// Its bytes, then those of each continuation.
    pub pieces: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Its own bytes.
    pub fn data(&self) -> &'a [u8] {
        self.pieces.first().copied().unwrap_or_default()
    }
}

/// The records from a place in the stream on; they end where the stream does, or is cut.
pub struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// From this place on.
    pub fn from(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (u16_at(self.bytes, self.at)?, u16_at(self.bytes, self.at.checked_add(2)?)?);
        let start = self.at + 4;
        let data = self.bytes.get(start..start.checked_add(usize::from(length))?)?;
        self.at = start + data.len();
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.one()?;
        let mut pieces = vec![data];
        while u16_at(self.bytes, self.at) == Some(kind::CONTINUE) {
            let Some((_, data)) = self.one() else { break };
            pieces.push(data);
        }
        Some(Record { kind, pieces })
    }
}

/// Reads through the pieces of a record.
pub struct Cursor<'a, 'r> {
    pieces: &'r [&'a [u8]],
    piece: usize,
    at: usize,
}

impl<'a, 'r> Cursor<'a, 'r> {
    /// From a place in the first piece on.
    pub fn new(record: &'r Record<'a>, at: usize) -> Self {
        Self { pieces: &record.pieces, piece: 0, at }
    }

    fn rest(&mut self) -> Option<&'a [u8]> {
        loop {
            let rest = self.pieces.get(self.piece)?.get(self.at..).unwrap_or_default();
            if !rest.is_empty() {
                return Some(rest);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let taken = self.rest()?.len().min(bytes);
            self.at += taken;
            bytes -= taken;
        }
        Some(())
    }

    /// A text with its length in two bytes, what it is made of in one, and formatting behind it.
    pub fn text(&mut self) -> Option<String> {
        let length = self.u16()?;
        self.text_of(usize::from(length))
    }

    /// A text of so many letters.
    pub fn text_of(&mut self, letters: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) };
        let extra = if flags & 4 == 0 { 0 } else { u32::from(self.u16()?) | (u32::from(self.u16()?) << 16) };
        let text = self.letters(letters, flags & 1 == 1)?;
        self.skip(runs * 4)?;
        self.skip(extra as usize)?;
        Some(text)
    }

    /// Letters of one or two bytes; where another piece begins, its first byte says which.
    fn letters(&mut self, mut left: usize, mut is_wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            let piece = self.piece;
            let mut rest = self.rest()?;
            if self.piece != piece {
                is_wide = self.byte()? & 1 == 1;
                rest = self.rest()?;
            }
            let width = if is_wide { 2 } else { 1 };
            let taken = (rest.len() / width).min(left);
            if taken == 0 {
                return None;
            }
            let bytes = rest.get(..taken * width)?;
            match is_wide {
                true => units.extend(bytes.chunks_exact(2).filter_map(|two| u16_at(two, 0))),
                false => units.extend(bytes.iter().map(|byte| u16::from(*byte))),
            }
            self.at += taken * width;
            left -= taken;
        }
        Some(String::from_utf16_lossy(&units))
    }
}
