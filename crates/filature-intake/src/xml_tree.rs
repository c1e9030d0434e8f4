//! A piece of an XML file as a tree, for formats whose elements explain each other only once all of them are there.
//!
//! ```text
//! text ─► walk ─► frames (elements that only hold others: opened, closed)
//!              └► units  (each child of a frame, whole, one after the other) ─► Visitor
//! ```
//!
//! A unit is forgotten before the next is read, so memory follows the largest transaction and not the file. An element takes 20
//! bytes and its text; names are kept once. Every text remembers whether anybody has looked at it: what was not is counted.

use std::cell::Cell;
use std::collections::BTreeMap;

use filature_model::Place;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

use crate::Refusal;
use crate::iso20022::encoding::count_lines;

/// More elements inside each other than this are an attack, not a report.
const DEPTH_LIMIT: usize = 128;

const ASK_AGAIN: &str = "Ask the sender for the file again; nothing of it was taken.";

/// Who takes a file in.
pub(crate) trait Visitor {
    /// Whether an element at this depth only holds others.
    fn is_frame(&self, name: &str, depth: usize) -> bool;
    /// A frame is opened.
    fn open(&mut self, name: &str, line: u32);
    /// A child of a frame is complete.
    fn unit(&mut self, unit: &Tree) -> Result<(), Refusal>;
}

#[derive(Clone, Debug)]
struct Node {
    name: u32,
    line: u32,
    start: u32,
    end: u32,
    depth: u16,
    read: Cell<bool>,
}

/// A unit: elements in the order of the file, each with its depth.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    names: Vec<String>,
    numbers: BTreeMap<String, u32>,
    nodes: Vec<Node>,
    texts: String,
    /// Lines on which text stands between elements, where none belongs.
    stray: Vec<u32>,
}

/// An element of a unit.
#[derive(Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree,
    at: usize,
}

impl Tree {
    /// The element that the unit is.
    pub(crate) fn root(&self) -> Element<'_> {
        Element { tree: self, at: 0 }
    }

    /// Lines on which text stands where none belongs.
    pub(crate) fn stray(&self) -> &[u32] {
        &self.stray
    }

    /// Texts that nobody has looked at: the name of the element around, its own, and its line.
    pub(crate) fn unread(&self) -> impl Iterator<Item = (&str, &str, u32)> {
        let mut path: Vec<u32> = Vec::new();
        self.nodes.iter().filter_map(move |node| {
            path.truncate(usize::from(node.depth));
            let parent = path.last().copied();
            path.push(node.name);
            let is_unread = node.end > node.start && !node.read.get();
            is_unread.then(|| (parent.map_or("", |name| self.name(name)), self.name(node.name), node.line))
        })
    }

    fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn begin(&mut self, name: &str, line: u32, depth: usize) {
        let name = self.number(name);
        let depth = u16::try_from(depth).unwrap_or(u16::MAX);
        self.nodes.push(Node { name, line, start: 0, end: 0, depth, read: Cell::new(false) });
    }

    /// Gives the last element its text.
    fn set_text(&mut self, text: &str) -> Option<()> {
        let start = u32::try_from(self.texts.len()).ok()?;
        for (number, word) in text.split_whitespace().enumerate() {
            if number > 0 {
                self.texts.push(' ');
            }
            self.texts.push_str(word);
        }
        let end = u32::try_from(self.texts.len()).ok()?;
        let node = self.nodes.last_mut()?;
        (node.start, node.end) = (start, end);
        Some(())
    }

    /// Makes room for the next unit; names stay known.
    fn clear(&mut self) {
        self.nodes.clear();
        self.texts.clear();
        self.stray.clear();
    }
}

impl<'t> Element<'t> {
    fn node(self) -> Option<&'t Node> {
        self.tree.nodes.get(self.at)
    }

    /// Its local name.
    pub(crate) fn name(self) -> &'t str {
        self.node().map_or("", |node| self.tree.name(node.name))
    }

    /// The line on which it begins.
    pub(crate) fn line(self) -> u32 {
        self.node().map_or(1, |node| node.line)
    }

    /// Its text, without white space at the ends; none when there is none. It counts as looked at.
    pub(crate) fn text(self) -> Option<&'t str> {
        let node = self.node()?;
        node.read.set(true);
        self.tree.texts.get(node.start as usize..node.end as usize).filter(|text| !text.is_empty())
    }

    /// Its children, in the order of the file.
    pub(crate) fn children(self) -> impl Iterator<Item = Self> + use<'t> {
        let depth = self.node().map_or(0, |node| node.depth);
        let tree = self.tree;
        (self.at + 1..tree.nodes.len())
            .take_while(move |&at| tree.nodes.get(at).is_some_and(|node| node.depth > depth))
            .filter(move |&at| tree.nodes.get(at).is_some_and(|node| node.depth == depth + 1))
            .map(move |at| Self { tree, at })
    }

    /// The first child of a name.
    pub(crate) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// The text of the first child of a name.
    pub(crate) fn get(self, name: &str) -> Option<&'t str> {
        self.child(name)?.text()
    }

    /// The text of the first of these children that has one.
    pub(crate) fn first_of(self, names: &[&str]) -> Option<&'t str> {
        names.iter().find_map(|name| self.get(name))
    }

    /// Children of a name inside a child that only holds them, or directly here: versions differ in that alone.
    pub(crate) fn list(self, holder: &str, name: &'static str) -> impl Iterator<Item = Self> + use<'t> {
        let inside = self.child(holder).into_iter().flat_map(Self::children);
        inside.chain(self.children()).filter(move |child| child.name() == name)
    }
}

