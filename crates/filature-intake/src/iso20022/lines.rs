//! The line on which something stands, counted only when somebody asks.
//!
//! Of some forty elements of an entry two or three are asked for their line, and counting a stretch of a file at once is
//! many times faster than counting it in pieces.

use super::encoding::count_lines;

/// Counts the lines of a text as the places asked for go forward.
pub(super) struct Lines<'a> {
    text: &'a str,
    counted: usize,
    line: u32,
    /// How far the text had been read before the event that is open.
    event: usize,
}

impl<'a> Lines<'a> {
    /// At the beginning of the text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, counted: 0, line: 1, event: 0 }
    }

    /// Begins an event, at a position as the XML reader counts it.
    pub(super) fn begin_event(&mut self, at: u64) {
        self.event = self.inside(at);
    }

    /// The line of the text that is open.
    pub(super) fn of_text(&mut self) -> u32 {
        self.at(self.event)
    }

    /// The line of the markup that is open, before which the XML reader may have passed over blanks.
    pub(super) fn of_markup(&mut self) -> u32 {
        self.at(self.markup())
    }

    /// The line of an error that the XML reader met with.
    pub(super) fn of_error(&mut self, at: u64) -> u32 {
        self.at(self.inside(at).max(self.markup()))
    }

    fn markup(&self) -> usize {
        let ahead = &self.text.as_bytes()[self.event..];
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        self.event + ahead.iter().take_while(is_blank).count()
    }

    /// A position inside the text, whatever the XML reader says.
    fn inside(&self, at: u64) -> usize {
        usize::try_from(at).unwrap_or(self.text.len()).min(self.text.len())
    }

    fn at(&mut self, position: usize) -> u32 {
        let position = position.max(self.counted);
        self.line = self.line.saturating_add(count_lines(&self.text.as_bytes()[self.counted..position]));
        self.counted = position;
        self.line
    }
}
