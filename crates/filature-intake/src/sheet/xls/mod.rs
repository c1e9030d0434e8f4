//! XLS: the workbooks of Excel 97 to 2003 (BIFF8), and the texts and numbers of Excel 5 and 95.
//!
//! ```text
//! compound file ─► stream `Workbook` ─► records: globals (texts, formats, sheets) ─► cells of each sheet
//! ```

mod bytes;
mod cells;
pub(super) mod compound;
mod records;

use std::collections::BTreeMap;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::cell::Book;
use super::moment::Epoch;
use super::package::{broken, protected};
use super::room::Room;
use super::xlsx::styles::Shape;
use crate::Refusal;
use bytes::{u16_at, u32_at};
use compound::Compound;
use records::{Cursor, Record, Records, kind};

/// No record is shorter than its kind and length.
const RECORD_HEAD_BYTES: usize = 4;

/// What the sheets of a workbook share.
struct Globals {
    sheets: Vec<SheetName>,
    strings: Vec<Arc<str>>,
    codes: BTreeMap<u16, Shape>,
    /// By the number that a cell names: the number of its format.
    formats: Vec<u16>,
    epoch: Epoch,
    /// Whether texts are of one or two bytes a letter, and say which; older ones are in a code page.
    has_wide_texts: bool,
    encoding: &'static Encoding,
}

struct SheetName {
    name: String,
    at: usize,
    is_hidden: bool,
    has_cells: bool,
}

impl Globals {
    fn shape(&self, style: u16) -> Shape {
        let format = self.formats.get(usize::from(style)).copied().unwrap_or_default();
        self.codes.get(&format).copied().unwrap_or_else(|| Shape::of_number(format))
    }
}

/// Reads all sheets of a workbook.
///
/// # Errors
/// A refusal when it is damaged, protected, or of a kind before Excel 5.
pub fn read(file: &Compound<'_>, room: &mut Room) -> Result<Book, Refusal> {
    let stream = file.stream("Workbook").or_else(|| file.stream("Book"));
    let stream = stream.ok_or_else(|| broken("its workbook cannot be found"))?;
    let globals = globals(&stream, room)?;
    let mut book = Book { sheets: Vec::new() };
    let mut records_left = stream.len() / RECORD_HEAD_BYTES;
    for sheet in &globals.sheets {
        let grid = match sheet.has_cells {
            true => cells::read(&stream, sheet.at, &globals, room, &mut records_left)?,
            false => Default::default(),
        };
        book.sheets.push(grid.finish(sheet.name.clone(), sheet.is_hidden));
    }
    Ok(book)
}

fn globals(stream: &[u8], room: &mut Room) -> Result<Globals, Refusal> {
    let mut globals = Globals {
        sheets: Vec::new(),
        strings: Vec::new(),
        codes: BTreeMap::new(),
        formats: Vec::new(),
        epoch: Epoch::Year1900,
        has_wide_texts: true,
        encoding: encoding_rs::WINDOWS_1252,
    };
    let mut is_whole = false;
    for record in Records::from(stream, 0) {
        let data = record.data();
        match record.kind {
            kind::FILE_PASS => return Err(protected()),
            kind::BOF => globals.has_wide_texts = u16_at(data, 0) == Some(0x0600),
            kind::CODE_PAGE => globals.encoding = code_page(u16_at(data, 0).unwrap_or_default()),
            kind::DATE_MODE if u16_at(data, 0) == Some(1) => globals.epoch = Epoch::Year1904,
            kind::BOUND_SHEET => globals.sheets.extend(sheet_name(&record, &globals)),
            kind::FORMAT => globals.codes.extend(format(&record, &globals)),
            kind::XF => globals.formats.push(u16_at(data, 2).unwrap_or_default()),
            kind::SST => globals.strings = shared_strings(&record, room)?,
            kind::EOF => {
                is_whole = true;
                break;
            }
            _ => {}
        }
    }
    match is_whole {
        true => Ok(globals),
        false => Err(broken("its workbook ends too early")),
    }
}

fn sheet_name(record: &Record<'_>, globals: &Globals) -> Option<SheetName> {
    let data = record.data();
    let (at, letters) = (u32_at(data, 0)? as usize, usize::from(*data.get(6)?));
    let name = match globals.has_wide_texts {
        true => Cursor::new(record, 7).text_of(letters)?,
        false => globals.encoding.decode_without_bom_handling(data.get(7..7 + letters)?).0.into_owned(),
    };
    let (hidden, kind) = (*data.get(4)?, *data.get(5)?);
    Some(SheetName { name: name.replace('\0', ""), at, is_hidden: hidden & 3 != 0, has_cells: kind == 0 })
}

fn format(record: &Record<'_>, globals: &Globals) -> Option<(u16, Shape)> {
    let data = record.data();
    let code = match globals.has_wide_texts {
        true => Cursor::new(record, 2).text()?,
        false => String::from_utf8_lossy(data.get(3..)?).into_owned(),
    };
    Some((u16_at(data, 0)?, Shape::of_code(&code)))
}

fn shared_strings(record: &Record<'_>, room: &mut Room) -> Result<Vec<Arc<str>>, Refusal> {
    let stated = u32_at(record.data(), 4).unwrap_or_default();
    let mut cursor = Cursor::new(record, 8);
    let mut all = Vec::new();
    for _ in 0..stated {
        let text = cursor.text().ok_or_else(|| broken("its texts end too early"))?;
        room.take_cell()?;
        room.take_text(text.len())?;
        all.push(text.into());
    }
    Ok(all)
}

/// The encoding of a code page of Windows.
fn code_page(number: u16) -> &'static Encoding {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}
