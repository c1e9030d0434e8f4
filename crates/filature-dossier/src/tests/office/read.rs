//! Reads what was written, by other means than those that wrote it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// An element and its attributes.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            // Of two attributes of one name the reader makes an error.
            let attribute = attribute.unwrap();
            let value = unescape(&attribute.value).unwrap().into_owned();
            assert!(value.chars().all(is_of_xml));
            (attribute.key.into_inner().to_owned(), value)
        });
        Self { name: start.name().into_inner().to_owned(), attributes: attributes.collect() }
    }

    pub fn value(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }
}

/// A part that is XML: its elements in order, and its text with a line for each paragraph.
struct Xml {
    elements: Vec<Element>,
    text: String,
    notes: Vec<String>,
}

pub struct Package {
    parts: BTreeMap<String, Xml>,
    bytes: Vec<Vec<u8>>,
    pub times: Vec<String>,
}

impl Package {
    pub fn open(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut package = Self { parts: BTreeMap::new(), bytes: Vec::new(), times: Vec::new() };
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            package.times.push(file.last_modified().unwrap().to_string());
            let name = file.name().unwrap().into_owned();
            let mut part = Vec::new();
            file.read_to_end(&mut part).unwrap();
            if [".xml", ".rels", ".svg"].iter().any(|end| name.ends_with(end)) {
                package.parts.insert(name, read(std::str::from_utf8(&part).unwrap()));
            }
            package.bytes.push(part);
        }
        package
    }

    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    pub fn main(&self) -> &'static str {
        if self.parts.contains_key("content.xml") { "content.xml" } else { "word/document.xml" }
    }

    pub fn elements(&self, part: &str) -> &[Element] {
        &self.parts[part].elements
    }

    pub fn text(&self, part: &str) -> String {
        self.parts[part].text.clone()
    }

    pub fn pictures(&self) -> Vec<String> {
        self.parts.iter().filter(|(name, _)| name.ends_with(".svg")).map(|(_, part)| part.text.clone()).collect()
    }

    /// Whether any part holds it, in its text or anywhere else.
    pub fn holds(&self, text: &str) -> bool {
        let within = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(text);
        self.bytes.iter().any(within) || self.parts.values().any(|part| part.text.contains(text))
    }

    /// The numbers of notes, as they are referred to in the text.
    pub fn marks(&self) -> Vec<String> {
        let mark = |element: &Element| match element.name.as_str() {
            "w:footnoteReference" => element.value("w:id").map(str::to_owned),
            "w:fldSimple" => Some(element.value("w:instr")?.split_whitespace().nth(1)?.strip_prefix("_n")?.to_owned()),
            "text:note" => element.value("text:id").map(|id| id[1..].to_owned()),
            "text:note-ref" => element.value("text:ref-name").map(|id| id[1..].to_owned()),
            _ => None,
        };
        self.elements(self.main()).iter().filter_map(mark).collect()
    }

    /// The notes in order.
    pub fn notes(&self) -> &[String] {
        match self.parts.get("word/footnotes.xml") {
            // The first two are lines, not notes.
            Some(part) => &part.notes[2..],
            None => &self.parts["content.xml"].notes,
        }
    }
}

fn read(text: &str) -> Xml {
    let mut reader = Reader::from_str(text);
    let mut part = Xml { elements: Vec::new(), text: String::new(), notes: Vec::new() };
    let (mut depth, mut in_note) = (0_usize, false);
    loop {
        let shown = match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                part.elements.push(Element::of(&start));
                let name = start.name().into_inner();
                if name == "text:note-body" || name == "w:footnote" {
                    in_note = true;
                    part.notes.push(String::new());
                }
                String::new()
            }
            Event::Empty(start) => {
                part.elements.push(Element::of(&start));
                if start.name().into_inner() == "text:s" { " ".to_owned() } else { String::new() }
            }
            Event::End(end) => {
                depth = depth.checked_sub(1).unwrap();
                let name = end.name().into_inner();
                in_note &= name != "text:note-body" && name != "w:footnote";
                if ["w:p", "text:p", "text:h"].contains(&name) { "\n".to_owned() } else { String::new() }
            }
            Event::Text(text) => text.to_string(),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => letter.to_string(),
                _ => resolve_predefined_entity(&name).unwrap().to_owned(),
            },
            Event::Decl(_) => String::new(),
            Event::Eof => break,
            other => panic!("{other:?} has no place here"),
        };
        assert!(shown.chars().all(is_of_xml), "a letter that XML forbids in {shown:?}");
        // Marks that keep the direction of neighbours are no part of what is said.
        let shown = shown.replace('\u{200e}', "");
        match in_note {
            true => part.notes.last_mut().unwrap().push_str(&shown),
            false => part.text.push_str(&shown),
        }
    }
    assert!(depth == 0 && !part.elements.is_empty());
    part
}

/// Letters that XML 1.0 lets into a file.
fn is_of_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// The text of a piece of a page.
pub fn text_of_markup(markup: &str) -> String {
    let text: String = markup
        .split('<')
        .enumerate()
        .map(|(at, piece)| if at == 0 { piece } else { piece.split_once('>').unwrap().1 })
        .collect();
    unescape(&text).unwrap().trim().to_owned()
}
