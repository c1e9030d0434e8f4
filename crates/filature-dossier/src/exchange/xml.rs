//! XML, an element a line. Every text that goes in is escaped: there is no other way in.

use crate::escape::escape;

/// An attribute: its name is the program's, its value may be anybody's.
pub type Attribute<'a> = (&'a str, &'a str);

/// A document that is being written.
pub struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// One that has its declaration.
    pub fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>], end: &str) {
        self.out.push_str(&"  ".repeat(self.open.len()));
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
        self.out.push_str(end);
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes, ">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str(&format!("{}</{name}>\n", "  ".repeat(self.open.len())));
        }
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes, "/>\n");
    }

    /// An element with text in it.
    pub fn text(&mut self, name: &str, attributes: &[Attribute<'_>], text: &str) {
        self.tag(name, attributes, ">");
        self.out.push_str(&format!("{}</{name}>\n", escape(text)));
    }

    /// The whole, with every element closed.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.into_bytes()
    }
}
