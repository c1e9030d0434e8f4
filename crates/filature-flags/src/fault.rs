//! What is wrong with a flag, for the person who wrote it: the file, the line, what it is and what to do.

use std::fmt;

/// A fault of a flag's file, of its query, or of its cases.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line in it, from 1.
    pub line: u32,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub to_do: String,
}

impl Fault {
    /// A fault at a line.
    ///
    /// ```
    /// let fault = filature_flags::Fault::new("flags/x.md", 3, "it has no side", "write side = [\"controller\"]");
    /// assert_eq!(fault.to_string(), "flags/x.md, line 3: it has no side; write side = [\"controller\"]");
    /// ```
    pub fn new(file: &str, line: u32, what: impl Into<String>, to_do: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into(), to_do: to_do.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}; {}", self.file, self.line, self.what, self.to_do)
    }
}

impl std::error::Error for Fault {}
