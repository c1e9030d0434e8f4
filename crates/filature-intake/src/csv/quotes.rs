//! Finds quotation marks that close too late, and swallow the rows between.
//!
//! A quote that somebody forgot makes the reader take the rows behind it as text, up to the next quote or the end
//! of the file, and nothing of it shows: the record may even have the right number of fields. Texts of several
//! lines are lawful, so a record is doubted only for what such a text never has.

use filature_model::Place;

use crate::Refusal;

/// What the rows of a table look like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Between fields.
    pub delimiter: u8,
    /// How many fields a row has.
    pub fields: usize,
}

/// Where the reader stands in a record; the same steps as those of the library that splits it.
#[derive(Clone, Copy)]
enum At {
    FieldStart,
    Plain,
    /// Inside quotes that opened at this byte.
    Quoted(usize),
    /// Behind a quote that closes, unless another one follows.
    Closing(usize),
}

/// A line of a quoted text.
#[derive(Clone, Copy, Default)]
struct TextLine {
    /// Whether it is not the first one: that one belongs to the record itself.
    is_further: bool,
    delimiters: usize,
    ends_in_delimiter: bool,
}

impl TextLine {
    fn take(&mut self, byte: u8, delimiter: u8) {
        self.delimiters += usize::from(byte == delimiter);
        self.ends_in_delimiter = byte == delimiter || (self.ends_in_delimiter && byte == b'\r');
    }

    /// Whether it has the delimiters of a whole row.
    fn is_row(self, fields: usize) -> bool {
        let trailing = self.ends_in_delimiter && self.delimiters == fields;
        self.is_further && fields > 1 && (self.delimiters + 1 == fields || trailing)
    }
}

/// Where in a record a quote opens that swallows other rows, if one does: it is still open where the file ends,
/// a further line of its text has as many delimiters as a row, or its text of several lines ends in a quote with
/// something else behind it, which then was another field's first.
pub fn swallowing(raw: &[u8], shape: Shape) -> Option<usize> {
    let (mut at, mut line) = (At::FieldStart, TextLine::default());
    for (offset, &byte) in raw.iter().enumerate() {
        at = match (at, byte) {
            (At::FieldStart, b'"') => {
                line = TextLine::default();
                At::Quoted(offset)
            }
            (At::FieldStart | At::Plain, byte) if byte == shape.delimiter => At::FieldStart,
            (At::FieldStart | At::Plain, _) => At::Plain,
            (At::Quoted(opened), b'"') => At::Closing(opened),
            (At::Quoted(opened), b'\n') => {
                if line.is_row(shape.fields) {
                    return Some(opened);
                }
                line = TextLine { is_further: true, ..TextLine::default() };
                At::Quoted(opened)
            }
            (At::Quoted(opened), byte) => {
                line.take(byte, shape.delimiter);
                At::Quoted(opened)
            }
            (At::Closing(opened), b'"') => At::Quoted(opened),
            (At::Closing(opened), _) if line.is_row(shape.fields) => return Some(opened),
            (At::Closing(_), byte) if byte == shape.delimiter => At::FieldStart,
            (At::Closing(opened), byte) if line.is_further && !matches!(byte, b'\r' | b'\n') => return Some(opened),
            (At::Closing(_), _) => At::Plain,
        };
    }
    match at {
        At::Quoted(opened) => Some(opened),
        At::Closing(opened) => line.is_row(shape.fields).then_some(opened),
        At::FieldStart | At::Plain => None,
    }
}

/// Whether a text ends inside quotes.
pub fn is_open(raw: &[u8], delimiter: u8) -> bool {
    let (mut at_start, mut quoted, mut closing) = (true, false, false);
    for &byte in raw {
        (at_start, quoted, closing) = match (quoted, closing, byte) {
            (true, false, b'"') => (false, true, true),
            (true, true, b'"') | (true, false, _) => (false, true, false),
            (_, _, byte) if byte == delimiter => (true, false, false),
            _ => (false, at_start && byte == b'"', false),
        };
    }
    quoted && !closing
}

/// The refusal of a file with such a quote, at the line on which it opens.
pub fn refusal(record_line: u32, raw: &[u8], opened: usize) -> Refusal {
    let before = memchr::memchr_iter(b'\n', raw.get(..opened).unwrap_or_default()).count();
    let line = record_line.saturating_add(u32::try_from(before).unwrap_or(u32::MAX));
    Refusal::new(
        "A quotation mark opens a field that does not close, or only behind other rows.",
        "Look at this line in the original, or ask the sender for the file again.",
    )
    .at(Place { line: Some(line), ..Place::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_several_lines_swallow_nothing() {
        let shape = Shape { delimiter: b',', fields: 4 };
        for raw in [
            "a,\"two\nlines, and a \"\"quote\"\"\",c,d\n",
            "a,\"x, y, z, and more\r\nof it, here\"\r\n",
            "a,b,c,\"one\n\ntwo\"",
            "pipe 5\" wide,b,c,d",
            "\"x\"y,b,c,d\n",
        ] {
            assert_eq!(swallowing(raw.as_bytes(), shape), None, "{raw:?}");
            assert!(!is_open(raw.as_bytes(), b','), "{raw:?}");
        }
    }

    #[test]
    fn rows_inside_quotes_are_seen() {
        let shape = Shape { delimiter: b',', fields: 4 };
        for (raw, opened) in [
            ("a,b,c,\"d\n", 6),
            ("a,\"b,c,d\ne,f,g,h\ni,\"", 2),
            ("a,\"b,c,d\ne,\"f\",g,h\n", 2),
            ("a,\"b,c,d\ne,\"\",g,h\ni,\"j\",k,l\n", 2),
            ("a,b,c,\"d\ne,f,g,\"\n", 6),
            ("a,b,c,\"d\ne,f,g,h,\r\ni\"\n", 6),
        ] {
            assert_eq!(swallowing(raw.as_bytes(), shape), Some(opened), "{raw:?}");
        }
    }
}
