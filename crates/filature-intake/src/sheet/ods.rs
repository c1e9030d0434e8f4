//! ODS: OpenDocument spreadsheets.
//!
//! Rows and cells that are repeated are written once with a count. What holds nothing is only counted; what holds
//! something is taken as often as it says, within the room there is.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::cell::{Book, Cell, Grid, Merge};
use super::moment::Moment;
use super::package::{Package, Walker, attribute, broken, protected, walk};
use super::room::Room;
use crate::Refusal;

/// Reads all sheets of a document.
///
/// # Errors
/// A refusal when it is damaged, protected, or unpacks to too much.
pub fn read(package: &mut Package<'_>, room: &mut Room) -> Result<Book, Refusal> {
    let mut manifest = Manifest::default();
    if let Some(xml) = package.xml("META-INF/manifest.xml", room)? {
        walk(xml, &mut manifest)?;
    }
    if manifest.is_encrypted {
        return Err(protected());
    }
    let mut unpacking = room.for_unpacking();
    let xml = package.xml("content.xml", &mut unpacking)?.ok_or_else(|| broken("it has no content"))?;
    let mut content = Content::new(room);
    walk(xml, &mut content)?;
    Ok(content.book)
}

#[derive(Default)]
struct Manifest {
    is_encrypted: bool,
}

impl Walker for Manifest {
    fn start(&mut self, name: &str, _element: &BytesStart<'_>) -> Result<(), Refusal> {
        self.is_encrypted |= name == "encryption-data";
        Ok(())
    }

    fn end(&mut self, _name: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn text(&mut self, _text: &str) {}
}

/// The document while it is read.
struct Content<'r> {
    book: Book,
    room: &'r mut Room,
    hidden_styles: BTreeSet<String>,
    style: Option<String>,
    sheet: Option<OpenSheet>,
    /// Elements inside the open sheet that are no cells of it: drawings, remarks, changes.
    aside: u32,
}

/// A sheet while it is read.
struct OpenSheet {
    name: String,
    is_hidden: bool,
    grid: Grid,
    line: u32,
    rows: u32,
    column: u32,
    /// The cells of the open row, for when it is repeated.
    row: Vec<(u32, Cell)>,
    cell: Option<OpenCell>,
}

/// A cell while it is read.
#[derive(Default)]
struct OpenCell {
    kind: String,
    value: Option<String>,
    is_error: bool,
    has_formula: bool,
    repeated: u32,
    merged: (u32, u32),
    text: String,
    paragraphs: u32,
}

/// More rows or columns than any spreadsheet has; counts beyond are cut, which moves nothing that holds something.
const MOST_ROWS: u32 = 1 << 24;
const MOST_COLUMNS: u32 = 1 << 16;

impl<'r> Content<'r> {
    fn new(room: &'r mut Room) -> Self {
        let (hidden_styles, book) = (BTreeSet::new(), Book { sheets: Vec::new() });
        Self { book, room, hidden_styles, style: None, sheet: None, aside: 0 }
    }

    fn begin_sheet(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let style = attribute(element, "style-name")?;
        let is_hidden = style.is_some_and(|style| self.hidden_styles.contains(&style));
        let name = attribute(element, "name")?.unwrap_or_default();
        let (grid, row) = (Grid::default(), Vec::new());
        self.sheet = Some(OpenSheet { name, is_hidden, grid, line: 1, rows: 1, column: 0, row, cell: None });
        Ok(())
    }
}

fn count(element: &BytesStart<'_>, name: &str) -> Result<u32, Refusal> {
    Ok(attribute(element, name)?.and_then(|count| count.trim().parse().ok()).unwrap_or(1).max(1))
}

/// Whether LibreOffice says that a cell holds an error; to others it then is a text.
fn is_error(element: &BytesStart<'_>) -> bool {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    attributes.flatten().any(|it| it.key.into_inner() == "calcext:value-type" && it.value == "error")
}

impl OpenCell {
    fn of(element: &BytesStart<'_>) -> Result<Self, Refusal> {
        let kind = attribute(element, "value-type")?.unwrap_or_default();
        let value = match kind.as_str() {
            "date" => attribute(element, "date-value")?,
            "time" => attribute(element, "time-value")?,
            "boolean" => attribute(element, "boolean-value")?,
            "string" => attribute(element, "string-value")?,
            _ => attribute(element, "value")?,
        };
        Ok(Self {
            is_error: is_error(element),
            has_formula: attribute(element, "formula")?.is_some(),
            repeated: count(element, "number-columns-repeated")?.min(MOST_COLUMNS),
            merged: (count(element, "number-rows-spanned")?, count(element, "number-columns-spanned")?),
            kind,
            value,
            ..Self::default()
        })
    }

