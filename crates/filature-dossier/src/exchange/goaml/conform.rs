//! Whether a report is what the schema asks for, asked once more of what is about to be written.
//!
//! [`super::fit`] puts elements where it thinks they belong. Here the finished elements are matched against the content models from the
//! front, by another way: the set of places that can have been reached. Where the two disagree the program is wrong, and nothing is written.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Inside, Node};
use super::xsd::{Content, Holds, Particle, Schema, SimpleId, Term};

/// Checks an element and all that it holds.
///
/// # Errors
/// The path of the first that does not fit, and why.
pub fn check(schema: &Schema, node: &Node, path: &str) -> Result<(), String> {
    let declaration = schema.element(node.declaration);
    let path = if path.is_empty() { declaration.name.clone() } else { format!("{path}/{}", declaration.name) };
    if declaration.is_abstract {
        return Err(format!("{path} is abstract"));
    }
    match (declaration.holds, &node.inside) {
        (Holds::Value(id), Inside::Value(text)) => {
            if !node.attributes.is_empty() {
                return Err(format!("{path} has attributes"));
            }
            value(schema, id, declaration.fixed.as_deref(), text, &path)
        }
        (Holds::Complex(at), inside) => {
            let complex = schema.complex(at);
            if complex.is_abstract {
                return Err(format!("{path} is of an abstract type"));
            }
            attributes(schema, at, node, &path)?;
            match (&complex.content, inside) {
                (Content::Empty, Inside::Nodes(nodes)) if nodes.is_empty() => Ok(()),
                (Content::Value(id), Inside::Value(text)) => {
                    value(schema, *id, declaration.fixed.as_deref(), text, &path)
                }
                (Content::Elements(particle), Inside::Nodes(nodes)) => {
                    let reached = follow(schema, particle, nodes, &BTreeSet::from([0]));
                    if !reached.contains(&nodes.len()) {
                        let at = reached.last().map_or(0, |at| *at);
                        let next = nodes.get(at).map_or("the end", |node| &schema.element(node.declaration).name);
                        return Err(format!("{path}: {next} does not stand where it should"));
                    }
                    nodes.iter().try_for_each(|node| check(schema, node, &path))
                }
                _ => Err(format!("{path} holds what its type does not")),
            }
        }
        (Holds::Value(_), Inside::Nodes(_)) => Err(format!("{path} holds elements instead of a value")),
    }
}

fn value(schema: &Schema, id: SimpleId, fixed: Option<&str>, text: &str, path: &str) -> Result<(), String> {
    if fixed.is_some_and(|fixed| fixed != text) {
        return Err(format!("{path}: {text:?} is not the value that the schema fixes"));
    }
    schema.simples.check(id, text).map_err(|fault| format!("{path}: {text:?}: {fault:?}"))
}

fn attributes(schema: &Schema, at: usize, node: &Node, path: &str) -> Result<(), String> {
    let known = &schema.complex(at).attributes;
    let written: BTreeMap<&str, &str> =
        node.attributes.iter().map(|(name, _, value)| (name.as_str(), value.as_str())).collect();
    if let Some(unknown) = written.keys().find(|name| known.iter().all(|attribute| attribute.name != **name)) {
        return Err(format!("{path}/@{unknown} is not known"));
    }
    for attribute in known {
        match written.get(attribute.name.as_str()) {
            None if attribute.required => return Err(format!("{path}/@{} is missing", attribute.name)),
            None => {}
            Some(text) => value(
                schema,
                attribute.value,
                attribute.fixed.as_deref(),
                text,
                &format!("{path}/@{}", attribute.name),
            )?,
        }
    }
    Ok(())
}

/// The places that can be reached from others by a particle.
fn follow(schema: &Schema, particle: &Particle, nodes: &[Node], from: &BTreeSet<usize>) -> BTreeSet<usize> {
    if let Term::Element(declaration) = particle.term {
        return run(schema, particle, declaration, nodes, from);
    }
    let mut reached = if particle.min == 0 { from.clone() } else { BTreeSet::new() };
    let mut front = from.clone();
    let mut times = 0;
    while particle.max.is_none_or(|max| times < max) && !front.is_empty() {
        times += 1;
        let next = once(schema, &particle.term, nodes, &front);
        // What has been reached before leads nowhere new, once it has stood often enough.
        front = if times >= particle.min { next.difference(&reached).copied().collect() } else { next };
        if times >= particle.min {
            reached.extend(front.iter().copied());
        }
        // A piece that may be empty satisfies any number of times.
        if times < particle.min && times as usize > nodes.len() {
            reached.extend(front.iter().copied());
            break;
        }
    }
    reached
}

/// Whether an element has the name of a declaration: in a file, names are all there is.
fn is_named(schema: &Schema, node: &Node, declaration: usize) -> bool {
    let (written, known) = (schema.element(node.declaration), schema.element(declaration));
    (&written.name, written.qualified) == (&known.name, known.qualified)
}

/// A run of one element, whose every stop within the bounds is reached.
fn run(
    schema: &Schema,
    particle: &Particle,
    declaration: usize,
    nodes: &[Node],
    from: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let (min, most) = (particle.min as usize, particle.max.map_or(usize::MAX, |max| max as usize));
    let mut reached = BTreeSet::new();
    for &start in from {
        let rest = nodes.get(start..).unwrap_or_default();
        let length = rest.iter().take(most).take_while(|node| is_named(schema, node, declaration)).count();
        reached.extend((min..=length).map(|count| start + count));
    }
    reached
}

fn once(schema: &Schema, term: &Term, nodes: &[Node], from: &BTreeSet<usize>) -> BTreeSet<usize> {
    match term {
        Term::Element(_) | Term::Any => BTreeSet::new(),
        Term::Sequence(parts) => parts.iter().fold(from.clone(), |front, part| follow(schema, part, nodes, &front)),
        Term::Choice(parts) => parts.iter().flat_map(|part| follow(schema, part, nodes, from)).collect(),
        Term::All(parts) => from.iter().filter_map(|start| all(schema, parts, nodes, *start)).collect(),
    }
}

/// Where a group ends whose elements stand in any order, each at most once.
fn all(schema: &Schema, parts: &[Particle], nodes: &[Node], start: usize) -> Option<usize> {
    let mut seen = BTreeSet::new();
    let mut at = start;
    let place = |node: &Node| {
        parts.iter().position(|part| matches!(part.term, Term::Element(known) if is_named(schema, node, known)))
    };
    for found in nodes.get(start..).unwrap_or_default().iter().map_while(place) {
        if parts[found].max == Some(0) || !seen.insert(found) {
            break;
        }
        at += 1;
    }
    let is_whole = parts.iter().enumerate().all(|(number, part)| part.min == 0 || seen.contains(&number));
    is_whole.then_some(at)
}
