//! XLSX and XLSM: ISO 29500, transitional and strict.
//!
//! ```text
//! _rels/.rels ─► workbook.xml ─► its relations ─► sharedStrings, styles ─► a sheet after the other
//! ```

mod cells;
mod strings;
pub(super) mod styles;

pub(super) use cells::numbered;

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::cell::Book;
use super::moment::Epoch;
use super::package::{Package, Walker, attribute, broken, walk};
use super::room::Room;
use crate::Refusal;
use cells::{Cells, Shared};

/// Reads all sheets of a workbook. Macros are not looked at, and nothing is calculated.
///
/// # Errors
/// A refusal when it is damaged or unpacks to too much.
pub fn read(package: &mut Package<'_>, room: &mut Room) -> Result<Book, Refusal> {
    let of_package = relations(package, "", "_rels/.rels", room)?;
    let target = of_package.iter().find(|relation| relation.is("officeDocument"));
    let workbook = target.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target.clone());
    let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", workbook.as_str()));
    let related = relations(package, folder, &format!("{folder}/_rels/{name}.rels"), room)?;
    let mut found = Workbook::default();
    let xml = package.xml(&workbook, room)?.ok_or_else(|| broken("it has no workbook"))?;
    walk(xml, &mut found)?;
    let part = |kind: &str| related.iter().find(|relation| relation.is(kind)).map(|relation| relation.target.clone());
    let shared = shared(package, &found, [part("sharedStrings"), part("styles")], room)?;
    let by_id: BTreeMap<&str, &Relation> = related.iter().map(|relation| (relation.id.as_str(), relation)).collect();
    let mut book = Book { sheets: Vec::new() };
    for sheet in &found.sheets {
        let target = by_id.get(sheet.relation.as_str()).filter(|relation| relation.is("worksheet"));
        // A sheet of charts, macros or dialogues has no cells; it keeps its place in the count.
        let grid = match target {
            Some(relation) => cells(package, &relation.target, &shared, room)?,
            None => Default::default(),
        };
        book.sheets.push(grid.finish(sheet.name.clone(), sheet.is_hidden));
    }
    Ok(book)
}

fn cells(
    package: &mut Package<'_>,
    part: &str,
    shared: &Shared,
    room: &mut Room,
) -> Result<super::cell::Grid, Refusal> {
    // The room is lent to the part that is unpacked, and what it took is given back when it was walked through.
    let mut unpacking = room.for_unpacking();
    let xml = package.xml(part, &mut unpacking)?.ok_or_else(|| broken("a sheet that it names is not in it"))?;
    let mut cells = Cells::new(shared, room);
    walk(xml, &mut cells)?;
    let grid = cells.grid;
    room.unpacked_bytes = unpacking.unpacked_bytes;
    Ok(grid)
}

fn shared(
    package: &mut Package<'_>,
    workbook: &Workbook,
    [strings, styles]: [Option<String>; 2],
    room: &mut Room,
) -> Result<Shared, Refusal> {
    let epoch = if workbook.counts_from_1904 { Epoch::Year1904 } else { Epoch::Year1900 };
    let mut shared = Shared { epoch, is_uncalculated: workbook.is_uncalculated, ..Shared::default() };
    if let Some(part) = styles {
        let mut found = styles::Styles::default();
        if let Some(xml) = package.xml(&part, room)? {
            walk(xml, &mut found)?;
        }
        shared.shapes = found.shapes;
    }
    if let Some(part) = strings {
        let mut unpacking = room.for_unpacking();
        if let Some(xml) = package.xml(&part, &mut unpacking)? {
            let mut found = strings::Strings::new(room);
            walk(xml, &mut found)?;
            shared.strings = found.all;
        }
        room.unpacked_bytes = unpacking.unpacked_bytes;
    }
    Ok(shared)
}

/// A relation from one part to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relation {
    /// Whether it is of this kind; the two editions of the standard differ in what stands before it.
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

struct Relations {
    folder: String,
    all: Vec<Relation>,
}

fn relations(package: &mut Package<'_>, folder: &str, part: &str, room: &mut Room) -> Result<Vec<Relation>, Refusal> {
    let mut found = Relations { folder: folder.to_owned(), all: Vec::new() };
    if let Some(xml) = package.xml(part.trim_start_matches('/'), room)? {
        walk(xml, &mut found)?;
    }
    Ok(found.all)
}

impl Walker for Relations {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if name == "Relationship" {
            let (id, kind) = (attribute(element, "Id")?, attribute(element, "Type")?);
            if let (Some(id), Some(kind), Some(target)) = (id, kind, attribute(element, "Target")?) {
                self.all.push(Relation { id, kind, target: resolved(&self.folder, &target) });
            }
        }
        Ok(())
    }

    fn end(&mut self, _name: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn text(&mut self, _text: &str) {}
}

/// The name of a part, from where it is named.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What the workbook says of its sheets.
#[derive(Default)]
struct Workbook {
    sheets: Vec<SheetName>,
    counts_from_1904: bool,
    is_uncalculated: bool,
}

struct SheetName {
    name: String,
    relation: String,
    is_hidden: bool,
}

impl Walker for Workbook {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let is_set = |value: Option<String>| matches!(value.as_deref(), Some("1" | "true" | "on"));
        match name {
            "workbookPr" => self.counts_from_1904 = is_set(attribute(element, "date1904")?),
            "calcPr" => self.is_uncalculated = is_set(attribute(element, "fullCalcOnLoad")?),
            "sheet" => {
                let is_hidden = matches!(attribute(element, "state")?.as_deref(), Some("hidden" | "veryHidden"));
                let (name, relation) = (attribute(element, "name")?, attribute(element, "id")?);
                let (name, relation) = (name.unwrap_or_default(), relation.unwrap_or_default());
                self.sheets.push(SheetName { name, relation, is_hidden });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, _name: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn text(&mut self, _text: &str) {}
}