    /// What it holds, if it holds anything.
    fn finish(self) -> Option<Cell> {
        let text = || Cell::Text(self.text.as_str().into());
        if self.is_error || (self.has_formula && is_error_text(&self.text)) {
            return Some(Cell::Error(self.text.trim().into()));
        }
        let number = || self.value.as_deref().and_then(|value| value.trim().parse::<f64>().ok());
        match (self.kind.as_str(), self.value.as_deref()) {
            ("float" | "currency", _) => Some(number().map_or_else(text, Cell::Number)),
            ("percentage", _) => Some(number().map_or_else(text, Cell::Percent)),
            ("date", Some(value)) => Some(Moment::from_iso(value).map_or_else(text, Cell::Moment)),
            ("time", Some(value)) => Some(Moment::from_duration(value).map_or_else(text, Cell::Moment)),
            ("boolean", Some(value)) => Some(Cell::Flag(value == "true")),
            ("string", Some(value)) if self.text.is_empty() => Some(Cell::Text(value.into())),
            ("string", _) => Some(text()),
            _ if self.has_formula && self.text.trim().is_empty() => Some(Cell::NoValue),
            _ => (!self.text.trim().is_empty()).then(text),
        }
    }
}

fn is_error_text(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('#') && text.ends_with(['!', '?', 'A'])
        || text.strip_prefix("Err:").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl OpenSheet {
    fn end_cell(&mut self, room: &mut Room) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (repeated, (rows, columns)) = (cell.repeated, cell.merged);
        if rows > 1 || columns > 1 {
            let (first_line, first_column) = (self.line, self.column);
            let (last_line, last_column) =
                (first_line.saturating_add(rows - 1), first_column.saturating_add(columns - 1));
            self.grid.merge(Merge { first_line, last_line, first_column, last_column });
        }
        if let Some(cell) = cell.finish() {
            if let Cell::Text(text) = &cell {
                room.take_text(text.len())?;
            }
            for at in 0..repeated {
                self.grid.push(self.line, self.column.saturating_add(at), cell.clone(), room)?;
                if self.rows > 1 {
                    self.row.push((self.column.saturating_add(at), cell.clone()));
                }
            }
        }
        self.column = self.column.saturating_add(repeated).min(MOST_COLUMNS);
        Ok(())
    }

    fn end_row(&mut self, room: &mut Room) -> Result<(), Refusal> {
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            for line in (self.line..).take(self.rows as usize).skip(1) {
                for (column, cell) in &row {
                    self.grid.push(line, *column, cell.clone(), room)?;
                }
            }
        }
        self.line = self.line.saturating_add(self.rows).min(MOST_ROWS);
        (self.rows, self.column) = (1, 0);
        Ok(())
    }
}

impl Walker for Content<'_> {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let Some(sheet) = &mut self.sheet else {
            match name {
                "style" => self.style = attribute(element, "name")?,
                "table-properties" if attribute(element, "display")?.as_deref() == Some("false") => {
                    self.hidden_styles.extend(self.style.clone());
                }
                "tracked-changes" => self.aside += 1,
                "table" if self.aside == 0 => self.begin_sheet(element)?,
                _ => {}
            }
            return Ok(());
        };
        match name {
            "annotation" | "shapes" | "frame" | "custom-shape" | "table" => self.aside += 1,
            _ if self.aside > 0 => {}
            "table-row" => {
                sheet.rows = count(element, "number-rows-repeated")?.min(MOST_ROWS);
                sheet.column = 0;
            }
            "table-cell" | "covered-table-cell" => sheet.cell = Some(OpenCell::of(element)?),
            "p" => {
                if let Some(cell) = &mut sheet.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" | "tab" | "line-break" => {
                if let Some(cell) = &mut sheet.cell {
                    cell.text.push(' ');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "tracked-changes" => self.aside = self.aside.saturating_sub(1),
            "annotation" | "shapes" | "frame" | "custom-shape" | "table" if self.aside > 0 => self.aside -= 1,
            _ if self.aside > 0 => {}
            "table" => {
                if let Some(sheet) = self.sheet.take() {
                    self.book.sheets.push(sheet.grid.finish(sheet.name, sheet.is_hidden));
                }
            }
            "table-cell" | "covered-table-cell" => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.end_cell(self.room)?;
                }
            }
            "table-row" => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.end_row(self.room)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let cell = self.sheet.as_mut().and_then(|sheet| sheet.cell.as_mut());
        if let Some(cell) = cell.filter(|cell| self.aside == 0 && cell.paragraphs > 0) {
            cell.text.push_str(text);
        }
    }
}
