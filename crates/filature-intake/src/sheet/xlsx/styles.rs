//! What the formats of numbers say that a number is: a day, a percentage, or a number.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::super::package::{Walker, attribute};
use crate::Refusal;

/// What a number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A number.
    #[default]
    Plain,
    /// A day or a time.
    Moment,
    /// A percentage.
    Percent,
}

impl Shape {
    /// Of a format that every spreadsheet knows by its number.
    pub fn of_number(number: u16) -> Self {
        match number {
            9 | 10 => Self::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Moment,
            _ => Self::Plain,
        }
    }

    /// Of a format that the workbook writes itself, as in `dd/mm/yyyy;@`. Texts, colours, languages and padding in
    /// it say nothing; a number of hours gone by (`[h]:mm`) is no time of day.
    pub fn of_code(code: &str) -> Self {
        if code.trim().eq_ignore_ascii_case("general") {
            return Self::Plain;
        }
        let mut letters = code.chars();
        let mut found = Self::Plain;
        while let Some(letter) = letters.next() {
            match letter {
                ';' => break,
                '"' => _ = letters.by_ref().find(|letter| *letter == '"'),
                '\\' | '_' | '*' => _ = letters.next(),
                '[' => {
                    let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    if !inside.is_empty() && inside.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                        return Self::Plain;
                    }
                }
                '%' => found = Self::Percent,
                'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return Self::Moment,
                _ => {}
            }
        }
        found
    }
}

/// The formats of a workbook while they are read.
#[derive(Default)]
pub struct Styles {
    codes: BTreeMap<u16, Shape>,
    in_cell_formats: bool,
    /// By the number that a cell names.
    pub shapes: Vec<Shape>,
}

impl Walker for Styles {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let number = |value: Option<String>| value.and_then(|number| number.trim().parse::<u16>().ok());
        match name {
            "numFmt" => {
                let id = number(attribute(element, "numFmtId")?);
                if let (Some(id), Some(code)) = (id, attribute(element, "formatCode")?) {
                    self.codes.insert(id, Shape::of_code(&code));
                }
            }
            "cellXfs" => self.in_cell_formats = true,
            "xf" if self.in_cell_formats => {
                let id = number(attribute(element, "numFmtId")?).unwrap_or_default();
                self.shapes.push(self.codes.get(&id).copied().unwrap_or_else(|| Shape::of_number(id)));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        self.in_cell_formats &= name != "cellXfs";
        Ok(())
    }

    fn text(&mut self, _text: &str) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days_are_told_from_formats_of_numbers() {
        for code in ["dd/mm/yyyy", "yyyy\\-mm\\-dd;@", "[$-40C]d mmm yy", "hh:mm", "[Red]DD.MM.YYYY", "mm:ss.0"] {
            assert_eq!(Shape::of_code(code), Shape::Moment, "{code}");
        }
        for code in
            ["General", "0.00", "#,##0.00\\ \"mad\"", "[Red]-0.00", "#,##0.00 [$EUR]", "0;\"d\"", "[h]:mm", "_d0"]
        {
            assert_eq!(Shape::of_code(code), Shape::Plain, "{code}");
        }
        assert_eq!(Shape::of_code("0.0%"), Shape::Percent);
        assert_eq!(Shape::of_number(14), Shape::Moment);
        assert_eq!(Shape::of_number(4), Shape::Plain);
    }
}
