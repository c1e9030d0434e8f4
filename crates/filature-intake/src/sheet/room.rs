//! How much a spreadsheet may unpack to, told from its size.
//!
//! A spreadsheet is compressed, and a hostile one unpacks to more than any machine has. What a bank's own takes is
//! known: 4 to 15 bytes unpacked for one packed, and a cell for every 2 to 8 bytes. The limits leave room beyond that.

use crate::Refusal;

/// Unpacked bytes for each byte of the file, and for a file of any size.
const UNPACKED_BYTES_A_BYTE: u64 = 100;
const UNPACKED_BYTES: u64 = 1 << 20;

/// Cells for each byte of the file, and for a file of any size.
const CELLS_A_BYTE: u64 = 1;
const CELLS: u64 = 1 << 16;

/// Bytes of text for each byte of the file, and for a file of any size.
const TEXT_BYTES_A_BYTE: u64 = 20;
const TEXT_BYTES: u64 = 4 << 20;

/// What is left.
pub struct Room {
    /// Bytes that may still be unpacked.
    pub unpacked_bytes: u64,
    cells: u64,
    /// Bytes of text that one sheet may be written as.
    pub sheet_text_bytes: usize,
    text_bytes: u64,
}

impl Room {
    /// For a file of this size.
    pub fn of(file_bytes: usize) -> Self {
        let size = file_bytes as u64;
        let allowed = |each: u64, any: u64| size.saturating_mul(each).saturating_add(any);
        let text = allowed(TEXT_BYTES_A_BYTE, TEXT_BYTES);
        Self {
            unpacked_bytes: allowed(UNPACKED_BYTES_A_BYTE, UNPACKED_BYTES),
            cells: allowed(CELLS_A_BYTE, CELLS),
            sheet_text_bytes: usize::try_from(text).unwrap_or(usize::MAX),
            text_bytes: text,
        }
    }

    /// The bytes that may be unpacked, for a part that is unpacked while the rest of this room is in use.
    pub fn for_unpacking(&self) -> Self {
        Self { unpacked_bytes: self.unpacked_bytes, cells: 0, sheet_text_bytes: 0, text_bytes: 0 }
    }

    /// Takes the room of a cell.
    ///
    /// # Errors
    /// A refusal when there is none.
    pub fn take_cell(&mut self) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or_else(too_large)?;
        Ok(())
    }

    /// Takes the room of a text that is kept.
    ///
    /// # Errors
    /// A refusal when there is none.
    pub fn take_text(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.text_bytes = self.text_bytes.checked_sub(bytes as u64).ok_or_else(too_large)?;
        Ok(())
    }
}

/// The refusal of a file that unpacks to too much.
pub fn too_large() -> Refusal {
    Refusal::new(
        "The spreadsheet unpacks to far more than a bank's file of its size: it may be made to exhaust the machine.",
        "Open it where nothing can be harmed, and save the sheet that matters as CSV.",
    )
}
