//! The workbook read back by another library, added again by a slow reference, and recalculated by an office program where
//! there is one.

mod cells;
mod evaluate;
mod office;
mod promises;
mod sums;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use filature_model::Language;

use crate::tests::sample;
use crate::wording::Pair;
use crate::{Content, Dossier, Form};

pub use crate::tests::LANGUAGES;

/// All that the sample has.
pub fn content() -> Content {
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    content
}

pub fn workbook(content: &Content, language: Language) -> Vec<u8> {
    Dossier::new(content, language).unwrap().render(Form::Xlsx).unwrap()
}

/// With sheets of few rows.
pub fn of_height(content: &Content, language: Language, most_rows: u32) -> Vec<u8> {
    super::of_height(&crate::select::select(content), language, most_rows).unwrap()
}

/// A sheet as another library reads it, from its first cell on.
pub struct Sheet {
    pub name: String,
    pub values: Range<Data>,
    pub formulas: BTreeMap<(u32, u32), String>,
}

pub fn read(bytes: &[u8]) -> Vec<Sheet> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let values = book.worksheet_range(&name).unwrap();
            let read = book.worksheet_formula(&name).unwrap();
            let start = read.start().unwrap_or_default();
            let formulas = read
                .used_cells()
                .filter(|(.., formula)| !formula.is_empty())
                .map(|(row, column, formula)| {
                    let at = (start.0 + u32::try_from(row).unwrap(), start.1 + u32::try_from(column).unwrap());
                    (at, formula.clone())
                })
                .collect();
            Sheet { name, values, formulas }
        })
        .collect()
}

impl Sheet {
    pub fn value(&self, row: u32, column: u32) -> &Data {
        self.values.get_value((row, column)).unwrap_or(&Data::Empty)
    }

    /// The columns of this heading.
    pub fn column(&self, heading: Pair, language: Language) -> u32 {
        let heading = heading.pick(language);
        let (_, last) = self.values.end().unwrap();
        (0..=last).find(|column| self.value(0, *column).to_string() == heading).unwrap_or_else(|| panic!("{heading}"))
    }

    /// The rows of the table, without the totals.
    pub fn rows(&self) -> std::ops::Range<u32> {
        let (last, _) = self.values.end().unwrap();
        let end = (1..=last).find(|row| *self.value(*row, 0) == Data::Empty).unwrap_or(last + 1);
        1..end
    }
}

pub fn sheet(sheets: &[Sheet], name: Pair, language: Language) -> &Sheet {
    let name = name.pick(language);
    sheets.iter().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

/// An amount in minor units of a currency with two decimals.
pub fn minor(value: &Data) -> i128 {
    match value {
        Data::Float(number) => {
            let text = format!("{number:.2}");
            text.replace('.', "").parse().unwrap()
        }
        Data::Int(number) => i128::from(*number) * 100,
        other => panic!("{other:?} is no amount"),
    }
}

/// Every part of the file.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut made = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        made.insert(name, text);
    }
    made
}