/// Reads a file, unit by unit.
///
/// # Errors
/// A refusal when it is not well-formed, declares a document type or entities, ends early, or what the visitor says.
pub(crate) fn walk(text: &str, visitor: &mut dyn Visitor) -> Result<(), Refusal> {
    let mut walk = Walk { line: 1, frames: 0, depth: 0, tree: Tree::default(), text: String::new(), is_leaf: false };
    walk.run(text, visitor)
}

struct Walk {
    line: u32,
    /// How many frames are open.
    frames: usize,
    /// How many elements of the open unit are open.
    depth: usize,
    tree: Tree,
    text: String,
    is_leaf: bool,
}

impl Walk {
    fn run(&mut self, text: &str, visitor: &mut dyn Visitor) -> Result<(), Refusal> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut counted = 0;
        loop {
            let before = position(reader.buffer_position(), text);
            self.line = self.line.saturating_add(count_lines(&text.as_bytes()[counted..before]));
            counted = before;
            let event = reader.read_event().map_err(|error| {
                let at = position(reader.error_position(), text).max(counted);
                let line = self.line.saturating_add(count_lines(&text.as_bytes()[counted..at]));
                refuse(line, format!("The file is not well-formed XML: {error}."))
            })?;
            match event {
                Event::Start(start) => self.start(start.local_name().into_inner(), visitor)?,
                Event::End(_) => self.end(visitor)?,
                Event::Text(text) => self.text.push_str(&text),
                Event::CData(text) => self.text.push_str(&text),
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::DocType(_) => {
                    let what = "The file declares a document type, which no report needs and which can be used to exhaust a machine.";
                    return Err(refuse(self.line, what));
                }
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Empty(_) => {}
            }
        }
        match self.frames == 0 && self.depth == 0 {
            true => Ok(()),
            false => Err(refuse(self.line, "The file ends in the middle of an element.")),
        }
    }

    fn start(&mut self, name: &str, visitor: &mut dyn Visitor) -> Result<(), Refusal> {
        if self.frames + self.depth >= DEPTH_LIMIT {
            return Err(refuse(self.line, "Elements are nested deeper than in any report."));
        }
        self.note_stray()?;
        if self.depth == 0 && visitor.is_frame(name, self.frames) {
            self.frames += 1;
            visitor.open(name, self.line);
            return Ok(());
        }
        if self.depth == 0 {
            self.tree.clear();
        }
        self.tree.begin(name, self.line, self.depth);
        self.depth += 1;
        self.is_leaf = true;
        Ok(())
    }

    /// Text between elements is read by nobody, and must not vanish.
    fn note_stray(&mut self) -> Result<(), Refusal> {
        let is_stray = !self.text.trim().is_empty();
        self.text.clear();
        match (is_stray, self.depth) {
            (true, 0) => Err(refuse(self.line, "There is text where only elements belong.")),
            (true, _) => {
                self.tree.stray.push(self.line);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, visitor: &mut dyn Visitor) -> Result<(), Refusal> {
        // quick-xml has checked that this end has its start, by name.
        if self.depth == 0 {
            self.note_stray()?;
            self.frames = self.frames.saturating_sub(1);
            return Ok(());
        }
        if std::mem::take(&mut self.is_leaf) {
            let is_short = self.tree.set_text(&self.text).is_some();
            self.text.clear();
            if !is_short {
                return Err(refuse(self.line, "One transaction holds more text than 4 GB."));
            }
        } else {
            self.note_stray()?;
        }
        self.depth -= 1;
        if self.depth == 0 {
            visitor.unit(&self.tree)?;
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), Refusal> {
        if let Ok(Some(letter)) = reference.resolve_char_ref() {
            self.text.push(letter);
            return Ok(());
        }
        match resolve_predefined_entity(reference) {
            Some(text) => {
                self.text.push_str(text);
                Ok(())
            }
            None => {
                let what = format!("The file uses the entity {:?}, which XML does not define.", &**reference);
                Err(refuse(self.line, what))
            }
        }
    }
}

fn refuse(line: u32, what: impl Into<String>) -> Refusal {
    Refusal::new(what, ASK_AGAIN).at(Place { line: Some(line), ..Place::default() })
}

/// A position as the XML reader counts it, inside the text whatever it says.
fn position(at: u64, text: &str) -> usize {
    usize::try_from(at).unwrap_or(text.len()).min(text.len())
}
