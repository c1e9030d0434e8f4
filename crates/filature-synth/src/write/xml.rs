//! XML, element by element.

use std::fmt::Write;

use super::point;

/// Writes elements, indented, with their text escaped.
pub(super) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// A document with its declaration.
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 }
    }

    /// The whole text.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Opens an element, with its attributes behind its name.
    pub(super) fn open(&mut self, name: &str) {
        self.indent();
        self.text.push_str(&format!("<{name}>\n"));
        self.depth += 1;
    }

    /// Closes it.
    pub(super) fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// An element inside others: `leaf(&["Dt", "Dt"], …)` writes both on one line.
    pub(super) fn leaf(&mut self, path: &[&str], text: &str) {
        self.indent();
        for name in path {
            self.text.push_str(&format!("<{name}>"));
        }
        self.text.push_str(&escaped(text));
        for name in path.iter().rev() {
            self.text.push_str(&format!("</{name}>"));
        }
        self.text.push('\n');
    }

    /// An amount of euro, without its sign.
    pub(super) fn amount(&mut self, name: &str, minor: i64) {
        self.indent();
        self.text.push_str(&format!("<{name} Ccy=\"EUR\">{}</{name}>\n", point(minor.abs())));
    }

    fn indent(&mut self) {
        // Writing to a String does not fail.
        let _ = write!(self.text, "{:width$}", "", width = self.depth);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
