//! From text to a tree of elements, whether or not they are closed.
//!
//! Elements stand in one list in the order of the file; each knows where it and what is in it end. An end tag closes the
//! nearest open element of its name; all that were opened since and not closed hold their text and nothing else.
//!
//! ```text
//! <STATUS><CODE>0<SEVERITY>INFO</STATUS>      STATUS ── CODE "0"
//!                                                    └─ SEVERITY "INFO"
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::{memchr, memchr_iter};

use super::entities;
use super::refuse;
use crate::Refusal;
use crate::iso20022::encoding::count_lines;

/// No tag of the standard has more letters.
const LONGEST_NAME: usize = 64;

/// How far an open tag may reach that has attributes: only the root element ever has.
const LONGEST_TAG: usize = 1_024;

/// With more pieces that belong nowhere, a file is damaged, or none of this format.
const MOST_STRAYS: usize = 1_000;

/// An element. Offsets into the text, so that a file of nothing but tags fits in a few times its size.
#[derive(Clone, Copy, Debug)]
struct Node {
    name: (u32, u32),
    text: (u32, u32),
    line: u32,
    /// The element after all that are in this one.
    end: u32,
    is_closed: bool,
}

/// Text, or an end tag, that belongs to no element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stray<'a> {
    pub(super) line: u32,
    pub(super) text: &'a str,
}

/// The elements of a file.
pub(super) struct Tree<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    pub(super) strays: Vec<Stray<'a>>,
}

/// An element of a [`Tree`].
#[derive(Clone, Copy)]
pub(super) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
}

impl<'a> Tree<'a> {
    /// All elements, in the order of the file.
    pub(super) fn all(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        (0..self.nodes.len()).map(move |at| Element { tree: self, at })
    }

    /// The elements that stand in no other.
    pub(super) fn roots(&self) -> impl Iterator<Item = Element<'_, 'a>> {
        Siblings { tree: self, at: 0, end: self.nodes.len() }
    }

    fn slice(&self, (from, to): (u32, u32)) -> &'a str {
        self.text.get(from as usize..to as usize).unwrap_or_default()
    }
}

struct Siblings<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
    end: usize,
}

impl<'t, 'a> Iterator for Siblings<'t, 'a> {
    type Item = Element<'t, 'a>;

    fn next(&mut self) -> Option<Element<'t, 'a>> {
        let node = self.tree.nodes.get(self.at).filter(|_| self.at < self.end)?;
        let element = Element { tree: self.tree, at: self.at };
        self.at = (node.end as usize).max(self.at + 1);
        Some(element)
    }
}

impl<'t, 'a> Element<'t, 'a> {
    fn node(self) -> Node {
        self.tree.nodes[self.at]
    }

    /// The tag.
    pub(super) fn name(self) -> &'a str {
        self.tree.slice(self.node().name)
    }

    /// The line of its open tag, from 1.
    pub(super) fn line(self) -> u32 {
        self.node().line
    }

    /// Its text, resolved.
    pub(super) fn text(self) -> Cow<'a, str> {
        entities::resolve(self.tree.slice(self.node().text))
    }

    /// Whether an end tag closes it.
    pub(super) fn is_closed(self) -> bool {
        self.node().is_closed
    }

    /// The elements in it.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t, 'a>> {
        Siblings { tree: self.tree, at: self.at + 1, end: self.node().end as usize }
    }

    /// The first element in it of this name.
    pub(super) fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// The text of the first element in it of this name that has any.
    pub(super) fn value(self, name: &str) -> Option<Cow<'a, str>> {
        self.children().filter(|child| child.name() == name).map(Self::text).find(|text| !text.is_empty())
    }
}

/// What a `<` begins.
enum Markup<'a> {
    Open {
        name: &'a str,
        is_empty: bool,
        end: usize,
    },
    Close {
        name: &'a str,
        end: usize,
    },
    /// A comment, a CDATA section or an instruction: part of the text around it.
    Passed {
        end: usize,
    },
    Declaration,
}

/// Reads the elements of a text.
///
/// # Errors
/// A refusal for a declared document type: OFX needs none, and entities of one can make a small file huge.
pub(super) fn parse(text: &str) -> Result<Tree<'_>, Refusal> {
    let mut parser = Parser {
        tree: Tree { text, nodes: Vec::with_capacity(opening_tags(text)), strays: Vec::new() },
        open: Vec::new(),
        open_by_name: BTreeMap::new(),
        leaf: None,
        text_from: memchr(b'<', text.as_bytes()).unwrap_or(text.len()),
        line: 1,
        counted: 0,
    };
    let mut at = parser.text_from;
    while let Some(found) = memchr(b'<', &text.as_bytes()[at..]) {
        let start = at + found;
        at = match markup(text, start) {
            None => start + 1,
            Some(Markup::Passed { end }) => end,
            Some(Markup::Declaration) => {
                let what = "The file declares a document type, which OFX does not need and which can hide a bomb.";
                return Err(refuse(parser.line_at(start), what, "Ask the bank for the file without it."));
            }
            Some(Markup::Open { name, is_empty, end }) => {
                parser.open(name, is_empty, start, end);
                end
            }
            Some(Markup::Close { name, end }) => {
                parser.close(name, start, end);
                end
            }
        };
        if parser.tree.strays.len() > MOST_STRAYS {
            let what = format!("More than {MOST_STRAYS} pieces of text of the file belong to no element of OFX.");
            return Err(refuse(parser.line, what, "The file is damaged: ask the bank for it again."));
        }
    }
    Ok(parser.finish())
}

