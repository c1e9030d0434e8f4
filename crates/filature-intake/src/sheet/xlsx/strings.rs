//! The texts that the sheets of a workbook share.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::super::package::Walker;
use super::super::room::Room;
use crate::Refusal;

/// The texts while they are read.
pub struct Strings<'r> {
    /// By the number that a cell names.
    pub all: Vec<Arc<str>>,
    text: String,
    is_text: bool,
    is_reading_aid: bool,
    room: &'r mut Room,
}

impl<'r> Strings<'r> {
    /// None yet.
    pub fn new(room: &'r mut Room) -> Self {
        Self { all: Vec::new(), text: String::new(), is_text: false, is_reading_aid: false, room }
    }
}

impl Walker for Strings<'_> {
    fn start(&mut self, name: &str, _element: &BytesStart<'_>) -> Result<(), Refusal> {
        match name {
            "si" => self.text.clear(),
            "rPh" => self.is_reading_aid = true,
            "t" => self.is_text = !self.is_reading_aid,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "si" => {
                self.room.take_cell()?;
                self.room.take_text(self.text.len())?;
                self.all.push(plain(&self.text));
            }
            "rPh" => self.is_reading_aid = false,
            "t" => self.is_text = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.is_text {
            self.text.push_str(text);
        }
    }
}

/// A text without the escapes that the format has for line ends.
pub fn plain(text: &str) -> Arc<str> {
    if text.contains("_x000") {
        return text.replace("_x000D_", "\r").replace("_x000A_", "\n").replace("_x0009_", "\t").into();
    }
    text.into()
}
