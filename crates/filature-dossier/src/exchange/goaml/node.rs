//! The report as elements in their order, and as the bytes of an XML file.

use super::xsd::{Content, Holds, Schema};

/// An element that is written.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its declaration in the schema.
    pub declaration: usize,
    /// Its attributes: name, whether it is written in the target namespace, value.
    pub attributes: Vec<(String, bool, String)>,
    /// What it holds.
    pub inside: Inside,
}

/// What an element holds.
#[derive(Clone, Debug)]
pub enum Inside {
    /// A value.
    Value(String),
    /// Elements.
    Nodes(Vec<Node>),
}

impl Node {
    fn all_qualified(&self, schema: &Schema) -> bool {
        let inside = match &self.inside {
            Inside::Value(_) => true,
            Inside::Nodes(nodes) => nodes.iter().all(|node| node.all_qualified(schema)),
        };
        inside
            && schema.element(self.declaration).qualified
            && self.attributes.iter().all(|(_, qualified, _)| !qualified)
    }
}

/// The file.
pub fn write(schema: &Schema, root: &Node) -> Vec<u8> {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    // Where all elements are of the namespace it can be the default one; else a prefix says which are.
    let (prefix, declared) = match (schema.namespace.as_str(), root.all_qualified(schema)) {
        ("", _) => ("", String::new()),
        (namespace, true) => ("", format!(" xmlns=\"{}\"", escaped(namespace, true))),
        (namespace, false) => ("g:", format!(" xmlns:g=\"{}\"", escaped(namespace, true))),
    };
    element(schema, root, &mut text, (prefix, &declared), 0);
    text.into_bytes()
}

fn element(schema: &Schema, node: &Node, text: &mut String, (prefix, declared): (&str, &str), depth: usize) {
    let declaration = schema.element(node.declaration);
    let name = format!("{}{}", if declaration.qualified { prefix } else { "" }, declaration.name);
    let indent = "  ".repeat(depth);
    text.push_str(&format!("{indent}<{name}{declared}"));
    for (attribute, qualified, value) in &node.attributes {
        let prefix = if *qualified { prefix } else { "" };
        text.push_str(&format!(" {prefix}{attribute}=\"{}\"", escaped(value, true)));
    }
    match &node.inside {
        Inside::Value(value) => text.push_str(&format!(">{}</{name}>\n", escaped(value, false))),
        Inside::Nodes(nodes) if nodes.is_empty() => text.push_str("/>\n"),
        Inside::Nodes(nodes) => {
            text.push_str(">\n");
            for node in nodes {
                element(schema, node, text, (prefix, ""), depth + 1);
            }
            text.push_str(&format!("{indent}</{name}>\n"));
        }
    }
}

/// The one place in which text becomes XML.
fn escaped(value: &str, in_attribute: bool) -> String {
    let mut made = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '&' => made.push_str("&amp;"),
            '<' => made.push_str("&lt;"),
            '>' => made.push_str("&gt;"),
            '"' if in_attribute => made.push_str("&quot;"),
            '\n' | '\t' if in_attribute => made.push_str(&format!("&#{};", u32::from(letter))),
            // What XML cannot hold at all is written out, so that nothing goes missing unseen.
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                made.push_str(&format!("⟨U+{:04X}⟩", u32::from(letter)));
            }
            _ => made.push(letter),
        }
    }
    made
}

/// Whether an element holds a value by its declaration.
pub fn has_value(schema: &Schema, declaration: usize) -> bool {
    match schema.element(declaration).holds {
        Holds::Value(_) => true,
        Holds::Complex(at) => matches!(schema.complex(at).content, Content::Value(_)),
    }
}