/// No more than so many elements: their list is made once, at its size.
fn opening_tags(text: &str) -> usize {
    let is_name = |at: &usize| text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    memchr_iter(b'<', text.as_bytes()).filter(is_name).count()
}

fn markup(text: &str, start: usize) -> Option<Markup<'_>> {
    let rest = &text[start..];
    let until = |end: &str| Markup::Passed { end: rest.find(end).map_or(text.len(), |at| start + at + end.len()) };
    if rest.starts_with("<!--") {
        return Some(until("-->"));
    }
    if rest.starts_with("<![CDATA[") {
        return Some(until("]]>"));
    }
    if rest.starts_with("<?") {
        return Some(until("?>"));
    }
    if rest.starts_with("<!DOCTYPE") || rest.starts_with("<!ENTITY") {
        return Some(Markup::Declaration);
    }
    let (is_end, name_at) = if rest.starts_with("</") { (true, 2) } else { (false, 1) };
    let name = name(&rest[name_at..])?;
    let after = &rest.as_bytes()[name_at + name.len()..];
    let close =
        after.iter().take(LONGEST_TAG).position(|byte| matches!(byte, b'<' | b'>')).filter(|&at| after[at] == b'>')?;
    let end = start + name_at + name.len() + close + 1;
    let attributes = after[..close].trim_ascii();
    let (attributes, is_empty) = attributes.strip_suffix(b"/").map_or((attributes, false), |before| (before, true));
    // Words in angle brackets inside a text are no tags.
    if !attributes.is_empty() && (is_end || memchr(b'=', attributes).is_none()) {
        return None;
    }
    Some(if is_end { Markup::Close { name, end } } else { Markup::Open { name, is_empty, end } })
}

/// The tag at the beginning of a text.
fn name(text: &str) -> Option<&str> {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':');
    let length = text.bytes().take(LONGEST_NAME + 1).take_while(is_letter).count();
    let name = text.get(..length)?;
    (length <= LONGEST_NAME && name.starts_with(|letter: char| letter.is_ascii_alphabetic())).then_some(name)
}

struct Parser<'a> {
    tree: Tree<'a>,
    /// Elements that no end tag has closed yet, the outermost first.
    open: Vec<u32>,
    /// How many of them have each name: an end tag without any must not search them all.
    open_by_name: BTreeMap<&'a str, u32>,
    /// The element whose open tag was the last tag.
    leaf: Option<usize>,
    text_from: usize,
    line: u32,
    counted: usize,
}

impl<'a> Parser<'a> {
    fn line_at(&mut self, at: usize) -> u32 {
        let more = count_lines(&self.tree.text.as_bytes()[self.counted..at]);
        self.line = self.line.saturating_add(more);
        self.counted = at;
        self.line
    }

    /// The text before a tag is that of the element just opened; anywhere else it belongs to nobody.
    fn end_text(&mut self, at: usize, next_from: usize) {
        let text = &self.tree.text[self.text_from..at];
        let (from, to) = (offset(self.text_from), offset(at));
        match self.leaf.take() {
            Some(leaf) => self.tree.nodes[leaf].text = (from, to),
            None => self.stray(self.text_from, text),
        }
        self.text_from = next_from;
    }

    fn stray(&mut self, at: usize, text: &'a str) {
        if entities::resolve(text).is_empty() {
            return;
        }
        let blank = text.len() - text.trim_start().len();
        let line = self.line_at((at + blank).max(self.counted));
        self.tree.strays.push(Stray { line, text: text.trim() });
    }

    fn open(&mut self, name: &'a str, is_empty: bool, start: usize, end: usize) {
        self.end_text(start, end);
        let line = self.line_at(start);
        let at = self.tree.nodes.len();
        let name_from = offset(start + 1);
        let name_range = (name_from, name_from.saturating_add(offset(name.len())));
        let node = Node { name: name_range, text: (0, 0), line, end: offset(at + 1), is_closed: is_empty };
        self.tree.nodes.push(node);
        if !is_empty {
            self.open.push(offset(at));
            *self.open_by_name.entry(name).or_default() += 1;
            self.leaf = Some(at);
        }
    }

    fn close(&mut self, name: &'a str, start: usize, end: usize) {
        self.end_text(start, end);
        if self.open_by_name.get(name).is_none_or(|&open| open == 0) {
            self.stray(start, &self.tree.text[start..end]);
            return;
        }
        let next = offset(self.tree.nodes.len());
        while let Some(at) = self.open.pop() {
            let node = self.tree.nodes[at as usize];
            let opened = self.tree.slice(node.name);
            if let Some(open) = self.open_by_name.get_mut(opened) {
                *open = open.saturating_sub(1);
            }
            if opened == name {
                let node = &mut self.tree.nodes[at as usize];
                (node.end, node.is_closed) = (next, true);
                break;
            }
        }
    }

    fn finish(mut self) -> Tree<'a> {
        let end = self.tree.text.len();
        self.end_text(end, end);
        let mixed: Vec<Stray<'a>> = self
            .tree
            .all()
            .filter(|element| element.node().end as usize > element.at + 1 && !element.text().is_empty())
            .map(|element| Stray { line: element.line(), text: self.tree.slice(element.node().text).trim() })
            .collect();
        self.tree.strays.extend(mixed);
        self.tree
    }
}

/// Files past four gigabytes are refused before.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
